// decisions/buy/grid.hpp (private to the stage): numbers by column of the offer, buyer and purpose.
#pragma once
#include <cstddef>
#include <span>

#include "entrepot/base/scratch.hpp"
#include "entrepot/solvers/markets.hpp"
#include "entrepot/world/buyers.hpp"

namespace entrepot::buying {

/// Columns x buyers x purposes. The numbers of a column stand side by side, because nearly every loop of the market runs over the buyers of one
/// column; `flat` gives them without the purposes' brackets, a row for each buyer and purpose, as solvers take them.
class Grid {
  std::size_t buyers_ = 0;
  Scratch::Vector<ByUse> cells_;

 public:
  Grid() = default;
  /// Not filled: most grids are written as a whole before they are read.
  Grid(const Scratch& memory, std::size_t columns, std::size_t buyers) : buyers_{buyers}, cells_(columns * buyers, memory) {}
  /// Another one of its size, in the same memory, not filled.
  Grid another() const {
    Grid grid;
    grid.buyers_ = buyers_;
    grid.cells_ = Scratch::Vector<ByUse>(cells_.size(), cells_.get_allocator());
    return grid;
  }
  std::size_t buyers() const { return buyers_; }
  std::span<ByUse> operator[](std::size_t column) { return {cells_.data() + column * buyers_, buyers_}; }
  std::span<const ByUse> operator[](std::size_t column) const { return {cells_.data() + column * buyers_, buyers_}; }
  /// All columns, one behind the other.
  std::span<double> all() { return flat(cells_); }
  std::span<const double> all() const { return flat(cells_); }
};

/// A number for each buyer and purpose. As a grid, it is not filled when it is made.
using ByBuyer = Scratch::Vector<ByUse>;

/// Buyers as rows of a grid that is flat.
constexpr solvers::BuyerRange rows_of(solvers::BuyerRange buyers) { return {use_count * buyers.first, use_count * buyers.last}; }
inline std::span<ByUse> of(std::span<ByUse> column, solvers::BuyerRange who) { return column.subspan(who.first, who.last - who.first); }
inline std::span<const ByUse> of(std::span<const ByUse> column, solvers::BuyerRange who) {
  return column.subspan(who.first, who.last - who.first);
}
/// Nothing for whoever is not among `who`.
inline void clear_others(std::span<ByUse> column, solvers::BuyerRange who) {
  for (ByUse& x : column.first(who.first)) x = {};
  for (ByUse& x : column.subspan(who.last)) x = {};
}

}  // namespace entrepot::buying
