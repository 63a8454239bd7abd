// decisions/buy/proposals.hpp: what a quarter's market has decided and not yet done.
#pragma once
#include <vector>

#include "entrepot/decisions/buy/settle.hpp"
#include "entrepot/world/ledger.hpp"

namespace entrepot {
namespace buying {

/// Whole chips.
struct Deliveries {
  Grid chips;                ///< products x buyers
  std::vector<double> sold;  ///< products
};

}  // namespace buying

struct BuyProposals {
  buying::DemandSide side;
  buying::Fill fill;
  buying::Shadows shadows;
  std::vector<ByUse> ahead;          // by buyer: H100e ordered ahead of pending rules
  bool rule_pending = false;         // some exporter has announced a rule that is not in force yet
  std::vector<std::int64_t> made;    // by column of products
  std::vector<double> stock, price;  // by column: chips to sell, price of next quarter
  buying::Deliveries deliveries;
  std::vector<std::int64_t> retirements;  // by lot, none but once a year
  std::vector<buying::Redesign> redesigns;
};

}  // namespace entrepot
