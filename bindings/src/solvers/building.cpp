#include "entrepot/solvers/building.hpp"

#include "entrepot/solvers/real_option.hpp"
#include "solvers.hpp"

namespace entrepot::binding {
namespace building {

std::string name_of(const solvers::DataCentreOutput& o) {
  constexpr std::array<const char*, 3> names{"chips", "power", "shells"};
  return names[static_cast<std::size_t>(o.bottleneck)];
}

}  // namespace building

using solvers::DataCentreOutput, solvers::RealOption;
template <> inline constexpr auto record<RealOption> =
    named<&RealOption::beta1, &RealOption::beta2, &RealOption::multiple, &RealOption::lag_multiplier, &RealOption::trigger>(
        "RealOption", "beta1 beta2 multiple lag_multiplier trigger");
template <> inline constexpr auto record<DataCentreOutput> = named<&DataCentreOutput::online, &building::name_of>("DataCentreOutput",
                                                                                                                  "online bottleneck");

namespace building {

void register_real_option(Room& room) {
  room.record<RealOption>("Roots beta1 > 1 and beta2 < 0, V*/I without lag, exp(delta lag), and V*/I with it.");
  room.def("real_option", &solvers::real_option, R"(
      Trigger of an investment under uncertainty, with a lag.

      r, delta > 0 a year; sigma >= 0 a root-year (0 gives the exact limit max(1, r/delta)); lag_years >= 0.
      Sources: Dixit & Pindyck 1994; Majd & Pindyck 1987 (the lag).

      >>> option = real_option(0.04, 0.04, 0.2)
      >>> round(option.beta1, 12), round(option.multiple, 12)
      (2.0, 2.0))",
           "r"_a, "delta"_a, "sigma"_a, "lag_years"_a = 0.0);
  room.def("policy_sigma", elementwise(&solvers::policy_sigma), R"(
      Volatility with policy risk: sqrt(min(0.36, sigma^2 + toggles jump^2)), jump = difference of ln V between regimes. All >= 0.

      >>> round(policy_sigma(0.2, 0.5, 0.4), 6)
      0.34641)",
           "sigma"_a, "toggles_per_year"_a, "jump"_a);
  room.def(
      "present_value",
      [](const Numbers& flow, double r, double depreciation, double dt_years) {
        return solvers::present_value(Reader{"present_value"}.row("flow", flow), r, depreciation, dt_years);
      },
      R"(
      sum_t exp(-(r + depreciation) t dt) flow_t, flows at the end of each period of dt_years > 0. Rates are a year.

      >>> round(present_value([100.0, 100.0], 0.1, 0.1, 0.5), 6)
      172.356817)",
      "flow"_a, "r"_a, "depreciation"_a = 0.0, "dt_years"_a = 0.25);
  room.def(
      "regime_value",
      [](const Numbers& probability, const Numbers& value, double subsidy) {
        const Reader in{"regime_value"};
        return solvers::regime_value(in.row("probability", probability), in.row("value", value), subsidy);
      },
      R"(
      Expected value over policy regimes, plus a subsidy. probability and value by regime; probabilities sum to 1.

      >>> regime_value([0.25, 0.75], [8.0, 4.0], 1.0)
      6.0)",
      "probability"_a, "value"_a, "subsidy"_a = 0.0);
  room.def("share_started", elementwise(&solvers::share_started), R"(
      Share of projects whose trigger is met, Phi(ln(V/V_trig)/s).

      value V (0 if negative), trigger_value V_trig > 0, dispersion s >= 0 (0: none or all, half at equality). Arrays are broadcast.

      >>> share_started([-1.0, 2.0], 2.0, 0.8)
      array([0. , 0.5]))",
           "value"_a, "trigger_value"_a, "dispersion"_a);
}

void register_yields(Room& room) {
  room.def("dies_per_wafer", elementwise(&solvers::dies_per_wafer), R"(
      Gross dies on a round wafer, pi d^2/(4A) - pi d/sqrt(2A), at least 0. diameter_mm, die_area_mm2 > 0.

      >>> round(dies_per_wafer(300.0, 814.0), 4)
      63.4792)",
           "diameter_mm"_a, "die_area_mm2"_a);
  room.def("yield_poisson", elementwise(&solvers::yield_poisson), R"(
      Yield of a die of area A >= 0 at D0 >= 0 defects per cm2 that fall at random, exp(-A D0).

      >>> round(yield_poisson(6.65, 0.1), 8)
      0.51427353)",
           "area_cm2"_a, "defects_per_cm2"_a);
  room.def("yield_murphy", elementwise(&solvers::yield_murphy), R"(
      Yield where the density of defects varies, ((1 - exp(-A D0))/(A D0))^2. Source: Murphy 1964.

      >>> round(yield_murphy(6.65, 0.1), 8)
      0.53350716)",
           "area_cm2"_a, "defects_per_cm2"_a);
  room.def("yield_seeds", elementwise(&solvers::yield_seeds), R"(
      Yield where the density of defects is exponential, 1/(1 + A D0).

      >>> round(yield_seeds(6.65, 0.1), 8)
      0.6006006)",
           "area_cm2"_a, "defects_per_cm2"_a);
  room.def("yield_negative_binomial", elementwise(&solvers::yield_negative_binomial), R"(
      Yield where defects cluster, (1 + A D0/a)^(-a); clustering a > 0, infinity gives Poisson. Source: Stapper 1983.

      >>> yield_negative_binomial(6.65, [0.1, 0.2, 0.3]).round(3)
      array([0.548, 0.333, 0.217]))",
           "area_cm2"_a, "defects_per_cm2"_a, "clustering"_a = 3.0);
  room.def("defects_of_yield", elementwise(&solvers::defects_of_yield), R"(
      Defect density at which `yield_negative_binomial` is yield_ in (0, 1].

      >>> defects_of_yield(6.65, [0.2, 0.4, 0.6]).round(3)
      array([0.32 , 0.161, 0.084]))",
           "area_cm2"_a, "yield_"_a, "clustering"_a = 3.0);
}

double defect_density(double ratio, double quarters, double tool_denial, double floor, double first, double learning_rate,
                      double engineering, double denial_effect) {
  return solvers::defect_density({floor, first, learning_rate, engineering, denial_effect}, ratio, quarters, tool_denial);
}

void register_output(Room& room) {
  room.def(
      "pipeline",
      [](const Numbers& started, const Numbers& under_way) {
        const Reader in{"pipeline"};
        const auto s = in.row("started", started), u = in.row("under_way", under_way);
        return filled(s.size(), [&](auto finished) { solvers::pipeline(s, u, finished); });
      },
      R"(
      What is finished in each period when building takes len(under_way) periods and under_way[k] is due in period k.

      >>> pipeline([1.0, 2.0, 3.0, 4.0], [20.0, 10.0])
      array([20., 10.,  1.,  2.]))",
      "started"_a, "under_way"_a);
  room.def("learning_curve", elementwise(&solvers::learning_curve), R"(
      Cost after cumulative output has grown by ratio > 0: ratio^log2(1 - LR), learning_rate LR in [0, 1). Source: Wright 1936.

      >>> learning_curve([2.0, 4.0], 0.2).round(12)
      array([0.8 , 0.64]))",
           "ratio"_a, "learning_rate"_a);
  room.def("defect_density", elementwise(&defect_density), R"(
      Defects per cm2: floor + (first - floor) ratio^log2(1-LR) exp(-engineering quarters) (1 + denial_effect tool_denial).

      ratio > 0 of cumulative output; quarters, engineering a quarter, denial_effect >= 0; tool_denial in [0, 1]; first >= floor >= 0;
      learning_rate LR in [0, 1). Arrays are broadcast.

      >>> round(defect_density(2.0, 0.0, first=0.4, learning_rate=0.2, engineering=0.1, denial_effect=0.3), 12)
      0.33)",
           "ratio"_a, "quarters"_a, "tool_denial"_a = 0.0, py::kw_only(), "floor"_a = 0.05, "first"_a, "learning_rate"_a, "engineering"_a,
           "denial_effect"_a);
  room.def("ai_chip_output", elementwise(&solvers::ai_chip_output), R"(
      The scarcest of good logic dies, memory stacks/stacks_per_chip and packaging capacity. All >= 0, stacks_per_chip > 0.

      >>> ai_chip_output(10.0, 48.0, 6.0, 9.0)
      8.0)",
           "good_dies"_a, "memory_stacks"_a, "stacks_per_chip"_a, "packaging"_a);
  room.record<DataCentreOutput>(R"(Chips that run, and what binds: "chips", "power" or "shells".)");
  room.def("data_centre_output", &solvers::data_centre_output, R"(
      Chips that run: min(chips, 1000 MW/kW, shells), shells counted in chips they hold. All >= 0, kw_per_chip > 0.

      >>> data_centre_output(1000.0, 1.0, 1.25, 900.0)
      DataCentreOutput(online=800.0, bottleneck='power'))",
           "chips"_a, "power_mw"_a, "kw_per_chip"_a, "shells"_a);
}

}  // namespace building

void register_building(Room& room) {
  building::register_real_option(room);
  building::register_yields(room);
  building::register_output(room);
}

}  // namespace entrepot::binding
