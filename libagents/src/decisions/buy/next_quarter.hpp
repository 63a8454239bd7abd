// decisions/buy/next_quarter.hpp (private to the stage): growth, and products whose day comes.
#pragma once
#include "decisions/buy/market.hpp"

namespace entrepot::buying {

/// GDP, spending on AI, power and capacity of the next quarter.
void grow(World& world, const BuyParameters& p);
/// Variants that were designed, and products whose day comes next quarter.
void release(World& world, const Market& market, const BuyParameters& p, const Turn& turn);

}  // namespace entrepot::buying
