"""Runs a stage that a user wrote in C++ from Python: its column by name, recorded, hashed, saved and restored.

python check.py FOLDER    FOLDER: a scenario that has the stage's parameters, such as examples/cpp/sanctions
"""

import sys

import entrepot as ep
import sanction_stage

model = ep.standard_model().insert_after("buy", sanction_stage.stage())
scenario = ep.load(sys.argv[1], model=model)
runs = ep.compare(scenario, ["control"], runs=2, threads=2, check=True, record=["pressed.pressure", "events.imposed"], progress=False)
assert runs.failed.empty, runs.failed
pressure = runs.state["pressed.pressure"]
assert float(pressure.max()) > 0 and pressure.shape[1:3] == (2, scenario.quarters)
assert len(runs.events("imposed")) == runs.event_counts["imposed"].sum() > 0

sim = ep.Simulation(scenario, "control", seed=42, run=0).run()
assert sim.digest == runs.status["digest"].iloc[0]
assert abs(sim.world.pressed["pressure"].mean() - sim.outcomes()["sanction_pressure"]) < 1e-15
assert len(sim.world.sanctions["source"]) == len(sim.world.sanctions["target"]) > 0
assert ep.Simulation.restore(sim.save(), scenario).digest == sim.digest
print(f"sanction_pressure {sim.outcomes()['sanction_pressure']:.6g}, digest {sim.digest}")
