// decisions/buy/deliver.hpp (private to the stage): whole chips, and how they and money change hands.
#pragma once
#include <cstdint>
#include <vector>

#include "decisions/buy/market.hpp"
#include "entrepot/world/ledger.hpp"

namespace entrepot::buying {

// Decide: keyed stochastic rounding.
std::vector<std::int64_t> whole_output(const World& world, const Turn& turn, const Offer& offer, const Supply& supply);
Deliveries deliveries_of(const World& world, const Turn& turn, const Market& market);

// Apply, in this order.
void make_chips(World& world, const Market& market);
void deliver(World& world, const Market& market, const Turn& turn);
void pay_rents(World& world, const Market& market);
void write_buyers(World& world, const Market& market);

}  // namespace entrepot::buying
