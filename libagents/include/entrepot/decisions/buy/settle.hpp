// decisions/buy/settle.hpp: what a quarter's market comes to: deliveries, shadow prices, orders ahead of rules, redesigns.
#pragma once
#include <optional>
#include <vector>

#include "entrepot/decisions/buy/supply.hpp"

namespace entrepot::buying {

/// The demand side of one quarter under the rules in force, and with every rule lifted.
struct DemandSide {
  Offer offer;
  Terms terms;
  Placement placement;
  Utility utility;  ///< with every rule lifted
  std::vector<ByUse> budget;
  Demand ruled, free;
  Orders orders;
};
DemandSide demand_side(const World& world, const AccessTable& access, const BuyParameters& p);

/// Filled share of what is rented from each exporter's clouds, by purpose: that of the clouds' own orders. Under the rules, and with every
/// rule lifted, when each chip is filled as the market is.
struct RentalFill {
  std::array<ByUse, exporter_count> ruled{}, free{};
};
RentalFill rental_fill(const Offer& offer, const Orders& orders, const Fill& fill);

/// Received and free quantities and the shadow price of each buyer (2.1, "Shadow price").
struct Shadows {
  std::vector<ByUse> received, rented, q_free, shadow, surplus;
  std::array<std::vector<ByUse>, exporter_count> rented_from;  ///< by exporter and buyer, H100e
};
/// wtp(Q) = min(P0, PIfree (Qfree/Q)^(1/eps)), USD per H100e; Q = 0: P0.
double willingness(double backstop, double index_free, double q_free, double quantity, double elasticity);
Shadows shadows_of(const World& world, const DemandSide& side, const Fill& fill, const BuyParameters& p);
/// Writes price indices, quantities, surplus and shadow prices of this quarter.
void write_shadows(Buyers& buyers, const DemandSide& side, const Shadows& shadows);

/// Chips ordered ahead of rules that are announced but not in force (H03), added to `orders`; returns the H100e added by buyer.
std::vector<ByUse> stock_ahead(const World& world, const AccessTable& now, const DemandSide& side, const Fill& fill, const BuyParameters& p,
                               Orders& orders);

/// A variant that a vendor designs under the thresholds that shut its best chip out of markets (M73, H07).
struct Redesign {
  ProductId parent;
  double train_speed, memory_bw, link_bw, tpp, power, list_price, unit_cost, q_train, q_infer;
  std::int32_t released;
};
std::vector<Redesign> redesigns(const World& world, const Turn& turn, const DemandSide& side, const AccessTable& access,
                                const BuyParameters& p);

}  // namespace entrepot::buying
