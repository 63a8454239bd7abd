// Rules of the market one by one, on a market small enough to work out by hand (support/plain_world.hpp). Formulas are those of
// docs/model/market.md; the section is named at each test.
#include <gtest/gtest.h>

#include <cmath>
#include <numeric>

#include "decisions/buy/next_quarter.hpp"
#include "decisions/buy/prices.hpp"
#include "decisions/buy/stock_ahead.hpp"
#include "entrepot/decisions/buy.hpp"
#include "entrepot/run/model.hpp"
#include "entrepot/solvers/markets.hpp"
#include "support/plain_world.hpp"

namespace entrepot {
namespace {

using namespace buying;
using solvers::willingness;
using namespace testing;
using namespace testing::plain;

constexpr double slope = 7.0 * 0.5;                // beta_p = buy.own_price x buy.nest
constexpr std::array backstop{50000.0, 40000.0};   // P0 by purpose
constexpr std::array first_cost{12000.0, 6000.0};  // ubar(0)
constexpr double plenty = 1e9;
constexpr double budget = 0.5 * 1e-3 * 1e12 / 4.0;      // of a state for one purpose, USD
const std::array chip_price{20000.0 / 2, 20000.0 / 4};  // per H100e of the purpose
const std::array rivals_price{12000.0, 12000.0};

/// Utility is -beta_p ln(price) and nothing else; nobody rents.
World bare_world() {
  World w = plain_world();
  close_cloud(w);
  for (const char* name : {"buy.network", "buy.switching", "buy.cutoff_cost", "buy.taste_abroad", "buy.sovereignty"})
    w.parameters.set(name, 0.0);
  return w;
}
BuyParameters parameters_of(const World& w) { return w.parameters.bind<BuyParameters>(); }
DemandSide side_of(const World& w) { return demand_side(w, AccessTable(w), parameters_of(w)); }
Fill fill_all(const World& w, const DemandSide& side) {
  return ration(w, side.offer, side.orders, std::vector<double>(side.offer.products(), plenty));
}
/// exp(v_p - v_0) of something at this price, where utility is that of the price only.
double odds(double price, std::size_t z) { return std::pow(price / backstop[z], -slope); }

// --- Utilities: "Demand". With one chip a nest, share of p over share of the backstop = exp(v_p - v_0) exactly. ------------------------------

/// ln(share of a chip/share of the backstop) in training, by buyer and chip.
using LogOdds = std::array<std::array<double, 2>, 5>;
LogOdds log_odds(const World& w) {
  const DemandSide side = side_of(w);
  LogOdds all{};
  for (std::size_t k = 0; k < 5; ++k)
    for (std::size_t c = 0; c < 2; ++c) all[k][c] = std::log(side.ruled.share[c][k][0] / side.ruled.outside[k][0]);
  return all;
}

TEST(MarketRules, EachTieMovesUtilityByItsWeight) {
  World w = bare_world();
  w.exporters.newcomer[1] = 1;
  w.states.stock = {{100, 0, 0}, {50, 150, 0}, {300, 100, 0}, {0, 0, 0}};
  for (auto& cut : w.states.rel_b) cut = {1.0, 4.0};  // beside 4 in time: beliefs 1/5 of the first exporter, 1/2 of the second
  const LogOdds bare = log_odds(w);
  for (std::size_t k = 0; k < 5; ++k) {
    EXPECT_NEAR(bare[k][0], -slope * std::log(10000.0 / 50000.0), 1e-9);
    EXPECT_NEAR(bare[k][1], -slope * std::log(12000.0 / 50000.0), 1e-9);
  }
  struct Row {
    const char* parameter;
    double weight;
    LogOdds
        moves;  // by one of the parameter; {home's chip, rival's chip} of the home exporter, the rival, swing, adversary, cloud (at home)
  };
  const Row rows[] = {
      {"buy.network", 1.0, {{{1, 0}, {0.25, 0.75}, {0.75, 0.25}, {0, 0}, {1, 0}}}},
      {"buy.switching", 1.0, {{{0, -1}, {-1, 0}, {0, -1}, {0, 0}, {0, -1}}}},
      {"buy.cutoff_cost", 1.0, {{{0, -0.5}, {-0.2, 0}, {-0.2, -0.5}, {-0.2, -0.5}, {0, -0.5}}}},
      {"buy.taste_abroad", -2.0, {{{0, 1}, {0, 0}, {0, 0.75}, {0, 1}, {0, 1}}}},  // fades with the share there
      {"buy.sovereignty", 1.0, {{{1, 1}, {1, 1}, {1, 1}, {1, 1}, {0, 0}}}},       // of states
  };
  for (const Row& row : rows) {
    World tied = w;
    tied.parameters.set(row.parameter, row.weight);
    const LogOdds found = log_odds(tied);
    for (std::size_t k = 0; k < 5; ++k)
      for (std::size_t c = 0; c < 2; ++c)
        EXPECT_NEAR(found[k][c] - bare[k][c], row.weight * row.moves[k][c], 1e-9) << row.parameter << " agent " << k << " chip " << c;
  }
}

// Inside a nest ln(s_p/s_q) = (v_p - v_q)/lambda. Remote service has the constant of its tier, and one's own soil is worth more to a state.
TEST(MarketRules, OwnSoilSpeaksAgainstRentingForStatesOnly) {
  World w = bare_world();
  w.buyers.weight[4] = 0.5;
  w.firms.home[1] = swing;  // a firm that buys abroad
  w.buyers.agent[3] = agent_of(w, rivals_maker);
  w.agents.home[w.buyers.agent[3].index()] = swing;
  w.buyers.home[3] = swing;
  w.buyers.sovereign[3] = 0.0;
  w.exporters.cloud_taste[0] = {0, 0, 0.7, 0.9, 0, 0};  // swing: training, inference
  for (const double soil : {0.0, 0.5, 2.0}) {
    w.parameters.set("buy.sovereignty", soil);
    const DemandSide side = side_of(w);
    const std::size_t remote = side.offer.remote(0);
    for (const std::size_t b : {2U, 3U})
      for (std::size_t z = 0; z < use_count; ++z) {
        const double price = 1.3 * (z == 0 ? 11000.0 : 5500.0), constant = z == 0 ? 0.7 : 0.9;
        const double expected = (-slope * std::log(price / chip_price[z]) + constant - (b == 2 ? soil : 0.0)) / 0.5;
        EXPECT_NEAR(std::log(side.ruled.share[remote][b][z] / side.ruled.share[0][b][z]), expected, 1e-9) << b << " " << z;
      }
    EXPECT_EQ(side.ruled.share[remote][0][0], 0.0);  // a bloc does not rent from itself
  }
}

// rules_and_access.md: penalty = -beta_p ln(1 + fee) - buy.delay_cost x mean wait of the route, in years.
TEST(MarketRules, FeesAndWaitsLowerUtility) {
  World w = bare_world();
  const LogOdds before = log_odds(w);
  const std::size_t cell = lever_row(ExporterId{0}, Layer::chips, Tier::swing);
  w.levers.route[cell] = Route::licence_case;
  w.levers.fee[cell] = 0.2;
  w.exporters.expected_wait[0] = {0.3, 1.1};
  const std::size_t l = add_licence(w, agent_of(w, swing), 0, Route::licence_case, LicenceStage::approved);
  w.licences.left[l] = plenty;
  const LogOdds after = log_odds(w);
  EXPECT_NEAR(after[2][0] - before[2][0], -slope * std::log(1.2) - 0.3 * 1.1, 1e-9);
  EXPECT_NEAR(after[2][1], before[2][1], 1e-12);
  EXPECT_NEAR(after[3][0], before[3][0], 1e-12);
}

// --- Quantities, "Shadow price" and surplus ----------------------------------------------------------------------------------------------

/// Consumer surplus by its meaning: what is bought at each price from the index up to the backstop, by Simpson's rule in ln p.
double area_under_demand(double scale, double eps, double from, double to) {
  constexpr int n = 2000;
  const double step = std::log(to / from) / n;
  double sum = 0.0;
  for (int i = 0; i <= n; ++i) {
    const double price = from * std::exp(step * i), weight = i == 0 || i == n ? 1.0 : i % 2 == 1 ? 4.0 : 2.0;
    sum += weight * scale * std::pow(price, -eps) * price;
  }
  return sum * step / 3.0;
}

TEST(MarketRules, QuantityShadowPriceAndSurplusOfAFee) {
  for (const double eps : {0.6, 1.0, 1.7})
    for (const double overrun : {10.0, 1.0}) {
      World w = bare_world();
      w.parameters.set("buy.elasticity", eps);
      w.parameters.set("buy.budget_overrun", overrun);
      w.levers.fee[lever_row(ExporterId{0}, Layer::chips, Tier::swing)] = 0.3;
      const DemandSide side = side_of(w);
      const Shadows s = shadows_of(w, side, fill_all(w, side), parameters_of(w));
      for (std::size_t z = 0; z < 2; ++z) {
        const std::size_t b = 2;
        const double scale = budget * std::pow(first_cost[z], eps - 1.0);  // A
        struct Choice {
          double index, chosen, wanted, quantity;
        };
        const auto choice = [&](double fee) {
          const double of_chip = odds(chip_price[z] * (1 + fee), z), of_rivals = odds(rivals_price[z], z), all = 1 + of_chip + of_rivals;
          const double cost = (of_chip * chip_price[z] * (1 + fee) + of_rivals * rivals_price[z]) / (all - 1);
          Choice c{backstop[z] * std::pow(all, -1.0 / slope), (all - 1) / all, 0.0, 0.0};
          c.wanted = scale * std::pow(c.index, -eps);
          c.quantity = std::min(c.wanted, overrun * budget / cost);
          return c;
        };
        const Choice ruled = choice(0.3), free = choice(0.0);
        EXPECT_NEAR(side.ruled.index[b][z] / ruled.index, 1.0, 1e-9);
        EXPECT_NEAR(side.ruled.quantity[b][z] / ruled.quantity, 1.0, 1e-9);
        EXPECT_NEAR(s.received[b][z] / (ruled.chosen * ruled.quantity), 1.0, 1e-9);
        EXPECT_NEAR(s.q_free[b][z] / (free.chosen * free.quantity), 1.0, 1e-9);
        const double ratio = free.chosen * free.quantity / (ruled.chosen * ruled.quantity);
        ASSERT_GT(ratio, 1.01);
        EXPECT_NEAR(s.shadow[b][z] / (free.index * (std::pow(ratio, 1.0 / eps) - 1.0)), 1.0, 1e-7) << eps;
        EXPECT_NEAR(s.surplus[b][z] / area_under_demand(scale, eps, ruled.index, backstop[z]), 1.0, 1e-7) << eps;
        EXPECT_EQ(s.shadow[3][z], 0.0);  // whom no rule touches
      }
    }
  EXPECT_NEAR(willingness(1e6, 200, 10, 5, 0.5), 200 * 4.0, 1e-9);
  EXPECT_NEAR(willingness(1e6, 200, 10, 5, 2.0), 200 * std::sqrt(2.0), 1e-9);
}

// "Growth and the next quarter": P0' = min(P0(0), P0(0) x mean world price of four quarters/first world price).
TEST(MarketRules, TheBackstopFollowsTheMeanPriceOfFourQuartersDownOnly) {
  World w = bare_world();
  w.totals.price_history_training[0] = {10000, 9000, 8000, 1};
  w.totals.price_history_inference[0] = {8000, 12000, 12000, 1};
  Market market;
  market.side.offer = offer_of(w, parameters_of(w));
  market.deliveries.sold = {100.0, 50.0};
  market.fill.ordered = {130.0, 40.0};
  market.price = {21000.0, 11000.0};
  write_market(w, market);
  const double training = (100 * 20000.0 + 50 * 12000.0) / (100 * 2 + 50 * 1);
  const double inference = (100 * 20000.0 + 50 * 12000.0) / (100 * 4 + 50 * 1);
  EXPECT_EQ(w.totals.price_history_training[0], (std::array{training, 10000.0, 9000.0, 8000.0}));
  EXPECT_NEAR(w.totals.backstop[0][0], 50000 * ((training + 10000 + 9000 + 8000) / 4) / 10000, 1e-9);
  EXPECT_GT((inference + 8000 + 12000 + 12000) / 4, 8000.0);
  EXPECT_EQ(w.totals.backstop[0][1], 40000.0);
  EXPECT_EQ(w.exporters.cloud_price[0], (std::array{20000.0 / 2, 20000.0 / 4}));
  EXPECT_EQ(w.exporters.cloud_price[1], (std::array{12000.0, 12000.0}));
  EXPECT_EQ(w.firms.revenue, (std::vector{100 * 20000.0, 50 * 12000.0, 0.0}));  // at the price of the quarter
  EXPECT_EQ(w.products.price, (std::vector{21000.0, 11000.0}));
  EXPECT_EQ(w.products.ordered, (std::vector{130.0, 40.0}));
}

// "`initialise`", 1, and "What is on offer": q_train = speed/9.89e14, q_infer = (memory_bw/3.35e12)^w q_train^(1-w).
TEST(MarketRules, TheFirstDaysQualitiesAndBackstop) {
  World w = generated_world(3);
  const World before = w;
  w.parameters.set("start.infer_memory_weight", 0.3);
  w.parameters.set("start.backstop_multiple", 7.0);
  initialise(w);
  double money = 0.0, training = 0.0, inference = 0.0;
  for (std::size_t i = 0; i < w.products.id.size(); ++i) {
    const double q_train = w.products.train_speed[i] / 9.89e14;
    const double q_infer = std::pow(w.products.memory_bw[i] / 3.35e12, 0.3) * std::pow(q_train, 0.7);
    EXPECT_NEAR(w.products.q_train[i] / q_train, 1.0, 1e-12);
    EXPECT_NEAR(w.products.q_infer[i] / q_infer, 1.0, 1e-12);
    money += w.products.sold[i] * w.products.list_price[i];
    training += w.products.sold[i] * q_train;
    inference += w.products.sold[i] * q_infer;
  }
  EXPECT_NEAR(w.totals.backstop[0][0] / (7.0 * money / training), 1.0, 1e-12);
  EXPECT_NEAR(w.totals.backstop[0][1] / (7.0 * money / inference), 1.0, 1e-12);
  EXPECT_EQ(w.totals.backstop_start, w.totals.backstop);
  EXPECT_EQ(w.products.price, w.products.list_price);
  EXPECT_EQ(w.states.ai_share, w.states.ai_share_start);
  for (std::size_t i = 0; i < w.states.id.size(); ++i) {
    EXPECT_NEAR(w.states.announced[i], before.states.announced_chips[i] * money / training, 1e-6);  // H100e a quarter at the first price
    EXPECT_NEAR(w.states.power_spare[i], before.states.spare_generation[i] * 0.2, 1e-9);
    EXPECT_NEAR(w.states.mw_rate[i], before.states.grid_capacity[i] * 0.001, 1e-9);
  }
}

// --- "Variants under a threshold" --------------------------------------------------------------------------------------------------------

/// The rule keeps the chip from the adversary; the vendor's small chip and the rival's are free to it.
World threshold_world() {
  World w = bare_world();
  add_rule(w, -4);
  const std::size_t low = add_product(w, chip).index();
  w.products.price[low] = w.products.list_price[low] = 6000.0;
  w.products.unit_cost[low] = 2000.0;
  w.products.q_train[low] = 0.7;
  w.products.q_infer[low] = 1.4;
  w.products.tpp[low] = 3000.0;
  return w;
}
std::vector<Redesign> redesigns_of(const World& w, std::uint64_t seed = 1) {
  return redesigns(w, Turn{RunKey{seed, 0}, w.quarter}, side_of(w), AccessTable(w), parameters_of(w));
}

// profit = 4 sum_b B_b sigma(v_b - W_b)(margin - what the vendor earns per USD of b today): taken exactly where it passes buy.redesign_cost.
TEST(MarketRules, AVariantIsDesignedIfAYearsProfitLessCannibalisationPaysForIt) {
  World w = threshold_world();
  const double speed = 4800.0 * 0.995 / 8000.0;  // half a percent under the threshold
  const double of_infer = std::pow(speed, 1.0 - 0.6);
  const double price = 20000.0 * 0.5 * (speed + of_infer), margin = 1.0 - 5000.0 / price;
  double profit = 0.0, taken = 0.0;
  for (std::size_t z = 0; z < 2; ++z) {
    const double variant = odds(price / (z == 0 ? 2.0 * speed : 4.0 * of_infer), z);
    const double low = odds(6000.0 / (z == 0 ? 0.7 : 1.4), z), all = 1 + low + odds(12000.0, z);
    const double earned_today = low / all * (1.0 - 2000.0 / 6000.0);
    profit += 4.0 * budget * variant / (variant + all) * (margin - earned_today);
    taken += 4.0 * budget * variant / (variant + all) * earned_today;
  }
  ASSERT_GT(taken, 0.05 * profit);
  w.parameters.set("buy.redesign_cost", profit * (1 + 1e-6));
  EXPECT_TRUE(redesigns_of(w).empty());
  w.parameters.set("buy.redesign_cost", profit * (1 - 1e-6));
  const std::vector<Redesign> made = redesigns_of(w);
  ASSERT_EQ(made.size(), 1U);
  EXPECT_EQ(made[0].parent, chip);
  EXPECT_NEAR(made[0].tpp, 8000.0 * speed, 1e-6);
  EXPECT_NEAR(made[0].q_train, 2.0 * speed, 1e-9);
  EXPECT_NEAR(made[0].q_infer, 4.0 * of_infer, 1e-9);
  EXPECT_NEAR(made[0].list_price, price, 1e-6);
  EXPECT_EQ(made[0].unit_cost, 5000.0);
  Market market;
  market.redesigns = made;
  release(w, market, parameters_of(w), Turn{RunKey{1, 0}, 0});
  EXPECT_EQ(w.payments.total[static_cast<std::size_t>(Why::redesign)], cents(profit * (1 - 1e-6)));
}

// "A vendor designs no other while its last variant is under way or less than four quarters old"; sold after 1 quarter and a lag of
// floor(u (2 buy.redesign_lag + 1)).
TEST(MarketRules, AVendorDesignsOneVariantAYear) {
  World w = threshold_world();
  w.quarter = 20;
  w.parameters.set("buy.redesign_cost", 1.0);
  const std::size_t last = add_product(w, chip).index();
  w.products.variant[last] = 1;
  for (const std::int32_t released : {15, 16, 17, 20, 22}) {
    w.products.released[last] = released;
    w.products.withdrawn[last] = released;  // so that it does not sell
    EXPECT_EQ(redesigns_of(w).size(), released <= 16 ? 1U : 0U) << released;
  }
  World shut = w;  // and none for whom it would not be free either
  shut.products.vendor[last] = rivals_maker;
  shut.levers.route[lever_row(ExporterId{0}, Layer::chips, Tier::adversary)] = Route::deny;
  EXPECT_TRUE(redesigns_of(shut).empty());
  w.products.vendor[last] = rivals_maker;  // another's variant is no reason to wait
  EXPECT_EQ(redesigns_of(w).size(), 1U);
  const Key key = join(Key{w.firms.key[0]}, Key{w.products.key[0]});
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    const double u = Luck(RunKey{seed, 0}, 20, Purpose{"buy.redesign"}).uniform(key);
    EXPECT_EQ(redesigns_of(w, seed).at(0).released, 20 + 1 + static_cast<std::int32_t>(std::floor(3.0 * u)));
  }
}

// --- "Orders ahead of a rule" ------------------------------------------------------------------------------------------------------------

// added = max(0, D T max(0, 1 - h_c T P/(S mu_after)) - ordered ahead so far). With nothing else on the market the rule leaves the adversary
// nothing, so that mu_after = P0 - PIfree.
TEST(MarketRules, OrdersAheadFillUpToTheTarget) {
  struct Case {
    double holding, reversal, horizon, so_far;
  };
  for (const Case& c : {Case{0.0, 0.02, 6, 0}, Case{0.03, 0.02, 6, 0}, Case{0.03, 0.02, 6, 1000}, Case{0.2, 0.5, 6, 0},
                        Case{0.03, 0.02, 6, 1e7}, Case{0.5, 0.3, 3, 10}}) {
    World w = bare_world();
    add_rule(w, 3);
    w.products.withdrawn[rivals_chip.index()] = 0;
    w.parameters.set("buy.stock_holding_cost", c.holding);
    w.parameters.set("buy.rule_reversal", c.reversal);
    w.parameters.set("buy.stock_horizon", c.horizon);
    w.buyers.stockpiled[3] = {c.so_far, c.so_far};
    const DemandSide side = side_of(w);
    Orders orders = side.orders;
    const buying::ByBuyer ahead = stock_ahead(w, AccessTable(w), side, fill_all(w, side), parameters_of(w), orders);
    for (std::size_t z = 0; z < 2; ++z) {
      const std::size_t b = 3;
      const double index_free = backstop[z] * std::pow(1 + odds(chip_price[z], z), -1.0 / slope), mu = backstop[z] - index_free;
      const double wanted = budget / first_cost[z] * first_cost[z] / index_free;  // eps = 1
      const double demand = std::min(wanted, 1.5 * budget / chip_price[z]) * odds(chip_price[z], z) / (1 + odds(chip_price[z], z));
      const double expected_quarters = std::min(c.horizon, 1.0 / c.reversal), survives = std::exp(-c.reversal * 3);
      const double worth = std::max(0.0, 1 - c.holding * expected_quarters * chip_price[z] / (survives * mu));
      const double added = std::max(0.0, demand * expected_quarters * worth - c.so_far);
      EXPECT_NEAR(ahead[b][z], added, 1e-9 * demand) << c.holding << " " << c.so_far;
      EXPECT_NEAR((orders.chips[0][b][z] - side.orders.chips[0][b][z]) * (z == 0 ? 2.0 : 4.0), added, 1e-9 * demand);
      EXPECT_EQ(ahead[2][z], 0.0);  // the rule is not for the swing state
    }
  }
}

// mu_after counts what can be rented: it is the shadow price that the rule will set, all else equal.
TEST(MarketRules, OrdersAheadLookAtTheShadowPriceThatTheRuleWillSet) {
  World w = plain_world();
  add_rule(w, 3);
  w.parameters.set("buy.stock_holding_cost", 0.02);
  World ruled = w;
  ruled.rules.effective[0] = 0;
  const DemandSide later = side_of(ruled), side = side_of(w);
  const Shadows shadows = shadows_of(ruled, later, fill_all(ruled, later), parameters_of(w));
  Orders orders = side.orders;
  const buying::ByBuyer ahead = stock_ahead(w, AccessTable(w), side, fill_all(w, side), parameters_of(w), orders);
  for (std::size_t z = 0; z < use_count; ++z) {
    const std::size_t b = 3;
    ASSERT_GT(shadows.rented[b][z], 0.1 * shadows.received[b][z]);
    const double mu = shadows.shadow[b][z], binds = std::exp(-0.02 * 3), wanted = side.orders.chips[0][b][z] * side.offer.quality[0][z];
    const double worth = 1 - 0.02 * 6 * chip_price[z] / (binds * mu);
    ASSERT_GT(worth, 0.05);
    ASSERT_LT(worth, 0.95);
    EXPECT_NEAR(ahead[b][z], wanted * 6 * worth, 1e-6 * ahead[b][z]);
  }
}

// What was ordered ahead is counted while the rule is pending, so that the target is not filled anew each quarter.
TEST(MarketRules, OrdersAheadAreCountedUntilTheRuleIsInForce) {
  World w = bare_world();
  add_rule(w, 2);
  w.products.withdrawn[rivals_chip.index()] = 0;
  double so_far = 0.0;
  for (; w.quarter < 3; ++w.quarter) {
    const Turn turn{RunKey{1, 0}, w.quarter};
    const auto market = Buy{}.decide(w, turn);
    Buy{}.apply(w, market, turn);
    so_far += market->ahead[3][0];
    EXPECT_NEAR(w.buyers.stockpiled[3][0], w.quarter < 2 ? so_far : 0.0, 1e-6) << w.quarter;
    EXPECT_EQ(market->ahead[3][0] > 0.0, w.quarter < 2);
  }
}

// --- Budgets, growth, power, rationing, releases -----------------------------------------------------------------------------------------

// B_b = (w_b ai_share GDP/4 + announced [b is a state, until announced_until]) x (start.training_share or 1 less it).
TEST(MarketRules, AnnouncedProjectsAreSpentOnceByTheStateUntilTheyEnd) {
  World w = plain_world();
  w.parameters.set("start.training_share", 0.3);
  w.states.announced[0] = 1e7;
  w.states.announced_until[0] = 8;
  w.states.gdp[0] = 2e12;
  for (const std::int64_t quarter : {0, 7, 8}) {
    w.quarter = quarter;
    const buying::ByBuyer b = budgets(w, parameters_of(w));
    const double state = 0.5 * 1e-3 * 2e12 / 4 + (quarter < 8 ? 1e7 : 0.0), cloud_firm = 0.5 * 1e-3 * 2e12 / 4;
    EXPECT_NEAR(b[0][0], 0.3 * state, 1e-3);
    EXPECT_NEAR(b[0][1], 0.7 * state, 1e-3);
    EXPECT_NEAR(b[4][0], 0.3 * cloud_firm, 1e-3);
    EXPECT_NEAR(b[4][1], 0.7 * cloud_firm, 1e-3);
  }
}

TEST(MarketRules, GrowthOfAQuarter) {
  World w = plain_world();
  w.states.growth = {0.04, -0.02, 0.0, 0.0};
  w.states.ai_share = {1e-3, 0.02, 0.03, 0.01};
  w.states.ai_share_start = {1e-3, 1e-3, 0.03, 0.02};
  w.states.power_online = {100, 100, 100, 100};
  w.states.power_spare = {5, 1, 0, 9};
  w.states.mw_rate = {2, 2, 2, 9};
  w.firms.capacity = {1000, 500, 0};
  w.firms.capacity_growth = {0.1, 0.05, 0.2};
  w.parameters.set("buy.capacity_growth_scale", 0.5);
  grow(w, parameters_of(w));
  EXPECT_NEAR(w.states.gdp[0], 1e12 * (1 + 0.04 / 4), 1.0);
  EXPECT_NEAR(w.states.gdp[1], 1e12 * (1 - 0.02 / 4), 1.0);
  // ceiling = max(2% of GDP, twice the first value): 2%, 2%, 6%, 4%
  EXPECT_NEAR(w.states.ai_share[0], 1e-3 * (1 + 0.12 * (1 - 1e-3 / 0.02)), 1e-15);
  EXPECT_NEAR(w.states.ai_share[1], 0.02, 1e-15);
  EXPECT_NEAR(w.states.ai_share[2], 0.03 * (1 + 0.12 * (1 - 0.03 / 0.06)), 1e-15);
  EXPECT_NEAR(w.states.ai_share[3], 0.01 * (1 + 0.12 * (1 - 0.01 / 0.04)), 1e-15);
  // online + mw_rate + min(spare, mw_rate); spare less what came on line
  EXPECT_EQ(w.states.power_online, (std::vector<double>{104, 103, 102, 118}));
  EXPECT_EQ(w.states.power_spare, (std::vector<double>{3, 0, 0, 0}));
  EXPECT_NEAR(w.firms.capacity[0], 1000 * (1 + 0.5 * 0.1), 1e-9);
  EXPECT_NEAR(w.firms.capacity[1], 500 * (1 + 0.5 * 0.05), 1e-9);
}

// "Power": power_online + 4 mw_rate + min(power_spare, 4 mw_rate) - power_used, at least 0; an agent is cut by the mean over its sites.
TEST(MarketRules, OrdersAreCutToWhatCanBeConnectedWithinFourQuarters) {
  World w = bare_world();
  w.buyers.weight[4] = 0.5;
  w.exporters.cloud_price[0] = {1e12, 1e12};  // nobody rents
  w.products.power = {1.5, 0.7};
  const DemandSide free = side_of(w);
  const auto megawatts = [&](std::size_t b) {
    double kw = 0.0;
    for (std::size_t c = 0; c < 2; ++c) kw += w.products.power[c] * (free.orders.chips[c][b][0] + free.orders.chips[c][b][1]);
    return kw / 1000.0;
  };
  const double wanted = megawatts(2) + 0.25 * megawatts(cloud_buyer.index());
  w.states.power_online[2] = 10.0;
  w.states.mw_rate[2] = 0.5;
  for (const auto& [spare, used, connectable] :
       {std::array{1.5, 11.0, 10 + 2 + 1.5 - 11}, std::array{50.0, 11.0, 10 + 2 + 2.0 - 11}, std::array{50.0, 99.0, 0.0}}) {
    w.states.power_spare[2] = spare;
    w.states.power_used[2] = used;
    ASSERT_LT(connectable, wanted);
    const DemandSide cut = side_of(w);
    const double factor = connectable / wanted;
    for (std::size_t c = 0; c < 2; ++c)
      for (std::size_t b = 0; b < 5; ++b) {
        const double of_buyer = b == 2 ? factor : BuyerId{b} == cloud_buyer ? 0.75 + 0.25 * factor : 1.0;
        for (std::size_t z = 0; z < use_count; ++z)
          EXPECT_NEAR(cut.orders.chips[c][b][z], free.orders.chips[c][b][z] * of_buyer, 1e-6) << spare << " " << b;
      }
  }
}

// "Shadow price": Qfree is what would be received with rules lifted, and power that is short is no rule.
TEST(MarketRules, WantOfPowerIsNoShadowPrice) {
  World w = bare_world();
  w.states.power_online[2] = 10.0;
  w.states.mw_rate[2] = 0.5;
  w.levers.cap[lever_row(ExporterId{0}, Layer::chips, Tier::swing)] = 1e12;  // a rule that touches the state and takes nothing from it
  const DemandSide side = side_of(w);
  ASSERT_LT(side.orders.power_factor[2], 0.9);
  ASSERT_GT(side.orders.power_factor[2], 0.01);
  ASSERT_EQ(side.terms.touched[2], 1);
  const Shadows shadows = shadows_of(w, side, fill_all(w, side), parameters_of(w));
  for (std::size_t z = 0; z < use_count; ++z) {
    const double inside = 1.0 - side.free.outside[2][z], q_free = shadows.q_free[2][z];  // inside: bought, not left to the backstop
    EXPECT_NEAR(q_free, side.orders.power_factor[2] * side.free.quantity[2][z] * inside, 1e-9 * q_free);
    EXPECT_NEAR(shadows.received[2][z], q_free, 1e-9 * q_free);
    EXPECT_NEAR(shadows.shadow[2][z], 0.0, 1e-4);
  }
  // With half of it barred by a rule the rest is worth wtp(Q) - PIfree, both Q after the same cut.
  w.levers.cap[lever_row(ExporterId{0}, Layer::chips, Tier::swing)] = 0.5 * (shadows.received[2][0] + shadows.received[2][1]);
  const DemandSide capped = side_of(w);
  const Shadows dear = shadows_of(w, capped, fill_all(w, capped), parameters_of(w));
  for (std::size_t z = 0; z < use_count; ++z) {
    const double q_free = dear.q_free[2][z], index = side.free.index[2][z];
    ASSERT_LT(dear.received[2][z], q_free);
    EXPECT_NEAR(q_free, capped.orders.power_factor[2] * side.free.quantity[2][z] * (1.0 - side.free.outside[2][z]), 1e-9 * q_free);
    EXPECT_NEAR(dear.shadow[2][z], willingness(backstop[z], index, q_free, dear.received[2][z], 1.0) - index, 1e-6 * dear.shadow[2][z]);
  }
}

// "Remote service": what a cloud orders for renters is received by them, once, and is not the cloud's own.
TEST(MarketRules, WhatCloudsLetIsReceivedByTheRenters) {
  World w = plain_world();
  w.exporters.cloud_taste[0].fill(0.0);
  for (const bool scarce : {false, true}) {
    const DemandSide side = side_of(w);
    std::vector<double> stock(side.offer.products(), plenty);
    const std::span<const double> ordered = flat(side.orders.chips[0]);
    if (scarce) stock[0] = 0.5 * std::accumulate(ordered.begin(), ordered.end(), 0.0);
    const Fill fill = ration(w, side.offer, side.orders, stock);
    const Shadows shadows = shadows_of(w, side, fill, parameters_of(w));
    for (std::size_t z = 0; z < use_count; ++z) {
      double delivered = 0.0, to_cloud = 0.0, received = 0.0, rented = 0.0;
      for (std::size_t b = 0; b < w.buyers.agent.size(); ++b) {
        received += shadows.received[b][z];
        rented += shadows.rented[b][z];
        for (std::size_t c = 0; c < side.offer.products(); ++c) {
          const double h100e = fill.given[c][b][z] * side.offer.quality[c][z];
          delivered += h100e;
          if (BuyerId{b} == cloud_buyer) to_cloud += h100e;
        }
      }
      ASSERT_GT(rented, 0.01 * to_cloud);
      ASSERT_LT(rented, 0.99 * to_cloud);
      EXPECT_NEAR(received, delivered, 1e-9 * delivered);
      EXPECT_NEAR(shadows.received[cloud_buyer.index()][z], to_cloud - rented, 1e-9 * to_cloud);
      EXPECT_EQ(shadows.rented[cloud_buyer.index()][z], 0.0);
    }
  }
}

// "Supply, rationing, prices": sum_b min(x_bp, o_b L) = S_p, o_b = mean own deliveries of four quarters + order (H100e); home_first.
TEST(MarketRules, ScarceChipsGoByPastDeliveriesAndHomeFirst) {
  World w = bare_world();
  const Offer offer = offer_of(w, parameters_of(w));
  Orders orders;
  orders.chips = Grid({}, 2, 5);
  std::fill(orders.chips.all().begin(), orders.chips.all().end(), 0.0);
  orders.chips[0][2][0] = orders.chips[0][3][0] = 100.0;                          // of the home exporter's: swing and adversary, training
  w.buyers.delivered_recent[2][0] = {600.0, 400.0, 200.0, 0.0};                   // 300 H100e a quarter
  orders.chips[1][1][0] = orders.chips[1][1][1] = orders.chips[1][3][1] = 100.0;  // of the rival's: its own, and the adversary
  // Priorities 300 + 200 and 0 + 200 H100e.
  Fill fill = ration(w, offer, orders, std::vector{70.0, plenty});
  EXPECT_NEAR(fill.given[0][2][0], 50.0, 1e-9);
  EXPECT_NEAR(fill.given[0][3][0], 20.0, 1e-9);
  EXPECT_NEAR(fill.market[0], 0.35, 1e-12);
  fill = ration(w, offer, orders, std::vector{150.0, plenty});  // 107 and 43: the first has its order, the second the rest
  EXPECT_NEAR(fill.given[0][2][0], 100.0, 1e-9);
  EXPECT_NEAR(fill.given[0][3][0], 50.0, 1e-9);
  // Without a share for home all three get alike; with .8, 160 go home first, and what is left goes by priority, up to 20, 20 and 100.
  fill = ration(w, offer, orders, std::vector{plenty, 210.0});
  for (const double given : {fill.given[1][1][0], fill.given[1][1][1], fill.given[1][3][1]}) EXPECT_NEAR(given, 70.0, 1e-9);
  w.exporters.home_first[1] = 0.8;
  fill = ration(w, offer, orders, std::vector{plenty, 190.0});
  for (const double given : fill.given[1][1]) EXPECT_NEAR(given, 80.0 + 10.0, 1e-9);
  EXPECT_NEAR(fill.given[1][3][1], 10.0, 1e-9);
  fill = ration(w, offer, orders, std::vector{plenty, 250.0});  // 90: 20, 20 and 50
  EXPECT_NEAR(fill.given[1][1][0], 100.0, 1e-9);
  EXPECT_NEAR(fill.given[1][3][1], 50.0, 1e-9);
  fill = ration(w, offer, orders, std::vector{plenty, 120.0});  // less than what home comes first for
  EXPECT_NEAR(fill.given[1][1][0] + fill.given[1][1][1], 120.0, 1e-9);
  EXPECT_EQ(fill.given[1][3][1], 0.0);
}

// Deliveries that later count for priority: own chips only, not what was for renters; the latest first.
TEST(MarketRules, PastDeliveriesAreOwnChipsOfFourQuarters) {
  World w = bare_world();
  w.parameters.set("start.training_share", 1.0);  // all that an agent gets is training
  w.buyers.weight[4] = 0.5;
  for (const std::size_t b : {2U, 4U}) w.buyers.delivered_recent[b][0] = {1.0, 2.0, 3.0, 4.0};
  const Orders orders = side_of(w).orders;
  const auto deliveries = run_for_events<events::Delivery>(w, "buy", {2, 1});
  double of_swing = 0.0, of_cloud = 0.0;
  for (const events::Delivery& d : deliveries) {
    const double h100e = d.chips * (d.product == chip ? 2.0 : 1.0);
    if (d.agent == agent_of(w, swing)) of_swing += h100e;
    if (d.agent == agent_of(w, cloud)) of_cloud += h100e;
  }
  ASSERT_GT(w.buyers.rented[2][0], 100.0);
  double rented = 0.0, ordered = 0.0;
  for (const double x : flat(w.buyers.rented)) rented += x;
  for (std::size_t c = 0; c < 2; ++c) ordered += orders.chips[c][4][0] * w.products.q_train[c];
  EXPECT_NEAR(orders.rent_share[4][0], rented / ordered, 1e-12);  // nothing is scarce: the cloud gets what it ordered for its renters
  EXPECT_NEAR(w.buyers.delivered_recent[2][0][0], of_swing, 1e-9);
  EXPECT_NEAR(w.buyers.delivered_recent[4][0][0], of_cloud * (1 - rented / ordered), 1e-6);
  for (const std::size_t b : {2U, 4U})
    for (std::size_t lag = 1; lag < 4; ++lag) EXPECT_EQ(w.buyers.delivered_recent[b][0][lag], static_cast<double>(lag));
}

// output = capacity by water-filling, at most max(0, 1.1 x last orders - inventory), weights last orders x max(P - cost, .01 P) + 1.
TEST(MarketRules, VendorsMakeATenthMoreThanWasOrderedLessWhatTheyHave) {
  World w = bare_world();
  const std::size_t dear = add_product(w, chip).index();
  w.products.unit_cost[dear] = 25000.0;  // sold at a loss: a hundredth of the price counts
  w.products.ordered = {1000.0, 500.0, 1000.0};
  add_lot(w, chip, Place::vendor, {}, 300);
  add_lot(w, rivals_chip, Place::vendor, {}, 600);
  const Offer offer = offer_of(w, parameters_of(w));
  Supply supply = supply_of(w, offer, parameters_of(w));
  EXPECT_NEAR(supply.output[0], 1.1 * 1000 - 300, 1e-9);
  EXPECT_EQ(supply.output[1], 0.0);
  EXPECT_NEAR(supply.output[dear], 1.1 * 1000, 1e-9);
  w.firms.capacity[0] = 404.0;
  supply = supply_of(w, offer, parameters_of(w));
  const double weight = 1000 * 15000.0 + 1, of_dear = 1000 * 200.0 + 1;
  EXPECT_NEAR(supply.output[0], 404.0 * weight / (weight + of_dear), 1e-6);
  EXPECT_NEAR(supply.output[dear], 404.0 * of_dear / (weight + of_dear), 1e-6);
}

// "Growth and the next quarter": a new product takes its parent's taste, relative price and orders; the parent is marked down to its level.
TEST(MarketRules, ANewChipTakesItsParentsOrdersAndMarksItDown) {
  struct Case {
    double list_price, unit_cost, parents_price;
  };
  for (const Case& c : {Case{45000, 5000, 45000 * 0.9 * 2 / 5},  // as dear per H100e as its successor
                        Case{45000, 16000, 1.1 * 16000},         // not below 1.1 x cost
                        Case{60000, 5000, 18000}}) {             // a dearer successor changes nothing
    World w = bare_world();
    w.quarter = 7;
    const std::size_t next = add_product(w, chip).index();
    w.products.parent[next] = chip;
    w.products.released[next] = 8;
    w.products.list_price[next] = w.products.price[next] = c.list_price;
    w.products.q_train[next] = 5.0;
    w.products.ordered[next] = 0.0;
    w.products.price[0] = 18000.0;  // nine tenths of list
    w.products.unit_cost[0] = c.unit_cost;
    w.products.ordered[0] = 1000.0;
    w.products.taste[0] = 0.3;
    World later = w;
    release(w, Market{}, parameters_of(w), Turn{RunKey{1, 0}, 7});
    EXPECT_NEAR(w.products.price[next], c.list_price * 0.9, 1e-9);
    EXPECT_NEAR(w.products.ordered[next], 1000.0 * 2 / 5, 1e-9);
    EXPECT_EQ(w.products.taste[next], 0.3);
    EXPECT_NEAR(w.products.price[0], c.parents_price, 1e-9);
    later.products.variant[next] = 1;  // a variant keeps its price and leaves its parent's
    release(later, Market{}, parameters_of(later), Turn{RunKey{1, 0}, 7});
    EXPECT_EQ(later.products.price[next], c.list_price);
    EXPECT_EQ(later.products.price[0], 18000.0);
    EXPECT_NEAR(later.products.ordered[next], 1000.0 * 2 / 5, 1e-9);
  }
}

// rules_and_access.md: "e's own clouds place nothing on a host whose cell is `deny` or whose conditions are not met".
TEST(MarketRules, CloudsPlaceAbroadOnlyWhereConditionsOfClustersAreMet) {
  World w = plain_world();
  const std::size_t cell = lever_row(ExporterId{0}, Layer::clusters, Tier::swing);
  const auto share_abroad = [&] {
    const Placement placement = placement_of(w, AccessTable(w));
    double share = 0.0, all = 0.0;
    for (auto i = placement.first[cloud_buyer.index()]; i < placement.first[cloud_buyer.index() + 1]; ++i) {
      const auto at = static_cast<std::size_t>(i);
      all += placement.share[at];
      if (placement.site[at] == abroad) share += placement.share[at];
    }
    EXPECT_NEAR(all, 1.0, 1e-12);
    return share;
  };
  EXPECT_NEAR(share_abroad(), 0.25, 1e-12);
  w.levers.conditions[cell] = Bits<Condition>{}.with(Condition::kyc).with(Condition::registry);
  EXPECT_EQ(share_abroad(), 0.0);
  w.states.institutions[swing.index()] = Bits<Condition>{}.with(Condition::kyc);
  EXPECT_EQ(share_abroad(), 0.0);
  w.states.institutions[swing.index()] = Bits<Condition>{}.with(Condition::kyc).with(Condition::registry);
  EXPECT_NEAR(share_abroad(), 0.25, 1e-12);
  w.levers.conditions[cell] = {};
  w.levers.route[cell] = Route::licence_case;
  EXPECT_NEAR(share_abroad(), 0.25, 1e-12);  // clusters are not licensed one by one
  w.levers.route[cell] = Route::deny;
  EXPECT_EQ(share_abroad(), 0.0);
}

}  // namespace
}  // namespace entrepot
