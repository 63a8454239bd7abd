#include "entrepot/solvers/capability.hpp"

#include "entrepot/base/real.hpp"
#include "solvers/domain.hpp"

namespace entrepot::solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void check(const Domain& domain, const ScalingLaw& law) {
  domain.non_negative("irreducible", law.irreducible);
  domain.positive("parameter_scale", law.parameter_scale);
  domain.positive("token_scale", law.token_scale);
  domain.positive("parameter_exponent", law.parameter_exponent);
  domain.positive("token_exponent", law.token_exponent);
}

}  // namespace

double effective_compute(double compute_flop, double algorithms, double exponent, double break_flop) {
  const Domain domain{"effective_compute"};
  domain.positive("compute_flop", compute_flop);
  domain.positive("algorithms", algorithms);
  domain.probability("exponent", exponent);
  domain.positive("break_flop", break_flop);
  if (exponent == 1) return real::log10(algorithms) + real::log10(compute_flop);
  return real::log10(algorithms) + real::log10(break_flop) + exponent * (real::log10(compute_flop) - real::log10(break_flop));
}

double algorithm_growth(double doubling_months) {
  const Domain domain{"algorithm_growth"};
  domain.holds(doubling_months > 0, "doubling_months", doubling_months, "> 0");
  return real::pow(2, 12 / doubling_months);
}

double lead_months(double ratio, double growth_per_year) {
  const Domain domain{"lead_months"};
  domain.positive("ratio", ratio);
  domain.holds(growth_per_year > 1 && growth_per_year < infinity, "growth_per_year", growth_per_year, "> 1 and finite");
  return 12 * real::log(ratio) / real::log(growth_per_year);
}

double lead_decay(double growth_gap, double spillover, double first_lead, double t_years) {
  const Domain domain{"lead_decay"};
  domain.finite("growth_gap", growth_gap);
  domain.non_negative("spillover", spillover);
  domain.finite("first_lead", first_lead);
  domain.non_negative("t_years", t_years);
  const double x = spillover * t_years;
  const double grown = x > 0 ? -real::expm1(-x) / spillover : t_years;
  return first_lead * real::exp(-x) + growth_gap * grown;
}

Takeoff takeoff(double returns, double k, double t, double first_level) {
  const Domain domain{"takeoff"};
  domain.finite("returns", returns);
  domain.non_negative("k", k);
  domain.non_negative("t", t);
  domain.positive("first_level", first_level);
  const double speed = k * real::exp((returns - 1) * real::log(first_level));  // growth rate at t = 0
  Takeoff out{first_level, returns > 1 && speed > 0 ? 1 / ((returns - 1) * speed) : infinity};
  if (k == 0 || t == 0) return out;
  const double g = speed * t, y = (1 - returns) * g;
  if (y <= -1) out.level = infinity;
  else if (y == 0) out.level = first_level * real::exp(g);  // r = 1, or so near that the factor log1p(y)/y is 1
  else out.level = first_level * real::exp(real::log1p(y) / (1 - returns));
  return out;
}

Theft theft_hazard(double hazard_per_site_year, double sites, double years) {
  const Domain domain{"theft_hazard"};
  domain.non_negative("hazard_per_site_year", hazard_per_site_year);
  domain.non_negative("sites", sites);
  domain.non_negative("years", years);
  const double hazard = hazard_per_site_year * sites;
  return {-real::expm1(-hazard * years), hazard > 0 ? 1 / hazard : infinity};
}

double scaling_loss(const ScalingLaw& law, double parameters, double tokens) {
  const Domain domain{"scaling_loss"};
  check(domain, law);
  domain.positive("parameters", parameters);
  domain.positive("tokens", tokens);
  return law.irreducible + law.parameter_scale * real::pow(parameters, -law.parameter_exponent) +
         law.token_scale * real::pow(tokens, -law.token_exponent);
}

Training compute_optimal(const ScalingLaw& law, double compute_flop) {
  const Domain domain{"compute_optimal"};
  check(domain, law);
  domain.positive("compute_flop", compute_flop);
  const double a = law.parameter_exponent, b = law.token_exponent;
  const double g = real::pow(a * law.parameter_scale / (b * law.token_scale), 1 / (a + b));
  Training out;
  out.parameters = g * real::pow(compute_flop / 6, b / (a + b));
  out.tokens = compute_flop / 6 / out.parameters;
  out.loss = scaling_loss(law, out.parameters, out.tokens);
  return out;
}

}  // namespace entrepot::solvers
