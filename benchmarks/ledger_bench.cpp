// Moves of chips one by one, by the rules and against them: a move is as cheap whatever its label and year (redesign.md, item 7).
#include <benchmark/benchmark.h>

#include "entrepot/run/simulation.hpp"
#include "entrepot/world/ledger.hpp"

namespace {

using namespace entrepot;

/// The baseline after ten years, with chips in a vendor's hands.
World stocked_world() {
  const Scenario scenario = load_scenario("baseline");
  Simulation sim(scenario, scenario.strategy("control"), RunKey{42, 0});
  sim.run();
  World world = sim.world();
  ledger::make(world, ProductId{0}, 1'000'000'000'000);
  return world;
}

void move_of_a_chip(benchmark::State& state, std::int32_t cohort, bool diverted) {
  static const World stocked = stocked_world();
  World world = stocked;
  const LotId vendor = ledger::lot_at(world, ProductId{0}, {});
  std::size_t site = 0;
  for (auto _ : state) {
    ledger::move(world, vendor, 1, {Holder::at(SiteId{site}), cohort, diverted});
    if (++site == world.sites.owner.size()) site = 0;
  }
}

BENCHMARK_CAPTURE(move_of_a_chip, of_this_year, 9, false);
BENCHMARK_CAPTURE(move_of_a_chip, of_years_ago, 2, false);
BENCHMARK_CAPTURE(move_of_a_chip, diverted, 9, true);

}  // namespace
