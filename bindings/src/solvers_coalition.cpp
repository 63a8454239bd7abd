// Coalitions for Python: plain tuples, which bindings/entrepot/solvers/coalition.py gives names.
#include "entrepot/solvers/coalition.hpp"

#include "entrepot/solvers/contest.hpp"
#include "solver_arrays.hpp"

namespace entrepot::coalition_binding {

using namespace entrepot::solvers;
using namespace entrepot::solver_arrays;

/// A view of a matrix, row by row; its shape is checked here, because the library sees one row of numbers only.
std::span<const double> flat(std::string_view solver, std::string_view argument, const Numbers& a) {
  if (a.ndim() != 2) throw SolverError(solver, argument, std::to_string(a.ndim()) + " dimensions", "2 dimensions");
  return {a.data(), static_cast<std::size_t>(a.size())};
}

Election form_of(const std::string& name) {
  if (name == "conditional") return Election::conditional;
  if (name == "markov-uniform") return Election::markov_uniform;
  if (name == "markov-incentive") return Election::markov_incentive;
  throw SolverError("condorcet_election", "form", name, "conditional, markov-uniform or markov-incentive");
}

void check_actors(std::string_view solver, const Numbers& weights, const Numbers& utilities) {
  if (weights.size() != utilities.shape(0))
    throw SolverError(solver, "utilities", std::to_string(utilities.shape(0)) + " rows",
                      "one row an actor: " + std::to_string(weights.size()));
}

py::array_t<double> strengths(const Numbers& weights, const Numbers& utilities) {
  const std::string_view solver = "coalition_strengths";
  const auto w = view(solver, "weights", weights), u = flat(solver, "utilities", utilities);
  check_actors(solver, weights, utilities);
  const auto options = static_cast<std::size_t>(utilities.shape(1));
  std::vector<double> out(options * options);
  coalition_strengths(w, u, out);
  return table(out, options);
}

py::array_t<double> support(const Numbers& weights, const Numbers& utilities) {
  const std::string_view solver = "option_support";
  const auto w = view(solver, "weights", weights), u = flat(solver, "utilities", utilities);
  check_actors(solver, weights, utilities);
  std::vector<double> out(static_cast<std::size_t>(utilities.shape(1)));
  option_support(w, u, out);
  return array(out);
}

py::array_t<double> elect(const Numbers& c, double exponent, const std::string& form) {
  const auto values = flat("condorcet_election", "strengths", c);
  if (c.shape(0) != c.shape(1))
    throw SolverError("condorcet_election", "strengths", std::to_string(c.shape(0)) + " x " + std::to_string(c.shape(1)),
                      "a square matrix");
  return array(condorcet_election(values, exponent, form_of(form)));
}

}  // namespace entrepot::coalition_binding

void register_solvers_coalition(pybind11::module_& m) {
  using namespace entrepot::coalition_binding;
  m.def("victory_probability", py::vectorize([](double a, double b, double exponent) { return victory_probability(a, b, exponent); }));
  m.def("coalition_strengths", &strengths);
  m.def("option_support", &support);
  m.def("condorcet_election", &elect);
  m.def("contest", [](const Numbers& prize, double decisiveness) {
    const Contest c = contest(view("contest", "prize", prize), decisiveness);
    return py::make_tuple(array(c.effort), array(c.probability), array(c.payoff), c.total_effort, c.dissipation);
  });
}
