"""Scenarios that many tests look at. They do not change, so each is loaded once."""

from collections.abc import Callable

import entrepot as ep
import pytest
from entrepot.errors import SolverError


@pytest.fixture(scope="session")
def tiny() -> ep.Scenario:
    return ep.load("tiny")


@pytest.fixture(scope="session")
def baseline() -> ep.Scenario:
    return ep.load("baseline")


@pytest.fixture
def names_argument() -> Callable[[Callable[[], object], str, str], None]:
    """Checks that a call of a solver is refused with an error that names solver and argument and says what is allowed."""

    def check(call: Callable[[], object], solver: str, argument: str) -> None:
        with pytest.raises(SolverError) as error:
            call()
        assert error.value.solver == solver
        assert error.value.argument == argument
        assert error.value.allowed

    return check
