"""Markets and trade against SciPy and brute force."""

import numpy as np
import pytest
from entrepot import solvers
from entrepot.errors import SolverError
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, special

numbers = st.floats(min_value=0.01, max_value=100)


def nested_logit_reference(v, v0, nest_of, lam):
    inclusive = np.stack([lam[h] * special.logsumexp(v[:, nest_of == h] / lam[h], axis=1) for h in range(len(lam))], axis=1)
    w = special.logsumexp(np.column_stack([v0, inclusive]), axis=1)
    within = np.stack([special.softmax(v[:, nest_of == h] / lam[h], axis=1) for h in range(len(lam))], axis=0)
    shares = np.empty_like(v)
    for h in range(len(lam)):
        shares[:, nest_of == h] = np.exp(inclusive[:, [h]] - w[:, None]) * within[h]
    return shares, np.exp(v0 - w), w


@pytest.mark.parametrize("width", [1.0, 50.0, 5000.0])
def test_nested_logit_is_that_of_scipy(width):
    rng = np.random.default_rng(5)
    nest_of, lam = np.array([0, 1, 0, 2, 1, 2]), np.array([0.3, 0.8, 1.0])
    v, v0 = rng.uniform(-width, width, (150, 6)), rng.uniform(-width, width, 150)
    result = solvers.nested_logit(v, v0, nest_of, lam)
    shares, outside, logsum = nested_logit_reference(v, v0, nest_of, lam)
    np.testing.assert_allclose(result.shares, shares, rtol=1e-9, atol=1e-300)
    np.testing.assert_allclose(result.outside_share, outside, rtol=1e-9, atol=1e-300)
    np.testing.assert_allclose(result.logsum, logsum, rtol=1e-13)


def test_one_buyer_has_no_axis_and_transposed_arrays_are_read_right():
    v = np.arange(6.0).reshape(3, 2).T  # not contiguous
    many = solvers.nested_logit(v, [0.0, 1.0], [0, 0, 1], [0.5, 0.5])
    for b in range(2):
        one = solvers.nested_logit(v[b], b, [0, 0, 1], [0.5, 0.5])
        np.testing.assert_array_equal(one.shares, many.shares[b])
        assert one.logsum == many.logsum[b]


@given(st.lists(st.tuples(numbers, numbers), min_size=1, max_size=20), st.floats(min_value=0.01, max_value=0.98))
@settings(deadline=None, max_examples=200, derandomize=True)
def test_water_level_is_the_root_of_its_sum(pairs, part):
    x, o = np.array(pairs).T
    supply = part * x.sum()
    got = solvers.water_fill(x, o, supply)
    root = optimize.brentq(lambda level: np.minimum(x, o * level).sum() - supply, 0, (x / o).max(), xtol=1e-15, rtol=1e-14)
    assert got.level == pytest.approx(root, rel=1e-9)
    np.testing.assert_allclose(got.allocation.sum(), supply, rtol=1e-13)


@pytest.mark.parametrize("supply", [0.1, 20.0, 79.0])
def test_isoelastic_price_is_the_root_of_excess_demand(supply):
    scale, elasticity, cap = np.array([5.0, 60.0, 80.0]), np.array([1.2, 0.4, 2.5]), np.array([np.inf, 40.0, 20.0])

    def excess(log_price):
        return np.minimum(scale * np.exp(-elasticity * log_price), cap).sum() - supply

    got = solvers.clear_isoelastic(scale, elasticity, supply, cap)
    assert got.price == pytest.approx(np.exp(optimize.brentq(excess, -50, 50, xtol=1e-14)), rel=1e-9)
    np.testing.assert_allclose(scale * (got.price + got.shadow) ** -elasticity, got.quantity, rtol=1e-10)


def test_elastic_tariff_clears_its_market():
    i = solvers.tariff_incidence_elastic(8, 1.7, 3, 2.5, tariff=0.25)
    assert i.imports == pytest.approx(8 * i.domestic_price**-1.7, rel=1e-13)
    assert i.imports == pytest.approx(3 * i.world_price**2.5, rel=1e-13)
    bit = solvers.tariff_incidence_elastic(8, 1.7, 3, 2.5, tariff=1e-7)
    free = solvers.tariff_incidence_elastic(8, 1.7, 3, 2.5, tariff=0)
    assert 1 - np.log(bit.domestic_price / free.domestic_price) / np.log1p(1e-7) == pytest.approx(free.exporter_share, rel=1e-6)


@pytest.mark.parametrize("sigma", [0.5, 1.0 + 1e-9, 4.0])
def test_ces_shares_are_those_of_cost_minimisation(sigma):
    # Shephard's lemma: the share is the elasticity of the index to the price.
    a, p = np.array([0.5, 0.3, 0.2]), np.array([1.0, 1.2, 0.8])
    demand = solvers.ces(a, p, sigma)
    for i in range(3):
        up, down = p.copy(), p.copy()
        up[i] *= np.exp(1e-6)
        down[i] *= np.exp(-1e-6)
        slope = np.log(solvers.ces(a, up, sigma).price_index / solvers.ces(a, down, sigma).price_index) / 2e-6
        assert demand.shares[i] == pytest.approx(slope, abs=1e-8)


def test_errors_name_their_facts():
    with pytest.raises(SolverError) as info:
        solvers.nested_logit([1.0, 2.0], 0.0, [0, 0], [1.2])
    e = info.value
    assert (e.solver, e.argument, e.value, e.allowed) == ("nested_logit", "lambda", "1.2", "(0, 1]")
    assert isinstance(e, ValueError)
    with pytest.raises(SolverError, match="nest_of"):
        solvers.nested_logit([1.0, 2.0], 0.0, [0, 0.5], [0.5])
    with pytest.raises(SolverError, match="dimensions"):
        solvers.water_fill([[1.0]], [1.0], 1.0)
    with pytest.raises(SolverError, match="gone"):
        solvers.diversion_ratios([0.5, 0.5], [0.0, 1.0], -1)
