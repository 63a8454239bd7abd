// world/few.hpp: finds the few rows of a long column that matter.
#pragma once
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <vector>

namespace entrepot {

/// Calls `use` with each row whose value `is` picks, in order. Blocks of rows are asked for one that is picked, without a branch
/// between them, so that it costs little where there is none.
template <class T, class Is, class Use> void for_few(const std::vector<T>& column, Is is, Use use) {
  using Flag = std::conditional_t<sizeof(T) == 1, std::uint8_t, std::uint32_t>;  // as wide as the values: that is what vectors need
  constexpr std::size_t block = sizeof(T) == 1 ? 64 : 32;  // shorter ones GCC unrolls whole and then does not vectorise
  std::size_t row = 0;
  for (; row + block <= column.size(); row += block) {
    Flag picked = 0;
    for (std::size_t i = row; i < row + block; ++i) picked = static_cast<Flag>(picked | static_cast<Flag>(is(column[i]) ? 1 : 0));
    if (picked == 0) continue;
    for (std::size_t i = row; i < row + block; ++i)
      if (is(column[i])) use(i);
  }
  for (; row < column.size(); ++row)
    if (is(column[row])) use(row);
}

}  // namespace entrepot
