// Routes and route choice: limits, ties and cases by hand. Tables: tests/oracles/routes_oracle_test.cpp.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "entrepot/solvers/route_logit.hpp"
#include "entrepot/solvers/routes.hpp"

namespace {

using namespace entrepot::solvers;
using Ids = std::vector<std::int32_t>;
using Numbers = std::vector<double>;

TEST(Routes, InterdictionOfLegsIsNotTheirSum) {
  const Numbers q{.3, .3, .3, .3};
  EXPECT_DOUBLE_EQ(route_interdiction(q), 1 - .7 * .7 * .7 * .7);  // the sum would be 1.2
  EXPECT_EQ(route_interdiction({}), 0.0);
}

TEST(Routes, BreakEvenOfAPathComposesItsLegs) {
  const Numbers cost{.05, .01, 9}, q{.1, .2, .9};
  const Path path{{0, 1, 2}, {0, 1}, 0};
  EXPECT_NEAR(path_break_even(path, 100, cost, q, 2), 100 * (1 + .06 + .28 * 2) / .72, 1e-12);
}

TEST(Routes, SourceThatIsTheSinkNeedsNoEdge) {
  const Ids from{0}, to{1};
  const Numbers cost{1};
  const Path path = least_cost_path({2, from, to}, cost, 1, 1);
  EXPECT_EQ(path.nodes, Ids{1});
  EXPECT_TRUE(path.edges.empty());
  EXPECT_EQ(path.length, 0);
}

TEST(Routes, ParallelEdgesAreToldApart) {
  const Ids from{0, 0, 0}, to{1, 1, 1};
  const Numbers cost{3, 1, 2};
  EXPECT_EQ(least_cost_path({2, from, to}, cost, 0, 1).edges, std::vector<std::size_t>{1});
}

TEST(Routes, ClosedEdgesAreNotTaken) {
  const Ids from{0, 0, 1}, to{1, 2, 2};
  const Numbers cost{5, std::numeric_limits<double>::infinity(), 5}, q{.5, 1, .5};
  EXPECT_EQ(least_cost_path({3, from, to}, cost, 0, 2).nodes, (Ids{0, 1, 2}));
  EXPECT_EQ(least_risk_path({3, from, to}, q, 0, 2).nodes, (Ids{0, 1, 2}));
}

TEST(Routes, InterdictionThatClosesTheLastRouteLeavesNothing) {
  const Ids from{0}, to{1};
  const Numbers q{.1};
  const Reply reply = interdict_edge({2, from, to}, q, 0, 1, 0, 1);
  EXPECT_TRUE(reply.path.nodes.empty());
  EXPECT_EQ(reply.success, 0);
  EXPECT_DOUBLE_EQ(interdict_edge({2, from, to}, q, 0, 1, 0, .4).success, .6);
}

TEST(Routes, GeneralisedCostIsCappedNearCertainDetection) {
  const Numbers cost{1, 1}, q{.5, 1};
  Numbers out(2);
  generalised_cost(cost, q, 2, .9, out);
  EXPECT_NEAR(out[0], 1 - 2 * std::log(.5), 1e-15);
  EXPECT_NEAR(out[1], 1 - 2 * std::log(.1), 1e-15);
}

// 0 -> 1 -> 3, 0 -> 2 -> 3, 0 -> 3 directly, and 3 -> 0, which no route may use.
const Ids from{0, 0, 0, 1, 2, 3}, to{1, 2, 3, 3, 3, 0};
const Edges diamond{4, from, to};
const Numbers weight{2, 3, 5, 7, 11, 13};

TEST(RouteLogit, RecursionByHand) {
  RouteChoice r;
  route_logit(diamond, weight, 3, 2, r);
  EXPECT_EQ(Numbers(r.value_row(0, 4).begin(), r.value_row(0, 4).end()), (Numbers{0, 0, 0, 1}));
  EXPECT_EQ(Numbers(r.value_row(1, 4).begin(), r.value_row(1, 4).end()), (Numbers{5, 7, 11, 1}));
  EXPECT_EQ(Numbers(r.value_row(2, 4).begin(), r.value_row(2, 4).end()), (Numbers{14 + 33 + 5, 7, 11, 1}));
  const auto routes = route_shares(diamond, r, 0, 10);
  ASSERT_EQ(routes.size(), 3u);
  EXPECT_EQ(routes[0].nodes, (Ids{0, 2, 3}));
  EXPECT_NEAR(routes[0].share, 33. / 52, 1e-15);
  EXPECT_EQ(routes[1].nodes, (Ids{0, 1, 3}));
  EXPECT_NEAR(routes[1].share, 14. / 52, 1e-15);
  EXPECT_NEAR(routes[2].share, 5. / 52, 1e-15);
}

TEST(RouteLogit, OneLegAllowsTheDirectEdgeOnly) {
  RouteChoice r;
  route_logit(diamond, weight, 3, 1, r);
  const auto routes = route_shares(diamond, r, 0, 10);
  ASSERT_EQ(routes.size(), 1u);
  EXPECT_EQ(routes[0].nodes, (Ids{0, 3}));
  EXPECT_EQ(routes[0].share, 1);
}

TEST(RouteLogit, WorkspaceOfOtherSizesLeavesNoTrace) {
  RouteChoice fresh, used;
  route_logit(diamond, weight, 3, 7, used);
  route_logit(diamond, weight, 3, 2, used);
  route_logit(diamond, weight, 3, 2, fresh);
  EXPECT_EQ(used.value, fresh.value);
  EXPECT_EQ(used.choice, fresh.choice);
}

TEST(RouteLogit, DegreeThinsTheEdgesOfANode) {
  const Numbers cost{1, 2, 3, 4, 5, 6};
  Numbers plain(6), thin(6);
  route_weights(diamond, cost, 2, false, plain);
  route_weights(diamond, cost, 2, true, thin);
  EXPECT_NEAR(plain[1], std::exp(-4), 1e-17);
  EXPECT_DOUBLE_EQ(thin[0], plain[0] / 3);
  EXPECT_DOUBLE_EQ(thin[3], plain[3]);
}

TEST(RouteLogit, LogFormIsExactAtAnyTheta) {
  // theta c = 1e5: exp underflows to zero, the logarithms do not.
  const Numbers log_weight{-1e5, -1e5, -2e5 - 1, -1e5, -1e5 - 1, 0};
  RouteChoice r;
  route_logit_log(diamond, log_weight, 3, 2, r);
  const double total = 1 + 2 * std::exp(-1);
  EXPECT_NEAR(r.value_row(2, 4)[0], -2e5 + std::log(total), 1e-9);
  const auto routes = route_shares(diamond, r, 0, 10);
  ASSERT_EQ(routes.size(), 3u);
  EXPECT_EQ(routes[0].nodes, (Ids{0, 1, 3}));
  EXPECT_NEAR(routes[0].share, 1 / total, 1e-11);
}

TEST(RouteLogit, HugeThetaFollowsTheLeastCostPath) {
  const Numbers cost{1, 1, 2.5, 1, 1.25, 0};
  Numbers log_weight(6);
  for (std::size_t e = 0; e < 6; ++e) log_weight[e] = -1e4 * cost[e];
  RouteChoice r;
  route_logit_log(diamond, log_weight, 3, 3, r);
  EXPECT_EQ(route_shares(diamond, r, 0, 10).front().nodes, least_cost_path(diamond, cost, 0, 3).nodes);
  EXPECT_NEAR(route_shares(diamond, r, 0, 10).front().share, 1, 1e-12);
}

TEST(RouteLogit, MassAtTheSinkStays) {
  RouteChoice r;
  route_logit(diamond, weight, 3, 2, r);
  const Numbers origin{0, 0, 0, 5};
  Numbers flow(6, -1), work(8);
  edge_flows(diamond, r, origin, flow, work);
  EXPECT_EQ(flow, Numbers(6, 0.0));
}

TEST(UnboundedRoutes, GeometricSeriesOfACycle) {
  // 0 <-> 1 with weight 1/2 each way, 1 -> 2 with 1: z_1 = 1 + z_0/2, z_0 = z_1/2.
  const Ids f{0, 1, 1}, t{1, 0, 2};
  const Numbers w{.5, .5, 1};
  const auto r = route_logit_unbounded({3, f, t}, w, 2);
  EXPECT_NEAR(r.value[1], 4. / 3, 1e-15);
  EXPECT_NEAR(r.value[0], 2. / 3, 1e-15);
  EXPECT_NEAR(r.choice[1], .25, 1e-15);
  const auto flow = edge_flows({3, f, t}, r, Numbers{1, 0, 0});
  EXPECT_NEAR(flow[0], 4. / 3, 1e-15);  // one visit and a quarter, and a quarter of that, ...
  EXPECT_NEAR(flow[2], 1, 1e-15);
  EXPECT_NEAR(spectral_radius({3, f, t}, w, 2), .5, 1e-10);
}

TEST(UnboundedRoutes, LongChainOfHeavyEdgesHasRadiusZero) {
  // W is nilpotent: eigenvalue solvers report a radius near 7 here, which would be a false alarm.
  const std::int32_t n = 101;
  Ids f, t;
  for (std::int32_t u = 1; u < n; ++u) f.push_back(u), t.push_back((u * 37) % n == 0 ? 0 : u - 1);
  const Numbers w(f.size(), 10.0);
  EXPECT_EQ(spectral_radius({n, f, t}, w, -1), 0);
  const auto r = route_logit_unbounded({n, f, t}, w, 0);
  EXPECT_NEAR(r.value[100] / 1e100, 1, 1e-12);
}

TEST(MaxFlow, CutMeetsFlow) {
  const Ids f{0, 0, 1, 1, 2}, t{1, 2, 2, 3, 3};
  const Numbers c{3, 2, 5, 2, 3};
  const MaxFlow m = max_flow({4, f, t}, c, 0, 3);
  EXPECT_DOUBLE_EQ(m.value, 5);
  double cut = 0;
  for (std::size_t e = 0; e < c.size(); ++e)
    if (m.source_side[static_cast<std::size_t>(f[e])] == 1 && m.source_side[static_cast<std::size_t>(t[e])] == 0) cut += c[e];
  EXPECT_DOUBLE_EQ(cut, m.value);
}

}  // namespace
