// decisions/buy/market.hpp (private to the stage): what a quarter's market has decided and not yet done.
#pragma once
#include <cstdint>
#include <vector>

#include "decisions/buy/redesign.hpp"
#include "decisions/buy/shadow.hpp"

namespace entrepot::buying {

/// Whole chips.
struct Deliveries {
  Grid chips;                ///< products x buyers
  std::vector<double> sold;  ///< products
};

struct Market {
  DemandSide side;
  Fill fill;
  Shadows shadows;
  ByBuyer ahead;                     // by buyer: H100e ordered ahead of pending rules
  bool rule_pending = false;         // some exporter has announced a rule that is not in force yet
  std::vector<std::int64_t> made;    // by column of products
  std::vector<double> stock, price;  // by column: chips to sell, price of next quarter
  Deliveries deliveries;
  std::vector<std::int64_t> retirements;  // by lot, none but once a year
  std::vector<Redesign> redesigns;
};

}  // namespace entrepot::buying
