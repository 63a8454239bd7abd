// Fees, rents and the books of `account`: what is paid, to whom, and how it is discounted.
#include <gtest/gtest.h>

#include <cmath>

#include "entrepot/decisions/buy.hpp"
#include "entrepot/world/ledger.hpp"
#include "support/plain_world.hpp"

namespace entrepot {
namespace {

using namespace testing;
using namespace testing::plain;

Cents paid(const World& w, Why why) { return w.payments.total[static_cast<std::size_t>(why)]; }
Cents balance(const World& w, AgentId agent) { return w.accounts.balance[account_of(w, agent).index()]; }
double chips_to(const std::vector<events::Delivery>& deliveries, AgentId agent, ProductId product) {
  double n = 0.0;
  for (const events::Delivery& d : deliveries)
    if (d.agent == agent && d.product == product) n += d.chips;
  return n;
}

// market.md, "Delivery, payment, retirement": buyer to the exporter's treasury or back; 2.0: a share of the price.
TEST(Fees, OfAChipAreAShareOfItsPricePaidToTheExportersTreasury) {
  for (const double fee : {0.1, -0.1}) {  // a fee, then a subsidy
    World w = plain_world();
    close_cloud(w);
    (fee > 0 ? w.levers.fee : w.levers.subsidy)[lever_row(ExporterId{0}, Layer::chips, Tier::swing)] = 0.1;
    const auto deliveries = run_for_events<events::Delivery>(w, "buy", {3, 1});
    const double n = chips_to(deliveries, agent_of(w, swing), chip);
    ASSERT_GT(n, 100.0);
    const auto each = static_cast<Cents>(20000 * 100 / 10);  // a tenth of 20,000 USD
    EXPECT_EQ(paid(w, fee > 0 ? Why::fee : Why::subsidy), each * static_cast<Cents>(n));
    EXPECT_EQ(paid(w, fee > 0 ? Why::subsidy : Why::fee), 0);
    EXPECT_DOUBLE_EQ(w.exporters.fees[0], 20000 * fee * n);
    EXPECT_EQ(w.exporters.fees[1], 0.0);
    const Cents own = static_cast<Cents>(chips_to(deliveries, agent_of(w, home), chip)) * 2000000 +
                      static_cast<Cents>(chips_to(deliveries, agent_of(w, home), rivals_chip)) * 1200000;
    EXPECT_EQ(balance(w, agent_of(w, home)), (fee > 0 ? each : -each) * static_cast<Cents>(n) - own);
  }
}

// A tenth of the value of what is rented; the rent itself, (1 + buy.remote_margin) x the bloc's price (market.md, "What is on offer"), is paid
// once, to the one cloud.
TEST(Fees, OfRemoteServiceAreAShareOfItsValueAndTheRentIsPaidOnce) {
  World w = plain_world();
  w.levers.fee[lever_row(ExporterId{0}, Layer::cloud, Tier::swing)] = 0.1;
  const auto deliveries = run_for_events<events::Delivery>(w, "buy", {3, 1});
  double value = 0.0, of_swing = 0.0, rented = 0.0;
  for (std::size_t b = 0; b < w.buyers.agent.size(); ++b)
    for (std::size_t z = 0; z < use_count; ++z) {
      const double worth = w.buyers.rented[b][z] * 1.3 * (z == 0 ? 11000.0 : 5500.0);
      value += worth;
      rented += w.buyers.rented[b][z];
      if (w.buyers.home[b] == swing) of_swing += worth;
    }
  ASSERT_GT(of_swing, 1e5);
  EXPECT_NEAR(usd(paid(w, Why::remote_service)), value, 0.05);  // to the cent of every renter
  EXPECT_NEAR(usd(paid(w, Why::fee)), 0.1 * of_swing, 0.02);
  EXPECT_NEAR(w.exporters.fees[0], 0.1 * of_swing, 0.02);
  const double bought =
      chips_to(deliveries, agent_of(w, cloud), chip) * 20000.0 + chips_to(deliveries, agent_of(w, cloud), rivals_chip) * 12000.0;
  EXPECT_NEAR(usd(balance(w, agent_of(w, cloud))), value - bought, 0.05);
  // Nobody gets more to use than the cloud got chips for.
  double total = 0.0;
  for (const auto& row : w.buyers.rented_total)
    for (const auto& of_use : row) total += of_use[0] + of_use[1];
  EXPECT_DOUBLE_EQ(total, rented);
}

// outcomes.md: each quarter times exp(-account.discount_rate x quarter/4), added to what there was.
TEST(Account, AddsTheQuartersBooksDiscountedToTheStart) {
  World w = plain_world();
  w.quarter = 6;
  w.states.income_group = {0, 1, 2, 1};
  w.firms.revenue = {3e8, 2e8, 5e7};
  w.exporters.fees = {7e6, -2e6};
  for (std::size_t b = 0; b < w.buyers.agent.size(); ++b)
    w.buyers.surplus[b] = {1e6 * static_cast<double>(2 * b + 1), 1e6 * static_cast<double>(2 * b + 2)};
  w.totals.fees[0] = {1e6, 1e6};
  w.totals.revenue[0] = {1e8, 0.0, 0.0};
  standard_model().run_stage(w, "account", {1, 1});
  const double now = std::exp(-0.05 * 6.0 / 4.0);
  EXPECT_NEAR(w.totals.fees[0][0], 1e6 + 7e6 * now, 1e-3);
  EXPECT_NEAR(w.totals.fees[0][1], 1e6 - 2e6 * now, 1e-3);
  EXPECT_NEAR(w.totals.revenue[0][0], 1e8 + (3e8 + 5e7) * now, 1e-3);  // the maker's and the cloud's: both at home there
  EXPECT_NEAR(w.totals.revenue[0][1], 2e8 * now, 1e-3);
  EXPECT_NEAR(w.totals.surplus[0][0], (1 + 2 + 9 + 10) * 1e6 * now, 1e-3);  // home and the cloud
  EXPECT_NEAR(w.totals.surplus[0][1], (3 + 4 + 7 + 8) * 1e6 * now, 1e-3);   // the rival and the adversary
  EXPECT_NEAR(w.totals.surplus[0][2], (5 + 6) * 1e6 * now, 1e-3);
}

}  // namespace
}  // namespace entrepot
