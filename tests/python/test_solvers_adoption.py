"""Adoption and lock-in against SciPy."""

import numpy as np
import pytest
from entrepot import solvers
from entrepot.errors import SolverError
from scipy import integrate, optimize


@pytest.mark.parametrize(("p", "q"), [(0.03, 0.38), (0.001, 0.6), (0.2, 0.0)])
def test_bass_solves_its_differential_equation(p, q):
    times = np.linspace(0, 20, 41)
    path = integrate.solve_ivp(lambda t, f: (p + q * f) * (1 - f), (0, 20), [0.0], t_eval=times, rtol=1e-11, atol=1e-13)
    got = solvers.bass(p, q, times)
    np.testing.assert_allclose(got.cumulative, path.y[0], atol=1e-9)
    np.testing.assert_allclose(got.rate, (p + q * got.cumulative) * (1 - got.cumulative), rtol=1e-12)
    np.testing.assert_allclose(solvers.bass_step(got.cumulative[:-1], p, q, 0.5), got.cumulative[1:], rtol=1e-13)


@pytest.mark.parametrize(("p", "q"), [(0.03, 0.38), (0.1, 0.05)])
def test_the_peak_is_where_the_rate_is_largest(p, q):
    peak = solvers.bass_peak(p, q)
    best = optimize.minimize_scalar(lambda t: -solvers.bass(p, q, t).rate, bounds=(0, 50), method="bounded", options={"xatol": 1e-9})
    assert peak.rate >= -best.fun
    assert peak.t == pytest.approx(best.x, abs=1e-4)


@pytest.mark.parametrize(("advantage", "network"), [(0.0, 1.0), (0.2, 3.0), (-0.2, 3.0), (0.5, 3.0), (0.0, 8.0), (1.0, 0.0)])
def test_network_equilibria_are_all_roots_of_their_equation(advantage, network):
    def gap(s):
        return 1 / (1 + np.exp(-(advantage + network * (2 * s - 1)))) - s

    grid = np.linspace(0, 1, 4001) + 1e-5
    signs = np.sign(gap(grid))
    roots = [optimize.brentq(gap, grid[i], grid[i + 1], xtol=1e-15) for i in np.flatnonzero(signs[:-1] != signs[1:])]
    np.testing.assert_allclose(solvers.network_equilibria(advantage, network).share, roots, atol=1e-12)


@pytest.mark.parametrize("coupling", [1.1, 2.0, 5.0])
def test_the_critical_field_ends_the_incumbent(coupling):
    lock = solvers.lock_in(coupling)
    assert lock.m == pytest.approx(optimize.brentq(lambda m: np.tanh(coupling * m) - m, 0.05, 1), abs=1e-12)
    # The most negative field that leaves a positive root: minimum over m of atanh(m)/K - m.
    best = optimize.minimize_scalar(
        lambda m: np.arctanh(m) / coupling - m, bounds=(0, 0.999999), method="bounded", options={"xatol": 1e-12}
    )
    assert lock.critical_field == pytest.approx(-best.fun, abs=1e-10)
    assert solvers.lock_in(0.9) == (0.0, 0.5, 0.0)


def test_logit_share_bars_and_survives_large_numbers():
    np.testing.assert_allclose(solvers.logit_share([1e4, -np.inf, 1e4], [0.5, 1.0, 0.5], 3.0), [0.5, 0.0, 0.5])
    with pytest.raises(SolverError, match="installed"):
        solvers.logit_share([0.0, 1.0], [0.5], 3.0)


def test_errors_name_their_facts():
    with pytest.raises(SolverError) as info:
        solvers.bass(-0.1, 0.3, 1.0)
    assert (info.value.solver, info.value.argument, info.value.value) == ("bass", "innovation", "-0.1")
    with pytest.raises(SolverError, match="whole number"):
        solvers.bass_discrete(0.1, 0.3, 2.5)
