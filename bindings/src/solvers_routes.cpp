// Routes and deterrence for Python: plain tuples, which bindings/entrepot/solvers/{routes,deterrence}.py gives names.
#include "entrepot/solvers/routes.hpp"

#include <pybind11/eigen.h>
#include <pybind11/stl.h>

#include "entrepot/solvers/commitment.hpp"
#include "entrepot/solvers/deterrence.hpp"
#include "entrepot/solvers/route_logit.hpp"
#include "solver_arrays.hpp"

namespace entrepot::routes_binding {

using namespace entrepot::solvers;
using namespace entrepot::solver_arrays;

Edges edges_of(std::string_view solver, std::int32_t nodes, const Ids& from, const Ids& to) {
  return {nodes, view(solver, "from", from), view(solver, "to", to)};
}
py::tuple tuple_of(const Path& p) { return py::make_tuple(array(p.nodes), indices(p.edges), p.length); }

RouteChoice choose(const Edges& edges, std::span<const double> weight, std::int32_t sink, int legs, bool logarithms) {
  RouteChoice out;
  if (logarithms) route_logit_log(edges, weight, sink, legs, out);
  else route_logit(edges, weight, sink, legs, out);
  return out;
}

std::vector<double> flows(const Edges& edges, const RouteChoice& routes, std::span<const double> origin) {
  std::vector<double> flow(edges.count()), mass(2 * static_cast<std::size_t>(edges.nodes));
  edge_flows(edges, routes, origin, flow, mass);
  return flow;
}

void register_paths(py::module_& m) {
  m.def("break_even_price", py::vectorize(&break_even_price));
  m.def("route_interdiction", [](const Numbers& q) { return route_interdiction(view("route_interdiction", "interdiction", q)); });
  m.def("generalised_cost", [](const Numbers& cost, const Numbers& q, double loss, double q_max) {
    std::vector<double> out(static_cast<std::size_t>(cost.size()));
    generalised_cost(view("generalised_cost", "cost", cost), view("generalised_cost", "interdiction", q), loss, q_max, out);
    return array(out);
  });
  m.def("distances", [](std::int32_t nodes, const Ids& from, const Ids& to, const Numbers& weight, std::int32_t source) {
    return array(distances(edges_of("distances", nodes, from, to), view("distances", "weight", weight), source));
  });
  m.def("least_cost_path", [](std::int32_t nodes, const Ids& from, const Ids& to, const Numbers& cost, std::int32_t source,
                              std::int32_t sink) {
    return tuple_of(least_cost_path(edges_of("least_cost_path", nodes, from, to), view("least_cost_path", "cost", cost), source, sink));
  });
  m.def("least_risk_path",
        [](std::int32_t nodes, const Ids& from, const Ids& to, const Numbers& q, std::int32_t source, std::int32_t sink) {
          return tuple_of(
              least_risk_path(edges_of("least_risk_path", nodes, from, to), view("least_risk_path", "interdiction", q), source, sink));
        });
  m.def("interdict_edge", [](std::int32_t nodes, const Ids& from, const Ids& to, const Numbers& q, std::int32_t source, std::int32_t sink,
                             std::size_t edge, double raised) {
    const Reply r =
        interdict_edge(edges_of("interdict_edge", nodes, from, to), view("interdict_edge", "interdiction", q), source, sink, edge, raised);
    return py::make_tuple(tuple_of(r.path), r.success);
  });
  m.def("max_flow",
        [](std::int32_t nodes, const Ids& from, const Ids& to, const Numbers& capacity, std::int32_t source, std::int32_t sink) {
          const MaxFlow f = max_flow(edges_of("max_flow", nodes, from, to), view("max_flow", "capacity", capacity), source, sink);
          return py::make_tuple(f.value, array(f.flow), array(f.source_side));
        });
}

void register_route_logit(py::module_& m) {
  m.def("route_weights", [](std::int32_t nodes, const Ids& from, const Ids& to, const Numbers& cost, double theta, bool by_degree) {
    std::vector<double> out(static_cast<std::size_t>(cost.size()));
    route_weights(edges_of("route_weights", nodes, from, to), view("route_weights", "cost", cost), theta, by_degree, out);
    return array(out);
  });
  m.def("route_logit", [](std::int32_t nodes, const Ids& from, const Ids& to, const Numbers& weight, std::int32_t source, std::int32_t sink,
                          int legs, bool logarithms, std::size_t max_routes) {
    const Edges edges = edges_of("route_logit", nodes, from, to);
    const RouteChoice choice = choose(edges, view("route_logit", "weight", weight), sink, legs, logarithms);
    const auto routes = route_shares(edges, choice, source, max_routes);
    py::list found;
    for (const auto& r : routes) found.append(py::make_tuple(array(r.nodes), indices(r.edges), r.share));
    std::vector<double> origin(static_cast<std::size_t>(nodes), 0.0);
    origin[static_cast<std::size_t>(source)] = 1;
    const auto steps = static_cast<std::size_t>(legs);
    return py::make_tuple(table(choice.value, steps + 1), table(choice.choice, steps), array(flows(edges, choice, origin)), found);
  });
  m.def("route_flows", [](std::int32_t nodes, const Ids& from, const Ids& to, const Numbers& weight, const Numbers& origin,
                          std::int32_t sink, int legs, bool logarithms) {
    const Edges edges = edges_of("route_logit", nodes, from, to);
    const RouteChoice choice = choose(edges, view("route_logit", "weight", weight), sink, legs, logarithms);
    return array(flows(edges, choice, view("edge_flows", "origin", origin)));
  });
  m.def("route_logit_unbounded",
        [](std::int32_t nodes, const Ids& from, const Ids& to, const Numbers& weight, std::int32_t source, std::int32_t sink) {
          const Edges edges = edges_of("route_logit_unbounded", nodes, from, to);
          const UnboundedRoutes routes = route_logit_unbounded(edges, view("route_logit_unbounded", "weight", weight), sink);
          if (source < 0 || source >= nodes) throw SolverError("route_logit_unbounded", "source", std::to_string(source), "a node");
          std::vector<double> origin(static_cast<std::size_t>(nodes), 0.0);
          origin[static_cast<std::size_t>(source)] = 1;
          return py::make_tuple(array(routes.value), array(routes.choice), array(edge_flows(edges, routes, origin)));
        });
  m.def("spectral_radius", [](std::int32_t nodes, const Ids& from, const Ids& to, const Numbers& weight, std::int32_t sink) {
    return spectral_radius(edges_of("spectral_radius", nodes, from, to), view("spectral_radius", "weight", weight), sink);
  });
}

py::tuple tuple_of(const BlackMarket& b) { return py::make_tuple(b.price, b.premium, b.quantity, b.revenue); }
py::tuple tuple_of(const Commitment& c) { return py::make_tuple(c.strategy, c.response, c.leader, c.follower); }

void register_deterrence(py::module_& m) {
  m.def("detection_hazard", py::vectorize(&detection_hazard));
  m.def("stackelberg_coverage", [](const Numbers& high, const Numbers& low, const Numbers& lost, const Numbers& safe, double resources) {
    const auto of = [](const char* name, const Numbers& a) { return view("stackelberg_coverage", name, a); };
    const Coverage c = stackelberg_coverage(of("attacker_uncovered", high), of("attacker_covered", low), of("defender_uncovered", lost),
                                            of("defender_covered", safe), resources);
    return py::make_tuple(array(c.coverage), c.spent, c.level, c.attacker, c.defender, c.target);
  });
  m.def("black_market", [](double goods_price, double cost, double q, double fine, double elasticity, double scale) {
    return tuple_of(black_market(goods_price, cost, q, fine, elasticity, scale));
  });
  m.def("black_market_offers", [](double goods_price, double elasticity, double scale, const Numbers& break_even, const Numbers& capacity) {
    std::vector<double> sold(static_cast<std::size_t>(break_even.size()));
    const auto market = black_market_offers(goods_price, elasticity, scale, view("black_market_offers", "break_even", break_even),
                                            view("black_market_offers", "capacity", capacity), sold);
    return py::make_tuple(tuple_of(market), array(sold));
  });
  m.def("commit_pure",
        [](const Eigen::MatrixXd& leader, const Eigen::MatrixXd& follower) { return tuple_of(commit_pure(leader, follower)); });
  m.def("commit_mixed",
        [](const Eigen::MatrixXd& leader, const Eigen::MatrixXd& follower) { return tuple_of(commit_mixed(leader, follower)); });
  m.def("pure_nash", [](const Eigen::MatrixXd& row, const Eigen::MatrixXd& column) { return pure_nash(row, column); });
}

}  // namespace entrepot::routes_binding

void register_solvers_routes(pybind11::module_& m) {
  entrepot::routes_binding::register_paths(m);
  entrepot::routes_binding::register_route_logit(m);
  entrepot::routes_binding::register_deterrence(m);
}
