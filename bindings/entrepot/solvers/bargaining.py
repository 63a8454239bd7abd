"""Bargaining: division of a pie, menus of concessions, screening, hold-up, clubs and win-sets (model equations 2.4, 2.6 and 2.8).

Every bad argument raises `entrepot.errors.SolverError`, which names the solver, the argument, its value and what is allowed.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from entrepot._core import solvers as _core
from entrepot.solvers._broadcast import over

__all__ = [
    "Agreement",
    "Belief",
    "ClubPayoffs",
    "DelayDefection",
    "MenuDeal",
    "MenuDemand",
    "NashSplit",
    "OfferShares",
    "ScreeningDemand",
    "SeizureThreshold",
    "StableClub",
    "Threat",
    "WinSet",
    "abatement_payoffs",
    "delay_defection",
    "egalitarian",
    "kalai_smorodinsky",
    "kalai_smorodinsky_menu",
    "least_threat",
    "nash",
    "nash_menu",
    "nash_set",
    "rubinstein",
    "rubinstein_limit",
    "screening_demand",
    "screening_menu",
    "seizure_threshold",
    "stable_club",
    "threat",
    "threshold_club",
    "win_set",
    "zone_of_agreement",
]

Array = NDArray[np.float64]
Utility = float | Callable[[float], float] | None
Method = Literal["automatic", "enumeration", "branch-and-bound"]


class NashSplit(NamedTuple):
    """Division of a pie. Without a deal the shares are 0 and the utilities those of disagreement."""

    deal: bool
    share_one: float
    share_two: float
    utility_one: float
    utility_two: float


class OfferShares(NamedTuple):
    """Shares of the side that makes the first offer and of the other."""

    first: float | Array
    second: float | Array


class Agreement(NamedTuple):
    """A point of a bargaining set; the disagreement if there is no deal."""

    deal: bool
    utility_one: float
    utility_two: float


class MenuDeal(NamedTuple):
    """Items of a deal (one flag an item), money from the host to the exporter, utilities, and gains over disagreement.

    `gap`: the objective may fall short of the best by this, in relative terms (1e-12 but for very many items of one gain/cost).
    """

    deal: bool
    items: NDArray[np.bool_]
    transfer: float
    utility_exporter: float
    utility_host: float
    gain_exporter: float
    gain_host: float
    gap: float

    @property
    def product(self) -> float:
        """Product of the gains."""
        return self.gain_exporter * self.gain_host

    @property
    def surplus(self) -> float:
        """Sum of the gains."""
        return self.gain_exporter + self.gain_host


class ScreeningDemand(NamedTuple):
    """A demand for money, the true probability that it is refused, its true expected utility, and what the mis-estimate costs."""

    demand: float | Array
    breakdown_probability: float | Array
    expected_utility: float | Array
    regret: float | Array


class Belief(NamedTuple):
    """Belief about the host's value.

    kind "lognormal": location = mean of ln V, scale = standard deviation of ln V. kind "uniform": V in [0, location]; scale is not read.
    refused_at: V is below this, because the host refused a demand of that worth.
    """

    kind: Literal["lognormal", "uniform"] = "lognormal"
    location: float = 0.0
    scale: float = 0.4
    refused_at: float = math.inf

    def below(self, v: ArrayLike) -> float | Array:
        """P(V < v).

        >>> round(Belief("lognormal", 0.0, 0.4).below(1.0), 12)
        0.5
        """
        found = np.vectorize(lambda x: _core.probability_below(*self, x), otypes=[float])(v)
        return found.item() if found.ndim == 0 else found


class MenuDemand(NamedTuple):
    """A demand of items (one flag an item) and money under a belief; the best prefix is that before toughness."""

    items: NDArray[np.bool_]
    transfer: float
    host_cost: float
    exporter_gain: float
    acceptance_probability: float
    expected_utility: float
    best_prefix: int
    best_expected_utility: float


class DelayDefection(NamedTuple):
    """What waiting leaves of the value, share of hosts that defect, longest delay that this host waits out, and whether it waits."""

    value_factor: float | Array
    defect_share: float | Array
    critical_delay: float | Array
    waits: bool | NDArray[np.bool_]


class SeizureThreshold(NamedTuple):
    """The host honours if its discount factor is at least `critical_discount`, or its discount rate at most `max_discount_rate`."""

    critical_discount: float | Array
    max_discount_rate: float | Array


class Threat(NamedTuple):
    """Whether the target gives in, its expected loss if it does not, and that loss less the cost of the concession."""

    concedes: bool | NDArray[np.bool_]
    expected_loss: float | Array
    margin: float | Array


class ClubPayoffs(NamedTuple):
    """Payoffs of a member (`inside[k]`) and of an outsider (`outside[k]`) of a club of k, k = 0 .. N."""

    inside: Array
    outside: Array


class StableClub(NamedTuple):
    """Stable sizes if who is indifferent joins, and if who is indifferent stays where it is."""

    sizes: NDArray[np.int32]
    weakly_stable: NDArray[np.int32]


class WinSet(NamedTuple):
    """What a ratifier prefers to the status quo: an interval."""

    low: float | Array
    high: float | Array


def nash(
    size: float,
    utility_one: Utility = None,
    utility_two: Utility = None,
    *,
    disagreement: tuple[float, float] = (0.0, 0.0),
    alpha: float = 0.5,
) -> NashSplit:
    """Asymmetric Nash division of a pie: max (u1(x) - d1)^alpha (u2(size - x) - d2)^(1 - alpha), both factors positive.

    size > 0; alpha in (0, 1): power of side one; disagreement in utilities. A utility is None (linear), a number in (0, 1] (the exponent of
    a power), or any increasing, concave function of the share. Exact for linear and power utilities, 1e-10 size for smooth functions.
    Source: Nash 1950.

    >>> split = nash(10, disagreement=(2, 1), alpha=0.7)
    >>> round(split.share_one, 12), round(split.share_two, 12)
    (6.9, 3.1)
    >>> round(nash(1, 0.5).share_one, 12)
    0.333333333333
    >>> import math
    >>> round(nash(1, math.log1p).share_one, 9)
    0.454733218
    """
    return NashSplit(*_core.nash_split(size, utility_one, utility_two, tuple(disagreement), alpha))


def rubinstein(delta_first: ArrayLike, delta_second: ArrayLike, rounds: int | None = None) -> OfferShares:
    """Alternating offers: first = (1 - d2)/(1 - d1 d2) without end, backward induction if there are only so many `rounds`.

    Discount factors in [0, 1], not both 1 without end; arrays are broadcast. Source: Rubinstein 1982.

    >>> shares = rubinstein(0.95, 0.9)
    >>> round(shares.first, 10), round(shares.second, 10)
    (0.6896551724, 0.3103448276)
    >>> round(rubinstein(0.9, 0.9, rounds=3).first, 12)
    0.91
    """
    if rounds is None:
        return over(OfferShares, _core.rubinstein_infinite, delta_first, delta_second)
    return over(OfferShares, _core.rubinstein_finite, delta_first, delta_second, rounds)


def rubinstein_limit(rate_first: ArrayLike, rate_second: ArrayLike, dt: ArrayLike = 0.0) -> OfferShares:
    """The game without end with discount factors exp(-rate dt); dt = 0 is the limit rate2/(rate1 + rate2).

    Rates >= 0, not both 0. Source: Binmore, Rubinstein & Wolinsky 1986.

    >>> round(rubinstein_limit(0.10, 0.05).first, 12)
    0.333333333333
    """
    return over(OfferShares, _core.rubinstein_limit, rate_first, rate_second, dt)


def _solve(
    name: str,
    frontier: ArrayLike | Callable[[float], float],
    interval: tuple[float, float],
    disagreement: tuple[float, float],
    alpha: float,
) -> Agreement:
    if callable(frontier):
        return Agreement(*getattr(_core, name + "_curve")(frontier, *interval, tuple(disagreement), alpha))
    return Agreement(*getattr(_core, name + "_points")(np.asarray(frontier, dtype=float), tuple(disagreement), alpha))


def nash_set(
    frontier: ArrayLike | Callable[[float], float],
    *,
    interval: tuple[float, float] = (0.0, 1.0),
    disagreement: tuple[float, float] = (0.0, 0.0),
    alpha: float = 0.5,
) -> Agreement:
    """Asymmetric Nash solution on a set with free disposal.

    frontier: n x 2 points, of which the convex hull is meant, or a concave, decreasing function u2(u1) on `interval`.

    >>> agreement = nash_set(lambda u: 1 - u * u)
    >>> round(agreement.utility_one, 10), round(agreement.utility_two, 10)
    (0.5773502692, 0.6666666667)
    """
    return _solve("nash", frontier, interval, disagreement, alpha)


def kalai_smorodinsky(
    frontier: ArrayLike | Callable[[float], float],
    *,
    interval: tuple[float, float] = (0.0, 1.0),
    disagreement: tuple[float, float] = (0.0, 0.0),
) -> Agreement:
    """Kalai-Smorodinsky solution: where the line from the disagreement to the ideal point meets the frontier (as in `nash_set`).

    >>> agreement = kalai_smorodinsky([(0, 1), (1, 0.7), (1, 0)])
    >>> round(agreement.utility_one, 10), round(agreement.utility_two, 10)
    (0.7692307692, 0.7692307692)
    """
    return _solve("kalai_smorodinsky", frontier, interval, disagreement, 0.5)


def egalitarian(
    frontier: ArrayLike | Callable[[float], float],
    *,
    interval: tuple[float, float] = (0.0, 1.0),
    disagreement: tuple[float, float] = (0.0, 0.0),
) -> Agreement:
    """Largest equal gain of both sides (frontier as in `nash_set`).

    >>> round(egalitarian([(0, 5), (10, 0)], disagreement=(1, 1)).utility_one, 10)
    3.3333333333
    """
    return _solve("egalitarian", frontier, interval, disagreement, 0.5)


def _menu(gain: ArrayLike, cost: ArrayLike, verifiability: ArrayLike | None) -> tuple[Array, Array, Array]:
    g = np.atleast_1d(np.asarray(gain, dtype=float))
    w = np.ones(g.shape) if verifiability is None else np.atleast_1d(np.asarray(verifiability, dtype=float))
    return g, np.atleast_1d(np.asarray(cost, dtype=float)), w


def nash_menu(
    gain: ArrayLike,
    cost: ArrayLike,
    verifiability: ArrayLike | None = None,
    *,
    package_value: float,
    risk_cost: float = 0.0,
    disagreement_exporter: float = 0.0,
    disagreement_host: float = 0.0,
    alpha: float = 0.5,
    transfer_cap: float = 0.0,
    method: Method = "automatic",
) -> MenuDeal:
    """Nash bargaining over concessions that are made or not, and money T of at most `transfer_cap` either way (0: none; inf: free).

    Gain of the exporter sum w g x - risk_cost + T - its disagreement, of the host package_value - sum k x - T - its disagreement; the deal
    maximises exporter^alpha host^(1 - alpha), both positive. gain, cost >= 0 and verifiability in [0, 1] (1 if left out), of one length of
    1 to 64; alpha in (0, 1). Methods: "enumeration" (up to 24 items), "branch-and-bound", "automatic" (whatever is fast).

    Two concessions are worth the risk, the third is too dear:

    >>> deal = nash_menu([4, 3, 5], [3, 1, 4], package_value=10, risk_cost=2, disagreement_host=4)
    >>> deal.items
    array([ True,  True, False])
    >>> deal.utility_exporter, deal.utility_host
    (5.0, 6.0)
    """
    g, k, w = _menu(gain, cost, verifiability)
    return MenuDeal(
        *_core.nash_menu(g, k, w, package_value, risk_cost, disagreement_exporter, disagreement_host, alpha, transfer_cap, method)
    )


def kalai_smorodinsky_menu(
    gain: ArrayLike,
    cost: ArrayLike,
    verifiability: ArrayLike | None = None,
    *,
    package_value: float,
    risk_cost: float = 0.0,
    disagreement_exporter: float = 0.0,
    disagreement_host: float = 0.0,
    transfer_cap: float = 0.0,
    method: Method = "automatic",
) -> MenuDeal:
    """Kalai-Smorodinsky on the menu of `nash_menu`: the largest smaller one of the two gains, each over the largest that it could be.

    >>> deal = kalai_smorodinsky_menu([4, 3, 1, 0.5, 5], [3, 1, 0.5, 2, 4], package_value=10, risk_cost=2, disagreement_host=4)
    >>> deal.items
    array([ True, False,  True, False, False])
    """
    g, k, w = _menu(gain, cost, verifiability)
    return MenuDeal(
        *_core.kalai_smorodinsky_menu(
            g, k, w, package_value, risk_cost, disagreement_exporter, disagreement_host, 0.5, transfer_cap, method
        )
    )


def screening_demand(
    value_bound: ArrayLike, risk_cost: ArrayLike = 0.0, lost_share: ArrayLike = 0.0, estimate_factor: ArrayLike = 1.0
) -> ScreeningDemand:
    """Best demand from a host whose value is uniform on [0, value_bound]: t = clip((V + risk_cost - lost_share)/2, 0, V).

    The exporter believes in V = estimate_factor x value_bound; probability, utility and regret (V e^2/4 in the interior) are true.

    >>> demand = screening_demand(10, 2, 3)
    >>> demand.demand, round(demand.breakdown_probability, 12), round(demand.expected_utility, 12)
    (4.5, 0.45, 0.025)
    >>> screening_demand(10, 2, 3, [0.8, 1.2]).regret.round(12)
    array([0.1, 0.1])
    """
    return over(ScreeningDemand, _core.screening_demand, value_bound, risk_cost, lost_share, estimate_factor)


def screening_menu(
    gain: ArrayLike,
    cost: ArrayLike,
    verifiability: ArrayLike | None = None,
    *,
    belief: Belief,
    risk_cost: float = 0.0,
    disagreement_exporter: float = 0.0,
    disagreement_host: float = 0.0,
    toughness: float = 1.0,
    transfer_cap: float = 0.0,
) -> MenuDemand:
    """Best demand over a menu: items by falling w g/k; the first j give (t_j, G_j); the offer maximises (1 - F(t + d_P))(G - R) + F d_US.

    `toughness` multiplies t of the best offer; the demand is the longest prefix within it, and the rest in money up to `transfer_cap`.

    >>> demand = screening_menu([4, 4, 5], [2, 1, 5], belief=Belief("uniform", 8.0), risk_cost=1, disagreement_host=1)
    >>> demand.items
    array([ True,  True, False])
    >>> demand.expected_utility
    3.5
    """
    g, k, w = _menu(gain, cost, verifiability)
    return MenuDemand(*_core.screening_menu(g, k, w, *belief, risk_cost, disagreement_exporter, disagreement_host, toughness, transfer_cap))


def delay_defection(discount_rate: ArrayLike, mean_delay: ArrayLike, rival_ratio: ArrayLike) -> DelayDefection:
    """A host that waits for a licence of a mean delay or buys from the rival now, whose value is rival_ratio of the exporter's.

    It waits iff mean_delay <= (1/rival_ratio - 1)/discount_rate; with the ratio uniform on [0, 1] the share r D/(1 + r D) defects.

    >>> host = delay_defection(0.2, 1.0, 0.7)
    >>> round(host.defect_share, 12), round(host.critical_delay, 9), host.waits
    (0.166666666667, 2.142857143, True)
    """
    return over(DelayDefection, _core.delay_defection, discount_rate, mean_delay, rival_ratio)


def seizure_threshold(seizure_value: ArrayLike, rent: ArrayLike, punished_flow: ArrayLike) -> SeizureThreshold:
    """Self-enforcing investment: the host honours iff its discount factor is at least (K - h)/(K - p), p <= h (Thomas & Worrall 1994).

    >>> seizure_threshold([10, 20], 2, 0.5).critical_discount.round(6)
    array([0.842105, 0.923077])
    """
    return over(SeizureThreshold, _core.seizure_threshold, seizure_value, rent, punished_flow)


def threat(concession_cost: ArrayLike, credibility: ArrayLike, loss: ArrayLike) -> Threat:
    """A threat that is carried out with probability `credibility`: the target concedes iff concession_cost <= credibility x loss.

    >>> threat(3.0, 0.5, 8.0)
    Threat(concedes=True, expected_loss=4.0, margin=1.0)
    """
    return over(Threat, _core.threat, concession_cost, credibility, loss)


def least_threat(concession_cost: float, credibility: float, loss: Callable[[float], float], highest: float) -> float | None:
    """Smallest tariff in [0, highest] at which the target concedes; None if the highest does not suffice. loss does not decrease.

    >>> least_threat(3.0, 0.5, lambda tariff: 20 * tariff, 1.0)
    0.3
    >>> least_threat(3.0, 0.1, lambda tariff: 20 * tariff, 1.0) is None
    True
    """
    return _core.least_threat(concession_cost, credibility, loss, highest)


def abatement_payoffs(states: int, benefit: float = 1.0, cost: float = 1.0) -> ClubPayoffs:
    """Abatement game of like states: a member of a club of k plays k b/c, an outsider b/c; payoff b Q - c q^2/2 (Barrett 1994).

    >>> abatement_payoffs(3).inside[1:]
    array([2.5, 3. , 4.5])
    """
    return ClubPayoffs(*_core.abatement_payoffs(states, benefit, cost))


def stable_club(
    inside: Sequence[float] | Array | Callable[[int], float],
    outside: Sequence[float] | Array | Callable[[int], float],
    *,
    states: int | None = None,
    sanction: float = 0.0,
) -> StableClub:
    """Sizes at which no member gains by leaving and no outsider by joining; outsiders pay the secondary sanction `sanction` k/N.

    inside[k], outside[k]: payoffs beside a club of k, arrays of length N + 1 (inside[0] and outside[N] are not read), or functions of k,
    with `states` = N. Equal means to 1e-12. Sources: Carraro & Siniscalco 1993, Barrett 1994.

    >>> stable_club(*abatement_payoffs(10)).sizes
    array([3], dtype=int32)
    >>> stable_club(*abatement_payoffs(10), sanction=10.0).weakly_stable
    array([4, 5], dtype=int32)
    """

    def table(payoff: Sequence[float] | Array | Callable[[int], float], unread: int) -> Array:
        if not callable(payoff):
            return np.asarray(payoff, dtype=float)
        if states is None:
            raise TypeError("stable_club: payoffs that are functions need `states`")
        return np.array([0.0 if k == unread else payoff(k) for k in range(states + 1)])

    return StableClub(*_core.stable_club(table(inside, 0), table(outside, -1 if states is None else states), sanction))


def threshold_club(benefit: float, cost: float) -> int:
    """Smallest club whose members gain: ceil(cost/benefit), exact where the quotient is whole but for rounding.

    >>> threshold_club(0.3, 1.0), threshold_club(0.1, 1.1)
    (4, 11)
    """
    return _core.threshold_club(benefit, cost)


def win_set(status_quo: ArrayLike, ratifier: ArrayLike) -> WinSet:
    """What a ratifier with this ideal point prefers weakly to the status quo: [min(q, 2r - q), max(q, 2r - q)] (Putnam 1988).

    >>> win_set(0.0, 0.3)
    WinSet(low=0.0, high=0.6)
    """
    return over(WinSet, _core.win_set, status_quo, ratifier)


def zone_of_agreement(status_quo: float, ratifiers: ArrayLike) -> WinSet | None:
    """Intersection of the win-sets of all ratifiers; None if only the status quo is left.

    >>> zone_of_agreement(0.0, [0.3, 0.5])
    WinSet(low=0.0, high=0.6)
    >>> zone_of_agreement(0.4, [0.3, 0.6]) is None
    True
    """
    zone = _core.zone_of_agreement(status_quo, np.atleast_1d(np.asarray(ratifiers, dtype=float)))
    return None if zone is None else WinSet(*zone)
