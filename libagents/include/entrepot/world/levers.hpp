// world/levers.hpp: the strategy as data: one row for each exporter, layer and tier (model_equations.md 2.0). No stage knows the name of a strategy.
#pragma once
#include <algorithm>
#include <limits>

#include "entrepot/base/column.hpp"
#include "entrepot/world/agents.hpp"

namespace entrepot {

enum class CapPer : std::uint8_t { total, year };
inline constexpr std::array<std::string_view, 2> cap_per_names{"total", "year"};
template <> inline constexpr auto enumerator_names<CapPer> = cap_per_names;
inline constexpr double no_cap = std::numeric_limits<double>::infinity();

/// Layers whose cells a stage of this version reads.
inline constexpr std::array layers_read{Layer::chips, Layer::clusters, Layer::cloud};

/// A row for each exporter, layer read and tier, in this order (lever_row).
struct Levers {
  std::vector<ExporterId> exporter;
  std::vector<Layer> layer;
  std::vector<Tier> tier;
  std::vector<Route> route;
  std::vector<RuleId> threshold;
  std::vector<double> cap;
  std::vector<CapPer> cap_per;
  std::vector<double> small_order, fee, subsidy;
  std::vector<Bits<Condition>> conditions;
};
template <> inline constexpr auto columns<Levers> = std::array{
    column<&Levers::exporter>("exporter", "exporter", "whose lever"),
    column<&Levers::layer>("layer", "-", "0 chips, 1 clusters, 4 cloud"),
    column<&Levers::tier>("tier", "-", "0 insider, 1 swing, 2 adversary of that exporter"),
    column<&Levers::route>("route", "-", "0 free, 1 presume, 2 case, 3 deny"),
    column<&Levers::threshold>("threshold", "rule", "only products that this rule controls need the route; none = all"),
    column<&Levers::cap>("cap", "H100e", "a buyer's deliveries since the start or in a year; infinity = no cap", "", Role::state, "> 0"),
    column<&Levers::cap_per>("cap_per", "-", "0 total, 1 year"),
    column<&Levers::small_order>("small_order", "H100e/year", "a buyer's purchases a year that need no licence", "", Role::state, ">= 0"),
    column<&Levers::fee>("fee", "1", "share of price to the exporter's treasury", "", Role::state, ">= 0"),
    column<&Levers::subsidy>("subsidy", "1", "share of price paid by the exporter's treasury", "", Role::state, "[0, 1)"),
    column<&Levers::conditions>("conditions", "bits", "menu items that must be in force in the recipient's state"),
};
static_assert(all_described<Levers>());
/// Row of a layer that is read.
inline std::size_t lever_row(ExporterId exporter, Layer layer, Tier tier) {
  const auto at = static_cast<std::size_t>(std::find(layers_read.begin(), layers_read.end(), layer) - layers_read.begin());
  return (exporter.index() * layers_read.size() + at) * tier_count + static_cast<std::size_t>(tier);
}

}  // namespace entrepot
