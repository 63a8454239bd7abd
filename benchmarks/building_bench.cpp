// Building: number of evaluations on the axis.
#include <benchmark/benchmark.h>

#include <vector>

#include "entrepot/solvers/building.hpp"
#include "entrepot/solvers/real_option.hpp"

namespace {

using namespace entrepot::solvers;

void triggers(benchmark::State& state) {
  for (auto _ : state) {
    for (std::int64_t i = 0; i < state.range(0); ++i)
      benchmark::DoNotOptimize(real_option(.08, .05, policy_sigma(.2, .1, 1e-3 * static_cast<double>(i)), 2).trigger);
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(triggers)->ArgName("projects")->Arg(1)->Arg(100)->Arg(1000);

void yields(benchmark::State& state) {
  for (auto _ : state) {
    for (std::int64_t i = 0; i < state.range(0); ++i)
      benchmark::DoNotOptimize(dies_per_wafer(300, 600) * yield_negative_binomial(6, 1e-4 * static_cast<double>(i), 3));
  }
  state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(yields)->ArgName("fabs")->Arg(1)->Arg(100)->Arg(1000);

void pipeline_of_capacity(benchmark::State& state) {
  std::vector<double> ring(static_cast<std::size_t>(state.range(0)), 1.0);
  std::int64_t quarter = 0;
  for (auto _ : state) benchmark::DoNotOptimize(pipeline_step(ring, quarter++, 2.0));
}
BENCHMARK(pipeline_of_capacity)->ArgName("lag")->Arg(1)->Arg(12)->Arg(1000);

void present_values(benchmark::State& state) {
  const std::vector<double> flow(static_cast<std::size_t>(state.range(0)), 1.0);
  for (auto _ : state) benchmark::DoNotOptimize(present_value(flow, .08, .1, .25));
}
BENCHMARK(present_values)->ArgName("quarters")->Arg(12)->Arg(80)->Arg(1000);

}  // namespace
