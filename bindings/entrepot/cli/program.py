"""The program: its commands, and what happens around them."""

from __future__ import annotations

import io
import sys
from typing import Annotated

import typer

from entrepot import _core
from entrepot.cli._sentences import BAD_INPUT, STOPPED, said
from entrepot.cli.compare import compare
from entrepot.cli.diff import diff
from entrepot.cli.run import run
from entrepot.cli.validate import validate

app = typer.Typer(
    name="entrepot",
    help="Simulates how states, firms and labs buy and bargain for AI compute, and compares export strategies.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for command in (compare, run, validate, diff):  # as the help lists them
    app.command()(command)


def _version(show: bool) -> None:
    if show:
        print(_core.__version__)
        raise typer.Exit


@app.callback()
def options(
    version: Annotated[bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version and stop.")] = False,
) -> None:
    pass


def main() -> int:
    """Entry point of the command `entrepot`."""
    if sys.stdout is None or sys.stderr is None:  # closed by who called
        if sys.stderr is not None:
            print("entrepot: standard output is closed; /dev/null takes what nobody wants", file=sys.stderr)
        return BAD_INPUT
    for argument in sys.argv:
        if any("\ud800" <= letter <= "\udfff" for letter in argument):
            print(f"entrepot: the argument {argument!r} is not in UTF-8", file=sys.stderr)
            return BAD_INPUT
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # names of people in a terminal without their letters
    try:
        app(prog_name="entrepot")
    except KeyboardInterrupt:
        print("entrepot: stopped", file=sys.stderr)
        return STOPPED
    except OSError as problem:  # of the help, written outside `sentences`
        print(f"entrepot: {said(problem)}", file=sys.stderr)
        return BAD_INPUT
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    return 0
