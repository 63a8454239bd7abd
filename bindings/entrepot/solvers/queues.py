"""Waiting for a licence, first come first served (model equations 2.1)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from entrepot._core import solvers as _core

__all__ = ["Queue", "fifo_starts", "queue_allen_cunneen", "queue_mg1", "queue_mmc", "queue_wait_tail"]


class Queue(NamedTuple):
    """Steady state: load, probability of waiting, mean wait, mean time in the system, mean number in it."""

    load: float
    wait_probability: float
    wait: float
    time: float
    in_system: float


def queue_mmc(arrival_rate: float, service_rate: float, servers: int = 1) -> Queue:
    """M/M/c (Erlang C). The load must be below 1.

    >>> round(queue_mmc(4.0, 1.0, 5).wait, 9)
    0.554112554
    """
    return Queue(*_core.queue_mmc(arrival_rate, service_rate, servers))


def queue_allen_cunneen(
    arrival_rate: float, service_rate: float, servers: int = 1, arrival_cv2: float = 1.0, service_cv2: float = 1.0
) -> Queue:
    """G/G/c, approximately: the wait of M/M/c times the mean of the squared coefficients of variation (Allen & Cunneen).

    >>> round(queue_allen_cunneen(4.0, 1.0, 5, 1.0, 0.0).wait, 9)
    0.277056277
    """
    return Queue(*_core.queue_allen_cunneen(arrival_rate, service_rate, servers, arrival_cv2, service_cv2))


def queue_mg1(arrival_rate: float, mean_service: float, service_cv2: float = 1.0) -> Queue:
    """M/G/1 (Pollaczek & Khinchine).

    >>> round(queue_mg1(0.8, 1.0, 4.0).wait, 9)
    10.0
    """
    return Queue(*_core.queue_mg1(arrival_rate, mean_service, service_cv2))


def queue_wait_tail(arrival_rate: float, service_rate: float, servers: int, t: float) -> float:
    """P(wait > t) in M/M/c.

    >>> round(queue_wait_tail(0.8, 1.0, 1, 5.0), 6)
    0.294304
    """
    return _core.queue_wait_tail(arrival_rate, service_rate, servers, t)


def fifo_starts(arrivals: ArrayLike, services: ArrayLike, servers: int = 1) -> NDArray[np.float64]:
    """When service starts for each of a given stream of arrivals.

    >>> fifo_starts([0.0, 1.0, 2.0], [10.0, 1.0, 1.0])
    array([ 0., 10., 11.])
    """
    return _core.fifo_starts(arrivals, services, servers)
