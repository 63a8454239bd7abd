"""Exceptions of entrepot. Each holds its facts as attributes and says one sentence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from entrepot.results import Results

__all__ = [
    "AuditError",
    "Diagnostic",
    "EntrepotError",
    "Interrupted",
    "MissingExtra",
    "NotRecorded",
    "ScenarioError",
    "SnapshotError",
    "SolverError",
    "UnknownName",
]


@dataclass(frozen=True)
class Diagnostic:
    """One problem of one input file. Lines and columns count from 1; 0 is the whole file."""

    file: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        place = self.file
        if self.line > 0:
            place += f":{self.line}"
            if self.column > 0:
                place += f":{self.column}"
        return (f"{place}: " if place else "") + f"{self.code}: {self.message}" + (f" ({self.hint})" if self.hint else "")

    def to_dict(self) -> dict[str, str | int]:
        return asdict(self)


class EntrepotError(Exception):
    """The base of the library's own exceptions."""


class ScenarioError(EntrepotError, ValueError):
    """A scenario has problems: all of them, in `diagnostics`."""

    diagnostics: list[Diagnostic]

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)
        self.diagnostics = []


class SolverError(EntrepotError, ValueError):
    """An argument of a solver is outside its domain."""

    solver: str
    argument: str
    value: str
    allowed: str


class SnapshotError(EntrepotError, ValueError):
    """Bytes that are no saved run of this version and scenario."""

    found: str
    expected: str


class UnknownName(EntrepotError, KeyError):
    """A name that is not there; `nearest` is what was perhaps meant."""

    kind: str
    name: str
    nearest: str

    def __str__(self) -> str:  # KeyError would show the sentence in quotes
        return str(self.args[0]) if self.args else ""


def unknown_name(kind: str, name: object, known: Iterable[str]) -> UnknownName:
    """To be raised: no `kind` has this name; with what was perhaps meant, or the names that there are."""
    from entrepot import _core

    names = list(known)
    nearest = _core.nearest_name(name, names) if isinstance(name, str) else ""
    hint = f'did you mean "{nearest}"?' if nearest else f"there are {', '.join(names)}"
    problem = UnknownName(f'no {kind} is named "{name}" ({hint})')
    problem.kind, problem.name, problem.nearest = kind, str(name), nearest
    return problem


class AuditError(EntrepotError, RuntimeError):
    """The recount of chips or money does not meet the books: a defect of the program."""

    book: str
    expected: str
    found: str


class NotRecorded(EntrepotError, KeyError):
    """A result that was not recorded; the sentence names the argument that records it."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class MissingExtra(EntrepotError, ImportError):
    """A package that only part of the users need is not installed."""


class Interrupted(KeyboardInterrupt):
    """Ctrl-C stopped an ensemble. `results` holds the runs that were done."""

    def __init__(self, results: Results) -> None:
        super().__init__(f"stopped after {results.done} of {results.wanted} runs; the attribute `results` of this exception holds them")
        self.results = results
