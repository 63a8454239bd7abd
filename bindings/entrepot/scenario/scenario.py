"""`Scenario`: read from a folder or from memory, and the builder that changes its files."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from entrepot import _core, _toml
from entrepot._checks import instance, text, texts, whole
from entrepot.errors import Diagnostic, ScenarioError
from entrepot.model import Model, standard_model
from entrepot.scenario.files import FileEditor, Files, checked_files
from entrepot.scenario.tables import Tables

if TYPE_CHECKING:
    import pandas as pd

PathLike = str | os.PathLike[str]
# Scenarios that the package brings along: the library does not know where a wheel was unpacked.
_SHELF = str(Path(__file__).parents[1] / "scenarios")
PARAMETER_COLUMNS = ["name", "value", "unit", "distribution", "low", "high", "source", "date", "note"]


def load(path_or_name: PathLike, overrides: Iterable[str] = (), belief: str = "", *, model: Model | None = None) -> Scenario:
    """Load a scenario.

    path_or_name: a folder, or the name of a shipped scenario ("baseline", "tiny", "mirror"). What its scenario.toml extends is read, too.
    overrides: names of files in overrides/, applied in this order. belief: name of a file in beliefs/.
    model: what its runs run, and what its parameters, levers and outcomes are checked against; the shipped one if None.
    Raises ScenarioError with every problem at once.
    """
    model = _model(model)
    return Scenario(_core.load(_path("the scenario", path_or_name), *_choice(overrides, belief), _SHELF, model._core), model)


def validate(path_or_name: PathLike, overrides: Iterable[str] = (), belief: str = "", *, model: Model | None = None) -> list[Diagnostic]:
    """Every problem of a scenario, in the order of file, line and column; empty if it is sound."""
    try:
        load(path_or_name, overrides, belief, model=model)
    except ScenarioError as error:
        return error.diagnostics
    return []


def _model(model: Model | None) -> Model:
    if model is not None:
        instance("model", model, Model, "a Model, such as ep.standard_model()")
    return standard_model() if model is None else model


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


class Scenario:
    """What is given: agents, layers, rules, strategies, parameters and where every number comes from. It does not change."""

    def __init__(self, core: _core.Scenario, model: Model) -> None:
        self._core = core
        self.model = model
        """What its runs run."""

    @classmethod
    def from_files(cls, files: Files, overrides: Iterable[str] = (), belief: str = "", *, model: Model | None = None) -> Scenario:
        """From files in memory: relative path -> text. The same checks as reading a folder. Files of scenarios that their scenario.toml
        extends are read from disk; relative paths in it begin at the working directory."""
        model = _model(model)
        return cls(_core.load_files(checked_files(files), *_choice(overrides, belief), "", _SHELF, model._core), model)

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
            f"{_toml.value(layer) if not layer.isidentifier() else layer} = {_toml.value(cells)}\n" for layer, cells in layers.items()
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
        return _unpickle, (self._core.files, self.overrides, self.belief, self.folder, self.model)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Scenario) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)

    def __repr__(self) -> str:
        return (
            f"<Scenario {self.id}: {self.title}; {self.quarters} quarters from {self.start_date}; strategies {', '.join(self.strategies)}>"
        )


def _unpickle(files: dict[str, bytes], overrides: list[str], belief: str, folder: str, model: Model) -> Scenario:
    return Scenario(_core.load_files(files, overrides, belief, folder, _SHELF, model._core), model)


class ScenarioBuilder(FileEditor):
    """A scenario made in Python: files in memory, changed one by one, checked by `build`, written by `write`.

    >>> builder = ep.load("tiny").edit()
    >>> builder.toml("scenario.toml", {...}); builder.table("states", frame); builder.strategy("mine", {...})
    >>> scenario = builder.build()
    """

    def __init__(self, start: Scenario | Files | None = None) -> None:
        super().__init__(start.to_files() if isinstance(start, Scenario) else {} if start is None else start)
        self.model = start.model if isinstance(start, Scenario) else standard_model()

    def build(self, overrides: Iterable[str] = (), belief: str = "") -> Scenario:
        """Check everything and make the scenario. Raises ScenarioError with every problem at once."""
        return Scenario.from_files(self.files, overrides, belief, model=self.model)

    def write(self, folder: PathLike) -> Path:
        """Check, then write the files, with those of the scenarios that it extends, into a folder that does not exist or is empty."""
        return self.build().write(folder)

    def __repr__(self) -> str:
        return f"<ScenarioBuilder: {len(self.files)} files>"
