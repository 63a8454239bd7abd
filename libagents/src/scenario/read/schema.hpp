// scenario/read/schema.hpp: the tables of a scenario's files as a reader sees them. They follow from the columns of the World's tables
// (base/column.hpp), of the frozen layers and of the tables that a model's stages bring; of parameters.csv the columns are said here.
#pragma once
#include <array>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/world/catalogue.hpp"

namespace entrepot::reading {

using namespace ranges;

/// A column of a file: a column of a table, or one position of its inner axes.
struct FileColumn {
  std::string name;
  const ColumnInfo* column = nullptr;
  std::size_t inner = 0;  ///< position in a row of the column

  Form form() const { return column->file.form; }
  const Range& range() const { return column->file.allowed; }
  std::span<const std::string_view> names() const { return column->file.names; }
  bool may_be_empty() const { return column->file.may_be_empty; }
  /// Whether the table has it too.
  bool is_stored() const { return column->ops != nullptr; }
};

struct TableSpec {
  const TableInfo* table = nullptr;
  std::string_view name;
  std::string_view id;                    ///< column of the file that names a row, or ""
  std::span<const std::string_view> key;  ///< without an id: columns that together name a row
  std::vector<FileColumn> columns;
  bool may_be_missing = false;
  bool may_have_no_rows = false;

  const TableFile& file() const { return table->file; }
  const FileColumn* find(std::string_view column) const;
  /// Names of the columns; `sources` is none of them.
  std::vector<std::string> column_names() const;
};

/// Every table that has a file. A table stands behind those that its rows refer to.
class Schema {
  std::deque<ColumnInfo> parent_ids_;  // more columns: which row of the parent
  std::vector<TableSpec> tables_;

 public:
  /// `catalogue`: of the model whose stages bring tables, or null.
  explicit Schema(const Catalogue* catalogue);
  Schema(Schema&&) = default;
  Schema& operator=(Schema&&) = default;
  Schema(const Schema&) = delete;
  Schema& operator=(const Schema&) = delete;
  ~Schema() = default;

  const std::vector<TableSpec>& tables() const { return tables_; }
  /// Null if there is none.
  const TableSpec* find(std::string_view name) const;
  const TableSpec* by_path(std::string_view path) const;
  std::vector<std::string> names() const;
  std::vector<std::string> paths() const;
  /// What a row of a table is called: "state".
  std::string_view noun(std::string_view table) const;

 private:
  void add(const TableInfo& table);
};

/// Those that every scenario has.
const Schema& shipped_schema();
inline constexpr std::string_view parameters_file = "parameters.csv";

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

}  // namespace entrepot::reading
