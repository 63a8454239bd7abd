"""Paths and route choice through a transshipment graph (model equations 2.2).

A graph is an (m, 2) array of whole numbers, one edge a row, sorted by the first column; nodes are 0 .. nodes-1, where ``nodes`` is one
more than the largest number that occurs unless it is given. Every function raises SolverError (a ValueError with the attributes solver,
argument, value, allowed) for an argument outside its domain, and for a graph whose edges are not sorted.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from entrepot._core import solvers as _core

__all__ = [
    "MaxFlow",
    "Path",
    "Reply",
    "Route",
    "RouteLogit",
    "UnboundedRoutes",
    "break_even_price",
    "distances",
    "generalised_cost",
    "interdict_edge",
    "least_cost_path",
    "least_risk_path",
    "max_flow",
    "route_flows",
    "route_interdiction",
    "route_logit",
    "route_logit_unbounded",
    "route_weights",
    "spectral_radius",
]

Array = NDArray[np.float64]


class Path(NamedTuple):
    """Nodes from source to sink, row numbers of the edges between them, and the sum of the weights searched by."""

    nodes: NDArray[np.int32]
    edges: NDArray[np.int64]
    length: float


class Reply(NamedTuple):
    """A smuggler's best reply: the path (empty if none is left) and the probability to pass it."""

    path: Path
    success: float


class MaxFlow(NamedTuple):
    """Value, flow on every edge, and for every node whether it lies on the source's side of a smallest cut."""

    value: float
    flow: Array
    source_side: NDArray[np.bool_]


class Route(NamedTuple):
    """A route and the probability that it is taken."""

    nodes: NDArray[np.int32]
    edges: NDArray[np.int64]
    share: float


class RouteLogit(NamedTuple):
    """Result of route_logit.

    value: (legs + 1, nodes), row k = z with k legs left (ln z if ``logarithms``). choice: (legs, edges), row k - 1 = probability of the
    edge at its origin with k legs left. flow: expected flow on every edge for one unit from the source. routes: largest share first.
    """

    value: Array
    choice: Array
    flow: Array
    routes: tuple[Route, ...]


class UnboundedRoutes(NamedTuple):
    """z of every node, probability of every edge at its origin, expected flow on every edge for one unit from the source."""

    value: Array
    choice: Array
    flow: Array


def _graph(edges: ArrayLike, nodes: int | None, *named: int) -> tuple[int, NDArray[np.int32], NDArray[np.int32]]:
    """nodes, from and to of the graph."""
    pairs = np.asarray(edges)
    if pairs.size == 0:
        pairs = np.empty((0, 2), dtype=np.int32)
    if pairs.ndim != 2 or pairs.shape[1] != 2 or pairs.dtype.kind not in "iu":
        raise TypeError(f"edges must be an (m, 2) array of whole numbers, not {pairs.dtype} of shape {pairs.shape}")
    count = 1 + max([int(pairs.max(initial=-1)), *named]) if nodes is None else nodes
    return count, np.ascontiguousarray(pairs[:, 0], np.int32), np.ascontiguousarray(pairs[:, 1], np.int32)


def break_even_price(goods_price: ArrayLike, cost: ArrayLike, interdiction: ArrayLike, fine: ArrayLike) -> float | Array:
    """Delivered price at which a route breaks even, p0 (1 + c + Q F)/(1 - Q) (Becker 1968).

    goods_price p0 > 0; cost c and fine F >= 0 as shares of p0; interdiction Q in [0, 1) of the whole route. Arrays are broadcast.

    >>> round(break_even_price(100.0, 0.05, 0.18, 1.0), 10)     # a fine as large as the goods
    150.0
    """
    return _core.break_even_price(goods_price, cost, interdiction, fine)


def route_interdiction(interdiction: ArrayLike) -> float:
    """Interdiction of a route with these legs, 1 - prod(1 - q): never their sum.

    >>> round(route_interdiction([0.3, 0.3, 0.3, 0.3]), 4)
    0.7599
    """
    return _core.route_interdiction(interdiction)


def generalised_cost(cost: ArrayLike, interdiction: ArrayLike, loss: float, q_max: float = 0.9) -> Array:
    """Cost of every edge to a broker who loses ``loss`` with the goods: c - L ln(1 - min(q, q_max)).

    >>> generalised_cost([1.0, 0.5], [0.0, 0.2], 20.0).round(6)
    array([1.      , 4.962871])
    """
    return _core.generalised_cost(cost, interdiction, loss, q_max)


def distances(edges: ArrayLike, weight: ArrayLike, source: int, nodes: int | None = None) -> Array:
    """Distance of every node from the source (Dijkstra); infinity where no path leads. Weights >= 0.

    >>> distances([[0, 1], [0, 2], [1, 2]], [1.0, 5.0, 2.0], 0)
    array([0., 1., 3.])
    """
    count, start, end = _graph(edges, nodes, source)
    return _core.distances(count, start, end, weight, source)


def least_cost_path(edges: ArrayLike, cost: ArrayLike, source: int, sink: int, nodes: int | None = None) -> Path:
    """Cheapest path (Dijkstra). Costs >= 0, infinity closes an edge; SolverError if no path leads to the sink.

    >>> path = least_cost_path([[0, 1], [0, 2], [1, 2]], [1.0, 5.0, 2.0], 0, 2)
    >>> path.nodes.tolist(), path.edges.tolist(), path.length
    ([0, 1, 2], [0, 2], 3.0)
    """
    count, start, end = _graph(edges, nodes, source, sink)
    return Path(*_core.least_cost_path(count, start, end, cost, source, sink))


def least_risk_path(edges: ArrayLike, interdiction: ArrayLike, source: int, sink: int, nodes: int | None = None) -> Path:
    """Path with the largest probability to pass, prod(1 - q); ``length`` is minus its logarithm. q in [0, 1], 1 closes an edge.

    >>> path = least_risk_path([[0, 1], [0, 2], [1, 2]], [0.1, 0.3, 0.1], 0, 2)
    >>> path.nodes.tolist(), round(float(np.exp(-path.length)), 12)
    ([0, 1, 2], 0.81)
    """
    count, start, end = _graph(edges, nodes, source, sink)
    return Path(*_core.least_risk_path(count, start, end, interdiction, source, sink))


def interdict_edge(
    edges: ArrayLike, interdiction: ArrayLike, source: int, sink: int, edge: int, raised: float, nodes: int | None = None
) -> Reply:
    """Best reply of a smuggler when the interdiction of one edge is raised to ``raised`` (Israeli & Wood 2002, one edge).

    >>> reply = interdict_edge([[0, 1], [0, 2], [1, 2]], [0.1, 0.3, 0.1], 0, 2, edge=0, raised=0.4)
    >>> reply.path.nodes.tolist(), reply.success
    ([0, 2], 0.7)
    """
    count, start, end = _graph(edges, nodes, source, sink)
    path, success = _core.interdict_edge(count, start, end, interdiction, source, sink, edge, raised)
    return Reply(Path(*path), success)


def max_flow(edges: ArrayLike, capacity: ArrayLike, source: int, sink: int, nodes: int | None = None) -> MaxFlow:
    """Largest flow from source to sink (Edmonds-Karp), with a smallest cut. Capacities >= 0.

    >>> max_flow([[0, 1], [0, 2], [1, 2]], [1.0, 5.0, 2.0], 0, 2).value
    6.0
    """
    count, start, end = _graph(edges, nodes, source, sink)
    value, flow, side = _core.max_flow(count, start, end, capacity, source, sink)
    return MaxFlow(value, flow, side.astype(bool))


def route_weights(edges: ArrayLike, cost: ArrayLike, theta: float, by_degree: bool = False, nodes: int | None = None) -> Array:
    """Weights exp(-theta cost), divided by the number of edges that leave the origin if ``by_degree``. theta >= 0.

    >>> route_weights([[0, 1], [0, 2], [1, 2]], [0.0, 0.0, 0.0], 4.0, by_degree=True)
    array([0.5, 0.5, 1. ])
    """
    count, start, end = _graph(edges, nodes)
    return _core.route_weights(count, start, end, cost, theta, by_degree)


def route_logit(
    edges: ArrayLike,
    weight: ArrayLike,
    source: int,
    sink: int,
    legs: int,
    *,
    logarithms: bool = False,
    max_routes: int = 100_000,
    nodes: int | None = None,
) -> RouteLogit:
    """Route choice by recursive logit with at most ``legs`` legs.

    z_0 = 1[u = sink], z_{k+1}(u) = 1[u = sink] + sum_v W_uv z_k(v); a route is taken with probability prod W over the sum of prod W over
    all routes. Any weights W >= 0; with ``logarithms`` they are ln W (any size). SolverError if the sink cannot be reached or there are
    more than ``max_routes`` routes.

    >>> result = route_logit([[0, 1], [0, 2], [1, 2]], [0.5, 0.25, 1.0], 0, 2, legs=2)
    >>> [(r.nodes.tolist(), round(r.share, 6)) for r in result.routes]
    [([0, 1, 2], 0.666667), ([0, 2], 0.333333)]
    >>> result.flow.round(6)
    array([0.666667, 0.333333, 0.666667])
    """
    count, start, end = _graph(edges, nodes, source, sink)
    value, choice, flow, routes = _core.route_logit(count, start, end, weight, source, sink, legs, logarithms, max_routes)
    return RouteLogit(value, choice, flow, tuple(Route(*r) for r in routes))


def route_flows(edges: ArrayLike, weight: ArrayLike, origin: ArrayLike, sink: int, legs: int, *, logarithms: bool = False) -> Array:
    """Expected flow on every edge when ``origin`` (one number a node) sets out for the sink.

    >>> route_flows([[0, 1], [0, 2], [1, 2]], [0.5, 0.25, 1.0], [3.0, 1.0, 0.0], 2, legs=2)
    array([2., 1., 3.])
    """
    count, start, end = _graph(edges, len(np.asarray(origin)))
    return _core.route_flows(count, start, end, weight, origin, sink, legs, logarithms)


def route_logit_unbounded(edges: ArrayLike, weight: ArrayLike, source: int, sink: int, nodes: int | None = None) -> UnboundedRoutes:
    """Recursive logit without a bound on legs, (I - W) z = b; SolverError unless the spectral radius of W is below 1.

    >>> result = route_logit_unbounded([[0, 1], [1, 0], [1, 2]], [0.5, 0.5, 1.0], 0, 2)
    >>> result.value.round(6)
    array([0.666667, 1.333333, 1.      ])
    >>> result.flow.round(6)                    # the edge back is used a third of a time, so the edge out 4/3 times
    array([1.333333, 0.333333, 1.      ])
    """
    count, start, end = _graph(edges, nodes, source, sink)
    return UnboundedRoutes(*_core.route_logit_unbounded(count, start, end, weight, source, sink))


def spectral_radius(edges: ArrayLike, weight: ArrayLike, sink: int = -1, nodes: int | None = None) -> float:
    """Largest eigenvalue of the weight matrix without the edges that leave ``sink`` (-1: with all); exactly 0 without cycles.

    >>> round(spectral_radius([[0, 1], [1, 0], [1, 2]], [2.0, 2.0, 1.0]), 6)
    2.0
    """
    count, start, end = _graph(edges, nodes, sink)
    return _core.spectral_radius(count, start, end, weight, sink)
