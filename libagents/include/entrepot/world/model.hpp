// world/model.hpp: a model as a value: the stages of a quarter in order, and with them all that they say of themselves. A stage can be replaced,
// inserted or removed by name; scenarios, simulations, ensembles and Python take parameters, levers, tables, events and outcomes from here.
#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "entrepot/world/audit.hpp"
#include "entrepot/world/stage.hpp"

namespace entrepot {

class Model {
  std::vector<Stage> stages_;
  std::shared_ptr<const Catalogue> catalogue_;

 public:
  Model() : Model(std::vector<Stage>{}) {}
  /// Throws ModelError with everything that the stages say and that cannot be (a name twice, a column that is not there, ...).
  explicit Model(std::vector<Stage> stages);

  // All throw UnknownName if there is no stage of that name, and ModelError as above; then the model is as it was.
  Model& replace(std::string_view name, Stage with);
  Model& insert_after(std::string_view name, Stage what);
  Model& insert_before(std::string_view name, Stage what);
  Model& remove(std::string_view name);
  Model& append(Stage what);

  const Stage& find(std::string_view name) const;
  const std::vector<Stage>& stages() const { return stages_; }
  /// Parameters in the order of stages; each once, said by the stage that it belongs to.
  std::vector<ParameterInfo> parameters() const;
  /// Outcomes in the order of stages.
  std::vector<OutcomeInfo> outcomes() const;
  std::vector<double> outcomes_of(const World& world) const;
  const std::vector<LeverInfo>& levers() const { return catalogue_->levers; }
  const std::vector<EventInfo>& events() const { return catalogue_->events; }
  const std::shared_ptr<const Catalogue>& catalogue() const { return catalogue_; }

  /// Gives a World what the stages bring along: tables with their rows, a count for each kind of event.
  void equip(World& world) const;
  /// First values whatever the strategies are, then (when the strategies are applied) under them; stages in order.
  void set_up(World& world, RunKey key) const;
  void first_day(World& world, RunKey key) const;
  /// One quarter: every stage, then the clock. `after` is called behind each stage with its name.
  using After = std::function<void(std::string_view stage, const World&)>;
  void step(World& world, RunKey key, EventSink* sink = nullptr, const After& after = {}) const;
  /// The same, and everything that a stage must hold to is looked at behind each: that it changed only what it says it writes; that values are
  /// numbers in the range of their column, ids are rows that are there, columns have as many rows as their table; that parameters and frozen
  /// columns of the stages' own tables stay; that chips and money are what the books say. Throws StageError with stage, column, row and quarter. `books`: as open_books gave them.
  void step_checked(World& world, RunKey key, const Books& books, EventSink* sink = nullptr, const After& after = {}) const;
  /// Values of a World as step_checked looks at them: numbers in the range of their column, ids that are rows. Throws StageError; the stage is the
  /// one that brings the table, or "first values". For what set_up and first_day leave.
  void check_values(const World& world) const;
  /// One stage, alone, on a World at its quarter.
  void run_stage(World& world, std::string_view stage, RunKey key, EventSink* sink = nullptr) const;
  /// A sink for rows of these kinds of event. Throws UnknownName with the nearest.
  EventSink sink_for(std::span<const std::string> kinds) const;

 private:
  void take(std::vector<Stage> stages);
};

}  // namespace entrepot
