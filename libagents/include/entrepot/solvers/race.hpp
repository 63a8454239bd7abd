// solvers/race.hpp: how much safety labs give up to win (Armstrong, Bostrom & Shulman 2016; model_equations 2.5).
//
// n labs, capabilities uniform on [0, mu], each chooses safety s in [0, 1]; the lab with the largest c - s wins, the win is a disaster
// with probability 1 - s. Losing to a safe winner is worth 1 - e (enmity e): e = 1 means losing is as bad as disaster.
// n = 1 is no race: s = 1 and risk 0 at every level of information (the formulas hold for n >= 2 and would say otherwise).
#pragma once
#include <cstdint>

namespace entrepot::solvers {

/// none: nobody knows any capability, not even its own; own: each knows its own (the paper's "private"); all: everybody knows all
/// (the paper's "public").
enum class Information : std::uint8_t { none, own, all };

/// No information: s* = min(1, mu/(n e)). n >= 1, e in [0, 1], mu > 0; e = 0 gives 1.
double race_safety_none(int labs, double enmity, double spread);
/// Own capability known: s*(c) = min(1, c/(n e - e + 1)), c >= 0.
double race_safety_private(int labs, double enmity, double capability);
struct PublicSafety {
  double leader = 1;  ///< min(1, gap/e); e = 0 gives 1
  double second = 1;  ///< max(0, leader - gap)
};
/// All capabilities known: gap = c1 - c2 >= 0 between the first two.
PublicSafety race_safety_public(int labs, double enmity, double gap);

/// Probability of disaster, 1 - E[s of the winner].
///   none    max(0, 1 - mu/(n e))
///   private 1 - n mu/((n+1) K) if mu <= K, else (K/mu)^n/(n+1);  K = n e - e + 1
///   public  a = e/mu < 1: 1 - [1 - (1-a)^(n+1)]/(a (n+1));  a >= 1: 1 - mu/(e (n+1))
double race_risk(Information information, int labs, double enmity, double spread);

}  // namespace entrepot::solvers
