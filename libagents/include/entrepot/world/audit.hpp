// world/audit.hpp: recounts chips and money from the tables, as exact integers.
#pragma once
#include <cstdint>
#include <vector>

#include "entrepot/world/world.hpp"

namespace entrepot {

/// Chips per product, whatever their place. Initial stock + made = this, always.
std::vector<std::int64_t> chips_of(const World& world);
/// What the books must hold from the first day on: taken when a run starts.
struct Books {
  std::vector<std::int64_t> initial;  ///< chips per product on the first day less made
};
Books open_books(const World& world);
/// Throws AuditError that names the product or account at fault: chips not conserved, a lot with a negative quantity or without a place,
/// money that does not sum to zero.
void audit(const World& world, const Books& books);

}  // namespace entrepot
