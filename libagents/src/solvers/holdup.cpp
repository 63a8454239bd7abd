#include "entrepot/solvers/holdup.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "domain.hpp"

namespace entrepot::solvers {
namespace {
constexpr double infinity = std::numeric_limits<double>::infinity();
}

DelayDefection delay_defection(double discount_rate, double mean_delay, double rival_ratio) {
  const Domain domain{"delay_defection"};
  domain.non_negative("discount_rate", discount_rate);
  domain.non_negative("mean_delay", mean_delay);
  domain.non_negative("rival_ratio", rival_ratio);
  const double rd = discount_rate * mean_delay;
  DelayDefection d;
  d.value_factor = 1 / (1 + rd);
  d.defect_share = std::isinf(rd) ? 1.0 : rd / (1 + rd);
  if (rival_ratio >= 1) d.critical_delay = 0;
  else if (rival_ratio == 0 || discount_rate == 0) d.critical_delay = infinity;
  else d.critical_delay = (1 - rival_ratio) / rival_ratio / discount_rate;
  d.waits = rival_ratio <= 1 && mean_delay <= d.critical_delay;
  return d;
}

SeizureThreshold seizure_threshold(double seizure_value, double rent, double punished_flow) {
  const Domain domain{"seizure_threshold"};
  domain.non_negative("seizure_value", seizure_value);
  domain.finite("rent", rent);
  domain.finite("punished_flow", punished_flow);
  domain.holds(punished_flow <= rent, "punished_flow", punished_flow, "at most rent");
  if (seizure_value <= rent) return {0, infinity};
  // rent >= punished_flow, so (K - h)/(K - p) is in (0, 1] and 1/delta* - 1 = (h - p)/(K - h).
  const double short_of = seizure_value - rent;
  return {short_of / (seizure_value - punished_flow), (rent - punished_flow) / short_of};
}

Threat threat(double concession_cost, double credibility, double loss) {
  const Domain domain{"threat"};
  domain.non_negative("concession_cost", concession_cost);
  domain.probability("credibility", credibility);
  domain.non_negative("loss", loss);
  const double expected = credibility * loss;
  return {concession_cost <= expected, expected, expected - concession_cost};
}

std::optional<double> least_threat(double concession_cost, double credibility, const std::function<double(double)>& loss, double highest) {
  const Domain domain{"least_threat"};
  domain.non_negative("highest", highest);
  if (!loss) domain.fail("loss", "empty function", "a function of the tariff");
  const auto concedes = [&](double tariff) { return threat(concession_cost, credibility, loss(tariff)).concedes; };
  if (!concedes(highest)) return std::nullopt;
  if (concedes(0)) return 0.0;
  double low = 0, high = highest;
  for (int step = 0; step < 200; ++step) {
    const double mid = low + 0.5 * (high - low);
    if (mid == low || mid == high) break;
    (concedes(mid) ? high : low) = mid;
  }
  return high;
}

}  // namespace entrepot::solvers
