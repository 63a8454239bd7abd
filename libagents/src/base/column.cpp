#include "entrepot/base/column.hpp"

#include <cstring>
#include <limits>
#include <vector>

#include "entrepot/base/errors.hpp"

namespace entrepot {
namespace {

using Word = std::uint64_t;

std::string_view name_of(DType t) {
  constexpr std::array<std::string_view, 7> names{"f64", "i64", "u64", "i32", "u32", "u8", "text"};
  return names[static_cast<std::size_t>(t)];
}

/// Rows of a text column; `width` strings a row.
std::span<const std::string> texts(const View& v) { return {static_cast<const std::string*>(v.data), v.rows * v.width}; }

void absorb_word(DigestStream& into, Word word) { into.add(&word, sizeof word); }
void absorb_text(DigestStream& into, std::string_view text) {
  absorb_word(into, text.size());
  into.add(text);
}
void absorb_column(DigestStream& into, const ColumnInfo& c, const void* table) {
  const View v = c.view(table);
  absorb_text(into, c.name);
  absorb_word(into, static_cast<Word>(v.type));
  absorb_word(into, v.rows);
  absorb_word(into, v.width);
  if (v.type == DType::text) {
    for (const std::string& s : texts(v)) absorb_text(into, s);
  } else {
    into.add(v.data, v.bytes());
  }
}

void put_word(std::string& out, Word word) { out.append(reinterpret_cast<const char*>(&word), sizeof word); }
void put_text(std::string& out, std::string_view text) {
  put_word(out, text.size());
  out += text;
}

std::string_view take(std::string_view& in, Word bytes, std::string_view what) {
  if (bytes > in.size()) throw SnapshotError(what, std::to_string(in.size()) + " bytes long", std::to_string(bytes) + " bytes");
  const std::string_view front = in.substr(0, static_cast<std::size_t>(bytes));
  in.remove_prefix(front.size());
  return front;
}
Word take_word(std::string_view& in, std::string_view what) {
  Word word = 0;
  std::memcpy(&word, take(in, sizeof word, what).data(), sizeof word);
  return word;
}
std::string_view take_text(std::string_view& in, std::string_view what) { return take(in, take_word(in, what), what); }

void expect(Word found, Word expected, const std::string& what) {
  if (found != expected) throw SnapshotError(what, std::to_string(found), std::to_string(expected));
}

/// A row of the column takes at least this many bytes of a snapshot (a text: its length word).
std::size_t least_bytes_a_row(const View& v) { return v.width * (v.type == DType::text ? sizeof(Word) : size_of(v.type)); }

void check_header(std::string_view& in, const ColumnInfo& c, const View& v, const std::string& what) {
  const std::string_view name = take_text(in, what + ": the name");
  if (name != c.name) throw SnapshotError("column", '"' + std::string(name) + '"', '"' + std::string(c.name) + '"');
  const Word type = take_word(in, what + ": the type");
  if (type != static_cast<Word>(v.type)) {
    const std::string found =
        type <= static_cast<Word>(DType::text) ? std::string(name_of(static_cast<DType>(type))) : std::to_string(type);
    throw SnapshotError(what + ": the type", found, name_of(v.type));
  }
  expect(take_word(in, what + ": the width"), v.width, what + ": the width");
}

void restore_column(std::string_view& in, const ColumnInfo& c, void* table) {
  const std::string what = "column " + std::string(c.name);
  void* const column = c.in(table);
  const View shape = c.ops->view(column);
  check_header(in, c, shape, what);
  const Word rows = take_word(in, what + ": the number of rows");
  const std::size_t least = least_bytes_a_row(shape);
  if (rows > in.size() / least) {  // before anything is allocated
    throw SnapshotError(what + ": the rest", std::to_string(in.size()) + " bytes long",
                        std::to_string(rows) + " rows of " + std::to_string(least));
  }
  c.ops->resize(column, static_cast<std::size_t>(rows));
  const View v = c.ops->view(column);
  if (v.type == DType::text) {
    auto* const to = static_cast<std::string*>(c.ops->data(column));
    for (std::size_t i = 0; i < v.rows * v.width; ++i) to[i] = take_text(in, what);
  } else if (v.bytes() != 0) {
    std::memcpy(c.ops->data(column), take(in, v.bytes(), what).data(), v.bytes());
  }
}

template <class T> T value_at(const View& v, std::size_t i) {
  T value;
  std::memcpy(&value, static_cast<const char*>(v.data) + i * sizeof(T), sizeof(T));
  return value;
}
std::string text_at(const View& v, std::size_t i) {
  if (v.type == DType::text) return texts(v)[i];
  return with_number(v.type, [&]<class T>(std::type_identity<T>) {
    if constexpr (std::is_same_v<T, double>) return text_of(value_at<T>(v, i));
    else return std::to_string(value_at<T>(v, i));
  });
}

bool same_at(const View& a, const View& b, std::size_t i) {
  if (a.type == DType::text) return texts(a)[i] == texts(b)[i];
  const std::size_t n = size_of(a.type);
  return std::memcmp(static_cast<const char*>(a.data) + i * n, static_cast<const char*>(b.data) + i * n, n) == 0;
}

/// First position where the common rows differ, or their number. Values are compared as bits: -0 is not 0, a NaN equals itself.
std::size_t first_unequal(const View& a, const View& b, std::size_t count) {
  if (a.type != DType::text && (count == 0 || std::memcmp(a.data, b.data, count * size_of(a.type)) == 0)) return count;
  std::size_t i = 0;
  while (i < count && same_at(a, b, i)) ++i;
  return i;
}

}  // namespace

std::size_t row_count(std::span<const ColumnInfo> list, const void* table) { return list.empty() ? 0 : list.front().view(table).rows; }

void resize(std::span<const ColumnInfo> list, void* table, std::size_t rows) {
  for (const ColumnInfo& c : list) c.ops->resize(c.in(table), rows);
}

std::string ColumnInfo::axes_text() const {
  std::string text;
  for (const Axis& axis : axes()) {
    if (!text.empty()) text += ' ';
    text.append(axis.name).append(":").append(std::to_string(axis.size));
  }
  return text;
}

void gather(std::span<const ColumnInfo> list, void* table, std::span<const std::size_t> from) {
  for (const ColumnInfo& c : list) c.ops->gather(c.in(table), from);
}

void renumber(std::span<const ColumnInfo> list, void* table, std::string_view target, std::span<const std::int32_t> to) {
  for (const ColumnInfo& c : list) {
    if (c.target != target) continue;
    const View v = c.view(table);
    auto* const ids = static_cast<std::int32_t*>(c.ops->data(c.in(table)));
    for (std::size_t i = 0; i < v.rows * v.width; ++i)
      if (ids[i] >= 0) ids[i] = to[static_cast<std::size_t>(ids[i])];
  }
}

namespace {

/// Calls f(position, value) for every number of a view, as a double.
template <class F> void for_numbers(const View& v, const F& f) {
  with_number(v.type, [&]<class T>(std::type_identity<T>) {
    for (std::size_t i = 0; i < v.rows * v.width; ++i) f(i, static_cast<double>(value_at<T>(v, i)));
  });
}

Breach breach_of(const ColumnInfo& c, const void* table, std::size_t rows, const std::function<std::size_t(std::string_view)>& rows_of) {
  const View v = c.view(table);
  Breach found;
  const auto tell = [&](std::size_t at, std::string value, std::string allowed) {
    if (!found)
      found = {std::string(c.name), v.width > 0 ? at / v.width : 0, v.width > 0 ? at % v.width : 0, std::move(value), std::move(allowed)};
  };
  if (v.rows != rows) tell(std::min(v.rows, rows) * v.width, std::to_string(v.rows) + " rows", std::to_string(rows) + " rows");
  if (!c.target.empty()) {
    const auto most = static_cast<double>(rows_of(c.target));
    for_numbers(v, [&](std::size_t i, double x) {
      if (!(x >= -1.0 && x < most))
        tell(i, "row " + text_at(v, i), "a row of " + std::string(c.target) + ", which has " + text_of(most) + ", or -1");
    });
  } else if (!c.names.empty()) {
    const double most = c.is_set ? static_cast<double>(std::uint64_t{1} << c.names.size()) : static_cast<double>(c.names.size());
    for_numbers(v, [&](std::size_t i, double x) {
      if (!(x >= 0.0 && x < most)) tell(i, text_at(v, i), "0 to " + text_of(most - 1.0));
    });
  } else if (v.type == DType::f64 || c.range.is_bounded()) {
    for_numbers(v, [&](std::size_t i, double x) {
      if (!c.range.holds(x)) tell(i, text_at(v, i), c.range.is_bounded() ? c.range.text() : "a number");
    });
  }
  return found;
}

}  // namespace

Breach first_breach(std::span<const ColumnInfo> list, const void* table, const std::function<std::size_t(std::string_view)>& rows_of) {
  const std::size_t rows = row_count(list, table);
  for (const ColumnInfo& c : list)
    if (Breach breach = breach_of(c, table, rows, rows_of)) return breach;
  return {};
}

void add_columns(DigestStream& into, std::span<const ColumnInfo> list, const void* table) {
  for (const ColumnInfo& c : list) {
    if (c.role != Role::derived) absorb_column(into, c, table);
  }
}

Digest digest_of(const ColumnInfo& column, const void* table) {
  DigestStream stream;
  absorb_column(stream, column, table);
  return stream.value();
}

void save(std::string& out, std::span<const ColumnInfo> list, const void* table) {
  for (const ColumnInfo& c : list) {
    if (c.role == Role::derived) continue;
    const View v = c.view(table);
    put_text(out, c.name);
    put_word(out, static_cast<Word>(v.type));
    put_word(out, v.width);
    put_word(out, v.rows);
    if (v.type == DType::text) {
      for (const std::string& s : texts(v)) put_text(out, s);
    } else if (v.bytes() != 0) {
      out.append(static_cast<const char*>(v.data), v.bytes());
    }
  }
}

void restore(std::string_view& in, std::span<const ColumnInfo> list, void* table) {
  for (const ColumnInfo& c : list) {
    if (c.role != Role::derived) restore_column(in, c, table);
  }
}

Difference first_difference(std::span<const ColumnInfo> list, const void* left, const void* right) {
  for (const ColumnInfo& c : list) {
    if (c.role == Role::derived) continue;
    const View a = c.view(left), b = c.view(right);
    const std::size_t count = (a.rows < b.rows ? a.rows : b.rows) * a.width;
    const std::size_t at = first_unequal(a, b, count);
    if (at < count) return {std::string(c.name), at / a.width, at % a.width, text_at(a, at), text_at(b, at)};
    if (a.rows != b.rows) {
      return {std::string(c.name), count / a.width, 0, std::to_string(a.rows) + " rows", std::to_string(b.rows) + " rows"};
    }
  }
  return {};
}

}  // namespace entrepot
