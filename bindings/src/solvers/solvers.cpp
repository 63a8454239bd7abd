#include "solvers.hpp"

#include "../bindings.hpp"

namespace entrepot::binding {

void register_solvers(py::module_& core) {
  py::module_ solvers = core.def_submodule("solvers", "The mathematics of the model. Use the package `entrepot.solvers`.");
  const auto room = [&](const char* name, auto... fill) {
    Room made{solvers, name};
    (fill(made), ...);
  };
  room("adoption", register_adoption);
  room("bargaining", register_pie, register_menus, register_holdup, register_clubs);
  room("building", register_building);
  room("coalition", register_coalition);
  room("deterrence", register_deterrence);
  room("markets", register_markets, register_trade);
  room("queues", register_queues);
  room("race", register_race);
  room("routes", register_routes, register_route_choice);
  room("rules", register_rules);
}

}  // namespace entrepot::binding
