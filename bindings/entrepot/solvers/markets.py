"""Choice among products, rationing, clearing, tariffs, CES demand and gains from trade (model equations 2.1)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from entrepot._core import solvers as _core

__all__ = [
    "CesDemand",
    "Clearing",
    "Incidence",
    "NestedLogit",
    "Rationing",
    "ces",
    "clear_isoelastic",
    "diversion_ratios",
    "gains_from_trade",
    "nested_logit",
    "optimal_tariff",
    "proportional_ration",
    "quota_incidence",
    "tariff_incidence",
    "tariff_incidence_elastic",
    "water_fill",
]

Array = NDArray[np.float64]


class NestedLogit(NamedTuple):
    """Shares of the products and of staying out, and the logsum W. By buyer, unless one buyer was given without an axis."""

    shares: Array
    outside_share: float | Array
    logsum: float | Array


class Rationing(NamedTuple):
    """Who gets how much; the level of the water (infinity if all orders are filled) or the fraction that is filled."""

    allocation: Array
    level: float


class Clearing(NamedTuple):
    """Price that clears (0 if nothing is scarce), quantities, and what one more unit is worth above the price where a cap binds."""

    price: float
    quantity: Array
    shadow: Array


class Incidence(NamedTuple):
    """Prices abroad and at home, imports, the part of a small tariff that exporters bear, and the revenue (or the rent of a quota)."""

    world_price: float
    domestic_price: float
    imports: float
    exporter_share: float
    revenue: float


class CesDemand(NamedTuple):
    """Shares of spending and the price index."""

    shares: Array
    price_index: float


def nested_logit(utility: ArrayLike, outside: ArrayLike, nest_of: ArrayLike, dissimilarity: ArrayLike) -> NestedLogit:
    """Nested logit of many buyers (McFadden 1978).

    ``utility`` is buyers x products; -infinity bars a product. ``outside`` is the utility of staying out, by buyer; ``nest_of`` the nest of
    each product, from 0; ``dissimilarity`` is lambda by nest, in (0, 1], where 1 is no nesting. With one buyer, ``utility`` may have the
    axis of products only.

        W_b = ln(exp(v0_b) + sum_h exp(lambda_h IV_bh)),  IV_bh = ln sum_{p in h} exp(v_bp/lambda_h)
        s_bp = exp(lambda_h IV_bh - W_b) exp(v_bp/lambda_h - IV_bh)

    >>> free = nested_logit([2.0, 1.2, 1.0], 0.0, [0, 0, 1], [0.5, 1.0])
    >>> free.shares.round(4), round(free.outside_share, 4), round(free.logsum, 4)
    (array([0.5703, 0.1151, 0.23  ]), 0.0846, 2.4697)
    >>> banned = nested_logit([-np.inf, 1.2, 1.0], 0.0, [0, 0, 1], [0.5, 1.0])
    >>> round(free.logsum - banned.logsum, 4)       # what the ban costs the buyer, in utility
    0.5183
    """
    v = np.asarray(utility, dtype=float)
    shares, outside_share, logsum = _core.nested_logit(np.atleast_2d(v), np.atleast_1d(outside), nest_of, dissimilarity)
    if v.ndim < 2:
        return NestedLogit(shares[0], float(outside_share[0]), float(logsum[0]))
    return NestedLogit(shares, outside_share, logsum)


def diversion_ratios(before: ArrayLike, after: ArrayLike, gone: int) -> Array:
    """Where the buyers of a product go when it is gone: (after - before)/before[gone] by product; -1 for the one that is gone.

    >>> diversion_ratios([0.5, 0.3, 0.1], [0.0, 0.6, 0.2], gone=0)
    array([-1. ,  0.6,  0.2])
    """
    return _core.diversion_ratios(before, after, gone)


def water_fill(orders: ArrayLike, weights: ArrayLike, supply: float) -> Rationing:
    """Rationing by weighted water filling: min(x_b, o_b L) with the level L at which all supply is given out.

    >>> water_fill([10, 30, 50, 80], [1, 1, 1, 1], 100)
    Rationing(allocation=array([10., 30., 30., 30.]), level=30.0)
    >>> water_fill([10, 30], [1, 1], 100).level
    inf
    """
    return Rationing(*_core.water_fill(orders, weights, supply))


def proportional_ration(orders: ArrayLike, supply: float) -> Rationing:
    """Every order is filled to the same part, min(1, supply/sum of orders).

    >>> proportional_ration([10, 30], 20)
    Rationing(allocation=array([ 5., 15.]), level=0.5)
    """
    return Rationing(*_core.proportional_ration(orders, supply))


def clear_isoelastic(scale: ArrayLike, elasticity: ArrayLike, supply: float, cap: ArrayLike | None = None) -> Clearing:
    """The price at which demands min(A p^-eps, cap) add up to the supply.

    ``shadow`` is (A/cap)^(1/eps) - p where the cap binds: the rent of a unit of quota; infinity for a cap of 0.

    >>> market = clear_isoelastic([40, 60, 80], [1.2, 0.8, 1.0], 100, cap=[np.inf, np.inf, 20])
    >>> round(market.price, 6), market.quantity.round(4), market.shadow.round(6)
    (1.263044, array([30.2244, 49.7756, 20.    ]), array([0.      , 0.      , 2.736956]))
    """
    return Clearing(*_core.clear_isoelastic(scale, elasticity, supply, [] if cap is None else cap))


def tariff_incidence(
    demand_intercept: float, demand_slope: float, supply_intercept: float, supply_slope: float, tariff: float
) -> Incidence:
    """A specific tariff where import demand is a - b p and export supply c + d p*.

    >>> tariff_incidence(100, 2, -20, 2, tariff=10)
    Incidence(world_price=25.0, domestic_price=35.0, imports=30.0, exporter_share=0.5, revenue=300.0)
    """
    return Incidence(*_core.tariff_incidence(demand_intercept, demand_slope, supply_intercept, supply_slope, tariff))


def quota_incidence(demand_intercept: float, demand_slope: float, supply_intercept: float, supply_slope: float, quota: float) -> Incidence:
    """A quota of so many units in the same market; ``revenue`` is its rent.

    >>> quota_incidence(100, 2, -20, 2, quota=30).revenue
    300.0
    """
    return Incidence(*_core.quota_incidence(demand_intercept, demand_slope, supply_intercept, supply_slope, quota))


def tariff_incidence_elastic(
    demand_scale: float, demand_elasticity: float, supply_scale: float, supply_elasticity: float, tariff: float
) -> Incidence:
    """An ad valorem tariff tau where demand is A p^-eta and supply B p*^omega, p = p* (1 + tau).

    >>> round(tariff_incidence_elastic(8, 2, 1, 1, tariff=0.25).exporter_share, 4)
    0.6667
    """
    return Incidence(*_core.tariff_incidence_elastic(demand_scale, demand_elasticity, supply_scale, supply_elasticity, tariff))


def optimal_tariff(supply_elasticity: ArrayLike) -> float | Array:
    """Ad valorem tariff that is best for the importer alone, 1/omega (infinity for a fixed supply).

    >>> optimal_tariff([1, 2, 5])
    array([1. , 0.5, 0.2])
    """
    return _core.optimal_tariff(supply_elasticity)


def ces(weights: ArrayLike, prices: ArrayLike, sigma: float) -> CesDemand:
    """Shares a p^(1-sigma)/sum and the index (sum a p^(1-sigma))^(1/(1-sigma)); sigma = 1 (Cobb-Douglas) needs weights that sum to 1.

    >>> ces([0.5, 0.3, 0.2], [1.0, 1.2, 0.8], 2)
    CesDemand(shares=array([0.5 , 0.25, 0.25]), price_index=1.0)
    """
    return CesDemand(*_core.ces(weights, prices, sigma))


def gains_from_trade(domestic_share: ArrayLike, trade_elasticity: ArrayLike) -> float | Array:
    """Share of income that autarky would cost, 1 - lambda^(1/eps) (Arkolakis, Costinot & Rodriguez-Clare 2012).

    >>> round(gains_from_trade(0.93, 5), 4)
    0.0144
    """
    return _core.gains_from_trade(domestic_share, trade_elasticity)
