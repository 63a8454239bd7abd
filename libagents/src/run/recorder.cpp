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

/// More rows than the cube has: every quarter recorded so far is laid out anew.
template <class T> void widen(std::vector<T>& values, std::size_t times, std::size_t old_block, std::size_t new_block, T missing) {
  std::vector<T> wide(times * new_block, missing);
  for (std::size_t t = 0; t < times; ++t)
    std::copy_n(values.begin() + static_cast<std::ptrdiff_t>(t * old_block), old_block,
                wide.begin() + static_cast<std::ptrdiff_t>(t * new_block));
  values.swap(wide);
}

}  // namespace

RecordPlan::RecordPlan(std::span<const std::string> names) {
  for (const std::string& name : names) {
    const std::size_t dot = name.find('.');
    if (dot == std::string::npos) throw UnknownName("column or event (table.column, events.kind)", name, "");
    const std::string_view table = std::string_view(name).substr(0, dot), column = std::string_view(name).substr(dot + 1);
    if (table == "events") {
      const auto at = std::find(event_names.begin(), event_names.end(), column);
      if (at == event_names.end()) throw UnknownName("event kind", column, nearest_name(column, {event_names.begin(), event_names.end()}));
      events = events.with(static_cast<EventKind>(at - event_names.begin()));
      continue;
    }
    const TableInfo& t = find_table(table);
    const ColumnInfo& c = find_column(t, column);
    const World empty{};
    if (c.view(t.of(empty)).type == DType::text) throw UnknownName("column of numbers", name, "");
    columns.push_back({name, &t, &c});
  }
}

Recorder::Recorder(RecordPlan plan, std::size_t quarters) : plan_{std::move(plan)} {
  for (const RecordPlan::Want& want : plan_.columns) {
    Cube cube;
    cube.name = want.name;
    cube.times = quarters;
    cubes_.push_back(std::move(cube));
  }
}

void Recorder::record(const World& world) {
  const auto quarter = static_cast<std::size_t>(world.quarter - 1);  // called when the quarter has ended
  for (std::size_t i = 0; i < cubes_.size(); ++i) {
    Cube& cube = cubes_[i];
    if (quarter >= cube.times) continue;
    const View view = plan_.columns[i].column->view(plan_.columns[i].table->of(world));
    cube.whole = view.type != DType::f64;
    if (view.rows > cube.rows || (cube.real.empty() && cube.integers.empty())) {
      const std::size_t old_block = cube.rows * cube.width, block = view.rows * view.width;
      if (cube.whole) {
        widen(cube.integers, cube.times, cube.integers.empty() ? 0 : old_block, block, no_value);
      } else {
        widen(cube.real, cube.times, cube.real.empty() ? 0 : old_block, block, std::numeric_limits<float>::quiet_NaN());
      }
      cube.rows = view.rows;
      cube.width = view.width;
    }
    const std::size_t at = quarter * cube.rows * cube.width;
    switch (view.type) {
      case DType::f64:
        copy_values<double>(view, cube.real.data() + at);
        break;
      case DType::i64:
        copy_values<std::int64_t>(view, cube.integers.data() + at);
        break;
      case DType::u64:
        copy_values<std::uint64_t>(view, cube.integers.data() + at);
        break;
      case DType::i32:
        copy_values<std::int32_t>(view, cube.integers.data() + at);
        break;
      case DType::u32:
        copy_values<std::uint32_t>(view, cube.integers.data() + at);
        break;
      case DType::u8:
        copy_values<std::uint8_t>(view, cube.integers.data() + at);
        break;
      case DType::text:
        break;
    }
  }
}

}  // namespace entrepot
