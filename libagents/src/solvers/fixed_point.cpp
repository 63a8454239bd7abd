#include "entrepot/solvers/fixed_point.hpp"

#include <algorithm>

#include "entrepot/base/real.hpp"
#include "entrepot/base/reduce.hpp"
#include "solvers/domain.hpp"

namespace entrepot::solvers {
namespace {

constexpr double ridge = 1e-10;  // of the mean square of the differences: keeps parallel ones from cancelling

}  // namespace

void FixedPoint::advance(std::span<double> x, std::span<const double> f) {
  const Domain domain{"FixedPoint"};
  domain.same_size("x", x.size(), unknowns_);
  domain.same_size("f", f.size(), unknowns_);
  if (started_ && reduce::dot(f, f) > 4.0 * reduce::dot(f_, f_)) {
    known_ = 0;
  } else if (started_) {
    const std::size_t at = known_++ % window;
    dx_[at].resize(unknowns_);
    df_[at].resize(unknowns_);
    for (std::size_t i = 0; i < unknowns_; ++i) {
      dx_[at][i] = x[i] - x_[i];
      df_[at][i] = f[i] - f_[i];
    }
  }
  started_ = true;
  x_.assign(x.begin(), x.end());
  f_.assign(f.begin(), f.end());
  const std::size_t n = std::min(known_, window);
  // Normal equations of min |f - sum_j gamma_j df_j|, by Cholesky: n is small.
  std::array<std::array<double, window>, window> a{};
  std::array<double, window> gamma{};
  double trace = 0.0;
  for (std::size_t i = 0; i < n; ++i) {
    for (std::size_t j = 0; j <= i; ++j) a[i][j] = reduce::dot(df_[i], df_[j]);
    gamma[i] = reduce::dot(df_[i], f);
    trace += a[i][i];
  }
  for (std::size_t i = 0; i < unknowns_; ++i) x[i] += f[i];
  if (trace <= 0.0) return;  // nothing known yet, or nothing moves any more
  for (std::size_t i = 0; i < n; ++i) {
    a[i][i] += ridge * trace;
    for (std::size_t j = 0; j <= i; ++j) {
      for (std::size_t k = 0; k < j; ++k) a[i][j] -= a[i][k] * a[j][k];
      a[i][j] = i == j ? real::sqrt(a[i][i]) : a[i][j] / a[j][j];
    }
    for (std::size_t k = 0; k < i; ++k) gamma[i] -= a[i][k] * gamma[k];
    gamma[i] /= a[i][i];
  }
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t k = i + 1; k < n; ++k) gamma[i] -= a[k][i] * gamma[k];
    gamma[i] /= a[i][i];
  }
  for (std::size_t j = 0; j < n; ++j)
    for (std::size_t i = 0; i < unknowns_; ++i) x[i] -= gamma[j] * (dx_[j][i] + df_[j][i]);
}

}  // namespace entrepot::solvers
