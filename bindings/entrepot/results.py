"""Results of an ensemble: outcomes, summaries, paired differences, and what was recorded."""

from __future__ import annotations

import html
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from typing import TYPE_CHECKING, Any

import numpy as np

from entrepot import _core
from entrepot.checks import texts
from entrepot.comparison import least_relevant, verdict
from entrepot.errors import NotRecorded, unknown_name
from entrepot.formats import number, text_table, with_range

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa
    import xarray as xr

    from entrepot.scenario import Scenario

__all__ = ["OUTCOMES", "Outcome", "Results"]

_more_is_better = {"stack_share", "revenue_usd", "world_welfare", "welfare_high_income", "welfare_middle_income", "welfare_low_income"}
_less_is_better = {"diverted_h100e"}


@dataclass(frozen=True)
class Outcome:
    """What a run comes to. direction: 1 if more is better, -1 if less is, 0 if neither: then no verdict is given."""

    name: str
    unit: str
    doc: str
    direction: int


OUTCOMES: dict[str, Outcome] = {
    name: Outcome(name, unit, doc, (name in _more_is_better) - (name in _less_is_better)) for name, unit, doc in _core.OUTCOMES
}
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

    @property
    def done(self) -> int:
        """Runs that have outcomes."""
        return int(np.sum(self._raw["status"] == 1))

    @cached_property
    def _rows(self) -> pd.MultiIndex:
        return _index(["strategy", "run"], [self.strategies, self._runs], list(product(self.strategies, self._runs)))

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

        frame = pd.DataFrame(self._raw["outcomes"].reshape(-1, len(OUTCOMES)), index=self._rows, columns=list(OUTCOMES))
        return frame.loc[self.status.index]

    @cached_property
    def event_counts(self) -> pd.DataFrame:
        """How many events of each kind a run had."""
        import pandas as pd

        frame = pd.DataFrame(
            self._raw["event_counts"].reshape(-1, len(_core.EVENT_KINDS)), index=self._rows, columns=list(_core.EVENT_KINDS)
        )
        return frame.loc[self.status.index]

    def _of(self, strategy: str) -> pd.DataFrame:
        """Outcomes of the runs of a strategy that are done, by run."""
        frame = self.outcomes.loc[strategy] if strategy in self.outcomes.index.get_level_values(0) else self.outcomes.droplevel(0).iloc[:0]
        return frame.dropna(how="all")

    def outcome(self, name: str) -> Outcome:
        """The outcome of a name, or of an alias that the scenario gives it ([outcomes] in scenario.toml)."""
        known = OUTCOMES | {alias: OUTCOMES[of] for alias, of in self.scenario.aliases.items() if of in OUTCOMES}
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
        import pandas as pd

        chosen = self._chosen(outcomes)
        rows = []
        for outcome in chosen.values():
            for strategy in self.strategies:
                values = self._of(strategy)[outcome.name].to_numpy()
                rows.append((*_summary(values), len(values), outcome.unit))
        index = _index(["outcome", "strategy"], [list(chosen), self.strategies], list(product(chosen, self.strategies)))
        return pd.DataFrame(rows, columns=["mean", "error", "p5", "p95", "runs", "unit"], index=index)

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
        import pandas as pd

        chosen = self._chosen(outcomes)
        own = {self.outcome(name).name: _least(name, value) for name, value in (least or {}).items()}
        for pair in pairs:
            if not isinstance(pair, (tuple, list)) or len(pair) != 2:
                raise ValueError(f'{pair!r} is no pair of strategies: write ("{self.strategies[0]}", "{self.strategies[-1]}")')
            for name in pair:
                if name not in self.strategies:
                    raise unknown_name("strategy of these runs", name, self.strategies)
        rows = {}
        for first, second in pairs or combinations(self.strategies, 2):
            a, b = self._of(first), self._of(second)
            both = a.index.intersection(b.index)
            draws = None if self.point else self._draws.loc[both]
            for shown, outcome in chosen.items():
                name, direction = outcome.name, self.direction(outcome.name)
                difference = (a.loc[both, name] - b.loc[both, name]).to_numpy()
                threshold = own[name] if name in own else least_relevant(name, self._scales, b) if len(b) else float("nan")
                share = float(np.mean((direction or 1) * difference > 0)) if len(difference) else float("nan")
                words = verdict(difference, direction, threshold, (first, second), draws) if direction else ""
                mean, error, p5, p95 = _summary(difference)
                rows[shown, first, second] = (mean, error, share, p5, p95, threshold, outcome.unit, words)
        order = list(chosen)
        keys = sorted(rows, key=lambda key: (order.index(key[0]), *(self.strategies.index(name) for name in key[1:])))
        columns = ["mean", "error", "share", "p5", "p95", "least", "unit", "verdict"]
        index = _index(["outcome", "first", "second"], [order, self.strategies, self.strategies], keys)
        return pd.DataFrame([rows[key] for key in keys], columns=columns, index=index)

    def direction(self, outcome: str) -> int:
        """1 if more of an outcome is better, -1 if less is, 0 if neither. The sign of a scale in the preference profiles decides."""
        known = self.outcome(outcome)
        scale = self._scales.get(known.name, 0.0)
        return (scale > 0) - (scale < 0) or known.direction

    def _chosen(self, outcomes: str | Iterable[str] | None) -> dict[str, Outcome]:
        """Name as given -> outcome; all under their own names if None."""
        names = (
            list(OUTCOMES)
            if outcomes is None
            else [outcomes]
            if isinstance(outcomes, str)
            else texts("outcomes", outcomes, "names of outcomes")
        )
        return {name: self.outcome(name) for name in names}

    @cached_property
    def _scales(self) -> dict[str, float]:
        """The smallest scale of each outcome over the preference profiles."""
        scales: dict[str, float] = {}
        for profile in self.scenario.preferences.values():
            for name, scale in profile["scales"].items():
                if name not in scales or abs(scale) < abs(scales[name]):
                    scales[name] = scale
        return scales

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
        import xarray as xr

        if not self._raw["cubes"]:
            raise NotRecorded('no column was recorded: name some in the argument record of ep.compare, such as record=["buyers.shadow"]')
        sizes: dict[str, int] = {}
        variables, coordinates = {}, {"strategy": self.strategies, "run": self._runs}
        start = self.scenario.start
        for name, cube in self._raw["cubes"].items():
            table, _, column = name.partition(".")
            info = start[table].column(column)
            axes = [axis.split(":") for axis in info.axes.split()]
            dims = [_axis(axis, int(size), sizes) for axis, size in axes]
            shape = [int(size) for _, size in axes]
            values = cube.reshape(*cube.shape[:4], *shape)
            labels = _labels(start, table)
            if len(labels) == cube.shape[3]:
                coordinates[table] = labels
            variables[name] = (("strategy", "run", "time", table, *dims), values, {"unit": info.unit, "doc": info.doc})
            coordinates["time"] = list(range(cube.shape[2]))
        return xr.Dataset(
            variables, coords=coordinates, attrs={"scenario": self.scenario.id, "digest": self.scenario.digest, "seed": self.seed}
        )

    def column(self, name: str) -> xr.DataArray:
        """One recorded column, "table.column"."""
        if name not in self._raw["cubes"]:
            raise NotRecorded(f'"{name}" was not recorded: name it in the argument record of ep.compare, record=["{name}"]')
        return self.state[name]

    def events(self, kind: str) -> pa.Table:
        """Recorded events of one kind as an Arrow table: strategy, run, quarter, agent (id), exporter, product (row), product_id (null
        for variants that were designed in the run), quantity, value. What an event does not have is null."""
        import pyarrow as pa

        if kind not in _core.EVENT_KINDS:
            raise unknown_name("event kind", kind, _core.EVENT_KINDS)
        if f"events.{kind}" not in self.record:
            raise NotRecorded(
                f'events of the kind "{kind}" were not recorded: name them in the argument record of ep.compare, record=["events.{kind}"]'
            )
        raw = self._raw["events"]
        here = raw["kind"] == _core.EVENT_KINDS.index(kind)
        start = self.scenario.start
        agents = {int(a): _agent(start, int(a)) for a in np.unique(raw["agent"][here])}
        exporters = [str(e) for e in start["exporters"]["id"]]
        products = [str(p) for p in start["products"]["id"]]
        return pa.table(
            {
                "strategy": pa.DictionaryArray.from_arrays(pa.array(raw["strategy"][here]), pa.array(self.strategies)),
                "run": raw["run"][here],
                "quarter": raw["quarter"][here],
                "agent": pa.array([agents[int(a)] for a in raw["agent"][here]], pa.string()),
                "exporter": pa.array([exporters[e] if e >= 0 else None for e in raw["exporter"][here]], pa.string()),
                "product": pa.array(raw["product"][here], mask=raw["product"][here] < 0),
                "product_id": pa.array([products[p] if 0 <= p < len(products) else None for p in raw["product"][here]], pa.string()),
                "quantity": raw["quantity"][here],
                "value": raw["value"][here],
            }
        )

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
        summary, differences = self.summary(), self.differences()
        parts = [f"{scenario.title} ({scenario.id}): {self.done // len(self.strategies)} runs a strategy, seed {self.seed}"]
        if len(self.failed):
            parts.append(f"{len(self.failed)} runs failed; the first: {self.failed['message'].iloc[0]}")
        rows = []
        for outcome in OUTCOMES.values():
            values = [with_range(*summary.loc[(outcome.name, s), ["mean", "p5", "p95"]]) for s in self.strategies]
            rows.append([self.label(outcome.name), outcome.unit, *values])
        parts.append("Outcomes: mean [5%, 95%] over draws\n\n" + text_table(["outcome", "unit", *self.strategies], rows))
        rows = []
        for (outcome, first, second), row in differences[differences["verdict"] != ""].iterrows():
            error = f"{number(row['mean'])} +- {number(row['error'], 2)}"
            spread = f"[{number(row['p5'], 3)}, {number(row['p95'], 3)}]"
            rows.append(
                [self.label(outcome), f"{first} - {second}", error, f"{row['share']:.0%}", spread, number(row["least"], 3), row["verdict"]]
            )
        head = ["outcome", "difference", "mean +- error", "won", "[5%, 95%]", "matters from", "verdict"]
        title = (
            "Paired differences, run by run (won: share of draws in which the first is better; 'better' needs 80% and a mean that matters)"
        )
        if rows:
            parts.append(f"{title}\n\n" + text_table(head, rows))
        return "\n\n".join(parts)

    def _repr_html_(self) -> str:
        summary, differences = self.summary(), self.differences()
        cell = "<td style='text-align:left'>{}</td>".format
        head = "".join(f"<th>{html.escape(s)}</th>" for s in self.strategies)
        rows = []
        for outcome in OUTCOMES.values():
            values = "".join(cell(with_range(*summary.loc[(outcome.name, s), ["mean", "p5", "p95"]])) for s in self.strategies)
            rows.append(
                f"<tr><td title='{html.escape(outcome.doc, quote=True)}'>{html.escape(self.label(outcome.name))} [{html.escape(outcome.unit)}]</td>{values}</tr>"
            )
        pairs = []
        for (outcome, first, second), row in differences[differences["verdict"] != ""].iterrows():
            shown = (
                f"{number(row['mean'])} &plusmn; {number(row['error'])}",
                f"{row['share']:.0%}",
                f"{number(row['p5'])} to {number(row['p95'])}",
            )
            names = f"{html.escape(first)} &minus; {html.escape(second)}"
            pairs.append(
                f"<tr><td>{html.escape(self.label(outcome))}</td><td>{names}</td>{''.join(map(cell, shown))}{cell(html.escape(row['verdict']))}</tr>"
            )
        return (
            f"<p>{html.escape(repr(self)[1:-1])}</p>"
            f"<table><caption>Mean and 90% range over draws</caption><tr><th>outcome</th>{head}</tr>{''.join(rows)}</table>"
            "<table><caption>Paired differences</caption><tr><th>outcome</th><th>difference</th><th>mean &plusmn; error</th>"
            f"<th>share won</th><th>90% range</th><th>verdict</th></tr>{''.join(pairs)}</table>"
        )


def _least(name: str, value: float) -> float:
    number = float("nan") if isinstance(value, str) else float(value)
    if not 0 <= number < float("inf"):
        raise ValueError(f"the least relevant difference of {name} is {value!r}, allowed: a number of at least 0")
    return number


def _index(names: list[str], levels: Sequence[Sequence[Any]], keys: Sequence[tuple[Any, ...]]) -> pd.MultiIndex:
    """An index whose levels keep their order, so that keys in this order count as sorted and looking up is quick."""
    import pandas as pd

    places = [{name: i for i, name in enumerate(level)} for level in levels]
    return pd.MultiIndex(levels, [[place[key[i]] for key in keys] for i, place in enumerate(places)], names=names)


def _summary(values: np.ndarray) -> tuple[float, float, float, float]:
    """Mean, its Monte Carlo error, 5% and 95%."""
    if len(values) == 0:
        return (float("nan"),) * 4
    error = float(np.std(values, ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("nan")
    low, high = np.quantile(values, (0.05, 0.95))
    return float(np.mean(values)), error, float(low), float(high)


def _axis(name: str, size: int, sizes: dict[str, int]) -> str:
    """Name of an inner axis; two axes of one name and different sizes are told apart by the size."""
    if sizes.setdefault(name, size) != size:
        name = f"{name}{size}"
        sizes[name] = size
    return name


def _agent(world: _core.World, agent: int) -> str | None:
    from entrepot.simulation import agent_name

    return agent_name(world, agent) or None


def _labels(world: _core.World, table: str) -> list[str]:
    """Names of the rows of a table on the first day, where they can be told."""
    rows = world[table]
    if "id" in rows:
        return [str(i) for i in rows["id"]]
    if table == "buyers":
        return [_agent(world, int(agent)) or "" for agent in rows["agent"]]
    return []
