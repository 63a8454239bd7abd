from __future__ import annotations
import numpy
import numpy.typing
import typing
class Adoption(typing.NamedTuple):
    """Share of those who will ever adopt that has adopted, and its growth a unit of time."""
    cumulative: float | numpy.typing.NDArray[numpy.float64]; rate: float | numpy.typing.NDArray[numpy.float64]
class AdoptionPeak(typing.NamedTuple):
    """When adoption is fastest, with the share and the rate then."""
    t: float; cumulative: float; rate: float
class Equilibria(typing.NamedTuple):
    """All solutions, smallest first: order parameters m in (-1, 1) and shares (1 + m)/2."""
    m: numpy.typing.NDArray[numpy.float64]; share: numpy.typing.NDArray[numpy.float64]
class LockIn(typing.NamedTuple):
    """Spontaneous order, the share of the incumbent, and the disadvantage per unit J up to which it holds."""
    m: float; share: float; critical_field: float
def bass(innovation: numpy.typing.ArrayLike, imitation: numpy.typing.ArrayLike, t: numpy.typing.ArrayLike) -> Adoption:
    """Bass diffusion: dF/dt = (p + q F)(1 - F) from F(0) = 0."""
def bass_discrete(innovation: float, imitation: float, periods: int) -> numpy.typing.NDArray[numpy.float64]:
    """Bass in whole periods, F(1) to F(periods): F(t) = F(t-1) + (p + q F(t-1))(1 - F(t-1)). p, q >= 0, p + q <= 1."""
def bass_peak(innovation: float, imitation: float) -> AdoptionPeak:
    """When the rate is largest: t* = ln(q/p)/(p+q); at the start if q <= p. innovation p > 0, imitation q >= 0. Source: Bass 1969."""
def bass_step(adopted: numpy.typing.ArrayLike, innovation: numpy.typing.ArrayLike, imitation: numpy.typing.ArrayLike, dt: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
    """The equation of `bass` from any share in [0, 1] over dt >= 0, exactly; parameters may change between steps. Arrays are broadcast."""
def lock_in(coupling: float) -> LockIn:
    """Lock-in of the mean field with K = beta J >= 0: none for K <= 1."""
def logit_share(advantage: numpy.typing.ArrayLike, installed: numpy.typing.ArrayLike, network: float) -> numpy.typing.NDArray[numpy.float64]:
    """Shares of a choice with network effects, softmax(advantage + network * installed)."""
def mean_field_equilibria(coupling: float, field: float = 0.0) -> Equilibria:
    """All solutions of m = tanh(K (m + h)): three if K > 1 and |h| is below the critical field (see `lock_in`), else one."""
def network_equilibria(advantage: float, network: float) -> Equilibria:
    """Shares s that reproduce themselves, s = sigmoid(d + g (2 s - 1)): the mean field with K = g/2 and h = d/g. network g >= 0."""
def switching_threshold(cost: numpy.typing.ArrayLike, rate: numpy.typing.ArrayLike, horizon: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
    """Advantage a year from which switching pays, S r/(1 - e^(-r T))."""
