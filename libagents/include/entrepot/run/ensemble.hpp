// run/ensemble.hpp: many runs over threads of one process; results stand in run order whatever the threads do.
#pragma once
#include <atomic>
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "entrepot/run/recorder.hpp"
#include "entrepot/run/simulation.hpp"

namespace entrepot {

struct EnsembleOptions {
  std::uint64_t seed = 42;
  std::uint64_t first_run = 0, runs = 100;
  bool point = false;    ///< parameters at their point values instead of draw = run
  unsigned threads = 0;  ///< 0 = as many as the machine has cores; more than twice that (and 8) are not started
  std::vector<std::string> record;
};

/// One run of one strategy. A run that failed has a message and no outcomes; it never ends the batch.
struct RunResult {
  std::size_t strategy = 0;
  std::uint64_t run = 0;
  enum class Status : std::uint8_t { not_run, done, failed } status = Status::not_run;
  std::string message;
  std::vector<double> outcomes;
  std::vector<std::int64_t> event_counts;
  Digest digest;
  std::vector<Cube> cubes;
  EventRows events;
};

/// Runs strategies x runs; result i is strategy i / runs, run first_run + i % runs. `progress(done)` is called from the calling thread a few
/// times a second; when it returns false, runs not yet begun are left `not_run` and those under way are finished.
std::vector<RunResult> run_ensemble(const Scenario& scenario, std::span<const Strategy> strategies, const EnsembleOptions& options,
                                    const std::function<bool(std::size_t done)>& progress = {});

}  // namespace entrepot
