"""Detection, optimal coverage, the black market and commitment (model equations 2.2)."""

from entrepot._core.solvers.deterrence import *  # noqa: F403
