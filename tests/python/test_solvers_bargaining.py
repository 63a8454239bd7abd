"""Bargaining against SciPy's optimisers and brute force."""

import itertools
import math

import numpy as np
import pytest
from entrepot.solvers import bargaining as b
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, stats


@pytest.mark.parametrize("alpha", [0.2, 0.5, 0.8])
@pytest.mark.parametrize("disagreement", [(0.0, 0.0), (0.3, 0.1)])
@pytest.mark.parametrize(
    "utility",
    [None, 0.6, math.log1p, math.sqrt, lambda x: 1 - math.exp(-x), math.tanh],
    ids=["x", "x^.6", "log1p", "sqrt", "1-exp", "tanh"],
)
def test_nash_is_the_maximum_that_scipy_finds(alpha, disagreement, utility):
    u = utility if callable(utility) else (lambda x: x ** (1.0 if utility is None else utility))
    size = 2.0

    def loss(x):
        one, two = u(x) - disagreement[0], size - x - disagreement[1]
        return -(alpha * math.log(one) + (1 - alpha) * math.log(two)) if one > 0 and two > 0 else 1e9

    low = optimize.brentq(lambda x: u(x) - disagreement[0], 0, size)
    best = optimize.minimize_scalar(loss, bounds=(low + 1e-12, size - disagreement[1] - 1e-12), method="bounded", options={"xatol": 1e-10})
    split = b.nash(size, utility, disagreement=disagreement, alpha=alpha)
    assert split.deal
    assert split.share_one == pytest.approx(best.x, abs=1e-6)  # a flat maximum: the root of a derivative below is sharper
    slope = optimize.approx_fprime([split.share_one], lambda x: loss(x[0]), 1e-7)[0]
    assert abs(slope) < 1e-5
    assert split.share_one + split.share_two == pytest.approx(size, rel=1e-15)


def brute_force(gain, cost, weight, stakes, alpha, cap):
    """Best subset and its product, by definition; the transfer by SciPy."""
    best = (0.0, None)
    for items in itertools.product([False, True], repeat=len(gain)):
        x = np.array(items)
        one = (weight * gain)[x].sum() - stakes["risk_cost"] - stakes["disagreement_exporter"]
        two = stakes["package_value"] - cost[x].sum() - stakes["disagreement_host"]
        low, high = max(-cap, -one), min(cap, two)
        if not low <= high:
            continue

        def product(t, one=one, two=two):
            return max(one + t, 0.0) ** alpha * max(two - t, 0.0) ** (1 - alpha)

        value = product(0.0)
        if cap > 0:
            found = optimize.minimize_scalar(lambda t: -product(t), bounds=(low, high), method="bounded", options={"xatol": 1e-12})
            value = max(-found.fun, product(low), product(high))
        if value > best[0]:
            best = (value, x)
    return best


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    st.integers(1, 5).flatmap(
        lambda n: st.lists(st.tuples(st.floats(0.1, 9), st.floats(0.1, 9), st.floats(0.2, 1)), min_size=n, max_size=n)
    ),
    st.floats(0.1, 20),
    st.floats(0, 5),
    st.floats(-2, 2),
    st.floats(0.2, 0.8),
    st.sampled_from([0.0, 1.5]),
)
def test_nash_menu_meets_brute_force(items, value, risk, outside, alpha, cap):
    gain, cost, weight = (np.array(x) for x in zip(*items, strict=True))
    stakes = {"package_value": value, "risk_cost": risk, "disagreement_exporter": -0.5, "disagreement_host": outside}
    product, chosen = brute_force(gain, cost, weight, stakes, alpha, cap)
    for method in ("enumeration", "branch-and-bound"):
        deal = b.nash_menu(gain, cost, weight, **stakes, alpha=alpha, transfer_cap=cap, method=method)
        if chosen is None or product < 1e-4:
            continue
        assert deal.deal
        assert deal.gain_exporter**alpha * deal.gain_host ** (1 - alpha) == pytest.approx(product, rel=1e-7)
        assert abs(deal.transfer) <= cap


def test_forty_items_meet_integer_programming():
    # The largest product without money, by one linear integer programme for each whole cost that the host could bear.
    rng = np.random.default_rng(7)
    cost = rng.integers(1, 6, 40).astype(float)
    gain = rng.uniform(0, 5, 40)
    value, risk = 25.0, 10.0
    best = 0.0
    for budget in range(1, 25):
        bound = optimize.LinearConstraint(cost, ub=budget)
        found = optimize.milp(-gain, constraints=bound, integrality=np.ones(40), bounds=optimize.Bounds(0, 1), options={"mip_rel_gap": 0})
        best = max(best, (-found.fun - risk) * (value - budget))
    deal = b.nash_menu(gain, cost, package_value=value, risk_cost=risk)
    assert deal.product == pytest.approx(best, rel=1e-9)


def test_a_rival_strips_the_deal_and_money_rescues_it():
    menu = ([4, 3, 1, 0.5, 5], [3, 1, 0.5, 2, 4])
    sizes = [int(b.nash_menu(*menu, package_value=10, risk_cost=2, disagreement_host=d).items.sum()) for d in np.arange(-20, 11, 0.0501)]
    assert [k for k, _ in itertools.groupby(sizes)] == [4, 3, 2, 1, 0]
    late = {"package_value": 10, "risk_cost": 2, "disagreement_host": 9.5}
    assert not b.nash_menu(*menu, **late).deal
    saved = b.nash_menu(*menu, **late, transfer_cap=math.inf)
    assert saved.deal
    assert saved.transfer < 0
    assert saved.surplus == pytest.approx(3.0)


def test_the_lognormal_of_a_belief_is_scipys():
    belief = b.Belief("lognormal", 1.2, 0.5)
    x = np.array([0.0, 0.3, 2.0, 5.0, 40.0])
    assert belief.below(x) == pytest.approx(stats.lognorm(0.5, scale=math.exp(1.2)).cdf(x), abs=1e-15)
    refused = belief._replace(refused_at=5.0)
    assert refused.below(2.0) == pytest.approx(belief.below(2.0) / belief.below(5.0), rel=1e-14)


def test_screening_menu_is_the_best_of_all_prefixes():
    rng = np.random.default_rng(3)
    gain, cost, weight = rng.uniform(0, 10, 12), rng.uniform(0.5, 5, 12), rng.uniform(0.2, 1, 12)
    law = stats.lognorm(0.4, scale=math.exp(2.5))
    order = np.argsort(-weight * gain / cost)
    t, g = np.concatenate([[0], np.cumsum(cost[order])]), np.concatenate([[0], np.cumsum((weight * gain)[order])])
    expected = law.sf(t + 1.5) * (g - 2) + law.cdf(t + 1.5) * -3
    found = b.screening_menu(
        gain, cost, weight, belief=b.Belief("lognormal", 2.5, 0.4), risk_cost=2, disagreement_exporter=-3, disagreement_host=1.5
    )
    assert found.best_prefix == int(expected.argmax())
    assert found.best_expected_utility == pytest.approx(expected.max(), rel=1e-12)
    assert set(np.flatnonzero(found.items)) == set(order[: found.best_prefix])


def test_a_club_of_functions_is_a_club_of_arrays():
    pay = b.abatement_payoffs(10)
    by_function = b.stable_club(lambda k: pay.inside[k], lambda k: pay.outside[k], states=10, sanction=6.0)
    assert by_function.weakly_stable.tolist() == [4]
    assert by_function.sizes.tolist() == b.stable_club(*pay, sanction=6.0).sizes.tolist()
    with pytest.raises(TypeError, match="states"):
        b.stable_club(lambda k: k, lambda k: k)


def test_arrays_are_broadcast():
    shares = b.rubinstein(np.array([[0.9], [0.5]]), np.array([0.9, 0.8, 0.1]))
    assert shares.first.shape == (2, 3)
    assert shares.first + shares.second == pytest.approx(np.ones((2, 3)))
    assert b.rubinstein(0.9, 0.9, np.arange(1, 5)).first == pytest.approx([1, 0.1, 0.91, 0.181])
    assert b.delay_defection(0.2, [0.1, 5.0], 0.7).waits.tolist() == [True, False]
    assert b.threat([], 0.5, 1.0).margin.shape == (0,)


@pytest.mark.parametrize(
    ("call", "solver", "argument"),
    [
        (lambda: b.nash(-1), "nash", "size"),
        (lambda: b.nash(1, 2.0), "nash", "utility_one"),
        (lambda: b.nash_set(np.zeros(3)), "nash", "points"),
        (lambda: b.nash_menu([], [], package_value=1), "nash_menu", "menu"),
        (lambda: b.nash_menu([1, 2], [1], package_value=1), "nash_menu", "cost"),
        (lambda: b.nash_menu([[1.0]], [[1.0]], package_value=1), "nash_menu", "gain"),
        (lambda: b.nash_menu([1], [1], [1.5], package_value=1), "nash_menu", "verifiability"),
        (lambda: b.nash_menu([1], [1], package_value=1, method="guess"), "nash_menu", "method"),
        (lambda: b.kalai_smorodinsky_menu([1], [math.nan], package_value=1), "kalai_smorodinsky_menu", "cost"),
        (lambda: b.screening_demand(0), "screening_demand", "value_bound"),
        (lambda: b.screening_menu([1], [1], belief=b.Belief("normal")), "screening_menu", "belief"),
        (lambda: b.rubinstein(1, 1), "rubinstein", "delta_second"),
        (lambda: b.rubinstein(0.5, 0.5, 1.5), "rubinstein", "rounds"),
        (lambda: b.seizure_threshold(10, 1, 2), "seizure_threshold", "punished_flow"),
        (lambda: b.abatement_payoffs(2.5), "abatement_payoffs", "states"),
        (lambda: b.zone_of_agreement(0, []), "zone_of_agreement", "ratifiers"),
    ],
)
def test_bad_arguments_are_named(call, solver, argument, names_argument):
    names_argument(call, solver, argument)
