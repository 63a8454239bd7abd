#include "entrepot/world/audit.hpp"

#include "entrepot/base/errors.hpp"

namespace entrepot {

std::vector<std::int64_t> chips_of(const World& world) {
  std::vector<std::int64_t> chips(world.products.id.size(), 0);
  for (std::size_t l = 0; l < world.lots.product.size(); ++l) chips[world.lots.product[l].index()] += world.lots.quantity[l];
  return chips;
}

Books open_books(const World& world) {
  Books books{chips_of(world)};
  for (std::size_t p = 0; p < books.initial.size(); ++p) books.initial[p] -= world.products.made[p];
  return books;
}

void audit(const World& world, const Books& books) {
  const Lots& lots = world.lots;
  for (std::size_t l = 0; l < lots.product.size(); ++l) {
    const auto name = [&] { return "lot " + std::to_string(l) + " of " + world.products.id[lots.product[l].index()]; };
    if (lots.quantity[l] < 0) throw AuditError(name(), "0 chips or more", std::to_string(lots.quantity[l]));
    if ((lots.place[l] == Place::site) != static_cast<bool>(lots.site[l]))
      throw AuditError(name(), "a site if and only if it stands at one", std::to_string(lots.site[l].row));
  }
  const std::vector<std::int64_t> found = chips_of(world);
  for (std::size_t p = 0; p < found.size(); ++p) {
    const std::int64_t expected = (p < books.initial.size() ? books.initial[p] : 0) + world.products.made[p];
    if (found[p] != expected) throw AuditError("chips of " + world.products.id[p], std::to_string(expected), std::to_string(found[p]));
  }
  Cents sum = 0;
  for (const Cents balance : world.accounts.balance) sum += balance;
  if (sum != 0) throw AuditError("sum of all balances", "0 cents", std::to_string(sum));
}

}  // namespace entrepot
