// decisions/account/outcomes.hpp: what the market of a run comes to: numbers read from its World (model.md section 7), one row each.
#pragma once
#include <array>
#include <string_view>

#include "entrepot/world/stage.hpp"

namespace entrepot::accounting {

/// Chips in service, by host, owner and vendor bloc, in H100e; MW that they draw.
struct Stock {
  double world = 0, home = 0, on_rivals_soil = 0, third = 0, third_home = 0, swing_owned = 0, swing_hosted = 0, rival_own = 0, diverted = 0,
         power = 0;
};

/// What outcomes are read from: a World, and its chips counted once.
struct Reading {
  const World& world;
  Stock stock;
  explicit Reading(const World& w);

  double surplus(std::size_t income_group) const { return world.totals.surplus[0][income_group]; }
  double rented_swing() const;  ///< H100e that buyers of swing states rented
  double sales() const;         ///< H100e sold in the last quarter
  double rival_shadow() const;  ///< USD/H100e, weighted by what they would take
  double swing_shadow() const;
  double wait_quarters() const { return world.totals.wait_quarters[0][0] + world.totals.wait_quarters[0][1]; }
  /// Events of a kind; 0 if no stage of the model has it.
  double count(std::string_view kind) const { return static_cast<double>(event_count(world, kind)); }
  double decided() const { return count("approval") + count("denial"); }
};

constexpr double ratio(double part, double whole, double otherwise) { return whole > 0.0 ? part / whole : otherwise; }

struct MarketOutcome {
  OutcomeInfo info;
  double (*of)(const Reading&);
};
inline constexpr std::array market_outcomes{
    MarketOutcome{{"stack_share", "1", "home bloc's share of the H100e that stand outside the two exporters (infrastructure layer)", 1},
                  [](const Reading& r) { return ratio(r.stock.third_home, r.stock.third, 0.0); }},
    MarketOutcome{{"revenue_usd", "USD", "sales of AI chips by the home exporter's designers, discounted to the start", 1},
                  [](const Reading& r) { return r.world.totals.revenue[0][0]; }},
    MarketOutcome{{"rival_revenue_usd", "USD", "the same of the rival's designers", 0},
                  [](const Reading& r) { return r.world.totals.revenue[0][1]; }},
    MarketOutcome{{"diverted_h100e", "H100e", "diverted chips in service at the end", -1},
                  [](const Reading& r) { return r.stock.diverted; }},
    MarketOutcome{
        {"world_welfare", "USD", "consumer surplus over the backstop of all buyers, discounted (productivity comes with its stage)", 1},
        [](const Reading& r) { return r.surplus(0) + r.surplus(1) + r.surplus(2); }},
    MarketOutcome{{"welfare_high_income", "USD", "its part in high-income states", 1}, [](const Reading& r) { return r.surplus(0); }},
    MarketOutcome{{"welfare_middle_income", "USD", "its part in middle-income states", 1}, [](const Reading& r) { return r.surplus(1); }},
    MarketOutcome{{"welfare_low_income", "USD", "its part in low-income states", 1}, [](const Reading& r) { return r.surplus(2); }},
    MarketOutcome{{"world_h100e", "H100e", "chips in service in the world at the end", 0}, [](const Reading& r) { return r.stock.world; }},
    MarketOutcome{{"home_h100e", "H100e", "of these, on the home exporter's soil", 0}, [](const Reading& r) { return r.stock.home; }},
    MarketOutcome{{"rival_h100e", "H100e", "of these, on the rival's soil", 0}, [](const Reading& r) { return r.stock.on_rivals_soil; }},
    MarketOutcome{{"swing_h100e", "H100e", "of these, owned by swing states of the home exporter and their firms", 0},
                  [](const Reading& r) { return r.stock.swing_owned; }},
    MarketOutcome{{"hosted_swing_h100e", "H100e", "of these, owned by the home bloc's firms in swing states", 0},
                  [](const Reading& r) { return r.stock.swing_hosted; }},
    MarketOutcome{{"rented_swing_h100e", "H100e", "remote service that buyers of swing states rented over the run", 0},
                  [](const Reading& r) { return r.rented_swing(); }},
    MarketOutcome{{"sales_h100e", "H100e", "chips sold in the last quarter", 0}, [](const Reading& r) { return r.sales(); }},
    MarketOutcome{{"price_h100e", "USD/H100e", "sales-weighted world price of training compute in the last quarter", 0},
                  [](const Reading& r) { return r.world.totals.price_history_training[0][0]; }},
    MarketOutcome{{"rival_self_supply", "1", "share of the chips on the rival's soil that its own designers sold", 0},
                  [](const Reading& r) { return ratio(r.stock.rival_own, r.stock.on_rivals_soil, 0.0); }},
    MarketOutcome{
        {"rival_shadow_usd", "USD/H100e", "shadow price of the rival's buyers in the last quarter, weighted by what they would take", 0},
        [](const Reading& r) { return r.rival_shadow(); }},
    MarketOutcome{{"swing_shadow_usd", "USD/H100e", "the same of swing states' buyers", 0},
                  [](const Reading& r) { return r.swing_shadow(); }},
    MarketOutcome{{"applications", "licences", "licence applications", 0}, [](const Reading& r) { return r.count("application"); }},
    MarketOutcome{{"approval_share", "1", "approved of decided applications (1 if none was decided)", 0},
                  [](const Reading& r) { return ratio(r.count("approval"), r.decided(), 1.0); }},
    MarketOutcome{{"licence_wait_months", "months", "mean wait of decided applications, in whole quarters (0 if none)", 0},
                  [](const Reading& r) { return 3.0 * ratio(r.wait_quarters(), r.decided(), 0.0); }},
    MarketOutcome{{"fees_usd", "USD", "fees less subsidies of the home treasury, discounted", 0},
                  [](const Reading& r) { return r.world.totals.fees[0][0]; }},
    MarketOutcome{{"power_mw", "MW", "power drawn by AI chips in the world at the end", 0}, [](const Reading& r) { return r.stock.power; }},
    MarketOutcome{{"redesigns", "chips", "variants designed under a threshold", 0}, [](const Reading& r) { return r.count("redesign"); }},
};
inline constexpr auto outcome_infos = [] {
  std::array<OutcomeInfo, market_outcomes.size()> infos{};
  for (std::size_t i = 0; i < infos.size(); ++i) infos[i] = market_outcomes[i].info;
  return infos;
}();

}  // namespace entrepot::accounting
