#include "entrepot/decisions/start.hpp"

#include <vector>

#include "entrepot/base/real.hpp"
#include "entrepot/base/units.hpp"
#include "entrepot/world/lookups.hpp"

namespace entrepot {

void Start::set_up(World& world, const Turn&) const {
  const auto start = world.parameters.bind<Parameters>();
  States& s = world.states;
  const std::array growth{start.growth_high, start.growth_middle, start.growth_low};
  for (std::size_t i = 0; i < s.id.size(); ++i) {
    s.growth[i] = growth[static_cast<std::size_t>(s.income_group[i])];
    s.rel_a[i] = {start.reliability_count, start.reliability_count};
    s.rel_b[i] = {1.0, 1.0};
    s.ai_share[i] = s.ai_share_start[i];
    s.power_spare[i] = s.spare_generation[i] * start.power_share;
    s.mw_rate[i] = s.grid_capacity[i] * start.mw_share;
  }
  Products& p = world.products;
  for (std::size_t i = 0; i < p.id.size(); ++i) {
    p.price[i] = p.list_price[i];
    p.q_train[i] = p.train_speed[i] / h100_train_flop_s;
    p.q_infer[i] = real::pow(p.memory_bw[i] / h100_memory_bw_byte_s, start.infer_memory_weight) *
                   real::pow(p.q_train[i], 1.0 - start.infer_memory_weight);
    p.ordered[i] = p.sold[i];
  }
  // Owners with a share of sites abroad place `clouds_abroad` there and the rest at home; all others everything at home.
  Sites& sites = world.sites;
  std::vector<std::uint8_t> abroad(world.agents.kind.size(), 0);
  for (std::size_t site = 0; site < sites.owner.size(); ++site)
    if (sites.host[site] != home_of(world, sites.owner[site]) && sites.share_abroad[site] > 0.0) abroad[sites.owner[site].index()] = 1;
  for (std::size_t site = 0; site < sites.owner.size(); ++site) {
    if (sites.host[site] != home_of(world, sites.owner[site])) {
      sites.share[site] = sites.share_abroad[site] * start.clouds_abroad;
    } else {
      sites.share[site] = abroad[sites.owner[site].index()] != 0 ? 1.0 - start.clouds_abroad : 1.0;
    }
  }
  for (std::size_t l = 0; l < world.lots.product.size(); ++l)
    if (world.lots.place[l] == Place::vendor) world.lots.cohort[l] = 0;  // cohorts are years of delivery: what is not delivered has none
  derive(world);
  for (std::size_t i = 0; i < s.id.size(); ++i) s.power_online[i] = s.power_used[i];
}

}  // namespace entrepot
