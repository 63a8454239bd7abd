#include "decisions/buy/supply.hpp"

#include <algorithm>

#include "entrepot/base/real.hpp"
#include "entrepot/base/reduce.hpp"
#include "entrepot/solvers/markets.hpp"
#include "entrepot/world/ledger.hpp"

namespace entrepot::buying {
Supply supply_of(const World& world, const Offer& offer, const BuyParameters& p) {
  Supply supply{ledger::inventories(world), std::vector<double>(world.products.id.size(), 0.0)};
  const Products& products = world.products;
  std::vector<double> need, weight, output;
  std::vector<std::size_t> mine;
  for (auto* column : {&need, &weight, &output}) column->reserve(offer.products());
  mine.reserve(offer.products());
  for (std::size_t f = 0; f < world.firms.id.size(); ++f) {
    if (world.firms.capacity[f] <= 0.0) continue;
    mine.clear();
    need.clear();
    weight.clear();
    for (const ProductId product : offer.product) {
      const std::size_t i = product.index();
      if (products.vendor[i].index() != f) continue;
      mine.push_back(i);
      need.push_back(std::max(0.0, p.output_aim * products.ordered[i] - static_cast<double>(supply.inventory[i])));
      weight.push_back(products.ordered[i] * std::max(p.least_margin * products.price[i], products.price[i] - products.unit_cost[i]) + 1.0);
    }
    if (mine.empty()) continue;
    output.assign(mine.size(), 0.0);
    solvers::water_fill_kernel(need, weight, world.firms.capacity[f], output);
    for (std::size_t j = 0; j < mine.size(); ++j) supply.output[mine[j]] = output[j];
  }
  return supply;
}

Fill ration(const World& world, const Offer& offer, const Orders& orders, std::span<const double> stock) {
  const std::size_t buyers = world.buyers.agent.size(), products = offer.products();
  Fill fill{orders.chips, std::vector<double>(products, 1.0), std::vector<double>(products, 0.0)};
  ByBuyer wanted(buyers, world.scratch), priorities(buyers, world.scratch), more(buyers, world.scratch);
  for (std::size_t c = 0; c < products; ++c) {
    const solvers::BuyerRange who = offer.who[c];
    const std::span<const ByUse> order = of(orders.chips[c], who);
    const double ordered = reduce::sum(flat(order));
    fill.ordered[c] = ordered;
    if (ordered <= stock[c] || ordered <= 0.0) continue;
    fill.market[c] = stock[c] / ordered;
    const std::size_t n = order.size();
    const std::span<ByUse> want(wanted.data(), n), priority(priorities.data(), n), got = of(fill.given[c], who);
    for (std::size_t i = 0; i < n; ++i) {
      const auto& quarters = world.buyers.delivered_recent[who.first + i];
      for (std::size_t z = 0; z < use_count; ++z) {
        // Incumbents first, but entrants get a share: mean deliveries of four quarters + the order.
        const double recent = (quarters[z][0] + quarters[z][1] + quarters[z][2] + quarters[z][3]) / 4.0;
        priority[i][z] = order[i][z] > 0.0 ? recent + order[i][z] * offer.quality[c][z] : 0.0;
      }
    }
    std::copy(order.begin(), order.end(), want.begin());
    std::fill(got.begin(), got.end(), ByUse{});
    double left = stock[c];
    const auto e = static_cast<std::size_t>(offer.bloc[c]);
    if (e < exporter_count && world.exporters.home_first[e] > 0.0) {  // what home would buy is served before any export (M31)
      double home = 0.0;
      for (std::size_t i = 0; i < n; ++i) {
        if (world.buyers.home[who.first + i] != world.exporters.state[e]) continue;
        for (std::size_t z = 0; z < use_count; ++z) home += got[i][z] = want[i][z] * world.exporters.home_first[e];
      }
      const double reserved = std::min(left, home);
      if (home > 0.0 && reserved < home) solvers::water_fill_kernel(flat(got), flat(priority), reserved, flat(got));
      left -= reserved;
      for (std::size_t i = 0; i < n; ++i)
        for (std::size_t z = 0; z < use_count; ++z) want[i][z] = std::max(0.0, want[i][z] - got[i][z]);
    }
    if (left <= 0.0) continue;
    solvers::water_fill_kernel(flat(want), flat(priority), left, flat(std::span(more.data(), n)));
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t z = 0; z < use_count; ++z) got[i][z] = std::min(got[i][z] + more[i][z], order[i][z]);
  }
  return fill;
}

double next_price(const ChipPrice& price, double ordered, double stock, const BuyParameters& p) {
  const double pull = std::clamp(real::log((p.output_aim * ordered + 1.0) / (stock + 1.0)), -1.0, 1.0);
  const double floor = p.price_floor * price.unit_cost;
  return std::clamp(price.now * real::exp(p.price_speed * pull), floor, std::max(floor, p.price_ceiling * price.list));
}

}  // namespace entrepot::buying
