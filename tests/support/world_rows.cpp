#include "support/world_rows.hpp"

#include "entrepot/run/model.hpp"

namespace entrepot::testing {

BuyerId add_buyer(World& world, AgentId agent, StateId home, std::uint64_t key, double weight) {
  Buyers& buyers = world.buyers;
  const BuyerId buyer{buyers.agent.size()};
  const std::size_t b = buyer.index();
  rows(buyers, b + 1);
  buyers.agent[b] = agent;
  buyers.home[b] = home;
  buyers.key[b] = key;
  buyers.weight[b] = weight;
  buyers.sovereign[b] = agent.is_state();
  return buyer;
}

SiteId add_site(World& world, AgentId owner, StateId host, std::uint64_t key, double share) {
  Sites& s = world.sites;
  const SiteId site{s.owner.size()};
  rows(s, site.index() + 1);
  s.owner[site.index()] = owner;
  s.host[site.index()] = host;
  s.key[site.index()] = key;
  s.share[site.index()] = share;
  return site;
}

void add_lot(World& world, ProductId product, Place place, SiteId site, std::int64_t chips, bool diverted, std::int32_t cohort) {
  Lots& l = world.lots;
  const std::size_t i = l.product.size();
  rows(l, i + 1);
  l.product[i] = product;
  l.quantity[i] = chips;
  l.place[i] = place;
  l.site[i] = site;
  l.cohort[i] = cohort;
  l.diverted[i] = diverted ? 1 : 0;
}

void add_accounts(World& world) {
  const std::size_t states = world.states.id.size(), firms = world.firms.id.size();
  rows(world.accounts, 1 + states + firms);
  for (std::size_t i = 0; i < states; ++i) world.accounts.owner[1 + i] = StateId{i};
  for (std::size_t f = 0; f < firms; ++f) world.accounts.owner[1 + states + f] = FirmId{f};
  rows(world.payments, why_names.size());
  standard_model().equip(world);
  rows(world.totals, 1);
}

void add_levers(World& world) {
  Levers& l = world.levers;
  rows(l, exporter_count * layers_read.size() * tier_count);
  std::size_t row = 0;
  for (std::size_t e = 0; e < exporter_count; ++e)
    for (const Layer layer : layers_read)
      for (const Tier tier : {Tier::insider, Tier::swing, Tier::adversary}) {
        l.exporter[row] = ExporterId{e};
        l.layer[row] = layer;
        l.tier[row] = tier;
        l.threshold[row] = {};
        l.cap[row++] = no_cap;
      }
}

}  // namespace entrepot::testing
