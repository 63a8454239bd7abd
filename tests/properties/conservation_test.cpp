// Chips to the unit and money to the cent, in every stage of every quarter, over generated worlds.
#include <gtest/gtest.h>

#include "entrepot/base/errors.hpp"
#include "entrepot/run/model.hpp"
#include "entrepot/world/archive.hpp"
#include "entrepot/world/audit.hpp"
#include "entrepot/world/ledger.hpp"
#include "support/generated_world.hpp"

namespace entrepot {
namespace {

constexpr std::uint64_t worlds = 30;

TEST(Conservation, ChipsAndMoneyBehindEveryStage) {
  for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
    World w = testing::generated_world(seed);
    initialise(w);
    const Books books = open_books(w);
    const Model& schedule = standard_model();
    for (int quarter = 0; quarter < 16; ++quarter)
      schedule.step(w, {7, seed}, nullptr, [&](std::string_view stage, const World& now) {
        ASSERT_NO_THROW(audit(now, books)) << "seed " << seed << " " << stage;
      });
    std::int64_t made = 0;
    for (const std::int64_t n : w.products.made) made += n;
    EXPECT_GT(made, 0) << seed;
  }
}

TEST(Conservation, TheAuditFindsAChipTooManyAndACentTooFew) {
  World w = testing::generated_world(3);
  initialise(w);
  const Books books = open_books(w);
  World more = w;
  ++more.lots.quantity[0];
  EXPECT_THROW(audit(more, books), AuditError);
  World less = w;
  --less.accounts.balance[2];
  EXPECT_THROW(audit(less, books), AuditError);
  World negative = w;
  negative.lots.quantity[0] = -1;
  EXPECT_THROW(audit(negative, books), AuditError);
  World nowhere = w;
  nowhere.lots.place[0] = Place::site;
  nowhere.lots.site[0] = SiteId{};
  EXPECT_THROW(audit(nowhere, books), AuditError);
}

TEST(Conservation, ASumThatIsSplitLosesNoCent) {
  World w = testing::generated_world(3);
  const std::vector<Cents> before = w.accounts.balance;
  const Cents paid = w.payments.total[static_cast<std::size_t>(Why::remote_service)];
  const AccountId a{1}, b{2}, c{3};
  const std::vector<ledger::Share> clouds{{b, 1.0}, {c, 2.0}};
  ledger::pay(w, std::vector<ledger::Amount>{{a, 100}, {b, 1}}, ledger::split(101, clouds), Why::remote_service);
  EXPECT_EQ(w.accounts.balance[1] - before[1], -100);
  EXPECT_EQ(w.accounts.balance[2] - before[2], 33 - 1);  // a third of 101, whole cents
  EXPECT_EQ(w.accounts.balance[3] - before[3], 68);
  EXPECT_EQ(w.payments.total[static_cast<std::size_t>(Why::remote_service)] - paid, 101);
  const World after = w;  // nobody to pay: nobody pays
  EXPECT_THROW(ledger::pay(w, std::vector<ledger::Amount>{{a, 100}}, ledger::split(100, {}), Why::remote_service), AuditError);
  EXPECT_TRUE(w == after);
}

TEST(Conservation, WhatManyOweIsWhatOthersAreDue) {
  World w = testing::generated_world(3);
  const std::vector<Cents> before = w.accounts.balance;
  const Cents paid = w.payments.total[static_cast<std::size_t>(Why::chips)];
  const AccountId a{1}, b{2}, c{3};
  const std::vector<ledger::Amount> owed{{a, 9007199254740991}, {b, 5}};
  ledger::pay(w, owed, std::vector<ledger::Amount>{{b, 9007199254740990}, {c, 6}}, Why::chips);
  EXPECT_EQ(w.accounts.balance[1] - before[1], -9007199254740991);
  EXPECT_EQ(w.accounts.balance[2] - before[2], 9007199254740990 - 5);
  EXPECT_EQ(w.accounts.balance[3] - before[3], 6);
  EXPECT_EQ(w.payments.total[static_cast<std::size_t>(Why::chips)] - paid, 9007199254740996);
  const std::vector<Cents> after = w.accounts.balance;
  EXPECT_THROW(ledger::pay(w, owed, std::vector<ledger::Amount>{{c, 6}}, Why::chips), AuditError);
  EXPECT_EQ(w.accounts.balance, after);
}

TEST(Conservation, CapsHoldToTheChip) {
  for (std::uint64_t seed = 1; seed <= worlds; ++seed) {
    World w = testing::generated_world(seed);
    initialise(w);
    const Model& schedule = standard_model();
    for (int quarter = 0; quarter < 12; ++quarter) schedule.step(w, {11, seed});
    for (std::size_t b = 0; b < w.buyers.agent.size(); ++b) {
      const StateId home = w.buyers.home[b];
      for (std::size_t e = 0; e < exporter_count; ++e) {
        if (home == w.exporters.state[e]) continue;
        const std::size_t cell = e * 9 + static_cast<std::size_t>(w.states.tier[home.index()][e]);  // layer chips is the first
        if (w.levers.cap[cell] == no_cap || w.levers.cap_per[cell] != CapPer::total) continue;
        EXPECT_LE(w.buyers.delivered[b][0][e] + w.buyers.delivered[b][1][e], w.levers.cap[cell] * (1 + 1e-12))
            << "seed " << seed << " buyer " << b;
      }
    }
  }
}

TEST(Snapshot, RestoredInMidRunGoesOnWithTheSameBits) {
  for (std::uint64_t seed = 1; seed <= 5; ++seed) {
    World w = testing::generated_world(seed);
    initialise(w);
    const Model& schedule = standard_model();
    for (int quarter = 0; quarter < 6; ++quarter) schedule.step(w, {5, seed});
    World back = restore(save(w), w);
    EXPECT_EQ(digest_of(back), digest_of(w));
    for (int quarter = 0; quarter < 6; ++quarter) {
      schedule.step(w, {5, seed});
      schedule.step(back, {5, seed});
    }
    EXPECT_TRUE(back == w) << first_difference(back, w).column;
    EXPECT_EQ(digest_of(back), digest_of(w));
  }
}

TEST(Snapshot, DamagedForeignAndOldBytesAreRefusedWithASentence) {
  World w = testing::generated_world(2);
  initialise(w);
  const std::string bytes = save(w);
  std::string flipped = bytes;
  flipped[bytes.size() / 2] = static_cast<char>(flipped[bytes.size() / 2] ^ 1);
  EXPECT_THROW(restore(flipped, w), SnapshotError);
  EXPECT_THROW(restore(bytes.substr(0, bytes.size() / 2), w), SnapshotError);
  EXPECT_THROW(restore("hello", w), SnapshotError);
  World other = w;
  other.scenario = Digest{1, 2};
  EXPECT_THROW(restore(bytes, other), SnapshotError);
  try {
    restore(bytes, other);
  } catch (const SnapshotError& e) {
    EXPECT_NE(std::string(e.what()).find("another scenario"), std::string::npos) << e.what();
  }
  World without = w;
  without.frame = nullptr;
  EXPECT_THROW(restore(bytes, without), SnapshotError);
}

}  // namespace
}  // namespace entrepot
