"""Problems of the input as sentences, and exit statuses."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import typer

from entrepot import errors

BAD_INPUT = 2
STOPPED = 130  # what a shell gives for SIGINT


@contextmanager
def sentences() -> Iterator[None]:
    """Problems of the input become sentences and exit status 2; what is a defect of the program keeps its traceback."""
    try:
        yield
        sys.stdout.flush()
    except (errors.ScenarioError, errors.SnapshotError, errors.UnknownName, ValueError, OSError, MemoryError) as problem:
        if isinstance(problem, (UnicodeError, BrokenPipeError)) or (
            isinstance(problem, KeyError) and not isinstance(problem, errors.EntrepotError)
        ):
            raise
        # Diagnostics begin with the file, as those of `validate`: editors jump to it.
        print(problem if isinstance(problem, errors.ScenarioError) else f"entrepot: {said(problem)}", file=sys.stderr)
        raise typer.Exit(BAD_INPUT) from None


def said(problem: BaseException) -> str:
    if isinstance(problem, OSError) and problem.strerror:
        return f"{problem.filename or 'the output'}: {problem.strerror.lower()}"
    return str(problem)
