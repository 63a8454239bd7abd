// run/model.hpp: the model that is shipped: first values, license, buy, account.
#pragma once
#include "entrepot/world/model.hpp"

namespace entrepot {

/// A value to begin from: `Model mine = standard_model(); mine.insert_after("buy", Sanction{});`.
const Model& standard_model();
/// First values of a World made by hand, equipped with the standard model and its levers set: set_up, then first_day.
void initialise(World& world, RunKey key = {});

}  // namespace entrepot
