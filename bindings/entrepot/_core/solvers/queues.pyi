from __future__ import annotations
import numpy
import numpy.typing
import typing
class Queue(typing.NamedTuple):
    """Steady state: load, probability of waiting, mean wait, mean time in the system, mean number in it."""
    load: float; wait_probability: float; wait: float; time: float; in_system: float
def fifo_starts(arrivals: numpy.typing.ArrayLike, services: numpy.typing.ArrayLike, servers: int = 1) -> numpy.typing.NDArray[numpy.float64]:
    """When service starts for each of a given stream of arrivals, which do not decrease. services >= 0, servers >= 1."""
def queue_allen_cunneen(arrival_rate: float, service_rate: float, servers: int = 1, arrival_cv2: float = 1.0, service_cv2: float = 1.0) -> Queue:
    """G/G/c, approximately: the wait of `queue_mmc` times the mean of the squared coefficients of variation >= 0."""
def queue_mg1(arrival_rate: float, mean_service: float, service_cv2: float = 1.0) -> Queue:
    """M/G/1: wait lambda E[S^2]/(2 (1 - load)). mean_service > 0, service_cv2 >= 0. Source: Pollaczek & Khinchine."""
def queue_mmc(arrival_rate: float, service_rate: float, servers: int = 1) -> Queue:
    """M/M/c (Erlang C). arrival_rate >= 0, service_rate > 0 of one server, servers 1 to 1,000,000; the load must be below 1."""
def queue_wait_tail(arrival_rate: float, service_rate: float, servers: int, t: float) -> float:
    """P(wait > t) in M/M/c, t >= 0."""
