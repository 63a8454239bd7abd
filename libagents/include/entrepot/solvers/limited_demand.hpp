// solvers/limited_demand.hpp: what a buyer takes of things that a limit counts together, if their prices rise for it by one common factor until
// they fit (docs/decisions/0009).
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace entrepot::solvers {

/// Buyers with a nested logit each, side by side; a buyer has `rows` of them (purposes), and what is limited stands in one nest of each. With
/// all limited prices higher by a factor 1 + m only the sum of that nest moves. Relative to what it is without (s the nest's share of all,
/// e the part of it that is limited, k = own_price):
///   f(m) = (1 + m)^-k,   y(m) = 1 - e + e f,   T(m) = s y^lambda + 1 - s,   PI(m) = PI(0) T^(-1/beta),   beta = k lambda
///   C(m) = min(wanted T^(eps/beta), money x chosen/spent),   demand(m) = sum over rows of C s y^(lambda-1)/T f unit
/// The markup where demand is the limit is found by Newton's method on ln(demand/limit) as a function of t = ln(1 + m), which bends from slope
/// -eps to slope -beta; a step that leaves the bracket halves it. All buyers step together, so that each function runs over whole vectors.
///
/// Use: `start`, fill the inputs, `solve`, read the results. Memory grows once.
class LimitedDemand {
 public:
  struct Parameters {
    double own_price;   ///< k > 0, of a thing inside its nest
    double nest;        ///< lambda in (0, 1]
    double elasticity;  ///< eps > 0, of the quantity to the index
  };
  /// Nearness to a limit, either side, in logarithms, at which the search ends.
  static constexpr double tolerance = 1e-6;

  explicit LimitedDemand(Parameters parameters);
  /// So many buyers of so many rows each; all numbers become 0.
  void start(std::size_t buyers, std::size_t rows);
  std::size_t buyers() const { return buyers_; }
  std::size_t row(std::size_t buyer, std::size_t z) const { return z * buyers_ + buyer; }

  // Inputs by buyer.
  std::span<double> limit;    ///< > 0, in units
  std::span<double> ordered;  ///< demand without a markup, > limit
  // Inputs by row, shares >= 0 and together at most 1; what is spent: USD a unit of quantity.
  std::span<double> nest;                        ///< s: limited and open together, in the caller's order of summing
  std::span<double> limited, open;               ///< s e and s (1 - e): shares of all, in the nest, of what is limited and what is not
  std::span<double> unit;                        ///< sum over what is limited of share x units of the limit per unit of quantity
  std::span<double> spent_limited, spent_open;   ///< sums of share x price
  std::span<double> elsewhere, spent_elsewhere;  ///< of other nests
  std::span<double> outside;                     ///< share of what is not bought
  std::span<double> wanted, money;               ///< C without a markup and without the budget; what the budget allows, USD

  /// Markups of all buyers, at which demand is within `tolerance` of the limit (60 steps at most). Trusts its inputs.
  void solve();

  // Results by buyer.
  std::span<double> log_markup;  ///< t
  std::span<double> factor;      ///< f: shares of what is limited, beside their nest's factor
  // Results by row; a row that wants nothing or has an empty nest does not move: factors 1.
  std::span<double> in_nest, out_of_nest;  ///< factors of the shares
  std::span<double> gain, index;           ///< ln(PI(0)/PI(m)) = ln T/beta <= 0, and PI(m)/PI(0)
  std::span<double> now_wanted, quantity;  ///< C without and with the budget
  bool moves(std::size_t row) const { return nest[row] > 0.0 && wanted[row] > 0.0; }

 private:
  Parameters p_;
  double beta_;
  std::size_t buyers_ = 0, rows_ = 0;
  std::vector<double> room_;
  std::span<double> above_, low_, high_, demand_, slope_, s_, rest_of_s_, raised_, scratch_;  // by buyer
  std::span<double> rest_;                                                                    // by row: 1 - s
  std::span<double> e_, e_open_, e_unit_, e_spent_, e_spent_open_;                            // inside the nest: divided by s
  std::span<double> y_, log_y_, power_, total_, log_total_;                                   // y, y^lambda, T

  void normalise();
  void guess();
  void evaluate();
  void finish();
};

}  // namespace entrepot::solvers
