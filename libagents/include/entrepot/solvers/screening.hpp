// solvers/screening.hpp: what to ask of a host whose value is not known (model_equations 2.4: Fearon 1995, Myerson 1981).
#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "entrepot/solvers/menus.hpp"

namespace entrepot::solvers {

/// A demand for money from a host whose value is uniform on [0, value_bound].
struct ScreeningDemand {
  double demand = 0;                 ///< t, of the exporter who believes in estimate_factor x value_bound
  double breakdown_probability = 0;  ///< true P(value < t)
  double expected_utility = 0;       ///< true: (1 - P)(t - risk_cost) - P lost_share
  double regret = 0;                 ///< expected utility lost by the mis-estimate; Vbar e^2/4 in the interior
};
/// t = clip((Vhat + risk_cost - lost_share)/2, 0, Vhat), Vhat = estimate_factor value_bound. value_bound > 0; risk_cost, lost_share >= 0
/// (cost of a deal; cost of none); estimate_factor > 0. All in one unit of money.
ScreeningDemand screening_demand(double value_bound, double risk_cost, double lost_share, double estimate_factor = 1);

/// Belief about the host's value V.
struct ValueBelief {
  enum class Kind : std::uint8_t { lognormal, uniform } kind = Kind::lognormal;
  double location = 0;                                          ///< lognormal: m = mean of ln V; uniform: upper end, > 0
  double scale = 0.4;                                           ///< lognormal: s >= 0 (0: V = exp(m) for sure); uniform: not read
  double refused_at = std::numeric_limits<double>::infinity();  ///< V is below this: the host refused a demand of that worth; > 0

  static ValueBelief lognormal(double m, double s) { return {Kind::lognormal, m, s}; }
  static ValueBelief uniform(double upper) { return {Kind::uniform, upper, 0}; }
};
/// P(V < v): the distribution function, truncated from above by a refusal. Throws SolverError if the belief gives no mass below refused_at.
double probability_below(const ValueBelief& belief, double v);

/// What the exporter brings to the table.
struct ScreeningStakes {
  double risk_cost = 0;              ///< R, finite
  double disagreement_exporter = 0;  ///< d_US, finite
  double disagreement_host = 0;      ///< d_P, >= 0
  double toughness = 1;              ///< multiplies the demand believed best, >= 0
  double transfer_cap = 0;           ///< most money asked, >= 0; may be infinite
};

/// A demand of items and money.
struct MenuDemand {
  std::uint64_t items = 0;        ///< bit m is set if item m is asked
  std::uint32_t prefix = 0;       ///< how many items are asked: a prefix of the frontier
  std::uint32_t best_prefix = 0;  ///< j*, before toughness
  double transfer = 0;
  double host_cost = 0;               ///< t = sum k + transfer
  double exporter_gain = 0;           ///< G = sum w g + transfer
  double acceptance_probability = 0;  ///< 1 - F(t + d_P), as believed
  double expected_utility = 0;        ///< of this demand, as believed
  double best_expected_utility = 0;   ///< of j*; below disagreement_exporter it is better not to offer
};
/// Items by falling w g/k (items without gain left out) give the frontier (t_j, G_j), j = 0 .. M. The offer j* maximises
/// (1 - F(t_j + d_P))(G_j - R) + F(t_j + d_P) d_US; of equals the least demand. The demand is the longest prefix with t <= toughness t_j*,
/// and the rest of toughness t_j* in money up to transfer_cap. Menu as in menus.hpp.
MenuDemand screening_menu(const ConcessionMenu& menu, const ValueBelief& belief, const ScreeningStakes& stakes);

}  // namespace entrepot::solvers
