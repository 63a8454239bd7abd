"""Coalitions over several options: the probabilistic Condorcet election of KTAB, and contests (model equations 2.6)."""

from entrepot._core.solvers.coalition import *  # noqa: F403
