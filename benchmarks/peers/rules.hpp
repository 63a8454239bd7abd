// The rules of the network, number by number: what both forms of the workload share, so that they do the same arithmetic. Their loops, their
// memory and what they know of a library are their own.
#pragma once
#include <cstdint>
#include <vector>

#include "entrepot/base/luck.hpp"
#include "entrepot/base/real.hpp"

namespace peers {
namespace ep = entrepot;
namespace real = entrepot::real;

inline constexpr std::size_t neighbours = 12;
inline constexpr ep::Purpose partner{"peers.partner"}, act{"peers.act"}, wiring{"peers.wiring"}, character{"peers.character"};

struct Parameters {
  double their_share, tie_share;        ///< exponents of the other's power and of the tie in the worth of trade
  double greed, superiority;            ///< worth of coercion: greed (mine/theirs)^superiority
  double temper;                        ///< how sharply the better act is preferred
  double profit, trust, loot, outrage;  ///< what acts do to power and tie
  double fading;                        ///< of power, towards 1
};
inline constexpr Parameters standard{0.35, 0.5, 0.6, 0.8, 2.0, 0.02, 0.1, 0.05, 0.3, 0.05};

/// x^y, as the library does it, and by exp and log (some ulp off, and cheaper).
struct ByPow {
  static double power(double x, double y) { return real::pow(x, y); }
};
struct ByExpAndLog {
  static double power(double x, double y) { return real::exp(y * real::log(x)); }
};

template <class Powers> double worth_of_trade(double mine, double openness, double theirs, double tie, const Parameters& p) {
  return Powers::power(mine, openness) * Powers::power(theirs, p.their_share) * Powers::power(tie, p.tie_share);
}
template <class Powers> double worth_of_coercion(double mine, double theirs, const Parameters& p) {
  return p.greed * Powers::power(mine / theirs, p.superiority);
}
inline double chance_of_trade(double trade, double coercion, const Parameters& p) {
  return 1.0 / (1.0 + real::exp(-(p.temper * (trade - coercion))));
}
inline void trade(double& mine, double& theirs, double& tie, double worth, const Parameters& p) {
  mine += p.profit * worth;
  theirs += p.profit * worth;
  tie += p.trust * (1.0 - tie);
}
inline void coerce(double& mine, double& theirs, double& tie, const Parameters& p) {
  const double taken = p.loot * theirs;
  mine += taken;
  theirs -= taken;
  tie *= 1.0 - p.outrage;
}
inline double faded(double power, const Parameters& p) { return power + p.fading * (1.0 - power); }

/// Which of the neighbours a uniform picks.
inline std::size_t pick(double u, std::size_t of) { return static_cast<std::size_t>(u * static_cast<double>(of)); }

/// Where every run of `agents` begins: 12 different others for each, in the order of agents.
struct Start {
  std::vector<std::int32_t> target;
  std::vector<double> strength, openness, power;
};
inline Start start(std::size_t agents) {
  Start s;
  for (std::size_t i = 0; i < agents; ++i) {
    pcg32 wires = ep::Luck(ep::RunKey{}, 0, wiring).engine(ep::Key{i});
    while (s.target.size() < (i + 1) * neighbours) {
      const auto j = static_cast<std::int32_t>(wires() % agents);
      bool fresh = static_cast<std::size_t>(j) != i;
      for (std::size_t e = i * neighbours; e < s.target.size(); ++e) fresh = fresh && s.target[e] != j;
      if (!fresh) continue;
      s.target.push_back(j);
      s.strength.push_back(0.1 + 0.8 * (static_cast<double>(wires()) * 0x1p-32));
    }
    const double u = ep::Luck(ep::RunKey{}, 0, character).uniform(ep::Key{i});
    s.openness.push_back(0.2 + 0.3 * u);
    s.power.push_back(0.5 + u);
  }
  return s;
}

}  // namespace peers
