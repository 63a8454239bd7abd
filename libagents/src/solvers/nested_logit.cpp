#include <algorithm>
#include <limits>

#include "base/wide.hpp"
#include "entrepot/base/real.hpp"
#include "entrepot/solvers/markets.hpp"
#include "solvers/domain.hpp"

namespace entrepot::solvers {
namespace {

constexpr std::size_t block = 64;        // buyers at a time: what is at work stays in the first-level cache
constexpr std::size_t wide_block = 224;  // the same where only numbers by nest are at work
constexpr double least = 1e-290;         // a nest of smaller weights counts as barred: its shares could not be divided
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

void make_room(std::size_t products, std::size_t nests, std::size_t buyers, NestedLogitWorkspace& w) {
  w.term.resize(products * buyers);
  w.top.resize(nests * buyers);
  w.sum.resize(nests * buyers);
  w.value.resize((nests + 1) * buyers);
  w.best.resize(buyers);
  w.total.resize(buyers);
}

/// n buyers of one block. Rows of the arrays have n elements.
struct Block {
  NestedLogitWorkspace& w;
  std::span<const double> lambda;
  std::size_t n, products;

  double* term(std::size_t j) const { return w.term.data() + j * n; }
  double* row(std::vector<double>& x, std::size_t h) const { return x.data() + h * n; }
  std::span<double> rows(std::vector<double>& x, std::size_t count) const { return std::span<double>(x).first(count * n); }

  [[gnu::always_inline]] void gather(const double* utility) const {
    for (std::size_t j = 0; j < products; ++j) {
      double* out = term(j);
      const double* in = utility + w.order[j];
      for (std::size_t i = 0; i < n; ++i) out[i] = in[i * products];
    }
  }

  [[gnu::always_inline]] void raise(double* most, const double* x) const {
    for (std::size_t i = 0; i < n; ++i) most[i] = x[i] > most[i] ? x[i] : most[i];
  }
  [[gnu::always_inline]] void add(double* total, const double* x) const {
    for (std::size_t i = 0; i < n; ++i) total[i] += x[i];
  }

  /// term = exp((v - top)/lambda), the weight inside the nest; top = the level of the nest, the lowest number where nothing is allowed.
  [[gnu::always_inline]] void weights() const {
    std::fill(w.top.begin(), w.top.end(), lowest);
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
    std::fill(w.sum.begin(), w.sum.end(), 0.0);
    for (std::size_t h = 0; h < lambda.size(); ++h) {
      for (std::size_t j = w.first[h]; j < w.first[h + 1]; ++j) add(row(w.sum, h), term(j));
    }
  }

  /// value = lambda IV = level + lambda ln sum of the nest's weights: -infinity where nothing is allowed.
  [[gnu::always_inline]] void inclusive_values() const {
    real::log(rows(w.sum, lambda.size()), rows(w.value, lambda.size()));
    for (std::size_t h = 0; h < lambda.size(); ++h) {
      const double* top = row(w.top, h);
      double* value = row(w.value, h);
      for (std::size_t i = 0; i < n; ++i) value[i] = top[i] + lambda[h] * value[i];
    }
  }

  /// value = exp(lambda IV - best), the outside option in the last row; total = their sum.
  [[gnu::always_inline]] void weigh(const double* outside) const {
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

  /// The same where nothing is so much better than the outside option that its exponential overflows: best = outside, so that the outside
  /// option itself needs none. False, with nothing done, elsewhere.
  [[gnu::always_inline]] bool weigh_against_outside(const double* outside) const {
    std::fill(w.best.begin(), w.best.end(), lowest);
    for (std::size_t h = 0; h < lambda.size(); ++h) raise(w.best.data(), row(w.value, h));
    double most = lowest;
    for (std::size_t i = 0; i < n; ++i) most = w.best[i] - outside[i] > most ? w.best[i] - outside[i] : most;
    if (!(most < 700.0)) return false;
    for (std::size_t h = 0; h < lambda.size(); ++h) {
      double* value = row(w.value, h);
      for (std::size_t i = 0; i < n; ++i) value[i] -= outside[i];
    }
    real::exp(rows(w.value, lambda.size()), rows(w.value, lambda.size()));
    std::fill_n(row(w.value, lambda.size()), n, 1.0);
    std::copy(outside, outside + n, w.best.begin());
    std::fill(w.total.begin(), w.total.end(), 1.0);
    for (std::size_t h = 0; h < lambda.size(); ++h) add(w.total.data(), row(w.value, h));
    return true;
  }

  [[gnu::always_inline]] void finish(double* outside_share, double* logsum) const {
    real::log(rows(w.total, 1), std::span<double>(logsum, n));
    const double* out = row(w.value, lambda.size());
    for (std::size_t i = 0; i < n; ++i) {
      logsum[i] += w.best[i];
      w.total[i] = 1.0 / (w.total[i] > 1.0 ? w.total[i] : 1.0);  // below 1 only if there is nothing to choose
      outside_share[i] = out[i] * w.total[i];
    }
  }

  /// value = share of the nest over the sum of its weights. (A sum of weights made by `weights` is 0 or at least 1.)
  [[gnu::always_inline]] void factors() const {
    for (std::size_t h = 0; h < lambda.size(); ++h) {
      double* factor = row(w.value, h);
      const double* sum = row(w.sum, h);
      for (std::size_t i = 0; i < n; ++i) factor[i] = factor[i] * w.total[i] / (sum[i] > 0.0 ? sum[i] : 1.0);
    }
  }

  [[gnu::always_inline]] void scatter(double* shares) const {
    for (std::size_t h = 0; h < lambda.size(); ++h) {
      const double* factor = row(w.value, h);
      for (std::size_t j = w.first[h]; j < w.first[h + 1]; ++j) {
        const double* x = term(j);
        double* out = shares + w.order[j];
        for (std::size_t i = 0; i < n; ++i) out[i * products] = x[i] * factor[i];
      }
    }
  }
};

}  // namespace

ENTREPOT_CLONES void nested_logit_kernel(std::span<const double> utility, std::span<const double> outside,
                                         std::span<const std::int32_t> nest_of, std::span<const double> lambda, std::span<double> shares,
                                         std::span<double> outside_share, std::span<double> logsum, NestedLogitWorkspace& workspace) {
  const std::size_t products = nest_of.size(), buyers = outside.size();
  group_products(nest_of, lambda.size(), workspace);
  make_room(products, lambda.size(), block, workspace);
  for (std::size_t start = 0; start < buyers; start += block) {
    const Block b{workspace, lambda, std::min(block, buyers - start), products};
    b.gather(utility.data() + start * products);
    b.weights();
    b.inclusive_values();
    b.weigh(outside.data() + start);
    b.finish(outside_share.data() + start, logsum.data() + start);
    if (shares.empty()) continue;
    b.factors();
    b.scatter(shares.data() + start * products);
  }
}

ENTREPOT_CLONES void nested_logit_of_weights(std::span<const double> weight, std::span<const double> level, std::span<const double> outside,
                                             std::span<const std::int32_t> nest_of, std::span<const double> lambda,
                                             std::span<double> shares, std::span<double> outside_share, std::span<double> logsum,
                                             NestedLogitWorkspace& workspace, std::span<const BuyerRange> who) {
  const std::size_t products = nest_of.size(), buyers = outside.size();
  // Nests without products are left out: nothing in them could be chosen.
  std::vector<std::size_t>&used = workspace.first, &at = workspace.order;  // nests; of each nest, where it stands in `used`
  used.clear();
  at.assign(lambda.size(), 0);
  workspace.lambda.clear();
  for (std::size_t h = 0; h < lambda.size(); ++h) {
    if (std::find(nest_of.begin(), nest_of.end(), static_cast<std::int32_t>(h)) == nest_of.end()) continue;
    at[h] = used.size();
    used.push_back(h);
    workspace.lambda.push_back(lambda[h]);
  }
  const std::size_t nests = used.size();
  make_room(0, nests, wide_block, workspace);
  for (std::size_t start = 0; start < buyers; start += wide_block) {
    const Block b{workspace, workspace.lambda, std::min(wide_block, buyers - start), products};
    std::fill(workspace.sum.begin(), workspace.sum.end(), 0.0);
    const auto rows_of = [&](std::size_t p) {  // in this block
      if (who.empty()) return BuyerRange{0, b.n};
      return BuyerRange{std::max(who[p].first, start) - start, std::max(std::min(who[p].last, start + b.n), start) - start};
    };
    for (std::size_t p = 0; p < products; ++p) {
      double* sum = b.row(workspace.sum, at[static_cast<std::size_t>(nest_of[p])]);
      const double* in = weight.data() + p * buyers + start;
      const auto [first, last] = rows_of(p);
      for (std::size_t i = first; i < last; ++i) sum[i] += in[i];
    }
    for (double& sum : b.rows(workspace.sum, nests)) sum = sum > least ? sum : 0.0;
    for (std::size_t j = 0; j < nests; ++j) std::copy_n(level.data() + used[j] * buyers + start, b.n, b.row(workspace.top, j));
    b.inclusive_values();
    if (!b.weigh_against_outside(outside.data() + start)) b.weigh(outside.data() + start);
    b.finish(outside_share.data() + start, logsum.data() + start);
    b.factors();
    for (std::size_t p = 0; p < products; ++p) {
      const double* in = weight.data() + p * buyers + start;
      const double* factor = b.row(workspace.value, at[static_cast<std::size_t>(nest_of[p])]);
      double* out = shares.data() + p * buyers + start;
      const auto [first, last] = rows_of(p);
      for (std::size_t i = first; i < last; ++i) out[i] = in[i] * factor[i];
    }
  }
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
