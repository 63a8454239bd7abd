"""Safety in a race, effective compute, leads, takeoff, theft and scaling laws (model equations 2.5)."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from entrepot._core import solvers as _core

__all__ = [
    "BESIROGLU_2024",
    "HOFFMANN_2022",
    "PublicSafety",
    "ScalingLaw",
    "Takeoff",
    "Theft",
    "Training",
    "algorithm_growth",
    "compute_optimal",
    "effective_compute",
    "lead_decay",
    "lead_months",
    "race_risk",
    "race_safety",
    "scaling_loss",
    "takeoff",
    "theft_hazard",
]

Array = NDArray[np.float64]
Information = Literal["none", "private", "public"]


class PublicSafety(NamedTuple):
    """Safety of the leader and of the second lab when all capabilities are known."""

    leader: float | Array
    second: float | Array


class Takeoff(NamedTuple):
    """Level at the time asked for (infinity from the blow-up on) and the time of the blow-up (infinity if there is none)."""

    level: float
    blow_up: float


class Theft(NamedTuple):
    """Probability of any theft in the time, and the mean time to the first in years."""

    probability: float
    mean_time: float


class ScalingLaw(NamedTuple):
    """Loss E + A/N^alpha + B/D^beta of a model with N parameters trained on D tokens."""

    irreducible: float
    parameter_scale: float
    token_scale: float
    parameter_exponent: float
    token_exponent: float


class Training(NamedTuple):
    """Parameters, tokens and loss of a training run."""

    parameters: float
    tokens: float
    loss: float


HOFFMANN_2022 = ScalingLaw(1.69, 406.4, 410.7, 0.34, 0.28)
"""Hoffmann et al. 2022 as printed: the rounded constants are biased towards many tokens."""
BESIROGLU_2024 = ScalingLaw(1.8172, 482.01, 2085.43, 0.3478, 0.3658)
"""The refit of Besiroglu et al. 2024."""


def race_safety(
    information: Information,
    labs: ArrayLike,
    enmity: ArrayLike,
    *,
    spread: ArrayLike | None = None,
    capability: ArrayLike | None = None,
    gap: ArrayLike | None = None,
) -> float | Array | PublicSafety:
    """Safety that labs choose in equilibrium (Armstrong, Bostrom & Shulman 2016), by what they know.

    "none" needs the capability ``spread`` mu: min(1, mu/(n e)). "private" needs the lab's own ``capability`` c: min(1, c/(n e - e + 1)).
    "public" needs the ``gap`` between the first two and gives the safety of both: min(1, gap/e), and gap less for the second.
    One lab alone is no race: its safety is 1.

    >>> race_safety("none", 5, 1.0, spread=1.0)
    0.2
    >>> race_safety("private", 2, 0.5, capability=0.75)
    0.5
    >>> race_safety("public", 2, 0.5, gap=0.25)
    PublicSafety(leader=0.5, second=0.25)
    """
    given = {"none": spread, "private": capability, "public": gap}
    if information not in given:
        raise ValueError(f"information must be none, private or public, not {information!r}")
    x = given.pop(information)
    if x is None or any(other is not None for other in given.values()):
        raise TypeError("give spread with none, capability with private, gap with public, and nothing else")
    if information == "none":
        return _core.race_safety_none(labs, enmity, x)
    if information == "private":
        return _core.race_safety_private(labs, enmity, x)
    return PublicSafety(_core.race_safety_public_leader(labs, enmity, x), _core.race_safety_public_second(labs, enmity, x))


def race_risk(information: Information, labs: ArrayLike, enmity: ArrayLike, spread: ArrayLike) -> float | Array:
    """Probability that the race ends in disaster, 1 - E[safety of the winner]. Arrays are broadcast.

    >>> race_risk("none", 5, 1.0, 1.0)
    0.8
    >>> race_risk("private", [2, 3, 4], 0.5, 4.0).round(4)      # more labs, less danger: possible
    array([0.0469, 0.0312, 0.0305])
    """
    return _core.race_risk(information, labs, enmity, spread)


def effective_compute(
    compute_flop: ArrayLike, algorithms: ArrayLike, exponent: ArrayLike = 1.0, break_flop: ArrayLike = 1.0
) -> float | Array:
    """log10 of effective compute: log10 A + log10 C_b + a_c log10(C/C_b).

    >>> effective_compute(1e26, 100.0)
    28.0
    """
    return _core.effective_compute(compute_flop, algorithms, exponent, break_flop)


def algorithm_growth(doubling_months: ArrayLike) -> float | Array:
    """Growth a year of algorithms that double in so many months, 2^(12/months).

    >>> round(algorithm_growth(8.0), 6)
    2.828427
    """
    return _core.algorithm_growth(doubling_months)


def lead_months(ratio: ArrayLike, growth_per_year: ArrayLike) -> float | Array:
    """Months that a ratio of effective compute is worth, 12 ln(ratio)/ln(growth).

    >>> round(lead_months(2.0, 4.1 * algorithm_growth(8.0)), 6)
    3.394026
    """
    return _core.lead_months(ratio, growth_per_year)


def lead_decay(growth_gap: ArrayLike, spillover: ArrayLike, first_lead: ArrayLike, t_years: ArrayLike) -> float | Array:
    """Lead with spillover, the solution of L' = g - lambda L.

    >>> round(lead_decay(0.2, 0.1, 1.0, 10.0), 6)
    1.632121
    """
    return _core.lead_decay(growth_gap, spillover, first_lead, t_years)


def takeoff(returns: float, k: float, t: float, first_level: float = 1.0) -> Takeoff:
    """Solution of S' = k S^r: slow for r < 1, exponential at r = 1, infinite in finite time for r > 1.

    >>> takeoff(1.5, 0.5, 2.0).blow_up, round(takeoff(1.5, 0.5, 2.0).level, 12)
    (4.0, 4.0)
    """
    return Takeoff(*_core.takeoff(returns, k, t, first_level))


def theft_hazard(hazard_per_site_year: float, sites: float, years: float) -> Theft:
    """Probability of any theft from so many sites in so many years, 1 - exp(-h m T).

    >>> round(theft_hazard(0.05, 3, 3).probability, 6)
    0.362372
    """
    return Theft(*_core.theft_hazard(hazard_per_site_year, sites, years))


def scaling_loss(law: ScalingLaw, parameters: float, tokens: float) -> float:
    """Loss of a model with these parameters and tokens.

    >>> round(scaling_loss(BESIROGLU_2024, 1e10, 2e11), 4)
    2.1308
    """
    return _core.scaling_loss(*law, parameters, tokens)


def compute_optimal(law: ScalingLaw, compute_flop: float) -> Training:
    """Best split of C = 6 N D between parameters and tokens.

    >>> best = compute_optimal(BESIROGLU_2024, 1e25)
    >>> round(best.tokens / best.parameters, 3)
    17.114
    """
    return Training(*_core.compute_optimal(*law, compute_flop))
