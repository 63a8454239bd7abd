// base/real.hpp: elementary functions in plain IEEE double arithmetic: the same bits on every CPU and with every compiler of the matrix
// (design, promise 2). glibc's exp, log and pow differ between CPUs with and without FMA, so they stand nowhere else (a lint).
//
// Accuracy (tests/unit/real_test.cpp, against long double): exp, log, log2, log10, pow 1 ulp, expm1 and log1p 2 ulp, tanh, atanh and
// sigmoid 3 ulp over the whole domain; normal_cdf 1.5e-15 and normal_quantile (AS 241) 2e-15 relative, both tails included. Special values
// as in IEEE 754: exp(-inf) = 0, log(0) = -inf, log(x < 0) = NaN, NaN in = NaN out (always the same NaN); results below the normal range
// are flushed gradually as usual.
// Array forms: same bits as the scalar forms, element by element; compiled for several vector widths by function multiversioning.
#pragma once
#include <span>

namespace entrepot::real {

double exp(double x);
double expm1(double x);
double log(double x);
double log1p(double x);
double log10(double x);
double log2(double x);
double pow(double x, double y);
double sqrt(double x);  ///< correctly rounded by IEEE 754
double tanh(double x);
double atanh(double x);
double sigmoid(double x);  ///< 1/(1+exp(-x)), without overflow

/// Standard normal distribution function and its inverse on (0, 1).
double normal_cdf(double x);
double normal_quantile(double p);
/// Smallest n with P(Poisson(mean) <= n) >= p, mean >= 0 and finite, p in (0, 1); NaN outside. Exact for mean <= 10^6, beyond by the
/// expansion of Cornish and Fisher (off by one count at most, and almost never). Monotone in p and mean, but for pairs that differ by less
/// than the rounding of the distribution function (about 1e-14). Costs 3 ns a count below a mean of 30, 20 us at 10^6.
double poisson_quantile(double p, double mean);

// out[i] = f(x[i]); the spans have equal length and may be the same memory.
void exp(std::span<const double> x, std::span<double> out);
void expm1(std::span<const double> x, std::span<double> out);
void log(std::span<const double> x, std::span<double> out);
void pow(std::span<const double> x, double y, std::span<double> out);
void pow(std::span<const double> x, std::span<const double> y, std::span<double> out);  ///< out[i] = x[i]^y[i]

}  // namespace entrepot::real
