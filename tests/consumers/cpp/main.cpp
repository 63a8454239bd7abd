// Uses the installed library as a user does. `./dev test --full` compares what it prints with and without -mavx2: our arrays cross into this
// unit, and a stage of the user's is compiled in it, so the instruction set that a consumer chooses must change neither their layout nor a bit.
#include <entrepot/entrepot.hpp>
#include <iostream>

#include "sanction_stage.hpp"

namespace {

void run(const entrepot::Scenario& scenario, const entrepot::Strategy& strategy, const char* outcome) {
  entrepot::Simulation simulation{scenario, strategy, entrepot::RunKey{.seed = 42, .run = 0}};
  simulation.run();
  std::cout << scenario.id << ' ' << strategy.name << ' ' << simulation.outcomes().at(outcome) << ' ' << simulation.digest().hex() << '\n';
}

}  // namespace

int main() {
  const entrepot::Scenario tiny = entrepot::load_scenario("tiny");
  std::cout << "scenario in " << tiny.folder << '\n';
  for (const entrepot::Strategy& strategy : tiny.strategies) run(tiny, strategy, "stack_share");

  entrepot::Model model = entrepot::standard_model();
  model.insert_after("buy", mine::Sanction{});
  const entrepot::Scenario sanctions = entrepot::load_scenario(SANCTIONS, model);
  for (const char* strategy : {"control", "leverage"}) run(sanctions, sanctions.strategy(strategy), "sanction_pressure");
}
