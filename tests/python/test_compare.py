"""Ensembles: the same bits whatever threads, order and recording do; summaries and verdicts by hand."""

import pickle
import signal
import threading

import entrepot as ep
import numpy as np
import pandas as pd
import pytest
from entrepot.results.verdicts import least_relevant, most_correlated, verdict
from hypothesis import given, settings
from hypothesis import strategies as st

THREE = ["control", "diffusion", "leverage"]


@pytest.fixture(scope="module")
def runs(tiny: ep.Scenario) -> ep.Results:
    return ep.compare(
        tiny,
        THREE,
        runs=12,
        seed=3,
        threads=2,
        record=["states.stock", "buyers.shadow", "lots.quantity", "events.approval", "events.order"],
    )


def test_an_ensemble_is_its_simulations(tiny: ep.Scenario, runs: ep.Results) -> None:
    for strategy, run in [("control", 0), ("diffusion", 7), ("leverage", 11)]:
        sim = ep.Simulation(tiny, strategy, seed=3, run=run).run()
        assert runs.status.loc[(strategy, run), "digest"] == sim.digest
        assert runs.outcomes.loc[(strategy, run)].to_dict() == sim.outcomes()
        assert runs.event_counts.loc[(strategy, run)].to_dict() == sim.event_counts


@settings(max_examples=8, deadline=None)
@given(
    threads=st.sampled_from([1, 2, 8]),
    order=st.permutations(THREE),
    first=st.integers(0, 8),
    record=st.lists(st.sampled_from(["states.gdp", "lots.quantity", "events.delivery"]), unique=True),
)
def test_same_digests_whatever_the_machine_does(
    tiny: ep.Scenario, runs: ep.Results, threads: int, order: list[str], first: int, record: list[str]
) -> None:
    again = ep.compare(tiny, order, runs=4, first_run=first, seed=3, threads=threads, record=record)
    assert len(again.status) == 12
    for (strategy, run), digest in again.status["digest"].items():
        assert digest == runs.status.loc[(strategy, run), "digest"]


def test_same_digests_in_the_baseline(baseline: ep.Scenario) -> None:
    one, many = (ep.compare(baseline, THREE, runs=2, seed=1, threads=t) for t in (1, 8))
    assert list(one.status["digest"]) == list(many.status["digest"])
    assert one.outcomes.equals(many.outcomes)
    sim = ep.Simulation(baseline, "leverage", seed=1, run=1).run()
    assert one.status.loc[("leverage", 1), "digest"] == sim.digest


def test_shapes(runs: ep.Results, tiny: ep.Scenario) -> None:
    assert list(runs.outcomes.columns) == list(ep.OUTCOMES)
    assert runs.outcomes.index.names == ["strategy", "run"]
    assert len(runs.outcomes) == 36 == runs.done == runs.wanted
    assert list(runs.status["status"].unique()) == ["done"]
    assert len(runs.failed) == 0
    assert repr(runs) == "<Results of tiny: control, diffusion, leverage; 36 of 36 runs done, seed 3>"
    title, outcomes, table, differences, *_ = str(runs).split("\n\n")  # what README says that print shows
    assert title == f"{tiny.title} (tiny): 12 runs a strategy, seed 3"
    assert outcomes == "Outcomes: mean [5%, 95%] over draws"
    assert len(table.splitlines()) == 2 + len(ep.OUTCOMES) and table.splitlines()[2].startswith("stack_share ")
    assert differences.startswith("Paired differences, run by run")


def test_summary_is_of_the_outcomes(runs: ep.Results) -> None:
    summary = runs.summary()
    values = runs.outcomes.loc["diffusion", "revenue_usd"].to_numpy()
    row = summary.loc[("revenue_usd", "diffusion")]
    assert row["mean"] == pytest.approx(values.mean(), rel=1e-14)
    assert row["error"] == pytest.approx(values.std(ddof=1) / np.sqrt(12), rel=1e-14)
    assert (row["p5"], row["p95"]) == tuple(np.quantile(values, (0.05, 0.95)))
    assert row["runs"] == 12 and row["unit"] == "USD"


def test_differences_are_paired(runs: ep.Results) -> None:
    differences = runs.differences()
    assert len(differences) == 3 * len(ep.OUTCOMES)
    paired = (runs.outcomes.loc["control"] - runs.outcomes.loc["leverage"])["stack_share"].to_numpy()
    row = differences.loc[("stack_share", "control", "leverage")]
    assert row["mean"] == pytest.approx(paired.mean(), rel=1e-12)
    assert row["error"] == pytest.approx(paired.std(ddof=1) / np.sqrt(12), rel=1e-12)
    assert row["share"] == np.mean(paired > 0)
    assert row["least"] == 0.1 / 4  # a quarter of the scale in the profiles
    one = runs.differences(("leverage", "control"), outcomes=["stack_share"], least={"stack_share": 1e-9})
    assert list(one.index) == [("stack_share", "leverage", "control")]
    assert one["mean"].iloc[0] == pytest.approx(-row["mean"], rel=1e-12)
    assert one["least"].iloc[0] == 1e-9
    assert (differences.loc["world_h100e", "verdict"] == "").all()
    assert (differences.loc["revenue_usd", "verdict"] != "").all()


def test_unpaired_strategies_and_outcomes(runs: ep.Results) -> None:
    with pytest.raises(ep.UnknownName) as unknown:
        runs.differences(("rival", "control"))
    assert str(unknown.value) == 'no strategy of these runs is named "rival" (there are control, diffusion, leverage)'
    with pytest.raises(ep.UnknownName) as unknown:
        runs.differences(least={"stack_shre": 1.0})
    assert str(unknown.value) == 'no outcome is named "stack_shre" (did you mean "stack_share"?)'
    assert (unknown.value.kind, unknown.value.name, unknown.value.nearest) == ("outcome", "stack_shre", "stack_share")
    with pytest.raises(KeyError, match='^no outcome is named "welfare" .there are stack_share, revenue_usd, '):
        runs.summary("welfare")
    with pytest.raises(ValueError, match=r"^'control' is no pair of strategies: write \(\"control\", \"leverage\"\)$"):
        runs.differences("control", "diffusion")
    for value in (float("nan"), -1.0):
        with pytest.raises(ValueError, match=f"^the least relevant difference of stack_share is {value}, allowed: a number of at least 0$"):
            runs.differences(least={"stack_share": value})


def test_aliases_name_outcomes(tiny: ep.Scenario) -> None:
    builder = tiny.edit()
    builder.text(
        "scenario.toml",
        str(builder.files["scenario.toml"]).replace("[outcomes]", '[outcomes]\nus_share = "stack_share"\nlead = "home_lead_months"'),
    )
    scenario = builder.build()
    assert scenario.aliases == {"us_share": "stack_share", "lead": "home_lead_months"}
    assert "scenario.toml: outcomes.lead" in scenario.unread and "scenario.toml: outcomes.us_share" not in scenario.unread
    runs = ep.compare(scenario, ["control", "diffusion"], runs=3, seed=3)
    shown = runs.differences(outcomes="us_share", least={"us_share": 0.5})
    plain = runs.differences(outcomes=["stack_share"], least={"stack_share": 0.5})
    assert list(shown.index) == [("us_share", "control", "diffusion")]
    assert shown.iloc[0].to_dict() == plain.iloc[0].to_dict()
    assert runs.summary(["us_share"]).loc[("us_share", "control"), "mean"] == runs.summary().loc[("stack_share", "control"), "mean"]
    assert runs.outcome("us_share").name == "stack_share" and runs.direction("us_share") == 1
    assert runs.label("stack_share") == "stack_share (us_share)" and runs.label("revenue_usd") == "revenue_usd"
    assert "stack_share (us_share)" in str(runs) and "stack_share (us_share)" in runs._repr_html_()
    with pytest.raises(ep.UnknownName, match='^no outcome is named "us_shar" .did you mean "us_share"'):
        runs.direction("us_shar")
    with pytest.raises(ep.UnknownName, match='^no outcome is named "lead" .there are '):  # comes with a later version
        runs.summary("lead")


# ---- Verdicts, by hand

rng = np.random.default_rng(1)
NOISE = rng.standard_normal(400)


@pytest.mark.parametrize(
    ("difference", "direction", "least", "words"),
    [
        (2 + 0.1 * NOISE, 1, 1.0, "a is better"),
        (2 + 0.1 * NOISE, -1, 1.0, "b is better"),
        (-2 + 0.1 * NOISE, 1, 1.0, "b is better"),
        (np.full(10, 2.0), 1, 1.0, "a is better"),
        (np.zeros(10), 1, 1.0, "cannot tell: too small to matter"),
        (0.2 + 0.1 * NOISE, 1, 1.0, "cannot tell: too small to matter"),
        (np.array([2.0]), 1, 1.0, "cannot tell: too few runs"),
        (np.array([9.0, -5.0, 4.0]), 1, 1.0, "cannot tell: too few runs"),
        (2 + 3 * NOISE, 1, 1.0, "cannot tell: depends on luck"),  # wins in 75% of draws only
        (0.3 + 2 * NOISE, 1, 1.0, "cannot tell: too small to matter"),
    ],
)
def test_verdict(difference: np.ndarray, direction: int, least: float, words: str) -> None:
    assert verdict(difference, direction, least, ("a", "b"), None) == words


def test_verdict_names_the_belief() -> None:
    draws = pd.DataFrame({"other": rng.uniform(size=400), "moat": np.exp(3 * NOISE), "fixed": np.ones(400)})
    assert verdict(2 + 3 * NOISE, 1, 1.0, ("a", "b"), draws) == "cannot tell: depends on beliefs (moat)"
    assert verdict(1.5 - 3 * NOISE, 1, 1.0, ("a", "b"), draws) == "cannot tell: depends on beliefs (moat)"
    # No parameter is blamed for what is luck: |rank correlation| of 3 standard errors, two parameters, fixed seed.
    assert verdict(2 + 3 * NOISE, 1, 1.0, ("a", "b"), draws[["other", "fixed"]]) == "cannot tell: depends on luck"


def test_rank_correlation_is_spearmans() -> None:
    from scipy import stats

    draws = pd.DataFrame(rng.uniform(size=(50, 4)), columns=list("wxyz"))
    target = draws["y"].to_numpy() ** 3 + 0.2 * rng.uniform(size=50)
    rho = {name: abs(stats.spearmanr(draws[name], target).statistic) for name in draws}
    assert max(rho, key=rho.get) == "y" == most_correlated(target, draws)


def test_least_relevant_difference() -> None:
    reference = pd.DataFrame({"stack_share": [0.5], "price_h100e": [-2e4], "diverted_h100e": [3.0], "home_h100e": [1e6]})
    scales = {"stack_share": 0.1, "diverted_share": -0.02}
    assert least_relevant("stack_share", scales, reference) == 0.025
    assert least_relevant("price_h100e", scales, reference) == 200.0
    assert least_relevant("diverted_h100e", scales, reference) == 5000.0
    assert least_relevant("diverted_h100e", {}, reference) == 0.03


# ---- What is recorded


def test_state_is_what_the_world_was(tiny: ep.Scenario, runs: ep.Results) -> None:
    sim = ep.Simulation(tiny, "leverage", seed=3, run=5)
    for time in range(tiny.quarters):
        sim.step()
        world = sim.world
        seen = runs.state.sel(strategy="leverage", run=5, time=time)
        assert np.array_equal(seen["states.stock"], world.states["stock"].astype(np.float32))
        assert np.array_equal(seen["buyers.shadow"], world.buyers["shadow"].astype(np.float32))
        lots = seen["lots.quantity"].to_numpy()
        assert np.array_equal(lots[: len(world.lots)], world.lots["quantity"])
        assert (lots[len(world.lots) :] == np.iinfo(np.int64).min).all()
    assert runs.state["states.stock"].dims == ("strategy", "run", "time", "states", "bloc")
    assert list(runs.state["states"].to_numpy()) == list(sim.world.states["id"])
    assert runs.column("buyers.shadow").attrs["unit"] == "USD/H100e"


def test_events_are_those_that_were_counted(runs: ep.Results, tiny: ep.Scenario) -> None:
    for kind in ("approval", "order"):
        table = runs.events(kind).to_pandas()
        counts = table.groupby(["strategy", "run"], observed=True).size()
        expected = runs.event_counts[kind]
        assert counts.reindex(expected.index, fill_value=0).tolist() == expected.tolist()
    assert set(table["agent"]) <= set(tiny.tables["states"].index) | set(tiny.tables["firms"].index)
    assert table["quarter"].between(0, tiny.quarters - 1).all()
    assert (table["chips"] > 0).all() and (table["price_usd"] > 0).all()
    assert not table.duplicated(["strategy", "run", "id"]).any() and table["cause"].isna().all()


def test_what_was_not_recorded_says_so(tiny: ep.Scenario, runs: ep.Results) -> None:
    with pytest.raises(
        ep.NotRecorded, match=r'^"states\.gdp" was not recorded: name it in the argument record of ep\.compare, record=\["states\.gdp"\]$'
    ):
        runs.column("states.gdp")
    with pytest.raises(ep.NotRecorded, match=r'events of the kind "denial" were not recorded: .*record=\["events\.denial"\]'):
        runs.events("denial")
    with pytest.raises(KeyError, match='no event kind is named "aproval"'):
        runs.events("aproval")
    bare = ep.compare(tiny, ["control"], runs=1)
    with pytest.raises(ep.NotRecorded, match="no column was recorded: name some in the argument record"):
        _ = bare.state


def test_large_records_are_warned_of(tiny: ep.Scenario) -> None:
    with pytest.warns(ResourceWarning, match=r"about [\d.]+ GB of memory"), pytest.raises(ep.Interrupted):
        ep.compare(tiny, ["control"], runs=10**6, record=["lots.quantity"], progress=interrupt)


def interrupt(done: int) -> None:
    signal.raise_signal(signal.SIGINT)


def test_interrupt_keeps_what_is_done(tiny: ep.Scenario) -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    timer = threading.Timer(0.5, signal.raise_signal, [signal.SIGINT])
    timer.start()
    with pytest.raises(ep.Interrupted, match="the attribute `results` of this exception holds them") as stopped:
        ep.compare(tiny, THREE, runs=10**5, seed=3, threads=2)
    timer.join()
    results = stopped.value.results
    assert results.interrupted
    assert 0 < results.done == len(results.outcomes) < results.wanted == 3 * 10**5
    assert results.outcomes.notna().all(axis=None)
    assert results.status.loc[("control", 0), "digest"] == ep.Simulation(tiny, "control", seed=3, run=0).run().digest
    assert isinstance(stopped.value, KeyboardInterrupt)


def test_progress_counts_up_and_may_raise(tiny: ep.Scenario) -> None:
    seen: list[int] = []
    ep.compare(tiny, ["control"], runs=40, progress=seen.append)
    assert seen == sorted(seen) and seen[-1] == 40

    def refuse(done: int) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        ep.compare(tiny, ["control"], runs=200, progress=refuse)


def test_levers_from_python_are_compared(tiny: ep.Scenario) -> None:
    mine = tiny.with_levers("control", name="mine", chips={"swing": {"route": "free"}})
    results = ep.compare(tiny, ["control", mine], runs=3, seed=1)
    assert results.strategies == ["control", "mine"]
    more = results.outcomes.loc["mine", "swing_h100e"] - results.outcomes.loc["control", "swing_h100e"]
    assert (more > 0).all()


def test_point_values_leave_luck_only(tiny: ep.Scenario) -> None:
    results = ep.compare(tiny, ["control"], runs=3, seed=1, point=True)
    sim = ep.Simulation(tiny, "control", seed=1, run=2, draw="point").run()
    assert results.status.loc[("control", 2), "digest"] == sim.digest
    assert (results.draws.nunique() == 1).all()
    assert results.draws.iloc[0].to_dict() == tiny.parameters["value"].to_dict()


def test_html_holds_the_numbers(runs: ep.Results) -> None:
    page = runs._repr_html_()
    assert page.count("<table>") == 2
    for name in [*THREE, *ep.OUTCOMES]:
        assert name in page
    assert runs.differences().loc[("revenue_usd", "control", "diffusion"), "verdict"] in page


def test_scenarios_travel(tiny: ep.Scenario) -> None:
    twin = pickle.loads(pickle.dumps(tiny))
    assert twin == tiny and twin.digest == tiny.digest
    one, two = (ep.compare(s, ["control"], runs=2, seed=1).status["digest"].tolist() for s in (tiny, twin))
    assert one == two
