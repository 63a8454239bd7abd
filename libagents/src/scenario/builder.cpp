#include "entrepot/scenario/builder.hpp"

#include <algorithm>

#include "scenario/read/schema.hpp"
#include "scenario/text/csv.hpp"

namespace entrepot {
namespace {

using namespace reading;

const TableSpec& known_table(std::string_view name) {
  if (const TableSpec* found = shipped_schema().find(name)) return *found;
  throw UnknownName("table", name, nearest_name(name, shipped_schema().names()));
}

std::vector<std::string> columns_of(const TableSpec& table) {
  std::vector<std::string> names = table.column_names();
  if (table.file().has_sources) names.emplace_back("sources");
  return names;
}

/// Columns of the text's header line; those of the table if there is no text yet.
std::vector<std::string> header_of(const std::string& text, const TableSpec& table) {
  Problems unused;
  const CsvTable csv = read_csv(std::string_view(text).substr(0, text.find('\n')), unused.file(table.file().path), unused);
  if (csv.header.empty()) return columns_of(table);
  std::vector<std::string> names;
  for (const Field& field : csv.header) names.emplace_back(field.text);
  return names;
}

std::string line_of(const std::vector<std::string>& fields) {
  std::string line;
  for (std::size_t i = 0; i < fields.size(); ++i) line.append(i == 0 ? "" : ",").append(csv_field(fields[i]));
  return line + '\n';
}

}  // namespace

ScenarioBuilder& ScenarioBuilder::row(std::string_view table, Fields fields) {
  const TableSpec& spec = known_table(table);
  std::string& text = files_[std::string(spec.file().path)];
  const std::vector<std::string> header = header_of(text, spec);
  std::vector<std::string> values(header.size());
  for (const auto& [column, value] : fields) {
    const auto at = std::find(header.begin(), header.end(), column);
    if (at == header.end()) throw UnknownName("column of " + std::string(table), column, nearest_name(column, header));
    values[static_cast<std::size_t>(at - header.begin())] = value.text();
  }
  if (text.empty()) text = line_of(header);
  if (text.back() != '\n') text += '\n';
  text += line_of(values);
  return *this;
}

ScenarioBuilder& ScenarioBuilder::clear(std::string_view table) {
  const TableSpec& spec = known_table(table);
  files_[std::string(spec.file().path)] = line_of(columns_of(spec));
  return *this;
}

ScenarioBuilder& ScenarioBuilder::text(std::string_view path, std::string_view content) {
  files_[std::string(path)] = content;
  return *this;
}

void ScenarioBuilder::write(std::string_view folder) const {
  from_files(files_);
  write_files(flattened(files_), folder);
}

}  // namespace entrepot
