// scenario/read/schema.hpp: the tables of a scenario: files, columns, kinds of values, ranges (docs/scenario_format.md).
#pragma once
#include <array>
#include <span>
#include <string_view>

#include "entrepot/base/range.hpp"

namespace entrepot::reading {

using namespace ranges;

enum class Kind { id, state_id, text, number, whole, flag, date, words, choice, state, firm, product, agent };

struct ColumnSpec {
  std::string_view name;
  Kind kind;
  Range range = any_number;
  std::span<const std::string_view> names = {};  ///< of words and choices
  bool may_be_empty = false;
};

struct TableSpec {
  std::string_view name, file;
  std::span<const ColumnSpec> columns;
  std::string_view id;                         ///< column that names a row, or ""
  bool may_be_empty = false;                   ///< no rows at all
  bool has_sources = true;                     ///< may have the column `sources`, and has provenance in scenario.toml
  std::span<const std::string_view> key = {};  ///< without an id: columns that together name a row
  const ColumnSpec* find(std::string_view column) const;
};

/// Order: a table stands behind those that its rows refer to.
enum class Table : std::size_t { states, firms, labs, products, buyers, sites, lots, deals, alliance, trade, parameters };
inline constexpr std::size_t table_count = 11;
const TableSpec& spec(Table table);
/// By name; null if there is none.
const TableSpec* find_spec(std::string_view name);

/// What may stand before the point of a parameter's name: the stages of the model description, those of later versions too, and the start.
inline constexpr std::array<std::string_view, 12> stage_names{"start",   "observe", "govern", "bargain", "license", "buy",
                                                              "smuggle", "build",   "guard",  "train",   "spread",  "account"};
inline constexpr std::array<std::string_view, 5> distribution_names{"point", "uniform", "loguniform", "triangular", "logtriangular"};
/// Outcomes that come with stages of later versions: preferences and aliases may name them already. diverted_share is an outcome of
/// preferences only: diverted chips as a share of the home exporter's chips in service.
inline constexpr std::array<std::string_view, 10> later_outcomes{"home_lead_months", "home_lead_orders",  "p_catastrophe", "thefts",
                                                                 "seizures",         "concessions_value", "deals",         "refusals",
                                                                 "alignment",        "goodwill"};
inline constexpr std::string_view diverted_share = "diverted_share";
inline constexpr std::array<std::string_view, 2> exporter_names{"home", "rival"};

}  // namespace entrepot::reading
