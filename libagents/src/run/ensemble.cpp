#include "entrepot/run/ensemble.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <thread>

namespace entrepot {
namespace {

RunResult one_run(const Scenario& scenario, const Strategy& strategy, std::size_t number, std::uint64_t run, const EnsembleOptions& options,
                  const RecordPlan& plan, const std::atomic<bool>& stop) {
  RunResult result;
  result.strategy = number;
  result.run = run;
  try {
    const RunKey key{options.seed, run, options.point ? RunKey::point_draw : RunKey::same_as_run};
    Simulation sim(scenario, strategy, key);
    sim.want_events(plan.events);
    Recorder recorder(plan, static_cast<std::size_t>(sim.quarters()));
    while (!sim.done()) {
      if (stop) return result;  // not run: with many threads a run takes long to end
      sim.step();
      recorder.record(sim.world());
    }
    result.outcomes = outcomes_of(sim.world());
    result.event_counts = sim.world().event_counts.count;
    result.digest = sim.digest();
    result.cubes = recorder.cubes();
    result.events = sim.events();
    result.status = RunResult::Status::done;
  } catch (const std::exception& problem) {  // a failed run is a row with a message, never the end of the batch
    result.status = RunResult::Status::failed;
    result.message = problem.what();
  }
  return result;
}

}  // namespace

std::vector<RunResult> run_ensemble(const Scenario& scenario, std::span<const Strategy> strategies, const EnsembleOptions& options,
                                    const std::function<bool(std::size_t done)>& progress) {
  const RecordPlan plan(options.record);
  const std::size_t total = strategies.size() * options.runs;
  std::vector<RunResult> results(total);
  for (std::size_t i = 0; i < total; ++i) {
    results[i].strategy = i / options.runs;
    results[i].run = options.first_run + i % options.runs;
  }
  // Strategies of one run are taken together, so that what is done when a user stops is pairs, but for the last few.
  std::atomic<std::size_t> next{0}, done{0};
  std::atomic<bool> stop{false};
  const auto work = [&] {
    for (std::size_t i = next++; i < total && !stop; i = next++) {
      const std::size_t strategy = i % strategies.size(), run = i / strategies.size();
      RunResult& result = results[strategy * options.runs + run];
      result = one_run(scenario, strategies[strategy], strategy, options.first_run + run, options, plan, stop);
      done += result.status != RunResult::Status::not_run ? 1 : 0;
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
  if (progress) progress(done);
  return results;
}

}  // namespace entrepot
