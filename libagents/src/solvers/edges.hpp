// solvers/edges.hpp (internal): what every function on a graph asks of its edges.
#pragma once
#include "entrepot/solvers/routes.hpp"
#include "solvers/domain.hpp"

namespace entrepot::solvers {

inline void check_node(const Domain& domain, const Edges& edges, std::string_view argument, std::int32_t node) {
  if (node < 0 || node >= edges.nodes) domain.fail(argument, std::to_string(node), "a node: [0, " + std::to_string(edges.nodes) + ")");
}

/// Node count, sizes, ranges and order. One pass that only collects; the culprit is looked for when there is one.
inline void check_edges(const Domain& domain, const Edges& edges) {
  if (edges.nodes < 1) domain.fail("nodes", std::to_string(edges.nodes), ">= 1");
  domain.same_size("to", edges.to.size(), edges.from.size());
  const auto limit = static_cast<std::uint32_t>(edges.nodes);
  bool good = true;
  for (std::size_t e = 0; e < edges.count(); ++e) {
    good &= static_cast<std::uint32_t>(edges.from[e]) < limit;
    good &= static_cast<std::uint32_t>(edges.to[e]) < limit;
  }
  for (std::size_t e = 1; e < edges.count(); ++e) good &= edges.from[e - 1] <= edges.from[e];
  if (good) return;
  for (std::size_t e = 0; e < edges.count(); ++e) {
    check_node(domain, edges, "from", edges.from[e]);
    check_node(domain, edges, "to", edges.to[e]);
    if (e > 0 && edges.from[e - 1] > edges.from[e])
      domain.fail("from",
                  "edge " + std::to_string(e) + " from " + std::to_string(edges.from[e]) + " after " + std::to_string(edges.from[e - 1]),
                  "edges sorted by `from`");
  }
}

}  // namespace entrepot::solvers
