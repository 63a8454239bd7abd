#include "support/plain_world.hpp"

#include "entrepot/world/frame.hpp"

namespace entrepot::testing {
namespace {

void add_states(World& w) {
  States& s = w.states;
  rows(s, 4);
  s.id = {"HOM", "RIV", "SWI", "ADV"};
  const std::array tier{std::array{Tier::insider, Tier::adversary}, std::array{Tier::adversary, Tier::insider},
                        std::array{Tier::swing, Tier::swing}, std::array{Tier::adversary, Tier::insider}};
  for (std::size_t i = 0; i < 4; ++i) {
    s.key[i] = static_cast<std::uint64_t>(key_of("state", s.id[i]));
    s.tier[i] = tier[i];
    s.gdp[i] = 1e12;
    s.ai_share[i] = s.ai_share_start[i] = 1e-3;
    s.power_online[i] = 1e6;
    s.rel_a[i] = {4.0, 4.0};
    s.rel_b[i] = {1.0, 1.0};
  }
  s.groups[3] = Bits<Group>{}.with(Group::d5);
  rows(w.exporters, 2);
  w.exporters.id = {"home", "rival"};
  for (std::size_t e = 0; e < 2; ++e) {
    w.exporters.key[e] = s.key[e];
    w.exporters.state[e] = StateId{e};
    w.exporters.officers[e] = 218;
    w.exporters.background_cases[e] = 40000;
    w.exporters.rules_on[e] = 1;
    w.exporters.cloud_price[e] = {11000.0, 5500.0};
  }
}

void add_chip(World& w, const char* id, FirmId vendor, double price, double unit_cost, double q_train, double q_infer, double tpp) {
  Products& p = w.products;
  const std::size_t i = p.id.size();
  rows(p, i + 1);
  p.id[i] = id;
  p.key[i] = static_cast<std::uint64_t>(key_of("product", id));
  p.vendor[i] = vendor;
  p.released[i] = -8;
  p.withdrawn[i] = never;
  p.train_speed[i] = 9.89e14 * q_train;
  p.memory_bw[i] = 3.35e12;
  p.link_bw[i] = 9e11;
  p.die_cm2[i] = 8.0;
  p.tpp[i] = tpp;
  p.power[i] = 1.0;
  p.list_price[i] = p.price[i] = price;
  p.unit_cost[i] = unit_cost;
  p.q_train[i] = q_train;
  p.q_infer[i] = q_infer;
  p.ordered[i] = 2e5;
}

void add_agent(World& w, AgentId agent, double weight) { w.buyers.start_cost[add_buyer(w, agent, weight).index()] = {12000.0, 6000.0}; }

}  // namespace

World plain_world() {
  using namespace plain;
  World w;
  add_states(w);
  rows(w.firms, 3);
  w.firms.id = {"maker", "rivals_maker", "cloud"};
  w.firms.home = {home, rival, home};
  for (std::size_t f = 0; f < 3; ++f) w.firms.key[f] = static_cast<std::uint64_t>(key_of("firm", w.firms.id[f]));
  w.firms.roles[0] = w.firms.roles[1] = Bits<FirmRole>{}.with(FirmRole::designer);
  w.firms.roles[2] = Bits<FirmRole>{}.with(FirmRole::cloud);
  w.firms.capacity = {1e6, 1e6, 0.0};
  bring_to_life(w);
  add_chip(w, "chip", maker, 20000, 5000, 2.0, 4.0, 8000);
  add_chip(w, "rivals_chip", rivals_maker, 12000, 4000, 1.0, 1.0, 3000);
  for (std::size_t i = 0; i < 4; ++i) {
    add_agent(w, agent_of(w, StateId{i}), i == 0 ? 0.5 : 1.0);
    add_site(w, agent_of(w, StateId{i}), StateId{i}, i, 1.0);
  }
  add_agent(w, agent_of(w, cloud), 0.5);
  add_site(w, agent_of(w, cloud), home, 4, 0.75);
  add_site(w, agent_of(w, cloud), swing, 5, 0.25);
  add_sums(w);
  w.totals.backstop[0] = w.totals.backstop_start[0] = {50000.0, 40000.0};
  w.totals.first_price[0] = {10000.0, 8000.0};
  w.totals.price_history_training[0] = {10000.0, 10000.0, 10000.0, 10000.0};
  w.totals.price_history_inference[0] = {8000.0, 8000.0, 8000.0, 8000.0};
  add_levers(w);
  w.parameters = generated_parameters();
  w.frame = make_frame(4, {}, {});
  return w;
}

void close_cloud(World& w) { w.buyers.weight[plain::cloud_buyer.index()] = 0.0; }

ProductId add_product(World& w, ProductId like) {
  const Products& p = w.products;
  const std::size_t i = like.index(), at = p.id.size();
  add_chip(w, "another", p.vendor[i], p.price[i], p.unit_cost[i], p.q_train[i], p.q_infer[i], p.tpp[i]);
  return ProductId{at};
}

void add_rule(World& w, std::int32_t effective) {
  rows(w.rules, 1);
  w.rules.id[0] = "rule";
  w.rules.exporter[0] = ExporterId{0};
  w.rules.base[0] = 1;
  w.rules.announced[0] = -8;
  w.rules.effective[0] = effective;
  w.rules.until[0] = never;
  rows(w.rule_clauses, 1);
  w.rule_clauses.rule[0] = RuleId{0};
  w.rule_clauses.tpp_min[0] = 4800;
  w.rule_clauses.density_min[0] = w.rule_clauses.link_min[0] = w.rule_clauses.memory_min[0] = -no_cap;
  w.rule_clauses.tpp_max[0] = w.rule_clauses.density_max[0] = no_cap;
  rows(w.rule_targets, 1);
  w.rule_targets.rule[0] = RuleId{0};
  w.rule_targets.groups[0] = Bits<Group>{}.with(Group::d5);
  w.rule_targets.route[0] = Route::deny;
  w.rule_targets.cap[0] = no_cap;
}

std::size_t add_licence(World& w, AgentId buyer, std::size_t exporter, Route route, LicenceStage stage) {
  Licences& l = w.licences;
  const std::size_t i = l.buyer.size();
  rows(l, i + 1);
  l.buyer[i] = buyer;
  l.exporter[i] = ExporterId{exporter};
  l.route[i] = route;
  l.stage[i] = stage;
  return i;
}

}  // namespace entrepot::testing
