#include "entrepot/world/put_away.hpp"

#include <algorithm>

namespace entrepot {
namespace {

/// The table of that name and more columns of it become these rows.
void gather_rows(World& world, std::string_view name, std::span<const std::size_t> kept) {
  for (const TableInfo* t : all_tables(world)) {
    if (t->name == name) gather(t->columns, t->of(world), kept);
    if (t->kind == TableKind::columns && t->parent == name) gather_rows(world, t->name, kept);
  }
}

/// Ids of its rows, wherever they stand.
void renumber_references(World& world, std::string_view name, std::span<const std::int32_t> to) {
  const auto refers = [&](const ColumnInfo& c) { return c.target == name; };
  for (const TableInfo* t : all_tables(world))
    if (std::any_of(t->columns.begin(), t->columns.end(), refers)) renumber(t->columns, t->of(world), name, to);
  const auto between_them = [](const void* context, const TableInfo& layer) {
    const auto& target = *static_cast<const std::string_view*>(context);
    return std::any_of(layer.columns.begin(), layer.columns.end(), [&](const ColumnInfo& c) { return c.target == target; });
  };
  world.own.settle(world, between_them, &name);
}

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
  gather_rows(world, name, kept);
  renumber_references(world, name, to);
  return true;
}

}  // namespace

void put_away(World& world) {
  const Lots& lots = world.lots;
  const auto holds = [&](std::size_t l) { return lots.quantity[l] != 0 || lots.place[l] == Place::vendor; };
  const bool year_ends = world.quarter % 4 == 3;  // lots are of a year, and chips retire once a year
  // Moving a table costs as much as its length: done when a quarter is empty, it costs a few rows for each one that went.
  if (year_ends && 4 * std::count(lots.quantity.begin(), lots.quantity.end(), 0) >= std::ssize(lots.quantity) &&
      keep_rows(world, "lots", lots.quantity.size(), holds))
    world.lot_index.rebuild(lots);
  const Licences& licences = world.licences;
  keep_rows(world, "licences", licences.stage.size(), [&](std::size_t l) { return licences.stage[l] != LicenceStage::ended; });
}

}  // namespace entrepot
