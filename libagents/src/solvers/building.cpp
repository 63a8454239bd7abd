#include "entrepot/solvers/building.hpp"

#include <algorithm>
#include <numbers>
#include <utility>

#include "entrepot/base/real.hpp"
#include "solvers/domain.hpp"

namespace entrepot::solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

/// Mean number of defects of a die.
double defects(const Domain& domain, double area_cm2, double defects_per_cm2) {
  domain.non_negative("area_cm2", area_cm2);
  domain.non_negative("defects_per_cm2", defects_per_cm2);
  return area_cm2 * defects_per_cm2;
}

}  // namespace

double pipeline_step(std::span<double> ring, std::int64_t period, double started) {
  const Domain domain{"pipeline_step"};
  if (period < 0) domain.fail("period", std::to_string(period), ">= 0");
  domain.finite("started", started);
  if (ring.empty()) return started;
  return std::exchange(ring[static_cast<std::size_t>(period) % ring.size()], started);  // what was put here one lag ago leaves
}

void pipeline(std::span<const double> started, std::span<const double> under_way, std::span<double> finished) {
  const Domain domain{"pipeline"};
  domain.same_size("finished", finished.size(), started.size());
  domain.each(started, [&](double x) { domain.finite("started", x); });
  domain.each(under_way, [&](double x) { domain.finite("under_way", x); });
  const std::size_t lag = under_way.size();
  for (std::size_t t = 0; t < started.size(); ++t) finished[t] = t < lag ? under_way[t] : started[t - lag];
}

double dies_per_wafer(double diameter_mm, double die_area_mm2) {
  const Domain domain{"dies_per_wafer"};
  domain.positive("diameter_mm", diameter_mm);
  domain.positive("die_area_mm2", die_area_mm2);
  const double whole = std::numbers::pi * diameter_mm * diameter_mm / (4 * die_area_mm2);
  const double edge = std::numbers::pi * diameter_mm / real::sqrt(2 * die_area_mm2);
  return std::max(0.0, whole - edge);
}

double yield_poisson(double area_cm2, double defects_per_cm2) {
  return real::exp(-defects(Domain{"yield_poisson"}, area_cm2, defects_per_cm2));
}

double yield_murphy(double area_cm2, double defects_per_cm2) {
  const double x = defects(Domain{"yield_murphy"}, area_cm2, defects_per_cm2);
  if (x == 0) return 1;
  const double mean = -real::expm1(-x) / x;
  return mean * mean;
}

double yield_seeds(double area_cm2, double defects_per_cm2) { return 1 / (1 + defects(Domain{"yield_seeds"}, area_cm2, defects_per_cm2)); }

double yield_negative_binomial(double area_cm2, double defects_per_cm2, double clustering) {
  const Domain domain{"yield_negative_binomial"};
  const double x = defects(domain, area_cm2, defects_per_cm2);
  domain.holds(clustering > 0, "clustering", clustering, "> 0");
  if (clustering == infinity) return real::exp(-x);
  return real::exp(-clustering * real::log1p(x / clustering));
}

double defects_of_yield(double area_cm2, double yield, double clustering) {
  const Domain domain{"defects_of_yield"};
  domain.positive("area_cm2", area_cm2);
  domain.holds(yield > 0 && yield <= 1, "yield", yield, "(0, 1]");
  domain.holds(clustering > 0, "clustering", clustering, "> 0");
  const double loss = -real::log(yield);
  return (clustering == infinity ? loss : clustering * real::expm1(loss / clustering)) / area_cm2;
}

double learning_curve(double ratio, double learning_rate) {
  const Domain domain{"learning_curve"};
  domain.positive("ratio", ratio);
  domain.below_one("learning_rate", learning_rate);
  return real::pow(1 - learning_rate, real::log2(ratio));  // = ratio^log2(1 - LR), exact at every doubling
}

double defect_density(const DefectPath& path, double ratio, double quarters, double tool_denial) {
  const Domain domain{"defect_density"};
  domain.non_negative("floor", path.floor);
  domain.holds(path.first >= path.floor && path.first < infinity, "first", path.first, ">= floor and finite");
  domain.below_one("learning_rate", path.learning_rate);
  domain.non_negative("engineering", path.engineering);
  domain.non_negative("denial_effect", path.denial_effect);
  domain.positive("ratio", ratio);
  domain.non_negative("quarters", quarters);
  domain.probability("tool_denial", tool_denial);
  return path.floor + (path.first - path.floor) * learning_curve(ratio, path.learning_rate) * real::exp(-path.engineering * quarters) *
                          (1 + path.denial_effect * tool_denial);
}

double ai_chip_output(double good_dies, double memory_stacks, double stacks_per_chip, double packaging) {
  const Domain domain{"ai_chip_output"};
  domain.non_negative("good_dies", good_dies);
  domain.non_negative("memory_stacks", memory_stacks);
  domain.positive("stacks_per_chip", stacks_per_chip);
  domain.non_negative("packaging", packaging);
  return std::min({good_dies, memory_stacks / stacks_per_chip, packaging});
}

DataCentreOutput data_centre_output(double chips, double power_mw, double kw_per_chip, double shells) {
  const Domain domain{"data_centre_output"};
  domain.non_negative("chips", chips);
  domain.non_negative("power_mw", power_mw);
  domain.positive("kw_per_chip", kw_per_chip);
  domain.non_negative("shells", shells);
  DataCentreOutput out{chips, Bottleneck::chips};
  const double powered = power_mw * 1000 / kw_per_chip;
  if (powered < out.online) out = {powered, Bottleneck::power};
  if (shells < out.online) out = {shells, Bottleneck::shells};
  return out;
}

}  // namespace entrepot::solvers
