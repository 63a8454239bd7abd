"""Results on disk: a folder an ensemble. Every file is written under a temporary name and renamed, experiment.json last."""

from __future__ import annotations

import hashlib
import json
import math
import os
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from entrepot import _core

if TYPE_CHECKING:
    import pyarrow as pa

    from entrepot.results import Results
    from entrepot.scenario import Scenario

__all__ = ["check_file", "check_folder", "describe", "save", "write_text"]

FILES = ("summary.parquet", "outcomes.csv", "differences.csv", "experiment.json")


def check_folder(folder: Path, force: bool) -> None:
    """Raise OSError with a sentence if results stand there already (unless force) or nothing can be written there: before hours of work."""
    for part in (folder, *folder.parents):
        if part.exists() and not part.is_dir():
            raise FileExistsError(f"{part} is a file, not a folder for results")
    there = [name for name in FILES if (folder / name).exists()]
    if there and not force:
        raise FileExistsError(f"{folder} holds results already ({', '.join(there)}): name another folder, or give --force to replace them")
    _check_writable(folder)


def check_file(path: Path, force: bool) -> None:
    """The same for one file."""
    if path.is_dir():
        raise IsADirectoryError(f"{path} is a folder, not a file")
    if path.exists() and not force:
        raise FileExistsError(f"{path} is there already: name another file, or give --force to replace it")
    if not path.parent.is_dir():
        raise FileNotFoundError(f"{path.parent} is not a folder")
    _check_writable(path.parent)


def _check_writable(folder: Path) -> None:
    """Writes a file there and takes it away again, with the folders that it needed."""
    made: list[Path] = []
    try:
        for part in reversed((folder, *folder.parents)):
            if not part.exists():
                part.mkdir()
                made.append(part)
        handle, name = tempfile.mkstemp(dir=folder, prefix=".entrepot.")
        os.close(handle)
        os.unlink(name)
    except OSError as problem:
        raise OSError(f"nothing can be written to {folder}: {(problem.strerror or 'it is not allowed').lower()}") from None
    finally:
        for part in reversed(made):
            part.rmdir()


def save(results: Results, folder: Path, force: bool = False, **more: Any) -> list[Path]:
    """Write summary.parquet (one row a strategy and run), outcomes.csv, differences.csv, a Parquet file for each recorded column and kind
    of events, and experiment.json. `more` goes into experiment.json. Returns what was written."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    check_folder(folder, force)
    folder.mkdir(parents=True, exist_ok=True)
    summary = results.status.join(results.outcomes).reset_index()
    files: dict[str, Callable[[Path], Any]] = {
        "summary.parquet": lambda path: pq.write_table(pa.Table.from_pandas(summary, preserve_index=False), path),
        "outcomes.csv": lambda path: results.summary().reset_index().to_csv(path, index=False, lineterminator="\n"),
        "differences.csv": lambda path: results.differences().reset_index().to_csv(path, index=False, lineterminator="\n"),
    }
    for name in results.record:
        table, _, column = name.partition(".")
        if table == "events":
            files[f"events.{column}.parquet"] = lambda path, kind=column: pq.write_table(results.events(kind), path)
        else:
            files[f"{name}.parquet"] = lambda path, name=name: pq.write_table(_long(results, name), path)
    content = text_of(describe(results) | more)
    files["experiment.json"] = lambda path: path.write_text(content, encoding="utf-8")
    for name, write in files.items():
        _replace(folder / name, write)
    return [folder / name for name in files]


def write_text(path: Path, text: str, force: bool = False) -> None:
    """A text file, whole or not at all."""
    check_file(path, force)
    _replace(path, lambda p: p.write_text(text, encoding="utf-8"))


def _replace(path: Path, write: Callable[[Path], Any]) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    os.close(handle)
    try:
        write(Path(name))
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(name, 0o666 & ~mask)  # mkstemp's files are for their owner alone
        os.replace(name, path)
    except BaseException:
        os.unlink(name)
        raise


def _long(results: Results, name: str) -> pa.Table:
    """A recorded column with one row a value: strategy, run, time, row, inner, value."""
    import pyarrow as pa

    cube = results.column(name).to_numpy()
    cube = cube.reshape(*cube.shape[:4], -1)
    at = [axis.ravel().astype(np.int32) for axis in np.indices(cube.shape)]
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


def text_of(content: Mapping[str, Any]) -> str:
    """JSON for people and programs; a number that is none is null."""

    def plain(value: Any) -> Any:
        if isinstance(value, Mapping):
            return {k: plain(v) for k, v in value.items()}
        if isinstance(value, (list, tuple)):
            return [plain(v) for v in value]
        return None if isinstance(value, float) and not math.isfinite(value) else value

    return json.dumps(plain(content), indent=2, ensure_ascii=False, allow_nan=False) + "\n"
