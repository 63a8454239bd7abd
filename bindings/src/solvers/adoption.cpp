#include "entrepot/solvers/adoption.hpp"

#include "solvers.hpp"

namespace entrepot::binding {
using solvers::Adoption, solvers::AdoptionPeak, solvers::Equilibria, solvers::LockIn;

std::vector<double> roots(const Equilibria& e, const std::array<double, 3>& of) { return {of.begin(), of.begin() + e.count}; }

template <> inline constexpr auto record<Adoption> = named<&Adoption::cumulative, &Adoption::rate>("Adoption", "cumulative rate");
template <>
inline constexpr auto record<AdoptionPeak> = named<&AdoptionPeak::t, &AdoptionPeak::cumulative, &AdoptionPeak::rate>("AdoptionPeak",
                                                                                                                     "t cumulative rate");
template <> inline constexpr auto record<Equilibria> =
    named<[](const Equilibria& e) { return roots(e, e.m); }, [](const Equilibria& e) { return roots(e, e.share); }>("Equilibria",
                                                                                                                    "m share");
template <>
inline constexpr auto record<LockIn> = named<&LockIn::m, &LockIn::share, &LockIn::critical_field>("LockIn", "m share critical_field");

namespace {

Array shares_of(const Numbers& advantage, const Numbers& installed, double network) {
  const Reader in{"logit_share"};
  const auto d = in.row("advantage", advantage), s = in.row("installed", installed);
  return filled(d.size(), [&](auto out) { solvers::logit_share(d, s, network, out); });
}

Array periods_of(double innovation, double imitation, Whole periods) {
  const int n = Reader{"bass_discrete"}.whole("periods", periods.value);
  if (n < 0) throw SolverError("bass_discrete", "periods", periods.value, ">= 0");
  return filled(static_cast<std::size_t>(n), [&](auto out) { solvers::bass_discrete(innovation, imitation, out); });
}

void register_bass(Room& room) {
  room.elementwise_record<Adoption>("Share of those who will ever adopt that has adopted, and its growth a unit of time.");
  room.record<AdoptionPeak>("When adoption is fastest, with the share and the rate then.");
  room.def("bass", elementwise(&solvers::bass), R"(
      Bass diffusion: dF/dt = (p + q F)(1 - F) from F(0) = 0.

      innovation p and imitation q >= 0 a unit of time, t >= 0. Arrays are broadcast. Source: Bass 1969.

      >>> bass(0.03, 0.38, [1, 5, 10]).cumulative.round(6)
      array([0.035758, 0.331199, 0.812803]))",
           "innovation"_a, "imitation"_a, "t"_a);
  room.def("bass_peak", &solvers::bass_peak, R"(
      When the rate is largest: t* = ln(q/p)/(p+q); at the start if q <= p. innovation p > 0, imitation q >= 0. Source: Bass 1969.

      >>> bass_peak(0.01, 0.5).cumulative
      0.49)",
           "innovation"_a, "imitation"_a);
  room.def("bass_step", elementwise(&solvers::bass_step), R"(
      The equation of `bass` from any share in [0, 1] over dt >= 0, exactly; parameters may change between steps. Arrays are broadcast.

      >>> round(bass_step(bass(0.03, 0.38, 4).cumulative, 0.03, 0.38, 1), 6)
      0.331199)",
           "adopted"_a, "innovation"_a, "imitation"_a, "dt"_a);
  room.def("bass_discrete", &periods_of, R"(
      Bass in whole periods, F(1) to F(periods): F(t) = F(t-1) + (p + q F(t-1))(1 - F(t-1)). p, q >= 0, p + q <= 1.

      >>> bass_discrete(0.03, 0.38, 3).round(6)
      array([0.03    , 0.070158, 0.122843]))",
           "innovation"_a, "imitation"_a, "periods"_a);
}

void register_networks(Room& room) {
  room.record<Equilibria>("All solutions, smallest first: order parameters m in (-1, 1) and shares (1 + m)/2.");
  room.record<LockIn>("Spontaneous order, the share of the incumbent, and the disadvantage per unit J up to which it holds.");
  room.def("logit_share", &shares_of, R"(
      Shares of a choice with network effects, softmax(advantage + network * installed).

      advantage and installed by option: -infinity bars one, installed in [0, 1].

      >>> logit_share([0.0, 0.0], [0.75, 0.25], network=2.0).round(4)
      array([0.7311, 0.2689]))",
           "advantage"_a, "installed"_a, "network"_a);
  room.def("mean_field_equilibria", &solvers::mean_field_equilibria, R"(
      All solutions of m = tanh(K (m + h)): three if K > 1 and |h| is below the critical field (see `lock_in`), else one.

      coupling K >= 0; field h in units of the coupling J.

      >>> mean_field_equilibria(1.5).m.round(4)
      array([-0.8586,  0.    ,  0.8586]))",
           "coupling"_a, "field"_a = 0.0);
  room.def("network_equilibria", &solvers::network_equilibria, R"(
      Shares s that reproduce themselves, s = sigmoid(d + g (2 s - 1)): the mean field with K = g/2 and h = d/g. network g >= 0.

      >>> network_equilibria(0.2, 3.0).share.round(4)
      array([0.0995, 0.397 , 0.9469])
      >>> network_equilibria(0.5, 3.0).share.round(4)       # the better technology wins whatever the start
      array([0.9638]))",
           "advantage"_a, "network"_a);
  room.def("lock_in", &solvers::lock_in, R"(
      Lock-in of the mean field with K = beta J >= 0: none for K <= 1.

      >>> round(lock_in(2.0).critical_field, 6)
      0.26642)",
           "coupling"_a);
  room.def("switching_threshold", elementwise(&solvers::switching_threshold), R"(
      Advantage a year from which switching pays, S r/(1 - e^(-r T)).

      cost S and rate r >= 0 a year, horizon T > 0 years (infinity is allowed). Arrays are broadcast.

      >>> switching_threshold(1.0, 0.1, [5, 10, float("inf")]).round(4)
      array([0.2541, 0.1582, 0.1   ]))",
           "cost"_a, "rate"_a, "horizon"_a);
}

}  // namespace

void register_adoption(Room& room) {
  register_bass(room);
  register_networks(room);
}

}  // namespace entrepot::binding
