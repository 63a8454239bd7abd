from __future__ import annotations
import numpy
import numpy.typing
import typing
class Coverage(typing.NamedTuple):
    """Coverage of every target, its sum, the water level v, both payoffs at the attacker's best reply, and the target attacked."""
    coverage: numpy.typing.NDArray[numpy.float64]; spent: float; level: float; attacker: float; defender: float; target: int
class BlackMarket(typing.NamedTuple):
    """Price, premium over the legal price, quantity and smugglers' revenue."""
    price: float; premium: float; quantity: float; revenue: float
class OfferedMarket(typing.NamedTuple):
    """A black market before entry, and what each offer sells."""
    market: BlackMarket; sold: numpy.typing.NDArray[numpy.float64]
class Commitment(typing.NamedTuple):
    """Leader's probabilities, the follower's response (ties in the leader's favour) and both payoffs."""
    strategy: numpy.typing.NDArray[numpy.float64]; response: int; leader: float; follower: float
def black_market(goods_price: float, cost: float, interdiction: float, fine: float, elasticity: float, scale: float = 1.0) -> BlackMarket:
    """Black market with free entry: price at break-even, demand scale (p/p0)^(-elasticity)."""
def black_market_offers(goods_price: float, elasticity: float, scale: float, break_even: numpy.typing.ArrayLike, capacity: numpy.typing.ArrayLike) -> OfferedMarket:
    """Black market before entry: the price at which demand meets the capacity of those who break even at it, cheapest first."""
def commit_mixed(leader: numpy.typing.ArrayLike, follower: numpy.typing.ArrayLike) -> Commitment:
    """Best mixed commitment of the row player; at most 6 rows and 12 columns. Source: Conitzer & Sandholm 2006."""
def commit_pure(leader: numpy.typing.ArrayLike, follower: numpy.typing.ArrayLike) -> Commitment:
    """Best pure commitment of the row player. Payoffs of both: matrices of one shape, a row an action of the leader."""
def detection_hazard(base_probability: numpy.typing.ArrayLike, efficiency: numpy.typing.ArrayLike, effort: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
    """Probability of detection after effort, 1 - (1 - q0) exp(-eta x)."""
def pure_nash(row_player: numpy.typing.ArrayLike, column_player: numpy.typing.ArrayLike) -> list[tuple[int, int]]:
    """Pure Nash equilibria as (row, column), in the order of rows. Payoffs of both: matrices of one shape."""
def stackelberg_coverage(attacker_uncovered: numpy.typing.ArrayLike, attacker_covered: numpy.typing.ArrayLike, defender_uncovered: numpy.typing.ArrayLike, defender_covered: numpy.typing.ArrayLike, resources: float) -> Coverage:
    """Coverage by a defender who commits first: ORIGAMI water-filling."""
