// decisions/buy/offer.hpp (private to the stage): what is on offer. Columns: the products on the market, then one remote service an exporter.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "entrepot/decisions/buy.hpp"
#include "entrepot/solvers/markets.hpp"
#include "entrepot/world/buyers.hpp"

namespace entrepot::buying {

/// What is on offer, the same for all buyers.
struct Offer {
  std::vector<ProductId> product;                                     ///< of the first columns
  std::vector<std::int32_t> bloc;                                     ///< nest of each column
  std::vector<ByUse> price;                                           ///< USD per H100e of the purpose, by column
  std::vector<ByUse> quality;                                         ///< H100e of the purpose per chip, by column; 1 for remote service
  std::vector<solvers::BuyerRange> who;                               ///< by column: buyers that may choose it; captive chips: one
  std::array<bool, exporter_count> clouds{};                          ///< whether the exporter has clouds to rent from
  std::array<std::vector<std::size_t>, exporter_count> cloud_buyers;  ///< buyers that let out chips at home in the exporter
  std::size_t products() const { return product.size(); }
  std::size_t columns() const { return bloc.size(); }
  std::size_t remote(std::size_t exporter) const { return product.size() + exporter; }
};
Offer offer_of(const World& world, const BuyParameters& p);

}  // namespace entrepot::buying
