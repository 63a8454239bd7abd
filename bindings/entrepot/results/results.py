"""`Results`: what an ensemble came to, asked for by strategy, run, outcome and column."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

import numpy as np

from entrepot import _core
from entrepot._checks import texts
from entrepot._names import unknown_name
from entrepot.errors import NotRecorded
from entrepot.model import Outcome
from entrepot.results.display import Shown, as_html, as_text
from entrepot.results.recorded import dataset, event_table
from entrepot.results.summary import Difference, difference_table, ordered_index, spread, summary_table
from entrepot.results.verdicts import checked_least, least_relevant, smallest_scales, verdict
from entrepot.scenario import Scenario

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    import xarray as xr

STATUS = ("not run", "done", "failed")


class Results:
    """Runs of several strategies; run i of each met the same luck with the same parameters. Made by `ep.compare`."""

    def __init__(
        self,
        scenario: Scenario,
        strategies: Sequence[_core.Strategy],
        raw: dict[str, Any],
        *,
        seed: int,
        first_run: int,
        point: bool,
        record: Sequence[str],
    ) -> None:
        self.scenario = scenario
        self.strategies = [s.name for s in strategies]
        self.levers = {s.name: s for s in strategies}
        self.seed = seed
        self.first_run = first_run
        self.point = point
        self.record = list(record)
        self.interrupted = bool(raw["interrupted"])
        self.wanted = int(raw["wanted"])
        self._raw = raw
        self._known = scenario.model.outcomes

    @property
    def done(self) -> int:
        """Runs that have outcomes."""
        return int(np.sum(self._raw["status"] == 1))

    @cached_property
    def _rows(self) -> pd.MultiIndex:
        return ordered_index(["strategy", "run"], [self.strategies, self._runs], list(product(self.strategies, self._runs)))

    @property
    def _runs(self) -> list[int]:
        return [self.first_run + i for i in range(self._raw["status"].shape[1])]

    @cached_property
    def status(self) -> pd.DataFrame:
        """One row a run that was begun, indexed by (strategy, run): status ("done", "failed"), message, digest of the final World."""
        import pandas as pd

        frame = pd.DataFrame(
            {
                "status": [STATUS[s] for s in self._raw["status"].ravel()],
                "message": self._raw["messages"],
                "digest": self._raw["digests"],
            },
            index=self._rows,
        )
        return frame[frame["status"] != "not run"]

    @property
    def failed(self) -> pd.DataFrame:
        """The runs that failed, with their messages."""
        return self.status[self.status["status"] == "failed"]

    @cached_property
    def outcomes(self) -> pd.DataFrame:
        """One row a run, indexed by (strategy, run), one column an outcome; NaN where a run failed."""
        import pandas as pd

        frame = pd.DataFrame(self._raw["outcomes"].reshape(-1, len(self._known)), index=self._rows, columns=list(self._known))
        return frame.loc[self.status.index]

    @cached_property
    def event_counts(self) -> pd.DataFrame:
        """How many events of each kind a run had."""
        import pandas as pd

        kinds = self.scenario.model.events
        frame = pd.DataFrame(self._raw["event_counts"].reshape(-1, len(kinds)), index=self._rows, columns=kinds)
        return frame.loc[self.status.index]

    def _of(self, strategy: str) -> pd.DataFrame:
        """Outcomes of the runs of a strategy that are done, by run."""
        frame = self.outcomes.loc[strategy] if strategy in self.outcomes.index.get_level_values(0) else self.outcomes.droplevel(0).iloc[:0]
        return frame.dropna(how="all")

    def outcome(self, name: str) -> Outcome:
        """The outcome of a name, or of an alias that the scenario gives it ([outcomes] in scenario.toml)."""
        known = self._known | {alias: self._known[of] for alias, of in self.scenario.aliases.items() if of in self._known}
        if name not in known:
            raise unknown_name("outcome", name, known)
        return known[name]

    def label(self, outcome: str) -> str:
        """An outcome's name with its aliases, for people: "stack_share (us_share)"."""
        others = ", ".join(alias for alias, of in self.scenario.aliases.items() if of == outcome)
        return f"{outcome} ({others})" if others else outcome

    def summary(self, outcomes: str | Iterable[str] | None = None) -> pd.DataFrame:
        """By (outcome, strategy): mean, its Monte Carlo error, 5% and 95% over draws, number of runs, unit.

        outcomes: some only, by name or alias; they stand under the names given here.
        """
        return summary_table({name: self._of(name) for name in self.strategies}, self._chosen(outcomes))

    def differences(
        self, *pairs: tuple[str, str], least: Mapping[str, float] | None = None, outcomes: str | Iterable[str] | None = None
    ) -> pd.DataFrame:
        """Paired differences, run by run, by (outcome, first, second): all pairs unless some are given.

        mean: of first minus second; error: its Monte Carlo error, which shrinks with runs; share: of draws in which first beats second
        (is larger, for an outcome of which neither more nor less is better); p5, p95: the range over draws; least: the least
        relevant difference (`least` gives one's own; otherwise scale/4 of the preference profiles, else 1% of the outcome under
        the second strategy); verdict: by the wording of the model description, empty where neither more nor less is better.
        Outcomes may be named by their aliases; they stand under the names given here.
        """
        chosen = self._chosen(outcomes)
        own = {self.outcome(name).name: checked_least(name, value) for name, value in (least or {}).items()}
        rows = {}
        for first, second in self._pairs(pairs):
            a, b = self._of(first), self._of(second)
            both = a.index.intersection(b.index)
            draws = None if self.point else self._draws.loc[both]
            for shown, outcome in chosen.items():
                name, direction = outcome.name, self.direction(outcome.name)
                difference = (a.loc[both, name] - b.loc[both, name]).to_numpy()
                threshold = own[name] if name in own else least_relevant(name, self._scales, b) if len(b) else float("nan")
                share = float(np.mean((direction or 1) * difference > 0)) if len(difference) else float("nan")
                words = verdict(difference, direction, threshold, (first, second), draws) if direction else ""
                mean, error, p5, p95 = spread(difference)
                rows[shown, first, second] = Difference(mean, error, share, p5, p95, threshold, outcome.unit, words)
        return difference_table(rows, list(chosen), self.strategies)

    def _pairs(self, pairs: Sequence[tuple[str, str]]) -> Iterable[tuple[str, str]]:
        """The pairs, which hold strategies of these runs; all that there are if none is given."""
        for pair in pairs:
            if not isinstance(pair, (tuple, list)) or len(pair) != 2:
                raise ValueError(f'{pair!r} is no pair of strategies: write ("{self.strategies[0]}", "{self.strategies[-1]}")')
            for name in pair:
                if name not in self.strategies:
                    raise unknown_name("strategy of these runs", name, self.strategies)
        return pairs or combinations(self.strategies, 2)

    def direction(self, outcome: str) -> int:
        """1 if more of an outcome is better, -1 if less is, 0 if neither. The sign of a scale in the preference profiles decides."""
        known = self.outcome(outcome)
        scale = self._scales.get(known.name, 0.0)
        return (scale > 0) - (scale < 0) or known.direction

    def _chosen(self, outcomes: str | Iterable[str] | None) -> dict[str, Outcome]:
        """Name as given -> outcome; all under their own names if None."""
        names = (
            list(self._known)
            if outcomes is None
            else [outcomes]
            if isinstance(outcomes, str)
            else texts("outcomes", outcomes, "names of outcomes")
        )
        return {name: self.outcome(name) for name in names}

    @cached_property
    def _scales(self) -> dict[str, float]:
        return smallest_scales(self.scenario.preferences)

    @cached_property
    def _draws(self) -> pd.DataFrame:
        return self.scenario.draws(self._runs, self.seed)

    @property
    def draws(self) -> pd.DataFrame:
        """Values of the parameters, one row a run; of runs with point values all rows are equal."""
        if not self.point:
            return self._draws
        frame = self._draws.copy()
        for name, row in self.scenario.parameters.iterrows():
            frame[name] = row["value"]
        return frame

    # ---- What was recorded

    @cached_property
    def state(self) -> xr.Dataset:
        """Recorded columns, one variable each, by strategy, run, time (quarter that has ended), row of the table and inner axes. Real
        numbers are kept as float32; rows of a run that were born later are NaN (whole numbers: the least 64-bit integer)."""
        if not self._raw["cubes"]:
            raise NotRecorded('no column was recorded: name some in the argument record of ep.compare, such as record=["buyers.shadow"]')
        about = {"scenario": self.scenario.id, "digest": self.scenario.digest, "seed": self.seed}
        return dataset(self._raw["cubes"], self.scenario.start, self.strategies, self._runs, about)

    def column(self, name: str) -> xr.DataArray:
        """One recorded column, "table.column"."""
        if name not in self._raw["cubes"]:
            raise NotRecorded(f'"{name}" was not recorded: name it in the argument record of ep.compare, record=["{name}"]')
        return self.state[name]

    def events(self, kind: str) -> pa.Table:
        """Recorded events of one kind as an Arrow table: strategy, run, id (number of the event in its run), cause (that of the event it
        follows from, or null), quarter, and the fields of the kind (docs/model/outcome_list.md). Agents and rows of tables are told by their
        ids; `<field>_row` beside them also tells what was born in the run. What an event does not have is null."""
        kinds = self.scenario.model.events
        if kind not in kinds:
            raise unknown_name("event kind", kind, kinds)
        if f"events.{kind}" not in self.record:
            raise NotRecorded(
                f'events of the kind "{kind}" were not recorded: name them in the argument record of ep.compare, record=["events.{kind}"]'
            )
        return event_table(*self._raw["events"][kind], self.scenario.start, self.strategies)

    # ---- Shown

    def __repr__(self) -> str:
        failed = len(self.failed)
        return (
            f"<Results of {self.scenario.id}: {', '.join(self.strategies)}; {self.done} of {self.wanted} runs done"
            + (f", {failed} failed" if failed else "")
            + f", seed {self.seed}>"
        )

    def __str__(self) -> str:
        """The tables that `entrepot compare` prints: outcomes with 90% ranges, and paired differences with a verdict."""
        scenario = self.scenario
        lines = [f"{scenario.title} ({scenario.id}): {self.done // len(self.strategies)} runs a strategy, seed {self.seed}"]
        if len(self.failed):
            lines.append(f"{len(self.failed)} runs failed; the first: {self.failed['message'].iloc[0]}")
        return as_text(self._shown(), lines)

    def _repr_html_(self) -> str:
        return as_html(self._shown(), repr(self)[1:-1])

    def _shown(self) -> Shown:
        return Shown(self.strategies, self._known, {name: self.label(name) for name in self._known}, self.summary(), self.differences())
