// decisions/buy/grid.hpp: numbers by column of the offer and by buyer.
#pragma once
#include <cstddef>
#include <span>
#include <vector>

namespace entrepot::buying {

/// Columns x rows. The numbers of a column stand side by side, because nearly every loop of the market runs over the buyers of one column.
class Grid {
  std::size_t rows_ = 0;
  std::vector<double> cells_;

 public:
  Grid() = default;
  Grid(std::size_t columns, std::size_t rows, double value = 0.0) : rows_{rows}, cells_(columns * rows, value) {}
  std::size_t rows() const { return rows_; }
  std::span<double> operator[](std::size_t column) { return {cells_.data() + column * rows_, rows_}; }
  std::span<const double> operator[](std::size_t column) const { return {cells_.data() + column * rows_, rows_}; }
  /// All columns, one behind the other.
  std::span<double> all() { return cells_; }
  std::span<const double> all() const { return cells_; }
};

}  // namespace entrepot::buying
