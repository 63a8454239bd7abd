#include "entrepot/solvers/routes.hpp"

#include "graph.hpp"

namespace entrepot::binding {

using solvers::MaxFlow, solvers::Path, solvers::Reply;
template <> inline constexpr auto record<Path> = named<&Path::nodes, &Path::edges, &Path::length>("Path", "nodes edges length");
template <> inline constexpr auto record<Reply> = named<&Reply::path, &Reply::success>("Reply", "path success");
template <> inline constexpr auto record<MaxFlow> = named<&MaxFlow::value, &MaxFlow::flow, [](const MaxFlow& f) {
  return std::vector<bool>(f.source_side.begin(), f.source_side.end());
}>("MaxFlow", "value flow source_side");

Graph graph_of(const AnyArray& edges, const NodeCount& nodes, std::initializer_list<std::int32_t> named) {
  const auto pairs = py::array::ensure(edges.value);
  if (!pairs) throw py::error_already_set();
  Graph graph;
  std::int64_t largest = -1;
  if (pairs.size() > 0) {
    const char kind = pairs.dtype().kind();
    if (pairs.ndim() != 2 || pairs.shape(1) != 2 || (kind != 'i' && kind != 'u'))
      throw py::type_error(
          py::str("edges must be an (m, 2) array of whole numbers, not {} of shape {}").format(pairs.dtype(), pairs.attr("shape")));
    const auto rows = py::array_t<std::int64_t, py::array::c_style | py::array::forcecast>::ensure(pairs);
    for (py::ssize_t i = 0; i < rows.shape(0); ++i) {
      graph.from.push_back(static_cast<std::int32_t>(rows.at(i, 0)));
      graph.to.push_back(static_cast<std::int32_t>(rows.at(i, 1)));
      largest = std::max({largest, rows.at(i, 0), rows.at(i, 1)});
    }
  }
  for (const std::int32_t node : named) largest = std::max<std::int64_t>(largest, node);
  graph.nodes = nodes.value_or(static_cast<std::int32_t>(largest + 1));
  return graph;
}

std::string on_graph(std::string_view doc) {
  return Room::dedented(doc) + R"(

edges: (m, 2) array of whole numbers, an edge a row, sorted by its origin. Other arrays have one number an edge. Nodes are 0 .. nodes - 1;
nodes, if left out, is one more than the largest number that occurs.)";
}

namespace routes {

/// `search(edges, weights, source, sink)` for a graph from Python.
template <class Search> auto between(const char* solver, const char* argument, Search search) {
  return [=](const AnyArray& edges, const Numbers& weight, std::int32_t source, std::int32_t sink, const NodeCount& nodes) {
    return search(graph_of(edges, nodes, {source, sink}), Reader{solver}.row(argument, weight), source, sink);
  };
}

void register_costs(Room& room) {
  room.def("break_even_price", elementwise(&solvers::break_even_price), R"(
      Delivered price at which a route breaks even, p0 (1 + c + Q F)/(1 - Q). Source: Becker 1968.

      goods_price p0 > 0; cost c and fine F >= 0 as shares of p0; interdiction Q in [0, 1) of the whole route. Arrays are broadcast.

      >>> round(break_even_price(100.0, 0.05, 0.18, 1.0), 10)     # a fine as large as the goods
      150.0)",
           "goods_price"_a, "cost"_a, "interdiction"_a, "fine"_a);
  room.def(
      "route_interdiction",
      [](const Numbers& q) { return solvers::route_interdiction(Reader{"route_interdiction"}.row("interdiction", q)); },
      R"(
      Interdiction of a route with these legs, each in [0, 1]: 1 - prod(1 - q), never their sum.

      >>> round(route_interdiction([0.3, 0.3, 0.3, 0.3]), 4)
      0.7599)",
      "interdiction"_a);
  room.def(
      "generalised_cost",
      [](const Numbers& cost, const Numbers& interdiction, double loss, double q_max) {
        const Reader in{"generalised_cost"};
        const auto c = in.row("cost", cost), q = in.row("interdiction", interdiction);
        return filled(c.size(), [&](auto out) { solvers::generalised_cost(c, q, loss, q_max, out); });
      },
      R"(
      Cost of every edge to a broker who loses `loss` with the goods: c - L ln(1 - min(q, q_max)).

      cost c and loss L >= 0 in one unit; interdiction q in [0, 1]; q_max in [0, 1).

      >>> generalised_cost([1.0, 0.5], [0.0, 0.2], 20.0).round(6)
      array([1.      , 4.962871]))",
      "cost"_a, "interdiction"_a, "loss"_a, "q_max"_a = 0.9);
}

Array distances(const AnyArray& edges, const Numbers& weight, std::int32_t source, const NodeCount& nodes) {
  return array(solvers::distances(graph_of(edges, nodes, {source}), Reader{"distances"}.row("weight", weight), source));
}

Reply interdict_edge(const AnyArray& edges, const Numbers& interdiction, std::int32_t source, std::int32_t sink, std::size_t edge,
                     double raised, const NodeCount& nodes) {
  const auto q = Reader{"interdict_edge"}.row("interdiction", interdiction);
  return solvers::interdict_edge(graph_of(edges, nodes, {source, sink}), q, source, sink, edge, raised);
}

void register_paths(Room& room) {
  room.record<Path>("Nodes from source to sink, row numbers of the edges between them, and the sum of the weights searched by.");
  room.def("distances", &distances, on_graph(R"(
      Distance of every node from the source (Dijkstra); infinity where no path leads. Weights >= 0.

      >>> distances([[0, 1], [0, 2], [1, 2]], [1.0, 5.0, 2.0], 0)
      array([0., 1., 3.]))"),
           "edges"_a, "weight"_a, "source"_a, "nodes"_a = py::none());
  room.def("least_cost_path", between("least_cost_path", "cost", &solvers::least_cost_path), on_graph(R"(
      Cheapest path (Dijkstra). Costs >= 0, infinity closes an edge; SolverError if no path leads to the sink.

      >>> path = least_cost_path([[0, 1], [0, 2], [1, 2]], [1.0, 5.0, 2.0], 0, 2)
      >>> path.nodes.tolist(), path.edges.tolist(), path.length
      ([0, 1, 2], [0, 2], 3.0))"),
           "edges"_a, "cost"_a, "source"_a, "sink"_a, "nodes"_a = py::none());
  room.def("least_risk_path", between("least_risk_path", "interdiction", &solvers::least_risk_path), on_graph(R"(
      Path with the largest probability to pass, prod(1 - q); `length` is minus its logarithm. q in [0, 1], 1 closes an edge.

      >>> path = least_risk_path([[0, 1], [0, 2], [1, 2]], [0.1, 0.3, 0.1], 0, 2)
      >>> import math
      >>> path.nodes.tolist(), round(math.exp(-path.length), 12)
      ([0, 1, 2], 0.81))"),
           "edges"_a, "interdiction"_a, "source"_a, "sink"_a, "nodes"_a = py::none());
  room.record<Reply>("A smuggler's best reply: the path (empty if none is left) and the probability to pass it.");
  room.def("interdict_edge", &interdict_edge, on_graph(R"(
      Best reply of a smuggler when the interdiction of one edge is raised to `raised`, in [its old one, 1].

      Source: Israeli & Wood 2002 (one edge).

      >>> reply = interdict_edge([[0, 1], [0, 2], [1, 2]], [0.1, 0.3, 0.1], 0, 2, edge=0, raised=0.4)
      >>> reply.path.nodes.tolist(), reply.success
      ([0, 2], 0.7))"),
           "edges"_a, "interdiction"_a, "source"_a, "sink"_a, "edge"_a, "raised"_a, "nodes"_a = py::none());
  room.record<MaxFlow>("Value, flow on every edge, and for every node whether it lies on the source's side of a smallest cut.");
  room.def("max_flow", between("max_flow", "capacity", &solvers::max_flow), on_graph(R"(
      Largest flow from source to sink (Edmonds-Karp), with a smallest cut. Capacities >= 0.

      >>> max_flow([[0, 1], [0, 2], [1, 2]], [1.0, 5.0, 2.0], 0, 2).value
      6.0)"),
           "edges"_a, "capacity"_a, "source"_a, "sink"_a, "nodes"_a = py::none());
}

}  // namespace routes

void register_routes(Room& room) {
  routes::register_costs(room);
  routes::register_paths(room);
}

}  // namespace entrepot::binding
