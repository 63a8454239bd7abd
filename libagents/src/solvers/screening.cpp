#include "entrepot/solvers/screening.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "domain.hpp"
#include "entrepot/base/real.hpp"
#include "menu_domain.hpp"

namespace entrepot::solvers {
namespace {

/// P(value < v) before any refusal.
double distribution(const ValueBelief& belief, double v) {
  if (!(v > 0)) return 0;
  if (belief.kind == ValueBelief::Kind::uniform) return std::min(1.0, v / belief.location);
  if (std::isinf(v)) return 1;
  const double distance = real::log(v) - belief.location;
  if (belief.scale == 0) return distance > 0 ? 1.0 : 0.0;
  return real::normal_cdf(distance / belief.scale);
}

/// Mass that a refusal leaves; checks the belief.
double mass_left(const Domain& domain, const ValueBelief& belief) {
  if (belief.kind == ValueBelief::Kind::uniform) {
    domain.positive("belief.location", belief.location);
  } else {
    domain.finite("belief.location", belief.location);
    domain.non_negative("belief.scale", belief.scale);
  }
  domain.holds(belief.refused_at > 0, "belief.refused_at", belief.refused_at, "> 0, or infinite");
  const double mass = distribution(belief, belief.refused_at);
  domain.holds(mass > 0, "belief.refused_at", belief.refused_at, "above some of the values believed possible");
  return mass;
}

struct Frontier {
  std::array<std::uint32_t, 64> order{};
  std::array<double, 65> cost{}, gain{};  // of the first j items
  std::uint32_t length = 0;
};

/// Items with a gain by falling w g/k; of equals the earlier first.
Frontier frontier_of(const ConcessionMenu& menu) {
  Frontier f;
  const auto gain = [&](std::uint32_t m) { return menu.verifiability[m] * menu.gain[m]; };
  for (std::uint32_t m = 0; m < menu.gain.size(); ++m)
    if (gain(m) > 0) f.order[f.length++] = m;
  std::sort(f.order.begin(), f.order.begin() + f.length, [&](std::uint32_t a, std::uint32_t b) {
    const double left = gain(a) * menu.cost[b], right = gain(b) * menu.cost[a];
    return left != right ? left > right : a < b;
  });
  for (std::uint32_t j = 0; j < f.length; ++j) {
    f.cost[j + 1] = f.cost[j] + menu.cost[f.order[j]];
    f.gain[j + 1] = f.gain[j] + gain(f.order[j]);
  }
  return f;
}

}  // namespace

ScreeningDemand screening_demand(double value_bound, double risk_cost, double lost_share, double estimate_factor) {
  const Domain domain{"screening_demand"};
  domain.positive("value_bound", value_bound);
  domain.non_negative("risk_cost", risk_cost);
  domain.non_negative("lost_share", lost_share);
  domain.positive("estimate_factor", estimate_factor);
  const auto best = [&](double bound) { return std::clamp(0.5 * bound + 0.5 * (risk_cost - lost_share), 0.0, bound); };
  const auto breakdown = [&](double t) { return std::min(1.0, t / value_bound); };
  const auto utility = [&](double t) { return (1 - breakdown(t)) * (t - risk_cost) - breakdown(t) * lost_share; };
  const double estimate = estimate_factor * value_bound;
  domain.holds(std::isfinite(estimate), "estimate_factor", estimate_factor, "such that estimate_factor x value_bound is finite");
  const double t = best(estimate), expected = utility(t);
  return {t, breakdown(t), expected, std::max(0.0, utility(best(value_bound)) - expected)};
}

double probability_below(const ValueBelief& belief, double v) {
  const Domain domain{"probability_below"};
  const double mass = mass_left(domain, belief);
  domain.holds(!std::isnan(v), "v", v, "a number");
  return std::min(1.0, distribution(belief, v) / mass);
}

MenuDemand screening_menu(const ConcessionMenu& menu, const ValueBelief& belief, const ScreeningStakes& stakes) {
  const Domain domain{"screening_menu"};
  check_menu(domain, menu);
  const double mass = mass_left(domain, belief);
  check_amount(domain, "risk_cost", stakes.risk_cost);
  check_amount(domain, "disagreement_exporter", stakes.disagreement_exporter);
  domain.holds(stakes.disagreement_host >= 0 && stakes.disagreement_host <= largest_amount, "disagreement_host", stakes.disagreement_host,
               "[0, 1e150]");
  domain.holds(stakes.toughness >= 0 && stakes.toughness <= largest_amount, "toughness", stakes.toughness, "[0, 1e150]");
  domain.holds(stakes.transfer_cap >= 0, "transfer_cap", stakes.transfer_cap, ">= 0, or infinite");

  const Frontier f = frontier_of(menu);
  const auto refusal = [&](double t) { return std::min(1.0, distribution(belief, t + stakes.disagreement_host) / mass); };
  const auto utility = [&](double t, double gain) {
    const double p = refusal(t);
    return (1 - p) * (gain - stakes.risk_cost) + p * stakes.disagreement_exporter;
  };
  MenuDemand d;
  d.best_expected_utility = utility(0, 0);
  for (std::uint32_t j = 1; j <= f.length; ++j) {
    const double expected = utility(f.cost[j], f.gain[j]);
    if (expected > d.best_expected_utility) d.best_expected_utility = expected, d.best_prefix = j;
  }
  const double target = stakes.toughness * f.cost[d.best_prefix];
  // At toughness 1 nothing is added to j*, not even items that cost the host nothing and stand before it anyway.
  while (d.prefix < f.length && f.cost[d.prefix + 1] <= target) d.items |= std::uint64_t{1} << f.order[d.prefix++];
  d.transfer = std::min(stakes.transfer_cap, target - f.cost[d.prefix]);
  d.host_cost = f.cost[d.prefix] + d.transfer;
  d.exporter_gain = f.gain[d.prefix] + d.transfer;
  d.acceptance_probability = 1 - refusal(d.host_cost);
  d.expected_utility = utility(d.host_cost, d.exporter_gain);
  return d;
}

}  // namespace entrepot::solvers
