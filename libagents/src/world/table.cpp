#include "entrepot/world/table.hpp"

#include <algorithm>
#include <numeric>

#include "entrepot/base/errors.hpp"
#include "entrepot/world/world.hpp"

namespace entrepot {
namespace {

bool is_frozen(const TableInfo& info) {
  return std::all_of(info.columns.begin(), info.columns.end(), [](const ColumnInfo& c) { return c.role == Role::frozen; });
}

std::shared_ptr<void> copied(const TableInfo& info, const void* table) {
  return {info.ops->copy(table), [end = info.ops->end](void* t) { end(t); }};
}

const ColumnInfo& named(const TableInfo& info, std::string_view name) {
  return *std::find_if(info.columns.begin(), info.columns.end(), [&](const ColumnInfo& c) { return c.name == name; });
}

std::span<const std::int32_t> sources_of(const TableInfo& info, const void* table) {
  const View view = named(info, "source").view(table);
  return {static_cast<const std::int32_t*>(view.data), view.rows};
}

}  // namespace

const void* TableInfo::of(const World& world) const {
  return locate != nullptr ? locate(const_cast<World*>(&world)) : world.own.at(*this);  // NOLINT: locate only takes an address
}
void* TableInfo::of(World& world) const { return locate != nullptr ? locate(&world) : world.own.at(*this); }

OwnTables::OwnTables(const OwnTables& other) : entries_{other.entries_} {
  for (Entry& e : entries_)
    if (!e.frozen) e.table = copied(*e.info, e.table.get());
}
OwnTables& OwnTables::operator=(const OwnTables& other) {
  if (this != &other) *this = OwnTables(other);
  return *this;
}

void OwnTables::add(const TableInfo& info) {
  entries_.push_back({&info, is_frozen(info), {info.ops->make(info), [end = info.ops->end](void* t) { end(t); }}, {}, 0});
}

const OwnTables::Entry& OwnTables::entry(const ColumnInfo* columns) const {
  for (const Entry& e : entries_)
    if (e.info->columns.data() == columns) return e;
  throw UnknownName("table of a stage in this World", columns != nullptr ? columns->name : "", "");
}

void* OwnTables::by_columns(const ColumnInfo* columns) {
  auto& found = const_cast<Entry&>(entry(columns));  // NOLINT: of this object, which is not const here
  if (found.frozen && found.table.use_count() > 1) found.table = copied(*found.info, found.table.get());
  return found.table.get();
}

const void* OwnTables::at(const TableInfo& info) const { return by_columns(info.columns.data()); }
void* OwnTables::at(const TableInfo& info) { return by_columns(info.columns.data()); }
std::span<const std::int32_t> OwnTables::offsets(const TableInfo& info) const { return entry(info.columns.data()).first; }

Breach OwnTables::misfit(const World& world) const {
  for (const Entry& e : entries_) {
    const bool more = e.info->kind == TableKind::columns;
    const std::size_t wanted = more ? find_table(world, e.info->parent).rows(world) : row_count(e.info->columns, e.table.get());
    for (const ColumnInfo& c : e.info->columns) {
      const std::size_t rows = c.view(e.table.get()).rows;
      if (rows == wanted || (more && rows == e.rows)) continue;
      return {std::string(e.info->name) + '.' + std::string(c.name), std::min(rows, wanted), 0, std::to_string(rows) + " rows",
              std::to_string(wanted) + (more ? " rows, as many as " + std::string(e.info->parent) : " rows")};
    }
  }
  return {};
}

void OwnTables::settle(const World& world, bool (*changed)(const void*, const TableInfo&), const void* context) {
  for (Entry& e : entries_) {
    if (e.info->kind == TableKind::columns) {
      const std::size_t rows = find_table(world, e.info->parent).rows(world);
      const auto fits = [&](const ColumnInfo& c) { return c.view(e.table.get()).rows == rows; };
      if (!std::all_of(e.info->columns.begin(), e.info->columns.end(), fits))
        resize(e.info->columns, by_columns(e.info->columns.data()), rows);
    } else if (e.info->kind == TableKind::layer && (e.first.empty() || changed == nullptr || changed(context, *e.info))) {
      std::span<const std::int32_t> source = sources_of(*e.info, e.table.get());
      if (!std::is_sorted(source.begin(), source.end())) {
        std::vector<std::size_t> order(source.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return source[a] < source[b]; });
        void* const table = by_columns(e.info->columns.data());
        gather(e.info->columns, table, order);
        source = sources_of(*e.info, table);
      }
      const std::size_t nodes = find_table(world, named(*e.info, "source").target).rows(world);
      e.first.assign(nodes + 1, 0);
      for (const std::int32_t s : source)
        if (s >= -1 && s < static_cast<std::int32_t>(nodes))  // others are no rows: a check of the stage tells
          ++e.first[static_cast<std::size_t>(s + 1)];         // those of nobody stand before the first node's
      std::partial_sum(e.first.begin(), e.first.end(), e.first.begin());
    }
    e.rows = row_count(e.info->columns, e.table.get());
  }
}

}  // namespace entrepot
