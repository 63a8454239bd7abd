"""What all solvers have in common as Python sees them: signatures, documentation, results, broadcasting, errors."""

import copy
import inspect
import pickle

import numpy as np
import pytest
from entrepot import solvers
from entrepot.errors import SolverError
from entrepot.solvers import adoption, bargaining, building, coalition, deterrence, markets, queues, race, routes, rules

ROOMS = [adoption, bargaining, building, coalition, deterrence, markets, queues, race, routes, rules]
FUNCTIONS = [f for room in ROOMS for f in vars(room).values() if inspect.isbuiltin(f)]
RESULTS = [c for room in ROOMS for c in vars(room).values() if isinstance(c, type) and issubclass(c, tuple)]


@pytest.mark.parametrize("function", FUNCTIONS, ids=lambda f: f.__name__)
def test_a_function_says_how_it_is_called(function) -> None:
    assert function.__module__ in {room.__name__ for room in ROOMS}
    typed, blank, summary = function.__doc__.splitlines()[:3]
    assert typed.startswith(function.__name__ + "(") and " -> " in typed and blank == "" and summary[0] != " "
    named = list(inspect.signature(function).parameters)
    assert named and not any(name.startswith("arg") for name in named)
    assert "SolverError" in function.__doc__


def test_all_are_found_from_one_place() -> None:
    assert {f.__module__ for f in FUNCTIONS} == {room.__name__ for room in ROOMS}
    assert [f.__name__ for f in FUNCTIONS if getattr(solvers, f.__name__) is not f] == []


def test_signatures_have_defaults_and_keywords() -> None:
    def signature(function) -> str:
        return str(inspect.signature(function))

    assert signature(markets.nested_logit) == "(utility, outside, nest_of, dissimilarity)"
    assert signature(bargaining.nash) == "(size, utility_one=None, utility_two=None, *, disagreement=(0.0, 0.0), alpha=0.5)"
    assert signature(coalition.condorcet_election) == "(strengths, *, law='linear', form='markov-incentive')"
    assert signature(bargaining.Belief.below) == "(self, v)"


def test_a_result_is_a_named_tuple() -> None:
    path = routes.least_cost_path([[0, 1], [0, 2], [1, 2]], [1.0, 5.0, 2.0], 0, 2)
    nodes, edges, length = path
    assert (nodes is path.nodes, edges is path.edges, length) == (True, True, 3.0)
    assert (nodes.dtype, edges.dtype) == (np.int32, np.int64)
    threat = bargaining.threat(3.0, 0.5, 8.0)
    assert threat == (True, 4.0, 1.0) == bargaining.Threat(concedes=True, expected_loss=4.0, margin=1.0)
    assert threat._replace(margin=2.0) == (True, 4.0, 2.0)
    assert threat._asdict() == {"concedes": True, "expected_loss": 4.0, "margin": 1.0}
    assert type(threat.concedes) is bool and type(threat.margin) is float


def test_results_are_pickled_and_copied_by_their_public_name() -> None:
    result = queues.queue_mmc(4.0, 1.0, 5)
    assert b"entrepot.solvers.queues" in pickle.dumps(result)
    for other in (pickle.loads(pickle.dumps(result)), copy.deepcopy(result)):
        assert type(other) is queues.Queue and other == result
    reply = pickle.loads(pickle.dumps(routes.interdict_edge([[0, 1], [1, 2]], [0.1, 0.3], 0, 2, 0, 0.4)))
    assert type(reply.path) is routes.Path and reply.path.nodes.tolist() == [0, 1, 2]


@pytest.mark.parametrize("result", RESULTS, ids=lambda c: c.__name__)
def test_a_result_says_what_its_fields_are(result) -> None:
    assert result.__doc__ and not result.__doc__.startswith(result.__name__ + "(")
    assert list(result.__annotations__) == list(result._fields)
    assert getattr(solvers, result.__name__) is result


def test_laws_are_arguments_as_tuples_too() -> None:
    assert race.HOFFMANN_2022 == (1.69, 406.4, 410.7, 0.34, 0.28)
    assert race.scaling_loss((1.0, 2.0, 3.0, 1.0, 1.0), 2.0, 3.0) == 3.0
    with pytest.raises(TypeError):
        race.scaling_loss((1.0, 2.0, 3.0, 1.0), 2.0, 3.0)
    assert bargaining.Belief() == ("lognormal", 0.0, 0.4, np.inf)


def test_numbers_give_numbers_and_arrays_arrays() -> None:
    assert type(building.yield_poisson(np.float32(1.0), 0)) is float
    assert building.yield_poisson(np.zeros((0, 3)), 0.1).shape == (0, 3)
    assert building.yield_poisson([[0.0], [0.0]], np.zeros((1, 3))).tolist() == [[1.0] * 3] * 2
    assert building.yield_poisson([0.0], 0.0).tolist() == [1.0]
    column_major = np.asfortranarray([[0.0, 1.0], [2.0, 3.0]])
    assert (building.yield_poisson(column_major, 1.0) == np.exp(-column_major)).all()
    safety = race.race_safety("public", [[2], [3]], 0.5, gap=[0.25, 1.0])
    assert safety.leader.tolist() == [[0.5, 1.0]] * 2 and safety.second.tolist() == [[0.25, 0.0]] * 2
    assert bargaining.delay_defection(0.2, [0.1, 5.0], 0.7).waits.dtype == bool
    with pytest.raises(ValueError, match="shape mismatch"):
        building.yield_poisson([1.0, 2.0], [1.0, 2.0, 3.0])


def test_choices_name_what_is_allowed() -> None:
    with pytest.raises(SolverError, match="automatic, enumeration or branch-and-bound"):
        bargaining.nash_menu([1], [1], package_value=1, method="guess")
    with pytest.raises(SolverError, match="race_safety.*none, private or public"):
        race.race_safety("some", 2, 0.5, gap=1.0)
    with pytest.raises(SolverError, match="leader"):
        deterrence.commit_pure([1.0], [[1.0]])
