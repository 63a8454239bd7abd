#include "entrepot/solvers/routes.hpp"

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/graph/edmonds_karp_max_flow.hpp>
#include <utility>

#include "entrepot/base/real.hpp"
#include "solvers/edges.hpp"

namespace entrepot::solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
using Csr = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property, boost::no_property, std::uint32_t,
                                               std::size_t>;
using CsrEdge = boost::graph_traits<Csr>::edge_descriptor;

struct Search {
  std::vector<double> distance;
  std::vector<CsrEdge> before;  // edge by which a node was reached; of no meaning where the distance is infinite
  std::vector<std::size_t> index_before;
};

/// Dijkstra; inputs are checked by the caller.
Search search(const Edges& edges, std::span<const double> weight, std::int32_t source) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> list(edges.count());
  for (std::size_t e = 0; e < list.size(); ++e)
    list[e] = {static_cast<std::uint32_t>(edges.from[e]), static_cast<std::uint32_t>(edges.to[e])};
  const auto n = static_cast<std::size_t>(edges.nodes);
  const Csr graph(boost::edges_are_sorted, list.begin(), list.end(), static_cast<std::uint32_t>(n));
  Search out{std::vector<double>(n, infinity), std::vector<CsrEdge>(n), std::vector<std::size_t>(n, 0)};
  const auto nodes = get(boost::vertex_index, graph);
  const auto numbers = get(boost::edge_index, graph);
  boost::dijkstra_shortest_paths(graph, static_cast<std::uint32_t>(source),
                                 boost::weight_map(boost::make_iterator_property_map(weight.data(), numbers))
                                     .distance_map(boost::make_iterator_property_map(out.distance.begin(), nodes))
                                     .distance_inf(infinity)  // the default is the largest double, which is a distance too
                                     .visitor(boost::make_dijkstra_visitor(boost::record_edge_predecessors(
                                         boost::make_iterator_property_map(out.before.begin(), nodes), boost::on_edge_relaxed()))));
  for (std::size_t v = 0; v < n; ++v)
    if (v != static_cast<std::size_t>(source) && out.distance[v] < infinity) out.index_before[v] = get(numbers, out.before[v]);
  return out;
}

/// The path that a search found; empty if it found none.
Path walk_back(const Edges& edges, const Search& found, std::int32_t source, std::int32_t sink) {
  Path path;
  path.length = found.distance[static_cast<std::size_t>(sink)];
  if (!(path.length < infinity)) return path;
  for (std::int32_t v = sink; v != source; v = edges.from[path.edges.back()]) {
    path.nodes.push_back(v);
    path.edges.push_back(found.index_before[static_cast<std::size_t>(v)]);
  }
  path.nodes.push_back(source);
  std::reverse(path.nodes.begin(), path.nodes.end());
  std::reverse(path.edges.begin(), path.edges.end());
  return path;
}

void check_graph(const Domain& domain, const Edges& edges, std::string_view name, std::span<const double> values, std::int32_t source) {
  check_edges(domain, edges);
  domain.same_size(name, values.size(), edges.count());
  check_node(domain, edges, "source", source);
}

void check_weights(const Domain& domain, std::string_view name, std::span<const double> weight) {
  domain.each(weight, [&](double w) { domain.holds(w >= 0, name, w, ">= 0"); });
}

Path require_path(const Domain& domain, Path path, std::int32_t sink) {
  if (path.nodes.empty())
    domain.fail("sink", std::to_string(sink), "a node that a path from the source reaches (the graph is disconnected)");
  return path;
}

std::vector<double> risk(std::span<const double> interdiction) {
  std::vector<double> out(interdiction.size());
  for (std::size_t e = 0; e < out.size(); ++e) out[e] = interdiction[e] < 1 ? -real::log1p(-interdiction[e]) : infinity;
  return out;
}

double success(const Path& path, std::span<const double> interdiction) {
  double pass = 1;
  for (const auto e : path.edges) pass *= 1 - interdiction[e];
  return pass;
}

}  // namespace

double break_even_price(double goods_price, double cost, double interdiction, double fine) {
  const Domain domain{"break_even_price"};
  domain.positive("goods_price", goods_price);
  domain.non_negative("cost", cost);
  domain.below_one("interdiction", interdiction);
  domain.non_negative("fine", fine);
  return goods_price * (1 + cost + interdiction * fine) / (1 - interdiction);
}

double route_interdiction(std::span<const double> interdiction) {
  const Domain domain{"route_interdiction"};
  double pass = 1;
  for (const double q : interdiction) {
    domain.probability("interdiction", q);
    pass *= 1 - q;
  }
  return 1 - pass;
}

double path_break_even(const Path& path, double goods_price, std::span<const double> cost, std::span<const double> interdiction,
                       double fine) {
  const Domain domain{"path_break_even"};
  domain.same_size("interdiction", interdiction.size(), cost.size());
  double sum = 0, pass = 1;
  for (const auto e : path.edges) {
    if (e >= cost.size()) domain.fail("path", "edge " + std::to_string(e), "edges below " + std::to_string(cost.size()));
    domain.non_negative("cost", cost[e]);
    domain.below_one("interdiction", interdiction[e]);
    sum += cost[e];
    pass *= 1 - interdiction[e];
  }
  return break_even_price(goods_price, sum, 1 - pass, fine);
}

void generalised_cost(std::span<const double> cost, std::span<const double> interdiction, double loss, double q_max,
                      std::span<double> out) {
  const Domain domain{"generalised_cost"};
  domain.same_size("interdiction", interdiction.size(), cost.size());
  domain.same_size("out", out.size(), cost.size());
  domain.non_negative("loss", loss);
  domain.below_one("q_max", q_max);
  for (std::size_t e = 0; e < cost.size(); ++e) {
    domain.non_negative("cost", cost[e]);
    domain.probability("interdiction", interdiction[e]);
    out[e] = cost[e] - loss * real::log1p(-std::min(interdiction[e], q_max));
  }
}

std::vector<double> distances(const Edges& edges, std::span<const double> weight, std::int32_t source) {
  const Domain domain{"distances"};
  check_graph(domain, edges, "weight", weight, source);
  check_weights(domain, "weight", weight);
  return search(edges, weight, source).distance;
}

Path least_cost_path(const Edges& edges, std::span<const double> cost, std::int32_t source, std::int32_t sink) {
  const Domain domain{"least_cost_path"};
  check_graph(domain, edges, "cost", cost, source);
  check_node(domain, edges, "sink", sink);
  check_weights(domain, "cost", cost);
  return require_path(domain, walk_back(edges, search(edges, cost, source), source, sink), sink);
}

Path least_risk_path(const Edges& edges, std::span<const double> interdiction, std::int32_t source, std::int32_t sink) {
  const Domain domain{"least_risk_path"};
  check_graph(domain, edges, "interdiction", interdiction, source);
  check_node(domain, edges, "sink", sink);
  domain.each(interdiction, [&](double q) { domain.probability("interdiction", q); });
  return require_path(domain, walk_back(edges, search(edges, risk(interdiction), source), source, sink), sink);
}

Reply interdict_edge(const Edges& edges, std::span<const double> interdiction, std::int32_t source, std::int32_t sink, std::size_t edge,
                     double raised) {
  const Domain domain{"interdict_edge"};
  least_risk_path(edges, interdiction, source, sink);  // checks the graph, and that there is a route to interdict
  if (edge >= edges.count()) domain.fail("edge", std::to_string(edge), "[0, " + std::to_string(edges.count()) + ")");
  domain.holds(raised >= interdiction[edge] && raised <= 1, "raised", raised, "[interdiction of the edge, 1]");
  std::vector<double> after(interdiction.begin(), interdiction.end());
  after[edge] = raised;
  Reply reply{walk_back(edges, search(edges, risk(after), source), source, sink), 0};
  if (!reply.path.nodes.empty()) reply.success = success(reply.path, after);  // no route left: nothing passes
  return reply;
}

namespace {

using FlowTraits = boost::adjacency_list_traits<boost::vecS, boost::vecS, boost::directedS>;
using FlowEdge = FlowTraits::edge_descriptor;
using FlowGraph = boost::adjacency_list<
    boost::vecS, boost::vecS, boost::directedS, boost::no_property,
    boost::property<boost::edge_capacity_t, double,
                    boost::property<boost::edge_residual_capacity_t, double, boost::property<boost::edge_reverse_t, FlowEdge>>>>;

std::vector<std::uint8_t> reached_by_residual(const FlowGraph& graph, std::size_t source) {
  std::vector<std::uint8_t> seen(boost::num_vertices(graph), 0);
  std::vector<std::size_t> stack{source};
  seen[source] = 1;
  while (!stack.empty()) {
    const std::size_t u = stack.back();
    stack.pop_back();
    for (auto [e, end] = boost::out_edges(u, graph); e != end; ++e) {
      const std::size_t v = boost::target(*e, graph);
      if (seen[v] != 0 || !(get(boost::edge_residual_capacity, graph, *e) > 0)) continue;
      seen[v] = 1;
      stack.push_back(v);
    }
  }
  return seen;
}

}  // namespace

MaxFlow max_flow(const Edges& edges, std::span<const double> capacity, std::int32_t source, std::int32_t sink) {
  const Domain domain{"max_flow"};
  check_graph(domain, edges, "capacity", capacity, source);
  check_node(domain, edges, "sink", sink);
  domain.each(capacity, [&](double c) { domain.non_negative("capacity", c); });
  if (source == sink) domain.fail("sink", std::to_string(sink), "another node than the source");
  FlowGraph graph(static_cast<std::size_t>(edges.nodes));
  std::vector<FlowEdge> forward(edges.count());
  for (std::size_t e = 0; e < edges.count(); ++e) {
    const auto u = static_cast<std::size_t>(edges.from[e]), v = static_cast<std::size_t>(edges.to[e]);
    forward[e] = boost::add_edge(u, v, graph).first;
    const FlowEdge back = boost::add_edge(v, u, graph).first;
    put(boost::edge_capacity, graph, forward[e], capacity[e]);
    put(boost::edge_capacity, graph, back, 0.0);
    put(boost::edge_reverse, graph, forward[e], back);
    put(boost::edge_reverse, graph, back, forward[e]);
  }
  MaxFlow out;
  out.value = boost::edmonds_karp_max_flow(graph, static_cast<std::size_t>(source), static_cast<std::size_t>(sink));
  out.flow.resize(edges.count());
  for (std::size_t e = 0; e < edges.count(); ++e) out.flow[e] = capacity[e] - get(boost::edge_residual_capacity, graph, forward[e]);
  out.source_side = reached_by_residual(graph, static_cast<std::size_t>(source));
  return out;
}

}  // namespace entrepot::solvers
