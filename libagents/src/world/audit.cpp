#include "entrepot/world/audit.hpp"

#include "entrepot/base/errors.hpp"

namespace entrepot {

namespace {

/// What one pass over the lots finds.
struct Count {
  std::vector<std::int64_t> chips;  // by product
  bool sound;                       // no quantity is negative, and those at a site, and no others, have one
};

Count count(const World& world) {
  const Lots& lots = world.lots;
  const std::size_t rows = lots.product.size(), products = world.products.id.size();
  // Neighbours are often of one product: four sums for each, so that few additions wait for the one before.
  std::vector<std::int64_t> lanes(4 * products, 0);
  std::int64_t signs = 0;
  std::size_t l = 0;
  for (; l + 4 <= rows; l += 4)
    for (std::size_t lane = 0; lane < 4; ++lane) {
      signs |= lots.quantity[l + lane];
      lanes[lane * products + lots.product[l + lane].index()] += lots.quantity[l + lane];
    }
  for (; l < rows; ++l) {
    signs |= lots.quantity[l];
    lanes[lots.product[l].index()] += lots.quantity[l];
  }
  int parted = 0;
  for (std::size_t i = 0; i < rows; ++i) parted |= (lots.place[i] == Place::site ? 1 : 0) ^ (lots.site[i].row >= 0 ? 1 : 0);
  Count found{{lanes.begin(), lanes.begin() + static_cast<std::ptrdiff_t>(products)}, signs >= 0 && parted == 0};
  for (std::size_t i = products; i < lanes.size(); ++i) found.chips[i % products] += lanes[i];
  return found;
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
