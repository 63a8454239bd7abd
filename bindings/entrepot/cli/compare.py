"""`entrepot compare`: many runs of several strategies."""

from __future__ import annotations

import os
import shlex
import signal
import sys
from typing import Annotated

import typer

from entrepot import ensemble, store
from entrepot.cli._options import BeliefOption, ForceOption, OverrideOption, ScenarioOption, SeedOption, named_output
from entrepot.cli._sentences import STOPPED, sentences
from entrepot.scenario import load


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
            store.check_folder(named_output(out), force, record or ())
            store.import_libraries()  # not when the user waits for the end
        given = load(scenario, override or (), belief)
        names = [name.strip() for name in strategies.split(",") if name.strip()]
        try:
            results = ensemble.compare(given, names, runs, seed, threads=threads, record=record or (), point=point)
        except ensemble.Interrupted as stopped:
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
            written = store.save(results, named_output(out), force, command=command, threads=threads or os.cpu_count())
            if unprinted is None:
                print(f"\nWritten to {out}: {', '.join(path.name for path in written)}")
        if unprinted is not None:
            raise unprinted
        if results.interrupted:
            print(f"\nStopped: {results.done} of {results.wanted} runs were done.", file=sys.stderr)
            raise typer.Exit(STOPPED)
