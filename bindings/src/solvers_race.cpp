// Race, capability and queues for Python: plain tuples, which bindings/entrepot/solvers/{race,queues}.py gives names.
#include "entrepot/solvers/race.hpp"

#include <array>

#include "entrepot/solvers/capability.hpp"
#include "entrepot/solvers/queues.hpp"
#include "solver_arrays.hpp"

namespace entrepot::race_binding {

using namespace entrepot::solvers;
using namespace entrepot::solver_arrays;

Information information_of(std::string_view solver, const std::string& name) {
  if (name == "none") return Information::none;
  if (name == "private") return Information::own;
  if (name == "public") return Information::all;
  throw SolverError(solver, "information", name, "none, private or public");
}

void register_race(py::module_& m) {
  m.def("race_safety_none", py::vectorize([](double labs, double enmity, double spread) {
          return race_safety_none(whole("race_safety_none", "labs", labs), enmity, spread);
        }));
  m.def("race_safety_private", py::vectorize([](double labs, double enmity, double capability) {
          return race_safety_private(whole("race_safety_private", "labs", labs), enmity, capability);
        }));
  m.def("race_safety_public_leader", py::vectorize([](double labs, double enmity, double gap) {
          return race_safety_public(whole("race_safety_public", "labs", labs), enmity, gap).leader;
        }));
  m.def("race_safety_public_second", py::vectorize([](double labs, double enmity, double gap) {
          return race_safety_public(whole("race_safety_public", "labs", labs), enmity, gap).second;
        }));
  m.def("race_risk", [](const std::string& name, const Numbers& labs, const Numbers& enmity, const Numbers& spread) {
    const Information information = information_of("race_risk", name);
    const auto one = [information](double n, double e, double mu) { return race_risk(information, whole("race_risk", "labs", n), e, mu); };
    return py::vectorize(one)(labs, enmity, spread);
  });
}

py::tuple tuple_of(const Training& t) { return py::make_tuple(t.parameters, t.tokens, t.loss); }
ScalingLaw law_of(const std::array<double, 5>& a) { return {a[0], a[1], a[2], a[3], a[4]}; }

void register_capability(py::module_& m) {
  m.def("effective_compute", py::vectorize(&effective_compute));
  m.def("algorithm_growth", py::vectorize(&algorithm_growth));
  m.def("lead_months", py::vectorize(&lead_months));
  m.def("lead_decay", py::vectorize(&lead_decay));
  m.def("takeoff", [](double returns, double k, double t, double first_level) {
    const Takeoff out = takeoff(returns, k, t, first_level);
    return py::make_tuple(out.level, out.blow_up);
  });
  m.def("theft_hazard", [](double hazard, double sites, double years) {
    const Theft out = theft_hazard(hazard, sites, years);
    return py::make_tuple(out.probability, out.mean_time);
  });
  m.def("scaling_loss", [](double e, double a, double b, double alpha, double beta, double parameters, double tokens) {
    return scaling_loss(law_of({e, a, b, alpha, beta}), parameters, tokens);
  });
  m.def("compute_optimal", [](double e, double a, double b, double alpha, double beta, double compute_flop) {
    return tuple_of(compute_optimal(law_of({e, a, b, alpha, beta}), compute_flop));
  });
}

py::tuple tuple_of(const Queue& q) { return py::make_tuple(q.load, q.wait_probability, q.wait, q.time, q.in_system); }

void register_queues(py::module_& m) {
  m.def("queue_mmc", [](double arrival, double service, int servers) { return tuple_of(queue_mmc(arrival, service, servers)); });
  m.def("queue_allen_cunneen", [](double arrival, double service, int servers, double arrival_cv2, double service_cv2) {
    return tuple_of(queue_allen_cunneen(arrival, service, servers, arrival_cv2, service_cv2));
  });
  m.def("queue_mg1", [](double arrival, double mean_service, double cv2) { return tuple_of(queue_mg1(arrival, mean_service, cv2)); });
  m.def("queue_wait_tail",
        [](double arrival, double service, int servers, double t) { return queue_wait_tail(arrival, service, servers, t); });
  m.def("fifo_starts", [](const Numbers& arrivals, const Numbers& services, int servers) {
    std::vector<double> out(static_cast<std::size_t>(arrivals.size()));
    fifo_starts(view("fifo_starts", "arrivals", arrivals), view("fifo_starts", "services", services), servers, out);
    return array(out);
  });
}

}  // namespace entrepot::race_binding

void register_solvers_race(pybind11::module_& m) {
  entrepot::race_binding::register_race(m);
  entrepot::race_binding::register_capability(m);
  entrepot::race_binding::register_queues(m);
}
