// decisions/buy/supply.hpp: output, rationing and prices (model_equations.md 2.1).
#pragma once
#include <span>
#include <vector>

#include "entrepot/decisions/buy/demand.hpp"

namespace entrepot::buying {

/// What vendors have and make this quarter, by product of the table (not column).
struct Supply {
  std::vector<std::int64_t> inventory;  ///< chips in the vendor's hands at the start of the quarter
  std::vector<double> output;           ///< chips to make
};
/// output_p = min(share of the vendor's capacity, max(0, 1.1 x last orders - inventory)); capacity goes by last orders x margin.
Supply supply_of(const World& world, const Offer& offer);

/// What of the orders is filled when `stock` chips of each column's product are there.
struct Fill {
  Grid given;                   ///< products x buyers: chips, before they are made whole
  std::vector<double> market;   ///< products: min(1, S/D)
  std::vector<double> ordered;  ///< products: D
};
Fill ration(const World& world, const Offer& offer, const Orders& orders, std::span<const double> stock);

/// Price of next quarter: ln P' = ln P + kap clip(ln((1.1 D + 1)/(S + 1)), -1, 1): output aims at a tenth more than orders, so a slack market stands still, at least 1.1 x cost, at most 3 x list.
double next_price(double price, double list_price, double unit_cost, double ordered, double stock, double speed);

}  // namespace entrepot::buying
