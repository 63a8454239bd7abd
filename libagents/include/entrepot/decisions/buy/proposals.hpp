// decisions/buy/proposals.hpp: what a quarter's market has decided and not yet done.
#pragma once
#include <vector>

#include "entrepot/decisions/buy/settle.hpp"
#include "entrepot/world/ledger.hpp"

namespace entrepot {

struct BuyProposals {
  struct Delivery {
    std::size_t buyer;   // row of Buyers
    std::size_t column;  // product of the offer
    std::int64_t chips;  // > 0, or 0 where rounding had to be taken back
  };
  buying::DemandSide side;
  buying::Fill fill;
  buying::Shadows shadows;
  std::vector<double> ahead;         // by buyer: H100e ordered ahead of pending rules
  bool rule_pending = false;         // some exporter has announced a rule that is not in force yet
  std::vector<std::int64_t> made;    // by column of products
  std::vector<double> stock, price;  // by column: chips to sell, price of next quarter
  std::vector<Delivery> deliveries;
  std::vector<LotPart> retirements;
  std::vector<buying::Redesign> redesigns;
};

}  // namespace entrepot
