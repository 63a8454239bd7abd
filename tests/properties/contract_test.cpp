// A stage file opens with its contract: the columns it may write. Here the columns that a stage changes are compared with that list, and
// every parameter that a stage declares is shown to move something.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "entrepot/base/errors.hpp"
#include "entrepot/decisions/buy/initialise.hpp"
#include "entrepot/run/outcomes.hpp"
#include "support/generated_world.hpp"

namespace entrepot {
namespace {

/// Names after "Writes:" of a stage's header, up to the next sentence of the contract: "table", "table.column", "table (a, b)".
std::string written_by(const std::string& stage) {
  std::ifstream file(std::string(ENTREPOT_REPO) + "/libagents/include/entrepot/decisions/" + stage + ".hpp");
  std::stringstream text;
  text << file.rdbuf();
  std::string all = text.str();
  const std::size_t from = all.find("Writes:");
  EXPECT_NE(from, std::string::npos) << stage;
  all = all.substr(from + 7);
  for (const char* end : {"Purposes:", "Draws nothing", "#pragma"})
    if (const std::size_t at = all.find(end); at != std::string::npos) all = all.substr(0, at);
  return all;
}

bool allows(const std::string& contract, const std::string& table, const std::string& column) {
  std::size_t at = 0;
  while ((at = contract.find(table, at)) != std::string::npos) {
    const std::size_t end = at + table.size();
    const bool word = (at == 0 || !std::isalnum(static_cast<unsigned char>(contract[at - 1]))) && contract[end] != '_';
    at = end;
    if (!word) continue;
    if (contract[end] == '.') {
      if (contract.compare(end + 1, column.size(), column) == 0 &&
          !std::isalnum(static_cast<unsigned char>(contract[end + 1 + column.size()])))
        return true;
      continue;
    }
    if (contract.compare(end, 2, " (") != 0) return true;  // the whole table
    const std::string inside = contract.substr(end + 2, contract.find(')', end) - end - 2);
    if (inside.starts_with("all but")) return inside.find(column) == std::string::npos;
    if (inside.find("new rows") != std::string::npos) return true;
    std::stringstream names(inside);
    for (std::string name; names >> name;)
      if (name == column || name == column + ",") return true;
  }
  return false;
}

TEST(Contract, AStageWritesOnlyTheColumnsThatItsHeaderNames) {
  std::set<std::string> broken;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    World w = testing::generated_world(seed);
    initialise(w);
    const Schedule schedule = standard_schedule();
    for (int quarter = 0; quarter < 8; ++quarter) {
      World before = w;
      schedule.step(w, {1, seed}, nullptr, [&](std::string_view stage, const World& after) {
        const std::string contract = written_by(std::string(stage));
        for (const TableInfo& t : tables) {
          if (t.name == "event_counts") continue;  // counted by emit
          for (const ColumnInfo& c : t.columns)
            if (c.role == Role::state && digest_of(c, t.of(before)) != digest_of(c, t.of(after)) &&
                !allows(contract, std::string(t.name), std::string(c.name)))
              broken.insert(std::string(stage) + " writes " + std::string(t.name) + "." + std::string(c.name));
        }
        before = after;
      });
    }
  }
  for (const std::string& sentence : broken) ADD_FAILURE() << sentence;
}

/// Worlds in which everything that parameters act on happens: all three income groups, licences, caps, renting, redesign; where the seed is
/// even, grids that bind and free levers, so that a pending rule finds buyers who can still order.
std::vector<double> outcomes_with(const Parameters& parameters, std::uint64_t seed) {
  World w = testing::generated_world(seed, {30, 6});
  w.parameters = parameters;
  if (seed % 2 == 0) {
    for (Route& route : w.levers.route) route = Route::free;
    for (double& cap : w.levers.cap) cap = no_cap;
    for (double& rate : w.states.mw_rate) rate *= 1e-3;
    for (double& spare : w.states.power_spare) spare *= 1e-4;
  }
  initialise(w);
  const Schedule schedule = standard_schedule();
  for (int quarter = 0; quarter < 12; ++quarter) schedule.step(w, {9, seed});
  return outcomes_of(w);
}

TEST(NoMuteParameter, EachOneMovesAnOutcome) {
  const Parameters point = testing::generated_parameters();
  std::set<std::string> declared;
  for (const ParameterInfo& p : standard_parameters()) declared.insert(std::string(p.name));
  EXPECT_EQ(declared, std::set<std::string>(point.names().begin(), point.names().end()));
  std::vector<std::vector<double>> base;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) base.push_back(outcomes_with(point, seed));
  for (const ParameterInfo& p : standard_parameters()) {
    bool moved = false;
    for (std::uint64_t seed = 1; seed <= 6 && !moved; ++seed) {
      const double value = point.at(p.name);
      for (const double tried : {std::min(p.highest, value < 0 ? value * 0.5 : value * 1.5), p.highest, p.lowest}) {
        if (moved) break;
        Parameters other = point;
        other.set(p.name, tried);
        try {
          moved = outcomes_with(other, seed) != base[seed - 1];
        } catch (const SolverError&) {  // no mix of sales can be met at this bound: says nothing about the parameter's effect
        }
      }
    }
    EXPECT_TRUE(moved) << p.name << " moves nothing";
  }
}

}  // namespace
}  // namespace entrepot
