// What the units of the module share. A scenario or a simulation in Python is one of these boxes; the Python classes around them are in
// bindings/entrepot.
#pragma once
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "entrepot/run/simulation.hpp"
#include "entrepot/scenario/scenario.hpp"

namespace entrepot::binding {

namespace py = pybind11;

/// A scenario with the files that it was read from: with them it can be written, edited and pickled.
struct ScenarioBox {
  Scenario scenario;
  ScenarioFiles files;
  std::vector<std::string> overrides;
  std::string belief;
};

/// A simulation, the scenario that it needs for restore, and the copy of its World that Python's views hold on to. Methods run without
/// the interpreter's lock, so the box has its own.
struct SimulationBox {
  std::shared_ptr<const ScenarioBox> scenario;
  Simulation simulation;
  std::shared_ptr<const World> seen;
  std::mutex mutex;

  SimulationBox(std::shared_ptr<const ScenarioBox> box, Simulation sim) : scenario{std::move(box)}, simulation{std::move(sim)} {}
};

/// Throws TypeError for text.
py::dtype dtype_of(DType type);
/// A read-only array of a column without a copy; `owner` is kept alive by it. Text columns are copied.
py::array array_of(const ColumnInfo& column, const void* table, py::handle owner);
/// An array that takes over a vector.
template <class T> py::array_t<T> array_from(std::vector<T> values, const std::vector<py::ssize_t>& shape) {
  auto* kept = new std::vector<T>(std::move(values));                                      // NOLINT: owned by the capsule
  const py::capsule owner(kept, [](void* p) { delete static_cast<std::vector<T>*>(p); });  // NOLINT
  return py::array_t<T>(shape, kept->data(), owner);
}
template <class T> py::array_t<T> array_from(std::vector<T> values) {
  const auto n = static_cast<py::ssize_t>(values.size());
  return array_from(std::move(values), {n});
}

void register_errors(py::module_& m);
void register_solvers(py::module_& m);
void register_world(py::module_& m);
void register_model(py::module_& m);
void register_scenario(py::module_& m);
void register_simulation(py::module_& m);
void register_ensemble(py::module_& m);

}  // namespace entrepot::binding
