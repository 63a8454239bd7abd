// Runs of the shipped scenarios: one run, its parts, loading, copying. Aims (issue 3): run of 40 baseline quarters <= 6 ms, load <= 150 ms,
// copy <= 0.2 ms, all on one core.
#include <benchmark/benchmark.h>

#include "entrepot/run/ensemble.hpp"
#include "entrepot/world/archive.hpp"

namespace {

using namespace entrepot;

const Scenario& baseline() {
  static const Scenario scenario = load_scenario("baseline");
  return scenario;
}

Simulation started(const char* strategy) { return Simulation(baseline(), baseline().strategy(strategy), RunKey{42, 0}); }

void load_baseline(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(load_scenario("baseline"));
}
void start_of_a_run(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(started("leverage"));
}
void forty_quarters(benchmark::State& state, const char* strategy) {
  const Simulation start = started(strategy);
  for (auto _ : state) {
    Simulation sim = start;
    sim.run();
    benchmark::DoNotOptimize(sim.world().quarter);
  }
}
/// Forty quarters of a run of four hundred: the first ones, and the last ones. A quarter should cost the same.
void forty_of_a_long_run(benchmark::State& state, const char* strategy, std::int64_t before) {
  const Model& schedule = standard_model();
  const RunKey key{42, 0};
  World start = started(strategy).world();
  while (start.quarter < before) schedule.step(start, key);
  for (auto _ : state) {
    World world = start;
    for (int quarter = 0; quarter < 40; ++quarter) schedule.step(world, key);
    benchmark::DoNotOptimize(world.quarter);
  }
  state.counters["lots"] = static_cast<double>(start.lots.product.size());
  state.counters["licences"] = static_cast<double>(start.licences.buyer.size());
  state.counters["products"] = static_cast<double>(start.products.id.size());
}
void whole_run(benchmark::State& state, const char* strategy) {
  std::uint64_t run = 0;
  for (auto _ : state) {
    Simulation sim(baseline(), baseline().strategy(strategy), RunKey{42, run++});
    sim.run();
    benchmark::DoNotOptimize(sim.outcomes().values());
  }
}
void copy_of_a_world(benchmark::State& state) {
  Simulation sim = started("leverage");
  sim.run();
  for (auto _ : state) {
    World copy = sim.world();
    benchmark::DoNotOptimize(copy.quarter);
  }
}
void digest_of_a_world(benchmark::State& state) {
  Simulation sim = started("leverage");
  sim.run();
  for (auto _ : state) benchmark::DoNotOptimize(sim.digest());
}
void save_and_restore(benchmark::State& state) {
  Simulation sim = started("leverage");
  sim.run();
  for (auto _ : state) benchmark::DoNotOptimize(Simulation::restore(sim.save(), baseline()));
}

BENCHMARK(load_baseline)->Unit(benchmark::kMillisecond);
BENCHMARK(start_of_a_run)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(forty_quarters, control, "control")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(forty_quarters, diffusion, "diffusion")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(forty_quarters, leverage, "leverage")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(forty_quarters, status_quo, "status-quo-2025")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(forty_of_a_long_run, control_first, "control", 0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(forty_of_a_long_run, control_last, "control", 360)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(forty_of_a_long_run, diffusion_first, "diffusion", 0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(forty_of_a_long_run, diffusion_last, "diffusion", 360)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(forty_of_a_long_run, leverage_first, "leverage", 0)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(forty_of_a_long_run, leverage_last, "leverage", 360)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(whole_run, control, "control")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(whole_run, diffusion, "diffusion")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(whole_run, leverage, "leverage")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(whole_run, status_quo, "status-quo-2025")->Unit(benchmark::kMillisecond);
BENCHMARK(copy_of_a_world)->Unit(benchmark::kMicrosecond);
BENCHMARK(digest_of_a_world)->Unit(benchmark::kMicrosecond);
BENCHMARK(save_and_restore)->Unit(benchmark::kMicrosecond);

}  // namespace
