// Two sides and one pie: axioms where they hold, and no profitable deviation on a grid.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "entrepot/solvers/bargaining.hpp"
#include "entrepot/solvers/clubs.hpp"
#include "entrepot/solvers/holdup.hpp"
#include "entrepot/solvers/screening.hpp"
#include "support/random.hpp"

namespace {

using namespace entrepot::solvers;
using entrepot::testing::Random;

UserUtility user_power(double exponent) {
  return [exponent](double x) { return std::pow(x, exponent); };
}

TEST(NashProperties, UserUtilitiesMeetTheClosedForms) {
  Random u(1);
  for (int n = 0; n < 200; ++n) {
    const double a = u(.2, 1), b = u(.2, 1), size = u(.1, 100), alpha = u(.1, .9);
    const NashSplit exact = nash(size, PowerUtility{a}, PowerUtility{b}, {}, alpha),
                    found = nash(size, user_power(a), user_power(b), {}, alpha);
    EXPECT_NEAR(found.share_one, exact.share_one, 1e-10 * size) << n;
    EXPECT_NEAR(exact.share_one, alpha * a * size / (alpha * a + (1 - alpha) * b), 1e-12 * size);
  }
}

TEST(NashProperties, NoShareOnAGridIsBetter) {
  Random u(2);
  for (int n = 0; n < 100; ++n) {
    const double size = u(.5, 20), alpha = u(.1, .9), a = u(.3, 1), b = u(.3, 1);
    const Utilities d{u(0, .3) * std::pow(size, a), u(0, .3) * std::pow(size, b)};
    const NashSplit s = nash(size, PowerUtility{a}, user_power(b), d, alpha);
    ASSERT_TRUE(s.deal);
    const auto product = [&](double x) {
      const double one = std::pow(x, a) - d.one, two = std::pow(size - x, b) - d.two;
      return one > 0 && two > 0 ? std::pow(one, alpha) * std::pow(two, 1 - alpha) : 0.0;
    };
    for (int i = 0; i <= 2000; ++i) EXPECT_LE(product(size * i / 2000), product(s.share_one) * (1 + 1e-12)) << n;
    EXPECT_DOUBLE_EQ(s.share_one + s.share_two, size);
  }
}

TEST(NashProperties, KinkedUtilityIsMetAtItsKink) {
  const UserUtility kinked = [](double x) { return x < .6 ? x : .6 + .01 * (x - .6); };
  const NashSplit s = nash(1, kinked, LinearUtility{}, {}, .7);  // without the kink 0.7
  EXPECT_NEAR(s.share_one, .6, 1e-7);
}

TEST(NashProperties, ScaleOfUtilityDoesNotMatter) {
  Random u(3);
  for (int n = 0; n < 100; ++n) {
    const double a = u(.3, 1), scale = u(.01, 100), shift = u(-5, 5), d = u(0, .3), alpha = u(.2, .8);
    const UserUtility plain = user_power(a), scaled = [=](double x) { return scale * std::pow(x, a) + shift; };
    const NashSplit p = nash(1, plain, LinearUtility{}, {d, .1}, alpha),
                    q = nash(1, scaled, LinearUtility{}, {scale * d + shift, .1}, alpha);
    EXPECT_NEAR(p.share_one, q.share_one, 1e-9) << n;
  }
}

TEST(NashProperties, SidesAreSymmetric) {
  Random u(4);
  for (int n = 0; n < 100; ++n) {
    const double a = u(.3, 1), b = u(.3, 1), d1 = u(0, .3), d2 = u(0, .3), alpha = u(.2, .8);
    const NashSplit p = nash(1, PowerUtility{a}, PowerUtility{b}, {d1, d2}, alpha);
    const NashSplit q = nash(1, PowerUtility{b}, PowerUtility{a}, {d2, d1}, 1 - alpha);
    EXPECT_NEAR(p.share_one, q.share_two, 1e-10) << n;
  }
}

TEST(NashProperties, NoSurplusIsNoDeal) {
  for (const NashSplit& s : {nash(1, LinearUtility{}, LinearUtility{}, {.6, .5}), nash(1, PowerUtility{.5}, LinearUtility{}, {.8, .4}),
                             nash(1, user_power(.5), LinearUtility{}, {2, 0})}) {
    EXPECT_FALSE(s.deal);
    EXPECT_EQ(s.share_one, 0);
  }
  EXPECT_EQ(nash(1, LinearUtility{}, LinearUtility{}, {.6, .5}).utility, (Utilities{.6, .5}));
}

std::vector<Utilities> random_points(Random& u) {
  std::vector<Utilities> points;
  for (int i = 0; i < 8; ++i) points.push_back({u(0, 1), u(0, 1)});
  return points;
}

TEST(HullProperties, SolutionsAreEfficientAndInvariant) {
  Random u(5);
  int deals = 0;
  for (int n = 0; n < 300; ++n) {
    const std::vector<Utilities> points = random_points(u);
    const Utilities d{u(0, .5), u(0, .5)};
    const double alpha = u(.2, .8), s1 = u(.1, 10), s2 = u(.1, 10), t1 = u(-3, 3), t2 = u(-3, 3);
    std::vector<Utilities> moved, mirrored;
    for (const Utilities p : points) {
      moved.push_back({s1 * p.one + t1, s2 * p.two + t2});
      mirrored.push_back({p.two, p.one});
    }
    const Utilities moved_d{s1 * d.one + t1, s2 * d.two + t2}, mirrored_d{d.two, d.one};
    const Agreement a = nash(points, d, alpha), b = nash(moved, moved_d, alpha), c = nash(mirrored, mirrored_d, 1 - alpha);
    const Agreement k = kalai_smorodinsky(points, d), l = kalai_smorodinsky(moved, moved_d), m = kalai_smorodinsky(mirrored, mirrored_d);
    EXPECT_EQ(a.deal, k.deal);
    if (!a.deal) continue;
    ++deals;
    EXPECT_NEAR(b.utility.one, s1 * a.utility.one + t1, 1e-9) << n;
    EXPECT_NEAR(l.utility.two, s2 * k.utility.two + t2, 1e-9) << n;
    EXPECT_NEAR(c.utility.two, a.utility.one, 1e-9) << n;
    EXPECT_NEAR(m.utility.two, k.utility.one, 1e-9) << n;
    for (const Utilities p : points)  // every mixture of two points: none better in both, none with a larger product
      for (const Utilities q : points)
        for (int i = 0; i <= 20; ++i) {
          const Utilities x{p.one + (q.one - p.one) * i / 20, p.two + (q.two - p.two) * i / 20};
          EXPECT_FALSE(x.one > k.utility.one + 1e-9 && x.two > k.utility.two + 1e-9) << n;
          if (!(x.one > d.one && x.two > d.two)) continue;
          EXPECT_LE(std::pow(x.one - d.one, alpha) * std::pow(x.two - d.two, 1 - alpha),
                    std::pow(a.utility.one - d.one, alpha) * std::pow(a.utility.two - d.two, 1 - alpha) + 1e-12);
        }
    std::vector<Utilities> fewer{a.utility};  // independence of irrelevant alternatives: fewer points, the same choice among them
    for (std::size_t i = 0; i < points.size(); i += 2) fewer.push_back(points[i]);
    EXPECT_NEAR(nash(fewer, d, alpha).utility.one, a.utility.one, 1e-7) << n;
  }
  EXPECT_GT(deals, 150);
}

TEST(HullProperties, CurveAndItsPointsAgree) {
  const auto circle = [](double x) { return std::sqrt(1 - x * x); };
  std::vector<Utilities> points;
  for (int i = 0; i <= 20'000; ++i) points.push_back({std::sin(i * M_PI_2 / 20'000), std::cos(i * M_PI_2 / 20'000)});
  for (const Utilities d : {Utilities{0, 0}, Utilities{.3, .1}, Utilities{-.5, .2}}) {
    const FrontierCurve curve{circle, 0, 1};
    EXPECT_NEAR(nash(curve, d, .4).utility.one, nash(points, d, .4).utility.one, 1e-4);
    EXPECT_NEAR(kalai_smorodinsky(curve, d).utility.one, kalai_smorodinsky(points, d).utility.one, 1e-7);
    EXPECT_NEAR(egalitarian(curve, d).utility.two, egalitarian(points, d).utility.two, 1e-7);
  }
}

TEST(HullProperties, KalaiSmorodinskyIsMonotoneWhereNashIsNot) {  // the classical example: the set grows, side two gets less from Nash
  const std::vector<Utilities> small{{0, 1}, {.75, .75}, {1, 0}}, large{{0, 1}, {1, .7}, {1, 0}};
  EXPECT_LT(nash(large).utility.two, nash(small).utility.two);
  EXPECT_GT(kalai_smorodinsky(large).utility.two, kalai_smorodinsky(small).utility.two);
}

TEST(RubinsteinProperties, NoOfferOrRefusalOnAGridIsBetter) {
  for (const double d1 : {.5, .9, .99})
    for (const double d2 : {.4, .9, .995}) {
      const double x = rubinstein(d1, d2).first, y = rubinstein(d2, d1).first;  // what each gets when it makes the offer
      const double keep_two = 1 - x, keep_one = 1 - y;                          // what each is offered
      EXPECT_NEAR(keep_two, d2 * y, 1e-12);                                     // the responder is indifferent: refusing gains nothing
      EXPECT_NEAR(keep_one, d1 * x, 1e-12);
      for (int i = 0; i <= 1000; ++i) {  // any other first offer, then equilibrium
        const double offer = i / 1000.0, got = offer >= d2 * y ? 1 - offer : d1 * keep_one;
        EXPECT_LE(got, x + 1e-12);
      }
    }
}

TEST(RubinsteinProperties, FiniteGameIsBackwardInduction) {
  for (const double d1 : {0., .3, .9, 1.})
    for (const double d2 : {0., .7, .95, 1.}) {
      double first = 0, second = 0;  // share of the proposer with n rounds left, by who proposes
      for (std::int64_t n = 1; n <= 60; ++n) {
        const double next_first = 1 - d2 * second, next_second = 1 - d1 * first;
        first = next_first, second = next_second;
        const OfferShares s = rubinstein(d1, d2, n);
        EXPECT_NEAR(s.first, first, 1e-12) << d1 << " " << d2 << " " << n;
        EXPECT_NEAR(s.second, 1 - first, 1e-12);
      }
    }
  EXPECT_NEAR(rubinstein(.9, .8, 1'000'000'000'000).first, rubinstein(.9, .8).first, 1e-15);
}

TEST(RubinsteinProperties, ShortRoundsApproachTheLimit) {
  for (double dt = 1; dt > 1e-12; dt /= 10) EXPECT_NEAR(rubinstein_limit(.1, .05, dt).first, 1.0 / 3, .02 * dt);
  const OfferShares s = rubinstein_limit(.1, .05, 1e-300);
  EXPECT_NEAR(s.first, 1.0 / 3, 1e-15);
  EXPECT_EQ(rubinstein_limit(0, .2).first, 1);  // who does not mind waiting gets all
  EXPECT_EQ(rubinstein_limit(.2, 0, 3).first, 0);
  EXPECT_EQ(rubinstein(.5, 1).first, 0);
  EXPECT_EQ(rubinstein(1, .5).first, 1);
}

TEST(ScreeningProperties, NoDemandOnAGridIsBetter) {
  Random u(6);
  for (int n = 0; n < 100; ++n) {
    const double bound = u(1, 20), cost = u(0, 8), lost = u(0, 30);
    const ScreeningDemand best = screening_demand(bound, cost, lost);
    for (int i = 0; i <= 1000; ++i) {
      const double t = bound * i / 1000, p = t / bound;
      EXPECT_LE((1 - p) * (t - cost) - p * lost, best.expected_utility + 1e-12) << n;
    }
    const double wrong = u(.5, 1.5);  // regret is V e^2/4 where both demands are inside, e = the relative error of the estimate
    const ScreeningDemand off = screening_demand(bound, cost, lost, wrong);
    const bool inside = std::fabs(cost - lost) < .5 * bound;
    EXPECT_GE(off.regret, 0);
    if (!inside) continue;
    EXPECT_NEAR(off.regret, bound * (wrong - 1) * (wrong - 1) / 4, 1e-12 * bound) << n;
  }
}

TEST(ScreeningProperties, AMenuOfSmallCoinsIsADemandForMoney) {
  const std::vector<double> coin(64, .125), certain(64, 1.0);  // 8 in steps of 1/8
  const MenuDemand d = screening_menu({coin, coin, certain}, ValueBelief::uniform(10), {2, -3, 0, 1, 0});
  EXPECT_NEAR(d.host_cost, screening_demand(10, 2, 3).demand, 1e-12);
  EXPECT_NEAR(d.best_expected_utility, screening_demand(10, 2, 3).expected_utility, 1e-12);
  EXPECT_NEAR(d.acceptance_probability, .55, 1e-12);
}

TEST(ScreeningProperties, BestPrefixBeatsEveryOther) {
  Random u(7);
  for (int n = 0; n < 200; ++n) {
    std::vector<double> gain, cost, certain(10, 1.0);
    for (int m = 0; m < 10; ++m) gain.push_back(u(0, 10)), cost.push_back(u(.1, 10));
    const ValueBelief belief = ValueBelief::lognormal(u(1, 4), u(.1, .8));
    const ScreeningStakes stakes{u(0, 10), u(-5, 0), u(0, 5), 1, 0};
    const MenuDemand d = screening_menu({gain, cost, certain}, belief, stakes);
    for (double ratio = 0; ratio < 20; ratio += .1) {  // every prefix is a set {g/k >= ratio}
      double g = 0, t = 0;
      for (std::size_t m = 0; m < 10; ++m)
        if (gain[m] >= ratio * cost[m]) g += gain[m], t += cost[m];
      const double refuse = .5 * std::erfc(-(std::log(t + stakes.disagreement_host) - belief.location) / belief.scale / M_SQRT2);
      EXPECT_LE((1 - refuse) * (g - stakes.risk_cost) + refuse * stakes.disagreement_exporter, d.best_expected_utility + 1e-9) << n;
    }
    EXPECT_EQ(d.prefix, d.best_prefix);
    EXPECT_EQ(d.transfer, 0);
  }
}

TEST(ClubProperties, NobodyGainsByJoiningOrLeaving) {
  for (const std::int32_t states : {2, 5, 10, 60})
    for (const double benefit : {.3, 1., 2.7})
      for (const double sanction : {0., .4, 3., 11.}) {
        const ClubPayoffs pay = abatement_payoffs(states, benefit, 1.3);
        const auto out = [&](std::int32_t k) { return pay.out[static_cast<std::size_t>(k)] - sanction * k / states; };
        const auto in = [&](std::int32_t k) { return pay.in[static_cast<std::size_t>(k)]; };
        const StableClub club = stable_club(pay.in, pay.out, sanction);
        EXPECT_FALSE(club.sizes.empty());
        for (std::int32_t k = 1; k <= states; ++k) {
          const double tiny = 1e-9 * (std::fabs(in(k)) + 1);
          const bool gains = in(k) < out(k - 1) - tiny || (k < states && out(k) < in(k + 1) - tiny);
          EXPECT_EQ(std::count(club.weakly_stable.begin(), club.weakly_stable.end(), k), gains ? 0 : 1) << states << " " << k;
          const bool tie = k < states && std::fabs(out(k) - in(k + 1)) <= tiny;
          EXPECT_EQ(std::count(club.sizes.begin(), club.sizes.end(), k), gains || tie ? 0 : 1) << states << " " << k;
        }
      }
}

TEST(ClubProperties, WhoIsIndifferentJoins) {  // so that the club without sanctions is 3, not 2 or 3; scale does not matter
  for (const double scale : {1., .1, 1. / 3, 1e9}) {
    const ClubPayoffs pay = abatement_payoffs(10, scale, scale);
    EXPECT_EQ(stable_club(pay.in, pay.out).sizes, (std::vector<std::int32_t>{3}));
    EXPECT_EQ(stable_club(pay.in, pay.out).weakly_stable, (std::vector<std::int32_t>{2, 3}));
    EXPECT_EQ(stable_club(pay.in, pay.out, 10 * scale).sizes, (std::vector<std::int32_t>{5}));
  }
}

TEST(ClubProperties, ThresholdIsTheSmallestClubThatPays) {
  for (int n = 1; n <= 60; ++n) EXPECT_EQ(threshold_club(.1, .1 * n), n);  // 1.1/0.1 is above 11 in doubles
  EXPECT_EQ(threshold_club(.1, .1001), 2);
  EXPECT_EQ(threshold_club(5, .1), 1);
}

TEST(ClubProperties, WinSetsShrinkWithEveryRatifier) {
  const std::vector<double> ratifiers{.6, .9, .7};
  const auto zone = zone_of_agreement(.4, ratifiers);
  ASSERT_TRUE(zone.has_value());
  EXPECT_NEAR(zone->low, .4, 1e-15);
  EXPECT_NEAR(zone->high, .8, 1e-15);
  EXPECT_FALSE(zone_of_agreement(.4, std::vector{.6, .3}).has_value());  // they pull apart: only the status quo is left
  EXPECT_FALSE(zone_of_agreement(.4, std::vector{.4}).has_value());
}

TEST(HoldupProperties, HonourIsBestFromTheThresholdOn) {
  Random u(8);
  for (int n = 0; n < 200; ++n) {
    const double rent = u(0, 5), punished = u(-2, 1) * rent, prize = u(0, 30);
    const SeizureThreshold s = seizure_threshold(prize, rent, punished);
    for (int i = 0; i < 1000; ++i) {
      const double delta = i / 1000.0, honour = rent / (1 - delta), seize = prize + delta * punished / (1 - delta);
      if (std::fabs(honour - seize) < 1e-9) continue;
      EXPECT_EQ(honour > seize, delta >= s.critical_discount) << n << " " << delta;
    }
    EXPECT_NEAR(1 / (1 + s.max_discount_rate), s.critical_discount, 1e-12);
  }
  EXPECT_EQ(seizure_threshold(10, 2, 2).critical_discount, 1);  // no punishment: never honours
}

TEST(HoldupProperties, ThePrizeThatDoublesTurnsTheHost) {  // a host with 0.88 honours a prize of 10 and seizes one of 20
  EXPECT_LT(seizure_threshold(10, 2, .5).critical_discount, .88);
  EXPECT_GT(seizure_threshold(20, 2, .5).critical_discount, .88);
}

TEST(HoldupProperties, DelayLimits) {
  EXPECT_TRUE(delay_defection(0, 1e9, .999).waits);  // no impatience: waits for ever for what is better
  EXPECT_FALSE(delay_defection(.1, 0, 1.01).waits);  // the rival is better anyway
  EXPECT_TRUE(delay_defection(.1, 0, 1).waits);
  EXPECT_TRUE(delay_defection(.1, 50, 0).waits);  // no rival
  EXPECT_EQ(delay_defection(1e300, 1e300, .5).defect_share, 1);
}

TEST(HoldupProperties, LeastThreatIsWhereTheTargetGivesIn) {
  const auto loss = [](double t) { return t * t; };
  const auto tariff = least_threat(2, .5, loss, 10);
  ASSERT_TRUE(tariff.has_value());
  EXPECT_NEAR(*tariff, 2, 1e-15);
  EXPECT_TRUE(threat(2, .5, loss(*tariff)).concedes);
  EXPECT_FALSE(threat(2, .5, loss(*tariff - 1e-12)).concedes);
  EXPECT_FALSE(least_threat(2, .5, loss, 1.9).has_value());
  EXPECT_EQ(least_threat(0, 0, loss, 5), 0.0);
  EXPECT_EQ(threat(3, .25, 8).margin, -1);
}

}  // namespace
