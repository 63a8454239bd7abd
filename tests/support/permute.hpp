// tests/support/permute.hpp: the same world with the rows of its tables in another order, ids and luck keys travelling along.
#pragma once
#include "entrepot/world/world.hpp"

namespace entrepot::testing {

/// What was row i of a table is row `to[i]` of the permuted one.
struct Permutation {
  std::vector<std::size_t> states, firms, products, buyers, sites, lots, agents;
};
Permutation shuffled(const World& world, std::uint64_t seed);
/// Exporters keep their rows, since home and rival are roles.
World permuted(const World& world, const Permutation& p);

}  // namespace entrepot::testing
