"""The compiled part of entrepot. Use the package `entrepot`."""
from __future__ import annotations
import collections.abc
import numpy
import numpy.typing
import typing
from . import solvers
class Column:
    """What a column is: name, unit, meaning, inner axes, allowed range, role."""
    def __repr__(self) -> str:
        ...
    @property
    def axes(self) -> str:
        """Inner axes, outermost first: "exporter:2"."""
    @property
    def doc(self) -> str:
        ...
    @property
    def name(self) -> str:
        ...
    @property
    def range(self) -> str:
        ...
    @property
    def role(self) -> str:
        """state, derived or frozen."""
    @property
    def unit(self) -> str:
        ...
class Table:
    """A table of a World: `table["gdp"]` is a read-only NumPy view, without a copy, of shape (rows, inner axes...)."""
    def __contains__(self, column: str) -> bool:
        ...
    def __getitem__(self, column: str) -> numpy.ndarray:
        ...
    def __iter__(self) -> collections.abc.Iterator:
        ...
    def __len__(self) -> int:
        ...
    def column(self, name: str) -> Column:
        """What a column is."""
    def keys(self) -> list[str]:
        """Names of the columns."""
    @property
    def columns(self) -> list[Column]:
        ...
    @property
    def doc(self) -> str:
        ...
    @property
    def name(self) -> str:
        ...
class World:
    """The state of a run at one moment. It does not change; views of it stay valid as long as you hold them."""
    __hash__: typing.ClassVar[None] = None  # type: ignore[assignment]
    def __eq__(self, other: typing.Any) -> bool:
        ...
    def __getattr__(self, table: str) -> Table:
        ...
    def __getitem__(self, table: str) -> Table:
        ...
    def first_difference(self, other: World) -> typing.Any:
        """(table.column, row, inner, value here, value there) where two worlds first differ, or None."""
    @property
    def digest(self) -> str:
        """128-bit digest of the state, 32 hexadecimal digits."""
    @property
    def event_counts(self) -> dict:
        """How many events of each kind there were."""
    @property
    def parameters(self) -> dict:
        """Values of the parameters of this run."""
    @property
    def quarter(self) -> int:
        """Quarters that have been run."""
    @property
    def tables(self) -> dict:
        """All tables by name."""
class Strategy:
    """Settings of the levers of one exporter, by layer and tier."""
    __hash__: typing.ClassVar[None] = None  # type: ignore[assignment]
    def __eq__(self, other: typing.Any) -> bool:
        ...
    def __getstate__(self) -> tuple:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple) -> None:
        ...
    @property
    def cells(self) -> list:
        """One dictionary a layer and tier that is not free."""
    @property
    def name(self) -> str:
        ...
    @property
    def officers(self) -> float:
        """Licensing officers."""
    @property
    def rules_on(self) -> bool:
        """Whether the dated rules of the base set are in force."""
    @property
    def stance(self) -> float:
        """How hard the agency looks at applications, 0 to 1."""
    @property
    def title(self) -> str:
        ...
class Scenario:
    def draws(self, seed: typing.SupportsInt | typing.SupportsIndex, numbers: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex]) -> numpy.typing.NDArray[numpy.float64]:
        ...
    def parameter_rows(self) -> list:
        ...
    def provenance(self, value: str) -> dict:
        ...
    def strategy(self, name: str) -> Strategy:
        ...
    def table(self, name: str) -> typing.Any:
        ...
    def with_levers(self, base: Strategy, toml: str, name: str) -> Strategy:
        ...
    @property
    def aliases(self) -> list[tuple[str, str]]:
        ...
    @property
    def base_strategy(self) -> str:
        ...
    @property
    def belief(self) -> str:
        ...
    @property
    def beliefs(self) -> list[tuple[str, str]]:
        ...
    @property
    def digest(self) -> str:
        ...
    @property
    def files(self) -> dict:
        ...
    @property
    def folder(self) -> str:
        ...
    @property
    def id(self) -> str:
        ...
    @property
    def overrides(self) -> list[str]:
        ...
    @property
    def preferences(self) -> dict:
        ...
    @property
    def quarters(self) -> int:
        ...
    @property
    def rival_strategy(self) -> str:
        ...
    @property
    def start(self) -> World:
        ...
    @property
    def start_date(self) -> str:
        ...
    @property
    def strategies(self) -> list[str]:
        ...
    @property
    def table_names(self) -> list[str]:
        ...
    @property
    def title(self) -> str:
        ...
    @property
    def unread(self) -> list[str]:
        ...
class Simulation:
    @staticmethod
    def restore(bytes: str, scenario: Scenario) -> Simulation:
        ...
    def __init__(self, scenario: Scenario, strategy: Strategy, seed: typing.SupportsInt | typing.SupportsIndex, run: typing.SupportsInt | typing.SupportsIndex, draw: typing.SupportsInt | typing.SupportsIndex, values: collections.abc.Mapping[str, typing.SupportsFloat | typing.SupportsIndex], rival: Strategy) -> None:
        ...
    def copy(self) -> Simulation:
        ...
    def outcomes(self) -> dict:
        ...
    def run(self) -> None:
        ...
    def save(self) -> bytes:
        ...
    def step(self) -> None:
        ...
    @property
    def digest(self) -> str:
        ...
    @property
    def done(self) -> bool:
        ...
    @property
    def key(self) -> typing.Annotated[list[int], "FixedSize(3)"]:
        ...
    @property
    def quarters(self) -> int:
        ...
    @property
    def stages(self) -> list[str]:
        ...
    @property
    def strategy(self) -> str:
        ...
    @property
    def world(self) -> World:
        ...
def find_scenario(path_or_name: str) -> str:
    ...
def first_parting(left: Simulation, right: Simulation, ignore: collections.abc.Sequence[str]) -> typing.Any:
    ...
def load(path_or_name: str, overrides: collections.abc.Sequence[str], belief: str) -> Scenario:
    ...
def load_files(files: collections.abc.Mapping[str, str], overrides: collections.abc.Sequence[str], belief: str, folder: str) -> Scenario:
    ...
def nearest_name(name: str, known: collections.abc.Sequence[str]) -> str:
    ...
def parameter_bounds() -> dict:
    ...
def record_bytes(scenario: Scenario, record: collections.abc.Sequence[str]) -> int:
    ...
def run_ensemble(scenario: Scenario, strategies: collections.abc.Sequence[Strategy], seed: typing.SupportsInt | typing.SupportsIndex, first_run: typing.SupportsInt | typing.SupportsIndex, runs: typing.SupportsInt | typing.SupportsIndex, point: bool, threads: typing.SupportsInt | typing.SupportsIndex, record: collections.abc.Sequence[str], progress: typing.Any) -> dict:
    ...
def table_files() -> dict:
    ...
def write_files(files: collections.abc.Mapping[str, str], folder: str) -> None:
    ...
EVENT_KINDS: tuple
OUTCOMES: list
POINT_DRAW: int
SAME_AS_RUN: int
__version__: str
