#include "decisions/buy/stock_ahead.hpp"

#include <algorithm>

#include "decisions/buy/limits.hpp"
#include "decisions/buy/shadow.hpp"
#include "entrepot/base/real.hpp"

namespace entrepot::buying {

ByBuyer stock_ahead(const World& world, const AccessTable& now, const DemandSide& side, const Fill& fill, const BuyParameters& p,
                    Orders& orders) {
  const Offer& offer = side.offer;
  const std::size_t buyers = world.buyers.agent.size(), products = offer.products();
  ByBuyer ahead(buyers, {0.0, 0.0}, world.scratch);
  if (!now.any_pending() || p.stock_horizon <= 0.0) return ahead;
  const AccessTable later(world, AccessTable::View::with_pending);
  const Terms after = terms_of(world, offer, later, p);
  // Columns that a pending rule will shut or limit for a buyer that may still order them freely.
  const auto hit = [&](std::size_t b, std::size_t c) {
    const std::size_t cell = after.cell(b, c);
    return side.terms.barred[cell] == 0 && side.terms.limited[cell] == 0 && (after.barred[cell] != 0 || after.limited[cell] != 0);
  };
  std::vector<std::size_t> all_hit;
  for (std::size_t b = 0; b < buyers; ++b)
    for (std::size_t c = 0; c < products; ++c)
      if (hit(b, c)) {
        all_hit.push_back(b);
        break;
      }
  if (all_hit.empty()) return ahead;
  Demand demand;
  ChoiceWorkspace workspace;
  choose(world, offer, p, side.utility, ruled_weights(offer, after, p, side.utility.weight), after.fees(), side.budget, workspace, demand);
  meet_limits(world, offer, after, p, side.budget, demand);
  const RentalFill rented = rental_fill(offer, orders, fill);
  const double horizon = std::min(p.stock_horizon, 1.0 / p.rule_reversal);  // T: no longer than the ban is expected to last
  const auto order_ahead = [&](std::size_t b, std::size_t z) {
    double received = 0.0, q_free = 0.0;
    for (std::size_t c = 0; c < offer.columns(); ++c) {
      const double had = c < products ? fill.market[c] : rented.free[c - products][z];
      received += demand.share[c][b][z] * demand.quantity[b][z] * had;
      q_free += side.free.share[c][b][z] * side.free.quantity[b][z] * had;
    }
    const double index_free = side.free.index[b][z];
    const double shadow =
        std::max(0.0, solvers::willingness(side.utility.backstop[z], index_free, q_free, received, p.elasticity) - index_free);
    if (shadow <= 0.0) return;
    double wanted = 0.0;
    for (std::size_t c = 0; c < products; ++c)
      if (hit(b, c)) wanted += orders.chips[c][b][z] * offer.quality[c][z];
    if (wanted <= 0.0) return;
    for (std::size_t c = 0; c < products; ++c) {
      if (!hit(b, c)) continue;
      const int wait = later.quarters_to_pending(ExporterId{static_cast<std::size_t>(offer.bloc[c])});
      const double binds = real::exp(-p.rule_reversal * wait);
      const double worth = std::max(0.0, 1.0 - p.stock_holding_cost * horizon * offer.price[c][z] / (binds * shadow));
      const double order = orders.chips[c][b][z];
      const double room = std::max(0.0, wanted * horizon * worth - world.buyers.stockpiled[b][z]);  // order up to the target
      const double more = order * room / wanted;
      orders.chips[c][b][z] += more;
      ahead[b][z] += more * offer.quality[c][z];
    }
  };
  for (const std::size_t b : all_hit)
    for (std::size_t z = 0; z < use_count; ++z) order_ahead(b, z);
  return ahead;
}

}  // namespace entrepot::buying
