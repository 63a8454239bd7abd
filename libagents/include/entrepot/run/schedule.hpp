// run/schedule.hpp: the stages of a quarter, in order. A stage can be replaced, inserted or removed by name.
#pragma once
#include <functional>
#include <string_view>
#include <vector>

#include "entrepot/world/audit.hpp"
#include "entrepot/world/stage.hpp"

namespace entrepot {

class Schedule {
  std::vector<Stage> stages_;

 public:
  explicit Schedule(std::vector<Stage> stages) : stages_{std::move(stages)} {}
  // All three throw UnknownName if there is no stage of that name.
  Schedule& replace(std::string_view name, Stage with);
  Schedule& insert_after(std::string_view name, Stage what);
  Schedule& remove(std::string_view name);
  const Stage& find(std::string_view name) const;
  const std::vector<Stage>& stages() const { return stages_; }
  /// One quarter: every stage, then the clock. `after` is called behind each stage with its name.
  using After = std::function<void(std::string_view stage, const World&)>;
  void step(World& world, RunKey key, EventSink* sink = nullptr, const After& after = {}) const;
};

/// license, buy, account.
Schedule standard_schedule();
/// Parameters that the standard stages and `initialise` read: the rows of parameters.csv, both ways.
std::vector<ParameterInfo> standard_parameters();
/// One stage of the standard schedule, alone, on a World at its quarter.
void run_stage(World& world, std::string_view stage, RunKey key);

}  // namespace entrepot
