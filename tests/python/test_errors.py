"""Wrong arguments get a sentence and a class that says what kind of mistake it was."""

import pickle
from collections.abc import Callable
from pathlib import Path

import entrepot as ep
import numpy as np
import pytest


def test_classes() -> None:
    assert issubclass(ep.ScenarioError, ValueError) and issubclass(ep.SolverError, ValueError) and issubclass(ep.SnapshotError, ValueError)
    assert issubclass(ep.UnknownName, KeyError) and issubclass(ep.NotRecorded, KeyError) and issubclass(ep.AuditError, RuntimeError)
    assert issubclass(ep.Interrupted, KeyboardInterrupt) and not issubclass(ep.Interrupted, Exception)


def test_scenario_error_holds_all_problems(tiny: ep.Scenario) -> None:
    files = tiny.to_files()
    files["strategies/control.toml"] += '\nchipz = { swing = {route="deny"} }\n'
    files["data/states.csv"] = files["data/states.csv"].replace("20000000000000", "-1")
    with pytest.raises(ep.ScenarioError) as error:
        ep.Scenario.from_files(files)
    found = error.value.diagnostics
    assert {d.file for d in found} >= {"strategies/control.toml", "data/states.csv"}
    assert all(d.line > 0 and d.code and d.message for d in found)
    assert str(error.value) == "\n".join(map(str, found))
    typo = next(d for d in found if d.file == "strategies/control.toml")
    assert "chipz" in typo.message and "chips" in f"{typo.message} {typo.hint}"
    again = pickle.loads(pickle.dumps(error.value))
    assert again.diagnostics == found and str(again) == str(error.value)


def test_validate_lists_them(tmp_path: Path, tiny: ep.Scenario) -> None:
    folder = tiny.write(tmp_path / "copy")
    assert ep.validate(folder) == []
    (folder / "data" / "states.csv").unlink()
    (folder / "parameters.csv").write_bytes(b"\xff\xfe")
    (folder / "strategies" / "control.toml").write_text("chipz = 1\n")
    found = {d.file for d in ep.validate(folder)}
    assert {"parameters.csv", "strategies/control.toml"} <= found
    assert any("states.csv" in file for file in found)


@pytest.mark.parametrize(("column", "value"), [("grid_capacity", 0), ("announced", 1e12)])
def test_sales_that_nobody_would_order(tiny: ep.Scenario, column: str, value: float) -> None:
    states = tiny.tables["states"].copy()
    states[column] = value
    with pytest.raises(ep.ScenarioError) as error:
        tiny.edit().table("states", states).build()
    assert str(error.value) == (
        "data/products.csv: no-calibration: the buyers of the first day would not order the mix of chips that was sold in the quarter "
        "before (look at sold, list_price, captive and withdrawn here, at gdp, ai_share, announced and grid_capacity in data/states.csv, and at the rules in "
        "force)"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ({"seed": -1}, "seed is -1, allowed: a whole number from 0 to 2^64 - 3"),
        ({"run": 1.5}, "run is 1.5, allowed: a whole number from 0 to 2^64 - 3"),
        ({"run": True}, "run is True, allowed: a whole number from 0 to 2^64 - 3"),
        ({"draw": "mean"}, 'draw is "mean", allowed: None, "point" or a whole number'),
        ({"params": {"buy.delay_cost": "much"}}, "parameter buy.delay_cost is 'much', allowed: a number"),
        ({"params": {"buy.delay_cost": [1, 2]}}, "parameter buy.delay_cost is [1, 2], allowed: a number"),
        ({"params": {"buy.delay_cost": 10**400}}, f"parameter buy.delay_cost is 1{76 * '0'}..., allowed: a number"),
        ({"seed": 10**5000}, "seed is a number of very many digits, allowed: a whole number from 0 to 2^64 - 3"),
    ],
)
def test_simulation_arguments(tiny: ep.Scenario, arguments: dict[str, object], sentence: str) -> None:
    with pytest.raises(ValueError) as error:
        ep.Simulation(tiny, "control", **arguments)
    assert str(error.value) == sentence


def test_parameters_have_bounds(tiny: ep.Scenario) -> None:
    with pytest.raises(ValueError, match=r"^parameter account\.discount_rate is nan, allowed: "):
        ep.Simulation(tiny, "control", params={"account.discount_rate": float("nan")})
    with pytest.raises(ValueError, match=r"^parameter account\.discount_rate is -3, allowed: "):
        ep.Simulation(tiny, "control", params={"account.discount_rate": -3})
    with pytest.raises(ep.UnknownName, match='no parameter is named "account.discount_rates" .did you mean "account.discount_rate"'):
        ep.Simulation(tiny, "control", params={"account.discount_rates": 0.05})


@pytest.mark.parametrize(
    ("strategies", "arguments", "sentence"),
    [
        ([], {}, "there is no strategy to run"),
        (["control", "control"], {}, 'the strategy "control" is given twice; name it with Scenario.with_levers(..., name=...)'),
        (["control"], {"runs": 0}, "runs is 0, allowed: a whole number from 1 to 2^63 - 1"),
        (["control"], {"threads": 0}, "threads is 0, allowed: a whole number from 1 to 1024"),
        (["control"], {"seed": "x"}, "seed is 'x', allowed: a whole number from 0 to 2^64 - 3"),
        (["contrl"], {}, 'no strategy is named "contrl" (did you mean "control"?)'),
        (["control"], {"seed": 2**64}, "seed is 18446744073709551616, allowed: a whole number from 0 to 2^64 - 3"),
        (["control"], {"threads": 2**40}, "threads is 1099511627776, allowed: a whole number from 1 to 1024"),
        (
            ["control"],
            {"runs": 2, "first_run": 2**63 - 1},
            "the last run would have the number 9223372036854775808, allowed: at most 2^63 - 1",
        ),
        (["control"], {"record": ["states"]}, 'no column or event (table.column, events.kind) is named "states"'),
        (["control"], {"record": ["states.id"]}, 'no column of numbers is named "states.id"'),
        (["control"], {"record": ["states.gdpp"]}, 'no column of states is named "gdpp" (did you mean "gdp"?)'),
        (["control"], {"record": ["state.gdp"]}, 'no table is named "state" (did you mean "states"?)'),
        (["control"], {"record": ["events.aproval"]}, 'no event kind is named "aproval" (did you mean "approval"?)'),
    ],
)
def test_compare_arguments(tiny: ep.Scenario, strategies: list[str], arguments: dict[str, object], sentence: str) -> None:
    with pytest.raises((ValueError, KeyError)) as error:
        ep.compare(tiny, strategies, **arguments)
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda tiny: ep.load(None), "the scenario is None, allowed: a path, or the name of a shipped scenario"),
        (lambda tiny: ep.load(b"tiny"), "the scenario is b'tiny', allowed: a path, or the name of a shipped scenario"),
        (lambda tiny: ep.load("\udcff"), "the scenario is '\\udcff', which is not in UTF-8"),
        (lambda tiny: ep.load("tiny", None), "overrides is None, allowed: a list of names"),
        (lambda tiny: ep.load("tiny", [3]), "an element of overrides is 3, allowed: a name"),
        (lambda tiny: ep.load("tiny", belief=None), 'belief is None, allowed: a name, or "" for none'),
        (lambda tiny: ep.Scenario.from_files({"scenario.toml": 3}), "the content of scenario.toml is 3, allowed: text or bytes"),
        (lambda tiny: ep.Scenario.from_files(None), "files is None, allowed: a dictionary: path -> text"),
        (lambda tiny: ep.Simulation("tiny", "control"), "scenario is 'tiny', allowed: a Scenario, such as entrepot.load(\"tiny\")"),
        (
            lambda tiny: ep.Simulation(tiny, None),
            "strategy is None, allowed: the name of a strategy, or a Strategy of Scenario.with_levers",
        ),
        (lambda tiny: ep.Simulation(tiny, "control", params=["x"]), "params is ['x'], allowed: a dictionary: name -> number"),
        (lambda tiny: ep.Simulation.restore("abc", tiny), "saved is 'abc', allowed: bytes of Simulation.save"),
        (lambda tiny: ep.compare("tiny", ["control"]), "scenario is 'tiny', allowed: a Scenario, such as entrepot.load(\"tiny\")"),
        (
            lambda tiny: ep.compare(tiny, [3]),
            "an element of strategies is 3, allowed: names of strategies, or Strategies of Scenario.with_levers",
        ),
        (lambda tiny: ep.compare(tiny, ["control"], record=[3]), "an element of record is 3, allowed: a name"),
        (lambda tiny: ep.compare(tiny, ["control"], point="no"), "point is 'no', allowed: True or False"),
        (lambda tiny: tiny.draws(-1), "runs is -1, allowed: a whole number from 0 to 2^63 - 1"),
        (lambda tiny: tiny.draws([0, -1]), "a draw is -1, allowed: a whole number from 0 to 2^64 - 3"),
        (lambda tiny: tiny.with_levers("control", name=""), "name is '', allowed: text on one line"),
        (lambda tiny: tiny.with_levers("control", name="a\nb"), "name is 'a\\nb', allowed: text on one line"),
        (lambda tiny: tiny.with_levers(None), "base is None, allowed: the name of a strategy, or a Strategy"),
        (lambda tiny: tiny.edit().text("scenario.toml", None), "the content of scenario.toml is None, allowed: text or bytes"),
        (lambda tiny: tiny.edit().table("states", None), "the content of data/states.csv should be a DataFrame or a list of dictionaries"),
        (lambda tiny: ep.first_parting(None, None), "left is None, allowed: a Simulation"),
        (
            lambda tiny: ep.first_parting(ep.Simulation(tiny, "control").run(), ep.Simulation(tiny, "control")),
            "left is in quarter 16, right in quarter 0: compare them from the same one",
        ),
    ],
)
def test_arguments_of_another_kind(tiny: ep.Scenario, call: Callable[[ep.Scenario], object], sentence: str) -> None:
    with pytest.raises((TypeError, ValueError)) as error:
        call(tiny)
    assert str(error.value) == sentence


@pytest.mark.parametrize(
    ("call", "sentence"),
    [
        (lambda tiny: tiny.tables[None], 'no table is named "None" (there are states, firms, labs, products, buyers, sites, lots, deals, '),
        (lambda tiny: tiny.edit().table("state", []), 'no table is named "state" (did you mean "states"?)'),
        (lambda tiny: tiny.edit().remove("data/stats.csv"), 'no file is named "data/stats.csv" (did you mean "data/states.csv"?)'),
        (lambda tiny: tiny.provenance("states.AAA.id"), 'no column with a source of states is named "id"'),
        (
            lambda tiny: ep.first_parting(ep.Simulation(tiny, "control"), ep.Simulation(tiny, "control"), ["leverz"]),
            'no table is named "leverz" (did you mean "levers"?)',
        ),
    ],
)
def test_names_that_are_not_there(tiny: ep.Scenario, call: Callable[[ep.Scenario], object], sentence: str) -> None:
    with pytest.raises(ep.UnknownName) as error:
        call(tiny)
    assert str(error.value).startswith(sentence)


def test_whole_numbers_of_numpy_are_whole(tiny: ep.Scenario) -> None:
    sim = ep.Simulation(tiny, "control", seed=np.int64(3), run=np.uint8(1), draw=np.int32(2))
    assert (sim.seed, sim.run_number, sim.draw) == (3, 1, 2)
    assert ep.compare(tiny, ["control"], runs=np.int64(2), seed=np.uint64(2**64 - 3)).done == 2
    assert len(tiny.draws(np.int64(2))) == 2


def test_more_runs_than_memory(tiny: ep.Scenario, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("entrepot.ensemble.memory._memory", lambda: 2e9)
    with pytest.raises(MemoryError) as error:
        ep.compare(tiny, ["control"], runs=10**12)
    assert str(error.value).startswith("these results would take about ")
    assert str(error.value).endswith(" GB, this machine has 2.0 GB: record less, or make fewer runs")


def test_saved_runs_are_checked(tiny: ep.Scenario, baseline: ep.Scenario) -> None:
    saved = ep.Simulation(tiny, "control", seed=1).save()
    with pytest.raises(ep.SnapshotError):
        ep.Simulation.restore(b"", tiny)
    with pytest.raises(ep.SnapshotError):
        ep.Simulation.restore(saved[:-1], tiny)
    for at in (20, len(saved) // 2, len(saved) - 1):
        damaged = bytearray(saved)
        damaged[at] ^= 1
        with pytest.raises(ep.SnapshotError, match="damaged") as error:
            ep.Simulation.restore(bytes(damaged), tiny)
        assert error.value.found != error.value.expected
    with pytest.raises(ep.SnapshotError, match="scenario"):
        ep.Simulation.restore(saved, baseline)


def test_names_are_lists() -> None:
    with pytest.raises(TypeError, match=r'overrides is a list of names; write overrides=\["power-doubled"\]'):
        ep.load("tiny", overrides="power-doubled")


def test_levers_that_do_not_exist(tiny: ep.Scenario) -> None:
    with pytest.raises(ep.ScenarioError, match="rout"):
        tiny.with_levers("control", chips={"swing": {"rout": "deny"}})
    with pytest.raises(TypeError, match="TOML has no value for None"):
        tiny.with_levers("control", chips={"swing": {"route": None}})


def test_solver_errors_have_their_class() -> None:
    from entrepot.solvers import race

    with pytest.raises(ep.SolverError) as error:
        race.race_risk("private", 0, 0.5, 1.0)
    assert error.value.solver == "race_risk" and error.value.argument == "labs"
