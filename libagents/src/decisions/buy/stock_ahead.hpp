// decisions/buy/stock_ahead.hpp (private to the stage): orders ahead of rules.
#pragma once
#include <vector>

#include "decisions/buy/demand_side.hpp"
#include "decisions/buy/supply.hpp"

namespace entrepot::buying {

/// Chips ordered ahead of rules that are announced but not in force (H03), added to `orders`; returns the H100e added by buyer.
ByBuyer stock_ahead(const World& world, const AccessTable& now, const DemandSide& side, const Fill& fill, const BuyParameters& p,
                    Orders& orders);

}  // namespace entrepot::buying
