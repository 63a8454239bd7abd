#include "entrepot/solvers/route_logit.hpp"

#include <algorithm>

#include "entrepot/base/real.hpp"
#include "solvers/edges.hpp"

namespace entrepot::solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t index(std::int32_t node) { return static_cast<std::size_t>(node); }

void prepare(const Domain& domain, const Edges& edges, std::size_t weights, std::int32_t sink, int legs, RouteChoice& out) {
  check_edges(domain, edges);
  domain.same_size("weight", weights, edges.count());
  check_node(domain, edges, "sink", sink);
  if (legs < 1 || legs > 10'000) domain.fail("legs", std::to_string(legs), "[1, 10000]");
  out.sink = sink;
  out.legs = legs;
  out.value.resize((index(legs) + 1) * index(edges.nodes));
  out.choice.resize(index(legs) * edges.count());
}

struct Range {  // the edges of one node
  std::size_t first, last;
};
Range edges_of(const Edges& edges, std::size_t first) {
  std::size_t last = first + 1;
  while (last < edges.count() && edges.from[last] == edges.from[first]) ++last;
  return {first, last};
}

void check_choice(const Domain& domain, const Edges& edges, const RouteChoice& routes) {
  check_edges(domain, edges);
  check_node(domain, edges, "sink", routes.sink);
  domain.same_size("routes", routes.choice.size(), index(routes.legs) * edges.count());
}

}  // namespace

void route_weights(const Edges& edges, std::span<const double> cost, double theta, bool by_degree, std::span<double> out) {
  const Domain domain{"route_weights"};
  check_edges(domain, edges);
  domain.same_size("cost", cost.size(), edges.count());
  domain.same_size("out", out.size(), edges.count());
  domain.non_negative("theta", theta);
  for (std::size_t e = 0; e < cost.size(); ++e) {
    domain.holds(cost[e] > -infinity, "cost", cost[e], "> -inf");
    out[e] = cost[e] < infinity ? -theta * cost[e] : -infinity;
  }
  real::exp(std::span<const double>{out}, out);
  if (!by_degree) return;
  for (std::size_t e = 0; e < edges.count();) {
    const Range mine = edges_of(edges, e);
    const double degree = static_cast<double>(mine.last - mine.first);
    for (; e < mine.last; ++e) out[e] /= degree;
  }
}

void route_logit(const Edges& edges, std::span<const double> weight, std::int32_t sink, int legs, RouteChoice& out) {
  const Domain domain{"route_logit"};
  prepare(domain, edges, weight.size(), sink, legs, out);
  domain.each(weight, [&](double w) { domain.holds(w >= 0 && w < infinity, "weight", w, ">= 0 and finite"); });
  out.logarithms = false;
  const std::size_t n = index(edges.nodes), m = edges.count();
  std::fill(out.value.begin(), out.value.end(), 0.0);
  out.value[index(sink)] = 1;
  for (std::size_t k = 0; k < index(legs); ++k) {
    const double* before = out.value.data() + k * n;
    double* now = out.value.data() + (k + 1) * n;
    double* choice = out.choice.data() + k * m;
    now[index(sink)] = 1;
    for (std::size_t e = 0; e < m;) {
      const Range mine = edges_of(edges, e);
      const bool open = edges.from[e] != sink;
      double sum = 0;
      bool leads = false;
      for (; e < mine.last; ++e) {
        const double w = open ? weight[e] : 0, z = before[index(edges.to[e])];
        choice[e] = w * z;
        leads |= (w > 0) & (z > 0);
        sum += choice[e];
      }
      if (!leads) continue;
      // What is lost below the smallest double does not matter beside a sum that is far above it.
      if (!(sum > 1e-290)) domain.fail("weight", sum, "weights whose products over routes stay above 1e-290 (use route_logit_log)");
      if (!(sum < infinity)) domain.fail("weight", sum, "weights whose sums over routes stay finite (use route_logit_log)");
      now[index(edges.from[mine.first])] = sum;
      for (std::size_t i = mine.first; i < mine.last; ++i) choice[i] /= sum;
    }
  }
}

void route_logit_log(const Edges& edges, std::span<const double> log_weight, std::int32_t sink, int legs, RouteChoice& out) {
  const Domain domain{"route_logit_log"};
  prepare(domain, edges, log_weight.size(), sink, legs, out);
  domain.each(log_weight, [&](double w) { domain.holds(w < infinity, "weight", w, "ln W: not NaN and below inf"); });
  out.logarithms = true;
  const std::size_t n = index(edges.nodes), m = edges.count();
  std::fill(out.value.begin(), out.value.end(), -infinity);
  out.value[index(sink)] = 0;
  for (std::size_t k = 0; k < index(legs); ++k) {
    const double* before = out.value.data() + k * n;
    double* now = out.value.data() + (k + 1) * n;
    double* choice = out.choice.data() + k * m;
    now[index(sink)] = 0;
    for (std::size_t e = 0; e < m;) {
      const Range mine = edges_of(edges, e);
      const bool open = edges.from[e] != sink;
      double top = -infinity, sum = 0;
      for (std::size_t i = mine.first; i < mine.last; ++i) {
        choice[i] = open ? log_weight[i] + before[index(edges.to[i])] : -infinity;
        top = std::max(top, choice[i]);
      }
      for (; e < mine.last; ++e) sum += choice[e] = top > -infinity ? real::exp(choice[e] - top) : 0;
      if (!(top > -infinity)) continue;
      now[index(edges.from[mine.first])] = top + real::log(sum);
      for (std::size_t i = mine.first; i < mine.last; ++i) choice[i] /= sum;
    }
  }
}

void edge_flows(const Edges& edges, const RouteChoice& routes, std::span<const double> origin, std::span<double> flow,
                std::span<double> mass) {
  const Domain domain{"edge_flows"};
  check_choice(domain, edges, routes);
  const std::size_t n = index(edges.nodes), m = edges.count(), sink = index(routes.sink);
  domain.same_size("origin", origin.size(), n);
  domain.same_size("flow", flow.size(), m);
  domain.same_size("mass", mass.size(), 2 * n);
  std::span<double> here = mass.first(n), next = mass.subspan(n);
  std::copy(origin.begin(), origin.end(), here.begin());
  std::fill(flow.begin(), flow.end(), 0.0);
  domain.each(origin, [&](double x) { domain.non_negative("origin", x); });
  for (int k = routes.legs; k >= 1; --k) {
    std::fill(next.begin(), next.end(), 0.0);
    const double* choice = routes.choice.data() + index(k - 1) * m;
    for (std::size_t e = 0; e < m; ++e) {
      const double moved = here[index(edges.from[e])] * choice[e];
      flow[e] += moved;
      next[index(edges.to[e])] += moved;
    }
    next[sink] += here[sink];
    if (k == routes.legs) {  // only here can mass stand where no route leads: later moves follow routes
      const auto top = routes.value_row(k, edges.nodes);
      for (std::size_t u = 0; u < n; ++u)
        if (here[u] > 0 && (routes.logarithms ? top[u] == -infinity : top[u] == 0))
          domain.fail("origin", "node " + std::to_string(u), "nodes from which the sink can be reached with the legs given");
    }
    std::swap(here, next);
  }
}

namespace {

struct Walk {  // one depth-first search over the routes
  const Edges& edges;
  const RouteChoice& routes;
  std::size_t max_routes;
  std::vector<std::size_t> first;  // edges of a node: first[u] .. first[u + 1]
  std::vector<std::size_t> taken;
  std::vector<Route> found;

  void visit(std::int32_t node, int legs_left, double share) {
    if (node == routes.sink) {
      if (found.size() == max_routes)
        Domain{"route_shares"}.fail("max_routes", std::to_string(max_routes), "at least the number of routes");
      Route route{{}, taken, share};
      for (const auto e : taken) route.nodes.push_back(edges.from[e]);
      route.nodes.push_back(node);
      found.push_back(std::move(route));
      return;
    }
    if (legs_left == 0) return;
    const double* choice = routes.choice.data() + index(legs_left - 1) * edges.count();
    for (std::size_t e = first[index(node)]; e < first[index(node) + 1]; ++e) {
      if (choice[e] == 0) continue;
      taken.push_back(e);
      visit(edges.to[e], legs_left - 1, share * choice[e]);
      taken.pop_back();
    }
  }
};

std::vector<std::size_t> offsets(const Edges& edges) {
  std::vector<std::size_t> first(index(edges.nodes) + 1, 0);
  for (const auto u : edges.from) ++first[index(u) + 1];
  for (std::size_t u = 1; u < first.size(); ++u) first[u] += first[u - 1];
  return first;
}

}  // namespace

std::vector<Route> route_shares(const Edges& edges, const RouteChoice& routes, std::int32_t source, std::size_t max_routes) {
  const Domain domain{"route_shares"};
  check_choice(domain, edges, routes);
  check_node(domain, edges, "source", source);
  Walk walk{edges, routes, max_routes, offsets(edges), {}, {}};
  walk.visit(source, routes.legs, 1.0);
  if (walk.found.empty()) domain.fail("source", std::to_string(source), "a node from which the sink can be reached with the legs given");
  std::stable_sort(walk.found.begin(), walk.found.end(), [](const Route& a, const Route& b) { return a.share > b.share; });
  return std::move(walk.found);
}

}  // namespace entrepot::solvers
