// solvers/real_option.hpp: when to build under uncertainty (model_equations 2.3; Dixit & Pindyck 1994; Majd & Pindyck 1987).
#pragma once
#include <span>

namespace entrepot::solvers {

inline constexpr double max_policy_sigma = 0.6;  ///< sigma^2 = min(0.36, ...)

struct RealOption {
  double beta1 = 0, beta2 = 0;  ///< roots of sigma^2 b (b-1)/2 + (r - delta) b - r = 0; beta1 > 1, beta2 < 0
  double multiple = 0;          ///< V*/I without lag, beta1/(beta1 - 1)
  double lag_multiplier = 1;    ///< exp(delta h)
  double trigger = 0;           ///< V*/I with lag: multiple x lag_multiplier
};
/// r > 0, delta > 0 a year, sigma >= 0 a root-year (0: the exact limit, V*/I = max(1, r/delta)), lag h >= 0 years.
RealOption real_option(double r, double delta, double sigma, double lag_years);

/// sqrt(min(0.36, sigma_P^2 + lambda J^2)): toggles a year times the squared jump of ln V between regimes. All >= 0.
double policy_sigma(double sigma, double toggles_per_year, double jump);

/// sum_t exp(-(r + dep) t dt) flow_t, t = 1, 2, ... (flows at the end of each period). r + dep > -1, dt > 0.
double present_value(std::span<const double> flow, double r, double depreciation, double dt_years);

/// V = sum Pr(regime) value + subsidy. Probabilities >= 0 that sum to 1 within 1e-9; same length >= 1.
double regime_value(std::span<const double> probability, std::span<const double> value, double subsidy);

/// Share of projects whose trigger is met: Phi(ln(V/V_trig)/s). V (0 if negative), V_trig > 0, s >= 0 (0: none or all, half at equality).
double share_started(double value, double trigger_value, double dispersion);

}  // namespace entrepot::solvers
