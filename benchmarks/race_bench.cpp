// Race and capability: number of labs or evaluations on the axis.
#include <benchmark/benchmark.h>

#include "entrepot/solvers/capability.hpp"
#include "entrepot/solvers/race.hpp"

namespace {

using namespace entrepot::solvers;

void risks(benchmark::State& state) {
  const auto labs = static_cast<int>(state.range(0));
  for (auto _ : state)
    for (const auto information : {Information::none, Information::own, Information::all})
      benchmark::DoNotOptimize(race_risk(information, labs, .6, 1.3));
}
BENCHMARK(risks)->ArgName("labs")->Arg(2)->Arg(30)->Arg(1000);

void safeties(benchmark::State& state) {
  for (auto _ : state)
    for (std::int64_t l = 0; l < state.range(0); ++l)
      benchmark::DoNotOptimize(race_safety_private(static_cast<int>(state.range(0)), .6, 1e-3 * static_cast<double>(l)));
}
BENCHMARK(safeties)->ArgName("labs")->Arg(2)->Arg(30)->Arg(1000);

void takeoffs(benchmark::State& state) {
  for (auto _ : state)
    for (std::int64_t l = 0; l < state.range(0); ++l) benchmark::DoNotOptimize(takeoff(1.2, .5, 1e-3 * static_cast<double>(l), 1));
}
BENCHMARK(takeoffs)->ArgName("labs")->Arg(1)->Arg(30)->Arg(1000);

void optima(benchmark::State& state) {
  for (auto _ : state)
    for (std::int64_t l = 0; l < state.range(0); ++l)
      benchmark::DoNotOptimize(compute_optimal(besiroglu_2024, 1e24 * static_cast<double>(l + 1)));
}
BENCHMARK(optima)->ArgName("runs")->Arg(1)->Arg(30)->Arg(1000);

}  // namespace
