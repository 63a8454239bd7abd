// world/lot_index.hpp: finds the lot in which chips merge, by product, holder, cohort and label. The ledger keeps World's in step with the lots.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "entrepot/world/lots.hpp"

namespace entrepot {

/// What chips are once they are there: whoever holds them, the year of delivery (0 off sites) and the label. A product has one lot of each.
struct Destination {
  Holder holder = Holder::vendor();
  std::int32_t cohort = 0;
  bool diverted = false;
  bool operator==(const Destination&) const = default;
};

/// Lots of a product with a holder are a chain from the newest cohort to the oldest: deliveries of the year find theirs at once, or at once that
/// there is none; any other lot stands behind as many as the holder has of that product from later years.
class LotIndex {
  struct Grid {                        // of one place
    std::size_t width = 0;             // holders that it has room for
    std::vector<std::int32_t> newest;  // product x holder: a lot, -1 = none
  };
  std::array<Grid, place_count> grids_;
  std::vector<std::int32_t> older_;  // by lot: the next of its chain, which is no newer; -1 = it is the last

  static std::size_t column(Holder holder) { return holder.row < 0 ? 0 : static_cast<std::size_t>(holder.row); }
  std::int32_t search(const Lots& lots, std::int32_t lot, const Destination& to) const;

 public:
  /// Lots that it knows: all, or somebody has written lots by hand.
  std::size_t size() const { return older_.size(); }
  /// The lot of a product that is so; none if there is none.
  LotId find(const Lots& lots, ProductId product, const Destination& to) const {
    const Grid& grid = grids_[static_cast<std::size_t>(to.holder.place)];
    const std::size_t cell = product.index() * grid.width + column(to.holder);
    if (column(to.holder) >= grid.width || cell >= grid.newest.size()) return {};
    const std::int32_t lot = grid.newest[cell];
    if (lot < 0) return {};
    const auto l = static_cast<std::size_t>(lot);
    if (lots.cohort[l] == to.cohort && (lots.diverted[l] != 0) == to.diverted) return LotId{lot};
    return lots.cohort[l] < to.cohort ? LotId{} : LotId{search(lots, older_[l], to)};
  }
  /// The next of its chain, whose cohort is no later; none if it is the last.
  LotId older(LotId lot) const { return LotId{older_[lot.index()]}; }
  /// Takes in the next lot of the table: the one in row size().
  void add(const Lots& lots);
  void rebuild(const Lots& lots);
};

}  // namespace entrepot
