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

}  // namespace entrepot
