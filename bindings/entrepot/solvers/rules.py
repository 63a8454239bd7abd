"""Is a chip controlled, and which design just under a threshold is not (model equations 2.0 and 2.1, threshold products)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from entrepot._core import solvers as _core

__all__ = [
    "ChipSpec",
    "Classification",
    "Clause",
    "Design",
    "classify_chip",
    "compliant_design",
    "compliant_designs",
    "largest_free_scale",
    "performance_density",
    "tpp",
]

Array = NDArray[np.float64]
Outcome = Literal["free", "notify", "case", "deny"]


@dataclass(frozen=True)
class ChipSpec:
    """What a data sheet says: dense speed in 10^12 operations a second by bit length, and the rest where it is known."""

    tops: Mapping[int, float]
    die_mm2: float | None = None
    link_gb_s: float | None = None
    memory_bw_gb_s: float | None = None


@dataclass(frozen=True)
class Clause:
    """Met by a chip that is at least every minimum and below every maximum. A bound on a value that is not known is not met."""

    outcome: Outcome = "deny"
    tpp_min: float = -inf
    tpp_max: float = inf
    density_min: float = -inf
    density_max: float = inf
    link_min: float = -inf
    link_max: float = inf
    memory_min: float = -inf
    memory_max: float = inf


class Classification(NamedTuple):
    """The strictest outcome of the clauses that are met, the first such clause, and values not known that could make it stricter."""

    outcome: Outcome
    clause: int | None
    missing: tuple[str, ...]


class Design(NamedTuple):
    """Parts of the original's speed, link and memory bandwidth that a variant keeps, and what it then measures (NaN = not known)."""

    speed: float
    link: float
    memory: float
    tpp: float
    density: float
    link_gb_s: float
    memory_bw_gb_s: float


def _chip(spec: ChipSpec) -> tuple[Any, ...]:
    return list(spec.tops.items()), spec.die_mm2, spec.link_gb_s, spec.memory_bw_gb_s


def _rule(clauses: Sequence[Clause]) -> list[tuple[Any, ...]]:
    return [
        ((c.tpp_min, c.density_min, c.link_min, c.memory_min), (c.tpp_max, c.density_max, c.link_max, c.memory_max), c.outcome)
        for c in clauses
    ]


def tpp(tops: Mapping[int, float]) -> float:
    """Total processing performance: the largest dense speed x bit length.

    >>> tpp({16: 312, 8: 624})
    4992.0
    """
    return _core.tpp(list(tops.items()))


def performance_density(tpp: ArrayLike, die_mm2: ArrayLike) -> float | Array:
    """TPP per mm2 of logic die.

    >>> round(performance_density(15832, 814), 2)
    19.45
    """
    return _core.performance_density(tpp, die_mm2)


def classify_chip(spec: ChipSpec, rule: Sequence[Clause]) -> Classification:
    """What a rule, a list of clauses, makes of a chip.

    >>> october_2023 = [Clause(tpp_min=4800), Clause(tpp_min=1600, density_min=5.92)]
    >>> classify_chip(ChipSpec({16: 148, 8: 296}, die_mm2=814), october_2023)
    Classification(outcome='free', clause=None, missing=())
    >>> classify_chip(ChipSpec({16: 148, 8: 296}), october_2023)         # without the die nobody knows the density
    Classification(outcome='free', clause=None, missing=('density',))
    """
    return Classification(*_core.classify_chip(_chip(spec), _rule(rule)))


def largest_free_scale(spec: ChipSpec, rule: Sequence[Clause], allowed: Outcome = "free", margin: float = 1e-3) -> float:
    """Largest part of the chip's speed at which the outcome is at most ``allowed``, all else equal; 0 if none is.

    Just under a threshold x means x (1 - margin).

    >>> h100 = ChipSpec({16: 989.5}, die_mm2=814)
    >>> round(largest_free_scale(h100, [Clause(tpp_min=4800), Clause(tpp_min=1600, density_min=5.92)]) * tpp(h100.tops), 6)
    4795.2
    """
    return _core.largest_free_scale(_chip(spec), _rule(rule), allowed, margin)


def compliant_designs(spec: ChipSpec, rule: Sequence[Clause], allowed: Outcome = "free", margin: float = 1e-3) -> list[Design]:
    """All slower variants of at most ``allowed`` that no other beats in speed, link and memory together.

    >>> a100 = ChipSpec({16: 312}, die_mm2=826, link_gb_s=600)
    >>> [(round(d.speed, 3), round(d.link, 3)) for d in compliant_designs(a100, [Clause(tpp_min=4800, link_min=600)])]
    [(1.0, 0.999), (0.961, 1.0)]
    """
    return [Design(*d) for d in _core.compliant_designs(_chip(spec), _rule(rule), allowed, margin)]


def compliant_design(
    spec: ChipSpec,
    rule: Sequence[Clause],
    allowed: Outcome = "free",
    weights: tuple[float, float, float] = (1.0, 0.0, 0.0),
    margin: float = 1e-3,
) -> Design | None:
    """The variant with the largest w . ln(speed, link, memory), where the weights say what buyers value; None if no variant is allowed.

    >>> a100 = ChipSpec({16: 312}, die_mm2=826, link_gb_s=600)
    >>> round(compliant_design(a100, [Clause(tpp_min=4800, link_min=600)]).link_gb_s, 1)     # the A800 of 2022 had 400
    599.4
    """
    design = _core.compliant_design(_chip(spec), _rule(rule), allowed, weights, margin)
    return None if design is None else Design(*design)
