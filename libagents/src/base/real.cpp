#include "entrepot/base/real.hpp"

#include <cstddef>

#include "base/real_kernels.hpp"
#include "base/wide.hpp"

namespace entrepot::real {
namespace {

ENTREPOT_CLONES void exp_array(const double* x, double* out, std::size_t n) {
  ENTREPOT_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) out[i] = kernel::exp({x[i], 0.0});
}
ENTREPOT_CLONES void expm1_array(const double* x, double* out, std::size_t n) {
  ENTREPOT_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) out[i] = kernel::expm1(x[i]);
}
ENTREPOT_CLONES void log_array(const double* x, double* out, std::size_t n) {
  ENTREPOT_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) out[i] = kernel::log(x[i]);
}
ENTREPOT_CLONES void pow_array(const double* x, double y, double* out, std::size_t n) {
  const kernel::Exponent e = kernel::exponent(y);
  ENTREPOT_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) out[i] = kernel::pow(x[i], e);
}
ENTREPOT_CLONES void pow_array(const double* x, const double* y, double* out, std::size_t n) {
  ENTREPOT_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) out[i] = kernel::pow(x[i], kernel::exponent(y[i]));
}

/// The rounded product of two pairs.
double times(kernel::Pair a, double b_high, double b_low) {
  const kernel::Pair p = kernel::product(a.high, b_high);
  return p.high + (p.low + (a.high * b_low + a.low * b_high));
}
/// ln x in another base; the product is rounded once, so exact powers of the base have exact logarithms.
double log_in_base(double x, double inverse_high, double inverse_low) {
  if (!(x > 0.0) || x == kernel::infinity) return kernel::log(x);
  return times(kernel::log_pair(x), inverse_high, inverse_low);
}

}  // namespace

double exp(double x) { return kernel::exp({x, 0.0}); }
double log(double x) { return kernel::log(x); }
double pow(double x, double y) { return kernel::pow(x, kernel::exponent(y)); }
double log10(double x) { return log_in_base(x, table::log10_e_high, table::log10_e_low); }
double log2(double x) { return log_in_base(x, table::log2_e_high, table::log2_e_low); }
double sqrt(double x) { return x >= 0.0 ? __builtin_sqrt(x) : kernel::nan; }

double expm1(double x) { return kernel::expm1(x); }

double log1p(double x) {
  if (!(x >= -1.0)) return kernel::nan;
  if (x == -1.0) return -kernel::infinity;
  if (x == 0.0 || x == kernel::infinity) return x;
  if (x > -0.29 && x < 0.41) return kernel::log_sum(0.0, x, 0.0);
  const double u = 1.0 + x;
  const double lost = x > 1.0 ? 1.0 - (u - x) : x - (u - 1.0);
  const kernel::Decomposed d = kernel::decomposed(u);
  return kernel::log_sum(d.k, d.m - 1.0, lost / u);
}

double tanh(double x) {
  if (x != x) return kernel::nan;
  const double a = kernel::absolute(x);
  const double e = a > 22.0 ? kernel::infinity : expm1(2.0 * a);
  const double y = a > 22.0 ? 1.0 : (a >= 1.0 ? 1.0 - 2.0 / (e + 2.0) : e / (e + 2.0));
  return x == 0.0 ? x : (x < 0.0 ? -y : y);
}

double atanh(double x) {
  const double a = kernel::absolute(x);
  if (!(a <= 1.0)) return kernel::nan;
  if (x == 0.0) return x;
  const double t = 2.0 * a;
  const double y = 0.5 * (a < 0.5 ? log1p(t + t * a / (1.0 - a)) : log1p(t / (1.0 - a)));
  return x < 0.0 ? -y : y;
}

double sigmoid(double x) {
  if (x >= 0.0) return 1.0 / (1.0 + exp(-x));
  const double e = exp(x);
  return e / (1.0 + e);
}

void exp(std::span<const double> x, std::span<double> out) { exp_array(x.data(), out.data(), x.size()); }
void expm1(std::span<const double> x, std::span<double> out) { expm1_array(x.data(), out.data(), x.size()); }
void log(std::span<const double> x, std::span<double> out) { log_array(x.data(), out.data(), x.size()); }
void pow(std::span<const double> x, double y, std::span<double> out) { pow_array(x.data(), y, out.data(), x.size()); }
void pow(std::span<const double> x, std::span<const double> y, std::span<double> out) {
  pow_array(x.data(), y.data(), out.data(), x.size());
}

}  // namespace entrepot::real
