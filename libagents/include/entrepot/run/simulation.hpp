// run/simulation.hpp: one run: a World, a schedule and a RunKey. A value: it can be copied, branched, saved and restored.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "entrepot/run/model.hpp"
#include "entrepot/run/outcomes.hpp"
#include "entrepot/scenario/scenario.hpp"
#include "entrepot/world/audit.hpp"

namespace entrepot {

/// Loads a scenario folder (a path, or the name of a shipped one) for a model, checks it against that model's parameters, levers, outcomes and
/// tables, and compiles the constants of demand at the point values, so that a run needs a few passes only. The scenario carries the model:
/// simulations and ensembles run it. Throws ScenarioError. A model in `options` that has no stages gives way to the one that is named.
Scenario load_scenario(std::string_view path_or_name, const Model& model = standard_model(), LoadOptions options = {});
Scenario load_scenario(std::string_view path_or_name, LoadOptions options);
/// The same for files in memory; relative paths in `extends` begin at `folder`.
Scenario load_scenario(const ScenarioFiles& files, LoadOptions options = {}, std::string_view folder = "");

class Simulation {
  World world_;
  Model model_;
  RunKey key_;
  Books books_;
  std::int64_t quarters_;
  std::string scenario_, strategy_;
  EventSink sink_;
#ifdef ENTREPOT_CHECKED
  bool check_ = true;
#else
  bool check_ = false;
#endif

 public:
  /// Runs the scenario's model. The rival runs the scenario's rival strategy unless another is given.
  Simulation(const Scenario& scenario, const Strategy& strategy, RunKey key, const Strategy* rival = nullptr);
  /// With these parameters instead of the draw's.
  Simulation(const Scenario& scenario, const Strategy& strategy, RunKey key, Parameters parameters, const Strategy* rival = nullptr);

  /// Whether the work of every stage is looked at (Model::step_checked). Off, but in a checked build; it changes no number.
  /// Throws StageError at once if the first values are not in the range of their columns.
  Simulation& check(bool on = true);
  /// Other levers from now on, as a branch of a run wants them: the home exporter's, and the rival's if one is given. `strategy()` is the new name.
  Simulation& apply(const Strategy& strategy, const Strategy* rival = nullptr);
  /// One quarter, audited: chips and money are recounted (AuditError; StageError where stages are checked). Does nothing when done.
  void step(const Model::After& after = {});
  void run() {
    while (!done()) step();
  }
  bool done() const { return world_.quarter >= quarters_; }
  std::int64_t quarters() const { return quarters_; }

  const World& world() const { return world_; }
  World& world() { return world_; }
  const Model& model() const { return model_; }
  RunKey key() const { return key_; }
  const std::string& scenario() const { return scenario_; }
  const std::string& strategy() const { return strategy_; }
  Outcomes outcomes() const { return Outcomes(model_, world_); }
  Digest digest() const { return digest_of(world_); }

  /// Keeps rows of these kinds of event from now on. Throws UnknownName with the nearest.
  void want_events(std::span<const std::string> kinds) { sink_ = model_.sink_for(kinds); }
  const EventSink& events() const { return sink_; }

  /// Everything but the model and recorded event rows.
  std::string save() const;
  /// Throws SnapshotError if the bytes are damaged, of another version or of another scenario.
  static Simulation restore(std::string_view bytes, const Scenario& scenario);

 private:
  Simulation(const Scenario& scenario, World world, RunKey key, std::string strategy);
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
