// Building: limits, the ring buffer, and the mutations that the tables would miss. Tables: tests/oracles/building_oracle_test.cpp.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <vector>

#include "entrepot/solvers/building.hpp"
#include "entrepot/solvers/real_option.hpp"

namespace {

using namespace entrepot::solvers;
using Numbers = std::vector<double>;
constexpr double inf = std::numeric_limits<double>::infinity();

TEST(RealOption, TextbookCase) {
  const auto o = real_option(.04, .04, .2, 0);
  EXPECT_NEAR(o.beta1, 2, 1e-14);
  EXPECT_NEAR(o.beta2, -1, 1e-14);
  EXPECT_NEAR(o.trigger, 2, 1e-14);
}

TEST(RealOption, RootsSolveTheQuadratic) {  // kills the wrong root and lost digits
  for (const double r : {.01, .04, .12})
    for (const double delta : {.001, .04, .1})
      for (const double sigma : {1e-4, .05, .2, .6}) {
        const auto o = real_option(r, delta, sigma, 0);
        EXPECT_GT(o.beta1, 1);
        EXPECT_LT(o.beta2, 0);
        const double v = sigma * sigma;
        EXPECT_NEAR(o.beta1 * o.beta2 * v / (-2 * r), 1, 1e-12) << r << ' ' << delta << ' ' << sigma;
        EXPECT_NEAR((o.beta1 + o.beta2) * v, v - 2 * (r - delta), 1e-12 * std::max(1., o.beta1 * v));
        EXPECT_NEAR(o.multiple, o.beta1 / (o.beta1 - 1), 1e-9 * o.multiple);
      }
}

TEST(RealOption, CertaintyIsTheExactLimit) {
  EXPECT_DOUBLE_EQ(real_option(.08, .04, 0, 0).multiple, 2);  // r/delta
  EXPECT_DOUBLE_EQ(real_option(.08, .04, 0, 0).beta1, 2);     // r/(r - delta)
  EXPECT_EQ(real_option(.08, .04, 0, 0).beta2, -inf);
  EXPECT_DOUBLE_EQ(real_option(.04, .04, 0, 0).multiple, 1);
  EXPECT_DOUBLE_EQ(real_option(.04, .08, 0, 0).multiple, 1);
  EXPECT_DOUBLE_EQ(real_option(.04, .08, 0, 0).beta2, -1);  // r/(r - delta)
  EXPECT_NEAR(real_option(.08, .04, 1e-9, 0).multiple, 2, 1e-12);
  EXPECT_NEAR(real_option(.04, .08, 1e-9, 0).multiple, 1, 1e-12);
}

TEST(RealOption, RiskAndLagRaiseTheTrigger) {
  double before = 0;
  for (const double sigma : {0., .1, .2, .3, .45, .6}) {
    const double now = real_option(.06, .05, sigma, 0).trigger;
    EXPECT_GT(now, before);
    before = now;
  }
  EXPECT_DOUBLE_EQ(real_option(.06, .05, .2, 3).trigger, real_option(.06, .05, .2, 0).trigger * std::exp(.15));
}

TEST(RealOption, PolicyRiskIsCapped) {
  EXPECT_EQ(policy_sigma(.2, 0, 5), .2);
  EXPECT_DOUBLE_EQ(policy_sigma(.2, .5, .4), std::sqrt(.04 + .5 * .16));  // the jump is squared
  EXPECT_EQ(policy_sigma(.2, .5, 10), .6);
  EXPECT_EQ(policy_sigma(.9, 0, 0), .6);
}

TEST(RealOption, ValueOverRegimesAndItsPresentValue) {
  EXPECT_DOUBLE_EQ(regime_value(Numbers{.25, .75}, Numbers{8, 4}, 1), 6);
  EXPECT_NEAR(present_value(Numbers{1, 1}, .1, .1, .5), std::exp(-.1) + std::exp(-.2), 1e-15);
  const Numbers for_ever(4000, 1);
  EXPECT_NEAR(present_value(for_ever, .05, .05, .25), 1 / std::expm1(.025), 1e-10);
  EXPECT_EQ(present_value({}, .1, .1, 1), 0);
}

TEST(RealOption, ShareOfProjectsThatStart) {
  EXPECT_DOUBLE_EQ(share_started(2, 2, .8), .5);
  EXPECT_NEAR(share_started(2 * std::exp(.8), 2, .8), .8413447460685429, 1e-14);
  EXPECT_EQ(share_started(-1, 2, .8), 0);
  EXPECT_EQ(share_started(2.1, 2, 0), 1);
  EXPECT_EQ(share_started(1.9, 2, 0), 0);
  EXPECT_EQ(share_started(2, 2, 0), .5);
}

TEST(Pipeline, WhatStartsNowArrivesExactlyOneLagLater) {  // kills the ring that is one slot too long or too short
  for (const std::size_t lag : {0u, 1u, 2u, 7u}) {
    Numbers ring(lag, 0.0);
    for (std::int64_t t = 0; t < 30; ++t) {
      const double out = pipeline_step(ring, t, t == 5 ? 3.0 : 0.0);
      EXPECT_EQ(out, t == 5 + static_cast<std::int64_t>(lag) ? 3.0 : 0.0) << "lag " << lag << " period " << t;
    }
  }
}

TEST(Pipeline, SeriesAndRingAgree) {
  const Numbers started{1, 2, 3, 4, 5, 6, 7}, under_way{30, 20, 10};
  Numbers whole(7), ring = under_way;
  pipeline(started, under_way, whole);
  EXPECT_EQ(whole, (Numbers{30, 20, 10, 1, 2, 3, 4}));
  for (std::size_t t = 0; t < 7; ++t) EXPECT_EQ(pipeline_step(ring, static_cast<std::int64_t>(t), started[t]), whole[t]);
  EXPECT_EQ(ring[0] + ring[1] + ring[2], 5 + 6 + 7);  // nothing is lost
}

TEST(Wafer, DieLargerThanTheWaferGivesNone) {
  EXPECT_EQ(dies_per_wafer(300, 1e6), 0);
  EXPECT_GT(dies_per_wafer(300, 100), dies_per_wafer(200, 100));
}

TEST(Yield, LimitsAndOrder) {
  for (const double x : {1e-12, 1e-3, .3, 2., 10.}) {
    const double poisson = yield_poisson(1, x), murphy = yield_murphy(1, x), seeds = yield_seeds(1, x);
    EXPECT_LE(poisson, murphy * (1 + 1e-15));
    EXPECT_LE(murphy, seeds * (1 + 1e-15));
    EXPECT_NEAR(yield_negative_binomial(1, x, 1), seeds, 1e-15);
    EXPECT_NEAR(yield_negative_binomial(1, x, 1e12), poisson, 1e-10 * poisson);
    EXPECT_EQ(yield_negative_binomial(1, x, inf), poisson);
  }
  EXPECT_EQ(yield_murphy(1, 0), 1);
  EXPECT_EQ(yield_negative_binomial(0, 5, 3), 1);
}

TEST(Yield, DefectsOfAYieldAreItsInverse) {
  EXPECT_NEAR(defects_of_yield(6.65, .2, 3), .320, 5e-4);  // model_equations 2.3
  EXPECT_NEAR(defects_of_yield(6.65, .4, 3), .161, 5e-4);
  EXPECT_NEAR(defects_of_yield(6.65, .6, 3), .084, 5e-4);
  for (const double a : {.5, 3., inf})
    for (const double y : {.01, .5, 1.}) EXPECT_NEAR(yield_negative_binomial(6.65, defects_of_yield(6.65, y, a), a), y, 1e-14);
}

TEST(Learning, EveryDoublingCutsByTheRate) {
  EXPECT_EQ(learning_curve(1, .3), 1);
  EXPECT_DOUBLE_EQ(learning_curve(8, .3), .7 * .7 * .7);
  EXPECT_EQ(learning_curve(1000, 0), 1);
}

TEST(Learning, DefectDensityFallsToItsFloor) {
  const DefectPath path{.05, .4, .2, .1, .3};
  EXPECT_DOUBLE_EQ(defect_density(path, 1, 0, 0), .4);
  EXPECT_DOUBLE_EQ(defect_density(path, 2, 0, 0), .05 + .35 * .8);
  EXPECT_DOUBLE_EQ(defect_density(path, 1, 5, 0), .05 + .35 * std::exp(-.5));
  EXPECT_DOUBLE_EQ(defect_density(path, 1, 0, 1), .05 + .35 * 1.3);  // denial works above the floor only
  EXPECT_NEAR(defect_density(path, 1e6, 400, 1), .05, 1e-12);
}

TEST(Output, TheScarcestInputBinds) {
  EXPECT_EQ(ai_chip_output(10, 48, 6, 9), 8);
  EXPECT_EQ(ai_chip_output(7, 48, 6, 9), 7);
  EXPECT_EQ(ai_chip_output(10, 480, 6, 9), 9);
  EXPECT_EQ(data_centre_output(1000, 1, 1.25, 900).online, 800);
  EXPECT_EQ(data_centre_output(1000, 1, 1.25, 900).bottleneck, Bottleneck::power);
  EXPECT_EQ(data_centre_output(1000, 2, 1.25, 900).bottleneck, Bottleneck::shells);
  EXPECT_EQ(data_centre_output(100, 2, 1.25, 900).bottleneck, Bottleneck::chips);
  EXPECT_EQ(data_centre_output(900, 2, 1.25, 900).bottleneck, Bottleneck::chips);
}

}  // namespace
