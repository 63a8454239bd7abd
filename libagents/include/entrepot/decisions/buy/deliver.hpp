// decisions/buy/deliver.hpp: whole chips, and the steps by which a quarter's market is applied to the World.
#pragma once
#include <vector>

#include "entrepot/decisions/buy/proposals.hpp"
#include "entrepot/world/ledger.hpp"

namespace entrepot::buying {

// Decide: keyed stochastic rounding.
std::vector<std::int64_t> whole_output(const World& world, const Turn& turn, const Offer& offer, const Supply& supply);
Deliveries deliveries_of(const World& world, const Turn& turn, const BuyProposals& market);
std::vector<std::int64_t> retirements_of(const World& world, const Turn& turn, const BuyParameters& p);

// Apply, in this order.
void make_chips(World& world, const BuyProposals& market);
void deliver(World& world, const BuyProposals& market, const Turn& turn);
void pay_rents(World& world, const BuyProposals& market);
void retire(World& world, const BuyProposals& market, const Turn& turn);
void write_buyers(World& world, const BuyProposals& market);
/// Orders, sales and prices of products; revenue of vendors; prices of clouds; backstop.
void write_market(World& world, const BuyProposals& market);
/// GDP, spending on AI, power and capacity of the next quarter.
void grow(World& world, const BuyParameters& p);
/// Variants that were designed, and products whose day comes next quarter.
void release(World& world, const BuyProposals& market, const BuyParameters& p, const Turn& turn);

/// Sales-weighted prices of the day: of each exporter's bloc (cloud_price) and of the world, USD per H100e.
struct WeightedPrices {
  std::array<std::array<double, use_count>, exporter_count> bloc{};
  std::array<double, use_count> world{};
};
WeightedPrices weighted_prices(const World& world);

}  // namespace entrepot::buying
