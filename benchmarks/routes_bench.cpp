// Routes and deterrence: size on the axis. Target: route_logit, 2 legs, 3,000 edges, first sink, at most 30 us.
#include <benchmark/benchmark.h>

#include <pcg_random.hpp>
#include <vector>

#include "entrepot/solvers/commitment.hpp"
#include "entrepot/solvers/deterrence.hpp"
#include "entrepot/solvers/queues.hpp"
#include "entrepot/solvers/route_logit.hpp"
#include "entrepot/solvers/routes.hpp"

namespace {

using namespace entrepot::solvers;

/// 15 edges a node, like the route layer of the baseline.
struct Layer {
  std::int32_t nodes;
  std::vector<std::int32_t> from, to;
  std::vector<double> cost, q, gc, weight;

  explicit Layer(std::int64_t edge_count) : nodes{static_cast<std::int32_t>(edge_count / 15)} {
    pcg32 random(42, 54);
    const auto uniform = [&] { return (static_cast<double>(random()) + .5) * 0x1p-32; };
    for (std::int32_t u = 0; u < nodes; ++u)
      for (int k = 0; k < 15; ++k) {
        from.push_back(u);
        to.push_back(static_cast<std::int32_t>(random(static_cast<std::uint32_t>(nodes))));
        cost.push_back(.01 + .1 * uniform());
        q.push_back(.05 + .25 * uniform());
      }
    gc.resize(from.size());
    weight.resize(from.size());
    prepare();
  }
  void prepare() {
    generalised_cost(cost, q, 2, .9, gc);
    route_weights(edges(), gc, 6, true, weight);
  }
  Edges edges() const { return {nodes, from, to}; }
};

void route_logit_given_weights(benchmark::State& state) {
  const Layer layer(state.range(0));
  RouteChoice out;
  for (auto _ : state) {
    route_logit(layer.edges(), layer.weight, 7, static_cast<int>(state.range(1)), out);
    benchmark::DoNotOptimize(out.choice.data());
  }
}
BENCHMARK(route_logit_given_weights)->ArgNames({"edges", "legs"})->ArgsProduct({{300, 3000, 30000}, {2, 4}})->Unit(benchmark::kMicrosecond);

/// What the first sink costs: costs to weights (a logarithm and an exponential an edge) and the recursion.
void route_logit_first_sink(benchmark::State& state) {
  Layer layer(state.range(0));
  RouteChoice out;
  for (auto _ : state) {
    route_weights(layer.edges(), layer.gc, 6, true, layer.weight);
    route_logit(layer.edges(), layer.weight, 7, static_cast<int>(state.range(1)), out);
    benchmark::DoNotOptimize(out.choice.data());
  }
}
BENCHMARK(route_logit_first_sink)->ArgNames({"edges", "legs"})->ArgsProduct({{300, 3000, 30000}, {2}})->Unit(benchmark::kMicrosecond);

void route_logit_logarithms(benchmark::State& state) {
  Layer layer(state.range(0));
  for (std::size_t e = 0; e < layer.gc.size(); ++e) layer.weight[e] = -6 * layer.gc[e];
  RouteChoice out;
  for (auto _ : state) {
    route_logit_log(layer.edges(), layer.weight, 7, 2, out);
    benchmark::DoNotOptimize(out.choice.data());
  }
}
BENCHMARK(route_logit_logarithms)->ArgName("edges")->Arg(300)->Arg(3000)->Arg(30000)->Unit(benchmark::kMicrosecond);

void route_flows(benchmark::State& state) {
  const Layer layer(state.range(0));
  RouteChoice out;
  route_logit(layer.edges(), layer.weight, 7, 2, out);
  const auto n = static_cast<std::size_t>(layer.nodes);
  std::vector<double> origin(n, 0.0), flow(layer.from.size()), mass(2 * n);
  for (std::size_t u = 0; u < n; ++u) origin[u] = out.value_row(2, layer.nodes)[u] > 0 ? 1 : 0;
  for (auto _ : state) {
    edge_flows(layer.edges(), out, origin, flow, mass);
    benchmark::DoNotOptimize(flow.data());
  }
}
BENCHMARK(route_flows)->ArgName("edges")->Arg(300)->Arg(3000)->Arg(30000)->Unit(benchmark::kMicrosecond);

void route_logit_without_bound(benchmark::State& state) {
  const Layer layer(state.range(0) * 15);
  for (auto _ : state) benchmark::DoNotOptimize(route_logit_unbounded(layer.edges(), layer.weight, 7));
}
BENCHMARK(route_logit_without_bound)->ArgName("nodes")->Arg(20)->Arg(50)->Arg(200)->Unit(benchmark::kMicrosecond);

void safest_path(benchmark::State& state) {
  const Layer layer(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(least_risk_path(layer.edges(), layer.q, 0, 7));
}
BENCHMARK(safest_path)->ArgName("edges")->Arg(300)->Arg(3000)->Arg(30000)->Unit(benchmark::kMicrosecond);

void coverage(benchmark::State& state) {
  const auto n = static_cast<std::size_t>(state.range(0));
  pcg32 random(1, 2);
  std::vector<double> high(n), low(n), lost(n, -1.0), safe(n, 0.0);
  for (std::size_t i = 0; i < n; ++i) high[i] = static_cast<double>(random() % 1000), low[i] = -1 - static_cast<double>(random() % 500);
  for (auto _ : state) benchmark::DoNotOptimize(stackelberg_coverage(high, low, lost, safe, .3 * static_cast<double>(n)));
}
BENCHMARK(coverage)->ArgName("targets")->Arg(10)->Arg(100)->Arg(3000)->Unit(benchmark::kMicrosecond);

void mixed_commitment(benchmark::State& state) {
  pcg32 random(3, 4);
  Eigen::MatrixXd leader(state.range(0), state.range(0)), follower = leader;
  for (Eigen::Index i = 0; i < leader.size(); ++i) leader(i) = random() % 100, follower(i) = random() % 100;
  for (auto _ : state) benchmark::DoNotOptimize(commit_mixed(leader, follower));
}
BENCHMARK(mixed_commitment)->ArgName("actions")->Arg(2)->Arg(4)->Arg(6)->Unit(benchmark::kMicrosecond);

void queue_of_servers(benchmark::State& state) {
  const auto servers = static_cast<int>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(queue_mmc(.9 * servers, 1, servers));
}
BENCHMARK(queue_of_servers)->ArgName("servers")->Arg(1)->Arg(218)->Arg(10000);

}  // namespace
