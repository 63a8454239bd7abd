// Outcomes of a World made by hand: every number of docs/model/outcomes.md counted here once.
#include "entrepot/run/outcomes.hpp"

#include <gtest/gtest.h>

#include "entrepot/decisions/buy.hpp"
#include "entrepot/decisions/license.hpp"
#include "support/plain_world.hpp"

namespace entrepot {
namespace {

using namespace testing;
using namespace testing::plain;

TEST(Outcomes, OfAWorldMadeByHand) {
  World w = plain_world();
  constexpr SiteId at_rival{1}, at_adversary{3};
  // A chip is 2 H100e and 1 kW, the rival's chip 1 H100e and here 3 kW.
  w.products.power[rivals_chip.index()] = 3.0;
  add_lot(w, chip, Place::site, at_home, 10);
  add_lot(w, rivals_chip, Place::site, at_rival, 5);
  add_lot(w, chip, Place::site, at_rival, 3, true);
  add_lot(w, chip, Place::site, at_swing, 7);
  add_lot(w, rivals_chip, Place::site, at_swing, 4);
  add_lot(w, rivals_chip, Place::site, at_adversary, 6);
  add_lot(w, chip, Place::site, abroad, 8);
  // The swing state's own on the home exporter's soil, and the cloud's in the adversary.
  add_lot(w, rivals_chip, Place::site, add_site(w, agent_of(w, swing), home, 6, 0.0), 9);
  add_lot(w, rivals_chip, Place::site, add_site(w, agent_of(w, cloud), adversary, 7, 0.0), 11);
  add_lot(w, chip, Place::vendor, {}, 1000);  // not in service
  add_lot(w, chip, Place::retired, {}, 500, true);
  w.products.sold = {100.0, 50.0};
  w.totals.price_history_training[0] = {123.0, 4.0, 5.0, 6.0};
  w.totals.revenue[0] = {11.0, 12.0, 13.0};
  w.totals.surplus[0] = {1.0, 2.0, 4.0};
  w.totals.fees[0] = {7.0, 9.0};
  w.totals.wait_quarters[0] = {5.0, 7.0};
  for (std::size_t b = 0; b < w.buyers.agent.size(); ++b) {
    w.buyers.rented_total[b].fill({100.0, 100.0});
    w.buyers.shadow[b] = {1e6, 1e6};
    w.buyers.q_free[b] = {1e6, 1e6};
  }
  w.buyers.rented_total[2] = {{{1.0, 2.0}, {3.0, 4.0}}};
  w.buyers.shadow[1] = {100.0, 300.0}, w.buyers.q_free[1] = {1.0, 3.0};
  w.buyers.shadow[2] = {10.0, 40.0}, w.buyers.q_free[2] = {2.0, 1.0};
  count<events::Application>(w, 9);
  count<events::Approval>(w, 6);
  count<events::Denial>(w, 2);
  count<events::Redesign>(w, 3);
  const Outcomes out(standard_model(), w);
  const double third = 7 * 2 + 4 + 6 + 8 * 2 + 11;  // swing, adversary, the cloud's in either
  const std::vector<std::pair<std::string_view, double>> expected{
      {"stack_share", (7 * 2 + 8 * 2) / third},
      {"revenue_usd", 11},
      {"rival_revenue_usd", 12},
      {"diverted_h100e", 3 * 2},
      {"world_welfare", 1 + 2 + 4},
      {"welfare_high_income", 1},
      {"welfare_middle_income", 2},
      {"welfare_low_income", 4},
      {"world_h100e", 10 * 2 + 9 + 5 + 3 * 2 + third},
      {"home_h100e", 10 * 2 + 9},
      {"rival_h100e", 5 + 3 * 2},
      {"swing_h100e", 7 * 2 + 4 + 9},
      {"hosted_swing_h100e", 8 * 2},
      {"rented_swing_h100e", 1 + 2 + 3 + 4},
      {"sales_h100e", 100 * 2 + 50},
      {"price_h100e", 123},
      {"rival_self_supply", 5.0 / (5 + 3 * 2)},
      {"rival_shadow_usd", (100.0 * 1 + 300.0 * 3) / (1 + 3)},
      {"swing_shadow_usd", (10.0 * 2 + 40.0 * 1) / (2 + 1)},
      {"applications", 9},
      {"approval_share", 6.0 / (6 + 2)},
      {"licence_wait_months", 3.0 * (5 + 7) / (6 + 2)},  // a quarter is three months
      {"fees_usd", 7},
      {"power_mw", (1.0 * (10 + 3 + 7 + 8) + 3.0 * (5 + 4 + 6 + 9 + 11)) / 1000},
      {"redesigns", 3},
  };
  EXPECT_EQ(expected.size(), out.infos().size());
  for (const auto& [name, value] : expected) EXPECT_DOUBLE_EQ(out.at(name), value) << name;
}

TEST(Outcomes, OfAWorldWhereNothingWasDoneAreNoNumbersByZero) {
  const Outcomes out(standard_model(), plain_world());
  for (const char* name : {"stack_share", "rival_self_supply", "rival_shadow_usd", "licence_wait_months"})
    EXPECT_EQ(out.at(name), 0.0) << name;
  EXPECT_EQ(out.at("approval_share"), 1.0);
}

}  // namespace
}  // namespace entrepot
