"""The folder of an ensemble: what it holds, and what is needed to run it again."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from entrepot import _core
from entrepot.results import Results
from entrepot.scenario import Scenario
from entrepot.store.files import check_regular, check_writable, json_text, write_whole

if TYPE_CHECKING:
    import pyarrow as pa

FILES = ("summary.parquet", "outcomes.csv", "differences.csv", "experiment.json")


def import_libraries() -> None:
    """What saving needs: half a second, which nobody should wait for at the end."""
    import pandas as pd  # noqa: F401
    import pyarrow.parquet as pq  # noqa: F401


def check_folder(folder: Path, force: bool, record: Iterable[str] = ()) -> None:
    """Raise OSError with a sentence if results, or files of what is recorded, stand there already (unless force), if something else than a file
    bears such a name, or if nothing can be written there: before hours of work."""
    for part in (folder, *folder.parents):
        if part.exists() and not part.is_dir():
            raise FileExistsError(f"{part} is a file, not a folder for results")
    there = [name for name in (*FILES, *map(_recorded, record)) if os.path.lexists(folder / name)]
    for name in there:
        check_regular(folder / name)
    if there and not force:
        raise FileExistsError(f"{folder} holds results already ({', '.join(there)}): name another folder, or give --force to replace them")
    check_writable(folder)


def _recorded(name: str) -> str:
    """File of a recorded column or kind of events."""
    return f"{name}.parquet"


def _remove_older(folder: Path) -> None:
    """The description of an older experiment, and what it recorded: it does not describe what comes now."""
    old = folder / "experiment.json"
    try:
        names = json.loads(old.read_bytes())["record"]
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        names = []
    for name in names if isinstance(names, list) else []:
        if isinstance(name, str) and re.fullmatch(r"[a-z_]+\.[a-z_]+", name):
            (folder / _recorded(name)).unlink(missing_ok=True)
    old.unlink(missing_ok=True)


def save(results: Results, folder: Path, force: bool = False, **more: Any) -> list[Path]:
    """Write summary.parquet (one row a strategy and run), outcomes.csv, differences.csv, a Parquet file for each recorded column and kind
    of events, and experiment.json. `more` goes into experiment.json. Returns what was written."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    check_folder(folder, force, results.record)
    folder.mkdir(parents=True, exist_ok=True)
    _remove_older(folder)
    summary = results.status.join(results.outcomes).reset_index()
    files: dict[str, Callable[[Path], Any]] = {
        "summary.parquet": lambda path: pq.write_table(pa.Table.from_pandas(summary, preserve_index=False), path),
        "outcomes.csv": lambda path: results.summary().reset_index().to_csv(path, index=False, lineterminator="\n"),
        "differences.csv": lambda path: results.differences().reset_index().to_csv(path, index=False, lineterminator="\n"),
    }
    for name in results.record:
        table, _, column = name.partition(".")
        if table == "events":
            files[_recorded(name)] = lambda path, kind=column: pq.write_table(results.events(kind), path)
        else:
            files[_recorded(name)] = lambda path, name=name: pq.write_table(_long(results, name), path)
    content = json_text(describe(results) | more)
    files["experiment.json"] = lambda path: path.write_text(content, encoding="utf-8")
    for name, write in files.items():
        write_whole(folder / name, write)
    return [folder / name for name in files]


def _long(results: Results, name: str) -> pa.Table:
    """A recorded column with one row a value: strategy, run, time, row, inner, value."""
    import pyarrow as pa

    cube = results.column(name).to_numpy()
    cube = cube.reshape(*cube.shape[:4], -1)
    at = [np.broadcast_to(i, cube.shape).ravel() for i in np.indices(cube.shape, dtype=np.int32, sparse=True)]
    strategy = pa.DictionaryArray.from_arrays(pa.array(at[0]), pa.array(results.strategies))
    columns = {"strategy": strategy, "run": at[1].astype(np.int64) + results.first_run, "time": at[2], "row": at[3], "inner": at[4]}
    return pa.table(columns | {"value": cube.ravel()})


def parameters_digest(scenario: Scenario) -> str:
    """SHA-256 of the parameters and their distributions, as they were used."""
    return hashlib.sha256(json.dumps(scenario._core.parameter_rows()).encode()).hexdigest()


def describe(results: Results) -> dict[str, Any]:
    """What is needed to run an ensemble again, and how far it came."""
    scenario = results.scenario
    return {
        "scenario": scenario.id,
        "scenario_digest": scenario.digest,
        "overrides": scenario.overrides,
        "belief": scenario.belief,
        "strategies": results.strategies,
        "seed": results.seed,
        "first_run": results.first_run,
        "runs": results.wanted // len(results.strategies),
        "draw": "point" if results.point else "run",
        "record": results.record,
        "done": results.done,
        "failed": len(results.failed),
        "interrupted": results.interrupted,
        "parameters_digest": parameters_digest(scenario),
        "version": _core.__version__,
    }
