// Chips move, merge and retire; what is derived from the lots, against a count row by row.
#include "entrepot/world/ledger.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <utility>

#include "entrepot/base/errors.hpp"
#include "entrepot/run/model.hpp"
#include "entrepot/world/audit.hpp"
#include "entrepot/world/lookups.hpp"
#include "entrepot/world/put_away.hpp"
#include "support/generated_world.hpp"
#include "support/world_rows.hpp"

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

constexpr ProductId product{0};
constexpr SiteId a_site{1};

TEST(Ledger, ChipsOfAYearMergeAtASiteAndOthersDoNot) {
  World w = some_world(1);
  const std::int64_t before = ledger::inventories(w)[0];
  ledger::make(w, product, 100);
  EXPECT_EQ(ledger::inventories(w)[0], before + 100);
  const LotId vendor = ledger::lot_at(w, product, {});
  const LotId fresh = ledger::move(w, vendor, 30, {Holder::at(a_site), 2});
  EXPECT_EQ(w.lots.quantity[fresh.index()], 30);
  EXPECT_EQ(ledger::move(w, vendor, 5, {Holder::at(a_site), 2}), fresh);
  EXPECT_EQ(w.lots.quantity[fresh.index()], 35);
  const LotId older = ledger::move(w, vendor, 7, {Holder::at(a_site), 1});
  const LotId diverted = ledger::move(w, vendor, 3, {Holder::at(a_site), 2, true});
  EXPECT_NE(older, fresh);
  EXPECT_NE(diverted, fresh);
  EXPECT_EQ(ledger::move(w, vendor, 1, {Holder::at(a_site), 2, true}), diverted);
  EXPECT_EQ(ledger::inventories(w)[0], before + 54);
  // An index built from the table finds what this one remembers.
  const std::size_t rows = w.lots.product.size();
  derive(w);
  EXPECT_EQ(ledger::lot_at(w, product, {Holder::at(a_site), 2}), fresh);
  EXPECT_EQ(ledger::lot_at(w, product, {Holder::at(a_site), 2, true}), diverted);
  EXPECT_EQ(ledger::lot_at(w, product, {Holder::at(a_site), 1}), older);
  EXPECT_EQ(ledger::lot_at(w, product, {}), vendor);
  EXPECT_EQ(w.lots.product.size(), rows);
}

TEST(Ledger, ChipsHandedOutAreMovesOfEachPart) {
  World one = some_world(3);
  ledger::make(one, product, 100);
  World each = one;
  const std::array parts{ledger::Part{Holder::at(SiteId{2}), 40}, ledger::Part{Holder::at(SiteId{0}), 1},
                         ledger::Part{Holder::at(SiteId{2}), 7}, ledger::Part{Holder::retired(), 2}};
  ledger::move(one, ledger::lot_at(one, product, {}), parts, 2);
  const LotId vendor = ledger::lot_at(each, product, {});
  for (const ledger::Part& part : parts) ledger::move(each, vendor, part.chips, {part.to, 2});
  EXPECT_TRUE(one == each);
  EXPECT_EQ(one.installed, each.installed);
  const World before = one;
  const std::int64_t left = ledger::inventories(one)[0];
  for (const std::int64_t n : {left, std::int64_t{-1}}) {
    const std::array wrong{parts[0], ledger::Part{Holder::at(a_site), n}};
    EXPECT_THROW(ledger::move(one, vendor, wrong, 2), AuditError);
  }
  EXPECT_TRUE(before == one);
}

/// Every lot is found by what it is, and nothing else is found: the index says what a search of the table says.
void expect_in_step(const World& w) {
  const Lots& l = w.lots;
  ASSERT_EQ(w.lot_index.size(), l.product.size());
  for (std::size_t i = 0; i < l.product.size(); ++i) {
    const Destination here{holder_of(l, i), l.cohort[i], l.diverted[i] != 0};
    std::size_t first = 0;
    while (!(l.product[first] == l.product[i] && Destination{holder_of(l, first), l.cohort[first], l.diverted[first] != 0} == here))
      ++first;
    ASSERT_EQ(first, i);  // no two lots are alike
    ASSERT_EQ(w.lot_index.find(l, l.product[i], here), LotId{i});
    ASSERT_FALSE(w.lot_index.find(l, l.product[i], {here.holder, 77, here.diverted}));
  }
}

TEST(LotIndex, IsInStepWithLotsThatMoveAndAreBornAndPutAway) {
  for (std::uint64_t seed = 1; seed <= 4; ++seed) {
    World w = some_world(seed);
    expect_in_step(w);
    pcg32 dice(seed, 5);
    const auto below = [&](std::size_t n) { return static_cast<std::int32_t>(dice(static_cast<std::uint32_t>(n))); };
    for (int step = 0; step < 400; ++step) {
      if (step == 200) testing::add_site(w, AgentId{0}, StateId{2}, 99, 0.0);  // more holders than the index has room for
      const auto from = static_cast<std::size_t>(below(w.lots.product.size()));
      const Holder to = below(8) == 0   ? Holder::retired()
                        : below(9) == 0 ? Holder::vendor()
                                        : Holder::at(SiteId{below(w.sites.owner.size())});
      ledger::move(w, LotId{from}, below(2) == 0 ? w.lots.quantity[from] : w.lots.quantity[from] / 2, {to, below(4), below(2) == 0});
      if (step % 100 == 99) {
        expect_in_step(w);
        w.quarter = 3;
        put_away(w);
        expect_in_step(w);
      }
    }
    EXPECT_EQ(w.lot_index.find(w.lots, ProductId{1000}, {}), LotId{});
    EXPECT_EQ(w.lot_index.find(w.lots, product, {Holder::at(SiteId{1000}), 0}), LotId{});
    World anew = w;
    derive(anew);
    EXPECT_EQ(w.installed, anew.installed);
  }
}

TEST(LotIndex, OfLotsWrittenByHandIsBuiltWhenItIsAsked) {
  World w = some_world(1);
  const std::size_t row = w.lots.product.size();
  testing::add_lot(w, product, Place::site, a_site, 50, true, 9);
  EXPECT_EQ(ledger::lot_at(w, product, {Holder::at(a_site), 9, true}), LotId{row});
}

/// Rows of lots that are empty and not a vendor's.
std::vector<std::size_t> empty_rows(const Lots& l) {
  std::vector<std::size_t> rows;
  for (std::size_t row = 0; row < l.product.size(); ++row)
    if (l.quantity[row] == 0 && l.place[row] != Place::vendor) rows.push_back(row);
  return rows;
}

TEST(PutAway, RemovesLotsAtTheEndOfAYearOnceAQuarterIsEmpty) {
  World w = some_world(2);
  const Books books = open_books(w);
  const auto put_away_in = [&](std::int64_t quarter) {
    w.quarter = quarter;
    put_away(w);
  };
  const auto vendors = static_cast<std::size_t>(std::find(w.lots.place.begin(), w.lots.place.end(), Place::vendor) - w.lots.place.begin());
  ledger::move(w, LotId{vendors}, w.lots.quantity[vendors], {Holder::retired()});
  const auto retire_one = [&] { ledger::move(w, LotId{first_at_a_site(w)}, w.lots.quantity[first_at_a_site(w)], {Holder::retired()}); };
  while (4 * (empty_rows(w.lots).size() + 2) <= w.lots.product.size()) retire_one();
  const World fewer = w;
  put_away_in(3);
  EXPECT_FALSE(first_difference(columns<Lots>, &w.lots, &fewer.lots));
  retire_one();
  const World before = w;
  put_away_in(2);
  EXPECT_FALSE(first_difference(columns<Lots>, &w.lots, &before.lots));
  put_away_in(7);
  Lots expected = before.lots;
  const std::vector<std::size_t> gone = empty_rows(before.lots);
  ASSERT_GE(gone.size(), 4U);
  std::vector<std::size_t> stay;
  for (std::size_t row = 0; row < before.lots.product.size(); ++row)
    if (std::find(gone.begin(), gone.end(), row) == gone.end()) stay.push_back(row);
  gather(columns<Lots>, &expected, stay);
  EXPECT_FALSE(first_difference(columns<Lots>, &w.lots, &expected)) << first_difference(columns<Lots>, &w.lots, &expected).column;
  expect_in_step(w);
  EXPECT_NO_THROW(audit(w, books));
}

TEST(PutAway, RemovesEndedLicencesAndKeepsTheOrder) {
  World w = some_world(2);
  resize(columns<Licences>, &w.licences, 4);
  w.licences.stage = {LicenceStage::ended, LicenceStage::denied, LicenceStage::ended, LicenceStage::review};
  w.licences.left = {1.0, 2.0, 3.0, 4.0};
  put_away(w);
  EXPECT_EQ(w.licences.stage, (std::vector<LicenceStage>{LicenceStage::denied, LicenceStage::review}));
  EXPECT_EQ(w.licences.left, (std::vector<double>{2.0, 4.0}));
  const World before = w;
  put_away(w);
  EXPECT_TRUE(w == before);
}

/// What a user may bring along: a note of its own on every licence, and claims on lots and licences.
struct LicenceNotes {
  std::vector<double> note;
};
struct Claims {
  std::vector<LicenceId> licence;
  std::vector<LotId> lot;
};
}  // namespace
template <> inline constexpr auto columns<LicenceNotes> = std::array{column<&LicenceNotes::note>("note", "1", "")};
template <> inline constexpr auto columns<Claims> =
    std::array{column<&Claims::licence>("licence", "licence", ""), column<&Claims::lot>("lot", "lot", "")};
namespace {
constexpr TableInfo notes = more_columns<LicenceNotes>("licence_notes", "licences", "");
constexpr TableInfo claims = own_table<Claims>("claims", "");

TEST(PutAway, TakesMoreColumnsAlongAndRenumbersReferences) {
  World w = some_world(2);
  auto catalogue = std::make_shared<Catalogue>(*w.catalogue);
  catalogue->tables = {notes, claims};
  w.catalogue = catalogue;
  for (const TableInfo& table : catalogue->tables) w.own.add(table);
  resize(columns<Licences>, &w.licences, 3);
  w.licences.stage = {LicenceStage::review, LicenceStage::ended, LicenceStage::hold};
  w.own.get<LicenceNotes>().note = {1.0, 2.0, 3.0};
  w.own.get<Claims>() = {{LicenceId{2}, LicenceId{1}, LicenceId{0}, LicenceId{}}, {LotId{0}, LotId{1}, LotId{2}, LotId{}}};
  put_away(w);
  EXPECT_EQ(w.own.get<LicenceNotes>().note, (std::vector<double>{1.0, 3.0}));
  EXPECT_EQ(w.own.get<Claims>().licence, (std::vector<LicenceId>{LicenceId{1}, LicenceId{}, LicenceId{0}, LicenceId{}}));
  EXPECT_EQ(w.own.get<Claims>().lot, (std::vector<LotId>{LotId{0}, LotId{1}, LotId{2}, LotId{}}));
}

std::vector<std::int64_t> only(const World& w, std::size_t lot, std::int64_t n) {
  std::vector<std::int64_t> chips(w.lots.product.size(), 0);
  chips[0] = 1;  // must be put back
  chips[lot] = n;
  return chips;
}

TEST(Ledger, AMoveOfMoreThanThereIsIsRefusedWithTheChipsName) {
  World w = some_world(2);
  const std::size_t l = first_at_a_site(w);
  const std::string name = w.products.id[w.lots.product[l].index()];
  for (const std::int64_t n : {w.lots.quantity[l] + 1, std::int64_t{-1}}) {
    const World before = w;
    for (const bool retires : {false, true}) try {
        retires ? (void)ledger::move(w, only(w, l, n), Holder::retired()) : (void)ledger::move(w, LotId{l}, n, {Holder::retired()});
        ADD_FAILURE() << n;
      } catch (const AuditError& e) {
        EXPECT_NE(std::string(e.what()).find("a move of " + name), std::string::npos) << e.what();
        EXPECT_NE(std::string(e.what()).find(std::to_string(n)), std::string::npos) << e.what();
      }
    EXPECT_TRUE(before == w);
  }
}

/// Lots of which something retires, in the order in which a move of many writes its new rows: by product and label.
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
    EXPECT_EQ(ledger::move(at_once, chips, Holder::retired()), expected);
    for (const std::size_t p : by_product(one_by_one, chips))
      ledger::move(one_by_one, LotId{p}, chips[p], {Holder::retired(), 0, one_by_one.lots.diverted[p] != 0});
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
