#include <entrepot/entrepot.hpp>
#include <iostream>
namespace ep = entrepot;

int main() {
  const ep::Scenario scenario = ep::load_scenario("baseline");  // path or the name of a shipped scenario
  ep::Simulation sim{scenario, scenario.strategy("leverage"), ep::RunKey{.seed = 42, .run = 0}};
  sim.run();  // or step() by step
  std::cout << sim.outcomes().at("stack_share") << '\n';
}
