"""`entrepot run`: one run, as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from entrepot import _core, store
from entrepot.cli._json import read_json
from entrepot.cli._options import BeliefOption, ForceOption, OverrideOption, ScenarioOption, SeedOption, named_output
from entrepot.cli._sentences import sentences
from entrepot.scenario import Scenario, load
from entrepot.simulation import Simulation, checked_parameters


def run(
    scenario: ScenarioOption = "baseline",
    strategy: Annotated[str, typer.Option("--strategy", help="Name of the home exporter's strategy.")] = "control",
    seed: SeedOption = 42,
    run_number: Annotated[int, typer.Option("--run", min=0, help="Number of the run.")] = 0,
    draw: Annotated[str, typer.Option("--draw", help="Sample of the parameters: a number, or point; that of the run if not given.")] = "",
    params: Annotated[Path | None, typer.Option("--params", help="JSON file with values of parameters, {name: number}.")] = None,
    out: Annotated[str, typer.Option("--out", help="File for the result, or - for standard output.")] = "-",
    override: OverrideOption = None,
    belief: BeliefOption = "",
    force: ForceOption = False,
) -> None:
    """Run once and write JSON: outcomes, event counts and the digest of the final world."""
    with sentences():
        if out != "-":
            store.check_file(named_output(out), force)
        given = load(scenario, override or (), belief)
        values = checked_parameters(given, read_json(params)) if params is not None else {}
        sim = Simulation(given, strategy, seed=seed, run=run_number, draw=_draw(draw), params=values)
        sim.run()
        text = store.json_text(
            {
                "scenario": _portable(scenario, given),
                "scenario_digest": given.digest,
                "overrides": given.overrides,
                "belief": given.belief,
                "strategy": sim.strategy,
                "seed": seed,
                "run": run_number,
                "draw": sim.draw,
                "params": values,
                "outcomes": sim.outcomes(),
                "event_counts": sim.event_counts,
                "digest": sim.digest,
                "version": _core.__version__,
            }
        )
        if out == "-":
            print(text, end="")
        else:
            store.write_text(Path(out), text, force)


def _draw(text: str) -> Any:
    if text in ("", "point"):
        return text or None
    if not (text.isascii() and text.isdigit() and len(text) <= 20):
        raise ValueError(f'draw is "{text[:40]}", allowed: point or a whole number below 2^64')
    return int(text)


def _portable(argument: str, scenario: Scenario) -> str:
    """A path is written absolute, so that `diff` finds it from elsewhere; the name of a shipped scenario stays a name."""
    is_path = Path(argument).is_dir() and Path(argument).resolve() == Path(scenario.folder).resolve()
    return str(Path(argument).resolve()) if is_path else argument
