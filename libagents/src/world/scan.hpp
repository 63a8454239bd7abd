// world/scan.hpp: passes over long columns whose rows need not be looked at one by one.
#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace entrepot {

namespace detail {
/// Whether `is` picks none of the rows [row, row + block): without a branch between them, so that it is done by vectors.
template <std::size_t block, class T, class Is> bool none(const std::vector<T>& column, std::size_t row, Is is) {
  using Flag = std::conditional_t<sizeof(T) == 1, std::uint8_t, std::uint32_t>;  // as wide as the values: that is what vectors need
  Flag picked = 0;
  for (std::size_t i = row; i < row + block; ++i) picked = static_cast<Flag>(picked | static_cast<Flag>(is(column[i]) ? 1 : 0));
  return picked == 0;
}
template <class T> constexpr std::size_t block = sizeof(T) == 1 ? 64 : 32;  // shorter ones GCC unrolls whole and then does not vectorise
}  // namespace detail

/// Calls `use` with each row whose value `is` picks, in order. Made for few such rows: costs little where there is none.
template <class T, class Is, class Use> void for_few(const std::vector<T>& column, Is is, Use use) {
  constexpr std::size_t block = detail::block<T>;
  std::size_t row = 0;
  for (; row + block <= column.size(); row += block) {
    if (detail::none<block>(column, row, is)) continue;
    for (std::size_t i = row; i < row + block; ++i)
      if (is(column[i])) use(i);
  }
  for (; row < column.size(); ++row)
    if (is(column[row])) use(row);
}

/// Calls `use(first, last)` for each run [first, last) of rows of one value, in order. Made for long runs.
template <class T, class Use> void for_runs(const std::vector<T>& column, Use use) {
  constexpr std::size_t block = detail::block<T>;
  for (std::size_t first = 0; first < column.size();) {
    const T value = column[first];
    const auto another = [value](T other) { return other != value; };
    std::size_t last = first + 1;
    while (last + block <= column.size() && detail::none<block>(column, last, another)) last += block;
    while (last < column.size() && !another(column[last])) ++last;
    use(first, last);
    first = last;
  }
}

}  // namespace entrepot
