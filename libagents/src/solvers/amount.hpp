// solvers/amount.hpp (internal): amounts of bargaining, of either sign.
#pragma once
#include <cmath>
#include <string_view>

#include "domain.hpp"

namespace entrepot::solvers {

inline constexpr double largest_amount = 1e150;  ///< products of two amounts stay finite

inline void check_amount(const Domain& domain, std::string_view argument, double x) {
  domain.holds(std::fabs(x) <= largest_amount, argument, x, "finite, at most 1e150 in size");
}

}  // namespace entrepot::solvers
