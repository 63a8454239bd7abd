#include "support/permute.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "entrepot/base/luck.hpp"
#include "entrepot/world/lookups.hpp"

namespace entrepot::testing {
namespace {

std::vector<std::size_t> shuffle(std::size_t n, pcg32& engine) {
  std::vector<std::size_t> to(n);
  std::iota(to.begin(), to.end(), std::size_t{0});
  for (std::size_t i = n; i > 1; --i) std::swap(to[i - 1], to[engine(static_cast<std::uint32_t>(i))]);
  return to;
}

/// Moves the rows of every column of a table.
template <class Table> void move_rows(Table& table, const std::vector<std::size_t>& to) {
  const Table old = table;
  for (const ColumnInfo& c : columns<Table>) {
    const View from = c.view(&old);
    if (from.rows != to.size()) continue;
    void* column = c.ops->data(c.in(&table));
    for (std::size_t i = 0; i < to.size(); ++i) {
      if (from.type == DType::text) {
        static_cast<std::string*>(column)[to[i]] = static_cast<const std::string*>(from.data)[i];
        continue;
      }
      const std::size_t bytes = from.width * size_of(from.type);
      std::memcpy(static_cast<char*>(column) + to[i] * bytes, static_cast<const char*>(from.data) + i * bytes, bytes);
    }
  }
}

template <class I> void renumber(std::vector<I>& ids, const std::vector<std::size_t>& to) {
  for (I& id : ids)
    if (id) id = I{to[id.index()]};
}

}  // namespace

Permutation shuffled(const World& w, std::uint64_t seed) {
  pcg32 engine(seed, 77);
  return {shuffle(w.states.id.size(), engine),    shuffle(w.firms.id.size(), engine),    shuffle(w.products.id.size(), engine),
          shuffle(w.buyers.agent.size(), engine), shuffle(w.sites.owner.size(), engine), shuffle(w.lots.product.size(), engine),
          shuffle(w.agents.kind.size(), engine)};
}

World permuted(const World& world, const Permutation& p) {
  World w = world;
  move_rows(w.states, p.states);
  move_rows(w.firms, p.firms);
  move_rows(w.products, p.products);
  move_rows(w.sites, p.sites);
  move_rows(w.lots, p.lots);
  move_rows(w.buyers, p.buyers);
  const std::vector<std::size_t>& agents = p.agents;
  std::vector<std::size_t> accounts(w.accounts.owner.size(), 0);
  for (std::size_t a = 0; a < agents.size(); ++a) accounts[1 + a] = 1 + agents[a];
  move_rows(w.agents, agents);
  for (std::size_t a = 0; a < agents.size(); ++a) {
    std::int32_t& row = w.agents.row[agents[a]];
    if (state_of(world, AgentId{a})) row = static_cast<std::int32_t>(p.states[static_cast<std::size_t>(row)]);
    if (firm_of(world, AgentId{a})) row = static_cast<std::int32_t>(p.firms[static_cast<std::size_t>(row)]);
  }
  move_rows(w.accounts, accounts);
  renumber(w.agents.home, p.states);
  renumber(w.agents.account, accounts);
  renumber(w.states.agent, agents);
  renumber(w.firms.agent, agents);
  renumber(w.labs.agent, agents);
  renumber(w.accounts.owner, agents);
  renumber(w.exporters.state, p.states);
  renumber(w.firms.home, p.states);
  renumber(w.labs.home, p.states);
  renumber(w.products.vendor, p.firms);
  renumber(w.products.captive, p.firms);
  renumber(w.products.parent, p.products);
  renumber(w.buyers.agent, agents);
  renumber(w.buyers.home, p.states);
  renumber(w.sites.owner, agents);
  renumber(w.sites.host, p.states);
  renumber(w.lots.product, p.products);
  renumber(w.lots.site, p.sites);
  renumber(w.deals.host, p.states);
  renumber(w.deals.firm, p.firms);
  w.installed.clear();  // counted anew where it is needed
  w.lot_index = {};
  return w;
}

}  // namespace entrepot::testing
