// scenario/read/columns.hpp: the columns of one CSV table as typed vectors, checked on the way and taken into the scenario's digest.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/base/digest.hpp"
#include "scenario/read/values.hpp"

namespace entrepot::reading {

/// Rows that cannot be read give NaN, -1, false or none: a scenario with problems is never used.
class Columns {
  const CsvTable& csv_;
  const TableSpec& spec_;
  const Indexes& indexes_;
  Problems& problems_;
  DigestStream& digest_;

 public:
  Columns(const CsvTable& csv, const TableSpec& spec, const Indexes& indexes, Problems& problems, DigestStream& digest);

  std::size_t rows() const { return csv_.rows(); }
  Position at(std::size_t row, std::string_view column) const;
  std::string_view raw(std::size_t row, std::string_view column) const;

  std::vector<std::string> texts(std::string_view column);
  std::vector<double> numbers(std::string_view column, double when_empty = 0.0);
  std::vector<std::int64_t> wholes(std::string_view column);
  std::vector<std::uint8_t> flags(std::string_view column);
  /// Days since 1970-01-01; no_day for an empty field.
  std::vector<std::int64_t> days(std::string_view column);
  static constexpr std::int64_t no_day = INT64_MAX;
  /// quarter_of or quarter_from of such a day; never for no_day.
  static std::int32_t quarter(std::int64_t day, Date start, std::int32_t (*of)(Date, Date)) {
    return day == no_day ? never : of(start, date_from_epoch(day));
  }
  std::vector<std::uint32_t> bits(std::string_view column);
  std::vector<int> choices(std::string_view column);
  std::vector<std::int32_t> references(std::string_view column);
  /// Agents of the World, which must have been born already.
  std::vector<AgentId> agents(std::string_view column, const World& world);

 private:
  template <class T, class Read> std::vector<T> read(std::string_view column, T otherwise, Read one);
};

/// Ids of a table by row (views into it).
std::vector<std::string_view> ids_of(const CsvTable& csv, std::string_view column);
/// Header against the columns of the table: unknown, repeated, missing. False if the header is not there at all.
void check_header(const CsvTable& csv, const TableSpec& spec, Problems& problems);
/// Ids that stand in more than one row.
void check_unique(const CsvTable& csv, std::string_view column, Problems& problems);

}  // namespace entrepot::reading
