"""entrepot: an agent-based simulator of how states, firms and labs buy and bargain for AI compute.

>>> import entrepot as ep
>>> scenario = ep.load("tiny")
>>> runs = ep.compare(scenario, ["control", "diffusion", "leverage"], runs=100, seed=42)
>>> runs.summary()
>>> runs.differences()

One run: `sim = ep.Simulation(scenario, "control", seed=42, run=0); sim.run(); sim.outcomes()`.
"""

from entrepot._core import Column, Strategy, Table, World, __version__
from entrepot.ensemble import Interrupted, compare
from entrepot.errors import (
    AuditError,
    Diagnostic,
    EntrepotError,
    MissingExtra,
    ModelError,
    NotRecorded,
    ScenarioError,
    SnapshotError,
    SolverError,
    StageError,
    UnknownName,
)
from entrepot.model import (
    OUTCOMES,
    Model,
    Outcome,
    Stage,
    column,
    columns_of,
    event,
    layer,
    lever,
    outcome,
    parameter,
    standard_model,
    table,
)
from entrepot.results import Results
from entrepot.scenario import Scenario, ScenarioBuilder, load, validate
from entrepot.simulation import Parting, Simulation, first_parting

__all__ = [
    "OUTCOMES",
    "AuditError",
    "Column",
    "Diagnostic",
    "EntrepotError",
    "Interrupted",
    "MissingExtra",
    "Model",
    "ModelError",
    "NotRecorded",
    "Outcome",
    "Parting",
    "Results",
    "Scenario",
    "ScenarioBuilder",
    "ScenarioError",
    "Simulation",
    "SnapshotError",
    "SolverError",
    "Stage",
    "StageError",
    "Strategy",
    "Table",
    "UnknownName",
    "World",
    "__version__",
    "column",
    "columns_of",
    "compare",
    "event",
    "first_parting",
    "layer",
    "lever",
    "load",
    "outcome",
    "parameter",
    "standard_model",
    "table",
    "validate",
]
