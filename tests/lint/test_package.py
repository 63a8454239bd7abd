"""Arrows between the files of the Python package: every import, also of a function and of a type checker, leads to what stands before it.

python -m pytest tests/lint/test_package.py
"""

import ast
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]
PACKAGE = REPO / "bindings" / "entrepot"

# What stands later may import what stands before it. Names without a module are places kept for what comes later. A scenario is checked
# against a model and carries it, so models stand before scenarios.
ORDER = (
    *("_core", "errors", "_checks", "_format", "_toml", "_names"),
    *("model", "scenario", "simulation", "results", "store", "ensemble"),
    *("plots", "report", "explorer", "solvers", "testing", "cli", "__main__"),
)


def modules():
    """Dotted name below entrepot -> text: "" is entrepot/__init__.py, "results" results/__init__.py, "results.summary" a file in it."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path.read_text(encoding="utf-8")
    return found


def is_folder(name, texts):
    return any(other.startswith(f"{name}.") for other in texts) if name else True


def imports(name, texts):
    """(line, target) of all imports of a module within the package; a target is a dotted name below entrepot, "_core" the compiled part."""
    found = []
    for node in ast.walk(ast.parse(texts[name])):
        if isinstance(node, ast.Import):
            found += [
                (node.lineno, a.name.removeprefix("entrepot").removeprefix(".")) for a in node.names if a.name.split(".")[0] == "entrepot"
            ]
        elif isinstance(node, ast.ImportFrom):
            base = (node.module or "").split(".")
            if node.level:
                here = ["entrepot", *(name.split(".") if name else [])]
                folder = here if is_folder(name, texts) else here[:-1]
                base = folder[: len(folder) + 1 - node.level] + [part for part in base if part]
            if base[0] == "entrepot":
                below = ".".join(base[1:])
                for alias in node.names:  # a name in a folder is a file of it, or a name of its __init__
                    within = f"{below}.{alias.name}".lstrip(".")
                    found.append((node.lineno, within if within in texts or within == "_core" else below))
    return found


def wrong_arrows(texts):
    """Sentences about the imports of a package, given as name -> text."""
    found = []
    place = {name: i for i, name in enumerate(ORDER)}
    for name in texts:
        own = name.split(".")[0]
        if own and own not in place:
            found.append(f"{name}: {own} has no place in ORDER")
            continue
        for line, target in imports(name, texts):
            other = target.split(".")[0]
            if not other and name:
                found.append(f"{name}:{line}: imports the package itself: name the module")
            elif other not in place and other:
                found.append(f"{name}:{line}: {other} has no place in ORDER")
            elif name and own != other and place[other] > place[own]:
                found.append(f"{name}:{line}: {own} stands before {other}, which it imports")
    return found + [f"a circle: {' -> '.join(names)}" for names in circles(texts)]


def circles(texts):
    """The circles that walks along imports meet, each from its first name back to it."""
    arrows = {name: sorted({target for _, target in imports(name, texts) if target in texts}) for name in texts}
    found, done = [], set()

    def walk(name, trail):
        if name in trail:
            found.append([*trail[trail.index(name) :], name])
        elif name not in done:
            for target in arrows[name]:
                walk(target, [*trail, name])
            done.add(name)

    for name in sorted(texts):
        walk(name, [])
    return found


def test_imports_of_the_package_follow_the_order():
    texts = modules()
    assert sum(len(imports(name, texts)) for name in texts) > len(texts), "hardly an import was found: the reading is out of date"
    assert wrong_arrows(texts) == []


FOLDERS = {
    "": "from entrepot.results import Results\n",
    "errors": "",
    "scenario": "from entrepot.scenario.tables import Tables\n",
    "scenario.tables": "",
    "results": "from entrepot.results.summary import table\n",
    "results.summary": "",
    "cli": "",
}


@pytest.mark.parametrize(
    ("name", "text", "offence"),
    [
        ("errors", "from entrepot.results import Results\n", "errors:1: errors stands before results, which it imports"),
        ("errors", "import entrepot.results\n", "errors:1: errors stands before results, which it imports"),
        ("errors", "import numpy, entrepot.results.summary as s\n", "errors:1: errors stands before results, which it imports"),
        ("errors", "from entrepot import cli\n", "errors:1: errors stands before cli, which it imports"),
        ("errors", "from . import cli\n", "errors:1: errors stands before cli, which it imports"),
        ("errors", "if TYPE_CHECKING:\n    from entrepot.cli import x\n", "errors:2: errors stands before cli, which it imports"),
        ("scenario.tables", "def f():\n    from ..cli import x\n", "scenario.tables:2: scenario stands before cli, which it imports"),
        ("scenario", "from .tables import a\nfrom ..cli import x\n", "scenario:2: scenario stands before cli, which it imports"),
        ("scenario.tables", "from entrepot.scenario import a\n", "a circle: scenario -> scenario.tables -> scenario"),
        ("scenario.tables", "from . import a\n", "a circle: scenario -> scenario.tables -> scenario"),
        ("results.summary", "def f():\n    from entrepot.results import a\n", "a circle: results -> results.summary -> results"),
        ("errors", "import entrepot\n", "errors:1: imports the package itself: name the module"),
        ("cli", "from entrepot import Scenario\n", "cli:1: imports the package itself: name the module"),
        ("extra", "", "extra: extra has no place in ORDER"),
        ("cli", "from entrepot.extra import x\n", "cli:1: extra has no place in ORDER"),
    ],
)
def test_the_order_check_can_fail(name, text, offence):
    assert offence in wrong_arrows(FOLDERS | {name: text})


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("cli", "from entrepot import errors, _core\nfrom entrepot.results import Results\n"),
        ("cli", "import entrepot.results.summary\nfrom entrepot.results import summary\n"),
        ("scenario.tables", "from entrepot._core import Scenario\nfrom entrepot.errors import x\nimport numpy\n"),
        ("scenario.tables", "from ..errors import x\nfrom .reading import y\n"),
        ("results.summary", "# from entrepot.cli import x\n'from entrepot.cli import x'\nfrom entrepotage import x\n"),
    ],
)
def test_the_order_check_can_pass(name, text):
    assert wrong_arrows(FOLDERS | {"scenario.reading": "", name: text}) == []
