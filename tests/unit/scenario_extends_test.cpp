// Scenarios that extend others: where bases are found, what of them stands, what is refused and where it is told.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>

#include "entrepot/run/simulation.hpp"
#include "entrepot/scenario/builder.hpp"

namespace entrepot {
namespace {

namespace fs = std::filesystem;

const std::string shipped = std::string(ENTREPOT_REPO) + "/libagents/scenarios";
constexpr std::string_view own_header = "id = \"mine\"\ntitle = \"Mine\"\n";
constexpr std::string_view rows = "name,value,unit,distribution,low,high,source,date,note\n";

std::string mine(const std::string& extends) { return std::string(own_header) + "extends = " + extends + '\n'; }
std::string point(const std::string& name, const std::string& value) {
  return name + ',' + value + ",1,point,,,assumption:made_up,2024-12-31,\n";
}

/// Folders that are there for one test: path -> text.
class Folders {
  fs::path root_ = fs::temp_directory_path() / ("entrepot-extends-" + std::to_string(::getpid()));

 public:
  explicit Folders(const std::map<std::string, std::string>& files) {
    fs::remove_all(root_);
    fs::create_directories(root_);
    root_ = fs::canonical(root_);
    for (const auto& [path, text] : files) add(path, text);
  }
  ~Folders() { fs::remove_all(root_); }
  void add(const std::string& path, const std::string& text) const {
    fs::create_directories((root_ / path).parent_path());
    std::ofstream(root_ / path, std::ios::binary) << text;
  }
  std::string operator/(const std::string& path) const { return (root_ / path).string(); }
  std::string text() const { return root_.string(); }
};

std::string answer(const std::string& folder) {
  try {
    load_scenario(folder);
    return "loaded";
  } catch (const ScenarioError& error) {
    return error.what();
  }
}
std::string replaced(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) text.replace(at, from.size(), to);
  return text;
}

struct Case {
  std::string name;
  std::map<std::string, std::string> files;
  std::string answer;  ///< of loading the folder "mine"; ROOT is the folder of all
};

const std::vector<Case>& cases() {
  static const std::vector<Case> all{
      {"by name", {{"mine/scenario.toml", mine("[\"tiny\"]")}}, "loaded"},
      {"the baseline by name", {{"mine/scenario.toml", mine("[\"baseline\"]")}}, "loaded"},
      {"by relative path", {{"mine/scenario.toml", mine("[\"../base\"]")}, {"base/scenario.toml", mine("[\"tiny\"]")}}, "loaded"},
      {"by absolute path", {{"mine/scenario.toml", mine("[\"ROOT/base/\"]")}, {"base/scenario.toml", mine("[\"tiny\"]")}}, "loaded"},
      {"by the name of a folder beside it",
       {{"mine/scenario.toml", mine("[\"base\"]")}, {"base/scenario.toml", mine("[\"tiny\"]")}},
       "loaded"},
      {"results of the name are no base", {{"mine/scenario.toml", mine("[\"tiny\"]")}, {"tiny/summary.csv", "x\n"}}, "loaded"},
      {"a base without a scenario.toml",
       {{"mine/scenario.toml", mine("[\"tiny\", \"../more\"]")}, {"more/beliefs/b.toml", "title = \"B\"\n[parameters]\n"}},
       "loaded"},
      {"two that extend the same",
       {{"mine/scenario.toml", mine("[\"../a\", \"../b\"]")},
        {"a/scenario.toml", mine("[\"tiny\"]")},
        {"b/scenario.toml", mine("[\"tiny\"]")}},
       "loaded"},
      {"a link out of a base is told with its folder",
       {{"mine/scenario.toml", mine("[\"../base\"]")}, {"base/scenario.toml", mine("[\"tiny\"]")}, {"base/sources.TOML", "x"}},
       "../base/sources.TOML: wrong-ending: the ending is not read (name the file *.toml)"},
      {"no list",
       {{"mine/scenario.toml", mine("\"tiny\"")}},
       "scenario.toml:3:11: wrong-type: extends must be a list of strings, not a string"},
      {"no name", {{"mine/scenario.toml", mine("[\"\"]")}}, "scenario.toml:3:12: unknown-base: \"\" is no path and no name of a scenario"},
      {"a slip in a name",
       {{"mine/scenario.toml", mine("[\"baselin\"]")}},
       "scenario.toml:3:12: unknown-base: \"baselin\" is no shipped scenario and no folder beside this one (did you mean \"baseline\"?)"},
      {"a missing folder",
       {{"mine/scenario.toml", mine("[\"tiny\", \"../bass\"]")}},
       "scenario.toml:3:20: unknown-base: there is no folder \"../bass\" (paths in `extends` begin at the folder of the scenario that has "
       "it)"},
      {"a missing folder of a base",
       {{"mine/scenario.toml", mine("[\"../base\"]")}, {"base/scenario.toml", mine("[\"./bass\"]")}},
       "../base/scenario.toml:3:12: unknown-base: there is no folder \"./bass\" (paths in `extends` begin at the folder of the scenario "
       "that has it)"},
      {"a folder without files",
       {{"mine/scenario.toml", mine("[\"../base\"]")}, {"base/notes.txt", "x"}},
       "scenario.toml:3:12: empty-base: the base \"../base\" is a folder without any file of a scenario"},
      {"listed twice",
       {{"mine/scenario.toml", mine("[\"../base\", \"base\"]")}, {"base/scenario.toml", mine("[\"tiny\"]")}},
       "scenario.toml:3:23: repeated-base: the base \"base\" is listed twice (remove one)"},
      {"itself",
       {{"mine/scenario.toml", mine("[\".\"]")}},
       "scenario.toml:3:12: circle: scenarios extend each other in a circle: mine, mine (remove one of them from one `extends`)"},
      {"a circle",
       {{"mine/scenario.toml", mine("[\"../a\"]")}, {"a/scenario.toml", mine("[\"b\"]")}, {"b/scenario.toml", mine("[\"../mine\"]")}},
       "ROOT/b/scenario.toml:3:12: circle: scenarios extend each other in a circle: mine, a, b, mine (remove one of them from one "
       "`extends`)"},
      {"without an id",
       {{"mine/scenario.toml", "extends = [\"tiny\"]\n"}},
       "scenario.toml: missing-key: the key \"id\" is missing\nscenario.toml: missing-key: the key \"title\" is missing"},
      {"a key that nobody has",
       {{"mine/scenario.toml", mine("[\"../base\"]") + "[exporters.home]\nnewcomer = true\n"},
        {"base/scenario.toml", mine("[\"tiny\"]") + "without = [\"scenario.toml\"]\nquarters = 4\n"}},
       "scenario.toml: missing-key: the key \"base_strategy\" is missing\n"
       "scenario.toml: missing-key: the key \"provenance\" is missing\n"
       "scenario.toml: missing-key: the key \"rival_strategy\" is missing\n"
       "scenario.toml: missing-key: the key \"rules\" is missing\n"
       "scenario.toml: missing-key: the key \"schema_version\" is missing\n"
       "scenario.toml: missing-key: the key \"start\" is missing\n"
       "scenario.toml:4:1: missing-key: the key \"exporters.home.background_cases\" is missing\n"
       "scenario.toml:4:1: missing-key: the key \"exporters.home.core\" is missing\n"
       "scenario.toml:4:1: missing-key: the key \"exporters.home.home_first\" is missing\n"
       "scenario.toml:4:1: missing-key: the key \"exporters.home.state\" is missing\n"
       "scenario.toml:4:1: missing-key: the key \"exporters.rival\" is missing"},
      {"a slip in extends",
       {{"mine/scenario.toml", mine("[\"tiny\"]") + "witout = []\n"}},
       "scenario.toml:4:1: unknown-key: the key \"witout\" is not known (did you mean \"without\"?)"},
      {"a header that cannot be read",
       {{"mine/scenario.toml", mine("[\"tiny\"")}, {"mine/strategies/s.toml", "extends = { chips = \"control\" }\n"}},
       "scenario.toml:3:19: toml-syntax: Error while parsing array: encountered end-of-file (this is not TOML; see toml.io)"},
      {"a base's header that cannot be read",
       {{"mine/scenario.toml", mine("[\"../base\"]") + "rules = \"status-quo-2025\"\n"}, {"base/scenario.toml", "= 3\n"}},
       "../base/scenario.toml:1:1: toml-syntax: Error while parsing root table: expected keys, tables, whitespace or comments, saw '=' "
       "(this "
       "is not TOML; see toml.io)"},
      {"what is wrong in a base's row",
       {{"mine/scenario.toml", mine("[\"../base\"]")},
        {"mine/parameters.csv", std::string(rows) + point("buy.nest", "0.5")},
        {"base/scenario.toml", mine("[\"tiny\"]") + "quarters = 0\n"},
        {"base/parameters.csv", std::string(rows) + point("buy.nest", "7") + point("buy.elasticity", "x")}},
       "../base/parameters.csv:3:16: not-a-number: value is \"x\", which is no number (write digits with a point as decimal mark)\n"
       "../base/scenario.toml:4:12: out-of-range: quarters is 0 (allowed: [1, 400])"},
      {"a header of a base's table",
       {{"mine/scenario.toml", mine("[\"../base\"]")},
        {"base/scenario.toml", mine("[\"tiny\"]")},
        {"base/parameters.csv", "name,valu\nbuy.nest,1\n"}},
       "../base/parameters.csv:1: missing-column: the column \"date\" is missing\n"
       "../base/parameters.csv:1: missing-column: the column \"distribution\" is missing\n"
       "../base/parameters.csv:1: missing-column: the column \"high\" is missing\n"
       "../base/parameters.csv:1: missing-column: the column \"low\" is missing\n"
       "../base/parameters.csv:1: missing-column: the column \"note\" is missing\n"
       "../base/parameters.csv:1: missing-column: the column \"source\" is missing\n"
       "../base/parameters.csv:1: missing-column: the column \"unit\" is missing\n"
       "../base/parameters.csv:1: missing-column: the column \"value\" is missing\n"
       "../base/parameters.csv:1:6: unknown-column: the column \"valu\" is not known (did you mean \"value\"?)"},
      {"a file of a base that is replaced is not read",
       {{"mine/scenario.toml", mine("[\"../base\"]")},
        {"mine/strategies/s.toml", "rules = \"none\"\n"},
        {"base/scenario.toml", mine("[\"tiny\"]")},
        {"base/strategies/s.toml", "= 3\n"}},
       "loaded"},
      {"a name in a base's file",
       {{"mine/scenario.toml", mine("[\"../base\"]")},
        {"base/scenario.toml", mine("[\"tiny\"]")},
        {"base/strategies/s.toml", "extends = { chips = \"contrl\" }\n"}},
       "../base/strategies/s.toml:1:21: unknown-name: the strategy \"contrl\" has no file strategies/contrl.toml (did you mean "
       "\"control\"?)"},
      {"a parameter that no stage reads",
       {{"mine/scenario.toml", mine("[\"tiny\"]")}, {"mine/parameters.csv", std::string(rows) + point("buy.nets", "1")}},
       "parameters.csv:2:1: unknown-parameter: no stage reads the parameter \"buy.nets\" (did you mean \"buy.nest\"?)"},
      {"a row twice",
       {{"mine/scenario.toml", mine("[\"tiny\"]")},
        {"mine/parameters.csv", std::string(rows) + point("buy.nest", "0.5") + point("buy.nest", "0.6")}},
       "parameters.csv:3:1: repeated-row: name \"buy.nest\" stands in line 2 already (remove one of the rows)"},
      {"all rows replaced",
       {{"mine/scenario.toml", mine("[\"tiny\"]") + "without = [\"parameters.csv\"]\n"}},
       "parameters.csv: missing-file: the file is missing"},
      {"without what no base has",
       {{"mine/scenario.toml", mine("[\"tiny\"]") + "without = [\"strategies/controll.toml\"]\n"}},
       "scenario.toml:4:12: unknown-file: without names \"strategies/controll.toml\", which no base has (did you mean "
       "\"strategies/control.toml\"?)"},
      {"without what something needs",
       {{"mine/scenario.toml", mine("[\"tiny\"]") + "without = [\"strategies/rival.toml\"]\n"}},
       "ROOTSHIPPED/tiny/scenario.toml:9:18: unknown-name: the strategy \"rival\" has no file strategies/rival.toml (known: "
       "chips-control-weights-open, control, diffusion, leverage, status-quo-2025)"},
  };
  return all;
}

TEST(ScenarioExtends, EveryCaseHasItsAnswer) {
  for (const Case& one : cases()) {
    SCOPED_TRACE(one.name);
    const Folders folders({});
    for (const auto& [path, text] : one.files) folders.add(path, replaced(text, "ROOT", folders.text()));
    EXPECT_EQ(answer(folders / "mine"), replaced(replaced(one.answer, "ROOTSHIPPED", shipped), "ROOT", folders.text()));
  }
}

TEST(ScenarioExtends, RowsReplaceAndAreAdded) {
  const Folders folders(
      {{"mine/scenario.toml", mine("[\"../base\"]") + "quarters = 9\n[exporters.rival]\nnewcomer = false\n"},
       {"mine/parameters.csv",
        "note,value,unit,distribution,low,high,source,date,name\n"
        "\"one, \"\"two\"\"\",0.25,1,uniform,0.125,0.5,key,2024-12-31,buy.nest\n"
        ",3,1,point,,,assumption:a,2024-12-31,own.second\n"},
       {"mine/sources.toml", "[key]\ncitation = \"C\"\nlicence = \"L\"\ndate = \"D\"\ntransformed = \"T\"\n"},
       {"mine/strategies/control.toml", "title = \"Another\"\nrules = \"none\"\n"},
       {"base/scenario.toml", mine("[\"tiny\"]") + "quarters = 5\nstart = 2025-04-01\n[outcomes]\nsales = \"revenue_usd\"\n"},
       {"base/parameters.csv", std::string(rows) + point("buy.nest", "0.75") + point("own.first", "2")}});
  const Scenario tiny = read_scenario(shipped + "/tiny"), s = read_scenario(folders / "mine");
  EXPECT_EQ(s.id, "mine");
  EXPECT_EQ(s.quarters, 9);
  EXPECT_EQ(s.start_date, (Date{2025, 4, 1}));
  EXPECT_EQ(s.aliases, (std::vector<std::pair<std::string, std::string>>{{"sales", "revenue_usd"}}));
  EXPECT_EQ(s.start.exporters.newcomer, (std::vector<std::uint8_t>{0, 0}));
  EXPECT_EQ(s.start.exporters.home_first, tiny.start.exporters.home_first);
  EXPECT_EQ(s.strategy("control").title, "Another");
  EXPECT_TRUE(s.strategy("control").cells.empty());
  EXPECT_EQ(s.strategies.size(), tiny.strategies.size());
  EXPECT_EQ(s.start.states.gdp, tiny.start.states.gdp);
  EXPECT_EQ(s.sources.size(), tiny.sources.size() + 1);
  EXPECT_EQ(s.provenance("buy.nest").citation, "C");
  EXPECT_EQ(s.provenance("AAA.gdp").key, "assumption:by_hand");

  EXPECT_EQ(s.parameters.rows().size(), tiny.parameters.rows().size() + 2);
  EXPECT_EQ(s.parameters.at("own.first").value, 2.0);
  EXPECT_EQ(s.parameters.at("own.second").value, 3.0);
  const ParameterRow& nest = s.parameters.at("buy.nest");
  EXPECT_EQ(nest.value, 0.25);
  EXPECT_EQ(nest.low, 0.125);
  EXPECT_EQ(nest.distribution, "uniform");
  EXPECT_EQ(nest.note, "one, \"two\"");
  EXPECT_EQ(s.parameters.at("buy.elasticity").value, tiny.parameters.at("buy.elasticity").value);
  // A row stands where the base's stood, others behind.
  const TextTable &before = tiny.table("parameters"), &after = s.table("parameters");
  for (std::size_t row = 0; row < before.rows.size(); ++row) EXPECT_EQ(after.rows[row][0], before.rows[row][0]);
  EXPECT_EQ(after.rows[before.rows.size()][0], "own.first");
  EXPECT_EQ(after.rows[before.rows.size() + 1][0], "own.second");
}

TEST(ScenarioExtends, LaterBasesStandOverEarlierOnes) {
  const std::string belief = "title = \"T\"\n[parameters]\n\"buy.nest\" = { value = 0.5 }\n";
  const Folders folders({{"mine/scenario.toml", mine("[\"../a\", \"../b\"]")},
                         {"mine/beliefs/own.toml", replaced(belief, "T", "mine")},
                         {"a/scenario.toml", mine("[\"tiny\"]") + "quarters = 5\n"},
                         {"a/beliefs/both.toml", replaced(belief, "T", "a")},
                         {"a/beliefs/own.toml", replaced(belief, "T", "a")},
                         {"a/beliefs/enmity-low.toml", replaced(belief, "T", "a")},
                         {"b/scenario.toml", mine("[\"tiny\"]") + "without = [\"beliefs/enmity-high.toml\"]\nquarters = 6\n"},
                         {"b/beliefs/both.toml", replaced(belief, "T", "b")},
                         {"b/beliefs/own.toml", replaced(belief, "T", "b")}});
  const Scenario s = read_scenario(folders / "mine");
  EXPECT_EQ(s.quarters, 6);
  EXPECT_EQ(s.belief("both").title, "b");
  EXPECT_EQ(s.belief("own").title, "mine");
  EXPECT_EQ(s.belief("enmity-low").title, "a");  // tiny, which b extends too, is laid once: under a
  EXPECT_THROW(s.belief("enmity-high"), UnknownName);
  EXPECT_EQ(read_scenario(folders / "a").belief("enmity-high").title, read_scenario(shipped + "/tiny").belief("enmity-high").title);
}

TEST(ScenarioExtends, TheDigestIsThatOfTheFolderWrittenOut) {
  const Folders folders(
      {{"mine/scenario.toml",
        "# Of ours\nid = \"mine\"\ntitle = \"A \\\"title\\\" \xC3\xA4\"\nextends = [\"../base\"]  # below\n"
        "[outcomes]\n\"a b\" = \"revenue_usd\"\n"},
       {"mine/parameters.csv", std::string(rows) + "buy.nest,0.5,1,point,,,key,2024-12-31,\"a, \"\"b\"\"\"\n"},
       {"base/scenario.toml", mine("[\n  \"tiny\",\n]")},
       {"base/sources.toml", "[key]\ncitation = '\\ \"\xC3\xA4\"\t'\nlicence = \"L\"\ndate = \"D\"\ntransformed = \"T\"\n"}});
  EXPECT_EQ(read_scenario(folders / "mine").provenance("buy.nest").citation, "\\ \"\xC3\xA4\"\t");
  for (const std::string& folder : {folders / "mine", folders / "base", shipped + "/tiny", shipped + "/mirror", shipped + "/baseline"}) {
    SCOPED_TRACE(folder);
    const Scenario s = load_scenario(folder);
    const ScenarioFiles files = files_of(folder);
    EXPECT_EQ(files.at("scenario.toml").find("extends"), std::string::npos);
    EXPECT_EQ(load_scenario(files).digest, s.digest);
    EXPECT_EQ(flattened(files), files);
    const std::string copy = folders / ("copy-of-" + fs::path(folder).filename().string());
    write_files(files, copy);
    const Scenario again = load_scenario(copy);
    EXPECT_EQ(again.digest, s.digest);
    EXPECT_EQ(again.title, s.title);
    EXPECT_EQ(again.provenance("buy.nest").citation, s.provenance("buy.nest").citation);
    EXPECT_EQ(again.unread, s.unread);
    EXPECT_EQ(files_of(copy), files);
  }
}

TEST(ScenarioExtends, WhatIsWrittenOut) {
  const Folders folders({{"mine/scenario.toml",
                          "# Of ours\nid = \"mine\"\ntitle = \"T\"  # short\nextends = [\n  \"../parts\", # below\n] # end\n"
                          "without = []\nstart = 2025-01-01\n[outcomes]\n"},
                         {"mine/sources.toml", "[own]\ncitation = \"C\"\ndate = 07:32:00\n[own.\"in it\"]\nx = [1, 2.0, { y = true }]\n"},
                         {"parts/sources.toml", "# Two\n[two]\nn = 1e300\n[own]\nlicence = \"L\"\n"},
                         {"parts/beliefs/b.toml", "# as it is\n"}});
  const ScenarioFiles files = files_of(folders / "mine");
  EXPECT_EQ(files,
            (ScenarioFiles{
                {"beliefs/b.toml", "# as it is\n"},
                // Comments and line numbers stay where there is nothing to merge.
                {"scenario.toml", "# Of ours\nid = \"mine\"\ntitle = \"T\"  # short\n\n\n # end\n\nstart = 2025-01-01\n[outcomes]\n"},
                {"sources.toml",
                 "[own]\ncitation = \"C\"\ndate = 07:32:00\n\n[own.\"in it\"]\nx = [1, 2.0, { y = true }]\n\n"
                 "[two]\nn = 1e+300\n"},
            }));
}

TEST(ScenarioExtends, FilesInMemoryExtendToo) {
  const ScenarioFiles files{{"scenario.toml", mine("[\"" + shipped + "/tiny\"]")},
                            {"parameters.csv", std::string(rows) + point("buy.nest", "0.5")}};
  const Scenario s = load_scenario(files);
  EXPECT_EQ(s.parameters.at("buy.nest").value, 0.5);
  const Folders folders({{"base/scenario.toml", mine("[\"tiny\"]")}});
  EXPECT_EQ(from_files({{"scenario.toml", mine("[\"base\"]")}}, {}, folders / "mine").start.states.id.size(),
            0U + s.start.states.id.size());
  // A builder checks and writes all of it.
  ScenarioBuilder builder(files);
  builder.row("parameters", {{"name", "buy.network"},
                             {"value", 1},
                             {"unit", "1"},
                             {"distribution", "point"},
                             {"source", "assumption:a"},
                             {"date", Date{2024, 12, 31}}});
  builder.write(folders / "written");
  const Scenario written = load_scenario(folders / "written");
  EXPECT_EQ(written.digest, builder.build().digest);
  EXPECT_EQ(written.parameters.at("buy.network").value, 1.0);
  EXPECT_NE(written.digest, s.digest);
  EXPECT_TRUE(fs::exists(folders / "written/data/layers/trade.csv"));
}

TEST(ScenarioExtends, AShelfIsLookedIntoForScenariosAndBases) {
  const Folders folders({{"shelf/mine/scenario.toml", mine("[\"base\"]")},
                         {"shelf/base/scenario.toml", mine("[\"tiny\"]")},
                         {"shelf/only/parameters.csv", std::string(rows)},
                         {"shelf/tiny/scenario.toml", mine("[\"tiny\"]") + "quarters = 3\n"},
                         {"else/scenario.toml", mine("[\"mine\", \"only\"]")}});
  LoadOptions options;
  options.shelf = folders / "shelf";
  EXPECT_EQ(read_scenario("mine", options).folder, folders / "shelf/mine");
  EXPECT_EQ(read_scenario("mine", options).quarters, 3);
  EXPECT_EQ(read_scenario(folders / "else", options).id, "mine");
  EXPECT_EQ(files_of(folders / "else", options.shelf).size(), files_of(shipped + "/tiny").size());
  EXPECT_THROW(read_scenario(folders / "else"), ScenarioError);
  // A folder of a shipped scenario's name extends that, not itself.
  EXPECT_EQ(read_scenario("tiny", options).quarters, 3);
  EXPECT_EQ(read_scenario("tiny").quarters, 16);
}

TEST(ScenarioExtends, CommonIsNoScenario) {
  EXPECT_EQ(answer("common"),
            "common: base-only: this folder is there to be extended; it is no scenario itself (write extends = [\"common\"] in the "
            "scenario.toml of a folder of your own)");
  const std::string by_path = answer(shipped + "/common");
  EXPECT_NE(
      by_path.find("scenario.toml: missing-file: the file is missing (a folder without one is no scenario, but others can extend it)"),
      std::string::npos)
      << by_path;
}

TEST(ScenarioExtends, NoFileOfAShippedScenarioStandsTwice) {
  std::map<std::string, std::string> first;
  for (const auto& entry : fs::recursive_directory_iterator(shipped)) {
    if (!entry.is_regular_file()) continue;
    std::ifstream in(entry.path(), std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    const auto [at, fresh] = first.emplace(text, entry.path().string());
    EXPECT_TRUE(fresh) << entry.path().string() << " is " << at->second;
  }
  EXPECT_GT(first.size(), 60U);
}

}  // namespace
}  // namespace entrepot
