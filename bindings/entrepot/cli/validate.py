"""`entrepot validate`: every problem of a scenario."""

from __future__ import annotations

import json
from enum import StrEnum
from typing import Annotated

import typer

from entrepot import errors
from entrepot.cli._options import BeliefOption, OverrideOption
from entrepot.cli._sentences import BAD_INPUT, sentences
from entrepot.scenario import load


class Format(StrEnum):
    text = "text"
    json = "json"


def validate(
    path: Annotated[str, typer.Argument(help="A scenario folder, or the name of a shipped scenario.")],
    format: Annotated[
        Format, typer.Option("--format", help="text: file:line:column: code: message (hint); json: for editors.")
    ] = Format.text,
    override: OverrideOption = None,
    belief: BeliefOption = "",
) -> None:
    """Report every problem of a scenario at once, and list what no stage of this version reads. Exit status 2 if there is a problem."""
    scenario, found = None, []
    with sentences():
        try:
            scenario = load(path, override or (), belief)
        except errors.ScenarioError as problem:
            found = problem.diagnostics
        unread = scenario.unread if scenario else []
        if format is Format.json:
            print(json.dumps({"diagnostics": [d.to_dict() for d in found], "unread": unread}, indent=2, ensure_ascii=False))
        else:
            for diagnostic in found:
                print(diagnostic)
            for line in unread:
                print(f"not read by this version: {line}")
            if scenario:
                print(f"{scenario.id}: no problems")
    raise typer.Exit(BAD_INPUT if found else 0)
