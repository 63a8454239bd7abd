"""Views of a World: no copy, read-only, alive as long as they are held, with units and shapes."""

import gc

import entrepot as ep
import numpy as np
import pytest


@pytest.fixture()
def sim(tiny: ep.Scenario) -> ep.Simulation:
    return ep.Simulation(tiny, "control", seed=1, run=0)


def test_values_are_the_scenarios(tiny: ep.Scenario, sim: ep.Simulation) -> None:
    given = tiny.tables["states"]
    states = sim.world.states
    assert list(states["id"]) == list(given.index)
    assert np.array_equal(states["gdp"], given["gdp"])
    assert np.array_equal(states["align"], given["align"])
    tiers = {"insider": 0, "swing": 1, "adversary": 2}
    assert np.array_equal(states["tier"], np.column_stack([given["tier_home"].map(tiers), given["tier_rival"].map(tiers)]))


def test_no_copy_and_read_only(sim: ep.Simulation) -> None:
    world = sim.world
    one, two = world.states["gdp"], world.states["gdp"]
    assert one.__array_interface__["data"][0] == two.__array_interface__["data"][0]
    assert one.base is world
    assert not one.flags.writeable
    with pytest.raises(ValueError, match="read-only"):
        one[0] = 0
    with pytest.raises(ValueError, match="cannot set WRITEABLE"):
        one.flags.writeable = True


def test_shapes_and_types(sim: ep.Simulation) -> None:
    world = sim.world
    n = len(world.states)
    assert world.states["gdp"].shape == (n,) and world.states["gdp"].dtype == np.float64
    assert world.states["tier"].shape == (n, 2) and world.states["tier"].dtype == np.uint8
    assert world.states["groups"].dtype == np.uint32
    assert world.exporters["cloud_taste"].shape == (2, 3, 2)  # exporter, tier, purpose
    assert world.exporters["newcomer"].dtype == np.uint8
    assert world.lots["quantity"].dtype == np.int64
    assert world.buyers["home"].dtype == np.int32
    assert list(world.exporters["id"]) == ["home", "rival"]
    assert world.states["id"].dtype.kind == "U"


def test_every_column_can_be_seen(sim: ep.Simulation) -> None:
    sim.step()
    for name, table in sim.world.tables.items():
        assert table.name == name
        assert [c.name for c in table.columns] == table.keys() == list(table)
        for column in table.columns:
            sizes = tuple(int(axis.split(":")[1]) for axis in column.axes.split())
            assert table[column.name].shape == (len(table), *sizes), f"{name}.{column.name}"
            assert column.unit and column.doc and column.role in {"state", "derived", "frozen"}
            assert column.name in table


def test_views_outlive_everything(tiny: ep.Scenario) -> None:
    sim = ep.Simulation(tiny, "control", seed=1)
    first = sim.world.lots["quantity"]
    kept, copied = first, first.copy()
    sim.run()
    last = sim.world.lots["quantity"]
    del sim
    gc.collect()
    assert np.array_equal(kept, copied)
    assert len(last) >= len(kept)
    assert not np.array_equal(last[: len(kept)], kept)


def test_world_is_a_moment(sim: ep.Simulation) -> None:
    start = sim.world
    assert sim.world is start  # one copy a quarter
    digest = start.digest
    sim.step()
    assert (start.quarter, sim.world.quarter) == (0, 1)
    assert start.digest == digest != sim.world.digest
    assert start != sim.world
    assert start.first_difference(sim.world) == ("quarter", 0, 0, "0", "1")
    assert start.first_difference(start) is None


def test_metadata(sim: ep.Simulation) -> None:
    column = sim.world.states.column("gdp")
    assert (column.name, column.unit, column.axes, column.role) == ("gdp", "USD/year", "", "state")
    assert "gross domestic product" in column.doc
    assert sim.world.states.column("stock").role == "derived"
    assert "states" in dir(sim.world) and "quarter" in dir(sim.world)


def test_unknown_names(sim: ep.Simulation) -> None:
    with pytest.raises(ep.UnknownName, match=r'^no column of states is named "gdpp" \(did you mean "gdp"\?\)$') as error:
        sim.world.states["gdpp"]
    assert (error.value.name, error.value.nearest) == ("gdpp", "gdp")
    with pytest.raises(KeyError, match='no table is named "state"'):
        sim.world["state"]
    with pytest.raises(AttributeError, match='no table or property named "stats"'):
        _ = sim.world.stats
    assert not hasattr(sim.world, "nothing")
