// States, firms, labs, products and buyers: their columns follow from what the tables say; here stands what one row means by itself.
#include "entrepot/world/ledger.hpp"
#include "entrepot/world/lookups.hpp"
#include "scenario/read/draft.hpp"

namespace entrepot::reading {
namespace {

void read_firms(Draft& draft) {
  const auto c = draft.fill("firms");
  if (!c) return;
  const Firms& f = draft.out.start.firms;
  for (std::size_t i = 0; i < c->rows(); ++i)
    if (f.capacity[i] > 0.0 && c->raw(i, "capacity_growth").empty())
      draft.problems.add(c->at(i, "capacity_growth"), "missing-value",
                         std::string("capacity_growth is empty, but capacity is ") + text_of(f.capacity[i]),
                         "write a number; 0 if it is zero");
}

/// What a buyer has from its agent.
void read_buyers(Draft& draft) {
  if (!draft.fill("buyers")) return;
  World& world = draft.out.start;
  Buyers& b = world.buyers;
  for (std::size_t i = 0; i < b.agent.size(); ++i) {
    const AgentId agent = b.agent[i];
    b.sovereign[i] = state_of(world, agent) ? 1.0 : 0.0;
    if (!agent) continue;
    b.key[i] = static_cast<std::uint64_t>(key_of(world, agent));
    b.home[i] = home_of(world, agent);
  }
}

/// States first, then firms, then labs, each in the order of its table.
void bring_to_life(World& world) {
  for (std::size_t i = 0; i < world.states.id.size(); ++i) ledger::born(world, StateId{i});
  for (std::size_t i = 0; i < world.firms.id.size(); ++i) ledger::born(world, FirmId{i});
  for (std::size_t i = 0; i < world.labs.id.size(); ++i) ledger::born(world, LabId{i});
}

}  // namespace

void read_agents(Draft& draft) {
  draft.fill("states");
  read_firms(draft);
  if (draft.fill("labs")) draft.nobody_reads("labs");
  bring_to_life(draft.out.start);
  if (const auto c = draft.fill("products")) check_days(draft, *c, "released", "withdrawn");
  read_buyers(draft);
}

}  // namespace entrepot::reading
