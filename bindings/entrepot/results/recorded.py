"""What an ensemble recorded beside outcomes: columns as an xarray.Dataset, events as an Arrow table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from entrepot import _core
from entrepot._names import agent_name, row_names

if TYPE_CHECKING:
    import pyarrow as pa
    import xarray as xr


def dataset(
    cubes: Mapping[str, np.ndarray], start: _core.World, strategies: Sequence[str], runs: Sequence[int], attributes: Mapping[str, Any]
) -> xr.Dataset:
    """cubes: "table.column" -> values by strategy, run, time, row and inner cell. start: the World that names rows and axes."""
    import xarray as xr

    sizes: dict[str, int] = {}
    variables, coordinates = {}, {"strategy": list(strategies), "run": list(runs)}
    for name, cube in cubes.items():
        table, _, column = name.partition(".")
        info = start[table].column(column)
        axes = [axis.split(":") for axis in info.axes.split()]
        dims = [_axis(axis, int(size), sizes) for axis, size in axes]
        shape = [int(size) for _, size in axes]
        values = cube.reshape(*cube.shape[:4], *shape)
        table = start[table].parent or table  # more columns of states have states as rows
        labels = row_names(start, table)
        if len(labels) == cube.shape[3]:
            coordinates[table] = labels
        variables[name] = (("strategy", "run", "time", table, *dims), values, {"unit": info.unit, "doc": info.doc})
        coordinates["time"] = list(range(cube.shape[2]))
    return xr.Dataset(variables, coords=coordinates, attrs=dict(attributes))


def _axis(name: str, size: int, sizes: dict[str, int]) -> str:
    """Name of an inner axis; two axes of one name and different sizes are told apart by the size."""
    if sizes.setdefault(name, size) != size:
        name = f"{name}{size}"
        sizes[name] = size
    return name


def event_table(
    columns: Mapping[str, np.ndarray], fields: Mapping[str, tuple[str, str, str, list[str]]], start: _core.World, strategies: Sequence[str]
) -> pa.Table:
    """columns: of the events of one kind. fields: what each field of the kind is (unit, meaning, table whose rows it names, names of its values).
    start: the World that names agents and rows."""
    import pyarrow as pa

    of: dict[str, Any] = {
        "strategy": pa.DictionaryArray.from_arrays(pa.array(columns["strategy"]), pa.array(strategies)),
        "run": columns["run"],
        "id": columns["id"],
        "cause": pa.array(columns["cause"], mask=columns["cause"] < 0),
        "quarter": columns["quarter"],
    }
    for name, (unit, _, target, values) in fields.items():
        column = columns[name]
        if unit == "agent":
            names = {int(a): agent_name(start, int(a)) or None for a in np.unique(column)}
            of[name] = pa.array([names[int(a)] for a in column], pa.string())
        elif values:
            of[name] = pa.array([values[int(v)] for v in column], pa.string())
        elif target and "id" in start[target]:
            ids = [str(i) for i in start[target]["id"]]
            of[name] = pa.array([ids[r] if 0 <= r < len(ids) else None for r in column.astype(np.int64)], pa.string())
            of[f"{name}_row"] = pa.array(column, mask=column < 0)  # of what is born in the run, which has no id on the first day
        elif target:
            of[name] = pa.array(column, mask=column < 0)
        else:
            of[name] = column
    return pa.table(of)
