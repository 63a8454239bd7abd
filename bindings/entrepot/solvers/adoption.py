"""Diffusion, choice with network effects, and lock-in (model equations 2.7)."""

from entrepot._core.solvers.adoption import *  # noqa: F403
