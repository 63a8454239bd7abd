// decisions/buy/grid.hpp: numbers by column of the offer and by buyer.
#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace entrepot::buying {

/// Columns x rows. The numbers of a column stand side by side, because nearly every loop of the market runs over the buyers of one column.
class Grid {
  /// Memory as it comes: most grids are written as a whole before they are read.
  template <class T> struct Unset : std::allocator<T> {
    template <class U> struct rebind { using other = Unset<U>; };
    template <class U> void construct(U* at) { ::new (static_cast<void*>(at)) U; }
    template <class U, class... Args> void construct(U* at, Args&&... args) {
      ::new (static_cast<void*>(at)) U(std::forward<Args>(args)...);
    }
  };
  std::size_t rows_ = 0;
  std::vector<double, Unset<double>> cells_;

 public:
  Grid() = default;
  /// Not filled.
  Grid(std::size_t columns, std::size_t rows) : rows_{rows}, cells_(columns * rows) {}
  std::size_t rows() const { return rows_; }
  std::span<double> operator[](std::size_t column) { return {cells_.data() + column * rows_, rows_}; }
  std::span<const double> operator[](std::size_t column) const { return {cells_.data() + column * rows_, rows_}; }
  /// All columns, one behind the other.
  std::span<double> all() { return cells_; }
  std::span<const double> all() const { return cells_; }
};

/// A number of each purpose.
struct ByUse {
  double training, inference;
};
/// body(b, x of the purpose) for all buyers: two by two, which compilers turn into vectors.
template <class Body> [[gnu::always_inline]] inline void each_buyer(std::size_t buyers, ByUse x, Body body) {
  for (std::size_t k = 0; k < buyers / 2; ++k) {
    body(2 * k, x.training);
    body(2 * k + 1, x.inference);
  }
}

}  // namespace entrepot::buying
