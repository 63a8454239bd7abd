// Adoption and lock-in for Python: plain tuples, which bindings/entrepot/solvers/adoption.py gives names.
#include "entrepot/solvers/adoption.hpp"

#include "solver_arrays.hpp"

namespace entrepot::adoption_binding {

using namespace entrepot::solvers;
using namespace entrepot::solver_arrays;

py::tuple tuple_of(const Equilibria& e) {
  const auto n = static_cast<py::ssize_t>(e.count);
  return py::make_tuple(py::array_t<double>(n, e.m.data()), py::array_t<double>(n, e.share.data()));
}

void register_bass(py::module_& m) {
  m.def("bass_cumulative", py::vectorize([](double p, double q, double t) { return bass(p, q, t).cumulative; }));
  m.def("bass_rate", py::vectorize([](double p, double q, double t) { return bass(p, q, t).rate; }));
  m.def("bass_peak", [](double p, double q) {
    const AdoptionPeak peak = bass_peak(p, q);
    return py::make_tuple(peak.t, peak.cumulative, peak.rate);
  });
  m.def("bass_step", py::vectorize(&bass_step));
  m.def("bass_discrete", [](double p, double q, double periods) {
    const int n = whole("bass_discrete", "periods", periods);
    if (n < 0) throw SolverError("bass_discrete", "periods", periods, ">= 0");
    std::vector<double> out(static_cast<std::size_t>(n));
    bass_discrete(p, q, out);
    return array(out);
  });
}

void register_networks(py::module_& m) {
  m.def("logit_share", [](const Numbers& advantage, const Numbers& installed, double network) {
    const auto d = view("logit_share", "advantage", advantage);
    std::vector<double> out(d.size());
    logit_share(d, view("logit_share", "installed", installed), network, out);
    return array(out);
  });
  m.def("mean_field_equilibria", [](double coupling, double field) { return tuple_of(mean_field_equilibria(coupling, field)); });
  m.def("network_equilibria", [](double advantage, double network) { return tuple_of(network_equilibria(advantage, network)); });
  m.def("lock_in", [](double coupling) {
    const LockIn l = lock_in(coupling);
    return py::make_tuple(l.m, l.share, l.critical_field);
  });
  m.def("switching_threshold", py::vectorize(&switching_threshold));
}

}  // namespace entrepot::adoption_binding

void register_solvers_adoption(pybind11::module_& m) {
  entrepot::adoption_binding::register_bass(m);
  entrepot::adoption_binding::register_networks(m);
}
