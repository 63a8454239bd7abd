// What retires in a year, over many runs of the same world: the mean and the variance of one draw a lot (decision 0006).
#include <gtest/gtest.h>

#include <cmath>

#include "decisions/buy/retire.hpp"
#include "entrepot/decisions/buy.hpp"
#include "entrepot/run/model.hpp"
#include "support/generated_world.hpp"

namespace entrepot {
namespace {

TEST(Retirement, HasTheMeanAndVarianceOfOneDrawALot) {
  constexpr int runs = 3000;
  World w = testing::generated_world(5);
  initialise(w);
  for (std::int64_t& n : w.lots.quantity) n = n % 40;  // so that rounding matters
  BuyParameters p = w.parameters.bind<BuyParameters>();
  p.retire_base = 0.05;
  p.retire_age = 0.01;
  double mean = 0.0, variance = 0.0;
  std::size_t lots = 0;
  for (std::size_t l = 0; l < w.lots.product.size(); ++l) {
    if (w.lots.place[l] != Place::site) continue;
    // To the end of the first year of the run; what is delivered within it serves half of it and is a quarter of a year old on average.
    const int years = -w.lots.cohort[l];
    const double hazard = years > 0 ? 0.05 + 0.01 * years : 0.5 * (0.05 + 0.01 * 0.25);
    const double x = static_cast<double>(w.lots.quantity[l]) * (1.0 - std::exp(-hazard));
    mean += x;
    variance += (x - std::floor(x)) * (1.0 - x + std::floor(x));
    ++lots;
  }
  ASSERT_GT(lots, 20U);
  double sum = 0.0, squares = 0.0, fourths = 0.0;
  for (std::uint64_t run = 0; run < runs; ++run) {
    double n = 0.0;
    const std::vector<std::int64_t> chips = buying::retirements_of(w, {RunKey{9, run}, 3, nullptr}, p);
    for (std::size_t l = 0; l < chips.size(); ++l) {
      ASSERT_GE(chips[l], 0);
      ASSERT_LE(chips[l], w.lots.place[l] == Place::site ? w.lots.quantity[l] : 0);
      n += static_cast<double>(chips[l]);
    }
    const double off = n - mean;
    sum += off;
    squares += off * off;
    fourths += off * off * off * off;
  }
  const double found = squares / runs;
  EXPECT_LT(std::abs(sum) / std::sqrt(runs * variance), 5.0);
  EXPECT_LT(std::abs(found - variance), 5.0 * std::sqrt((fourths / runs - found * found) / runs)) << found << " " << variance;
  EXPECT_TRUE(buying::retirements_of(w, {RunKey{9, 0}, 2, nullptr}, p).empty());  // only in last quarters
}

}  // namespace
}  // namespace entrepot
