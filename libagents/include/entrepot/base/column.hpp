// base/column.hpp: what a column is, said once and without its table's type. Everything that walks columns (snapshot, digest, equality,
// recorder, Python views, loader, docs) is ordinary code over std::span<const ColumnInfo>: compiled once, not once a column.
//
// A table is a struct of `std::vector` members, one a column, all of the same length. A column with an inner axis (exporter, layer,
// vendor, purpose) is a vector of std::array: a row is contiguous, a new row is one push_back.
#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "entrepot/base/digest.hpp"
#include "entrepot/base/given.hpp"
#include "entrepot/base/ids.hpp"
#include "entrepot/base/range.hpp"

namespace entrepot {

enum class DType : std::uint8_t { f64, i64, u64, i32, u32, u8, text };
constexpr std::size_t size_of(DType t) {
  constexpr std::array<std::size_t, 7> sizes{8, 8, 8, 4, 4, 1, 0};
  return sizes[static_cast<std::size_t>(t)];
}

/// f(std::type_identity<T>()) for the T that a column of numbers holds. Text has none: gives what f's result is by default, or nothing.
template <class F> constexpr auto with_number(DType type, F&& f) {
  switch (type) {
    case DType::f64:
      return f(std::type_identity<double>());
    case DType::i64:
      return f(std::type_identity<std::int64_t>());
    case DType::u64:
      return f(std::type_identity<std::uint64_t>());
    case DType::i32:
      return f(std::type_identity<std::int32_t>());
    case DType::u32:
      return f(std::type_identity<std::uint32_t>());
    case DType::u8:
      return f(std::type_identity<std::uint8_t>());
    case DType::text:
      break;
  }
  return decltype(f(std::type_identity<double>()))();
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
  DType type;
  std::size_t width;  ///< numbers a row
  std::size_t size;   ///< sizeof the member
  View (*view)(const void* column);
  void (*resize)(void* column, std::size_t rows);
  void* (*data)(void* column);
  /// The column becomes its rows `from`, in that order: some of them (rows put away), all of them (rows put in another order).
  void (*gather)(void* column, std::span<const std::size_t> from);
};

/// One inner axis: a name and a length.
struct Axis {
  std::string_view name;
  std::size_t size = 0;
  constexpr bool operator==(const Axis&) const = default;
};
inline constexpr std::size_t most_axes = 3;

struct ColumnInfo {
  std::string_view name, unit, doc;
  std::array<Axis, most_axes> inner{};  ///< inner axes, outermost first; those of length 0 are not there
  Range range{};                        ///< allowed values; enforced by the loader and by checked runs. NaN never is
  Role role = Role::state;
  std::string_view target;                  ///< of ids: the table whose rows they are
  std::span<const std::string_view> names;  ///< of enumerations and sets of them: names of the enumerators
  bool is_set = false;                      ///< a set of enumerators, a bit each
  std::size_t slot = 0;                     ///< for locate
  void* (*locate)(void* table, std::size_t slot) = nullptr;
  const ColumnOps* ops = nullptr;       ///< null for a column that only the file has
  Given file{.form = Form::not_given};  ///< how it is given in the file of its table

  /// The same column, given in the file of its table.
  constexpr ColumnInfo given(Given how = {}) const {
    ColumnInfo info = *this;
    info.file = how;
    if (how.form == Form::by_type) info.file.form = form_of_type();
    if (!info.file.allowed.is_bounded()) info.file.allowed = range;
    if (info.file.names.empty()) info.file.names = names;
    return info;
  }
  /// The same column; luck keys are made when a table is read.
  constexpr ColumnInfo made_of_id() const {
    ColumnInfo info = *this;
    info.file.form = Form::luck_key;
    return info;
  }
  constexpr bool is_given() const { return file.form != Form::not_given && file.form != Form::luck_key; }
  std::string_view file_name() const { return file.as.empty() ? name : file.as; }

  void* in(void* table) const { return locate(table, slot); }
  const void* in(const void* table) const { return locate(const_cast<void*>(table), slot); }
  View view(const void* table) const { return ops->view(in(table)); }
  void* data(void* table) const { return ops->data(in(table)); }  ///< of its values, to write them
  std::span<const Axis> axes() const {
    return {inner.begin(), std::find_if(inner.begin(), inner.end(), [](const Axis& axis) { return axis.size == 0; })};
  }
  std::string axes_text() const;  ///< "exporter:2 lag:4", or ""

 private:
  constexpr Form form_of_type() const {
    if (is_set) return Form::words;
    if (!names.empty()) return Form::choice;
    if (target == AgentTag::table) return Form::agent;
    if (!target.empty()) return Form::reference;
    if (ops->type == DType::text) return Form::text;
    if (ops->type == DType::f64) return Form::number;
    return ops->type == DType::u8 ? Form::flag : Form::whole;
  }
};

/// A column that only the file has: people read it, or what is written by hand makes something of it.
consteval ColumnInfo file_column(std::string_view name, std::string_view doc, Given how, std::string_view target = {}) {
  ColumnInfo info;
  info.name = name;
  info.doc = doc;
  info.target = target;
  info.file = how;
  return info;
}

/// The file of a table in a scenario's folder.
struct TableFile {
  std::string_view path = {};               ///< "data/states.csv"; "" = none
  std::string_view id = {};                 ///< the column of the file that names a row, or ""
  std::span<const std::string_view> key{};  ///< without an id: columns of the file that together name a row
  bool may_have_no_rows = false;
  std::string_view noun = {};          ///< what a row is called: in messages, and in the luck keys of agents and products
  std::span<const ColumnInfo> only{};  ///< columns that only the file has
  bool has_sources = true;             ///< numbers have a source: provenance in scenario.toml, exceptions in a column `sources`
};
/// Specialised beside each table that a scenario's files fill.
template <class Table> inline constexpr TableFile file_of{};

/// Names of the enumerators of E in order; specialised beside the enumeration. Columns of E, and of sets of E, carry them.
template <class E> inline constexpr std::array<std::string_view, 0> enumerator_names{};

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
template <class C> void gather(C& column, std::span<const std::size_t> from) {
  C out;
  out.reserve(from.size());
  for (const std::size_t row : from) out.push_back(std::move(column[row]));
  column = std::move(out);
}

template <class C> struct Ops;
template <class T> struct Ops<std::vector<T>> {
  using Value = T;
  static constexpr std::size_t width = 1;
  static View view(const void* p) {
    const auto& c = *static_cast<const std::vector<T>*>(p);
    return {dtype<T>(), c.data(), c.size(), 1};
  }
  static void resize(void* p, std::size_t rows) { static_cast<std::vector<T>*>(p)->resize(rows); }
  static void* data(void* p) { return static_cast<std::vector<T>*>(p)->data(); }
  static void gather(void* p, std::span<const std::size_t> from) { detail::gather(*static_cast<std::vector<T>*>(p), from); }
};
template <class T> struct Inner {
  using Value = T;
  static constexpr std::size_t width = 1;
};
template <class T, std::size_t N> struct Inner<std::array<T, N>> {
  using Value = typename Inner<T>::Value;
  static constexpr std::size_t width = N * Inner<T>::width;
};
template <class T, std::size_t N> struct Ops<std::vector<std::array<T, N>>> {
  using C = std::vector<std::array<T, N>>;
  using Value = typename Inner<std::array<T, N>>::Value;
  static constexpr std::size_t width = Inner<std::array<T, N>>::width;
  static View view(const void* p) {
    const auto& c = *static_cast<const C*>(p);
    return {dtype<Value>(), c.data(), c.size(), width};
  }
  static void resize(void* p, std::size_t rows) { static_cast<C*>(p)->resize(rows); }
  static void* data(void* p) { return static_cast<C*>(p)->data(); }
  static void gather(void* p, std::span<const std::size_t> from) { detail::gather(*static_cast<C*>(p), from); }
};
template <class C> inline constexpr ColumnOps ops{
    dtype<typename Ops<C>::Value>(), Ops<C>::width, sizeof(C), &Ops<C>::view, &Ops<C>::resize, &Ops<C>::data, &Ops<C>::gather};

template <class T> constexpr std::string_view target_of() {
  if constexpr (requires { T::tag::table; }) return T::tag::table;
  else return {};
}
template <class T> constexpr std::span<const std::string_view> enumerators_of() {
  if constexpr (std::is_enum_v<T>) return enumerator_names<T>;
  else if constexpr (requires { typename T::enumeration; }) return enumerator_names<typename T::enumeration>;
  else return {};
}

/// Reads "exporter:2 lag:4" and holds it to the width of the column: at compile time, anything else is an error.
constexpr std::array<Axis, most_axes> axes_of(std::string_view text, std::size_t width) {
  std::array<Axis, most_axes> axes{};
  std::size_t n = 0, product = 1;
  while (!text.empty()) {
    const std::size_t colon = text.find(':');
    if (n == most_axes || colon == 0 || colon == std::string_view::npos) throw std::invalid_argument("inner axes are written name:length");
    axes[n].name = text.substr(0, colon);
    text.remove_prefix(colon + 1);
    for (; !text.empty() && text.front() != ' '; text.remove_prefix(1)) {
      if (text.front() < '0' || text.front() > '9') throw std::invalid_argument("the length of an axis is a whole number");
      axes[n].size = axes[n].size * 10 + static_cast<std::size_t>(text.front() - '0');
    }
    if (!text.empty()) text.remove_prefix(1);
    product *= axes[n++].size;
  }
  if (product != width) throw std::invalid_argument("the inner axes are not the width of the column");
  return axes;
}
template <class M> struct MemberOf;
template <class T, class C> struct MemberOf<C T::*> {
  using table = T;
  using column = C;
};
}  // namespace detail

/// Describes one column; the member pointer is the only place where its type appears. What follows from the type (inner width, the table
/// that ids refer to, names of enumerators) is not said again. `axes`: "exporter:2 lag:4"; `range`: as range_of reads it. A slip in either does
/// not compile.
template <auto Member> consteval ColumnInfo column(std::string_view name, std::string_view unit, std::string_view doc,
                                                   std::string_view axes = "", Role role = Role::state, std::string_view range = "") {
  using M = detail::MemberOf<decltype(Member)>;
  using Value = typename detail::Ops<typename M::column>::Value;
  ColumnInfo info;
  info.name = name;
  info.unit = unit;
  info.doc = doc;
  info.inner = detail::axes_of(axes, detail::Ops<typename M::column>::width);
  info.range = range_of(range);
  info.role = role;
  info.target = detail::target_of<Value>();
  info.names = detail::enumerators_of<Value>();
  info.is_set = requires { typename Value::enumeration; };
  info.locate = +[](void* table, std::size_t) -> void* { return &(static_cast<typename M::table*>(table)->*Member); };
  info.ops = &detail::ops<typename M::column>;
  return info;
}

/// The list of a table's columns; specialised beside each table.
template <class Table> inline constexpr std::array<ColumnInfo, 0> columns{};
template <class Table> constexpr bool all_described() {
  std::size_t n = 0;
  for (const auto& c : columns<Table>) n += c.ops->size;
  return n == sizeof(Table);
}

// The walkers, written once in column.cpp.

std::size_t row_count(std::span<const ColumnInfo> list, const void* table);
/// Gives every column `rows` rows; new rows are value-initialised.
void resize(std::span<const ColumnInfo> list, void* table, std::size_t rows);
/// Every column becomes its rows `from`, in that order.
void gather(std::span<const ColumnInfo> list, void* table, std::span<const std::size_t> from);
/// Ids of rows of `target` in every column: row r becomes to[r], or none if that is -1. None stays none.
void renumber(std::span<const ColumnInfo> list, void* table, std::string_view target, std::span<const std::int32_t> to);
/// What a value of a column is allowed to be: where the first that is not stands; column empty if all are. References are looked at by
/// `rows_of(target)`, the rows that the table of that name has.
struct Breach {
  std::string column;
  std::size_t row = 0, inner = 0;
  std::string value, allowed;
  explicit operator bool() const { return !column.empty(); }
};
Breach first_breach(std::span<const ColumnInfo> list, const void* table, const std::function<std::size_t(std::string_view)>& rows_of);
/// Name, shape and values of every column that is not derived.
void add_columns(DigestStream& into, std::span<const ColumnInfo> list, const void* table);
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
