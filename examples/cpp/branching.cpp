// Branches a world: two years under control, then a copy goes on under diffusion. Both meet the same luck, so what they differ in is the work of
// the levers.
#include <entrepot/entrepot.hpp>
#include <iostream>
namespace ep = entrepot;

int main() {
  const ep::Scenario scenario = ep::load_scenario("tiny");
  ep::Simulation control{scenario, scenario.strategy("control"), ep::RunKey{.seed = 42, .run = 0}};
  while (control.world().quarter < 8) control.step();

  ep::Simulation diffusion = control;  // a simulation is a value
  diffusion.apply(scenario.strategy("diffusion"));
  ep::Simulation shut = control;  // or one cell only
  shut.apply(ep::with_levers(scenario, scenario.strategy("control"), "[chips.swing]\nroute = \"deny\"\n", "shut to swing states"));

  const std::vector<std::string> levers{"levers", "exporters.rules_on", "exporters.stance", "exporters.officers"};  // differ by design
  const ep::Parting parting = ep::first_parting(control, diffusion, levers);
  std::cout << "they part in quarter " << parting.quarter << ", stage " << parting.stage << ", " << parting.difference.column << '\n';
  for (ep::Simulation* branch : {&control, &diffusion, &shut}) {
    branch->run();
    std::cout << branch->strategy() << ": revenue " << branch->outcomes().at("revenue_usd") << " USD, stack share "
              << branch->outcomes().at("stack_share") << '\n';
  }
}
