#include "entrepot/world/stage.hpp"

namespace entrepot {

void emit(World& world, const Turn& turn, const Event& event) {
  ++world.event_counts.count[static_cast<std::size_t>(event.kind)];
  if (turn.sink == nullptr || !turn.sink->wanted.has(event.kind)) return;
  EventRows& rows = turn.sink->rows;
  rows.quarter.push_back(event.quarter);
  rows.kind.push_back(event.kind);
  rows.agent.push_back(event.agent);
  rows.exporter.push_back(event.exporter);
  rows.product.push_back(event.product);
  rows.quantity.push_back(event.quantity);
  rows.value.push_back(event.value);
}

}  // namespace entrepot
