// An ensemble that keeps no runs: every run is reduced as soon as it ends, so that a million of them take no more memory than ten.
//
// Runs end in any order, so the last digits of a running mean may differ from one execution to the next; what a run comes to does not. Whoever
// needs the same bits keeps one number a run (result.run says which) and sums at the end.
#include <cmath>
#include <entrepot/entrepot.hpp>
#include <iostream>
namespace ep = entrepot;

namespace {

/// Running mean and variance (Welford 1962).
struct Moments {
  std::size_t n = 0;
  double mean = 0.0, squares = 0.0;
  void add(double x) {
    ++n;
    const double off = x - mean;
    mean += off / static_cast<double>(n);
    squares += off * (x - mean);
  }
  double error() const { return std::sqrt(squares / static_cast<double>(n - 1) / static_cast<double>(n)); }
};

}  // namespace

int main() {
  const ep::Scenario scenario = ep::load_scenario("tiny");
  const std::vector<ep::Strategy> strategies{scenario.strategy("control"), scenario.strategy("diffusion")};
  std::vector<Moments> share(strategies.size());
  std::size_t failed = 0;
  // Called for one run at a time. The simulation is there until the call returns: anything can be read from its World.
  const ep::ProcessResult reduce = [&](ep::RunResult& result, const ep::Simulation* sim) {
    if (sim == nullptr) ++failed;
    else share[result.strategy].add(sim->outcomes().at("stack_share"));
  };
  const std::size_t done = ep::run_ensemble(scenario, strategies, {.seed = 42, .runs = 200}, reduce);
  std::cout << done << " runs, " << failed << " failed\n";
  for (std::size_t s = 0; s < strategies.size(); ++s)
    std::cout << strategies[s].name << ": stack_share " << share[s].mean << " +- " << share[s].error() << '\n';
}
