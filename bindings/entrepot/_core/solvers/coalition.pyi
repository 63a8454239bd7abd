from __future__ import annotations
import numpy
import numpy.typing
import typing
class Contest(typing.NamedTuple):
    """Equilibrium of a contest: effort, chance and payoff of each player, total effort, and its share of the prize that is won."""
    effort: numpy.typing.NDArray[numpy.float64]; probability: numpy.typing.NDArray[numpy.float64]; payoff: numpy.typing.NDArray[numpy.float64]; total_effort: float; dissipation: float
def coalition_strengths(weights: numpy.typing.ArrayLike, utilities: numpy.typing.ArrayLike) -> numpy.typing.NDArray[numpy.float64]:
    """C[i, j] = 1e-6 + sum over actors of max(0, weight (u_i - u_j)); diagonal 0. weights: actors, >= 0; utilities: actors x options."""
def condorcet_election(strengths: numpy.typing.ArrayLike, *, law: typing.Literal['linear', 'square', 'quartic', 'octic', 'binary'] | float = 'linear', form: typing.Literal['conditional', 'markov-uniform', 'markov-incentive'] = 'markov-incentive') -> numpy.typing.NDArray[numpy.float64]:
    """Probabilities of the options, from the strengths >= 0 of their coalitions (options x options; the diagonal is not read)."""
def contest(prizes: numpy.typing.ArrayLike, decisiveness: float = 1.0) -> Contest:
    """Nash equilibrium of the contest p_i = x_i^r/sum x^r for prizes V_i > 0, r = decisiveness. Source: Tullock 1980."""
def option_support(weights: numpy.typing.ArrayLike, utilities: numpy.typing.ArrayLike) -> numpy.typing.NDArray[numpy.float64]:
    """sum over actors of weight x utility, for each option; the option with the largest is the central one."""
def victory_probability(strength: numpy.typing.ArrayLike, rival_strength: numpy.typing.ArrayLike, law: typing.Literal['linear', 'square', 'quartic', 'octic', 'binary'] | float = 'linear') -> float | numpy.typing.NDArray[numpy.float64]:
    """P = c^m/(c^m + r^m); 1/2 if both are 0. Strengths >= 0, broadcast; law: m > 0 or a name ("binary": m = infinity)."""
