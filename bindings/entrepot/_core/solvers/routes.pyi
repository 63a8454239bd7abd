from __future__ import annotations
import numpy
import numpy.typing
import typing
class Path(typing.NamedTuple):
    """Nodes from source to sink, row numbers of the edges between them, and the sum of the weights searched by."""
    nodes: numpy.typing.NDArray[numpy.int32]; edges: numpy.typing.NDArray[numpy.int64]; length: float
class Reply(typing.NamedTuple):
    """A smuggler's best reply: the path (empty if none is left) and the probability to pass it."""
    path: Path; success: float
class MaxFlow(typing.NamedTuple):
    """Value, flow on every edge, and for every node whether it lies on the source's side of a smallest cut."""
    value: float; flow: numpy.typing.NDArray[numpy.float64]; source_side: numpy.typing.NDArray[numpy.bool]
class Route(typing.NamedTuple):
    """A route and the probability that it is taken."""
    nodes: numpy.typing.NDArray[numpy.int32]; edges: numpy.typing.NDArray[numpy.int64]; share: float
class RouteLogit(typing.NamedTuple):
    """Result of route_logit."""
    value: numpy.typing.NDArray[numpy.float64]; choice: numpy.typing.NDArray[numpy.float64]; flow: numpy.typing.NDArray[numpy.float64]; routes: tuple[Route, ...]
class UnboundedRoutes(typing.NamedTuple):
    """z of every node, probability of every edge at its origin, expected flow on every edge for one unit from the source."""
    value: numpy.typing.NDArray[numpy.float64]; choice: numpy.typing.NDArray[numpy.float64]; flow: numpy.typing.NDArray[numpy.float64]
def break_even_price(goods_price: numpy.typing.ArrayLike, cost: numpy.typing.ArrayLike, interdiction: numpy.typing.ArrayLike, fine: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
    """Delivered price at which a route breaks even, p0 (1 + c + Q F)/(1 - Q). Source: Becker 1968."""
def distances(edges: numpy.typing.ArrayLike, weight: numpy.typing.ArrayLike, source: int, nodes: int | None = None) -> numpy.typing.NDArray[numpy.float64]:
    """Distance of every node from the source (Dijkstra); infinity where no path leads. Weights >= 0."""
def generalised_cost(cost: numpy.typing.ArrayLike, interdiction: numpy.typing.ArrayLike, loss: float, q_max: float = 0.9) -> numpy.typing.NDArray[numpy.float64]:
    """Cost of every edge to a broker who loses `loss` with the goods: c - L ln(1 - min(q, q_max))."""
def interdict_edge(edges: numpy.typing.ArrayLike, interdiction: numpy.typing.ArrayLike, source: int, sink: int, edge: int, raised: float, nodes: int | None = None) -> Reply:
    """Best reply of a smuggler when the interdiction of one edge is raised to `raised`, in [its old one, 1]."""
def least_cost_path(edges: numpy.typing.ArrayLike, cost: numpy.typing.ArrayLike, source: int, sink: int, nodes: int | None = None) -> Path:
    """Cheapest path (Dijkstra). Costs >= 0, infinity closes an edge; SolverError if no path leads to the sink."""
def least_risk_path(edges: numpy.typing.ArrayLike, interdiction: numpy.typing.ArrayLike, source: int, sink: int, nodes: int | None = None) -> Path:
    """Path with the largest probability to pass, prod(1 - q); `length` is minus its logarithm. q in [0, 1], 1 closes an edge."""
def max_flow(edges: numpy.typing.ArrayLike, capacity: numpy.typing.ArrayLike, source: int, sink: int, nodes: int | None = None) -> MaxFlow:
    """Largest flow from source to sink (Edmonds-Karp), with a smallest cut. Capacities >= 0."""
def route_flows(edges: numpy.typing.ArrayLike, weight: numpy.typing.ArrayLike, origin: numpy.typing.ArrayLike, sink: int, legs: int, *, logarithms: bool = False) -> numpy.typing.NDArray[numpy.float64]:
    """Expected flow on every edge when `origin` (one number >= 0 a node) sets out for the sink, by the choices of `route_logit`."""
def route_interdiction(interdiction: numpy.typing.ArrayLike) -> float:
    """Interdiction of a route with these legs, each in [0, 1]: 1 - prod(1 - q), never their sum."""
def route_logit(edges: numpy.typing.ArrayLike, weight: numpy.typing.ArrayLike, source: int, sink: int, legs: int, *, logarithms: bool = False, max_routes: int = 100000, nodes: int | None = None) -> RouteLogit:
    """Route choice by recursive logit with at most `legs` legs."""
def route_logit_unbounded(edges: numpy.typing.ArrayLike, weight: numpy.typing.ArrayLike, source: int, sink: int, nodes: int | None = None) -> UnboundedRoutes:
    """Recursive logit without a bound on legs, (I - W) z = b; SolverError unless the spectral radius of W is below 1."""
def route_weights(edges: numpy.typing.ArrayLike, cost: numpy.typing.ArrayLike, theta: float, by_degree: bool = False, nodes: int | None = None) -> numpy.typing.NDArray[numpy.float64]:
    """Weights exp(-theta cost), divided by the number of edges that leave the origin if `by_degree`. theta >= 0."""
def spectral_radius(edges: numpy.typing.ArrayLike, weight: numpy.typing.ArrayLike, sink: int = -1, nodes: int | None = None) -> float:
    """Largest eigenvalue of the weight matrix without the edges that leave `sink` (-1: with all); exactly 0 without cycles. Weights >= 0."""
