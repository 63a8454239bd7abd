#include "entrepot/solvers/deterrence.hpp"

#include <algorithm>
#include <numeric>

#include "entrepot/base/real.hpp"
#include "entrepot/base/reduce.hpp"
#include "entrepot/solvers/routes.hpp"
#include "solvers/domain.hpp"

namespace entrepot::solvers {

double detection_hazard(double base_probability, double efficiency, double effort) {
  const Domain domain{"detection_hazard"};
  domain.probability("base_probability", base_probability);
  domain.non_negative("efficiency", efficiency);
  domain.non_negative("effort", effort);
  const double x = efficiency * effort;
  return base_probability - (1 - base_probability) * real::expm1(-x);  // no cancellation when both are small
}

namespace {

struct Targets {
  std::span<const double> high, low;  // attacker's payoff uncovered, covered
  bool coverable(std::size_t i) const { return high[i] > low[i]; }
  double coverage(std::size_t i, double v) const { return coverable(i) ? std::clamp((high[i] - v) / (high[i] - low[i]), 0.0, 1.0) : 0.0; }
  void fill(double v, std::vector<double>& out) const {
    for (std::size_t i = 0; i < high.size(); ++i) out[i] = coverage(i, v);
  }
};

struct Fill {
  double sum = 0, slope = 0;  // of the coverage, and by how much it falls for a unit of v
};
/// Coverable targets only, divisions taken out of the loop.
struct Compact {
  std::vector<double> high, inverse;
  explicit Compact(const Targets& t) {
    for (std::size_t i = 0; i < t.high.size(); ++i) {
      if (!t.coverable(i)) continue;
      high.push_back(t.high[i]);
      inverse.push_back(1 / (t.high[i] - t.low[i]));
    }
  }
  Fill at(double v) const {
    Fill out;
    for (std::size_t i = 0; i < high.size(); ++i) {
      const double c = (high[i] - v) * inverse[i];
      out.sum += std::clamp(c, 0.0, 1.0);
      out.slope += c > 0 && c < 1 ? inverse[i] : 0.0;
    }
    return out;
  }
};

/// Level at which the coverage sums to m, 0 < m < number of coverable targets. The sum is piecewise linear and falls in v: Newton's step
/// is exact in the right piece; a step that leaves the bracket or does not halve the error is replaced by bisection.
double water_level(const Targets& t, double m) {
  const Compact compact(t);
  double low = *std::min_element(t.low.begin(), t.low.end()), high = *std::max_element(t.high.begin(), t.high.end());
  double v = high, error = std::numeric_limits<double>::infinity();
  while (true) {
    const Fill fill = compact.at(v);
    const double miss = fill.sum - m;
    if (std::abs(miss) <= 4e-16 * m) return v;
    (miss > 0 ? low : high) = v;
    const double newton = v + miss / fill.slope;  // slope 0 gives an infinity or NaN, which is outside
    const bool good = newton > low && newton < high && std::abs(miss) <= error / 2;
    const double next = good ? newton : low + (high - low) / 2;
    if (!(next > low && next < high)) return v;  // no double is left between
    error = std::abs(miss);
    v = next;
  }
}

void answer(const Targets& t, std::span<const double> uncovered, std::span<const double> covered, Coverage& out) {
  const std::size_t n = t.high.size();
  std::vector<double> payoff(n);
  double scale = 0;
  for (std::size_t i = 0; i < n; ++i) {
    payoff[i] = out.coverage[i] * t.low[i] + (1 - out.coverage[i]) * t.high[i];
    scale = std::max({scale, std::abs(t.low[i]), std::abs(t.high[i])});
  }
  out.attacker = *std::max_element(payoff.begin(), payoff.end());
  for (std::size_t i = 0; i < n; ++i) {
    if (payoff[i] < out.attacker - 1e-9 * scale) continue;  // targets that the water level makes equal, up to rounding
    const double defender = out.coverage[i] * covered[i] + (1 - out.coverage[i]) * uncovered[i];
    if (out.target < 0 || defender > out.defender) {
      out.target = static_cast<std::int32_t>(i);
      out.defender = defender;
    }
  }
}

}  // namespace

Coverage stackelberg_coverage(std::span<const double> attacker_uncovered, std::span<const double> attacker_covered,
                              std::span<const double> defender_uncovered, std::span<const double> defender_covered, double resources) {
  const Domain domain{"stackelberg_coverage"};
  const std::size_t n = attacker_uncovered.size();
  if (n == 0) domain.fail("attacker_uncovered", "length 0", "at least one target");
  domain.same_size("attacker_covered", attacker_covered.size(), n);
  domain.same_size("defender_uncovered", defender_uncovered.size(), n);
  domain.same_size("defender_covered", defender_covered.size(), n);
  domain.non_negative("resources", resources);
  double coverable = 0;
  for (std::size_t i = 0; i < n; ++i) {
    domain.finite("attacker_uncovered", attacker_uncovered[i]);
    domain.finite("attacker_covered", attacker_covered[i]);
    domain.holds(attacker_covered[i] <= attacker_uncovered[i], "attacker_covered", attacker_covered[i], "<= attacker_uncovered");
    domain.finite("defender_uncovered", defender_uncovered[i]);
    domain.finite("defender_covered", defender_covered[i]);
    coverable += attacker_uncovered[i] > attacker_covered[i] ? 1 : 0;
  }
  const Targets targets{attacker_uncovered, attacker_covered};
  Coverage out;
  out.coverage.assign(n, 0.0);
  if (resources == 0 || coverable == 0) {
    out.level = *std::max_element(attacker_uncovered.begin(), attacker_uncovered.end());
  } else if (resources >= coverable) {
    out.level = *std::min_element(attacker_covered.begin(), attacker_covered.end());
    targets.fill(out.level, out.coverage);
  } else {
    out.level = water_level(targets, resources);
    targets.fill(out.level, out.coverage);
  }
  out.spent = reduce::sum(out.coverage);
  answer(targets, defender_uncovered, defender_covered, out);
  return out;
}

BlackMarket black_market(double goods_price, double cost, double interdiction, double fine, double elasticity, double scale) {
  const Domain domain{"black_market"};
  domain.positive("goods_price", goods_price);
  domain.non_negative("cost", cost);
  domain.below_one("interdiction", interdiction);
  domain.non_negative("fine", fine);
  domain.non_negative("elasticity", elasticity);
  domain.non_negative("scale", scale);
  const double relative = break_even_price(1, cost, interdiction, fine);
  BlackMarket out;
  out.price = goods_price * relative;
  out.premium = (cost + interdiction * (1 + fine)) / (1 - interdiction);  // relative - 1, without cancellation
  out.quantity = scale * real::pow(relative, -elasticity);
  out.revenue = out.price * out.quantity;
  return out;
}

BlackMarket black_market_offers(double goods_price, double elasticity, double scale, std::span<const double> break_even,
                                std::span<const double> capacity, std::span<double> sold) {
  const Domain domain{"black_market_offers"};
  domain.positive("goods_price", goods_price);
  domain.positive("elasticity", elasticity);
  domain.positive("scale", scale);
  domain.same_size("capacity", capacity.size(), break_even.size());
  domain.same_size("sold", sold.size(), break_even.size());
  domain.each(break_even, [&](double b) { domain.positive("break_even", b); });
  domain.each(capacity, [&](double c) { domain.non_negative("capacity", c); });
  std::vector<std::size_t> order(break_even.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return break_even[a] < break_even[b]; });
  const auto price_of = [&](double quantity) {
    return quantity > 0 ? goods_price * real::pow(scale / quantity, 1 / elasticity) : std::numeric_limits<double>::infinity();
  };
  std::fill(sold.begin(), sold.end(), 0.0);
  BlackMarket out;
  out.price = price_of(0);
  for (const auto i : order) {
    if (capacity[i] == 0) continue;
    if (out.price <= break_even[i]) break;  // demand is served below this offer's price
    sold[i] = capacity[i];
    out.price = price_of(out.quantity + capacity[i]);
    if (out.price < break_even[i]) {  // this offer is the marginal one: it sells what demand takes at its own price
      out.price = break_even[i];
      sold[i] = std::clamp(scale * real::pow(break_even[i] / goods_price, -elasticity) - out.quantity, 0.0, capacity[i]);
    }
    out.quantity += sold[i];
  }
  out.premium = out.price / goods_price - 1;
  out.revenue = out.quantity > 0 ? out.price * out.quantity : 0;
  return out;
}

}  // namespace entrepot::solvers
