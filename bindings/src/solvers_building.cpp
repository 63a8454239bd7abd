// Building for Python: plain tuples, which bindings/entrepot/solvers/building.py gives names.
#include "entrepot/solvers/building.hpp"

#include "entrepot/solvers/real_option.hpp"
#include "solver_arrays.hpp"

namespace entrepot::building_binding {

using namespace entrepot::solvers;
using namespace entrepot::solver_arrays;

void register_real_option(py::module_& m) {
  m.def("real_option", [](double r, double delta, double sigma, double lag_years) {
    const RealOption o = real_option(r, delta, sigma, lag_years);
    return py::make_tuple(o.beta1, o.beta2, o.multiple, o.lag_multiplier, o.trigger);
  });
  m.def("policy_sigma", py::vectorize(&policy_sigma));
  m.def("present_value", [](const Numbers& flow, double r, double depreciation, double dt_years) {
    return present_value(view("present_value", "flow", flow), r, depreciation, dt_years);
  });
  m.def("regime_value", [](const Numbers& probability, const Numbers& value, double subsidy) {
    return regime_value(view("regime_value", "probability", probability), view("regime_value", "value", value), subsidy);
  });
  m.def("share_started", py::vectorize(&share_started));
}

void register_output(py::module_& m) {
  m.def("pipeline", [](const Numbers& started, const Numbers& under_way) {
    std::vector<double> out(static_cast<std::size_t>(started.size()));
    pipeline(view("pipeline", "started", started), view("pipeline", "under_way", under_way), out);
    return array(out);
  });
  m.def("dies_per_wafer", py::vectorize(&dies_per_wafer));
  m.def("yield_poisson", py::vectorize(&yield_poisson));
  m.def("yield_murphy", py::vectorize(&yield_murphy));
  m.def("yield_seeds", py::vectorize(&yield_seeds));
  m.def("yield_negative_binomial", py::vectorize(&yield_negative_binomial));
  m.def("defects_of_yield", py::vectorize(&defects_of_yield));
  m.def("learning_curve", py::vectorize(&learning_curve));
  m.def("defect_density", py::vectorize([](double floor, double first, double learning_rate, double engineering, double denial_effect,
                                           double ratio, double quarters, double tool_denial) {
          return defect_density({floor, first, learning_rate, engineering, denial_effect}, ratio, quarters, tool_denial);
        }));
  m.def("ai_chip_output", py::vectorize(&ai_chip_output));
  m.def("data_centre_output", [](double chips, double power_mw, double kw_per_chip, double shells) {
    const DataCentreOutput o = data_centre_output(chips, power_mw, kw_per_chip, shells);
    constexpr const char* names[] = {"chips", "power", "shells"};
    return py::make_tuple(o.online, names[static_cast<std::size_t>(o.bottleneck)]);
  });
}

}  // namespace entrepot::building_binding

void register_solvers_building(pybind11::module_& m) {
  entrepot::building_binding::register_real_option(m);
  entrepot::building_binding::register_output(m);
}
