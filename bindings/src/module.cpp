// The module `entrepot._core`: one register function a subject, errors first. People use the Python package around it.
#include "bindings.hpp"

PYBIND11_MODULE(_core, m) {
  using namespace entrepot::binding;
  m.doc() = "The compiled part of entrepot. Use the package `entrepot`.";
  m.attr("__version__") = ENTREPOT_VERSION;
  register_errors(m);
  register_solvers(m);
  register_world(m);
  register_model(m);
  register_scenario(m);
  register_simulation(m);
  register_ensemble(m);
}
