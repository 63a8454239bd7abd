// A stage of one's own, with all that it may bring: parameters, a lever, more columns, a table, a layer, an event and an outcome. What it brings
// is recorded, saved, hashed and compared as our own is; and a stage or a model that is wrong is told so, by name, and ends its run only.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>

#include "entrepot/entrepot.hpp"
#include "entrepot/world/stage_builder.hpp"

namespace warming {
using namespace entrepot;

struct Heat {  // more columns of states
  std::vector<double> degrees;
  std::vector<std::int64_t> warm_quarters;
};
struct Dials {  // more columns of exporters
  std::vector<double> thermostat;
};
struct Fires {  // a table
  std::vector<StateId> at;
  std::vector<double> size;
};
struct Winds {  // a layer
  std::vector<StateId> source, target;
  std::vector<double> force;
};
struct Lit {  // an event
  StateId at;
  double size;
};
struct Parameters {
  double speed, wind;
};
struct Seen {  // of another stage
  double elasticity;
};
}  // namespace warming

namespace entrepot {
template <> inline constexpr auto columns<warming::Heat> = std::array{
    column<&warming::Heat::degrees>("degrees", "K", "how warm it is", "", Role::state, "[0, 100]"),
    column<&warming::Heat::warm_quarters>("warm_quarters", "quarters", "how long it has been warm", "", Role::state, ">= 0"),
};
template <> inline constexpr auto columns<warming::Dials> = std::array{
    column<&warming::Dials::thermostat>("thermostat", "1", "lever: how much warmth is let in", "", Role::state, "[0, 2]"),
};
template <> inline constexpr auto columns<warming::Fires> = std::array{
    column<&warming::Fires::at>("at", "state", "where"),
    column<&warming::Fires::size>("size", "ha", "how large", "", Role::state, ">= 0"),
};
template <> inline constexpr auto columns<warming::Winds> = std::array{
    column<&warming::Winds::source>("source", "state", "from where"),
    column<&warming::Winds::target>("target", "state", "to where"),
    column<&warming::Winds::force>("force", "1", "how strong", "", Role::state, "[0, 1]"),
};
template <> inline constexpr auto fields<warming::Lit> = std::array{
    field<&warming::Lit::at>("at", "state", "where"),
    field<&warming::Lit::size>("size", "ha", "how large"),
};
template <> inline constexpr auto parameters<warming::Parameters> = std::array{
    ParameterInfo{"warming.speed", "K/quarter", 0, 5, offsetof(warming::Parameters, speed), "warmth that comes in a quarter"},
    ParameterInfo{"warming.wind", "1", 0, 1, offsetof(warming::Parameters, wind), "force of a wind"},
};
template <> inline constexpr auto parameters<warming::Seen> = std::array{also_reads("buy.elasticity", offsetof(warming::Seen, elasticity))};
}  // namespace entrepot

namespace warming {

struct Warming {
  using Parameters = warming::Parameters;
  static constexpr std::string_view name = "warming";
  static constexpr std::array tables{more_columns<Heat>("heat", "states", "how warm states are"),
                                     more_columns<Dials>("dials", "exporters", "levers of the warming"), own_table<Fires>("fires", "fires"),
                                     layer<Winds>("winds", "who blows on whom")};
  static constexpr std::array levers{LeverInfo{"thermostat", "dials", "thermostat", 1.0}};
  static constexpr std::array events{event<Lit>("lit", "a fire is lit")};
  static constexpr std::array outcomes{OutcomeInfo{"mean_degrees", "K", "mean warmth of states", -1,
                                                   [](const World& w) { return reduce::mean(w.own.get<Heat>().degrees); }}};
  static constexpr std::array<std::string_view, 4> writes{"heat.degrees", "heat.warm_quarters", "fires", "winds"};
  static constexpr Purpose light{"warming.light"};

  struct Proposals {
    std::vector<double> degrees;
    std::vector<StateId> fires;
  };
  Proposals decide(const World& world, const Turn& turn) const {
    const auto p = world.parameters.bind<Parameters>();
    Proposals out{world.own.get<Heat>().degrees, {}};
    const Luck luck = turn.luck(light);
    for (std::size_t i = 0; i < out.degrees.size(); ++i) {
      const double u = luck.uniform(Key{world.states.key[i]});
      out.degrees[i] = std::min(100.0, out.degrees[i] + p.speed * world.own.get<Dials>().thermostat[0] * u);
      if (u > 0.5) out.fires.push_back(StateId{i});
    }
    return out;
  }
  void apply(World& world, const Proposals& out, const Turn& turn) const {
    Heat& heat = world.own.get<Heat>();
    heat.degrees = out.degrees;
    for (std::size_t i = 0; i < heat.degrees.size(); ++i) heat.warm_quarters[i] += heat.degrees[i] > 1.0 ? 1 : 0;
    Fires& fires = world.own.get<Fires>();
    Winds& winds = world.own.get<Winds>();
    for (const StateId at : out.fires) {
      fires.at.push_back(at);
      fires.size.push_back(heat.degrees[at.index()]);
      // Not in the order of sources: the layer is brought into it.
      winds.source.push_back(StateId{world.states.id.size() - 1 - at.index()});
      winds.target.push_back(at);
      winds.force.push_back(world.parameters.bind<Parameters>().wind);
      emit(world, turn, Lit{at, heat.degrees[at.index()]});
    }
  }
};

}  // namespace warming

namespace entrepot {
namespace {

using warming::Warming;

Model warm_model() {
  Model model = standard_model();
  return model.insert_after("buy", Warming{});
}

std::string row(const std::string& name, const std::string& value) {
  return name + ',' + value + ",1,point,,,assumption:made_up,2024-12-31,\n";
}
std::string speed_row(const std::string& value) { return "warming.speed," + value + ",K/quarter,point,,,assumption:made_up,2024-12-31,\n"; }
ScenarioFiles files(const std::string& rows) {
  return {{"scenario.toml", "extends = [\"tiny\"]\nid = \"warm\"\ntitle = \"A warm world\"\n"},
          {"parameters.csv", "name,value,unit,distribution,low,high,source,date,note\n" + rows}};
}
std::string both_rows() {
  return "warming.speed,0.5,K/quarter,uniform,0.1,1,assumption:made_up,2024-12-31,\n" + row("warming.wind", "0.25");
}
Scenario load(const Model& model, const std::string& rows = both_rows()) {
  LoadOptions options;
  options.model = model;
  return load_scenario(files(rows), options);
}
const Scenario& warm() {
  static const Scenario scenario = load(warm_model());
  return scenario;
}
Simulation begin(const Scenario& scenario = warm()) { return {scenario, scenario.strategy("control"), RunKey{.seed = 7, .run = 0}}; }

TEST(OwnStage, IsRecordedInAnEnsembleWithTheSameBitsOnOneThreadAndTwo) {
  const std::vector<Strategy> strategies{warm().strategy("control"), warm().strategy("leverage")};
  EnsembleOptions options{.seed = 7, .runs = 4, .threads = 1, .check = true};
  options.record = {"heat.degrees", "dials.thermostat", "fires.at", "winds.force", "events.lit"};
  const std::vector<RunResult> one = run_ensemble(warm(), strategies, options);
  options.threads = 2;
  const std::vector<RunResult> two = run_ensemble(warm(), strategies, options);
  ASSERT_EQ(one.size(), 8U);
  for (std::size_t i = 0; i < one.size(); ++i) {
    ASSERT_EQ(one[i].status, RunResult::Status::done) << one[i].message;
    EXPECT_EQ(one[i].digest, two[i].digest);
    EXPECT_EQ(one[i].outcomes, two[i].outcomes);
    EXPECT_EQ(one[i].cubes[0].real, two[i].cubes[0].real);
  }
  const Cube& degrees = one[0].cubes[0];
  EXPECT_EQ(degrees.times, 16U);
  EXPECT_EQ(degrees.rows, 6U);
  Simulation alone = begin();
  alone.run();
  EXPECT_EQ(alone.digest(), one[0].digest);  // checked, recorded and in company: the same run
  EXPECT_EQ(degrees.real[15 * 6], static_cast<float>(alone.world().own.get<warming::Heat>().degrees[0]));
  const EventRows& lit = one[0].events.rows[event_row(alone.world(), fields<warming::Lit>.data())];
  EXPECT_EQ(static_cast<std::int64_t>(lit.size()), event_count<warming::Lit>(alone.world()));
  EXPECT_EQ(lit.size(), alone.world().own.get<warming::Fires>().at.size());
  EXPECT_EQ(lit.at<warming::Lit>(0).at, alone.world().own.get<warming::Fires>().at[0]);
  EXPECT_EQ(alone.outcomes().at("mean_degrees"), reduce::mean(alone.world().own.get<warming::Heat>().degrees));
  EXPECT_GT(alone.outcomes().at("mean_degrees"), 0.5);
}

TEST(OwnStage, LayersAreOrderedBySourceWithOffsets) {
  Simulation sim = begin();
  sim.run();
  const auto& winds = sim.world().own.get<warming::Winds>();
  const std::span<const std::int32_t> first = sim.world().own.offsets<warming::Winds>();
  ASSERT_EQ(first.size(), 7U);
  EXPECT_EQ(first.back(), static_cast<std::int32_t>(winds.source.size()));
  for (std::size_t node = 0; node < 6; ++node)
    for (std::int32_t e = first[node]; e < first[node + 1]; ++e) EXPECT_EQ(winds.source[static_cast<std::size_t>(e)], StateId{node});
}

TEST(OwnStage, IsSavedAndRestored) {
  Simulation sim = begin();
  for (int quarter = 0; quarter < 5; ++quarter) sim.step();
  Simulation again = Simulation::restore(sim.save(), warm());
  EXPECT_EQ(again.world().own.get<warming::Heat>().degrees, sim.world().own.get<warming::Heat>().degrees);
  EXPECT_EQ(again.digest(), sim.digest());
  EXPECT_TRUE(again.world() == sim.world());
  sim.run();
  again.run();
  EXPECT_EQ(again.digest(), sim.digest());
  EXPECT_THROW(Simulation::restore(sim.save(), load_scenario("tiny")), SnapshotError);
}

TEST(OwnStage, IsHashedAndComparedByName) {
  const Simulation sim = begin();
  const std::vector<std::pair<std::string, std::function<void(World&)>>> changes{
      {"heat.degrees", [](World& w) { w.own.get<warming::Heat>().degrees[2] = 3.0; }},
      {"heat.warm_quarters", [](World& w) { w.own.get<warming::Heat>().warm_quarters[2] = 3; }},
      {"dials.thermostat", [](World& w) { w.own.get<warming::Dials>().thermostat[1] = 0.0; }},
      {"fires.at",
       [](World& w) {
         w.own.get<warming::Fires>().at.push_back(StateId{std::size_t{1}});
         w.own.get<warming::Fires>().size.push_back(1.0);
       }},
      {"winds.source", [](World& w) {
         w.own.get<warming::Winds>().source.push_back(StateId{std::size_t{1}});
         w.own.get<warming::Winds>().target.push_back(StateId{std::size_t{0}});
         w.own.get<warming::Winds>().force.push_back(1.0);
       }}};
  for (const auto& [column, change] : changes) {
    World changed = sim.world();
    change(changed);
    EXPECT_NE(digest_of(changed), sim.digest()) << column;
    EXPECT_FALSE(changed == sim.world()) << column;
    EXPECT_EQ(first_difference(sim.world(), changed).column, column);
  }
}

TEST(OwnStage, RunsPartWhereItSaysSo) {
  const Scenario faster = load(warm_model(), speed_row("2") + row("warming.wind", "0.25"));
  const Scenario slower = load(warm_model(), speed_row("1") + row("warming.wind", "0.25"));
  const Parting parting = first_parting(begin(slower), begin(faster));
  EXPECT_EQ(parting.quarter, 0);
  EXPECT_EQ(parting.stage, "warming");
  EXPECT_EQ(parting.difference.column, "heat.degrees");
}

TEST(OwnStage, ItsLeverMovesItsOutcome) {
  const Strategy cold = with_levers(warm(), warm().strategy("control"), "[policy]\nthermostat = 0.5\n", "cold");
  Simulation half{warm(), cold, RunKey{.seed = 7, .run = 0}}, whole = begin();
  EXPECT_EQ(half.world().own.get<warming::Dials>().thermostat, (std::vector<double>{0.5, 1.0}));
  half.step();
  whole.step();
  EXPECT_EQ(2.0 * half.outcomes().at("mean_degrees"), whole.outcomes().at("mean_degrees"));
  EXPECT_THROW(with_levers(warm(), warm().strategy("control"), "[policy]\nthermostat = 3\n", "hot"), ScenarioError);
}

TEST(OwnStage, LeversMayChangeInMidRunOfACopy) {
  Simulation sim = begin();
  for (int quarter = 0; quarter < 8; ++quarter) sim.step();
  Simulation branch = sim;
  branch.apply(with_levers(warm(), warm().strategy("control"), "[policy]\nthermostat = 0\n", "off"));
  EXPECT_EQ(branch.strategy(), "off");
  EXPECT_EQ(branch.world().own.get<warming::Dials>().thermostat, (std::vector<double>{0.0, 1.0}));
  EXPECT_EQ(branch.world().levers.route, sim.world().levers.route);  // the cells are those of control, and the rival's stay
  const double then = sim.outcomes().at("mean_degrees");
  branch.run();
  sim.run();
  EXPECT_EQ(branch.outcomes().at("mean_degrees"), then);
  EXPECT_GT(sim.outcomes().at("mean_degrees"), then);
}

TEST(OwnStage, ApplyingTheSameStrategyChangesNothing) {
  Simulation sim = begin();
  for (int quarter = 0; quarter < 3; ++quarter) sim.step();
  const Digest before = sim.digest();
  EXPECT_EQ(sim.apply(warm().strategy("control")).digest(), before);
  EXPECT_EQ(sim.apply(warm().strategy("control"), &warm().strategy(warm().rival_strategy)).digest(), before);
  EXPECT_NE(sim.apply(warm().strategy("diffusion")).digest(), before);
}

TEST(OwnStage, IsDescribed) {
  const std::string page = describe(warm_model());
  for (const char* line : {"| `warming.speed` | `warming` | K/quarter | [0, 5] | warmth that comes in a quarter |\n",
                           "| `thermostat` | 1 | [0, 2] | 1 | `dials.thermostat` | lever: how much warmth is let in |\n",
                           "| `degrees` | f64 | | K | [0, 100] | state | how warm it is |\n", "## lit\n\nStage `warming`: a fire is lit.\n",
                           "| `mean_degrees` | K | mean warmth of states |\n",
                           "| `warming` | yes | `heat.degrees`, `heat.warm_quarters`, `fires`, `winds` |\n"})
    EXPECT_NE(page.find(line), std::string::npos) << line;
}

struct Plain {
  struct Parameters {};
  static constexpr std::string_view name = "plain";
  int decide(const World&, const Turn&) const { return 0; }
  void apply(World& world, int, const Turn&) const { [[maybe_unused]] const auto p = world.parameters.bind<Parameters>(); }
};
TEST(OwnStage, AnEmptyStructOfParametersJustWorks) {
  Model model = standard_model();
  model.append(Plain{});
  Simulation plain{load(model, ""), load(model, "").strategy("control"), RunKey{.seed = 7, .run = 0}};
  Simulation standard{load(standard_model(), ""), load(standard_model(), "").strategy("control"), RunKey{.seed = 7, .run = 0}};
  plain.check().run();
  standard.run();
  EXPECT_EQ(plain.digest(), standard.digest());
}

// ---- Wrong stages: stopped where their work is looked at, with stage, quarter, column and row

/// A stage "wrong" that does this in quarter 2 and says that it writes these.
Stage doing(std::function<void(World&, const Turn&)> work, std::vector<std::string_view> writes) {
  const auto kept = std::make_shared<const std::vector<std::string_view>>(std::move(writes));
  Stage::Body body;
  body.info.name = "wrong";
  body.info.writes = *kept;
  body.info.declares_writes = true;
  body.run = [work = std::move(work)](World& world, const Turn& turn) {
    if (turn.quarter == 2) work(world, turn);
  };
  body.kept = kept;
  return Stage(std::move(body));
}

struct WrongStage {
  std::string what;
  Stage stage;
  std::string sentence;
};

std::vector<WrongStage> wrong_stages() {
  using warming::Fires;
  using warming::Heat;
  using warming::Winds;
  constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  return {
      {"a longer column", doing([](World& w, const Turn&) { w.own.get<Heat>().degrees.push_back(0.0); }, {"heat"}),
       "stage wrong, quarter 2: heat.degrees, row 6 is 7 rows, allowed: 6 rows, as many as states"},
      {"a shorter column", doing([](World& w, const Turn&) { w.own.get<Heat>().warm_quarters.pop_back(); }, {"heat"}),
       "stage wrong, quarter 2: heat.warm_quarters, row 5 is 5 rows, allowed: 6 rows, as many as states"},
      {"columns of other lengths",
       doing([](World& w, const Turn&) { w.own.get<Winds>().source.push_back(StateId{std::size_t{0}}); }, {"winds"}),
       "stage wrong, quarter 2: winds.target, row "},
      {"a column of ours of another length", doing([](World& w, const Turn&) { w.states.growth.pop_back(); }, {"states"}),
       "stage wrong, quarter 2: states.growth, row 5 is 5 rows, allowed: 6 rows"},
      {"out of range", doing([](World& w, const Turn&) { w.own.get<Heat>().degrees[1] = 101.0; }, {"heat"}),
       "stage wrong, quarter 2: heat.degrees, row 1 is 101, allowed: [0, 100]"},
      {"no number", doing([](World& w, const Turn&) { w.own.get<Heat>().degrees[3] = nan; }, {"heat"}),
       "stage wrong, quarter 2: heat.degrees, row 3 is nan, allowed: [0, 100]"},
      {"no number in a column of ours", doing([](World& w, const Turn&) { w.states.growth[0] = nan; }, {"states.growth"}),
       "stage wrong, quarter 2: states.growth, row 0 is nan, allowed: a number"},
      {"written without saying so", doing([](World& w, const Turn&) { w.own.get<Heat>().degrees[0] = 50.0; }, {"heat.warm_quarters"}),
       "it is not in the stage's list of what it writes"},
      {"a column of ours written without saying so", doing([](World& w, const Turn&) { w.states.gdp[1] *= 2.0; }, {"states.growth"}),
       "stage wrong, quarter 2: states.gdp, row 1 is "},
      {"an id that is no row",
       doing(
           [](World& w, const Turn&) {
             w.own.get<Fires>().at.push_back(StateId{std::size_t{6}});
             w.own.get<Fires>().size.push_back(1.0);
           },
           {"fires"}),
       " is row 6, allowed: a row of states, which has 6, or -1"},
      {"an edge from no row",
       doing(
           [](World& w, const Turn&) {
             w.own.get<Winds>() = {{StateId{std::int32_t{-5}}}, {StateId{std::size_t{0}}}, {0.5}};
           },
           {"winds"}),
       "stage wrong, quarter 2: winds.source, row 0 is row -5, allowed: a row of states, which has 6, or -1"},
      {"chips that vanish",
       doing([](World& w, const Turn&) { *std::max_element(w.lots.quantity.begin(), w.lots.quantity.end()) -= 1; }, {"lots"}),
       "stage wrong, quarter 2: "},
      {"money that vanishes", doing([](World& w, const Turn&) { w.accounts.balance[1] -= 100; }, {"accounts"}), "stage wrong, quarter 2: "},
      {"the clock", doing([](World& w, const Turn&) { ++w.quarter; }, {}), "quarter, row 0 is 3, allowed: the clock is no stage's"},
      {"a parameter", doing([](World& w, const Turn&) { w.parameters.set("warming.speed", 0.9); }, {}),
       "stage wrong, quarter 2: parameters, row 0 is changed, allowed: parameters do not change in a run; write a column"},
      {"an exception", doing([](World&, const Turn&) { throw Error("the well is dry"); }, {}), "the well is dry"},
      {"an event that nobody brought", doing([](World& w, const Turn& t) { emit(w, t, "flood", std::vector<double>{1.0}); }, {}),
       "event kind"},
      {"an event with another number of fields", doing([](World& w, const Turn& t) { emit(w, t, "lit", std::vector<double>{1.0}); }, {}),
       "the event lit has 2 fields, not 1"},
      {"an event with no number",
       doing(
           [](World& w, const Turn& t) {
             emit(w, t, "lit", std::vector<double>{1.0, nan});
           },
           {}),
       "the field size of the event lit is no number"},
      {"an event with half a row",
       doing(
           [](World& w, const Turn& t) {
             emit(w, t, "lit", std::vector<double>{1.5, 1.0});
           },
           {}),
       "the field at of the event lit is 1.5, allowed: a whole number"},
  };
}

TEST(WrongStage, IsAFailedRunWithItsSentenceAndNeverTheEndOfTheBatch) {
  for (const WrongStage& wrong : wrong_stages()) {
    Model model = warm_model();
    model.insert_after("warming", wrong.stage);
    const Scenario scenario = load(model);
    const std::vector<Strategy> strategies{scenario.strategy("control")};
    for (const RunResult& run : run_ensemble(scenario, strategies, {.seed = 7, .runs = 2, .threads = 2, .check = true})) {
      EXPECT_EQ(run.status, RunResult::Status::failed) << wrong.what;
      EXPECT_NE(run.message.find(wrong.sentence), std::string::npos) << wrong.what << ": " << run.message;
    }
  }
}

TEST(WrongStage, AnotherLengthIsRefusedUncheckedToo) {
  for (const WrongStage& wrong : wrong_stages()) {
    if (wrong.what != "a longer column" && wrong.what != "columns of other lengths") continue;
    Model model = warm_model();
    model.insert_after("warming", wrong.stage);
    Simulation sim = begin(load(model));
    EXPECT_THROW(sim.check(false).run(), StageError) << wrong.what;
  }
}

struct BadStart : Plain {
  static constexpr std::string_view name = "bad_start";
  static constexpr std::array tables{more_columns<warming::Heat>("heat", "states", "how warm states are")};
  void first_day(World& world, const Turn&) const { world.own.get<warming::Heat>().degrees[4] = -1.0; }
};
TEST(WrongStage, FirstValuesAreLookedAtToo) {
  Model model = standard_model();
  model.append(BadStart{});
  Simulation sim = begin(load(model, ""));
  try {
    sim.check();
    ADD_FAILURE() << "it was not refused";
  } catch (const StageError& problem) {
    EXPECT_EQ(std::string(problem.what()), "stage bad_start, quarter 0: heat.degrees, row 4 is -1, allowed: [0, 100]");
  }
}

// ---- Wrong models

struct WrongModel {
  std::string what;
  std::function<void()> make;
  std::string sentence;
};
/// Warming's stage, saying other things.
Stage saying(const std::function<void(Stage::Body&)>& change) {
  Stage::Body body;
  body.info.name = "other";
  body.run = [](World&, const Turn&) {};
  change(body);
  return Stage(std::move(body));
}
void with(const Stage& stage) { warm_model().append(stage); }
void with(const std::function<void(Stage::Body&)>& change) { with(saying(change)); }

constexpr std::array same_parameter{ParameterInfo{"warming.speed", "1", 0, 1, 0, ""}};
constexpr std::array unknown_parameter{also_reads("buy.elastcity", 0)};
constexpr std::array same_table{own_table<warming::Fires>("fires", "again")};
constexpr std::array same_struct{own_table<warming::Fires>("more_fires", "again")};
constexpr std::array no_parent{more_columns<warming::Heat>("cold", "countries", "of nobody")};
constexpr std::array table_named_events{own_table<warming::Fires>("events", "they would be taken for events")};
constexpr std::array same_event{event<warming::Lit>("lit", "again")};
constexpr std::array no_value{OutcomeInfo{"empty", "1", "nobody says it", 0, nullptr}};
constexpr std::array same_outcome{OutcomeInfo{"mean_degrees", "1", "again", 0, [](const World&) { return 0.0; }}};
constexpr std::array same_lever{LeverInfo{"thermostat", "dials", "thermostat", 1.0}};
constexpr std::array lever_elsewhere{LeverInfo{"growth", "states", "growth", 1.0}};
constexpr std::array lever_out_of_range{LeverInfo{"dial", "dials", "thermostat", 3.0}};
constexpr std::array<std::string_view, 1> writes_nothing_there{"heat.degree"};

std::vector<WrongModel> wrong_models() {
  using B = Stage::Body;
  using C = std::vector<ColumnSpec>;
  const auto build = [](StageBuilder& builder) { return builder.build([](World&, const Turn&) {}); };
  return {
      {"two stages of one name", [] { warm_model().append(Warming{}); }, "stage warming: the stage \"warming\" is there already"},
      {"no name", [] { with([](B& b) { b.info.name = ""; }); }, "a stage has no name"},
      {"two owners of a parameter", [] { with([](B& b) { b.info.parameters = same_parameter; }); },
       "stage other: the parameter \"warming.speed\" belongs to the stage warming; read it with also_reads"},
      {"reads a parameter that is not there", [] { with([](B& b) { b.info.parameters = unknown_parameter; }); },
       "it also reads the parameter \"buy.elastcity\", which no stage of the model has"},
      {"a table twice", [] { with([](B& b) { b.info.tables = same_table; }); }, "the table \"fires\" is there already"},
      {"a struct twice", [] { with([](B& b) { b.info.tables = same_struct; }); },
       "\"more_fires\" and \"fires\" are made of the same struct: give each its own"},
      {"a parent that is not there",
       [] {
         Model model = standard_model();
         model.append(saying([](B& b) { b.info.tables = no_parent; }));
       },
       "the columns \"cold\" are of the table \"countries\", which is not there"},
      {"a table named events", [] { with([](B& b) { b.info.tables = table_named_events; }); }, "the table \"events\" is there already"},
      {"a kind of event twice", [] { with([](B& b) { b.info.events = same_event; }); }, "the kind of event \"lit\" is there already"},
      {"an outcome twice", [] { with([](B& b) { b.info.outcomes = same_outcome; }); }, "the outcome \"mean_degrees\" is there already"},
      {"an outcome without a value", [] { with([](B& b) { b.info.outcomes = no_value; }); }, "an outcome has no value"},
      {"a lever twice", [] { with([](B& b) { b.info.levers = same_lever; }); }, "the lever \"thermostat\" is there already"},
      {"a lever on no exporter's column", [] { with([](B& b) { b.info.levers = lever_elsewhere; }); },
       "the lever \"growth\" sets states.growth, which is no column of exporters"},
      {"a lever out of range", [] { with([](B& b) { b.info.levers = lever_out_of_range; }); },
       "the lever \"dial\" is 3 where a strategy does not say, allowed: [0, 2]"},
      {"writes what is not there", [] { with([](B& b) { b.info.writes = writes_nothing_there; }); },
       "it says that it writes \"heat.degree\", which is no table and no column"},
      {"no such stage to stand behind", [] { warm_model().insert_after("buys", Plain{}); }, "\"buy\""},
      {"a column twice",
       [=] {
         StageBuilder b("made");
         b.table("mine", "", TableKind::rows, "", C{{.name = "x", .range = ""}, {.name = "x", .range = ""}});
       },
       "the table mine has the column x twice"},
      {"ids of no table",
       [=] {
         StageBuilder b("made");
         b.table("mine", "", TableKind::rows, "", C{{.name = "x", .type = ColumnSpec::Type::id, .target = "planets"}});
         with(build(b));
       },
       "the column mine.x refers to rows of \"planets\", which is no table"},
      {"a layer between nobody",
       [=] {
         StageBuilder b("made");
         b.table("ties", "", TableKind::layer, "planets", C{});
         with(build(b));
       },
       "the column ties.source refers to rows of \"planets\", which is no table"},
      {"a layer without source",
       [] {
         with([](B& b) {
           static constexpr TableInfo rows = own_table<warming::Fires>("more", "");
           static std::array<TableInfo, 1> layers{rows};
           layers[0].kind = TableKind::layer;
           b.info.tables = layers;
         });
       },
       "the layer \"more\" needs a column source of ids"},
      {"a range that is none",
       [=] {
         StageBuilder b("made");
         b.table("mine", "", TableKind::rows, "", C{{.name = "x", .range = "positive"}});
       },
       "a range begins with > < ( or ["},
      {"inner axes that are none",
       [=] {
         StageBuilder b("made");
         b.table("mine", "", TableKind::rows, "", C{{.name = "x", .axes = "exporter"}});
       },
       "inner axes are written name:length"},
      {"a parameter without a row", [] { load(warm_model(), row("warming.wind", "0.25")); }, "missing-parameter"},
      {"a row of no parameter", [] { load(warm_model(), both_rows() + row("warming.sped", "1")); },
       "no stage reads the parameter \"warming.sped\""},
      {"a parameter out of range", [] { load(warm_model(), speed_row("6") + row("warming.wind", "0.25")); }, "out-of-range"},
      {"recording what is not there",
       [] {
         const std::vector<Strategy> strategies{warm().strategy("control")};
         EnsembleOptions options;
         options.record = {"heat.degree"};
         run_ensemble(warm(), strategies, options);
       },
       "degrees"},
  };
}

TEST(WrongModel, IsRefusedWithASentence) {
  for (const WrongModel& wrong : wrong_models()) {
    try {
      wrong.make();
      ADD_FAILURE() << wrong.what << ": it was not refused";
    } catch (const std::exception& problem) {
      EXPECT_NE(std::string(problem.what()).find(wrong.sentence), std::string::npos) << wrong.what << ": " << problem.what();
    }
  }
}

TEST(WrongModel, ARefusedChangeLeavesTheModelAsItWas) {
  Model model = warm_model();
  EXPECT_THROW(model.append(Warming{}), ModelError);
  EXPECT_EQ(model.stages().size(), warm_model().stages().size());
  EXPECT_NO_THROW(model.remove("warming").append(Warming{}));
}

}  // namespace
}  // namespace entrepot
