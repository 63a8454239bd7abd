from __future__ import annotations
import numpy
import numpy.typing
import typing
class RealOption(typing.NamedTuple):
    """Roots beta1 > 1 and beta2 < 0, V*/I without lag, exp(delta lag), and V*/I with it."""
    beta1: float; beta2: float; multiple: float; lag_multiplier: float; trigger: float
class DataCentreOutput(typing.NamedTuple):
    """Chips that run, and what binds: "chips", "power" or "shells"."""
    online: float; bottleneck: str
def ai_chip_output(good_dies: numpy.typing.ArrayLike, memory_stacks: numpy.typing.ArrayLike, stacks_per_chip: numpy.typing.ArrayLike, packaging: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
    """The scarcest of good logic dies, memory stacks/stacks_per_chip and packaging capacity. All >= 0, stacks_per_chip > 0."""
def data_centre_output(chips: float, power_mw: float, kw_per_chip: float, shells: float) -> DataCentreOutput:
    """Chips that run: min(chips, 1000 MW/kW, shells), shells counted in chips they hold. All >= 0, kw_per_chip > 0."""
def defect_density(ratio: numpy.typing.ArrayLike, quarters: numpy.typing.ArrayLike, tool_denial: numpy.typing.ArrayLike = 0.0, *, floor: numpy.typing.ArrayLike = 0.05, first: numpy.typing.ArrayLike, learning_rate: numpy.typing.ArrayLike, engineering: numpy.typing.ArrayLike, denial_effect: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
    """Defects per cm2: floor + (first - floor) ratio^log2(1-LR) exp(-engineering quarters) (1 + denial_effect tool_denial)."""
def defects_of_yield(area_cm2: numpy.typing.ArrayLike, yield_: numpy.typing.ArrayLike, clustering: numpy.typing.ArrayLike = 3.0) -> float | numpy.typing.NDArray[numpy.float64]:
    """Defect density at which `yield_negative_binomial` is yield_ in (0, 1]."""
def dies_per_wafer(diameter_mm: numpy.typing.ArrayLike, die_area_mm2: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
    """Gross dies on a round wafer, pi d^2/(4A) - pi d/sqrt(2A), at least 0. diameter_mm, die_area_mm2 > 0."""
def learning_curve(ratio: numpy.typing.ArrayLike, learning_rate: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
    """Cost after cumulative output has grown by ratio > 0: ratio^log2(1 - LR), learning_rate LR in [0, 1). Source: Wright 1936."""
def pipeline(started: numpy.typing.ArrayLike, under_way: numpy.typing.ArrayLike) -> numpy.typing.NDArray[numpy.float64]:
    """What is finished in each period when building takes len(under_way) periods and under_way[k] is due in period k."""
def policy_sigma(sigma: numpy.typing.ArrayLike, toggles_per_year: numpy.typing.ArrayLike, jump: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
    """Volatility with policy risk: sqrt(min(0.36, sigma^2 + toggles jump^2)), jump = difference of ln V between regimes. All >= 0."""
def present_value(flow: numpy.typing.ArrayLike, r: float, depreciation: float = 0.0, dt_years: float = 0.25) -> float:
    """sum_t exp(-(r + depreciation) t dt) flow_t, flows at the end of each period of dt_years > 0. Rates are a year."""
def real_option(r: float, delta: float, sigma: float, lag_years: float = 0.0) -> RealOption:
    """Trigger of an investment under uncertainty, with a lag."""
def regime_value(probability: numpy.typing.ArrayLike, value: numpy.typing.ArrayLike, subsidy: float = 0.0) -> float:
    """Expected value over policy regimes, plus a subsidy. probability and value by regime; probabilities sum to 1."""
def share_started(value: numpy.typing.ArrayLike, trigger_value: numpy.typing.ArrayLike, dispersion: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
    """Share of projects whose trigger is met, Phi(ln(V/V_trig)/s)."""
def yield_murphy(area_cm2: numpy.typing.ArrayLike, defects_per_cm2: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
    """Yield where the density of defects varies, ((1 - exp(-A D0))/(A D0))^2. Source: Murphy 1964."""
def yield_negative_binomial(area_cm2: numpy.typing.ArrayLike, defects_per_cm2: numpy.typing.ArrayLike, clustering: numpy.typing.ArrayLike = 3.0) -> float | numpy.typing.NDArray[numpy.float64]:
    """Yield where defects cluster, (1 + A D0/a)^(-a); clustering a > 0, infinity gives Poisson. Source: Stapper 1983."""
def yield_poisson(area_cm2: numpy.typing.ArrayLike, defects_per_cm2: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
    """Yield of a die of area A >= 0 at D0 >= 0 defects per cm2 that fall at random, exp(-A D0)."""
def yield_seeds(area_cm2: numpy.typing.ArrayLike, defects_per_cm2: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
    """Yield where the density of defects is exponential, 1/(1 + A D0)."""
