"""The command line tool: what it prints and writes, and what it refuses."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import entrepot as ep
import pandas as pd
import pytest

RESULTS = {"summary.parquet", "outcomes.csv", "differences.csv", "experiment.json"}


def entrepot(*words: object, cwd: Path, status: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([sys.executable, "-m", "entrepot", *map(str, words)], cwd=cwd, capture_output=True, text=True, check=False)
    assert done.returncode == status, done.stdout + done.stderr
    return done


def refused(*words: object, cwd: Path) -> str:
    """What is said on stderr; nothing may have been written."""
    before = sorted(cwd.rglob("*"))
    done = entrepot(*words, cwd=cwd, status=2)
    assert sorted(cwd.rglob("*")) == before
    return done.stderr


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = tmp_path_factory.mktemp("study")
    words = ("compare", "--scenario", "tiny", "--runs", 6, "--seed", 3, "--threads", 2, "--out", "results", "--record", "events.approval")
    return folder / "results", entrepot(*words, "--record", "states.gdp", cwd=folder).stdout


def test_compare_writes(study: tuple[Path, str], tiny: ep.Scenario) -> None:
    folder, _ = study
    assert {p.name for p in folder.iterdir()} == RESULTS | {"events.approval.parquet", "states.gdp.parquet"}
    results = ep.compare(tiny, ["control", "diffusion", "leverage"], runs=6, seed=3, record=["events.approval"])
    summary = pd.read_parquet(folder / "summary.parquet").set_index(["strategy", "run"])
    assert len(summary) == 18
    assert summary["digest"].to_dict() == results.status["digest"].to_dict()
    assert summary[list(ep.OUTCOMES)].equals(results.outcomes)
    outcomes = pd.read_csv(folder / "outcomes.csv").set_index(["outcome", "strategy"])
    assert outcomes["mean"].to_dict() == results.summary()["mean"].to_dict()
    differences = pd.read_csv(folder / "differences.csv", keep_default_na=False).set_index(["outcome", "first", "second"])
    assert differences["verdict"].to_dict() == results.differences()["verdict"].to_dict()
    assert len(pd.read_parquet(folder / "events.approval.parquet")) == results.event_counts["approval"].sum()
    gdp = pd.read_parquet(folder / "states.gdp.parquet")
    assert len(gdp) == 18 * tiny.quarters * 6


def test_compare_says_what_it_did(study: tuple[Path, str], tiny: ep.Scenario) -> None:
    folder, _ = study
    experiment = json.loads((folder / "experiment.json").read_text())
    expected = {
        "scenario": "tiny",
        "scenario_digest": tiny.digest,
        "strategies": ["control", "diffusion", "leverage"],
        "seed": 3,
        "runs": 6,
        "done": 18,
        "failed": 0,
        "interrupted": False,
        "version": ep.__version__,
    }
    assert expected.items() <= experiment.items()
    assert experiment["command"].startswith("entrepot compare --scenario tiny --runs 6")
    assert len(experiment["parameters_digest"]) == 64


def test_compare_prints_tables(study: tuple[Path, str]) -> None:
    _, text = study
    lines = text.splitlines()
    assert lines[0].endswith("(tiny): 6 runs a strategy, seed 3")
    shown = {line.split()[0] for line in lines if line}
    assert set(ep.OUTCOMES) <= shown
    verdicts = [line for line in lines if line.startswith("revenue_usd") and " - " in line]
    assert len(verdicts) == 3
    assert all("better" in line or "cannot tell: " in line for line in verdicts)
    assert "\x1b" not in text and "\r" not in text  # no bar, no colours in a file


def test_compare_never_overwrites(study: tuple[Path, str]) -> None:
    folder, _ = study
    before = {p: p.read_bytes() for p in folder.iterdir()}
    done = entrepot("compare", "--scenario", "tiny", "--runs", 2, "--out", folder, cwd=folder.parent, status=2)
    assert "holds results already" in done.stderr and "--force" in done.stderr and done.stdout == ""
    assert {p: p.read_bytes() for p in folder.iterdir()} == before


def test_compare_replaces_if_forced(tmp_path: Path) -> None:
    for seed in (1, 2):
        entrepot("compare", "--scenario", "tiny", "--runs", 2, "--seed", seed, "--out", "r", "--force", cwd=tmp_path)
    assert json.loads((tmp_path / "r" / "experiment.json").read_text())["seed"] == 2
    assert {p.name for p in (tmp_path / "r").iterdir()} == RESULTS


def test_interrupt_keeps_what_is_done(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "entrepot", "compare", "--scenario", "tiny", "--runs", "300000", "--threads", "2", "--out", "r"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(4)
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    experiment = json.loads((tmp_path / "r" / "experiment.json").read_text())
    assert experiment["interrupted"] is True
    assert 0 < experiment["done"] < 900000
    assert len(pd.read_parquet(tmp_path / "r" / "summary.parquet")) == experiment["done"]
    assert f"{experiment['done']} of 900000 runs were done" in err
    assert "Paired differences" in out


def test_a_second_interrupt_loses_nothing(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "entrepot", "compare", "--scenario", "baseline", "--runs", "100000", "--out", "r"]
    process = subprocess.Popen(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    time.sleep(4)
    process.send_signal(signal.SIGINT)
    assert process.stderr is not None
    for line in process.stderr:
        if "stopping" in line:
            break
    process.send_signal(signal.SIGINT)
    out, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "stack_share" in out and "of 300000 runs were done" in said
    assert {p.name for p in (tmp_path / "r").iterdir()} == RESULTS
    assert json.loads((tmp_path / "r" / "experiment.json").read_text())["interrupted"] is True


def test_force_leaves_nothing_of_the_older_experiment(tmp_path: Path) -> None:
    words = ("compare", "--scenario", "tiny", "--strategies", "control", "--runs", 2, "--out", "r")
    entrepot(*words, "--record", "states.stock", cwd=tmp_path)
    (tmp_path / "r" / "mine.parquet").write_text("mine")
    entrepot(*words, "--seed", 2, "--force", cwd=tmp_path)
    assert {p.name for p in (tmp_path / "r").iterdir()} == RESULTS | {"mine.parquet"}


def test_a_recorded_file_is_not_overwritten(tmp_path: Path) -> None:
    (tmp_path / "r").mkdir()
    (tmp_path / "r" / "states.stock.parquet").write_text("precious")
    words = ("compare", "--scenario", "tiny", "--runs", 2, "--record", "states.stock", "--out", "r")
    assert "states.stock.parquet" in refused(*words, cwd=tmp_path)
    assert (tmp_path / "r" / "states.stock.parquet").read_text() == "precious"


def test_only_files_are_replaced(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    words = ("run", "--scenario", "tiny", "--force", "--out")
    assert "is no regular file" in refused(*words, "pipe", cwd=tmp_path)
    (tmp_path / "target").write_text("old")
    (tmp_path / "link").symlink_to("target")
    entrepot(*words, "link", cwd=tmp_path)
    assert (tmp_path / "link").is_symlink() and "digest" in (tmp_path / "target").read_text()
    (tmp_path / "dangling").symlink_to("nowhere")
    assert "is there already" in refused("run", "--scenario", "tiny", "--out", "dangling", cwd=tmp_path)


def test_a_failure_to_save_is_told_and_the_table_is_printed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import pyarrow.parquet as pq
    from entrepot import cli

    def full(table: object, path: Path) -> None:
        path.unlink()  # as pyarrow does with what it could not finish
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pq, "write_table", full)
    monkeypatch.setattr(sys, "argv", ["entrepot", "compare", "--scenario", "tiny", "--runs", "2", "--out", str(tmp_path / "r")])
    assert cli.main() == 2
    out, said = capsys.readouterr()
    assert "stack_share" in out
    assert said == "entrepot: the output: no space left on device\n"


@pytest.mark.parametrize("words", ["validate tiny", "run --scenario tiny", "compare --scenario tiny --runs 2", "--help"])
def test_no_traceback_without_an_output(words: str, tmp_path: Path) -> None:
    for to in (">&-", ">/dev/full"):
        command = f"'{sys.executable}' -m entrepot {words} {to}"
        done = subprocess.run(["sh", "-c", command], cwd=tmp_path, capture_output=True, text=True, check=False)
        assert done.returncode == 2, done.stderr
        assert done.stderr.startswith("entrepot: ") and "Traceback" not in done.stderr, done.stderr


def test_diagnostics_of_run_begin_with_the_file(tmp_path: Path, tiny: ep.Scenario) -> None:
    tiny.write(tmp_path / "mine")
    header = tmp_path / "mine" / "scenario.toml"
    header.write_text(header.read_text().replace("quarters =", "quaters ="))
    said = entrepot("run", "--scenario", "mine", cwd=tmp_path, status=2).stderr
    told = entrepot("validate", "mine", cwd=tmp_path, status=2).stdout
    assert said == told and said.startswith("scenario.toml:")


def test_run_prints_json(tmp_path: Path, tiny: ep.Scenario) -> None:
    done = entrepot("run", "--scenario", "tiny", "--strategy", "control", "--seed", 1, "--run", 0, "--out", "-", cwd=tmp_path)
    content = json.loads(done.stdout)
    sim = ep.Simulation(tiny, "control", seed=1, run=0).run()
    assert content["digest"] == sim.digest
    assert content["outcomes"] == sim.outcomes()
    assert content["event_counts"] == sim.event_counts
    assert {"scenario": "tiny", "strategy": "control", "seed": 1, "run": 0, "draw": 0, "version": ep.__version__}.items() <= content.items()


def test_run_takes_parameters_and_draws(tmp_path: Path, tiny: ep.Scenario) -> None:
    (tmp_path / "p.json").write_text('{"account.discount_rate": 0.04}')
    words = ("run", "--scenario", "tiny", "--draw", "point", "--params", "p.json", "--out", "one.json")
    entrepot(*words, cwd=tmp_path)
    content = json.loads((tmp_path / "one.json").read_text())
    sim = ep.Simulation(tiny, "control", seed=42, draw="point", params={"account.discount_rate": 0.04}).run()
    assert (content["digest"], content["draw"], content["params"]) == (sim.digest, "point", {"account.discount_rate": 0.04})
    assert "one.json is there already" in refused(*words, cwd=tmp_path)


def test_run_from_another_folder(tmp_path: Path, tiny: ep.Scenario) -> None:
    tiny.write(tmp_path / "mine")
    entrepot("run", "--scenario", "mine", "--out", "a.json", cwd=tmp_path)
    assert json.loads((tmp_path / "a.json").read_text())["scenario"] == str((tmp_path / "mine").resolve())
    (tmp_path / "elsewhere").mkdir()
    assert "They never part." in entrepot("diff", "../a.json", "../a.json", cwd=tmp_path / "elsewhere").stdout


def test_diff(tmp_path: Path, tiny: ep.Scenario) -> None:
    for name, words in {"a": ("control", 0), "b": ("diffusion", 0), "c": ("control", 1)}.items():
        entrepot("run", "--scenario", "tiny", "--strategy", words[0], "--run", words[1], "--out", f"{name}.json", cwd=tmp_path)
    assert entrepot("diff", "a.json", "a.json", cwd=tmp_path).stdout == "They never part.\n"
    text = entrepot("diff", "a.json", "b.json", cwd=tmp_path).stdout
    assert text.startswith("The strategies differ, control and diffusion: levers")
    parting = ep.first_parting(
        ep.Simulation(tiny, "control"),
        ep.Simulation(tiny, "diffusion"),
        ["levers", "exporters.stance", "exporters.officers", "exporters.rules_on"],
    )
    assert text.endswith(f"They part {parting}\n")
    text = entrepot("diff", "a.json", "c.json", cwd=tmp_path).stdout
    assert "They differ in run: 0 and 1." in text and "parameters differ" in text


def test_diff_of_two_scenarios_says_so(tmp_path: Path, tiny: ep.Scenario) -> None:
    states = tiny.tables["states"].copy()
    states.loc["CCC", "gdp"] *= 2
    tiny.edit().table("states", states).write(tmp_path / "rich")
    entrepot("run", "--scenario", "tiny", "--out", "a.json", cwd=tmp_path)
    entrepot("run", "--scenario", "rich", "--out", "b.json", cwd=tmp_path)
    text = entrepot("diff", "a.json", "b.json", cwd=tmp_path).stdout
    assert text.startswith("The scenarios differ: tiny (")
    assert "states.gdp, row 2 (CCC)" in text


def test_validate(tmp_path: Path, tiny: ep.Scenario) -> None:
    text = entrepot("validate", "tiny", cwd=tmp_path).stdout
    assert text.splitlines() == [*(f"not read by this version: {line}" for line in tiny.unread), "tiny: no problems"]
    folder = tiny.write(tmp_path / "broken")
    (folder / "strategies" / "control.toml").write_text("chipz = 1\n")
    done = entrepot("validate", "broken", cwd=tmp_path, status=2)
    expected = ep.validate(folder)
    assert done.stdout.splitlines() == [str(d) for d in expected]
    assert any(d.file == "strategies/control.toml" and d.line == 1 for d in expected)
    found = json.loads(entrepot("validate", "broken", "--format", "json", cwd=tmp_path, status=2).stdout)
    assert found["diagnostics"] == [d.to_dict() for d in expected]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("compare", "--scenario", "nowhere"), "nowhere"),
        (
            ("compare", "--scenario", "tiny", "--strategies", "control,diffusio"),
            'no strategy is named "diffusio" (did you mean "diffusion"?)',
        ),
        (("compare", "--scenario", "tiny", "--strategies", ","), "there is no strategy to run"),
        (("compare", "--scenario", "tiny", "--strategies", "control,control"), 'the strategy "control" is given twice'),
        (("compare", "--scenario", "tiny", "--record", "states.gdpp"), 'no column of states is named "gdpp" (did you mean "gdp"?)'),
        (("compare", "--scenario", "tiny", "--out", "-"), "--out is -: compare writes a folder"),
        (("compare", "--scenario", "tiny", "--runs", "none"), "--runs"),
        (("compare", "--scenario", "tiny", "--runs", "-3"), "--runs"),
        (("compare", "--scenario", "tiny", "--runs", 2**62), "these results would take about "),
        (("compare", "--scenario", "tiny", "--threads", "5000"), "threads is 5000, allowed: a whole number from 1 to 1024"),
        (("compare", "--scenario", "tiny", "--threads", "0"), "--threads"),
        (("compare", "--scenario", "tiny", "--seed", 2**64), "seed is 18446744073709551616, allowed: a whole number from 0 to 2^64 - 3"),
        (("compare", "--scenario", "tiny", "--strategies", ", "), "there is no strategy to run"),
        (("compare", "--scenario", "file"), "file: not-a-folder: this is a file, not a folder"),
        (("compare", "--scenario", "tiny", "--out", ""), "--out is empty: name where the results should go"),
        (("compare", "--scenario", "tiny", "--record", "states.id"), 'no column of numbers is named "states.id"\n'),
        (("compare", "--scenario", "\udcff"), "entrepot: the argument '\\udcff' is not in UTF-8"),
        (("compare", "--scenario", "tiny", "--out", "file"), "file is a file, not a folder for results"),
        (("compare", "--scenario", "tiny", "--out", "file/deeper"), "file is a file, not a folder for results"),
        (("run", "--scenario", "tiny", "--strategy", "nix"), 'no strategy is named "nix"'),
        (("run", "--scenario", "tiny", "--draw", "-1"), 'draw is "-1", allowed: point or a whole number'),
        (("run", "--scenario", "tiny", "--params", "twice.json"), 'twice.json: "a" stands there twice'),
        (("run", "--scenario", "tiny", "--params", "deep.json"), "deep.json: it is nested too deeply"),
        (("run", "--scenario", "tiny", "--params", "nan.json"), "parameter account.discount_rate is nan, allowed: 0 to 0.3 (1/year)"),
        (("run", "--scenario", "tiny", "--out", ""), "--out is empty: name where the results should go"),
        (("run", "--scenario", "tiny", "--out", "folder", "--force"), "folder is a folder, not a file"),
        (("run", "--scenario", "tiny", "--params", "nix.json"), "nix.json: no such file or directory"),
        (("run", "--scenario", "tiny", "--params", "file"), "file:1:1: this is no JSON"),
        (("run", "--scenario", "tiny", "--params", "list.json"), "list.json: there should be an object"),
        (("run", "--scenario", "tiny", "--params", "odd.json"), 'no parameter is named "gdp"'),
        (("run", "--scenario", "tiny", "--params", "latin.json"), "latin.json: this is no JSON: it is not in UTF-8"),
        (("run", "--scenario", "tiny", "--out", "nowhere/x.json"), "nowhere is not a folder"),
        (("diff", "torn.json", "torn.json"), 'torn.json: "overrides" is [3]: this is no file of `entrepot run`'),
        (("diff", "odd.json", "odd.json"), 'odd.json: "scenario" is missing: this is no file of `entrepot run`'),
        (("run", "--scenari", "tiny"), "--scenari"),
        (("nothing",), "nothing"),
    ],
)
def test_bad_input(words: tuple[str, ...], sentence: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    (tmp_path / "list.json").write_text("[1]")
    (tmp_path / "odd.json").write_text('{"gdp": 1}')
    (tmp_path / "folder").mkdir()
    (tmp_path / "twice.json").write_text('{"a": 1, "a": 2}')
    (tmp_path / "deep.json").write_text(100_000 * "[")
    (tmp_path / "nan.json").write_text('{"account.discount_rate": NaN}')
    run = {"scenario": "tiny", "strategy": "control", "digest": "", "seed": 1, "run": 0, "draw": 0, "overrides": [3]}
    (tmp_path / "torn.json").write_text(json.dumps(run))
    (tmp_path / "latin.json").write_bytes(b'{"gdp": "\xe9"}')
    said = refused(*words, cwd=tmp_path)
    assert sentence in said
    assert "Traceback" not in said


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no file that is always full")
def test_results_are_kept_when_the_output_is_full(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "entrepot", "compare", "--scenario", "tiny", "--runs", "2", "--out", "r"]
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, cwd=tmp_path, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.stderr.startswith("entrepot: the output: no space left on device\n") and done.returncode == 2
    assert {p.name for p in (tmp_path / "r").iterdir()} == RESULTS


def test_letters_that_the_terminal_lacks(tmp_path: Path, tiny: ep.Scenario) -> None:
    builder = tiny.edit().strategy("umlaut", {"schnörkel": 1})
    for path, content in builder.files.items():
        (tmp_path / "mine" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "mine" / path).write_text(str(content), encoding="utf-8")
    command = [sys.executable, "-m", "entrepot", "validate", "mine"]
    ascii_only = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run(command, cwd=tmp_path, env=ascii_only, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout.startswith('strategies/umlaut.toml:1:1: unknown-key: the key "schn\\xf6rkel" is not known (known: title, rules, ')


def test_places_are_tried_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from entrepot import store

    store.check_folder(tmp_path / "a" / "b", force=False)
    store.check_file(tmp_path / "c", force=False)
    assert list(tmp_path.iterdir()) == []

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.mkstemp", full)
    with pytest.raises(OSError) as error:
        store.check_folder(tmp_path / "a" / "b", force=False)
    assert str(error.value) == f"nothing can be written to {tmp_path / 'a' / 'b'}: no space left on device"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", [[], ["compare"], ["run"], ["validate"], ["diff"]])
def test_help(command: list[str], tmp_path: Path) -> None:
    text = entrepot(*command, "--help", cwd=tmp_path).stdout
    assert text.startswith(" ".join(["Usage: entrepot", *command]))
    assert "--help" in text and "\x1b" not in text


def test_version(tmp_path: Path) -> None:
    assert entrepot("--version", cwd=tmp_path).stdout == f"{ep.__version__}\n"


def test_the_command_is_installed_under_its_name(tmp_path: Path) -> None:
    from entrepot.cli import main

    environment = os.environ | {"COLUMNS": "80"}
    program = "import sys; from entrepot.cli import main; sys.exit(main())"
    done = subprocess.run(
        [sys.executable, "-c", program, "--version"], cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, f"{ep.__version__}\n")
    assert callable(main)
