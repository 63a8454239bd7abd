// scenario/read/columns.hpp: fills a table from its CSV by walking the columns that are given, checks every field on the way and takes all of them
// into the scenario's digest.
#pragma once
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/base/digest.hpp"
#include "scenario/read/values.hpp"

namespace entrepot::reading {

/// What a table is read with.
struct Surroundings {
  const Indexes& indexes;
  const World& world;  ///< agents are looked up there: they must have been born
  Date start;          ///< quarters are counted from it
  Problems& problems;
  DigestStream& digest;
};

/// Rows that cannot be read give NaN, -1, false or none: a scenario with problems is never used.
class Columns {
  const CsvTable& csv_;
  const TableSpec& spec_;
  Surroundings around_;
  std::map<std::string, std::vector<std::int32_t>, std::less<>> references_;
  std::map<std::string, std::vector<AgentId>, std::less<>> agents_;

 public:
  Columns(const CsvTable& csv, const TableSpec& spec, const Surroundings& around);

  std::size_t rows() const { return csv_.rows(); }
  const TableSpec& spec() const { return spec_; }
  Position at(std::size_t row, std::string_view column) const { return csv_.at(row, column); }
  std::string_view raw(std::size_t row, std::string_view column) const { return csv_.raw(row, column); }
  /// A field of days; nothing if it is empty or no day.
  std::optional<Date> day(std::size_t row, std::string_view column) const { return parse_date(raw(row, column)); }

  /// Gives the table as many rows as the file and reads every column of the file. Of more columns the parent's rows that the file does not name
  /// stay as they are.
  void fill(void* table);
  /// After `fill`: rows that a column which only the file has refers to, and its agents.
  const std::vector<std::int32_t>& references(std::string_view column) const { return references_.find(column)->second; }
  const std::vector<AgentId>& agents(std::string_view column) const { return agents_.find(column)->second; }

  // One column each, where no table is filled.
  std::vector<std::string> texts(std::string_view column) { return texts(*spec_.find(column)); }
  std::vector<double> numbers(std::string_view column) { return numbers(*spec_.find(column)); }
  std::vector<int> choices(std::string_view column) { return choices(*spec_.find(column)); }
  void days(std::string_view column) { days(*spec_.find(column)); }

 private:
  static constexpr std::int64_t no_day = INT64_MAX;

  template <class T, class Read> std::vector<T> read(const FileColumn& column, T otherwise, Read one);
  template <class T> std::vector<T> digested(std::vector<T> values);
  std::vector<std::string> texts(const FileColumn& column);
  std::vector<double> numbers(const FileColumn& column);
  std::vector<std::int64_t> wholes(const FileColumn& column);
  std::vector<std::int64_t> days(const FileColumn& column);
  std::vector<std::int64_t> quarters(const FileColumn& column);
  std::vector<int> choices(const FileColumn& column);
  std::vector<AgentId> agents_in(const FileColumn& column);
  void fill_column(const FileColumn& column, void* table);
  void make_keys(const ColumnInfo& key, void* table) const;
  template <class T> void store(const FileColumn& column, void* table, const std::vector<T>& values) const;
};

/// Ids of a table by row (views into it).
std::vector<std::string_view> ids_of(const CsvTable& csv, std::string_view column);
/// Header against the columns of the table: unknown, repeated, missing. False if the header is not there at all.
void check_header(const CsvTable& csv, const TableSpec& spec, Problems& problems);
/// Ids that stand in more than one row.
void check_unique(const CsvTable& csv, std::string_view column, Problems& problems);

}  // namespace entrepot::reading
