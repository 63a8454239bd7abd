"""Importing is cheap: numpy only. What is public is there."""

import json
import subprocess
import sys

import entrepot as ep
import pytest

HEAVY = ["pandas", "pyarrow", "xarray", "scipy", "typer", "tqdm", "matplotlib", "rich"]


def loaded_after(statement: str) -> set[str]:
    program = f"import sys, json\n{statement}\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    return set(json.loads(done.stdout))


def test_import_loads_numpy_only() -> None:
    modules = loaded_after("import entrepot")
    assert "numpy" in modules
    assert [name for name in HEAVY if name in modules] == []


@pytest.mark.parametrize(
    ("statement", "needed"),
    [
        ("import entrepot as ep; sim = ep.Simulation(ep.load('tiny'), 'control'); sim.run(); sim.world.states['gdp']", set()),
        ("import entrepot as ep; ep.load('tiny').tables['states']", {"pandas"}),  # and what pandas itself imports
        ("import entrepot.cli", {"typer"}),
    ],
)
def test_loads_what_is_used_when_it_is_used(statement: str, needed: set[str]) -> None:
    modules = loaded_after(statement)
    assert {name for name in ("pandas", "xarray", "typer", "tqdm") if name in modules} == needed


def test_all_names_are_there() -> None:
    assert [name for name in ep.__all__ if not hasattr(ep, name)] == []
    assert sorted(ep.__all__) == sorted(set(ep.__all__))


def test_outcomes_have_unit_and_meaning() -> None:
    assert ep.OUTCOMES["stack_share"].unit == "1"
    assert ep.OUTCOMES["revenue_usd"].direction == 1
    assert ep.OUTCOMES["diverted_h100e"].direction == -1
    assert ep.OUTCOMES["world_h100e"].direction == 0
    assert all(o.unit and o.doc for o in ep.OUTCOMES.values())
