from __future__ import annotations
import numpy
import numpy.typing
import typing
class NestedLogit(typing.NamedTuple):
    """Shares of the products and of staying out, and the logsum W. By buyer, unless one buyer was given without an axis."""
    shares: numpy.typing.NDArray[numpy.float64]; outside_share: float | numpy.typing.NDArray[numpy.float64]; logsum: float | numpy.typing.NDArray[numpy.float64]
class Rationing(typing.NamedTuple):
    """Who gets how much; the level of the water (infinity if all orders are filled) or the fraction that is filled."""
    allocation: numpy.typing.NDArray[numpy.float64]; level: float
class Clearing(typing.NamedTuple):
    """Price that clears (0 if nothing is scarce), quantities, and what one more unit is worth above the price where a cap binds."""
    price: float; quantity: numpy.typing.NDArray[numpy.float64]; shadow: numpy.typing.NDArray[numpy.float64]
class Incidence(typing.NamedTuple):
    """Prices abroad and at home, imports, the part of a small tariff that exporters bear, and the revenue (or the rent of a quota)."""
    world_price: float; domestic_price: float; imports: float; exporter_share: float; revenue: float
class CesDemand(typing.NamedTuple):
    """Shares of spending and the price index."""
    shares: numpy.typing.NDArray[numpy.float64]; price_index: float
def ces(weights: numpy.typing.ArrayLike, prices: numpy.typing.ArrayLike, sigma: float) -> CesDemand:
    """Shares a p^(1-sigma)/sum and the index (sum a p^(1-sigma))^(1/(1-sigma)); sigma = 1 (Cobb-Douglas) needs weights that sum to 1."""
def clear_isoelastic(scale: numpy.typing.ArrayLike, elasticity: numpy.typing.ArrayLike, supply: float, cap: numpy.typing.ArrayLike | None = None) -> Clearing:
    """The price at which demands min(A p^-eps, cap) add up to the supply > 0."""
def diversion_ratios(before: numpy.typing.ArrayLike, after: numpy.typing.ArrayLike, gone: int) -> numpy.typing.NDArray[numpy.float64]:
    """Where the buyers of a product go when it is gone: (after - before)/before[gone] by product; -1 for the one that is gone."""
def gains_from_trade(domestic_share: numpy.typing.ArrayLike, trade_elasticity: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
    """Share of income that autarky would cost, 1 - lambda^(1/eps)."""
def nested_logit(utility: numpy.typing.ArrayLike, outside: numpy.typing.ArrayLike, nest_of: numpy.typing.ArrayLike, dissimilarity: numpy.typing.ArrayLike) -> NestedLogit:
    """Nested logit of many buyers."""
def optimal_tariff(supply_elasticity: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
    """Ad valorem tariff that is best for the importer alone, 1/omega (infinity for a fixed supply). supply_elasticity omega >= 0."""
def proportional_ration(orders: numpy.typing.ArrayLike, supply: float) -> Rationing:
    """Every order is filled to the same part, min(1, supply/sum of orders). orders, supply >= 0."""
def quota_incidence(demand_intercept: float, demand_slope: float, supply_intercept: float, supply_slope: float, quota: float) -> Incidence:
    """A quota of so many units >= 0 in the market of `tariff_incidence`; revenue is its rent."""
def tariff_incidence(demand_intercept: float, demand_slope: float, supply_intercept: float, supply_slope: float, tariff: float) -> Incidence:
    """A specific tariff >= 0 where import demand is a - b p and export supply c + d p*; slopes b, d > 0."""
def tariff_incidence_elastic(demand_scale: float, demand_elasticity: float, supply_scale: float, supply_elasticity: float, tariff: float) -> Incidence:
    """An ad valorem tariff tau > -1 where demand is A p^-eta and supply B p*^omega, p = p* (1 + tau). A, B, eta > 0, omega >= 0."""
def water_fill(orders: numpy.typing.ArrayLike, weights: numpy.typing.ArrayLike, supply: float) -> Rationing:
    """Rationing by weighted water filling: min(x_b, o_b L) with the level L at which all supply is given out."""
