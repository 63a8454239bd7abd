"""Race and capability against quadrature, ordinary differential equations and minimisation by SciPy."""

import numpy as np
import pytest
from entrepot.errors import SolverError
from entrepot.solvers import race
from scipy import integrate, optimize


@pytest.mark.parametrize("labs", [2, 3, 6])
@pytest.mark.parametrize("enmity", [0.2, 0.7, 1.0])
@pytest.mark.parametrize("spread", [0.5, 1.5, 5.0])
def test_risks_are_integrals_over_capabilities(labs, enmity, spread):
    # Largest capability x has density n x^(n-1) on [0, 1], the gap to the second n (1-x)^(n-1).
    own, _ = integrate.quad(
        lambda x: (1 - race.race_safety("private", labs, enmity, capability=spread * x)) * labs * x ** (labs - 1),
        0,
        1,
        points=[min(1.0, ((labs - 1) * enmity + 1) / spread)],
        epsabs=1e-13,
    )
    both, _ = integrate.quad(
        lambda x: (1 - race.race_safety("public", labs, enmity, gap=spread * x).leader) * labs * (1 - x) ** (labs - 1),
        0,
        1,
        points=[min(1.0, enmity / spread)],
        epsabs=1e-13,
    )
    assert race.race_risk("private", labs, enmity, spread) == pytest.approx(own, abs=1e-10)
    assert race.race_risk("public", labs, enmity, spread) == pytest.approx(both, abs=1e-10)
    assert race.race_risk("none", labs, enmity, spread) == pytest.approx(
        1 - race.race_safety("none", labs, enmity, spread=spread), abs=1e-15
    )


def test_arrays_are_broadcast_and_counts_are_whole():
    table = race.race_risk("public", [[2], [3]], [0.25, 0.5, 1.0], 1.0)
    assert table.shape == (2, 3)
    assert table[1, 2] == pytest.approx(0.75)
    with pytest.raises(SolverError) as error:
        race.race_risk("none", 2.5, 0.5, 1.0)
    assert error.value.argument == "labs"


def test_the_argument_must_fit_the_information():
    with pytest.raises(TypeError):
        race.race_safety("none", 2, 0.5, gap=1.0)
    with pytest.raises(TypeError):
        race.race_safety("private", 2, 0.5, capability=1.0, gap=1.0)
    with pytest.raises(ValueError):
        race.race_safety("some", 2, 0.5, gap=1.0)
    with pytest.raises(ValueError):
        race.race_risk("some", 2, 0.5, 1.0)


@pytest.mark.parametrize("returns", [-0.5, 0.0, 0.5, 1.0, 1.0000001, 1.4])
def test_takeoff_solves_its_equation(returns):
    solved = integrate.solve_ivp(lambda t, s: 0.3 * s**returns, (0, 3), [1.7], rtol=1e-11, atol=1e-12)
    assert race.takeoff(returns, 0.3, 3.0, 1.7).level == pytest.approx(solved.y[0, -1], rel=1e-8)


def test_takeoff_is_infinite_from_its_blow_up_on():
    blow_up = race.takeoff(1.3, 0.4, 0.0).blow_up
    assert blow_up == pytest.approx(1 / (0.3 * 0.4))
    assert np.isfinite(race.takeoff(1.3, 0.4, blow_up * (1 - 1e-6)).level)
    assert race.takeoff(1.3, 0.4, blow_up * (1 + 1e-6)).level == np.inf


def test_lead_decay_solves_its_equation():
    solved = integrate.solve_ivp(lambda t, lead: 0.3 - 0.45 * lead, (0, 4), [-0.5], rtol=1e-11, atol=1e-12)
    assert race.lead_decay(0.3, 0.45, -0.5, 4.0) == pytest.approx(solved.y[0, -1], rel=1e-8)


@pytest.mark.parametrize("law", [race.HOFFMANN_2022, race.BESIROGLU_2024])
@pytest.mark.parametrize("compute", [1e21, 3e24, 1e27])
def test_the_optimum_is_found_by_search_too(law, compute):
    search = optimize.minimize_scalar(
        lambda x: race.scaling_loss(law, 10**x, compute / 6 / 10**x), bounds=(6, 15), method="bounded", options={"xatol": 1e-10}
    )
    best = race.compute_optimal(law, compute)
    assert best.loss == pytest.approx(search.fun, rel=1e-12)
    assert np.log10(best.parameters) == pytest.approx(search.x, abs=1e-5)
    assert best.parameters * best.tokens * 6 == pytest.approx(compute, rel=1e-12)


def test_theft_is_the_chance_of_any_of_many_independent_quarters():
    chance = race.theft_hazard(0.05, 3.0, 3.0).probability
    assert 1 - (1 - 0.05 / 4000) ** (3 * 3 * 4000) == pytest.approx(chance, rel=1e-4)


@pytest.mark.parametrize(
    "call,argument",
    [
        (lambda: race.race_safety("private", 2, 0.5, capability=-1.0), "capability"),
        (lambda: race.race_safety("none", 2, 1.5, spread=1.0), "enmity"),
        (lambda: race.lead_months(2.0, [2.0, 1.0]), "growth_per_year"),
        (lambda: race.effective_compute(-1.0, 1.0), "compute_flop"),
        (lambda: race.takeoff(np.nan, 1.0, 1.0), "returns"),
        (lambda: race.compute_optimal(race.BESIROGLU_2024, 0.0), "compute_flop"),
    ],
)
def test_bad_input_names_the_argument(call, argument):
    with pytest.raises(SolverError) as error:
        call()
    assert error.value.argument == argument
