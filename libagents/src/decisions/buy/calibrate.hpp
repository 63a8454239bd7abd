// decisions/buy/calibrate.hpp (private to the stage): the constants of demand (model_equations.md 2.1, Constants).
#pragma once
#include "entrepot/decisions/buy.hpp"

namespace entrepot::buying {

/// Constants of demand at the World's parameters: tastes of products, buyers and remote services, found by iteration from what the World
/// holds (zeros, or the scenario's compiled values, which need a few passes). Returns the passes taken.
/// Throws SolverError if the mix of last quarter's sales cannot be met (a captive chip sold more than its owner can pay for).
int calibrate(World& world);

}  // namespace entrepot::buying
