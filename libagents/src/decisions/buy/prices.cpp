#include "decisions/buy/prices.hpp"

#include <algorithm>

namespace entrepot::buying {

WeightedPrices weighted_prices(const World& world) {
  WeightedPrices prices;
  const Products& p = world.products;
  std::array<std::array<double, use_count>, exporter_count> money{}, service{};
  std::array<double, use_count> all_money{}, all_service{};
  for (std::size_t i = 0; i < p.id.size(); ++i) {
    if (p.sold[i] <= 0.0) continue;
    const std::array quality{p.q_train[i], p.q_infer[i]};
    for (std::size_t z = 0; z < use_count; ++z) {
      all_money[z] += p.sold[i] * p.price[i];
      all_service[z] += p.sold[i] * quality[z];
      for (std::size_t e = 0; e < exporter_count; ++e)
        if (world.firms.home[p.vendor[i].index()] == world.exporters.state[e]) {
          money[e][z] += p.sold[i] * p.price[i];
          service[e][z] += p.sold[i] * quality[z];
        }
    }
  }
  for (std::size_t z = 0; z < use_count; ++z) {
    prices.world[z] = all_service[z] > 0.0 ? all_money[z] / all_service[z] : 0.0;
    for (std::size_t e = 0; e < exporter_count; ++e) prices.bloc[e][z] = service[e][z] > 0.0 ? money[e][z] / service[e][z] : 0.0;
  }
  return prices;
}

void write_market(World& world, const Market& market) {
  const Offer& offer = market.side.offer;
  std::fill(world.firms.revenue.begin(), world.firms.revenue.end(), 0.0);
  std::fill(world.products.sold.begin(), world.products.sold.end(), 0.0);
  std::fill(world.products.ordered.begin(), world.products.ordered.end(), 0.0);
  for (std::size_t c = 0; c < offer.products(); ++c) {
    const std::size_t i = offer.product[c].index();
    world.products.sold[i] = market.deliveries.sold[c];
    world.products.ordered[i] = market.fill.ordered[c];
    world.firms.revenue[world.products.vendor[i].index()] += world.products.sold[i] * world.products.price[i];
  }
  // Prices of the quarter that ends; where a bloc sold nothing its last price stands.
  const WeightedPrices prices = weighted_prices(world);
  Totals& t = world.totals;
  for (std::size_t z = 0; z < use_count; ++z) {
    auto& history = z == 0 ? t.price_history_training[0] : t.price_history_inference[0];
    history = {prices.world[z] > 0.0 ? prices.world[z] : history[0], history[0], history[1], history[2]};
    const double mean = (history[0] + history[1] + history[2] + history[3]) / 4.0, first = t.first_price[0][z];
    t.backstop[0][z] = std::min(t.backstop_start[0][z], t.backstop_start[0][z] * mean / first);
    for (std::size_t e = 0; e < exporter_count; ++e)
      if (prices.bloc[e][z] > 0.0) world.exporters.cloud_price[e][z] = prices.bloc[e][z];
  }
  for (std::size_t c = 0; c < offer.products(); ++c) world.products.price[offer.product[c].index()] = market.price[c];
}

}  // namespace entrepot::buying
