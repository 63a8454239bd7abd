#include "scenario/read/schema.hpp"

#include <algorithm>

#include "entrepot/scenario/scenario.hpp"
#include "entrepot/world/layers.hpp"

namespace entrepot::reading {
namespace {

constexpr std::array parameter_columns{
    file_column("name", "stage.parameter", {.form = Form::id}),
    file_column("value", "point value", {.form = Form::number}),
    file_column("unit", "unit of the stage that reads it", {.form = Form::text}),
    file_column("distribution", "its distribution", {.form = Form::choice, .names = distribution_names}),
    file_column("low", "least value", {.form = Form::number, .may_be_empty = true}),
    file_column("high", "greatest value", {.form = Form::number, .may_be_empty = true}),
    file_column("source", "key of sources.toml, or an assumption", {.form = Form::text}),
    file_column("date", "day of the value", {.form = Form::day}),
    file_column("note", "for people", {.form = Form::text, .may_be_empty = true}),
};
constexpr TableInfo parameters_table() {
  TableInfo info{"parameters", "parameters and their distributions", {}};
  info.file = {.path = parameters_file, .id = "name", .noun = "parameter", .only = parameter_columns, .has_sources = false};
  return info;
}
constexpr TableInfo parameters = parameters_table();

/// What stands behind the name of a column for each position of an inner axis.
std::string position_name(const Axis& axis, std::size_t i) {
  const auto in = [&](std::span<const std::string_view> names) { return std::string(names[i]); };
  if (axis == Axis{"exporter", exporter_count}) return in(exporter_names);
  if (axis == Axis{"purpose", use_count}) return in(use_names);
  if (axis == Axis{"tier", tier_count}) return in(tier_names);
  return std::to_string(i);
}

void add_column(TableSpec& spec, const ColumnInfo& column) {
  std::vector<std::string> names{std::string(column.file_name())};
  for (const Axis& axis : column.axes()) {
    std::vector<std::string> longer;
    for (const std::string& name : names)
      for (std::size_t i = 0; i < axis.size; ++i) longer.push_back(name + '_' + position_name(axis, i));
    names = std::move(longer);
  }
  for (std::size_t i = 0; i < names.size(); ++i) spec.columns.push_back({names[i], &column, i});
}

}  // namespace

const FileColumn* TableSpec::find(std::string_view column) const {
  for (const FileColumn& c : columns)
    if (c.name == column) return &c;
  return nullptr;
}
std::vector<std::string> TableSpec::column_names() const {
  std::vector<std::string> all;
  for (const FileColumn& c : columns) all.push_back(c.name);
  return all;
}

Schema::Schema(const Catalogue* catalogue) {
  for (const TableInfo& t : entrepot::tables) add(t);
  for (const TableInfo& t : frozen_layers) add(t);
  add(parameters);
  if (catalogue == nullptr) return;
  const std::size_t shipped = tables_.size();
  for (const TableInfo& t : catalogue->tables) add(t);
  for (std::size_t i = shipped; i < tables_.size(); ++i) tables_[i].may_be_missing = tables_[i].may_have_no_rows;
}

void Schema::add(const TableInfo& table) {
  if (table.file.path.empty()) return;
  TableSpec spec{&table, table.name, table.file.id, table.file.key, {}};
  if (table.kind == TableKind::layer && spec.key.empty()) spec.key = edge_key;
  spec.may_have_no_rows = table.file.may_have_no_rows || table.kind == TableKind::columns;
  if (table.kind == TableKind::columns) {
    ColumnInfo& row = parent_ids_.emplace_back();
    row.name = spec.id = find(table.parent)->id;
    row.target = table.parent;
    row.file = {.form = Form::reference};
    add_column(spec, row);
  }
  const auto add_given = [&](const ColumnInfo& c) {
    if (c.is_given()) add_column(spec, c);
  };
  const bool begins_with_id = !table.columns.empty() && table.columns.front().file_name() == spec.id;
  if (begins_with_id) add_given(table.columns.front());
  for (const ColumnInfo& c : table.file.only) add_given(c);
  for (const ColumnInfo& c : table.columns.subspan(begins_with_id ? 1 : 0)) add_given(c);
  tables_.push_back(std::move(spec));
}

const TableSpec* Schema::find(std::string_view name) const {
  const auto at = std::find_if(tables_.begin(), tables_.end(), [&](const TableSpec& t) { return t.name == name; });
  return at == tables_.end() ? nullptr : &*at;
}
const TableSpec* Schema::by_path(std::string_view path) const {
  const auto at = std::find_if(tables_.begin(), tables_.end(), [&](const TableSpec& t) { return t.file().path == path; });
  return at == tables_.end() ? nullptr : &*at;
}
std::vector<std::string> Schema::names() const {
  std::vector<std::string> all;
  for (const TableSpec& t : tables_) all.emplace_back(t.name);
  return all;
}
std::vector<std::string> Schema::paths() const {
  std::vector<std::string> all;
  for (const TableSpec& t : tables_) all.emplace_back(t.file().path);
  return all;
}
std::string_view Schema::noun(std::string_view table) const {
  const TableSpec* spec = find(table);
  return spec == nullptr || spec->file().noun.empty() ? table : spec->file().noun;
}

const Schema& shipped_schema() {
  static const Schema schema(nullptr);
  return schema;
}

}  // namespace entrepot::reading

std::vector<std::pair<std::string, std::string>> entrepot::table_files() {
  std::vector<std::pair<std::string, std::string>> files;
  for (const reading::TableSpec& table : reading::shipped_schema().tables()) files.emplace_back(table.name, table.file().path);
  return files;
}
