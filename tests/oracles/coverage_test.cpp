// None of the tables is forgotten: every file is here with all its rows, and is read by a test or left with a reason.
#include <algorithm>
#include <filesystem>
#include <set>

#include "support/oracle.hpp"

namespace {

namespace fs = std::filesystem;

/// Files and rows of the published oracles.
const std::map<std::string, std::size_t> published = {
    {"armstrong_noinfo_best_response.csv", 18},
    {"armstrong_race.csv", 60},
    {"bass.csv", 21},
    {"bass_discrete.csv", 20},
    {"bdm_eu_input.csv", 10},
    {"bdm_eu_pairwise_prob.csv", 10},
    {"bdm_eu_pairwise_reading.csv", 10},
    {"bdm_eu_risk_exponents.csv", 10},
    {"bdm_eu_rounds.csv", 11},
    {"chinchilla.csv", 10},
    {"concession_menu.csv", 6},
    {"dsair_stationary.csv", 9},
    {"dsair_thresholds.csv", 6},
    {"effective_compute_lead.csv", 16},
    {"graph_oracles.csv", 23},
    {"hindcast_targets.csv", 77},
    {"ks_vs_nash.csv", 10},
    {"ktab_pce.csv", 15},
    {"ktab_pmatrix.csv", 16},
    {"ktab_pmatrix_input.csv", 20},
    {"lead_decay.csv", 20},
    {"learning_yield.csv", 27},
    {"licence_delay_defection.csv", 12},
    {"licence_queue.csv", 8},
    {"logit_network_equilibria.csv", 5},
    {"market_oracles.csv", 37},
    {"nash_bargaining.csv", 10},
    {"politics_oracles.csv", 47},
    {"real_option.csv", 7},
    {"rng_vectors.csv", 10},
    {"rubinstein.csv", 17},
    {"screening_leverage.csv", 11},
    {"seizure_threshold.csv", 6},
    {"smuggling_becker.csv", 18},
    {"stackelberg.csv", 11},
    {"switching_threshold.csv", 4},
    {"takeoff_regimes.csv", 21},
    {"theft_hazard.csv", 18},
    {"time_to_build.csv", 10},
    {"tipping_meanfield.csv", 8},
};

std::string text_of_tests() {
  std::string all;
  for (const auto& entry : fs::recursive_directory_iterator(ENTREPOT_TESTS)) {
    if (entry.path().extension() != ".cpp" || entry.path().filename() == "coverage_test.cpp") continue;
    std::ifstream file(entry.path());
    all.append(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  return all;
}

std::set<std::string> csv_files(const fs::path& folder) {
  std::set<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().extension() == ".csv") names.insert(entry.path().filename().string());
  }
  return names;
}

TEST(OracleCoverage, EveryPublishedTableIsHereWhole) {
  for (const auto& [name, rows] : published) EXPECT_EQ(oracle::read_oracle(name).size(), rows) << name;
  for (const std::string& name : csv_files(fs::path(ENTREPOT_TESTS) / "oracles")) EXPECT_TRUE(published.contains(name)) << name;
}

TEST(OracleCoverage, EveryTableIsReadOrLeft) {
  const std::string tests = text_of_tests();
  for (const auto& [name, rows] : published) {
    const bool is_read = tests.find(name + "\"") != std::string::npos;
    EXPECT_NE(is_read, oracle::rows_left(name).contains("*"))
        << name << (is_read ? " is read by a test and left as a whole" : " is neither read by a test nor left in tests/oracles/left");
  }
}

TEST(OracleCoverage, WhatIsLeftExistsAndSaysWhy) {
  for (const std::string& name : csv_files(fs::path(ENTREPOT_TESTS) / "oracles" / "left")) {
    ASSERT_TRUE(published.contains(name)) << name;
    for (const auto& [row, reason] : oracle::rows_left(name)) {
      EXPECT_GE(reason.size(), 10U) << name << " row " << row;
      if (row != "*") {
        EXPECT_LE(std::stoul(row), published.at(name)) << name;
        EXPECT_GE(std::stoul(row), 1U) << name;
      }
    }
  }
}

/// The list of what is left for later, for the reader of the log.
TEST(OracleCoverage, Report) {
  std::size_t rows_in_all = 0, rows_left = 0;
  for (const auto& [name, rows] : published) {
    rows_in_all += rows;
    for (const auto& [row, reason] : oracle::rows_left(name)) {
      rows_left += row == "*" ? rows : 1;
      std::cout << "left: " << name << " row " << row << ": " << reason << "\n";
    }
  }
  std::cout << rows_in_all - rows_left << " of " << rows_in_all << " rows are read\n";
  EXPECT_LT(rows_left, rows_in_all);
}

}  // namespace
