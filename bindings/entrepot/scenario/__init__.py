"""Scenarios: what is given before any run. Loaded from a folder or from files in memory, inspected as DataFrames, written, pickled."""

from entrepot.scenario.scenario import Scenario, ScenarioBuilder, load, validate

__all__ = ["Scenario", "ScenarioBuilder", "load", "validate"]
