#include "entrepot/world/put_away.hpp"

#include <algorithm>
#include <utility>

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

/// Lots of neighbouring years that have become old enough are put together: in the last of them, or the one there is gets its cohort. Chains of
/// the index stay in order, since no lot of theirs stands between.
void join_vintages(World& world, std::int32_t year) {
  Lots& lots = world.lots;
  if (year % 2 != 0 || lots.cohort.empty()) return;  // pairs of years are complete in even ones
  const auto [least, most] = std::minmax_element(lots.cohort.begin(), lots.cohort.end());
  const std::int32_t oldest = *least, newest = *most;
  std::vector<std::uint8_t> joins;  // by cohort from the oldest: whether its vintage is new
  for (std::int32_t c = oldest; c <= newest; ++c) {
    const std::int32_t vintage = vintage_of(c, year);
    joins.push_back(vintage_years(vintage, year) > vintage_years(vintage, year - 2));
  }
  if (world.lot_index.size() != lots.cohort.size()) world.lot_index.rebuild(lots);  // somebody has written lots by hand
  for (std::size_t l = 0; l < lots.cohort.size(); ++l) {
    if (joins[static_cast<std::size_t>(lots.cohort[l] - oldest)] == 0 || lots.place[l] != Place::site) continue;
    const std::int32_t vintage = lots.cohort[l] = vintage_of(lots.cohort[l], year);
    for (LotId older = world.lot_index.older(LotId{l}); older; older = world.lot_index.older(older)) {
      const std::size_t o = older.index();
      if (vintage_of(lots.cohort[o], year) != vintage) break;
      if (lots.diverted[o] == lots.diverted[l]) lots.quantity[l] += std::exchange(lots.quantity[o], 0);
    }
  }
}

}  // namespace

void put_away(World& world) {
  const Lots& lots = world.lots;
  const auto holds = [&](std::size_t l) { return lots.quantity[l] != 0 || lots.place[l] == Place::vendor; };
  const bool year_ends = world.quarter % 4 == 3;  // lots are of a year, and chips retire once a year
  if (year_ends) join_vintages(world, static_cast<std::int32_t>(world.quarter / 4));
  // Moving a table costs as much as its length: done when a quarter is empty, it costs a few rows for each one that went.
  if (year_ends && 4 * std::count(lots.quantity.begin(), lots.quantity.end(), 0) >= std::ssize(lots.quantity) &&
      keep_rows(world, "lots", lots.quantity.size(), holds))
    world.lot_index.rebuild(lots);
  const Licences& licences = world.licences;
  keep_rows(world, "licences", licences.stage.size(), [&](std::size_t l) { return licences.stage[l] != LicenceStage::ended; });
}

}  // namespace entrepot
