// Lots of old chips stand for several years of delivery (decision 0012).
#include <gtest/gtest.h>

#include <cmath>
#include <set>

#include "decisions/buy/retire.hpp"
#include "entrepot/run/simulation.hpp"
#include "entrepot/world/audit.hpp"
#include "entrepot/world/put_away.hpp"
#include "support/generated_world.hpp"

namespace entrepot {
namespace {

TEST(Vintage, IsOfOneYearUpToTwelve) {
  for (std::int32_t cohort = -30; cohort < 60; ++cohort)
    for (std::int32_t year = cohort; year <= cohort + oldest_single_year; ++year) {
      EXPECT_EQ(vintage_of(cohort, year), cohort);
      EXPECT_EQ(vintage_years(cohort, year), 1);
    }
}

TEST(Vintage, WidensWithAge) {
  EXPECT_EQ(vintage_of(0, 13), 0);  // 1 is twelve years old
  EXPECT_EQ(vintage_of(1, 13), 1);
  EXPECT_EQ(vintage_of(0, 14), 1);
  EXPECT_EQ(vintage_years(1, 14), 2);
  EXPECT_EQ(vintage_of(1, 27), 1);
  EXPECT_EQ(vintage_of(1, 28), 3);
  EXPECT_EQ(vintage_years(3, 28), 4);
  EXPECT_EQ(vintage_of(-4, 11), -3);
  EXPECT_EQ(vintage_years(-3, 11), 2);
}

TEST(Vintage, OfAYearIsAlwaysAWholeBlockThatHoldsIt) {
  for (std::int32_t year = 0; year < 200; ++year)
    for (std::int32_t cohort = -20; cohort <= year; ++cohort) {
      const std::int32_t vintage = vintage_of(cohort, year), years = vintage_years(vintage, year);
      ASSERT_GE(vintage, cohort);
      ASSERT_LT(vintage - cohort, years);
      ASSERT_EQ((vintage + 1) % years, 0);
      ASSERT_EQ(vintage_of(vintage - years + 1, year), vintage);                                // all of the block are in it
      ASSERT_EQ(vintage_of(vintage_of(cohort, year), year + 1), vintage_of(cohort, year + 1));  // step by step as at once
      if (years > 1) {
        ASSERT_GT(year - vintage, oldest_single_year * (years / 2));  // so long were they apart
      }
    }
}

TEST(Vintage, ManyYearsHaveFewLots) {
  const Scenario scenario = load_scenario("tiny");
  World w = Simulation(scenario, scenario.strategy("control"), RunKey{1, 0}).world();
  const Books books = open_books(w);
  constexpr std::int64_t years = 100;
  while (w.quarter < 4 * years) {
    standard_model().step(w, RunKey{1, 0});
    ASSERT_NO_THROW(audit(w, books));
  }
  std::set<std::int32_t> blocks;
  for (std::int32_t cohort = -4; cohort < years; ++cohort) blocks.insert(vintage_of(cohort, years - 1));
  EXPECT_LE(blocks.size(), 14U + 7U + 7U + 7U);  // up to twelve years, and then as many again for each doubling
  std::set<std::tuple<std::int32_t, std::int32_t, std::int32_t, int>> kinds;
  for (std::size_t l = 0; l < w.lots.product.size(); ++l) {
    if (w.lots.place[l] != Place::site || w.lots.quantity[l] == 0) continue;
    EXPECT_TRUE(blocks.contains(w.lots.cohort[l])) << w.lots.cohort[l];
    EXPECT_TRUE(kinds.emplace(w.lots.product[l].row, w.lots.site[l].row, w.lots.cohort[l], w.lots.diverted[l]).second)
        << "two lots of a kind";
  }
}

TEST(Vintage, KeepsChipsAndLabelsAndTheIndex) {
  World w = testing::generated_world(3);
  Lots& lots = w.lots;
  lots = {};
  const auto add = [&](std::int32_t cohort, std::int64_t n, bool diverted) {
    lots.product.push_back(ProductId{0});
    lots.quantity.push_back(n);
    lots.place.push_back(Place::site);
    lots.site.push_back(SiteId{0});
    lots.cohort.push_back(cohort);
    lots.diverted.push_back(diverted);
  };
  add(0, 10, false);
  add(0, 1, true);
  add(1, 20, false);
  add(2, 30, false);  // its neighbour is missing
  add(3, 5, true);
  derive(w);
  w.quarter = 4 * 16 + 3;  // 2 and 3 are old enough now; 0 and 1 should have been for two years
  put_away(w);
  const auto chips = [&](std::int32_t cohort, bool diverted) {
    const LotId lot = w.lot_index.find(w.lots, ProductId{0}, {Holder::at(SiteId{0}), cohort, diverted});
    return lot ? w.lots.quantity[lot.index()] : -1;
  };
  EXPECT_EQ(chips(3, false), 30);
  EXPECT_EQ(chips(3, true), 5);
  w.quarter = 4 * 28 + 3;  // all four
  put_away(w);
  EXPECT_EQ(chips(3, false), 60);
  EXPECT_EQ(chips(3, true), 6);
}

TEST(Vintage, RetiresAsOldAsTheMiddleOfItsYears) {
  World w = testing::generated_world(3);
  w.lots = {};
  w.lots.product = {ProductId{0}};
  w.lots.quantity = {1'000'000'000'000};
  w.lots.place = {Place::site};
  w.lots.site = {SiteId{0}};
  w.lots.cohort = {3};
  w.lots.diverted = {0};
  initialise(w);
  BuyParameters p = w.parameters.bind<BuyParameters>();
  p.retire_base = 0.01;
  p.retire_age = 0.0035;
  const auto share = [&](std::int64_t year) {
    return static_cast<double>(buying::retirements_of(w, {RunKey{1, 0}, 4 * year + 3, nullptr}, p)[0]) / 1e12;
  };
  EXPECT_NEAR(share(15), 1.0 - std::exp(-(0.01 + 0.0035 * 12.0)), 1e-11);
  EXPECT_NEAR(share(17), 1.0 - std::exp(-(0.01 + 0.0035 * 14.5)), 1e-11);  // 2 and 3, put together at the end of year 16
  EXPECT_NEAR(share(29), 1.0 - std::exp(-(0.01 + 0.0035 * 27.5)), 1e-11);  // 0 to 3
}

}  // namespace
}  // namespace entrepot
