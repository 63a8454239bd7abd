// One run for Python.
#include <array>

#include "bindings.hpp"
#include "entrepot/run/outcomes.hpp"

namespace entrepot::binding {
namespace simulation_detail {

using Box = std::shared_ptr<SimulationBox>;

/// The simulation, with its own lock instead of the interpreter's: two Python threads may hold one simulation.
template <class F> auto locked(SimulationBox& box, F use) {
  const py::gil_scoped_release release;
  const std::lock_guard lock(box.mutex);
  return use(box);
}

Parameters with_values(const ScenarioBox& box, RunKey key, const std::map<std::string, double>& values) {
  Parameters parameters = box.scenario.parameters.sample(key.seed, key.effective_draw());
  for (const auto& [name, value] : values) parameters.set(name, value);
  return parameters;
}

Box make(const std::shared_ptr<ScenarioBox>& scenario, const Strategy& strategy, std::uint64_t seed, std::uint64_t run, std::uint64_t draw,
         const std::map<std::string, double>& values, const Strategy* rival, bool check) {
  const py::gil_scoped_release release;
  const RunKey key{seed, run, draw};
  Simulation sim(scenario->scenario, strategy, key, with_values(*scenario, key, values), rival);
  if (check) sim.check();
  return std::make_shared<SimulationBox>(scenario, std::move(sim));
}

std::shared_ptr<World> world_of(SimulationBox& box) {
  return locked(box, [](SimulationBox& b) {
    if (!b.seen) b.seen = std::make_shared<const World>(b.simulation.world());
    return std::const_pointer_cast<World>(b.seen);  // Python's World has no method that writes
  });
}

Box copy_of(SimulationBox& box) {
  return locked(box, [](SimulationBox& b) { return std::make_shared<SimulationBox>(b.scenario, b.simulation); });
}

void step(SimulationBox& box) {
  locked(box, [](SimulationBox& b) {
    b.seen.reset();
    b.simulation.step();
  });
}

void apply(SimulationBox& box, const Strategy& strategy, const Strategy* rival) {
  locked(box, [&](SimulationBox& b) {
    b.seen.reset();
    b.simulation.apply(strategy, rival);
  });
}

void run(SimulationBox& box) {
  locked(box, [](SimulationBox& b) {
    b.seen.reset();
    b.simulation.run();
  });
}

py::dict outcomes_dict(SimulationBox& box) {
  const Outcomes outcomes = locked(box, [](SimulationBox& b) { return b.simulation.outcomes(); });
  py::dict named;
  for (std::size_t i = 0; i < outcomes.infos().size(); ++i) named[py::str(std::string(outcomes.infos()[i].name))] = outcomes.values()[i];
  return named;
}

Box restore_from(const std::string& bytes, const std::shared_ptr<ScenarioBox>& scenario) {
  const py::gil_scoped_release release;
  return std::make_shared<SimulationBox>(scenario, Simulation::restore(bytes, scenario->scenario));
}

py::object parting(SimulationBox& left, SimulationBox& right, const std::vector<std::string>& ignore) {
  const Parting p = [&] {
    const py::gil_scoped_release release;
    return first_parting(left.simulation, right.simulation, ignore);
  }();
  if (!p.difference) return py::none();
  return py::make_tuple(p.quarter, p.stage, p.difference.column, p.difference.row, p.difference.inner, p.difference.left,
                        p.difference.right);
}

}  // namespace simulation_detail

void register_simulation(py::module_& m) {
  using namespace simulation_detail;
  m.attr("SAME_AS_RUN") = RunKey::same_as_run;
  m.attr("POINT_DRAW") = RunKey::point_draw;
  py::class_<SimulationBox, Box>(m, "Simulation")
      .def(py::init(&make), py::arg("scenario"), py::arg("strategy"), py::arg("seed"), py::arg("run"), py::arg("draw"), py::arg("values"),
           py::arg("rival"), py::arg("check"))
      .def("step", &step)
      .def("run", &run)
      .def("apply", &apply, py::arg("strategy"), py::arg("rival"))
      .def_property_readonly("done", [](SimulationBox& box) { return locked(box, [](SimulationBox& b) { return b.simulation.done(); }); })
      .def_property_readonly("quarters",
                             [](SimulationBox& box) { return locked(box, [](SimulationBox& b) { return b.simulation.quarters(); }); })
      .def_property_readonly("strategy",
                             [](SimulationBox& box) { return locked(box, [](SimulationBox& b) { return b.simulation.strategy(); }); })
      .def_property_readonly("key",
                             [](SimulationBox& box) {
                               return locked(box, [](SimulationBox& b) {
                                 return std::array{b.simulation.key().seed, b.simulation.key().run, b.simulation.key().draw};
                               });
                             })
      .def_property_readonly("stages",
                             [](SimulationBox& box) {
                               return locked(box, [](SimulationBox& b) {
                                 std::vector<std::string> names;
                                 for (const Stage& s : b.simulation.model().stages())
                                   if (s.is_quarterly()) names.push_back(s.name());
                                 return names;
                               });
                             })
      .def_property_readonly("world", &world_of)
      .def_property_readonly("digest",
                             [](SimulationBox& box) { return locked(box, [](SimulationBox& b) { return b.simulation.digest().hex(); }); })
      .def("outcomes", &outcomes_dict)
      .def("save", [](SimulationBox& box) { return py::bytes(locked(box, [](SimulationBox& b) { return b.simulation.save(); })); })
      .def("copy", &copy_of)
      .def_static("restore", &restore_from, py::arg("bytes"), py::arg("scenario"));
  m.def("first_parting", &parting, py::arg("left"), py::arg("right"), py::arg("ignore"));
}

}  // namespace entrepot::binding
