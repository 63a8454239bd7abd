"""Coalitions over several options: the probabilistic Condorcet election of KTAB, and contests (model equations 2.6).

Every bad argument raises `entrepot.errors.SolverError`, which names the solver, the argument, its value and what is allowed.
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from entrepot._core import solvers as _core
from entrepot.errors import SolverError

__all__ = [
    "Contest",
    "coalition_strengths",
    "condorcet_election",
    "contest",
    "option_support",
    "victory_probability",
]

Array = NDArray[np.float64]
Law = Literal["linear", "square", "quartic", "octic", "binary"] | float
Form = Literal["conditional", "markov-uniform", "markov-incentive"]
_LAWS = {"linear": 1.0, "square": 2.0, "quartic": 4.0, "octic": 8.0, "binary": math.inf}


class Contest(NamedTuple):
    """Equilibrium of a contest: effort, chance and payoff of each player, total effort, and its share of the prize that is won."""

    effort: Array
    probability: Array
    payoff: Array
    total_effort: float
    dissipation: float


def _exponent(solver: str, law: Law) -> float:
    if not isinstance(law, str):
        return law
    if law in _LAWS:
        return _LAWS[law]
    error = SolverError(f"{solver}: law is {law}, allowed: a positive number or one of {', '.join(_LAWS)}")
    error.solver, error.argument, error.value, error.allowed = solver, "law", law, "a positive number or one of " + ", ".join(_LAWS)
    raise error


def victory_probability(strength: ArrayLike, rival_strength: ArrayLike, law: Law = "linear") -> float | Array:
    """P = c^m/(c^m + r^m); 1/2 if both are 0. Strengths >= 0, broadcast; law: m > 0 or a name ("binary": m = infinity).

    >>> round(victory_probability(12.099, 10.333, "square"), 4)
    0.5782
    """
    return _core.victory_probability(strength, rival_strength, _exponent("victory_probability", law))


def coalition_strengths(weights: ArrayLike, utilities: ArrayLike) -> Array:
    """C[i, j] = 1e-6 + sum over actors of max(0, weight (u_i - u_j)); diagonal 0. weights: actors, >= 0; utilities: actors x options.

    >>> coalition_strengths([2.0, 3.0], [[0.0, 1.0], [1.0, 0.0]]).round(3)
    array([[0., 3.],
           [2., 0.]])
    """
    return _core.coalition_strengths(np.asarray(weights, dtype=float), np.asarray(utilities, dtype=float))


def option_support(weights: ArrayLike, utilities: ArrayLike) -> Array:
    """sum over actors of weight x utility, for each option; the option with the largest is the central one.

    >>> option_support([2.0, 3.0], [[0.0, 1.0], [1.0, 0.0]])
    array([3., 2.])
    """
    return _core.option_support(np.asarray(weights, dtype=float), np.asarray(utilities, dtype=float))


def condorcet_election(strengths: ArrayLike, *, law: Law = "linear", form: Form = "markov-incentive") -> Array:
    """Probabilities of the options, from the strengths of their coalitions (options x options; the diagonal is not read).

    "conditional": the chance to beat all others, given that one does. "markov-uniform": stationary chance if every option is challenged by
    all alike. "markov-incentive": if challengers come in proportion to C_ij P_ij. The Markov forms are solved by elimination without
    subtraction, not by iteration. Source: KTAB.

    >>> strengths = [[0, 12.099, 54.921], [10.333, 0, 27.079], [5.007, 55.047, 0]]
    >>> condorcet_election(strengths, law="square").round(4)
    array([0.5094, 0.2796, 0.211 ])
    >>> condorcet_election(strengths, law="square", form="conditional").round(4)
    array([0.8659, 0.1241, 0.01  ])
    """
    return _core.condorcet_election(np.asarray(strengths, dtype=float), _exponent("condorcet_election", law), form)


def contest(prizes: ArrayLike, decisiveness: float = 1.0) -> Contest:
    """Nash equilibrium of the contest p_i = x_i^r/sum x^r for prizes V_i > 0 (Tullock 1980), r = decisiveness.

    r = 1: any prizes (who values the prize too little stays out). Other r: two players, or equal prizes, where an equilibrium in pure
    strategies exists.

    >>> result = contest([2.0, 1.0])
    >>> result.effort.round(10), result.probability.round(10)
    (array([0.44444444, 0.22222222]), array([0.66666667, 0.33333333]))
    """
    return Contest(*_core.contest(np.atleast_1d(np.asarray(prizes, dtype=float)), decisiveness))
