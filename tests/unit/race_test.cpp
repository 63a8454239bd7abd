// Race, takeoff, leads: limits, the slogans that fail, and the mutations of oracles 3j. Tables: tests/oracles/race_oracle_test.cpp.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "entrepot/solvers/capability.hpp"
#include "entrepot/solvers/race.hpp"

namespace {

using namespace entrepot::solvers;
constexpr double inf = std::numeric_limits<double>::infinity();

TEST(Race, ExactFacts) {  // oracles 3a
  const auto expect = [](int n, double e, double none, double own, double all) {
    EXPECT_NEAR(race_risk(Information::none, n, e, 1), none, 1e-15);
    EXPECT_NEAR(race_risk(Information::own, n, e, 1), own, 1e-15);
    EXPECT_NEAR(race_risk(Information::all, n, e, 1), all, 1e-15);
  };
  expect(2, 1, 1. / 2, 2. / 3, 2. / 3);
  expect(2, .5, 0, 5. / 9, 5. / 12);
  expect(5, 1, 4. / 5, 5. / 6, 5. / 6);
}

TEST(Race, InformationDoesNotAlwaysAddDanger) {  // the slogan "information increases risk" fails: oracles 3a, trap
  EXPECT_LT(race_risk(Information::own, 2, .5, 2), race_risk(Information::all, 2, .5, 2));
  EXPECT_GT(race_risk(Information::own, 2, .5, 1), race_risk(Information::all, 2, .5, 1));
  for (const double mu : {.25, .5, 1.})
    for (const int n : {2, 3, 8}) EXPECT_NEAR(race_risk(Information::own, n, 1, mu), race_risk(Information::all, n, 1, mu), 1e-14);
}

TEST(Race, MoreLabsAddDangerOnlyUnderConditions) {  // the slogan fails with private information and a large spread
  const auto own = [](int n) { return race_risk(Information::own, n, .5, 4); };
  EXPECT_GT(own(2), own(3));
  EXPECT_GT(own(3), own(4));
  for (const double e : {.1, .5, 1.})
    for (const double mu : {.25, 1., 4.})
      for (int n = 2; n < 12; ++n) EXPECT_LE(race_risk(Information::none, n, e, mu), race_risk(Information::none, n + 1, e, mu));
}

TEST(Race, EnmityIsNotItsComplement) {  // kills the swap of e and 1 - e
  for (const auto information : {Information::none, Information::own, Information::all})
    EXPECT_GT(race_risk(information, 3, .9, .5), race_risk(information, 3, .1, .5));
  EXPECT_DOUBLE_EQ(race_safety_none(2, .9, .5), .5 / 1.8);
  EXPECT_DOUBLE_EQ(race_safety_private(3, .25, .6), .4);
  EXPECT_DOUBLE_EQ(race_safety_public(2, .8, .2).leader, .25);
  EXPECT_DOUBLE_EQ(race_safety_public(2, .8, .2).second, .05);
}

TEST(Race, NoEnmityNoRiskUnlessEachKnowsOnlyItself) {
  EXPECT_EQ(race_safety_none(5, 0, .01), 1);
  EXPECT_EQ(race_safety_public(5, 0, 0).leader, 1);
  EXPECT_EQ(race_risk(Information::none, 5, 0, .01), 0);
  EXPECT_EQ(race_risk(Information::all, 5, 0, .01), 0);
  EXPECT_DOUBLE_EQ(race_safety_private(5, 0, .4), .4);                        // the formula of 2.5 as it stands
  EXPECT_NEAR(race_risk(Information::all, 5, 1e-14, 1) / 2.5e-14, 1, 1e-12);  // n a/2, no cancellation
}

TEST(Race, OneLabIsNoRace) {
  for (const auto information : {Information::none, Information::own, Information::all}) EXPECT_EQ(race_risk(information, 1, 1, .1), 0);
  EXPECT_EQ(race_safety_none(1, 1, .1), 1);
  EXPECT_EQ(race_safety_private(1, 1, 0), 1);
  EXPECT_EQ(race_safety_public(1, 1, 0).leader, 1);
}

TEST(Race, FormulasMeetAtTheirSeams) {
  for (const int n : {2, 5, 40}) {
    const double safe = (n - 1) * .5 + 1;
    EXPECT_NEAR(race_risk(Information::own, n, .5, safe), race_risk(Information::own, n, .5, safe * (1 + 1e-13)), 1e-12);
    EXPECT_NEAR(race_risk(Information::all, n, .5, .5), race_risk(Information::all, n, .5, .5 * (1 + 1e-13)), 1e-12);
    const double seam = .5 * (n + 1);  // where the series takes over
    EXPECT_NEAR(race_risk(Information::all, n, .5, seam * (1 + 1e-13)), race_risk(Information::all, n, .5, seam * (1 - 1e-13)), 1e-12);
  }
}

TEST(Race, SecondLabIsNeverUnsafeBeyondZero) {
  EXPECT_EQ(race_safety_public(2, .5, 3).leader, 1);
  EXPECT_EQ(race_safety_public(2, .5, 3).second, 0);
}

TEST(Takeoff, ExactLimitsInReturns) {
  EXPECT_EQ(takeoff(1, .5, 2, 3).level, 3 * std::exp(1.0));
  EXPECT_NEAR(takeoff(1 + 1e-12, .5, 2, 1).level, std::exp(1.0), 1e-11);
  EXPECT_NEAR(takeoff(1 - 1e-12, .5, 2, 1).level, std::exp(1.0), 1e-11);
  EXPECT_EQ(takeoff(1, .5, 2, 1).blow_up, inf);
  EXPECT_EQ(takeoff(2, 0, 5, 7).level, 7);
  EXPECT_EQ(takeoff(2, 0, 5, 7).blow_up, inf);
}

TEST(Takeoff, StartsAnywhereAndBlowsUpOnTime) {
  const auto late = takeoff(1.2, .5, 3, 1);
  const auto rest = takeoff(1.2, .5, 2, late.level);  // 3 + 2 years in two goes
  EXPECT_NEAR(rest.level, takeoff(1.2, .5, 5, 1).level, 1e-12 * rest.level);
  EXPECT_NEAR(rest.blow_up, late.blow_up - 3, 1e-12);
  EXPECT_LT(takeoff(2, .5, 2 - 1e-9, 1).level, inf);
  EXPECT_EQ(takeoff(2, .5, 2 + 1e-9, 1).level, inf);
  const double k = std::log(2.) * 12 / 8;  // 8-month doubling is infinite after 4.8 years at r = 1.2 (model_equations 2.5)
  EXPECT_NEAR(takeoff(1.2, k, 1, 1).blow_up, 4.8, .02);
}

TEST(Lead, SpilloverLimits) {
  EXPECT_EQ(lead_decay(.2, 0, 1, 5), 2);
  EXPECT_NEAR(lead_decay(.2, 1e-14, 1, 5), 2, 1e-12);
  EXPECT_NEAR(lead_decay(.2, .4, 1, 1e3), .5, 1e-15);
}

TEST(Lead, MonthsAndGrowth) {
  EXPECT_DOUBLE_EQ(lead_months(2, 2), 12);
  EXPECT_DOUBLE_EQ(lead_months(.5, 2), -12);
  EXPECT_EQ(lead_months(1, 2), 0);
  EXPECT_DOUBLE_EQ(algorithm_growth(12), 2);
  EXPECT_EQ(algorithm_growth(inf), 1);
}

TEST(EffectiveCompute, BreakKeepsTheFrontierAndSquashesTheRest) {
  EXPECT_DOUBLE_EQ(effective_compute(1e26, 100, 1, 1), 28);
  EXPECT_DOUBLE_EQ(effective_compute(1e26, 100, .5, 1e26), 28);  // at the break nothing changes
  EXPECT_DOUBLE_EQ(effective_compute(1e28, 100, .5, 1e26), 29);  // two orders count as one
  EXPECT_DOUBLE_EQ(effective_compute(1e28, 100, 0, 1e26), 28);
}

TEST(Theft, ZeroHazardNeverHappens) {
  EXPECT_EQ(theft_hazard(0, 10, 10).probability, 0);
  EXPECT_EQ(theft_hazard(0, 10, 10).mean_time, inf);
  EXPECT_NEAR(theft_hazard(1e-14, 1, 1).probability / 1e-14, 1, 1e-12);
}

}  // namespace
