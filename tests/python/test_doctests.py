"""The examples in the docstrings of the solvers' facades say what happens."""

import doctest
import importlib
import pkgutil

import entrepot.solvers
import pytest

FACADES = [m.name for m in pkgutil.walk_packages(entrepot.solvers.__path__) if not m.name.startswith("_")]
EXAMPLES = {"bargaining": 30, "building": 15, "coalition": 8, "race": 10}  # at least so many a facade
MODULES = [entrepot.solvers.__name__, *(f"entrepot.solvers.{name}" for name in FACADES)]


@pytest.mark.parametrize("name", MODULES)
def test_examples_of_docstrings_hold(name: str) -> None:
    result = doctest.testmod(importlib.import_module(name), optionflags=doctest.NORMALIZE_WHITESPACE)
    assert result.failed == 0
    assert result.attempted >= EXAMPLES.get(name.rpartition(".")[2], 0)
    private = name == entrepot.solvers.__name__ or "._" in name
    assert result.attempted > 0 or private, "a facade shows how it is used"
