#include "entrepot/world/access.hpp"

#include <algorithm>

namespace entrepot {
namespace {

Route stricter(Route a, Route b) { return a < b ? b : a; }
/// Whether a cell of the levers is anything but free.
bool sets_anything(const Levers& levers, std::size_t c) {
  return levers.route[c] != Route::free || levers.cap[c] != no_cap || levers.fee[c] != 0.0 || levers.subsidy[c] != 0.0 ||
         !levers.conditions[c].empty();
}

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

std::uint32_t controlling_rules(const World& world, const solvers::Measures& chip, std::uint32_t among) {
  const RuleClauses& c = world.rule_clauses;
  std::uint32_t rules = 0;
  for (std::size_t k = 0; k < c.rule.size(); ++k) {
    const std::uint32_t rule = std::uint32_t{1} << c.rule[k].index();
    if ((among & ~rules & rule) == 0) continue;
    if (clause_of(c, k).met_by(chip)) rules |= rule;
  }
  return rules;
}

AccessTable::AccessTable(const World& world, View view) : world_{&world}, view_{view} {
  find_active_rules();
  const Deals& d = world.deals;
  const auto now = static_cast<std::int32_t>(world.quarter);
  for (std::size_t i = 0; i < d.id.size(); ++i)
    if (d.start[i] <= now && now < d.end[i]) deals_.push_back(DealId{i});
  for (std::size_t e = 0; e < exporter_count; ++e) {
    const ExporterId exporter{e};
    rules_chips_[e] = any_rule_on_chips(exporter);
    if (view == View::base_only) continue;
    rules_cloud_[e] = lists_anybody(exporter);
    for (const DealId i : deals_)
      rules_cloud_[e] = rules_cloud_[e] || (d.exporter[i.index()] == exporter && d.layers[i.index()].has(Layer::cloud));
    for (std::size_t t = 0; t < tier_count; ++t) {
      cloud_[e][t] = rule_layer(exporter, Layer::cloud, static_cast<Tier>(t));
      clusters_[e][t] = rule_layer(exporter, Layer::clusters, static_cast<Tier>(t));
      rules_cloud_[e] = rules_cloud_[e] || !cloud_[e][t].free;
    }
  }
  classify_market();
}

void AccessTable::find_active_rules() {
  const auto now = static_cast<std::int32_t>(world_->quarter);
  const Rules& rules = world_->rules;
  for (std::size_t r = 0; r < rules.id.size(); ++r) {
    const std::size_t e = rules.exporter[r].index();
    if (rules.base[r] == 0 || (view_ != View::base_only && world_->exporters.rules_on[e] == 0) || now >= rules.until[r]) continue;
    const bool in_force = now >= rules.effective[r];
    const bool pending = !in_force && now >= rules.announced[r];
    if (in_force || (pending && view_ == View::with_pending)) active_.push_back(RuleId{r});
    if (pending) {
      const int wait = rules.effective[r] - now;
      pending_[e] = pending_[e] == 0 ? wait : std::min(pending_[e], wait);
    }
  }
}

void AccessTable::classify_market() {
  std::array<std::uint32_t, exporter_count> matter{};  // rules that can make a difference to an exporter's chips
  for (const RuleId r : active_) matter[world_->rules.exporter[r.index()].index()] |= std::uint32_t{1} << r.index();
  for (std::size_t e = 0; e < exporter_count; ++e)
    for (std::size_t t = 0; t < tier_count; ++t)
      if (const RuleId r = world_->levers.threshold[lever_row(ExporterId{e}, Layer::chips, static_cast<Tier>(t))])
        matter[e] |= std::uint32_t{1} << r.index();
  const Products& products = world_->products;
  const auto now = static_cast<std::int32_t>(world_->quarter);
  category_of_.assign(products.id.size(), -1);
  categories_.reserve(products.id.size());
  for (std::size_t p = 0; p < category_of_.size(); ++p) {
    if (now < products.released[p] || now >= products.withdrawn[p]) continue;
    const ExporterId e = exporter_of(ProductId{p});
    if (!e || !rules_chips(e)) continue;
    const Category category{e, controlling_rules(*world_, measures_of(*world_, ProductId{p}), matter[e.index()])};
    const auto at = std::find(categories_.begin(), categories_.end(), category);
    category_of_[p] = static_cast<int>(at - categories_.begin());
    if (at == categories_.end()) categories_.push_back(category);
  }
  constexpr std::uint16_t unknown = most_kinds;
  kind_of_.fill(unknown);
  std::vector<std::pair<Bits<Group>, Tier>> kinds;
  kinds.reserve(16);
  for (std::size_t e = 0; e < exporter_count; ++e) {
    const auto ruled = [&](const Category& category) { return category.exporter.index() == e; };
    if (std::none_of(categories_.begin(), categories_.end(), ruled)) continue;
    for (std::size_t i = 0; i < world_->states.id.size(); ++i) {
      const Tier tier = world_->states.tier[i][e];
      std::uint16_t& kind = kind_of_[kind_key(StateId{i}, tier)];
      if (kind != unknown) continue;
      kind = static_cast<std::uint16_t>(kinds.size());
      kinds.emplace_back(world_->states.groups[i], tier);
    }
  }
  kind_count_ = kinds.size();
  chips_.reserve(categories_.size() * kind_count_);
  for (const Category& category : categories_)
    for (const auto& [groups, tier] : kinds) chips_.push_back(rule_chips(category.exporter, category.rules, groups, tier));
}

ExporterId AccessTable::exporter_of(ProductId product) const {
  const std::size_t bloc = bloc_of(*world_, product);
  return bloc < exporter_count ? ExporterId{bloc} : ExporterId{};
}

bool AccessTable::lists_anybody(ExporterId e) const {
  for (const auto& listed_by : world_->firms.listed)
    if (listed_by[e.index()] != 0) return true;
  return false;
}

bool AccessTable::any_rule_on_chips(ExporterId e) const {
  for (const RuleId r : active_)
    if (world_->rules.exporter[r.index()] == e) return true;
  if (lists_anybody(e)) return true;
  if (view_ == View::base_only) return false;
  for (std::size_t t = 0; t < tier_count; ++t)
    if (sets_anything(world_->levers, lever_row(e, Layer::chips, static_cast<Tier>(t)))) return true;
  return false;
}

bool AccessTable::conditions_met(Bits<Condition> conditions, const Standing& s) const {
  Bits<Condition> in_force = world_->states.institutions[s.home.index()];
  for (const DealId d : deals_)
    if (covers(d, s)) in_force.word |= world_->deals.conditions[d.index()].word;
  return in_force.has_all(conditions);
}

AccessTable::Ruling AccessTable::rule_chips(ExporterId e, std::uint32_t controlled_by, Bits<Group> groups, Tier tier) const {
  Ruling out;
  const auto controlled = [&](RuleId rule) { return ((controlled_by >> rule.index()) & 1U) != 0; };
  const auto ask = [&](Route route, double small_order) {
    out.small_order = out.route == Route::free ? small_order : std::min(out.small_order, small_order);
    out.route = stricter(out.route, route);
  };
  const auto limit = [&](double cap, CapPer per) {
    double& tightest = per == CapPer::total ? out.cap_total : out.cap_year;
    tightest = std::min(tightest, cap);
  };
  // Dated rules: the strictest target that fits, over all rules that control the product.
  const RuleTargets& t = world_->rule_targets;
  for (const RuleId r : active_) {
    if (world_->rules.exporter[r.index()] != e || !controlled(r)) continue;
    for (std::size_t k = 0; k < t.rule.size(); ++k) {
      if (t.rule[k] != r || (t.groups[k].word & groups.word) == 0 || (t.except[k].word & groups.word) != 0) continue;
      ask(t.route[k], t.small_order[k]);
      limit(t.cap[k], t.cap_per[k]);
    }
  }
  if (view_ == View::base_only) {
    out.above_deals = true;
  } else if (out.route == Route::embargo) {
    out.above_deals = true;
  } else if (const std::size_t c = lever_row(e, Layer::chips, tier);
             !world_->levers.threshold[c] || controlled(world_->levers.threshold[c])) {
    const Levers& levers = world_->levers;
    if (levers.route[c] != Route::free) ask(levers.route[c], levers.small_order[c]);
    limit(levers.cap[c], levers.cap_per[c]);
    out.fee = levers.fee[c] - levers.subsidy[c];
    out.conditions = levers.conditions[c];
  }
  out.free = out.route == Route::free && out.cap_total == no_cap && out.cap_year == no_cap && out.fee == 0.0 && out.conditions.empty();
  return out;
}

AccessTable::Ruling AccessTable::rule_layer(ExporterId exporter, Layer layer, Tier tier) const {
  Ruling out;
  const Levers& levers = world_->levers;
  const std::size_t c = lever_row(exporter, layer, tier);
  out.route = levers.route[c];
  (levers.cap_per[c] == CapPer::total ? out.cap_total : out.cap_year) = levers.cap[c];
  out.fee = levers.fee[c] - levers.subsidy[c];
  out.conditions = levers.conditions[c];
  out.free = !sets_anything(levers, c);
  return out;
}

Access AccessTable::chips(AgentId buyer, ExporterId e, std::uint32_t controlled_by, const Taken& taken) const {
  if (!e || !rules_chips(e)) return {};
  const Standing s = standing(buyer, e);
  const Ruling r = rule_chips(e, controlled_by, world_->states.groups[s.home.index()], s.tier);
  return under(r, s, s.chips, taken.chips, taken.chips_year);
}

Access AccessTable::clusters(StateId host, ExporterId exporter) const {
  const Ruling& r = clusters_[exporter.index()][static_cast<std::size_t>(world_->states.tier[host.index()][exporter.index()])];
  if (r.free) return {};
  const Standing s = standing(agent_of(*world_, host), exporter);
  if (s.at_home) return {};
  for (const DealId d : deals_)
    if (covers(d, s) && world_->deals.layers[d.index()].has(Layer::clusters)) return {};
  Access access;
  access.route = r.route;
  access.conditions_met = conditions_met(r.conditions, s);
  return access;
}

LicensedMarket licensed_market(const World& world, const AccessTable& access, ExporterId exporter) {
  LicensedMarket market;
  for (std::size_t p = 0; p < world.products.id.size(); ++p) {
    const int category = access.category_of(ProductId{p});
    if (category < 0 || access.categories()[static_cast<std::size_t>(category)].exporter != exporter) continue;
    if (const FirmId firm = world.products.captive[p]) {
      market.captive.emplace_back(firm, category);
    } else if (std::find(market.open.begin(), market.open.end(), category) == market.open.end()) {
      market.open.push_back(category);
    }
  }
  return market;
}

Route route_to_ask(const World& world, const AccessTable& access, const AccessTable::Standing& standing, const LicensedMarket& market,
                   BuyerId buyer) {
  Route ask = Route::embargo;
  const Taken taken = taken_by(world, buyer, standing.exporter);
  const auto look = [&](int category) {
    if (access.free(standing, category)) return;
    const Access a = access.chips(standing, category, taken);
    if (a.route != Route::free && a.route < ask && a.conditions_met && a.cap > 0.0) ask = a.route;
  };
  for (const int category : market.open) look(category);
  for (const auto& [firm, category] : market.captive)
    if (firm == standing.firm) look(category);
  return ask == Route::embargo ? Route::free : ask;
}

}  // namespace entrepot
