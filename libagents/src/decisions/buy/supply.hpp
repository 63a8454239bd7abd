// decisions/buy/supply.hpp (private to the stage): output, rationing and prices (model_equations.md 2.1).
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "decisions/buy/orders.hpp"

namespace entrepot::buying {

/// What vendors have and make this quarter, by product of the table (not column).
struct Supply {
  std::vector<std::int64_t> inventory;  ///< chips in the vendor's hands at the start of the quarter
  std::vector<double> output;           ///< chips to make
};
/// output_p = min(share of the vendor's capacity, max(0, buy.output_aim x last orders - inventory)); capacity goes by last orders x margin.
Supply supply_of(const World& world, const Offer& offer, const BuyParameters& p);

/// What of the orders is filled when `stock` chips of each column's product are there.
struct Fill {
  Grid given;                   ///< products x buyers: chips, before they are made whole
  std::vector<double> market;   ///< products: min(1, S/D)
  std::vector<double> ordered;  ///< products: D
};
Fill ration(const World& world, const Offer& offer, const Orders& orders, std::span<const double> stock);

/// A chip's price, and what it may be.
struct ChipPrice {
  double now, list, unit_cost;
};
/// Price of next quarter: ln P' = ln P + kap clip(ln((aim D + 1)/(S + 1)), -1, 1), at most `price_ceiling` x list, at least `price_floor` x unit
/// cost (the floor wins). Output aims at a little more than orders, so that a market with that much slack stands still.
double next_price(const ChipPrice& price, double ordered, double stock, const BuyParameters& p);

}  // namespace entrepot::buying
