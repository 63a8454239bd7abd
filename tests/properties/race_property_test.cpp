// The race: no profitable deviation on a grid, and the risk integrals by simulation.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <pcg_random.hpp>
#include <vector>

#include "entrepot/solvers/capability.hpp"
#include "entrepot/solvers/race.hpp"
#include "support/armstrong.hpp"

namespace {

using namespace entrepot::solvers;
using entrepot::testing::win_probability;

/// One lab's payoff: it wins with probability p and is safe with s, else a rival wins who is safe with `other`.
double payoff(double p, double s, double other, double enmity) { return p * s + (1 - p) * other * (1 - enmity); }

TEST(RaceProperty, NoInformationHasNoProfitableDeviation) {
  for (const int n : {2, 3, 5, 8})
    for (const double e : {.2, .5, 1.})
      for (const double mu : {.3, 1., 3.}) {
        const double s = race_safety_none(n, e, mu), base = payoff(1. / n, s, s, e);
        for (int i = 0; i <= 2000; ++i) {
          const double x = i / 2000.;
          EXPECT_LE(payoff(win_probability(n, (s - x) / mu), x, s, e), base + 1e-14) << n << ' ' << e << ' ' << mu << ' ' << x;
        }
      }
}

// With own capability c and rivals playing s(c') = c'/K, the rival's score c' - s(c') is c'(1 - 1/K). Deviating to x wins against rivals
// below h = (c - x)/(1 - 1/K); the winner among the others, if above h, is as safe as its capability says. Midpoint integration over the
// largest rival, whose density is (n-1) c'^(n-2)/mu^(n-1).
double private_payoff(int n, double e, double mu, double c, double x) {
  const double k = (n - 1) * e + 1, h = std::clamp((c - x) / (1 - 1 / k), 0., mu);
  const double wins = std::pow(h / mu, n - 1);
  double others = 0;
  const int steps = 4000;
  for (int i = 0; i < steps; ++i) {
    const double rival = h + (mu - h) * (i + .5) / steps;
    others += (n - 1) * std::pow(rival, n - 2) / std::pow(mu, n - 1) * (rival / k) * (mu - h) / steps;
  }
  return wins * x + others * (1 - e);
}

TEST(RaceProperty, PrivateInformationHasNoProfitableDeviation) {
  for (const int n : {2, 3, 5})
    for (const double e : {.3, .7, 1.}) {
      const double mu = .8;  // below K: nobody is fully safe
      for (const double c : {.1, .4, .8}) {
        const double base = private_payoff(n, e, mu, c, race_safety_private(n, e, c));
        for (int i = 0; i <= 100; ++i)
          EXPECT_LE(private_payoff(n, e, mu, c, i / 100.), base + 1e-7) << n << ' ' << e << ' ' << c << ' ' << i;
      }
    }
}

TEST(RaceProperty, PublicInformationHasNoProfitableDeviation) {
  for (const double e : {.2, .6, 1.})
    for (const double gap : {.05, .3, .9, 1.5}) {
      const auto s = race_safety_public(2, e, gap);
      // The leader wins iff gap >= x - second; the second must undercut the leader by the gap.
      const double leads = s.leader, follows = s.leader * (1 - e);
      for (int i = 0; i <= 1000; ++i) {
        const double x = i / 1000.;
        const bool leader_wins = gap - x >= -s.second - 1e-12;
        EXPECT_LE(leader_wins ? x : s.second * (1 - e), leads + 1e-9);
        const bool second_wins = -x > gap - s.leader + 1e-12;
        EXPECT_LE(second_wins ? x : s.leader * (1 - e), follows + 1e-9) << e << ' ' << gap << ' ' << x;
      }
    }
}

// 40,000 races a case with a fixed seed. The winner's 1 - s lies in [0, 1], so its variance is at most risk (1 - risk) and |z| < 4 has an
// error rate below 1e-4 a comparison.
TEST(RaceProperty, RisksAreTheMeansOfSimulatedRaces) {
  pcg32 random(20241218, 7);
  const auto uniform = [&] { return (static_cast<double>(random()) + .5) * 0x1p-32; };
  const int races = 40'000;
  for (const int n : {2, 3, 7})
    for (const double e : {.15, .6, 1.})
      for (const double mu : {.6, 1.7, 6.}) {
        double own = 0, all = 0;
        for (int i = 0; i < races; ++i) {
          double first = 0, second = 0;
          for (int l = 0; l < n; ++l) {
            const double c = mu * uniform();
            second = std::max(second, std::min(first, c));
            first = std::max(first, c);
          }
          own += 1 - race_safety_private(n, e, first);  // c - s(c) does not fall in c, so the ablest wins
          all += 1 - race_safety_public(n, e, first - second).leader;
        }
        const auto z = [&](double sum, double risk) { return (sum / races - risk) / std::sqrt(risk * (1 - risk) / races); };
        EXPECT_LT(std::abs(z(own, race_risk(Information::own, n, e, mu))), 4) << n << ' ' << e << ' ' << mu;
        EXPECT_LT(std::abs(z(all, race_risk(Information::all, n, e, mu))), 4) << n << ' ' << e << ' ' << mu;
      }
}

TEST(RaceProperty, RiskRisesWithEnmityAndFallsWithSpread) {
  for (const auto information : {Information::none, Information::own, Information::all})
    for (const int n : {2, 4, 30})
      for (double e = .05; e < 1; e += .05)
        for (double mu = .2; mu < 6; mu *= 1.4) {
          const double risk = race_risk(information, n, e, mu);
          EXPECT_GE(risk, 0);
          EXPECT_LE(risk, 1);
          EXPECT_LE(risk, race_risk(information, n, std::min(1., e + .05), mu) + 1e-15);
          EXPECT_GE(risk, race_risk(information, n, e, mu * 1.4) - 1e-15);
        }
}

TEST(ScalingProperty, OptimumBeatsItsNeighbours) {
  for (const auto& law : {hoffmann_2022, besiroglu_2024})
    for (double c = 1e20; c < 1e29; c *= 7) {
      const auto best = compute_optimal(law, c);
      EXPECT_NEAR(6 * best.parameters * best.tokens / c, 1, 1e-14);
      for (const double f : {.9, .999, 1.001, 1.1}) EXPECT_LE(best.loss, scaling_loss(law, best.parameters * f, best.tokens / f));
    }
}

TEST(TakeoffProperty, SolvesItsEquation) {  // central difference against k S^r
  for (const double r : {-.5, 0., .5, 1., 1.3, 2.})
    for (const double s0 : {.3, 1., 4.}) {
      const double k = .1, t = .8, h = 1e-5, s = takeoff(r, k, t, s0).level;
      const double slope = (takeoff(r, k, t + h, s0).level - takeoff(r, k, t - h, s0).level) / (2 * h);
      EXPECT_NEAR(slope / (k * std::pow(s, r)), 1, 1e-8) << r << ' ' << s0;
    }
}

}  // namespace
