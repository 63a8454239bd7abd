// The module `entrepot._core`: one register function a subject, errors first. People use the Python package around it.
#include "bindings.hpp"

namespace py = pybind11;

void register_solvers_markets(py::module_& m);
void register_solvers_adoption(py::module_& m);
void register_solvers_rules(py::module_& m);
void register_solvers_bargaining(py::module_& m);
void register_solvers_coalition(py::module_& m);
void register_solvers_routes(py::module_& m);
void register_solvers_building(py::module_& m);
void register_solvers_race(py::module_& m);

PYBIND11_MODULE(_core, m) {
  using namespace entrepot::binding;
  m.doc() = "The compiled part of entrepot. Use the package `entrepot`.";
  m.attr("__version__") = ENTREPOT_VERSION;
  register_errors(m);
  py::module_ solvers = m.def_submodule("solvers");
  register_solvers_markets(solvers);
  register_solvers_adoption(solvers);
  register_solvers_rules(solvers);
  register_solvers_bargaining(solvers);
  register_solvers_coalition(solvers);
  register_solvers_routes(solvers);
  register_solvers_building(solvers);
  register_solvers_race(solvers);
  register_world(m);
  register_model(m);
  register_scenario(m);
  register_simulation(m);
  register_ensemble(m);
}
