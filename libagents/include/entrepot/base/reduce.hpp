// base/reduce.hpp: sums in one stated order, so that alignment, vector width and compiler cannot change a bit (design, promise 2).
//
// The order: eight partial sums, element i goes to sum i mod 8, then ((s0+s1)+(s2+s3))+((s4+s5)+(s6+s7)).
#pragma once
#include <cstddef>
#include <span>

namespace entrepot::reduce {

double sum(std::span<const double> x);
double dot(std::span<const double> x, std::span<const double> y);  ///< equal lengths
double mean(std::span<const double> x);                            ///< 0 for an empty span
double logsumexp(std::span<const double> x);                       ///< ln sum exp(x), max subtracted; -inf for an empty span
std::size_t count_positive(std::span<const double> x);             ///< how many are above 0

}  // namespace entrepot::reduce
