"""Options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

ScenarioOption = Annotated[str, typer.Option("--scenario", help="A scenario folder, or the name of a shipped one: baseline, tiny, mirror.")]
OverrideOption = Annotated[list[str] | None, typer.Option("--override", help="Name of a file in overrides/; can be given several times.")]
BeliefOption = Annotated[str, typer.Option("--belief", help="Name of a file in beliefs/.")]
SeedOption = Annotated[int, typer.Option("--seed", min=0, help="Seed of all luck and of the draws of parameters.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace results that are there already.")]


def named_output(out: str) -> Path:
    """A place to write to. An empty name, as of a variable of the shell that is not set, would mean the folder where one stands."""
    if not out:
        raise ValueError("--out is empty: name where the results should go")
    return Path(out)
