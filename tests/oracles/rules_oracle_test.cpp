// Nine chips under three vintages of the rule: the published table of a public classifier of export-control thresholds. Die areas of three
// chips are not known there; the outcomes do not depend on them.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "entrepot/solvers/rules.hpp"

namespace {

using namespace entrepot::solvers;

struct Line {
  std::string name;
  ChipSpec spec;
  double tpp;  ///< rounded to a whole number in the table
  Outcome october_2022, october_2023, january_2026;
};
constexpr Outcome free_ = Outcome::free, review = Outcome::review, deny = Outcome::deny;

const std::vector<Line>& chips() {
  static const std::vector<Line> all{
      {"A100", {{{16, 312}, {8, 624}}, 826, 600, 2039}, 4992, deny, deny, review},
      {"H100 SXM", {{{16, 989.5}, {8, 1979}}, 814, 900, 3350}, 15832, deny, deny, review},
      {"H20", {{{16, 148}, {8, 296}}, 814, 900, 4000}, 2368, free_, free_, free_},
      {"A800", {{{16, 312}, {8, 624}}, 826, 400, 2039}, 4992, free_, deny, review},
      {"H800", {{{16, 989.5}, {8, 1979}}, 814, 400, 3350}, 15832, free_, deny, review},
      {"H200", {{{16, 989.5}, {8, 1979}}, 814, 900, 4800}, 15832, deny, deny, review},
      {"B200", {{{16, 2250}, {8, 4500}, {4, 9000}}, {}, 1800, 7700}, 36000, deny, deny, deny},
      {"MI300X", {{{16, 1307.4}, {8, 2614.9}}, {}, 896, 5300}, 20919, deny, deny, review},
      {"MI325X", {{{16, 1307.4}, {8, 2614.9}}, {}, 896, 6000}, 20919, deny, deny, review},
  };
  return all;
}

Bound at_least(double x) { return {.min = x}; }
Bound below(double x) { return {.max = x}; }

std::vector<Clause> rule_of_october_2022() { return {{{at_least(4800), {}, at_least(600), {}}, deny}}; }
std::vector<Clause> rule_of_october_2023() {
  return {{{at_least(4800), {}, {}, {}}, deny}, {{at_least(1600), at_least(5.92), {}, {}}, deny}};
}
/// The band below, which exporters notify and the agency decides case by case.
std::vector<Clause> with_notified_band(std::vector<Clause> rule) {
  rule.push_back({{Bound{2400, 4800}, Bound{1.6, 5.92}, {}, {}}, review});
  rule.push_back({{at_least(1600), Bound{3.2, 5.92}, {}, {}}, review});
  return rule;
}
/// What the rule of 2023 controls is case by case, or denied from 21,000 TPP or 6,500 GB/s on.
std::vector<Clause> overlay_of_january_2026() {
  std::vector<Clause> rule;
  for (const Clause& c : rule_of_october_2023()) {
    Clause fast = c, wide = c, other = c;
    fast.bounds[0].min = 21000;
    wide.bounds[3] = at_least(6500);
    other.outcome = review;
    rule.insert(rule.end(), {fast, wide, other});
  }
  return rule;
}

TEST(RuleOracles, NineChipsUnderThreeVintages) {
  const auto of_2022 = rule_of_october_2022(), of_2023 = rule_of_october_2023(), of_2026 = overlay_of_january_2026();
  for (const Line& chip : chips()) {
    SCOPED_TRACE(chip.name);
    EXPECT_NEAR(tpp(chip.spec.speeds), chip.tpp, 0.5);
    EXPECT_EQ(classify_chip(chip.spec, of_2022).outcome, chip.october_2022);
    EXPECT_EQ(classify_chip(chip.spec, of_2023).outcome, chip.october_2023);
    EXPECT_EQ(classify_chip(chip.spec, of_2026).outcome, chip.january_2026);
  }
}

TEST(RuleOracles, AnUnknownDieIsReportedWhereItCouldMatter) {
  const auto rule = rule_of_october_2023();
  const ChipSpec known{{{8, 296}}, 814, 900, 4000}, unknown{{{8, 296}}, {}, 900, 4000}, slow{{{8, 100}}, {}, 900, 4000};
  EXPECT_FALSE(classify_chip(known, rule).missing[1]);
  EXPECT_EQ(classify_chip(unknown, rule).outcome, Outcome::free);
  EXPECT_TRUE(classify_chip(unknown, rule).missing[1]);
  EXPECT_FALSE(classify_chip(slow, rule).missing[1]);             // below 1,600 TPP no density matters
  EXPECT_FALSE(classify_chip(chips()[6].spec, rule).missing[1]);  // already denied
}

TEST(RuleOracles, TheClauseThatBindsIsNamed) {
  const auto rule = rule_of_october_2023();
  EXPECT_EQ(classify_chip(chips()[1].spec, rule).clause, 0U);
  EXPECT_EQ(classify_chip({{{8, 250}}, 300, {}, {}}, rule).clause, 1U);  // TPP 2000, density 6.7
  EXPECT_FALSE(classify_chip(chips()[2].spec, rule).clause.has_value());
}

TEST(RuleOracles, ThresholdsAreReachedByEquality) {
  const auto rule = rule_of_october_2023();
  EXPECT_EQ(classify_chip({{{8, 600}}, {}, {}, {}}, rule).outcome, deny);  // 4800 exactly
  EXPECT_EQ(classify_chip({{{8, 599.9}}, 5000, {}, {}}, rule).outcome, free_);
  EXPECT_EQ(classify_chip({{{8, 222}}, 300, {}, {}}, rule).outcome, deny);  // density 5.92 exactly
  EXPECT_EQ(classify_chip({{{8, 222}}, 300.1, {}, {}}, rule).outcome, free_);
}

// M73, H07: the variants that vendors brought out after each rule.
TEST(RuleOracles, UnderTheRuleOf2022OnlyTheLinkIsCut) {
  const auto rule = rule_of_october_2022();
  for (const std::size_t chip : {0U, 1U}) {
    const auto design = compliant_design(measures_of(chips()[chip].spec), rule, Outcome::free, {1, 0.2, 0.5}, 1e-3);
    ASSERT_TRUE(design.has_value());
    EXPECT_EQ(design->speed, 1.0);
    EXPECT_EQ(design->memory, 1.0);
    EXPECT_NEAR(design->measures[2], 600 * (1 - 1e-3), 1e-9);  // A800 and H800 went to 400
  }
}

TEST(RuleOracles, UnderTheRulesOf2023TheSpeedIsCutToThatOfTheH20) {
  const auto rule = with_notified_band(rule_of_october_2023());
  const auto designs = compliant_designs(measures_of(chips()[1].spec), rule, Outcome::free, 1e-3);
  ASSERT_EQ(designs.size(), 1U);
  EXPECT_EQ(designs[0].link, 1.0);
  EXPECT_EQ(designs[0].memory, 1.0);
  EXPECT_NEAR(designs[0].measures[0], 2400 * (1 - 1e-3), 1e-9);
  EXPECT_NEAR(designs[0].measures[0] / 2368, 1, 0.02);  // the H20
  EXPECT_EQ(classify(designs[0].measures, rule).outcome, Outcome::free);
  // Without the band the H100 may keep just under 4,800 TPP: at 814 mm2 that is below 5.92 per mm2.
  EXPECT_NEAR(largest_free_scale(measures_of(chips()[1].spec), rule_of_october_2023(), Outcome::free, 1e-3) * 15832, 4800 * (1 - 1e-3),
              1e-9);
  // If case by case is good enough for the vendor, the band is no reason to go slower.
  EXPECT_NEAR(largest_free_scale(measures_of(chips()[1].spec), rule, Outcome::review, 1e-3) * 15832, 4800 * (1 - 1e-3), 1e-9);
}

TEST(RuleOracles, ASmallDieMeetsTheDensityBoundFirst) {
  const Measures dense = measures_of({{{8, 500}}, 300, {}, {}});  // TPP 4000, density 13.3
  const double s = largest_free_scale(dense, rule_of_october_2023(), Outcome::free, 1e-9);
  EXPECT_NEAR(s * dense[1], 5.92, 1e-7);
  EXPECT_GT(s * dense[0], 1600);
}

TEST(RuleOracles, MemoryBandwidthIsCutIfItAloneBinds) {
  const std::vector<Clause> letters{{{Bound{}, {}, {}, at_least(1400)}, deny}};
  const Measures h20 = measures_of(chips()[2].spec);
  EXPECT_EQ(largest_free_scale(h20, letters, Outcome::free, 1e-3), 0.0);
  const auto designs = compliant_designs(h20, letters, Outcome::free, 1e-3);
  ASSERT_EQ(designs.size(), 1U);
  EXPECT_NEAR(designs[0].measures[3], 1400 * (1 - 1e-3), 1e-9);
  EXPECT_EQ(designs[0].speed, 1.0);
}

TEST(RuleOracles, WhatBuyersValueDecidesBetweenLinkAndSpeed) {
  const auto rule = rule_of_october_2022();
  const Measures a100 = measures_of(chips()[0].spec);
  EXPECT_EQ(compliant_designs(a100, rule, Outcome::free, 1e-3).size(), 2U);
  EXPECT_EQ(compliant_design(a100, rule, Outcome::free, {0, 1, 0}, 1e-3)->link, 1.0);
  EXPECT_NEAR(compliant_design(a100, rule, Outcome::free, {0, 1, 0}, 1e-3)->measures[0], 4800 * (1 - 1e-3), 1e-9);
  const std::vector<Clause> ban{{{at_least(1), {}, {}, {}}, deny}, {{below(1), {}, {}, {}}, deny}};
  EXPECT_FALSE(compliant_design(a100, ban, Outcome::free, {1, 1, 1}, 1e-3).has_value());
}

}  // namespace
