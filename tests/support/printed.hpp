// support/printed.hpp: numbers inside sentences of the tables, and equality to the digits that are printed.
#pragma once
#include <stdexcept>
#include <string>

#include "support/oracle.hpp"

namespace printed {

/// The number after `key` in a sentence, e.g. ("lambda=0.8 mu=1", "mu=") -> "1".
inline std::string after(const std::string& sentence, const std::string& key) {
  const auto at = sentence.find(key);
  if (at == std::string::npos) throw std::runtime_error("no " + key + " in " + sentence);
  const auto from = at + key.size(), to = sentence.find_first_of(" |/", from);
  return sentence.substr(from, to == std::string::npos ? to : to - from);
}

/// Equal to 12 significant digits (%.12g drops trailing zeros): closed forms are printed so.
inline ::testing::AssertionResult equal(double got, const std::string& text) { return oracle::meets(got, text, oracle::significant(12)); }

/// Equal to as many decimals as the text has.
inline ::testing::AssertionResult equal_decimals(double got, const std::string& text) {
  const auto point = text.find('.');
  return oracle::meets(got, text, oracle::decimals(point == std::string::npos ? 0 : static_cast<int>(text.size() - point - 1)));
}

}  // namespace printed
