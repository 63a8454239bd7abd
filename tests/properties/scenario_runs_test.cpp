// Runs of the shipped scenarios: the first day, the same bits whatever the machine does, snapshots, and the mirror.
#include <gtest/gtest.h>

#include <cmath>
#include <map>
#include <set>

#include "decisions/buy/demand_side.hpp"
#include "entrepot/base/errors.hpp"
#include "entrepot/base/luck.hpp"
#include "entrepot/run/ensemble.hpp"
#include "entrepot/run/simulation.hpp"
#include "entrepot/scenario/builder.hpp"
#include "entrepot/world/access.hpp"

namespace entrepot {
namespace {

const Scenario& shipped(const std::string& name) {  // loaded once for all tests of this file
  static std::map<std::string, Scenario> loaded;
  const auto at = loaded.find(name);
  return at != loaded.end() ? at->second : loaded.emplace(name, load_scenario(name)).first->second;
}

/// Orders of the first day under the base strategies, by product; and sales of the quarter before.
struct FirstDayMix {
  double worst_share = 0, ordered_h100e = 0, sold_h100e = 0, ordered_units = 0, sold_units = 0;
};
FirstDayMix first_day(const Scenario& scenario, std::uint64_t draw) {
  World w = scenario.start;
  w.parameters = scenario.parameters.sample(42, draw);
  apply_strategies(w, scenario.strategy(scenario.base_strategy), scenario.strategy(scenario.rival_strategy));
  initialise(w);
  const auto p = w.parameters.bind<BuyParameters>();
  const buying::DemandSide side = buying::demand_side(w, AccessTable(w), p);
  FirstDayMix mix;
  std::vector<double> ordered(side.offer.products(), 0.0);
  for (std::size_t c = 0; c < ordered.size(); ++c) {
    for (const double x : flat(side.orders.chips[c])) ordered[c] += x;
    const std::size_t i = side.offer.product[c].index();
    mix.ordered_units += ordered[c];
    mix.sold_units += scenario.start.products.sold[i];
    mix.ordered_h100e += ordered[c] * w.products.q_train[i];
    mix.sold_h100e += scenario.start.products.sold[i] * w.products.q_train[i];
  }
  for (std::size_t c = 0; c < ordered.size(); ++c)
    mix.worst_share = std::max(mix.worst_share, std::abs(ordered[c] / mix.ordered_units -
                                                         scenario.start.products.sold[side.offer.product[c].index()] / mix.sold_units));
  return mix;
}

TEST(FirstDay, MixAndLevelOfOrdersAreThoseOfLastQuartersSales) {
  for (const char* name : {"baseline", "tiny"})
    for (const std::uint64_t draw : {RunKey::point_draw, std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{3}}) {
      const FirstDayMix mix = first_day(shipped(name), draw);
      EXPECT_LT(mix.worst_share, 1e-3) << name << " draw " << draw;
      // The level follows from budgets: within a tenth at the point values; draws of the purchase elasticities move it a little more.
      const double room = draw == RunKey::point_draw ? 0.1 : 0.15;
      EXPECT_NEAR(mix.ordered_units / mix.sold_units, 1.0, room) << name << " draw " << draw;
      EXPECT_NEAR(mix.ordered_h100e / mix.sold_h100e, 1.0, room) << name << " draw " << draw;
    }
}

TEST(FirstDay, ConstantsOfDemandAreTheSameWhateverTheStrategies) {
  for (const char* name : {"baseline", "tiny"}) {
    const Scenario& scenario = shipped(name);
    Strategy few = scenario.strategy("leverage");
    few.policy["officers"] = 20;  // applications wait: what is presumed to be approved is worth less
    const Simulation many(scenario, scenario.strategy("control"), RunKey{1, 0}), slow(scenario, few, RunKey{1, 0});
    const World &a = many.world(), &b = slow.world();
    EXPECT_EQ(a.products.taste, b.products.taste) << name;
    EXPECT_EQ(a.buyers.taste, b.buyers.taste) << name;
    EXPECT_EQ(a.buyers.start_cost, b.buyers.start_cost) << name;
    EXPECT_EQ(a.exporters.cloud_taste, b.exporters.cloud_taste) << name;
    EXPECT_GT(b.exporters.expected_wait[0][0], 2.0 * a.exporters.expected_wait[0][0]) << name;
    EXPECT_EQ(a.exporters.expected_wait[1], b.exporters.expected_wait[1]) << name;
  }
}

// A share of remote service that the newcomer's clouds cannot buy chips for: the search has no answer, and says so.
TEST(FirstDay, WhatCannotBeCalibratedIsASentence) {
  const Scenario& scenario = shipped("tiny");
  for (const double share : {0.2, 0.35, 0.5}) {
    Parameters parameters = scenario.parameters.point();
    parameters.set("start.remote_share_newcomer", share);
    try {
      const Simulation sim(scenario, scenario.strategy("control"), RunKey{1, 0}, parameters);
      ADD_FAILURE() << share;
    } catch (const SolverError& problem) {
      EXPECT_EQ(problem.solver, "calibrate") << problem.what();
    }
  }
}

TEST(FirstDay, WhoIsPresumedToBeApprovedHoldsALicenceWhateverTheStrategies) {
  const Scenario& scenario = shipped("baseline");
  for (const char* strategy : {"status-quo-2025", "control", "diffusion"}) {
    World w = scenario.start;
    w.parameters = scenario.parameters.point();
    apply_strategies(w, scenario.strategy(strategy), scenario.strategy(scenario.rival_strategy));
    initialise(w);
    std::set<std::pair<std::int32_t, std::int32_t>> holders;
    std::set<std::int32_t> ages;
    const BuyerRows rows(w);
    for (std::size_t l = 0; l < w.licences.buyer.size(); ++l) {
      const BuyerId buyer = rows.of(w.licences.buyer[l]);
      const std::int32_t age = -w.licences.decided[l];
      EXPECT_EQ(w.licences.stage[l], LicenceStage::approved);
      EXPECT_EQ(w.licences.route[l], Route::presume);
      EXPECT_DOUBLE_EQ(w.licences.quantity[l], 4.0 * (w.buyers.q_free[buyer.index()][0] + w.buyers.q_free[buyer.index()][1]));
      EXPECT_DOUBLE_EQ(w.licences.left[l], w.licences.quantity[l] * (4 - age) / 4.0);
      holders.emplace(buyer.row, w.licences.exporter[l].row);
      ages.insert(age);
    }
    EXPECT_EQ(holders.size(), w.licences.buyer.size());  // one each
    EXPECT_EQ(ages, (std::set<std::int32_t>{0, 1, 2, 3}));
    const AccessTable base(w, AccessTable::View::base_only);
    std::size_t presumed = 0;
    for (std::size_t b = 0; b < w.buyers.agent.size(); ++b)
      for (std::size_t e = 0; e < exporter_count; ++e) {
        bool any = false;
        for (std::size_t p = 0; p < w.products.id.size(); ++p) {
          const ProductId product{p};
          const AgentId buyer = w.buyers.agent[b];
          if (base.category_of(product) < 0 || base.exporter_of(product).index() != e) continue;
          if (w.products.captive[p] && agent_of(w, w.products.captive[p]) != buyer) continue;
          any = any || base.chips(base.standing(buyer, ExporterId{e}), base.category_of(product), {}).route == Route::presume;
        }
        presumed += any ? 1 : 0;
        EXPECT_EQ(any, holders.contains({static_cast<std::int32_t>(b), static_cast<std::int32_t>(e)})) << b << " " << e;
      }
    EXPECT_GT(presumed, 20U);
  }
}

TEST(FirstDay, ARunningLicenceDoesNotStopAnApplicationByAStricterRoute) {
  // Under leverage all that the holders' licences covered must be asked for case by case: they apply in the first quarter.
  Simulation sim(shipped("baseline"), shipped("baseline").strategy("leverage"), RunKey{42, 0});
  const std::size_t held = sim.world().licences.buyer.size();
  ASSERT_GT(held, 20U);
  for (int quarter = 0; quarter < 12; ++quarter) {
    sim.step();
    const Licences& l = sim.world().licences;
    if (quarter == 0) {
      for (std::size_t old = 0; old < held; ++old) {
        bool applied = false;
        for (std::size_t i = held; i < l.buyer.size(); ++i)
          applied = applied || (l.buyer[i] == l.buyer[old] && l.exporter[i] == l.exporter[old] && l.route[i] == Route::licence_case);
        EXPECT_TRUE(applied) << old;
      }
    }
    std::set<std::pair<std::int32_t, std::int32_t>> running;  // one each: quantities are not pooled over routes
    const BuyerRows rows(sim.world());
    for (std::size_t i = 0; i < l.buyer.size(); ++i)
      if (l.stage[i] == LicenceStage::approved) {
        EXPECT_TRUE(running.emplace(rows.of(l.buyer[i]).row, l.exporter[i].row).second) << quarter;
      }
  }
}

TEST(FirstDay, RemoteServiceHasItsShareOfEachTier) {
  const Scenario& scenario = shipped("baseline");
  World w = scenario.start;
  w.parameters = scenario.parameters.point();
  apply_strategies(w, scenario.strategy(scenario.base_strategy), scenario.strategy(scenario.rival_strategy));
  initialise(w);
  const auto p = w.parameters.bind<BuyParameters>();
  ASSERT_EQ(p.sovereignty, 1.0);  // the middle, where the constant is found
  const buying::DemandSide side = buying::demand_side(w, AccessTable(w, AccessTable::View::base_only), p);
  for (std::size_t e = 0; e < exporter_count; ++e)
    for (std::size_t t = 0; t < tier_count; ++t)
      for (std::size_t z = 0; z < use_count; ++z) {
        double rented = 0, all = 0;
        for (std::size_t b = 0; b < w.buyers.agent.size(); ++b) {
          if (w.buyers.home[b] == w.exporters.state[e] || static_cast<std::size_t>(w.states.tier[w.buyers.home[b].index()][e]) != t)
            continue;
          rented += side.ruled.share[side.offer.remote(e)][b][z] * side.ruled.quantity[b][z];
          all += side.ruled.quantity[b][z];
        }
        if (all > 0.0) {
          EXPECT_NEAR(rented / all, e == 0 ? 0.05 : 0.001, e == 0 ? 5e-4 : 1e-5) << "exporter " << e << " tier " << t << " use " << z;
        }
      }
}

TEST(SameBits, WhateverTheThreadsTheOrderAndTheRecording) {
  const Scenario& scenario = shipped("tiny");
  const std::vector<Strategy> strategies{scenario.strategy("control"), scenario.strategy("leverage")};
  EnsembleOptions options;
  options.runs = 6;
  options.threads = 1;
  const std::vector<RunResult> one = run_ensemble(scenario, strategies, options);
  for (const unsigned threads : {2U, 8U}) {
    options.threads = threads;
    options.record = {"buyers.shadow", "lots.quantity", "events.delivery", "events.approval"};
    const std::vector<RunResult> many = run_ensemble(scenario, strategies, options);
    ASSERT_EQ(many.size(), one.size());
    for (std::size_t i = 0; i < one.size(); ++i) {
      EXPECT_EQ(one[i].digest, many[i].digest) << i;
      EXPECT_EQ(one[i].outcomes, many[i].outcomes) << i;
      EXPECT_EQ(many[i].run, i % 6);
      EXPECT_EQ(many[i].cubes[0].times, static_cast<std::size_t>(scenario.quarters));
    }
  }
  // Who stops keeps what is done, with the same bits; what had begun is not run.
  std::size_t told = 0;
  options.threads = 8;
  options.runs = 4000;
  const std::vector<RunResult> part = run_ensemble(scenario, strategies, options, [&](std::size_t done) {
    told = done;
    return done == 0;
  });
  std::size_t kept = 0;
  for (const RunResult& result : part) {
    if (result.status != RunResult::Status::done) continue;
    ++kept;
    if (result.run < 6) {
      EXPECT_EQ(result.digest, one[result.strategy * 6 + result.run].digest);
    }
  }
  EXPECT_EQ(kept, told);
  EXPECT_GT(kept, 0U);
  EXPECT_LT(kept, part.size());
  options.runs = 6;
  // Any run alone, in another order, is the run of the batch.
  for (const std::uint64_t run : {std::uint64_t{5}, std::uint64_t{0}, std::uint64_t{3}}) {
    Simulation sim(scenario, strategies[1], RunKey{options.seed, run});
    sim.run();
    EXPECT_EQ(sim.digest(), one[6 + run].digest);
  }
}

TEST(SameBits, AfterSaveAndRestoreInMidRun) {
  const Scenario& scenario = shipped("tiny");
  Simulation sim(scenario, scenario.strategy("leverage"), RunKey{7, 3});
  for (int quarter = 0; quarter < 5; ++quarter) sim.step();
  Simulation back = Simulation::restore(sim.save(), scenario);
  Simulation copy = sim;
  sim.run();
  back.run();
  copy.run();
  EXPECT_EQ(sim.digest(), back.digest());
  EXPECT_EQ(sim.digest(), copy.digest());
  EXPECT_EQ(back.strategy(), "leverage");
  EXPECT_THROW(Simulation::restore(sim.save(), shipped("mirror")), SnapshotError);
  std::string damaged = sim.save();
  damaged[damaged.size() / 3] = static_cast<char>(damaged[damaged.size() / 3] ^ 4);
  EXPECT_THROW(Simulation::restore(damaged, scenario), SnapshotError);
}

TEST(SameBits, PairedRunsMeetTheSameLuckAndPartWhereTheStrategyBites) {
  const Scenario& scenario = shipped("tiny");
  const std::vector<std::string> ignore{"levers"};
  Simulation left(scenario, scenario.strategy("control"), RunKey{1, 0}), again(scenario, scenario.strategy("control"), RunKey{1, 0});
  EXPECT_FALSE(first_parting(left, again).difference);
  Simulation other(scenario, scenario.strategy("control"), RunKey{1, 0, RunKey::point_draw}),
      third(scenario, scenario.strategy("control"), RunKey{2, 0, RunKey::point_draw});
  const Parting parting = first_parting(other, third, ignore);  // same parameters, other luck: equal on the first day
  EXPECT_TRUE(parting.difference);
  EXPECT_NE(parting.stage, "start") << parting.difference.column;
}

TEST(Strategies, ControlSellsLessAbroadThanDiffusion) {
  const Scenario& scenario = shipped("baseline");
  Simulation control(scenario, scenario.strategy("control"), RunKey{42, 0, RunKey::point_draw});
  Simulation diffusion(scenario, scenario.strategy("diffusion"), RunKey{42, 0, RunKey::point_draw});
  control.run();
  diffusion.run();
  EXPECT_LT(control.outcomes().at("swing_h100e"), diffusion.outcomes().at("swing_h100e"));
  EXPECT_LT(control.outcomes().at("revenue_usd"), diffusion.outcomes().at("revenue_usd"));
  EXPECT_GT(control.outcomes().at("swing_shadow_usd"), diffusion.outcomes().at("swing_shadow_usd"));
}

// Swap (validation.md 4.0, 3c): in `mirror` every agent has a twin; exchanging the luck keys of twins exchanges their outputs.
const std::map<std::string, std::string> twin_states{{"AAA", "FFF"}, {"FFF", "AAA"}, {"BBB", "EEE"},
                                                     {"EEE", "BBB"}, {"CCC", "DDD"}, {"DDD", "CCC"}};
std::string twin_of(const std::string& id) {
  if (const auto state = twin_states.find(id); state != twin_states.end()) return state->second;
  return id.ends_with("-twin") ? id.substr(0, id.size() - 5) : id + "-twin";
}

template <class Table> void exchange_keys(Table& table) {
  std::map<std::string, std::uint64_t> key;
  for (std::size_t i = 0; i < table.id.size(); ++i) key[table.id[i]] = table.key[i];
  for (std::size_t i = 0; i < table.id.size(); ++i) table.key[i] = key.at(twin_of(table.id[i]));
}

/// The World with the keys of twins exchanged, and every key that is made of them.
World with_exchanged_luck(World w) {
  exchange_keys(w.states);
  exchange_keys(w.firms);
  exchange_keys(w.labs);
  exchange_keys(w.products);
  for (std::size_t i = 0; i < w.states.id.size(); ++i) w.agents.key[w.states.agent[i].index()] = w.states.key[i];
  for (std::size_t f = 0; f < w.firms.id.size(); ++f) w.agents.key[w.firms.agent[f].index()] = w.firms.key[f];
  for (std::size_t l = 0; l < w.labs.id.size(); ++l) w.agents.key[w.labs.agent[l].index()] = w.labs.key[l];
  for (std::size_t e = 0; e < exporter_count; ++e) w.exporters.key[e] = w.states.key[w.exporters.state[e].index()];
  for (std::size_t b = 0; b < w.buyers.agent.size(); ++b) w.buyers.key[b] = static_cast<std::uint64_t>(key_of(w, w.buyers.agent[b]));
  for (std::size_t s = 0; s < w.sites.owner.size(); ++s)
    w.sites.key[s] = static_cast<std::uint64_t>(join(key_of(w, w.sites.owner[s]), Key{w.states.key[w.sites.host[s].index()]}));
  return w;
}

TEST(Mirror, ExchangingTheLuckOfTwinsExchangesTheirOutputs) {
  const Scenario& scenario = shipped("mirror");
  Scenario swapped = scenario;
  swapped.start = with_exchanged_luck(scenario.start);
  for (const char* name : {"status-quo-2025", "control", "leverage"})
    for (const std::uint64_t run : {std::uint64_t{0}, std::uint64_t{1}, std::uint64_t{2}}) {
      const Strategy& strategy = scenario.strategy(name);  // both exporters run it
      Simulation one(scenario, strategy, RunKey{42, run}, &strategy), other(swapped, strategy, RunKey{42, run}, &strategy);
      bool differ = false;
      for (int quarter = 0; quarter < 12; ++quarter) {
        one.step();
        other.step();
        differ = differ || one.world().totals.revenue[0][0] != one.world().totals.revenue[0][1];
        for (std::size_t i = 0; i < scenario.start.states.id.size(); ++i)
          for (std::size_t j = 0; j < scenario.start.states.id.size(); ++j)
            if (scenario.start.states.id[j] == twin_of(scenario.start.states.id[i])) {
              const double left = one.world().states.power_used[i], right = other.world().states.power_used[j];
              ASSERT_NEAR(left, right, 1e-9 * (1 + left))
                  << name << " run " << run << " quarter " << quarter << " " << scenario.start.states.id[i];
            }
      }
      const auto& left = one.world().totals.revenue[0];
      const auto& right = other.world().totals.revenue[0];
      EXPECT_NEAR(left[0], right[1], 1e-9 * left[0]) << name << " run " << run;
      EXPECT_NEAR(left[1], right[0], 1e-9 * left[1]) << name << " run " << run;
      EXPECT_NEAR(one.outcomes().at("stack_share"), 1.0 - other.outcomes().at("stack_share"), 1e-9) << name << " run " << run;
      EXPECT_TRUE(differ) << "luck must matter for this test to say anything";
    }
}

TEST(Runs, AScenarioThatIsBuiltRunsAsOneThatIsLoaded) {
  for (const char* name : {"tiny", "baseline"}) {
    const Scenario built = ScenarioBuilder(files_of(name)).build();
    for (const std::uint64_t run : {0U, 3U}) {
      Simulation one(built, built.strategy("control"), {5, run}), other(shipped(name), shipped(name).strategy("control"), {5, run});
      for (int quarter = 0; quarter < 5; ++quarter) {
        one.step();
        other.step();
      }
      EXPECT_EQ(one.digest(), other.digest()) << name << " run " << run;
    }
  }
}

}  // namespace
}  // namespace entrepot
