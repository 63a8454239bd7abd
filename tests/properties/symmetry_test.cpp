// validation.md 4.0, 3c and 3d: permutation of rows, and placebo levers.
#include <gtest/gtest.h>

#include <cmath>

#include "entrepot/run/model.hpp"
#include "entrepot/run/outcomes.hpp"
#include "entrepot/world/access.hpp"
#include "support/generated_world.hpp"
#include "support/permute.hpp"

namespace entrepot {
namespace {

void expect_near(double left, double right, const std::string& what) { EXPECT_NEAR(left, right, 1e-9 * (1.0 + std::abs(left))) << what; }

/// The first day and three years of both.
void run_both(World& left, World& right, std::uint64_t seed) {
  const Model& schedule = standard_model();
  for (World* w : {&left, &right}) {
    initialise(*w);
    for (int quarter = 0; quarter < 12; ++quarter) schedule.step(*w, {3, seed});
  }
}
void expect_equal_outcomes(const World& plain, const World& mixed, std::uint64_t seed) {
  const std::vector<double> left = standard_model().outcomes_of(plain), right = standard_model().outcomes_of(mixed);
  for (std::size_t i = 0; i < left.size(); ++i)
    expect_near(left[i], right[i], std::string(standard_model().outcomes()[i].name) + " seed " + std::to_string(seed));
}

TEST(Permutation, OutcomesAreEqualAndAgentsArePermuted) {
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    World plain = testing::generated_world(seed);
    const testing::Permutation p = testing::shuffled(plain, seed);
    World mixed = testing::permuted(plain, p);
    run_both(plain, mixed, seed);
    expect_equal_outcomes(plain, mixed, seed);
    for (std::size_t b = 0; b < plain.buyers.agent.size(); ++b) {
      const std::size_t to = p.buyers[b];
      for (std::size_t z = 0; z < use_count; ++z) {
        expect_near(plain.buyers.shadow[b][z], mixed.buyers.shadow[to][z], "shadow");
        expect_near(plain.buyers.price_index[b][z], mixed.buyers.price_index[to][z], "price index");
      }
    }
    for (std::size_t i = 0; i < plain.states.id.size(); ++i)
      expect_near(plain.states.power_used[i], mixed.states.power_used[p.states[i]], "power");
  }
}

// Limits of so many whole chips: what is left of one is then nothing, or exactly a chip, but for the last bits of sums over rows.
TEST(Permutation, HoldsWhereALimitIsWorthWholeChips) {
  int reached = 0;  // limits that were used up to the last chip
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    World plain = testing::generated_world(seed, {8 + seed % 7, 6 + seed % 5});
    plain.products.train_speed = {9.89e14, 2.967e14, 9.89e13, 4.945e14, 2.4725e15};  // 1, .3, .1, .5 and 2.5 H100e
    for (double& cap : plain.levers.cap)
      if (cap != no_cap) cap = 10.0 * std::round(cap / 500.0);
    for (double& small : plain.levers.small_order) small = std::round(small / 100.0);
    World mixed = testing::permuted(plain, testing::shuffled(plain, seed));
    run_both(plain, mixed, seed);
    expect_equal_outcomes(plain, mixed, seed);
    for (std::size_t b = 0; b < plain.buyers.agent.size(); ++b)
      for (const ExporterId e : {ExporterId{0}, ExporterId{1}}) {
        const Tier tier = plain.states.tier[plain.buyers.home[b].index()][e.index()];
        const std::size_t row = lever_row(e, Layer::chips, tier);
        reached +=
            plain.levers.cap_per[row] == CapPer::total && std::abs(taken_by(plain, BuyerId{b}, e).chips - plain.levers.cap[row]) < 1e-9 ? 1
                                                                                                                                        : 0;
      }
  }
  EXPECT_GT(reached, 60);
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
    run_both(plain, ruled, seed);
    ruled.levers = plain_levers;
    EXPECT_EQ(digest_of(plain), digest_of(ruled)) << first_difference(plain, ruled).column;
  }
}

}  // namespace
}  // namespace entrepot
