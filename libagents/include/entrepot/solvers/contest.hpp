// solvers/contest.hpp: lobbies that spend to win (Tullock 1980; Hillman & Riley 1989 and Stein 2002 for unequal prizes; Nti 1999).
#pragma once
#include <span>
#include <vector>

namespace entrepot::solvers {

struct Contest {
  std::vector<double> effort, probability, payoff;  ///< one a player, payoff = p V - x
  double total_effort = 0;
  double dissipation = 0;  ///< total effort/sum p V: share of the prize that is spent to win it
};
/// Nash equilibrium of the contest p_i = x_i^r/sum x^r for prizes V_i, in the unit of the prizes. prize: 2 or more players, each in
/// (0, 1e150].
///   r = 1, any prizes: players with V_i > S take part, x_i = S (1 - S/V_i), S = (k - 1)/sum of 1/V over the k that do.
///   2 players: x_i = r V_i (V1 V2)^r/(V1^r + V2^r)^2, if r <= 1 + (V_small/V_large)^r.
///   n equal prizes: x = r V (n - 1)/n^2, if r <= n/(n - 1).
/// Outside these there is no equilibrium in pure strategies, or no closed form: SolverError names decisiveness.
Contest contest(std::span<const double> prize, double decisiveness = 1);

}  // namespace entrepot::solvers
