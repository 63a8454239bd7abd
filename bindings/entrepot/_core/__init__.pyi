"""
The compiled part of entrepot. Use the package `entrepot`.
"""

from __future__ import annotations

import collections.abc
import typing

import numpy
import numpy.typing

from . import solvers

__all__: list[str] = [
    "Column",
    "EVENT_KINDS",
    "OUTCOMES",
    "POINT_DRAW",
    "SAME_AS_RUN",
    "Scenario",
    "Simulation",
    "Strategy",
    "Table",
    "World",
    "find_scenario",
    "first_parting",
    "load",
    "load_files",
    "parameter_bounds",
    "record_bytes",
    "run_ensemble",
    "solvers",
    "write_files",
]

class Column:
    """
    What a column is: name, unit, meaning, inner axes, allowed range, role.
    """
    def __repr__(self) -> str: ...
    @property
    def axes(self) -> str:
        """
        Inner axes, outermost first: "exporter:2".
        """
    @property
    def doc(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def range(self) -> str: ...
    @property
    def role(self) -> str:
        """
        state, derived or frozen.
        """
    @property
    def unit(self) -> str: ...

class Table:
    """
    A table of a World: `table["gdp"]` is a read-only NumPy view, without a copy, of shape (rows, inner axes...).
    """
    def __contains__(self, column: str) -> bool: ...
    def __getitem__(self, column: str) -> numpy.ndarray: ...
    def __iter__(self) -> collections.abc.Iterator: ...
    def __len__(self) -> int: ...
    def column(self, name: str) -> Column:
        """
        What a column is.
        """
    def keys(self) -> list[str]:
        """
        Names of the columns.
        """
    @property
    def columns(self) -> list[Column]: ...
    @property
    def doc(self) -> str: ...
    @property
    def name(self) -> str: ...

class World:
    """
    The state of a run at one moment. It does not change; views of it stay valid as long as you hold them.
    """

    __hash__: typing.ClassVar[None] = None  # type: ignore[assignment]
    def __eq__(self, other: typing.Any) -> bool: ...
    def __getattr__(self, table: str) -> Table: ...
    def __getitem__(self, table: str) -> Table: ...
    def first_difference(self, other: World) -> typing.Any:
        """
        (table.column, row, inner, value here, value there) where two worlds first differ, or None.
        """
    @property
    def digest(self) -> str:
        """
        128-bit digest of the state, 32 hexadecimal digits.
        """
    @property
    def event_counts(self) -> dict:
        """
        How many events of each kind there were.
        """
    @property
    def parameters(self) -> dict:
        """
        Values of the parameters of this run.
        """
    @property
    def quarter(self) -> int:
        """
        Quarters that have been run.
        """
    @property
    def tables(self) -> dict:
        """
        All tables by name.
        """

class Strategy:
    """
    Settings of the levers of one exporter, by layer and tier.
    """

    __hash__: typing.ClassVar[None] = None  # type: ignore[assignment]
    def __eq__(self, other: typing.Any) -> bool: ...
    def __getstate__(self) -> tuple: ...
    def __repr__(self) -> str: ...
    def __setstate__(self, arg0: tuple) -> None: ...
    @property
    def cells(self) -> list:
        """
        One dictionary a layer and tier that is not free.
        """
    @property
    def name(self) -> str: ...
    @property
    def officers(self) -> float:
        """
        Licensing officers.
        """
    @property
    def rules_on(self) -> bool:
        """
        Whether the dated rules of the base set are in force.
        """
    @property
    def stance(self) -> float:
        """
        How hard the agency looks at applications, 0 to 1.
        """
    @property
    def title(self) -> str: ...

class Scenario:
    def draws(
        self, seed: typing.SupportsInt | typing.SupportsIndex, numbers: collections.abc.Sequence[typing.SupportsInt | typing.SupportsIndex]
    ) -> numpy.typing.NDArray[numpy.float64]: ...
    def parameter_rows(self) -> list: ...
    def provenance(self, value: str) -> dict: ...
    def strategy(self, name: str) -> Strategy: ...
    def table(self, name: str) -> typing.Any: ...
    def with_levers(self, base: Strategy, toml: str, name: str) -> Strategy: ...
    @property
    def aliases(self) -> list[tuple[str, str]]: ...
    @property
    def base_strategy(self) -> str: ...
    @property
    def belief(self) -> str: ...
    @property
    def beliefs(self) -> list[tuple[str, str]]: ...
    @property
    def digest(self) -> str: ...
    @property
    def files(self) -> dict: ...
    @property
    def folder(self) -> str: ...
    @property
    def id(self) -> str: ...
    @property
    def overrides(self) -> list[str]: ...
    @property
    def preferences(self) -> dict: ...
    @property
    def quarters(self) -> int: ...
    @property
    def rival_strategy(self) -> str: ...
    @property
    def start(self) -> World: ...
    @property
    def start_date(self) -> str: ...
    @property
    def strategies(self) -> list[str]: ...
    @property
    def table_names(self) -> list[str]: ...
    @property
    def title(self) -> str: ...
    @property
    def unread(self) -> list[str]: ...

class Simulation:
    @staticmethod
    def restore(bytes: str, scenario: Scenario) -> Simulation: ...
    def __init__(
        self,
        scenario: Scenario,
        strategy: Strategy,
        seed: typing.SupportsInt | typing.SupportsIndex,
        run: typing.SupportsInt | typing.SupportsIndex,
        draw: typing.SupportsInt | typing.SupportsIndex,
        values: collections.abc.Mapping[str, typing.SupportsFloat | typing.SupportsIndex],
        rival: Strategy,
    ) -> None: ...
    def copy(self) -> Simulation: ...
    def outcomes(self) -> dict: ...
    def run(self) -> None: ...
    def save(self) -> bytes: ...
    def step(self) -> None: ...
    @property
    def digest(self) -> str: ...
    @property
    def done(self) -> bool: ...
    @property
    def key(self) -> typing.Annotated[list[int], "FixedSize(3)"]: ...
    @property
    def quarters(self) -> int: ...
    @property
    def stages(self) -> list[str]: ...
    @property
    def strategy(self) -> str: ...
    @property
    def world(self) -> World: ...

def find_scenario(path_or_name: str) -> str: ...
def first_parting(left: Simulation, right: Simulation, ignore: collections.abc.Sequence[str]) -> typing.Any: ...
def load(path_or_name: str, overrides: collections.abc.Sequence[str], belief: str, shelf: str) -> Scenario: ...
def load_files(
    files: collections.abc.Mapping[str, str], overrides: collections.abc.Sequence[str], belief: str, folder: str, shelf: str
) -> Scenario: ...
def nearest_name(name: str, known: collections.abc.Sequence[str]) -> str: ...
def parameter_bounds() -> dict: ...
def record_bytes(scenario: Scenario, record: collections.abc.Sequence[str]) -> int: ...
def run_ensemble(
    scenario: Scenario,
    strategies: collections.abc.Sequence[Strategy],
    seed: typing.SupportsInt | typing.SupportsIndex,
    first_run: typing.SupportsInt | typing.SupportsIndex,
    runs: typing.SupportsInt | typing.SupportsIndex,
    point: bool,
    threads: typing.SupportsInt | typing.SupportsIndex,
    record: collections.abc.Sequence[str],
    progress: typing.Any,
) -> dict: ...
def table_files() -> dict: ...
def write_files(files: collections.abc.Mapping[str, str], folder: str) -> None: ...

EVENT_KINDS: tuple = ("application", "approval", "denial", "order", "delivery", "redesign", "release", "retirement")
OUTCOMES: list = [
    ("stack_share", "1", "home bloc's share of the H100e that stand outside the two exporters (infrastructure layer)"),
    ("revenue_usd", "USD", "sales of AI chips by the home exporter's designers, discounted to the start"),
    ("rival_revenue_usd", "USD", "the same of the rival's designers"),
    ("diverted_h100e", "H100e", "diverted chips in service at the end"),
    ("world_welfare", "USD", "consumer surplus over the backstop of all buyers, discounted (productivity comes with its stage)"),
    ("welfare_high_income", "USD", "its part in high-income states"),
    ("welfare_middle_income", "USD", "its part in middle-income states"),
    ("welfare_low_income", "USD", "its part in low-income states"),
    ("world_h100e", "H100e", "chips in service in the world at the end"),
    ("home_h100e", "H100e", "of these, on the home exporter's soil"),
    ("rival_h100e", "H100e", "of these, on the rival's soil"),
    ("swing_h100e", "H100e", "of these, owned by swing states of the home exporter and their firms"),
    ("hosted_swing_h100e", "H100e", "of these, owned by the home bloc's firms in swing states"),
    ("rented_swing_h100e", "H100e", "remote service that buyers of swing states rented over the run"),
    ("sales_h100e", "H100e", "chips sold in the last quarter"),
    ("price_h100e", "USD/H100e", "sales-weighted world price of training compute in the last quarter"),
    ("rival_self_supply", "1", "share of the chips on the rival's soil that its own designers sold"),
    ("rival_shadow_usd", "USD/H100e", "shadow price of the rival's buyers in the last quarter, weighted by what they would take"),
    ("swing_shadow_usd", "USD/H100e", "the same of swing states' buyers"),
    ("applications", "licences", "licence applications"),
    ("approval_share", "1", "approved of decided applications (1 if none was decided)"),
    ("licence_wait_months", "months", "mean wait of decided applications, in whole quarters (0 if none)"),
    ("fees_usd", "USD", "fees less subsidies of the home treasury, discounted"),
    ("power_mw", "MW", "power drawn by AI chips in the world at the end"),
    ("redesigns", "chips", "variants designed under a threshold"),
]
POINT_DRAW: int = 18446744073709551615
SAME_AS_RUN: int = 18446744073709551614
__version__: str = "0.1.0"
