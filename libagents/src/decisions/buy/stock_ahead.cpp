#include <algorithm>

#include "entrepot/base/real.hpp"
#include "entrepot/decisions/buy/settle.hpp"

namespace entrepot::buying {

std::vector<double> stock_ahead(const World& world, const AccessTable& now, const DemandSide& side, const Fill& fill,
                                const BuyParameters& p, Orders& orders) {
  const Offer& offer = side.offer;
  const std::size_t buyers = world.buyers.agent.size(), products = offer.products();
  std::vector<double> ahead(buyers, 0.0);
  if (!now.any_pending() || p.stock_horizon <= 0.0) return ahead;
  const AccessTable later(world, AccessTable::View::with_pending);
  const Terms after = terms_of(world, offer, later, p);
  // Columns that a pending rule will shut or limit for an agent that may still order them freely.
  const auto hit = [&](std::size_t agent, std::size_t c) {
    const std::size_t cell = after.cell(agent, c);
    return side.terms.barred[cell] == 0 && side.terms.limited[cell] == 0 && (after.barred[cell] != 0 || after.limited[cell] != 0);
  };
  std::vector<std::size_t> rows;
  for (std::size_t k = 0; k < buyers / 2; ++k)
    for (std::size_t c = 0; c < products; ++c)
      if (hit(k, c)) {
        rows.push_back(2 * k);
        rows.push_back(2 * k + 1);
        break;
      }
  if (rows.empty()) return ahead;
  Demand demand;
  choose(world, offer, p, side.utility, ruled_weights(offer, after, p, side.utility.weight), after.fees(), side.budget, demand);
  meet_limits(world, offer, after, p, side.budget, demand);
  const RentalFill rented = rental_fill(offer, orders, fill);
  const double horizon = std::min(p.stock_horizon, 1.0 / p.rule_reversal);  // T: no longer than the ban is expected to last
  for (const std::size_t b : rows) {
    const std::size_t z = b % 2;
    double received = 0.0, q_free = 0.0;
    for (std::size_t c = 0; c < offer.columns(); ++c) {
      const double had = c < products ? fill.market[c] : rented.free[c - products][z];
      received += demand.share[c][b] * demand.quantity[b] * had;
      q_free += side.free.share[c][b] * side.free.quantity[b] * had;
    }
    const double index_free = side.free.index[b];
    const double shadow = std::max(0.0, willingness(world.totals.backstop[0][z], index_free, q_free, received, p.elasticity) - index_free);
    if (shadow <= 0.0) continue;
    double wanted = 0.0;
    for (std::size_t c = 0; c < products; ++c)
      if (hit(b / 2, c)) wanted += orders.chips[c][b] * offer.quality[z][c];
    if (wanted <= 0.0) continue;
    for (std::size_t c = 0; c < products; ++c) {
      if (!hit(b / 2, c)) continue;
      const int wait = later.quarters_to_pending(ExporterId{static_cast<std::size_t>(offer.bloc[c])});
      const double binds = real::exp(-p.rule_reversal * wait);
      const double worth = std::max(0.0, 1.0 - p.stock_holding_cost * horizon * offer.price[z][c] / (binds * shadow));
      const double order = orders.chips[c][b];
      const double room = std::max(0.0, wanted * horizon * worth - world.buyers.stockpiled[b]);  // order up to the target
      const double more = order * room / wanted;
      orders.chips[c][b] += more;
      ahead[b] += more * offer.quality[z][c];
    }
  }
  return ahead;
}

}  // namespace entrepot::buying
