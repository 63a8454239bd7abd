"""A stage written in Python, with all that it may bring; what it brings is recorded, saved, hashed, compared and shown as our own is. A stage or a
model that is wrong is told so, by name, and ends its run only."""

import pickle
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import Any

import entrepot as ep
import numpy as np
import pytest

HEADER = 'extends = ["tiny"]\nid = "warm"\ntitle = "A warm world"\n'
COLUMNS = "name,value,unit,distribution,low,high,source,date,note\n"
SPEED = "warming.speed,0.5,K/quarter,uniform,0.1,1,assumption:made_up,2024-12-31,\n"


class Warming(ep.Stage):
    name = "warming"
    parameters = [ep.parameter("warming.speed", "K/quarter", 0, 5, "warmth that comes in a quarter")]
    also_reads = ["buy.elasticity"]
    tables = [
        ep.columns_of(
            "states",
            "heat",
            "how warm states are",
            [
                ep.column("degrees", "K", "how warm it is", range="[0, 100]"),
                ep.column("warm_quarters", "quarters", "how long", type="whole", range=">= 0"),
                ep.column("height", "m", "above the sea", range="> 0", frozen=True),
            ],
        ),
        ep.columns_of("exporters", "dials", "levers of the warming", [ep.column("thermostat", "1", "warmth let in", range="[0, 2]")]),
        ep.table("fires", "fires", [ep.column("at", "state", "where", type="id", target="states"), ep.column("size", "ha", "how large")]),
        ep.layer("winds", "states", "who blows on whom", [ep.column("force", "1", "how strong", range="[0, 1]")]),
    ]
    levers = [ep.lever("thermostat", "dials", "thermostat", 1.0)]
    events = [
        ep.event(
            "lit", "a fire is lit", [ep.column("at", "state", "where", type="id", target="states"), ep.column("size", "ha", "how large")]
        )
    ]
    outcomes = [ep.outcome("mean_degrees", "K", "mean warmth of states", lambda world: world.heat["degrees"].mean(), -1)]
    writes = ["heat", "fires", "winds"]

    def first_day(self, world: Any, turn: Any) -> None:
        world.heat["height"] = np.arange(1.0, 1 + len(world.states))

    def decide(self, world: Any, turn: Any) -> Any:
        u = turn.uniform("warming.light", world.states["key"])
        warmer = world.heat["degrees"] + turn.parameters["warming.speed"] * world.dials["thermostat"][0] * u
        return np.minimum(100, warmer), np.flatnonzero(u > 0.5)

    def apply(self, world: Any, proposals: Any, turn: Any) -> None:
        degrees, lit = proposals
        world.heat["degrees"] = degrees
        world.heat["warm_quarters"] = world.heat["warm_quarters"] + (degrees > 1)
        for table, columns in [
            ("fires", {"at": lit, "size": degrees[lit]}),
            ("winds", {"source": len(degrees) - 1 - lit, "target": lit, "force": np.full(len(lit), 0.25)}),
        ]:
            before = {name: world[table][name] for name in columns}
            world[table].resize(len(world[table]) + len(lit))
            for name, values in columns.items():
                world[table][name] = np.concatenate([before[name], values])
        for i in lit:
            turn.emit("lit", at=i, size=degrees[i])


def scenario_of(model: ep.Model, rows: str = SPEED) -> ep.Scenario:
    return ep.Scenario.from_files({"scenario.toml": HEADER, "parameters.csv": COLUMNS + rows}, model=model)


def warm_model() -> ep.Model:
    return ep.standard_model().insert_after("buy", Warming())


@pytest.fixture(scope="module")
def warm() -> ep.Scenario:
    return scenario_of(warm_model())


def begin(scenario: ep.Scenario, quarters: int = 0, **options: Any) -> ep.Simulation:
    sim = ep.Simulation(scenario, "control", seed=7, **options)
    for _ in range(quarters):
        sim.step()
    return sim


def test_is_recorded_with_the_same_bits_on_one_thread_and_two(warm: ep.Scenario) -> None:
    record = ["heat.degrees", "dials.thermostat", "fires.at", "winds.force", "events.lit"]
    options: dict[str, Any] = {"runs": 4, "seed": 7, "record": record, "check": True, "progress": False}
    one = ep.compare(warm, ["control", "leverage"], threads=1, **options)
    two = ep.compare(warm, ["control", "leverage"], threads=2, **options)
    assert one.failed.empty, one.failed
    assert list(one.status["digest"]) == list(two.status["digest"])
    alone = begin(warm).run()
    assert one.status.loc[("control", 0), "digest"] == alone.digest
    recorded = one.state["heat.degrees"].sel(strategy="control", run=0)
    assert recorded.dims == ("time", "states")
    assert list(recorded["states"].values) == list(alone.world.states["id"])
    np.testing.assert_array_equal(recorded.isel(time=-1), alone.world.heat["degrees"].astype(np.float32))
    lit = one.events("lit").to_pandas().query("strategy == 'control' and run == 0")
    assert len(lit) == alone.event_counts["lit"] == len(alone.world.fires)
    assert lit["at"].iloc[0] == alone.world.states["id"][alone.world.fires["at"][0]]
    assert one.outcomes.loc[("control", 0), "mean_degrees"] == alone.world.heat["degrees"].mean() > 0.5


def test_is_saved_and_restored(warm: ep.Scenario) -> None:
    sim = begin(warm, 5)
    for again in (ep.Simulation.restore(sim.save(), warm), pickle.loads(pickle.dumps(sim)), sim.copy()):
        assert again.world == sim.world
        np.testing.assert_array_equal(again.world.winds["source"], sim.world.winds["source"])
    again = ep.Simulation.restore(sim.save(), warm)
    assert again.run().digest == sim.run().digest


def test_is_hashed_and_compared_by_name(warm: ep.Scenario) -> None:
    slow, fast = begin(warm, params={"warming.speed": 1.0}), begin(warm, params={"warming.speed": 2.0})
    parting = ep.first_parting(slow, fast)
    assert parting is not None
    assert (parting.quarter, parting.stage, parting.column, parting.row) == (0, "warming", "heat.degrees", 0)
    assert parting.who == slow.world.states["id"][0]
    slow.step(), fast.step()
    assert slow.digest != fast.digest
    assert slow.world.first_difference(fast.world)[0] == "heat.degrees"


def test_is_shown_by_name(warm: ep.Scenario) -> None:
    world = begin(warm, 3).world
    assert {"heat", "dials", "fires", "winds"} <= set(world.tables)
    assert world.heat.column("degrees").unit == "K"
    assert world.heat.column("height").role == "frozen"
    assert world.heat.parent == "states"
    assert world.winds.keys() == ["source", "target", "force"]
    assert list(world.winds["source"]) == sorted(world.winds["source"])
    assert (world.heat["height"] == np.arange(1.0, 7.0)).all()
    assert world.event_counts["lit"] == len(world.fires)


def test_is_described(warm: ep.Scenario) -> None:
    page = warm.model.describe()
    for line in (
        "| `warming` | yes | `heat`, `fires`, `winds` |\n",
        "| `warming.speed` | `warming` | K/quarter | [0, 5] | warmth that comes in a quarter |\n",
        "| `thermostat` | 1 | [0, 2] | 1 | `dials.thermostat` | warmth let in |\n",
        "| `mean_degrees` | K | mean warmth of states |\n",
        "## lit\n\nStage `warming`: a fire is lit.\n",
        "| `height` | f64 | | m | > 0 | frozen | above the sea |\n",
    ):
        assert line in page


def test_its_lever_moves_its_outcome_and_may_change_in_a_branch(warm: ep.Scenario) -> None:
    off = warm.with_levers("control", policy={"thermostat": 0})
    with pytest.raises(ep.ScenarioError, match="thermostat"):
        warm.with_levers("control", policy={"thermostat": 3})
    assert ep.Simulation(warm, off, seed=7).run().outcomes()["mean_degrees"] == 0
    sim = begin(warm, 8)
    then = sim.outcomes()["mean_degrees"]
    branch = sim.copy().apply(off)
    assert branch.strategy == off.name
    assert branch.run().outcomes()["mean_degrees"] == then < sim.run().outcomes()["mean_degrees"]


def mean_degrees(scenario: ep.Scenario, run: int) -> float:
    return ep.Simulation(scenario, "control", seed=7, run=run).run().outcomes()["mean_degrees"]


def test_processes_give_the_same_outcomes(warm: ep.Scenario) -> None:
    here = [mean_degrees(warm, run) for run in range(3)]
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        there = list(pool.map(mean_degrees, [warm] * 3, range(3)))
    assert there == here
    assert len(set(here)) == 3


# ---- Wrong stages


class Wrong(ep.Stage):
    """Does something wrong in quarter 2."""

    name = "wrong"
    writes = ["heat", "winds", "lots.quantity", "accounts.balance", "states.customs", "licences.stage"]

    def __init__(self, decide: Callable[..., Any] | None = None, apply: Callable[..., Any] | None = None) -> None:
        self._wrong_decide, self._wrong_apply = decide, apply

    def decide(self, world: Any, turn: Any) -> Any:
        if turn.quarter == 2 and self._wrong_decide is not None:
            self._wrong_decide(world, turn)

    def apply(self, world: Any, proposals: Any, turn: Any) -> None:
        if turn.quarter == 2 and self._wrong_apply is not None:
            self._wrong_apply(world, turn)


def put(table: str, column: str, values: Any) -> Callable[..., Any]:
    def write(world: Any, turn: Any) -> None:
        world[table][column] = values(world[table][column]) if callable(values) else values

    return write


def changed(row: int, value: float) -> Callable[[np.ndarray], np.ndarray]:
    def change(column: np.ndarray) -> np.ndarray:
        column = column.copy()
        column[row] = value
        return column

    return change


def stray_edge(world: Any, turn: Any) -> None:
    world.winds.resize(1)
    world.winds["source"] = [6]


WRONG_STAGES: dict[str, tuple[Wrong, str]] = {
    "another shape": (
        Wrong(apply=put("heat", "degrees", np.zeros(7))),
        r"heat.degrees, row 0 is of shape \(7,\), allowed: the shape \[6\]",
    ),
    "two dimensions": (Wrong(apply=put("heat", "degrees", np.zeros((6, 1)))), r"is of shape \(6, 1\)"),
    "out of range": (Wrong(apply=put("heat", "degrees", changed(1, 101))), r"heat.degrees, row 1 is 101, allowed: \[0, 100\]"),
    "no number": (Wrong(apply=put("heat", "degrees", changed(3, np.nan))), "heat.degrees, row 3 is nan"),
    "text": (Wrong(apply=put("heat", "degrees", ["warm"] * 6)), "heat.degrees, row 0 is an array of <U4, allowed: numbers"),
    "real numbers for whole ones": (
        Wrong(apply=put("heat", "warm_quarters", np.ones(6))),
        "is an array of real numbers, allowed: whole numbers",
    ),
    "numbers that do not fit": (
        Wrong(apply=put("licences", "stage", lambda c: np.full(c.shape, 300))),
        "licences.stage, row 0 is of numbers that do not fit, allowed: numbers of uint8",
    ),
    "undeclared": (
        Wrong(apply=put("states", "gdp", lambda gdp: 2 * gdp)),
        "states.gdp, row 0 is written, allowed: to be left alone: it is not in the stage's list of what it writes",
    ),
    "frozen": (
        Wrong(apply=put("heat", "height", np.ones(6))),
        "heat.height, row 0 is written, allowed: to be written in set_up and first_day",
    ),
    "frozen, of ours": (Wrong(apply=put("states", "customs", np.ones(6))), "states.customs, row 0 is written"),
    "an id that is no row": (Wrong(apply=stray_edge), "winds.source, row 0 is row 6, allowed: a row of states, which has 6, or -1"),
    "chips that vanish": (Wrong(apply=put("lots", "quantity", lambda chips: chips // 2)), "row 0 is"),
    "money that vanishes": (Wrong(apply=put("accounts", "balance", lambda cents: cents - np.arange(len(cents)))), "row 0 is"),
    "writing in decide": (
        Wrong(decide=put("heat", "degrees", np.zeros(6))),
        "heat.degrees, row 0 is written while the stage decides, allowed: writing in apply, set_up and first_day only",
    ),
    "emitting in decide": (Wrong(decide=lambda world, turn: turn.emit("lit", at=1, size=1)), "events are emitted in apply"),
    "an array in place": (Wrong(apply=lambda world, turn: world.heat["degrees"].fill(0)), "ValueError: .*read-only"),
    "resizing more columns": (Wrong(apply=lambda world, turn: world.heat.resize(7)), "heat, row 0 is resized, allowed: rows and layers"),
    "an event with other fields": (
        Wrong(apply=lambda world, turn: turn.emit("lit", at=1)),
        "TypeError: the event lit has the fields at, size; given: at",
    ),
    "an event with no number": (
        Wrong(apply=lambda world, turn: turn.emit("lit", at=1, size=np.nan)),
        "the field size of the event lit is no number",
    ),
    "an event of a row that is not there": (
        Wrong(apply=lambda world, turn: turn.emit("lit", at=6, size=1)),
        "the field at of the event lit is row 6, allowed: a row of states, which has 6, or -1",
    ),
    "an event that nobody brought": (Wrong(apply=lambda world, turn: turn.emit("lid", at=1)), 'UnknownName: .*"lid".*lit'),
    "a table that is not there": (Wrong(decide=lambda world, turn: world["heats"]), 'UnknownName: .*"heats".*heat'),
    "a column that is not there": (Wrong(decide=lambda world, turn: world.heat["degree"]), 'UnknownName: .*"degree".*degrees'),
    "an undeclared parameter": (
        Wrong(decide=lambda world, turn: turn.parameters["warming.speed"]),
        "KeyError: .*reads the parameter .*without saying so: list it in parameters or also_reads",
    ),
    "an exception": (Wrong(decide=lambda world, turn: 1 / 0), "ZeroDivisionError: division by zero"),
}


@pytest.mark.parametrize("what", WRONG_STAGES)
def test_a_wrong_stage_is_a_failed_run_with_its_sentence(what: str) -> None:
    stage, sentence = WRONG_STAGES[what]
    runs = ep.compare(scenario_of(warm_model().insert_after("warming", stage)), ["control"], runs=2, threads=2, check=True, progress=False)
    assert list(runs.status["status"]) == ["failed", "failed"]
    for message in runs.status["message"]:
        assert message.startswith("stage wrong, quarter 2: ")
        assert "\n" not in message
        pytest.raises(ValueError, lambda m=message: (_ for _ in ()).throw(ValueError(m))).match(sentence)


def test_what_was_refused_is_not_written() -> None:
    seen = []

    def careless(world: Any, turn: Any) -> None:
        before = world.heat["degrees"]
        try:
            world.heat["degrees"] = before - 1000
        except ep.StageError as problem:
            assert (problem.stage, problem.column, problem.quarter) == ("wrong", "heat.degrees", 2)
        seen.append((world.heat["degrees"] == before).all())

    begin(scenario_of(warm_model().insert_after("warming", Wrong(apply=careless))), 3, check=True)
    assert seen == [True]


def test_an_exception_keeps_its_traceback() -> None:
    sim = begin(scenario_of(warm_model().insert_after("warming", Wrong(decide=lambda world, turn: 1 / 0))), 2)
    with pytest.raises(ep.EntrepotError, match="^stage wrong, quarter 2: ZeroDivisionError: division by zero$") as caught:
        sim.step()
    assert isinstance(caught.value.__cause__, ZeroDivisionError)
    assert caught.value.__cause__.__traceback__ is not None


def test_a_turn_that_is_kept_sees_nothing() -> None:
    kept: list[Any] = []
    begin(scenario_of(warm_model().insert_after("warming", Wrong(apply=lambda *seen: kept.extend(seen)))), 3)
    world, turn = kept
    for use in (
        lambda: world.heat["degrees"],
        lambda: world["states"],
        lambda: world.quarter,
        lambda: put("heat", "degrees", np.zeros(6))(world, turn),
        lambda: turn.uniform("x", [1]),
        lambda: turn.emit("lit", at=1, size=1),
        lambda: turn._view.emit("lit", [1.0, 1.0], -1),
    ):
        with pytest.raises(ep.EntrepotError, match="the turn of the stage wrong is over: keep copies of what you need"):
            use()


# ---- Wrong models


def stage(**says: Any) -> ep.Stage:
    return type("Other", (ep.Stage,), {"name": "other", **says})()


def cells(name: str) -> list[Any]:
    return [ep.column(name, "1", "x")]


WRONG_MODELS: dict[str, tuple[Callable[[], Any], type[Exception], str]] = {
    "two stages of one name": (Warming, ep.ModelError, 'the stage "warming" is there already'),
    "no name": (lambda: stage(name=""), ep.ModelError, "a stage has no name"),
    "two owners of a parameter": (
        lambda: stage(parameters=[ep.parameter("warming.speed", "1", 0, 1, "x")]),
        ep.ModelError,
        'stage other: the parameter "warming.speed" belongs to the stage warming; read it with also_reads',
    ),
    "a parameter without allowed values": (
        lambda: stage(parameters=[ep.parameter("other.x", "1", 1, 0, "x")]),
        ep.ModelError,
        'the parameter "other.x" has no allowed value',
    ),
    "reads a parameter that is not there": (
        lambda: stage(also_reads=["buy.elastcity"]),
        ep.ModelError,
        'it also reads the parameter "buy.elastcity", which no stage of the model has',
    ),
    "a table twice": (lambda: stage(tables=[ep.table("fires", "x", cells("x"))]), ep.ModelError, 'the table "fires" is there already'),
    "a table of ours": (lambda: stage(tables=[ep.table("states", "x", cells("x"))]), ep.ModelError, 'the table "states" is there already'),
    "a column twice": (lambda: stage(tables=[ep.table("t", "x", cells("x") * 2)]), ValueError, "the table t has the column x twice"),
    "no columns": (lambda: stage(tables=[ep.table("t", "x", [])]), ValueError, "the table t has no columns"),
    "no such parent": (
        lambda: stage(tables=[ep.columns_of("countries", "t", "x", cells("x"))]),
        ep.ModelError,
        'the columns "t" are of the table "countries", which is not there',
    ),
    "a layer between nobody": (
        lambda: stage(tables=[ep.layer("t", "planets", "x")]),
        ep.ModelError,
        'the column t.source refers to rows of "planets", which is no table',
    ),
    "ids of nobody": (lambda: stage(tables=[ep.table("t", "x", [ep.column("x", "1", "x", type="id")])]), ValueError, "say of which table"),
    "a range that is none": (
        lambda: stage(tables=[ep.table("t", "x", [ep.column("x", "1", "x", range="positive")])]),
        ValueError,
        'the range of the column x is "positive": a range begins with',
    ),
    "axes that are none": (
        lambda: stage(tables=[ep.table("t", "x", [ep.column("x", "1", "x", axes="exporter")])]),
        ValueError,
        "inner axes are written name:length",
    ),
    "a type that is none": (
        lambda: stage(tables=[ep.table("t", "x", [ep.column("x", "1", "x", type="float")])]),  # type: ignore[arg-type]
        ValueError,
        'the type of a column is "float", allowed: real, whole, id',
    ),
    "an event twice": (lambda: stage(events=[ep.event("lit", "x", cells("x"))]), ep.ModelError, 'the kind of event "lit" is there already'),
    "an outcome twice": (
        lambda: stage(outcomes=[ep.outcome("mean_degrees", "1", "x", lambda world: 0)]),
        ep.ModelError,
        'the outcome "mean_degrees" is there already',
    ),
    "a lever twice": (
        lambda: stage(levers=[ep.lever("thermostat", "dials", "thermostat", 1)]),
        ep.ModelError,
        'the lever "thermostat" is there already',
    ),
    "a lever on no exporter's column": (
        lambda: stage(levers=[ep.lever("growth", "states", "growth", 1)]),
        ep.ModelError,
        'the lever "growth" sets states.growth, which is no column of exporters',
    ),
    "writes naming nothing": (
        lambda: stage(writes=["heat.degree"]),
        ep.ModelError,
        'it says that it writes "heat.degree", which is no table and no column',
    ),
    "a name with a dot": (
        lambda: stage(tables=[ep.columns_of("states", "heat.up", "x", [ep.column("degrees", "K", "x")])], writes=[]),
        ep.ModelError,
        'the table "heat.up" needs another name: of letters, digits and _, no digit first',
    ),
    "a column that is named like a number": (
        lambda: stage(tables=[ep.columns_of("states", "cold", "x", [ep.column("2nd", "K", "x")])], writes=[]),
        ep.ModelError,
        'the column "cold.2nd" needs another name',
    ),
    "writes that are one text": (lambda: stage(writes="heat"), TypeError, "writes"),
    "a stage that is a class": (lambda: Warming, TypeError, "a stage is"),
}


@pytest.mark.parametrize("what", WRONG_MODELS)
def test_a_wrong_model_is_refused(what: str) -> None:
    make, error, sentence = WRONG_MODELS[what]
    with pytest.raises(error) as caught:
        warm_model().append(make())
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [("", "warming.speed"), (SPEED + SPEED.replace("speed", "sped"), 'no stage reads the parameter "warming.sped"')],
)
def test_parameters_and_their_rows_belong_together(rows: str, sentence: str) -> None:
    with pytest.raises(ep.ScenarioError) as caught:
        scenario_of(warm_model(), rows)
    assert sentence in str(caught.value)


def test_another_number_of_outcomes_is_refused() -> None:
    class Fewer(Warming):
        def _values(self, view: Any) -> list[float]:
            return []

    sim = begin(scenario_of(ep.standard_model().insert_after("buy", Fewer())), 1)
    with pytest.raises(ep.EntrepotError, match="the stage warming gives another number of outcomes than it lists"):
        sim.outcomes()


def test_an_outcome_that_raises_names_its_stage() -> None:
    broken = stage(outcomes=[ep.outcome("broken", "1", "x", lambda world: 1 / 0)])
    runs = ep.compare(ep.load("tiny", model=ep.standard_model().append(broken)), ["control"], runs=2, progress=False)
    assert all("stage other, quarter 16: ZeroDivisionError" in message for message in runs.status["message"])
