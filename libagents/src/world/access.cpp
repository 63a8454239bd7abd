#include "entrepot/world/access.hpp"

#include <algorithm>

#include "entrepot/world/lookups.hpp"

namespace entrepot {
namespace {

/// Layers that have rows in the lever table, in this order within an exporter (scenario/load writes them so).
constexpr std::array<Layer, 3> layers_read{Layer::chips, Layer::clusters, Layer::cloud};

Route stricter(Route a, Route b) { return a < b ? b : a; }
double left_of(double cap, CapPer per, double total, double year) { return std::max(0.0, cap - (per == CapPer::total ? total : year)); }

}  // namespace

solvers::Measures measures_of(const World& world, ProductId product) {
  const Products& p = world.products;
  const std::size_t i = product.index();
  return {p.tpp[i], p.tpp[i] / (p.die_cm2[i] * 100.0), p.link_bw[i] * 1e-9, p.memory_bw[i] * 1e-9};
}

solvers::Clause clause_of(const RuleClauses& c, std::size_t k) {
  return {{{{c.tpp_min[k], c.tpp_max[k]}, {c.density_min[k], c.density_max[k]}, {c.link_min[k], no_cap}, {c.memory_min[k], no_cap}}},
          solvers::Outcome::deny};
}

std::uint32_t controlling_rules(const World& world, const solvers::Measures& chip) {
  const RuleClauses& c = world.rule_clauses;
  std::uint32_t rules = 0;
  for (std::size_t k = 0; k < c.rule.size(); ++k) {
    const solvers::Clause clause = clause_of(c, k);
    if (solvers::classify(chip, {&clause, 1}).outcome != solvers::Outcome::free) rules |= std::uint32_t{1} << c.rule[k].index();
  }
  return rules;
}

Taken taken_by(const World& world, std::size_t agent) {
  const Buyers& b = world.buyers;
  Taken taken;
  for (std::size_t row = 2 * agent; row < 2 * agent + 2; ++row) {
    taken.chips += b.delivered[row];
    taken.chips_year += b.delivered_year[row];
    taken.rented += b.rented_total[row];
    taken.rented_year += b.rented_year[row];
  }
  return taken;
}

AccessTable::AccessTable(const World& world, View view) : world_{&world}, view_{view} {
  const std::size_t products = world.products.id.size();
  exporter_of_.resize(products);
  controlled_by_.resize(products);
  for (std::size_t p = 0; p < products; ++p) {
    if (const std::size_t bloc = bloc_of(world, ProductId{p}); bloc < exporter_count) exporter_of_[p] = ExporterId{bloc};
    controlled_by_[p] = controlling_rules(world, measures_of(world, ProductId{p}));
  }
  const auto now = static_cast<std::int32_t>(world.quarter);
  const Rules& rules = world.rules;
  for (std::size_t r = 0; r < rules.id.size(); ++r) {
    const std::size_t e = rules.exporter[r].index();
    if (rules.base[r] == 0 || (view != View::base_only && world.exporters.rules_on[e] == 0) || now >= rules.until[r]) continue;
    const bool in_force = now >= rules.effective[r];
    const bool pending = !in_force && now >= rules.announced[r];
    if (in_force || (pending && view == View::with_pending)) active_.push_back(RuleId{r});
    if (pending) {
      const int wait = rules.effective[r] - now;
      pending_[e] = pending_[e] == 0 ? wait : std::min(pending_[e], wait);
    }
  }
  for (std::size_t e = 0; e < exporter_count; ++e) rules_chips_[e] = any_rule_on_chips(ExporterId{e});
}

bool AccessTable::any_rule_on_chips(ExporterId e) const {
  for (const RuleId r : active_)
    if (world_->rules.exporter[r.index()] == e) return true;
  for (const auto& listed_by : world_->firms.listed)
    if (listed_by[e.index()] != 0) return true;
  if (view_ == View::base_only) return false;
  for (std::size_t t = 0; t < tier_count; ++t) {
    const std::size_t c = cell(e, Layer::chips, static_cast<Tier>(t));
    const Levers& levers = world_->levers;
    if (levers.route[c] != Route::free || levers.cap[c] != no_cap || levers.fee[c] != 0.0 || levers.subsidy[c] != 0.0 ||
        !levers.conditions[c].empty())
      return true;
  }
  return false;
}

std::size_t AccessTable::cell(ExporterId exporter, Layer layer, Tier tier) const {
  const auto at = static_cast<std::size_t>(std::find(layers_read.begin(), layers_read.end(), layer) - layers_read.begin());
  return (exporter.index() * layers_read.size() + at) * tier_count + static_cast<std::size_t>(tier);
}

bool AccessTable::listed(AgentId buyer, ExporterId exporter) const {
  return buyer.is_firm() && world_->firms.listed[buyer.firm().index()][exporter.index()] != 0;
}

DealId AccessTable::deal(ExporterId exporter, AgentId buyer, StateId home, Layer layer) const {
  const Deals& d = world_->deals;
  const auto now = static_cast<std::int32_t>(world_->quarter);
  for (std::size_t i = 0; i < d.id.size(); ++i)
    if (d.exporter[i] == exporter && d.host[i] == home && d.layers[i].has(layer) && d.start[i] <= now && now < d.end[i] &&
        (!d.firm[i] || AgentId{d.firm[i]} == buyer))
      return DealId{i};
  return {};
}

bool AccessTable::conditions_met(std::size_t cell, ExporterId exporter, AgentId buyer, StateId home) const {
  Bits<Condition> in_force = world_->states.institutions[home.index()];
  const Deals& d = world_->deals;
  const auto now = static_cast<std::int32_t>(world_->quarter);
  for (std::size_t i = 0; i < d.id.size(); ++i)
    if (d.exporter[i] == exporter && d.host[i] == home && d.start[i] <= now && now < d.end[i] &&
        (!d.firm[i] || AgentId{d.firm[i]} == buyer))
      in_force.word |= d.conditions[i].word;
  return in_force.has_all(world_->levers.conditions[cell]);
}

Access AccessTable::chips(AgentId buyer, ExporterId e, std::uint32_t controlled_by, const Taken& taken) const {
  Access access;
  const auto controlled = [&](RuleId rule) { return ((controlled_by >> rule.index()) & 1U) != 0; };
  const StateId home = home_of(*world_, buyer);
  if (!e || !rules_chips_[e.index()] || home == world_->exporters.state[e.index()]) return access;
  if (listed(buyer, e)) {
    access.route = Route::deny;
    return access;
  }
  // Dated rules: the strictest target that fits, over all rules that control the product.
  const Bits<Group> groups = world_->states.groups[home.index()];
  const RuleTargets& t = world_->rule_targets;
  for (const RuleId r : active_) {
    if (world_->rules.exporter[r.index()] != e || !controlled(r)) continue;
    for (std::size_t k = 0; k < t.rule.size(); ++k) {
      if (t.rule[k] != r || (t.groups[k].word & groups.word) == 0 || (t.except[k].word & groups.word) != 0) continue;
      const double small = std::max(0.0, t.small_order[k] - taken.chips_year);
      access.small_order = access.route == Route::free ? small : std::min(access.small_order, small);
      access.route = stricter(access.route, t.route[k]);
      access.cap = std::min(access.cap, left_of(t.cap[k], t.cap_per[k], taken.chips, taken.chips_year));
    }
  }
  if (view_ == View::base_only) {
    // In the steady state before the first day, whoever is presumed to be approved holds a licence.
    if (access.route == Route::presume) access = Access{};
    return access;
  }
  if (access.route == Route::embargo) return access;
  if (const DealId d = deal(e, buyer, home, Layer::chips)) {
    access = Access{};
    access.cap = std::max(0.0, world_->deals.cap[d.index()] - taken.chips);
    return access;
  }
  const Levers& levers = world_->levers;
  const std::size_t c = cell(e, Layer::chips, world_->states.tier[home.index()][e.index()]);
  if (levers.threshold[c] && !controlled(levers.threshold[c])) return access;
  if (levers.route[c] != Route::free) {
    const double small = std::max(0.0, levers.small_order[c] - taken.chips_year);
    access.small_order = access.route == Route::free ? small : std::min(access.small_order, small);
    access.route = stricter(access.route, levers.route[c]);
  }
  access.cap = std::min(access.cap, left_of(levers.cap[c], levers.cap_per[c], taken.chips, taken.chips_year));
  access.fee = levers.fee[c] - levers.subsidy[c];
  access.conditions_met = conditions_met(c, e, buyer, home);
  return access;
}

Access AccessTable::cloud(AgentId buyer, ExporterId exporter, const Taken& taken) const {
  Access access;
  const StateId home = home_of(*world_, buyer);
  if (home == world_->exporters.state[exporter.index()] || view_ == View::base_only) return access;
  if (listed(buyer, exporter)) {
    access.route = Route::deny;
    return access;
  }
  if (const DealId d = deal(exporter, buyer, home, Layer::cloud)) {
    access.cap = std::max(0.0, world_->deals.cap[d.index()] - taken.rented);
    return access;
  }
  const Levers& levers = world_->levers;
  const std::size_t c = cell(exporter, Layer::cloud, world_->states.tier[home.index()][exporter.index()]);
  access.route = levers.route[c];
  access.cap = left_of(levers.cap[c], levers.cap_per[c], taken.rented, taken.rented_year);
  access.fee = levers.fee[c] - levers.subsidy[c];
  access.conditions_met = conditions_met(c, exporter, buyer, home);
  return access;
}

Access AccessTable::clusters(StateId host, ExporterId exporter) const {
  Access access;
  if (host == world_->exporters.state[exporter.index()] || view_ == View::base_only || deal(exporter, host, host, Layer::clusters))
    return access;
  const std::size_t c = cell(exporter, Layer::clusters, world_->states.tier[host.index()][exporter.index()]);
  access.route = world_->levers.route[c];
  access.conditions_met = conditions_met(c, exporter, host, host);
  return access;
}

}  // namespace entrepot
