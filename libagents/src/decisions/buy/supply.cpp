#include "entrepot/decisions/buy/supply.hpp"

#include <algorithm>

#include "base/wide.hpp"
#include "entrepot/base/real.hpp"
#include "entrepot/base/reduce.hpp"
#include "entrepot/world/ledger.hpp"

namespace entrepot::buying {
namespace {

/// Incumbents first, but entrants get a share: mean deliveries of four quarters + the order.
ENTREPOT_CLONES void set_priorities(const double* recent, const double* want, ByUse quality, double* priority, std::size_t buyers) {
  each_buyer(buyers, quality, [=](std::size_t b, double of_use) { priority[b] = want[b] > 0.0 ? recent[b] + want[b] * of_use : 0.0; });
}
ENTREPOT_CLONES void add_up_to(const double* more, const double* most, double* got, std::size_t buyers) {
  ENTREPOT_INDEPENDENT
  for (std::size_t b = 0; b < buyers; ++b) {
    const double x = got[b] + more[b];
    got[b] = x < most[b] ? x : most[b];
  }
}

}  // namespace

Supply supply_of(const World& world, const Offer& offer) {
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
    for (const ProductId p : offer.product) {
      const std::size_t i = p.index();
      if (products.vendor[i].index() != f) continue;
      mine.push_back(i);
      need.push_back(std::max(0.0, 1.1 * products.ordered[i] - static_cast<double>(supply.inventory[i])));
      weight.push_back(products.ordered[i] * std::max(0.01 * products.price[i], products.price[i] - products.unit_cost[i]) + 1.0);
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
  std::vector<double> want(buyers), priority(buyers), given(buyers), recent(buyers);  // recent: mean deliveries of four quarters
  for (std::size_t b = 0; b < buyers; ++b) {
    const auto& quarters = world.buyers.delivered_recent[b];
    recent[b] = (quarters[0] + quarters[1] + quarters[2] + quarters[3]) / 4.0;
  }
  for (std::size_t c = 0; c < products; ++c) {
    const std::size_t first = offer.who[c].first, n = offer.who[c].last - first;
    const std::span<const double> order = orders.chips[c].subspan(first, n);
    const double ordered = reduce::sum(order);
    fill.ordered[c] = ordered;
    if (ordered <= stock[c] || ordered <= 0.0) continue;
    fill.market[c] = stock[c] / ordered;
    std::copy(order.begin(), order.end(), want.begin());
    const std::span<double> wanted(want.data(), n), priorities(priority.data(), n), got = fill.given[c].subspan(first, n);
    set_priorities(recent.data() + first, want.data(), {offer.quality[0][c], offer.quality[1][c]}, priority.data(), n);
    double left = stock[c];
    const auto e = static_cast<std::size_t>(offer.bloc[c]);
    if (e < exporter_count && world.exporters.home_first[e] > 0.0) {  // what home would buy is served before any export (M31)
      double home = 0.0;
      for (std::size_t i = 0; i < n; ++i)
        home += got[i] = world.buyers.home[first + i] == world.exporters.state[e] ? want[i] * world.exporters.home_first[e] : 0.0;
      const double reserved = std::min(left, home);
      if (home > 0.0 && reserved < home) solvers::water_fill_kernel(got, priorities, reserved, got);
      left -= reserved;
      for (std::size_t i = 0; i < n; ++i) want[i] = std::max(0.0, want[i] - got[i]);
    } else {
      std::fill(got.begin(), got.end(), 0.0);
    }
    if (left <= 0.0) continue;
    solvers::water_fill_kernel(wanted, priorities, left, std::span<double>(given.data(), n));
    add_up_to(given.data(), order.data(), got.data(), n);
  }
  return fill;
}

double next_price(double price, double list_price, double unit_cost, double ordered, double stock, double speed) {
  const double pull = std::clamp(real::log((1.1 * ordered + 1.0) / (stock + 1.0)), -1.0, 1.0);
  return std::clamp(price * real::exp(speed * pull), 1.1 * unit_cost, std::max(1.1 * unit_cost, 3.0 * list_price));
}

}  // namespace entrepot::buying
