"""Scenarios: what is given before any run. Loaded from a folder or from files in memory, inspected as DataFrames, written, pickled."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from entrepot import _core, toml
from entrepot.checks import instance, text, texts, whole
from entrepot.errors import Diagnostic, ScenarioError, unknown_name

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Scenario", "ScenarioBuilder", "load", "validate"]

PathLike = str | os.PathLike[str]
Files = Mapping[str, str | bytes]
# Scenarios that the package brings along: the library does not know where a wheel was unpacked.
_SHELF = str(Path(__file__).with_name("scenarios"))
PARAMETER_COLUMNS = ["name", "value", "unit", "distribution", "low", "high", "source", "date", "note"]


def load(path_or_name: PathLike, overrides: Iterable[str] = (), belief: str = "") -> Scenario:
    """Load a scenario.

    path_or_name: a folder, or the name of a shipped scenario ("baseline", "tiny", "mirror"). What its scenario.toml extends is read, too.
    overrides: names of files in overrides/, applied in this order. belief: name of a file in beliefs/.
    Raises ScenarioError with every problem at once.
    """
    return Scenario(_core.load(_path("the scenario", path_or_name), *_choice(overrides, belief), _SHELF))


def validate(path_or_name: PathLike, overrides: Iterable[str] = (), belief: str = "") -> list[Diagnostic]:
    """Every problem of a scenario, in the order of file, line and column; empty if it is sound."""
    try:
        load(path_or_name, overrides, belief)
    except ScenarioError as error:
        return error.diagnostics
    return []


def _path(what: str, path: PathLike) -> str:
    if isinstance(path, Scenario):
        raise TypeError(f"{what} is {path!r}, which is loaded already")
    if not isinstance(path, (str, os.PathLike)):
        raise TypeError(f"{what} is {path!r}, allowed: a path" + (", or the name of a shipped scenario" if "scenario" in what else ""))
    return text(what, os.fsdecode(path), "a path")


def _choice(overrides: Iterable[str], belief: str) -> tuple[list[str], str]:
    if isinstance(overrides, str):
        raise TypeError(f'overrides is a list of names; write overrides=["{overrides}"]')
    return texts("overrides", overrides, "a list of names"), text("belief", belief, 'a name, or "" for none')


def _files(files: Files) -> dict[str, str | bytes]:
    """Paths and contents that the library can take."""
    instance("files", files, Mapping, "a dictionary: path -> text")
    for path, content in files.items():
        text("a path of files", path, "text")
        if not isinstance(content, bytes):
            text(f"the content of {path}", content, "text or bytes")
    return dict(files)


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


class Scenario:
    """What is given: agents, layers, rules, strategies, parameters and where every number comes from. It does not change."""

    def __init__(self, core: _core.Scenario) -> None:
        self._core = core

    @classmethod
    def from_files(cls, files: Files, overrides: Iterable[str] = (), belief: str = "") -> Scenario:
        """From files in memory: relative path -> text. The same checks as reading a folder. Files of scenarios that their scenario.toml
        extends are read from disk; relative paths in it begin at the working directory."""
        return cls(_core.load_files(_files(files), *_choice(overrides, belief), "", _SHELF))

    @property
    def id(self) -> str:
        return self._core.id

    @property
    def title(self) -> str:
        return self._core.title

    @property
    def folder(self) -> str:
        """Where it was read from; empty if it was made in memory."""
        return self._core.folder

    @property
    def start_date(self) -> str:
        """First day, YYYY-MM-DD."""
        return self._core.start_date

    @property
    def quarters(self) -> int:
        """Quarters that a run has."""
        return self._core.quarters

    @property
    def strategies(self) -> list[str]:
        return self._core.strategies

    @property
    def base_strategy(self) -> str:
        """Strategy of the home exporter with whose officers constants of demand are found, whichever strategy runs (its levers are free then)."""
        return self._core.base_strategy

    @property
    def rival_strategy(self) -> str:
        return self._core.rival_strategy

    @property
    def aliases(self) -> dict[str, str]:
        """Other names of outcomes -> outcome, from scenario.toml. Some outcomes come with later versions."""
        return dict(self._core.aliases)

    @property
    def beliefs(self) -> dict[str, str]:
        """Name -> title of the named world views."""
        return dict(self._core.beliefs)

    @property
    def preferences(self) -> dict[str, dict[str, Any]]:
        """Preference profiles: title, weights and scales. A negative scale means that less is better."""
        return self._core.preferences

    @property
    def overrides(self) -> list[str]:
        """Overrides that were applied when it was loaded."""
        return self._core.overrides

    @property
    def belief(self) -> str:
        """Belief that was applied when it was loaded, or empty."""
        return self._core.belief

    @property
    def unread(self) -> list[str]:
        """What the files hold and no stage of this version reads."""
        return self._core.unread

    @property
    def digest(self) -> str:
        """128-bit digest of the content, whatever the formatting: 32 hexadecimal digits."""
        return self._core.digest

    @property
    def tables(self) -> Tables:
        """`scenario.tables["states"]`: the tables of data/ as DataFrames, indexed by id where they have one."""
        return Tables(self._core)

    @property
    def parameters(self) -> pd.DataFrame:
        """One row a parameter: value, unit, distribution, low, high, source, date, note."""
        import pandas as pd

        return pd.DataFrame(self._core.parameter_rows(), columns=PARAMETER_COLUMNS).set_index("name")

    def draws(self, runs: int | Iterable[int], seed: int = 42) -> pd.DataFrame:
        """Values of the parameters in these draws (a number of draws from 0, or their numbers): one row a draw."""
        import pandas as pd

        if isinstance(runs, Iterable):
            numbers = [whole("a draw", number, 0, 2**64 - 3) for number in runs]
        else:
            numbers = list(range(whole("runs", runs, 0, 2**63 - 1)))
        seed = whole("seed", seed, 0, 2**64 - 3)
        names = [row[0] for row in self._core.parameter_rows()]
        return pd.DataFrame(self._core.draws(seed, numbers), columns=names, index=pd.Index(numbers, name="draw"))

    def provenance(self, value: str) -> dict[str, str]:
        """Source of a value, "states.ARE.gdp", or "ARE.gdp" for a state: key, citation, licence, date, transformed."""
        return self._core.provenance(text("value", value, "text"))

    @property
    def start(self) -> _core.World:
        """The World of the first day, before any strategy."""
        return self._core.start

    def strategy(self, name: str) -> _core.Strategy:
        return self._core.strategy(name)

    def with_levers(self, base: str | _core.Strategy, name: str | None = None, **layers: Any) -> _core.Strategy:
        """A new strategy: `base` with other settings. Cells that are given replace those of `base`, the others stay.

        >>> scenario.with_levers("control", chips={"swing": {"route": "case", "cap": {"h100e": 100_000, "per": "total"}}})

        The syntax is that of strategies/*.toml: a layer (chips, clusters, cloud, ...) holds tiers (insider, swing, adversary or
        all), a tier its settings; `rules` and `policy` are given likewise. Raises ScenarioError for what the levers do not have.
        """
        strategy = self.strategy(base) if isinstance(base, str) else base
        instance("base", strategy, _core.Strategy, "the name of a strategy, or a Strategy")
        if name is None:
            name = f"{strategy.name}+{'+'.join(layers)}" if layers else strategy.name
        if not text("name", name, "text").isprintable() or not name:
            raise ValueError(f"name is {name!r}, allowed: text on one line")
        levers = "".join(
            f"{toml.value(layer) if not layer.isidentifier() else layer} = {toml.value(cells)}\n" for layer, cells in layers.items()
        )
        return self._core.with_levers(strategy, levers, name)

    def to_files(self) -> dict[str, str]:
        """The files that it was made from: relative path -> text. What it extends is laid under its own files, so that they stand alone;
        comments of scenario.toml and sources.toml are left out where these were merged."""
        return {path: content.decode("utf-8") for path, content in self._core.files.items()}

    def write(self, folder: PathLike) -> Path:
        """Write the files, with those of the scenarios that it extends, into a folder that does not exist or is empty; raises ScenarioError
        otherwise."""
        _core.write_files(self._core.files, _path("the folder", folder))
        return Path(folder)

    def edit(self) -> ScenarioBuilder:
        """A builder that begins with these files."""
        return ScenarioBuilder(self)

    def __reduce__(self) -> tuple[Any, ...]:
        return _unpickle, (self._core.files, self.overrides, self.belief, self.folder)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return (
            f"<Scenario {self.id}: {self.title}; {self.quarters} quarters from {self.start_date}; strategies {', '.join(self.strategies)}>"
        )


def _unpickle(files: dict[str, bytes], overrides: list[str], belief: str, folder: str) -> Scenario:
    return Scenario(_core.load_files(files, overrides, belief, folder, _SHELF))


class ScenarioBuilder:
    """A scenario made in Python: files in memory, changed one by one, checked by `build`, written by `write`.

    >>> builder = ep.load("tiny").edit()
    >>> builder.toml("scenario.toml", {...}); builder.table("states", frame); builder.strategy("mine", {...})
    >>> scenario = builder.build()
    """

    def __init__(self, start: Scenario | Files | None = None) -> None:
        self.files: dict[str, str | bytes] = (
            dict(start.to_files()) if isinstance(start, Scenario) else _files({} if start is None else start)
        )

    def text(self, path: str, content: str | bytes) -> ScenarioBuilder:
        """A file as it is."""
        self.files |= _files({path: content})
        return self

    def toml(self, path: str, content: Mapping[str, Any]) -> ScenarioBuilder:
        """A TOML file from a dictionary."""
        instance(f"the content of {path}", content, Mapping, "a dictionary")
        return self.text(path, toml.document(content))

    def table(self, name: str, content: pd.DataFrame | Sequence[Mapping[str, Any]]) -> ScenarioBuilder:
        """A table ("states", "trade", ...) from a DataFrame (a named index is its first column) or from dictionaries; missing values become
        empty, True and False 1 and 0."""
        files = _core.table_files()
        if name not in files:
            raise unknown_name("table", name, files)
        return self._csv(files[name], content)

    def parameters(self, content: pd.DataFrame | Sequence[Mapping[str, Any]]) -> ScenarioBuilder:
        """parameters.csv, as `Scenario.parameters` gives it."""
        return self.table("parameters", content)

    def _csv(self, path: str, content: pd.DataFrame | Sequence[Mapping[str, Any]]) -> ScenarioBuilder:
        import pandas as pd

        if not isinstance(content, pd.DataFrame):
            rows = None if isinstance(content, (str, bytes, Mapping)) or not isinstance(content, Iterable) else list(content)
            if rows is None or not all(isinstance(row, Mapping) for row in rows):
                raise TypeError(f"the content of {path} should be a DataFrame or a list of dictionaries")
            content = pd.DataFrame(rows)
        frame = content.reset_index() if content.index.name is not None else content
        frame = frame.map(lambda value: int(value) if isinstance(value, (bool, np.bool_)) else value)
        return self.text(path, frame.to_csv(index=False, lineterminator="\n"))

    def strategy(self, name: str, content: Mapping[str, Any]) -> ScenarioBuilder:
        """strategies/NAME.toml from a dictionary."""
        return self.toml(f"strategies/{name}.toml", content)

    def override(self, name: str, content: Mapping[str, Any]) -> ScenarioBuilder:
        """overrides/NAME.toml from a dictionary."""
        return self.toml(f"overrides/{name}.toml", content)

    def belief(self, name: str, content: Mapping[str, Any]) -> ScenarioBuilder:
        """beliefs/NAME.toml from a dictionary."""
        return self.toml(f"beliefs/{name}.toml", content)

    def remove(self, path: str) -> ScenarioBuilder:
        """Drop a file."""
        if path not in self.files:
            raise unknown_name("file", path, self.files)
        del self.files[path]
        return self

    def build(self, overrides: Iterable[str] = (), belief: str = "") -> Scenario:
        """Check everything and make the scenario. Raises ScenarioError with every problem at once."""
        return Scenario.from_files(self.files, overrides, belief)

    def write(self, folder: PathLike) -> Path:
        """Check, then write the files, with those of the scenarios that it extends, into a folder that does not exist or is empty."""
        return self.build().write(folder)

    def __repr__(self) -> str:
        return f"<ScenarioBuilder: {len(self.files)} files>"
