"""Bargaining: division of a pie, menus of concessions, screening, hold-up, clubs and win-sets (model equations 2.4, 2.6 and 2.8)."""

from entrepot._core.solvers.bargaining import *  # noqa: F403
