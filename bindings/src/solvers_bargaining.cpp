// Bargaining for Python: plain tuples, which bindings/entrepot/solvers/bargaining.py gives names.
#include "entrepot/solvers/bargaining.hpp"

#include <pybind11/functional.h>
#include <pybind11/stl.h>

#include "entrepot/solvers/clubs.hpp"
#include "entrepot/solvers/holdup.hpp"
#include "entrepot/solvers/menus.hpp"
#include "entrepot/solvers/screening.hpp"
#include "solver_arrays.hpp"

namespace entrepot::bargaining_binding {

using namespace entrepot::solvers;
using namespace entrepot::solver_arrays;
using Pair = std::pair<double, double>;
using Function = std::function<double(double)>;

/// None: linear; a number: the exponent of a power; else a function.
Utility utility_of(const py::object& u) {
  if (u.is_none()) return LinearUtility{};
  if (py::isinstance<py::float_>(u) || py::isinstance<py::int_>(u)) return PowerUtility{u.cast<double>()};
  return u.cast<Function>();
}

py::tuple tuple_of(const Agreement& a) { return py::make_tuple(a.deal, a.utility.one, a.utility.two); }

py::tuple split(double size, const py::object& one, const py::object& two, Pair d, double alpha) {
  const NashSplit s = nash(size, utility_of(one), utility_of(two), {d.first, d.second}, alpha);
  return py::make_tuple(s.deal, s.share_one, s.share_two, s.utility.one, s.utility.two);
}

std::vector<Utilities> points_of(std::string_view solver, const Numbers& points) {
  if (points.ndim() != 2 || points.shape(1) != 2)
    throw SolverError(solver, "points", std::to_string(points.ndim()) + " dimensions", "n x 2");
  std::vector<Utilities> all;
  for (py::ssize_t i = 0; i < points.shape(0); ++i) all.push_back({points.at(i, 0), points.at(i, 1)});
  return all;
}

/// `solve` for a set that is a curve (function, low, high), and for one that is points.
template <class Solve> void define_set(py::module_& m, const char* name, Solve solve) {
  m.def((std::string(name) + "_curve").c_str(), [solve](const Function& f, double low, double high, Pair d, double alpha) {
    return tuple_of(solve(FrontierCurve{f, low, high}, Utilities{d.first, d.second}, alpha));
  });
  m.def((std::string(name) + "_points").c_str(), [solve, solver = std::string(name)](const Numbers& points, Pair d, double alpha) {
    return tuple_of(solve(std::span<const Utilities>(points_of(solver, points)), Utilities{d.first, d.second}, alpha));
  });
}

void register_pie(py::module_& m) {
  m.def("nash_split", &split);
  define_set(m, "nash", [](const auto& set, Utilities d, double alpha) { return nash(set, d, alpha); });
  define_set(m, "kalai_smorodinsky", [](const auto& set, Utilities d, double) { return kalai_smorodinsky(set, d); });
  define_set(m, "egalitarian", [](const auto& set, Utilities d, double) { return egalitarian(set, d); });
  m.def("rubinstein_infinite", [](double one, double two) {
    const OfferShares s = rubinstein(one, two);
    return py::make_tuple(s.first, s.second);
  });
  m.def("rubinstein_finite", [](double one, double two, double rounds) {
    const OfferShares s = rubinstein(one, two, std::int64_t{whole("rubinstein", "rounds", rounds)});
    return py::make_tuple(s.first, s.second);
  });
  m.def("rubinstein_limit", [](double one, double two, double dt) {
    const OfferShares s = rubinstein_limit(one, two, dt);
    return py::make_tuple(s.first, s.second);
  });
}

py::array_t<bool> mask(std::uint64_t items, std::size_t length) {
  py::array_t<bool> out(static_cast<py::ssize_t>(length));
  for (std::size_t m = 0; m < length; ++m) out.mutable_data()[m] = ((items >> m) & 1U) != 0;
  return out;
}

MenuMethod method_of(std::string_view solver, const std::string& name) {
  if (name == "automatic") return MenuMethod::automatic;
  if (name == "enumeration") return MenuMethod::enumeration;
  if (name == "branch-and-bound") return MenuMethod::branch_and_bound;
  throw SolverError(solver, "method", name, "automatic, enumeration or branch-and-bound");
}

template <class Solve> void define_menu(py::module_& m, const char* name, Solve solve) {
  m.def(name, [solve, solver = std::string(name)](const Numbers& gain, const Numbers& cost, const Numbers& verifiability, double value,
                                                  double risk, double d_exporter, double d_host, double alpha, double cap,
                                                  const std::string& method) {
    const ConcessionMenu menu{view(solver, "gain", gain), view(solver, "cost", cost), view(solver, "verifiability", verifiability)};
    const MenuDeal d = solve(menu, Stakes{value, risk, d_exporter, d_host, alpha, cap}, method_of(solver, method));
    return py::make_tuple(d.deal, mask(d.items, menu.gain.size()), d.transfer, d.utility_exporter, d.utility_host, d.gain_exporter,
                          d.gain_host, d.gap);
  });
}

ValueBelief belief_of(const std::string& kind, double location, double scale, double refused_at) {
  if (kind != "lognormal" && kind != "uniform") throw SolverError("screening_menu", "belief", kind, "lognormal or uniform");
  return {kind == "uniform" ? ValueBelief::Kind::uniform : ValueBelief::Kind::lognormal, location, scale, refused_at};
}

void register_menus(py::module_& m) {
  define_menu(m, "nash_menu", [](const ConcessionMenu& c, const Stakes& s, MenuMethod how) { return nash_menu(c, s, how); });
  define_menu(m, "kalai_smorodinsky_menu",
              [](const ConcessionMenu& c, const Stakes& s, MenuMethod how) { return kalai_smorodinsky_menu(c, s, how); });
  m.def("screening_demand", [](double bound, double risk, double lost, double factor) {
    const ScreeningDemand d = screening_demand(bound, risk, lost, factor);
    return py::make_tuple(d.demand, d.breakdown_probability, d.expected_utility, d.regret);
  });
  m.def("probability_below", [](const std::string& kind, double location, double scale, double refused_at, double v) {
    return probability_below(belief_of(kind, location, scale, refused_at), v);
  });
  m.def(
      "screening_menu", [](const Numbers& gain, const Numbers& cost, const Numbers& verifiability, const std::string& kind, double location,
                           double scale, double refused_at, double risk, double d_exporter, double d_host, double toughness, double cap) {
        const std::string_view solver = "screening_menu";
        const ConcessionMenu menu{view(solver, "gain", gain), view(solver, "cost", cost), view(solver, "verifiability", verifiability)};
        const MenuDemand d = screening_menu(menu, belief_of(kind, location, scale, refused_at), {risk, d_exporter, d_host, toughness, cap});
        return py::make_tuple(mask(d.items, menu.gain.size()), d.transfer, d.host_cost, d.exporter_gain, d.acceptance_probability,
                              d.expected_utility, d.best_prefix, d.best_expected_utility);
      });
}

void register_holdup(py::module_& m) {
  m.def("delay_defection", [](double rate, double delay, double ratio) {
    const DelayDefection d = delay_defection(rate, delay, ratio);
    return py::make_tuple(d.value_factor, d.defect_share, d.critical_delay, d.waits);
  });
  m.def("seizure_threshold", [](double value, double rent, double punished) {
    const SeizureThreshold s = seizure_threshold(value, rent, punished);
    return py::make_tuple(s.critical_discount, s.max_discount_rate);
  });
  m.def("threat", [](double cost, double credibility, double loss) {
    const Threat t = threat(cost, credibility, loss);
    return py::make_tuple(t.concedes, t.expected_loss, t.margin);
  });
  m.def("least_threat", &least_threat);
}

void register_clubs(py::module_& m) {
  m.def("abatement_payoffs", [](double states, double benefit, double cost) {
    const ClubPayoffs p = abatement_payoffs(whole("abatement_payoffs", "states", states), benefit, cost);
    return py::make_tuple(array(p.in), array(p.out));
  });
  m.def("stable_club", [](const Numbers& in, const Numbers& out, double sanction) {
    const StableClub c = stable_club(view("stable_club", "payoff_in", in), view("stable_club", "payoff_out", out), sanction);
    return py::make_tuple(array(c.sizes), array(c.weakly_stable));
  });
  m.def("threshold_club", &threshold_club);
  m.def("win_set", [](double status_quo, double ratifier) {
    const WinSet w = win_set(status_quo, ratifier);
    return py::make_tuple(w.low, w.high);
  });
  m.def("zone_of_agreement", [](double status_quo, const Numbers& ratifiers) -> py::object {
    const auto zone = zone_of_agreement(status_quo, view("zone_of_agreement", "ratifiers", ratifiers));
    return zone ? py::object(py::make_tuple(zone->low, zone->high)) : py::none();
  });
}

}  // namespace entrepot::bargaining_binding

void register_solvers_bargaining(pybind11::module_& m) {
  using namespace entrepot::bargaining_binding;
  register_pie(m);
  register_menus(m);
  register_holdup(m);
  register_clubs(m);
}
