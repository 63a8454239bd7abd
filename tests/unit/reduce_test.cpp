#include "entrepot/base/reduce.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "entrepot/base/luck.hpp"

namespace reduce = entrepot::reduce;

namespace {

constexpr double inf = std::numeric_limits<double>::infinity();

std::vector<double> numbers(std::size_t n, std::uint64_t seed) {
  entrepot::SplitMix64 words{seed};
  std::vector<double> x(n);
  for (double& v : x) v = (static_cast<double>(words() >> 11) * 0x1p-53 - 0.5) * 1e3;
  return x;
}

/// The stated order, written the slow way.
double stated_order(const std::vector<double>& x) {
  std::array<double, 8> s{};
  for (std::size_t i = 0; i < x.size(); ++i) s[i % 8] += x[i];
  return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7]));
}

TEST(Reduce, SumsInTheStatedOrder) {
  for (std::size_t n = 0; n < 70; ++n) {
    const auto x = numbers(n, n + 1);
    EXPECT_EQ(reduce::sum(x), stated_order(x)) << n;
    std::vector<double> y(n), products(n);
    for (std::size_t i = 0; i < n; ++i) {
      y[i] = x[i] * 0.3 + 1.0;
      products[i] = x[i] * y[i];
    }
    EXPECT_EQ(reduce::dot(x, y), stated_order(products)) << n;
  }
}

TEST(Reduce, TheOrderMatters) {  // else the test above could not fail
  std::vector<double> x(9, 0.0);
  x[0] = 1e16, x[1] = 1.0, x[2] = -1e16, x[3] = 1.0;  // ((1e16+1)+(-1e16+1)): both ones are rounded away or kept together
  double plain = 0.0;
  for (const double v : x) plain += v;
  EXPECT_NE(reduce::sum(x), plain);
}

TEST(Reduce, AlignmentChangesNoBit) {
  const auto x = numbers(198, 5);
  const double want = reduce::sum(x);
  for (std::size_t offset = 0; offset < 9; ++offset) {
    std::vector<double> moved(x.size() + offset);
    std::copy(x.begin(), x.end(), moved.begin() + static_cast<std::ptrdiff_t>(offset));
    EXPECT_EQ(reduce::sum(std::span<const double>(moved).subspan(offset)), want);
  }
}

TEST(Reduce, MeanAndEmptySpans) {
  EXPECT_EQ(reduce::sum({}), 0.0);
  EXPECT_EQ(reduce::dot({}, {}), 0.0);
  EXPECT_EQ(reduce::mean({}), 0.0);
  EXPECT_EQ(reduce::mean(std::array{1.0, 2.0, 6.0}), 3.0);
}

TEST(Reduce, LogSumExp) {
  EXPECT_EQ(reduce::logsumexp({}), -inf);
  EXPECT_EQ(reduce::logsumexp(std::array{-inf, -inf}), -inf);
  EXPECT_EQ(reduce::logsumexp(std::array{1.0, inf}), inf);
  EXPECT_TRUE(std::isnan(reduce::logsumexp(std::array{1.0, std::numeric_limits<double>::quiet_NaN(), inf})));
  EXPECT_EQ(reduce::logsumexp(std::array{-3.25}), -3.25);
  EXPECT_NEAR(reduce::logsumexp(std::array{1000.0, 1000.0}), 1000.0 + 0.6931471805599453, 2e-13);
  EXPECT_NEAR(reduce::logsumexp(std::array{-1000.0, -1001.0}), -1000.0 + 0.31326168751822286, 2e-13);
  const auto x = numbers(513, 9);  // longer than one block
  long double sum = 0.0L;
  for (const double v : x) sum += std::exp(static_cast<long double>(v) / 100);
  std::vector<double> scaled = x;
  for (double& v : scaled) v /= 100;
  EXPECT_NEAR(reduce::logsumexp(scaled), static_cast<double>(std::log(sum)), 1e-13);
}

TEST(Reduce, CountsWhatIsAboveZero) {
  std::vector<double> x(100, -1.0);
  for (const std::size_t i : {0UL, 17UL, 63UL, 99UL}) x[i] = 1e-300;
  x[5] = 0.0;
  x[6] = -0.0;
  x[7] = std::numeric_limits<double>::quiet_NaN();
  EXPECT_EQ(reduce::count_positive(x), 4U);
  EXPECT_EQ(reduce::count_positive({}), 0U);
}

}  // namespace
