#include "stream_statistics.hpp"

#include <cmath>

namespace stream {
namespace {

/// Uniform of mean 0 and variance 1.
double standard(std::uint32_t word) { return ((static_cast<double>(word) + 0.5) * 0x1p-32 - 0.5) * std::sqrt(12.0); }

double correlation_score(const std::vector<double>& x, const std::vector<double>& y, std::size_t lag) {
  double sum = 0.0;
  const std::size_t n = x.size() - lag;
  for (std::size_t i = 0; i < n; ++i) sum += x[i] * y[i + lag];
  return sum / std::sqrt(static_cast<double>(n));
}

double chi_square_score(const std::vector<std::array<std::uint32_t, 2>>& pairs) {
  std::vector<double> cell(64 * 64, 0.0);
  for (const auto& [a, b] : pairs) cell[(a >> 26) * 64 + (b >> 26)] += 1.0;
  const double expected = static_cast<double>(pairs.size()) / 4096.0, k = 4095.0;
  double chi = 0.0;
  for (const double n : cell) chi += (n - expected) * (n - expected) / expected;
  return (std::cbrt(chi / k) - (1.0 - 2.0 / (9.0 * k))) / std::sqrt(2.0 / (9.0 * k));
}

}  // namespace

std::vector<double> scores(const Draws& draw) {
  std::array<std::vector<double>, draws> x;
  for (std::size_t a = 0; a < draws; ++a) {
    for (const std::uint32_t word : draw[a]) x[a].push_back(standard(word));
  }
  std::vector<double> out;
  for (std::size_t a = 0; a < draws; ++a) {
    for (std::size_t b = 0; b < draws; ++b) {
      for (std::size_t lag = 1; lag <= lags; ++lag) out.push_back(correlation_score(x[a], x[b], lag));
    }
  }
  std::vector<std::array<std::uint32_t, 2>> neighbours, same;
  for (std::size_t i = 0; i < draw[0].size(); ++i) {
    same.push_back({draw[0][i], draw[1][i]});
    if (i % 2 == 1) neighbours.push_back({draw[0][i - 1], draw[0][i]});
  }
  out.push_back(chi_square_score(neighbours));
  out.push_back(chi_square_score(same));
  return out;
}

}  // namespace stream
