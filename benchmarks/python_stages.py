"""What a stage in Python costs: the same rule on a table of its own, by NumPy columns and by a function an agent; and a stage that does nothing.

./dev exec python benchmarks/python_stages.py
"""

import time
from typing import Any

import entrepot as ep
import numpy as np


class Nothing(ep.Stage):
    name = "nothing"


class ByColumn(ep.Stage):
    """x becomes (x + x^2) / 2, for every row at once."""

    name = "walkers"
    rows = 6
    tables = [ep.table("walkers", "walkers", [ep.column("x", "1", "where", range="[0, 1]")])]
    writes = ["walkers"]

    def __init__(self, rows: int) -> None:
        self.rows = rows

    def first_day(self, world: Any, turn: Any) -> None:
        world.walkers.resize(self.rows)
        world.walkers["x"] = np.linspace(0, 1, self.rows)

    def decide(self, world: Any, turn: Any) -> Any:
        x = world.walkers["x"]
        return (x + x * x) / 2

    def apply(self, world: Any, proposals: Any, turn: Any) -> None:
        world.walkers["x"] = proposals


class ByAgent(ByColumn):
    """The same, by a function of one agent."""

    @staticmethod
    def next_of(x: float) -> float:
        return (x + x * x) / 2

    def decide(self, world: Any, turn: Any) -> Any:
        return [self.next_of(x) for x in world.walkers["x"].tolist()]


def quarter(model: ep.Model, repeats: int = 5) -> float:
    """Seconds a quarter of `tiny`, the least of some runs."""
    scenario = ep.load("tiny", model=model)
    times = []
    for _ in range(repeats):
        sim = ep.Simulation(scenario, "control", seed=42)
        start = time.perf_counter()
        sim.run()
        times.append((time.perf_counter() - start) / sim.quarters)
    return min(times)


def main() -> None:
    standard = ep.standard_model()
    base = quarter(standard, 50)
    empty = quarter(standard.append(Nothing()), 50) - base
    print(f"a stage that does nothing: {empty * 1e6:.1f} us a quarter (a quarter of tiny without it: {base * 1e6:.0f} us)")
    few = quarter(standard.append(ByColumn(6)), 50) - base
    print(f"one column of 6 rows read and written: {few * 1e6:.1f} us a quarter")
    for what, stage in [("NumPy columns", ByColumn), ("a function an agent", ByAgent)]:
        rows = 100_000
        cost = quarter(standard.append(stage(rows)), 3) - base
        print(f"{what}: {cost / rows * 1e9:.1f} ns a row and quarter ({rows} rows)")


if __name__ == "__main__":
    main()
