"""The command line tool `entrepot`. Bad input gets one sentence on stderr and exit status 2, and nothing is written."""

from __future__ import annotations

import io
import json
import os
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer

from entrepot import _core, ensemble, errors, store
from entrepot.scenario import Scenario, load
from entrepot.simulation import Simulation, checked_parameters, first_parting

BAD_INPUT = 2
STOPPED = 130  # what a shell gives for SIGINT

app = typer.Typer(
    name="entrepot",
    help="Simulates how states, firms and labs buy and bargain for AI compute, and compares export strategies.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)

ScenarioOption = Annotated[str, typer.Option("--scenario", help="A scenario folder, or the name of a shipped one: baseline, tiny, mirror.")]
OverrideOption = Annotated[list[str] | None, typer.Option("--override", help="Name of a file in overrides/; can be given several times.")]
BeliefOption = Annotated[str, typer.Option("--belief", help="Name of a file in beliefs/.")]
SeedOption = Annotated[int, typer.Option("--seed", min=0, help="Seed of all luck and of the draws of parameters.")]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace results that are there already.")]


class Format(StrEnum):
    text = "text"
    json = "json"


@contextmanager
def sentences() -> Iterator[None]:
    """Problems of the input become sentences and exit status 2; what is a defect of the program keeps its traceback."""
    try:
        yield
        sys.stdout.flush()
    except (errors.ScenarioError, errors.SnapshotError, errors.UnknownName, ValueError, OSError, MemoryError) as problem:
        if isinstance(problem, (UnicodeError, BrokenPipeError)) or (
            isinstance(problem, KeyError) and not isinstance(problem, errors.EntrepotError)
        ):
            raise
        # Diagnostics begin with the file, as those of `validate`: editors jump to it.
        print(problem if isinstance(problem, errors.ScenarioError) else f"entrepot: {_said(problem)}", file=sys.stderr)
        raise typer.Exit(BAD_INPUT) from None


def _said(problem: BaseException) -> str:
    if isinstance(problem, OSError) and problem.strerror:
        return f"{problem.filename or 'the output'}: {problem.strerror.lower()}"
    return str(problem)


# ---- compare


@app.command()
def compare(
    scenario: ScenarioOption = "baseline",
    strategies: Annotated[
        str, typer.Option("--strategies", help="Names of strategies, separated by commas.")
    ] = "control,diffusion,leverage",
    runs: Annotated[int, typer.Option("--runs", min=1, help="Runs of each strategy; run i of each meets the same luck.")] = 500,
    seed: SeedOption = 42,
    threads: Annotated[
        int | None, typer.Option("--threads", min=1, help="Threads; all cores if not given. Results do not depend on it.")
    ] = None,
    out: Annotated[
        str | None, typer.Option("--out", help="Folder for summary.parquet, outcomes.csv, differences.csv, experiment.json.")
    ] = None,
    record: Annotated[
        list[str] | None, typer.Option("--record", help="Column (states.stock) or event (events.approval) to keep as well.")
    ] = None,
    override: OverrideOption = None,
    belief: BeliefOption = "",
    point: Annotated[bool, typer.Option("--point", help="Parameters at their point values: only luck differs between runs.")] = False,
    force: ForceOption = False,
) -> None:
    """Run several strategies many times and compare them: outcomes with 90% ranges, paired differences with a verdict.

    Ctrl-C stops the runs within a second; what is done is printed and written (which takes longer where much is recorded), and the exit
    status is 130.
    """
    with sentences():
        if out is not None:
            if out == "-":
                raise ValueError("--out is -: compare writes a folder, and its table to standard output in any case")
            store.check_folder(_named(out), force, record or ())
            store.import_libraries()  # not when the user waits for the end
        given = load(scenario, override or (), belief)
        names = [name.strip() for name in strategies.split(",") if name.strip()]
        try:
            results = ensemble.compare(given, names, runs, seed, threads=threads, record=record or (), point=point)
        except errors.Interrupted as stopped:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # who presses it twice loses nothing
            results = stopped.results
            print(f"\nentrepot: stopping with {results.done} runs done", file=sys.stderr)
        if results.done == 0:
            print("entrepot: no run was done" + (f": {results.failed['message'].iloc[0]}" if len(results.failed) else ""), file=sys.stderr)
            raise typer.Exit(STOPPED if results.interrupted else 1)
        unprinted: OSError | None = None
        try:
            print(results, flush=True)
        except OSError as problem:  # standard output may be full or closed: the folder is written all the same
            unprinted = problem
        if out is not None:
            command = shlex.join(["entrepot", *sys.argv[1:]])
            written = store.save(results, _named(out), force, command=command, threads=threads or os.cpu_count())
            if unprinted is None:
                print(f"\nWritten to {out}: {', '.join(path.name for path in written)}")
        if unprinted is not None:
            raise unprinted
        if results.interrupted:
            print(f"\nStopped: {results.done} of {results.wanted} runs were done.", file=sys.stderr)
            raise typer.Exit(STOPPED)


# ---- run


@app.command()
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
            store.check_file(_named(out), force)
        given = load(scenario, override or (), belief)
        values = checked_parameters(given, read_json(params)) if params is not None else {}
        sim = Simulation(given, strategy, seed=seed, run=run_number, draw=_draw(draw), params=values)
        sim.run()
        text = store.text_of(
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


def _named(out: str) -> Path:
    """A place to write to. An empty name, as of a variable of the shell that is not set, would mean the folder where one stands."""
    if not out:
        raise ValueError("--out is empty: name where the results should go")
    return Path(out)


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


def read_json(path: Path) -> dict[str, Any]:
    """The object of a JSON file; raises ValueError or OSError with a sentence."""

    def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            names = [name for name, _ in pairs]
            raise ValueError(f'"{next(name for name in names if names.count(name) > 1)}" stands there twice')
        return found

    try:
        content = json.loads(path.read_bytes(), object_pairs_hook=once)
    except json.JSONDecodeError as problem:
        raise ValueError(f"{path}:{problem.lineno}:{problem.colno}: this is no JSON: {problem.msg}") from None
    except UnicodeDecodeError:
        raise ValueError(f"{path}: this is no JSON: it is not in UTF-8") from None
    except RecursionError:
        raise ValueError(f"{path}: it is nested too deeply") from None
    except ValueError as problem:
        raise ValueError(f"{path}: {'a number has too many digits' if 'digits' in str(problem) else problem}") from None
    except OSError as problem:
        raise OSError(f"{path}: {(problem.strerror or 'cannot be read').lower()}") from None
    if not isinstance(content, dict):
        raise ValueError(f"{path}: there should be an object, {{name: value}}")
    return content


# ---- validate


@app.command()
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


# ---- diff

RUN_KEYS = ("scenario", "strategy", "seed", "run", "draw", "digest")
LEVERS = ("levers", "exporters.stance", "exporters.officers", "exporters.rules_on")


@app.command()
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
            print(f"The strategies differ, {one['strategy']} and {two['strategy']}: {', '.join(LEVERS)} are not compared.")
            ignore = LEVERS
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
        print(f"entrepot: {_said(problem)}", file=sys.stderr)
        return BAD_INPUT
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    return 0
