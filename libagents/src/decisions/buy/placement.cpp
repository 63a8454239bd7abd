#include "decisions/buy/placement.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "entrepot/world/lookups.hpp"

namespace entrepot::buying {

Placement placement_of(const World& world, const AccessTable& access) {
  const std::size_t buyers = world.buyers.agent.size();
  const Sites& sites = world.sites;
  const BuyerRows rows(world);
  // The sites of buyer b are order[end[b - 1]] to order[end[b] - 1], by key: whole chips are cut from cumulated shares, and rows may stand in
  // any order.
  std::vector<std::size_t> end(buyers, 0), order(sites.owner.size());
  std::vector<double> share(sites.owner.size());
  for (const AgentId owner : sites.owner)
    if (const BuyerId buyer = rows.of(owner)) ++end[buyer.index()];
  std::size_t before = 0;
  for (std::size_t& e : end) before += std::exchange(e, before);
  for (std::size_t s = 0; s < order.size(); ++s)
    if (const BuyerId buyer = rows.of(sites.owner[s])) order[end[buyer.index()]++] = s;
  const auto by_key = [&](std::size_t a, std::size_t b) { return sites.key[a] < sites.key[b]; };
  Placement placement;
  placement.first.resize(buyers + 1);
  placement.site.resize(order.size());
  placement.share.resize(order.size());
  std::size_t begin = 0, placed = 0;
  for (std::size_t b = 0; b < buyers; begin = end[b++]) {
    const StateId home = world.buyers.home[b];
    const std::size_t bloc = bloc_of(world, home);
    const auto mine = std::span(order).subspan(begin, end[b] - begin);
    if (mine.size() > 1) std::sort(mine.begin(), mine.end(), by_key);
    const auto open_share = [&](std::size_t s) {  // what an exporter's rules on clusters abroad forbid stays at home
      if (bloc >= exporter_count || sites.host[s] == home) return sites.share[s];
      const Access a = access.clusters(sites.host[s], ExporterId{bloc});
      return a.route >= Route::deny || !a.conditions_met ? 0.0 : sites.share[s];
    };
    double open = 0.0;
    for (const std::size_t s : mine) open += share[s] = open_share(s);
    for (const std::size_t s : mine) {
      const double w = open > 0.0 ? share[s] / open : (sites.host[s] == home ? 1.0 : 0.0);
      if (w <= 0.0) continue;
      placement.site[placed] = SiteId{s};
      placement.share[placed++] = w;
    }
    placement.first[b + 1] = static_cast<std::int32_t>(placed);
  }
  placement.site.resize(placed);
  placement.share.resize(placed);
  return placement;
}

}  // namespace entrepot::buying
