// tests/support/oracle.hpp: the tables of expected numbers in tests/oracles, and the account of which rows a test reads.
//
// for_each_row(file, check) gives every row to `check`, which answers whether it knows the row. A row that nobody knows fails the test
// unless tests/oracles/left/<file> leaves it (columns row,reason; row counts from 1; "*" leaves the whole file); a row that is both left
// and known fails too, so the list cannot go stale. tests/oracles/coverage_test.cpp checks that every file is read by a test or left.
#pragma once
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace oracle {

using Row = std::map<std::string, std::string>;  ///< column name -> text of the cell

/// Cells of one line; "..." may hold commas, "" inside stands for one quote.
inline std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') {
      cells.back() += line[++i];
    } else if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else if (c != '\r') {
      cells.back() += c;
    }
  }
  return cells;
}

inline std::vector<Row> read_csv(const std::filesystem::path& path) {
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path.string());
  std::string line;
  std::getline(file, line);
  const std::vector<std::string> header = cells_of(line);
  std::vector<Row> rows;
  while (std::getline(file, line)) {
    if (line.empty()) continue;
    const std::vector<std::string> cells = cells_of(line);
    if (cells.size() != header.size()) throw std::runtime_error(path.string() + ": " + line + ": wrong number of cells");
    Row row;
    for (std::size_t c = 0; c < cells.size(); ++c) row[header[c]] = cells[c];
    rows.push_back(row);
  }
  if (rows.empty()) throw std::runtime_error("no rows in " + path.string());
  return rows;
}

/// All rows of tests/oracles/<name>.
inline std::vector<Row> read_oracle(const std::string& name) { return read_csv(std::filesystem::path(ENTREPOT_TESTS) / "oracles" / name); }

/// Rows of <name> that are left for later, with the reason; the key "*" leaves all.
inline std::map<std::string, std::string> rows_left(const std::string& name) {
  std::map<std::string, std::string> left;
  const std::filesystem::path path = std::filesystem::path(ENTREPOT_TESTS) / "oracles" / "left" / name;
  if (!std::filesystem::exists(path)) return left;
  for (const Row& row : read_csv(path)) left[row.at("row")] = row.at("reason");
  return left;
}

inline std::string text_of(const Row& row) {
  std::string text;
  for (const auto& [column, cell] : row) text += column + "=" + cell + " ";
  return text;
}

/// check(row) makes its assertions and returns true if it knows the row.
template <class Check> void for_each_row(const std::string& name, Check check) {
  const auto left = rows_left(name);
  EXPECT_FALSE(left.contains("*")) << name << " is read, but left/" << name << " leaves all of it";
  std::size_t n = 0;
  for (const Row& row : read_oracle(name)) {
    SCOPED_TRACE(name + " row " + std::to_string(++n) + ": " + text_of(row));
    const bool known = check(row), is_left = left.contains(std::to_string(n));
    EXPECT_TRUE(known || is_left) << "nobody reads this row";
    EXPECT_FALSE(known && is_left) << "read, but left/" << name << " leaves it";
  }
}

/// A cell that must be one number ("inf" is one).
inline double number(const std::string& text) {
  char* end = nullptr;
  const double x = std::strtod(text.c_str(), &end);
  if (text.empty() || *end != '\0') throw std::runtime_error("not a number: '" + text + "'");
  return x;
}
inline double number(const Row& row, const std::string& column) { return number(row.at(column)); }
inline bool blank(const Row& row, const std::string& column) { return row.at(column).empty(); }

/// The words of a cell: parts between blanks, '/', '|' and ','; "H20=0.47" becomes "0.47".
inline std::vector<std::string> words(std::string text) {
  for (char& c : text) {
    if (c == '/' || c == '|' || c == ',') c = ' ';
  }
  std::vector<std::string> all;
  std::istringstream stream(text);
  for (std::string word; stream >> word;) all.push_back(word.substr(word.find('=') == std::string::npos ? 0 : word.find('=') + 1));
  return all;
}

/// How a number was printed: with so many decimals, or with so many significant digits of which trailing zeros may have been dropped.
struct Printed {
  int decimals, significant;
};
inline constexpr Printed decimals(int n) { return {n, 0}; }
inline constexpr Printed significant(int n) { return {0, n}; }

/// `actual` rounds to the printed text: |actual - text| is at most half a unit of the last printed place (and one part in 1e15).
inline ::testing::AssertionResult meets(double actual, const std::string& text, Printed how) {
  const double wanted = number(text);
  if (actual == wanted) return ::testing::AssertionSuccess();
  double place = -how.decimals;
  if (how.significant > 0) place = wanted == 0.0 ? -how.significant : std::floor(std::log10(std::fabs(wanted))) + 1 - how.significant;
  const double tolerance = 0.5 * std::pow(10.0, place) + 1e-15 * std::fabs(wanted);
  if (std::fabs(actual - wanted) <= tolerance) return ::testing::AssertionSuccess();
  std::ostringstream message;
  message.precision(17);
  message << actual << " is not " << text << " within " << tolerance;
  return ::testing::AssertionFailure() << message.str();
}

/// The number after `key` in a sentence, e.g. ("lambda=0.8 mu=1", "mu=") -> "1".
inline std::string after(const std::string& sentence, const std::string& key) {
  const auto at = sentence.find(key);
  if (at == std::string::npos) throw std::runtime_error("no " + key + " in " + sentence);
  const auto from = at + key.size(), to = sentence.find_first_of(" |/", from);
  return sentence.substr(from, to == std::string::npos ? to : to - from);
}

/// Equal to 12 significant digits (%.12g drops trailing zeros): closed forms are printed so.
inline ::testing::AssertionResult equal(double got, const std::string& text) { return meets(got, text, significant(12)); }

/// Equal to as many decimals as the text has.
inline ::testing::AssertionResult equal_decimals(double got, const std::string& text) {
  const auto point = text.find('.');
  return meets(got, text, decimals(point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1)));
}

}  // namespace oracle
