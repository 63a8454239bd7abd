#include "entrepot/scenario/scenario.hpp"

#include <algorithm>

namespace entrepot {
namespace {

template <class T> const T& named(const std::vector<T>& all, std::string_view kind, std::string_view name) {
  std::vector<std::string> known;
  for (const T& one : all) {
    if (one.name == name) return one;
    known.push_back(one.name);
  }
  throw UnknownName(kind, name, nearest_name(name, known));
}

/// Whether a row of a table has this id, or this number (from 1) if its rows have no ids.
bool has_row(const TextTable& table, std::string_view row) {
  const bool has_id = !table.columns.empty() &&
                      (table.name == "buyers" || std::find(table.columns.begin(), table.columns.end(), "id") != table.columns.end());
  if (!has_id) {
    for (std::size_t i = 0; i < table.rows.size(); ++i)
      if (std::to_string(i + 1) == row) return true;
    return false;
  }
  const auto column = static_cast<std::size_t>(
      std::find(table.columns.begin(), table.columns.end(), table.name == "buyers" ? "agent" : "id") - table.columns.begin());
  return std::any_of(table.rows.begin(), table.rows.end(), [&](const auto& fields) { return fields[column] == row; });
}

}  // namespace

const Strategy& Scenario::strategy(std::string_view name) const { return named(strategies, "strategy", name); }
const Belief& Scenario::belief(std::string_view name) const { return named(beliefs, "belief", name); }
const TextTable& Scenario::table(std::string_view name) const { return named(tables, "table", name); }

Provenance Scenario::provenance(std::string_view value) const {
  const auto describe = [&](const std::string& key) -> Provenance {
    if (const auto at = sources.find(key); at != sources.end()) return at->second;
    return {key, std::string("an assumption of the scenario: ") + key.substr(key.find(':') + 1), "", "", ""};
  };
  for (const ParameterRow& row : parameters.rows())
    if (row.name == value) return describe(row.source);
  const std::size_t first = value.find('.'), last = value.rfind('.');
  if (first == std::string_view::npos) throw UnknownName("value", value, "");
  const std::string_view head = value.substr(0, first), column = value.substr(last + 1);
  const bool names_table = std::any_of(tables.begin(), tables.end(), [&](const TextTable& t) { return t.name == head; });
  if (!names_table && first == last) return provenance(std::string("states.") + std::string(value));
  const TextTable& in = table(head);
  const auto general = provenance_keys.find(std::string(head) + '.' + std::string(column));
  if (general == provenance_keys.end()) {
    std::vector<std::string> known = in.columns;
    std::erase_if(known, [&](const std::string& c) { return !provenance_keys.contains(std::string(head) + '.' + c); });
    throw UnknownName(std::string("column with a source of ") + std::string(head), column, nearest_name(column, known));
  }
  if (first == last) return describe(general->second);
  const std::string_view row = value.substr(first + 1, last - first - 1);
  if (!has_row(in, row)) {
    std::vector<std::string> known;
    for (const auto& fields : in.rows) known.push_back(fields.front());
    throw UnknownName(std::string("row of ") + std::string(head), row, nearest_name(row, known));
  }
  const auto exception = provenance_keys.find(std::string(value));
  return describe(exception == provenance_keys.end() ? general->second : exception->second);
}

}  // namespace entrepot
