"""`compare`: every strategy under the same draws and luck."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from entrepot import _core
from entrepot._checks import instance, text, texts, whole
from entrepot._format import size_text
from entrepot.ensemble.memory import check_memory, memory_estimate
from entrepot.ensemble.progress import reporter
from entrepot.results import Results
from entrepot.scenario import Scenario

MOST_THREADS = 1024


class Interrupted(KeyboardInterrupt):
    """Ctrl-C stopped an ensemble. `results` holds the runs that were done."""

    def __init__(self, results: Results) -> None:
        super().__init__(f"stopped after {results.done} of {results.wanted} runs; the attribute `results` of this exception holds them")
        self.results = results


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
    check: bool = False,
) -> Results:
    """Run every strategy `runs` times. Run i of each strategy has the same parameters and meets the same luck.

    strategies: names, or strategies of `Scenario.with_levers`, each once.
    threads: how many, all cores if None. The results are the same for any number.
    record: what to keep beside outcomes: columns ("states.stock", "buyers.shadow") for `Results.state`, and events
        ("events.approval") for `Results.events`. Recording changes no result. Warns if more than 1 GB is foreseen.
    progress: a bar on a terminal or in a notebook, or a function of the number of runs done.
    point: parameters at their point values in every run, so that only luck differs.
    first_run: number of the first run, to continue an ensemble.
    check: look at the work of every stage: that it wrote only what it says it writes, that values are in the range of their column, ids are rows
        that are there, chips and money are what the books say. A run in which a stage does otherwise fails with stage, column, row and quarter.

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
    instance("check", check, bool, "True or False")
    wanted = _record(record)
    size = memory_estimate(scenario, len(chosen), runs, wanted)
    check_memory(size, stacklevel=2)
    with reporter(progress, len(chosen) * runs, size_text(size)) as report:
        raw = _core.run_ensemble(scenario._core, chosen, seed, first_run, runs, point, threads or 0, wanted, check, report)
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
