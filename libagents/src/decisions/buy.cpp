#include "entrepot/decisions/buy.hpp"

#include <algorithm>
#include <utility>

#include "decisions/buy/deliver.hpp"
#include "decisions/buy/next_quarter.hpp"
#include "decisions/buy/prices.hpp"
#include "decisions/buy/retire.hpp"
#include "decisions/buy/stock_ahead.hpp"

namespace entrepot {

using namespace buying;

BuyProposals::BuyProposals(std::unique_ptr<const Market> market) : market_{std::move(market)} {}
BuyProposals::BuyProposals(BuyProposals&&) noexcept = default;
BuyProposals& BuyProposals::operator=(BuyProposals&&) noexcept = default;
BuyProposals::~BuyProposals() = default;

BuyProposals Buy::decide(const World& world, const Turn& turn) const {
  const auto p = world.parameters.bind<Parameters>();
  const AccessTable access(world);
  auto market = std::make_unique<Market>();
  market->side = demand_side(world, access, p);
  const Offer& offer = market->side.offer;
  Orders& orders = market->side.orders;
  const Supply supply = supply_of(world, offer, p);
  market->made = whole_output(world, turn, offer, supply);
  for (std::size_t c = 0; c < offer.products(); ++c)
    market->stock.push_back(static_cast<double>(supply.inventory[offer.product[c].index()] + market->made[c]));
  market->fill = ration(world, offer, orders, market->stock);
  market->ahead = stock_ahead(world, access, market->side, market->fill, p, orders);
  const std::span<const double> ahead = flat(market->ahead);
  if (std::any_of(ahead.begin(), ahead.end(), [](double x) { return x > 0.0; })) market->fill = ration(world, offer, orders, market->stock);
  market->rule_pending = access.any_pending();
  market->deliveries = deliveries_of(world, turn, *market);
  market->shadows = shadows_of(world, market->side, market->fill, p);
  for (std::size_t c = 0; c < offer.products(); ++c) {
    const std::size_t i = offer.product[c].index();
    const ChipPrice price{world.products.price[i], world.products.list_price[i], world.products.unit_cost[i]};
    market->price.push_back(next_price(price, market->fill.ordered[c], market->stock[c], p));
  }
  market->retirements = retirements_of(world, turn, p);
  market->redesigns = redesigns(world, turn, market->side, access, p);
  return BuyProposals(std::move(market));
}

void Buy::apply(World& world, const BuyProposals& proposals, const Turn& turn) const {
  const auto p = world.parameters.bind<Parameters>();
  const Market& market = *proposals;
  make_chips(world, market);
  deliver(world, market, turn);
  pay_rents(world, market);
  buying::retire(world, market, turn);
  write_buyers(world, market);
  write_market(world, market);
  grow(world, p);
  release(world, market, p, turn);
  derive_from_installed(world);
}

}  // namespace entrepot
