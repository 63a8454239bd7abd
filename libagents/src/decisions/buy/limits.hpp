// decisions/buy/limits.hpp (private to the stage): caps, licences and small orders (model_equations.md 2.1, E[D] ff.; docs/decisions/0009).
#pragma once
#include <span>

#include "decisions/buy/demand.hpp"

namespace entrepot::buying {

/// Raises the prices of the limited columns of every buyer whose orders exceed a limit by one common factor, until they meet it.
void meet_limits(const World& world, const Offer& offer, const Terms& terms, const BuyParameters& p, std::span<const ByUse> budget,
                 Demand& demand);

}  // namespace entrepot::buying
