// support/printed.hpp: published tables as text: cells by column name, and numbers to the digits they are printed with.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

namespace printed {

using Row = std::map<std::string, std::string>;

inline std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> out(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    else if (c == ',' && !quoted) out.emplace_back();
    else if (c != '\r') out.back() += c;
  }
  return out;
}

/// Rows of tests/oracles/<name>, in order, each cell under its column's name.
inline std::vector<Row> table(const std::string& name) {
  std::ifstream in(std::string(ENTREPOT_TESTS) + "/oracles/" + name);
  if (!in) throw std::runtime_error("no oracle " + name);
  std::string line;
  std::getline(in, line);
  const auto header = cells(line);
  std::vector<Row> rows;
  while (std::getline(in, line)) {
    if (line.empty()) continue;
    const auto values = cells(line);
    if (values.size() != header.size()) throw std::runtime_error(name + ": " + line);
    Row row;
    for (std::size_t i = 0; i < header.size(); ++i) row[header[i]] = values[i];
    rows.push_back(std::move(row));
  }
  return rows;
}

inline double number(const std::string& text) { return std::stod(text); }

/// The number after `key` in a sentence, e.g. ("lambda=0.8 mu=1", "mu=") -> 1.
inline std::string after(const std::string& sentence, const std::string& key) {
  const auto at = sentence.find(key);
  if (at == std::string::npos) throw std::runtime_error("no " + key + " in " + sentence);
  const auto from = at + key.size(), to = sentence.find_first_of(" |/", from);
  return sentence.substr(from, to == std::string::npos ? to : to - from);
}

/// Equal to the printed number within half a unit of its last digit, and 1e-12 relative (closed forms). `significant` digits if > 0 (%.12g
/// drops trailing zeros), else the decimals that are there.
inline ::testing::AssertionResult equal(double got, const std::string& text, int significant = 12) {
  const double want = number(text);
  if (std::isinf(want) || std::isinf(got))
    return got == want ? ::testing::AssertionSuccess() : ::testing::AssertionFailure() << got << " is not " << text;
  double half = 0;
  if (significant > 0) {
    half = want == 0 ? 1e-15 : .5 * std::pow(10, std::floor(std::log10(std::abs(want))) - significant + 1);
  } else {
    const auto point = text.find('.');
    half = .5 * std::pow(10, point == std::string::npos ? 0. : -static_cast<double>(text.size() - point - 1));
  }
  const double tolerance = half * (1 + 1e-6) + 1e-12 * std::abs(want);
  if (std::abs(got - want) <= tolerance) return ::testing::AssertionSuccess();
  return ::testing::AssertionFailure() << got << " is not " << text << " within " << tolerance;
}

}  // namespace printed
