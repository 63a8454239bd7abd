#include "support/permute.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "entrepot/base/luck.hpp"

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
void renumber_agents(std::vector<AgentId>& agents, const Permutation& p) {
  for (AgentId& a : agents) {
    if (a.is_state()) {
      a = StateId{p.states[a.state().index()]};
    } else if (a.is_firm()) {
      a = FirmId{p.firms[a.firm().index()]};
    }
  }
}

}  // namespace

Permutation shuffled(const World& w, std::uint64_t seed) {
  pcg32 engine(seed, 77);
  return {shuffle(w.states.id.size(), engine),    shuffle(w.firms.id.size(), engine),    shuffle(w.products.id.size(), engine),
          shuffle(w.buyers.agent.size(), engine), shuffle(w.sites.owner.size(), engine), shuffle(w.lots.product.size(), engine)};
}

World permuted(const World& world, const Permutation& p) {
  World w = world;
  move_rows(w.states, p.states);
  move_rows(w.firms, p.firms);
  move_rows(w.products, p.products);
  move_rows(w.sites, p.sites);
  move_rows(w.lots, p.lots);
  move_rows(w.buyers, p.buyers);
  std::vector<std::size_t> accounts(w.accounts.owner.size(), 0);
  for (std::size_t i = 0; i < p.states.size(); ++i) accounts[1 + i] = 1 + p.states[i];
  for (std::size_t f = 0; f < p.firms.size(); ++f) accounts[1 + p.states.size() + f] = 1 + p.states.size() + p.firms[f];
  move_rows(w.accounts, accounts);
  renumber_agents(w.accounts.owner, p);
  renumber(w.exporters.state, p.states);
  renumber(w.firms.home, p.states);
  renumber(w.labs.home, p.states);
  renumber(w.products.vendor, p.firms);
  renumber(w.products.captive, p.firms);
  renumber(w.products.parent, p.products);
  renumber_agents(w.buyers.agent, p);
  renumber(w.buyers.home, p.states);
  renumber_agents(w.sites.owner, p);
  renumber(w.sites.host, p.states);
  renumber(w.lots.product, p.products);
  renumber(w.lots.site, p.sites);
  renumber(w.deals.host, p.states);
  renumber(w.deals.firm, p.firms);
  w.installed.clear();  // counted anew where it is needed
  return w;
}

}  // namespace entrepot::testing
