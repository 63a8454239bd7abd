// Runs the baseline with a stage of one's own (sanction_stage.hpp), in an ensemble on two threads, with its column and its events recorded.
//
//   sanction_stage FOLDER     FOLDER: a scenario that has the stage's parameters, such as examples/cpp/sanctions
#include "sanction_stage.hpp"

#include <entrepot/entrepot.hpp>
#include <iostream>
namespace ep = entrepot;

int main(int count, char** words) {
  if (count != 2) {
    std::cerr << "usage: sanction_stage FOLDER\n";
    return 2;
  }
  try {
    ep::Model model = ep::standard_model();
    model.insert_after("buy", mine::Sanction{});
    const ep::Scenario scenario = ep::load_scenario(words[1], model);

    ep::EnsembleOptions options;
    options.runs = 20;
    options.threads = 2;
    options.check = true;  // the stage is held to what it says of itself
    options.record = {"pressed.pressure", "events.imposed"};
    const std::vector<ep::Strategy> strategies{scenario.strategy("control"), scenario.strategy("leverage")};
    for (const ep::RunResult& run : ep::run_ensemble(scenario, strategies, options)) {
      if (run.status != ep::RunResult::Status::done) {
        std::cerr << run.message << '\n';
        return 1;
      }
      if (run.run != 0) continue;
      std::cout << strategies[run.strategy].name << ": " << run.events.rows.back().size() << " sanctions imposed, digest "
                << run.digest.hex() << '\n';
    }

    ep::Simulation sim{scenario, scenario.strategy("control"), ep::RunKey{.seed = 42, .run = 0}};
    sim.run();
    const ep::Simulation again = ep::Simulation::restore(sim.save(), scenario);
    std::cout << "sanction_pressure " << sim.outcomes().at("sanction_pressure") << ", "
              << again.world().own.get<mine::Sanctions>().source.size()
              << " sanctions in force, the same after restore: " << (again.digest() == sim.digest() ? "yes" : "no") << '\n';
    return again.digest() == sim.digest() ? 0 : 1;
  } catch (const ep::Error& problem) {
    std::cerr << problem.what() << '\n';
    return 2;
  }
}
