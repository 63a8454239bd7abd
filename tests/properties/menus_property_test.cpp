// Bargaining over a menu: all methods against brute force and dynamic programming on random menus, and the axioms where they hold.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "entrepot/solvers/menus.hpp"
#include "support/random.hpp"

namespace {

using namespace entrepot::solvers;
using entrepot::testing::Random;
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr MenuMethod all_methods[] = {MenuMethod::automatic, MenuMethod::enumeration, MenuMethod::branch_and_bound};

struct Case {
  std::vector<double> gain, cost, verifiability;
  Stakes stakes;
  ConcessionMenu menu() const { return {gain, cost, verifiability}; }
};

Case random_case(Random& u, int items) {
  Case c;
  double gain = 0, cost = 0;
  for (int m = 0; m < items; ++m) {
    c.gain.push_back(u(0, 10));
    c.cost.push_back(u(0, 10));
    c.verifiability.push_back(u(.2, 1));
    gain += c.gain.back() * c.verifiability.back();
    cost += c.cost.back();
  }
  const double caps[] = {0, u(0, 3), infinity};
  c.stakes = {u(0, 1.2) * cost, u(0, .5) * gain, u(-2, 2), u(-2, 2), u(.1, .9), caps[u.whole(0, 2)]};
  return c;
}

struct Point {
  double exporter, host;
};

/// Gains of a subset, straight from the definition.
Point gains(const Case& c, std::uint64_t items, double transfer) {
  Point p{transfer - c.stakes.risk_cost - c.stakes.disagreement_exporter, c.stakes.package_value - transfer - c.stakes.disagreement_host};
  for (std::size_t m = 0; m < c.gain.size(); ++m)
    if ((items >> m) & 1U) {
      p.exporter += c.gain[m] * c.verifiability[m];
      p.host -= c.cost[m];
    }
  return p;
}

/// The transfer in [-cap, cap] where f, which rises and then falls, is largest: by thirds, not by the formula.
template <class F> double best_transfer(const Case& c, F f) {
  if (c.stakes.transfer_cap == 0) return 0;
  const double reach = std::min(c.stakes.transfer_cap, 1e3);
  double low = -reach, high = reach;
  for (int step = 0; step < 200; ++step) {
    const double a = low + (high - low) / 3, b = high - (high - low) / 3;
    (f(a) < f(b) ? low : high) = f(a) < f(b) ? a : b;
  }
  return .5 * (low + high);
}

double nash_product(const Case& c, Point p) {
  return p.exporter > 0 && p.host > 0 ? std::pow(p.exporter, c.stakes.alpha) * std::pow(p.host, 1 - c.stakes.alpha) : 0;
}

struct Best {
  double worth = 0;
  std::uint64_t items = 0;
};

Best brute_force_nash(const Case& c) {
  Best best;
  for (std::uint64_t items = 0; items < (std::uint64_t{1} << c.gain.size()); ++items) {
    const auto score = [&](double t) {  // off the feasible part: slopes that lead back to it
      const Point p = gains(c, items, t);
      return p.exporter <= 0 ? p.exporter - 1e3 : p.host <= 0 ? p.host - 1e3 : nash_product(c, p);
    };
    const double worth = nash_product(c, gains(c, items, best_transfer(c, score)));
    if (worth > best.worth) best = {worth, items};
  }
  return best;
}

TEST(MenuProperties, EveryMethodMeetsBruteForce) {
  Random u(1);
  int deals = 0, none = 0;
  for (int n = 0; n < 400; ++n) {
    const Case c = random_case(u, u.whole(1, 7));
    const Best best = brute_force_nash(c);
    if (best.worth > 0 && best.worth < 1e-6) continue;  // too near to no deal for a search by thirds
    for (const MenuMethod method : all_methods) {
      const MenuDeal deal = nash_menu(c.menu(), c.stakes, method);
      ASSERT_EQ(deal.deal, best.worth > 0) << n;
      if (!deal.deal) continue;
      EXPECT_EQ(deal.items, best.items) << n;
      EXPECT_NEAR(nash_product(c, {deal.gain_exporter, deal.gain_host}), best.worth, 1e-9 * best.worth) << n;
      EXPECT_LE(std::fabs(deal.transfer), c.stakes.transfer_cap);
    }
    (best.worth > 0 ? deals : none) += 1;
  }
  EXPECT_GT(deals, 200);
  EXPECT_GT(none, 20);
}

TEST(MenuProperties, BranchAndBoundIsEnumerationOnTwelveItems) {
  Random u(2);
  for (int n = 0; n < 300; ++n) {
    const Case c = random_case(u, 12);
    const MenuDeal a = nash_menu(c.menu(), c.stakes, MenuMethod::enumeration),
                   b = nash_menu(c.menu(), c.stakes, MenuMethod::branch_and_bound);
    EXPECT_EQ(a.items, b.items) << n;
    EXPECT_EQ(a.deal, b.deal) << n;
    EXPECT_EQ(a.transfer, b.transfer) << n;
    EXPECT_EQ(a.gain_exporter, b.gain_exporter) << n;  // the same bits: both add item by item
    EXPECT_EQ(a.gain_host, b.gain_host) << n;
    const MenuDeal s = kalai_smorodinsky_menu(c.menu(), c.stakes, MenuMethod::enumeration);
    const MenuDeal t = kalai_smorodinsky_menu(c.menu(), c.stakes, MenuMethod::branch_and_bound);
    EXPECT_EQ(s.items, t.items) << n;
    EXPECT_EQ(s.deal, t.deal) << n;
    EXPECT_NEAR(s.gain_exporter, t.gain_exporter, 1e-9) << n;
  }
}

/// Largest gain within every whole cost: dynamic programming over whole costs.
std::vector<double> knapsack(const std::vector<double>& gain, const std::vector<double>& cost, int most) {
  std::vector<double> best(static_cast<std::size_t>(most) + 1, 0);
  for (std::size_t m = 0; m < gain.size(); ++m)
    for (int k = most; k >= static_cast<int>(cost[m]); --k) {
      const auto at = static_cast<std::size_t>(k);
      best[at] = std::max(best[at], best[at - static_cast<std::size_t>(cost[m])] + gain[m]);
    }
  return best;
}

TEST(MenuProperties, FortyItemsMeetDynamicProgramming) {
  Random u(3);
  for (int n = 0; n < 60; ++n) {
    Case c;
    double total = 0;
    for (int m = 0; m < 40; ++m) {
      c.cost.push_back(u.whole(1, 20));
      c.gain.push_back(n % 3 == 0 ? c.cost.back() + 2 : n % 3 == 1 ? u(0, 20) : u.whole(0, 20));  // correlated, free, many ties
      c.verifiability.push_back(1);
      total += c.cost.back();
    }
    c.stakes = {std::floor(u(.3, .8) * total), std::floor(u(.05, .2) * total), 0, 0, u(.2, .8), 0};
    const int most = static_cast<int>(c.stakes.package_value);
    const std::vector<double> frontier = knapsack(c.gain, c.cost, most);
    double best = 0;
    for (int k = 0; k <= most; ++k)
      best = std::max(best, nash_product(c, {frontier[static_cast<std::size_t>(k)] - c.stakes.risk_cost, c.stakes.package_value - k}));
    const MenuDeal deal = nash_menu(c.menu(), c.stakes);
    EXPECT_TRUE(deal.deal);
    EXPECT_NEAR(nash_product(c, {deal.gain_exporter, deal.gain_host}), best, 2e-12 * best) << n;
    EXPECT_LE(deal.gap, 1e-12);
    const Point again = gains(c, deal.items, 0);
    EXPECT_NEAR(again.exporter, deal.gain_exporter, 1e-9);
    EXPECT_NEAR(again.host, deal.gain_host, 1e-9);
  }
}

TEST(MenuProperties, KalaiSmorodinskyMeetsBruteForce) {
  Random u(4);
  for (int n = 0; n < 300; ++n) {
    Case c = random_case(u, 8);
    c.stakes.transfer_cap = 0;
    Point ideal{0, 0};
    for (std::uint64_t items = 0; items < 256; ++items) {
      const Point p = gains(c, items, 0);
      if (p.host >= 0) ideal.exporter = std::max(ideal.exporter, p.exporter);
      if (p.exporter >= 0) ideal.host = std::max(ideal.host, p.host);
    }
    Best best;
    for (std::uint64_t items = 0; items < 256; ++items) {
      const Point p = gains(c, items, 0);
      const double worth = std::min(p.exporter / ideal.exporter, p.host / ideal.host);
      if (p.exporter > 0 && p.host > 0 && worth > best.worth) best = {worth, items};
    }
    for (const MenuMethod method : all_methods) {
      const MenuDeal deal = kalai_smorodinsky_menu(c.menu(), c.stakes, method);
      ASSERT_EQ(deal.deal, best.worth > 0) << n;
      if (!deal.deal) continue;
      EXPECT_EQ(deal.items, best.items) << n;
    }
  }
}

TEST(MenuProperties, CappedMoneyEqualisesNormalisedGainsWhereItCan) {
  Random u(5);
  int inside = 0;
  for (int n = 0; n < 300; ++n) {
    Case c = random_case(u, 6);
    c.stakes.transfer_cap = u(.1, 5);
    const MenuDeal deal = kalai_smorodinsky_menu(c.menu(), c.stakes);
    if (!deal.deal) continue;
    Point ideal{0, 0};
    for (std::uint64_t items = 0; items < 64; ++items) {
      const Point p = gains(c, items, 0);
      const double cap = c.stakes.transfer_cap;
      if (p.host + cap >= 0) ideal.exporter = std::max(ideal.exporter, p.exporter + std::min(cap, p.host));
      if (p.exporter + cap >= 0) ideal.host = std::max(ideal.host, p.host + std::min(cap, p.exporter));
    }
    const double one = deal.gain_exporter / ideal.exporter, two = deal.gain_host / ideal.host;
    EXPECT_LE(std::max(one, two), 1 + 1e-12);
    if (std::fabs(deal.transfer) < .999 * c.stakes.transfer_cap) {
      ++inside;
      EXPECT_NEAR(one, two, 1e-9) << n;
    }
  }
  EXPECT_GT(inside, 50);
}

TEST(MenuProperties, ParetoEfficient) {
  Random u(6);
  for (int n = 0; n < 200; ++n) {
    Case c = random_case(u, 8);
    c.stakes.transfer_cap = 0;
    for (const MenuDeal& deal : {nash_menu(c.menu(), c.stakes), kalai_smorodinsky_menu(c.menu(), c.stakes)}) {
      if (!deal.deal) continue;
      for (std::uint64_t items = 0; items < 256; ++items) {
        const Point p = gains(c, items, 0);
        const bool dominates = p.exporter >= deal.gain_exporter && p.host >= deal.gain_host &&
                               (p.exporter > deal.gain_exporter + 1e-9 || p.host > deal.gain_host + 1e-9);
        EXPECT_FALSE(dominates) << n;
      }
    }
  }
}

TEST(MenuProperties, ScaleOfEitherUtilityDoesNotMatterWithoutMoney) {
  Random u(7);
  for (int n = 0; n < 200; ++n) {
    Case c = random_case(u, 9);
    c.stakes.transfer_cap = 0;
    Case scaled = c;  // powers of two, so that no rounding changes
    for (double& g : scaled.gain) g *= 8;
    for (double& k : scaled.cost) k *= .25;
    scaled.stakes.risk_cost *= 8;
    scaled.stakes.disagreement_exporter *= 8;
    scaled.stakes.package_value *= .25;
    scaled.stakes.disagreement_host *= .25;
    EXPECT_EQ(nash_menu(c.menu(), c.stakes).items, nash_menu(scaled.menu(), scaled.stakes).items) << n;
    EXPECT_EQ(kalai_smorodinsky_menu(c.menu(), c.stakes).items, kalai_smorodinsky_menu(scaled.menu(), scaled.stakes).items) << n;
  }
}

TEST(MenuProperties, NashIsIndependentOfItemsThatItDoesNotTake) {
  Random u(8);
  int dropped = 0;
  for (int n = 0; n < 200; ++n) {
    const Case c = random_case(u, 9);
    const MenuDeal deal = nash_menu(c.menu(), c.stakes);
    if (!deal.deal) continue;
    Case fewer = c;
    for (std::size_t m = 0; m < c.gain.size(); ++m)
      if (!deal.has(m)) fewer.verifiability[m] = 0, ++dropped;
    EXPECT_EQ(nash_menu(fewer.menu(), fewer.stakes).items, deal.items) << n;
  }
  EXPECT_GT(dropped, 100);
}

TEST(MenuProperties, KalaiSmorodinskyIsNotIndependentOfThem) {  // the axiom that it gives up for monotony
  const std::vector<double> gain{4, 3, 1, .5, 5}, cost{3, 1, .5, 2, 4}, certain(5, 1.0), without_last{1, 1, 1, 1, 0};
  const Stakes stakes{10, 2, 0, 4, .5, 0};
  const MenuDeal all = kalai_smorodinsky_menu({gain, cost, certain}, stakes),
                 fewer = kalai_smorodinsky_menu({gain, cost, without_last}, stakes);
  EXPECT_FALSE(all.has(4));
  EXPECT_EQ(all.items, fewer.items);  // this item does not matter here ...
  const std::vector<double> raised_gain{4, 3, 1, .5, 9.5}, cost5{3, 1, .5, 2, 5.9};
  const MenuDeal raised = kalai_smorodinsky_menu({raised_gain, cost5, certain}, stakes);
  EXPECT_FALSE(raised.has(4));
  EXPECT_NE(raised.items, all.items);  // ... but one that raises the ideal of one side does, though it is not taken either
}

TEST(MenuProperties, SidesAreSymmetric) {  // what the host keeps is a menu of the host's gains at the exporter's cost
  Random u(9);
  for (int n = 0; n < 200; ++n) {
    Case c = random_case(u, 8);
    c.verifiability.assign(8, 1);
    Case mirror = c;
    double all_gain = 0, all_cost = 0;
    for (std::size_t m = 0; m < 8; ++m) all_gain += c.gain[m], all_cost += c.cost[m];
    std::swap(mirror.gain, mirror.cost);
    mirror.stakes = {all_gain - c.stakes.risk_cost,
                     all_cost - c.stakes.package_value,
                     c.stakes.disagreement_host,
                     c.stakes.disagreement_exporter,
                     1 - c.stakes.alpha,
                     c.stakes.transfer_cap};
    const MenuDeal a = nash_menu(c.menu(), c.stakes), b = nash_menu(mirror.menu(), mirror.stakes);
    if (a.deal != b.deal) {  // a surplus of rounding size
      EXPECT_LT(std::max(a.surplus(), b.surplus()), 1e-9);
      continue;
    }
    if (!a.deal) continue;
    EXPECT_EQ(a.items, ~b.items & 255U) << n;
    EXPECT_NEAR(a.gain_exporter, b.gain_host, 1e-9) << n;
    EXPECT_NEAR(a.transfer, -b.transfer, 1e-9) << n;
  }
}

TEST(MenuProperties, MorePowerGivesTheExporterNoLess) {
  Random u(10);
  for (int n = 0; n < 100; ++n) {
    Case c = random_case(u, 8);
    double before = -infinity;
    for (double alpha = .1; alpha < .95; alpha += .1) {
      c.stakes.alpha = alpha;
      const MenuDeal deal = nash_menu(c.menu(), c.stakes);
      EXPECT_GE(deal.utility_exporter, before - 1e-9) << n;
      before = deal.utility_exporter;
    }
  }
}

}  // namespace
