#include "entrepot/solvers/race.hpp"

#include "entrepot/solvers/capability.hpp"
#include "solvers.hpp"

namespace entrepot::binding {

using solvers::PublicSafety, solvers::ScalingLaw, solvers::Takeoff, solvers::Theft, solvers::Training;
template <>
inline constexpr auto record<PublicSafety> = named<&PublicSafety::leader, &PublicSafety::second>("PublicSafety", "leader second");
template <> inline constexpr auto record<Takeoff> = named<&Takeoff::level, &Takeoff::blow_up>("Takeoff", "level blow_up");
template <> inline constexpr auto record<Theft> = named<&Theft::probability, &Theft::mean_time>("Theft", "probability mean_time");
template <> inline constexpr auto record<ScalingLaw> =
    named<&ScalingLaw::irreducible, &ScalingLaw::parameter_scale, &ScalingLaw::token_scale, &ScalingLaw::parameter_exponent,
          &ScalingLaw::token_exponent>("ScalingLaw", "irreducible parameter_scale token_scale parameter_exponent token_exponent");
template <>
inline constexpr auto record<Training> = named<&Training::parameters, &Training::tokens, &Training::loss>("Training",
                                                                                                          "parameters tokens loss");

namespace race {

using Known = Typed<std::string, "typing.Literal['none', 'private', 'public']">;
using Given = std::optional<Numbers>;
using Safety = Typed<py::object, "float | numpy.typing.NDArray[numpy.float64] | PublicSafety">;

solvers::Information information_of(const Reader& in, const Known& known) {
  static constexpr std::array<std::string_view, 3> names{"none", "private", "public"};
  return in.choice<solvers::Information>("information", known.value, names);
}

/// `f` of labs (a whole number), enmity and what is known, for arrays.
template <class F> auto for_labs(const char* solver, F f) {
  return elementwise([in = Reader{solver}, f](double labs, double enmity, double x) { return f(in.whole("labs", labs), enmity, x); });
}

Safety race_safety(const Known& known, const Numbers& labs, const Numbers& enmity, const Given& spread, const Given& capability,
                   const Given& gap) {
  const auto information = information_of(Reader{"race_safety"}, known);
  const std::array<const Given*, 3> given{&spread, &capability, &gap};
  const Given& x = *given[static_cast<std::size_t>(information)];
  if (!x || spread.has_value() + capability.has_value() + gap.has_value() != 1)
    throw py::type_error("give spread with none, capability with private, gap with public, and nothing else");
  switch (information) {
    case solvers::Information::none:
      return {for_labs("race_safety_none", &solvers::race_safety_none)(labs, enmity, *x).value};
    case solvers::Information::own:
      return {for_labs("race_safety_private", &solvers::race_safety_private)(labs, enmity, *x).value};
    default:
      return {for_labs("race_safety_public", &solvers::race_safety_public)(labs, enmity, *x).value};
  }
}

void register_capability(Room& room) {
  room.def("effective_compute", elementwise(&solvers::effective_compute), R"(
      log10 of effective compute: log10 A + log10 C_b + a_c log10(C/C_b).

      compute_flop C and break_flop C_b > 0 FLOP, algorithms A > 0, exponent a_c in [0, 1]. Arrays are broadcast.

      >>> effective_compute(1e26, 100.0)
      28.0)",
           "compute_flop"_a, "algorithms"_a, "exponent"_a = 1.0, "break_flop"_a = 1.0);
  room.def("algorithm_growth", elementwise(&solvers::algorithm_growth), R"(
      Growth a year (a factor) of algorithms that double in so many months > 0, 2^(12/months).

      >>> round(algorithm_growth(8.0), 6)
      2.828427)",
           "doubling_months"_a);
  room.def("lead_months", elementwise(&solvers::lead_months), R"(
      Months that a ratio of effective compute is worth, 12 ln(ratio)/ln(growth). ratio > 0, growth_per_year > 1. Arrays are broadcast.

      >>> round(lead_months(2.0, 4.1 * algorithm_growth(8.0)), 6)
      3.394026)",
           "ratio"_a, "growth_per_year"_a);
  room.def("lead_decay", elementwise(&solvers::lead_decay), R"(
      Lead with spillover, the solution of L' = g - lambda L. spillover lambda >= 0 a year, t_years >= 0. Arrays are broadcast.

      >>> round(lead_decay(0.2, 0.1, 1.0, 10.0), 6)
      1.632121)",
           "growth_gap"_a, "spillover"_a, "first_lead"_a, "t_years"_a);
  room.record<Takeoff>(
      "Level at the time asked for (infinity from the blow-up on) and the time of the blow-up (infinity if there is none).");
  room.def("takeoff", &solvers::takeoff, R"(
      Solution of S' = k S^r: slow for r < 1, exponential at r = 1, infinite in finite time for r > 1.

      returns r finite; k, t >= 0; first_level S(0) > 0.

      >>> takeoff(1.5, 0.5, 2.0).blow_up, round(takeoff(1.5, 0.5, 2.0).level, 12)
      (4.0, 4.0))",
           "returns"_a, "k"_a, "t"_a, "first_level"_a = 1.0);
  room.record<Theft>("Probability of any theft in the time, and the mean time to the first in years.");
  room.def("theft_hazard", &solvers::theft_hazard, R"(
      Probability of any theft from so many sites in so many years, 1 - exp(-h m T). All >= 0.

      >>> round(theft_hazard(0.05, 3, 3).probability, 6)
      0.362372)",
           "hazard_per_site_year"_a, "sites"_a, "years"_a);
}

void register_scaling(Room& room) {
  room.record<ScalingLaw>(
      "Loss E + A/N^alpha + B/D^beta of a model with N parameters trained on D tokens. All >= 0, the last four > 0.\n\n"
      "HOFFMANN_2022 is the law of Hoffmann et al. 2022 as printed: the rounded constants are biased towards many tokens.\n"
      "BESIROGLU_2024 is the refit of Besiroglu et al. 2024.");
  room.record<Training>("Parameters, tokens and loss of a training run.");
  room.constant("HOFFMANN_2022", solvers::hoffmann_2022);
  room.constant("BESIROGLU_2024", solvers::besiroglu_2024);
  room.def("scaling_loss", &solvers::scaling_loss, R"(
      Loss of a model with these parameters and tokens, both > 0.

      >>> round(scaling_loss(BESIROGLU_2024, 1e10, 2e11), 4)
      2.1308)",
           "law"_a, "parameters"_a, "tokens"_a);
  room.def("compute_optimal", &solvers::compute_optimal, R"(
      Best split of C = 6 N D > 0 FLOP between parameters and tokens.

      >>> best = compute_optimal(BESIROGLU_2024, 1e25)
      >>> round(best.tokens / best.parameters, 3)
      17.114)",
           "law"_a, "compute_flop"_a);
}

}  // namespace race

void register_race(Room& room) {
  room.elementwise_record<PublicSafety>("Safety of the leader and of the second lab when all capabilities are known.");
  room.def("race_safety", &race::race_safety, R"(
      Safety in [0, 1] that labs choose in equilibrium, by what they know.

      "none" needs the capability spread mu > 0: min(1, mu/(n e)). "private" needs the lab's own capability c >= 0: min(1, c/(n e - e + 1)).
      "public" needs the gap >= 0 between the first two and gives the safety of both: min(1, gap/e), and gap less for the second.
      labs n >= 1, whole; enmity e in [0, 1]. One lab alone is no race: its safety is 1. Arrays are broadcast.
      Source: Armstrong, Bostrom & Shulman 2016.

      >>> race_safety("none", 5, 1.0, spread=1.0)
      0.2
      >>> race_safety("private", 2, 0.5, capability=0.75)
      0.5
      >>> race_safety("public", 2, 0.5, gap=0.25)
      PublicSafety(leader=0.5, second=0.25))",
           "information"_a, "labs"_a, "enmity"_a, py::kw_only(), "spread"_a = py::none(), "capability"_a = py::none(),
           "gap"_a = py::none());
  room.def(
      "race_risk",
      [](const race::Known& known, const Numbers& labs, const Numbers& enmity, const Numbers& spread) {
        const auto information = race::information_of(Reader{"race_risk"}, known);
        const auto risk = [information](int n, double e, double mu) { return solvers::race_risk(information, n, e, mu); };
        return race::for_labs("race_risk", risk)(labs, enmity, spread);
      },
      R"(
      Probability that the race ends in disaster, 1 - E[safety of the winner], with arguments as for `race_safety`. Arrays are broadcast.

      >>> race_risk("none", 5, 1.0, 1.0)
      0.8
      >>> race_risk("private", [2, 3, 4], 0.5, 4.0).round(4)      # more labs, less danger: possible
      array([0.0469, 0.0312, 0.0305]))",
      "information"_a, "labs"_a, "enmity"_a, "spread"_a);
  race::register_capability(room);
  race::register_scaling(room);
}

}  // namespace entrepot::binding
