// decisions/buy/prices.hpp (private to the stage): sales-weighted prices of the day, and what the market leaves in the tables of products and firms.
#pragma once
#include <array>

#include "decisions/buy/market.hpp"

namespace entrepot::buying {

/// Sales-weighted prices of the day: of each exporter's bloc (cloud_price) and of the world, USD per H100e.
struct WeightedPrices {
  std::array<ByUse, exporter_count> bloc{};
  ByUse world{};
};
WeightedPrices weighted_prices(const World& world);

/// Orders, sales and prices of products; revenue of vendors; prices of clouds; backstop.
void write_market(World& world, const Market& market);

}  // namespace entrepot::buying
