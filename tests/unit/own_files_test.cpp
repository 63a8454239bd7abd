// Files of tables that a model's stages bring along: rows of their own, more columns of a table, a layer; of types and made at run time.
#include <gtest/gtest.h>

#include "entrepot/base/errors.hpp"
#include "entrepot/scenario/scenario.hpp"
#include "entrepot/world/stage_builder.hpp"
#include "support/small_model.hpp"

namespace entrepot {
namespace own_files {

struct Ports {
  std::vector<std::string> id;
  std::vector<std::uint64_t> key;
  std::vector<StateId> state;
  std::vector<double> depth;
  std::vector<std::int32_t> opened;
  std::vector<Route> route;
};
struct Berths {  // more columns of ports
  std::vector<std::int64_t> berths;
};
struct Pressed {  // more columns of states
  std::vector<double> pressure;
  std::vector<std::array<double, exporter_count>> ties;
};
struct Sanctions {  // edges between states
  std::vector<StateId> source, target;
  std::vector<double> severity;
  std::vector<double> age;
};

}  // namespace own_files

template <> inline constexpr auto columns<own_files::Ports> = std::array{
    column<&own_files::Ports::id>("id", "-", "name", "", Role::frozen).given({.form = Form::id}),
    column<&own_files::Ports::key>("key", "-", "luck key", "", Role::frozen).made_of_id(),
    column<&own_files::Ports::state>("state", "state", "where").given(),
    column<&own_files::Ports::depth>("depth", "m", "depth", "", Role::state, ">= 0").given({.as = "depth_m", .allowed = within(5, 50)}),
    column<&own_files::Ports::opened>("opened", "quarter", "since")
        .given({.form = Form::quarter_of, .may_be_empty = true, .when_empty = -9}),
    column<&own_files::Ports::route>("route", "-", "route").given(),
};
template <> inline constexpr TableFile file_of<own_files::Ports>{.path = "data/ports.csv", .id = "id", .noun = "port"};
template <> inline constexpr auto columns<own_files::Berths> = std::array{
    column<&own_files::Berths::berths>("berths", "-", "berths", "", Role::state, ">= 0").given(),
};
template <> inline constexpr TableFile file_of<own_files::Berths>{.path = "data/berths.csv"};
template <> inline constexpr auto columns<own_files::Pressed> = std::array{
    column<&own_files::Pressed::pressure>("pressure", "1", "pressure", "", Role::state, "[0, 1]").given(),
    column<&own_files::Pressed::ties>("ties", "1", "ties", "exporter:2").given({.may_be_empty = true, .when_empty = 0.5}),
};
template <> inline constexpr TableFile file_of<own_files::Pressed>{.path = "data/pressed.csv"};
template <> inline constexpr auto columns<own_files::Sanctions> = std::array{
    column<&own_files::Sanctions::source>("source", "state", "who").given(),
    column<&own_files::Sanctions::target>("target", "state", "whom").given(),
    column<&own_files::Sanctions::severity>("severity", "1", "severity", "", Role::state, "[0, 1]").given(),
    column<&own_files::Sanctions::age>("age", "quarters", "age"),
};
template <> inline constexpr TableFile file_of<own_files::Sanctions>{.path = "data/sanctions.csv", .may_have_no_rows = true};

namespace own_files {
namespace {

struct Harbour {
  static constexpr std::string_view name = "harbour";
  static constexpr std::array tables{own_table<Ports>("ports", "ports"), more_columns<Berths>("berths", "ports", "berths"),
                                     more_columns<Pressed>("pressed", "states", "pressed"), layer<Sanctions>("sanctions", "sanctions")};
  void set_up(World&, const Turn&) const {}
};

LoadOptions with_harbour() {
  LoadOptions options;
  options.model = testing::small_model().append(Harbour{});
  return options;
}
ScenarioFiles plain() { return files_of(std::string(ENTREPOT_TESTS) + "/support/small"); }
ScenarioFiles files() {
  ScenarioFiles all = plain();
  all.at("scenario.toml") +=
      "[provenance.ports]\nstate = \"assumption:x\"\ndepth_m = \"assumption:x\"\nopened = \"assumption:x\"\nroute = \"assumption:x\"\n"
      "[provenance.berths]\nberths = \"assumption:x\"\n"
      "[provenance.pressed]\npressure = \"assumption:x\"\nties_home = \"assumption:x\"\nties_rival = \"assumption:y\"\n"
      "[provenance.sanctions]\nsource = \"assumption:x\"\ntarget = \"assumption:x\"\nseverity = \"assumption:x\"\n";
  all["data/ports.csv"] = "id,state,depth_m,opened,route\nnorth,CCC,12.5,2025-05-01,free\nsouth,AAA,20,,case\n";
  all["data/berths.csv"] = "id,berths\nsouth,7\n";
  all["data/pressed.csv"] = "id,pressure,ties_home,ties_rival\nDDD,0.5,0.1,0.2\nBBB,0.25,,0.75\n";
  all["data/sanctions.csv"] = "source,target,severity\nEEE,FFF,0.5\nAAA,FFF,1\nAAA,DDD,0.75\n";
  return all;
}
std::string problems_of(const ScenarioFiles& all, const LoadOptions& options = with_harbour()) {
  try {
    from_files(all, options);
  } catch (const ScenarioError& problem) {
    std::string text;
    for (const Diagnostic& d : problem.diagnostics)
      text += d.file + ':' + std::to_string(d.line) + ':' + std::to_string(d.column) + ": " + d.code + ": " + d.message +
              (d.hint.empty() ? "" : " (" + d.hint + ")") + '\n';
    return text;
  }
  return "";
}

TEST(OwnFiles, FillTheTablesThatStagesBring) {
  const Scenario scenario = from_files(files(), with_harbour());
  const OwnTables& own = scenario.start.own;
  const Ports& ports = own.get<Ports>();
  EXPECT_EQ(ports.id, (std::vector<std::string>{"north", "south"}));
  EXPECT_EQ(ports.key[1], static_cast<std::uint64_t>(key_of("port", "south")));
  EXPECT_EQ(ports.state, (std::vector<StateId>{StateId{2}, StateId{0}}));
  EXPECT_EQ(ports.depth, (std::vector<double>{12.5, 20.0}));
  EXPECT_EQ(ports.opened, (std::vector<std::int32_t>{1, -9}));
  EXPECT_EQ(ports.route, (std::vector<Route>{Route::free, Route::licence_case}));
  EXPECT_EQ(own.get<Berths>().berths, (std::vector<std::int64_t>{0, 7}));  // rows that the file does not name stay as they are
  EXPECT_EQ(own.get<Pressed>().pressure, (std::vector<double>{0, 0.25, 0, 0.5, 0, 0}));
  EXPECT_EQ(own.get<Pressed>().ties[1], (std::array<double, 2>{0.5, 0.75}));
  EXPECT_EQ(own.get<Pressed>().ties[3], (std::array<double, 2>{0.1, 0.2}));
  EXPECT_EQ(own.get<Pressed>().ties[0], (std::array<double, 2>{0.0, 0.0}));
  const Sanctions& s = own.get<Sanctions>();  // ordered by source
  EXPECT_EQ(s.source, (std::vector<StateId>{StateId{0}, StateId{0}, StateId{4}}));
  EXPECT_EQ(s.target, (std::vector<StateId>{StateId{5}, StateId{3}, StateId{5}}));
  EXPECT_EQ(s.severity, (std::vector<double>{1.0, 0.75, 0.5}));
  EXPECT_EQ(s.age, (std::vector<double>{0.0, 0.0, 0.0}));
  const auto first = own.offsets<Sanctions>();
  EXPECT_EQ((std::vector<std::int32_t>(first.begin(), first.end())), (std::vector<std::int32_t>{0, 2, 2, 2, 2, 3, 3}));
  EXPECT_EQ(scenario.table("ports").rows[1][2], "20");
  EXPECT_EQ(scenario.provenance("pressed.DDD.ties_rival").key, "assumption:y");
}

TEST(OwnFiles, BelongToTheScenariosDigest) {
  const Digest digest = from_files(files(), with_harbour()).digest;
  for (const auto& [file, from, to] : std::vector<std::array<std::string, 3>>{{"data/ports.csv", "12.5", "12.75"},
                                                                              {"data/berths.csv", "7", "8"},
                                                                              {"data/pressed.csv", "0.25", "0.3"},
                                                                              {"data/sanctions.csv", "0.75", "0.8"}}) {
    ScenarioFiles changed = files();
    std::string& text = changed.at(file);
    text.replace(text.find(from), from.size(), to);
    EXPECT_NE(from_files(changed, with_harbour()).digest, digest) << file;
  }
}

TEST(OwnFiles, OverridesNameTheirRows) {
  ScenarioFiles all = files();
  all["overrides/deep.toml"] =
      "title = \"x\"\n[ports.north]\ndepth_m = 30\n[pressed.DDD]\nties_home = 0.9\n[sanctions.\"AAA DDD\"]\nseverity = 0.125\n";
  LoadOptions options = with_harbour();
  options.overrides = {"deep"};
  const Scenario scenario = from_files(all, options);
  const OwnTables& own = scenario.start.own;
  EXPECT_EQ(own.get<Ports>().depth[0], 30.0);
  EXPECT_EQ(own.get<Pressed>().ties[3][0], 0.9);
  EXPECT_EQ(own.get<Sanctions>().severity[1], 0.125);
}

TEST(OwnFiles, ThatMayBeMissingAreEmptyThen) {
  ScenarioFiles all = files();
  for (const char* file : {"data/berths.csv", "data/pressed.csv", "data/sanctions.csv"}) all.erase(file);
  const Scenario scenario = from_files(all, with_harbour());
  const OwnTables& own = scenario.start.own;
  EXPECT_EQ(own.get<Berths>().berths, (std::vector<std::int64_t>{0, 0}));
  EXPECT_EQ(own.get<Pressed>().pressure, std::vector<double>(6, 0.0));
  EXPECT_TRUE(own.get<Sanctions>().source.empty());
}

TEST(OwnFiles, EveryProblemIsASentence) {
  const auto with = [](const std::string& file, const std::string& text) {
    ScenarioFiles all = files();
    all[file] = text;
    return problems_of(all);
  };
  EXPECT_EQ(with("data/ports.csv", "id,state,depth_m,opened,route\nnorth,CXC,12.5,2025-05-01,free\nsouth,AAA,60,,cose\n"),
            "data/ports.csv:2:7: unknown-state: state names \"CXC\", which is no state of the scenario (did you mean \"CCC\"?)\n"
            "data/ports.csv:3:11: out-of-range: depth_m is 60 (allowed: [5, 50])\n"
            "data/ports.csv:3:15: unknown-value: route is \"cose\" (did you mean \"case\"?)\n");
  EXPECT_EQ(with("data/berths.csv", "id,berths\nnrth,7\n"),
            "data/berths.csv:2:1: unknown-port: id names \"nrth\", which is no port of the scenario (did you mean \"north\"?)\n");
  EXPECT_EQ(with("data/berths.csv", "id,berths\nnorth,7\nnorth,8\n"),
            "data/berths.csv:3:1: repeated-row: id \"north\" stands in line 2 already (remove one of the rows)\n");
  EXPECT_EQ(with("data/pressed.csv", "id,pressure,ties_home\nDDD,1.5,0\n"),
            "data/pressed.csv:1:0: missing-column: the column \"ties_rival\" is missing\n"
            "data/pressed.csv:2:5: out-of-range: pressure is 1.5 (allowed: [0, 1])\n");
  EXPECT_EQ(with("data/sanctions.csv", "source,target,severity\nAAA,AAA,1\nAAA,FFF,1\nAAA,FFF,0\n"),
            "data/sanctions.csv:2:5: loop: sanctions of AAA with itself (remove the row)\n"
            "data/sanctions.csv:4:1: repeated-row: AAA to FFF stands in line 3 already (remove one of the rows)\n");
  ScenarioFiles all = files();
  all.erase("data/ports.csv");
  EXPECT_EQ(problems_of(all), "data/ports.csv:0:0: missing-file: the file is missing\n");
  LoadOptions other;
  other.model = testing::small_model();
  all = plain();
  all["data/pressed.csv"] = "id,pressure\n";
  EXPECT_EQ(problems_of(all, other), "data/pressed.csv:0:0: unknown-file: no table of a scenario has this name\n");
}

using Type = ColumnSpec::Type;
ColumnSpec made(const char* name, Type type = Type::real, const char* target = "", const char* axes = "", const char* range = "",
                bool given = true) {
  return {name, "1", "x", type, target, axes, range, false, given};
}

/// What a model says to a stage with one table that has a file.
std::string refused(const std::string& name, TableKind kind, const std::string& parent, const std::vector<ColumnSpec>& columns,
                    const FileSpec& file) {
  StageBuilder builder("mine");
  builder.table(name, "x", kind, parent, columns, file);
  try {
    testing::small_model().append(builder.build({}));
  } catch (const ModelError& problem) {
    return problem.what();
  }
  return "";
}

TEST(OwnFiles, ThatCannotBeAreRefusedByTheModel) {
  const ColumnSpec depth = made("depth"), site = made("site", Type::id, "sites");
  const ColumnSpec silent = made("depth", Type::real, "", "", "", false);
  const auto expect = [](const std::string& said, const std::string& sentence) {
    EXPECT_NE(said.find(sentence), std::string::npos) << said;
  };
  expect(refused("ports", TableKind::rows, "", {depth}, {"ports.csv", "", false}),
         "the table \"ports\" has the file \"ports.csv\"; write data/NAME.csv");
  expect(refused("ports", TableKind::rows, "", {depth}, {"data/../ports.csv", "", false}), "write data/NAME.csv");
  expect(refused("ports", TableKind::rows, "", {depth}, {"data/firms.csv", "", false}),
         "the table \"ports\" has the file \"data/firms.csv\", which is another table's");
  expect(refused("ports", TableKind::rows, "", {silent}, {"data/ports.csv", "", false}),
         "the table \"ports\" has a file, but no column of it is given");
  expect(refused("more", TableKind::columns, "lots", {depth}, {"data/more.csv", "", false}),
         "the table \"more\" has a file, but rows of \"lots\" have no names in theirs");
  expect(refused("ports", TableKind::rows, "", {depth, site}, {"data/ports.csv", "", false}),
         "the column ports.site is given, but rows of \"sites\" have no names in a file");
  expect(refused("trade", TableKind::rows, "", {depth}, {}), "the table \"trade\" is there already");
}

TEST(OwnFiles, OfTablesMadeAtRunTime) {
  StageBuilder builder("mine");
  builder.table("ports", "ports", TableKind::rows, "",
                {made("state", Type::id, "states"), made("depth", Type::real, "", "exporter:2", "> 0"),
                 made("calls", Type::whole, "", "", "", false)},
                {"data/ports.csv", "id", false});
  builder.table("berths", "berths", TableKind::columns, "ports", {made("berths", Type::whole)}, {"data/berths.csv", "", false});
  LoadOptions options;
  options.model = testing::small_model().append(builder.build({}));
  ScenarioFiles all = plain();
  all.at("scenario.toml") +=
      "[provenance.ports]\nstate = \"assumption:x\"\ndepth_home = \"assumption:x\"\ndepth_rival = \"assumption:x\"\n"
      "[provenance.berths]\nberths = \"assumption:x\"\n";
  all["data/ports.csv"] = "id,state,depth_home,depth_rival\nnorth,CCC,12,13\nsouth,AAA,14,15\n";
  all["data/berths.csv"] = "id,berths\nsouth,7\n";
  const World world = from_files(all, options).start;
  const auto values = [&](const char* table, const char* column) {
    const TableInfo& t = find_table(world, table);
    return find_column(t, column).view(t.of(world));
  };
  const View state = values("ports", "state"), depth = values("ports", "depth"), berths = values("berths", "berths");
  ASSERT_EQ(state.rows, 2U);
  EXPECT_EQ(static_cast<const std::int32_t*>(state.data)[0], 2);
  EXPECT_EQ(static_cast<const double*>(depth.data)[1], 13.0);
  EXPECT_EQ(static_cast<const double*>(depth.data)[2], 14.0);
  EXPECT_EQ(static_cast<const std::int64_t*>(values("ports", "calls").data)[1], 0);
  ASSERT_EQ(berths.rows, 2U);
  EXPECT_EQ(static_cast<const std::int64_t*>(berths.data)[0], 0);
  EXPECT_EQ(static_cast<const std::int64_t*>(berths.data)[1], 7);
}

}  // namespace
}  // namespace own_files
}  // namespace entrepot
