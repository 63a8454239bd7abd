// decisions/buy/redesign.hpp (private to the stage): variants under a threshold.
#pragma once
#include <cstdint>
#include <vector>

#include "decisions/buy/demand_side.hpp"

namespace entrepot::buying {

/// A variant that a vendor designs under the thresholds that shut its best chip out of markets (M73, H07).
struct Redesign {
  ProductId parent;
  double train_speed, memory_bw, link_bw, tpp, power, list_price, unit_cost, q_train, q_infer;
  std::int32_t released;
};
std::vector<Redesign> redesigns(const World& world, const Turn& turn, const DemandSide& side, const AccessTable& access,
                                const BuyParameters& p);

}  // namespace entrepot::buying
