// Chips move, merge and retire; what is derived from the lots, against a count row by row.
#include "entrepot/world/ledger.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "entrepot/base/errors.hpp"
#include "entrepot/run/model.hpp"
#include "entrepot/world/audit.hpp"
#include "entrepot/world/lookups.hpp"
#include "support/generated_world.hpp"

namespace entrepot {
namespace {

World some_world(std::uint64_t seed) {
  World w = testing::generated_world(seed);
  initialise(w);
  return w;
}
std::size_t first_at_a_site(const World& w) {
  std::size_t l = 0;
  while (w.lots.place[l] != Place::site || w.lots.quantity[l] < 10) ++l;
  return l;
}

TEST(Ledger, ChipsOfAYearMergeAtASiteAndOthersDoNot) {
  World w = some_world(1);
  LotIndex index(w, 2);
  const ProductId product{std::size_t{0}};
  const std::int64_t before = inventories(w)[0];
  make(w, index, product, 100);
  EXPECT_EQ(inventories(w)[0], before + 100);
  const LotId vendor = index.at(w, product, {});
  const SiteId site{std::size_t{1}};
  const LotId fresh = move(w, index, vendor, 30, {Place::site, site, 2, false});
  EXPECT_EQ(w.lots.quantity[fresh.index()], 30);
  EXPECT_EQ(move(w, index, vendor, 5, {Place::site, site, 2, false}), fresh);
  EXPECT_EQ(w.lots.quantity[fresh.index()], 35);
  const LotId older = move(w, index, vendor, 7, {Place::site, site, 1, false}),
              diverted = move(w, index, vendor, 3, {Place::site, site, 2, true});
  EXPECT_NE(older, fresh);
  EXPECT_NE(diverted, fresh);
  EXPECT_EQ(move(w, index, vendor, 1, {Place::site, site, 2, true}), diverted);
  EXPECT_EQ(inventories(w)[0], before + 54);
  // An index built from the table finds what this one remembers.
  LotIndex again(w, 2), of_last_year(w, 1);
  const std::size_t rows = w.lots.product.size();
  EXPECT_EQ(again.at(w, product, {Place::site, site, 2, false}), fresh);
  EXPECT_EQ(again.at(w, product, {}), vendor);
  EXPECT_EQ(of_last_year.at(w, product, {Place::site, site, 1, false}), older);
  EXPECT_EQ(w.lots.product.size(), rows);
}

TEST(Ledger, ChipsHandedOutAreMovesOfEachPart) {
  World one = some_world(3);
  const ProductId product{std::size_t{0}};
  LotIndex index(one, 2);
  make(one, index, product, 100);
  World each = one;
  LotIndex index_of_each(each, 2);
  const std::array parts{SitePart{SiteId{std::size_t{2}}, 40}, SitePart{SiteId{std::size_t{0}}, 1}, SitePart{SiteId{std::size_t{2}}, 7}};
  hand_out(one, index, product, parts);
  const LotId vendor = index_of_each.at(each, product, {});
  for (const SitePart& part : parts) move(each, index_of_each, vendor, part.chips, {Place::site, part.site, 2, false});
  EXPECT_TRUE(one == each);
  const World before = one;
  const std::int64_t left = inventories(one)[0];
  EXPECT_THROW(hand_out(one, index, product, std::array{parts[0], SitePart{SiteId{std::size_t{1}}, left}}), AuditError);
  EXPECT_THROW(hand_out(one, index, product, std::array{parts[0], SitePart{SiteId{std::size_t{1}}, -1}}), AuditError);
  EXPECT_TRUE(before == one);
}

std::vector<std::int64_t> only(const World& w, std::size_t lot, std::int64_t n) {
  std::vector<std::int64_t> chips(w.lots.product.size(), 0);
  chips[0] = 1;  // must be put back
  chips[lot] = n;
  return chips;
}

TEST(Ledger, AMoveOfMoreThanThereIsIsRefusedWithTheChipsName) {
  World w = some_world(2);
  LotIndex index(w, 0);
  const std::size_t l = first_at_a_site(w);
  const std::string name = w.products.id[w.lots.product[l].index()];
  for (const std::int64_t n : {w.lots.quantity[l] + 1, std::int64_t{-1}}) {
    const World before = w;
    for (const bool retires : {false, true}) try {
        retires ? (void)retire(w, index, only(w, l, n)) : (void)move(w, index, LotId{l}, n, {Place::retired, {}, 0, false});
        ADD_FAILURE() << n;
      } catch (const AuditError& e) {
        EXPECT_NE(std::string(e.what()).find("a move of " + name), std::string::npos) << e.what();
        EXPECT_NE(std::string(e.what()).find(std::to_string(n)), std::string::npos) << e.what();
      }
    EXPECT_TRUE(before == w);
  }
}

/// Lots of which something retires, in the order in which `retire` writes its new rows: by product and label.
std::vector<std::size_t> by_product(const World& w, const std::vector<std::int64_t>& chips) {
  std::vector<std::size_t> order;
  for (std::size_t l = 0; l < chips.size(); ++l)
    if (chips[l] > 0) order.push_back(l);
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return std::pair(w.lots.product[a].row, w.lots.diverted[a]) < std::pair(w.lots.product[b].row, w.lots.diverted[b]);
  });
  return order;
}

TEST(Ledger, RetiringManyLotsIsMovingEach) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    World at_once = some_world(seed), one_by_one = at_once;
    std::vector<std::int64_t> chips(at_once.lots.product.size(), 0);
    std::vector<std::int64_t> expected(at_once.products.id.size(), 0);
    for (std::size_t l = 0; l < at_once.lots.product.size(); ++l)
      if (at_once.lots.place[l] == Place::site && l % 3 != 0) {
        chips[l] = at_once.lots.quantity[l] / 2 + at_once.lots.quantity[l] % 2;
        expected[at_once.lots.product[l].index()] += chips[l];
      }
    LotIndex left(at_once, 0), right(one_by_one, 0);
    EXPECT_EQ(retire(at_once, left, chips), expected);
    for (const std::size_t p : by_product(one_by_one, chips))
      move(one_by_one, right, LotId{p}, chips[p], {Place::retired, {}, 0, one_by_one.lots.diverted[p] != 0});
    EXPECT_TRUE(at_once == one_by_one) << first_difference(at_once, one_by_one).column << " seed " << seed;
    EXPECT_EQ(at_once.installed, one_by_one.installed);
  }
}

TEST(Derive, CountsWhatStandsAtTheSitesOfAHost) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    World w = some_world(seed);
    for (int quarter = 0; quarter < 5; ++quarter) standard_model().step(w, {3, seed});
    w.lots.diverted[first_at_a_site(w)] = 1;
    derive(w);
    for (std::size_t host = 0; host < w.states.id.size(); ++host) {
      double power = 0.0, diverted = 0.0;
      std::array<double, bloc_count> stock{};
      for (std::size_t l = 0; l < w.lots.product.size(); ++l) {
        if (w.lots.place[l] != Place::site || w.sites.host[w.lots.site[l].index()].index() != host) continue;
        const ProductId p = w.lots.product[l];
        const auto n = static_cast<double>(w.lots.quantity[l]);
        power += n * w.products.power[p.index()] * 1e-3;
        stock[bloc_of(w, p)] += n * w.products.q_train[p.index()];
        if (w.lots.diverted[l] != 0) diverted += n * w.products.q_train[p.index()];
      }
      EXPECT_NEAR(w.states.power_used[host], power, 1e-12 * (1.0 + power));
      EXPECT_NEAR(w.states.diverted[host], diverted, 1e-12 * (1.0 + diverted));
      for (std::size_t g = 0; g < bloc_count; ++g) EXPECT_NEAR(w.states.stock[host][g], stock[g], 1e-12 * (1.0 + stock[g]));
    }
  }
}

TEST(Derive, WhatTheLedgerKeepsInStepIsWhatTheLotsSay) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    World w = some_world(seed);
    w.installed.clear();  // as in a World made by hand: counted by the first stage that needs it
    for (int quarter = 0; quarter < 9; ++quarter) {
      standard_model().step(w, {3, seed});
      World anew = w;
      derive(anew);
      ASSERT_EQ(w.installed, anew.installed) << "seed " << seed << " quarter " << quarter;
      ASSERT_EQ(w.states.stock, anew.states.stock);
      ASSERT_EQ(w.states.power_used, anew.states.power_used);
    }
  }
}

TEST(Audit, AWorldWithoutProductsHasEmptyBooks) {  // a model of a user's own tables alone, run by step_checked
  const World w;
  const Books books = open_books(w);
  EXPECT_TRUE(books.initial.empty());
  EXPECT_NO_THROW(audit(w, books));
}

TEST(Audit, NamesTheFirstLotAtFault) {
  World w = some_world(4);
  const Books books = open_books(w);
  const std::size_t last = w.lots.product.size() - 1;
  const auto words = [&](const World& wrong) {
    try {
      audit(wrong, books);
    } catch (const AuditError& e) {
      return std::string(e.what());
    }
    return std::string("nothing");
  };
  EXPECT_EQ(words(w), "nothing");
  World negative = w;
  negative.lots.quantity[last] = -5;
  EXPECT_NE(words(negative).find("lot " + std::to_string(last) + " of "), std::string::npos) << words(negative);
  EXPECT_NE(words(negative).find("-5"), std::string::npos) << words(negative);
  World parted = negative;
  parted.lots.site[3] = parted.lots.site[3] ? SiteId{} : SiteId{std::size_t{0}};
  EXPECT_NE(words(parted).find("lot 3 of "), std::string::npos) << words(parted);
  EXPECT_NE(words(parted).find("if and only if"), std::string::npos) << words(parted);
  World elsewhere = w;
  elsewhere.installed[7] += 2.0;
  EXPECT_NE(words(elsewhere).find("chips of " + w.products.id[7 / w.states.id.size()] + " counted as installed"), std::string::npos)
      << words(elsewhere);
  World more = w;
  ++more.lots.quantity[last];
  EXPECT_NE(words(more).find("chips of " + w.products.id[w.lots.product[last].index()]), std::string::npos) << words(more);
}

}  // namespace
}  // namespace entrepot
