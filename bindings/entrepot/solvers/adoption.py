"""Diffusion, choice with network effects, and lock-in (model equations 2.7)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from entrepot._core import solvers as _core

__all__ = [
    "Adoption",
    "AdoptionPeak",
    "Equilibria",
    "LockIn",
    "bass",
    "bass_discrete",
    "bass_peak",
    "bass_step",
    "lock_in",
    "logit_share",
    "mean_field_equilibria",
    "network_equilibria",
    "switching_threshold",
]

Array = NDArray[np.float64]


class Adoption(NamedTuple):
    """Share of those who will ever adopt that has adopted, and its growth a unit of time."""

    cumulative: float | Array
    rate: float | Array


class AdoptionPeak(NamedTuple):
    """When adoption is fastest, with the share and the rate then."""

    t: float
    cumulative: float
    rate: float


class Equilibria(NamedTuple):
    """All solutions, smallest first: order parameters m in (-1, 1) and shares (1 + m)/2."""

    m: Array
    share: Array


class LockIn(NamedTuple):
    """Spontaneous order, the share of the incumbent, and the disadvantage per unit J up to which it holds."""

    m: float
    share: float
    critical_field: float


def bass(innovation: ArrayLike, imitation: ArrayLike, t: ArrayLike) -> Adoption:
    """Bass (1969): dF/dt = (p + q F)(1 - F) from F(0) = 0. Arrays are broadcast.

    >>> bass(0.03, 0.38, [1, 5, 10]).cumulative.round(6)
    array([0.035758, 0.331199, 0.812803])
    """
    return Adoption(_core.bass_cumulative(innovation, imitation, t), _core.bass_rate(innovation, imitation, t))


def bass_peak(innovation: float, imitation: float) -> AdoptionPeak:
    """When the rate is largest: t* = ln(q/p)/(p+q); at the start if q <= p.

    >>> bass_peak(0.01, 0.5).cumulative
    0.49
    """
    return AdoptionPeak(*_core.bass_peak(innovation, imitation))


def bass_step(adopted: ArrayLike, innovation: ArrayLike, imitation: ArrayLike, dt: ArrayLike) -> float | Array:
    """The same equation from any share over dt, exactly; parameters may change between steps. Arrays are broadcast.

    >>> round(bass_step(bass(0.03, 0.38, 4).cumulative, 0.03, 0.38, 1), 6)
    0.331199
    """
    return _core.bass_step(adopted, innovation, imitation, dt)


def bass_discrete(innovation: float, imitation: float, periods: int) -> Array:
    """Bass in whole periods, F(1) to F(periods). Needs p + q <= 1.

    >>> bass_discrete(0.03, 0.38, 3).round(6)
    array([0.03    , 0.070158, 0.122843])
    """
    return _core.bass_discrete(innovation, imitation, periods)


def logit_share(advantage: ArrayLike, installed: ArrayLike, network: float) -> Array:
    """Shares of a choice with network effects, softmax(advantage + network * installed); -infinity bars an option.

    >>> logit_share([0.0, 0.0], [0.75, 0.25], network=2.0).round(4)
    array([0.7311, 0.2689])
    """
    return _core.logit_share(advantage, installed, network)


def mean_field_equilibria(coupling: float, field: float = 0.0) -> Equilibria:
    """All solutions of m = tanh(K (m + h)): three if K > 1 and |h| is below the critical field, else one.

    >>> mean_field_equilibria(1.5).m.round(4)
    array([-0.8586,  0.    ,  0.8586])
    """
    return Equilibria(*_core.mean_field_equilibria(coupling, field))


def network_equilibria(advantage: float, network: float) -> Equilibria:
    """Shares s that reproduce themselves, s = sigmoid(d + g (2 s - 1)): the mean field with K = g/2 and h = d/g.

    >>> network_equilibria(0.2, 3.0).share.round(4)
    array([0.0995, 0.397 , 0.9469])
    >>> network_equilibria(0.5, 3.0).share.round(4)       # the better technology wins whatever the start
    array([0.9638])
    """
    return Equilibria(*_core.network_equilibria(advantage, network))


def lock_in(coupling: float) -> LockIn:
    """Lock-in of the mean field with K = beta J: none for K <= 1.

    >>> round(lock_in(2.0).critical_field, 6)
    0.26642
    """
    return LockIn(*_core.lock_in(coupling))


def switching_threshold(cost: ArrayLike, rate: ArrayLike, horizon: ArrayLike) -> float | Array:
    """Advantage a year from which switching pays, S r/(1 - e^(-r T)). Arrays are broadcast.

    >>> switching_threshold(1.0, 0.1, [5, 10, np.inf]).round(4)
    array([0.2541, 0.1582, 0.1   ])
    """
    return _core.switching_threshold(cost, rate, horizon)
