// tests/support/small_model.hpp: a model for the files of support/small: it has levers, events and outcomes, and does nothing.
#pragma once
#include <vector>

#include "entrepot/world/model.hpp"

namespace entrepot::testing {

/// Levers and events of the agency; outcomes stack_share, revenue_usd and world_welfare; these parameters (none: rows are not checked).
Model small_model(std::vector<ParameterInfo> parameters = {});

}  // namespace entrepot::testing
