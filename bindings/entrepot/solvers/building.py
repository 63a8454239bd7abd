"""When to build, time to build, wafers and yield, learning, data centres (model equations 2.3)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from entrepot._core import solvers as _core

__all__ = [
    "DataCentreOutput",
    "RealOption",
    "ai_chip_output",
    "data_centre_output",
    "defect_density",
    "defects_of_yield",
    "dies_per_wafer",
    "learning_curve",
    "pipeline",
    "policy_sigma",
    "present_value",
    "real_option",
    "regime_value",
    "share_started",
    "yield_murphy",
    "yield_negative_binomial",
    "yield_poisson",
    "yield_seeds",
]

Array = NDArray[np.float64]


class RealOption(NamedTuple):
    """Roots beta1 > 1 and beta2 < 0, V*/I without lag, exp(delta lag), and V*/I with it."""

    beta1: float
    beta2: float
    multiple: float
    lag_multiplier: float
    trigger: float


class DataCentreOutput(NamedTuple):
    """Chips that run, and what binds: "chips", "power" or "shells"."""

    online: float
    bottleneck: str


def real_option(r: float, delta: float, sigma: float, lag_years: float = 0.0) -> RealOption:
    """Trigger of an investment under uncertainty (Dixit & Pindyck 1994), with a lag (Majd & Pindyck 1987).

    r, delta > 0 a year; sigma >= 0 a root-year (0 gives the exact limit max(1, r/delta)); lag >= 0 years.

    >>> option = real_option(0.04, 0.04, 0.2)
    >>> round(option.beta1, 12), round(option.multiple, 12)
    (2.0, 2.0)
    """
    return RealOption(*_core.real_option(r, delta, sigma, lag_years))


def policy_sigma(sigma: ArrayLike, toggles_per_year: ArrayLike, jump: ArrayLike) -> float | Array:
    """Volatility with policy risk: sqrt(min(0.36, sigma^2 + toggles jump^2)), jump = difference of ln V between regimes.

    >>> round(policy_sigma(0.2, 0.5, 0.4), 6)
    0.34641
    """
    return _core.policy_sigma(sigma, toggles_per_year, jump)


def present_value(flow: ArrayLike, r: float, depreciation: float = 0.0, dt_years: float = 0.25) -> float:
    """sum_t exp(-(r + depreciation) t dt) flow_t, flows at the end of each period.

    >>> round(present_value([100.0, 100.0], 0.1, 0.1, 0.5), 6)
    172.356817
    """
    return _core.present_value(flow, r, depreciation, dt_years)


def regime_value(probability: ArrayLike, value: ArrayLike, subsidy: float = 0.0) -> float:
    """Expected value over policy regimes, plus a subsidy. Probabilities sum to 1.

    >>> regime_value([0.25, 0.75], [8.0, 4.0], 1.0)
    6.0
    """
    return _core.regime_value(probability, value, subsidy)


def share_started(value: ArrayLike, trigger_value: ArrayLike, dispersion: ArrayLike) -> float | Array:
    """Share of projects whose trigger is met, Phi(ln(V/V_trig)/s).

    >>> share_started([-1.0, 2.0], 2.0, 0.8)
    array([0. , 0.5])
    """
    return _core.share_started(value, trigger_value, dispersion)


def pipeline(started: ArrayLike, under_way: ArrayLike) -> Array:
    """What is finished in each period when building takes len(under_way) periods and under_way[k] is due in period k.

    >>> pipeline([1.0, 2.0, 3.0, 4.0], [20.0, 10.0])
    array([20., 10.,  1.,  2.])
    """
    return _core.pipeline(started, under_way)


def dies_per_wafer(diameter_mm: ArrayLike, die_area_mm2: ArrayLike) -> float | Array:
    """Gross dies on a round wafer, pi d^2/(4A) - pi d/sqrt(2A), at least 0.

    >>> round(dies_per_wafer(300.0, 814.0), 4)
    63.4792
    """
    return _core.dies_per_wafer(diameter_mm, die_area_mm2)


def yield_poisson(area_cm2: ArrayLike, defects_per_cm2: ArrayLike) -> float | Array:
    """exp(-A D0).

    >>> round(yield_poisson(6.65, 0.1), 8)
    0.51427353
    """
    return _core.yield_poisson(area_cm2, defects_per_cm2)


def yield_murphy(area_cm2: ArrayLike, defects_per_cm2: ArrayLike) -> float | Array:
    """((1 - exp(-A D0))/(A D0))^2 (Murphy 1964).

    >>> round(yield_murphy(6.65, 0.1), 8)
    0.53350716
    """
    return _core.yield_murphy(area_cm2, defects_per_cm2)


def yield_seeds(area_cm2: ArrayLike, defects_per_cm2: ArrayLike) -> float | Array:
    """1/(1 + A D0).

    >>> round(yield_seeds(6.65, 0.1), 8)
    0.6006006
    """
    return _core.yield_seeds(area_cm2, defects_per_cm2)


def yield_negative_binomial(area_cm2: ArrayLike, defects_per_cm2: ArrayLike, clustering: ArrayLike = 3.0) -> float | Array:
    """(1 + A D0/a)^(-a) (Stapper 1983); clustering a > 0, infinity gives Poisson.

    >>> yield_negative_binomial(6.65, [0.1, 0.2, 0.3]).round(3)
    array([0.548, 0.333, 0.217])
    """
    return _core.yield_negative_binomial(area_cm2, defects_per_cm2, clustering)


def defects_of_yield(area_cm2: ArrayLike, yield_: ArrayLike, clustering: ArrayLike = 3.0) -> float | Array:
    """Defect density at which yield_negative_binomial is ``yield_`` in (0, 1].

    >>> defects_of_yield(6.65, [0.2, 0.4, 0.6]).round(3)
    array([0.32 , 0.161, 0.084])
    """
    return _core.defects_of_yield(area_cm2, yield_, clustering)


def learning_curve(ratio: ArrayLike, learning_rate: ArrayLike) -> float | Array:
    """Cost after cumulative output has grown by ``ratio``: ratio^log2(1 - LR) (Wright 1936).

    >>> learning_curve([2.0, 4.0], 0.2).round(12)
    array([0.8 , 0.64])
    """
    return _core.learning_curve(ratio, learning_rate)


def defect_density(
    ratio: ArrayLike,
    quarters: ArrayLike,
    tool_denial: ArrayLike = 0.0,
    *,
    floor: float = 0.05,
    first: float,
    learning_rate: float,
    engineering: float,
    denial_effect: float,
) -> float | Array:
    """Defects per cm2: floor + (first - floor) ratio^log2(1-LR) exp(-engineering quarters) (1 + denial_effect tool_denial).

    >>> round(defect_density(2.0, 0.0, first=0.4, learning_rate=0.2, engineering=0.1, denial_effect=0.3), 12)
    0.33
    """
    return _core.defect_density(floor, first, learning_rate, engineering, denial_effect, ratio, quarters, tool_denial)


def ai_chip_output(good_dies: ArrayLike, memory_stacks: ArrayLike, stacks_per_chip: ArrayLike, packaging: ArrayLike) -> float | Array:
    """The scarcest of good logic dies, memory stacks/stacks_per_chip and packaging capacity.

    >>> ai_chip_output(10.0, 48.0, 6.0, 9.0)
    8.0
    """
    return _core.ai_chip_output(good_dies, memory_stacks, stacks_per_chip, packaging)


def data_centre_output(chips: float, power_mw: float, kw_per_chip: float, shells: float) -> DataCentreOutput:
    """Chips that run: min(chips, 1000 MW/kW, shells), shells counted in chips they hold.

    >>> data_centre_output(1000.0, 1.0, 1.25, 900.0)
    DataCentreOutput(online=800.0, bottleneck='power')
    """
    return DataCentreOutput(*_core.data_centre_output(chips, power_mw, kw_per_chip, shells))
