"""Waiting for a licence, first come first served (model equations 2.1)."""

from entrepot._core.solvers.queues import *  # noqa: F403
