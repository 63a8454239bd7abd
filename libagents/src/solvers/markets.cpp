#include "entrepot/solvers/markets.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <limits>

#include "base/wide.hpp"
#include "entrepot/base/real.hpp"
#include "entrepot/base/reduce.hpp"
#include "solvers/domain.hpp"

namespace entrepot::solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Orders that are filled at a level, and the weight of the others.
struct Filled {
  double amount, weight_of_rest;
  std::size_t count;
};
/// Sums in eight parts, as in base/reduce.hpp, but three at once and without a branch: written as vectors, since GCC finds none here.
ENTREPOT_CLONES Filled filled_at(const double* orders, const double* weights, double level, std::size_t n) {
  using Eight = double __attribute__((vector_size(64)));
  using Mask = std::int64_t __attribute__((vector_size(64)));
  Eight amount{}, weight{};
  Mask count{};
  const auto add = [&](const double* x, const double* o) {
    Eight order, of;
    Mask order_bits, of_bits;
    std::memcpy(&order, x, sizeof order);
    std::memcpy(&of, o, sizeof of);
    std::memcpy(&order_bits, x, sizeof order_bits);
    std::memcpy(&of_bits, o, sizeof of_bits);
    const Mask filled = order <= of * level;  // all bits of the lane, or none
    order_bits &= filled;
    of_bits &= ~filled;
    std::memcpy(&order, &order_bits, sizeof order);
    std::memcpy(&of, &of_bits, sizeof of);
    amount += order;
    weight += of;
    count -= filled;
  };
  std::size_t b = 0;
  for (; b + 8 <= n; b += 8) add(orders + b, weights + b);
  double x[8]{1, 1, 1, 1, 1, 1, 1, 1}, o[8]{};  // behind the end: an order that is not filled, of no weight
  std::copy(orders + b, orders + n, x);
  std::copy(weights + b, weights + n, o);
  add(x, o);
  const auto total = [](const auto& s) { return ((s[0] + s[1]) + (s[2] + s[3])) + ((s[4] + s[5]) + (s[6] + s[7])); };
  return {total(amount), total(weight), static_cast<std::size_t>(total(count))};
}

constexpr std::size_t block = 32;  // buyers at a time: their sums stay in registers

/// price: products x block.
ENTREPOT_CLONES void add_spending(const double* share, const double* price, std::span<const BuyerRange> who, double* chosen, double* spent,
                                  std::size_t buyers) {
  for (std::size_t start = 0; start < buyers; start += block) {
    const std::size_t n = buyers - start < block ? buyers - start : block;
    std::array<double, block> shares{}, costs{};
    for (std::size_t p = 0; p < who.size(); ++p) {
      if (who[p].last <= start || who[p].first >= start + n) continue;
      const double *in = share + p * buyers + start, *each = price + p * block;
      if (n == block) {
        for (std::size_t i = 0; i < block; ++i) {
          shares[i] += in[i];
          costs[i] += in[i] * each[i];
        }
      } else {
        for (std::size_t i = 0; i < n; ++i) {
          shares[i] += in[i];
          costs[i] += in[i] * each[i];
        }
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      chosen[start + i] = shares[i];
      spent[start + i] = costs[i];
    }
  }
}

/// Demands of clear_isoelastic at a price, in logs; nothing else of the problem.
struct Isoelastic {
  std::span<const double> log_scale, elasticity, cap;

  double cap_of(std::size_t i) const { return cap.empty() ? infinity : cap[i]; }
  double quantity(std::size_t i, double log_price) const {
    return std::min(real::exp(log_scale[i] - elasticity[i] * log_price), cap_of(i));
  }
  /// Demand and its derivative with respect to ln p.
  struct Total {
    double demand, slope;
  };
  Total at(double log_price) const {
    Total t{0.0, 0.0};
    for (std::size_t i = 0; i < log_scale.size(); ++i) {
      const double q = quantity(i, log_price);
      t.demand += q;
      if (q < cap_of(i)) t.slope -= elasticity[i] * q;
    }
    return t;
  }
};

/// A log price at which demand is at most the supply: each buys at most its n-th part.
double highest_log_price(const Isoelastic& market, double supply) {
  const double share = real::log(supply / static_cast<double>(market.log_scale.size()));
  double high = -infinity;
  for (std::size_t i = 0; i < market.log_scale.size(); ++i) high = std::max(high, (market.log_scale[i] - share) / market.elasticity[i]);
  return high;
}

/// Newton on ln demand as a function of ln p, which is nearly straight; bisection where a step leaves the bracket.
double clearing_log_price(const Isoelastic& market, double supply) {
  double high = highest_log_price(market, supply), width = 1.0;
  while (market.at(high).demand > supply) high += width;  // rounding only
  double low = high - width;
  while (market.at(low).demand < supply) low -= width *= 2.0;
  double x = low;
  for (int step = 0; step < 200; ++step) {
    const Isoelastic::Total t = market.at(x);
    if (t.demand == supply) return x;
    (t.demand > supply ? low : high) = x;
    double next = x - real::log(t.demand / supply) * t.demand / t.slope;
    if (!(next > low && next < high)) next = low + 0.5 * (high - low);
    if (next == x || next == low || next == high) return next;
    x = next;
  }
  return x;
}

void check_isoelastic(const Domain& domain, std::span<const double> scale, std::span<const double> elasticity, std::span<const double> cap,
                      double supply) {
  domain.same_size("elasticity", elasticity.size(), scale.size());
  if (!cap.empty()) domain.same_size("cap", cap.size(), scale.size());
  for (const double a : scale) domain.non_negative("scale", a);
  for (const double e : elasticity) domain.positive("elasticity", e);
  for (const double c : cap) domain.holds(c >= 0.0, "cap", c, ">= 0");
  domain.positive("supply", supply);
  bool somebody = false;
  for (std::size_t i = 0; i < scale.size(); ++i) somebody = somebody || (scale[i] > 0.0 && (cap.empty() || cap[i] > 0.0));
  domain.holds(somebody, "scale", 0.0, "> 0 for somebody who may buy");
}

/// What may be bought in all: infinity if somebody has no cap.
double sum_of_caps(std::span<const double> scale, std::span<const double> cap) {
  if (cap.empty()) return infinity;
  double total = 0.0;
  for (std::size_t i = 0; i < cap.size(); ++i) total += scale[i] > 0.0 ? cap[i] : 0.0;
  return total;
}

}  // namespace

double water_fill_kernel(std::span<const double> orders, std::span<const double> weights, double supply, std::span<double> allocation) {
  if (reduce::sum(orders) <= supply) {
    std::copy(orders.begin(), orders.end(), allocation.begin());
    return infinity;
  }
  // Newton: what is not taken by filled orders is split over the others by weight. The level rises until no further order is filled.
  double level = 0.0;
  Filled now = filled_at(orders.data(), weights.data(), level, orders.size());
  for (bool more = true; more && now.weight_of_rest > 0.0;) {
    level = std::max(level, (supply - now.amount) / now.weight_of_rest);  // rounding must not lower it
    const Filled next = filled_at(orders.data(), weights.data(), level, orders.size());
    more = next.count > now.count;
    if (more) now = next;
  }
  for (std::size_t b = 0; b < orders.size(); ++b) allocation[b] = std::min(orders[b], weights[b] * level);
  return level;
}

double water_fill(std::span<const double> orders, std::span<const double> weights, double supply, std::span<double> allocation) {
  const Domain domain{"water_fill"};
  domain.same_size("weights", weights.size(), orders.size());
  domain.same_size("allocation", allocation.size(), orders.size());
  for (std::size_t b = 0; b < orders.size(); ++b) {
    domain.non_negative("orders", orders[b]);
    domain.non_negative("weights", weights[b]);
    domain.holds(weights[b] > 0.0 || orders[b] == 0.0, "weights", weights[b], "> 0 where something is ordered");
  }
  domain.non_negative("supply", supply);
  return water_fill_kernel(orders, weights, supply, allocation);
}

void spending_kernel(std::span<const double> shares, std::span<const double> price, std::span<const BuyerRange> who,
                     std::span<double> chosen, std::span<double> spent) {
  const std::size_t rows = who.empty() ? 1 : price.size() / who.size();
  std::vector<double> of_row(who.size() * block);
  for (std::size_t p = 0; p < who.size(); ++p)
    for (std::size_t i = 0; i < block; ++i) of_row[p * block + i] = price[p * rows + i % rows];
  add_spending(shares.data(), of_row.data(), who, chosen.data(), spent.data(), chosen.size());
}

double proportional_ration(std::span<const double> orders, double supply, std::span<double> allocation) {
  const Domain domain{"proportional_ration"};
  domain.same_size("allocation", allocation.size(), orders.size());
  for (const double x : orders) domain.non_negative("orders", x);
  domain.non_negative("supply", supply);
  const double total = reduce::sum(orders), fraction = total > supply ? supply / total : 1.0;
  for (std::size_t b = 0; b < orders.size(); ++b) allocation[b] = orders[b] * fraction;
  return fraction;
}

void diversion_ratios(std::span<const double> before, std::span<const double> after, std::size_t gone, std::span<double> out) {
  const Domain domain{"diversion_ratios"};
  domain.same_size("after", after.size(), before.size());
  domain.same_size("out", out.size(), before.size());
  domain.holds(gone < before.size(), "gone", static_cast<double>(gone), "a product");
  for (const double s : before) domain.probability("before", s);
  for (const double s : after) domain.probability("after", s);
  domain.holds(before[gone] > 0.0, "before", before[gone], "> 0 for the product that is gone");
  for (std::size_t p = 0; p < before.size(); ++p) out[p] = (after[p] - before[p]) / before[gone];
}

double willingness_at(double backstop, double index_free, double q_free, double quantity, double scarcity) {
  if (q_free <= 0.0) return index_free;
  return quantity > 0.0 ? std::min(backstop, index_free * scarcity) : backstop;
}

double willingness(double backstop, double index_free, double q_free, double quantity, double elasticity) {
  const double scarcity = q_free > 0.0 && quantity > 0.0 ? real::pow(q_free / quantity, 1.0 / elasticity) : 1.0;
  return willingness_at(backstop, index_free, q_free, quantity, scarcity);
}

Clearing clear_isoelastic(std::span<const double> scale, std::span<const double> elasticity, std::span<const double> cap, double supply,
                          std::span<double> quantity, std::span<double> shadow) {
  const Domain domain{"clear_isoelastic"};
  check_isoelastic(domain, scale, elasticity, cap, supply);
  domain.same_size("quantity", quantity.size(), scale.size());
  domain.same_size("shadow", shadow.size(), scale.size());
  std::vector<double> log_scale(scale.begin(), scale.end());
  real::log(log_scale, log_scale);
  const Isoelastic market{log_scale, elasticity, cap};
  const bool scarce = sum_of_caps(scale, cap) > supply;
  const double log_price = scarce ? clearing_log_price(market, supply) : -infinity;
  const double price = real::exp(log_price);
  for (std::size_t i = 0; i < scale.size(); ++i) {
    quantity[i] = scale[i] > 0.0 ? market.quantity(i, log_price) : 0.0;
    const double worth = real::exp((log_scale[i] - real::log(market.cap_of(i))) / elasticity[i]);  // willingness to pay at the cap
    shadow[i] = scale[i] > 0.0 && worth > price ? worth - price : 0.0;
  }
  return {price, reduce::sum(quantity)};
}

}  // namespace entrepot::solvers
