// solvers/adoption.hpp: diffusion, choice with network effects, and lock-in (model_equations.md 2.7).
#pragma once
#include <array>
#include <cstddef>
#include <span>

namespace entrepot::solvers {

struct Adoption {
  double cumulative;  ///< F, share of those who will ever adopt
  double rate;        ///< f = dF/dt
};
/// Bass (1969): dF/dt = (p + q F)(1 - F), F(0) = 0: F = (1 - e^-(p+q)t)/(1 + (q/p) e^-(p+q)t). innovation p >= 0 and imitation q >= 0 a unit of
/// time, t >= 0 (infinity allowed). p = 0: nobody ever begins.
Adoption bass(double innovation, double imitation, double t);
struct AdoptionPeak {
  double t, cumulative, rate;
};
/// When the rate is largest: t* = ln(q/p)/(p+q), F* = 1/2 - p/(2q), f* = (p+q)^2/(4q); at the start if q <= p. p > 0.
AdoptionPeak bass_peak(double innovation, double imitation);
/// Exact solution of the same equation over dt from any F in [0, 1]: a stage may change p and q between steps. dt >= 0.
double bass_step(double adopted, double innovation, double imitation, double dt);
/// Bass in whole periods: F(t) = F(t-1) + (p + q F(t-1))(1 - F(t-1)); out[0] = F(1). p, q >= 0, p + q <= 1 (so that F stays in [0, 1]).
void bass_discrete(double innovation, double imitation, std::span<double> out);

/// Shares of a choice with network effects: softmax(advantage_g + network installed_g). The largest exponent is subtracted first, so it is safe
/// at any finite size. -infinity bars an option; not all. advantage < infinity; installed in [0, 1]; network finite.
void logit_share(std::span<const double> advantage, std::span<const double> installed, double network, std::span<double> out);

/// All solutions of m = tanh(K (m + h)), smallest first: one, three, or two where a branch just touches. share = (1 + m)/2, computed so that
/// shares near 0 keep their digits.
struct Equilibria {
  std::size_t count = 0;
  std::array<double, 3> m{}, share{};
};
/// K = beta J >= 0 (coupling), h = field per unit J; finite. Three roots iff K > 1 and |h| < h_c (see lock_in).
/// Branches of h(m) = atanh(m)/K - m are monotone between its turning points +-sqrt(1 - 1/K): one bisection each, to the last bits.
Equilibria mean_field_equilibria(double coupling, double field);
/// Two technologies, advantage d of the first and network strength g: s = sigmoid(d + g (2s - 1)). The same with K = g/2 and h = d/g.
/// advantage finite, network >= 0 and finite.
Equilibria network_equilibria(double advantage, double network);

struct LockIn {
  double m;      ///< spontaneous order: positive root of m = tanh(K m), 0 for K <= 1
  double share;  ///< (1 + m)/2
  double
      critical_field;  ///< h_c = sqrt(1-1/K) - atanh(sqrt(1-1/K))/K per unit J: a smaller disadvantage does not dislodge an incumbent; 0 for K <= 1
};
LockIn lock_in(double coupling);  ///< K >= 0, finite

/// Flow advantage from which switching pays: S r/(1 - e^-rT); S/T for r = 0, S r for T = infinity. cost S >= 0, rate r >= 0, horizon T > 0.
double switching_threshold(double cost, double rate, double horizon);

}  // namespace entrepot::solvers
