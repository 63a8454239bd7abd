#include "entrepot/solvers/route_logit.hpp"

#include "graph.hpp"

namespace entrepot::binding {
namespace route_choice {

using solvers::Route;
struct Logit {
  Array value, choice, flow;
  std::vector<Route> routes;
};
struct Unbounded {
  Array value, choice, flow;
};

}  // namespace route_choice

template <> inline constexpr auto record<solvers::Route> =
    named<&solvers::Route::nodes, &solvers::Route::edges, &solvers::Route::share>("Route", "nodes edges share");
template <> inline constexpr auto record<route_choice::Logit> =
    named<&route_choice::Logit::value, &route_choice::Logit::choice, &route_choice::Logit::flow, &route_choice::Logit::routes>(
        "RouteLogit", "value choice flow routes");
template <> inline constexpr auto record<route_choice::Unbounded> =
    named<&route_choice::Unbounded::value, &route_choice::Unbounded::choice, &route_choice::Unbounded::flow>("UnboundedRoutes",
                                                                                                             "value choice flow");

namespace route_choice {

solvers::RouteChoice choose(const Graph& graph, const Numbers& weight, std::int32_t sink, int legs, bool logarithms) {
  solvers::RouteChoice out;
  const auto w = Reader{"route_logit"}.row("weight", weight);
  (logarithms ? solvers::route_logit_log : solvers::route_logit)(graph, w, sink, legs, out);
  return out;
}

Array flows(const Graph& graph, const solvers::RouteChoice& choice, std::span<const double> origin) {
  std::vector<double> mass(2 * static_cast<std::size_t>(graph.nodes));
  return filled(graph.from.size(), [&](auto flow) { solvers::edge_flows(graph, choice, origin, flow, mass); });
}

/// One unit at the source.
std::vector<double> unit(const char* solver, const Graph& graph, std::int32_t source) {
  if (source < 0 || source >= graph.nodes) throw SolverError(solver, "source", std::to_string(source), "a node");
  std::vector<double> origin(static_cast<std::size_t>(graph.nodes), 0.0);
  origin[static_cast<std::size_t>(source)] = 1;
  return origin;
}

Array route_weights(const AnyArray& edges, const Numbers& cost, double theta, bool by_degree, const NodeCount& nodes) {
  const auto c = Reader{"route_weights"}.row("cost", cost);
  return filled(c.size(), [&](auto out) { solvers::route_weights(graph_of(edges, nodes), c, theta, by_degree, out); });
}

Logit route_logit(const AnyArray& edges, const Numbers& weight, std::int32_t source, std::int32_t sink, int legs, bool logarithms,
                  std::size_t max_routes, const NodeCount& nodes) {
  const Graph graph = graph_of(edges, nodes, {source, sink});
  const auto choice = choose(graph, weight, sink, legs, logarithms);
  auto routes = solvers::route_shares(graph, choice, source, max_routes);
  const auto steps = static_cast<std::size_t>(legs);
  return {table(choice.value, steps + 1), table(choice.choice, steps), flows(graph, choice, unit("route_logit", graph, source)),
          std::move(routes)};
}

Array route_flows(const AnyArray& edges, const Numbers& weight, const Numbers& origin, std::int32_t sink, int legs, bool logarithms) {
  const auto mass = Reader{"edge_flows"}.row("origin", origin);
  const Graph graph = graph_of(edges, static_cast<std::int32_t>(mass.size()));
  return flows(graph, choose(graph, weight, sink, legs, logarithms), mass);
}

Unbounded route_logit_unbounded(const AnyArray& edges, const Numbers& weight, std::int32_t source, std::int32_t sink,
                                const NodeCount& nodes) {
  const Graph graph = graph_of(edges, nodes, {source, sink});
  const auto routes = solvers::route_logit_unbounded(graph, Reader{"route_logit_unbounded"}.row("weight", weight), sink);
  return {array(routes.value), array(routes.choice),
          array(solvers::edge_flows(graph, routes, unit("route_logit_unbounded", graph, source)))};
}

double spectral_radius(const AnyArray& edges, const Numbers& weight, std::int32_t sink, const NodeCount& nodes) {
  return solvers::spectral_radius(graph_of(edges, nodes, {sink}), Reader{"spectral_radius"}.row("weight", weight), sink);
}

}  // namespace route_choice

void register_route_choice(Room& room) {
  room.def("route_weights", &route_choice::route_weights, on_graph(R"(
      Weights exp(-theta cost), divided by the number of edges that leave the origin if `by_degree`. theta >= 0.

      >>> route_weights([[0, 1], [0, 2], [1, 2]], [0.0, 0.0, 0.0], 4.0, by_degree=True)
      array([0.5, 0.5, 1. ]))"),
           "edges"_a, "cost"_a, "theta"_a, "by_degree"_a = false, "nodes"_a = py::none());
  room.record<solvers::Route>("A route and the probability that it is taken.");
  room.record<route_choice::Logit>(R"(
      Result of route_logit.

      value: (legs + 1, nodes), row k = z with k legs left (ln z if `logarithms`). choice: (legs, edges), row k - 1 = probability of the edge at
      its origin with k legs left. flow: expected flow on every edge for one unit from the source. routes: largest share first.)");
  room.def("route_logit", &route_choice::route_logit, on_graph(R"(
      Route choice by recursive logit with at most `legs` legs.

      z_0 = 1[u = sink], z_{k+1}(u) = 1[u = sink] + sum_v W_uv z_k(v); a route is taken with probability prod W over the sum of prod W over
      all routes. Any weights W >= 0; with `logarithms` they are ln W (any size). SolverError if the sink cannot be reached or there are
      more than `max_routes` routes. Sources: Akamatsu 1996; Fosgerau, Frejinger & Karlstrom 2013.

      >>> result = route_logit([[0, 1], [0, 2], [1, 2]], [0.5, 0.25, 1.0], 0, 2, legs=2)
      >>> [(r.nodes.tolist(), round(r.share, 6)) for r in result.routes]
      [([0, 1, 2], 0.666667), ([0, 2], 0.333333)]
      >>> result.flow.round(6)
      array([0.666667, 0.333333, 0.666667]))"),
           "edges"_a, "weight"_a, "source"_a, "sink"_a, "legs"_a, py::kw_only(), "logarithms"_a = false, "max_routes"_a = 100'000,
           "nodes"_a = py::none());
  room.def("route_flows", &route_choice::route_flows, on_graph(R"(
      Expected flow on every edge when `origin` (one number >= 0 a node) sets out for the sink, by the choices of `route_logit`.

      >>> route_flows([[0, 1], [0, 2], [1, 2]], [0.5, 0.25, 1.0], [3.0, 1.0, 0.0], 2, legs=2)
      array([2., 1., 3.]))"),
           "edges"_a, "weight"_a, "origin"_a, "sink"_a, "legs"_a, py::kw_only(), "logarithms"_a = false);
  room.record<route_choice::Unbounded>(
      "z of every node, probability of every edge at its origin, expected flow on every edge for one unit from the source.");
  room.def("route_logit_unbounded", &route_choice::route_logit_unbounded, on_graph(R"(
      Recursive logit without a bound on legs, (I - W) z = b; SolverError unless the spectral radius of W is below 1.

      >>> result = route_logit_unbounded([[0, 1], [1, 0], [1, 2]], [0.5, 0.5, 1.0], 0, 2)
      >>> result.value.round(6)
      array([0.666667, 1.333333, 1.      ])
      >>> result.flow.round(6)                    # the edge back is used a third of a time, so the edge out 4/3 times
      array([1.333333, 0.333333, 1.      ]))"),
           "edges"_a, "weight"_a, "source"_a, "sink"_a, "nodes"_a = py::none());
  room.def("spectral_radius", &route_choice::spectral_radius, on_graph(R"(
      Largest eigenvalue of the weight matrix without the edges that leave `sink` (-1: with all); exactly 0 without cycles. Weights >= 0.

      >>> round(spectral_radius([[0, 1], [1, 0], [1, 2]], [2.0, 2.0, 1.0]), 6)
      2.0)"),
           "edges"_a, "weight"_a, "sink"_a = -1, "nodes"_a = py::none());
}

}  // namespace entrepot::binding
