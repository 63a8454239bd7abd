// Exceptions of the library arrive as the classes of entrepot/errors.py, with the same facts as attributes.
#include <exception>

#include "bindings.hpp"
#include "entrepot/base/errors.hpp"

namespace entrepot::binding {
namespace errors_detail {

py::object python_class(const char* name) { return py::module_::import("entrepot.errors").attr(name); }

void raise(const char* name, const std::exception& problem, const py::dict& facts) {
  const py::object type = python_class(name);
  const py::object value = type(problem.what());
  for (const auto& [fact, content] : facts) py::setattr(value, fact, content);
  PyErr_SetObject(type.ptr(), value.ptr());
}

py::list diagnostics_of(const ScenarioError& problem) {
  const py::object type = python_class("Diagnostic");
  py::list all;
  for (const Diagnostic& d : problem.diagnostics) all.append(type(d.file, d.line, d.column, d.code, d.message, d.hint));
  return all;
}

void translate(std::exception_ptr thrown) {
  using namespace py::literals;
  try {
    if (thrown) std::rethrow_exception(thrown);
  } catch (const ScenarioError& e) {
    raise("ScenarioError", e, py::dict("diagnostics"_a = diagnostics_of(e)));
  } catch (const SolverError& e) {
    raise("SolverError", e, py::dict("solver"_a = e.solver, "argument"_a = e.argument, "value"_a = e.value, "allowed"_a = e.allowed));
  } catch (const SnapshotError& e) {
    raise("SnapshotError", e, py::dict("found"_a = e.found, "expected"_a = e.expected));
  } catch (const UnknownName& e) {
    raise("UnknownName", e, py::dict("kind"_a = e.kind, "name"_a = e.name, "nearest"_a = e.nearest));
  } catch (const AuditError& e) {
    raise("AuditError", e, py::dict("book"_a = e.book, "expected"_a = e.expected, "found"_a = e.found));
  } catch (const StageError& e) {
    raise("StageError", e,
          py::dict("stage"_a = e.stage, "column"_a = e.column, "row"_a = e.row, "quarter"_a = e.quarter, "value"_a = e.value,
                   "allowed"_a = e.allowed));
  } catch (const ModelError& e) {
    raise("ModelError", e, py::dict("problems"_a = e.problems));
  } catch (const Error& e) {
    raise("EntrepotError", e, {});
  }
}

}  // namespace errors_detail

void register_errors(py::module_& m) {
  py::register_local_exception_translator(&errors_detail::translate);
  m.def("nearest_name", &nearest_name, py::arg("name"), py::arg("known"));
}

}  // namespace entrepot::binding
