from __future__ import annotations
import numpy
import numpy.typing
import typing
class PublicSafety(typing.NamedTuple):
    """Safety of the leader and of the second lab when all capabilities are known."""
    leader: float | numpy.typing.NDArray[numpy.float64]; second: float | numpy.typing.NDArray[numpy.float64]
class Takeoff(typing.NamedTuple):
    """Level at the time asked for (infinity from the blow-up on) and the time of the blow-up (infinity if there is none)."""
    level: float; blow_up: float
class Theft(typing.NamedTuple):
    """Probability of any theft in the time, and the mean time to the first in years."""
    probability: float; mean_time: float
class ScalingLaw(typing.NamedTuple):
    """Loss E + A/N^alpha + B/D^beta of a model with N parameters trained on D tokens. All >= 0, the last four > 0."""
    irreducible: float; parameter_scale: float; token_scale: float; parameter_exponent: float; token_exponent: float
class Training(typing.NamedTuple):
    """Parameters, tokens and loss of a training run."""
    parameters: float; tokens: float; loss: float
def algorithm_growth(doubling_months: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
    """Growth a year (a factor) of algorithms that double in so many months > 0, 2^(12/months)."""
def compute_optimal(law: ScalingLaw, compute_flop: float) -> Training:
    """Best split of C = 6 N D > 0 FLOP between parameters and tokens."""
def effective_compute(compute_flop: numpy.typing.ArrayLike, algorithms: numpy.typing.ArrayLike, exponent: numpy.typing.ArrayLike = 1.0, break_flop: numpy.typing.ArrayLike = 1.0) -> float | numpy.typing.NDArray[numpy.float64]:
    """log10 of effective compute: log10 A + log10 C_b + a_c log10(C/C_b)."""
def lead_decay(growth_gap: numpy.typing.ArrayLike, spillover: numpy.typing.ArrayLike, first_lead: numpy.typing.ArrayLike, t_years: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
    """Lead with spillover, the solution of L' = g - lambda L. spillover lambda >= 0 a year, t_years >= 0. Arrays are broadcast."""
def lead_months(ratio: numpy.typing.ArrayLike, growth_per_year: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
    """Months that a ratio of effective compute is worth, 12 ln(ratio)/ln(growth). ratio > 0, growth_per_year > 1. Arrays are broadcast."""
def race_risk(information: typing.Literal['none', 'private', 'public'], labs: numpy.typing.ArrayLike, enmity: numpy.typing.ArrayLike, spread: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
    """Probability that the race ends in disaster, 1 - E[safety of the winner], with arguments as for `race_safety`. Arrays are broadcast."""
def race_safety(information: typing.Literal['none', 'private', 'public'], labs: numpy.typing.ArrayLike, enmity: numpy.typing.ArrayLike, *, spread: numpy.typing.ArrayLike | None = None, capability: numpy.typing.ArrayLike | None = None, gap: numpy.typing.ArrayLike | None = None) -> float | numpy.typing.NDArray[numpy.float64] | PublicSafety:
    """Safety in [0, 1] that labs choose in equilibrium, by what they know."""
def scaling_loss(law: ScalingLaw, parameters: float, tokens: float) -> float:
    """Loss of a model with these parameters and tokens, both > 0."""
def takeoff(returns: float, k: float, t: float, first_level: float = 1.0) -> Takeoff:
    """Solution of S' = k S^r: slow for r < 1, exponential at r = 1, infinite in finite time for r > 1."""
def theft_hazard(hazard_per_site_year: float, sites: float, years: float) -> Theft:
    """Probability of any theft from so many sites in so many years, 1 - exp(-h m T). All >= 0."""
BESIROGLU_2024: ScalingLaw
HOFFMANN_2022: ScalingLaw
