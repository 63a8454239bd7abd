// States, firms, labs, products and buyers.
#include <algorithm>

#include "entrepot/base/luck.hpp"
#include "entrepot/world/ledger.hpp"
#include "entrepot/world/lookups.hpp"
#include "scenario/read/draft.hpp"

namespace entrepot::reading {
namespace {

template <class Id> std::vector<Id> ids(const std::vector<std::int32_t>& rows) {
  std::vector<Id> out(rows.size());
  std::transform(rows.begin(), rows.end(), out.begin(), [](std::int32_t row) { return Id{row}; });
  return out;
}
template <class E> std::vector<Bits<E>> sets(const std::vector<std::uint32_t>& words) {
  std::vector<Bits<E>> out(words.size());
  std::transform(words.begin(), words.end(), out.begin(), [](std::uint32_t word) { return Bits<E>{word}; });
  return out;
}
std::vector<std::uint64_t> keys(std::string_view kind, const std::vector<std::string>& names) {
  std::vector<std::uint64_t> out(names.size());
  std::transform(names.begin(), names.end(), out.begin(),
                 [&](const std::string& id) { return static_cast<std::uint64_t>(key_of(kind, id)); });
  return out;
}
template <class T> std::vector<std::int32_t> narrow(const std::vector<T>& values) {
  std::vector<std::int32_t> out(values.size());
  std::transform(values.begin(), values.end(), out.begin(), [](T value) { return static_cast<std::int32_t>(value); });
  return out;
}

void read_states(Draft& draft) {
  if (!draft.has_table(Table::states)) return;
  Columns c = draft.columns(Table::states);
  States& s = draft.out.start.states;
  resize(columns<States>, &s, c.rows());
  s.id = c.texts("id");
  s.key = keys("state", s.id);
  c.texts("name");
  s.income_group = narrow(c.wholes("income_group"));
  s.groups = sets<Group>(c.bits("groups"));
  const auto home = c.choices("tier_home"), rival = c.choices("tier_rival");
  for (std::size_t i = 0; i < c.rows(); ++i)
    s.tier[i] = {static_cast<Tier>(std::max(home[i], 0)), static_cast<Tier>(std::max(rival[i], 0))};
  s.gdp = c.numbers("gdp");
  s.align = c.numbers("align");
  s.customs = c.numbers("customs");
  s.institutions = sets<Condition>(c.bits("institutions"));
  s.ai_share = s.ai_share_start = c.numbers("ai_share");
  s.announced = c.numbers("announced");
  s.announced_until = narrow(c.wholes("announced_quarters"));
  s.power_spare = c.numbers("spare_generation");
  s.mw_rate = c.numbers("grid_capacity");
}

void read_firms(Draft& draft) {
  if (!draft.has_table(Table::firms)) return;
  Columns c = draft.columns(Table::firms);
  Firms& f = draft.out.start.firms;
  resize(columns<Firms>, &f, c.rows());
  f.id = c.texts("id");
  f.key = keys("firm", f.id);
  c.texts("name");
  f.home = ids<StateId>(c.references("home"));
  f.roles = sets<FirmRole>(c.bits("roles"));
  const auto home = c.flags("listed_home"), rival = c.flags("listed_rival");
  for (std::size_t i = 0; i < c.rows(); ++i) f.listed[i] = {home[i], rival[i]};
  f.capacity = c.numbers("capacity");
  f.capacity_growth = c.numbers("capacity_growth");
  for (std::size_t i = 0; i < c.rows(); ++i)
    if (f.capacity[i] > 0.0 && c.raw(i, "capacity_growth").empty())
      draft.problems.add(c.at(i, "capacity_growth"), "missing-value",
                         std::string("capacity_growth is empty, but capacity is ") + text_of(f.capacity[i]),
                         "write a number; 0 if it is zero");
}

void read_labs(Draft& draft) {
  if (!draft.has_table(Table::labs)) return;
  draft.nobody_reads(Table::labs);
  Columns c = draft.columns(Table::labs);
  Labs& l = draft.out.start.labs;
  resize(columns<Labs>, &l, c.rows());
  l.id = c.texts("id");
  l.key = keys("lab", l.id);
  c.texts("name");
  l.home = ids<StateId>(c.references("home"));
}

void read_products(Draft& draft) {
  if (!draft.has_table(Table::products)) return;
  Columns c = draft.columns(Table::products);
  Products& p = draft.out.start.products;
  resize(columns<Products>, &p, c.rows());
  p.id = c.texts("id");
  p.key = keys("product", p.id);
  c.texts("name");
  p.vendor = ids<FirmId>(c.references("vendor"));
  p.captive = ids<FirmId>(c.references("captive"));
  p.parent = ids<ProductId>(c.references("parent"));
  const auto released = c.days("released"), withdrawn = c.days("withdrawn");
  for (std::size_t i = 0; i < c.rows(); ++i) {
    // A product is on the market from the quarter that contains the day of its release on.
    p.released[i] = Columns::quarter(released[i], draft.out.start_date, quarter_of);
    p.withdrawn[i] = Columns::quarter(withdrawn[i], draft.out.start_date, quarter_of);
    if (released[i] != Columns::no_day && withdrawn[i] <= released[i])
      draft.problems.add(c.at(i, "withdrawn"), "wrong-order", "withdrawn is not later than released");
  }
  p.train_speed = c.numbers("train_speed");
  p.memory_bw = c.numbers("memory_bw");
  p.link_bw = c.numbers("link_bw");
  p.die_cm2 = c.numbers("die_cm2");
  p.tpp = c.numbers("tpp");
  p.power = c.numbers("power");
  p.list_price = p.price = c.numbers("list_price");
  p.unit_cost = c.numbers("unit_cost");
  p.sold = c.numbers("sold");
}

void read_buyers(Draft& draft) {
  if (!draft.has_table(Table::buyers)) return;
  Columns c = draft.columns(Table::buyers);
  World& world = draft.out.start;
  Buyers& b = world.buyers;
  resize(columns<Buyers>, &b, c.rows());
  b.agent = c.agents("agent", world);
  b.weight = c.numbers("weight");
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
  read_states(draft);
  read_firms(draft);
  read_labs(draft);
  bring_to_life(draft.out.start);
  read_products(draft);
  read_buyers(draft);
}

}  // namespace entrepot::reading
