// tests/support/generated_world.hpp: small random worlds, hand-made without a scenario folder, for property tests. Everything is a function
// of the seed.
#pragma once
#include "entrepot/run/model.hpp"

namespace entrepot::testing {

struct WorldSize {
  std::size_t states = 8, firms = 6;
};
/// A World at quarter 0 before `initialise`: two exporters, each with a designer and a cloud, some states of every tier, products with and
/// without a captive owner, lots with whole chips at sites and vendors, rules, and random levers.
World generated_world(std::uint64_t seed, WorldSize size = {});
/// Point values used by generated worlds, of every parameter of the standard stages.
Parameters generated_parameters();

}  // namespace entrepot::testing
