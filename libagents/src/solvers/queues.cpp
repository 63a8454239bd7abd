#include "entrepot/solvers/queues.hpp"

#include <algorithm>
#include <functional>
#include <queue>
#include <vector>

#include "entrepot/base/real.hpp"
#include "solvers/domain.hpp"

namespace entrepot::solvers {
namespace {

Queue finish(double arrival_rate, double service_time, double load, double wait_probability, double wait) {
  return {load, wait_probability, wait, wait + service_time, arrival_rate * (wait + service_time)};
}

Queue mmc(const Domain& domain, double arrival_rate, double service_rate, int servers) {
  domain.non_negative("arrival_rate", arrival_rate);
  domain.positive("service_rate", service_rate);
  if (servers < 1 || servers > 1'000'000) domain.fail("servers", std::to_string(servers), "[1, 1000000]");
  const double offered = arrival_rate / service_rate, load = offered / servers;
  domain.holds(load < 1, "arrival_rate", arrival_rate, "below servers x service_rate");
  double blocked = 1;  // Erlang B, server by server
  for (int k = 1; k <= servers; ++k) blocked = offered * blocked / (k + offered * blocked);
  const double waits = blocked / (1 - load * (1 - blocked));
  return finish(arrival_rate, 1 / service_rate, load, waits, waits / (servers * service_rate - arrival_rate));
}

}  // namespace

Queue queue_mmc(double arrival_rate, double service_rate, int servers) {
  return mmc(Domain{"queue_mmc"}, arrival_rate, service_rate, servers);
}

Queue queue_allen_cunneen(double arrival_rate, double service_rate, int servers, double arrival_cv2, double service_cv2) {
  const Domain domain{"queue_allen_cunneen"};
  const Queue markov = mmc(domain, arrival_rate, service_rate, servers);
  domain.non_negative("arrival_cv2", arrival_cv2);
  domain.non_negative("service_cv2", service_cv2);
  return finish(arrival_rate, 1 / service_rate, markov.load, markov.wait_probability, markov.wait * (arrival_cv2 + service_cv2) / 2);
}

Queue queue_mg1(double arrival_rate, double mean_service, double service_cv2) {
  const Domain domain{"queue_mg1"};
  domain.non_negative("arrival_rate", arrival_rate);
  domain.positive("mean_service", mean_service);
  domain.non_negative("service_cv2", service_cv2);
  const double load = arrival_rate * mean_service;
  domain.holds(load < 1, "arrival_rate", arrival_rate, "below 1/mean_service");
  return finish(arrival_rate, mean_service, load, load, load * mean_service * (1 + service_cv2) / (2 * (1 - load)));
}

double queue_wait_tail(double arrival_rate, double service_rate, int servers, double t) {
  const Domain domain{"queue_wait_tail"};
  const Queue queue = mmc(domain, arrival_rate, service_rate, servers);
  domain.non_negative("t", t);
  return queue.wait_probability * real::exp(-(servers * service_rate - arrival_rate) * t);
}

void fifo_starts(std::span<const double> arrivals, std::span<const double> services, int servers, std::span<double> starts) {
  const Domain domain{"fifo_starts"};
  domain.same_size("services", services.size(), arrivals.size());
  domain.same_size("starts", starts.size(), arrivals.size());
  if (servers < 1) domain.fail("servers", std::to_string(servers), ">= 1");
  std::priority_queue<double, std::vector<double>, std::greater<>> free_at;  // when the busy servers will be free
  for (std::size_t i = 0; i < arrivals.size(); ++i) {
    domain.finite("arrivals", arrivals[i]);
    domain.non_negative("services", services[i]);
    if (i > 0) domain.holds(arrivals[i] >= arrivals[i - 1], "arrivals", arrivals[i], "times that do not decrease");
    starts[i] = arrivals[i];
    if (free_at.size() == static_cast<std::size_t>(servers)) {
      starts[i] = std::max(arrivals[i], free_at.top());
      free_at.pop();
    }
    free_at.push(starts[i] + services[i]);
  }
}

}  // namespace entrepot::solvers
