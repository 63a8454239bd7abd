// base/real against long double (64 bits of significand or more: its own error is below 0.01 ulp of a double here), and the special
// values of IEEE 754-2019, 9.2.1.
#include "entrepot/base/real.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <functional>
#include <limits>
#include <span>
#include <tuple>
#include <vector>

#include "entrepot/base/errors.hpp"
#include "entrepot/base/luck.hpp"

namespace real = entrepot::real;

namespace {

using Long = long double;
static_assert(std::numeric_limits<Long>::digits >= 64);
constexpr double inf = std::numeric_limits<double>::infinity();
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double tiny = std::numeric_limits<double>::denorm_min();
constexpr double largest = std::numeric_limits<double>::max();

std::uint64_t bits(double x) { return std::bit_cast<std::uint64_t>(x); }

/// Uniforms and doubles of any size from a fixed seed.
class Source {
  entrepot::SplitMix64 words_;

 public:
  explicit Source(std::uint64_t seed) : words_{seed} {}
  double uniform(double low, double high) { return low + (high - low) * (static_cast<double>(words_() >> 11) * 0x1p-53); }
  double finite() {
    for (;;) {
      const double x = std::bit_cast<double>(words_());
      if (std::isfinite(x)) return x;
    }
  }
  double positive() { return std::fabs(finite()); }
  /// Both signs, sizes from 2^low to 2^high.
  double spread(double low, double high) { return (words_() & 1U ? 1.0 : -1.0) * std::exp2(uniform(low, high)); }
};

/// |got - want| in units of the last place of a double of want's size; exact where both overflow.
double ulps(double got, Long want) {
  const double rounded = static_cast<double>(want);
  if (std::isnan(rounded)) return std::isnan(got) ? 0.0 : inf;
  if (std::isinf(rounded) || std::isinf(got)) return got == rounded ? 0.0 : inf;
  const int exponent = rounded == 0.0 ? -1074 : std::max(std::ilogb(rounded) - 52, -1074);
  return static_cast<double>(std::fabs(static_cast<Long>(got) - want) / std::ldexp(1.0L, exponent));
}

using Function = double (*)(double);
using Reference = Long (*)(Long);

/// Worst error over `count` arguments of a generator.
void expect_accurate(const char* name, Function f, Reference reference, double bound, const std::function<double()>& argument,
                     int count = 60000) {
  double worst = 0.0, at = 0.0;
  for (int i = 0; i < count; ++i) {
    const double x = argument();
    const double error = ulps(f(x), reference(static_cast<Long>(x)));
    if (error > worst) {
      worst = error;
      at = x;
    }
  }
  EXPECT_LE(worst, bound) << name << " at " << entrepot::text_of(at);
}

/// The same over a dense grid.
void expect_accurate_on_grid(const char* name, Function f, Reference reference, double bound, double low, double high) {
  int i = 0;
  constexpr int points = 40000;
  expect_accurate(
      name, f, reference, bound, [&] { return low + (high - low) * (static_cast<double>(i++) / points); }, points + 1);
}

TEST(Real, ExpIsWithinOneUlp) {
  Source s{1};
  const Reference reference = [](Long x) { return std::exp(x); };
  expect_accurate_on_grid("exp", real::exp, reference, 1.0, -746.0, 710.0);
  expect_accurate("exp", real::exp, reference, 1.0, [&] { return s.uniform(-746.0, 710.0); });
  expect_accurate("exp", real::exp, reference, 1.0, [&] { return s.spread(-60.0, 3.0); });
  expect_accurate("exp", real::exp, reference, 1.0, [&] { return s.finite(); });
}

TEST(Real, LogIsWithinOneUlp) {
  Source s{2};
  const Reference reference = [](Long x) { return std::log(x); };
  expect_accurate_on_grid("log", real::log, reference, 1.0, 0.25, 4.0);
  expect_accurate("log", real::log, reference, 1.0, [&] { return s.positive(); });
  expect_accurate("log", real::log, reference, 1.0, [&] { return 1.0 + s.spread(-52.0, -1.1); });
  expect_accurate("log", real::log, reference, 1.0, [&] { return s.uniform(tiny, 0x1p-1020); });
}

TEST(Real, Expm1AndLog1pAreWithinTwoUlp) {
  Source s{3};
  const Reference expm1 = [](Long x) { return std::expm1(x); };
  expect_accurate_on_grid("expm1", real::expm1, expm1, 2.0, -2.0, 2.0);
  expect_accurate("expm1", real::expm1, expm1, 2.0, [&] { return s.uniform(-50.0, 710.0); });
  expect_accurate("expm1", real::expm1, expm1, 2.0, [&] { return s.spread(-1070.0, 6.0); });
  const Reference log1p = [](Long x) { return std::log1p(x); };
  expect_accurate_on_grid("log1p", real::log1p, log1p, 2.0, -0.999999, 3.0);
  expect_accurate("log1p", real::log1p, log1p, 2.0, [&] { return s.positive(); });
  expect_accurate("log1p", real::log1p, log1p, 2.0, [&] { return s.spread(-1070.0, -1.0); });
  expect_accurate("log1p", real::log1p, log1p, 2.0, [&] { return -1.0 + std::fabs(s.spread(-52.0, -1.0)); });
}

TEST(Real, Log10AndLog2AreWithinOneUlpAndExactWhereTheyCanBe) {
  Source s{4};
  const Reference log10 = [](Long x) { return std::log10(x); }, log2 = [](Long x) { return std::log2(x); };
  for (const auto& [name, f, reference] :
       {std::tuple<const char*, Function, Reference>{"log10", real::log10, log10}, {"log2", real::log2, log2}}) {
    expect_accurate_on_grid(name, f, reference, 1.0, 0.25, 4.0);
    expect_accurate(name, f, reference, 1.0, [&] { return s.positive(); });
    expect_accurate(name, f, reference, 1.0, [&] { return 1.0 + s.spread(-50.0, -1.1); });
  }
  for (int k = -1074; k <= 1023; ++k) EXPECT_EQ(real::log2(std::ldexp(1.0, k)), k);
  double ten = 1.0;
  for (int k = 0; k <= 22; ++k, ten *= 10.0) EXPECT_EQ(real::log10(ten), k);
}

/// Bases and exponents whose powers are finite and not zero, of all sizes.
void draw_powers(Source& s, std::span<double> bases, std::span<double> exponents) {
  for (std::size_t i = 0; i < bases.size(); ++i) {
    double& x = bases[i];
    double& y = exponents[i];
    switch (i % 4) {
      case 0:
        x = s.positive();
        y = s.uniform(-745.0, 745.0) / std::log(x);
        break;
      case 1:
        x = s.uniform(0.5, 2.0);
        y = s.uniform(-1000.0, 1000.0);
        break;
      case 2:
        x = 1.0 + s.spread(-40.0, -1.1);
        y = s.uniform(-745.0, 709.0) / std::log(x);
        break;
      default:
        x = s.uniform(0.0, 100.0);
        y = s.uniform(-5.0, 5.0);
    }
  }
}

TEST(Real, PowIsWithinOneUlp) {
  Source s{5};
  std::vector<double> x(200000), y(200000), array(200000);
  draw_powers(s, x, y);
  real::pow(x, y, array);
  double worst = 0.0, worst_of_array = 0.0;
  std::size_t at = 0;
  for (std::size_t i = 0; i < x.size(); ++i) {
    // powl keeps 2^-64 of its result (extra digits inside), that is 2^-11 ulp of a double.
    const Long want = std::pow(static_cast<Long>(x[i]), static_cast<Long>(y[i]));
    const double error = ulps(real::pow(x[i], y[i]), want);
    if (error > worst) worst = error, at = i;
    worst_of_array = std::max(worst_of_array, ulps(array[i], want));
  }
  EXPECT_LE(worst, 1.0) << entrepot::text_of(x[at]) << " ^ " << entrepot::text_of(y[at]);
  EXPECT_EQ(worst_of_array, worst);
}

TEST(Real, WholePowersAreExact) {
  for (int base = 2; base < 100; ++base) {
    double power = base;
    for (int n = 1; power < 0x1p53; ++n, power *= base) {
      EXPECT_EQ(real::pow(base, n), power);
      EXPECT_EQ(real::pow(-base, n), n % 2 == 0 ? power : -power);
    }
  }
}

/// Zeros, infinities, odd and even numbers of every size, neighbours of one.
const std::array<double, 27> special_of_pow{0.0,        -0.0,       1.0,    -1.0,    2.0,           -2.0,         3.0,
                                            -3.0,       0.5,        -0.5,   1.5,     -1.5,          inf,          -inf,
                                            largest,    -largest,   tiny,   -tiny,   0x1p53,        0x1p53 + 2,   0x1p53 - 1,
                                            1 - 0x1p53, 0x1p52 + 1, 1e-300, -0x1p60, 1.0 - 0x1p-53, 1.0 + 0x1p-52};

TEST(Real, SpecialValuesOfPowAreThoseOfTheStandard) {
  for (const double x : special_of_pow) {
    for (const double y : special_of_pow) {
      const double want = std::pow(x, y), got = real::pow(x, y);  // the library's special cases are those of IEEE 754 (C, annex F)
      if (std::isnan(want)) {
        EXPECT_TRUE(std::isnan(got)) << x << '^' << y;
      } else {
        EXPECT_EQ(std::signbit(got), std::signbit(want)) << x << '^' << y;
        EXPECT_LE(ulps(got, static_cast<Long>(want)), 1.5) << x << '^' << y;
      }
    }
    EXPECT_EQ(std::isnan(real::pow(nan, x)), x != 0.0) << x;
    EXPECT_EQ(std::isnan(real::pow(x, nan)), x != 1.0) << x;
  }
}

TEST(Real, SpecialValuesOfTheOthers) {
  EXPECT_EQ(real::exp(-inf), 0.0);
  EXPECT_EQ(real::exp(inf), inf);
  EXPECT_EQ(real::exp(0.0), 1.0);
  EXPECT_EQ(real::exp(-0.0), 1.0);
  EXPECT_EQ(real::exp(709.79), inf);
  EXPECT_EQ(real::exp(-745.2), 0.0);
  EXPECT_EQ(real::exp(-745.0), tiny);
  EXPECT_EQ(real::log(0.0), -inf);
  EXPECT_EQ(real::log(-0.0), -inf);
  EXPECT_EQ(real::log(inf), inf);
  EXPECT_EQ(bits(real::log(1.0)), bits(0.0));
  EXPECT_EQ(real::log1p(-1.0), -inf);
  EXPECT_EQ(real::log1p(inf), inf);
  EXPECT_EQ(real::expm1(-inf), -1.0);
  EXPECT_EQ(real::expm1(inf), inf);
  EXPECT_EQ(real::log2(0.0), -inf);
  EXPECT_EQ(real::log10(inf), inf);
  EXPECT_EQ(real::tanh(inf), 1.0);
  EXPECT_EQ(real::tanh(-inf), -1.0);
  EXPECT_EQ(real::atanh(1.0), inf);
  EXPECT_EQ(real::atanh(-1.0), -inf);
  EXPECT_EQ(real::sigmoid(-inf), 0.0);
  EXPECT_EQ(real::sigmoid(inf), 1.0);
  EXPECT_EQ(real::sigmoid(0.0), 0.5);
  EXPECT_EQ(real::normal_cdf(-inf), 0.0);
  EXPECT_EQ(real::normal_cdf(inf), 1.0);
  EXPECT_EQ(real::normal_cdf(0.0), 0.5);
  EXPECT_EQ(real::normal_quantile(0.5), 0.0);
  EXPECT_EQ(real::normal_quantile(0.0), -inf);
  EXPECT_EQ(real::normal_quantile(1.0), inf);
  for (const Function odd :
       {Function{real::expm1}, Function{real::log1p}, Function{real::tanh}, Function{real::atanh}, Function{real::sqrt}}) {
    EXPECT_EQ(bits(odd(-0.0)), bits(-0.0));
    EXPECT_EQ(bits(odd(0.0)), bits(0.0));
  }
}

TEST(Real, EveryNanIsTheSameNan) {
  const double other = std::bit_cast<double>(std::uint64_t{0xfff8000000001234});
  for (const Function f : {Function{real::exp}, Function{real::log}, Function{real::expm1}, Function{real::log1p}, Function{real::log10},
                           Function{real::log2}, Function{real::sqrt}, Function{real::tanh}, Function{real::atanh}, Function{real::sigmoid},
                           Function{real::normal_cdf}, Function{real::normal_quantile}}) {
    EXPECT_EQ(bits(f(other)), bits(nan));
  }
  for (const Function f : {Function{real::log}, Function{real::log1p}, Function{real::log10}, Function{real::log2}, Function{real::sqrt},
                           Function{real::atanh}, Function{real::normal_quantile}}) {
    EXPECT_EQ(bits(f(-2.0)), bits(nan));
    EXPECT_EQ(bits(f(-inf)), bits(nan));
  }
  EXPECT_EQ(bits(real::pow(-2.0, 0.5)), bits(nan));
  EXPECT_EQ(bits(real::pow(2.0, other)), bits(nan));
  EXPECT_EQ(bits(real::pow(other, 2.0)), bits(nan));
}

TEST(Real, HyperbolicAndLogisticAreWithinThreeUlp) {
  Source s{6};
  expect_accurate(
      "tanh", real::tanh, [](Long x) { return std::tanh(x); }, 3.0, [&] { return s.spread(-100.0, 5.0); });
  expect_accurate(
      "tanh", real::tanh, [](Long x) { return std::tanh(x); }, 3.0, [&] { return s.uniform(-25.0, 25.0); });
  expect_accurate(
      "atanh", real::atanh, [](Long x) { return std::atanh(x); }, 3.0, [&] { return s.spread(-100.0, 0.0); });
  expect_accurate(
      "sigmoid", real::sigmoid, [](Long x) { return x < 0 ? std::exp(x) / (1 + std::exp(x)) : 1 / (1 + std::exp(-x)); }, 3.0,
      [&] { return s.uniform(-745.0, 50.0); });
}

TEST(Real, SquareRootsAreCorrectlyRounded) {
  Source s{7};
  for (int i = 0; i < 20000; ++i) {
    const double x = s.positive();
    EXPECT_LE(ulps(real::sqrt(x), std::sqrt(static_cast<Long>(x))), 0.5005);  // half an ulp, and what the reference itself was rounded
  }
}

TEST(Real, NormalDistributionIsWithinTenToTheMinusFifteenOfItself) {
  Source s{8};
  const Reference cdf = [](Long x) { return std::erfc(-x * 0.707106781186547524400844362104849039L) / 2; };
  double worst = 0.0;
  for (int i = 0; i < 60000; ++i) {
    const double x = i % 2 == 0 ? s.uniform(-37.5, 9.0) : s.uniform(-2.0, 2.0);
    const Long want = cdf(static_cast<Long>(x));
    worst = std::max(worst, static_cast<double>(std::fabs((static_cast<Long>(real::normal_cdf(x)) - want) / want)));
  }
  EXPECT_LE(worst, 1.5e-15);
}

TEST(Real, NormalQuantileInvertsTheDistribution) {
  Source s{9};
  for (int i = 0; i < 60000; ++i) {
    const double p = i % 2 == 0 ? s.uniform(0.0, 1.0) : std::exp2(-s.uniform(0.0, 1000.0));
    const double x = real::normal_quantile(p);
    const Long t = static_cast<Long>(x);
    const Long density = std::exp(-t * t / 2) * 0.398942280401432677939946059934381868L;
    const Long error = (std::erfc(-t * 0.707106781186547524400844362104849039L) / 2 - static_cast<Long>(p)) / density;
    ASSERT_LE(std::fabs(static_cast<double>(error)), 2e-15 * std::fabs(x)) << entrepot::text_of(p);
  }
  EXPECT_NEAR(real::normal_quantile(0.975), 1.959963984540054, 1e-15);
}

TEST(Real, FunctionsAreMonotone) {
  Source s{10};
  for (int i = 0; i < 20000; ++i) {
    const double x = s.uniform(-700.0, 700.0), next = std::nextafter(x, inf);
    ASSERT_LE(real::exp(x), real::exp(next)) << x;
    const double a = s.positive(), above = std::nextafter(a, inf);
    ASSERT_LE(real::log(a), real::log(above)) << a;
    const double p = s.uniform(0.0, 1.0), q = p + 1e-14;
    ASSERT_LE(real::normal_quantile(p), real::normal_quantile(q)) << p;
  }
}

/// The quantile by summing the distribution in long double; `clear` tells whether p is far from a step of it.
double poisson_reference(double p, double mean, bool& clear) {
  const Long m = static_cast<Long>(mean);
  Long sum = 0.0L;
  clear = true;
  for (double n = 0.0;; n += 1.0) {
    const Long k = static_cast<Long>(n);
    sum += std::exp(k * std::log(m) - m - std::lgamma(k + 1));
    if (std::fabs(sum - static_cast<Long>(p)) < 1e-11L) clear = false;
    if (sum >= static_cast<Long>(p)) return n;
  }
}

TEST(Real, PoissonQuantileIsExact) {
  Source s{11};
  int compared = 0;
  for (const double mean : {0.001, 0.3, 1.0, 4.5, 12.0, 29.9, 30.0, 30.1, 75.0, 400.0, 5000.0}) {
    for (int i = 0; i < 40; ++i) {
      const double p = i == 0 ? 1e-6 : i == 1 ? 1.0 - 1e-6 : s.uniform(0.0, 1.0);
      bool clear = true;
      const double want = poisson_reference(p, mean, clear);
      if (!clear) continue;
      ++compared;
      ASSERT_EQ(real::poisson_quantile(p, mean), want) << p << " mean " << mean;
    }
  }
  EXPECT_GT(compared, 400);
}

TEST(Real, PoissonQuantileOfAMillionIsExact) {  // SciPy 1.17, scipy.stats.poisson.ppf
  EXPECT_EQ(real::poisson_quantile(0.5, 1e6), 1000000.0);
  EXPECT_EQ(real::poisson_quantile(0.025, 1e6), 998041.0);
  EXPECT_EQ(real::poisson_quantile(0.999, 1e6), 1003092.0);
  EXPECT_EQ(real::poisson_quantile(0.999, 1e5), 100979.0);
}

TEST(Real, PoissonQuantileIsMonotone) {
  double before = -1.0;
  for (int i = 1; i < 4000; ++i) {
    const double n = real::poisson_quantile(i / 4000.0, 33.0);
    ASSERT_GE(n, before);
    before = n;
  }
  for (const double p : {1e-9, 0.2, 0.5, 0.97}) {
    before = -1.0;
    for (double mean = 0.0; mean < 200.0; mean += 0.05) {
      const double n = real::poisson_quantile(p, mean);
      ASSERT_GE(n, before) << p << ' ' << mean;
      before = n;
    }
    EXPECT_LE(real::poisson_quantile(p, 999999.0), real::poisson_quantile(p, 1000001.0));
  }
  EXPECT_EQ(real::poisson_quantile(0.7, 0.0), 0.0);
  EXPECT_TRUE(std::isnan(real::poisson_quantile(1.5, 1.0)));
  EXPECT_TRUE(std::isnan(real::poisson_quantile(0.5, -1.0)));
  EXPECT_TRUE(std::isnan(real::poisson_quantile(0.5, inf)));
}

TEST(Real, ArraysHaveTheBitsOfScalarsAtEveryLengthAndAlignment) {
  Source s{12};
  std::vector<double> x(1031), out(1031);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = i % 3 == 0 ? s.finite() : i % 3 == 1 ? s.uniform(-5.0, 5.0) : s.uniform(0.0, 800.0);
  const std::array<double, 12> special{0.0, -0.0, inf, -inf, nan, 1.0, -1.0, tiny, -tiny, largest, -745.1, 709.8};
  std::copy(special.begin(), special.end(), x.begin() + 40);
  for (std::size_t start = 0; start < 9; ++start) {
    for (const std::size_t n : {std::size_t{0}, std::size_t{1}, std::size_t{3}, std::size_t{7}, std::size_t{8}, std::size_t{13},
                                std::size_t{64}, std::size_t{1001}}) {
      const std::span<const double> in(x.data() + start, n);
      const std::span<double> to(out.data() + (start * 5) % 8, n);
      real::exp(in, to);
      for (std::size_t i = 0; i < n; ++i) ASSERT_EQ(bits(to[i]), bits(real::exp(in[i]))) << in[i];
      real::expm1(in, to);
      for (std::size_t i = 0; i < n; ++i) ASSERT_EQ(bits(to[i]), bits(real::expm1(in[i]))) << in[i];
      real::log(in, to);
      for (std::size_t i = 0; i < n; ++i) ASSERT_EQ(bits(to[i]), bits(real::log(in[i]))) << in[i];
      for (const double y : {0.0, -0.0, 1.0, 2.0, 3.0, -1.0, 0.5, -1.7, inf, -inf, nan, 0x1p60}) {
        real::pow(in, y, to);
        for (std::size_t i = 0; i < n; ++i) ASSERT_EQ(bits(to[i]), bits(real::pow(in[i], y))) << in[i] << '^' << y;
      }
    }
  }
}

TEST(Real, PowersWithAnExponentARowHaveTheBitsOfScalars) {
  std::vector<double> x, y, out;
  for (const double base : special_of_pow)
    for (const double exponent : special_of_pow) x.push_back(base), y.push_back(exponent);
  for (const double other : {nan, std::bit_cast<double>(std::uint64_t{0xfff8000000001234})})
    for (const double value : {0.0, -0.0, 1.0, -1.0, 2.0, inf, nan}) {
      x.insert(x.end(), {other, value});
      y.insert(y.end(), {value, other});
    }
  Source s{13};
  const std::size_t special = x.size();
  x.resize(special + 1031), y.resize(special + 1031), out.resize(special + 1031 + 8);
  draw_powers(s, std::span(x).subspan(special), std::span(y).subspan(special));
  for (std::size_t start = 0; start < 9; ++start)
    for (const std::size_t n : {std::size_t{0}, std::size_t{1}, std::size_t{7}, std::size_t{13}, x.size() - 9}) {
      const std::span<double> to(out.data() + (start * 5) % 8, n);
      real::pow(std::span<const double>(x).subspan(start, n), std::span<const double>(y).subspan((start * 3) % 9, n), to);
      for (std::size_t i = 0; i < n; ++i) {
        const double base = x[start + i], exponent = y[(start * 3) % 9 + i];
        ASSERT_EQ(bits(to[i]), bits(real::pow(base, exponent))) << base << '^' << exponent;
      }
    }
}

TEST(Real, ArraysMayBeTransformedInPlace) {
  std::vector<double> x(37), want(37);
  for (std::size_t i = 0; i < x.size(); ++i) x[i] = static_cast<double>(i) * 0.37 - 5.0;
  for (std::size_t i = 0; i < x.size(); ++i) want[i] = real::exp(x[i]);
  real::exp(x, x);
  EXPECT_EQ(x, want);
  for (std::size_t i = 0; i < x.size(); ++i) want[i] = real::pow(x[i], x[i]);
  real::pow(x, x, x);
  EXPECT_EQ(x, want);
}

}  // namespace
