"""The programs of examples/python run, and say what they are to say."""

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "python"
SAYS = {
    "branching.py": ["they part in quarter 8, stage ", "shut to swing states: revenue "],
    "own_demand.py": ["standard demand: revenue ", "arms race: revenue "],
    "own_stage.py": ["the same in processes: True"],
    "reducer.py": ["control: 200 runs, stack_share ", "diffusion: 200 runs, stack_share "],
}


def test_each_is_looked_at() -> None:
    assert sorted(path.name for path in EXAMPLES.glob("*.py")) == sorted(SAYS)


@pytest.mark.parametrize("name", SAYS)
def test_runs(name: str, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, EXAMPLES / name], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    for words in SAYS[name]:
        assert words in done.stdout
