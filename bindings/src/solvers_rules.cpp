// Rules for Python. A chip is (speeds, die, link, memory), a clause (minima, maxima, outcome); entrepot/solvers/rules.py gives names.
#include "entrepot/solvers/rules.hpp"

#include <pybind11/stl.h>

#include <tuple>
#include <utility>

#include "solver_arrays.hpp"

namespace entrepot::rule_binding {

using namespace entrepot::solvers;
namespace py = pybind11;
using SpeedRows = std::vector<std::pair<double, double>>;
using Value = std::optional<double>;
using ChipRow = std::tuple<SpeedRows, Value, Value, Value>;
using ClauseRow = std::tuple<Measures, Measures, std::string>;

std::vector<Speed> speeds_of(const SpeedRows& rows) {
  std::vector<Speed> out;
  for (const auto& [bits, tops] : rows) out.push_back({solver_arrays::whole("tpp", "bits", bits), tops});
  return out;
}
ChipSpec spec_of(const ChipRow& row) { return {speeds_of(std::get<0>(row)), std::get<1>(row), std::get<2>(row), std::get<3>(row)}; }

Outcome outcome_of(const std::string& name) {
  for (std::size_t i = 0; i < outcome_names.size(); ++i) {
    if (outcome_names[i] == name) return static_cast<Outcome>(i);
  }
  throw SolverError("classify_chip", "outcome", name, "free, notify, case or deny");
}
std::string name_of(Outcome outcome) { return std::string(outcome_names[static_cast<std::size_t>(outcome)]); }

std::vector<Clause> rule_of(const std::vector<ClauseRow>& rows) {
  std::vector<Clause> rule;
  for (const auto& [minima, maxima, outcome] : rows) {
    Clause clause;
    for (std::size_t m = 0; m < measure_count; ++m) clause.bounds[m] = {minima[m], maxima[m]};
    clause.outcome = outcome_of(outcome);
    rule.push_back(clause);
  }
  return rule;
}

py::tuple classification(const ChipRow& chip, const std::vector<ClauseRow>& rule) {
  const Classification c = classify_chip(spec_of(chip), rule_of(rule));
  std::vector<std::string> missing;
  for (std::size_t m = 0; m < measure_count; ++m) {
    if (c.missing[m]) missing.emplace_back(measure_names[m]);
  }
  return py::make_tuple(name_of(c.outcome), c.clause, py::tuple(py::cast(missing)));
}
py::tuple tuple_of(const Design& d) {
  return py::make_tuple(d.speed, d.link, d.memory, d.measures[0], d.measures[1], d.measures[2], d.measures[3]);
}

}  // namespace entrepot::rule_binding

void register_solvers_rules(pybind11::module_& m) {
  using namespace entrepot::rule_binding;
  m.def("tpp", [](const SpeedRows& speeds) { return tpp(speeds_of(speeds)); });
  m.def("performance_density", py::vectorize(&performance_density));
  m.def("classify_chip", &classification);
  m.def("largest_free_scale", [](const ChipRow& chip, const std::vector<ClauseRow>& rule, const std::string& allowed, double margin) {
    return largest_free_scale(measures_of(spec_of(chip)), rule_of(rule), outcome_of(allowed), margin);
  });
  m.def("compliant_designs", [](const ChipRow& chip, const std::vector<ClauseRow>& rule, const std::string& allowed, double margin) {
    py::list out;
    for (const Design& d : compliant_designs(measures_of(spec_of(chip)), rule_of(rule), outcome_of(allowed), margin))
      out.append(tuple_of(d));
    return out;
  });
  m.def("compliant_design",
        [](const ChipRow& chip, const std::vector<ClauseRow>& rule, const std::string& allowed, const std::array<double, 3>& w,
           double margin) -> py::object {
          const auto d = compliant_design(measures_of(spec_of(chip)), rule_of(rule), outcome_of(allowed), {w[0], w[1], w[2]}, margin);
          if (!d) return py::none();
          return tuple_of(*d);
        });
}
