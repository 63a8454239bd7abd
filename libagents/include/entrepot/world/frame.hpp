// world/frame.hpp: the frozen frame of alliances and trade: shared by all copies of a World, never written after loading.
#pragma once
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <memory>

#include "entrepot/world/layers.hpp"

namespace entrepot {

/// Edge property: depth of an alliance, share of imports.
struct Weight {
  double value;
};
using Csr =
    boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, Weight, boost::no_property, std::int32_t, std::int32_t>;

struct Frame {
  AllianceEdges alliance_edges;
  TradeEdges trade_edges;
  Csr alliance, trade;
  int first_quarter = 0;  ///< quarter of the calendar year in which a run starts: 0 = January to March
  Digest digest;          ///< of the edge tables and the first quarter; a snapshot holds this only
};

/// Builds the graphs over `states` vertices. Throws std::out_of_range if an edge names no state.
std::shared_ptr<const Frame> make_frame(std::size_t states, AllianceEdges alliance, TradeEdges trade, int first_quarter = 0);

}  // namespace entrepot
