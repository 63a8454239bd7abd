#include "entrepot/decisions/buy.hpp"

#include <algorithm>

#include "entrepot/base/real.hpp"
#include "entrepot/decisions/buy/deliver.hpp"
#include "entrepot/decisions/buy/proposals.hpp"

namespace entrepot {
namespace buying {

DemandSide demand_side(const World& world, const AccessTable& access, const BuyParameters& p) {
  DemandSide side;
  side.offer = offer_of(world, p);
  side.terms = terms_of(world, side.offer, access, p);
  side.placement = placement_of(world, access);
  side.utility = free_utility(world, side.offer, p, ties_of(world, p));
  side.budget = budgets(world);
  choose(world, side.offer, p, side.utility, side.utility.weight, {}, side.budget, side.free);
  choose(world, side.offer, p, side.utility, ruled_weights(side.offer, side.terms, p, side.utility.weight), side.terms.fees(), side.budget,
         side.ruled);
  meet_limits(world, side.offer, side.terms, p, side.budget, side.ruled);
  side.orders = orders_of(world, side.offer, side.terms, side.ruled, side.placement);
  return side;
}

}  // namespace buying

std::shared_ptr<const BuyProposals> Buy::decide(const World& world, const Turn& turn) const {
  using namespace buying;
  const auto p = world.parameters.bind<Parameters>();
  const AccessTable access(world);
  auto out = std::make_shared<BuyProposals>();
  out->side = demand_side(world, access, p);
  const Offer& offer = out->side.offer;
  const Supply supply = supply_of(world, offer);
  out->made = whole_output(world, turn, offer, supply);
  out->stock.reserve(offer.products());
  out->price.reserve(offer.products());
  for (std::size_t c = 0; c < offer.products(); ++c)
    out->stock.push_back(static_cast<double>(supply.inventory[offer.product[c].index()] + out->made[c]));
  out->fill = ration(world, offer, out->side.orders, out->stock);
  out->ahead = stock_ahead(world, access, out->side, out->fill, p, out->side.orders);
  if (std::any_of(out->ahead.begin(), out->ahead.end(), [](double x) { return x > 0.0; }))
    out->fill = ration(world, offer, out->side.orders, out->stock);
  out->rule_pending = access.any_pending();
  out->deliveries = deliveries_of(world, turn, *out);
  out->shadows = shadows_of(world, out->side, out->fill, p);
  for (std::size_t c = 0; c < offer.products(); ++c) {
    const std::size_t i = offer.product[c].index();
    out->price.push_back(next_price(world.products.price[i], world.products.list_price[i], world.products.unit_cost[i],
                                    out->fill.ordered[c], out->stock[c], p.price_speed));
  }
  out->retirements = retirements_of(world, turn, p);
  out->redesigns = redesigns(world, turn, out->side, access, p);
  return out;
}

void Buy::apply(World& world, const std::shared_ptr<const BuyProposals>& proposals, const Turn& turn) const {
  using namespace buying;
  const auto p = world.parameters.bind<Parameters>();
  make_chips(world, *proposals);
  deliver(world, *proposals, turn);
  pay_rents(world, *proposals);
  retire(world, *proposals, turn);
  write_buyers(world, *proposals);
  write_market(world, *proposals);
  grow(world, p);
  release(world, *proposals, p, turn);
  derive_from_installed(world);
}

}  // namespace entrepot
