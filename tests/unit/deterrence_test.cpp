// Coverage, black market, commitment and queues: limits and cases by hand.
#include <gtest/gtest.h>

#include <Eigen/Core>
#include <cmath>
#include <limits>
#include <pcg_random.hpp>
#include <vector>

#include "entrepot/solvers/commitment.hpp"
#include "entrepot/solvers/deterrence.hpp"
#include "entrepot/solvers/queues.hpp"

namespace {

using namespace entrepot::solvers;
using Numbers = std::vector<double>;

TEST(Detection, LimitsAndSmallNumbers) {
  EXPECT_EQ(detection_hazard(.25, 3, 0), .25);
  EXPECT_EQ(detection_hazard(1, 3, 2), 1);
  EXPECT_NEAR(detection_hazard(.1, .5, 2), 1 - .9 * std::exp(-1), 1e-15);
  EXPECT_NEAR(detection_hazard(0, 1e-12, 1) / 1e-12, 1, 1e-11);
  EXPECT_EQ(detection_hazard(.1, 1e3, 1e3), 1);
}

TEST(Coverage, NothingToSpendAndEnoughForAll) {
  const Numbers high{10, 6}, low{-2, -3}, lost{-10, -6}, safe{0, 1};
  const auto none = stackelberg_coverage(high, low, lost, safe, 0);
  EXPECT_EQ(none.coverage, (Numbers{0, 0}));
  EXPECT_EQ(none.attacker, 10);
  EXPECT_EQ(none.defender, -10);
  EXPECT_EQ(none.target, 0);
  const auto all = stackelberg_coverage(high, low, lost, safe, 5);
  EXPECT_EQ(all.coverage, (Numbers{1, 1}));
  EXPECT_EQ(all.spent, 2);
  EXPECT_EQ(all.attacker, -2);
}

TEST(Coverage, TargetThatCoverageCannotChangeGetsNone) {
  const Numbers high{10, 4, 0}, low{-2, 4, 0}, lost{-1, -1, 0}, safe{0, 0, 0};
  const auto c = stackelberg_coverage(high, low, lost, safe, .75);
  EXPECT_EQ(c.coverage[1], 0);
  EXPECT_EQ(c.coverage[2], 0);
  EXPECT_NEAR(c.coverage[0], .75, 1e-15);
  EXPECT_EQ(c.attacker, 4);  // the target that cannot be covered is now the best one
  EXPECT_EQ(c.target, 1);
}

TEST(Coverage, FullyCoveredTargetPassesItsShareOn) {
  // Target 0 is covered for sure at v = 5, so what is left goes to target 1.
  const Numbers high{10, 10}, low{5, 0}, lost{-1, -1}, safe{0, 0};
  const auto c = stackelberg_coverage(high, low, lost, safe, 1.8);
  EXPECT_NEAR(c.coverage[0], 1, 1e-15);
  EXPECT_NEAR(c.coverage[1], .8, 1e-15);
  EXPECT_NEAR(c.spent, 1.8, 1e-15);
}

TEST(Coverage, WeightsMatter) {  // kills filling that ignores the payoffs when caught
  const Numbers high{10, 10}, low{-30, 0}, lost{-1, -1}, safe{0, 0};
  const auto c = stackelberg_coverage(high, low, lost, safe, .5);
  EXPECT_NEAR(c.coverage[0], .1, 1e-15);
  EXPECT_NEAR(c.coverage[1], .4, 1e-15);
  EXPECT_NEAR(c.attacker, 6, 1e-12);
}

TEST(BlackMarket, BeckerParadox) {
  for (const double fine : {0., 1., 5.}) {
    EXPECT_GT(black_market(1, .05, .3, fine, .6, 1).revenue, black_market(1, .05, .1, fine, .6, 1).revenue);
    EXPECT_LT(black_market(1, .05, .3, fine, 1.5, 1).revenue, black_market(1, .05, .1, fine, 1.5, 1).revenue);
    EXPECT_NEAR(black_market(1, .05, .3, fine, 1, 7).revenue, 7, 1e-13);
  }
}

TEST(BlackMarket, CalibrationOfTheModel) {  // 2.2: a 50% premium with F = p0 and c = 5% means q = 0.18
  EXPECT_NEAR(black_market(1, .05, .18, 1, 1, 1).premium, .5, 1e-12);
}

TEST(BlackMarket, OffersSellInOrderOfTheirPrice) {
  // Demand 12/p. Offers at 1 (3 units), 2 (2 units), 4 (9 units): at p = 12/5 = 2.4 the first two sell out, the third stays away.
  const Numbers price{4, 1, 2}, capacity{9, 3, 2};
  Numbers sold(3);
  const auto m = black_market_offers(1, 1, 12, price, capacity, sold);
  EXPECT_NEAR(m.price, 2.4, 1e-14);
  EXPECT_EQ(sold, (Numbers{0, 3, 2}));
  // A marginal offer at 2 with 9 units sells 12/2 - 3 = 3 of them at its own price.
  const Numbers wide{9, 3, 9};
  const auto marginal = black_market_offers(1, 1, 12, price, wide, sold);
  EXPECT_EQ(marginal.price, 2);
  EXPECT_NEAR(sold[2], 3, 1e-14);
  EXPECT_NEAR(marginal.quantity, 6, 1e-14);
}

TEST(BlackMarket, WithoutCapacityNothingIsSold) {
  const Numbers price{1}, capacity{0};
  Numbers sold(1, 9);
  const auto m = black_market_offers(1, .6, 1, price, capacity, sold);
  EXPECT_EQ(m.price, std::numeric_limits<double>::infinity());
  EXPECT_EQ(m.quantity, 0);
  EXPECT_EQ(m.revenue, 0);
  EXPECT_EQ(sold[0], 0);
}

TEST(Commitment, OneActionOfTheLeaderIsNoChoice) {
  const Eigen::MatrixXd leader = Eigen::MatrixXd{{3, 8, 5}}, follower = Eigen::MatrixXd{{1, 1, 0}};
  const auto c = commit_mixed(leader, follower);
  EXPECT_EQ(c.response, 1);  // the tie goes to the leader
  EXPECT_EQ(c.leader, 8);
}

TEST(Commitment, MatchingPenniesHasNoPureEquilibriumAndValueZero) {
  const Eigen::MatrixXd pennies{{1, -1}, {-1, 1}};
  EXPECT_TRUE(pure_nash(pennies, -pennies).empty());
  const auto c = commit_mixed(pennies, -pennies);
  EXPECT_NEAR(c.leader, 0, 1e-15);
  EXPECT_NEAR(c.strategy(0), .5, 1e-15);
  EXPECT_EQ(commit_pure(pennies, -pennies).leader, -1);
}

TEST(Queues, NobodyArrives) {
  const auto q = queue_mmc(0, 2, 3);
  EXPECT_EQ(q.wait, 0);
  EXPECT_EQ(q.time, .5);
  EXPECT_EQ(q.in_system, 0);
}

TEST(Queues, ManyServersDoNotOverflow) {
  const auto q = queue_mmc(990, 1, 1000);  // 990^1000/1000! has no double
  EXPECT_GT(q.wait_probability, .5);
  EXPECT_LT(q.wait_probability, .8);
  EXPECT_NEAR(q.wait, q.wait_probability / 10, 1e-12);
}

TEST(Queues, AllenCunneenMeetsItsSpecialCases) {
  EXPECT_DOUBLE_EQ(queue_allen_cunneen(4, 1, 5, 1, 1).wait, queue_mmc(4, 1, 5).wait);
  for (const double cv2 : {0., .5, 4.}) EXPECT_NEAR(queue_allen_cunneen(.8, 1, 1, 1, cv2).wait, queue_mg1(.8, 1, cv2).wait, 1e-14);
  EXPECT_EQ(queue_allen_cunneen(4, 1, 5, 0, 0).wait, 0);
}

TEST(Queues, FirstComeFirstServed) {
  const Numbers arrivals{0, 1, 2, 3}, services{10, 1, 1, 1};
  Numbers starts(4);
  fifo_starts(arrivals, services, 1, starts);
  EXPECT_EQ(starts, (Numbers{0, 10, 11, 12}));  // last come first served would start 3 before 1
  fifo_starts(arrivals, services, 2, starts);
  EXPECT_EQ(starts, (Numbers{0, 1, 2, 3}));
}

// Serving in another order keeps the mean wait, but last come first served has 1/(1-rho) = 5 times the second moment, so the tail tells
// the disciplines apart. 400,000 customers; waits are correlated over about 1/(1-rho)^2 = 25 services on both sides, so the standard error
// of a tail p is about sqrt(50 p/400000). Four of them is the tolerance: error rate below 1e-4 a comparison, and the seed is fixed.
TEST(Queues, SimulatedWaitsHaveTheTailOfFirstComeFirstServed) {
  pcg32 random(42, 54);
  const auto exponential = [&](double rate) { return -std::log((static_cast<double>(random()) + .5) * 0x1p-32) / rate; };
  const std::size_t n = 400'000;
  Numbers arrivals(n), services(n), starts(n);
  double now = 0;
  for (std::size_t i = 0; i < n; ++i) {
    arrivals[i] = now += exponential(.8);
    services[i] = exponential(1);
  }
  fifo_starts(arrivals, services, 1, starts);
  for (const double t : {0., 5., 10., 20.}) {
    double longer = 0;
    for (std::size_t i = 0; i < n; ++i) longer += starts[i] - arrivals[i] > t ? 1 : 0;
    const double expected = queue_wait_tail(.8, 1, 1, t);
    EXPECT_NEAR(longer / static_cast<double>(n), expected, 4 * std::sqrt(50 * expected / static_cast<double>(n))) << t;
  }
}

}  // namespace
