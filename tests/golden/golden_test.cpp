// Golden runs as text: outcomes, then one digest a column and quarter, so that a failure names what moved first.
// ENTREPOT_ACCEPT=1 (`./dev test --accept`) rewrites the files.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "entrepot/base/errors.hpp"
#include "entrepot/run/simulation.hpp"

namespace entrepot {
namespace {

std::string text_of_run(const Scenario& scenario, const std::string& strategy, std::int64_t quarters) {
  Simulation sim(scenario, scenario.strategy(strategy), RunKey{.seed = 42, .run = 1});
  std::stringstream digests;
  while (!sim.done() && sim.world().quarter < quarters) {
    sim.step();
    for (const TableInfo* t : all_tables(sim.world())) {
      digests << sim.world().quarter - 1 << ' ' << t->name;
      for (const ColumnInfo& c : t->columns)
        if (c.role == Role::state) digests << ' ' << c.name << '=' << digest_of(c, t->of(sim.world())).hex().substr(0, 8);
      digests << '\n';
    }
  }
  std::stringstream out;
  const Outcomes outcomes = sim.outcomes();
  for (std::size_t i = 0; i < outcomes.values().size(); ++i)
    out << outcomes.infos()[i].name << ' ' << text_of(outcomes.values()[i]) << '\n';
  out << "digest " << sim.digest().hex() << '\n' << digests.str();
  return out.str();
}

std::string first_line_that_differs(const std::string& left, const std::string& right) {
  std::stringstream a(left), b(right);
  for (std::string x, y;;) {
    const bool more_a = static_cast<bool>(std::getline(a, x)), more_b = static_cast<bool>(std::getline(b, y));
    if (!more_a && !more_b) return "";
    if (!more_a || !more_b || x != y)
      return "golden: " + (more_a ? x : std::string("(ends)")) + "\nnow:    " + (more_b ? y : std::string("(ends)"));
  }
}

void compare(const std::string& scenario_name, std::int64_t quarters) {
  const Scenario scenario = load_scenario(scenario_name);
  for (const char* strategy : {"control", "diffusion", "leverage", "status-quo-2025"}) {
    const std::string path = std::string(ENTREPOT_TESTS) + "/golden/" + scenario_name + "-" + strategy + ".txt";
    const std::string now = text_of_run(scenario, strategy, quarters);
    if (std::getenv("ENTREPOT_ACCEPT") != nullptr) {
      std::ofstream(path) << now;
      continue;
    }
    std::ifstream file(path);
    ASSERT_TRUE(file) << path << " is missing: run ./dev test --accept and say in the commit why";
    std::stringstream golden;
    golden << file.rdbuf();
    EXPECT_EQ(first_line_that_differs(golden.str(), now), "") << path;
  }
}

TEST(Golden, Tiny) { compare("tiny", 40); }
TEST(Golden, Mirror) { compare("mirror", 40); }
TEST(Golden, BaselineOfFourQuarters) { compare("baseline", 4); }

}  // namespace
}  // namespace entrepot
