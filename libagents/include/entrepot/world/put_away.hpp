// world/put_away.hpp: what no decision will look at again leaves its table at the end of a quarter, so that time and memory do not grow with the
// length of a run.
#pragma once
#include "entrepot/world/world.hpp"

namespace entrepot {

/// Removes licences that have ended. At the end of a year, puts lots of old chips together (vintage_of), and once they are a quarter of all,
/// removes empty lots (but for those of vendors, which are filled again). Rows that stay keep their order; ids of lots and licences in other tables follow them, those of rows that went become none.
void put_away(World& world);

}  // namespace entrepot
