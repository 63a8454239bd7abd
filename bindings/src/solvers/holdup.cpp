#include "entrepot/solvers/holdup.hpp"

#include <pybind11/functional.h>

#include "solvers.hpp"

namespace entrepot::binding {

using solvers::DelayDefection, solvers::SeizureThreshold, solvers::Threat;
template <> inline constexpr auto record<DelayDefection> =
    named<&DelayDefection::value_factor, &DelayDefection::defect_share, &DelayDefection::critical_delay, &DelayDefection::waits>(
        "DelayDefection", "value_factor defect_share critical_delay waits");
template <>
inline constexpr auto record<SeizureThreshold> = named<&SeizureThreshold::critical_discount, &SeizureThreshold::max_discount_rate>(
    "SeizureThreshold", "critical_discount max_discount_rate");
template <>
inline constexpr auto record<Threat> = named<&Threat::concedes, &Threat::expected_loss, &Threat::margin>("Threat",
                                                                                                         "concedes expected_loss margin");

void register_holdup(Room& room) {
  room.elementwise_record<DelayDefection>(
      "What waiting leaves of the value, share of hosts that defect, longest delay that this host waits out, and whether it waits.");
  room.def("delay_defection", elementwise(&solvers::delay_defection), R"(
      A host that waits for a licence of a mean delay or buys from the rival now, whose value is rival_ratio of the exporter's.

      It waits iff mean_delay <= (1/rival_ratio - 1)/discount_rate; with the ratio uniform on [0, 1] the share r D/(1 + r D) defects.
      All >= 0, rate and delay in one unit of time. Arrays are broadcast.

      >>> host = delay_defection(0.2, 1.0, 0.7)
      >>> round(host.defect_share, 12), round(host.critical_delay, 9), host.waits
      (0.166666666667, 2.142857143, True))",
           "discount_rate"_a, "mean_delay"_a, "rival_ratio"_a);
  room.elementwise_record<SeizureThreshold>(
      "The host honours if its discount factor is at least `critical_discount`, or its discount rate at most `max_discount_rate`.");
  room.def("seizure_threshold", elementwise(&solvers::seizure_threshold), R"(
      Self-enforcing investment: the host honours iff its discount factor is at least (K - h)/(K - p).

      seizure_value K >= 0; rent h and punished_flow p <= h a period. Arrays are broadcast. Source: Thomas & Worrall 1994.

      >>> seizure_threshold([10, 20], 2, 0.5).critical_discount.round(6)
      array([0.842105, 0.923077]))",
           "seizure_value"_a, "rent"_a, "punished_flow"_a);
  room.elementwise_record<Threat>(
      "Whether the target gives in, its expected loss if it does not, and that loss less the cost of the concession.");
  room.def("threat", elementwise(&solvers::threat), R"(
      A threat that is carried out with probability `credibility`: the target concedes iff concession_cost <= credibility x loss.

      concession_cost, loss >= 0; credibility in [0, 1]. Arrays are broadcast.

      >>> threat(3.0, 0.5, 8.0)
      Threat(concedes=True, expected_loss=4.0, margin=1.0))",
           "concession_cost"_a, "credibility"_a, "loss"_a);
  room.def("least_threat", &solvers::least_threat, R"(
      Smallest tariff in [0, highest] at which the target concedes; None if the highest does not suffice. loss does not decrease.

      >>> least_threat(3.0, 0.5, lambda tariff: 20 * tariff, 1.0)
      0.3
      >>> least_threat(3.0, 0.1, lambda tariff: 20 * tariff, 1.0) is None
      True)",
           "concession_cost"_a, "credibility"_a, "loss"_a, "highest"_a);
}

}  // namespace entrepot::binding
