// solvers/deterrence.hpp: detection, optimal coverage and the black market (model_equations 2.2).
#pragma once
#include <cstdint>
#include <span>
#include <vector>

namespace entrepot::solvers {

/// Probability of detection after effort: 1 - (1 - q0) exp(-eta x). With eta = hazard a year and x = years it is also the law of a
/// registry that watches after delivery. q0 in [0, 1], eta >= 0, effort x >= 0.
double detection_hazard(double base_probability, double efficiency, double effort);

/// Coverage of targets by a defender who commits first (ORIGAMI, Kiekintveld et al. 2009).
struct Coverage {
  std::vector<double> coverage;  ///< one a target, in [0, 1]
  double spent = 0;              ///< sum of the coverage
  double level = 0;              ///< v, the water level
  double attacker = 0;           ///< attacker's payoff of the best reply
  double defender = 0;           ///< defender's payoff there; ties are broken in the defender's favour (strong Stackelberg)
  std::int32_t target = -1;      ///< where the attack goes
};
/// c_i = clip((Ua_unc - v)/(Ua_unc - Ua_cov), 0, 1) with v such that sum c = m to the last digits; some passes over the targets.
/// All spans have the same length >= 1; payoffs are finite, attacker_covered <= attacker_uncovered; resources m >= 0.
/// A target where coverage changes nothing (both payoffs equal) gets none. The budget is spent in full, or until every other target is
/// covered for sure.
Coverage stackelberg_coverage(std::span<const double> attacker_uncovered, std::span<const double> attacker_covered,
                              std::span<const double> defender_uncovered, std::span<const double> defender_covered, double resources);

/// A black market with free entry: price = break-even, demand Q = scale (p/p0)^(-elasticity).
struct BlackMarket {
  double price = 0;    ///< p_b
  double premium = 0;  ///< p_b/p0 - 1
  double quantity = 0;
  double revenue = 0;  ///< p_b Q: rises with enforcement iff elasticity < 1 (Becker, Murphy & Grossman 2006)
};
/// goods_price > 0, cost, fine >= 0 as shares of it, interdiction in [0, 1), elasticity >= 0, scale >= 0 (demand at p = p0).
BlackMarket black_market(double goods_price, double cost, double interdiction, double fine, double elasticity, double scale);

/// Before entry: p_b solves D(p_b) = sum of the capacities whose break-even price is at most p_b. Offers in any order, break_even > 0,
/// capacity >= 0; elasticity > 0. `sold` gets what each offer sells, cheapest first (ties: the first in the list). With no capacity the
/// price is infinite and nothing is sold.
BlackMarket black_market_offers(double goods_price, double elasticity, double scale, std::span<const double> break_even,
                                std::span<const double> capacity, std::span<double> sold);

}  // namespace entrepot::solvers
