// support/armstrong.hpp: the race of labs (Armstrong, Bostrom and Shulman 2016) as its closed form has it.
#pragma once
#include <cmath>

namespace entrepot::testing {

/// P(c + d > the largest of n - 1 others), all capabilities uniform on [0, 1].
inline double win_probability(int n, double d) {
  if (d >= 1) return 1;
  if (d <= -1) return 0;
  return d >= 0 ? (1 - std::pow(d, n)) / n + d : std::pow(1 + d, n) / n;
}

}  // namespace entrepot::testing
