"""How much memory the results of an ensemble take, said before the first run."""

from __future__ import annotations

import os
import warnings
from collections.abc import Sequence

from entrepot import _core
from entrepot._format import size_text
from entrepot.scenario import Scenario

LARGE = 2**30  # bytes of recorded columns that are worth a warning


def memory_estimate(scenario: Scenario, strategies: int, runs: int, record: Sequence[str] = ()) -> int:
    """Bytes that the results of an ensemble take: outcomes, counts and texts of each run, and the columns of `record` by the number of
    rows of the first day. Events are not foreseen: they depend on what happens."""
    a_run = 8 * (len(scenario.model.outcomes) + len(scenario.model.events)) + 200
    return strategies * runs * (a_run + _core.record_bytes(scenario._core, list(record)))


def check_memory(size: int, stacklevel: int) -> None:
    """Raise MemoryError if results of this size do not fit into this machine, warn if they are large. stacklevel: as seen from the caller."""
    if size > _memory():
        raise MemoryError(
            f"these results would take about {size_text(size)}, this machine has {size_text(_memory())}: record less, or make fewer runs"
        )
    if size > LARGE:
        said = f"these results will take about {size_text(size)} of memory: record less, or make fewer runs"
        warnings.warn(said, ResourceWarning, stacklevel=stacklevel + 1)


def _memory() -> float:
    """Bytes of this machine's memory; unbounded where nobody says."""
    try:
        return float(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    except (AttributeError, OSError, ValueError):
        return float("inf")
