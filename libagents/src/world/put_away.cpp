#include "entrepot/world/put_away.hpp"

#include <algorithm>

namespace entrepot {
namespace {

/// Keeps the rows that `stays` picks; false if that is all of them.
template <class Stays> bool keep_rows(World& world, std::string_view name, std::size_t rows, Stays stays) {
  std::size_t first = 0;
  while (first < rows && stays(first)) ++first;
  if (first == rows) return false;
  std::vector<std::size_t> kept;
  std::vector<std::int32_t> to(rows, -1);
  kept.reserve(rows);
  for (std::size_t row = 0; row < rows; ++row) {
    if (row >= first && !stays(row)) continue;
    to[row] = static_cast<std::int32_t>(kept.size());
    kept.push_back(row);
  }
  const TableInfo& table = find_table(name);
  gather(table.columns, table.of(world), kept);
  for (const TableInfo& t : tables) renumber(t.columns, t.of(world), name, to);
  return true;
}

}  // namespace

void put_away(World& world) {
  const Lots& lots = world.lots;
  if (keep_rows(world, "lots", lots.quantity.size(),
                [&](std::size_t l) { return lots.quantity[l] != 0 || lots.place[l] == Place::vendor; }))
    world.lot_index.rebuild(lots);
  const Licences& licences = world.licences;
  keep_rows(world, "licences", licences.stage.size(), [&](std::size_t l) { return licences.stage[l] != LicenceStage::ended; });
}

}  // namespace entrepot
