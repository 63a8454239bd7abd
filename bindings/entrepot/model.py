"""Models: the stages of a quarter in order. A stage written in Python says once what it is (parameters, levers, tables, events, outcomes, what it
writes) and then decides and applies; scenarios, simulations and ensembles take all of that from the model.

>>> class Cooling(ep.Stage):
...     name = "cooling"
...     parameters = [ep.parameter("cooling.speed", "1/quarter", 0, 1, "share of the growth of GDP that is lost")]
...     writes = ["states.growth"]
...     def decide(self, world, turn):
...         return world.states["growth"] * (1 - turn.parameters["cooling.speed"])
...     def apply(self, world, proposals, turn):
...         world.states["growth"] = proposals
>>> model = ep.standard_model().insert_after("buy", Cooling())
>>> scenario = ep.load("mine", model=model)  # its parameters.csv has a row cooling.speed
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from entrepot import _core
from entrepot._checks import instance, text
from entrepot._names import unknown_name

__all__ = [
    "Event",
    "Lever",
    "Model",
    "NewColumn",
    "NewOutcome",
    "NewTable",
    "OUTCOMES",
    "Outcome",
    "Parameter",
    "Stage",
    "Turn",
    "TurnTable",
    "TurnWorld",
    "column",
    "columns_of",
    "event",
    "layer",
    "lever",
    "outcome",
    "parameter",
    "standard_model",
    "table",
]


# ---- What a stage says of itself


@dataclass(frozen=True)
class Parameter:
    """A parameter of a stage: its value, distribution and source stand in a row of the scenario's parameters.csv."""

    name: str
    unit: str
    low: float
    high: float
    doc: str


@dataclass(frozen=True)
class NewColumn:
    """A column of a table, or a field of an event, that a stage brings along."""

    name: str
    unit: str
    doc: str
    type: Literal["real", "whole", "id"] = "real"
    target: str = ""
    axes: str = ""
    range: str = ""
    frozen: bool = False
    given: bool = True

    def _tuple(self) -> tuple[Any, ...]:
        return (self.name, self.unit, self.doc, self.type, self.target, self.axes, self.range, self.frozen, self.given)


@dataclass(frozen=True)
class NewTable:
    """A table that a stage brings along."""

    name: str
    doc: str
    kind: Literal["rows", "columns", "layer"]
    parent: str
    columns: tuple[NewColumn, ...]
    file: str = ""
    id: str = ""
    may_have_no_rows: bool = True


@dataclass(frozen=True)
class Event:
    """A kind of event: World counts them, rows go to whoever records "events.<name>"."""

    name: str
    doc: str
    fields: tuple[NewColumn, ...]


@dataclass(frozen=True)
class Outcome:
    """What a run comes to. direction: 1 if more is better, -1 if less is, 0 if neither: then no verdict is given."""

    name: str
    unit: str
    doc: str
    direction: int


@dataclass(frozen=True)
class NewOutcome:
    """What a run comes to: a number read from its World."""

    name: str
    unit: str
    doc: str
    value: Callable[[TurnWorld], float] = field(compare=False)
    direction: Literal[-1, 0, 1] = 0


@dataclass(frozen=True)
class Lever:
    """A lever of a strategy's [policy]: it sets a column of `exporters`, or of more columns of it."""

    name: str
    table: str
    column: str
    fallback: float


def parameter(name: str, unit: str, low: float, high: float, doc: str) -> Parameter:
    """A parameter "stage.name" with the least and the largest value that it may have."""
    return Parameter(name, unit, float(low), float(high), doc)


def column(
    name: str,
    unit: str,
    doc: str,
    *,
    type: Literal["real", "whole", "id"] = "real",
    target: str = "",
    axes: str = "",
    range: str = "",
    frozen: bool = False,
    given: bool = True,
) -> NewColumn:
    """A column, or a field of an event.

    type: "real" (float64), "whole" (int64) or "id" (rows of the table `target`, -1 for none; int32).
    axes: inner axes, outermost first: "exporter:2", "exporter:2 lag:4". range: allowed values: ">= 0", "[0, 1]", "(0, 1]", "" for any number.
    frozen: it gets its values in set_up, first_day or a file and does not change in a run. given: if its table has a file, the column stands
    there; of ids, the names of rows.
    """
    return NewColumn(name, unit, doc, type, target, axes, range, frozen, given)


def table(name: str, doc: str, columns: Iterable[NewColumn], *, file: str = "", id: str = "") -> NewTable:
    """A table with rows of its own (`world.resize` adds and removes); on the first day those of its file, if it has one.

    file: "data/NAME.csv" of the scenario. id: the column of the file that names a row, if other files refer to rows.
    """
    return NewTable(name, doc, "rows", "", tuple(columns), file, id)


def columns_of(parent: str, name: str, doc: str, columns: Iterable[NewColumn], *, file: str = "") -> NewTable:
    """More columns of the table `parent`: always as many rows. They begin at zero, or at what the scenario's file "data/NAME.csv" gives for the
    rows that it names."""
    return NewTable(name, doc, "columns", parent, tuple(columns), file)


def layer(name: str, between: str, doc: str, columns: Iterable[NewColumn] = (), *, file: str = "") -> NewTable:
    """Edges between rows of the table `between`: columns `source`, `target` and those given. Ordered by source behind every stage that writes it.

    file: "data/NAME.csv" of the scenario, with the edges of the first day.
    """
    return NewTable(name, doc, "layer", between, tuple(columns), file)


def event(name: str, doc: str, fields: Iterable[NewColumn]) -> Event:
    """A kind of event."""
    return Event(name, doc, tuple(fields))


def outcome(name: str, unit: str, doc: str, value: Callable[[TurnWorld], float], direction: Literal[-1, 0, 1] = 0) -> NewOutcome:
    """An outcome. direction: 1 if more is better for whoever wants it, -1 if less is, 0 if neither."""
    return NewOutcome(name, unit, doc, value, direction)


def lever(name: str, table: str, column: str, fallback: float) -> Lever:
    """A lever of policy; `fallback` where a strategy does not say. Its unit and allowed values are those of the column."""
    return Lever(name, table, column, float(fallback))


# ---- What a stage sees


class TurnTable(Mapping[str, np.ndarray]):
    """A table of the World of one turn. Columns are copies; in `apply`, `table[name] = values` writes a column as a whole."""

    def __init__(self, view: _core.TurnView, name: str, seen: dict[tuple[str, str], np.ndarray]) -> None:
        self._view = view
        self._name = name
        self._seen = seen

    def __getitem__(self, column: str) -> np.ndarray:
        key = (self._name, column)
        if key not in self._seen:
            values = self._view.column(self._name, column)
            values.flags.writeable = False
            self._seen[key] = values
        return self._seen[key]

    def __setitem__(self, column: str, values: ArrayLike) -> None:
        """Raises StageError if the stage does not say that it writes the column, or for another shape, no number, or a value out of range."""
        self._view.write(self._name, column, values)
        self._seen.pop((self._name, column), None)

    def __iter__(self) -> Iterator[str]:
        return iter(self._view.columns(self._name))

    def __len__(self) -> int:
        """Rows, as of every table."""
        return self._view.rows(self._name)

    def resize(self, rows: int) -> None:
        """More rows (zeros; ids: none) or fewer, of a table or layer that the stage brings along. Before columns are written."""
        self._view.resize(self._name, rows)
        for key in [key for key in self._seen if key[0] == self._name]:
            del self._seen[key]

    @property
    def offsets(self) -> NDArray[np.int32]:
        """Of a layer: edges of node i are rows offsets[i] to offsets[i + 1]."""
        return self._view.offsets(self._name)


class TurnWorld:
    """The World of one turn: `world.states["gdp"]`, `world["states"]`. Only for as long as the stage is called."""

    def __init__(self, view: _core.TurnView) -> None:
        self._view = view
        self._columns: dict[tuple[str, str], np.ndarray] = {}
        self._names = view.tables()

    def __getitem__(self, table: str) -> TurnTable:
        self._view.rows(table)  # UnknownName, with the nearest
        return TurnTable(self._view, table, self._columns)

    def __getattr__(self, table: str) -> TurnTable:
        if table.startswith("_") or table not in self._names:
            raise AttributeError(f'a World has no table named "{table}"')
        return TurnTable(self._view, table, self._columns)

    @property
    def quarter(self) -> int:
        return self._view.quarter


class _Parameters:
    """Values of the parameters that the stage says it reads."""

    def __init__(self, view: _core.TurnView, stage: Stage) -> None:
        self._view = view
        self._stage = stage

    def __getitem__(self, name: str) -> float:
        stage = self._stage
        if name not in stage.also_reads and not any(p.name == name for p in stage.parameters):
            raise KeyError(f'the stage {stage.name} reads the parameter "{name}" without saying so: list it in parameters or also_reads')
        return self._view.parameter(name)


class Turn:
    """One stage of one quarter of one run."""

    def __init__(self, view: _core.TurnView, stage: Stage) -> None:
        self._view = view
        self.quarter = view.quarter
        self.seed = view.seed
        self.run = view.run
        self.parameters = _Parameters(view, stage)

    def uniform(self, purpose: str, keys: ArrayLike) -> NDArray[np.float64]:
        """Numbers in (0, 1) that belong to (seed, run, quarter, purpose, key): the same whoever draws first. keys: such as world.states["key"]."""
        return self._view.uniforms(purpose, np.asarray(keys, dtype=np.uint64))

    def emit(self, kind: str, *, cause: int = -1, **values: float) -> int:
        """Count an event and hand its row to whoever records it. Returns its number, which events that follow may name as their cause."""
        fields = self._view.fields(kind)
        if set(values) != set(fields):
            raise TypeError(f"the event {kind} has the fields {', '.join(fields)}; given: {', '.join(values) or 'none'}")
        return self._view.emit(kind, [float(values[name]) for name in fields], cause)


class Stage:
    """A stage written in Python: make a subclass and say what it is in class attributes.

    decide(world, turn) -> proposals reads a World that it cannot change; apply(world, proposals, turn) writes the columns of `writes`. first_day
    and set_up (both optional) set first values: set_up before strategies are applied, first_day under them.

    A stage is called by several threads at once in an ensemble: keep what belongs to a run in columns, not in self.
    """

    name: ClassVar[str] = ""
    parameters: ClassVar[Sequence[Parameter]] = ()
    also_reads: ClassVar[Sequence[str]] = ()
    levers: ClassVar[Sequence[Lever]] = ()
    tables: ClassVar[Sequence[NewTable]] = ()
    events: ClassVar[Sequence[Event]] = ()
    outcomes: ClassVar[Sequence[NewOutcome]] = ()
    writes: ClassVar[Sequence[str]] = ()

    def decide(self, world: TurnWorld, turn: Turn) -> Any:
        """What the agents want to do."""
        return None

    def apply(self, world: TurnWorld, proposals: Any, turn: Turn) -> None:
        """Do it."""

    # ---- Called by the library

    def _decide(self, view: _core.TurnView) -> Any:
        return self.decide(TurnWorld(view), Turn(view, self))

    def _apply(self, view: _core.TurnView, proposals: Any) -> None:
        self.apply(TurnWorld(view), proposals, Turn(view, self))

    def _first(self, name: str) -> Callable[[_core.TurnView], None] | None:
        hook = getattr(self, name, None)
        if hook is None:
            return None
        return lambda view: hook(TurnWorld(view), Turn(view, self))

    def _values(self, view: _core.TurnView) -> list[float]:
        world = TurnWorld(view)
        return [float(o.value(world)) for o in self.outcomes]

    def _build(self) -> _core.Stage:
        said = _core.StageBuilder(text("the name of a stage", self.name, "text"))
        for what in ("parameters", "also_reads", "levers", "tables", "events", "outcomes", "writes"):
            instance(f"{what} of the stage {self.name}", getattr(self, what), (list, tuple), "a list")
        for p in self.parameters:
            instance("an element of parameters", p, Parameter, "ep.parameter(...)")
            said.parameter(p.name, p.unit, p.low, p.high, p.doc)
        for name in self.also_reads:
            said.also_reads(text("an element of also_reads", name, "the name of a parameter"))
        for t in self.tables:
            instance("an element of tables", t, NewTable, "ep.table(...), ep.columns_of(...) or ep.layer(...)")
            columns = [c._tuple() for c in t.columns]
            said.table(t.name, t.doc, t.kind, t.parent, columns, t.file, t.id, t.may_have_no_rows)
        for s in self.levers:
            instance("an element of levers", s, Lever, "ep.lever(...)")
            said.lever(s.name, s.table, s.column, s.fallback)
        for e in self.events:
            instance("an element of events", e, Event, "ep.event(...)")
            said.event(e.name, e.doc, [f._tuple() for f in e.fields])
        for o in self.outcomes:
            instance("an element of outcomes", o, NewOutcome, "ep.outcome(...)")
            said.outcome(o.name, o.unit, o.doc, o.direction)
        for name in self.writes:
            said.writes(text("an element of writes", name, "a table or table.column"))
        return said.build(self, self._first("set_up"), self._first("first_day"), self._values if self.outcomes else None)

    def __repr__(self) -> str:
        return f"<Stage {self.name}>"


# ---- Models


class Model:
    """Stages of a quarter in order. It does not change: every method gives another model. Raises ModelError if what the stages say cannot be."""

    def __init__(self, stages: Iterable[str | Stage | _core.Stage]) -> None:
        given = list(stages)
        for s in given:
            instance(
                "a stage",
                s,
                (str, Stage, _core.Stage),
                "the name of a shipped stage, an ep.Stage, or a stage of C++ from a module of one's own",
            )
        self._stages: list[str | Stage | _core.Stage] = given
        self._core = _core.Model([s._build() if isinstance(s, Stage) else s for s in given])

    @property
    def stages(self) -> list[str]:
        """Names of the stages, in order."""
        return self._core.stages

    @property
    def outcomes(self) -> dict[str, Outcome]:
        """What a run comes to, by name, in order."""
        return {name: Outcome(name, unit, doc, direction) for name, unit, doc, direction in self._core.outcomes}

    @property
    def parameters(self) -> dict[str, tuple[float, float, str, str]]:
        """Name -> (least and largest allowed value, unit, meaning)."""
        return self._core.parameter_bounds

    @property
    def levers(self) -> list[tuple[str, str, str, float, str, str]]:
        """(name, unit, allowed values, value where a strategy does not say, column, meaning) of the levers of policy."""
        return self._core.levers

    @property
    def events(self) -> list[str]:
        """Kinds of event."""
        return self._core.event_kinds

    def describe(self) -> str:
        """Everything that the stages say of themselves as a page of Markdown: what they write, parameters, levers, outcomes, events, tables."""
        return self._core.describe()

    def _at(self, name: str) -> int:
        if name not in self.stages:
            raise unknown_name("stage", name, self.stages)
        return self.stages.index(name)

    def replace(self, name: str, stage: Stage | _core.Stage) -> Model:
        at = self._at(name)
        return Model([*self._stages[:at], stage, *self._stages[at + 1 :]])

    def insert_after(self, name: str, stage: Stage | _core.Stage) -> Model:
        at = self._at(name) + 1
        return Model([*self._stages[:at], stage, *self._stages[at:]])

    def insert_before(self, name: str, stage: Stage | _core.Stage) -> Model:
        at = self._at(name)
        return Model([*self._stages[:at], stage, *self._stages[at:]])

    def append(self, stage: Stage | _core.Stage) -> Model:
        return Model([*self._stages, stage])

    def remove(self, name: str) -> Model:
        at = self._at(name)
        return Model([*self._stages[:at], *self._stages[at + 1 :]])

    def __reduce__(self) -> tuple[Any, ...]:
        return Model, (self._stages,)

    def __repr__(self) -> str:
        return f"<Model: {', '.join(self.stages)}>"


def standard_model() -> Model:
    """The model that is shipped."""
    return Model(_core.standard_model().stages)


OUTCOMES: dict[str, Outcome] = standard_model().outcomes
"""Outcomes of the shipped model. Those of a scenario are `scenario.model.outcomes`."""
