"""Detection, optimal coverage, the black market and commitment (model equations 2.2)."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from entrepot._core import solvers as _core

__all__ = [
    "BlackMarket",
    "Commitment",
    "Coverage",
    "OfferedMarket",
    "black_market",
    "black_market_offers",
    "commit_mixed",
    "commit_pure",
    "detection_hazard",
    "pure_nash",
    "stackelberg_coverage",
]

Array = NDArray[np.float64]


class Coverage(NamedTuple):
    """Coverage of every target, its sum, the water level v, both payoffs at the attacker's best reply, and the target attacked."""

    coverage: Array
    spent: float
    level: float
    attacker: float
    defender: float
    target: int


class BlackMarket(NamedTuple):
    """Price, premium over the legal price, quantity and smugglers' revenue."""

    price: float
    premium: float
    quantity: float
    revenue: float


class OfferedMarket(NamedTuple):
    """A black market before entry, and what each offer sells."""

    market: BlackMarket
    sold: Array


class Commitment(NamedTuple):
    """Leader's probabilities, the follower's response (ties in the leader's favour) and both payoffs."""

    strategy: Array
    response: int
    leader: float
    follower: float


def detection_hazard(base_probability: ArrayLike, efficiency: ArrayLike, effort: ArrayLike) -> float | Array:
    """Probability of detection after effort, 1 - (1 - q0) exp(-eta x). q0 in [0, 1], eta and x >= 0. Arrays are broadcast.

    >>> detection_hazard(0.1, 0.05, [0.0, 10.0]).round(6)
    array([0.1     , 0.454122])
    """
    return _core.detection_hazard(base_probability, efficiency, effort)


def stackelberg_coverage(
    attacker_uncovered: ArrayLike,
    attacker_covered: ArrayLike,
    defender_uncovered: ArrayLike,
    defender_covered: ArrayLike,
    resources: float,
) -> Coverage:
    """Coverage by a defender who commits first: ORIGAMI water-filling (Kiekintveld et al. 2009).

    c_i = clip((Ua_unc - v)/(Ua_unc - Ua_cov), 0, 1) with sum c = m. Payoffs of one length, attacker_covered <= attacker_uncovered,
    resources m >= 0. The budget is spent in full, or until every target that can be covered is.

    >>> result = stackelberg_coverage([10, 6, 4, 1], [-2] * 4, [-10, -6, -4, -1], [0] * 4, 1.0)
    >>> result.coverage.round(4)
    array([0.5556, 0.3333, 0.1111, 0.    ])
    >>> round(result.attacker, 4), round(result.defender, 4)
    (3.3333, -3.5556)
    """
    return Coverage(*_core.stackelberg_coverage(attacker_uncovered, attacker_covered, defender_uncovered, defender_covered, resources))


def black_market(goods_price: float, cost: float, interdiction: float, fine: float, elasticity: float, scale: float = 1.0) -> BlackMarket:
    """Black market with free entry: price at break-even, demand scale (p/p0)^(-elasticity).

    More interdiction raises smugglers' revenue if demand is inelastic, and lowers it if it is elastic (Becker, Murphy & Grossman 2006).

    >>> round(black_market(1.0, 0.05, 0.18, 1.0, 0.6).premium, 12)
    0.5
    >>> black_market(1.0, 0.05, 0.5, 1.0, 0.6).revenue > black_market(1.0, 0.05, 0.1, 1.0, 0.6).revenue
    True
    """
    return BlackMarket(*_core.black_market(goods_price, cost, interdiction, fine, elasticity, scale))


def black_market_offers(goods_price: float, elasticity: float, scale: float, break_even: ArrayLike, capacity: ArrayLike) -> OfferedMarket:
    """Black market before entry: the price at which demand meets the capacity of those who break even at it, cheapest first.

    >>> market, sold = black_market_offers(1.0, 1.0, 12.0, [4.0, 1.0, 2.0], [9.0, 3.0, 2.0])
    >>> round(market.price, 12), sold
    (2.4, array([0., 3., 2.]))
    """
    market, sold = _core.black_market_offers(goods_price, elasticity, scale, break_even, capacity)
    return OfferedMarket(BlackMarket(*market), sold)


def commit_pure(leader: ArrayLike, follower: ArrayLike) -> Commitment:
    """Best pure commitment of the row player; payoff matrices of one shape.

    >>> commit_pure([[1, 3], [0, 2]], [[1, 0], [0, 1]]).leader
    2.0
    """
    return Commitment(*_core.commit_pure(leader, follower))


def commit_mixed(leader: ArrayLike, follower: ArrayLike) -> Commitment:
    """Best mixed commitment of the row player (Conitzer & Sandholm 2006); at most 6 rows and 12 columns.

    >>> result = commit_mixed([[1, 3], [0, 2]], [[1, 0], [0, 1]])
    >>> result.strategy, result.leader
    (array([0.5, 0.5]), 2.5)
    """
    return Commitment(*_core.commit_mixed(leader, follower))


def pure_nash(row_player: ArrayLike, column_player: ArrayLike) -> list[tuple[int, int]]:
    """Pure Nash equilibria as (row, column).

    >>> pure_nash([[1, 3], [0, 2]], [[1, 0], [0, 1]])
    [(0, 0)]
    """
    return _core.pure_nash(row_player, column_player)
