#include "entrepot/world/audit.hpp"

#include <utility>

#include "entrepot/base/errors.hpp"
#include "world/scan.hpp"

namespace entrepot {

namespace {

/// What one pass over the lots finds.
struct Count {
  std::vector<std::int64_t> chips;  // by product
  bool sound;                       // no quantity is negative, and those at a site, and no others, have one
};

Count count(const World& world) {
  const Lots& lots = world.lots;
  std::vector<std::int64_t> chips(world.products.id.size(), 0);
  std::int64_t signs = 0;
  for_runs(lots.product, [&](std::size_t first, std::size_t last) {
    std::int64_t sum = 0, all = 0;
    for (std::size_t l = first; l < last; ++l) {
      sum += lots.quantity[l];
      all |= lots.quantity[l];
    }
    chips[lots.product[first].index()] += sum;
    signs |= all;
  });
  int parted = 0;
  for (std::size_t l = 0; l < lots.place.size(); ++l) parted |= (lots.place[l] == Place::site ? 1 : 0) ^ (lots.site[l].row >= 0 ? 1 : 0);
  return {std::move(chips), signs >= 0 && parted == 0};
}

[[noreturn]] void name_the_lot_at_fault(const World& world) {
  const Lots& lots = world.lots;
  std::size_t l = 0;
  while (lots.quantity[l] >= 0 && (lots.place[l] == Place::site) == static_cast<bool>(lots.site[l])) ++l;
  const std::string name = "lot " + std::to_string(l) + " of " + world.products.id[lots.product[l].index()];
  if (lots.quantity[l] < 0) throw AuditError(name, "0 chips or more", std::to_string(lots.quantity[l]));
  throw AuditError(name, "a site if and only if it stands at one", std::to_string(lots.site[l].row));
}

}  // namespace

std::vector<std::int64_t> chips_of(const World& world) { return count(world).chips; }

Books open_books(const World& world) {
  Books books{chips_of(world)};
  for (std::size_t p = 0; p < books.initial.size(); ++p) books.initial[p] -= world.products.made[p];
  return books;
}

void audit(const World& world, const Books& books) {
  const auto [found, sound] = count(world);
  if (!sound) name_the_lot_at_fault(world);
  for (std::size_t p = 0; p < found.size(); ++p) {
    const std::int64_t expected = (p < books.initial.size() ? books.initial[p] : 0) + world.products.made[p];
    if (found[p] != expected) throw AuditError("chips of " + world.products.id[p], std::to_string(expected), std::to_string(found[p]));
  }
  Cents sum = 0;
  for (const Cents balance : world.accounts.balance) sum += balance;
  if (sum != 0) throw AuditError("sum of all balances", "0 cents", std::to_string(sum));
}

}  // namespace entrepot
