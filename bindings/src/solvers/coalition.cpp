#include "entrepot/solvers/coalition.hpp"

#include <limits>

#include "entrepot/solvers/contest.hpp"
#include "solvers.hpp"

namespace entrepot::binding {

using solvers::Contest;
template <> inline constexpr auto record<Contest> =
    named<&Contest::effort, &Contest::probability, &Contest::payoff, &Contest::total_effort, &Contest::dissipation>(
        "Contest", "effort probability payoff total_effort dissipation");

namespace coalition {

using Law = Typed<std::variant<double, std::string>, "typing.Literal['linear', 'square', 'quartic', 'octic', 'binary'] | float">;
using Form = Typed<std::string, "typing.Literal['conditional', 'markov-uniform', 'markov-incentive']">;

double exponent_of(const Reader& in, const Law& law) {
  static constexpr std::array<std::string_view, 5> names{"linear", "square", "quartic", "octic", "binary"};
  static constexpr std::array<double, 5> exponents{solvers::victory::linear, solvers::victory::square, solvers::victory::quartic,
                                                   solvers::victory::octic, std::numeric_limits<double>::infinity()};
  if (const auto* m = std::get_if<double>(&law.value)) return *m;
  return exponents[in.choice<std::size_t>("law", std::get<std::string>(law.value), names)];
}

/// Weights of the actors, and their utilities by option.
struct Votes {
  std::span<const double> weights, utilities;
  std::size_t options;
};
Votes votes_of(const Reader& in, const Numbers& weights, const Numbers& utilities) {
  const Votes votes{in.row("weights", weights), in.matrix("utilities", utilities), static_cast<std::size_t>(utilities.shape(1))};
  if (weights.size() != utilities.shape(0))
    throw SolverError(in.solver, "utilities", std::to_string(utilities.shape(0)) + " rows",
                      "one row an actor: " + std::to_string(weights.size()));
  return votes;
}

Array coalition_strengths(const Numbers& weights, const Numbers& utilities) {
  const Votes votes = votes_of({"coalition_strengths"}, weights, utilities);
  std::vector<double> out(votes.options * votes.options);
  solvers::coalition_strengths(votes.weights, votes.utilities, out);
  return table(out, votes.options);
}

Array option_support(const Numbers& weights, const Numbers& utilities) {
  const Votes votes = votes_of({"option_support"}, weights, utilities);
  return filled(votes.options, [&](auto out) { solvers::option_support(votes.weights, votes.utilities, out); });
}

Array condorcet_election(const Numbers& strengths, const Law& law, const Form& form) {
  static constexpr std::array<std::string_view, 3> forms{"conditional", "markov-uniform", "markov-incentive"};
  const Reader in{"condorcet_election"};
  const auto values = in.matrix("strengths", strengths);
  if (strengths.shape(0) != strengths.shape(1))
    throw SolverError(in.solver, "strengths", std::to_string(strengths.shape(0)) + " x " + std::to_string(strengths.shape(1)),
                      "a square matrix");
  return array(solvers::condorcet_election(values, exponent_of(in, law), in.choice<solvers::Election>("form", form.value, forms)));
}

}  // namespace coalition

void register_coalition(Room& room) {
  room.def(
      "victory_probability",
      [](const Numbers& strength, const Numbers& rival, const coalition::Law& law) {
        const double m = coalition::exponent_of({"victory_probability"}, law);
        return over([m](double c, double r) { return solvers::victory_probability(c, r, m); }, strength, rival);
      },
      R"(
      P = c^m/(c^m + r^m); 1/2 if both are 0. Strengths >= 0, broadcast; law: m > 0 or a name ("binary": m = infinity).

      >>> round(victory_probability(12.099, 10.333, "square"), 4)
      0.5782)",
      "strength"_a, "rival_strength"_a, "law"_a = "linear");
  room.def("coalition_strengths", &coalition::coalition_strengths, R"(
      C[i, j] = 1e-6 + sum over actors of max(0, weight (u_i - u_j)); diagonal 0. weights: actors, >= 0; utilities: actors x options.

      >>> coalition_strengths([2.0, 3.0], [[0.0, 1.0], [1.0, 0.0]]).round(3)
      array([[0., 3.],
             [2., 0.]]))",
           "weights"_a, "utilities"_a);
  room.def("option_support", &coalition::option_support, R"(
      sum over actors of weight x utility, for each option; the option with the largest is the central one.

      >>> option_support([2.0, 3.0], [[0.0, 1.0], [1.0, 0.0]])
      array([3., 2.]))",
           "weights"_a, "utilities"_a);
  room.def("condorcet_election", &coalition::condorcet_election, R"(
      Probabilities of the options, from the strengths >= 0 of their coalitions (options x options; the diagonal is not read).

      "conditional": the chance to beat all others, given that one does. "markov-uniform": stationary chance if every option is challenged
      by all alike. "markov-incentive": if challengers come in proportion to C_ij P_ij. The Markov forms are solved by elimination without
      subtraction, not by iteration. law as in `victory_probability`. Source: KTAB (Wise, Lester & Efird 2015).

      >>> strengths = [[0, 12.099, 54.921], [10.333, 0, 27.079], [5.007, 55.047, 0]]
      >>> condorcet_election(strengths, law="square").round(4)
      array([0.5094, 0.2796, 0.211 ])
      >>> condorcet_election(strengths, law="square", form="conditional").round(4)
      array([0.8659, 0.1241, 0.01  ]))",
           "strengths"_a, py::kw_only(), "law"_a = "linear", "form"_a = "markov-incentive");
  room.record<Contest>(
      "Equilibrium of a contest: effort, chance and payoff of each player, total effort, and its share of the prize that is won.");
  room.def(
      "contest",
      [](const Numbers& prizes, double decisiveness) {
        return solvers::contest(Reader{"contest"}.number_or_row("prize", prizes), decisiveness);
      },
      R"(
      Nash equilibrium of the contest p_i = x_i^r/sum x^r for prizes V_i > 0, r = decisiveness. Source: Tullock 1980.

      r = 1: any prizes (who values the prize too little stays out). Other r: two players, or equal prizes, where an equilibrium in pure
      strategies exists.

      >>> result = contest([2.0, 1.0])
      >>> result.effort.round(10), result.probability.round(10)
      (array([0.44444444, 0.22222222]), array([0.66666667, 0.33333333])))",
      "prizes"_a, "decisiveness"_a = 1.0);
}

}  // namespace entrepot::binding
