// validation.md 4.0, 3c and 3d: permutation of rows, and placebo levers.
#include <gtest/gtest.h>

#include <cmath>

#include "entrepot/decisions/buy/initialise.hpp"
#include "entrepot/run/outcomes.hpp"
#include "support/generated_world.hpp"
#include "support/permute.hpp"

namespace entrepot {
namespace {

void expect_near(double left, double right, const std::string& what) { EXPECT_NEAR(left, right, 1e-9 * (1.0 + std::abs(left))) << what; }

TEST(Permutation, OutcomesAreEqualAndAgentsArePermuted) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    World plain = testing::generated_world(seed);
    const testing::Permutation p = testing::shuffled(plain, seed);
    World mixed = testing::permuted(plain, p);
    initialise(plain);
    initialise(mixed);
    const Schedule schedule = standard_schedule();
    for (int quarter = 0; quarter < 12; ++quarter) {
      schedule.step(plain, {3, seed});
      schedule.step(mixed, {3, seed});
    }
    const std::vector<double> left = outcomes_of(plain), right = outcomes_of(mixed);
    for (std::size_t i = 0; i < left.size(); ++i)
      expect_near(left[i], right[i], std::string(outcome_list[i].name) + " seed " + std::to_string(seed));
    for (std::size_t b = 0; b < plain.buyers.agent.size(); ++b) {
      const std::size_t to = 2 * p.agents[b / 2] + b % 2;
      expect_near(plain.buyers.shadow[b], mixed.buyers.shadow[to], "shadow");
      expect_near(plain.buyers.price_index[b], mixed.buyers.price_index[to], "price index");
    }
    for (std::size_t i = 0; i < plain.states.id.size(); ++i)
      expect_near(plain.states.power_used[i], mixed.states.power_used[p.states[i]], "power");
  }
}

TEST(Placebo, ALeverOnALayerThatNobodyUsesChangesNoBit) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    World plain = testing::generated_world(seed);
    // No state is an insider of the rival but itself and its partners: give nobody the swing tier of the rival, then rule on it.
    for (auto& tier : plain.states.tier) tier[1] = tier[1] == Tier::swing ? Tier::adversary : tier[1];
    World ruled = plain;
    for (std::size_t row = 0; row < ruled.levers.route.size(); ++row)
      if (ruled.levers.exporter[row].index() == 1 && ruled.levers.tier[row] == Tier::swing) {
        ruled.levers.route[row] = Route::deny;
        ruled.levers.cap[row] = 1.0;
        ruled.levers.fee[row] = 0.9;
      }
    const Levers plain_levers = plain.levers;
    initialise(plain);
    initialise(ruled);
    const Schedule schedule = standard_schedule();
    for (int quarter = 0; quarter < 12; ++quarter) {
      schedule.step(plain, {3, seed});
      schedule.step(ruled, {3, seed});
    }
    ruled.levers = plain_levers;
    EXPECT_EQ(digest_of(plain), digest_of(ruled)) << first_difference(plain, ruled).column;
  }
}

}  // namespace
}  // namespace entrepot
