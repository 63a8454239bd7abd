"""Scenarios in Python: tables, sources, files, builders."""

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
    there = rich.start.states["announced"] != tiny.start.states["announced"]
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
    assert "mine" in mine.strategies and mine.strategy("mine").stance == 0.3
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
