from __future__ import annotations
import collections.abc
import numpy
import numpy.typing
import typing
class NashSplit(typing.NamedTuple):
    """Division of a pie. Without a deal the shares are 0 and the utilities those of disagreement."""
    deal: bool; share_one: float; share_two: float; utility_one: float; utility_two: float
class OfferShares(typing.NamedTuple):
    """Shares of the side that makes the first offer and of the other."""
    first: float | numpy.typing.NDArray[numpy.float64]; second: float | numpy.typing.NDArray[numpy.float64]
class Agreement(typing.NamedTuple):
    """A point of a bargaining set; the disagreement if there is no deal."""
    deal: bool; utility_one: float; utility_two: float
class MenuDeal(typing.NamedTuple):
    """Items of a deal (one flag an item), money from the host to the exporter, utilities, and gains over disagreement."""
    deal: bool; items: numpy.typing.NDArray[numpy.bool]; transfer: float; utility_exporter: float; utility_host: float; gain_exporter: float; gain_host: float; gap: float
    @property
    def product(self) -> float:
        """Product of the gains."""
    @property
    def surplus(self) -> float:
        """Sum of the gains."""
class ScreeningDemand(typing.NamedTuple):
    """A demand for money, the true probability that it is refused, its true expected utility, and what the mis-estimate costs."""
    demand: float | numpy.typing.NDArray[numpy.float64]; breakdown_probability: float | numpy.typing.NDArray[numpy.float64]; expected_utility: float | numpy.typing.NDArray[numpy.float64]; regret: float | numpy.typing.NDArray[numpy.float64]
class Belief(typing.NamedTuple):
    """Belief about the host's value."""
    kind: typing.Literal['lognormal', 'uniform'] = ...; location: float = ...; scale: float = ...; refused_at: float = ...
    def below(self, v: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
        """P(V < v)."""
class MenuDemand(typing.NamedTuple):
    """A demand of items (one flag an item) and money under a belief; the best prefix is that before toughness."""
    items: numpy.typing.NDArray[numpy.bool]; transfer: float; host_cost: float; exporter_gain: float; acceptance_probability: float; expected_utility: float; best_prefix: int; best_expected_utility: float
class DelayDefection(typing.NamedTuple):
    """What waiting leaves of the value, share of hosts that defect, longest delay that this host waits out, and whether it waits."""
    value_factor: float | numpy.typing.NDArray[numpy.float64]; defect_share: float | numpy.typing.NDArray[numpy.float64]; critical_delay: float | numpy.typing.NDArray[numpy.float64]; waits: bool | numpy.typing.NDArray[numpy.bool]
class SeizureThreshold(typing.NamedTuple):
    """The host honours if its discount factor is at least `critical_discount`, or its discount rate at most `max_discount_rate`."""
    critical_discount: float | numpy.typing.NDArray[numpy.float64]; max_discount_rate: float | numpy.typing.NDArray[numpy.float64]
class Threat(typing.NamedTuple):
    """Whether the target gives in, its expected loss if it does not, and that loss less the cost of the concession."""
    concedes: bool | numpy.typing.NDArray[numpy.bool]; expected_loss: float | numpy.typing.NDArray[numpy.float64]; margin: float | numpy.typing.NDArray[numpy.float64]
class ClubPayoffs(typing.NamedTuple):
    """Payoffs of a member (`inside[k]`) and of an outsider (`outside[k]`) of a club of k, k = 0 .. N."""
    inside: numpy.typing.NDArray[numpy.float64]; outside: numpy.typing.NDArray[numpy.float64]
class StableClub(typing.NamedTuple):
    """Stable sizes if who is indifferent joins, and if who is indifferent stays where it is."""
    sizes: numpy.typing.NDArray[numpy.int32]; weakly_stable: numpy.typing.NDArray[numpy.int32]
class WinSet(typing.NamedTuple):
    """What a ratifier prefers to the status quo: an interval."""
    low: float | numpy.typing.NDArray[numpy.float64]; high: float | numpy.typing.NDArray[numpy.float64]
def abatement_payoffs(states: int, benefit: float = 1.0, cost: float = 1.0) -> ClubPayoffs:
    """Abatement game of like states: a member of a club of k plays k b/c, an outsider b/c; payoff b Q - c q^2/2."""
def delay_defection(discount_rate: numpy.typing.ArrayLike, mean_delay: numpy.typing.ArrayLike, rival_ratio: numpy.typing.ArrayLike) -> DelayDefection:
    """A host that waits for a licence of a mean delay or buys from the rival now, whose value is rival_ratio of the exporter's."""
def egalitarian(frontier: numpy.typing.ArrayLike | collections.abc.Callable[[float], float], *, interval: tuple[float, float] = (0.0, 1.0), disagreement: tuple[float, float] = (0.0, 0.0)) -> Agreement:
    """Largest equal gain of both sides (frontier as in `nash_set`)."""
def kalai_smorodinsky(frontier: numpy.typing.ArrayLike | collections.abc.Callable[[float], float], *, interval: tuple[float, float] = (0.0, 1.0), disagreement: tuple[float, float] = (0.0, 0.0)) -> Agreement:
    """Kalai-Smorodinsky solution: where the line from the disagreement to the ideal point meets the frontier (as in `nash_set`)."""
def kalai_smorodinsky_menu(gain: numpy.typing.ArrayLike, cost: numpy.typing.ArrayLike, verifiability: numpy.typing.ArrayLike | None = None, *, package_value: float, risk_cost: float = 0.0, disagreement_exporter: float = 0.0, disagreement_host: float = 0.0, transfer_cap: float = 0.0, method: typing.Literal['automatic', 'enumeration', 'branch-and-bound'] = 'automatic') -> MenuDeal:
    """Kalai-Smorodinsky on the menu of `nash_menu`: the largest smaller one of the two gains, each over the largest that it could be."""
def least_threat(concession_cost: float, credibility: float, loss: collections.abc.Callable[[float], float], highest: float) -> float | None:
    """Smallest tariff in [0, highest] at which the target concedes; None if the highest does not suffice. loss does not decrease."""
def nash(size: float, utility_one: float | collections.abc.Callable[[float], float] | None = None, utility_two: float | collections.abc.Callable[[float], float] | None = None, *, disagreement: tuple[float, float] = (0.0, 0.0), alpha: float = 0.5) -> NashSplit:
    """Asymmetric Nash division of a pie: max (u1(x) - d1)^alpha (u2(size - x) - d2)^(1 - alpha), both factors positive."""
def nash_menu(gain: numpy.typing.ArrayLike, cost: numpy.typing.ArrayLike, verifiability: numpy.typing.ArrayLike | None = None, *, package_value: float, risk_cost: float = 0.0, disagreement_exporter: float = 0.0, disagreement_host: float = 0.0, alpha: float = 0.5, transfer_cap: float = 0.0, method: typing.Literal['automatic', 'enumeration', 'branch-and-bound'] = 'automatic') -> MenuDeal:
    """Nash bargaining over concessions that are made or not, and money T of at most `transfer_cap` either way (0: none; inf: free)."""
def nash_set(frontier: numpy.typing.ArrayLike | collections.abc.Callable[[float], float], *, interval: tuple[float, float] = (0.0, 1.0), disagreement: tuple[float, float] = (0.0, 0.0), alpha: float = 0.5) -> Agreement:
    """Asymmetric Nash solution on a set with free disposal. Source: Nash 1950."""
def rubinstein(delta_first: numpy.typing.ArrayLike, delta_second: numpy.typing.ArrayLike, rounds: numpy.typing.ArrayLike | None = None) -> OfferShares:
    """Alternating offers: first = (1 - d2)/(1 - d1 d2) without end, backward induction if there are only so many `rounds` >= 1."""
def rubinstein_limit(rate_first: numpy.typing.ArrayLike, rate_second: numpy.typing.ArrayLike, dt: numpy.typing.ArrayLike = 0.0) -> OfferShares:
    """The game without end with discount factors exp(-rate dt); dt = 0 is the limit rate2/(rate1 + rate2)."""
def screening_demand(value_bound: numpy.typing.ArrayLike, risk_cost: numpy.typing.ArrayLike = 0.0, lost_share: numpy.typing.ArrayLike = 0.0, estimate_factor: numpy.typing.ArrayLike = 1.0) -> ScreeningDemand:
    """Best demand from a host whose value is uniform on [0, value_bound]: t = clip((V + risk_cost - lost_share)/2, 0, V)."""
def screening_menu(gain: numpy.typing.ArrayLike, cost: numpy.typing.ArrayLike, verifiability: numpy.typing.ArrayLike | None = None, *, belief: Belief, risk_cost: float = 0.0, disagreement_exporter: float = 0.0, disagreement_host: float = 0.0, toughness: float = 1.0, transfer_cap: float = 0.0) -> MenuDemand:
    """Best demand over a menu: items by falling w g/k; the first j give (t_j, G_j); the offer maximises (1 - F(t + d_P))(G - R) + F d_US."""
def seizure_threshold(seizure_value: numpy.typing.ArrayLike, rent: numpy.typing.ArrayLike, punished_flow: numpy.typing.ArrayLike) -> SeizureThreshold:
    """Self-enforcing investment: the host honours iff its discount factor is at least (K - h)/(K - p)."""
def stable_club(inside: numpy.typing.ArrayLike | collections.abc.Callable[[int], float], outside: numpy.typing.ArrayLike | collections.abc.Callable[[int], float], *, states: int | None = None, sanction: float = 0.0) -> StableClub:
    """Sizes at which no member gains by leaving and no outsider by joining; outsiders pay the secondary sanction `sanction` k/N >= 0."""
def threat(concession_cost: numpy.typing.ArrayLike, credibility: numpy.typing.ArrayLike, loss: numpy.typing.ArrayLike) -> Threat:
    """A threat that is carried out with probability `credibility`: the target concedes iff concession_cost <= credibility x loss."""
def threshold_club(benefit: float, cost: float) -> int:
    """Smallest club whose members gain: ceil(cost/benefit), both > 0; exact where the quotient is whole but for rounding."""
def win_set(status_quo: numpy.typing.ArrayLike, ratifier: numpy.typing.ArrayLike) -> WinSet:
    """What a ratifier with this ideal point prefers weakly to the status quo: [min(q, 2r - q), max(q, 2r - q)]."""
def zone_of_agreement(status_quo: float, ratifiers: numpy.typing.ArrayLike) -> WinSet | None:
    """Intersection of the win-sets of all ratifiers (at least one); None if only the status quo is left."""
