// decisions/buy/orders.hpp (private to the stage): orders in chips.
#pragma once
#include <array>
#include <vector>

#include "decisions/buy/demand.hpp"
#include "decisions/buy/placement.hpp"

namespace entrepot::buying {

/// Orders in chips (products x buyers) with what clouds order for the account of renters, within the MW that hosts can connect.
struct Orders {
  Grid chips;                                  ///< products x buyers
  std::vector<double> power_factor;            ///< buyers: share of their orders that their hosts can power
  std::array<ByUse, exporter_count> rented{};  ///< H100e ordered by renters from each exporter's clouds
  std::array<ByUse, exporter_count> let{};     ///< H100e wanted by its clouds, for renters too, before limits and power
  ByBuyer rent_share;                          ///< buyers: part of a cloud's orders that is for renters
};
Orders orders_of(const World& world, const Offer& offer, const Terms& terms, const Demand& demand, const Placement& placement);

}  // namespace entrepot::buying
