// solvers/route_logit.hpp: route choice by recursive logit (model_equations 2.2; Akamatsu 1996; Fosgerau, Frejinger & Karlstrom 2013).
//
//   z_0(u) = 1[u = sink];   z_{k+1}(u) = 1[u = sink] + sum_v W_uv z_k(v)
//   with k+1 legs left u goes to v with probability W_uv z_k(v)/z_{k+1}(u); no edge leaves the sink.
//
// So a route r of at most `legs` legs is taken with probability prod W / sum over routes of prod W. With W = exp(-theta c) that is the
// logit over routes; with exp(-theta c)/outdegree every node first thins its edges, so that many paths do not win over cheap ones.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "entrepot/solvers/routes.hpp"

namespace entrepot::solvers {

/// Result and workspace: reused without allocation when the sizes stay.
struct RouteChoice {
  std::int32_t sink = -1;
  int legs = 0;
  bool logarithms = false;     ///< whether `value` holds logarithms
  std::vector<double> value;   ///< (legs + 1) x nodes: z_k(u), or ln z_k(u) from route_logit_log
  std::vector<double> choice;  ///< legs x edges: row k-1 = probability of the edge at its origin with k legs left
  std::span<const double> value_row(int legs_left, std::int32_t nodes) const {
    return std::span{value}.subspan(static_cast<std::size_t>(legs_left) * static_cast<std::size_t>(nodes), static_cast<std::size_t>(nodes));
  }
};

/// out = exp(-theta cost), divided by the number of edges that leave the origin if `by_degree`. theta >= 0, costs not NaN and > -inf.
void route_weights(const Edges& edges, std::span<const double> cost, double theta, bool by_degree, std::span<double> out);

/// The recursion for any weights W >= 0 and any number of legs >= 1. O(legs x edges). Throws SolverError if z leaves the range of
/// double (then use route_logit_log).
void route_logit(const Edges& edges, std::span<const double> weight, std::int32_t sink, int legs, RouteChoice& out);

/// The same from ln W (-inf closes an edge): no overflow or underflow at any theta; one exp an edge and leg more.
void route_logit_log(const Edges& edges, std::span<const double> log_weight, std::int32_t sink, int legs, RouteChoice& out);

/// Expected flow on every edge when `origin` units (>= 0, one number a node) start with all legs left. What starts at the sink stays.
/// `flow` gets one number an edge; `mass` is a workspace of 2 x nodes. Throws if mass starts where the sink cannot be reached.
void edge_flows(const Edges& edges, const RouteChoice& routes, std::span<const double> origin, std::span<double> flow,
                std::span<double> mass);

/// A route and the probability that it is taken.
struct Route {
  std::vector<std::int32_t> nodes;
  std::vector<std::size_t> edges;
  double share = 0;
};
/// All routes of positive probability from source, largest share first (ties by edge numbers). Throws if there are more than max_routes
/// or none.
std::vector<Route> route_shares(const Edges& edges, const RouteChoice& routes, std::int32_t source, std::size_t max_routes);

/// No bound on legs: z = b + W z, b = 1[u = sink]. Defined only if the spectral radius of W (without the sink's edges) is below 1; else
/// throws SolverError (argument `weight`) with the radius. O(nodes^3).
struct UnboundedRoutes {
  std::int32_t sink = -1;
  std::vector<double> value;   ///< z(u)
  std::vector<double> choice;  ///< W_uv z(v)/z(u), one an edge; 0 where the sink cannot be reached
};
UnboundedRoutes route_logit_unbounded(const Edges& edges, std::span<const double> weight, std::int32_t sink);

/// Expected flow on every edge of the unbounded form.
std::vector<double> edge_flows(const Edges& edges, const UnboundedRoutes& routes, std::span<const double> origin);

/// Largest eigenvalue of W >= 0 without the edges of `sink` (sink = -1: with all), to 1e-9 relative; exactly 0 for a graph without cycles.
double spectral_radius(const Edges& edges, std::span<const double> weight, std::int32_t sink);

}  // namespace entrepot::solvers
