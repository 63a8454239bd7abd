from __future__ import annotations
import collections.abc
import entrepot.solvers.rules
import numpy
import numpy.typing
import typing
class Classification(typing.NamedTuple):
    """The strictest outcome of the clauses that are met, the first such clause, and values not known that could make it stricter."""
    outcome: typing.Literal['free', 'notify', 'case', 'deny']; clause: int | None; missing: tuple[str, ...]
class Design(typing.NamedTuple):
    """Parts of the original's speed, link and memory bandwidth that a variant keeps, and what it then measures (NaN = not known)."""
    speed: float; link: float; memory: float; tpp: float; density: float; link_gb_s: float; memory_bw_gb_s: float
def classify_chip(spec: entrepot.solvers.rules.ChipSpec, rule: collections.abc.Sequence[entrepot.solvers.rules.Clause]) -> Classification:
    """What a rule, a list of clauses, makes of a chip."""
def compliant_design(spec: entrepot.solvers.rules.ChipSpec, rule: collections.abc.Sequence[entrepot.solvers.rules.Clause], allowed: typing.Literal['free', 'notify', 'case', 'deny'] = 'free', weights: tuple[float, float, float] = (1.0, 0.0, 0.0), margin: float = 0.001) -> Design | None:
    """The variant with the largest w . ln(speed, link, memory), where the weights >= 0 say what buyers value; None if no variant is allowed."""
def compliant_designs(spec: entrepot.solvers.rules.ChipSpec, rule: collections.abc.Sequence[entrepot.solvers.rules.Clause], allowed: typing.Literal['free', 'notify', 'case', 'deny'] = 'free', margin: float = 0.001) -> list[Design]:
    """All slower variants of at most `allowed` that no other beats in speed, link and memory together; margin as in `largest_free_scale`."""
def largest_free_scale(spec: entrepot.solvers.rules.ChipSpec, rule: collections.abc.Sequence[entrepot.solvers.rules.Clause], allowed: typing.Literal['free', 'notify', 'case', 'deny'] = 'free', margin: float = 0.001) -> float:
    """Largest part of the chip's speed at which the outcome is at most `allowed`, all else equal; 0 if none is."""
def performance_density(tpp: numpy.typing.ArrayLike, die_mm2: numpy.typing.ArrayLike) -> float | numpy.typing.NDArray[numpy.float64]:
    """TPP >= 0 per mm2 > 0 of logic die. Arrays are broadcast."""
def tpp(tops: collections.abc.Mapping[int, float]) -> float:
    """Total processing performance: the largest dense speed (10^12 operations a second, > 0) x bit length. At least one speed."""
