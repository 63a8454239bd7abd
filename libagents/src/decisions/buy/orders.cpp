#include "decisions/buy/orders.hpp"

#include <algorithm>

namespace entrepot::buying {
namespace {

/// What is rented from each exporter's clouds is ordered by them in the same pass, in the mix of their own orders for the purpose.
void order_for_renters(const Offer& offer, const Demand& demand, Orders& orders) {
  for (std::size_t e = 0; e < exporter_count; ++e) {
    const std::span<const ByUse> share = demand.share[offer.remote(e)];
    for (std::size_t b = 0; b < share.size(); ++b)
      for (std::size_t z = 0; z < use_count; ++z) orders.rented[e][z] += share[b][z] * demand.quantity[b][z];
    for (std::size_t z = 0; z < use_count; ++z) {
      double own = 0.0;
      for (const std::size_t b : offer.cloud_buyers[e])
        for (std::size_t c = 0; c < offer.products(); ++c) own += orders.chips[c][b][z] * offer.quality[c][z];
      if (own <= 0.0) {
        orders.rented[e][z] = 0.0;
        continue;
      }
      const double more = orders.rented[e][z] / own;
      orders.let[e][z] = own + orders.rented[e][z];
      for (const std::size_t b : offer.cloud_buyers[e]) {
        for (std::size_t c = 0; c < offer.products(); ++c) orders.chips[c][b][z] *= 1.0 + more;
        orders.rent_share[b][z] = more / (1.0 + more);
      }
    }
  }
}

/// A cloud's limits hold for what it orders for renters too: what is beyond them is cut, its own part and theirs alike.
void cut_to_limits(const Offer& offer, const Terms& terms, Orders& orders) {
  for (const auto& clouds : offer.cloud_buyers)
    for (const std::size_t b : clouds)
      for (std::size_t e = 0; e < exporter_count; ++e) {
        const double limit = terms.chip_limit[b][e];
        if (limit == no_cap) continue;
        const auto limited = [&](std::size_t c) {
          return static_cast<std::size_t>(offer.bloc[c]) == e && terms.limited[terms.cell(b, c)] != 0;
        };
        double sum = 0.0;  // H100e of training, as the limit counts
        for (std::size_t c = 0; c < offer.products(); ++c)
          if (limited(c)) sum += (orders.chips[c][b][0] + orders.chips[c][b][1]) * offer.quality[c][0];
        if (sum <= limit) continue;
        for (std::size_t c = 0; c < offer.products(); ++c)
          if (limited(c))
            for (double& chips : orders.chips[c][b]) chips *= limit / sum;
      }
}

/// MW that each host can connect within four quarters; all who build there share it in proportion.
void share_power(const World& world, const Offer& offer, const Placement& placement, Orders& orders) {
  const std::size_t buyers = orders.power_factor.size();
  const auto sites_of = [&](std::size_t b, auto&& visit) {
    for (auto i = static_cast<std::size_t>(placement.first[b]); i < static_cast<std::size_t>(placement.first[b + 1]); ++i)
      visit(placement.share[i], world.sites.host[placement.site[i].index()].index());
  };
  std::vector<double> power(buyers, 0.0);
  for (std::size_t c = 0; c < offer.products(); ++c) {
    const std::span<const ByUse> chips = orders.chips[c];
    const double mw_each = world.products.power[offer.product[c].index()] * 1e-3;
    for (std::size_t b = 0; b < buyers; ++b) power[b] += (chips[b][0] + chips[b][1]) * mw_each;
  }
  const States& s = world.states;
  std::vector<double> wanted(s.id.size(), 0.0), factor(s.id.size(), 1.0);
  for (std::size_t b = 0; b < buyers; ++b) sites_of(b, [&](double share, std::size_t host) { wanted[host] += power[b] * share; });
  bool short_of_power = false;
  for (std::size_t i = 0; i < factor.size(); ++i) {
    const double connectable =
        std::max(0.0, s.power_online[i] + 4.0 * s.mw_rate[i] + std::min(s.power_spare[i], 4.0 * s.mw_rate[i]) - s.power_used[i]);
    if (wanted[i] <= connectable) continue;
    factor[i] = connectable / wanted[i];
    short_of_power = true;
  }
  if (!short_of_power) return;
  for (std::size_t b = 0; b < buyers; ++b) {
    double f = 0.0;
    sites_of(b, [&](double share, std::size_t host) { f += share * factor[host]; });
    orders.power_factor[b] = std::min(1.0, f);
  }
  for (std::size_t c = 0; c < offer.products(); ++c) {
    const std::span<ByUse> chips = orders.chips[c];
    for (std::size_t b = 0; b < buyers; ++b)
      for (double& x : chips[b]) x *= orders.power_factor[b];
  }
}

}  // namespace

Orders orders_of(const World& world, const Offer& offer, const Terms& terms, const Demand& demand, const Placement& placement) {
  const std::size_t buyers = demand.quantity.size();
  Orders orders;
  orders.chips = Grid(world.scratch, offer.products(), buyers);
  orders.rent_share = {buyers, ByUse{}, world.scratch};
  orders.power_factor.assign(buyers, 1.0);
  for (std::size_t c = 0; c < offer.products(); ++c) {
    const std::span<ByUse> chips = orders.chips[c];
    const std::span<const ByUse> share = demand.share[c];
    const ByUse per_chip{1.0 / offer.quality[c][0], 1.0 / offer.quality[c][1]};
    for (std::size_t b = 0; b < buyers; ++b)
      for (std::size_t z = 0; z < use_count; ++z) chips[b][z] = share[b][z] * demand.quantity[b][z] * per_chip[z];
  }
  order_for_renters(offer, demand, orders);
  cut_to_limits(offer, terms, orders);
  share_power(world, offer, placement, orders);
  return orders;
}

}  // namespace entrepot::buying
