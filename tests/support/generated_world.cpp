#include "support/generated_world.hpp"

#include <map>

#include "entrepot/world/frame.hpp"
#include "support/world_rows.hpp"

namespace entrepot::testing {
namespace {

constexpr Purpose draw_world{"tests.generated_world"};

/// Numbers of one generated world, in the order of asking.
class Dice {
  pcg32 engine_;

 public:
  explicit Dice(std::uint64_t seed) : engine_{Luck(RunKey{seed, 0}, 0, draw_world).engine(Key{1})} {}
  double uniform(double low, double high) { return low + (high - low) * (static_cast<double>(engine_()) * 0x1p-32); }
  std::int64_t whole(std::int64_t low, std::int64_t high) {
    return low + static_cast<std::int64_t>(engine_(static_cast<std::uint32_t>(high - low + 1)));
  }
  bool chance(double p) { return uniform(0, 1) < p; }
};

void add_states(World& w, Dice& dice, std::size_t n) {
  States& s = w.states;
  rows(s, n);
  for (std::size_t i = 0; i < n; ++i) {
    s.id[i] = std::string("S") + static_cast<char>('A' + i / 26) + static_cast<char>('A' + i % 26);
    s.key[i] = static_cast<std::uint64_t>(key_of("state", s.id[i]));
    s.income_group[i] = static_cast<std::int32_t>(dice.whole(0, 2));
    s.gdp[i] = dice.uniform(1e11, 5e12) * (i < 2 ? 5.0 : 1.0);
    s.align[i] = i == 0 ? 1.0 : i == 1 ? -1.0 : dice.uniform(-1, 1);
    s.customs[i] = dice.uniform(0, 1);
    s.ai_share[i] = s.ai_share_start[i] = dice.uniform(1e-5, 4e-3);
    s.announced_chips[i] = i > 1 && dice.chance(0.3) ? dice.uniform(0, 3000) : 0.0;
    s.announced_until[i] = 8;
    s.spare_generation[i] = dice.uniform(0, 20000);
    s.grid_capacity[i] = dice.uniform(2e4, 1e6);
    const std::size_t kind = i < 2 ? i : 2 + i % 3;  // home, rival, insider of home, swing, adversary
    const auto tier = [](std::size_t k) { return k == 0 || k == 2 ? Tier::insider : k == 3 ? Tier::swing : Tier::adversary; };
    s.tier[i] = {tier(kind), kind == 1 || kind == 4 ? Tier::insider : kind == 3 ? Tier::swing : Tier::adversary};
    s.groups[i] = Bits<Group>{}.with(kind == 2 || kind == 0 ? Group::a5 : kind == 3 ? Group::d4 : Group::d5);
    if (i < 2) s.roles[i] = Bits<StateRole>{}.with(StateRole::exporter);
  }
  rows(w.exporters, 2);
  for (std::size_t e = 0; e < 2; ++e) {
    w.exporters.id[e] = e == 0 ? "home" : "rival";
    w.exporters.key[e] = s.key[e];
    w.exporters.state[e] = StateId{e};
    w.exporters.newcomer[e] = e == 1;
    w.exporters.home_first[e] = e == 1 ? 0.8 : 0.0;
    w.exporters.stance[e] = 0.5;
    w.exporters.officers[e] = 218;
    w.exporters.background_cases[e] = 40000;
    w.exporters.rules_on[e] = e == 0;
  }
}

void add_firms(World& w, Dice& dice, std::size_t n) {
  rows(w.firms, n);
  for (std::size_t f = 0; f < n; ++f) {
    w.firms.id[f] = "firm" + std::to_string(f);
    w.firms.key[f] = static_cast<std::uint64_t>(key_of("firm", w.firms.id[f]));
    const bool designer = f % 3 == 0;
    w.firms.home[f] = StateId{f % 3 == 2 ? 2 + f % (w.states.id.size() - 2) : (f / 3) % 2};
    w.firms.roles[f] = Bits<FirmRole>{}.with(designer ? FirmRole::designer : FirmRole::cloud);
    w.firms.capacity[f] = designer ? dice.uniform(4e4, 3e5) : 0.0;
    w.firms.capacity_growth[f] = designer ? dice.uniform(0.0, 0.1) : 0.0;
  }
  rows(w.labs, 1);
  w.labs.id[0] = "lab";
  w.labs.key[0] = static_cast<std::uint64_t>(key_of("lab", "lab"));
  w.labs.home[0] = StateId{std::size_t{0}};
}

void add_product(World& w, Dice& dice, const char* id, std::size_t vendor, double speed, std::int64_t sold, std::int32_t released,
                 ProductId parent = {}, FirmId captive = {}) {
  Products& p = w.products;
  const std::size_t i = p.id.size();
  rows(p, i + 1);
  p.id[i] = id;
  p.key[i] = static_cast<std::uint64_t>(key_of("product", id));
  p.vendor[i] = FirmId{vendor};
  p.captive[i] = captive;
  p.parent[i] = parent;
  p.released[i] = released;
  p.withdrawn[i] = never;
  p.train_speed[i] = speed;
  p.memory_bw[i] = 3.35e12 * dice.uniform(0.3, 2.0);
  p.link_bw[i] = dice.uniform(3e11, 1.8e12);
  p.die_cm2[i] = 8.14;
  p.tpp[i] = speed * 16e-12;
  p.power[i] = dice.uniform(0.5, 2.0);
  p.list_price[i] = 30000 * real::pow(speed / 1e15, 0.8) * dice.uniform(0.7, 1.4);
  p.unit_cost[i] = p.list_price[i] * dice.uniform(0.1, 0.4);
  p.sold[i] = static_cast<double>(sold);
}

SiteId add_keyed_site(World& w, AgentId owner, StateId host, double share) {
  return add_site(w, owner, host, static_cast<std::uint64_t>(join(key_of(w, owner), Key{w.states.key[host.index()]})), share);
}

void add_buyers_and_sites(World& w, Dice& dice) {
  std::vector<double> firm_weight(w.firms.id.size(), 0.0), taken(w.states.id.size(), 0.0);
  for (std::size_t f = 0; f < firm_weight.size(); ++f)
    if (w.firms.roles[f].has(FirmRole::cloud)) taken[w.firms.home[f].index()] += firm_weight[f] = dice.uniform(0.1, 0.4);
  for (std::size_t i = 0; i < w.states.id.size(); ++i) {
    const AgentId agent = agent_of(w, StateId{i});
    add_buyer(w, agent, 1.0 - taken[i]);
    const SiteId site = add_keyed_site(w, agent, StateId{i}, 1.0);
    for (std::size_t p = 0; p < w.products.id.size(); ++p) {
      if (w.products.sold[p] <= 0 || w.products.captive[p] || dice.chance(0.3)) continue;
      add_lot(w, ProductId{p}, Place::site, site, dice.whole(1, 20000), i == 1 && p == 0, -1);
    }
  }
  for (std::size_t f = 0; f < firm_weight.size(); ++f) {
    if (firm_weight[f] == 0.0) continue;
    const AgentId agent = agent_of(w, FirmId{f});
    add_buyer(w, agent, firm_weight[f]);
    const SiteId site = add_keyed_site(w, agent, w.firms.home[f], 0.0);
    add_lot(w, ProductId{std::size_t{0}}, Place::site, site, dice.whole(1000, 50000), false, -2);
    const std::size_t abroad = 2 + f % (w.states.id.size() - 2);
    if (StateId{abroad} != w.firms.home[f]) {
      add_keyed_site(w, agent, StateId{abroad}, 1.0);
    } else {
      w.sites.share_abroad[site.index()] = 1.0;
    }
  }
}

void add_rules_and_levers(World& w, Dice& dice) {
  rows(w.rules, 2);
  w.rules.id = {"now", "pending"};
  w.rules.exporter = {ExporterId{std::size_t{0}}, ExporterId{std::size_t{0}}};
  w.rules.base = {1, 1};
  w.rules.announced = {-5, 0};
  w.rules.effective = {-4, 3};
  w.rules.until = {never, 9};
  const double none = -no_cap;
  for (const std::size_t r : {std::size_t{0}, std::size_t{1}}) {
    RuleClauses& c = w.rule_clauses;
    c.rule.push_back(RuleId{r});
    c.tpp_min.push_back(4800);
    c.tpp_max.push_back(no_cap);
    c.density_min.push_back(none);
    c.density_max.push_back(no_cap);
    c.link_min.push_back(none);
    c.memory_min.push_back(none);
    RuleTargets& t = w.rule_targets;
    t.rule.push_back(RuleId{r});
    t.groups.push_back(Bits<Group>{}.with(r == 0 ? Group::d5 : Group::d4));
    t.except.push_back({});
    t.route.push_back(r == 0 ? Route::deny : Route::licence_case);
    t.cap.push_back(no_cap);
    t.small_order.push_back(r == 0 ? 0.0 : 500.0);
    t.cap_per.push_back(CapPer::total);
  }
  add_levers(w);
  Levers& l = w.levers;
  for (std::size_t row = 0; row < l.layer.size(); ++row) {
    l.route[row] = l.tier[row] == Tier::insider ? Route::free : static_cast<Route>(dice.whole(0, 3));
    l.threshold[row] = l.layer[row] == Layer::chips && dice.chance(0.7) ? RuleId{std::size_t{0}} : RuleId{};
    l.cap[row] = l.tier[row] == Tier::swing && dice.chance(0.5) ? dice.uniform(1000, 50000) : no_cap;
    l.cap_per[row] = dice.chance(0.5) ? CapPer::total : CapPer::year;
    l.small_order[row] = l.layer[row] == Layer::chips ? dice.uniform(0, 2000) : 0.0;
    l.fee[row] = dice.chance(0.3) ? dice.uniform(0, 0.25) : 0.0;
    l.subsidy[row] = dice.chance(0.2) ? dice.uniform(0, 0.1) : 0.0;
  }
}

}  // namespace

Parameters generated_parameters() {
  const std::map<std::string, double> values{{"account.discount_rate", 0.05},
                                             {"buy.budget_overrun", 1.5},
                                             {"buy.capacity_growth_scale", 1.0},
                                             {"buy.cutoff_cost", 1.0},
                                             {"buy.delay_cost", 0.3},
                                             {"buy.demand_ceiling", 0.02},
                                             {"buy.demand_growth", 0.12},
                                             {"buy.elasticity", 1.0},
                                             {"buy.least_margin", 0.01},
                                             {"buy.nest", 0.5},
                                             {"buy.network", 0.5},
                                             {"buy.own_price", 7.0},
                                             {"buy.output_aim", 1.1},
                                             {"buy.price_ceiling", 3.0},
                                             {"buy.price_floor", 1.1},
                                             {"buy.price_speed", 0.15},
                                             {"buy.redesign_cost", 5e7},
                                             {"buy.redesign_lag", 1.0},
                                             {"buy.remote_margin", 0.3},
                                             {"buy.retire_age", 0.0035},
                                             {"buy.retire_base", 0.01},
                                             {"buy.rule_reversal", 0.02},
                                             {"buy.sovereignty", 1.0},
                                             {"buy.stock_holding_cost", 0.03},
                                             {"buy.stock_horizon", 6.0},
                                             {"buy.switching", 0.4},
                                             {"buy.taste_abroad", -2.0},
                                             {"license.align_weight", 1.5},
                                             {"license.deny_logit", -4.0},
                                             {"license.diversion_weight", 1.5},
                                             {"license.hold_end", 0.4},
                                             {"license.lobby_weight", 0.5},
                                             {"license.presume_logit", 3.5},
                                             {"license.review_days", 40.0},
                                             {"license.stance_weight", 0.5},
                                             {"start.backstop_multiple", 5.0},
                                             {"start.clouds_abroad", 0.25},
                                             {"start.growth_high", 0.018},
                                             {"start.growth_low", 0.04},
                                             {"start.growth_middle", 0.03},
                                             {"start.infer_memory_weight", 0.6},
                                             {"start.mw_share", 0.001},
                                             {"start.power_share", 0.2},
                                             {"start.reliability_count", 4.0},
                                             {"start.remote_share", 0.05},
                                             {"start.remote_share_newcomer", 0.001},
                                             {"start.training_share", 0.5}};
  auto names = std::make_shared<std::vector<std::string>>();
  std::vector<double> numbers;
  for (const auto& [name, value] : values) {
    names->push_back(name);
    numbers.push_back(value);
  }
  return {std::move(names), std::move(numbers)};
}

World generated_world(std::uint64_t seed, WorldSize size) {
  Dice dice(seed);
  World w;
  add_states(w, dice, size.states);
  add_firms(w, dice, size.firms);
  bring_to_life(w);
  add_product(w, dice, "frontier", 0, 1e15, dice.whole(20000, 60000), -4);
  add_product(w, dice, "old", 0, 3e14, dice.whole(5000, 30000), -12);
  add_product(w, dice, "low", 0, 1.4e14, dice.whole(5000, 20000), -4);
  add_product(w, dice, "rivals", 3, 4e14, dice.whole(5000, 30000), -4);
  add_product(w, dice, "next", 0, 2.3e15, 0, 5, ProductId{std::size_t{0}});
  add_buyers_and_sites(w, dice);
  for (std::size_t p = 0; p < w.products.id.size(); ++p)
    if (w.products.sold[p] > 0) add_lot(w, ProductId{p}, Place::vendor, {}, static_cast<std::int64_t>(w.products.sold[p] / 4));
  add_sums(w);
  add_rules_and_levers(w, dice);
  // Spending of the first day near the value of last quarter's sales, as in a compiled scenario.
  double sold = 0.0, spent = 0.0;
  for (std::size_t p = 0; p < w.products.id.size(); ++p) sold += w.products.sold[p] * w.products.list_price[p];
  for (std::size_t i = 0; i < w.states.id.size(); ++i) spent += w.states.ai_share[i] * w.states.gdp[i] / 4.0;
  for (std::size_t i = 0; i < w.states.id.size(); ++i) w.states.ai_share[i] *= sold / spent;
  w.states.ai_share_start = w.states.ai_share;
  w.parameters = generated_parameters();
  w.frame = make_frame(w.states.id.size(), {}, {});
  return w;
}

}  // namespace entrepot::testing
