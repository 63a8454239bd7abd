// world/catalogue.hpp: what the stages of a model bring to its Worlds. Made by Model, shared by all copies of a World, never changed.
#pragma once
#include <memory>
#include <string_view>
#include <vector>

#include "entrepot/world/events.hpp"
#include "entrepot/world/table.hpp"

namespace entrepot {

/// A lever of a strategy's policy: one number of each exporter. Unit, allowed values and meaning are those of the column that it sets, a column of
/// `exporters` or of more columns of it.
struct LeverInfo {
  std::string_view name;           ///< in [policy] of strategies/*.toml
  std::string_view table, column;  ///< what it sets
  double fallback = 0.0;           ///< where a strategy does not say
};

struct Catalogue {
  std::vector<TableInfo> tables;
  std::vector<EventInfo> events;
  std::vector<LeverInfo> levers;
  std::vector<std::shared_ptr<const void>> kept;  ///< what names of stages made at run time live in
};

}  // namespace entrepot
