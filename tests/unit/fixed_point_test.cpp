// The accelerated fixed point: exact on linear maps, faster than repetition, and at home where a map is not linear.
#include <gtest/gtest.h>

#include <cmath>

#include "entrepot/base/errors.hpp"
#include "entrepot/solvers/fixed_point.hpp"

namespace entrepot::solvers {
namespace {

/// Steps until the largest step is below `close`; plain repetition if `plain`.
template <class Map> int steps(std::vector<double>& x, Map map, double close, bool plain) {
  FixedPoint accelerator(x.size());
  for (int n = 1; n <= 10000; ++n) {
    std::vector<double> f = map(x);
    double off = 0.0;
    for (std::size_t i = 0; i < x.size(); ++i) {
      f[i] -= x[i];
      off = std::max(off, std::fabs(f[i]));
    }
    if (off < close) return n;
    if (!plain) accelerator.advance(x, f);
    for (std::size_t i = 0; plain && i < x.size(); ++i) x[i] += f[i];
  }
  return 10000;
}

TEST(FixedPoint, LinearMapsOfFewUnknownsTakeOneStepMoreThanUnknowns) {
  // x = A x + b with spectral radius .95; solution by hand: (I - A) x = b.
  const auto map = [](const std::vector<double>& x) {
    return std::vector<double>{0.9 * x[0] + 0.1 * x[1] + 1.0, 0.05 * x[0] + 0.85 * x[1] + 2.0};
  };
  std::vector<double> x{0.0, 0.0}, slow{0.0, 0.0};
  EXPECT_LE(steps(x, map, 1e-9, false), 6);
  EXPECT_GT(steps(slow, map, 1e-9, true), 300);
  const double det = 0.1 * 0.15 - 0.1 * 0.05;  // of I - A
  EXPECT_NEAR(x[0], (0.15 * 1.0 + 0.1 * 2.0) / det, 1e-6);
  EXPECT_NEAR(x[1], (0.05 * 1.0 + 0.1 * 2.0) / det, 1e-6);
}

TEST(FixedPoint, NonlinearMapsConvergeToo) {
  const auto map = [](const std::vector<double>& x) {
    return std::vector<double>{std::cos(x[0]), std::exp(-x[1]), 0.5 * std::sin(x[0] + x[1])};
  };
  std::vector<double> x{0.0, 5.0, -1.0}, slow = x;
  EXPECT_LT(steps(x, map, 1e-12, false), steps(slow, map, 1e-12, true) / 3);
  EXPECT_NEAR(x[0], 0.7390851332151607, 1e-11);  // Dottie's number
  EXPECT_NEAR(x[1], 0.5671432904097838, 1e-11);  // omega
  EXPECT_NEAR(x[2], 0.5 * std::sin(0.7390851332151607 + 0.5671432904097838), 1e-11);
}

TEST(FixedPoint, AStepThatGrowsForgetsWhatCameBefore) {
  FixedPoint once(1), again(1);
  std::vector<double> x{1.0}, y{1.0};
  once.advance(x, std::vector<double>{0.1});
  EXPECT_DOUBLE_EQ(x[0], 1.1);
  once.advance(x, std::vector<double>{10.0});  // a hundred times as long: taken as it is
  EXPECT_DOUBLE_EQ(x[0], 11.1);
  again.advance(y, std::vector<double>{0.1});
  again.advance(y, std::vector<double>{0.05});  // half as long: the secant's root
  EXPECT_NEAR(y[0], 1.2, 1e-8);
}

TEST(FixedPoint, RefusesOtherSizes) {
  FixedPoint f(2);
  std::vector<double> x{1.0}, y{1.0, 2.0};
  EXPECT_THROW(f.advance(x, y), SolverError);
  EXPECT_THROW(f.advance(y, x), SolverError);
}

}  // namespace
}  // namespace entrepot::solvers
