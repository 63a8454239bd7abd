// The module `_core`: one line a part, errors first. A part is a file beside this one with a function register_<part>.
#include <pybind11/pybind11.h>

#include "entrepot/base/errors.hpp"

namespace py = pybind11;

void register_solvers_markets(py::module_& m);
void register_solvers_adoption(py::module_& m);
void register_solvers_rules(py::module_& m);
void register_solvers_bargaining(py::module_& m);
void register_solvers_coalition(py::module_& m);
void register_solvers_routes(py::module_& m);
void register_solvers_building(py::module_& m);
void register_solvers_race(py::module_& m);

namespace {

/// Raises entrepot.errors.<name> with the sentence and, as attributes, the facts.
void raise_as(const char* name, const char* sentence, const py::dict& facts) {
  const py::object type = py::module_::import("entrepot.errors").attr(name);
  const py::object error = type(sentence);
  for (const auto& [fact, value] : facts) py::setattr(error, fact, value);
  PyErr_SetObject(type.ptr(), error.ptr());
}

void translate(std::exception_ptr pointer) {
  try {
    if (pointer) std::rethrow_exception(pointer);
  } catch (const entrepot::SolverError& e) {
    using namespace py::literals;
    raise_as("SolverError", e.what(),
             py::dict("solver"_a = e.solver, "argument"_a = e.argument, "value"_a = e.value, "allowed"_a = e.allowed));
  }
}

}  // namespace

PYBIND11_MODULE(_core, m) {
  py::register_exception_translator(&translate);
  py::module_ solvers = m.def_submodule("solvers");
  register_solvers_markets(solvers);
  register_solvers_adoption(solvers);
  register_solvers_rules(solvers);
  register_solvers_bargaining(solvers);
  register_solvers_coalition(solvers);
  register_solvers_routes(solvers);
  register_solvers_building(solvers);
  register_solvers_race(solvers);
}
