#include "scenario/read/columns.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>

#include "entrepot/base/luck.hpp"
#include "entrepot/world/lookups.hpp"
#include "scenario/read/entries.hpp"

namespace entrepot::reading {

Columns::Columns(const CsvTable& csv, const TableSpec& spec, const Surroundings& around) : csv_{csv}, spec_{spec}, around_{around} {
  around_.digest.add(std::string("table ") + std::string(spec.name) + ' ' + std::to_string(csv.rows()) + '\n');
}

template <class T, class Read> std::vector<T> Columns::read(const FileColumn& column, T otherwise, Read one) {
  std::vector<T> out(rows(), otherwise);
  around_.digest.add("column " + column.name + '\n');
  const int c = csv_.column(column.name);
  if (c < 0) return out;
  for (std::size_t row = 0; row < out.size(); ++row) {
    if (csv_.whole[row] == 0) continue;
    const Field& field = csv_.cell(row, static_cast<std::size_t>(c));
    if (auto value = one(Cell{column, field, around_.indexes, around_.problems}); value) out[row] = static_cast<T>(*value);
  }
  return out;
}
template <class T> std::vector<T> Columns::digested(std::vector<T> values) {
  around_.digest.add(values.data(), values.size() * sizeof(T));
  return values;
}

std::vector<std::string> Columns::texts(const FileColumn& column) {
  auto out = read<std::string>(column, {}, [](const Cell& cell) -> std::optional<std::string> {
    return check_text(cell) ? std::optional{std::string(cell.field.text)} : std::nullopt;
  });
  for (const std::string& text : out) around_.digest.add(std::to_string(text.size()) + ':' + text);
  return out;
}
std::vector<double> Columns::numbers(const FileColumn& column) {
  constexpr double unread = std::numeric_limits<double>::quiet_NaN();
  const double when_empty = column.column->file.when_empty;
  auto out = read<double>(column, unread, [&](const Cell& cell) {
    return cell.field.text.empty() && cell.spec.may_be_empty() ? std::optional{when_empty} : number_of(cell);
  });
  for (double& x : out) x = x == 0.0 ? 0.0 : x;  // no negative zero
  return digested(std::move(out));
}
std::vector<std::int64_t> Columns::wholes(const FileColumn& column) {
  const auto when_empty = static_cast<std::int64_t>(column.column->file.when_empty);
  return digested(read<std::int64_t>(column, 0, [&](const Cell& cell) {
    return cell.field.text.empty() && cell.spec.may_be_empty() ? std::optional{when_empty} : whole_of(cell);
  }));
}
std::vector<std::int64_t> Columns::days(const FileColumn& column) {
  return digested(read<std::int64_t>(column, no_day, [](const Cell& cell) -> std::optional<std::int64_t> {
    const auto date = date_of(cell);
    return date ? std::optional{days_from_epoch(*date)} : std::nullopt;
  }));
}
std::vector<std::int64_t> Columns::quarters(const FileColumn& column) {
  std::vector<std::int64_t> out = days(column);
  const auto when_empty = static_cast<std::int64_t>(column.column->file.when_empty);
  const auto quarter = column.form() == Form::quarter_of ? &quarter_of : &quarter_from;
  for (std::int64_t& day : out) day = day == no_day ? when_empty : quarter(around_.start, date_from_epoch(day));
  return out;
}
std::vector<AgentId> Columns::agents_in(const FileColumn& column) {
  const auto named = read<NamedAgent>(column, {}, [](const Cell& cell) { return entrepot::reading::agent_of(cell); });
  std::vector<AgentId> out(named.size());
  std::transform(named.begin(), named.end(), out.begin(), [&](const NamedAgent& agent) {
    return agent.kind == AgentKind::state ? entrepot::agent_of(around_.world, StateId{agent.row})
                                          : entrepot::agent_of(around_.world, FirmId{agent.row});
  });
  return digested(std::move(out));
}
std::vector<int> Columns::choices(const FileColumn& column) { return digested(read<int>(column, -1, choice_of)); }

namespace {

void put_number(DType type, void* to, std::size_t at, auto value) {
  with_number(type, [&]<class T>(std::type_identity<T>) { static_cast<T*>(to)[at] = static_cast<T>(value); });
}

}  // namespace

template <class T> void Columns::store(const FileColumn& column, void* table, const std::vector<T>& values) const {
  if (!column.is_stored()) return;
  const ColumnInfo& info = *column.column;
  const std::size_t width = info.view(table).width;
  void* const to = info.data(table);
  const std::vector<std::int32_t>* row_of = spec_.table->kind == TableKind::columns ? &references(spec_.id) : nullptr;
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (row_of != nullptr && (*row_of)[i] < 0) continue;
    const std::size_t at = (row_of != nullptr ? static_cast<std::size_t>((*row_of)[i]) : i) * width + column.inner;
    if constexpr (std::is_same_v<T, std::string>) static_cast<std::string*>(to)[at] = values[i];
    else put_number(info.ops->type, to, at, values[i]);
  }
}

void Columns::fill_column(const FileColumn& column, void* table) {
  switch (column.form()) {
    case Form::id:
    case Form::state_code:
    case Form::text:
      return store(column, table, texts(column));
    case Form::number:
      return store(column, table, numbers(column));
    case Form::whole:
      return store(column, table, wholes(column));
    case Form::flag:
      return store(column, table, digested(read<std::uint8_t>(column, 0, flag_of)));
    case Form::day:
      days(column);
      return;
    case Form::quarter_of:
    case Form::quarter_from:
      return store(column, table, quarters(column));
    case Form::words:
      return store(column, table, digested(read<std::uint32_t>(column, 0, words_of)));
    case Form::choice:
      return store(column, table, choices(column));
    case Form::reference: {
      auto rows = digested(read<std::int32_t>(column, -1, reference_of));
      store(column, table, rows);
      if (!column.is_stored()) references_.emplace(column.name, std::move(rows));
      return;
    }
    case Form::agent: {
      const std::vector<AgentId> agents = agents_in(column);
      std::vector<std::int32_t> rows(agents.size());
      std::transform(agents.begin(), agents.end(), rows.begin(), [](AgentId agent) { return agent.row; });
      store(column, table, rows);
      if (!column.is_stored()) agents_.emplace(column.name, agents);
      return;
    }
    case Form::not_given:
    case Form::by_type:
    case Form::luck_key:
      return;
  }
}

void Columns::make_keys(const ColumnInfo& key, void* table) const {
  const std::vector<std::string_view> ids = ids_of(csv_, spec_.id);
  auto* const to = static_cast<std::uint64_t*>(key.data(table));
  for (std::size_t i = 0; i < ids.size(); ++i) to[i] = static_cast<std::uint64_t>(key_of(spec_.file().noun, ids[i]));
}

void Columns::fill(void* table) {
  const std::span<const ColumnInfo> all = spec_.table->columns;
  if (spec_.table->kind != TableKind::columns) resize(all, table, rows());
  for (const FileColumn& column : spec_.columns) fill_column(column, table);
  for (const ColumnInfo& column : all)
    if (column.file.form == Form::luck_key) make_keys(column, table);
}

std::vector<std::string_view> ids_of(const CsvTable& csv, std::string_view column) {
  std::vector<std::string_view> ids;
  const int c = csv.column(column);
  if (c < 0) return ids;
  for (std::size_t row = 0; row < csv.rows(); ++row) ids.push_back(csv.cell(row, static_cast<std::size_t>(c)).text);
  return ids;
}

void check_header(const CsvTable& csv, const TableSpec& spec, Problems& problems) {
  std::vector<std::string> known = spec.column_names();
  for (const FileColumn& column : spec.columns) {
    if (csv.column(column.name) < 0)
      problems.add({csv.file, 1, 0}, "missing-column", std::string("the column ") + quoted(column.name) + " is missing");
  }
  if (spec.file().has_sources) known.emplace_back("sources");
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
