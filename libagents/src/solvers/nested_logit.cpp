#include <algorithm>
#include <limits>

#include "entrepot/base/real.hpp"
#include "entrepot/solvers/markets.hpp"
#include "solvers/domain.hpp"

namespace entrepot::solvers {
namespace {

constexpr std::size_t block = 64;  // buyers at a time: what is at work stays in the first-level cache
constexpr double lowest = std::numeric_limits<double>::lowest();

/// Sorts the products by nest, stably.
void group_products(std::span<const std::int32_t> nest_of, std::size_t nests, NestedLogitWorkspace& w) {
  w.first.assign(nests + 1, 0);
  w.order.resize(nest_of.size());
  for (const std::int32_t h : nest_of) ++w.first[static_cast<std::size_t>(h) + 1];
  for (std::size_t h = 0; h < nests; ++h) w.first[h + 1] += w.first[h];
  for (std::size_t p = 0; p < nest_of.size(); ++p) w.order[w.first[static_cast<std::size_t>(nest_of[p])]++] = p;
  for (std::size_t h = nests; h > 0; --h) w.first[h] = w.first[h - 1];
  w.first[0] = 0;
}

void make_room(std::size_t products, std::size_t nests, NestedLogitWorkspace& w) {
  w.term.resize(products * block);
  w.top.resize(nests * block);
  w.sum.resize(nests * block);
  w.value.resize((nests + 1) * block);
  w.best.resize(block);
  w.total.resize(block);
}

/// n buyers of one block. Rows of the arrays have n elements.
struct Block {
  NestedLogitWorkspace& w;
  std::span<const double> lambda;
  std::size_t n, products;

  double* term(std::size_t j) const { return w.term.data() + j * n; }
  double* row(std::vector<double>& x, std::size_t h) const { return x.data() + h * n; }
  std::span<double> rows(std::vector<double>& x, std::size_t count) const { return std::span<double>(x).first(count * n); }

  /// Reads the utilities of the block: product p of buyer i stands at p * by_product + i * by_buyer.
  template <class Stride> void gather(const double* utility, Stride at) const {
    for (std::size_t j = 0; j < products; ++j) {
      double* out = term(j);
      const double* in = utility + w.order[j] * at.by_product;
      for (std::size_t i = 0; i < n; ++i) out[i] = in[i * at.by_buyer];
    }
  }

  void raise(double* most, const double* x) const {
    for (std::size_t i = 0; i < n; ++i) most[i] = x[i] > most[i] ? x[i] : most[i];
  }
  void add(double* total, const double* x) const {
    for (std::size_t i = 0; i < n; ++i) total[i] += x[i];
  }

  /// term = exp((v - top)/lambda), sum = their sum in the nest, value = lambda IV = top + lambda ln sum. A nest with nothing allowed has
  /// top = the lowest number, sum = 0 and value = -infinity.
  void inclusive_values() const {
    std::fill(w.top.begin(), w.top.end(), lowest);
    std::fill(w.sum.begin(), w.sum.end(), 0.0);
    for (std::size_t h = 0; h < lambda.size(); ++h) {
      double* top = row(w.top, h);
      for (std::size_t j = w.first[h]; j < w.first[h + 1]; ++j) raise(top, term(j));
      const double inverse = 1.0 / lambda[h];
      for (std::size_t j = w.first[h]; j < w.first[h + 1]; ++j) {
        double* x = term(j);
        for (std::size_t i = 0; i < n; ++i) x[i] = (x[i] - top[i]) * inverse;
      }
    }
    real::exp(rows(w.term, products), rows(w.term, products));
    for (std::size_t h = 0; h < lambda.size(); ++h) {
      for (std::size_t j = w.first[h]; j < w.first[h + 1]; ++j) add(row(w.sum, h), term(j));
    }
    real::log(rows(w.sum, lambda.size()), rows(w.value, lambda.size()));
    for (std::size_t h = 0; h < lambda.size(); ++h) {
      const double* top = row(w.top, h);
      double* value = row(w.value, h);
      for (std::size_t i = 0; i < n; ++i) value[i] = top[i] + lambda[h] * value[i];
    }
  }

  /// value = exp(lambda IV - best), the outside option in the last row; total = their sum.
  void weigh(const double* outside) const {
    const std::size_t options = lambda.size() + 1;
    std::copy(outside, outside + n, row(w.value, lambda.size()));
    std::fill(w.best.begin(), w.best.end(), lowest);
    std::fill(w.total.begin(), w.total.end(), 0.0);
    for (std::size_t h = 0; h < options; ++h) raise(w.best.data(), row(w.value, h));
    for (std::size_t h = 0; h < options; ++h) {
      double* value = row(w.value, h);
      for (std::size_t i = 0; i < n; ++i) value[i] -= w.best[i];
    }
    real::exp(rows(w.value, options), rows(w.value, options));
    for (std::size_t h = 0; h < options; ++h) add(w.total.data(), row(w.value, h));
  }

  void finish(double* outside_share, double* logsum) const {
    real::log(rows(w.total, 1), std::span<double>(logsum, n));
    const double* out = row(w.value, lambda.size());
    for (std::size_t i = 0; i < n; ++i) {
      logsum[i] += w.best[i];
      w.total[i] = 1.0 / (w.total[i] > 1.0 ? w.total[i] : 1.0);  // below 1 only if there is nothing to choose
      outside_share[i] = out[i] * w.total[i];
    }
  }

  template <class Stride> void scatter(double* shares, Stride at) const {
    for (std::size_t h = 0; h < lambda.size(); ++h) {
      double* factor = row(w.value, h);
      const double* sum = row(w.sum, h);
      for (std::size_t i = 0; i < n; ++i) factor[i] = factor[i] * w.total[i] / (sum[i] > 1.0 ? sum[i] : 1.0);
      for (std::size_t j = w.first[h]; j < w.first[h + 1]; ++j) {
        const double* x = term(j);
        double* out = shares + w.order[j] * at.by_product;
        for (std::size_t i = 0; i < n; ++i) out[i * at.by_buyer] = x[i] * factor[i];
      }
    }
  }
};

/// Where the numbers of a product and a buyer stand.
struct BuyerRows {  // a buyer's products side by side
  static constexpr std::size_t by_product = 1;
  std::size_t by_buyer;
};
struct ProductRows {  // a product's buyers side by side
  std::size_t by_product;
  static constexpr std::size_t by_buyer = 1;
};

template <class Stride> void solve(std::span<const double> utility, std::span<const double> outside, std::span<const std::int32_t> nest_of,
                                   std::span<const double> lambda, std::span<double> shares, std::span<double> outside_share,
                                   std::span<double> logsum, NestedLogitWorkspace& workspace, Stride at) {
  const std::size_t products = nest_of.size(), buyers = outside.size();
  group_products(nest_of, lambda.size(), workspace);
  make_room(products, lambda.size(), workspace);
  for (std::size_t start = 0; start < buyers; start += block) {
    const Block b{workspace, lambda, std::min(block, buyers - start), products};
    b.gather(utility.data() + start * at.by_buyer, at);
    b.inclusive_values();
    b.weigh(outside.data() + start);
    b.finish(outside_share.data() + start, logsum.data() + start);
    if (!shares.empty()) b.scatter(shares.data() + start * at.by_buyer, at);
  }
}

}  // namespace

void nested_logit_kernel(std::span<const double> utility, std::span<const double> outside, std::span<const std::int32_t> nest_of,
                         std::span<const double> lambda, std::span<double> shares, std::span<double> outside_share,
                         std::span<double> logsum, NestedLogitWorkspace& workspace) {
  solve(utility, outside, nest_of, lambda, shares, outside_share, logsum, workspace, BuyerRows{nest_of.size()});
}

void nested_logit_by_product(std::span<const double> utility, std::span<const double> outside, std::span<const std::int32_t> nest_of,
                             std::span<const double> lambda, std::span<double> shares, std::span<double> outside_share,
                             std::span<double> logsum, NestedLogitWorkspace& workspace) {
  solve(utility, outside, nest_of, lambda, shares, outside_share, logsum, workspace, ProductRows{outside.size()});
}

void nested_logit(std::span<const double> utility, std::span<const double> outside, std::span<const std::int32_t> nest_of,
                  std::span<const double> lambda, std::span<double> shares, std::span<double> outside_share, std::span<double> logsum,
                  NestedLogitWorkspace& workspace) {
  const Domain domain{"nested_logit"};
  constexpr double infinity = std::numeric_limits<double>::infinity();
  const std::size_t buyers = outside.size(), products = nest_of.size();
  domain.same_size("utility", utility.size(), buyers * products);
  if (!shares.empty()) domain.same_size("shares", shares.size(), buyers * products);
  domain.same_size("outside_share", outside_share.size(), buyers);
  domain.same_size("logsum", logsum.size(), buyers);
  for (const double x : lambda) domain.holds(x > 0.0 && x <= 1.0, "lambda", x, "(0, 1]");
  for (const std::int32_t h : nest_of) {
    domain.holds(h >= 0 && static_cast<std::size_t>(h) < lambda.size(), "nest_of", h, "0 to the number of lambdas less 1");
  }
  for (const double v : utility) domain.holds(v < infinity, "utility", v, "finite or -infinity");
  for (const double v : outside) domain.holds(v < infinity, "outside", v, "finite or -infinity");
  for (std::size_t b = 0; b < buyers; ++b) {
    const auto row = utility.subspan(b * products, products);
    const bool may_choose = outside[b] > -infinity || std::any_of(row.begin(), row.end(), [](double v) { return v > -infinity; });
    domain.holds(may_choose, "outside", outside[b], "finite for a buyer to whom every product is barred");
  }
  nested_logit_kernel(utility, outside, nest_of, lambda, shares, outside_share, logsum, workspace);
}

}  // namespace entrepot::solvers
