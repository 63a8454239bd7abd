// What a loaded scenario holds.
#include <gtest/gtest.h>

#include <unistd.h>
#include <algorithm>
#include <cmath>
#include <filesystem>

#include "entrepot/base/luck.hpp"
#include "entrepot/scenario/scenario.hpp"
#include "entrepot/world/frame.hpp"
#include "entrepot/world/lookups.hpp"
#include "support/small_model.hpp"

namespace entrepot {
namespace {

namespace fs = std::filesystem;

const ScenarioFiles& files() {
  static const ScenarioFiles all = files_of(std::string(ENTREPOT_TESTS) + "/support/small");
  return all;
}
LoadOptions small_options() {
  LoadOptions options;
  options.model = testing::small_model();
  return options;
}
const Scenario& small() {
  static const Scenario scenario = from_files(files(), small_options());
  return scenario;
}
Scenario with(const std::string& file, const std::string& from, const std::string& to, const LoadOptions& options = small_options()) {
  ScenarioFiles changed = files();
  std::string& text = changed.at(file);
  EXPECT_NE(text.find(from), std::string::npos);
  text.replace(text.find(from), from.size(), to);
  return from_files(changed, options);
}

TEST(ScenarioDates, DaysAndQuarters) {
  EXPECT_EQ(days_from_epoch({1970, 1, 1}), 0);
  EXPECT_EQ(days_from_epoch({2000, 2, 29}), 11016);
  EXPECT_EQ(days_from_epoch({2025, 1, 1}), 20089);
  EXPECT_EQ(days_from_epoch({1969, 12, 31}), -1);
  const Date start{2025, 1, 1};
  EXPECT_EQ(quarter_of(start, {2025, 1, 1}), 0);
  EXPECT_EQ(quarter_of(start, {2025, 3, 31}), 0);
  EXPECT_EQ(quarter_of(start, {2025, 4, 1}), 1);
  EXPECT_EQ(quarter_of(start, {2024, 12, 31}), -1);
  EXPECT_EQ(quarter_of(start, {2024, 9, 30}), -2);
  EXPECT_EQ(quarter_of(start, {2022, 10, 1}), -9);
  EXPECT_EQ((Date{2025, 3, 9}.text()), "2025-03-09");
}

TEST(ScenarioDates, DaysAndDatesAreEachOthersInverse) {
  for (std::int64_t day = days_from_epoch({1, 1, 1}); day <= days_from_epoch({9999, 12, 31}); day += 97)
    EXPECT_EQ(days_from_epoch(date_from_epoch(day)), day);
  EXPECT_EQ(date_from_epoch(11016), (Date{2000, 2, 29}));
  EXPECT_EQ(date_from_epoch(-1), (Date{1969, 12, 31}));
}

TEST(ScenarioDates, TheFirstQuartersPlaceInItsYearIsKept) {
  EXPECT_EQ(small().start.frame->first_quarter, 0);
  const Scenario later = with("scenario.toml", "start = 2025-01-01", "start = 2025-10-01");
  EXPECT_EQ(later.start.frame->first_quarter, 3);
  EXPECT_NE(later.start.frame->digest, small().start.frame->digest);
}

TEST(ScenarioDates, WhatHappensInTheFirstHalfOfAQuarterHoldsFromItOn) {
  for (const Date start : {Date{2025, 1, 1}, Date{2023, 10, 1}, Date{1900, 4, 1}})
    for (const std::int32_t quarter : {-400, -5, -1, 0, 1, 2, 3, 400}) {
      const int months = start.year * 12 + start.month - 1 + 3 * quarter;
      const std::int64_t first = days_from_epoch({months / 12, months % 12 + 1, 1});
      EXPECT_EQ(quarter_of(start, date_from_epoch(first)), quarter);
      EXPECT_EQ(quarter_of(start, date_from_epoch(first - 1)), quarter - 1);
      EXPECT_EQ(quarter_from(start, date_from_epoch(first - 1)), quarter);
      EXPECT_EQ(quarter_from(start, date_from_epoch(first + 45)), quarter);
      EXPECT_EQ(quarter_from(start, date_from_epoch(first + 46)), quarter + 1);
    }
}

TEST(ScenarioLoad, HeaderAndExporters) {
  const Scenario& s = small();
  EXPECT_EQ(s.id, "small");
  EXPECT_EQ(s.quarters, 16);
  EXPECT_EQ(s.start_date, (Date{2025, 1, 1}));
  EXPECT_EQ(s.base_rules, "status-quo-2025");
  EXPECT_EQ(s.base_strategy, "status-quo-2025");
  EXPECT_EQ(s.rival_strategy, "rival");
  const World& w = s.start;
  EXPECT_EQ(w.exporters.id, (std::vector<std::string>{"home", "rival"}));
  EXPECT_EQ(w.exporters.state, (std::vector<StateId>{StateId{0}, StateId{5}}));
  EXPECT_EQ(w.exporters.key, (std::vector<std::uint64_t>{w.states.key[0], w.states.key[5]}));
  EXPECT_EQ(w.exporters.newcomer, (std::vector<std::uint8_t>{0, 1}));
  EXPECT_EQ(w.exporters.home_first, (std::vector<double>{0.0, 0.85}));
  EXPECT_EQ(w.exporters.background_cases, (std::vector<double>{40000.0, 0.0}));
  EXPECT_TRUE(w.states.roles[0].has(StateRole::exporter) && w.states.roles[0].has(StateRole::core_of_first));
  EXPECT_TRUE(w.states.roles[5].has(StateRole::exporter) && w.states.roles[5].has(StateRole::core_of_second));
  EXPECT_TRUE(w.states.roles[2].empty());
}

TEST(ScenarioLoad, Agents) {
  const World& w = small().start;
  EXPECT_EQ(w.states.id, (std::vector<std::string>{"AAA", "BBB", "CCC", "DDD", "EEE", "FFF"}));
  EXPECT_EQ(w.states.key[3], static_cast<std::uint64_t>(key_of("state", "DDD")));
  EXPECT_EQ(w.states.groups[5], Bits<Group>{}.with(Group::d1).with(Group::d4).with(Group::d5).with(Group::tier3));
  EXPECT_EQ(w.states.tier[4], (std::array<Tier, 2>{Tier::swing, Tier::insider}));
  EXPECT_EQ(w.states.institutions[2], Bits<Condition>{}.with(Condition::cyber_security));
  EXPECT_EQ(w.states.income_group[4], 2);
  EXPECT_EQ(w.states.ai_share_start[2], 0.0008);
  EXPECT_EQ(w.states.announced_until[2], 8);
  EXPECT_EQ(w.states.spare_generation[4], 2000.0);
  EXPECT_EQ(w.states.grid_capacity[4], 30000.0);
  EXPECT_EQ(w.firms.home[3], StateId{2});
  EXPECT_EQ(w.firms.roles[2], Bits<FirmRole>{}.with(FirmRole::foundry).with(FirmRole::packaging));
  EXPECT_EQ(w.firms.listed[4], (std::array<std::uint8_t, 2>{1, 0}));
  EXPECT_EQ(w.firms.capacity_growth[1], 0.0);
  EXPECT_EQ(w.labs.home, (std::vector<StateId>{StateId{0}, StateId{0}, StateId{2}, StateId{5}}));
}

TEST(ScenarioLoad, BuyersHaveOneRowForBothPurposes) {
  const World& w = small().start;
  const Buyers& b = w.buyers;
  ASSERT_EQ(b.agent.size(), 9U);
  EXPECT_EQ(b.agent[1], agent_of(small().start, FirmId{1}));
  EXPECT_EQ(b.home[1], StateId{0});
  EXPECT_EQ(b.weight[1], 0.7);
  EXPECT_EQ(b.sovereign[0], 1.0);
  EXPECT_EQ(b.sovereign[1], 0.0);
  const Key aero = key_of("firm", "aero");
  EXPECT_EQ(Key{b.key[1]}, aero);
  EXPECT_EQ(key_of(w, BuyerId{1}, Use::training), join(aero, 0));
  EXPECT_EQ(key_of(w, BuyerId{1}, Use::inference), join(aero, 1));
}

TEST(ScenarioLoad, ProductsAndTheirQuarters) {
  const Products& p = small().start.products;
  EXPECT_EQ(p.id[3], "a3");
  EXPECT_EQ(p.vendor[4], FirmId{4});
  EXPECT_EQ(p.parent[3], ProductId{1});
  EXPECT_FALSE(p.parent[0]);
  EXPECT_FALSE(p.captive[0]);
  EXPECT_EQ(p.released[3], 4);
  EXPECT_EQ(p.released[0], -18);
  EXPECT_EQ(p.withdrawn[0], 4);
  EXPECT_EQ(p.withdrawn[2], never);
  EXPECT_EQ(p.die_cm2[4], 6.65);
}

TEST(ScenarioLoad, SitesLotsAndDeals) {
  const World& w = small().start;
  EXPECT_EQ(w.sites.owner[2], agent_of(w, FirmId{1}));
  EXPECT_EQ(w.sites.host[2], StateId{1});
  EXPECT_EQ(w.sites.share_abroad[2], 0.6);
  EXPECT_EQ(w.sites.key[2], static_cast<std::uint64_t>(join(key_of("firm", "aero"), key_of("state", "BBB"))));
  EXPECT_EQ(w.lots.place[0], Place::vendor);
  EXPECT_FALSE(w.lots.site[0]);
  EXPECT_EQ(w.lots.quantity[0], 10000);
  EXPECT_EQ(w.lots.site[7], SiteId{2});
  EXPECT_EQ(w.lots.cohort[7], -3);
  EXPECT_EQ(w.lots.diverted.back(), 1);
  EXPECT_EQ(w.deals.id[1], "coral-accord-cloud");
  EXPECT_EQ(w.deals.firm[1], FirmId{3});
  EXPECT_FALSE(w.deals.firm[0]);
  EXPECT_EQ(w.deals.cap[0], no_cap);
  EXPECT_EQ(w.deals.layers[1], Bits<Layer>{}.with(Layer::cloud));
  EXPECT_EQ(w.deals.conditions[0], Bits<Condition>{}.with(Condition::cyber_security).with(Condition::leave_rival_vendor));
  EXPECT_EQ(w.deals.start[0], -3);
  EXPECT_EQ(w.deals.end[0], never);
}

TEST(ScenarioLoad, EveryAgentHasARowAndAnAccount) {
  const World& w = small().start;
  const std::size_t states = w.states.id.size(), firms = w.firms.id.size(), labs = w.labs.id.size();
  ASSERT_EQ(states + firms + labs, 16U);
  ASSERT_EQ(w.agents.kind.size(), 16U);
  ASSERT_EQ(w.accounts.owner.size(), 17U);
  EXPECT_FALSE(w.accounts.owner[0]);  // the rest of the world
  EXPECT_EQ(account_of(w, {}), AccountId{0});
  const auto expect = [&](AgentId agent, AgentKind kind, std::size_t row, StateId home, std::uint64_t key) {
    EXPECT_EQ(w.agents.kind[agent.index()], kind);
    EXPECT_EQ(w.agents.row[agent.index()], static_cast<std::int32_t>(row));
    EXPECT_EQ(home_of(w, agent), home);
    EXPECT_EQ(key_of(w, agent), Key{key});
    EXPECT_EQ(w.accounts.owner[account_of(w, agent).index()], agent);
    EXPECT_EQ(state_of(w, agent), kind == AgentKind::state ? StateId{row} : StateId{});
    EXPECT_EQ(firm_of(w, agent), kind == AgentKind::firm ? FirmId{row} : FirmId{});
    EXPECT_EQ(lab_of(w, agent), kind == AgentKind::lab ? LabId{row} : LabId{});
  };
  for (std::size_t i = 0; i < states; ++i) expect(agent_of(w, StateId{i}), AgentKind::state, i, StateId{i}, w.states.key[i]);
  for (std::size_t f = 0; f < firms; ++f) expect(agent_of(w, FirmId{f}), AgentKind::firm, f, w.firms.home[f], w.firms.key[f]);
  for (std::size_t l = 0; l < labs; ++l) expect(agent_of(w, LabId{l}), AgentKind::lab, l, w.labs.home[l], w.labs.key[l]);
  EXPECT_EQ(agent_of(w, StateId{0}), AgentId{0});
  EXPECT_EQ(agent_of(w, FirmId{}), AgentId{});
  EXPECT_EQ(state_of(w, {}), StateId{});
}

TEST(ScenarioLoad, TablesThatNoFileFills) {
  const World& w = small().start;
  EXPECT_EQ(w.accounts.balance, std::vector<Cents>(w.accounts.owner.size(), 0));
  EXPECT_EQ(w.totals.revenue.size(), 1U);
  EXPECT_EQ(w.event_counts.count.size(), small().model.events().size());
  EXPECT_EQ(w.payments.total.size(), why_names.size());
  EXPECT_EQ(w.licences.buyer.size(), 0U);
  EXPECT_EQ(w.levers.route, std::vector<Route>(18, Route::free));
  EXPECT_EQ(w.parameters, small().parameters.point());
  EXPECT_EQ(w.scenario, small().digest);
  EXPECT_EQ(w.frame->alliance_edges.depth.size(), 6U);
  EXPECT_EQ(w.frame->trade_edges.share.size(), 19U);
  for (const TableInfo& table : tables)
    for (const ColumnInfo& column : table.columns)
      EXPECT_EQ(column.view(table.of(w)).rows, row_count(table.columns, table.of(w))) << table.name << '.' << column.name;
}

TEST(ScenarioLoad, RulesInQuarters) {
  const World& w = small().start;
  EXPECT_EQ(w.rules.id,
            (std::vector<std::string>{"ac-2022-10", "ac-2023-10", "ac-2023-10-notified", "diffusion-2025-01", "memory-2025-04"}));
  EXPECT_EQ(w.rules.base, (std::vector<std::uint8_t>{1, 1, 1, 1, 1}));
  EXPECT_EQ(w.rules.announced[0], -9);
  EXPECT_EQ(w.rules.effective[0], -9);  // 7 October 2022: in the first half of its quarter
  EXPECT_EQ(w.rules.effective[1], -4);  // 17 November 2023 is behind the 15th, the middle day
  EXPECT_EQ(w.rules.until[0], -4);
  EXPECT_EQ(w.rules.until[1], never);
  // Announced in quarter 0, in force from quarter 1 if it had not been lifted two days before: awaited in quarter 0, never in force.
  EXPECT_EQ(w.rules.announced[3], 0);
  EXPECT_EQ(w.rules.effective[3], 1);
  EXPECT_EQ(w.rules.until[3], 1);
  EXPECT_EQ(w.rules.effective[4], 1);
  const RuleClauses& c = w.rule_clauses;
  EXPECT_EQ(c.rule[0], RuleId{0});
  EXPECT_EQ(c.tpp_min[0], 4800.0);
  EXPECT_EQ(c.tpp_max[0], std::numeric_limits<double>::infinity());
  EXPECT_EQ(c.density_min[0], -std::numeric_limits<double>::infinity());
  EXPECT_EQ(c.link_min[0], 600.0);
  const auto tier2 = std::find(w.rule_targets.groups.begin(), w.rule_targets.groups.end(), Bits<Group>{}.with(Group::tier2)) -
                     w.rule_targets.groups.begin();
  const auto t = static_cast<std::size_t>(tier2);
  ASSERT_LT(t, w.rule_targets.rule.size());
  EXPECT_EQ(w.rule_targets.rule[t], RuleId{3});
  EXPECT_EQ(w.rule_targets.cap[t], 49901.0);
  EXPECT_EQ(w.rule_targets.cap_per[t], CapPer::total);
  EXPECT_EQ(w.rule_targets.small_order[t], 1699.0);
  EXPECT_EQ(w.rule_targets.route[t], Route::licence_case);
  EXPECT_EQ(w.rule_targets.except[0].word, 0U);
}

TEST(ScenarioLoad, ARuleIsInForceFromTheQuarterByWhoseMiddleDayItTookEffect) {
  const auto effective = [](const std::string& day) {
    return with("rules/status-quo-2025.toml", "announced = 2025-04-09\neffective = 2025-04-09",
                "announced = 2025-01-01\neffective = " + day)
        .start.rules.effective[4];
  };
  EXPECT_EQ(effective("2025-01-01"), 0);
  EXPECT_EQ(effective("2025-02-15"), 0);  // 45 days behind the first of January
  EXPECT_EQ(effective("2025-02-16"), 1);
  EXPECT_EQ(effective("2025-05-16"), 1);
  EXPECT_EQ(effective("2025-05-17"), 2);
}

// digest ----------------------------------------------------------------------------------------------------------------------------

TEST(ScenarioDigest, FormattingDoesNotMatter) {
  const Digest digest = small().digest;
  EXPECT_EQ(with("scenario.toml", "quarters = 16", "# a comment\n\nquarters   =   16   # sixteen").digest, digest);
  EXPECT_EQ(with("scenario.toml", "quarters = 16\n", "\n\n\nquarters = 16\n").digest, digest);
}

TEST(ScenarioDigest, OrderOfKeysBlankLinesAndSpellingOfNumbersDoNotMatter) {
  const Digest digest = small().digest;
  EXPECT_EQ(with("strategies/control.toml", "stance=0.8, safety_floor=0.2", "safety_floor=0.20, stance=8e-1").digest, digest);
  EXPECT_EQ(with("data/labs.csv", "ari,Ari Lab,AAA\n", "\nari,\"Ari Lab\",AAA\n\n").digest, digest);
  EXPECT_EQ(with("data/states.csv", "0.00024,0,0", "2.4e-4,0.0,0").digest, digest);
  EXPECT_EQ(with("data/labs.csv", "id,name,home\nada,Ada Lab,AAA\nari,Ari Lab,AAA\ncyan,Cyan Lab,CCC\nfox,Fox Lab,FFF",
                 "home,id,name\nAAA,ada,Ada Lab\nAAA,ari,Ari Lab\nCCC,cyan,Cyan Lab\nFFF,fox,Fox Lab")
                .digest,
            digest);
}

TEST(ScenarioDigest, ContentMatters) {
  const Digest digest = small().digest;
  EXPECT_NE(with("data/labs.csv", "Ada Lab", "Ada Labs").digest, digest);
  EXPECT_NE(with("data/layers/trade.csv", "FFF,EEE,0.5", "FFF,EEE,0.49").digest, digest);
  EXPECT_NE(with("parameters.csv", "uniform,0.03,0.07", "uniform,0.03,0.08").digest, digest);
  EXPECT_NE(with("strategies/control.toml", "stance=0.8", "stance=0.7").digest, digest);
  EXPECT_NE(with("rules/status-quo-2025.toml", "h100e = 49901", "h100e = 49902").digest, digest);
  EXPECT_NE(with("scenario.toml", "quarters = 16", "quarters = 17").digest, digest);
  EXPECT_NE(with("beliefs/moat-weak.toml", "low = 0.0", "low = 0.0625").digest, digest);
  EXPECT_NE(with("preferences/balanced.toml", "revenue_usd = 2e11", "revenue_usd = 3e11").digest, digest);
}

TEST(ScenarioDigest, OverridesAndBeliefsMatterWhereTheyAreApplied) {
  const Digest digest = small().digest;
  EXPECT_EQ(with("overrides/coral-rich.toml", "announced = 6000", "announced = 7000").digest, digest);
  LoadOptions rich, weak;
  rich.overrides = {"coral-rich"};
  weak.belief = "moat-weak";
  EXPECT_NE(from_files(files(), rich).digest, digest);
  EXPECT_NE(from_files(files(), weak).digest, digest);
}

TEST(ScenarioFiles, WhatIsWrittenLoadsAsTheSame) {
  const fs::path folder = fs::temp_directory_path() / ("entrepot-written-" + std::to_string(::getpid()));
  fs::remove_all(folder);
  write_files(files(), folder.string());
  EXPECT_EQ(files_of(folder.string()), files());
  const Scenario again = read_scenario(folder.string(), small_options());
  EXPECT_EQ(again.digest, small().digest);
  EXPECT_TRUE(again.start == small().start);
  EXPECT_EQ(again.folder, folder.string());
  fs::remove_all(folder);
}

// parameters ------------------------------------------------------------------------------------------------------------------------

ParameterRow row(const std::string& distribution, double value, double low, double high) {
  ParameterRow r;
  r.name = "a.x";
  r.distribution = distribution;
  r.value = value;
  r.low = low;
  r.high = high;
  return r;
}

TEST(ParameterSpace, Quantiles) {
  const auto q = &ParameterSpace::quantile;
  EXPECT_EQ(q(row("point", 3, 3, 3), 0.7), 3.0);
  EXPECT_EQ(q(row("uniform", 3, 2, 6), 0.25), 3.0);
  EXPECT_DOUBLE_EQ(q(row("loguniform", 10, 1, 100), 0.5), 10.0);
  EXPECT_NEAR(q(row("loguniform", 10, 1, 10000), 0.75), 1000.0, 1e-11);
  // Triangular on [0, 4] with mode 1: F(1) = 1/4, F(2) = 1 - (4 - 2)^2/(4*3) = 2/3.
  EXPECT_DOUBLE_EQ(q(row("triangular", 1, 0, 4), 0.25), 1.0);
  EXPECT_DOUBLE_EQ(q(row("triangular", 1, 0, 4), 2.0 / 3.0), 2.0);
  EXPECT_DOUBLE_EQ(q(row("triangular", 1, 0, 4), 0.0625), 0.5);
  EXPECT_DOUBLE_EQ(q(row("logtriangular", 10, 1, 10000), 2.0 / 3.0), 100.0);
  EXPECT_EQ(q(row("triangular", 2, 2, 2), 0.3), 2.0);
  EXPECT_EQ(q(row("triangular", 2, 2, 4), 1e-300), 2.0);
  for (const char* name : {"uniform", "loguniform", "triangular", "logtriangular"}) {
    double before = 0.0;
    for (int i = 0; i <= 1000; ++i) {
      const double x = q(row(name, 0.3, 0.1, 0.7), 0.5e-16 + i / 1000.0 * (1.0 - 1e-16));
      EXPECT_GE(x, 0.1);
      EXPECT_LE(x, 0.7);
      EXPECT_GE(x, before);
      before = x;
    }
    EXPECT_NEAR(q(row(name, 0.3, 0.1, 0.7), 1e-12), 0.1, 1e-6) << name;
    EXPECT_NEAR(q(row(name, 0.3, 0.1, 0.7), 1.0 - 1e-12), 0.7, 1e-6) << name;
  }
}

TEST(ParameterSpace, ADrawBelongsToSeedDrawAndName) {
  const ParameterSpace& space = small().parameters;
  const Parameters first = space.sample(42, 7);
  EXPECT_EQ(first, space.sample(42, 7));
  EXPECT_FALSE(first == space.sample(42, 8));
  EXPECT_FALSE(first == space.sample(43, 7));
  for (const ParameterRow& r : space.rows()) EXPECT_EQ(first.at(r.name), ParameterSpace::quantile(r, parameter_uniform(42, 7, r.name)));
  // Another row changes nobody else's number.
  std::vector<ParameterRow> fewer(space.rows().begin() + 1, space.rows().end());
  const Parameters rest = ParameterSpace(fewer).sample(42, 7);
  for (const ParameterRow& r : fewer) EXPECT_EQ(rest.at(r.name), first.at(r.name));
}

TEST(ParameterSpace, PointValues) {
  const ParameterSpace& space = small().parameters;
  EXPECT_EQ(space.sample(42, RunKey::point_draw), space.point());
  EXPECT_EQ(space.point().at("buy.nest"), 0.5);
  EXPECT_EQ(space.at("buy.nest").high, 0.7);
  EXPECT_EQ(space.at("buy.stock_holding_cost").note, "holding cost of a stockpile, share of price");
  EXPECT_THROW(space.at("buy.nets"), UnknownName);
}

TEST(Beliefs, AreRangesOfParameters) {
  const Belief& weak = small().belief("moat-weak");
  EXPECT_THROW(small().belief("moat"), UnknownName);
  LoadOptions options;
  options.belief = "moat-weak";
  const Scenario scenario = from_files(files(), options);
  ASSERT_FALSE(weak.rows.empty());
  for (const ParameterRow& r : weak.rows) {
    EXPECT_EQ(r.distribution, "uniform");
    EXPECT_EQ(scenario.parameters.at(r.name).distribution, "uniform");
    EXPECT_EQ(scenario.parameters.at(r.name).low, r.low);
    EXPECT_EQ(scenario.parameters.at(r.name).high, r.high);
    EXPECT_EQ(scenario.parameters.at(r.name).value, r.low + (r.high - r.low) / 2);
  }
  EXPECT_EQ(scenario.parameters.at("buy.nest").high, 0.7);
}

TEST(Overrides, ReplaceValuesInTheListedOrder) {
  LoadOptions rich;
  rich.overrides = {"coral-rich", "power-doubled"};
  const Scenario scenario = from_files(files(), rich);
  EXPECT_EQ(scenario.start.states.announced_chips[2], 6000.0);
  EXPECT_EQ(scenario.start.states.ai_share_start[2], 0.0016);
  EXPECT_EQ(scenario.start.states.announced_chips[3], small().start.states.announced_chips[3]);
  EXPECT_EQ(scenario.table("states").rows[2][11], "6000");
  // A number for a parameter makes it a point: otherwise samples would not notice.
  EXPECT_EQ(scenario.parameters.at("start.power_share").distribution, "point");
  EXPECT_EQ(scenario.parameters.sample(1, 2).at("start.power_share"), 0.4);
  // The later one wins.
  const std::string second =
      "title = \"x\"\nafter = [\"coral-rich\"]\n[states.CCC]\nannounced = 1\ngroups = [\"A5\", \"tier1\"]\n[parameters.\"buy.nest\"]\nhigh "
      "= 0.9\n";
  ScenarioFiles more = files();
  more["overrides/second.toml"] = second;
  LoadOptions both;
  both.overrides = {"coral-rich", "second"};
  const Scenario changed = from_files(more, both);
  EXPECT_EQ(changed.start.states.announced_chips[2], 1.0);
  EXPECT_EQ(changed.start.states.ai_share_start[2], 0.0016);
  EXPECT_EQ(changed.start.states.groups[2], Bits<Group>{}.with(Group::a5).with(Group::tier1));
  EXPECT_EQ(changed.parameters.at("buy.nest").high, 0.9);
  EXPECT_EQ(changed.parameters.at("buy.nest").distribution, "uniform");
}

TEST(Overrides, NameRowsWithoutAnIdByTheirFields) {
  ScenarioFiles more = files();
  more["overrides/moved.toml"] =
      "title = \"x\"\n[sites]\n\"firm:aero BBB\" = { share = 0.5 }\n\"firm:aero DDD\" = { share = 0.3 }\n"
      "[lots.\"a2 firm:aero site BBB -1 0\"]\nquantity = 7\n[lots.\"f1 firm:fenix vendor -1 0\"]\nquantity = 8\n"
      "[trade.\"FFF EEE\"]\nshare = 0.125\n[alliance.\"AAA BBB\"]\ndepth = 0.25\n";
  LoadOptions moved;
  moved.overrides = {"moved"};
  const Scenario scenario = from_files(more, moved);
  EXPECT_EQ(scenario.start.sites.share_abroad[2], 0.5);
  EXPECT_EQ(scenario.start.sites.share_abroad[4], 0.3);
  EXPECT_EQ(scenario.start.lots.quantity[3], 8);   // line 5: with its vendor
  EXPECT_EQ(scenario.start.lots.quantity[10], 7);  // line 12
  EXPECT_EQ(scenario.start.frame->trade_edges.share[14], 0.125);
  EXPECT_EQ(scenario.start.frame->alliance_edges.depth[0], 0.25);
  EXPECT_NE(scenario.digest, small().digest);
  EXPECT_EQ(from_files(more).start.sites.share_abroad[2], 0.6);
}

// strategies ------------------------------------------------------------------------------------------------------------------------

std::size_t cell(std::size_t exporter, std::size_t layer, Tier tier) { return (exporter * 3 + layer) * 3 + static_cast<std::size_t>(tier); }

TEST(Levers, StrategiesFillTheTable) {
  World world = small().start;
  apply_strategies(world, small().strategy("leverage"), small().strategy("rival"));
  const Levers& l = world.levers;
  ASSERT_EQ(l.route.size(), 18U);
  const std::size_t chips = cell(0, 0, Tier::swing), cloud = cell(0, 2, Tier::swing);
  EXPECT_EQ(l.layer[chips], Layer::chips);
  EXPECT_EQ(l.tier[chips], Tier::swing);
  EXPECT_EQ(l.exporter[chips], ExporterId{0});
  EXPECT_EQ(l.route[chips], Route::licence_case);
  EXPECT_EQ(l.threshold[chips], RuleId{1});
  EXPECT_EQ(l.small_order[chips], 1700.0);
  EXPECT_EQ(l.cap[chips], 50000.0);
  EXPECT_EQ(l.cap_per[chips], CapPer::total);
  EXPECT_EQ(l.layer[cloud], Layer::cloud);
  EXPECT_EQ(l.route[cloud], Route::presume);
  EXPECT_EQ(l.conditions[cloud], Bits<Condition>{}.with(Condition::kyc));
  EXPECT_EQ(l.route[cell(0, 0, Tier::insider)], Route::free);
  EXPECT_EQ(l.cap[cell(0, 0, Tier::insider)], no_cap);
  for (std::size_t i = 9; i < 18; ++i) EXPECT_EQ(l.route[i], Route::free);
  EXPECT_EQ(world.exporters.stance, (std::vector<double>{0.4, 0.3}));
  EXPECT_EQ(world.exporters.officers, (std::vector<double>{218.0, 218.0}));
  EXPECT_EQ(world.exporters.rules_on, (std::vector<std::uint8_t>{0, 0}));
  apply_strategies(world, small().strategy("status-quo-2025"), small().strategy("rival"));
  EXPECT_EQ(world.exporters.rules_on, (std::vector<std::uint8_t>{1, 0}));
  EXPECT_EQ(world.levers.route, std::vector<Route>(18, Route::free));
}

TEST(Levers, LayersAreTakenFromOtherFiles) {
  const Strategy& mixture = small().strategy("chips-control-weights-open");
  const Strategy& control = small().strategy("control");
  World left = small().start, right = small().start;
  apply_strategies(left, mixture, small().strategy("rival"));
  apply_strategies(right, control, small().strategy("rival"));
  EXPECT_FALSE(first_difference(columns<Levers>, &left.levers, &right.levers));
  EXPECT_THROW(small().strategy("contrl"), UnknownName);
}

TEST(Levers, AThresholdThatTheWorldDoesNotHave) {
  Strategy odd;
  odd.cells.push_back({});
  odd.cells[0].threshold = "ac-2023-11";
  World world = small().start;
  const World before = world;
  EXPECT_THROW(apply_strategies(world, odd, Strategy{}), UnknownName);
  EXPECT_TRUE(world == before);
}

TEST(Levers, PartialCellsReplaceThoseOfTheBase) {
  const Strategy& control = small().strategy("control");
  const Strategy s = with_levers(
      small(), control,
      "rules = \"status-quo-2025\"\nchips = { swing = { route = \"presume\", fee = 0.15 } }\npolicy = { officers = 300 }\n", "softer");
  EXPECT_EQ(s.name, "softer");
  EXPECT_TRUE(s.rules_on);
  EXPECT_EQ(s.policy.at("officers"), 300.0);
  EXPECT_EQ(s.policy.at("stance"), control.policy.at("stance"));
  World world = small().start;
  apply_strategies(world, s, small().strategy("rival"));
  EXPECT_EQ(world.levers.route[cell(0, 0, Tier::swing)], Route::presume);
  EXPECT_EQ(world.levers.fee[cell(0, 0, Tier::swing)], 0.15);
  EXPECT_FALSE(world.levers.threshold[cell(0, 0, Tier::swing)]);
  EXPECT_EQ(world.levers.route[cell(0, 0, Tier::adversary)], Route::deny);
  const Strategy cloud = with_levers(small(), control, "extends = { cloud = \"leverage\" }", "mixed");
  apply_strategies(world, cloud, small().strategy("rival"));
  EXPECT_EQ(world.levers.route[cell(0, 2, Tier::swing)], Route::presume);
  try {
    with_levers(small(), control, "chips = { swing = { rute = \"deny\" } }\nextends = { cloud = \"levrage\" }\n", "mine");
    FAIL();
  } catch (const ScenarioError& error) {
    EXPECT_STREQ(error.what(),
                 "mine:1:21: unknown-key: the key \"chips.swing.rute\" is not known (did you mean \"route\"?)\n"
                 "mine:2:21: unknown-name: the strategy \"levrage\" is not in the scenario (did you mean \"leverage\"?)");
  }
}

TEST(Scenario, WhatNoStageReadsIsListed) {
  const std::vector<std::string>& unread = small().unread;
  const auto has = [&](const std::string& line) { return std::count(unread.begin(), unread.end(), line); };
  EXPECT_EQ(has("strategies/control.toml: weights_closed"), 1);
  EXPECT_EQ(has("strategies/leverage.toml: policy.transfer_cap"), 1);
  EXPECT_EQ(has("beliefs/takeoff-fast.toml: train.takeoff_exponent"), 1);
  EXPECT_EQ(has("strategies/control.toml: policy.stance"), 0);
  EXPECT_EQ(has("strategies/control.toml: chips"), 0);
  EXPECT_TRUE(std::is_sorted(unread.begin(), unread.end()));
  ScenarioFiles others = files();
  others["rules/other.toml"] =
      "[[rule]]\nid = \"r\"\nexporter = \"home\"\nannounced = 2025-01-01\neffective = 2025-01-01\nsource = \"assumption:x\"\n"
      "[[rule.clause]]\ntpp_min = 1\n[[rule.target]]\ngroups = [\"D5\"]\nroute = \"deny\"\n";
  const std::vector<std::string> of_others = from_files(others, small_options()).unread;
  EXPECT_EQ(std::count(of_others.begin(), of_others.end(), "rules/other.toml: r.target"), 1);
  EXPECT_EQ(of_others.size(), unread.size() + 1);
  const Scenario more = with("strategies/control.toml", "cloud          = { swing = {", "cloud          = { swing = {above_flop=1e26, ");
  EXPECT_EQ(std::count(more.unread.begin(), more.unread.end(), "strategies/control.toml: cloud.swing.above_flop"), 1);
  // Of a cell every field that nobody reads: chips' are all read, clouds' are not told apart by chip, hosts are open or shut.
  const std::string all = "{threshold=\"ac-2023-10\", cap={h100e=1, per=\"year\"}, small_order=1, fee=0.1, subsidy=0.1, ";
  const auto told = [&](const std::string& from, const std::string& to) {
    std::vector<std::string> lines = with("strategies/control.toml", from, to).unread, extra;
    std::set_difference(lines.begin(), lines.end(), unread.begin(), unread.end(), std::back_inserter(extra));
    return extra;
  };
  const auto of = [](const std::string& cell, const std::vector<std::string>& keys) {
    std::vector<std::string> lines;
    for (const std::string& key : keys) lines.push_back("strategies/control.toml: " + cell + "." + key);
    return lines;
  };
  EXPECT_EQ(told("chips          = { swing = {route=\"deny\", threshold=\"ac-2023-10\"}",
                 "chips          = { swing = " + all + "route=\"deny\"}"),
            of("", {}));
  EXPECT_EQ(told("clusters       = { swing = {", "clusters       = { swing = " + all),
            of("clusters.swing", {"cap", "fee", "small_order", "subsidy", "threshold"}));
  EXPECT_EQ(told("clusters       = { swing = {route=\"deny\"}, adversary = {route=\"deny\"} }", "clusters       = { all = {fee=0.1} }"),
            of("clusters.all", {"fee"}));
  EXPECT_EQ(told("cloud          = { swing = {route=\"case\", conditions=[\"kyc\"], cap={h100e=10000, per=\"year\"}}",
                 "cloud          = { swing = " + all + "route=\"case\"}"),
            of("cloud.swing", {"small_order", "threshold"}));
}

// provenance and tables -------------------------------------------------------------------------------------------------------------

TEST(Scenario, Provenance) {
  const Scenario s = with("scenario.toml", "gdp = \"assumption:by_hand\"", "gdp = \"ear_2022_10\"");
  EXPECT_EQ(s.provenance("states.gdp").key, "ear_2022_10");
  EXPECT_EQ(s.provenance("BBB.gdp").licence, "US regulation, public domain");
  EXPECT_EQ(s.provenance("states.BBB.gdp").date, "2022-10-07");
  EXPECT_EQ(s.provenance("BBB.align").key, "assumption:by_hand");
  EXPECT_EQ(s.provenance("BBB.align").citation, "an assumption of the scenario: by_hand");
  EXPECT_EQ(s.provenance("buy.nest").key, "assumption:nest");
  EXPECT_EQ(s.provenance("trade.share").key, "assumption:by_hand");
  EXPECT_EQ(s.provenance("lots.3.quantity").key, "assumption:by_hand");
  EXPECT_EQ(s.provenance("buyers.firm:aero.weight").key, "assumption:by_hand");
  EXPECT_THROW(s.provenance("BBX.gdp"), UnknownName);
  EXPECT_THROW(s.provenance("states.BBB.gpd"), UnknownName);
  EXPECT_THROW(s.provenance("gdp"), UnknownName);
  EXPECT_THROW(s.provenance("lots.99.quantity"), UnknownName);
  ScenarioFiles changed = files();
  changed["data/labs.csv"] = "id,name,home,sources\nada,Ada Lab,AAA,home=ear_2023_10;name=assumption:guess\nari,Ari Lab,AAA,\n";
  const Scenario t = from_files(changed);
  EXPECT_EQ(t.provenance("labs.ada.home").key, "ear_2023_10");
  EXPECT_EQ(t.provenance("labs.ada.name").key, "assumption:guess");
  EXPECT_EQ(t.provenance("labs.ari.home").key, "assumption:by_hand");
}

TEST(Scenario, TablesAsText) {
  const TextTable& states = small().table("states");
  EXPECT_EQ(states.columns.front(), "id");
  ASSERT_EQ(states.rows.size(), 6U);
  EXPECT_EQ(states.rows[5][1], "Forland");
  EXPECT_EQ(small().table("parameters").rows.size(), small().parameters.rows().size());
  EXPECT_THROW(small().table("sates"), UnknownName);
}

TEST(Scenario, Preferences) {
  ASSERT_EQ(small().preferences.size(), 6U);
  const Preferences& p = small().preferences[0];
  EXPECT_EQ(p.name, "balanced");
  double sum = 0.0;
  for (const auto& [name, weight] : p.weights) sum += weight;
  EXPECT_NEAR(sum, 1.0, 1e-12);
  EXPECT_EQ(p.scales.size(), p.weights.size());
}

TEST(Scenario, ShippedScenariosLoad) {
  for (const char* name : {"tiny", "mirror", "baseline"}) {
    const Scenario s = read_scenario(std::string(ENTREPOT_REPO) + "/libagents/scenarios/" + name);
    EXPECT_EQ(s.id, name);
    EXPECT_EQ(from_files(files_of(std::string(ENTREPOT_REPO) + "/libagents/scenarios/" + name)).digest, s.digest);
  }
}

}  // namespace
}  // namespace entrepot
