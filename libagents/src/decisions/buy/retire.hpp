// decisions/buy/retire.hpp (private to the stage): chips that go out of service.
#pragma once
#include <cstdint>
#include <vector>

#include "decisions/buy/market.hpp"
#include "entrepot/world/ledger.hpp"

namespace entrepot::buying {

/// Chips to retire, by lot; none but once a year.
std::vector<std::int64_t> retirements_of(const World& world, const Turn& turn, const BuyParameters& p);
void retire(World& world, const Market& market, const Turn& turn);

}  // namespace entrepot::buying
