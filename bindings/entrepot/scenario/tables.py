"""Tables of a scenario as DataFrames, and DataFrames as files of a scenario."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np

from entrepot import _core
from entrepot._names import unknown_name

if TYPE_CHECKING:
    import pandas as pd

Rows: TypeAlias = "pd.DataFrame | Sequence[Mapping[str, Any]]"


class Tables(Mapping[str, "pd.DataFrame"]):
    """The tables of a scenario as they stand in data/, each a DataFrame."""

    def __init__(self, core: _core.Scenario) -> None:
        self._core = core

    def __getitem__(self, name: str) -> pd.DataFrame:
        import pandas as pd

        if not isinstance(name, str):
            raise unknown_name("table", name, self._core.table_names)
        columns, rows = self._core.table(name)
        frame = pd.DataFrame(rows, columns=columns, dtype=object)
        for column in columns:
            frame[column] = _typed(frame[column])
        if columns and columns[0] == "id":
            frame = frame.set_index("id")
        return frame

    def __iter__(self) -> Iterator[str]:
        return iter(self._core.table_names)

    def __len__(self) -> int:
        return len(self._core.table_names)

    def __contains__(self, name: object) -> bool:
        return name in self._core.table_names

    def __repr__(self) -> str:
        return f"<tables: {', '.join(self)}>"


def _typed(texts: pd.Series) -> pd.Series:
    """Numbers where every field that is not empty is one, else text."""
    import pandas as pd

    filled = texts[texts != ""]
    if len(filled) == 0:
        return texts.astype("str")
    numbers = pd.to_numeric(filled, errors="coerce")
    if numbers.isna().any():
        return texts.astype("str")
    return numbers.reindex(texts.index) if len(filled) < len(texts) else numbers


def table_text(path: str, content: Rows) -> str:
    """The file of a table: from a DataFrame, whose named index is the first column, or from dictionaries."""
    import pandas as pd

    if not isinstance(content, pd.DataFrame):
        rows = None if isinstance(content, (str, bytes, Mapping)) or not isinstance(content, Iterable) else list(content)
        if rows is None or not all(isinstance(row, Mapping) for row in rows):
            raise TypeError(f"the content of {path} should be a DataFrame or a list of dictionaries")
        content = pd.DataFrame(rows)
    frame = content.reset_index() if content.index.name is not None else content
    frame = frame.map(lambda value: int(value) if isinstance(value, (bool, np.bool_)) else value)
    text: str = frame.to_csv(index=False, lineterminator="\n")
    return text
