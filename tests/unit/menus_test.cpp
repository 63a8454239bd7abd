// Menus of concessions: what a rival's offer does to a deal, and the edges of the solvers.
#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <limits>
#include <vector>

#include "entrepot/solvers/menus.hpp"

namespace {

using namespace entrepot::solvers;
constexpr double infinity = std::numeric_limits<double>::infinity();
const std::vector<double> gain{4, 3, 1, .5, 5}, cost{3, 1, .5, 2, 4}, certain(5, 1.0);
const ConcessionMenu menu{gain, cost, certain};

MenuDeal deal_at(double rival_offer, double cap, MenuMethod method) { return nash_menu(menu, {10, 2, 0, rival_offer, .5, cap}, method); }

TEST(ConcessionMenu, ARivalsOfferStripsTheDealItemByItem) {
  for (const MenuMethod method : {MenuMethod::enumeration, MenuMethod::branch_and_bound}) {
    int before = std::popcount(deal_at(-20, 0, method).items);
    EXPECT_EQ(before, 4);  // all but the item that costs more than it gains
    std::vector<int> sizes{before};
    for (int step = -2000; step <= 1100; ++step) {  // offsets of 0.003 keep clear of ties
      const MenuDeal deal = deal_at(.01 * step + .003, 0, method);
      const int items = std::popcount(deal.items);
      ASSERT_LE(items, before) << step;
      ASSERT_GE(items, before - 1) << step;
      ASSERT_EQ(deal.deal, items > 0) << step;
      if (items < before) sizes.push_back(items);
      before = items;
    }
    EXPECT_EQ(sizes, (std::vector<int>{4, 3, 2, 1, 0}));
  }
}

TEST(ConcessionMenu, TransfersRescueTheLastCase) {
  // From 9 on no item is left that pays for the risk; money keeps the whole deal until the surplus of 12.5 - d is gone.
  for (const MenuMethod method : {MenuMethod::automatic, MenuMethod::enumeration, MenuMethod::branch_and_bound}) {
    EXPECT_FALSE(deal_at(9.1, 0, method).deal);
    const MenuDeal saved = deal_at(9.1, infinity, method);
    EXPECT_EQ(saved.items, 0b10111U);
    EXPECT_NEAR(saved.gain_exporter, 1.7, 1e-12);
    EXPECT_NEAR(saved.gain_host, 1.7, 1e-12);
    EXPECT_NEAR(saved.transfer, 1.7 - 11, 1e-12);  // the exporter pays
    EXPECT_TRUE(deal_at(12.49, infinity, method).deal);
    EXPECT_FALSE(deal_at(12.51, infinity, method).deal);
    EXPECT_TRUE(deal_at(9.1, 1, method).deal);  // a little money saves a little deal
    EXPECT_FALSE(deal_at(9.1, .05, method).deal);
  }
}

TEST(ConcessionMenu, FreeMoneySeparatesTheItems) {
  const std::vector<double> g{4, 1, 2}, k{3, 2, 1}, w{.5, 1, .6};  // 2 < 3, 1 < 2, 1.2 > 1
  const MenuDeal deal = nash_menu({g, k, w}, {5, 1, 0, 1, .25, infinity});
  EXPECT_EQ(deal.items, 0b100U);
  EXPECT_NEAR(deal.surplus(), 1.2 - 1 + 5 - 1 - 1, 1e-15);
  EXPECT_NEAR(deal.gain_exporter, .25 * 3.2, 1e-15);
  const MenuDeal equal = kalai_smorodinsky_menu({g, k, w}, {5, 1, 0, 1, .25, infinity});  // both could have it all: halves
  EXPECT_EQ(equal.items, 0b100U);
  EXPECT_NEAR(equal.gain_exporter, 1.6, 1e-15);
  EXPECT_NEAR(equal.gain_host, 1.6, 1e-15);
}

TEST(ConcessionMenu, NoDealKeepsTheDisagreement) {
  for (const MenuMethod method : {MenuMethod::automatic, MenuMethod::enumeration, MenuMethod::branch_and_bound})
    for (const double cap : {0.0, 1.0, infinity}) {
      const MenuDeal deal = nash_menu(menu, {1, 20, -3, 2, .5, cap}, method);
      EXPECT_FALSE(deal.deal);
      EXPECT_EQ(deal.items, 0U);
      EXPECT_EQ(deal.transfer, 0);
      EXPECT_EQ(deal.utility_exporter, -3);
      EXPECT_EQ(deal.utility_host, 2);
      EXPECT_FALSE(kalai_smorodinsky_menu(menu, {1, 20, -3, 2, .5, cap}, method).deal);
    }
}

TEST(ConcessionMenu, EqualProductsTakeFewerThenEarlierItems) {
  const std::vector<double> g{2, 2, 1, 1}, k{2, 2, 1, 1}, w(4, 1.0);  // 2 or 1 + 1, any of them
  const MenuDeal deal = nash_menu({g, k, w}, {4, 0, 0, 0, .5, 0}, MenuMethod::enumeration);
  EXPECT_EQ(deal.items, 0b0001U);
  EXPECT_EQ(deal.product(), 4);
  EXPECT_EQ(nash_menu({g, k, w}, {4, 0, 0, 0, .5, 0}, MenuMethod::branch_and_bound).product(), 4);
}

TEST(ConcessionMenu, SixtyFourLikeItemsAreNoWork) {
  const std::vector<double> g(64, 2.0), k(64, 1.0), w(64, 1.0);
  const MenuDeal deal = nash_menu({g, k, w}, {64, 0, 0, 0, .5, 0});
  EXPECT_EQ(deal.items, (std::uint64_t{1} << 32) - 1);  // 2 n (64 - n) is largest at 32; the earlier items of like ones
  EXPECT_EQ(deal.gap, 1e-12);
}

TEST(ConcessionMenu, ItemsAtTheEdgesOfTheirDomain) {
  const std::vector<double> g{0, 3, 0, 1e150}, k{1, 0, 0, 1e150}, w{1, 1, 1, 0};
  for (const MenuMethod method : {MenuMethod::enumeration, MenuMethod::branch_and_bound}) {
    const MenuDeal deal = nash_menu({g, k, w}, {4, 1, 0, 0, .3, 0}, method);
    EXPECT_EQ(deal.items, 0b0010U);  // what costs nothing is taken, what gains nothing is not
    EXPECT_EQ(deal.utility_exporter, 2);
    EXPECT_EQ(deal.utility_host, 4);
  }
}

TEST(ConcessionMenu, AWorkspaceCarriesNothingOver) {
  MenuWorkspace work;
  const Stakes stakes{10, 2, 0, 4, .7, .5};
  const MenuDeal first = nash_menu(menu, stakes, work, MenuMethod::branch_and_bound);
  const std::vector<double> one{1}, two{2};
  nash_menu({two, one, one}, stakes, work);
  kalai_smorodinsky_menu(menu, stakes, work);
  const MenuDeal again = nash_menu(menu, stakes, work, MenuMethod::branch_and_bound);
  EXPECT_EQ(first.items, again.items);
  EXPECT_EQ(first.transfer, again.transfer);
}

}  // namespace
