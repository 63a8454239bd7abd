// Properties of routes and deterrence on random inputs, against enumeration.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <pcg_random.hpp>
#include <vector>

#include "entrepot/solvers/deterrence.hpp"
#include "entrepot/solvers/route_logit.hpp"
#include "entrepot/solvers/routes.hpp"

namespace {

using namespace entrepot::solvers;
using Ids = std::vector<std::int32_t>;
using Numbers = std::vector<double>;

struct Graph {
  std::int32_t nodes;
  Ids from, to;
  Numbers cost, q;
  Edges edges() const { return {nodes, from, to}; }
};

class Random {
  pcg32 engine_;

 public:
  explicit Random(std::uint64_t seed) : engine_(seed, 7) {}
  double uniform() { return (static_cast<double>(engine_()) + .5) * 0x1p-32; }
};

/// Every pair is an edge with this density; with `acyclic` only from lower to higher nodes. Source 0, sink nodes-1 are always joined.
Graph random_graph(std::uint64_t seed, std::int32_t nodes, double density, bool acyclic) {
  Random random(seed);
  Graph g{nodes, {}, {}, {}, {}};
  for (std::int32_t u = 0; u < nodes; ++u)
    for (std::int32_t v = acyclic ? u + 1 : 0; v < nodes; ++v) {
      const bool joined = random.uniform() < density || (u == 0 && v == nodes - 1);
      const double c = .1 + random.uniform(), q = .6 * random.uniform();
      if (u == v || !joined) continue;
      g.from.push_back(u), g.to.push_back(v), g.cost.push_back(c), g.q.push_back(q);
    }
  return g;
}

/// All walks from source to sink of at most `legs` edges that do not pass through the sink, by brute force.
void enumerate(const Graph& g, std::int32_t node, int legs, std::vector<std::size_t>& taken, std::vector<std::vector<std::size_t>>& out) {
  if (node == g.nodes - 1) {
    out.push_back(taken);
    return;
  }
  for (std::size_t e = 0; legs > 0 && e < g.from.size(); ++e) {
    if (g.from[e] != node) continue;
    taken.push_back(e);
    enumerate(g, g.to[e], legs - 1, taken, out);
    taken.pop_back();
  }
}
std::vector<std::vector<std::size_t>> all_walks(const Graph& g, int legs) {
  std::vector<std::size_t> taken;
  std::vector<std::vector<std::size_t>> out;
  enumerate(g, 0, legs, taken, out);
  return out;
}

TEST(RoutesProperty, DijkstraEqualsEnumeration) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Graph g = random_graph(seed, 8, .45, true);
    double cheapest = 1e300, safest = 0;
    for (const auto& walk : all_walks(g, 8)) {
      double cost = 0, pass = 1;
      for (const auto e : walk) cost += g.cost[e], pass *= 1 - g.q[e];
      cheapest = std::min(cheapest, cost);
      safest = std::max(safest, pass);
    }
    EXPECT_NEAR(least_cost_path(g.edges(), g.cost, 0, 7).length, cheapest, 1e-12);
    const Path safe = least_risk_path(g.edges(), g.q, 0, 7);
    EXPECT_NEAR(std::exp(-safe.length), safest, 1e-12);
    EXPECT_EQ(safe.nodes.front(), 0);
    EXPECT_EQ(safe.nodes.back(), 7);
    for (std::size_t i = 0; i < safe.edges.size(); ++i) {
      EXPECT_EQ(g.from[safe.edges[i]], safe.nodes[i]);
      EXPECT_EQ(g.to[safe.edges[i]], safe.nodes[i + 1]);
    }
  }
}

TEST(RoutesProperty, InterdictionNeverHelpsAndOnlyTouchesRoutesInUse) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Graph g = random_graph(seed + 100, 7, .5, false);
    const Path before = least_risk_path(g.edges(), g.q, 0, 6);
    for (std::size_t e = 0; e < g.q.size(); ++e) {
      const Reply reply = interdict_edge(g.edges(), g.q, 0, 6, e, std::min(1., g.q[e] + .3));
      EXPECT_LE(reply.success, std::exp(-before.length) * (1 + 1e-12));
      if (std::find(before.edges.begin(), before.edges.end(), e) == before.edges.end()) {
        EXPECT_EQ(reply.path.edges, before.edges);
      }
    }
  }
}

TEST(RoutesProperty, MaxFlowConservesAndMeetsItsCut) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Graph g = random_graph(seed + 200, 9, .4, false);
    const MaxFlow m = max_flow(g.edges(), g.cost, 0, 8);
    Numbers net(9, 0.0);
    double cut = 0;
    for (std::size_t e = 0; e < g.cost.size(); ++e) {
      const auto u = static_cast<std::size_t>(g.from[e]), v = static_cast<std::size_t>(g.to[e]);
      EXPECT_GE(m.flow[e], -1e-12);
      EXPECT_LE(m.flow[e], g.cost[e] + 1e-12);
      net[u] -= m.flow[e], net[v] += m.flow[e];
      if (m.source_side[u] == 1 && m.source_side[v] == 0) cut += g.cost[e];
    }
    for (std::size_t u = 1; u < 8; ++u) EXPECT_NEAR(net[u], 0, 1e-12);
    EXPECT_NEAR(net[8], m.value, 1e-12);
    EXPECT_NEAR(cut, m.value, 1e-12);
  }
}

/// Shares by enumeration: product of weights over the sum of products.
void expect_shares(const Graph& g, const Numbers& w, int legs) {
  RouteChoice linear, logs;
  Numbers log_w(w.size());
  std::transform(w.begin(), w.end(), log_w.begin(), [](double x) { return std::log(x); });
  route_logit(g.edges(), w, g.nodes - 1, legs, linear);
  route_logit_log(g.edges(), log_w, g.nodes - 1, legs, logs);
  const auto walks = all_walks(g, legs);
  Numbers product(walks.size(), 1.0), flow(w.size(), 0.0);
  for (std::size_t r = 0; r < walks.size(); ++r)
    for (const auto e : walks[r]) product[r] *= w[e];
  const double total = std::accumulate(product.begin(), product.end(), 0.0);
  for (const auto* choice : {&linear, &logs}) {
    const auto routes = route_shares(g.edges(), *choice, 0, walks.size());
    ASSERT_EQ(routes.size(), walks.size());
    double sum = 0;
    for (const auto& route : routes) {
      const auto r = static_cast<std::size_t>(std::find(walks.begin(), walks.end(), route.edges) - walks.begin());
      ASSERT_LT(r, walks.size());
      EXPECT_NEAR(route.share, product[r] / total, 1e-12);
      sum += route.share;
    }
    EXPECT_NEAR(sum, 1, 1e-12);
  }
  for (std::size_t r = 0; r < walks.size(); ++r)
    for (const auto e : walks[r]) flow[e] += product[r] / total;
  Numbers origin(static_cast<std::size_t>(g.nodes), 0.0), got(w.size()), work(2 * origin.size());
  origin[0] = 1;
  edge_flows(g.edges(), linear, origin, got, work);
  for (std::size_t e = 0; e < w.size(); ++e) EXPECT_NEAR(got[e], flow[e], 1e-12);
}

TEST(RoutesProperty, RouteLogitEqualsEnumeration) {
  for (std::uint64_t seed = 0; seed < 12; ++seed) {
    const Graph dag = random_graph(seed + 300, 7, .5, true), cyclic = random_graph(seed + 400, 5, .6, false);
    Numbers w(dag.cost.size()), v(cyclic.cost.size());
    route_weights(dag.edges(), dag.cost, 2.5, false, w);
    route_weights(cyclic.edges(), cyclic.cost, .7, true, v);
    for (const int legs : {1, 2, 3, 7}) expect_shares(dag, w, legs);
    for (const int legs : {1, 2, 4}) expect_shares(cyclic, v, legs);
  }
}

TEST(RoutesProperty, FlowsConserve) {
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const Graph g = random_graph(seed + 500, 12, .35, false);
    Numbers w(g.cost.size());
    route_weights(g.edges(), g.cost, 3, true, w);
    Random random(seed);
    for (const int legs : {2, 3, 6}) {
      RouteChoice r;
      route_logit(g.edges(), w, 11, legs, r);
      Numbers origin(12, 0.0), flow(w.size()), work(24);
      for (std::size_t u = 0; u < 12; ++u)
        if (r.value_row(legs, 12)[u] > 0) origin[u] = 100 * random.uniform();
      edge_flows(g.edges(), r, origin, flow, work);
      Numbers net = origin;
      for (std::size_t e = 0; e < flow.size(); ++e) {
        EXPECT_GE(flow[e], 0);
        net[static_cast<std::size_t>(g.from[e])] -= flow[e], net[static_cast<std::size_t>(g.to[e])] += flow[e];
      }
      for (std::size_t u = 0; u < 11; ++u) EXPECT_NEAR(net[u], 0, 1e-10);
      EXPECT_NEAR(net[11], std::accumulate(origin.begin(), origin.end(), 0.0), 1e-10);
      // Out of every node with a route the choices sum to one, with any number of legs left.
      for (int k = 1; k <= legs; ++k) {
        Numbers sum(12, 0.0);
        for (std::size_t e = 0; e < flow.size(); ++e)
          sum[static_cast<std::size_t>(g.from[e])] += r.choice[static_cast<std::size_t>(k - 1) * flow.size() + e];
        for (std::size_t u = 0; u < 11; ++u) EXPECT_NEAR(sum[u], r.value_row(k, 12)[u] > 0 ? 1 : 0, 1e-12);
      }
    }
  }
}

TEST(RoutesProperty, UnboundedFormIsTheLimitOfManyLegs) {
  for (std::uint64_t seed = 0; seed < 10; ++seed) {
    const Graph g = random_graph(seed + 600, 8, .4, false);
    Numbers w(g.cost.size());
    route_weights(g.edges(), g.cost, 1.5, true, w);  // row sums below one, so the radius is too
    const double radius = spectral_radius(g.edges(), w, 7);
    EXPECT_LT(radius, 1);
    const auto exact = route_logit_unbounded(g.edges(), w, 7);
    RouteChoice many;
    route_logit(g.edges(), w, 7, 400, many);
    Numbers origin(8, 0.0), work(16), flow(w.size());
    origin[0] = 1;
    const auto limit = edge_flows(g.edges(), exact, origin);
    edge_flows(g.edges(), many, origin, flow, work);
    for (std::size_t u = 0; u < 8; ++u) EXPECT_NEAR(exact.value[u], many.value_row(400, 8)[u], 1e-12);
    for (std::size_t e = 0; e < w.size(); ++e) EXPECT_NEAR(limit[e], flow[e], 1e-11);
    // Weights scaled to radius 1.01 must be refused, to 0.99 not.
    if (radius == 0) continue;
    Numbers scaled = w;
    for (auto& x : scaled) x *= .99 / radius;
    EXPECT_NO_THROW(route_logit_unbounded(g.edges(), scaled, 7));
    for (auto& x : scaled) x *= 1.01 / .99;
    EXPECT_ANY_THROW(route_logit_unbounded(g.edges(), scaled, 7));
  }
}

TEST(CoverageProperty, BudgetExhaustedAndNoTargetBetter) {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    Random random(seed + 700);
    const std::size_t n = 1 + static_cast<std::size_t>(40 * random.uniform());
    Numbers high(n), low(n), lost(n), safe(n);
    for (std::size_t i = 0; i < n; ++i) {
      high[i] = 1e6 * random.uniform();
      low[i] = high[i] - 1e6 * (random.uniform() + 1e-3);
      lost[i] = -random.uniform();
      safe[i] = random.uniform();
    }
    const double m = random.uniform() * static_cast<double>(n);
    const auto c = stackelberg_coverage(high, low, lost, safe, m);
    double sum = 0, best = -1e300;
    for (std::size_t i = 0; i < n; ++i) {
      EXPECT_GE(c.coverage[i], 0);
      EXPECT_LE(c.coverage[i], 1);
      sum += c.coverage[i];
      const double payoff = high[i] - c.coverage[i] * (high[i] - low[i]);
      best = std::max(best, payoff);
      // Targets with partial coverage are the attacker's equals, uncovered ones are no better.
      if (c.coverage[i] > 0 && c.coverage[i] < 1) {
        EXPECT_NEAR(payoff, c.level, 1e-6);
      }
      if (c.coverage[i] == 0) {
        EXPECT_LE(payoff, c.level + 1e-6);
      }
    }
    EXPECT_NEAR(sum, m, 1e-12 * static_cast<double>(n));
    EXPECT_NEAR(c.spent, m, 1e-12 * static_cast<double>(n));
    EXPECT_NEAR(c.attacker, best, 1e-6);
    if (m < 1) {
      EXPECT_GT(c.attacker, *std::max_element(low.begin(), low.end()));
    }
  }
}

TEST(CoverageProperty, MoreResourcesNeverHelpTheAttacker) {
  Random random(800);
  Numbers high(12), low(12), lost(12, -1.0), safe(12, 0.0);
  for (std::size_t i = 0; i < 12; ++i) high[i] = 10 * random.uniform(), low[i] = high[i] - 5 * random.uniform() - .1;
  double before = 1e300;
  for (double m = 0; m <= 13; m += .125) {
    const auto c = stackelberg_coverage(high, low, lost, safe, m);
    EXPECT_LE(c.attacker, before + 1e-12);
    before = c.attacker;
  }
}

TEST(DetectionProperty, RisesInEveryArgument) {
  for (const double q : {0., .1, .5})
    for (const double eta : {.01, .2})
      for (const double x : {0., 1., 20.}) {
        EXPECT_GE(detection_hazard(q, eta, x + 1), detection_hazard(q, eta, x));
        EXPECT_GT(detection_hazard(q + .1, eta, x), detection_hazard(q, eta, x));
        // Effort in two goes is effort at once.
        EXPECT_NEAR(detection_hazard(detection_hazard(q, eta, x), eta, 2), detection_hazard(q, eta, x + 2), 1e-15);
      }
}

TEST(BlackMarketProperty, OffersClearTheMarket) {
  for (std::uint64_t seed = 0; seed < 100; ++seed) {
    Random random(seed + 900);
    Numbers price(9), capacity(9), sold(9);
    for (std::size_t i = 0; i < 9; ++i) price[i] = 1 + 2 * random.uniform(), capacity[i] = 30 * random.uniform();
    const double eps = .4 + 1.4 * random.uniform();
    const auto m = black_market_offers(1, eps, 100, price, capacity, sold);
    EXPECT_NEAR(m.quantity, 100 * std::pow(m.price, -eps), 1e-10);
    for (std::size_t i = 0; i < 9; ++i) {
      if (price[i] < m.price * (1 - 1e-12)) {
        EXPECT_EQ(sold[i], capacity[i]);
      }
      if (price[i] > m.price * (1 + 1e-12)) {
        EXPECT_EQ(sold[i], 0);
      }
    }
    EXPECT_NEAR(std::accumulate(sold.begin(), sold.end(), 0.0), m.quantity, 1e-10);
  }
}

}  // namespace
