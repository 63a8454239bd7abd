#include "entrepot/decisions/buy/demand.hpp"

#include <algorithm>
#include <limits>

#include "entrepot/base/real.hpp"

namespace entrepot::buying {
namespace {

bool is_cloud_of(const World& world, AgentId agent, std::size_t exporter) {
  return agent.is_firm() && world.firms.roles[agent.firm().index()].has(FirmRole::cloud) &&
         world.firms.home[agent.firm().index()] == world.exporters.state[exporter];
}

}  // namespace

Offer offer_of(const World& world, const BuyParameters& p) {
  Offer offer;
  const Products& products = world.products;
  const auto now = static_cast<std::int32_t>(world.quarter);
  for (std::size_t i = 0; i < products.id.size(); ++i) {
    if (now < products.released[i] || now >= products.withdrawn[i]) continue;
    offer.product.push_back(ProductId{i});
    offer.bloc.push_back(static_cast<std::int32_t>(bloc_of(world, ProductId{i})));
    const std::array quality{products.q_train[i], products.q_infer[i]};
    for (std::size_t z = 0; z < use_count; ++z) {
      offer.quality[z].push_back(quality[z]);
      offer.price[z].push_back(products.price[i] / quality[z]);
    }
  }
  for (std::size_t e = 0; e < exporter_count; ++e) {
    offer.bloc.push_back(static_cast<std::int32_t>(e));
    for (std::size_t z = 0; z < use_count; ++z) {
      offer.quality[z].push_back(1.0);
      offer.price[z].push_back((1.0 + p.remote_margin) * world.exporters.cloud_price[e][z]);
    }
    for (std::size_t k = 0; k < world.buyers.agent.size() / 2; ++k) {
      if (!is_cloud_of(world, world.buyers.agent[2 * k], e)) continue;
      offer.cloud_agents[e].push_back(k);
      if (world.buyers.weight[2 * k] > 0.0) offer.clouds[e] = true;
    }
  }
  return offer;
}

Terms free_terms(std::size_t agents, const Offer& offer) {
  const std::size_t cells = agents * offer.columns();
  Terms terms;
  terms.agents = agents;
  terms.barred.assign(cells, 0);
  terms.penalty.assign(cells, 0.0);
  terms.fee.assign(cells, 0.0);
  terms.limited.assign(cells, 0);
  terms.chip_limit.assign(agents, {no_cap, no_cap});
  terms.cloud_limit.assign(agents, {no_cap, no_cap});
  terms.small_order.assign(agents, {0.0, 0.0});
  terms.touched.assign(agents, 0);
  return terms;
}

Terms terms_of(const World& world, const Offer& offer, const AccessTable& access, const BuyParameters& p) {
  const std::size_t agents = world.buyers.agent.size() / 2;
  Terms terms = free_terms(agents, offer);
  const double slope = p.own_price * p.nest;  // beta_p
  const Licences& licences = world.licences;
  std::vector<std::array<double, exporter_count>> licensed(agents, {0.0, 0.0});
  std::vector<std::array<Route, exporter_count>> covers(agents, {Route::free, Route::free});
  const AgentRows agent_rows(world);
  for (std::size_t l = 0; l < licences.buyer.size(); ++l) {
    if (licences.stage[l] != LicenceStage::approved) continue;
    const auto k = static_cast<std::size_t>(agent_rows.of(licences.buyer[l]));
    const std::size_t e = licences.exporter[l].index();
    licensed[k][e] += licences.left[l];
    covers[k][e] = std::max(covers[k][e], licences.route[l]);
  }
  const auto apply_fee = [&](std::size_t cell, double fee) {
    if (fee == 0.0) return;
    terms.fee[cell] = fee;
    terms.penalty[cell] -= slope * real::log(1.0 + fee);
  };
  for (std::size_t k = 0; k < agents; ++k) {
    const AgentId agent = world.buyers.agent[2 * k];
    const Taken taken = taken_by(world, k);
    for (std::size_t c = 0; c < offer.products(); ++c) {
      const FirmId captive = world.products.captive[offer.product[c].index()];
      if (captive && AgentId{captive} != agent) continue;  // never in this agent's choice set: no rule touches it
      const Access a = access.chips(agent, offer.product[c], taken);
      if (!a.touched()) continue;
      const std::size_t cell = terms.cell(k, c), e = access.exporter_of(offer.product[c]).index();
      terms.touched[k] = 1;
      double allowed = a.cap;
      if (a.route != Route::free) {
        const bool licence = a.route != Route::embargo && a.route <= covers[k][e] && licensed[k][e] > 0.0;
        allowed = std::min(allowed, (licence ? licensed[k][e] : 0.0) + a.small_order);
        if (licence && a.route != Route::deny)
          terms.penalty[cell] -= p.delay_cost * world.exporters.expected_wait[e][a.route == Route::presume ? 0 : 1];
      }
      apply_fee(cell, a.fee);
      if (!a.conditions_met || a.route == Route::embargo || allowed <= 0.0) {
        terms.barred[cell] = 1;
      } else if (allowed != no_cap) {
        terms.limited[cell] = 1;
        terms.chip_limit[k][e] = std::min(terms.chip_limit[k][e], allowed);
        terms.small_order[k][e] = std::max(terms.small_order[k][e], a.small_order);
      }
    }
    for (std::size_t e = 0; e < exporter_count; ++e) {
      const Access a = access.cloud(agent, ExporterId{e}, taken);
      if (!a.touched() || !offer.clouds[e]) continue;
      const std::size_t cell = terms.cell(k, offer.remote(e));
      terms.touched[k] = 1;
      apply_fee(cell, a.fee);
      if (a.route >= Route::deny || !a.conditions_met || a.cap <= 0.0) {
        terms.barred[cell] = 1;
      } else if (a.cap != no_cap) {
        terms.limited[cell] = 1;
        terms.cloud_limit[k][e] = a.cap;
      }
    }
  }
  return terms;
}

Placement placement_of(const World& world, const AccessTable& access) {
  const std::size_t agents = world.buyers.agent.size() / 2;
  Placement placement;
  std::vector<std::vector<std::size_t>> sites(agents);
  const AgentRows agent_rows(world);
  for (std::size_t s = 0; s < world.sites.owner.size(); ++s)
    if (const std::int32_t k = agent_rows.of(world.sites.owner[s]); k >= 0) sites[static_cast<std::size_t>(k)].push_back(s);
  placement.first.push_back(0);
  for (std::size_t k = 0; k < agents; ++k) {
    // In the order of keys: whole chips are cut from cumulated shares, and rows may stand in any order.
    std::sort(sites[k].begin(), sites[k].end(), [&](std::size_t a, std::size_t b) { return world.sites.key[a] < world.sites.key[b]; });
    double open = 0.0;
    std::vector<double> share;
    for (const std::size_t s : sites[k]) {
      double w = world.sites.share[s];
      const StateId home = world.buyers.home[2 * k], host = world.sites.host[s];
      if (host != home)  // what an exporter's rules on clusters abroad forbid stays at home
        for (std::size_t e = 0; e < exporter_count; ++e)
          if (world.exporters.state[e] == home) {
            const Access a = access.clusters(host, ExporterId{e});
            if (a.route >= Route::deny || !a.conditions_met) w = 0.0;
          }
      share.push_back(w);
      open += w;
    }
    for (std::size_t i = 0; i < sites[k].size(); ++i) {
      const bool home_site = world.sites.host[sites[k][i]] == world.buyers.home[2 * k];
      const double w = open > 0.0 ? share[i] / open : (home_site ? 1.0 : 0.0);
      if (w <= 0.0) continue;
      placement.site.push_back(SiteId{sites[k][i]});
      placement.share.push_back(w);
    }
    placement.first.push_back(static_cast<std::int32_t>(placement.site.size()));
  }
  return placement;
}

}  // namespace entrepot::buying
