"""Routes, deterrence and queues against NetworkX, SciPy and enumeration."""

import doctest
import math

import networkx as nx
import numpy as np
import pytest
from entrepot.errors import SolverError
from entrepot.solvers import deterrence, queues, routes
from scipy import optimize


def random_graph(seed, nodes=8, density=0.45, acyclic=True):
    """Sorted edges, costs, interdictions and the same as a NetworkX graph; source 0 and the last node are joined."""
    rng = np.random.default_rng(seed)
    edges = [
        (u, v)
        for u in range(nodes)
        for v in range(u + 1 if acyclic else 0, nodes)
        if u != v and (rng.random() < density or (u, v) == (0, nodes - 1))
    ]
    cost, q = 0.1 + rng.random(len(edges)), 0.6 * rng.random(len(edges))
    graph = nx.DiGraph()
    graph.add_nodes_from(range(nodes))
    for (u, v), c, p in zip(edges, cost, q):
        graph.add_edge(u, v, cost=c, risk=-math.log1p(-p), q=p)
    return np.array(edges), cost, q, graph


@pytest.mark.parametrize("module", [routes, deterrence, queues], ids=lambda m: m.__name__)
def test_the_examples_of_the_docstrings_run(module):
    found = doctest.testmod(module)
    assert found.attempted >= 5
    assert found.failed == 0


@pytest.mark.parametrize("seed", range(8))
def test_paths_and_flow_meet_networkx(seed):
    edges, cost, q, graph = random_graph(seed, acyclic=False)
    cheap, safe = routes.least_cost_path(edges, cost, 0, 7), routes.least_risk_path(edges, q, 0, 7)
    assert cheap.length == pytest.approx(nx.dijkstra_path_length(graph, 0, 7, weight="cost"), rel=1e-12)
    assert cheap.nodes.tolist() == nx.dijkstra_path(graph, 0, 7, weight="cost")
    assert safe.nodes.tolist() == nx.dijkstra_path(graph, 0, 7, weight="risk")
    assert edges[safe.edges].tolist() == [list(pair) for pair in zip(safe.nodes, safe.nodes[1:])]
    reached = nx.single_source_dijkstra_path_length(graph, 0, weight="cost")
    assert routes.distances(edges, cost, 0) == pytest.approx([reached.get(v, math.inf) for v in range(8)], rel=1e-12)
    assert routes.max_flow(edges, cost, 0, 7).value == pytest.approx(nx.maximum_flow_value(graph, 0, 7, capacity="cost"), rel=1e-12)


@pytest.mark.parametrize("seed", range(5))
def test_best_reply_is_a_new_search(seed):
    edges, _, q, graph = random_graph(seed)
    for e, (u, v) in enumerate(edges):
        raised = 1 - (1 - q[e]) * 0.6
        changed = graph.copy()
        changed[u][v]["risk"] = -math.log1p(-raised)
        reply = routes.interdict_edge(edges, q, 0, 7, e, raised)
        assert -math.log(reply.success) == pytest.approx(nx.dijkstra_path_length(changed, 0, 7, weight="risk"), rel=1e-12)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("legs", [1, 2, 4, 7])
@pytest.mark.parametrize("logarithms", [False, True])
def test_route_logit_is_the_logit_over_enumerated_paths(seed, legs, logarithms):
    edges, cost, _, graph = random_graph(seed)
    paths = list(nx.all_simple_paths(graph, 0, 7, cutoff=legs))
    total = np.array([sum(graph[u][v]["cost"] for u, v in zip(p, p[1:])) for p in paths])
    share = np.exp(-3 * (total - total.min()))
    share /= share.sum()
    weight = -3 * cost if logarithms else routes.route_weights(edges, cost, 3.0)
    result = routes.route_logit(edges, weight, 0, 7, legs, logarithms=logarithms)
    got = {tuple(r.nodes): r.share for r in result.routes}
    assert got == pytest.approx({tuple(p): s for p, s in zip(paths, share)}, rel=1e-10)
    assert sum(got.values()) == pytest.approx(1, abs=1e-12)
    flow = np.zeros(len(edges))
    for route in result.routes:
        flow[route.edges] += route.share
    assert result.flow == pytest.approx(flow, abs=1e-12)
    origin = np.eye(8)[0] * 5
    assert routes.route_flows(edges, weight, origin, 7, legs, logarithms=logarithms) == pytest.approx(5 * flow, abs=1e-11)
    assert result.value.shape == (legs + 1, 8) and result.choice.shape == (legs, len(edges))


@pytest.mark.parametrize("seed", range(6))
def test_unbounded_form_meets_dense_linear_algebra(seed):
    edges, cost, _, _ = random_graph(seed, acyclic=False)
    weight = routes.route_weights(edges, cost, 1.5, by_degree=True)
    matrix = np.zeros((8, 8))
    matrix[edges[:, 0], edges[:, 1]] = weight
    matrix[7] = 0
    radius = abs(np.linalg.eigvals(matrix)).max()
    result = routes.route_logit_unbounded(edges, weight, 0, 7)
    assert result.value == pytest.approx(np.linalg.solve(np.eye(8) - matrix, np.eye(8)[7]), rel=1e-12)
    assert routes.spectral_radius(edges, weight, 7) == pytest.approx(radius, rel=1e-8)
    with pytest.raises(ValueError, match="spectral radius"):
        routes.route_logit_unbounded(edges, weight * 1.01 / radius, 0, 7)


def test_bad_input_names_the_argument():
    edges = [[0, 1], [1, 2]]
    for call, argument in [
        (lambda: routes.least_cost_path([[1, 2], [0, 1]], [1.0, 1.0], 0, 2), "from"),
        (lambda: routes.least_cost_path(edges, [1.0, 1.0], 2, 0), "sink"),
        (lambda: routes.least_cost_path(edges, [1.0], 0, 2), "cost"),
        (lambda: routes.least_risk_path(edges, [0.5, np.nan], 0, 2), "interdiction"),
        (lambda: routes.route_logit(edges, [[1.0, 1.0]], 0, 2, 2), "weight"),
        (lambda: routes.route_logit(edges, [1.0, 1.0], 0, 2, 1), "source"),
        (lambda: routes.route_logit_unbounded(edges, [1.0, 1.0], -1, 2), "source"),
        (lambda: deterrence.stackelberg_coverage([1.0], [0.0], [0.0], [0.0], np.nan), "resources"),
        (lambda: deterrence.detection_hazard([0.1, 2.0], 1.0, 1.0), "base_probability"),
        (lambda: queues.queue_mmc(3.0, 1.0, 3), "arrival_rate"),
    ]:
        with pytest.raises(SolverError) as error:
            call()
        assert error.value.argument == argument
    with pytest.raises(TypeError):
        routes.distances([[0.0, 1.0]], [1.0], 0)


@pytest.mark.parametrize("seed", range(20))
def test_coverage_is_the_optimum_of_a_linear_programme(seed):
    """The attacker's best payoff is the smallest v that the budget can enforce: min v, v >= u_i - c_i (u_i - l_i), sum c <= m."""
    rng = np.random.default_rng(seed)
    n = int(rng.integers(1, 15))
    high = rng.uniform(0, 10, n)
    low = high - rng.uniform(0.1, 12, n)
    m = rng.uniform(0, n)
    result = deterrence.stackelberg_coverage(high, low, -np.ones(n), np.zeros(n), m)
    rows = np.vstack([np.hstack([-np.ones((n, 1)), -np.diag(high - low)]), np.hstack([[0.0], np.ones(n)])])
    best = optimize.linprog(np.eye(n + 1)[0], rows, np.append(-high, m), bounds=[(None, None)] + [(0, 1)] * n)
    assert result.attacker == pytest.approx(best.fun, abs=1e-8)
    assert result.coverage.sum() == pytest.approx(m, abs=1e-12)


@pytest.mark.parametrize("seed", range(20))
def test_commitment_is_the_best_of_linear_programmes(seed):
    rng = np.random.default_rng(seed)
    shape = (int(rng.integers(1, 5)), int(rng.integers(1, 6)))
    leader, follower = rng.integers(-9, 10, shape).astype(float), rng.integers(-9, 10, shape).astype(float)
    values = []
    for j in range(shape[1]):
        lp = optimize.linprog(-leader[:, j], (follower - follower[:, [j]]).T, np.zeros(shape[1]), np.ones((1, shape[0])), [1.0])
        if lp.success:
            values.append(-lp.fun)
    result = deterrence.commit_mixed(leader, follower)
    assert result.leader == pytest.approx(max(values), abs=1e-9)
    assert result.strategy.sum() == pytest.approx(1, abs=1e-12)
    assert result.leader >= deterrence.commit_pure(leader, follower).leader - 1e-12
    for i, j in deterrence.pure_nash(leader, follower):
        assert deterrence.commit_pure(leader, follower).leader >= leader[i, j]


def test_black_market_price_clears_demand_and_capacity():
    price, capacity = np.array([1.1, 1.3, 1.9, 2.5]), np.array([0.2, 0.1, 0.2, 0.4])
    market, sold = deterrence.black_market_offers(1.0, 0.8, 1.0, price, capacity)
    root = optimize.brentq(lambda p: p**-0.8 - capacity[price <= p].sum(), 1, 10)
    assert market.price == pytest.approx(root, rel=1e-9)
    assert sold.sum() == pytest.approx(market.price**-0.8, rel=1e-12)


@pytest.mark.parametrize("servers,load", [(1, 0.5), (2, 0.9), (7, 0.8), (218, 0.955)])
def test_queue_is_the_stationary_birth_and_death_process(servers, load):
    arrival = load * servers
    n = 6000
    step = np.log(arrival) - np.log(np.minimum(np.arange(1, n), servers))
    p = np.exp(np.concatenate([[0], np.cumsum(step)]) - np.cumsum(step).max())
    p /= p.sum()
    queue = queues.queue_mmc(arrival, 1.0, servers)
    assert queue.wait_probability == pytest.approx(p[servers:].sum(), rel=1e-9)
    assert queue.in_system == pytest.approx((np.arange(n) * p).sum(), rel=1e-9)
