#include "entrepot/solvers/trade.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "entrepot/base/real.hpp"
#include "entrepot/base/reduce.hpp"
#include "solvers/domain.hpp"

namespace entrepot::solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void check(const Domain& domain, const LinearMarket& m) {
  domain.finite("demand_intercept", m.demand_intercept);
  domain.positive("demand_slope", m.demand_slope);
  domain.finite("supply_intercept", m.supply_intercept);
  domain.positive("supply_slope", m.supply_slope);
  const double choke = m.demand_intercept / m.demand_slope, reserve = -m.supply_intercept / m.supply_slope;
  domain.holds(choke > reserve, "demand_intercept", m.demand_intercept, "so large that there is trade without a tariff");
}

/// Prices and revenue at given imports, each side on its own curve.
Incidence at_imports(const LinearMarket& m, double imports) {
  const double world = (imports - m.supply_intercept) / m.supply_slope, domestic = (m.demand_intercept - imports) / m.demand_slope;
  return {world, domestic, imports, m.demand_slope / (m.demand_slope + m.supply_slope), (domestic - world) * imports};
}

double free_imports(const LinearMarket& m) {
  return (m.demand_intercept * m.supply_slope + m.supply_intercept * m.demand_slope) / (m.demand_slope + m.supply_slope);
}

/// ln sum a p^(1-sigma) over 1 - sigma where all exponents are small: 1 + x is never rounded, so the limit sigma -> 1 is smooth.
double small_log_index(std::span<const double> weights, std::span<const double> x, double power) {
  std::vector<double> terms(x.size());
  for (std::size_t i = 0; i < x.size(); ++i) terms[i] = weights[i] * real::expm1(x[i]);
  return real::log1p(reduce::sum(terms) + (reduce::sum(weights) - 1.0)) / power;
}

void check_ces(const Domain& domain, std::span<const double> weights, std::span<const double> prices, double sigma) {
  domain.same_size("prices", prices.size(), weights.size());
  for (const double a : weights) domain.non_negative("weights", a);
  for (const double p : prices) domain.positive("prices", p);
  domain.positive("sigma", sigma);
  const double total = reduce::sum(weights);
  domain.holds(total > 0.0, "weights", total, "> 0 in all");
  domain.holds(sigma != 1.0 || std::abs(total - 1.0) <= 1e-12, "weights", total, "1 in all if sigma is 1");
}

}  // namespace

Incidence tariff_incidence(const LinearMarket& market, double tariff) {
  const Domain domain{"tariff_incidence"};
  check(domain, market);
  domain.non_negative("tariff", tariff);
  const double b = market.demand_slope, d = market.supply_slope;
  const double imports = std::max(0.0, free_imports(market) - tariff * b * d / (b + d));
  Incidence result = at_imports(market, imports);
  result.revenue = tariff * imports;
  return result;
}

Incidence quota_incidence(const LinearMarket& market, double quota) {
  const Domain domain{"quota_incidence"};
  check(domain, market);
  domain.holds(quota >= 0.0, "quota", quota, ">= 0");
  const double most = free_imports(market);
  Incidence result = at_imports(market, std::min(quota, most));
  if (quota >= most) result.revenue = 0.0;
  return result;
}

Incidence tariff_incidence_elastic(double demand_scale, double demand_elasticity, double supply_scale, double supply_elasticity,
                                   double tariff) {
  const Domain domain{"tariff_incidence_elastic"};
  domain.positive("demand_scale", demand_scale);
  domain.positive("demand_elasticity", demand_elasticity);
  domain.positive("supply_scale", supply_scale);
  domain.non_negative("supply_elasticity", supply_elasticity);
  domain.holds(tariff > -1.0 && tariff < infinity, "tariff", tariff, "> -1 and finite");
  const double both = demand_elasticity + supply_elasticity;
  const double log_world = (real::log(demand_scale / supply_scale) - demand_elasticity * real::log1p(tariff)) / both;
  const double world = real::exp(log_world), imports = supply_scale * real::exp(supply_elasticity * log_world);
  return {world, world * (1.0 + tariff), imports, demand_elasticity / both, tariff * world * imports};
}

double optimal_tariff(double supply_elasticity) {
  Domain{"optimal_tariff"}.holds(supply_elasticity >= 0.0, "supply_elasticity", supply_elasticity, ">= 0");
  return supply_elasticity > 0.0 ? 1.0 / supply_elasticity : infinity;
}

double ces(std::span<const double> weights, std::span<const double> prices, double sigma, std::span<double> shares) {
  const Domain domain{"ces"};
  check_ces(domain, weights, prices, sigma);
  domain.same_size("shares", shares.size(), weights.size());
  const double power = 1.0 - sigma;
  std::vector<double> x(prices.begin(), prices.end()), log_weight(weights.begin(), weights.end());
  real::log(x, x);
  real::log(log_weight, log_weight);
  double widest = 0.0;
  for (double& v : x) {
    v *= power;
    widest = std::max(widest, std::abs(v));
  }
  for (std::size_t i = 0; i < x.size(); ++i) shares[i] = log_weight[i] + x[i];
  const double total = reduce::logsumexp(shares);
  for (double& s : shares) s -= total;
  real::exp(shares, shares);
  if (sigma == 1.0) {
    std::vector<double> log_price(prices.begin(), prices.end());
    real::log(log_price, log_price);
    return real::exp(reduce::dot(weights, log_price));
  }
  return real::exp(widest < 0.5 ? small_log_index(weights, x, power) : total / power);
}

double gains_from_trade(double domestic_share, double trade_elasticity) {
  const Domain domain{"gains_from_trade"};
  domain.holds(domestic_share > 0.0 && domestic_share <= 1.0, "domestic_share", domestic_share, "(0, 1]");
  domain.positive("trade_elasticity", trade_elasticity);
  return -real::expm1(real::log(domestic_share) / trade_elasticity);
}

}  // namespace entrepot::solvers
