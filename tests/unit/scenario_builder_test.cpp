// Scenarios made in memory.
#include "entrepot/scenario/builder.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>

#include "entrepot/world/frame.hpp"

namespace entrepot {
namespace {

namespace fs = std::filesystem;

std::string provenance() {
  std::string text;
  for (const auto& [table, columns] : std::vector<std::pair<std::string, std::string>>{
           {"states",
            "name income_group groups tier_home tier_rival gdp align customs institutions ai_share announced announced_quarters "
            "spare_generation grid_capacity"},
           {"firms", "name home roles listed_home listed_rival capacity capacity_growth"},
           {"labs", "name home"},
           {"products",
            "name vendor captive parent released withdrawn train_speed memory_bw link_bw die_cm2 tpp power list_price unit_cost sold"},
           {"buyers", "agent weight"},
           {"sites", "owner host share"},
           {"lots", "product owner place host cohort diverted quantity"},
           {"deals", "exporter host firm layers cap conditions start end"},
           {"alliance", "source target depth"},
           {"trade", "source target share"}}) {
    text += "[provenance." + table + "]\n";
    for (std::size_t at = 0; at < columns.size();) {
      const std::size_t end = std::min(columns.find(' ', at), columns.size());
      text += columns.substr(at, end - at) + " = \"assumption:made_up\"\n";
      at = end + 1;
    }
  }
  return text;
}

void add_state(ScenarioBuilder& b, const std::string& id, const std::string& as_home, const std::string& as_rival) {
  b.row("states", {{"id", id},
                   {"name", "State, " + id},
                   {"income_group", 0},
                   {"tier_home", as_home},
                   {"tier_rival", as_rival},
                   {"gdp", 1e12},
                   {"align", 0.5},
                   {"customs", 0.5},
                   {"ai_share", 0.001},
                   {"announced", 0},
                   {"announced_quarters", 0},
                   {"spare_generation", 1000},
                   {"grid_capacity", 1000}});
  b.row("buyers", {{"agent", "state:" + id}, {"weight", 1}});
  b.row("sites", {{"owner", "state:" + id}, {"host", id}, {"share", 1}});
}

/// Two states and one chip.
ScenarioBuilder two_states() {
  ScenarioBuilder b;
  b.text("scenario.toml",
         "schema_version = 1\nid = \"two\"\ntitle = \"Two\"\nstart = 2025-01-01\nquarters = 4\nrules = \"no-rules\"\nbase_strategy = "
         "\"open\"\nrival_strategy = \"open\"\n"
         "[exporters.home]\nstate = \"HHH\"\nnewcomer = false\nhome_first = 0.0\nbackground_cases = 0\ncore = []\n"
         "[exporters.rival]\nstate = \"RRR\"\nnewcomer = true\nhome_first = 0.5\nbackground_cases = 0\ncore = []\n" +
             provenance());
  b.text("sources.toml", "# none\n").text("strategies/open.toml", "rules = \"none\"\n").text("rules/no-rules.toml", "rule = []\n");
  add_state(b, "HHH", "insider", "adversary");
  add_state(b, "RRR", "adversary", "insider");
  b.row("firms", {{"id", "maker"},
                  {"name", "The \"Maker\""},
                  {"home", "HHH"},
                  {"roles", "designer"},
                  {"listed_home", false},
                  {"listed_rival", true},
                  {"capacity", 100},
                  {"capacity_growth", 0}});
  b.row("products", {{"id", "chip"},
                     {"name", "Chip"},
                     {"vendor", "maker"},
                     {"released", Date{2024, 1, 1}},
                     {"train_speed", 1e15},
                     {"memory_bw", 3e12},
                     {"link_bw", 1e11},
                     {"die_cm2", 8},
                     {"tpp", 16000},
                     {"power", 1.25},
                     {"list_price", 30000},
                     {"unit_cost", 3000},
                     {"sold", 10}});
  b.row("lots", {{"product", "chip"},
                 {"owner", "state:HHH"},
                 {"place", "site"},
                 {"host", "HHH"},
                 {"cohort", -1},
                 {"diverted", false},
                 {"quantity", 10}});
  b.row("trade", {{"source", "HHH"}, {"target", "RRR"}, {"share", 0.25}});
  b.row("parameters", {{"name", "buy.x"},
                       {"value", 0.1},
                       {"unit", "1"},
                       {"distribution", "point"},
                       {"source", "assumption:made_up"},
                       {"date", Date{2024, 12, 31}}});
  return b.clear("labs").clear("deals").clear("alliance");
}

TEST(ScenarioBuilder, MakesAScenarioWithoutFiles) {
  const Scenario s = two_states().build();
  EXPECT_EQ(s.start.states.id, (std::vector<std::string>{"HHH", "RRR"}));
  EXPECT_EQ(s.table("states").rows[1][1], "State, RRR");
  EXPECT_EQ(s.table("firms").rows[0][1], "The \"Maker\"");
  EXPECT_EQ(s.start.firms.listed[0], (std::array<std::uint8_t, 2>{0, 1}));
  EXPECT_EQ(s.start.products.power[0], 1.25);
  EXPECT_EQ(s.start.products.released[0], -4);
  EXPECT_EQ(s.start.frame->trade_edges.share, (std::vector<double>{0.25}));
  EXPECT_EQ(s.start.labs.id.size(), 0U);
  EXPECT_EQ(s.parameters.at("buy.x").value, 0.1);
  EXPECT_EQ(s.provenance("HHH.gdp").key, "assumption:made_up");
}

TEST(ScenarioBuilder, ChecksWhatIsMade) {
  ScenarioBuilder b = two_states();
  b.row("firms", {{"id", "other"},
                  {"name", "Other"},
                  {"home", "HHX"},
                  {"roles", "cloud"},
                  {"listed_home", false},
                  {"listed_rival", false},
                  {"capacity", -1}});
  try {
    b.build();
    FAIL();
  } catch (const ScenarioError& error) {
    EXPECT_STREQ(error.what(),
                 "data/firms.csv:3:13: unknown-state: home names \"HHX\", which is no state of the scenario (did you mean \"HHH\"?)\n"
                 "data/firms.csv:3:27: out-of-range: capacity is -1 (allowed: [0, 1e+12])");
  }
  EXPECT_THROW(b.row("frims", {}), UnknownName);
  EXPECT_THROW(b.row("firms", {{"hom", "HHH"}}), UnknownName);
}

TEST(ScenarioBuilder, WritesTheFolder) {
  const fs::path folder = fs::temp_directory_path() / ("entrepot-built-" + std::to_string(::getpid()));
  fs::remove_all(folder);
  const ScenarioBuilder b = two_states();
  b.write(folder.string());
  EXPECT_EQ(read_scenario(folder.string()).digest, b.build().digest);
  EXPECT_THROW(b.write(folder.string()), ScenarioError);
  fs::remove_all(folder);
  ScenarioBuilder broken = b;
  broken.text("scenario.toml", "schema_version = 1\n");
  EXPECT_THROW(broken.write(folder.string()), ScenarioError);
  EXPECT_FALSE(fs::exists(folder));
}

TEST(ScenarioBuilder, GoesOnFromAnotherScenario) {
  const std::string tiny = std::string(ENTREPOT_TESTS) + "/support/small";
  ScenarioBuilder b(files_of(tiny));
  EXPECT_EQ(b.build().digest, read_scenario(tiny).digest);
  b.row("labs", {{"id", "new"}, {"name", "New"}, {"home", "BBB"}});
  EXPECT_EQ(b.build().start.labs.home.back(), StateId{1});
}

}  // namespace
}  // namespace entrepot
