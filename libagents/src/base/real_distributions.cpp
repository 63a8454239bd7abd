// The normal and the Poisson distribution, on the elementary functions of real.cpp.
#include <array>
#include <cstddef>

#include "base/real_kernels.hpp"
#include "entrepot/base/real.hpp"

namespace entrepot::real {
namespace {

/// c[0] + c[1] x + ...
template <std::size_t N> double polynomial(const std::array<double, N>& c, double x) {
  double y = c[N - 1];
  for (std::size_t i = N - 1; i-- > 0;) y = y * x + c[i];
  return y;
}

/// sum c[k] T_k(t) by Clenshaw's recurrence.
template <std::size_t N> double chebyshev(const std::array<double, N>& c, double t) {
  double b1 = 0.0, b2 = 0.0;
  for (std::size_t k = N - 1; k > 0; --k) {
    const double b = 2.0 * t * b1 - b2 + c[k];
    b2 = b1;
    b1 = b;
  }
  return t * b1 - b2 + c[0];
}

/// exp(-x^2/2): the square as a pair, because its rounding error is multiplied by the size of the exponent.
double exp_minus_half_square(double x) {
  const kernel::Pair square = kernel::product(x, x);
  return kernel::exp({-0.5 * square.high, -0.5 * square.low});
}

/// P(N > x) for x >= 1: density times Mills' ratio.
double upper_tail(double x) {
  if (x > 40.0) return 0.0;
  const double t = (x - table::mills_middle) / (x + table::mills_middle);
  return table::inverse_sqrt_2pi * chebyshev(table::mills, t) / (1.0 + x) * exp_minus_half_square(x);
}

// Wichura 1988, algorithm AS 241 (PPND16): three rational approximations, numerator and denominator, lowest power first.
constexpr std::array<double, 8> centre_over{3.3871328727963666080e0,  1.3314166789178437745e+2, 1.9715909503065514427e+3,
                                            1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
                                            3.3430575583588128105e+4, 2.5090809287301226727e+3};
constexpr std::array<double, 8> centre_under{1.0,
                                             4.2313330701600911252e+1,
                                             6.8718700749205790830e+2,
                                             5.3941960214247511077e+3,
                                             2.1213794301586595867e+4,
                                             3.9307895800092710610e+4,
                                             2.8729085735721942674e+4,
                                             5.2264952788528545610e+3};
constexpr std::array<double, 8> near_over{1.42343711074968357734e0,  4.63033784615654529590e0, 5.76949722146069140550e0,
                                          3.64784832476320460504e0,  1.27045825245236838258e0, 2.41780725177450611770e-1,
                                          2.27238449892691845833e-2, 7.74545014278341407640e-4};
constexpr std::array<double, 8> near_under{1.0,
                                           2.05319162663775882187e0,
                                           1.67638483018380384940e0,
                                           6.89767334985100004550e-1,
                                           1.48103976427480074590e-1,
                                           1.51986665636164571966e-2,
                                           5.47593808499534494600e-4,
                                           1.05075007164441684324e-9};
constexpr std::array<double, 8> far_over{6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,
                                         2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
                                         2.71155556874348757815e-5, 2.01033439929228813265e-7};
constexpr std::array<double, 8> far_under{1.0,
                                          5.99832206555887937690e-1,
                                          1.36929880922735805310e-1,
                                          1.48753612908506148525e-2,
                                          7.86869131145613259100e-4,
                                          1.84631831751005468180e-5,
                                          1.42151175831644588870e-7,
                                          2.04426310338993978564e-15};

/// ln n! - ((n + 1/2) ln n - n + ln(2 pi)/2), n >= 1: Stirling's series, or the definition where n is small.
double stirling_error(double n) {
  if (n < 16.0) {
    double factorial = 1.0;
    for (double i = 2.0; i <= n; i += 1.0) factorial *= i;
    return log(factorial) - ((n + 0.5) * log(n) - n + table::half_ln_2pi);
  }
  const double z = 1.0 / (n * n);
  return (1.0 / 12.0 - z * (1.0 / 360.0 - z * (1.0 / 1260.0 - z * (1.0 / 1680.0 - z * (1.0 / 1188.0))))) / n;
}

/// n ln(n/m) + m - n without cancellation (Loader 2000).
double deviance(double n, double m) {
  const double gap = n - m, v = gap / (n + m);
  if (kernel::absolute(v) >= 0.1) return n * log(n / m) - gap;
  double sum = gap * v, term = 2.0 * n * v;
  for (double j = 3.0;; j += 2.0) {
    term *= v * v;
    const double next = sum + term / j;
    if (next == sum) return sum;
    sum = next;
  }
}

/// P(N = n), N Poisson of mean m (Loader's saddle-point form).
double poisson_mass(double n, double m) {
  if (n == 0.0) return exp(-m);
  return exp(-stirling_error(n) - deviance(n, m)) * table::inverse_sqrt_2pi / sqrt(n);
}

/// P(N <= n) for n < m, or P(N > n) for n >= m: mass at the end times a series of falling terms.
double lower_sum(double n, double m) {
  double sum = 1.0, term = 1.0;
  for (double i = n; i > 0.0; i -= 1.0) {
    term *= i / m;
    sum += term;
    if (term < 1e-17 * sum) break;
  }
  return sum * poisson_mass(n, m);
}
double upper_sum(double n, double m) {
  double sum = 1.0, term = 1.0;
  for (double i = n + 2.0; term >= 1e-17 * sum; i += 1.0) {
    term *= m / i;
    sum += term;
  }
  return sum * poisson_mass(n + 1.0, m);
}
/// Whether P(N <= n) >= p. The tail that is summed depends on n and m only, so the answer is monotone in p.
bool reached(double n, double m, double p) { return n < m ? lower_sum(n, m) >= p : upper_sum(n, m) <= 1.0 - p; }

/// The quantile by summing up from zero: for small means.
double poisson_from_zero(double p, double m) {
  double n = 0.0, mass = exp(-m), sum = mass;
  while (sum < p) {
    n += 1.0;
    mass *= m / n;
    const double next = sum + mass;
    if (next == sum && n > m) break;  // p is nearer to 1 than the sum can come
    sum = next;
  }
  return n;
}

/// Whole number nearest to x >= 0, below 2^52.
double rounded(double x) { return x < 0x1p51 ? (x + 0x1p52) - 0x1p52 : x; }

/// Cornish and Fisher's expansion of the continuous quantile, to order m^(-1/2), with the continuity correction: within one count of the
/// quantile for means above 30 and all but always equal to it above 10^6.
double cornish_fisher(double p, double m) {
  const double z = normal_quantile(p);
  const double w = m + sqrt(m) * z + (z * z - 1.0) / 6.0 + (z - z * z * z) / (72.0 * sqrt(m));
  return w > 0.0 ? rounded(w) : 0.0;
}

}  // namespace

double normal_cdf(double x) {
  if (x != x) return kernel::nan;
  if (kernel::absolute(x) < 1.0) return 0.5 + x * polynomial(table::normal_middle, x * x);
  return x < 0.0 ? upper_tail(-x) : 1.0 - upper_tail(x);
}

double normal_quantile(double p) {
  if (!(p >= 0.0 && p <= 1.0)) return kernel::nan;
  const double q = p - 0.5;
  if (kernel::absolute(q) <= 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(centre_over, r) / polynomial(centre_under, r);
  }
  const double tail = q < 0.0 ? p : 1.0 - p;
  if (tail == 0.0) return q < 0.0 ? -kernel::infinity : kernel::infinity;
  const double r = sqrt(-log(tail));
  const double size = r <= 5.0 ? polynomial(near_over, r - 1.6) / polynomial(near_under, r - 1.6)
                               : polynomial(far_over, r - 5.0) / polynomial(far_under, r - 5.0);
  return q < 0.0 ? -size : size;
}

double poisson_quantile(double p, double mean) {
  if (!(p > 0.0 && p < 1.0 && mean >= 0.0) || mean == kernel::infinity) return kernel::nan;
  if (mean < 30.0) return poisson_from_zero(p, mean);
  double n = cornish_fisher(p, mean);
  if (mean > 1e6) return n;
  while (!reached(n, mean, p)) n += 1.0;
  while (n > 0.0 && reached(n - 1.0, mean, p)) n -= 1.0;
  return n;
}

}  // namespace entrepot::real
