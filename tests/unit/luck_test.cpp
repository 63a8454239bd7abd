// base/luck against published vectors (tests/oracles/rng_vectors.csv; its Philox rows belong to a generator that we do not have, and are
// read by nobody), and the properties that promise 3 of the design states.
#include "entrepot/base/luck.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <fstream>
#include <set>
#include <sstream>
#include <string>
#include <vector>

using namespace entrepot;

namespace {

/// The value column of the row that begins with generator, input and what.
std::vector<std::string> vector_of(const std::string& start) {
  std::ifstream file(ENTREPOT_TESTS "/oracles/rng_vectors.csv");
  for (std::string line; std::getline(file, line);) {
    if (line.rfind(start, 0) != 0) continue;
    std::istringstream words(line.substr(start.size() + 1));
    std::vector<std::string> out;
    for (std::string word; words >> word;) out.push_back(word);
    return out;
  }
  ADD_FAILURE() << "no row " << start;
  return {};
}

void expect_outputs(auto generator, const std::vector<std::string>& want, std::size_t count) {
  ASSERT_EQ(want.size(), count);
  for (const std::string& w : want) EXPECT_EQ(std::uint64_t{generator()}, std::stoull(w, nullptr, 0));
}

TEST(Luck, Pcg32MeetsItsVectors) {
  expect_outputs(pcg32(42, 54), vector_of("pcg32,seed=42 seq=54,first six u32"), 6);
  expect_outputs(pcg32(0, 0), vector_of("pcg32,seed=0 seq=0,first four u32"), 4);
  expect_outputs(pcg32(20241218, 7), vector_of("pcg32,seed=20241218 seq=7,first four u32"), 4);
}

TEST(Luck, Pcg32MeetsItsCoinsAndRolls) {
  pcg32 g(42, 54);
  g.discard(6);
  const std::string coins = vector_of("pcg32,then 65 x bounded(2): 1=H 0=T,coins").at(0);
  ASSERT_EQ(coins.size(), 65U);
  for (const char c : coins) EXPECT_EQ(g(2), c == 'H' ? 1U : 0U);
  const auto rolls = vector_of("pcg32,then 33 x bounded(6)+1,rolls");
  ASSERT_EQ(rolls.size(), 33U);
  for (const std::string& r : rolls) EXPECT_EQ(g(6) + 1, std::stoul(r));
}

TEST(Luck, SplitMix64MeetsItsVectors) {
  expect_outputs(SplitMix64{1234567}, vector_of("splitmix64,seed=1234567,first five u64"), 5);
  expect_outputs(SplitMix64{0}, vector_of("splitmix64,seed=0,first three u64"), 3);
}

constexpr Purpose first{"test.first"}, second{"test.second"};
constexpr RunKey run{.seed = 7, .run = 3};

TEST(Luck, UniformIsMadeOfTwoOutputsAndNeverAnEnd) {
  const Luck luck(run, 5, first);
  for (std::uint64_t k = 0; k < 20000; ++k) {
    pcg32 g = luck.engine(Key{k});
    const std::uint64_t high = g(), low = g();
    const double want = (static_cast<double>(((high << 32) | low) >> 12) + 0.5) * 0x1p-52;
    ASSERT_EQ(luck.uniform(Key{k}), want);
    ASSERT_GT(want, 0.0);
    ASSERT_LT(want, 1.0);
  }
}

TEST(Luck, ADrawBelongsToItsKeyNotToTheOrderOfCalls) {
  const Luck luck(run, 5, first);
  std::vector<double> forward(1000), backward(1000);
  for (std::size_t i = 0; i < 1000; ++i) forward[i] = luck.uniform(Key{mix(i)});
  for (std::size_t i = 1000; i-- > 0;) {
    backward[i] = Luck(run, 5, first).uniform(Key{mix(i)});
    static_cast<void>(Luck(run, 6, second).uniform(Key{mix(i)}));
  }
  EXPECT_EQ(forward, backward);
}

TEST(Luck, EveryPartOfTheKeyMatters) {
  const Key k = key_of("state", "USA");
  const std::set<double> draws{Luck(run, 5, first).uniform(k),
                               Luck({.seed = 8, .run = 3}, 5, first).uniform(k),
                               Luck({.seed = 7, .run = 4}, 5, first).uniform(k),
                               Luck(run, 6, first).uniform(k),
                               Luck(run, 5, second).uniform(k),
                               Luck(run, 5, first).uniform(key_of("firm", "USA")),
                               Luck(run, 5, first).uniform(join(k, 1)),
                               Luck(run, 5, first).uniform(join(k, key_of("state", "CHN"))),
                               Luck(run, 5, first).uniform(join(key_of("state", "CHN"), k)),
                               Luck({.seed = 3, .run = 7}, 5, first).uniform(k)};
  EXPECT_EQ(draws.size(), 10U);
  EXPECT_EQ(Luck({.seed = 7, .run = 3, .draw = 99}, 5, first).uniform(k), Luck(run, 5, first).uniform(k));  // draw is for parameters only
  EXPECT_NE(first.word, second.word);
}

TEST(Luck, HazardsAreNested) {
  const Luck luck(run, 1, first);
  const std::vector<double> hazards{0.0, 1e-12, 1e-3, 0.05, 0.3, 1.0, 2.5, 40.0};
  std::vector<int> events(hazards.size(), 0);
  for (std::uint64_t k = 0; k < 50000; ++k) {
    bool before = false;
    for (std::size_t i = 0; i < hazards.size(); ++i) {
      const bool now = luck.happens(Key{k}, hazards[i]);
      ASSERT_TRUE(now || !before) << "a higher hazard lost an event";
      ASSERT_EQ(now, luck.uniform(Key{k}) < -std::expm1(-hazards[i])) << hazards[i];
      events[i] += now ? 1 : 0;
      before = now;
    }
  }
  EXPECT_EQ(events.front(), 0);
  EXPECT_EQ(events.back(), 50000);
  for (std::size_t i = 2; i < 7; ++i) {  // binomial, |z| < 5: five tests at 6e-7 each
    const double p = -std::expm1(-hazards[i]);
    EXPECT_LT(std::fabs(events[i] - 50000 * p) / std::sqrt(50000 * p * (1 - p)), 5.0) << hazards[i];
  }
}

TEST(Luck, WholeNumbersHaveTheMeanAndAreMonotone) {
  const Luck luck(run, 2, first);
  for (const double x : {0.0, 0.25, 3.0, 7.9}) {
    double sum = 0.0;
    for (std::uint64_t k = 0; k < 20000; ++k) {
      const auto n = luck.whole(Key{k}, x);
      ASSERT_TRUE(n == static_cast<std::int64_t>(x) || n == static_cast<std::int64_t>(x) + 1);
      ASSERT_LE(n, luck.whole(Key{k}, x + 0.3));
      sum += static_cast<double>(n);
    }
    const double part = x - std::floor(x);
    EXPECT_LE(std::fabs(sum / 20000 - x), 5 * std::sqrt(part * (1 - part) / 20000)) << x;  // exact where x is whole
  }
}

TEST(Luck, NormalsAreQuantilesOfTheUniform) {
  const Luck luck(run, 3, first);
  double sum = 0.0, squares = 0.0;
  constexpr int n = 50000;
  for (std::uint64_t k = 0; k < n; ++k) {
    const double z = luck.normal(Key{k});
    ASSERT_NEAR(real::normal_cdf(z), luck.uniform(Key{k}), 1e-14);
    sum += z;
    squares += z * z;
  }
  EXPECT_LT(std::fabs(sum) / std::sqrt(double{n}), 5.0);                // z test, 6e-7
  EXPECT_LT(std::fabs(squares - n) / std::sqrt(2.0 * double{n}), 5.0);  // chi-square by its normal limit, 6e-7
}

// Sums over a grid of cells made of row and column uniforms have the mean and variance of independent draws; z tests at 6e-7, the variance
// by its own standard error over the steps (sums over a grid are not normal).
TEST(Luck, CellsOfAGridAddUpAsIndependentDrawsDo) {
  constexpr std::uint64_t steps = 4000, rows = 12, columns = 8;
  constexpr double chance = 0.3, cells = rows * columns, variance = cells * chance * (1.0 - chance);
  double sum = 0.0, squares = 0.0, fourths = 0.0;
  for (std::uint64_t step = 0; step < steps; ++step) {
    const Luck luck(run, step, first);
    double n = 0.0;
    for (std::uint64_t r = 0; r < rows; ++r)
      for (std::uint64_t c = 0; c < columns; ++c) {
        const double u = Luck::cell(luck.uniform(Key{r}), luck.uniform(Key{1000 + c}));
        ASSERT_TRUE(u >= 0.0 && u < 1.0);
        n += u < chance ? 1.0 : 0.0;
      }
    const double off = n - cells * chance;
    sum += off;
    squares += off * off;
    fourths += off * off * off * off;
  }
  const double n = steps, found = squares / n;
  EXPECT_LT(std::fabs(sum) / std::sqrt(n * variance), 5.0);
  EXPECT_LT(std::fabs(found - variance), 5.0 * std::sqrt((fourths / n - found * found) / n));
}

TEST(Luck, CellsAreTheSumWithoutItsWholePart) {
  EXPECT_EQ(Luck::cell(0.25, 0.5), 0.75);
  EXPECT_EQ(Luck::cell(0.25, 0.75), 0.0);
  EXPECT_EQ(Luck::cell(0.75, 0.5), 0.25);
  EXPECT_EQ(Luck::cell(0.25, 0.25, 0.25), 0.75);
  EXPECT_EQ(Luck::cell(0.5, 0.5, 0.25), 0.25);
  EXPECT_EQ(Luck::cell(0.75, 0.75, 0.75), 0.25);
  const double most = 1.0 - 0x1p-53;  // the largest uniform
  EXPECT_LT(Luck::cell(most, most), 1.0);
  EXPECT_LT(Luck::cell(most, most, most), 1.0);
  EXPECT_LT(Luck::cell(most, 0x1p-53), 1.0);
}

TEST(Luck, ParametersBelongToSeedDrawAndName) {
  const double u = parameter_uniform(42, 5, "buy.price_elasticity");
  EXPECT_GT(u, 0.0);
  EXPECT_LT(u, 1.0);
  EXPECT_EQ(parameter_uniform(42, 5, "buy.price_elasticity"), u);
  EXPECT_EQ((std::set<double>{u, parameter_uniform(43, 5, "buy.price_elasticity"), parameter_uniform(42, 6, "buy.price_elasticity"),
                              parameter_uniform(42, 5, "buy.price_elasticitz"), parameter_uniform(5, 42, "buy.price_elasticity")}
                 .size()),
            5U);
  std::vector<double> sample;
  for (std::uint64_t d = 0; d < 4000; ++d) sample.push_back(parameter_uniform(42, d, "x"));
  std::sort(sample.begin(), sample.end());
  double distance = 0.0;  // Kolmogorov and Smirnov: P(sqrt(n) D > 2.6) = 2.7e-6
  for (std::size_t i = 0; i < sample.size(); ++i)
    distance = std::max(distance, std::fabs(sample[i] - (static_cast<double>(i) + 0.5) / 4000));
  EXPECT_LT(distance * std::sqrt(4000.0), 2.6);
}

TEST(Luck, RunKeyDrawIsTheRunUnlessGiven) {
  EXPECT_EQ((RunKey{.seed = 1, .run = 9}.effective_draw()), 9U);
  EXPECT_EQ((RunKey{.seed = 1, .run = 9, .draw = 2}.effective_draw()), 2U);
  EXPECT_EQ((RunKey{.seed = 1, .run = 9, .draw = RunKey::point_draw}.effective_draw()), RunKey::point_draw);
}

TEST(Luck, OrderKeysAreDistinct) {
  const Luck luck(run, 4, first);
  std::set<std::uint64_t> keys;
  for (std::uint64_t k = 0; k < 10000; ++k) keys.insert(luck.order(Key{k}));
  EXPECT_EQ(keys.size(), 10000U);
}

}  // namespace
