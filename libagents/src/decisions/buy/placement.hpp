// decisions/buy/placement.hpp (private to the stage): where new chips go.
#pragma once
#include <cstdint>
#include <vector>

#include "entrepot/world/access.hpp"

namespace entrepot::buying {

/// Sites of each buyer with the share of new chips that goes to each, under the rules on clusters abroad.
struct Placement {
  std::vector<std::int32_t> first;  ///< buyers + 1
  std::vector<SiteId> site;
  std::vector<double> share;
};
Placement placement_of(const World& world, const AccessTable& access);

}  // namespace entrepot::buying
