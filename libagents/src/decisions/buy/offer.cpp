#include "decisions/buy/offer.hpp"

#include <algorithm>

#include "entrepot/world/lookups.hpp"

namespace entrepot::buying {
namespace {

bool is_cloud_of(const World& world, AgentId agent, std::size_t exporter) {
  const FirmId firm = firm_of(world, agent);
  return firm && world.firms.roles[firm.index()].has(FirmRole::cloud) && world.firms.home[firm.index()] == world.exporters.state[exporter];
}

}  // namespace

Offer offer_of(const World& world, const BuyParameters& p) {
  Offer offer;
  const Products& products = world.products;
  const auto now = static_cast<std::int32_t>(world.quarter);
  const std::size_t most = products.id.size() + exporter_count;
  offer.product.reserve(most);
  offer.bloc.reserve(most);
  offer.who.reserve(most);
  offer.quality.reserve(most);
  offer.price.reserve(most);
  const std::vector<AgentId>& agents = world.buyers.agent;
  const auto who_may = [&](FirmId captive) -> solvers::BuyerRange {
    if (!captive) return {0, agents.size()};
    const auto row = static_cast<std::size_t>(std::find(agents.begin(), agents.end(), agent_of(world, captive)) - agents.begin());
    return {row, std::min(row + 1, agents.size())};
  };
  for (std::size_t i = 0; i < products.id.size(); ++i) {
    if (now < products.released[i] || now >= products.withdrawn[i]) continue;
    offer.product.push_back(ProductId{i});
    offer.bloc.push_back(static_cast<std::int32_t>(bloc_of(world, ProductId{i})));
    offer.who.push_back(who_may(products.captive[i]));
    offer.quality.push_back({products.q_train[i], products.q_infer[i]});
    offer.price.push_back({products.price[i] / products.q_train[i], products.price[i] / products.q_infer[i]});
  }
  for (std::size_t e = 0; e < exporter_count; ++e) {
    offer.bloc.push_back(static_cast<std::int32_t>(e));
    offer.who.push_back(who_may({}));
    offer.quality.push_back({1.0, 1.0});
    const ByUse of_bloc = world.exporters.cloud_price[e];
    offer.price.push_back({(1.0 + p.remote_margin) * of_bloc[0], (1.0 + p.remote_margin) * of_bloc[1]});
    for (std::size_t b = 0; b < agents.size(); ++b) {
      if (!is_cloud_of(world, agents[b], e)) continue;
      offer.cloud_buyers[e].push_back(b);
      if (world.buyers.weight[b] > 0.0) offer.clouds[e] = true;
    }
  }
  return offer;
}

}  // namespace entrepot::buying
