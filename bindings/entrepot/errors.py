"""Exceptions of entrepot. Each holds its facts as attributes and says one sentence."""

from __future__ import annotations

from dataclasses import asdict, dataclass

__all__ = [
    "AuditError",
    "Diagnostic",
    "EntrepotError",
    "MissingExtra",
    "ModelError",
    "NotRecorded",
    "ScenarioError",
    "SnapshotError",
    "SolverError",
    "StageError",
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


class AuditError(EntrepotError, RuntimeError):
    """The recount of chips or money does not meet the books: a defect of the program."""

    book: str
    expected: str
    found: str


class StageError(EntrepotError, RuntimeError):
    """A stage did what it must not: a defect of the stage."""

    stage: str
    column: str
    row: int
    quarter: int
    value: str
    allowed: str


class ModelError(EntrepotError, ValueError):
    """What stages say of themselves does not make a model: all of it, in `problems`."""

    problems: list[str]


class NotRecorded(EntrepotError, KeyError):
    """A result that was not recorded; the sentence names the argument that records it."""

    def __str__(self) -> str:
        return str(self.args[0]) if self.args else ""


class MissingExtra(EntrepotError, ImportError):
    """A package that only part of the users need is not installed."""
