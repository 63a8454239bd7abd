// States, firms, labs, products and buyers: their columns follow from what the tables say; here stands what one row means by itself.
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
    b.sovereign[i] = agent.is_state() ? 1.0 : 0.0;
    if (!agent) continue;
    b.key[i] = agent.is_state() ? world.states.key[agent.state().index()] : world.firms.key[agent.firm().index()];
    b.home[i] = agent.is_state() ? agent.state() : world.firms.home[agent.firm().index()];
  }
}

}  // namespace

void read_agents(Draft& draft) {
  draft.fill("states");
  read_firms(draft);
  if (draft.fill("labs")) draft.nobody_reads("labs");
  if (const auto c = draft.fill("products")) check_days(draft, *c, "released", "withdrawn");
  read_buyers(draft);
}

}  // namespace entrepot::reading
