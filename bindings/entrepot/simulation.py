"""One run: stepped, looked at, copied, saved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from entrepot import _core
from entrepot._checks import instance, shown, text, texts, whole
from entrepot._names import row_name
from entrepot.scenario import Scenario

__all__ = ["Parting", "Simulation", "first_parting"]


def checked_parameters(scenario: Scenario, values: Mapping[str, Any]) -> dict[str, float]:
    """Values of parameters as numbers inside their bounds; raises ValueError or UnknownName with a sentence."""
    instance("params", values, Mapping, "a dictionary: name -> number")
    bounds = scenario.model.parameters
    checked = {}
    for name, given in values.items():
        text("a name in params", name, "text")
        try:
            number = None if isinstance(given, (bool, str)) else float(given)
        except (TypeError, ValueError, OverflowError):
            number = None
        if number is None:
            raise ValueError(f"parameter {name} is {shown(given)}, allowed: a number")
        if name in bounds:
            low, high, unit, _ = bounds[name]
            if not low <= number <= high:
                raise ValueError(f"parameter {name} is {number:g}, allowed: {low:g} to {high:g} ({unit})")
        checked[name] = number
    return checked


def _strategy(argument: str, scenario: Scenario, given: str | _core.Strategy) -> _core.Strategy:
    if isinstance(given, str):
        return scenario.strategy(text(argument, given, "a name"))
    instance(argument, given, _core.Strategy, "the name of a strategy, or a Strategy of Scenario.with_levers")
    return given


class Simulation:
    """One run of a scenario under a strategy. Everything in it follows from (scenario, strategy, parameters, seed, run).

    strategy: a name, or a Strategy of `Scenario.with_levers`.
    seed, run: which luck; runs of one seed are independent, equal runs under two strategies meet the same luck.
    draw: which sample of the parameters: None = the number of the run, "point" = point values, or a number.
    params: values of parameters that replace those of the draw.
    rival: strategy of the rival exporter, if not the scenario's.
    check: look at the work of every stage (see `ep.compare`); raises StageError.
    """

    def __init__(
        self,
        scenario: Scenario,
        strategy: str | _core.Strategy,
        *,
        seed: int = 42,
        run: int = 0,
        draw: int | Literal["point"] | None = None,
        params: Mapping[str, float] | None = None,
        rival: str | _core.Strategy | None = None,
        check: bool = False,
    ) -> None:
        instance("scenario", scenario, Scenario, 'a Scenario, such as entrepot.load("tiny")')
        if draw is None:
            number = _core.SAME_AS_RUN
        elif isinstance(draw, str) and draw == "point":
            number = _core.POINT_DRAW
        elif isinstance(draw, str):
            raise ValueError(f'draw is "{draw}", allowed: None, "point" or a whole number')
        else:
            number = whole("draw", draw, 0, 2**64 - 3)
        self.scenario = scenario
        self._core = _core.Simulation(
            scenario._core,
            _strategy("strategy", scenario, strategy),
            whole("seed", seed, 0, 2**64 - 3),
            whole("run", run, 0, 2**64 - 3),
            number,
            checked_parameters(scenario, {} if params is None else params),
            None if rival is None else _strategy("rival", scenario, rival),
            check,
        )

    @classmethod
    def _of(cls, core: _core.Simulation, scenario: Scenario) -> Simulation:
        simulation = cls.__new__(cls)
        simulation._core = core
        simulation.scenario = scenario
        return simulation

    def step(self) -> None:
        """One quarter. Chips and money are recounted at its end. Does nothing when done."""
        self._core.step()

    def run(self) -> Simulation:
        """All quarters that are left."""
        self._core.run()
        return self

    def apply(self, strategy: str | _core.Strategy, *, rival: str | _core.Strategy | None = None) -> Simulation:
        """Other levers from now on; the rival's stay unless `rival` is given. With `copy`, a branch of the run:

        >>> other = sim.copy().apply("diffusion").run()
        """
        self._core.apply(
            _strategy("strategy", self.scenario, strategy), None if rival is None else _strategy("rival", self.scenario, rival)
        )
        return self

    @property
    def done(self) -> bool:
        return self._core.done

    @property
    def quarters(self) -> int:
        """Quarters of the whole run."""
        return self._core.quarters

    @property
    def strategy(self) -> str:
        return self._core.strategy

    @property
    def stages(self) -> list[str]:
        """Names of the stages of a quarter, in order."""
        return self._core.stages

    @property
    def seed(self) -> int:
        return self._core.key[0]

    @property
    def run_number(self) -> int:
        return self._core.key[1]

    @property
    def draw(self) -> int | str:
        """Number of the sample of the parameters, or "point"."""
        _, run, draw = self._core.key
        return "point" if draw == _core.POINT_DRAW else run if draw == _core.SAME_AS_RUN else draw

    @property
    def world(self) -> _core.World:
        """The state now. It is a copy that later steps do not touch, so arrays taken from it stay what they are:

        >>> before = sim.world.states["gdp"]; sim.step(); after = sim.world.states["gdp"]
        """
        return self._core.world

    def outcomes(self) -> dict[str, float]:
        """What the run has come to so far, by outcome (see `scenario.model.outcomes`)."""
        return self._core.outcomes()

    @property
    def event_counts(self) -> dict[str, int]:
        return self.world.event_counts

    @property
    def digest(self) -> str:
        """128-bit digest of the state: 32 hexadecimal digits."""
        return self._core.digest

    def save(self) -> bytes:
        """Everything but the scenario, as bytes for `restore`."""
        return self._core.save()

    @classmethod
    def restore(cls, saved: bytes, scenario: Scenario) -> Simulation:
        """Continue a saved run. Raises SnapshotError if the bytes are damaged, of another version or of another scenario."""
        instance("saved", saved, (bytes, bytearray), "bytes of Simulation.save")
        instance("scenario", scenario, Scenario, "the Scenario of the saved run")
        return cls._of(_core.Simulation.restore(bytes(saved), scenario._core), scenario)

    def copy(self) -> Simulation:
        """A run of its own from here on: step both, and they do the same."""
        return self._of(self._core.copy(), self.scenario)

    __copy__ = copy

    def __deepcopy__(self, memo: dict[int, Any]) -> Simulation:
        return self.copy()

    def __reduce__(self) -> tuple[Any, ...]:
        return Simulation.restore, (self.save(), self.scenario)

    def __repr__(self) -> str:
        return (
            f"<Simulation of {self.scenario.id} under {self.strategy}, seed {self.seed}, run {self.run_number}, draw {self.draw}: "
            f"quarter {self.world.quarter} of {self.quarters}>"
        )


@dataclass(frozen=True)
class Parting:
    """Where two runs first part."""

    quarter: int
    stage: str  # "start" if they differ before the first quarter
    column: str  # table.column
    row: int
    inner: int  # position on the inner axes
    left: str
    right: str
    who: str = ""  # id of the row, if its table has one

    def __str__(self) -> str:
        when = "before the first quarter" if self.stage == "start" else f"in quarter {self.quarter}, stage {self.stage}"
        row = f"row {self.row}" + (f" ({self.who})" if self.who else "")
        inner = f", position {self.inner}" if self.inner else ""
        return f"{when}, {self.column}, {row}{inner}: {self.left} against {self.right}"


def first_parting(left: Simulation, right: Simulation, ignore: Iterable[str] = ()) -> Parting | None:
    """The first quarter, stage, column and row at which two runs differ, or None. Neither is changed.

    ignore: tables ("levers") and columns ("exporters.stance") that differ by design.
    """
    for name, sim in (("left", left), ("right", right)):
        instance(name, sim, Simulation, "a Simulation")
    if left.world.quarter != right.world.quarter:
        raise ValueError(f"left is in quarter {left.world.quarter}, right in quarter {right.world.quarter}: compare them from the same one")
    names = texts("ignore", [ignore] if isinstance(ignore, str) else ignore, "tables and columns")
    for table, dot, column in (name.partition(".") for name in names):
        rows = left.world[table]  # UnknownName if there is none
        if dot:
            rows.column(column)
    found = _core.first_parting(left._core, right._core, names)
    return None if found is None else Parting(*found, who=row_name(left.world, found[2].split(".")[0], found[3]))
