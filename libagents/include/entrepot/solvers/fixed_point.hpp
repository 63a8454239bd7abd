// solvers/fixed_point.hpp: the fixed point of a map, faster than by repeating it.
#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <vector>

namespace entrepot::solvers {

/// Anderson's acceleration of x <- x + f(x): the next iterate is the plain one less the combination of the last differences that makes the
/// step smallest in least squares. Linear maps of as many unknowns as the window are solved exactly; a contraction never needs many more
/// steps than without. Differences are forgotten when a step is twice as long as the one before. Sums run in the order of the elements.
///
/// Source: Anderson 1965; Walker and Ni 2011 (type II). Finite x and f of the length given.
class FixedPoint {
  static constexpr std::size_t window = 5;
  std::size_t unknowns_, known_ = 0;
  bool started_ = false;
  std::vector<double> x_, f_;                        // of the step before
  std::array<std::vector<double>, window> dx_, df_;  // differences, the oldest overwritten

 public:
  explicit FixedPoint(std::size_t unknowns) : unknowns_{unknowns} {}
  /// x becomes the next iterate, given the plain step f at x.
  void advance(std::span<double> x, std::span<const double> f);
};

}  // namespace entrepot::solvers
