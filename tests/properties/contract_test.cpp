// A stage file opens with its contract: the columns it may write. Here the columns that a stage changes are compared with that list, and
// every parameter that a stage declares is shown to move something.
#include <gtest/gtest.h>

#include <set>

#include "entrepot/base/errors.hpp"
#include "entrepot/run/model.hpp"
#include "support/generated_world.hpp"

namespace entrepot {
namespace {

TEST(Contract, AStageDoesWhatItSaysAndNothingElse) {
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    World w = testing::generated_world(seed);
    initialise(w);
    const Books books = open_books(w);
    for (int quarter = 0; quarter < 8; ++quarter) ASSERT_NO_THROW(standard_model().step_checked(w, {1, seed}, books)) << "seed " << seed;
  }
}

/// Every column that a stage says it writes is written in some world: a contract permits no more than is needed. Whole tables are not looked at.
TEST(Contract, AStageWritesWhatItSaysItWrites) {
  std::set<std::string> unused;
  for (const Stage& stage : standard_model().stages())
    for (const std::string_view w : stage.info().writes)
      if (w.find('.') != std::string_view::npos) unused.insert(stage.name() + " writes " + std::string(w));
  for (std::uint64_t seed = 1; seed <= 40 && !unused.empty(); ++seed) {
    World w = testing::generated_world(seed);
    initialise(w);
    for (int quarter = 0; quarter < 8; ++quarter) {
      World before = w;
      standard_model().step(w, {1, seed}, nullptr, [&](std::string_view stage, const World& after) {
        for (const TableInfo* t : all_tables(after))
          for (const ColumnInfo& c : t->columns)
            if (digest_of(c, t->of(before)) != digest_of(c, t->of(after)))
              unused.erase(std::string(stage) + " writes " + std::string(t->name) + "." + std::string(c.name));
        before = after;
      });
    }
  }
  for (const std::string& sentence : unused) ADD_FAILURE() << sentence;
}

/// Worlds in which everything that parameters act on happens: all three income groups, licences, caps, renting, redesign; where the seed is
/// even, grids that bind and free levers, so that a pending rule finds buyers who can still order.
std::vector<double> outcomes_with(const Parameters& parameters, std::uint64_t seed) {
  World w = testing::generated_world(seed, {30, 6});
  w.parameters = parameters;
  if (seed % 2 == 0) {
    for (Route& route : w.levers.route) route = Route::free;
    for (double& cap : w.levers.cap) cap = no_cap;
    for (double& capacity : w.states.grid_capacity) capacity *= 1e-3;
    for (double& spare : w.states.spare_generation) spare *= 1e-4;
  }
  if (seed % 3 == 0) {  // a vendor that can make little of what is ordered sells one of its chips at a loss on the first day
    w.products.unit_cost[0] = 1.05 * w.products.list_price[0];
    for (double& capacity : w.firms.capacity) capacity *= 0.1;
  }
  initialise(w);
  const Model& schedule = standard_model();
  for (int quarter = 0; quarter < 12; ++quarter) schedule.step(w, {9, seed});
  return standard_model().outcomes_of(w);
}

TEST(NoMuteParameter, EachOneMovesAnOutcome) {
  const Parameters point = testing::generated_parameters();
  std::set<std::string> declared;
  for (const ParameterInfo& p : standard_model().parameters()) declared.insert(std::string(p.name));
  EXPECT_EQ(declared, std::set<std::string>(point.names().begin(), point.names().end()));
  std::vector<std::vector<double>> base;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) base.push_back(outcomes_with(point, seed));
  for (const ParameterInfo& p : standard_model().parameters()) {
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
