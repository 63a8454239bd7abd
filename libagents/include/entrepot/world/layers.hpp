// world/layers.hpp: the frozen layers of the graph as edge tables.
#pragma once
#include "entrepot/base/column.hpp"
#include "entrepot/world/agents.hpp"

namespace entrepot {

struct AllianceEdges {
  std::vector<StateId> source, target;
  std::vector<double> depth;
};
template <> inline constexpr auto columns<AllianceEdges> = std::array{
    column<&AllianceEdges::source>("source", "state", "who owes the obligation", "", Role::frozen),
    column<&AllianceEdges::target>("target", "state", "to whom", "", Role::frozen),
    column<&AllianceEdges::depth>(
        "depth", "1",
        "1 defence, 0.5 offence or neutrality, 0.2 nonaggression or consultation only; 1 also in a common defence organisation", "",
        Role::frozen, "(0, 1]"),
};
static_assert(all_described<AllianceEdges>());

struct TradeEdges {
  std::vector<StateId> source, target;
  std::vector<double> share;
};
template <> inline constexpr auto columns<TradeEdges> = std::array{
    column<&TradeEdges::source>("source", "state", "exporter of goods", "", Role::frozen),
    column<&TradeEdges::target>("target", "state", "importer", "", Role::frozen),
    column<&TradeEdges::share>("share", "1", "share of the importer's total imports", "", Role::frozen, "(0, 1]"),
};
static_assert(all_described<TradeEdges>());

/// The edge tables that all copies of a World share: defined in frame.hpp, which few files include.
struct Frame;

}  // namespace entrepot
