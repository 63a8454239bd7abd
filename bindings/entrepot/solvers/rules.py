"""Is a chip controlled, and which design just under a threshold is not (model equations 2.0 and 2.1, threshold products)."""

from collections.abc import Mapping as _Mapping
from dataclasses import dataclass as _dataclass
from math import inf as _inf
from typing import Literal as _Literal

from entrepot._core.solvers.rules import *  # noqa: F403


@_dataclass(frozen=True)
class ChipSpec:
    """What a data sheet says: dense speed in 10^12 operations a second by bit length, and the rest where it is known."""

    tops: _Mapping[int, float]
    die_mm2: float | None = None
    link_gb_s: float | None = None
    memory_bw_gb_s: float | None = None


@_dataclass(frozen=True)
class Clause:
    """Met by a chip that is at least every minimum and below every maximum. A bound on a value that is not known is not met."""

    outcome: _Literal["free", "notify", "case", "deny"] = "deny"
    tpp_min: float = -_inf
    tpp_max: float = _inf
    density_min: float = -_inf
    density_max: float = _inf
    link_min: float = -_inf
    link_max: float = _inf
    memory_min: float = -_inf
    memory_max: float = _inf
