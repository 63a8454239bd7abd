// solvers/building.hpp: time to build, wafers and yield, learning, data centres (model_equations 2.3).
#pragma once
#include <cstdint>
#include <span>

namespace entrepot::solvers {

/// Time to build: what is started in `period` leaves exactly ring.size() periods later. The ring holds what is under way; the slot of a
/// period is period mod size, so the only state is the ring. An empty ring has no lag. Amounts are finite, period >= 0.
double pipeline_step(std::span<double> ring, std::int64_t period, double started);
/// A whole series: finished[t] = under_way[t] for t < lag, else started[t - lag]; lag = under_way.size().
void pipeline(std::span<const double> started, std::span<const double> under_way, std::span<double> finished);

/// Gross dies on a round wafer: pi d^2/(4A) - pi d/sqrt(2A), at least 0. Millimetres and square millimetres, both > 0.
double dies_per_wafer(double diameter_mm, double die_area_mm2);

// Yield of a die of area A (cm2) at defect density D0 (per cm2), both >= 0.
double yield_poisson(double area_cm2, double defects_per_cm2);  ///< exp(-A D0)
double yield_murphy(double area_cm2, double defects_per_cm2);   ///< ((1 - exp(-A D0))/(A D0))^2, Murphy 1964
double yield_seeds(double area_cm2, double defects_per_cm2);    ///< 1/(1 + A D0)
/// (1 + A D0/a)^(-a), Stapper 1983. Clustering a > 0; infinity gives Poisson.
double yield_negative_binomial(double area_cm2, double defects_per_cm2, double clustering);
/// Defect density at which yield_negative_binomial is `yield` in (0, 1].
double defects_of_yield(double area_cm2, double yield, double clustering);

/// Wright: cost after cumulative output has grown by `ratio`: ratio^log2(1 - LR). ratio > 0, learning rate LR in [0, 1).
double learning_curve(double ratio, double learning_rate);

/// Defect density along learning by doing, engineering and denial of tools.
struct DefectPath {
  double floor = 0.05;       ///< D_inf >= 0 per cm2
  double first = 0;          ///< D_00 >= D_inf, at ratio 1 and quarter 0 without denial
  double learning_rate = 0;  ///< LR in [0, 1)
  double engineering = 0;    ///< v_eng >= 0 a quarter
  double denial_effect = 0;  ///< zeta >= 0
};
/// D0 = D_inf + (D_00 - D_inf) ratio^log2(1-LR) exp(-v_eng T) (1 + zeta denial). ratio = Qcum/Q_0 > 0, quarters T >= 0, denial in [0, 1].
double defect_density(const DefectPath& path, double ratio, double quarters, double tool_denial);

/// Good AI chips: the scarcest of good logic dies, memory stacks/stacks_per_chip (> 0) and packaging capacity. All >= 0.
double ai_chip_output(double good_dies, double memory_stacks, double stacks_per_chip, double packaging);

enum class Bottleneck : std::uint8_t { chips, power, shells };
struct DataCentreOutput {
  double online = 0;                          ///< chips that run
  Bottleneck bottleneck = Bottleneck::chips;  ///< what binds; of equals the first
};
/// min(chips, MW x 1000/kW a chip, shells): shells counted in chips they hold. All >= 0, kW > 0.
DataCentreOutput data_centre_output(double chips, double power_mw, double kw_per_chip, double shells);

}  // namespace entrepot::solvers
