"""The stubs of the module say what the module says."""

import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]
COMMITTED = REPO / "bindings" / "entrepot" / "_core"


def texts(folder: Path) -> dict[str, str]:
    return {str(p.relative_to(folder)): p.read_text(encoding="utf-8") for p in sorted(folder.rglob("*.pyi"))}


@pytest.fixture(scope="module")
def fresh(tmp_path_factory) -> dict[str, str]:
    folder = tmp_path_factory.mktemp("stubs") / "_core"
    subprocess.run([sys.executable, REPO / "tools" / "stubs.py", folder], check=True)
    return texts(folder)


def test_committed_stubs_are_those_of_the_built_module(fresh) -> None:
    assert fresh == texts(COMMITTED), "run ./dev test --accept after a change of bindings/src"


def test_every_argument_has_a_name_and_a_type(fresh) -> None:
    solvers = "\n".join(text for name, text in fresh.items() if name.startswith("solvers"))
    assert "arg0" not in solvers
    assert "typing.Any" not in solvers and "-> tuple:" not in solvers and "object" not in solvers
