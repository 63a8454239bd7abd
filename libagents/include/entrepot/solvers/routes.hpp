// solvers/routes.hpp: paths through a transshipment graph: cheapest, safest, best reply to interdiction, largest flow
// (model_equations 2.2). Boost.Graph does the algorithms.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entrepot::solvers {

/// A directed graph as a list of edges, sorted by `from` (ties in any order, parallel edges allowed). Nodes are 0 .. nodes-1.
/// Every function below throws SolverError for sizes that differ, ids out of range and edges that are not sorted.
struct Edges {
  std::int32_t nodes = 0;
  std::span<const std::int32_t> from, to;
  std::size_t count() const { return from.size(); }
};

/// A path: nodes from source to sink, the edges between them, and the sum of the weights it was searched by.
struct Path {
  std::vector<std::int32_t> nodes;
  std::vector<std::size_t> edges;
  double length = 0;
};

/// Delivered price per unit at which a route breaks even: p0 (1 + c + Q F)/(1 - Q) (Becker 1968, model_equations 2.2).
/// goods_price p0 > 0 (cost of goods); cost c >= 0 and fine F >= 0 are shares of p0; interdiction Q in [0, 1) of the whole route.
double break_even_price(double goods_price, double cost, double interdiction, double fine);

/// Interdiction of a route with these legs: Q = 1 - prod(1 - q), legs independent. Each q in [0, 1].
double route_interdiction(std::span<const double> interdiction);

/// Sum and interdiction over the edges of a path, then break_even_price.
double path_break_even(const Path& path, double goods_price, std::span<const double> cost, std::span<const double> interdiction,
                       double fine);

/// out = c - L ln(1 - min(q, q_max)): what an edge costs a broker who loses L with the goods (model_equations 2.2).
/// cost >= 0, interdiction in [0, 1], loss L >= 0, q_max in [0, 1). All spans of one length.
void generalised_cost(std::span<const double> cost, std::span<const double> interdiction, double loss, double q_max, std::span<double> out);

/// Distances from source by Dijkstra; infinity where no path leads. Weights >= 0 (infinity closes an edge).
std::vector<double> distances(const Edges& edges, std::span<const double> weight, std::int32_t source);

/// Cheapest path by Dijkstra. Weights >= 0, infinity closes an edge. Throws SolverError (argument `sink`) if no path leads there.
/// Of several cheapest paths one is taken, always the same for the same input.
Path least_cost_path(const Edges& edges, std::span<const double> cost, std::int32_t source, std::int32_t sink);

/// Path with the largest probability to pass, prod(1 - q): Dijkstra on -ln(1 - q). q in [0, 1]; an edge with q = 1 is closed.
/// `length` is -ln of that probability. Throws like least_cost_path.
Path least_risk_path(const Edges& edges, std::span<const double> interdiction, std::int32_t source, std::int32_t sink);

/// Smuggler's best reply when the enforcer raises the interdiction of one edge.
struct Reply {
  Path path;
  double success = 0;  ///< prod(1 - q) along the reply
};
/// `raised` is the edge's new probability, in [its old one, 1] (shortest-path interdiction, Israeli & Wood 2002, for one edge).
Reply interdict_edge(const Edges& edges, std::span<const double> interdiction, std::int32_t source, std::int32_t sink, std::size_t edge,
                     double raised);

/// Largest flow from source to sink (Edmonds-Karp). Capacities >= 0 and finite; source and sink differ.
struct MaxFlow {
  double value = 0;
  std::vector<double> flow;               ///< one an edge
  std::vector<std::uint8_t> source_side;  ///< one a node: 1 on the source's side of a smallest cut
};
MaxFlow max_flow(const Edges& edges, std::span<const double> capacity, std::int32_t source, std::int32_t sink);

}  // namespace entrepot::solvers
