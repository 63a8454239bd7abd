// Limits of what an agent may take, over generated worlds: whole chips under them, and whose counter and which year they go by.
#include <gtest/gtest.h>

#include <cmath>

#include "decisions/buy/market.hpp"
#include "entrepot/run/model.hpp"
#include "entrepot/world/access.hpp"
#include "entrepot/world/frame.hpp"
#include "support/generated_world.hpp"

namespace entrepot {
namespace {

std::size_t cell_of(std::size_t exporter, Tier tier) { return exporter * 9 + static_cast<std::size_t>(tier); }  // layer chips is the first

World capped_world(std::uint64_t seed, double cap, CapPer per) {
  World w = testing::generated_world(seed);
  for (std::size_t e = 0; e < exporter_count; ++e)
    for (const Tier tier : {Tier::swing, Tier::adversary}) {
      w.levers.route[cell_of(e, tier)] = Route::free;
      w.levers.cap[cell_of(e, tier)] = cap;
      w.levers.cap_per[cell_of(e, tier)] = per;
    }
  w.exporters.rules_on = {0, 0};
  return w;
}

double taken_of(const World& w, std::size_t buyer, std::size_t exporter) {
  return w.buyers.delivered[buyer][0][exporter] + w.buyers.delivered[buyer][1][exporter];
}

TEST(Limits, EachExportersCapHasItsOwnCounter) {
  int reached_both = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    constexpr double cap = 300.0;
    World w = capped_world(seed, cap, CapPer::total);
    initialise(w);
    const Model& schedule = standard_model();
    for (int quarter = 0; quarter < 12; ++quarter) schedule.step(w, {11, seed});
    for (std::size_t b = 0; b < w.buyers.agent.size(); ++b) {
      const double home = taken_of(w, b, 0), rival = taken_of(w, b, 1);
      ASSERT_LE(home, cap * (1 + 1e-9)) << seed;
      ASSERT_LE(rival, cap * (1 + 1e-9)) << seed;
      reached_both += home + rival > 1.2 * cap ? 1 : 0;
      const Taken of_home = taken_by(w, BuyerId{b}, ExporterId{std::size_t{0}}),
                  of_rival = taken_by(w, BuyerId{b}, ExporterId{std::size_t{1}});
      EXPECT_EQ(of_home.chips, home);
      EXPECT_EQ(of_rival.chips, rival);
      // Remote service: each cloud's renters count what they rented there.
      EXPECT_EQ(of_home.rented, w.buyers.rented_total[b][0][0] + w.buyers.rented_total[b][1][0]);
      EXPECT_EQ(of_rival.rented, w.buyers.rented_total[b][0][1] + w.buyers.rented_total[b][1][1]);
    }
  }
  EXPECT_GT(reached_both, 5);
}

TEST(Limits, ACloudsCapIsNotUsedUpByRentingFromTheOther) {
  int rented_from_both = 0;
  for (std::uint64_t seed = 1; seed <= 30; ++seed) {
    World w = testing::generated_world(seed);
    initialise(w);
    const Model& schedule = standard_model();
    for (int quarter = 0; quarter < 3; ++quarter) {
      const auto before = w.buyers.rented_total;
      schedule.step(w, {3, seed});
      for (std::size_t b = 0; b < before.size(); ++b)
        for (std::size_t z = 0; z < use_count; ++z) {
          const auto& total = w.buyers.rented_total[b][z];
          const double home = total[0] - before[b][z][0], rival = total[1] - before[b][z][1];
          EXPECT_NEAR(home + rival, w.buyers.rented[b][z], 1e-9 * (1.0 + total[0] + total[1])) << seed;
          if (w.buyers.home[b] == w.exporters.state[0]) {
            EXPECT_EQ(home, 0.0) << "nobody rents from its own bloc";
          }
          if (w.buyers.home[b] == w.exporters.state[1]) {
            EXPECT_EQ(rival, 0.0);
          }
          rented_from_both += home > 0.0 && rival > 0.0 ? 1 : 0;
        }
    }
  }
  EXPECT_GT(rented_from_both, 50);
}

TEST(Limits, CapsOfAYearGoByTheCalendar) {
  World w = capped_world(4, 5000.0, CapPer::year);
  w.frame = make_frame(w.states.id.size(), {}, {}, 2);  // starts in July
  initialise(w);
  const Model& schedule = standard_model();
  std::vector<double> year;
  double total_before = 0.0;
  for (int quarter = 0; quarter < 7; ++quarter) {
    schedule.step(w, {1, 1});
    double sum = 0.0, total = 0.0;
    for (std::size_t b = 0; b < w.buyers.agent.size(); ++b)
      for (std::size_t z = 0; z < use_count; ++z)
        for (std::size_t e = 0; e < exporter_count; ++e) {
          sum += w.buyers.delivered_year[b][z][e];
          total += w.buyers.delivered[b][z][e];
        }
    ASSERT_GT(total, total_before) << "something is taken every quarter";
    total_before = total;
    year.push_back(sum);
  }
  for (const std::size_t quarter : {0U, 2U, 3U, 4U, 6U}) EXPECT_GT(year[quarter], 0.0) << quarter;
  EXPECT_EQ(year[1], 0.0);  // the second quarter of the run ends in December
  EXPECT_EQ(year[5], 0.0);
}

// 200 draws of luck for each of 12 worlds. Where a limit is far away, the mean of whole chips is what was given, to 5 standard errors: one cell
// in 1,700,000 would fail by chance, were the draws normal.
TEST(Limits, WholeChipsHaveTheRightMeanAndHoldTheLimit) {
  constexpr int draws = 200;
  int near = 0, far = 0;
  for (std::uint64_t seed = 1; seed <= 12; ++seed) {
    World w = capped_world(seed, seed % 2 == 0 ? 40.0 : 40000.0, CapPer::total);
    for (double& gdp : w.states.gdp) gdp *= 0.01;  // small orders: fractions of chips matter
    initialise(w);
    std::vector<double> sum, given;
    for (std::uint64_t run = 0; run < draws; ++run) {
      const auto market = Buy{}.decide(w, {RunKey{9, run}, 0, nullptr});
      const auto& offer = market->side.offer;
      const auto& terms = market->side.terms;
      const std::size_t rows = use_count * w.buyers.agent.size();
      sum.resize(offer.products() * rows, 0.0);
      given.resize(sum.size(), 0.0);
      for (std::size_t b = 0; b < terms.buyers; ++b)
        for (std::size_t e = 0; e < exporter_count; ++e) {
          if (terms.chip_limit[b][e] == no_cap) continue;
          double whole = 0.0, wanted = 0.0, rounded_down = 0.0;
          for (std::size_t c = 0; c < offer.products(); ++c) {
            if (static_cast<std::size_t>(offer.bloc[c]) != e || terms.limited[terms.cell(b, c)] == 0) continue;
            const double q = w.products.q_train[offer.product[c].index()];
            for (std::size_t z = 0; z < use_count; ++z) {
              whole += q * market->deliveries.chips[c][b][z];
              wanted += q * market->fill.given[c][b][z];
              rounded_down += q * std::floor(market->fill.given[c][b][z]);
            }
          }
          ASSERT_LE(whole, terms.chip_limit[b][e] * (1 + 1e-9)) << seed;
          ASSERT_LE(wanted, terms.chip_limit[b][e] * (1 + 1e-9)) << seed;
          if (wanted > 0.5 * terms.chip_limit[b][e]) {
            near += rounded_down < whole ? 1 : 0;  // luck gives something back to whom a limit binds
            continue;
          }
          for (std::size_t c = 0; c < offer.products(); ++c) {
            if (static_cast<std::size_t>(offer.bloc[c]) != e || terms.limited[terms.cell(b, c)] == 0) continue;
            for (std::size_t z = 0; z < use_count; ++z) {
              sum[c * rows + use_count * b + z] += market->deliveries.chips[c][b][z];
              given[c * rows + use_count * b + z] = market->fill.given[c][b][z];
            }
          }
        }
    }
    for (std::size_t i = 0; i < sum.size(); ++i) {
      if (given[i] <= 0.0) continue;
      const double fraction = given[i] - std::floor(given[i]);
      EXPECT_NEAR(sum[i] / draws, given[i], 5.0 * std::sqrt(fraction * (1.0 - fraction) / draws) + 1e-9) << seed << " cell " << i;
      ++far;
    }
  }
  EXPECT_GT(far, 200);
  EXPECT_GT(near, 200);
}

}  // namespace
}  // namespace entrepot
