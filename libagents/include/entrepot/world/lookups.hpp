// world/lookups.hpp: where an agent is at home, which bloc a state is of, which row of Buyers is an agent's: asked by every stage.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <vector>

#include "entrepot/base/luck.hpp"
#include "entrepot/world/world.hpp"

namespace entrepot {

/// Home of a state (itself) or firm.
inline StateId home_of(const World& world, AgentId agent) {
  return agent.is_state() ? agent.state() : world.firms.home[agent.firm().index()];
}
/// Luck key of a state or firm.
inline Key key_of(const World& world, AgentId agent) {
  return Key{agent.is_state() ? world.states.key[agent.state().index()] : world.firms.key[agent.firm().index()]};
}
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

/// Row of Buyers of a state or firm; none if it buys nothing.
class BuyerRows {
  std::size_t states_;
  std::vector<BuyerId> row_;  // by state, then by firm
  std::size_t at(AgentId agent) const { return agent.is_state() ? agent.state().index() : states_ + agent.firm().index(); }

 public:
  explicit BuyerRows(const World& world) : states_{world.states.id.size()}, row_(states_ + world.firms.id.size()) {
    for (std::size_t b = 0; b < world.buyers.agent.size(); ++b) row_[at(world.buyers.agent[b])] = BuyerId{b};
  }
  BuyerId of(AgentId agent) const { return row_[at(agent)]; }
};

/// Calls f(row) for every licence that is not ended, in the order of rows. Ended ones stay on file and are many: whole blocks of them are
/// passed over at once.
template <class F> void for_open_licences(const Licences& licences, const F& f) {
  static_assert(sizeof(LicenceStage) == 1);
  constexpr auto e = LicenceStage::ended;
  constexpr std::array block{e, e, e, e, e, e, e, e, e, e, e, e, e, e, e, e};
  const std::vector<LicenceStage>& stage = licences.stage;
  for (std::size_t begin = 0; begin < stage.size(); begin += block.size()) {
    const std::size_t end = std::min(begin + block.size(), stage.size());
    if (end - begin == block.size() && std::memcmp(stage.data() + begin, block.data(), block.size()) == 0) continue;
    for (std::size_t l = begin; l < end; ++l)
      if (stage[l] != LicenceStage::ended) f(l);
  }
}

}  // namespace entrepot
