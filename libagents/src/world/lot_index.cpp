#include "entrepot/world/lot_index.hpp"

#include <algorithm>
#include <utility>

namespace entrepot {

std::int32_t LotIndex::search(const Lots& lots, std::int32_t lot, const Destination& to) const {
  for (; lot >= 0; lot = older_[static_cast<std::size_t>(lot)]) {
    const auto l = static_cast<std::size_t>(lot);
    if (lots.cohort[l] == to.cohort && (lots.diverted[l] != 0) == to.diverted) return lot;
    if (lots.cohort[l] < to.cohort) break;
  }
  return -1;
}

void LotIndex::add(const Lots& lots) {
  const std::size_t l = older_.size(), product = lots.product[l].index();
  const Holder holder = holder_of(lots, l);
  Grid& grid = grids_[static_cast<std::size_t>(holder.place)];
  const std::size_t at = column(holder);
  if (at >= grid.width) {  // room for twice as many holders
    const std::size_t width = std::max(at + 1, 2 * grid.width), products = grid.width > 0 ? grid.newest.size() / grid.width : 0;
    std::vector<std::int32_t> wider(products * width, -1);
    for (std::size_t p = 0; p < products; ++p)
      std::copy_n(grid.newest.begin() + static_cast<std::ptrdiff_t>(p * grid.width), grid.width,
                  wider.begin() + static_cast<std::ptrdiff_t>(p * width));
    grid = {width, std::move(wider)};
  }
  if ((product + 1) * grid.width > grid.newest.size()) grid.newest.resize((product + 1) * grid.width, -1);
  std::int32_t* link = &grid.newest[product * grid.width + at];
  while (*link >= 0 && lots.cohort[static_cast<std::size_t>(*link)] > lots.cohort[l]) link = &older_[static_cast<std::size_t>(*link)];
  const std::int32_t behind = std::exchange(*link, static_cast<std::int32_t>(l));  // before older_ moves
  older_.push_back(behind);
}

void LotIndex::rebuild(const Lots& lots) {
  for (Grid& grid : grids_) std::fill(grid.newest.begin(), grid.newest.end(), -1);
  older_.clear();
  older_.reserve(lots.product.size());
  while (older_.size() < lots.product.size()) add(lots);
}

}  // namespace entrepot
