// Demands over a menu under a belief: worked by hand.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "entrepot/solvers/screening.hpp"

namespace {

using namespace entrepot::solvers;
// w g/k = 4, 2, 1, and one item without gain: order 1, 0, 2.
const std::vector<double> gain{4, 8, 10, 5}, cost{2, 1, 5, 1}, verifiability{1, .5, .5, 0};
const ConcessionMenu menu{gain, cost, verifiability};
constexpr double infinity = std::numeric_limits<double>::infinity();

TEST(Belief, LognormalUniformAndTruncated) {
  const ValueBelief log = ValueBelief::lognormal(std::log(5), .4);
  EXPECT_NEAR(probability_below(log, 5), .5, 1e-15);
  EXPECT_NEAR(probability_below(log, 5 * std::exp(.4)), .841344746068543, 1e-14);
  EXPECT_EQ(probability_below(log, 0), 0);
  EXPECT_EQ(probability_below(log, -3), 0);
  EXPECT_EQ(probability_below(log, infinity), 1);
  ValueBelief refused = log;  // refused at 5: the upper half is ruled out
  refused.refused_at = 5;
  EXPECT_NEAR(probability_below(refused, 4), 2 * probability_below(log, 4), 1e-15);
  EXPECT_EQ(probability_below(refused, 5), 1);
  EXPECT_EQ(probability_below(refused, 6), 1);
  EXPECT_NEAR(probability_below(ValueBelief::uniform(8), 2), .25, 1e-15);
  EXPECT_EQ(probability_below(ValueBelief::lognormal(0, 0), .999), 0);  // known for sure: 1
  EXPECT_EQ(probability_below(ValueBelief::lognormal(0, 0), 1), 0);     // exactly what it is worth is accepted
  EXPECT_EQ(probability_below(ValueBelief::lognormal(0, 0), 1.001), 1);
}

TEST(ScreeningMenu, ThePrefixThatExpectsMost) {
  // Uniform on [0, 8], d_P = 1, R = 1, d_US = 0. (t, G): (0, 0), (1, 4), (3, 8), (8, 13).
  // EU: 7/8 (-1), 6/8 3 = 2.25, 4/8 7 = 3.5, 0.
  const MenuDemand d = screening_menu(menu, ValueBelief::uniform(8), {1, 0, 1, 1, 0});
  EXPECT_EQ(d.best_prefix, 2U);
  EXPECT_EQ(d.items, 0b0011U);
  EXPECT_NEAR(d.best_expected_utility, 3.5, 1e-15);
  EXPECT_NEAR(d.expected_utility, 3.5, 1e-15);
  EXPECT_NEAR(d.acceptance_probability, .5, 1e-15);
  EXPECT_EQ(d.host_cost, 3);
  EXPECT_EQ(d.exporter_gain, 8);
  EXPECT_EQ(d.transfer, 0);
}

TEST(ScreeningMenu, ToughnessBuysItemsFirstThenMoney) {
  const auto ask = [](double toughness, double cap) { return screening_menu(menu, ValueBelief::uniform(8), {1, 0, 1, toughness, cap}); };
  const MenuDemand soft = ask(.5, 9);  // 1.5: the first item and 0.5 in money
  EXPECT_EQ(soft.items, 0b0010U);
  EXPECT_NEAR(soft.transfer, .5, 1e-15);
  EXPECT_NEAR(soft.exporter_gain, 4.5, 1e-15);
  EXPECT_NEAR(soft.acceptance_probability, 1 - 2.5 / 8, 1e-15);
  const MenuDemand tough = ask(2, 1);  // 6: two items cost 3, the rest is capped at 1
  EXPECT_EQ(tough.items, 0b0011U);
  EXPECT_EQ(tough.transfer, 1);
  EXPECT_EQ(tough.host_cost, 4);
  EXPECT_LT(tough.expected_utility, ask(1, 1).expected_utility + 1);
  EXPECT_EQ(ask(3, infinity).items, 0b0111U);  // 9: all three cost 8
  EXPECT_EQ(ask(3, infinity).transfer, 1);
  EXPECT_EQ(ask(0, 5).host_cost, 0);
}

TEST(ScreeningMenu, ALostShareOrARivalsOfferSoftensTheDemand) {
  const ValueBelief belief = ValueBelief::lognormal(std::log(8), .4);
  const auto cost_at = [&](double lost, double rival) { return screening_menu(menu, belief, {1, -lost, rival, 1, 0}).host_cost; };
  EXPECT_EQ(cost_at(0, 0), 3);
  EXPECT_EQ(cost_at(1e9, 0), 0);  // too much to lose: ask for nothing
  EXPECT_LE(cost_at(0, 6), cost_at(0, 0));
  double before = infinity;
  for (double lost = 0; lost < 200; lost += 1) {
    EXPECT_LE(cost_at(lost, 0), before);
    before = cost_at(lost, 0);
  }
}

TEST(ScreeningMenu, ARefusalTeachesModesty) {
  ValueBelief belief = ValueBelief::uniform(8);
  const ScreeningStakes stakes{1, 0, 1, 1, 0};
  const MenuDemand first = screening_menu(menu, belief, stakes);
  belief.refused_at = first.host_cost + stakes.disagreement_host;  // it was worth less than that
  const MenuDemand second = screening_menu(menu, belief, stakes);
  EXPECT_EQ(second.items, 0b0010U);
  EXPECT_LT(second.best_expected_utility, first.best_expected_utility);
}

}  // namespace
