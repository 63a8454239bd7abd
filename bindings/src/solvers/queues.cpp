#include "entrepot/solvers/queues.hpp"

#include "solvers.hpp"

namespace entrepot::binding {

using solvers::Queue;
template <>
inline constexpr auto record<Queue> = named<&Queue::load, &Queue::wait_probability, &Queue::wait, &Queue::time, &Queue::in_system>(
    "Queue", "load wait_probability wait time in_system");

void register_queues(Room& room) {
  room.record<Queue>("Steady state: load, probability of waiting, mean wait, mean time in the system, mean number in it.");
  room.def("queue_mmc", &solvers::queue_mmc, R"(
      M/M/c (Erlang C). arrival_rate >= 0, service_rate > 0 of one server, servers 1 to 1,000,000; the load must be below 1.

      Times are in the unit of 1/rate.

      >>> round(queue_mmc(4.0, 1.0, 5).wait, 9)
      0.554112554)",
           "arrival_rate"_a, "service_rate"_a, "servers"_a = 1);
  room.def("queue_allen_cunneen", &solvers::queue_allen_cunneen, R"(
      G/G/c, approximately: the wait of `queue_mmc` times the mean of the squared coefficients of variation >= 0.

      Source: Allen & Cunneen.

      >>> round(queue_allen_cunneen(4.0, 1.0, 5, 1.0, 0.0).wait, 9)
      0.277056277)",
           "arrival_rate"_a, "service_rate"_a, "servers"_a = 1, "arrival_cv2"_a = 1.0, "service_cv2"_a = 1.0);
  room.def("queue_mg1", &solvers::queue_mg1, R"(
      M/G/1: wait lambda E[S^2]/(2 (1 - load)). mean_service > 0, service_cv2 >= 0. Source: Pollaczek & Khinchine.

      >>> round(queue_mg1(0.8, 1.0, 4.0).wait, 9)
      10.0)",
           "arrival_rate"_a, "mean_service"_a, "service_cv2"_a = 1.0);
  room.def("queue_wait_tail", &solvers::queue_wait_tail, R"(
      P(wait > t) in M/M/c, t >= 0.

      >>> round(queue_wait_tail(0.8, 1.0, 1, 5.0), 6)
      0.294304)",
           "arrival_rate"_a, "service_rate"_a, "servers"_a, "t"_a);
  room.def(
      "fifo_starts",
      [](const Numbers& arrivals, const Numbers& services, int servers) {
        const Reader in{"fifo_starts"};
        const auto a = in.row("arrivals", arrivals), s = in.row("services", services);
        return filled(a.size(), [&](auto starts) { solvers::fifo_starts(a, s, servers, starts); });
      },
      R"(
      When service starts for each of a given stream of arrivals, which do not decrease. services >= 0, servers >= 1.

      Source: Kiefer & Wolfowitz 1955.

      >>> fifo_starts([0.0, 1.0, 2.0], [10.0, 1.0, 1.0])
      array([ 0., 10., 11.]))",
      "arrivals"_a, "services"_a, "servers"_a = 1);
}

}  // namespace entrepot::binding
