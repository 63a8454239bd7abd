// base/column.hpp: what a column is, said once and without its table's type. Everything that walks columns (snapshot, digest, equality,
// recorder, Python views, loader, docs) is ordinary code over std::span<const ColumnInfo>: compiled once, not once a column.
//
// A table is a struct of `std::vector` members, one a column, all of the same length. A column with an inner axis (exporter, layer,
// vendor, purpose) is a vector of std::array: a row is contiguous, a new row is one push_back.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "entrepot/base/digest.hpp"
#include "entrepot/base/ids.hpp"

namespace entrepot {

enum class DType : std::uint8_t { f64, i64, u64, i32, u32, u8, text };
constexpr std::size_t size_of(DType t) {
  constexpr std::array<std::size_t, 7> sizes{8, 8, 8, 4, 4, 1, 0};
  return sizes[static_cast<std::size_t>(t)];
}

/// The values of a column: rows x width, a row contiguous. For text, `data` points to rows std::string.
struct View {
  DType type;
  const void* data;
  std::size_t rows, width;
  std::size_t bytes() const { return rows * width * size_of(type); }
};

/// state: saved, hashed, compared. derived: recorded and shown, but rebuilt from state. frozen: never changes in a run; covered by the
/// scenario's digest, saved with the world because brokers and products are born with theirs.
enum class Role : std::uint8_t { state, derived, frozen };

struct ColumnOps {  // one object a column *type*, not a column
  View (*view)(const void* column);
  void (*resize)(void* column, std::size_t rows);
  void* (*data)(void* column);
};

struct ColumnInfo {
  std::string_view name, unit, doc;
  std::string_view axes;   ///< inner axes, outermost first: "layer:3 vendor:3"; "" for one value a row
  std::string_view range;  ///< allowed values as text: "[0, 1]", "> 0", ""
  Role role;
  std::size_t size;  ///< sizeof the member: the sizes add up to the table's, or a column is not described
  void* (*locate)(void* table);
  const ColumnOps* ops;
  View view(const void* table) const { return ops->view(locate(const_cast<void*>(table))); }
};

namespace detail {
template <class T> constexpr DType dtype() {
  if constexpr (std::is_same_v<T, double>) return DType::f64;
  else if constexpr (std::is_same_v<T, std::int64_t>) return DType::i64;
  else if constexpr (std::is_same_v<T, std::uint64_t>) return DType::u64;
  else if constexpr (std::is_same_v<T, std::int32_t>) return DType::i32;
  else if constexpr (std::is_same_v<T, std::uint32_t>) return DType::u32;
  else if constexpr (std::is_same_v<T, std::uint8_t>) return DType::u8;
  else if constexpr (std::is_same_v<T, std::string>) return DType::text;
  else if constexpr (std::is_enum_v<T>) return dtype<std::underlying_type_t<T>>();
  else if constexpr (requires(T t) { t.row; }) return DType::i32;  // strong ids and bits are layout-compatible with their word
  else if constexpr (requires(T t) { t.word; }) return DType::u32;
  else static_assert(sizeof(T) == 0, "this column type is not described");
}
template <class C> struct Ops;
template <class T> struct Ops<std::vector<T>> {
  static View view(const void* p) {
    const auto& c = *static_cast<const std::vector<T>*>(p);
    return {dtype<T>(), c.data(), c.size(), 1};
  }
  static void resize(void* p, std::size_t rows) { static_cast<std::vector<T>*>(p)->resize(rows); }
  static void* data(void* p) { return static_cast<std::vector<T>*>(p)->data(); }
};
template <class T, std::size_t N> struct Ops<std::vector<std::array<T, N>>> {
  using C = std::vector<std::array<T, N>>;
  static View view(const void* p) {
    const auto& c = *static_cast<const C*>(p);
    return {dtype<T>(), c.data(), c.size(), N};
  }
  static void resize(void* p, std::size_t rows) { static_cast<C*>(p)->resize(rows); }
  static void* data(void* p) { return static_cast<C*>(p)->data(); }
};
template <class C> inline constexpr ColumnOps ops{&Ops<C>::view, &Ops<C>::resize, &Ops<C>::data};
template <class T, std::size_t N, std::size_t M> struct Ops<std::vector<std::array<std::array<T, N>, M>>> {
  using C = std::vector<std::array<std::array<T, N>, M>>;
  static View view(const void* p) {
    const auto& c = *static_cast<const C*>(p);
    return {dtype<T>(), c.data(), c.size(), M * N};
  }
  static void resize(void* p, std::size_t rows) { static_cast<C*>(p)->resize(rows); }
  static void* data(void* p) { return static_cast<C*>(p)->data(); }
};
template <class M> struct MemberOf;
template <class T, class C> struct MemberOf<C T::*> {
  using table = T;
  using column = C;
};
}  // namespace detail

/// Describes one column; the member pointer is the only place where its type appears.
template <auto Member> constexpr ColumnInfo column(std::string_view name, std::string_view unit, std::string_view doc,
                                                   std::string_view axes = "", Role role = Role::state, std::string_view range = "") {
  using M = detail::MemberOf<decltype(Member)>;
  return {name,
          unit,
          doc,
          axes,
          range,
          role,
          sizeof(typename M::column),
          +[](void* table) -> void* { return &(static_cast<typename M::table*>(table)->*Member); },
          &detail::ops<typename M::column>};
}

/// The list of a table's columns; specialised beside each table.
template <class Table> inline constexpr std::array<ColumnInfo, 0> columns{};
template <class Table> constexpr bool all_described() {
  std::size_t n = 0;
  for (const auto& c : columns<Table>) n += c.size;
  return n == sizeof(Table);
}

// The walkers, written once in column.cpp.

std::size_t row_count(std::span<const ColumnInfo> list, const void* table);
/// Gives every column `rows` rows; new rows are value-initialised.
void resize(std::span<const ColumnInfo> list, void* table, std::size_t rows);
/// Name, shape and values of every column that is not derived.
void absorb(DigestStream& into, std::span<const ColumnInfo> list, const void* table);
Digest digest_of(const ColumnInfo& column, const void* table);
void save(std::string& out, std::span<const ColumnInfo> list, const void* table);
/// Takes from the front of `in` what save wrote. Throws SnapshotError.
void restore(std::string_view& in, std::span<const ColumnInfo> list, void* table);

/// Where two tables first differ: column, row (and inner position), both values as text; column empty if equal.
struct Difference {
  std::string column;
  std::size_t row = 0, inner = 0;
  std::string left, right;
  explicit operator bool() const { return !column.empty(); }
};
Difference first_difference(std::span<const ColumnInfo> list, const void* left, const void* right);

}  // namespace entrepot
