"""When to build, time to build, wafers and yield, learning, data centres (model equations 2.3)."""

from entrepot._core.solvers.building import *  # noqa: F403
