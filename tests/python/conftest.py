"""Scenarios that many tests look at. They do not change, so each is loaded once."""

import entrepot as ep
import pytest


@pytest.fixture(scope="session")
def tiny() -> ep.Scenario:
    return ep.load("tiny")


@pytest.fixture(scope="session")
def baseline() -> ep.Scenario:
    return ep.load("baseline")
