// The market over generated worlds: what a ban, a cap or a fee may and may not do; shadow prices; elasticities.
#include <gtest/gtest.h>

#include <cmath>

#include "decisions/buy/shadow.hpp"
#include "entrepot/run/model.hpp"
#include "support/generated_world.hpp"

namespace entrepot {
namespace {

using namespace buying;

World free_world(std::uint64_t seed) {
  World w = testing::generated_world(seed);
  for (std::size_t r = 0; r < w.levers.route.size(); ++r) {
    w.levers.route[r] = Route::free;
    w.levers.cap[r] = no_cap;
    w.levers.fee[r] = w.levers.subsidy[r] = 0.0;
    w.levers.threshold[r] = {};
  }
  w.exporters.rules_on = {0, 0};
  return w;
}

double orders_of_product(const DemandSide& side, std::size_t buyer, std::size_t column) {
  return side.orders.chips[column][buyer][0] + side.orders.chips[column][buyer][1];
}

/// Consumer surplus of all buyers, where every order is filled.
buying::ByBuyer surplus_of(const World& w, const DemandSide& side, const BuyParameters& p) {
  const std::vector<double> plenty(side.offer.products(), 1e15);
  return shadows_of(w, side, ration(w, side.offer, side.orders, plenty), p).surplus;
}

// 2,000 random markets: tighten one lever of one exporter for one tier and compare with the same market before.
TEST(Market, TighteningWeaklyRaisesThePriceIndexAndNeverTheProductItHits) {
  for (std::uint64_t seed = 1; seed <= 2000; ++seed) {
    World loose = free_world(seed);
    initialise(loose);
    const auto p = loose.parameters.bind<BuyParameters>();
    const DemandSide before = demand_side(loose, AccessTable(loose), p);
    const buying::ByBuyer surplus_before = surplus_of(loose, before, p);
    for (const std::size_t exporter : {std::size_t{0}, std::size_t{1}})
      for (const Tier tier : {Tier::swing, Tier::adversary})
        for (const int how : {0, 1, 2}) {  // ban, cap, fee
          World tight = loose;
          const std::size_t cell = exporter * 9 + static_cast<std::size_t>(tier);
          if (how == 0) tight.levers.route[cell] = Route::embargo;
          if (how == 1) tight.levers.cap[cell] = 200.0;
          if (how == 2) tight.levers.fee[cell] = 0.2;
          const AccessTable access(tight);
          const DemandSide after = demand_side(tight, access, p);
          const buying::ByBuyer surplus_after = surplus_of(tight, after, p);
          for (std::size_t b = 0; b < tight.buyers.agent.size(); ++b) {
            const bool hit = after.terms.touched[b] != 0;
            for (std::size_t z = 0; z < use_count; ++z) {
              if (!hit) {
                ASSERT_EQ(after.ruled.index[b][z], before.ruled.index[b][z]) << seed;
                continue;
              }
              ASSERT_GE(after.ruled.index[b][z], before.ruled.index[b][z] * (1 - 1e-9)) << seed << " how " << how;
              ASSERT_LE(after.ruled.index[b][z], tight.totals.backstop[0][z] * (1 + 1e-12)) << seed;
              ASSERT_LE(surplus_after[b][z], surplus_before[b][z] * (1 + 1e-9)) << seed << " how " << how;
            }
            if (!hit) continue;
            for (std::size_t c = 0; c < after.offer.products(); ++c) {
              if (static_cast<std::size_t>(after.offer.bloc[c]) != exporter) continue;
              for (std::size_t z = 0; z < use_count; ++z) {
                const double is = after.ruled.share[c][b][z] * after.ruled.quantity[b][z];
                ASSERT_LE(is, before.ruled.share[c][b][z] * before.ruled.quantity[b][z] * (1 + 1e-9))
                    << seed << " how " << how << " column " << c;
                if (how == 0) {
                  ASSERT_EQ(is, 0.0) << seed;
                }
              }
              if (how == 0) {
                ASSERT_EQ(orders_of_product(after, b, c), 0.0) << seed;
              }
            }
          }
        }
  }
}

TEST(Market, ConsumerSurplusFallsWithARuleAndShadowPricesAreFiniteAndZeroForTheUntouched) {
  for (std::uint64_t seed = 1; seed <= 200; ++seed) {
    World loose = free_world(seed), tight = testing::generated_world(seed);
    initialise(loose);
    initialise(tight);
    const auto p = tight.parameters.bind<BuyParameters>();
    const DemandSide side = demand_side(tight, AccessTable(tight), p);
    for (std::size_t b = 0; b < tight.buyers.agent.size(); ++b) {
      bool subsidised = false;
      for (std::size_t c = 0; c < side.offer.columns(); ++c) subsidised = subsidised || side.terms.fee[side.terms.cell(b, c)] < 0.0;
      for (std::size_t z = 0; z < use_count; ++z) {
        const double shadow = tight.buyers.shadow[b][z];
        ASSERT_TRUE(std::isfinite(shadow)) << seed;
        ASSERT_GE(shadow, 0.0);
        ASSERT_LE(shadow, tight.totals.backstop[0][z]);
        if (side.terms.touched[b] == 0) {
          ASSERT_EQ(shadow, 0.0) << seed;
        }
        ASSERT_EQ(loose.buyers.shadow[b][z], 0.0) << seed;  // nothing is ruled anywhere
        if (!subsidised) {
          ASSERT_LE(tight.buyers.surplus[b][z], loose.buyers.surplus[b][z] * (1 + 1e-6) + 1e-6) << seed;
        }
      }
    }
  }
}

/// A buyer's market by the checked solver, purpose by purpose, whose limited chips of one exporter cost `markup` more.
struct RaisedMarket {
  std::array<std::vector<double>, use_count> share;
  std::array<double, use_count> quantity{};
  double limited = 0.0;  // H100e of the limited chips
};
RaisedMarket raised_market(const World& w, const DemandSide& side, const BuyParameters& p, std::size_t b, std::size_t exporter,
                           double markup) {
  const Offer& offer = side.offer;
  RaisedMarket m;
  const double slope = p.own_price * p.nest;
  for (std::size_t z = 0; z < use_count; ++z) {
    std::vector<double> v(offer.columns()), outside{side.utility.outside[b][z]}, outside_share(1), logsum(1);
    for (std::size_t c = 0; c < v.size(); ++c) {
      const std::size_t cell = side.terms.cell(b, c);
      v[c] = side.terms.barred[cell] != 0 ? -no_cap : utility_of(side.utility, offer, p, b, z, c) + side.terms.penalty[cell];
      if (side.terms.limited[cell] != 0 && c < offer.products() && static_cast<std::size_t>(offer.bloc[c]) == exporter)
        v[c] -= slope * std::log1p(markup);
    }
    m.share[z].resize(v.size());
    const std::array<double, bloc_count> lambda{p.nest, p.nest, p.nest};
    solvers::NestedLogitWorkspace workspace;
    solvers::nested_logit(v, outside, offer.bloc, lambda, m.share[z], outside_share, logsum, workspace);
    double chosen = 0.0, spent = 0.0;
    for (std::size_t c = 0; c < v.size(); ++c) {
      chosen += m.share[z][c];
      spent += m.share[z][c] * offer.price[c][z] * (1.0 + side.terms.fee[side.terms.cell(b, c)]);
    }
    if (chosen <= 0.0) continue;
    const double index = std::exp(-logsum[0] / slope), start = w.buyers.start_cost[b][z], budget = side.budget[b][z];
    m.quantity[z] = std::min(budget / start * std::pow(index / start, -p.elasticity), p.budget_overrun * budget * chosen / spent);
    for (std::size_t c = 0; c < offer.products(); ++c)
      if (side.terms.limited[side.terms.cell(b, c)] != 0 && static_cast<std::size_t>(offer.bloc[c]) == exporter)
        m.limited += m.share[z][c] * m.quantity[z] * offer.quality[c][0] / offer.quality[c][z];
  }
  return m;
}

// Against bisection on the markup with the whole market solved anew at each: the limit is met, and shares and quantities are those of the
// market with the common markup.
TEST(Market, ALimitIsMetByOneCommonMarkupOfTheLimitedChips) {
  int compared = 0, capped = 0;  // capped: by the budget as well
  for (std::uint64_t seed = 1; compared < 200; ++seed) {
    World w = free_world(seed);
    const bool short_of_money = seed % 4 != 0;
    if (short_of_money) w.parameters.set("buy.budget_overrun", 1.0);
    initialise(w);
    const auto p = w.parameters.bind<BuyParameters>();
    if (short_of_money)
      for (double& price : w.products.price) price *= 1.3;                                                   // dearer than on the first day
    for (const std::size_t tier : {1U, 2U}) w.levers.cap[tier] = 20.0 * static_cast<double>(1 + seed % 50);  // the first exporter's chips
    const DemandSide side = demand_side(w, AccessTable(w), p);
    for (std::size_t b = 0; b < w.buyers.agent.size(); ++b) {
      const double limit = side.terms.chip_limit[b][0];
      if (limit == no_cap || side.terms.chip_limit[b][1] != no_cap || side.terms.cloud_limit[b][0] != no_cap) continue;
      if (raised_market(w, side, p, b, 0, 0.0).limited <= limit * 1.001) continue;
      double low = 0.0, high = 1e12;
      for (int i = 0; i < 200; ++i) {
        const double middle = low > 0.0 ? std::sqrt(low * high) : std::min(1.0, 0.5 * high);
        (raised_market(w, side, p, b, 0, middle).limited > limit ? low : high) = middle;
      }
      const RaisedMarket expected = raised_market(w, side, p, b, 0, high);
      double found = 0.0;
      for (std::size_t z = 0; z < use_count; ++z) {
        capped += side.ruled.quantity[b][z] < side.ruled.wanted[b][z] ? 1 : 0;
        EXPECT_NEAR(side.ruled.quantity[b][z] / std::max(expected.quantity[z], 1e-300), expected.quantity[z] > 0.0 ? 1.0 : 0.0, 1e-5)
            << seed;
        for (std::size_t c = 0; c < side.offer.columns(); ++c) {
          EXPECT_NEAR(side.ruled.share[c][b][z], expected.share[z][c], 1e-5) << seed << " column " << c;
          if (side.terms.limited[side.terms.cell(b, c)] != 0 && side.offer.bloc[c] == 0 && c < side.offer.products())
            found += side.ruled.share[c][b][z] * side.ruled.quantity[b][z] * side.offer.quality[c][0] / side.offer.quality[c][z];
        }
      }
      EXPECT_LE(found, limit * (1 + 1e-12)) << seed;
      EXPECT_GE(found, limit * (1 - 1e-5)) << seed;
      ++compared;
    }
  }
  EXPECT_GT(capped, 20);
}

TEST(Market, MeasuredElasticityIsTheParameter) {
  for (const double eps : {0.6, 1.0, 1.5})
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
      World w = free_world(seed);
      w.parameters.set("buy.elasticity", eps);
      initialise(w);
      const auto p = w.parameters.bind<BuyParameters>();
      const DemandSide base = demand_side(w, AccessTable(w), p);
      World dear = w;
      for (double& price : dear.products.price) price *= 1.01;
      for (auto& price : dear.exporters.cloud_price) price = {price[0] * 1.01, price[1] * 1.01};
      const DemandSide up = demand_side(dear, AccessTable(dear), p);
      const std::span<const double> before = flat(base.ruled.quantity), after = flat(up.ruled.quantity);
      for (std::size_t r = 0; r < before.size(); ++r) {
        if (before[r] <= 0.0) continue;
        const double measured = -std::log(after[r] / before[r]) / std::log(1.01);
        ASSERT_NEAR(measured, eps, 0.05) << "seed " << seed << " row " << r;
      }
    }
}

TEST(Market, WillingnessToPayIsTheBackstopForWhoeverGetsNothing) {
  EXPECT_EQ(solvers::willingness(1000, 200, 10, 0, 1.0), 1000);
  EXPECT_EQ(solvers::willingness(1000, 200, 10, 5, 1.0), 400);
  EXPECT_EQ(solvers::willingness(1000, 200, 10, 1, 1.0), 1000);
  EXPECT_EQ(solvers::willingness(1000, 200, 0, 0, 1.0), 200);
}

TEST(Market, PriceStandsStillWithATenthOfSlackAndKeepsItsBounds) {
  BuyParameters p{};
  p.price_speed = 0.2;
  p.output_aim = 1.1;
  p.price_floor = 1.1;
  p.price_ceiling = 3.0;
  EXPECT_NEAR(next_price({100, 100, 10}, 1000, 1100, p), 100, 0.02);
  EXPECT_NEAR(next_price({100, 100, 10}, 1e6, 1e3, p), 100 * std::exp(0.2), 1e-9);
  EXPECT_EQ(next_price({299, 100, 10}, 1e6, 1e3, p), 300);
  EXPECT_EQ(next_price({100, 100, 99}, 0, 1e6, p), 1.1 * 99);
}

}  // namespace
}  // namespace entrepot
