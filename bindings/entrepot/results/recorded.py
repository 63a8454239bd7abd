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


def event_table(events: Mapping[str, np.ndarray], kind: str, start: _core.World, strategies: Sequence[str]) -> pa.Table:
    """events: columns of all recorded events. start: the World that names agents, exporters and products."""
    import pyarrow as pa

    here = events["kind"] == _core.EVENT_KINDS.index(kind)
    of = {name: column[here] for name, column in events.items()}
    agents = {int(a): agent_name(start, int(a)) or None for a in np.unique(of["agent"])}
    exporters = [str(e) for e in start["exporters"]["id"]]
    products = [str(p) for p in start["products"]["id"]]
    return pa.table(
        {
            "strategy": pa.DictionaryArray.from_arrays(pa.array(of["strategy"]), pa.array(strategies)),
            "run": of["run"],
            "quarter": of["quarter"],
            "agent": pa.array([agents[int(a)] for a in of["agent"]], pa.string()),
            "exporter": pa.array([exporters[e] if e >= 0 else None for e in of["exporter"]], pa.string()),
            "product": pa.array(of["product"], mask=of["product"] < 0),
            "product_id": pa.array([products[p] if 0 <= p < len(products) else None for p in of["product"]], pa.string()),
            "quantity": of["quantity"],
            "value": of["value"],
        }
    )
