// world/layers.hpp: the frozen layers of the graph as edge tables.
#pragma once
#include "entrepot/base/column.hpp"
#include "entrepot/world/agents.hpp"
#include "entrepot/world/table.hpp"

namespace entrepot {

inline constexpr std::array<std::string_view, 2> edge_key{"source", "target"};

struct AllianceEdges {
  std::vector<StateId> source, target;
  std::vector<double> depth;
};
template <> inline constexpr auto columns<AllianceEdges> = std::array{
    column<&AllianceEdges::source>("source", "state", "who owes the obligation", "", Role::frozen).given(),
    column<&AllianceEdges::target>("target", "state", "to whom", "", Role::frozen).given(),
    column<&AllianceEdges::depth>(
        "depth", "1",
        "1 defence, 0.5 offence or neutrality, 0.2 nonaggression or consultation only; 1 also in a common defence organisation", "",
        Role::frozen, "(0, 1]")
        .given(),
};
static_assert(all_described<AllianceEdges>());
template <>
inline constexpr TableFile file_of<AllianceEdges>{.path = "data/layers/alliance.csv", .key = edge_key, .may_have_no_rows = true};

struct TradeEdges {
  std::vector<StateId> source, target;
  std::vector<double> share;
};
template <> inline constexpr auto columns<TradeEdges> = std::array{
    column<&TradeEdges::source>("source", "state", "exporter of goods", "", Role::frozen).given(),
    column<&TradeEdges::target>("target", "state", "importer", "", Role::frozen).given(),
    column<&TradeEdges::share>("share", "1", "share of the importer's total imports", "", Role::frozen, "(0, 1]").given(),
};
static_assert(all_described<TradeEdges>());
template <> inline constexpr TableFile file_of<TradeEdges>{.path = "data/layers/trade.csv", .key = edge_key, .may_have_no_rows = true};

/// The frozen layers as tables; they stand in no World, but in the frame that Worlds share.
inline constexpr std::array frozen_layers{layer<AllianceEdges>("alliance", "alliances"), layer<TradeEdges>("trade", "trade in goods")};

/// The edge tables that all copies of a World share: defined in frame.hpp, which few files include.
struct Frame;

}  // namespace entrepot
