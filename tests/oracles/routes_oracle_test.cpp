// graph_oracles.csv, stackelberg.csv, smuggling_becker.csv, licence_queue.csv: every row.
#include <gtest/gtest.h>

#include <Eigen/Core>
#include <algorithm>
#include <cmath>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "entrepot/solvers/commitment.hpp"
#include "entrepot/solvers/deterrence.hpp"
#include "entrepot/solvers/queues.hpp"
#include "entrepot/solvers/route_logit.hpp"
#include "entrepot/solvers/routes.hpp"
#include "support/oracle.hpp"

namespace {

using namespace entrepot::solvers;
using oracle::after;
using oracle::equal;
using oracle::equal_decimals;
using Numbers = std::vector<double>;

/// A graph with named nodes, its edges sorted. Inputs of the rows are stated in the page of the oracles, not in the files.
struct Named {
  std::vector<std::string> names;
  std::vector<std::int32_t> from, to;
  Numbers a, b;
  struct Edge {
    std::string from, to;
    double a, b;
  };

  Named(std::vector<std::string> nodes, std::vector<Edge> list) : names{std::move(nodes)} {
    std::stable_sort(list.begin(), list.end(), [&](const Edge& x, const Edge& y) { return id(x.from) < id(y.from); });
    for (const auto& e : list) from.push_back(id(e.from)), to.push_back(id(e.to)), a.push_back(e.a), b.push_back(e.b);
  }
  std::int32_t id(const std::string& name) const {
    return static_cast<std::int32_t>(std::find(names.begin(), names.end(), name) - names.begin());
  }
  Edges edges() const { return {static_cast<std::int32_t>(names.size()), from, to}; }
  std::string text(const std::vector<std::int32_t>& nodes) const {
    std::string out;
    for (const auto v : nodes) out += (out.empty() ? "" : ">") + names[static_cast<std::size_t>(v)];
    return out;
  }
  std::size_t edge(const std::string& pair) const {  // "HKG-CHN"
    const auto dash = pair.find('-');
    for (std::size_t e = 0; e < from.size(); ++e)
      if (from[e] == id(pair.substr(0, dash)) && to[e] == id(pair.substr(dash + 1))) return e;
    throw std::runtime_error("no edge " + pair);
  }
};

const Named clrs_paths({"s", "t", "x", "y", "z"}, {{"s", "t", 10, 0},
                                                   {"s", "y", 5, 0},
                                                   {"t", "x", 1, 0},
                                                   {"t", "y", 2, 0},
                                                   {"y", "t", 3, 0},
                                                   {"y", "x", 9, 0},
                                                   {"y", "z", 2, 0},
                                                   {"x", "z", 4, 0},
                                                   {"z", "x", 6, 0},
                                                   {"z", "s", 7, 0}});
const Named clrs_flow({"s", "v1", "v2", "v3", "v4", "t"}, {{"s", "v1", 16, 0},
                                                           {"s", "v2", 13, 0},
                                                           {"v1", "v3", 12, 0},
                                                           {"v2", "v1", 4, 0},
                                                           {"v2", "v4", 14, 0},
                                                           {"v3", "v2", 9, 0},
                                                           {"v3", "t", 20, 0},
                                                           {"v4", "v3", 7, 0},
                                                           {"v4", "t", 4, 0}});
// a = interdiction, b = cost
const Named diversion({"US", "SGP", "MYS", "ARE", "TWN", "HKG", "CHN"}, {{"US", "SGP", .10, 1.0},
                                                                         {"US", "MYS", .15, .8},
                                                                         {"US", "ARE", .12, 1.1},
                                                                         {"US", "TWN", .05, 1.5},
                                                                         {"SGP", "HKG", .20, .5},
                                                                         {"MYS", "HKG", .10, .6},
                                                                         {"ARE", "HKG", .15, .9},
                                                                         {"TWN", "HKG", .30, .4},
                                                                         {"SGP", "MYS", .02, .3},
                                                                         {"HKG", "CHN", .05, .2},
                                                                         {"MYS", "CHN", .25, .5}});

double passes(const Path& path) {
  double p = 1;
  for (const auto e : path.edges) p *= 1 - diversion.a[e];
  return p;
}

void expect_dijkstra(const std::string& value) {
  const auto found = distances(clrs_paths.edges(), clrs_paths.a, clrs_paths.id("s"));
  for (const auto& name : clrs_paths.names)
    EXPECT_TRUE(equal(found[static_cast<std::size_t>(clrs_paths.id(name))], after(value, name + "="))) << name;
}

std::vector<Route> diversion_routes(bool logs) {
  Numbers cost(diversion.a.size()), weight(cost.size());
  generalised_cost(diversion.b, diversion.a, 20, .9, cost);
  RouteChoice choice;
  if (logs) {
    for (std::size_t e = 0; e < cost.size(); ++e) weight[e] = -.5 * cost[e];
    route_logit_log(diversion.edges(), weight, diversion.id("CHN"), 4, choice);
  } else {
    route_weights(diversion.edges(), cost, .5, false, weight);
    route_logit(diversion.edges(), weight, diversion.id("CHN"), 4, choice);
  }
  return route_shares(diversion.edges(), choice, diversion.id("US"), 100);
}

void expect_route(const std::string& key, const std::string& value) {
  Numbers cost(diversion.a.size());
  generalised_cost(diversion.b, diversion.a, 20, .9, cost);
  for (const bool logs : {false, true}) {
    const auto routes = diversion_routes(logs);
    EXPECT_EQ(routes.size(), 7u);  // as many as the table has rows: no route is missing
    const auto route = std::find_if(routes.begin(), routes.end(), [&](const Route& r) { return diversion.text(r.nodes) == key; });
    ASSERT_NE(route, routes.end()) << key;
    double gc = 0;
    for (const auto e : route->edges) gc += cost[e];
    EXPECT_TRUE(equal_decimals(gc, after(value, "gc=")));
    EXPECT_TRUE(equal_decimals(route->share, after(value, "share=")));
    EXPECT_TRUE(equal_decimals(passes({route->nodes, route->edges, 0}), after(value, "psuccess=")));
  }
}

void expect_interdiction(const std::string& key, const std::string& value) {
  const auto e = diversion.edge(key);
  const Reply reply =
      interdict_edge(diversion.edges(), diversion.a, diversion.id("US"), diversion.id("CHN"), e, std::min(1., diversion.a[e] + .30));
  EXPECT_TRUE(equal_decimals(reply.success, after(value, "P(success)=")));
  EXPECT_EQ(diversion.text(reply.path.nodes), after(value, "reply="));
}

TEST(GraphOracles, EveryRow) {
  oracle::for_each_row("graph_oracles.csv", [&](const oracle::Row& row) {
    const auto &oracle = row.at("oracle"), &key = row.at("key"), &value = row.at("value");
    const Edges edges = diversion.edges();
    const auto us = diversion.id("US"), china = diversion.id("CHN");
    if (oracle == "dijkstra_CLRS") expect_dijkstra(value);
    else if (oracle == "maxflow_CLRS") EXPECT_TRUE(equal(max_flow(clrs_flow.edges(), clrs_flow.a, 0, 5).value, value));
    else if (oracle == "least_risk_path") {
      const Path path = least_risk_path(edges, diversion.a, us, china);
      EXPECT_EQ(diversion.text(path.nodes), key);
      EXPECT_TRUE(equal_decimals(passes(path), after(value, "P(success)=")));
      EXPECT_NEAR(std::exp(-path.length), passes(path), 1e-14);
    } else if (oracle == "least_cost_path") {
      const Path path = least_cost_path(edges, diversion.b, us, china);
      EXPECT_EQ(diversion.text(path.nodes), key);
      EXPECT_TRUE(equal(path.length, after(value, "cost=")));
    } else if (oracle == "generalised_cost_path_L20") {
      Numbers cost(diversion.a.size());
      generalised_cost(diversion.b, diversion.a, 20, .9, cost);
      const Path path = least_cost_path(edges, cost, us, china);
      EXPECT_EQ(diversion.text(path.nodes), key);
      EXPECT_TRUE(equal_decimals(path.length, after(value, "gc=")));
    } else if (oracle == "route_logit_theta0.5") expect_route(key, value);
    else if (oracle == "interdict_one_edge_+0.30") expect_interdiction(key, value);
    else return false;
    return true;
  });
}

TEST(GraphOracles, UnboundedFormAgreesOnTheDiversionGraph) {  // no cycle, so no route has more than four legs
  Numbers cost(diversion.a.size()), weight(cost.size());
  generalised_cost(diversion.b, diversion.a, 20, .9, cost);
  route_weights(diversion.edges(), cost, .5, false, weight);
  const auto unbounded = route_logit_unbounded(diversion.edges(), weight, diversion.id("CHN"));
  Numbers origin(diversion.names.size(), 0.0);
  origin[0] = 1;
  const auto flow = edge_flows(diversion.edges(), unbounded, origin);
  Numbers expected(flow.size(), 0.0);
  for (const auto& route : diversion_routes(false))
    for (const auto e : route.edges) expected[e] += route.share;
  for (std::size_t e = 0; e < flow.size(); ++e) EXPECT_NEAR(flow[e], expected[e], 1e-14);
}

TEST(GraphOracles, Waterbed) {  // oracles 3d: hardening the last leg moves flow, hardening an edge that is not used does nothing
  const auto harden = [](const std::string& pair) {
    const auto e = diversion.edge(pair);
    return interdict_edge(diversion.edges(), diversion.a, 0, diversion.id("CHN"), e, diversion.a[e] + .30);
  };
  EXPECT_EQ(diversion.text(harden("HKG-CHN").path.nodes), "US>SGP>MYS>CHN");
  for (const auto* pair : {"US-TWN", "ARE-HKG", "MYS-CHN"}) EXPECT_NEAR(harden(pair).success, .75411, 1e-12) << pair;
}

/// "U:(1,1)(3,0) D:(0,0)(2,1)": rows of the leader, (leader, follower) a column.
std::pair<Eigen::MatrixXd, Eigen::MatrixXd> game(const std::string& text) {
  Numbers values;
  std::string digits;
  bool inside = false;
  for (const char c : text) {
    if (c == '(') inside = true;
    else if (inside && (c == ',' || c == ')')) {
      values.push_back(std::stod(digits));
      digits.clear();
      inside = c == ',';
    } else if (inside) digits += c;
  }
  if (values.size() != 8) throw std::runtime_error("not a 2 x 2 game: " + text);
  return {Eigen::MatrixXd{{values[0], values[2]}, {values[4], values[6]}}, Eigen::MatrixXd{{values[1], values[3]}, {values[5], values[7]}}};
}

void expect_game(const std::string& text, const std::string& quantity, const std::string& value) {
  const auto [leader, follower] = game(text);
  if (quantity.rfind("Nash", 0) == 0) {
    const auto equilibria = pure_nash(leader, follower);
    ASSERT_EQ(equilibria.size(), 1u);
    EXPECT_TRUE(equal(leader(equilibria[0].first, equilibria[0].second), value));
  } else if (quantity.rfind("commit pure", 0) == 0) {
    const auto c = commit_pure(leader, follower);
    EXPECT_TRUE(equal(c.leader, value));
    EXPECT_EQ(c.strategy(1), 1);  // both tables commit to the second row: D, b
  } else {
    const auto c = commit_mixed(leader, follower);
    EXPECT_TRUE(equal(c.leader, value));
    EXPECT_NEAR(c.strategy(0), .5, 1e-12);
  }
}

void expect_coverage(const std::string& text, const std::string& quantity, const std::string& value) {
  const Numbers high{10, 6, 4, 1}, low(4, -2.0), lost{-10, -6, -4, -1}, safe(4, 0.0);
  const auto c = stackelberg_coverage(high, low, lost, safe, std::stod(after(text, " m=")));
  std::istringstream numbers(quantity.substr(quantity.find(' ') + 1));
  std::string word;
  for (const double covered : c.coverage) {
    ASSERT_TRUE(numbers >> word);
    EXPECT_TRUE(equal_decimals(covered, word));
  }
  EXPECT_TRUE(equal_decimals(c.attacker, after(value, "attacker ")));
  EXPECT_TRUE(equal_decimals(c.defender, after(value, "defender ")));
}

TEST(StackelbergOracles, EveryRow) {
  std::string name;
  oracle::for_each_row("stackelberg.csv", [&](const oracle::Row& row) {
    if (row.at("game") != "same") name = row.at("game");
    if (name.rfind("4 routes", 0) == 0) expect_coverage(name, row.at("quantity"), row.at("value"));
    else expect_game(name.substr(name.find_first_of("(U")), row.at("quantity"), row.at("value"));
    return true;
  });
}

TEST(SmugglingOracles, EveryRow) {
  oracle::for_each_row("smuggling_becker.csv", [&](const oracle::Row& row) {
    const double q = std::stod(row.at("interdiction_q")), fine = std::stod(row.at("fine_F/p0")), cost = std::stod(row.at("transport_t/p0"));
    EXPECT_TRUE(equal(break_even_price(1, cost, q, fine), row.at("black_price/p0")));
    for (const std::string eps : {"0.6", "1.5"}) {
      const auto m = black_market(1, cost, q, fine, std::stod(eps), 1);
      EXPECT_TRUE(equal(m.price, row.at("black_price/p0")));
      EXPECT_TRUE(equal(m.premium, row.at("premium")));
      EXPECT_TRUE(equal(m.quantity, row.at("Q_eps" + eps)));
      EXPECT_TRUE(equal(m.revenue, row.at("revenue_eps" + eps)));
      const auto scaled = black_market(250, cost, q, fine, std::stod(eps), 40);  // prices and quantities scale
      EXPECT_NEAR(scaled.revenue, 250 * 40 * m.revenue, 1e-9 * scaled.revenue);
    }
    return true;
  });
}

TEST(QueueOracles, EveryRow) {
  oracle::for_each_row("licence_queue.csv", [&](const oracle::Row& row) {
    const auto& params = row.at("params");
    const double lambda = std::stod(after(params, "lambda="));
    const auto q = row.at("model") == "MMc" ? queue_mmc(lambda, std::stod(after(params, "mu=")), std::stoi(after(params, "c=")))
                                            : queue_mg1(lambda, std::stod(after(params, "ES=")), std::stod(after(params, "cv2=")));
    EXPECT_TRUE(equal(q.wait_probability, row.at("P_wait_or_rho")));
    EXPECT_TRUE(equal(q.wait, row.at("Wq")));
    EXPECT_TRUE(equal(q.time, row.at("W")));
    EXPECT_TRUE(equal(q.in_system, row.at("L")));
    return true;
  });
}

}  // namespace
