// world/put_away.hpp: what no decision will look at again leaves its table at the end of a quarter, so that time and memory do not grow with the
// length of a run.
#pragma once
#include "entrepot/world/world.hpp"

namespace entrepot {

/// Removes lots that are empty (but for those of vendors, which are filled again) and licences that have ended. Rows that stay keep their
/// order; ids of lots and licences in other tables follow them, and those of rows that went become none.
void put_away(World& world);

}  // namespace entrepot
