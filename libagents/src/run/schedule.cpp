#include "entrepot/run/schedule.hpp"

#include <algorithm>

#include "entrepot/base/errors.hpp"
#include "entrepot/decisions/account.hpp"
#include "entrepot/decisions/buy.hpp"
#include "entrepot/decisions/buy/initialise.hpp"
#include "entrepot/decisions/license.hpp"
#include "entrepot/world/put_away.hpp"

namespace entrepot {
namespace {

std::size_t position(const std::vector<Stage>& stages, std::string_view name) {
  const auto at = std::find_if(stages.begin(), stages.end(), [&](const Stage& s) { return s.name() == name; });
  if (at != stages.end()) return static_cast<std::size_t>(at - stages.begin());
  std::vector<std::string> known;
  for (const Stage& s : stages) known.push_back(s.name());
  throw UnknownName("stage", name, nearest_name(name, known));
}

}  // namespace

Schedule& Schedule::replace(std::string_view name, Stage with) {
  stages_[position(stages_, name)] = std::move(with);
  return *this;
}
Schedule& Schedule::insert_after(std::string_view name, Stage what) {
  stages_.insert(stages_.begin() + static_cast<std::ptrdiff_t>(position(stages_, name)) + 1, std::move(what));
  return *this;
}
Schedule& Schedule::remove(std::string_view name) {
  stages_.erase(stages_.begin() + static_cast<std::ptrdiff_t>(position(stages_, name)));
  return *this;
}
const Stage& Schedule::find(std::string_view name) const { return stages_[position(stages_, name)]; }

void Schedule::step(World& world, RunKey key, EventSink* sink, const After& after) const {
  for (const Stage& stage : stages_) {
    stage(world, Turn{key, world.quarter, sink});
    if (after) after(stage.name(), world);
  }
  put_away(world);
  ++world.quarter;
}

Schedule standard_schedule() { return Schedule({Stage{License{}}, Stage{Buy{}}, Stage{Account{}}}); }

std::vector<ParameterInfo> standard_parameters() {
  std::vector<ParameterInfo> all(parameters<StartParameters>.begin(), parameters<StartParameters>.end());
  const Schedule schedule = standard_schedule();
  for (const Stage& stage : schedule.stages()) all.insert(all.end(), stage.reads().begin(), stage.reads().end());
  return all;
}

void run_stage(World& world, std::string_view stage, RunKey key) {
  const Schedule schedule = standard_schedule();
  schedule.find(stage)(world, Turn{key, world.quarter, nullptr});
}

}  // namespace entrepot
