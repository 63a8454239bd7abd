"""Elections and contests against linear algebra and optimisation by NumPy and SciPy."""

import itertools
import math

import numpy as np
import pytest
from entrepot.solvers import coalition as c
from scipy import linalg, optimize


def transition(strengths, exponent, incentive):
    """Column-stochastic matrix of q = M p, written out from the equation."""
    n = len(strengths)
    win = strengths**exponent / (strengths**exponent + strengths.T**exponent)
    np.fill_diagonal(win, 0.5)
    wish = strengths * win if incentive else np.ones((n, n))
    if incentive:
        np.fill_diagonal(wish, 1e-10)
    challenge = wish / wish.sum(axis=0)
    matrix = win * challenge
    return matrix + np.diag((win * challenge.T).sum(axis=1))


@pytest.mark.parametrize("options", [2, 3, 8, 16, 40])
@pytest.mark.parametrize("law", ["linear", "square", "quartic", 1.3])
@pytest.mark.parametrize("form", ["markov-uniform", "markov-incentive"])
def test_markov_elections_are_eigenvectors(options, law, form):
    strengths = np.random.default_rng(options).uniform(0.5, 20, (options, options))
    exponent = {"linear": 1, "square": 2, "quartic": 4}.get(law, law)
    matrix = transition(strengths, exponent, form == "markov-incentive")
    assert matrix.sum(axis=0) == pytest.approx(np.ones(options))
    values, vectors = linalg.eig(matrix)
    vector = vectors[:, np.argmin(abs(values - 1))].real
    found = c.condorcet_election(strengths, law=law, form=form)
    assert found == pytest.approx(vector / vector.sum(), abs=1e-11)
    assert found.sum() == pytest.approx(1, abs=1e-12)


def test_conditional_elections_are_chances_to_beat_all():
    strengths = np.random.default_rng(1).uniform(0.5, 20, (6, 6))
    win = strengths**2 / (strengths**2 + strengths.T**2)
    all_others = np.array([math.prod(win[i, j] for j in range(6) if j != i) for i in range(6)])
    found = c.condorcet_election(strengths, law="square", form="conditional")
    assert found == pytest.approx(all_others / all_others.sum(), rel=1e-12)
    # The same by all outcomes of the 15 pairings in which one option beats all others.
    chance = np.zeros(6)
    pairs = list(itertools.combinations(range(6), 2))
    for outcome in itertools.product([0, 1], repeat=len(pairs)):
        wins = np.zeros(6, int)
        p = 1.0
        for (i, j), second in zip(pairs, outcome, strict=True):
            wins[j if second else i] += 1
            p *= win[j, i] if second else win[i, j]
        if wins.max() == 5:
            chance[wins.argmax()] += p
    assert found == pytest.approx(chance / chance.sum(), rel=1e-10)


def test_strengths_are_sums_of_votes():
    rng = np.random.default_rng(2)
    weights, utilities = rng.uniform(0, 9, 20), rng.uniform(-1, 1, (20, 16))
    votes = weights[:, None, None] * (utilities[:, :, None] - utilities[:, None, :])
    expected = 1e-6 + np.maximum(votes, 0).sum(axis=0)
    np.fill_diagonal(expected, 0)
    assert c.coalition_strengths(weights, utilities) == pytest.approx(expected, rel=1e-13)
    assert c.option_support(weights, utilities) == pytest.approx(weights @ utilities, rel=1e-12)
    transposed = np.asfortranarray(utilities)  # another memory order, the same numbers
    assert (c.coalition_strengths(weights, transposed) == c.coalition_strengths(weights, utilities)).all()


def test_extreme_strengths_stay_probabilities():
    strengths = 10.0 ** np.random.default_rng(3).uniform(-150, 150, (12, 12))
    for law, form in itertools.product(["linear", "octic", 64.0, "binary"], ["markov-uniform", "markov-incentive"]):
        p = c.condorcet_election(strengths, law=law, form=form)
        assert (p >= 0).all()
        assert p.sum() == pytest.approx(1, abs=1e-12)


@pytest.mark.parametrize("prizes", [[2.0, 1.0], [5.0, 4.0, 3.0, 1.0], [1.0] * 7])
def test_contest_efforts_are_best_responses(prizes):
    result = c.contest(prizes)
    for i, prize in enumerate(prizes):
        others = result.total_effort - result.effort[i]
        best = optimize.minimize_scalar(
            lambda x, prize=prize, others=others: x - prize * x / (x + others),
            bounds=(0, prize),
            method="bounded",
            options={"xatol": 1e-10},
        )
        assert result.effort[i] == pytest.approx(best.x, abs=1e-6)
        assert result.payoff[i] >= -best.fun - 1e-12


def test_victory_is_broadcast():
    assert c.victory_probability([1.0, 3.0], 1.0, "square") == pytest.approx([0.5, 0.9])
    assert c.victory_probability(3.0, 1.0, "binary") == 1.0


@pytest.mark.parametrize(
    ("call", "solver", "argument"),
    [
        (lambda: c.victory_probability(-1, 1), "victory_probability", "strength"),
        (lambda: c.victory_probability(1, 1, "cubic"), "victory_probability", "law"),
        (lambda: c.victory_probability(1, 1, 0.0), "victory_probability", "exponent"),
        (lambda: c.coalition_strengths([1.0], [[1.0], [2.0]]), "coalition_strengths", "utilities"),
        (lambda: c.coalition_strengths([1.0], [1.0]), "coalition_strengths", "utilities"),
        (lambda: c.coalition_strengths([-1.0], [[1.0]]), "coalition_strengths", "weights"),
        (lambda: c.condorcet_election(np.ones((2, 3))), "condorcet_election", "strengths"),
        (lambda: c.condorcet_election(np.full((2, 2), math.nan)), "condorcet_election", "strengths"),
        (lambda: c.condorcet_election(np.ones((2, 2)), form="borda"), "condorcet_election", "form"),
        (lambda: c.contest([1.0]), "contest", "prize"),
        (lambda: c.contest([1.0, 2.0, 3.0], 0.5), "contest", "decisiveness"),
    ],
)
def test_bad_arguments_are_named(call, solver, argument, names_argument):
    names_argument(call, solver, argument)
