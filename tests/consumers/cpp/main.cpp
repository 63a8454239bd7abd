// Uses the installed library as a user does. `./dev test --full` compares what it prints with and without -mavx2: our arrays cross into this
// unit, so the instruction set that a consumer chooses must change neither their layout nor a bit.
#include <entrepot/entrepot.hpp>
#include <iostream>

int main() {
  const entrepot::Scenario scenario = entrepot::load_scenario("tiny");
  std::cout << "scenario in " << scenario.folder << '\n';
  for (const entrepot::Strategy& strategy : scenario.strategies) {
    entrepot::Simulation simulation{scenario, strategy, entrepot::RunKey{.seed = 42, .run = 0}};
    simulation.run();
    std::cout << strategy.name << ' ' << simulation.outcomes().at("stack_share") << ' ' << simulation.digest().hex() << '\n';
  }
}
