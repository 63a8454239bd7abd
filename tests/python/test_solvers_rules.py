"""Rules against brute force: designs on a fine grid of speeds, links and memories."""

import itertools

import numpy as np
import pytest
from entrepot import solvers
from entrepot.errors import SolverError
from entrepot.solvers import ChipSpec, Clause

OCTOBER_2022 = [Clause(tpp_min=4800, link_min=600)]
OCTOBER_2023 = [
    Clause(tpp_min=4800),
    Clause(tpp_min=1600, density_min=5.92),
    Clause("case", tpp_min=2400, tpp_max=4800, density_min=1.6, density_max=5.92),
    Clause("case", tpp_min=1600, density_min=3.2, density_max=5.92),
]
LEVELS = ["free", "notify", "case", "deny"]


def outcome_by_hand(tpp, density, link, memory, rule):
    met = [
        c.outcome
        for c in rule
        if c.tpp_min <= tpp < c.tpp_max
        and c.density_min <= density < c.density_max
        and c.link_min <= link < c.link_max
        and c.memory_min <= memory < c.memory_max
    ]
    return max(met, key=LEVELS.index, default="free")


def random_rules(seed, count):
    rng = np.random.default_rng(seed)
    for _ in range(count):
        rule = []
        for _ in range(rng.integers(1, 5)):
            bounds = {}
            for name, top in (("tpp", 8000), ("density", 12), ("link", 900), ("memory", 4000)):
                if rng.random() < 0.5:
                    bounds[name + "_min"] = rng.uniform(0.1, 1) * top
            if "tpp_min" in bounds and rng.random() < 0.3:
                bounds["tpp_max"] = bounds["tpp_min"] * rng.uniform(1.1, 2)
            rule.append(Clause(LEVELS[rng.integers(1, 4)], **bounds))
        yield rng, rule


def test_classification_is_that_of_a_reader_of_the_text():
    for rng, rule in random_rules(3, 200):
        tops, die, link, memory = rng.uniform(50, 600), rng.uniform(200, 900), rng.uniform(100, 1000), rng.uniform(500, 5000)
        got = solvers.classify_chip(ChipSpec({8: tops, 16: tops / 4}, die, link, memory), rule)
        assert got.outcome == outcome_by_hand(8 * tops, 8 * tops / die, link, memory, rule)
        assert got.missing == ()
        if got.clause is not None:
            assert rule[got.clause].outcome == got.outcome


def test_no_variant_of_a_grid_beats_the_designs():
    grid = np.linspace(0.05, 1, 20)
    for _, rule in random_rules(4, 25):
        spec = ChipSpec({8: 1000}, 800, 900, 4000)
        designs = solvers.compliant_designs(spec, rule, margin=1e-9)
        for speed, link, memory in itertools.product(grid, grid, grid):
            if outcome_by_hand(8000 * speed, 10 * speed, 900 * link, 4000 * memory, rule) == "free":
                assert any(d.speed >= speed and d.link >= link and d.memory >= memory for d in designs)
        for d in designs:
            assert outcome_by_hand(d.tpp, d.density, d.link_gb_s, d.memory_bw_gb_s, rule) == "free"


def test_vendors_answer_each_rule_as_they_did():
    h100 = ChipSpec({16: 989.5, 8: 1979}, die_mm2=814, link_gb_s=900, memory_bw_gb_s=3350)
    h800 = solvers.compliant_design(h100, OCTOBER_2022)
    assert (h800.speed, h800.memory) == (1.0, 1.0)
    assert 400 < h800.link_gb_s < 600
    h20 = solvers.compliant_design(h100, OCTOBER_2023)
    assert h20.tpp == pytest.approx(2368, rel=0.02)
    assert (h20.link, h20.memory) == (1.0, 1.0)
    assert solvers.compliant_design(h100, [Clause(tpp_min=0)]) is None


def test_values_not_known_are_reported():
    got = solvers.classify_chip(ChipSpec({8: 400}), OCTOBER_2022 + OCTOBER_2023)
    assert got == ("free", None, ("density",))
    got = solvers.classify_chip(ChipSpec({8: 700}, die_mm2=2000), OCTOBER_2022)
    assert got == ("free", None, ("link_gb_s",))
    design = solvers.compliant_design(ChipSpec({8: 700}), OCTOBER_2023)
    assert np.isnan(design.density)


def test_errors_name_their_facts():
    with pytest.raises(SolverError) as info:
        solvers.classify_chip(ChipSpec({8: 400}, die_mm2=0.0), OCTOBER_2023)
    assert (info.value.solver, info.value.argument, info.value.value) == ("classify_chip", "die_mm2", "0")
    with pytest.raises(SolverError, match="outcome"):
        solvers.classify_chip(ChipSpec({8: 400}), [Clause("forbid", tpp_min=1)])
    with pytest.raises(SolverError, match="at least one"):
        solvers.tpp({})
