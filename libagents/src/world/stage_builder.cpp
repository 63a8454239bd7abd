#include "entrepot/world/stage_builder.hpp"

#include <algorithm>
#include <cmath>
#include <deque>
#include <numeric>
#include <stdexcept>
#include <utility>

#include "entrepot/base/errors.hpp"

namespace entrepot {
namespace {

/// A column whose type is known at run time only; rows of `width` values.
struct AnyColumn {
  std::size_t width = 1;
  std::vector<double> real;
  std::vector<std::int64_t> whole;
  std::vector<std::int32_t> id;
};
struct AnyTable {
  std::vector<AnyColumn> columns;
};

template <class T, DType type, std::vector<T> AnyColumn::*values> struct AnyOps {
  static AnyColumn& of(void* p) { return *static_cast<AnyColumn*>(p); }
  static View view(const void* p) {
    const auto& c = *static_cast<const AnyColumn*>(p);
    return {type, (c.*values).data(), (c.*values).size() / c.width, c.width};
  }
  static void resize(void* p, std::size_t rows) {
    (of(p).*values).resize(rows * of(p).width, type == DType::i32 ? T(-1) : T(0));  // a new id is none
  }
  static void* data(void* p) { return (of(p).*values).data(); }
  static void gather(void* p, std::span<const std::size_t> from) {
    AnyColumn& c = of(p);
    std::vector<T> out;
    out.reserve(from.size() * c.width);
    for (const std::size_t row : from)
      out.insert(out.end(), (c.*values).begin() + static_cast<std::ptrdiff_t>(row * c.width),
                 (c.*values).begin() + static_cast<std::ptrdiff_t>((row + 1) * c.width));
    c.*values = std::move(out);
  }
  static constexpr ColumnOps ops{type, 0, 0, &view, &resize, &data, &gather};
};
const ColumnOps* ops_of(ColumnSpec::Type type) {
  switch (type) {
    case ColumnSpec::Type::real:
      return &AnyOps<double, DType::f64, &AnyColumn::real>::ops;
    case ColumnSpec::Type::whole:
      return &AnyOps<std::int64_t, DType::i64, &AnyColumn::whole>::ops;
    case ColumnSpec::Type::id:
      break;
  }
  return &AnyOps<std::int32_t, DType::i32, &AnyColumn::id>::ops;
}

std::size_t width_of(const ColumnInfo& column) {
  const std::span<const Axis> axes = column.axes();
  return std::accumulate(axes.begin(), axes.end(), std::size_t{1}, [](std::size_t n, const Axis& axis) { return n * axis.size; });
}

constexpr TableOps any_table_ops{+[](const TableInfo& info) -> void* {
                                   auto* const table = new AnyTable;  // NOLINT: owned by OwnTables, which ends it
                                   for (const ColumnInfo& c : info.columns) table->columns.emplace_back().width = width_of(c);
                                   return table;
                                 },
                                 +[](const void* table) -> void* { return new AnyTable(*static_cast<const AnyTable*>(table)); },  // NOLINT
                                 +[](void* table) { delete static_cast<AnyTable*>(table); }};                                     // NOLINT

/// The product of the lengths in "exporter:2 lag:4"; 1 for "".
std::size_t width_in(std::string_view axes) {
  std::size_t width = 1;
  while (!axes.empty()) {
    const std::string_view axis = axes.substr(0, axes.find(' '));
    axes.remove_prefix(std::min(axes.size(), axis.size() + 1));
    std::size_t size = 0;
    for (const char c : axis.substr(std::min(axis.size(), axis.find(':') + 1)))
      size = c >= '0' && c <= '9' && size < 1'000'000 ? size * 10 + static_cast<std::size_t>(c - '0') : 1'000'000'000;
    width *= size;
    if (size == 0 || width > 1'000'000) throw std::invalid_argument("inner axes are written name:length, at most a million values a row");
  }
  return width;
}

}  // namespace

struct StageBuilder::Said {
  std::deque<std::string> texts;                // names that infos point to
  std::deque<std::vector<ColumnInfo>> columns;  // a list a table
  std::deque<std::array<ColumnInfo, 1>> ids;    // names of rows, a list a table
  std::deque<std::vector<FieldInfo>> fields;    // a list a kind of event
  std::string name;
  std::vector<ParameterInfo> parameters;
  std::vector<LeverInfo> levers;
  std::vector<TableInfo> tables;
  std::vector<EventInfo> events;
  std::vector<OutcomeInfo> outcomes;
  std::vector<std::string_view> writes;

  std::string_view keep(std::string_view text) { return texts.emplace_back(text); }
  /// The file of a table; nobody but the file's readers needs the names of its rows.
  TableFile file(const FileSpec& spec) {
    TableFile file{.path = keep(spec.path), .id = keep(spec.id), .may_have_no_rows = spec.may_have_no_rows};
    if (spec.id.empty()) return file;
    ColumnInfo& id = ids.emplace_back().front();
    id.name = file.id;
    id.file = {.form = Form::id};
    file.only = ids.back();
    return file;
  }
  ColumnInfo column(const ColumnSpec& spec, std::size_t slot) {
    if (spec.name.empty()) throw std::invalid_argument("a column has no name");
    if (spec.type == ColumnSpec::Type::id && spec.target.empty())
      throw std::invalid_argument("the column " + spec.name + " is of ids: say of which table");
    ColumnInfo info;
    info.name = keep(spec.name);
    info.unit = keep(spec.unit);
    info.doc = keep(spec.doc);
    info.target = keep(spec.target);
    info.inner = entrepot::detail::axes_of(keep(spec.axes), width_in(spec.axes));
    try {
      info.range = range_of(spec.range);
    } catch (const std::invalid_argument& why) {
      throw std::invalid_argument("the range of the column " + spec.name + " is \"" + spec.range + "\": " + why.what());
    }
    info.role = spec.frozen ? Role::frozen : Role::state;
    info.slot = slot;
    info.locate = +[](void* table, std::size_t at) -> void* { return &static_cast<AnyTable*>(table)->columns[at]; };
    info.ops = ops_of(spec.type);
    return info;
  }
};

StageBuilder::StageBuilder(std::string_view name) : said_{std::make_shared<Said>()} { said_->name = name; }

StageBuilder& StageBuilder::parameter(std::string_view name, std::string_view unit, double lowest, double highest, std::string_view doc) {
  said_->parameters.push_back({said_->keep(name), said_->keep(unit), lowest, highest, 0, said_->keep(doc)});
  return *this;
}
StageBuilder& StageBuilder::also_reads(std::string_view parameter) {
  said_->parameters.push_back(entrepot::also_reads(said_->keep(parameter), 0));
  return *this;
}
StageBuilder& StageBuilder::lever(std::string_view name, std::string_view table, std::string_view column, double fallback) {
  said_->levers.push_back({said_->keep(name), said_->keep(table), said_->keep(column), fallback});
  return *this;
}

StageBuilder& StageBuilder::table(std::string_view name, std::string_view doc, TableKind kind, std::string_view parent,
                                  const std::vector<ColumnSpec>& columns, const FileSpec& file) {
  std::vector<ColumnSpec> all;
  if (kind == TableKind::layer)
    for (const char* end : {"source", "target"})
      all.push_back(
          {end, std::string(parent), std::string(end) + " of the edge", ColumnSpec::Type::id, std::string(parent), "", "", false, true});
  all.insert(all.end(), columns.begin(), columns.end());
  if (all.empty()) throw std::invalid_argument("the table " + std::string(name) + " has no columns");
  std::vector<ColumnInfo>& infos = said_->columns.emplace_back();
  for (const ColumnSpec& spec : all) {
    if (std::any_of(infos.begin(), infos.end(), [&](const ColumnInfo& c) { return c.name == spec.name; }))
      throw std::invalid_argument("the table " + std::string(name) + " has the column " + spec.name + " twice");
    infos.push_back(said_->column(spec, infos.size()));
    if (!file.path.empty() && spec.given) infos.back() = infos.back().given();
  }
  said_->tables.push_back({said_->keep(name), said_->keep(doc), infos, nullptr, kind,
                           kind == TableKind::columns ? said_->keep(parent) : std::string_view{}, &any_table_ops, said_->file(file)});
  return *this;
}

StageBuilder& StageBuilder::event(std::string_view name, std::string_view doc, const std::vector<ColumnSpec>& specs) {
  if (specs.empty()) throw std::invalid_argument("the event " + std::string(name) + " has no fields");
  std::vector<FieldInfo>& infos = said_->fields.emplace_back();
  for (const ColumnSpec& spec : specs) {  // each is a word of 64 bits
    const ColumnInfo c = said_->column(spec, infos.size());
    const DType type = spec.type == ColumnSpec::Type::real ? DType::f64 : DType::i64;
    infos.push_back({c.name, c.unit, c.doc, type, c.target, {}, nullptr, infos.size() * sizeof(double)});
  }
  said_->events.push_back({said_->keep(name), said_->keep(doc), infos, infos.size() * sizeof(double)});
  return *this;
}

StageBuilder& StageBuilder::outcome(std::string_view name, std::string_view unit, std::string_view doc, int direction) {
  said_->outcomes.push_back({said_->keep(name), said_->keep(unit), said_->keep(doc), direction, nullptr});
  return *this;
}
StageBuilder& StageBuilder::writes(std::string_view table_or_column) {
  said_->writes.push_back(said_->keep(table_or_column));
  return *this;
}

Stage StageBuilder::build(Stage::Step run, Stage::Step set_up, Stage::Step first_day, Stage::Values values) {
  Stage::Body body;
  body.info = {said_->name,     said_->parameters, said_->levers, said_->tables, said_->events,
               said_->outcomes, said_->writes,     true};  // a stage made at run time writes what it says, and nothing if it says nothing
  body.run = std::move(run);
  body.set_up = std::move(set_up);
  body.first_day = std::move(first_day);
  body.outcome_values = std::move(values);
  body.kept = std::exchange(said_, std::make_shared<Said>());  // lists that the stage points to must not grow
  return Stage(std::move(body));
}

EventId emit(World& world, const Turn& turn, std::string_view kind, std::span<const double> values, EventId cause) {
  const std::vector<EventInfo>& kinds = world.catalogue->events;
  const auto at = std::find_if(kinds.begin(), kinds.end(), [&](const EventInfo& e) { return e.name == kind; });
  if (at == kinds.end()) {
    std::vector<std::string> known;
    for (const EventInfo& e : kinds) known.emplace_back(e.name);
    throw UnknownName("event kind", kind, nearest_name(kind, known));
  }
  if (values.size() != at->fields.size())
    throw std::invalid_argument("the event " + std::string(kind) + " has " + std::to_string(at->fields.size()) + " fields, not " +
                                std::to_string(values.size()));
  std::vector<std::byte> row(at->size);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const FieldInfo& f = at->fields[i];
    if (std::isnan(values[i]))
      throw std::invalid_argument("the field " + std::string(f.name) + " of the event " + std::string(kind) + " is no number");
    if (f.type != DType::f64 && !(values[i] == std::floor(values[i]) && std::abs(values[i]) < 0x1p53))
      throw std::invalid_argument("the field " + std::string(f.name) + " of the event " + std::string(kind) + " is " + text_of(values[i]) +
                                  ", allowed: a whole number");
    const std::int64_t whole = f.type == DType::f64 ? 0 : static_cast<std::int64_t>(values[i]);
    const auto narrow = static_cast<std::int32_t>(whole);
    if (f.type == DType::i32 && narrow != whole)
      throw std::invalid_argument("the field " + std::string(f.name) + " of the event " + std::string(kind) + " is " + text_of(values[i]) +
                                  ", allowed: a row number");
    if (!f.target.empty()) {
      const std::size_t rows = find_table(world, f.target).rows(world);
      if (whole < -1 || (whole >= 0 && static_cast<std::size_t>(whole) >= rows))
        throw std::invalid_argument("the field " + std::string(f.name) + " of the event " + std::string(kind) + " is row " +
                                    text_of(values[i]) + ", allowed: a row of " + std::string(f.target) + ", which has " +
                                    std::to_string(rows) + ", or -1");
    }
    if (f.type == DType::f64) std::memcpy(row.data() + f.at(), &values[i], sizeof values[i]);
    else if (f.type == DType::i64) std::memcpy(row.data() + f.at(), &whole, sizeof whole);
    else if (f.type == DType::i32) std::memcpy(row.data() + f.at(), &narrow, sizeof narrow);
    else throw std::invalid_argument("the event " + std::string(kind) + " is not one that can be emitted by name");
  }
  return detail::emit(world, turn, static_cast<std::size_t>(at - kinds.begin()), row.data(), cause);
}

}  // namespace entrepot
