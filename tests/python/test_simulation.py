"""One run as a value: steps, copies, saves, parameters, partings."""

import copy
import pickle

import entrepot as ep
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


def final(scenario: ep.Scenario, strategy: str = "control", **key: object) -> str:
    return ep.Simulation(scenario, strategy, **key).run().digest


def test_runs_its_quarters(tiny: ep.Scenario) -> None:
    sim = ep.Simulation(tiny, "control", seed=1, run=0)
    steps = 0
    while not sim.done:
        assert sim.world.quarter == steps
        sim.step()
        steps += 1
    assert steps == sim.quarters == tiny.quarters
    before = sim.digest
    sim.step()  # does nothing when done
    assert sim.digest == before == sim.world.digest
    assert sim.stages == ["license", "buy", "account"]


def test_says_what_it_is(tiny: ep.Scenario) -> None:
    sim = ep.Simulation(tiny, "leverage", seed=9, run=4)
    assert (sim.strategy, sim.seed, sim.run_number, sim.draw) == ("leverage", 9, 4, 4)
    assert ep.Simulation(tiny, "control", draw="point").draw == "point"
    assert ep.Simulation(tiny, "control", run=3, draw=8).draw == 8
    assert repr(sim) == f"<Simulation of tiny under leverage, seed 9, run 4, draw 4: quarter 0 of {tiny.quarters}>"


def test_outcomes_add_up(tiny: ep.Scenario) -> None:
    sim = ep.Simulation(tiny, "diffusion", seed=1, run=0).run()
    out = sim.outcomes()
    assert list(out) == list(ep.OUTCOMES)
    assert out["world_welfare"] == pytest.approx(sum(out[f"welfare_{g}_income"] for g in ("high", "middle", "low")), rel=1e-12)
    states = sim.world.states
    assert out["world_h100e"] == pytest.approx(states["stock"].sum(), rel=1e-12)
    assert out["power_mw"] == pytest.approx(states["power_used"].sum(), rel=1e-12)
    assert out["diverted_h100e"] == pytest.approx(states["diverted"].sum(), rel=1e-12)
    assert out["applications"] == sim.event_counts["application"]


def test_equal_keys_give_equal_runs(tiny: ep.Scenario) -> None:
    assert final(tiny, seed=1, run=0) == final(tiny, seed=1, run=0)
    keys = [
        {"seed": 1, "run": 0},
        {"seed": 2, "run": 0},
        {"seed": 1, "run": 1},
        {"seed": 1, "run": 0, "draw": "point"},
        {"seed": 1, "run": 0, "draw": 7},
    ]
    assert len({final(tiny, **key) for key in keys}) == len(keys)
    assert final(tiny, "control", seed=1) != final(tiny, "diffusion", seed=1)
    assert final(tiny, seed=1, run=3) == final(tiny, seed=1, run=3, draw=3)


@settings(max_examples=10, deadline=None)
@given(at=st.integers(0, 16), how=st.sampled_from(["save", "copy", "deepcopy", "pickle"]))
def test_continues_as_if_nothing_had_been(tiny: ep.Scenario, at: int, how: str) -> None:
    sim = ep.Simulation(tiny, "leverage", seed=5, run=2)
    for _ in range(at):
        sim.step()
    twin = {
        "save": lambda: ep.Simulation.restore(sim.save(), tiny),
        "copy": lambda: copy.copy(sim),
        "deepcopy": lambda: copy.deepcopy(sim),
        "pickle": lambda: pickle.loads(pickle.dumps(sim)),
    }[how]()
    assert twin.world == sim.world
    untouched = sim.digest
    twin.run()
    assert sim.digest == untouched
    assert twin.digest == final(tiny, "leverage", seed=5, run=2)
    assert (twin.strategy, twin.seed, twin.run_number) == ("leverage", 5, 2)


def test_parameters_replace_those_of_the_draw(tiny: ep.Scenario) -> None:
    drawn = ep.Simulation(tiny, "control", seed=1, run=0)
    given_ = ep.Simulation(tiny, "control", seed=1, run=0, params={"account.discount_rate": 0.04})
    assert given_.world.parameters["account.discount_rate"] == 0.04
    others = {k: v for k, v in drawn.world.parameters.items() if k != "account.discount_rate"}
    assert others.items() <= given_.world.parameters.items()
    assert given_.run().outcomes()["revenue_usd"] != drawn.run().outcomes()["revenue_usd"]
    same = ep.Simulation(tiny, "control", seed=1, run=0, params=ep.Simulation(tiny, "control", seed=1, run=0).world.parameters)
    assert same.run().digest == drawn.digest


def test_draws_are_those_of_the_runs(tiny: ep.Scenario) -> None:
    frame = tiny.draws([0, 3], seed=11)
    for run in (0, 3):
        world = ep.Simulation(tiny, "control", seed=11, run=run).world
        assert frame.loc[run].to_dict() == world.parameters
    point = ep.Simulation(tiny, "control", draw="point").world.parameters
    assert point == tiny.parameters["value"].to_dict()
    low, high = tiny.parameters["low"], tiny.parameters["high"]
    assert ((frame >= low - 1e-12 * low.abs()) & (frame <= high + 1e-12 * high.abs())).all(axis=None)


def test_rival_can_have_another_strategy(tiny: ep.Scenario) -> None:
    usual, open_ = ep.Simulation(tiny, "control"), ep.Simulation(tiny, "control", rival="control")
    exporter, route = (usual.world.levers[c] for c in ("exporter", "route"))
    home = exporter == 0
    assert np.array_equal(route[home], open_.world.levers["route"][home])
    assert not np.array_equal(route[~home], open_.world.levers["route"][~home])
    assert np.array_equal(open_.world.levers["route"][~home], route[home])


def test_levers_from_python(tiny: ep.Scenario) -> None:
    mine = tiny.with_levers("control", chips={"swing": {"route": "case", "cap": {"h100e": 100_000, "per": "year"}}}, name="mine")
    assert mine.name == "mine"
    cells = {(c["layer"], c["tier"]): c for c in mine.cells}
    assert cells["chips", "swing"]["route"] == "case"
    assert cells["chips", "swing"]["cap"] == 100_000
    assert cells["chips", "swing"]["cap_per"] == "year"
    usual = {(c["layer"], c["tier"]): c for c in tiny.strategy("control").cells}
    assert cells["chips", "adversary"] == usual["chips", "adversary"]
    sim = ep.Simulation(tiny, mine, seed=1).run()
    assert sim.strategy == "mine"
    assert sim.digest != final(tiny, "control", seed=1)
    assert pickle.loads(pickle.dumps(mine)) == mine != tiny.strategy("control")


def test_parting_names_the_place(tiny: ep.Scenario) -> None:
    left, right = ep.Simulation(tiny, "control", seed=1), ep.Simulation(tiny, "control", seed=1)
    assert ep.first_parting(left, right) is None
    assert left.world.quarter == 0  # neither is changed
    other = ep.Simulation(tiny, "diffusion", seed=1)
    parting = ep.first_parting(left, other)
    assert parting is not None
    assert (parting.quarter, parting.stage) == (0, "start")
    table, _, column = parting.column.partition(".")
    here, there = (
        left.world[table][column].reshape(len(left.world[table]), -1),
        other.world[table][column].reshape(len(other.world[table]), -1),
    )
    assert float(parting.left) == here[parting.row, parting.inner]
    assert float(parting.right) == there[parting.row, parting.inner]
    luck = ep.first_parting(ep.Simulation(tiny, "control", seed=1, draw="point"), ep.Simulation(tiny, "control", seed=2, draw="point"))
    assert luck is not None and luck.stage in left.stages
