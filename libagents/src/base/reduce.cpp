#include "entrepot/base/reduce.hpp"

#include <array>
#include <cstddef>
#include <limits>

#include "base/wide.hpp"
#include "entrepot/base/real.hpp"

namespace entrepot::reduce {
namespace {

/// Eight partial sums; blocks may be added piece by piece if all but the last have a multiple of eight elements.
struct Partial {
  std::array<double, 8> s{};

  template <class Term> [[gnu::always_inline]] void add(std::size_t n, Term term) {
    std::size_t i = 0;
    for (; i + 8 <= n; i += 8) {
      for (std::size_t j = 0; j < 8; ++j) s[j] += term(i + j);
    }
    for (std::size_t j = 0; i + j < n; ++j) s[j] += term(i + j);
  }
  double total() const { return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7])); }
};

}  // namespace

ENTREPOT_CLONES double sum(std::span<const double> x) {
  Partial partial;
  partial.add(x.size(), [p = x.data()](std::size_t i) { return p[i]; });
  return partial.total();
}

ENTREPOT_CLONES double dot(std::span<const double> x, std::span<const double> y) {
  Partial partial;
  partial.add(x.size(), [p = x.data(), q = y.data()](std::size_t i) { return p[i] * q[i]; });
  return partial.total();
}

double mean(std::span<const double> x) { return x.empty() ? 0.0 : sum(x) / static_cast<double>(x.size()); }

double logsumexp(std::span<const double> x) {
  double largest = -std::numeric_limits<double>::infinity();
  for (const double v : x) {
    if (v != v) return std::numeric_limits<double>::quiet_NaN();
    if (v > largest) largest = v;
  }
  if (largest - largest != 0.0) return largest;  // empty or all -inf, or one +inf
  Partial partial;
  std::array<double, 128> block;  // a multiple of eight, so that the order is that of one long sum
  for (std::size_t start = 0; start < x.size(); start += block.size()) {
    const std::size_t n = x.size() - start < block.size() ? x.size() - start : block.size();
    for (std::size_t i = 0; i < n; ++i) block[i] = x[start + i] - largest;
    real::exp(std::span<const double>(block.data(), n), std::span<double>(block.data(), n));
    partial.add(n, [&block](std::size_t i) { return block[i]; });
  }
  return largest + real::log(partial.total());
}

ENTREPOT_CLONES std::size_t count_positive(std::span<const double> x) {
  std::size_t found = 0;
  for (const double v : x) found += v > 0.0 ? 1 : 0;
  return found;
}

}  // namespace entrepot::reduce
