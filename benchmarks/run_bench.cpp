// Runs of the shipped scenarios: one run, its parts, loading, copying. Aims (issue 3): run of 40 baseline quarters <= 6 ms, load <= 150 ms,
// copy <= 0.2 ms, all on one core. What the seam costs: a quarter of stages that do nothing, a run whose stages are checked, a recorded column.
#include <benchmark/benchmark.h>

#include <array>

#include "entrepot/run/ensemble.hpp"
#include "entrepot/run/recorder.hpp"
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
/// Forty quarters, audited, of a run of four hundred: the first ones, and the last ones. A quarter should cost the same.
void forty_of_a_long_run(benchmark::State& state, const char* strategy, std::int64_t before) {
  const Model& model = standard_model();
  const RunKey key{42, 0};
  World start = started(strategy).world();
  while (start.quarter < before) model.step(start, key);
  const Books books = open_books(start);
  for (auto _ : state) {
    World world = start;
    for (int quarter = 0; quarter < 40; ++quarter) {
      model.step(world, key);
      audit(world, books);
    }
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

/// A stage that decides nothing and says that it writes nothing.
struct Idle {
  static constexpr std::string_view name = "idle";
  static constexpr std::array<std::string_view, 0> writes{};
  struct Proposals {};
  Proposals decide(const World&, const Turn&) const { return {}; }
  void apply(World&, const Proposals&, const Turn&) const {}
};
void step_of_an_idle_stage(benchmark::State& state) {
  const Model model{{Idle{}}};
  World world = started("leverage").world();
  model.equip(world);
  for (auto _ : state) {
    model.step(world, RunKey{42, 0});
    benchmark::DoNotOptimize(world.quarter);
  }
}
void forty_quarters_checked(benchmark::State& state) {
  const Simulation start = started("leverage").check();
  for (auto _ : state) {
    Simulation sim = start;
    sim.run();
    benchmark::DoNotOptimize(sim.world().quarter);
  }
}
void forty_quarters_recorded(benchmark::State& state, const char* column) {
  const Simulation start = started("leverage");
  const std::vector<std::string> names{column};
  const RecordPlan plan(names, start.model());
  for (auto _ : state) {
    Simulation sim = start;
    Recorder recorder(plan, static_cast<std::size_t>(sim.quarters()));
    while (!sim.done()) {
      sim.step();
      recorder.record(sim.world());
    }
    benchmark::DoNotOptimize(recorder.cubes());
  }
}
/// The recorder alone, on the last quarter's World: what a quarter of it costs, then what laying forty of them out does.
void recording_of_forty_quarters(benchmark::State& state, const char* column) {
  Simulation sim = started("leverage");
  sim.run();
  const std::vector<std::string> names{column};
  const RecordPlan plan(names, sim.model());
  for (auto _ : state) {
    Recorder recorder(plan, 40);
    for (int quarter = 0; quarter < 40; ++quarter) recorder.record(sim.world());
    benchmark::DoNotOptimize(recorder.cubes());
  }
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
BENCHMARK(step_of_an_idle_stage)->Unit(benchmark::kNanosecond);
BENCHMARK(forty_quarters_checked)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(forty_quarters_recorded, lots_quantity, "lots.quantity")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(recording_of_forty_quarters, lots_quantity, "lots.quantity")->Unit(benchmark::kMicrosecond);
BENCHMARK(copy_of_a_world)->Unit(benchmark::kMicrosecond);
BENCHMARK(digest_of_a_world)->Unit(benchmark::kMicrosecond);
BENCHMARK(save_and_restore)->Unit(benchmark::kMicrosecond);

}  // namespace
