"""A stage of one's own in Python, with all that it brings: parameters, a lever, columns of states, a layer between them, an event and an outcome.

Insiders of the home exporter sanction the state that is least aligned with it; sanctions fade, and are lifted when little is left of them. (The same
idea as examples/cpp/sanction_stage.hpp.)

    python own_stage.py
"""

import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import entrepot as ep
import numpy as np


class Sanction(ep.Stage):
    name = "sanction"
    parameters = [
        ep.parameter("sanction.hazard", "1/quarter", 0, 1, "chance that a state imposes a sanction"),
        ep.parameter("sanction.fading", "1/quarter", 0, 1, "share of the severity that fades"),
    ]
    tables = [
        ep.columns_of("states", "pressed", "states under sanctions", [ep.column("pressure", "1", "severity of sanctions", range=">= 0")]),
        ep.columns_of("exporters", "zeal", "zeal of exporters", [ep.column("zeal", "1", "lever: scales the chance", range="[0, 1]")]),
        ep.layer("sanctions", "states", "who sanctions whom", [ep.column("severity", "1", "1 when imposed", range="[0, 1]")]),
    ]
    levers = [ep.lever("zeal", "zeal", "zeal", 1.0)]
    events = [
        ep.event(
            "imposed",
            "a state imposes a sanction",
            [ep.column("by", "state", "who", type="id", target="states"), ep.column("on", "state", "on whom", type="id", target="states")],
        )
    ]
    outcomes = [ep.outcome("sanction_pressure", "1", "mean pressure on a state at the end", lambda w: w.pressed["pressure"].mean())]
    writes = ["pressed", "sanctions"]

    def decide(self, world, turn):
        states, now = world.states, world.sanctions
        left = now["severity"] * (1 - turn.parameters["sanction.fading"])
        kept = left >= 0.05
        source, target, severity = now["source"][kept], now["target"][kept], left[kept]
        chance = turn.parameters["sanction.hazard"] * world.zeal["zeal"][0]
        insiders = states["tier"][:, 0] == 0
        by = np.flatnonzero(insiders & (turn.uniform("sanction.impose", states["key"]) < chance))
        on = np.full(len(by), np.argmin(states["align"]))
        fresh = ~np.isin(by, source)  # one sanction at a time
        return source, target, severity, by[fresh], on[fresh]

    def apply(self, world, proposals, turn):
        source, target, severity, by, on = proposals
        layer = world.sanctions
        layer.resize(len(source) + len(by))  # rows first, then columns as wholes
        layer["source"] = np.concatenate([source, by])
        layer["target"] = np.concatenate([target, on])
        layer["severity"] = np.concatenate([severity, np.ones(len(by))])
        pressure = np.zeros(len(world.states))
        np.add.at(pressure, layer["target"], layer["severity"])
        world.pressed["pressure"] = pressure
        for i, j in zip(by, on):
            turn.emit("imposed", by=i, on=j)


def scenario() -> ep.Scenario:
    """The made-up small world with rows for the stage's parameters; a folder with these two files does as well."""
    rows = """name,value,unit,distribution,low,high,source,date,note
sanction.fading,0.1,1/quarter,triangular,0.02,0.3,assumption:sanction_fading,2026-12-01,made up for the example
sanction.hazard,0.3,1/quarter,triangular,0.1,0.6,assumption:sanction_hazard,2026-12-01,made up for the example
"""
    header = 'extends = ["tiny"]\nid = "sanctions"\ntitle = "The small world, with sanctions"\n'
    model = ep.standard_model().insert_after("buy", Sanction())
    return ep.Scenario.from_files({"scenario.toml": header, "parameters.csv": rows}, model=model)


def pressure(run: int) -> float:
    """One run in a process of a pool; Dask and MPI take the same function."""
    return ep.Simulation(scenario(), "control", seed=42, run=run).run().outcomes()["sanction_pressure"]


def main() -> None:
    world = scenario()
    runs = ep.compare(world, ["control"], runs=4, record=["pressed.pressure", "events.imposed"], check=True, progress=False)
    if len(runs.failed):
        sys.exit(str(runs.failed))
    print(runs.outcomes["sanction_pressure"])
    print(runs.events("imposed").to_pandas().head())
    print(runs.state["pressed.pressure"].isel(time=-1).mean("run"))
    with ProcessPoolExecutor(2, mp_context=get_context("spawn")) as pool:
        print("the same in processes:", list(pool.map(pressure, range(4))) == list(runs.outcomes["sanction_pressure"]))


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
