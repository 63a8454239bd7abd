// world/table.hpp: what a table is, said once; and the tables, columns and layers that stages bring along without editing World.
//
// A stage that comes from outside declares a struct of vectors with its `columns`, and lists it:
//
//   struct Sanctions { std::vector<StateId> source, target; std::vector<double> severity; };
//   template <> inline constexpr auto entrepot::columns<Sanctions> = std::array{...};
//   static constexpr auto tables = std::array{entrepot::layer<Sanctions>("sanctions", "who sanctions whom")};
//
// From then on each World of that model has it: copied, hashed, compared, saved, restored, recorded and shown as our own are. With a file,
//
//   template <> inline constexpr entrepot::TableFile entrepot::file_of<Sanctions>{.path = "data/sanctions.csv", .key = ...};
//
// and `.given()` behind its columns, scenarios of that model may fill it; rows of more columns are named by a column `id` of the parent's file.
#pragma once
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "entrepot/base/column.hpp"

namespace entrepot {

struct World;

/// How a table that a stage brings along is made, copied and ended.
struct TableOps {
  void* (*make)(const struct TableInfo& info);
  void* (*copy)(const void* table);
  void (*end)(void* table);
};

enum class TableKind : std::uint8_t {
  rows,     ///< rows of its own
  columns,  ///< more columns of another table (its parent): as many rows, always
  layer,    ///< edges between rows of one table: columns `source` and `target`; ordered by source, with offsets
};

struct TableInfo {
  std::string_view name, doc;
  std::span<const ColumnInfo> columns;
  void* (*locate)(void* world) = nullptr;  ///< of a member of World; null for a table that a stage brings along
  TableKind kind = TableKind::rows;
  std::string_view parent = {};   ///< of more columns: whose
  const TableOps* ops = nullptr;  ///< of a table that a stage brings along
  TableFile file = {};            ///< of a scenario, that fills it

  const void* of(const World& world) const;
  void* of(World& world) const;
  std::size_t rows(const World& world) const { return row_count(columns, of(world)); }
};

namespace detail {
template <class T> inline constexpr TableOps table_ops{+[](const TableInfo&) -> void* { return new T{}; },
                                                       +[](const void* table) -> void* { return new T(*static_cast<const T*>(table)); },
                                                       +[](void* table) { delete static_cast<T*>(table); }};
}
/// Rows of its own.
template <class T> consteval TableInfo own_table(std::string_view name, std::string_view doc) {
  static_assert(all_described<T>(), "a member of the table is not in its list of columns");
  return {name, doc, columns<T>, nullptr, TableKind::rows, {}, &detail::table_ops<T>, file_of<T>};
}
/// More columns of `parent`, which may be one of World's tables.
template <class T> consteval TableInfo more_columns(std::string_view name, std::string_view parent, std::string_view doc) {
  static_assert(all_described<T>(), "a member of the table is not in its list of columns");
  return {name, doc, columns<T>, nullptr, TableKind::columns, parent, &detail::table_ops<T>, file_of<T>};
}
/// Edges: T has `source` and `target`.
template <class T> consteval TableInfo layer(std::string_view name, std::string_view doc) {
  static_assert(all_described<T>(), "a member of the table is not in its list of columns");
  static_assert(
      requires(T t) { t.source.size() + t.target.size(); }, "a layer has the columns source and target");
  return {name, doc, columns<T>, nullptr, TableKind::layer, {}, &detail::table_ops<T>, file_of<T>};
}

/// The tables that the stages of a model bring along, as a value. A table whose columns are all frozen is shared by copies until it is written.
/// What it holds is described by the catalogue of its World, which it must not outlive.
class OwnTables {
  struct Entry {
    const TableInfo* info;
    bool frozen;
    std::shared_ptr<void> table;
    std::vector<std::int32_t> first;  // of a layer: nodes + 1
    std::size_t rows = 0;             // as settled last
  };
  std::vector<Entry> entries_;

 public:
  OwnTables() = default;
  OwnTables(const OwnTables& other);
  OwnTables& operator=(const OwnTables& other);
  OwnTables(OwnTables&&) = default;
  OwnTables& operator=(OwnTables&&) = default;
  ~OwnTables() = default;

  void add(const TableInfo& info);
  std::size_t size() const { return entries_.size(); }
  const TableInfo& info(std::size_t i) const { return *entries_[i].info; }
  /// Throws UnknownName if this World has no such table.
  const void* at(const TableInfo& info) const;
  void* at(const TableInfo& info);
  /// The table of a type. Throws UnknownName if no stage of this World's model brings it.
  template <class T> const T& get() const { return *static_cast<const T*>(by_columns(columns<T>.data())); }
  template <class T> T& get() { return *static_cast<T*>(by_columns(columns<T>.data())); }
  /// Where the edges of each node of a layer begin: nodes + 1 numbers. As of the end of the last stage that wrote it.
  std::span<const std::int32_t> offsets(const TableInfo& info) const;
  template <class T> std::span<const std::int32_t> offsets() const { return entry(columns<T>.data()).first; }

  /// The first column that is not as long as its table: a stage gave it another length, or more columns another than their parent's. Named
  /// "table.column"; none if all fit, or are those of a parent whose rows changed, which settle mends.
  Breach misfit(const World& world) const;
  /// Rows of more columns as many as their parents'; edges of layers ordered by source (those of one source keep their order) and their
  /// offsets counted. `changed` says of a table whether its sources may have; null: all.
  void settle(const World& world, bool (*changed)(const void* context, const TableInfo&) = nullptr, const void* context = nullptr);

 private:
  const Entry& entry(const ColumnInfo* columns) const;
  const void* by_columns(const ColumnInfo* columns) const { return entry(columns).table.get(); }
  void* by_columns(const ColumnInfo* columns);
};

}  // namespace entrepot
