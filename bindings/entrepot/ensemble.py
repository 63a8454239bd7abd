"""Many runs of several strategies over the threads of one process."""

from __future__ import annotations

import os
import sys
import warnings
from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from entrepot import _core
from entrepot.checks import instance, text, texts, whole
from entrepot.errors import Interrupted
from entrepot.results import OUTCOMES, Results
from entrepot.scenario import Scenario

__all__ = ["compare", "memory_estimate"]

MOST_THREADS = 1024
LARGE = 2**30  # bytes of recorded columns that are worth a warning


def memory_estimate(scenario: Scenario, strategies: int, runs: int, record: Sequence[str] = ()) -> int:
    """Bytes that the results of an ensemble take: outcomes, counts and texts of each run, and the columns of `record` by the number of
    rows of the first day. Events are not foreseen: they depend on what happens."""
    a_run = 8 * (len(OUTCOMES) + len(_core.EVENT_KINDS)) + 200
    return strategies * runs * (a_run + _core.record_bytes(scenario._core, list(record)))


def size_text(size: float) -> str:
    for unit in ("bytes", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} {unit}"
        size /= 1000
    return f"{size:.1f} GB" if size < 1e6 else f"{size:.2g} GB"


def compare(
    scenario: Scenario,
    strategies: Iterable[str | _core.Strategy],
    runs: int = 100,
    seed: int = 42,
    *,
    threads: int | None = None,
    record: Iterable[str] = (),
    progress: bool | Callable[[int], Any] = True,
    point: bool = False,
    first_run: int = 0,
) -> Results:
    """Run every strategy `runs` times. Run i of each strategy has the same parameters and meets the same luck.

    strategies: names, or strategies of `Scenario.with_levers`, each once.
    threads: how many, all cores if None. The results are the same for any number.
    record: what to keep beside outcomes: columns ("states.stock", "buyers.shadow") for `Results.state`, and events
        ("events.approval") for `Results.events`. Recording changes no result. Warns if more than 1 GB is foreseen.
    progress: a bar on a terminal or in a notebook, or a function of the number of runs done.
    point: parameters at their point values in every run, so that only luck differs.
    first_run: number of the first run, to continue an ensemble.

    A run that fails is a row with a message in `Results.status`. Ctrl-C raises `ep.Interrupted`, whose `results` holds what is done.
    """
    instance("scenario", scenario, Scenario, 'a Scenario, such as entrepot.load("tiny")')
    chosen = _strategies(scenario, strategies)
    runs, seed = whole("runs", runs, 1, 2**63 - 1), whole("seed", seed, 0, 2**64 - 3)
    first_run = whole("first_run", first_run, 0, 2**63 - 1)
    if first_run + runs > 2**63:
        raise ValueError(f"the last run would have the number {first_run + runs - 1}, allowed: at most 2^63 - 1")
    if threads is not None:
        threads = whole("threads", threads, 1, MOST_THREADS)
    instance("point", point, bool, "True or False")
    wanted = _record(record)
    size = memory_estimate(scenario, len(chosen), runs, wanted)
    if size > _memory():
        raise MemoryError(
            f"these results would take about {size_text(size)}, this machine has {size_text(_memory())}: record less, or make fewer runs"
        )
    if size > LARGE:
        warnings.warn(
            f"these results will take about {size_text(size)} of memory: record less, or make fewer runs", ResourceWarning, stacklevel=2
        )
    with _progress(progress, len(chosen) * runs, size_text(size)) as report:
        raw = _core.run_ensemble(scenario._core, chosen, seed, first_run, runs, point, threads or 0, wanted, report)
    results = Results(scenario, chosen, raw, seed=seed, first_run=first_run, point=point, record=wanted)
    if results.interrupted:
        raise Interrupted(results)
    return results


def _strategies(scenario: Scenario, strategies: Iterable[str | _core.Strategy]) -> list[_core.Strategy]:
    if isinstance(strategies, (str, _core.Strategy)):
        strategies = [strategies]
    allowed = "names of strategies, or Strategies of Scenario.with_levers"
    instance("strategies", strategies, Iterable, allowed)
    given = list(strategies)
    for s in given:
        instance("an element of strategies", s, (str, _core.Strategy), allowed)
    chosen = [scenario.strategy(text("a strategy", s, "a name")) if isinstance(s, str) else s for s in given]
    if not chosen:
        raise ValueError("there is no strategy to run")
    names = [s.name for s in chosen]
    for name in names:
        if names.count(name) > 1:
            raise ValueError(f'the strategy "{name}" is given twice; name it with Scenario.with_levers(..., name=...)')
    return chosen


def _record(record: Iterable[str]) -> list[str]:
    wanted = texts("record", [record] if isinstance(record, str) else record, "a list of columns and events")
    return list(dict.fromkeys(wanted))


def _memory() -> float:
    """Bytes of this machine's memory; unbounded where nobody says."""
    try:
        return float(os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE"))
    except (AttributeError, OSError, ValueError):
        return float("inf")


def _progress(progress: bool | Callable[[int], Any], total: int, size: str) -> AbstractContextManager[Any]:
    """Something that is called with the number of runs done."""
    if callable(progress):
        return nullcontext(progress)
    if not progress or not (sys.stderr.isatty() or "ipykernel" in sys.modules):
        return nullcontext(None)
    return _Bar(total, size)


class _Bar:
    def __init__(self, total: int, size: str) -> None:
        from tqdm.auto import tqdm

        self._bar = tqdm(total=total, unit="run", desc=f"results {size}")

    def __enter__(self) -> _Bar:
        return self

    def __call__(self, done: int) -> None:
        self._bar.update(done - self._bar.n)

    def __exit__(self, *_: object) -> None:
        self._bar.close()
