// solvers/menu_domain.hpp (internal): the checks that every solver of a menu makes.
#pragma once
#include <string>

#include "amount.hpp"
#include "entrepot/solvers/menus.hpp"

namespace entrepot::solvers {

inline void check_menu(const Domain& domain, const ConcessionMenu& menu) {
  const std::size_t items = menu.gain.size();
  if (items < 1 || items > 64) domain.fail("menu", std::to_string(items) + " items", "1 to 64 items");
  domain.same_size("cost", menu.cost.size(), items);
  domain.same_size("verifiability", menu.verifiability.size(), items);
  for (std::size_t m = 0; m < items; ++m) {
    domain.holds(menu.gain[m] >= 0 && menu.gain[m] <= largest_amount, "gain", menu.gain[m], "[0, 1e150]");
    domain.holds(menu.cost[m] >= 0 && menu.cost[m] <= largest_amount, "cost", menu.cost[m], "[0, 1e150]");
    domain.probability("verifiability", menu.verifiability[m]);
  }
}

}  // namespace entrepot::solvers
