// world/stage_builder.hpp: a stage that is put together at run time: what a type says of itself (world/stage.hpp), said by calls. For languages
// that have no C++ types; names live in the stage.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/world/stage.hpp"

namespace entrepot {

/// A column of a table that is made at run time: real numbers, whole numbers (64 bits), or ids of rows of another table.
struct ColumnSpec {
  std::string name{}, unit{}, doc{};
  enum class Type : std::uint8_t { real, whole, id } type = Type::real;
  std::string target{};  ///< of ids
  std::string axes{};    ///< "exporter:2", or ""
  std::string range{};   ///< as range_of reads it
  bool frozen = false;
  bool given = true;  ///< in the file of its table, if that has one
};

/// The file of a table in a scenario's folder: a column each that is given.
struct FileSpec {
  std::string path;  ///< "data/NAME.csv"; "" = none
  std::string id;    ///< of a table with rows of its own: the column of the file that names them, or "" if nothing refers to them
  bool may_have_no_rows = false;
};

/// Everything is checked when it is said: std::invalid_argument with a sentence for a range, an axis or a type that cannot be. What stages say
/// against each other is checked by Model.
class StageBuilder {
 public:
  explicit StageBuilder(std::string_view name);
  StageBuilder& parameter(std::string_view name, std::string_view unit, double lowest, double highest, std::string_view doc);
  StageBuilder& also_reads(std::string_view parameter);
  StageBuilder& lever(std::string_view name, std::string_view table, std::string_view column, double fallback);
  /// `parent`: of more columns. A layer gets its columns source and target, ids of `parent`, by itself.
  StageBuilder& table(std::string_view name, std::string_view doc, TableKind kind, std::string_view parent,
                      const std::vector<ColumnSpec>& columns, const FileSpec& file = {});
  StageBuilder& event(std::string_view name, std::string_view doc, const std::vector<ColumnSpec>& fields);
  StageBuilder& outcome(std::string_view name, std::string_view unit, std::string_view doc, int direction);
  StageBuilder& writes(std::string_view table_or_column);

  /// `values` gives as many outcomes as were said. The builder is empty afterwards.
  Stage build(Stage::Step run, Stage::Step set_up = {}, Stage::Step first_day = {}, Stage::Values values = {});

  struct Said;

 private:
  std::shared_ptr<Said> said_;
};

/// Adds an event of a kind by name: `values` in the order of its fields. Throws UnknownName, and std::invalid_argument if their number is another.
EventId emit(World& world, const Turn& turn, std::string_view kind, std::span<const double> values, EventId cause = no_event);

}  // namespace entrepot
