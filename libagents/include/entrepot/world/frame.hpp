// world/frame.hpp: the frozen frame of alliances and trade: shared by all copies of a World, never written after loading.
#pragma once
#include <memory>

#include "entrepot/world/layers.hpp"

namespace entrepot {

struct Frame {
  AllianceEdges alliance_edges;
  TradeEdges trade_edges;
  int first_quarter = 0;  ///< quarter of the calendar year in which a run starts: 0 = January to March
  Digest digest;          ///< of the edge tables and the first quarter; a snapshot holds this only
};

/// A frame of `states` vertices. Throws std::out_of_range if an edge names no state.
std::shared_ptr<const Frame> make_frame(std::size_t states, AllianceEdges alliance, TradeEdges trade, int first_quarter = 0);

}  // namespace entrepot
