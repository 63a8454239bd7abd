// Neighbouring keys, runs and steps have independent luck (design, promise 3): 3 x 322 scores, error rate 1e-6 in all (Bonferroni,
// two-sided). The naive ways to seed a generator per neighbour fail the same test.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>

#include "entrepot/base/luck.hpp"
#include "stream_statistics.hpp"

using namespace entrepot;

namespace {

constexpr std::uint64_t neighbours = 100000;
constexpr Purpose purpose{"test.stream"};

double worst_score(const std::function<pcg32(std::uint64_t)>& generator) {
  stream::Draws draws;
  for (std::uint64_t i = 0; i < neighbours; ++i) {
    pcg32 g = generator(i);
    for (auto& column : draws) column.push_back(g());
  }
  double worst = 0.0;
  for (const double z : stream::scores(draws)) worst = std::max(worst, std::fabs(z));
  return worst;
}

/// Of 3 x 322 normal scores the largest exceeds this once in a million times (about 6.1).
double threshold() { return -real::normal_quantile(0.5e-6 / (3.0 * (stream::correlations + 2.0))); }

TEST(Stream, NeighbouringKeysAreIndependent) {
  const Luck luck({.seed = 42, .run = 0}, 0, purpose);
  EXPECT_LT(worst_score([&](std::uint64_t i) { return luck.engine(Key{i}); }), threshold());
}

TEST(Stream, NeighbouringRunsAreIndependent) {
  const Key key = key_of("state", "USA");
  EXPECT_LT(worst_score([&](std::uint64_t i) { return Luck({.seed = 42, .run = i}, 0, purpose).engine(key); }), threshold());
}

TEST(Stream, NeighbouringStepsAreIndependent) {
  const Key key = key_of("state", "USA");
  EXPECT_LT(worst_score([&](std::uint64_t i) { return Luck({.seed = 42, .run = 0}, i, purpose).engine(key); }), threshold());
}

TEST(Stream, NaiveSeedsFailTheSameTest) {
  EXPECT_GT(worst_score([](std::uint64_t i) { return pcg32(42 + i); }), threshold());
  EXPECT_GT(worst_score([](std::uint64_t i) { return pcg32(42, i); }), threshold());
  EXPECT_GT(worst_score([](std::uint64_t i) { return pcg32(i, i); }), threshold());
}

}  // namespace
