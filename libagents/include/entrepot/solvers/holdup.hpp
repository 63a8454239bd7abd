// solvers/holdup.hpp: what waiting, seizing and threatening do to a bargain (model_equations 2.4 and 2.8).
#pragma once
#include <functional>
#include <optional>

namespace entrepot::solvers {

/// A host who waits for a licence of mean delay D (exponential), or buys from the rival now.
struct DelayDefection {
  double value_factor = 1;    ///< mu/(mu + r), mu = 1/D: what waiting leaves of the value
  double defect_share = 0;    ///< r D/(1 + r D): share that defects if rival/exporter value is uniform on [0, 1]
  double critical_delay = 0;  ///< (1/ratio - 1)/r, at least 0: the longest delay that this host waits out; infinite if it always waits
  bool waits = true;          ///< mean_delay <= critical_delay
};
/// discount_rate and mean_delay >= 0 in one unit of time; rival_ratio = V_rival/V_exporter >= 0. The factor is
/// E[exp(-r wait)] of an exponential wait.
DelayDefection delay_defection(double discount_rate, double mean_delay, double rival_ratio);

/// A host that could seize what stands on its soil (Thomas & Worrall 1994).
struct SeizureThreshold {
  double critical_discount = 0;  ///< delta* in [0, 1]; honours iff delta >= delta*; 1: never honours
  double max_discount_rate = 0;  ///< 1/delta* - 1 per period; infinite if delta* = 0
};
/// h/(1 - delta) >= K + delta p/(1 - delta)  <=>  delta >= delta* = (K - h)/(K - p). seizure_value K >= 0, rent h finite, punished_flow
/// p <= h finite (a host that earns more after a seizure than before has no threshold).
SeizureThreshold seizure_threshold(double seizure_value, double rent, double punished_flow);

/// A posted threat, carried out with probability `credibility`.
struct Threat {
  bool concedes = false;     ///< concession_cost <= credibility x loss
  double expected_loss = 0;  ///< of a target that stands firm
  double margin = 0;         ///< expected_loss - concession_cost
};
/// concession_cost and loss >= 0 and finite, credibility in [0, 1].
Threat threat(double concession_cost, double credibility, double loss);
/// Smallest tariff in [0, highest] at which the target concedes, by bisection; none if even the highest does not suffice.
/// loss(t) does not decrease and is finite; highest >= 0.
std::optional<double> least_threat(double concession_cost, double credibility, const std::function<double(double)>& loss, double highest);

}  // namespace entrepot::solvers
