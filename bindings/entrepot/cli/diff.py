"""`entrepot diff`: where two runs part."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from entrepot import _core
from entrepot.cli._json import read_json
from entrepot.cli._sentences import sentences
from entrepot.scenario import load
from entrepot.simulation import Simulation, first_parting

RUN_KEYS = ("scenario", "strategy", "seed", "run", "draw", "digest")


def diff(
    a: Annotated[Path, typer.Argument(help="A file that `entrepot run` wrote.")],
    b: Annotated[Path, typer.Argument(help="Another.")],
) -> None:
    """Run two runs again in step and name the first quarter, stage, column and row at which they part."""
    with sentences():
        one, two = read_run(a), read_run(b)
        left, right = again(a, one), again(b, two)
        if left.scenario.digest != right.scenario.digest:
            print(f"The scenarios differ: {one['scenario']} ({left.scenario.digest}) and {two['scenario']} ({right.scenario.digest}).")
        ignore: tuple[str, ...] = ()
        if one["strategy"] != two["strategy"]:
            ignore = ("levers", *(lever[4] for lever in left.scenario.model.levers), "exporters.rules_on")
            print(f"The strategies differ, {one['strategy']} and {two['strategy']}: {', '.join(ignore)} are not compared.")
        for key in ("seed", "run", "draw"):
            if one[key] != two[key]:
                print(f"They differ in {key}: {one[key]} and {two[key]}.")
        print_parameters(left, right)
        parting = first_parting(left, right, ignore)
        if parting is not None:
            print(f"They part {parting}")
        else:
            print("They never part." if left.run().digest == right.run().digest else "What is compared never parts.")
        for path, content, sim in ((a, one, left), (b, two, right)):
            if sim.run().digest != content["digest"]:
                version = content.get("version", "?")
                why = (
                    "it was changed"
                    if version == _core.__version__
                    else f"it was written by version {version}, this is {_core.__version__}"
                )
                print(f"{path} has another digest than its run has now: {why}.")


def read_run(path: Path) -> dict[str, Any]:
    content = read_json(path)
    for key in RUN_KEYS:
        if key not in content:
            raise ValueError(f'{path}: "{key}" is missing: this is no file of `entrepot run`')
    kinds = {"scenario": str, "strategy": str, "digest": str, "seed": int, "run": int, "draw": (int, str)}
    kinds |= {"belief": str, "params": dict, "overrides": list, "scenario_digest": str, "version": str}  # may be missing
    for key, kind in kinds.items():
        if key in content and (not isinstance(content[key], kind) or isinstance(content[key], bool)):
            raise ValueError(f'{path}: "{key}" is {content[key]!r}: this is no file of `entrepot run`')
    if not all(isinstance(name, str) for name in content.get("overrides", [])):
        raise ValueError(f'{path}: "overrides" is {content["overrides"]!r}: this is no file of `entrepot run`')
    return content


def again(path: Path, content: dict[str, Any]) -> Simulation:
    """The run of a file, at its first day."""
    scenario = load(content["scenario"], content.get("overrides", ()), content.get("belief", ""))
    if scenario.digest != content.get("scenario_digest", scenario.digest):
        print(f"The scenario {content['scenario']} has changed since {path} was written.")
    return Simulation(
        scenario, content["strategy"], seed=content["seed"], run=content["run"], draw=content["draw"], params=content.get("params", {})
    )


def print_parameters(left: Simulation, right: Simulation) -> None:
    one, two = left.world.parameters, right.world.parameters
    differ = [name for name in one if name in two and one[name] != two[name]]
    if differ:
        shown = ", ".join(f"{name} {one[name]:g} and {two[name]:g}" for name in differ[:3])
        print(f"{len(differ)} parameters differ: {shown}{' ...' if len(differ) > 3 else ''}.")
