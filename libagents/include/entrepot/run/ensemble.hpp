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
  bool check = false;    ///< the work of every stage is looked at: a run in which one does what it must not has failed, with a StageError
  std::vector<std::string> record{};
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
  EventSink events;
};

/// Runs strategies x runs; result i is strategy i / runs, run first_run + i % runs. `progress(done)` is called from the calling thread a few
/// times a second; when it returns false, runs not yet begun are left `not_run` and those under way are finished.
std::vector<RunResult> run_ensemble(const Scenario& scenario, std::span<const Strategy> strategies, const EnsembleOptions& options,
                                    const std::function<bool(std::size_t done)>& progress = {});

/// The one way out of an ensemble: every run, ended, is handed over once, with its result (which may be moved from) and its Simulation (null if
/// it failed), and then forgotten, so that memory does not grow with the number of runs. Calls come one at a time, in any order, from threads of
/// the ensemble. An exception of `process_result` stops the ensemble and is thrown on. Returns how many runs were handed over.
using ProcessResult = std::function<void(RunResult& result, const Simulation* simulation)>;
std::size_t run_ensemble(const Scenario& scenario, std::span<const Strategy> strategies, const EnsembleOptions& options,
                         const ProcessResult& process_result, const std::function<bool(std::size_t done)>& progress = {});

}  // namespace entrepot
