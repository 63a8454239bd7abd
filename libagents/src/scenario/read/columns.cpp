#include "scenario/read/columns.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "entrepot/world/lookups.hpp"
#include "scenario/read/entries.hpp"

namespace entrepot::reading {

Columns::Columns(const CsvTable& csv, const TableSpec& spec, const Indexes& indexes, Problems& problems, DigestStream& digest)
    : csv_{csv}, spec_{spec}, indexes_{indexes}, problems_{problems}, digest_{digest} {
  digest_.add(std::string("table ") + std::string(spec.name) + ' ' + std::to_string(csv.rows()) + '\n');
}

Position Columns::at(std::size_t row, std::string_view column) const {
  const int c = csv_.column(column);
  return c < 0 ? csv_.begins[row] : csv_.cell(row, static_cast<std::size_t>(c)).at;
}
std::string_view Columns::raw(std::size_t row, std::string_view column) const {
  const int c = csv_.column(column);
  return c < 0 ? std::string_view{} : csv_.cell(row, static_cast<std::size_t>(c)).text;
}

template <class T, class Read> std::vector<T> Columns::read(std::string_view column, T otherwise, Read one) {
  std::vector<T> out(rows(), otherwise);
  const ColumnSpec& spec = *spec_.find(column);
  digest_.add(std::string("column ") + std::string(column) + '\n');
  const int c = csv_.column(column);
  if (c < 0) return out;
  for (std::size_t row = 0; row < out.size(); ++row) {
    if (csv_.whole[row] == 0) continue;
    const Field& field = csv_.cell(row, static_cast<std::size_t>(c));
    if (auto value = one(Cell{spec, field, indexes_, problems_}); value) out[row] = static_cast<T>(*value);
  }
  return out;
}

std::vector<std::string> Columns::texts(std::string_view column) {
  auto out = read<std::string>(column, {}, [](const Cell& cell) -> std::optional<std::string> {
    return check_text(cell) ? std::optional{std::string(cell.field.text)} : std::nullopt;
  });
  for (const std::string& text : out) digest_.add(std::to_string(text.size()) + ':' + text);
  return out;
}

std::vector<double> Columns::numbers(std::string_view column, double when_empty) {
  constexpr double unread = std::numeric_limits<double>::quiet_NaN();
  auto out = read<double>(column, unread, [&](const Cell& cell) {
    return cell.field.text.empty() && cell.spec.may_be_empty ? std::optional{when_empty} : number_of(cell);
  });
  for (double& x : out) x = x == 0.0 ? 0.0 : x;  // no negative zero
  digest_.add(out.data(), out.size() * sizeof(double));
  return out;
}
std::vector<std::int64_t> Columns::wholes(std::string_view column) {
  auto out = read<std::int64_t>(column, 0, whole_of);
  digest_.add(out.data(), out.size() * sizeof out[0]);
  return out;
}
std::vector<std::uint8_t> Columns::flags(std::string_view column) {
  auto out = read<std::uint8_t>(column, 0, flag_of);
  digest_.add(out.data(), out.size());
  return out;
}
std::vector<std::int64_t> Columns::days(std::string_view column) {
  auto out = read<std::int64_t>(column, no_day, [](const Cell& cell) -> std::optional<std::int64_t> {
    const auto date = date_of(cell);
    return date ? std::optional{days_from_epoch(*date)} : std::nullopt;
  });
  digest_.add(out.data(), out.size() * sizeof out[0]);
  return out;
}
std::vector<std::uint32_t> Columns::bits(std::string_view column) {
  auto out = read<std::uint32_t>(column, 0, words_of);
  digest_.add(out.data(), out.size() * sizeof out[0]);
  return out;
}
std::vector<int> Columns::choices(std::string_view column) {
  auto out = read<int>(column, -1, choice_of);
  digest_.add(out.data(), out.size() * sizeof out[0]);
  return out;
}
std::vector<std::int32_t> Columns::references(std::string_view column) {
  auto out = read<std::int32_t>(column, -1, reference_of);
  digest_.add(out.data(), out.size() * sizeof out[0]);
  return out;
}
std::vector<AgentId> Columns::agents(std::string_view column, const World& world) {
  const auto named = read<NamedAgent>(column, {}, [](const Cell& cell) { return agent_of(cell); });
  std::vector<AgentId> out(named.size());
  std::transform(named.begin(), named.end(), out.begin(), [&](const NamedAgent& agent) {
    return agent.kind == AgentKind::state ? entrepot::agent_of(world, StateId{agent.row}) : entrepot::agent_of(world, FirmId{agent.row});
  });
  digest_.add(out.data(), out.size() * sizeof out[0]);
  return out;
}

std::vector<std::string_view> ids_of(const CsvTable& csv, std::string_view column) {
  std::vector<std::string_view> ids;
  const int c = csv.column(column);
  if (c < 0) return ids;
  for (std::size_t row = 0; row < csv.rows(); ++row) ids.push_back(csv.cell(row, static_cast<std::size_t>(c)).text);
  return ids;
}

void check_header(const CsvTable& csv, const TableSpec& spec, Problems& problems) {
  std::vector<std::string> known;
  for (const ColumnSpec& column : spec.columns) {
    known.emplace_back(column.name);
    if (csv.column(column.name) < 0)
      problems.add({csv.file, 1, 0}, "missing-column", std::string("the column ") + quoted(column.name) + " is missing");
  }
  if (spec.has_sources) known.emplace_back("sources");
  for (std::size_t c = 0; c < csv.header.size(); ++c) {
    const Field& head = csv.header[c];
    if (std::find(known.begin(), known.end(), head.text) == known.end())
      problems.add(head.at, "unknown-column", std::string("the column ") + quoted(head.text) + " is not known",
                   did_you_mean_or_list(head.text, known));
    else if (csv.column(head.text) != static_cast<int>(c))
      problems.add(head.at, "repeated-column", std::string("the column ") + quoted(head.text) + " stands twice in the header",
                   "remove one");
  }
}

void check_unique(const CsvTable& csv, std::string_view column, Problems& problems) {
  const int c = csv.column(column);
  if (c < 0) return;
  std::unordered_map<std::string_view, std::uint32_t> line_of;
  for (std::size_t row = 0; row < csv.rows(); ++row) {
    const Field& field = csv.cell(row, static_cast<std::size_t>(c));
    if (field.text.empty()) continue;
    const auto [at, fresh] = line_of.emplace(field.text, csv.begins[row].line);
    if (!fresh)
      problems.add(field.at, "repeated-row",
                   std::string(column) + ' ' + quoted(field.text) + " stands in line " + std::to_string(at->second) + " already",
                   "remove one of the rows");
  }
}

}  // namespace entrepot::reading
