// world/lookups.hpp: where an agent is at home, which bloc a state is of, which row of Buyers is an agent's: asked by every stage.
#pragma once
#include <cstdint>
#include <vector>

#include "entrepot/base/luck.hpp"
#include "entrepot/world/world.hpp"

namespace entrepot {

/// An agent of whatever kind, none for none.
inline AgentId agent_of(const World& world, StateId state) { return state ? world.states.agent[state.index()] : AgentId{}; }
inline AgentId agent_of(const World& world, FirmId firm) { return firm ? world.firms.agent[firm.index()] : AgentId{}; }
inline AgentId agent_of(const World& world, LabId lab) { return lab ? world.labs.agent[lab.index()] : AgentId{}; }
/// Row of an agent in the table of its kind; none if it is of another kind.
inline StateId state_of(const World& world, AgentId agent) {
  const Agents& a = world.agents;
  return agent && a.kind[agent.index()] == AgentKind::state ? StateId{a.row[agent.index()]} : StateId{};
}
inline FirmId firm_of(const World& world, AgentId agent) {
  const Agents& a = world.agents;
  return agent && a.kind[agent.index()] == AgentKind::firm ? FirmId{a.row[agent.index()]} : FirmId{};
}
inline LabId lab_of(const World& world, AgentId agent) {
  const Agents& a = world.agents;
  return agent && a.kind[agent.index()] == AgentKind::lab ? LabId{a.row[agent.index()]} : LabId{};
}
/// Home of an agent (of a state, itself).
inline StateId home_of(const World& world, AgentId agent) { return world.agents.home[agent.index()]; }
/// Luck key of an agent.
inline Key key_of(const World& world, AgentId agent) { return Key{world.agents.key[agent.index()]}; }
/// Account of an agent; nobody's is row 0, the rest of the world.
inline AccountId account_of(const World& world, AgentId agent) { return agent ? world.agents.account[agent.index()] : AccountId{0}; }
/// Luck key of a buyer before an exporter's agency.
inline Key licence_key(const World& world, AgentId buyer, ExporterId exporter) {
  return join(key_of(world, buyer), Key{world.exporters.key[exporter.index()]});
}
/// Bloc of a state: the row of the exporter that it is, or "other" (the last).
inline std::size_t bloc_of(const World& world, StateId state) {
  for (std::size_t e = 0; e < world.exporters.state.size(); ++e)
    if (world.exporters.state[e] == state) return e;
  return bloc_count - 1;
}
/// Bloc of a chip: that of its vendor's home.
inline std::size_t bloc_of(const World& world, ProductId product) {
  return bloc_of(world, world.firms.home[world.products.vendor[product.index()].index()]);
}

/// Luck key of what a buyer buys for a purpose.
inline Key key_of(const World& world, BuyerId buyer, Use use) {
  return join(Key{world.buyers.key[buyer.index()]}, static_cast<std::uint64_t>(use));
}

/// Row of Buyers of an agent; none if it buys nothing.
class BuyerRows {
  std::vector<BuyerId> row_;  // by agent

 public:
  explicit BuyerRows(const World& world) : row_(world.agents.kind.size()) {
    for (std::size_t b = 0; b < world.buyers.agent.size(); ++b) row_[world.buyers.agent[b].index()] = BuyerId{b};
  }
  BuyerId of(AgentId agent) const { return row_[agent.index()]; }
};

/// Calls f(row) for every licence that is not ended, in the order of rows.
template <class F> void for_open_licences(const Licences& licences, const F& f) {
  for (std::size_t l = 0; l < licences.stage.size(); ++l)
    if (licences.stage[l] != LicenceStage::ended) f(l);
}

}  // namespace entrepot
