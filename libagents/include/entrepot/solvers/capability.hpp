// solvers/capability.hpp: effective compute, leads, takeoff, theft and scaling laws (model_equations 2.5; oracles 3g).
#pragma once

namespace entrepot::solvers {

/// kappa = log10 A + log10 C_b + a_c log10(C/C_b): log10 of effective compute. C > 0 FLOP, A > 0, exponent a_c in [0, 1], break C_b > 0
/// FLOP (the frontier's C when a_c left 1; without effect at a_c = 1).
double effective_compute(double compute_flop, double algorithms, double exponent, double break_flop);

/// Growth a year (factor) of algorithms that double every so many months: 2^(12/months), months > 0 (infinity: 1).
double algorithm_growth(double doubling_months);
/// Months that a ratio of effective compute is worth: 12 ln(ratio)/ln(growth a year). ratio > 0 (below 1: behind), growth > 1.
double lead_months(double ratio, double growth_per_year);

/// Lead with spillover: L' = g - lambda L, exact: L0 exp(-lambda t) + g (1 - exp(-lambda t))/lambda (lambda = 0: L0 + g t).
/// growth gap g and L0 finite, lambda >= 0, t >= 0 years.
double lead_decay(double growth_gap, double spillover, double first_lead, double t_years);

struct Takeoff {
  double level = 0;    ///< S(t); infinity from the blow-up on
  double blow_up = 0;  ///< time of blow-up; infinity if r <= 1 or k = 0
};
/// S' = k S^r, S(0) = S0: S0 exp(log1p((1-r) g)/(1-r)), g = k t S0^(r-1); exact at r = 1 (S0 exp(k t)). S0 > 0, k >= 0, t >= 0, r finite.
Takeoff takeoff(double returns, double k, double t, double first_level);

struct Theft {
  double probability = 0;  ///< of any theft in the time, 1 - exp(-h m T)
  double mean_time = 0;    ///< years to the first, 1/(h m); infinity at zero hazard
};
/// hazard h a site and year, sites m, years T: all >= 0.
Theft theft_hazard(double hazard_per_site_year, double sites, double years);

/// Loss E + A/N^alpha + B/D^beta of a model with N parameters trained on D tokens (Hoffmann et al. 2022). All five >= 0, the last four > 0.
struct ScalingLaw {
  double irreducible, parameter_scale, token_scale, parameter_exponent, token_exponent;
};
inline constexpr ScalingLaw hoffmann_2022{1.69, 406.4, 410.7, 0.34, 0.28};
inline constexpr ScalingLaw besiroglu_2024{1.8172, 482.01, 2085.43, 0.3478, 0.3658};  ///< refit; the rounded first fit is biased
struct Training {
  double parameters = 0, tokens = 0, loss = 0;
};
double scaling_loss(const ScalingLaw& law, double parameters, double tokens);
/// Best split of C = 6 N D: N = G (C/6)^(beta/(alpha+beta)), G = (alpha A/(beta B))^(1/(alpha+beta)), D = C/(6 N). C > 0 FLOP.
Training compute_optimal(const ScalingLaw& law, double compute_flop);

}  // namespace entrepot::solvers
