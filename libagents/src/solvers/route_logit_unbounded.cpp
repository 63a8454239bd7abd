// The unbounded recursive logit. (lambda I - W) with W >= 0 is a non-singular M-matrix iff lambda exceeds the spectral radius of W, iff
// elimination without pivoting meets positive pivots only (Berman & Plemmons 1994, ch. 6). So one elimination both checks and solves;
// unlike an eigenvalue solver it is exact for graphs without cycles, whose W is nilpotent and far from normal.
#include <algorithm>

#include "entrepot/base/real.hpp"
#include "entrepot/solvers/route_logit.hpp"
#include "solvers/edges.hpp"

namespace entrepot::solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr std::size_t index(std::int32_t node) { return static_cast<std::size_t>(node); }

struct Dense {
  std::size_t n;
  std::vector<double> a;
  double& operator()(std::size_t i, std::size_t j) { return a[i * n + j]; }
};

/// lambda I - W without the edges of the sink; transposed for flows.
Dense shifted(const Edges& edges, std::span<const double> weight, std::int32_t sink, double lambda, bool transposed) {
  Dense out{index(edges.nodes), std::vector<double>(index(edges.nodes) * index(edges.nodes), 0.0)};
  for (std::size_t u = 0; u < out.n; ++u) out(u, u) = lambda;
  for (std::size_t e = 0; e < edges.count(); ++e) {
    if (edges.from[e] == sink) continue;
    const std::size_t u = index(edges.from[e]), v = index(edges.to[e]);
    (transposed ? out(v, u) : out(u, v)) -= weight[e];
  }
  return out;
}

/// Eliminates and, if every pivot is positive, replaces rhs by the solution.
bool solve(Dense& a, double lambda, std::vector<double>& rhs) {
  const double least = lambda * static_cast<double>(a.n) * 0x1p-50;
  for (std::size_t p = 0; p < a.n; ++p) {
    if (!(a(p, p) > least)) return false;
    for (std::size_t i = p + 1; i < a.n; ++i) {
      if (a(i, p) == 0) continue;
      const double factor = a(i, p) / a(p, p);
      for (std::size_t j = p + 1; j < a.n; ++j) a(i, j) -= factor * a(p, j);
      rhs[i] -= factor * rhs[p];
    }
  }
  for (std::size_t p = a.n; p-- > 0;) {
    for (std::size_t j = p + 1; j < a.n; ++j) rhs[p] -= a(p, j) * rhs[j];
    rhs[p] /= a(p, p);
  }
  return true;
}

bool above_radius(const Edges& edges, std::span<const double> weight, std::int32_t sink, double lambda) {
  Dense a = shifted(edges, weight, sink, lambda, false);
  std::vector<double> rhs(a.n, 0.0);
  return solve(a, lambda, rhs);
}

void check(const Domain& domain, const Edges& edges, std::span<const double> weight) {
  check_edges(domain, edges);
  domain.same_size("weight", weight.size(), edges.count());
  domain.each(weight, [&](double w) { domain.holds(w >= 0 && w < infinity, "weight", w, ">= 0 and finite"); });
}

/// Whether some edges that do not leave the sink form a cycle: Kahn's order leaves nodes over.
bool has_cycle(const Edges& edges, std::span<const double> weight, std::int32_t sink) {
  std::vector<std::size_t> entering(index(edges.nodes), 0);
  const auto counts = [&](std::size_t e) { return edges.from[e] != sink && weight[e] > 0; };
  for (std::size_t e = 0; e < edges.count(); ++e)
    if (counts(e)) ++entering[index(edges.to[e])];
  std::vector<std::int32_t> ready;
  for (std::int32_t u = 0; u < edges.nodes; ++u)
    if (entering[index(u)] == 0) ready.push_back(u);
  for (std::size_t next = 0; next < ready.size(); ++next) {
    const auto [low, high] = std::equal_range(edges.from.begin(), edges.from.end(), ready[next]);
    for (auto e = static_cast<std::size_t>(low - edges.from.begin()); e < static_cast<std::size_t>(high - edges.from.begin()); ++e)
      if (counts(e) && --entering[index(edges.to[e])] == 0) ready.push_back(edges.to[e]);
  }
  return ready.size() < index(edges.nodes);
}

}  // namespace

double spectral_radius(const Edges& edges, std::span<const double> weight, std::int32_t sink) {
  const Domain domain{"spectral_radius"};
  check(domain, edges, weight);
  if (sink != -1) check_node(domain, edges, "sink", sink);
  if (!has_cycle(edges, weight, sink)) return 0;
  std::vector<double> row(index(edges.nodes), 0.0);
  for (std::size_t e = 0; e < edges.count(); ++e)
    if (edges.from[e] != sink) row[index(edges.from[e])] += weight[e];
  double high = *std::max_element(row.begin(), row.end()), low = high;  // the radius is at most the largest row sum
  domain.holds(high < infinity, "weight", high, "weights whose sums stay finite");
  while (above_radius(edges, weight, sink, low)) low /= 2;
  while (high - low > 1e-10 * high) {
    const double mid = low + (high - low) / 2;
    (above_radius(edges, weight, sink, mid) ? high : low) = mid;
  }
  return high;
}

UnboundedRoutes route_logit_unbounded(const Edges& edges, std::span<const double> weight, std::int32_t sink) {
  const Domain domain{"route_logit_unbounded"};
  check(domain, edges, weight);
  check_node(domain, edges, "sink", sink);
  Dense a = shifted(edges, weight, sink, 1.0, false);
  UnboundedRoutes out{sink, std::vector<double>(a.n, 0.0), std::vector<double>(edges.count(), 0.0)};
  out.value[index(sink)] = 1;
  if (!solve(a, 1.0, out.value)) {
    const double radius = spectral_radius(edges, weight, sink);
    domain.fail("weight", "spectral radius " + text_of(radius), "weights of spectral radius below 1");
  }
  for (std::size_t e = 0; e < edges.count(); ++e) {
    const double z = out.value[index(edges.from[e])];
    if (edges.from[e] != sink && z > 0) out.choice[e] = weight[e] * out.value[index(edges.to[e])] / z;
  }
  return out;
}

std::vector<double> edge_flows(const Edges& edges, const UnboundedRoutes& routes, std::span<const double> origin) {
  const Domain domain{"edge_flows"};
  check_edges(domain, edges);
  domain.same_size("routes", routes.choice.size(), edges.count());
  domain.same_size("routes", routes.value.size(), index(edges.nodes));
  domain.same_size("origin", origin.size(), index(edges.nodes));
  for (std::size_t u = 0; u < origin.size(); ++u) {
    domain.non_negative("origin", origin[u]);
    if (origin[u] > 0 && !(routes.value[u] > 0))
      domain.fail("origin", "node " + std::to_string(u), "nodes from which the sink can be reached");
  }
  Dense a = shifted(edges, routes.choice, routes.sink, 1.0, true);  // visits = origin + P^T visits
  std::vector<double> visits(origin.begin(), origin.end()), flow(edges.count());
  if (!solve(a, 1.0, visits)) domain.fail("routes", "a cycle without exit", "choices that reach the sink");
  for (std::size_t e = 0; e < flow.size(); ++e) flow[e] = visits[index(edges.from[e])] * routes.choice[e];
  return flow;
}

}  // namespace entrepot::solvers
