"""Paths and route choice through a transshipment graph (model equations 2.2)."""

from entrepot._core.solvers.routes import *  # noqa: F403
