#include "entrepot/run/recorder.hpp"

#include <algorithm>
#include <limits>

#include "entrepot/base/errors.hpp"

namespace entrepot {
namespace {

constexpr std::int64_t no_value = std::numeric_limits<std::int64_t>::min();

template <class T, class To> void copy_values(const View& view, To* out) {
  const T* from = static_cast<const T*>(view.data);
  for (std::size_t i = 0; i < view.rows * view.width; ++i) out[i] = static_cast<To>(from[i]);
}

}  // namespace

RecordPlan::RecordPlan(std::span<const std::string> names, const Model& model) {
  for (const std::string& name : names) {
    const std::size_t dot = name.find('.');
    if (dot == std::string::npos) throw UnknownName("column or event (table.column, events.kind)", name, "");
    const std::string_view table = std::string_view(name).substr(0, dot), column = std::string_view(name).substr(dot + 1);
    if (table == "events") {
      events.emplace_back(column);
      continue;
    }
    const TableInfo& t = find_table(model.catalogue().get(), table);
    const ColumnInfo& c = find_column(t, column);
    if (c.ops->type == DType::text) throw UnknownName("column of numbers", name, "");
    columns.push_back({name, &t, &c});
  }
  model.sink_for(events);  // refuses a kind that is not there
}

Recorder::Recorder(RecordPlan plan, std::size_t quarters) : plan_{std::move(plan)}, quarters_{quarters}, shots_(plan_.columns.size()) {}

void Recorder::record(const World& world) {
  for (std::size_t i = 0; i < shots_.size(); ++i) {
    if (shots_[i].size() >= quarters_) continue;
    const View view = plan_.columns[i].column->view(plan_.columns[i].table->of(world));
    Shot& shot = shots_[i].emplace_back();
    shot.rows = view.rows;
    shot.width = view.width;
    shot.whole = view.type != DType::f64;
    if (shot.whole) shot.integers.resize(view.rows * view.width);
    else shot.real.resize(view.rows * view.width);
    with_number(view.type, [&]<class T>(std::type_identity<T>) {
      if constexpr (std::is_same_v<T, double>) copy_values<T>(view, shot.real.data());
      else copy_values<T>(view, shot.integers.data());
    });
  }
}

namespace {

/// Quarter behind quarter, each with room for the most rows that any has.
template <class T, class Shots>
std::vector<T> laid_out(const Shots& shots, std::vector<T> Shots::value_type::*values, std::size_t times, std::size_t block, T missing) {
  std::vector<T> all(times * block, missing);
  for (std::size_t t = 0; t < shots.size(); ++t)
    std::copy((shots[t].*values).begin(), (shots[t].*values).end(), all.begin() + static_cast<std::ptrdiff_t>(t * block));
  return all;
}

}  // namespace

std::vector<Cube> Recorder::cubes() const {
  std::vector<Cube> cubes;
  for (std::size_t i = 0; i < shots_.size(); ++i) {
    Cube& cube = cubes.emplace_back();
    cube.name = plan_.columns[i].name;
    cube.times = quarters_;
    if (shots_[i].empty()) continue;
    cube.whole = shots_[i].front().whole;
    cube.width = shots_[i].front().width;
    for (const Shot& shot : shots_[i]) cube.rows = std::max(cube.rows, shot.rows);
    const std::size_t block = cube.rows * cube.width;
    if (cube.whole) cube.integers = laid_out(shots_[i], &Shot::integers, cube.times, block, no_value);
    else cube.real = laid_out(shots_[i], &Shot::real, cube.times, block, std::numeric_limits<float>::quiet_NaN());
  }
  return cubes;
}

}  // namespace entrepot
