#include "entrepot/solvers/real_option.hpp"

#include <algorithm>

#include "entrepot/base/real.hpp"
#include "solvers/domain.hpp"

namespace entrepot::solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// The positive root of a x^2/2 + b x - c = 0 (a >= 0, c > 0) without cancellation; infinity if a = 0 and b <= 0.
double positive_root(double a, double b, double c) {
  const double root = real::sqrt(b * b + 2 * a * c);
  if (b > 0) return 2 * c / (b + root);
  return a > 0 ? (root - b) / a : infinity;
}

}  // namespace

RealOption real_option(double r, double delta, double sigma, double lag_years) {
  const Domain domain{"real_option"};
  domain.positive("r", r);
  domain.positive("delta", delta);
  domain.non_negative("sigma", sigma);
  domain.non_negative("lag_years", lag_years);
  // variance b (b - 1)/2 + (r - delta) b - r = 0; with b = 1 + g it is variance g^2/2 + (variance/2 + r - delta) g - delta = 0, with
  // b = -n it is variance n^2/2 + (variance/2 - r + delta) n - r = 0: both positive roots come out to the last digits.
  const double variance = sigma * sigma;
  const double excess = positive_root(variance, variance / 2 + (r - delta), delta);
  RealOption out;
  out.beta1 = 1 + excess;
  out.beta2 = -positive_root(variance, variance / 2 - (r - delta), r);
  out.multiple = 1 + 1 / excess;
  out.lag_multiplier = real::exp(delta * lag_years);
  out.trigger = out.multiple * out.lag_multiplier;
  return out;
}

double policy_sigma(double sigma, double toggles_per_year, double jump) {
  const Domain domain{"policy_sigma"};
  domain.non_negative("sigma", sigma);
  domain.non_negative("toggles_per_year", toggles_per_year);
  domain.non_negative("jump", jump);
  return real::sqrt(std::min(max_policy_sigma * max_policy_sigma, sigma * sigma + toggles_per_year * jump * jump));
}

double present_value(std::span<const double> flow, double r, double depreciation, double dt_years) {
  const Domain domain{"present_value"};
  domain.finite("r", r);
  domain.finite("depreciation", depreciation);
  domain.positive("dt_years", dt_years);
  const double discount = real::exp(-(r + depreciation) * dt_years);
  double value = 0;
  for (std::size_t t = flow.size(); t-- > 0;) {
    domain.finite("flow", flow[t]);
    value = (value + flow[t]) * discount;
  }
  return value;
}

double regime_value(std::span<const double> probability, std::span<const double> value, double subsidy) {
  const Domain domain{"regime_value"};
  if (probability.empty()) domain.fail("probability", "length 0", "at least one regime");
  domain.same_size("value", value.size(), probability.size());
  domain.finite("subsidy", subsidy);
  double total = 0, out = 0;
  for (std::size_t k = 0; k < value.size(); ++k) {
    domain.probability("probability", probability[k]);
    domain.finite("value", value[k]);
    total += probability[k];
    out += probability[k] * value[k];
  }
  domain.holds(std::abs(total - 1) <= 1e-9, "probability", total, "numbers that sum to 1");
  return out + subsidy;
}

double share_started(double value, double trigger_value, double dispersion) {
  const Domain domain{"share_started"};
  domain.finite("value", value);
  domain.positive("trigger_value", trigger_value);
  domain.non_negative("dispersion", dispersion);
  if (value <= 0) return 0;
  const double distance = real::log(value / trigger_value);
  if (dispersion > 0) return real::normal_cdf(distance / dispersion);
  return distance > 0 ? 1.0 : distance < 0 ? 0.0 : 0.5;
}

}  // namespace entrepot::solvers
