"""Scenarios in Python: tables, sources, files, builders."""

import pickle
from pathlib import Path

import entrepot as ep
import numpy as np
import pytest
from entrepot import _toml as toml
from hypothesis import given
from hypothesis import strategies as st


def test_what_is_given(tiny: ep.Scenario) -> None:
    assert (tiny.id, tiny.quarters, tiny.start_date) == ("tiny", 16, "2025-01-01")
    assert {"control", "diffusion", "leverage", "rival", "status-quo-2025"} <= set(tiny.strategies)
    assert (tiny.base_strategy, tiny.rival_strategy) == ("status-quo-2025", "rival")
    states = tiny.tables["states"]
    assert len(states) == 6
    assert states.loc["AAA", "gdp"] == 2e13 and states.loc["AAA", "name"] == "Arland"
    assert np.issubdtype(states["gdp"].dtype, np.number)
    assert "takeoff-fast" in tiny.beliefs
    assert tiny.preferences["rivalry"]["weights"] == {"home_lead_orders": 0.5, "stack_share": 0.15, "revenue_usd": 0.35}
    assert len(tiny.digest) == 32 and int(tiny.digest, 16) > 0


def test_baseline_is_the_world(baseline: ep.Scenario) -> None:
    assert len(baseline.tables["states"]) == 198
    assert len(baseline.tables["firms"]) >= 85
    assert len(baseline.tables["labs"]) >= 42
    assert baseline.quarters == 40
    assert len(baseline.start.states) == 198


def test_parameters_have_sources(tiny: ep.Scenario) -> None:
    frame = tiny.parameters
    row = frame.loc["account.discount_rate"]
    assert (row["value"], row["low"], row["high"], row["distribution"]) == (0.05, 0.03, 0.07, "uniform")
    assert (frame["source"] != "").all()
    assert frame.index.is_monotonic_increasing and frame.index.is_unique


def test_provenance(baseline: ep.Scenario) -> None:
    source = baseline.provenance("ARE.gdp")
    assert set(source) == {"key", "citation", "licence", "date", "transformed"}
    assert source["key"] and source["citation"]
    assert source == baseline.provenance("states.ARE.gdp")
    with pytest.raises(ep.UnknownName):
        baseline.provenance("ARE.gpd")


def test_unknown_names(tiny: ep.Scenario) -> None:
    with pytest.raises(ep.UnknownName, match='no table is named "state"'):
        tiny.tables["state"]
    with pytest.raises(ep.UnknownName, match='did you mean "control"'):
        tiny.strategy("contrl")
    assert "state" not in tiny.tables and "states" in tiny.tables


def test_files_make_the_same_scenario(tiny: ep.Scenario, tmp_path: Path) -> None:
    files = tiny.to_files()
    assert ep.Scenario.from_files(files).digest == tiny.digest
    folder = tiny.write(tmp_path / "copy")
    assert ep.load(folder).digest == tiny.digest
    assert {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()} == set(files)
    with pytest.raises(ep.ScenarioError):
        tiny.write(folder)  # never over what is there


def test_overrides_and_beliefs(tiny: ep.Scenario) -> None:
    other = ep.load("tiny", overrides=["power-doubled"])
    assert other.overrides == ["power-doubled"]
    assert other.digest != tiny.digest
    changed = other.parameters["value"] != tiny.parameters["value"]
    assert other.parameters.loc[changed, "value"].to_dict() == {"start.power_share": 0.4, "start.mw_share": 0.002}
    rich = ep.load("tiny", overrides=["coral-rich"])
    there = rich.start.states["announced_chips"] != tiny.start.states["announced_chips"]
    assert list(rich.start.states["id"][there]) == ["CCC"]
    with pytest.raises(ep.ScenarioError):
        ep.load("tiny", overrides=["power-tripled"])
    with pytest.raises((ep.ScenarioError, ep.UnknownName)):
        ep.load("tiny", belief="takeoff-fasst")


def test_builder(tiny: ep.Scenario, tmp_path: Path) -> None:
    states = tiny.tables["states"].copy()
    states.loc["CCC", "gdp"] *= 2
    builder = tiny.edit().table("states", states)
    builder.strategy("mine", {"rules": "none", "chips": {"adversary": {"route": "deny"}}, "policy": {"stance": 0.3, "officers": 100}})
    mine = builder.build()
    assert "mine" in mine.strategies and mine.strategy("mine").policy == {"stance": 0.3, "officers": 100}
    assert mine.digest != tiny.digest
    before, after = (dict(zip(s.start.states["id"], s.start.states["gdp"])) for s in (tiny, mine))
    assert after == before | {"CCC": 2 * before["CCC"]}
    assert ep.load(builder.write(tmp_path / "mine")).digest == mine.digest
    assert ep.Simulation(mine, "mine", seed=1).run().done
    again = tiny.edit().table("states", tiny.tables["states"]).build()  # a round trip through DataFrames keeps the content
    assert again.digest == tiny.digest


def test_builder_takes_every_table(tiny: ep.Scenario) -> None:
    builder = tiny.edit()
    for name in tiny.tables:
        builder.table(name, tiny.tables[name])
    assert set(builder.files) == set(tiny.to_files())
    assert builder.build().digest == tiny.digest
    firms = tiny.tables["firms"].assign(listed_home=[True, False, np.True_, True, False, False])
    assert tiny.edit().table("firms", firms).build().start.firms["listed"][:, 0].tolist() == [1, 0, 1, 1, 0, 0]


def test_a_strategy_under_another_name(tiny: ep.Scenario) -> None:
    other = tiny.with_levers("control", name="again")
    assert other.name == "again" and other.cells == tiny.strategy("control").cells


def test_shipped_scenarios_come_with_the_package(tiny: ep.Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Path(tiny.folder).resolve() == (Path(ep.__file__).parent / "scenarios" / "tiny").resolve()
    mine = tiny.edit().strategy("mine", {"rules": "none"}).write(tmp_path / "shipped" / "tiny")
    monkeypatch.setenv("ENTREPOT_SCENARIOS", str(mine.parent))
    assert "mine" in ep.load("tiny").strategies
    assert Path(ep.load("mirror").folder).parent.resolve() == (Path(ep.__file__).parent / "scenarios").resolve()
    monkeypatch.delenv("ENTREPOT_SCENARIOS")
    monkeypatch.chdir(mine.parent)  # a folder that is there goes before a name
    assert "mine" in ep.load("tiny").strategies


# ---- scenarios that extend others

MINE = 'id = "mine"\ntitle = "Mine"\n'
ROWS = "name,value,unit,distribution,low,high,source,date,note\n"
NEST = "buy.nest,0.25,1,point,,,mine,2024-12-31,"
SOURCE = "[mine]\ncitation = 'C'\nlicence = 'L'\ndate = 'D'\ntransformed = 'T'\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    for path, text in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("base", ["tiny", "mirror", "baseline"])
def test_a_folder_anywhere_extends_a_shipped_scenario(base: str, tmp_path: Path) -> None:
    header = MINE + f'extends = ["{base}"]\n'
    folder = write(tmp_path / "mine", {"scenario.toml": header, "parameters.csv": f"{ROWS}{NEST}\n", "sources.toml": SOURCE})
    below, mine = ep.load(base), ep.load(folder)
    assert (mine.id, mine.title, mine.quarters) == ("mine", "Mine", below.quarters)
    assert mine.strategies == below.strategies and mine.beliefs == below.beliefs
    assert mine.parameters.loc["buy.nest", ["value", "distribution", "note"]].tolist() == [0.25, "point", ""]
    assert mine.parameters.drop("buy.nest").equals(below.parameters.drop("buy.nest"))
    assert mine.parameters.index.equals(below.parameters.index)
    assert mine.provenance("buy.nest")["citation"] == "C" and below.provenance("buy.nest")["key"].startswith("assumption:")
    assert mine.tables["states"].equals(below.tables["states"])
    # Written out it stands alone and is the same.
    copy = mine.write(tmp_path / "copy")
    assert "extends" not in (copy / "scenario.toml").read_text(encoding="utf-8")
    assert {str(p.relative_to(copy)) for p in copy.rglob("*") if p.is_file()} == set(below.to_files())
    assert ep.load(copy) == mine and ep.load(copy).to_files() == mine.to_files()
    assert pickle.loads(pickle.dumps(mine)) == mine
    assert mine.edit().build() == mine
    if base != "baseline":
        assert ep.Simulation(mine, "control", seed=1).run().done


def test_files_in_memory_extend_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files = {"scenario.toml": MINE + 'extends = ["tiny"]\nquarters = 5\n', "strategies/mine.toml": 'rules = "none"\n'}
    mine = ep.Scenario.from_files(files)
    assert mine.quarters == 5 and {"mine", "control"} <= set(mine.strategies)
    assert ep.ScenarioBuilder(files).build() == mine
    assert ep.load(ep.ScenarioBuilder(files).write(tmp_path / "built")) == mine
    assert mine.to_files().keys() == ep.load("tiny").to_files().keys() | {"strategies/mine.toml"}
    write(tmp_path / "base", files)
    monkeypatch.chdir(tmp_path)
    over = ep.Scenario.from_files({"scenario.toml": MINE + 'extends = ["./base"]\n'})
    assert over == mine and ep.load("tiny") != mine


@pytest.mark.parametrize(
    "files, told",
    [
        ({"scenario.toml": MINE + 'extends = ["tiiny"]\n'}, ("scenario.toml", 3, 12, "unknown-base")),
        ({"scenario.toml": MINE + 'extends = ["../mine"]\n'}, ("scenario.toml", 3, 12, "circle")),
        ({"scenario.toml": MINE + 'extends = ["tiny", "tiny"]\n'}, ("scenario.toml", 3, 20, "repeated-base")),
        ({"scenario.toml": 'title = "Mine"\nextends = ["tiny"]\n'}, ("scenario.toml", 0, 0, "missing-key")),
        (
            {"scenario.toml": MINE + 'extends = ["tiny"]\n', "parameters.csv": ROWS + NEST.replace("nest", "nets") + "\n"},
            ("parameters.csv", 2, 1, "unknown-parameter"),
        ),
        (
            {"scenario.toml": MINE + 'extends = ["../base"]\n', "../base/parameters.csv": ROWS + NEST.replace("0.25", "25") + "\n"},
            ("../base/parameters.csv", 2, 10, "out-of-range"),
        ),
    ],
)
def test_diagnostics_name_the_file_that_holds_the_text(files: dict[str, str], told: tuple[object, ...], tmp_path: Path) -> None:
    base = {"../base/scenario.toml": MINE + 'extends = ["tiny"]\n', "../base/sources.toml": SOURCE}
    found = ep.validate(write(tmp_path / "mine", base | files))
    assert told in [(d.file, d.line, d.column, d.code) for d in found]
    assert {d.file for d in found} == {told[0]}


def test_common_is_there_to_be_extended() -> None:
    (problem,) = ep.validate("common")
    assert problem.code == "base-only" and 'extends = ["common"]' in problem.hint


def test_equal_content_is_equal(tiny: ep.Scenario) -> None:
    spaced = {path: text + ("\n# a remark\n" if path.endswith(".toml") else "") for path, text in tiny.to_files().items()}
    assert ep.Scenario.from_files(spaced) == tiny
    assert len({ep.Scenario.from_files(spaced), tiny}) == 1


# ---- TOML out, read back by the standard library

values = st.recursive(
    st.booleans() | st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=6), inner, max_size=4)
    ),
    max_leaves=12,
)


@given(st.dictionaries(st.text(st.characters(exclude_categories=["Cs"]), max_size=8), values, max_size=5))
def test_toml_reads_back(content: dict[str, object]) -> None:
    import tomllib

    assert tomllib.loads(toml.document(content)) == content
