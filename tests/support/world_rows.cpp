#include "support/world_rows.hpp"

#include "entrepot/run/model.hpp"
#include "entrepot/world/ledger.hpp"

namespace entrepot::testing {

void bring_to_life(World& world) {
  for (std::size_t i = 0; i < world.states.id.size(); ++i) ledger::born(world, StateId{i});
  for (std::size_t f = 0; f < world.firms.id.size(); ++f) ledger::born(world, FirmId{f});
  for (std::size_t l = 0; l < world.labs.id.size(); ++l) ledger::born(world, LabId{l});
}

BuyerId add_buyer(World& world, AgentId agent, double weight) {
  Buyers& buyers = world.buyers;
  const BuyerId buyer{buyers.agent.size()};
  const std::size_t b = buyer.index();
  rows(buyers, b + 1);
  buyers.agent[b] = agent;
  buyers.home[b] = home_of(world, agent);
  buyers.key[b] = static_cast<std::uint64_t>(key_of(world, agent));
  buyers.weight[b] = weight;
  buyers.sovereign[b] = state_of(world, agent) ? 1.0 : 0.0;
  return buyer;
}

SiteId add_site(World& world, AgentId owner, StateId host, std::uint64_t key, double share) {
  Sites& s = world.sites;
  const SiteId site{s.owner.size()};
  rows(s, site.index() + 1);
  s.owner[site.index()] = owner;
  s.host[site.index()] = host;
  s.key[site.index()] = key;
  s.share[site.index()] = s.share_abroad[site.index()] = share;
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

void add_sums(World& world) {
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
