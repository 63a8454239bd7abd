// solvers/queues.hpp: waiting for a licence, first come first served (model_equations 2.1: solvers with oracles, not part of a run).
#pragma once
#include <span>

namespace entrepot::solvers {

/// Steady state of a queue. Times in the unit of 1/rate.
struct Queue {
  double load = 0;  ///< rho = lambda/(c mu)
  double wait_probability = 0;
  double wait = 0;       ///< Wq, mean time before service
  double time = 0;       ///< W, mean time in the system
  double in_system = 0;  ///< L = lambda W
};
/// M/M/c (Erlang C by the recursion of Erlang B, so that no factorial overflows). lambda >= 0, mu > 0, servers 1 .. 1,000,000, load < 1.
Queue queue_mmc(double arrival_rate, double service_rate, int servers);
/// G/G/c by Allen-Cunneen: Wq = Wq(M/M/c) (ca2 + cs2)/2; cv2 = squared coefficients of variation >= 0.
Queue queue_allen_cunneen(double arrival_rate, double service_rate, int servers, double arrival_cv2, double service_cv2);
/// M/G/1 by Pollaczek-Khinchine: Wq = lambda E[S^2]/(2 (1 - rho)). mean_service > 0, service_cv2 >= 0, load < 1.
Queue queue_mg1(double arrival_rate, double mean_service, double service_cv2);
/// P(wait > t) in M/M/c, first come first served: P_wait exp(-(c mu - lambda) t), t >= 0.
double queue_wait_tail(double arrival_rate, double service_rate, int servers, double t);
/// Starts of service of a given stream, first come first served (Kiefer & Wolfowitz 1955). arrivals do not decrease, services >= 0,
/// servers >= 1; `starts` has the same length.
void fifo_starts(std::span<const double> arrivals, std::span<const double> services, int servers, std::span<double> starts);

}  // namespace entrepot::solvers
