#include "entrepot/run/ensemble.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

namespace entrepot {
namespace {

/// A run to its end, or to where it failed or was stopped; the simulation stands in `sim` if it ended.
RunResult one_run(const Scenario& scenario, const Strategy& strategy, std::size_t number, std::uint64_t run, const EnsembleOptions& options,
                  const RecordPlan& plan, const std::atomic<bool>& stop, std::optional<Simulation>& sim) {
  RunResult result;
  result.strategy = number;
  result.run = run;
  try {
    const RunKey key{options.seed, run, options.point ? RunKey::point_draw : RunKey::same_as_run};
    sim.emplace(scenario, strategy, key);
    if (options.check) sim->check();
    if (!plan.events.empty()) sim->want_events(plan.events);
    Recorder recorder(plan, static_cast<std::size_t>(sim->quarters()));
    while (!sim->done()) {
      if (stop) return result;  // not run: with many threads a run takes long to end
      sim->step();
      recorder.record(sim->world());
    }
    result.outcomes = sim->model().outcomes_of(sim->world());
    result.event_counts = sim->world().event_counts.count;
    result.digest = sim->digest();
    result.cubes = recorder.cubes();
    result.events = sim->events();
    result.status = RunResult::Status::done;
  } catch (const std::exception& problem) {  // a failed run is a row with a message, never the end of the batch
    sim.reset();
    result.status = RunResult::Status::failed;
    result.message = problem.what();
  }
  return result;
}

}  // namespace

std::vector<RunResult> run_ensemble(const Scenario& scenario, std::span<const Strategy> strategies, const EnsembleOptions& options,
                                    const std::function<bool(std::size_t done)>& progress) {
  std::vector<RunResult> results(strategies.size() * options.runs);
  for (std::size_t i = 0; i < results.size(); ++i) {
    results[i].strategy = i / options.runs;
    results[i].run = options.first_run + i % options.runs;
  }
  const auto keep = [&](RunResult& result, const Simulation*) {
    results[result.strategy * options.runs + (result.run - options.first_run)] = std::move(result);
  };
  run_ensemble(scenario, strategies, options, keep, progress);
  return results;
}

std::size_t run_ensemble(const Scenario& scenario, std::span<const Strategy> strategies, const EnsembleOptions& options,
                         const ProcessResult& process_result, const std::function<bool(std::size_t done)>& progress) {
  const RecordPlan plan(options.record, scenario.model.stages().empty() ? standard_model() : scenario.model);
  const std::size_t total = strategies.size() * options.runs;
  // Strategies of one run are taken together, so that what is done when a user stops is pairs, but for the last few.
  std::atomic<std::size_t> next{0}, done{0};
  std::atomic<bool> stop{false};
  std::mutex handing_over;
  std::exception_ptr refused;
  const auto work = [&] {
    std::optional<Simulation> sim;
    for (std::size_t i = next++; i < total && !stop; i = next++) {
      const std::size_t strategy = i % strategies.size(), run = i / strategies.size();
      RunResult result = one_run(scenario, strategies[strategy], strategy, options.first_run + run, options, plan, stop, sim);
      if (result.status == RunResult::Status::not_run) continue;
      const std::lock_guard lock(handing_over);
      if (refused) continue;
      try {
        process_result(result, sim ? &*sim : nullptr);
        ++done;
      } catch (...) {
        refused = std::current_exception();
        stop = true;
      }
    }
  };
  // More threads than cores win nothing, and hundreds of them keep the one that listens to the user from running.
  const unsigned cores = std::max(1U, std::thread::hardware_concurrency());
  const unsigned wanted = options.threads == 0 ? cores : std::min(options.threads, std::max(8U, 2 * cores));
  const auto count = static_cast<unsigned>(std::min<std::size_t>(wanted, std::max<std::size_t>(1, total)));
  std::mutex mutex;
  std::condition_variable finished;
  unsigned working = count;
  std::vector<std::thread> threads;
  for (unsigned t = 0; t < count; ++t)
    threads.emplace_back([&] {
      work();
      const std::lock_guard lock(mutex);
      --working;
      finished.notify_one();
    });
  const auto join = [&] {
    for (std::thread& t : threads) t.join();
  };
  try {
    std::unique_lock lock(mutex);
    while (!finished.wait_for(lock, std::chrono::milliseconds(100), [&] { return working == 0; })) {
      lock.unlock();
      if (progress && !progress(done)) stop = true;
      lock.lock();
    }
  } catch (...) {  // a progress bar that throws must not leave threads behind
    stop = true;
    join();
    throw;
  }
  join();
  if (refused) std::rethrow_exception(refused);
  if (progress) progress(done);
  return done;
}

}  // namespace entrepot
