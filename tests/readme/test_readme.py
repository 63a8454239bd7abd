"""The README says only what works: its commands exist, its programs are the examples that are built, its Python runs."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).resolve().parents[2]
README = (REPO / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, flags=re.MULTILINE | re.DOTALL)


def commands(program: str) -> list[list[str]]:
    lines = [line for block in blocks("sh") for line in block.replace("\\\n", " ").splitlines()]
    words = [shlex.split(line, comments=True) for line in lines]
    return [line for line in words if line and line[0] == program]


def test_names_jobs_that_dev_has() -> None:
    jobs = {tuple(line) for line in commands("./dev")}
    assert {("./dev", "demo"), ("./dev", "test")} <= jobs
    text = subprocess.run([REPO / "dev", "help"], capture_output=True, text=True, check=True).stdout
    known = set(re.findall(r"^\./dev (\w+)", text, flags=re.MULTILINE))
    assert {line[1] for line in jobs} <= known


def test_links_lead_somewhere() -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", README)
    assert links
    assert [link for link in links if not (REPO / link).exists()] == []


@pytest.mark.parametrize("program", blocks("cpp"))
def test_cpp_programs_are_examples(program: str) -> None:
    examples = {path.read_text(encoding="utf-8"): path for path in (REPO / "examples" / "cpp").glob("*.cpp")}
    assert program in examples, "this program of the README is not a file of examples/cpp"


@pytest.mark.parametrize("program", blocks("python"))
def test_python_programs_run(program: str, tmp_path: Path) -> None:
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("command", commands("entrepot"), ids=" ".join)
def test_commands_run(command: list[str], tmp_path: Path) -> None:
    few = ["4" if before == "--runs" else word for before, word in zip(["", *command], command)]
    environment = os.environ | {"PATH": f"{Path(sys.executable).parent}:{os.environ['PATH']}"}
    done = subprocess.run(few, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
