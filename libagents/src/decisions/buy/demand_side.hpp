// decisions/buy/demand_side.hpp (private to the stage): the demand side of one quarter.
#pragma once
#include <vector>

#include "decisions/buy/orders.hpp"

namespace entrepot::buying {

/// The demand side of one quarter under the rules in force, and with every rule lifted.
struct DemandSide {
  Offer offer;
  Terms terms;
  Placement placement;
  Utility utility;  ///< with every rule lifted
  ByBuyer budget;
  Demand ruled, free;
  Orders orders;
};
DemandSide demand_side(const World& world, const AccessTable& access, const BuyParameters& p);

}  // namespace entrepot::buying
