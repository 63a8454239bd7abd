// Graphs that come from Python, for routes and the choice among them.
#pragma once
#include "entrepot/solvers/routes.hpp"
#include "solvers.hpp"

namespace entrepot::binding {

/// Nodes and edges of a graph; reads as the library's view of one.
struct Graph {
  std::int32_t nodes = 0;
  std::vector<std::int32_t> from, to;
  operator solvers::Edges() const { return {nodes, from, to}; }  // NOLINT: the library asks for a view
};
using NodeCount = std::optional<std::int32_t>;

/// From an (m, 2) array of whole numbers (else TypeError). Without a count there is one node more than the largest number in the edges or
/// among those that are `named`.
Graph graph_of(const AnyArray& edges, const NodeCount& nodes, std::initializer_list<std::int32_t> named = {});

/// The documentation of a function of a graph.
std::string on_graph(std::string_view doc);

}  // namespace entrepot::binding
