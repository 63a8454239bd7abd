// The stage of examples/cpp/sanction_stage.hpp for Python: `ep.standard_model().insert_after("buy", sanction_stage.stage())`.
#include <pybind11/pybind11.h>

#include "../../../examples/cpp/sanction_stage.hpp"

PYBIND11_MODULE(sanction_stage, m) {
  pybind11::module_::import("entrepot._core");  // knows what a Stage is
  m.def(
      "stage", [] { return entrepot::Stage{mine::Sanction{}}; }, "A stage for ep.Model.");
}
