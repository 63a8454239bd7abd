#include "entrepot/decisions/buy/demand.hpp"

#include <algorithm>
#include <utility>

#include "entrepot/base/real.hpp"

namespace entrepot::buying {
namespace {

bool is_cloud_of(const World& world, AgentId agent, std::size_t exporter) {
  const FirmId firm = firm_of(world, agent);
  return firm && world.firms.roles[firm.index()].has(FirmRole::cloud) && world.firms.home[firm.index()] == world.exporters.state[exporter];
}

/// Terms under which nothing is ruled.
Terms free_terms(std::size_t agents, const Offer& offer) {
  const std::size_t cells = agents * offer.columns();
  Terms terms;
  terms.agents = agents;
  terms.barred.assign(cells, 0);
  terms.penalty.assign(cells, 0.0);
  terms.penalised.assign(offer.columns(), 0);
  terms.fee.assign(cells, 0.0);
  terms.limited.assign(cells, 0);
  terms.chip_limit.assign(agents, {no_cap, no_cap});
  terms.cloud_limit.assign(agents, {no_cap, no_cap});
  terms.small_order.assign(agents, {0.0, 0.0});
  terms.touched.assign(agents, 0);
  return terms;
}

/// Writes what rules make of one agent and column. Licences are read once.
class TermsWriter {
  const World& world_;
  const AccessTable& access_;
  const BuyParameters& p_;
  struct Licensed {
    double left = 0.0;
    Route route = Route::free;
  };
  std::vector<std::array<Licensed, exporter_count>> licensed_;  // by agent
  std::size_t remote_;                                          // column of the first exporter's clouds
  double last_fee_ = 0.0, utility_of_last_fee_ = 0.0;

 public:
  Terms terms;

  TermsWriter(const World& world, const Offer& offer, const AccessTable& access, const BuyParameters& p, const AgentRows& rows)
      : world_{world},
        access_{access},
        p_{p},
        licensed_(world.buyers.agent.size() / 2),
        remote_{offer.remote(0)},
        terms{free_terms(world.buyers.agent.size() / 2, offer)} {
    const Licences& l = world.licences;
    for_open_licences(l, [&](std::size_t i) {
      if (l.stage[i] != LicenceStage::approved) return;
      Licensed& mine = licensed_[static_cast<std::size_t>(rows.of(l.buyer[i]))][l.exporter[i].index()];
      mine.left += l.left[i];
      mine.route = std::max(mine.route, l.route[i]);
    });
  }

  void rule_chips(const AccessTable::Standing& standing, std::size_t agent, int category, std::size_t column) {
    if (access_.free(standing, category)) return;
    const Access a = access_.chips(standing, category, taken_by(world_, agent, standing.exporter));
    if (!a.touched()) return;
    const std::size_t cell = terms.cell(agent, column), e = standing.exporter.index();
    terms.touched[agent] = 1;
    double allowed = a.cap;
    if (a.route != Route::free) {
      const Licensed& licensed = licensed_[agent][e];
      const bool licence = a.route != Route::embargo && a.route <= licensed.route && licensed.left > 0.0;
      allowed = std::min(allowed, (licence ? licensed.left : 0.0) + a.small_order);
      if (licence && a.route != Route::deny) {
        terms.penalty[cell] -= p_.delay_cost * world_.exporters.expected_wait[e][a.route == Route::presume ? 0 : 1];
        terms.penalised[column] = 1;
      }
    }
    apply_fee(cell, a.fee);
    if (!a.conditions_met || a.route == Route::embargo || allowed <= 0.0) {
      terms.barred[cell] = 1;
    } else if (allowed != no_cap) {
      terms.limited[cell] = 1;
      terms.chip_limit[agent][e] = std::min(terms.chip_limit[agent][e], allowed);
      terms.small_order[agent][e] = std::max(terms.small_order[agent][e], a.small_order);
    }
  }

  void rule_cloud(const AccessTable::Standing& standing, std::size_t agent) {
    if (access_.free_cloud(standing)) return;
    const Access a = access_.cloud(standing, taken_by(world_, agent, standing.exporter));
    if (!a.touched()) return;
    const std::size_t e = standing.exporter.index(), cell = terms.cell(agent, remote_ + e);
    terms.touched[agent] = 1;
    apply_fee(cell, a.fee);
    if (a.route >= Route::deny || !a.conditions_met || a.cap <= 0.0) {
      terms.barred[cell] = 1;
    } else if (a.cap != no_cap) {
      terms.limited[cell] = 1;
      terms.cloud_limit[agent][e] = a.cap;
    }
  }

  /// Gives a column the terms of another one, for all agents.
  void copy(std::size_t from, std::size_t to) {
    const auto copy_column = [&](auto& values) {
      std::copy_n(values.data() + terms.cell(0, from), terms.agents, values.data() + terms.cell(0, to));
    };
    copy_column(terms.barred);
    copy_column(terms.limited);
    terms.penalised[to] = terms.penalised[from];
    if (terms.penalised[to] == 0) return;
    copy_column(terms.penalty);
    copy_column(terms.fee);
  }

 private:
  void apply_fee(std::size_t cell, double fee) {
    if (fee == 0.0) return;
    if (fee != last_fee_) utility_of_last_fee_ = p_.own_price * p_.nest * real::log(1.0 + fee);
    last_fee_ = fee;
    terms.fee[cell] = fee;
    terms.any_fee = true;
    terms.penalty[cell] -= utility_of_last_fee_;
    terms.penalised[cell / terms.agents] = 1;
  }
};

}  // namespace

Offer offer_of(const World& world, const BuyParameters& p) {
  Offer offer;
  const Products& products = world.products;
  const auto now = static_cast<std::int32_t>(world.quarter);
  const std::size_t most = products.id.size() + exporter_count;
  offer.product.reserve(most);
  offer.bloc.reserve(most);
  offer.who.reserve(most);
  for (std::size_t z = 0; z < use_count; ++z) {
    offer.quality[z].reserve(most);
    offer.price[z].reserve(most);
  }
  const std::vector<AgentId>& agents = world.buyers.agent;
  const auto rows_of = [&](FirmId captive) -> solvers::BuyerRange {
    if (!captive) return {0, agents.size()};
    const auto row = static_cast<std::size_t>(std::find(agents.begin(), agents.end(), agent_of(world, captive)) - agents.begin());
    return {row, std::min(row + 2, agents.size())};
  };
  for (std::size_t i = 0; i < products.id.size(); ++i) {
    if (now < products.released[i] || now >= products.withdrawn[i]) continue;
    offer.product.push_back(ProductId{i});
    offer.bloc.push_back(static_cast<std::int32_t>(bloc_of(world, ProductId{i})));
    offer.who.push_back(rows_of(products.captive[i]));
    const std::array quality{products.q_train[i], products.q_infer[i]};
    for (std::size_t z = 0; z < use_count; ++z) {
      offer.quality[z].push_back(quality[z]);
      offer.price[z].push_back(products.price[i] / quality[z]);
    }
  }
  for (std::size_t e = 0; e < exporter_count; ++e) {
    offer.bloc.push_back(static_cast<std::int32_t>(e));
    offer.who.push_back(rows_of({}));
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

Terms terms_of(const World& world, const Offer& offer, const AccessTable& access, const BuyParameters& p) {
  const std::size_t agents = world.buyers.agent.size() / 2;
  const AgentRows rows(world);
  TermsWriter writer(world, offer, access, p, rows);
  // Rules see no difference between chips of one category: they are asked for the first column of it that is open to all, the others copy it.
  constexpr std::size_t none = ~std::size_t{0};
  std::vector<std::size_t> first(access.categories().size(), none);
  for (std::size_t c = 0; c < offer.products(); ++c)
    if (const int category = access.category_of(offer.product[c]); category >= 0 && !world.products.captive[offer.product[c].index()])
      first[static_cast<std::size_t>(category)] = std::min(first[static_cast<std::size_t>(category)], c);
  for (std::size_t e = 0; e < exporter_count; ++e) {
    const bool rules_cloud = offer.clouds[e] && access.rules_cloud(ExporterId{e});
    if (!access.rules_chips(ExporterId{e}) && !rules_cloud) continue;
    for (std::size_t k = 0; k < agents; ++k) {
      const AccessTable::Standing standing = access.standing(world.buyers.agent[2 * k], ExporterId{e});
      if (standing.at_home) continue;
      for (std::size_t category = 0; category < first.size(); ++category)
        if (first[category] != none && access.categories()[category].exporter == standing.exporter)
          writer.rule_chips(standing, k, static_cast<int>(category), first[category]);
      if (rules_cloud) writer.rule_cloud(standing, k);
    }
  }
  for (std::size_t c = 0; c < offer.products(); ++c) {
    const int category = access.category_of(offer.product[c]);
    if (category < 0) continue;
    const std::size_t model = first[static_cast<std::size_t>(category)];
    if (const FirmId captive = world.products.captive[offer.product[c].index()]) {  // in nobody else's choice set: no rule touches them
      const AgentId agent = agent_of(world, captive);
      if (const std::int32_t k = rows.of(agent); k >= 0)
        writer.rule_chips(access.standing(agent, access.categories()[static_cast<std::size_t>(category)].exporter),
                          static_cast<std::size_t>(k), category, c);
    } else if (c != model) {
      writer.copy(model, c);
    }
  }
  return std::move(writer.terms);
}

Placement placement_of(const World& world, const AccessTable& access) {
  const std::size_t agents = world.buyers.agent.size() / 2;
  const Sites& sites = world.sites;
  const AgentRows rows(world);
  // The sites of agent k are order[end[k - 1]] to order[end[k] - 1], by key: whole chips are cut from cumulated shares, and rows may stand in
  // any order.
  std::vector<std::size_t> end(agents, 0), order(sites.owner.size());
  std::vector<double> share(sites.owner.size());
  for (const AgentId owner : sites.owner)
    if (const std::int32_t k = rows.of(owner); k >= 0) ++end[static_cast<std::size_t>(k)];
  std::size_t before = 0;
  for (std::size_t& e : end) before += std::exchange(e, before);
  for (std::size_t s = 0; s < order.size(); ++s)
    if (const std::int32_t k = rows.of(sites.owner[s]); k >= 0) order[end[static_cast<std::size_t>(k)]++] = s;
  const auto by_key = [&](std::size_t a, std::size_t b) { return sites.key[a] < sites.key[b]; };
  Placement placement;
  placement.first.resize(agents + 1);
  placement.site.resize(order.size());
  placement.share.resize(order.size());
  std::size_t begin = 0, placed = 0;
  for (std::size_t k = 0; k < agents; begin = end[k++]) {
    const StateId home = world.buyers.home[2 * k];
    const std::size_t bloc = bloc_of(world, home);
    const auto mine = std::span(order).subspan(begin, end[k] - begin);
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
    placement.first[k + 1] = static_cast<std::int32_t>(placed);
  }
  placement.site.resize(placed);
  placement.share.resize(placed);
  return placement;
}

}  // namespace entrepot::buying
