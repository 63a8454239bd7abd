#include "entrepot/world/audit.hpp"

#include <array>
#include <utility>

#include "base/wide.hpp"
#include "entrepot/base/errors.hpp"
#include "entrepot/base/reduce.hpp"
#include "world/scan.hpp"

namespace entrepot {

namespace {

/// What one pass over the lots finds.
struct Count {
  std::vector<std::int64_t> chips;  // by product
  bool sound;                       // no quantity is negative, and those at a site, and no others, have one
};

/// Adds the chips of all rows, by product, and gives the signs of the quantities. Neighbours are mostly of one product, since a column of the
/// market is handed out at once: blocks of the product at hand go to sums beside each other, which are written down when it changes. Other
/// rows go to the product's four sums in turn, so that few additions wait for the one before.
ENTREPOT_CLONES std::int64_t add_rows(const ProductId* product, const std::int64_t* quantity, std::size_t rows, std::int64_t* chips) {
  constexpr std::size_t block = 32;  // shorter ones GCC unrolls whole and then does not vectorise
  std::array<std::int64_t, block> signs{}, sums{};
  std::int32_t at_hand = 0;
  const auto write_down = [&] {
    for (std::int64_t& sum : sums) chips[4 * at_hand] += std::exchange(sum, 0);
  };
  std::size_t l = 0;
  for (; l + block <= rows; l += block) {
    std::int32_t parted = 0;
    for (std::size_t i = 0; i < block; ++i) parted |= product[l + i].row ^ at_hand;
    for (std::size_t i = 0; i < block; ++i) signs[i] |= quantity[l + i];
    if (parted == 0) {
      for (std::size_t i = 0; i < block; ++i) sums[i] += quantity[l + i];
    } else {
      write_down();
      for (std::size_t i = l; i < l + block; i += 4)
        for (std::size_t j = 0; j < 4; ++j) chips[4 * product[i + j].index() + j] += quantity[i + j];
      at_hand = product[l + block - 1].row;
    }
  }
  write_down();
  for (; l < rows; ++l) {
    signs[0] |= quantity[l];
    chips[4 * product[l].index()] += quantity[l];
  }
  for (const std::int64_t s : signs) signs[0] |= s;
  return signs[0];
}
/// Whether some row is at a site and has none, or the other way about.
ENTREPOT_CLONES bool parted(const Place* place, const SiteId* site, std::size_t rows) {
  std::uint32_t parted = 0;
  for (std::size_t i = 0; i < rows; ++i) parted |= (place[i] == Place::site ? 1U : 0U) ^ (site[i].row >= 0 ? 1U : 0U);
  return parted != 0;
}

Count count(const World& world) {
  const Lots& lots = world.lots;
  const std::size_t rows = lots.product.size();
  std::vector<std::int64_t> four(4 * world.products.id.size(), 0), chips(world.products.id.size());
  if (rows == 0) return {std::move(chips), true};  // there may be no product either
  const std::int64_t signs = add_rows(lots.product.data(), lots.quantity.data(), rows, four.data());
  for (std::size_t p = 0; p < chips.size(); ++p) chips[p] = four[4 * p] + four[4 * p + 1] + four[4 * p + 2] + four[4 * p + 3];
  return {std::move(chips), signs >= 0 && !parted(lots.place.data(), lots.site.data(), rows)};
}

[[noreturn]] void name_the_lot_at_fault(const World& world) {
  const Lots& lots = world.lots;
  std::size_t l = 0;
  while (lots.quantity[l] >= 0 && (lots.place[l] == Place::site) == static_cast<bool>(lots.site[l])) ++l;
  const std::string name = "lot " + std::to_string(l) + " of " + world.products.id[lots.product[l].index()];
  if (lots.quantity[l] < 0) throw AuditError(name, "0 chips or more", std::to_string(lots.quantity[l]));
  throw AuditError(name, "a site if and only if it stands at one", std::to_string(lots.site[l].row));
}

/// What the ledger counts as installed of each product is what the lots at sites hold.
void audit_installed(const World& world, std::vector<std::int64_t> chips) {
  const Lots& lots = world.lots;
  for_few(
      lots.place, [](Place place) { return place != Place::site; },
      [&](std::size_t l) { chips[lots.product[l].index()] -= lots.quantity[l]; });
  const std::size_t states = world.states.id.size();
  for (std::size_t p = 0; p < chips.size(); ++p) {
    const std::size_t first = p * states;
    const double counted = first < world.installed.size() ? reduce::sum({world.installed.data() + first, states}) : 0.0;
    if (counted != static_cast<double>(chips[p]))
      throw AuditError("chips of " + world.products.id[p] + " counted as installed", std::to_string(chips[p]),
                       std::to_string(static_cast<std::int64_t>(counted)));
  }
}

}  // namespace

std::vector<std::int64_t> chips_of(const World& world) { return count(world).chips; }

Books open_books(const World& world) {
  Books books{chips_of(world)};
  for (std::size_t p = 0; p < books.initial.size(); ++p) books.initial[p] -= world.products.made[p];
  return books;
}

void audit(const World& world, const Books& books) {
  auto [found, sound] = count(world);
  if (!sound) name_the_lot_at_fault(world);
  for (std::size_t p = 0; p < found.size(); ++p) {
    const std::int64_t expected = (p < books.initial.size() ? books.initial[p] : 0) + world.products.made[p];
    if (found[p] != expected) throw AuditError("chips of " + world.products.id[p], std::to_string(expected), std::to_string(found[p]));
  }
  if (!world.installed.empty()) audit_installed(world, std::move(found));
  Cents sum = 0;
  for (const Cents balance : world.accounts.balance) sum += balance;
  if (sum != 0) throw AuditError("sum of all balances", "0 cents", std::to_string(sum));
}

}  // namespace entrepot
