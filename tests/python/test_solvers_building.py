"""Building against NumPy's roots, SciPy's distributions and finite differences."""

import numpy as np
import pytest
from entrepot.errors import SolverError
from entrepot.solvers import building
from hypothesis import given
from hypothesis import strategies as st
from scipy import integrate, stats


@pytest.mark.parametrize("r", [0.03, 0.08])
@pytest.mark.parametrize("delta", [0.02, 0.1])
@pytest.mark.parametrize("sigma", [0.05, 0.2, 0.5])
def test_real_option_roots_meet_numpy(r, delta, sigma):
    roots = sorted(np.roots([sigma**2 / 2, r - delta - sigma**2 / 2, -r]).real)
    option = building.real_option(r, delta, sigma, 1.5)
    assert [option.beta2, option.beta1] == pytest.approx(roots, rel=1e-10)
    assert option.trigger == pytest.approx(roots[1] / (roots[1] - 1) * np.exp(1.5 * delta), rel=1e-9)


def test_the_trigger_maximises_the_value_of_waiting():
    """Value of waiting from V0 with trigger V: (V - I) (V0/V)^beta1, largest at V*."""
    option = building.real_option(0.06, 0.05, 0.3)
    trigger = np.linspace(1.01, 6, 200_001)
    worth = (trigger - 1) * trigger**-option.beta1
    assert trigger[worth.argmax()] == pytest.approx(option.trigger, abs=1e-4)


def test_yields_are_means_over_the_law_of_defects():
    area, density = 6.65, 0.2
    x = area * density
    assert building.yield_poisson(area, density) == pytest.approx(stats.poisson(x).pmf(0), rel=1e-12)
    assert building.yield_negative_binomial(area, density, 3.0) == pytest.approx(stats.nbinom(3, 3 / (3 + x)).pmf(0), rel=1e-12)
    # Murphy: triangular density of defects on [0, 2 D0]. Seeds: exponential density.
    triangle = stats.triang(0.5, 0, 2 * density)
    murphy, _ = integrate.quad(lambda d: np.exp(-area * d) * triangle.pdf(d), 0, 2 * density, points=[density], epsabs=1e-13)
    seeds, _ = integrate.quad(lambda d: np.exp(-area * d) * np.exp(-d / density) / density, 0, 20, epsabs=1e-13)
    assert building.yield_murphy(area, density) == pytest.approx(murphy, rel=1e-9)
    assert building.yield_seeds(area, density) == pytest.approx(seeds, rel=1e-9)


@given(st.floats(0.05, 20), st.floats(1e-3, 1), st.floats(0.3, 50))
def test_defects_of_a_yield_are_its_inverse(area, yield_, clustering):
    density = building.defects_of_yield(area, yield_, clustering)
    assert building.yield_negative_binomial(area, density, clustering) == pytest.approx(yield_, rel=1e-10)


@given(st.lists(st.floats(0, 1e6), max_size=30), st.lists(st.floats(0, 1e6), max_size=12))
def test_the_pipeline_is_a_shift(started, under_way):
    assert building.pipeline(started, under_way).tolist() == (under_way + started)[: len(started)]


def test_share_started_and_learning_meet_scipy():
    value = np.array([0.5, 1.0, 4.0])
    assert building.share_started(value, 2.0, 0.8) == pytest.approx(stats.lognorm(0.8, scale=2).cdf(value), rel=1e-12)
    assert building.learning_curve([0.5, 3.0, 1e4], 0.23) == pytest.approx(np.array([0.5, 3.0, 1e4]) ** np.log2(0.77), rel=1e-12)


def test_present_value_is_the_discounted_sum():
    flow = np.random.default_rng(1).uniform(-1, 2, 80)
    t = np.arange(1, 81) * 0.25
    assert building.present_value(flow, 0.08, 0.12) == pytest.approx((np.exp(-0.2 * t) * flow).sum(), rel=1e-12)


@pytest.mark.parametrize(
    "call,argument",
    [
        (lambda: building.real_option(0.04, 0.0, 0.2), "delta"),
        (lambda: building.learning_curve([2.0, -1.0], 0.2), "ratio"),
        (lambda: building.learning_curve(2.0, 1.0), "learning_rate"),
        (lambda: building.yield_negative_binomial(1.0, 0.1, 0.0), "clustering"),
        (lambda: building.regime_value([0.5, 0.4], [1.0, 1.0]), "probability"),
        (lambda: building.pipeline([np.nan], []), "started"),
        (lambda: building.data_centre_output(1.0, 1.0, np.nan, 1.0), "kw_per_chip"),
    ],
)
def test_bad_input_names_the_argument(call, argument):
    with pytest.raises(SolverError) as error:
        call()
    assert error.value.argument == argument
