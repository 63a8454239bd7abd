// decisions/buy/shadow.hpp (private to the stage): what each buyer receives, would receive, and what more would be worth to it.
#pragma once
#include <array>
#include <vector>

#include "decisions/buy/demand_side.hpp"
#include "decisions/buy/supply.hpp"

namespace entrepot::buying {

/// Filled share of what is rented from each exporter's clouds, by purpose: that of the clouds' own orders. Under the rules, and with every
/// rule lifted, when each chip is filled as the market is.
struct RentalFill {
  std::array<ByUse, exporter_count> ruled{}, free{};
};
RentalFill rental_fill(const Offer& offer, const Orders& orders, const Fill& fill);

/// Received and free quantities and the shadow price of each buyer (2.1, "Shadow price").
struct Shadows {
  ByBuyer received, rented, q_free, shadow, surplus;
  std::array<ByBuyer, exporter_count> rented_from;  ///< by exporter and buyer, H100e
};
Shadows shadows_of(const World& world, const DemandSide& side, const Fill& fill, const BuyParameters& p);
/// Writes price indices, quantities, surplus and shadow prices of this quarter.
void write_shadows(Buyers& buyers, const DemandSide& side, const Shadows& shadows);

}  // namespace entrepot::buying
