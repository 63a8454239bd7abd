// decisions/buy.hpp: the chip market of one quarter (model.md section 4, stage buy; model_equations.md 2.1).
//
// Who: states, clouds and firms order chips and remote service by purpose; designers make, ration, price and redesign.
// Reads: states, exporters, firms, products, buyers, sites, lots, licences, deals, levers, rules, totals.
// Purposes: buy.make, buy.deliver, buy.serve, buy.place, buy.retire, buy.redesign.
#pragma once
#include <array>
#include <cstddef>
#include <memory>
#include <string_view>

#include "entrepot/world/stage.hpp"

namespace entrepot {

struct BuyParameters {
  double elasticity;      // eps
  double own_price;       // beta_p/lambda
  double nest;            // lambda_g
  double delay_cost;      // beta_D
  double cutoff_cost;     // beta_r
  double switching;       // kappa
  double network;         // gamma_n
  double sovereignty;     // sov_b of states
  double taste_abroad;    // xi of a newcomer's products abroad
  double remote_margin;   // m_cloud
  double budget_overrun;  // b_max
  double demand_growth;   // g_a
  double demand_ceiling;  // a_max
  double price_speed;     // kap
  double redesign_cost;
  double redesign_lag;
  double stock_holding_cost;  // h_c
  double stock_horizon;       // T_max
  double rule_reversal;       // l_r
  double retire_base, retire_age;
  double capacity_growth_scale;
  double output_aim, least_margin;    // of vendors
  double price_floor, price_ceiling;  // in unit costs, in list prices
  double training_share, infer_memory_weight;
  double remote_share, remote_share_newcomer, backstop_multiple;  // of the first day
};
template <> inline constexpr auto parameters<BuyParameters> = std::array{
    ParameterInfo{"buy.elasticity", "1", 0.05, 5, offsetof(BuyParameters, elasticity), "price elasticity of demand for compute"},
    ParameterInfo{"buy.own_price", "1", 1, 20, offsetof(BuyParameters, own_price), "own-price elasticity of a chip inside its nest"},
    ParameterInfo{"buy.nest", "1", 0.05, 1, offsetof(BuyParameters, nest), "dissimilarity of chips within a bloc: 1 = no nesting"},
    ParameterInfo{"buy.delay_cost", "1/year", 0, 5, offsetof(BuyParameters, delay_cost), "utility lost per year of expected licence delay"},
    ParameterInfo{"buy.cutoff_cost", "1", 0, 5, offsetof(BuyParameters, cutoff_cost), "utility lost at certain cut-off of supply"},
    ParameterInfo{"buy.switching", "1", 0, 3, offsetof(BuyParameters, switching),
                  "cost of leaving the bloc that most of one's stock is of"},
    ParameterInfo{"buy.network", "1", 0, 5, offsetof(BuyParameters, network), "weight of a bloc's share of the installed base"},
    ParameterInfo{"buy.sovereignty", "1", 0, 5, offsetof(BuyParameters, sovereignty),
                  "what chips on its own soil are worth more to a state"},
    ParameterInfo{"buy.taste_abroad", "1", -6, 0, offsetof(BuyParameters, taste_abroad),
                  "taste for a newcomer's chips abroad, fading with their share there"},
    ParameterInfo{"buy.remote_margin", "1", 0, 2, offsetof(BuyParameters, remote_margin), "margin of clouds on remote service"},
    ParameterInfo{"buy.budget_overrun", "1", 1, 10, offsetof(BuyParameters, budget_overrun), "most that a buyer spends, in budgets"},
    ParameterInfo{"buy.demand_growth", "1/quarter", 0, 1, offsetof(BuyParameters, demand_growth),
                  "growth of the share of GDP spent on AI chips while it is small"},
    ParameterInfo{"buy.demand_ceiling", "1", 0.001, 0.2, offsetof(BuyParameters, demand_ceiling), "largest share of GDP spent on AI chips"},
    ParameterInfo{"buy.price_speed", "1/quarter", 0, 1, offsetof(BuyParameters, price_speed), "speed at which a scarce chip's price rises"},
    ParameterInfo{"buy.redesign_cost", "USD", 0, 1e10, offsetof(BuyParameters, redesign_cost), "cost of a variant under a threshold"},
    ParameterInfo{"buy.redesign_lag", "quarters", 0, 4, offsetof(BuyParameters, redesign_lag), "mean time that a redesign takes"},
    ParameterInfo{"buy.stock_holding_cost", "1/quarter", 0, 0.5, offsetof(BuyParameters, stock_holding_cost),
                  "cost of holding chips bought ahead, share of price"},
    ParameterInfo{"buy.stock_horizon", "quarters", 0, 20, offsetof(BuyParameters, stock_horizon),
                  "longest need that is bought ahead of a rule; 0 = never"},
    ParameterInfo{"buy.rule_reversal", "1/quarter", 0.001, 1, offsetof(BuyParameters, rule_reversal), "hazard that a rule is lifted"},
    ParameterInfo{"buy.retire_base", "1/year", 0, 1, offsetof(BuyParameters, retire_base), "hazard of retirement of a new chip"},
    ParameterInfo{"buy.retire_age", "1/year2", 0, 1, offsetof(BuyParameters, retire_age), "what a year of age adds to it"},
    ParameterInfo{"buy.capacity_growth_scale", "1", 0, 5, offsetof(BuyParameters, capacity_growth_scale),
                  "scales the scenario's growth of capacity"},
    ParameterInfo{"buy.output_aim", "1", 1, 2, offsetof(BuyParameters, output_aim), "output that vendors aim at, in orders"},
    ParameterInfo{"buy.least_margin", "1", 0.0001, 0.2, offsetof(BuyParameters, least_margin),
                  "least margin by which vendors choose what to make, share of price"},
    ParameterInfo{"buy.price_floor", "1", 1, 2, offsetof(BuyParameters, price_floor), "lowest price of a chip, in unit costs"},
    ParameterInfo{"buy.price_ceiling", "1", 1, 10, offsetof(BuyParameters, price_ceiling), "highest price of a chip, in list prices"},
    also_reads("start.training_share", offsetof(BuyParameters, training_share)),
    also_reads("start.infer_memory_weight", offsetof(BuyParameters, infer_memory_weight)),
    also_reads("start.remote_share", offsetof(BuyParameters, remote_share)),
    also_reads("start.remote_share_newcomer", offsetof(BuyParameters, remote_share_newcomer)),
    also_reads("start.backstop_multiple", offsetof(BuyParameters, backstop_multiple)),
};
static_assert(all_listed<BuyParameters>());

namespace events {
/// Of a buyer's purpose; two rows for an agent that buys a chip for both.
struct Trade {
  AgentId agent;
  ExporterId exporter;
  ProductId product;
  double chips = 0.0, price_usd = 0.0;
};
struct Order : Trade {};
struct Delivery : Trade {};
struct Launch {
  AgentId vendor;
  ProductId product;
  std::int32_t first_quarter = 0;
  double q_train = 0.0;
};
struct Redesign : Launch {};
struct Release : Launch {};
struct Retirement {
  AgentId vendor;
  ProductId product;
  double chips = 0.0;
};
}  // namespace events
namespace detail {
template <class Row> inline constexpr std::array trade_fields{
    field<&events::Trade::agent>("agent", "agent", "buyer"),
    field<&events::Trade::exporter>("exporter", "exporter", "whose bloc the chip is of, or none"),
    field<&events::Trade::product>("product", "product", "chip"),
    field<&events::Trade::chips>("chips", "chips",
                                 "delivered, whole; or ordered, a real number: after the cut by power, with orders ahead and for renters, "
                                 "before rationing and rounding"),
    field<&events::Trade::price_usd>("price_usd", "USD", "price of the chip"),
};
template <class Row> inline constexpr std::array launch_fields{
    field<&events::Launch::vendor>("vendor", "agent", "who sells it"),
    field<&events::Launch::product>("product", "product", "the new chip"),
    field<&events::Launch::first_quarter>("first_quarter", "quarter", "first quarter on the market"),
    field<&events::Launch::q_train>("q_train", "H100e", "training quality"),
};
}  // namespace detail
template <> inline constexpr auto fields<events::Order> = detail::trade_fields<events::Order>;
template <> inline constexpr auto fields<events::Delivery> = detail::trade_fields<events::Delivery>;
template <> inline constexpr auto fields<events::Redesign> = detail::launch_fields<events::Redesign>;
template <> inline constexpr auto fields<events::Release> = detail::launch_fields<events::Release>;
template <> inline constexpr auto fields<events::Retirement> = std::array{
    field<&events::Retirement::vendor>("vendor", "agent", "who sold the chip"),
    field<&events::Retirement::product>("product", "product", "chip"),
    field<&events::Retirement::chips>("chips", "chips", "retired in the year, everywhere"),
};

namespace buying {
struct Market;
}
/// What a quarter's market has decided and not yet done: a value. What it is made of is private to the stage.
class BuyProposals {
  std::unique_ptr<const buying::Market> market_;

 public:
  explicit BuyProposals(std::unique_ptr<const buying::Market> market);
  BuyProposals(BuyProposals&&) noexcept;
  BuyProposals& operator=(BuyProposals&&) noexcept;
  ~BuyProposals();
  const buying::Market& operator*() const { return *market_; }
  const buying::Market* operator->() const { return market_.get(); }
};

struct Buy {
  using Parameters = BuyParameters;
  static constexpr std::string_view name = "buy";
  static constexpr std::array events{
      event<entrepot::events::Order>("order", "a buyer orders a chip"),
      event<entrepot::events::Delivery>("delivery", "a buyer gets a chip"),
      event<entrepot::events::Redesign>("redesign", "a vendor designs a variant under a threshold"),
      event<entrepot::events::Release>("release", "a chip will be on the market from the next quarter on"),
      event<entrepot::events::Retirement>("retirement", "chips of a kind go out of service; in last quarters of years"),
  };
  static constexpr std::array<std::string_view, 30> writes{"buyers.price_index",
                                                           "buyers.price_index_free",
                                                           "buyers.q_free",
                                                           "buyers.received",
                                                           "buyers.rented",
                                                           "buyers.shadow",
                                                           "buyers.surplus",
                                                           "buyers.shadow_recent",
                                                           "buyers.delivered_recent",
                                                           "buyers.delivered",
                                                           "buyers.delivered_year",
                                                           "buyers.rented_total",
                                                           "buyers.rented_year",
                                                           "buyers.stockpiled",
                                                           "products",
                                                           "lots",
                                                           "accounts",
                                                           "payments",
                                                           "licences.left",
                                                           "firms.capacity",
                                                           "firms.revenue",
                                                           "states.gdp",
                                                           "states.ai_share",
                                                           "states.power_online",
                                                           "states.power_spare",
                                                           "exporters.cloud_price",
                                                           "exporters.fees",
                                                           "totals.backstop",
                                                           "totals.price_history_training",
                                                           "totals.price_history_inference"};
  /// Constants of demand under the base rules. Throws SolverError if the mix of last quarter's sales cannot be met.
  void set_up(World& world, const Turn& turn) const;
  void first_day(World& world, const Turn& turn) const;  ///< first orders, shadow prices
  BuyProposals decide(const World& world, const Turn& turn) const;
  void apply(World& world, const BuyProposals& proposals, const Turn& turn) const;
};

}  // namespace entrepot
