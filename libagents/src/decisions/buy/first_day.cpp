// First values of the stage: Buy::set_up and Buy::first_day.
#include <algorithm>
#include <cmath>

#include "decisions/buy/calibrate.hpp"
#include "decisions/buy/prices.hpp"
#include "decisions/buy/shadow.hpp"
#include "entrepot/base/errors.hpp"
#include "entrepot/world/lookups.hpp"

namespace entrepot {
namespace {

using namespace buying;

void set_first_prices(World& world, const BuyParameters& p) {
  const WeightedPrices prices = weighted_prices(world);
  Totals& t = world.totals;
  for (std::size_t z = 0; z < use_count; ++z) {
    t.first_price[0][z] = prices.world[z];
    t.backstop_start[0][z] = t.backstop[0][z] = p.backstop_multiple * prices.world[z];
    (z == 0 ? t.price_history_training : t.price_history_inference)[0] = {prices.world[z], prices.world[z], prices.world[z],
                                                                          prices.world[z]};
    for (std::size_t e = 0; e < exporter_count; ++e)
      world.exporters.cloud_price[e][z] = prices.bloc[e][z] > 0.0 ? prices.bloc[e][z] : prices.world[z];
  }
  States& s = world.states;
  for (std::size_t i = 0; i < s.announced.size(); ++i) s.announced[i] = s.announced_chips[i] * t.first_price[0][0];
}

/// Licences that run on the first day are over a year's demand, as all are; now that it is known they get what is left of it.
void fill_running_licences(World& world) {
  Licences& l = world.licences;
  const BuyerRows rows(world);
  for (std::size_t i = 0; i < l.buyer.size(); ++i) {
    const ByUse& q_free = world.buyers.q_free[rows.of(l.buyer[i]).index()];
    l.quantity[i] = 4.0 * (q_free[0] + q_free[1]);
    l.left[i] = l.quantity[i] * (licence_quarters + l.applied[i]) / licence_quarters;
  }
}

}  // namespace

void Buy::set_up(World& world, const Turn&) const {
  set_first_prices(world, world.parameters.bind<BuyParameters>());
  calibrate(world);
  const auto numbers = [](std::span<const double> values) {
    return std::all_of(values.begin(), values.end(), [](double x) { return std::isfinite(x); });
  };
  if (!numbers(world.products.taste) || !numbers(flat(world.buyers.taste)))
    throw SolverError("calibrate", "sold", "what nobody can order", "a mix of sales that the buyers of the first day can and would order");
}

void Buy::first_day(World& world, const Turn&) const {
  // The demand side of `buy` once, under the first day's rules: first orders, fill, shadow prices.
  const auto p = world.parameters.bind<BuyParameters>();
  const AccessTable access(world);
  DemandSide side = demand_side(world, access, p);
  const std::size_t products = side.offer.products();
  const Supply supply = supply_of(world, side.offer, p);
  std::vector<double> stock(products);
  for (std::size_t c = 0; c < products; ++c) {
    const std::size_t i = side.offer.product[c].index();
    stock[c] = static_cast<double>(supply.inventory[i]) + supply.output[i];
  }
  const Fill fill = ration(world, side.offer, side.orders, stock);
  const Shadows shadows = shadows_of(world, side, fill, p);
  for (std::size_t c = 0; c < products; ++c) world.products.ordered[side.offer.product[c].index()] = fill.ordered[c];
  Buyers& buyers = world.buyers;
  write_shadows(buyers, side, shadows);
  for (std::size_t b = 0; b < buyers.agent.size(); ++b)
    for (std::size_t z = 0; z < use_count; ++z) {
      const double shadow = shadows.shadow[b][z], own = std::max(0.0, shadows.received[b][z] - shadows.rented[b][z]);
      buyers.shadow_recent[b][z] = {shadow, shadow, shadow, shadow};
      buyers.delivered_recent[b][z] = {own, own, own, own};
    }
  fill_running_licences(world);
}

}  // namespace entrepot
