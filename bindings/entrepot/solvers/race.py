"""Safety in a race, effective compute, leads, takeoff, theft and scaling laws (model equations 2.5)."""

from entrepot._core.solvers.race import *  # noqa: F403
