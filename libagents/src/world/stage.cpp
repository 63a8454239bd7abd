#include "entrepot/world/stage.hpp"

namespace entrepot {

void add_row(EventRows& rows, const Event& event) {
  rows.quarter.push_back(event.quarter);
  rows.kind.push_back(event.kind);
  rows.agent.push_back(event.agent);
  rows.exporter.push_back(event.exporter);
  rows.product.push_back(event.product);
  rows.quantity.push_back(event.quantity);
  rows.value.push_back(event.value);
}

}  // namespace entrepot
