"""Writes bindings/entrepot/_core/*.pyi from the built module: run it with `./dev exec python tools/stubs.py` after a change of bindings/src.

Needs pybind11-stubgen (pip install pybind11-stubgen) and ruff. `./dev test --full` holds the stubs against the module with mypy.stubtest.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[1] / "bindings" / "entrepot" / "_core"
# A class with __eq__ and without __hash__: mypy wants to be told that this is meant.
HASH = "__hash__: typing.ClassVar[None] = None"


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, "-m", "pybind11_stubgen", "entrepot._core", "-o", folder], check=True)
        FOLDER.mkdir(exist_ok=True)
        for stub in (Path(folder) / "entrepot" / "_core").glob("*.pyi"):
            text = stub.read_text(encoding="utf-8").replace(HASH, f"{HASH}  # type: ignore[assignment]")
            (FOLDER / stub.name).write_text(text, encoding="utf-8")
    subprocess.run([sys.executable, "-m", "ruff", "check", "-q", "--fix", FOLDER], check=True)
    subprocess.run([sys.executable, "-m", "ruff", "format", "-q", FOLDER], check=True)


if __name__ == "__main__":
    main()
