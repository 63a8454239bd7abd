// run/simulation.hpp: one run: a World, a schedule and a RunKey. A value: it can be copied, branched, saved and restored.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "entrepot/run/outcomes.hpp"
#include "entrepot/run/schedule.hpp"
#include "entrepot/scenario/scenario.hpp"
#include "entrepot/world/audit.hpp"

namespace entrepot {

/// Loads a scenario folder (a path, or the name of a shipped one), checks its parameters against the standard stages and compiles the
/// constants of demand at the point values, so that a run needs a few passes only. Throws ScenarioError.
Scenario load_scenario(std::string_view path_or_name, LoadOptions options = {});
/// The same for files in memory; relative paths in `extends` begin at `folder`.
Scenario load_scenario(const ScenarioFiles& files, LoadOptions options = {}, std::string_view folder = "");

class Simulation {
  World world_;
  Schedule schedule_;
  RunKey key_;
  Books books_;
  std::int64_t quarters_;
  std::string scenario_, strategy_;
  EventSink sink_;

 public:
  /// The rival runs the scenario's rival strategy unless another is given.
  Simulation(const Scenario& scenario, const Strategy& strategy, RunKey key, Schedule schedule = standard_schedule(),
             const Strategy* rival = nullptr);
  /// With these parameters instead of the draw's.
  Simulation(const Scenario& scenario, const Strategy& strategy, RunKey key, Parameters parameters, Schedule schedule = standard_schedule(),
             const Strategy* rival = nullptr);

  /// One quarter, audited: chips and money are recounted (AuditError). Does nothing when done.
  void step(const Schedule::After& after = {});
  void run() {
    while (!done()) step();
  }
  bool done() const { return world_.quarter >= quarters_; }
  std::int64_t quarters() const { return quarters_; }

  const World& world() const { return world_; }
  World& world() { return world_; }
  const Schedule& schedule() const { return schedule_; }
  Schedule& schedule() { return schedule_; }
  RunKey key() const { return key_; }
  const std::string& scenario() const { return scenario_; }
  const std::string& strategy() const { return strategy_; }
  Outcomes outcomes() const { return Outcomes(outcomes_of(world_)); }
  Digest digest() const { return digest_of(world_); }

  void want_events(Bits<EventKind> kinds) { sink_.wanted = kinds; }
  const EventRows& events() const { return sink_.rows; }

  /// Everything but the schedule and recorded event rows.
  std::string save() const;
  /// Throws SnapshotError if the bytes are damaged, of another version or of another scenario.
  static Simulation restore(std::string_view bytes, const Scenario& scenario, Schedule schedule = standard_schedule());
};

/// Where two runs part: the first quarter, stage and column; empty difference if they never do.
struct Parting {
  std::int64_t quarter = 0;
  std::string stage;  ///< "start" if they differ before the first quarter
  Difference difference;
};
/// Runs both to the end in step. `ignore`: tables and columns that differ by design (such as "levers", "exporters.stance").
Parting first_parting(Simulation left, Simulation right, std::span<const std::string> ignore = {});

}  // namespace entrepot
