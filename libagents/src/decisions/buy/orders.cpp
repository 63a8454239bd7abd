#include <algorithm>

#include "base/wide.hpp"
#include "entrepot/decisions/buy/demand.hpp"

namespace entrepot::buying {
namespace {

ENTREPOT_CLONES void to_chips(const double* share, const double* quantity, ByUse per_chip, double* chips, std::size_t buyers) {
  each_buyer(buyers, per_chip, [=](std::size_t b, double of_use) { chips[b] = share[b] * quantity[b] * of_use; });
}

/// MW that the chips of a column draw.
ENTREPOT_CLONES void add_power(const double* chips, double mw_each, double* power, std::size_t agents) {
  ENTREPOT_INDEPENDENT
  for (std::size_t k = 0; k < agents; ++k) power[k] += (chips[2 * k] + chips[2 * k + 1]) * mw_each;
}

/// What is rented from each exporter's clouds is ordered by them in the same pass, in the mix of their own orders for the purpose.
void order_for_renters(const Offer& offer, const Demand& demand, Orders& orders) {
  const std::size_t buyers = demand.quantity.size();
  for (std::size_t e = 0; e < exporter_count; ++e) {
    const std::span<const double> share = demand.share[offer.remote(e)];
    for (std::size_t k = 0; k < buyers / 2; ++k)
      for (std::size_t z = 0; z < use_count; ++z) orders.rented[e][z] += share[2 * k + z] * demand.quantity[2 * k + z];
    for (std::size_t z = 0; z < use_count; ++z) {
      double own = 0.0;
      for (const std::size_t k : offer.cloud_agents[e])
        for (std::size_t c = 0; c < offer.products(); ++c) own += orders.chips[c][2 * k + z] * offer.quality[z][c];
      if (own <= 0.0) {
        orders.rented[e][z] = 0.0;
        continue;
      }
      const double more = orders.rented[e][z] / own;
      orders.let[e][z] = own + orders.rented[e][z];
      for (const std::size_t k : offer.cloud_agents[e]) {
        for (std::size_t c = 0; c < offer.products(); ++c) orders.chips[c][2 * k + z] *= 1.0 + more;
        orders.rent_share[2 * k + z] = more / (1.0 + more);
      }
    }
  }
}

/// A cloud's limits hold for what it orders for renters too: what is beyond them is cut, its own part and theirs alike.
void cut_to_limits(const Offer& offer, const Terms& terms, Orders& orders) {
  for (const auto& clouds : offer.cloud_agents)
    for (const std::size_t k : clouds)
      for (std::size_t e = 0; e < exporter_count; ++e) {
        const double limit = terms.chip_limit[k][e];
        if (limit == no_cap) continue;
        const auto limited = [&](std::size_t c) {
          return static_cast<std::size_t>(offer.bloc[c]) == e && terms.limited[terms.cell(k, c)] != 0;
        };
        double sum = 0.0;  // H100e of training, as the limit counts
        for (std::size_t c = 0; c < offer.products(); ++c)
          if (limited(c)) sum += (orders.chips[c][2 * k] + orders.chips[c][2 * k + 1]) * offer.quality[0][c];
        if (sum <= limit) continue;
        for (std::size_t c = 0; c < offer.products(); ++c)
          if (limited(c))
            for (std::size_t b = 2 * k; b < 2 * k + 2; ++b) orders.chips[c][b] *= limit / sum;
      }
}

/// MW that each host can connect within four quarters; all who build there share it in proportion.
void share_power(const World& world, const Offer& offer, const Placement& placement, Orders& orders) {
  const std::size_t agents = orders.power_factor.size();
  const auto sites_of = [&](std::size_t k, auto&& visit) {
    for (auto i = static_cast<std::size_t>(placement.first[k]); i < static_cast<std::size_t>(placement.first[k + 1]); ++i)
      visit(placement.share[i], world.sites.host[placement.site[i].index()].index());
  };
  std::vector<double> power(agents, 0.0);
  for (std::size_t c = 0; c < offer.products(); ++c)
    add_power(orders.chips[c].data(), world.products.power[offer.product[c].index()] * 1e-3, power.data(), agents);
  const States& s = world.states;
  std::vector<double> wanted(s.id.size(), 0.0), factor(s.id.size(), 1.0);
  for (std::size_t k = 0; k < agents; ++k) sites_of(k, [&](double share, std::size_t host) { wanted[host] += power[k] * share; });
  bool short_of_power = false;
  for (std::size_t i = 0; i < factor.size(); ++i) {
    const double connectable =
        std::max(0.0, s.power_online[i] + 4.0 * s.mw_rate[i] + std::min(s.power_spare[i], 4.0 * s.mw_rate[i]) - s.power_used[i]);
    if (wanted[i] <= connectable) continue;
    factor[i] = connectable / wanted[i];
    short_of_power = true;
  }
  if (!short_of_power) return;
  for (std::size_t k = 0; k < agents; ++k) {
    double f = 0.0;
    sites_of(k, [&](double share, std::size_t host) { f += share * factor[host]; });
    orders.power_factor[k] = std::min(1.0, f);
  }
  for (std::size_t c = 0; c < offer.products(); ++c) {
    const std::span<double> chips = orders.chips[c];
    for (std::size_t k = 0; k < agents; ++k) {
      chips[2 * k] *= orders.power_factor[k];
      chips[2 * k + 1] *= orders.power_factor[k];
    }
  }
}

}  // namespace

Orders orders_of(const World& world, const Offer& offer, const Terms& terms, const Demand& demand, const Placement& placement) {
  const std::size_t buyers = demand.quantity.size(), agents = buyers / 2;
  Orders orders;
  orders.chips = Grid(offer.products(), buyers);
  orders.rent_share.assign(buyers, 0.0);
  orders.power_factor.assign(agents, 1.0);
  for (std::size_t c = 0; c < offer.products(); ++c)
    to_chips(demand.share[c].data(), demand.quantity.data(), {1.0 / offer.quality[0][c], 1.0 / offer.quality[1][c]}, orders.chips[c].data(),
             buyers);
  order_for_renters(offer, demand, orders);
  cut_to_limits(offer, terms, orders);
  share_power(world, offer, placement, orders);
  return orders;
}

}  // namespace entrepot::buying
