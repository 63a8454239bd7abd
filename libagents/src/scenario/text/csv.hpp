// scenario/text/csv.hpp: a small strict reader of CSV (RFC 4180, but a quoted field ends on its line), with the place of every field.
#pragma once
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <vector>

#include "scenario/text/problems.hpp"

namespace entrepot::reading {

struct Field {
  std::string_view text;
  Position at;
};

/// Header and rows. Texts point into the file's text or into `own`: a table can be moved, not copied.
struct CsvTable {
  std::uint32_t file = 0;
  std::vector<Field> header;
  std::vector<Field> cells;         ///< rows x header.size()
  std::vector<Position> begins;     ///< of rows
  std::vector<std::uint8_t> whole;  ///< whether the row had as many fields as the header; if not, the rest is empty
  std::list<std::string> own;       ///< texts that do not stand in the file as they are; they stay where they are when tables are merged

  CsvTable() = default;
  CsvTable(CsvTable&&) = default;
  CsvTable& operator=(CsvTable&&) = default;
  CsvTable(const CsvTable&) = delete;
  CsvTable& operator=(const CsvTable&) = delete;

  std::size_t rows() const { return begins.size(); }
  const Field& cell(std::size_t row, std::size_t column) const { return cells[row * header.size() + column]; }
  Field& cell(std::size_t row, std::size_t column) { return cells[row * header.size() + column]; }
  /// Position of a column, or -1.
  int column(std::string_view name) const;
  /// Place and text of a field; of a column that is not there, the row's beginning and "".
  Position at(std::size_t row, std::string_view column) const;
  std::string_view raw(std::size_t row, std::string_view column) const;
};

/// Reads a text that is UTF-8 (checked_text). Blank lines are skipped. Never throws on content.
CsvTable read_csv(std::string_view text, std::uint32_t file, Problems& problems);
/// One field as it must be written: quoted where needed.
std::string csv_field(std::string_view text);

}  // namespace entrepot::reading
