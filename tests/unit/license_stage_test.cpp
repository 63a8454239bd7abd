// Stage `license`: chances, holds, reviews and the life of a licence, against the formulas of docs/model/licences.md worked out here. The stage's
// uniforms and normals are read by the same keys, so decisions are compared one by one and not by frequency: nothing here fails by chance. A
// wrong chance that is off by d escapes n seeds if no uniform lies between the two: with probability (1 - d)^n, below 1e-6 at d = .01, n = 1500.
#include <gtest/gtest.h>

#include <cmath>
#include <optional>

#include "entrepot/decisions/buy.hpp"
#include "entrepot/decisions/license.hpp"
#include "entrepot/world/lookups.hpp"
#include "support/plain_world.hpp"

namespace entrepot {
namespace {

using namespace testing;
using namespace testing::plain;

constexpr std::uint64_t seeds = 1500;
constexpr double days_per_year = 365.25;

License::Proposals decide(const World& w, std::uint64_t seed) { return License{}.decide(w, Turn{RunKey{seed, 0}, w.quarter}); }
double uniform_of(const World& w, std::uint64_t seed, Purpose what, AgentId buyer, std::size_t exporter) {
  return Luck(RunKey{seed, 0}, static_cast<std::uint64_t>(w.quarter), what).uniform(licence_key(w, buyer, ExporterId{exporter}));
}
std::optional<LicenceStage> change_of(const License::Proposals& out, std::size_t licence) {
  for (const License::Change& c : out.changes)
    if (c.licence == licence) return c.stage;
  return {};
}
const License::Application* application_of(const License::Proposals& out, AgentId buyer) {
  for (const License::Application& a : out.applications)
    if (a.buyer == buyer) return &a;
  return nullptr;
}

/// Swing state and adversary have to ask both exporters for chips by a route.
World asking_world(Route route) {
  World w = plain_world();
  w.quarter = 20;
  for (const std::size_t e : {0U, 1U})
    for (const Tier tier : {Tier::insider, Tier::swing, Tier::adversary})
      w.levers.route[lever_row(ExporterId{e}, Layer::chips, tier)] = route;
  for (const auto& [name, value] : {std::pair{"license.align_weight", 1.1},
                                    {"license.diversion_weight", 1.7},
                                    {"license.lobby_weight", 0.6},
                                    {"license.stance_weight", 0.9},
                                    {"license.hold_end", 1.0}})
    w.parameters.set(name, value);
  for (std::size_t i = 0; i < 4; ++i) w.states.customs[i] = 1.0;  // so that only what a case sets is there
  return w;
}

// Decision: sigma(th + th1 side align - th2 (1 - customs + diverted share)/2 + th3 ln(1 + lobby) - th4 stance).
TEST(LicenseStage, ApprovesWithTheChanceOfTheFormula) {
  struct Case {
    const char* what;
    Route route;
    std::size_t exporter;
    double align, customs, diverted, stance, stake;  // stake: the swing state's over the other applicants', 1 = the same
    double logit;
  };
  const double lobby_of_equals = 0.6 * std::log(2.0);  // everybody's stake is the mean stake
  const Case cases[] = {
      {"presume", Route::presume, 0, 0, 1, 0, 0, 0, 3.5},
      {"case", Route::licence_case, 0, 0, 1, 0, 0, 0, 0.0},
      {"deny", Route::deny, 0, 0, 1, 0, 0, 0, -4.0},
      {"aligned", Route::licence_case, 0, 0.8, 1, 0, 0, 0, 1.1 * 0.8},
      {"aligned with the first, before the second", Route::licence_case, 1, 0.8, 1, 0, 0, 0, -1.1 * 0.8},
      {"weak customs", Route::licence_case, 0, 0, 0.2, 0, 0, 0, -1.7 * 0.8 / 2},
      {"a third of what stands there is diverted", Route::licence_case, 0, 0, 1, 100, 0, 0, -1.7 / 3.0 / 2},
      {"stance", Route::licence_case, 0, 0, 1, 0, 0.7, 0, -0.9 * 0.7},
      {"lobby of equals", Route::licence_case, 0, 0, 1, 0, 0, 1, lobby_of_equals},
      // Rival, swing state and adversary ask the first exporter; stakes 4, 1, 1: the mean is 2, the ratio 2.
      {"lobby of the strong", Route::licence_case, 0, 0, 1, 0, 0, 4, 0.6 * std::log(1.0 + 2.0)},
      {"all of it", Route::presume, 0, -0.5, 0.4, 100, 0.5, 4,
       3.5 - 1.1 * 0.5 - 1.7 * (0.6 + 1.0 / 3.0) / 2 + 0.6 * std::log(3.0) - 0.9 * 0.5},
  };
  for (const Case& c : cases) {
    World w = asking_world(c.route);
    w.states.align[swing.index()] = c.align;
    w.states.customs[swing.index()] = c.customs;
    w.states.stock[swing.index()] = {150.0, 100.0, 50.0};
    w.states.diverted[swing.index()] = c.diverted;
    w.exporters.stance = {c.stance, c.stance};
    if (c.stake > 0.0)
      // stake = mu (Qfree - Q) over both purposes: the swing state's in training, others' in inference
      for (std::size_t b = 0; b < 4; ++b) {
        const bool of_swing = w.buyers.home[b] == swing;
        w.buyers.shadow[b].fill(of_swing ? 1000.0 * c.stake : 1000.0);
        w.buyers.q_free[b] = {50.0, 50.0};
        w.buyers.received[b] = of_swing ? ByUse{30.0, 50.0} : ByUse{50.0, 30.0};
      }
    const auto stage = c.route == Route::licence_case ? LicenceStage::hold : LicenceStage::review;
    const std::size_t l = add_licence(w, agent_of(w, swing), c.exporter, c.route, stage);
    const double chance = 1.0 / (1.0 + std::exp(-c.logit));
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      const bool approved = uniform_of(w, seed, Purpose{"license.decide"}, agent_of(w, swing), c.exporter) < chance;
      ASSERT_EQ(change_of(decide(w, seed), l), approved ? LicenceStage::approved : LicenceStage::denied) << c.what << " seed " << seed;
    }
  }
}

// Hold: from the quarter after the review on, it ends with a chance of hold_end a quarter; `presume` and `deny` have none.
TEST(LicenseStage, HoldsACaseUntilTheChanceOfAQuarterEndsIt) {
  World w = asking_world(Route::licence_case);
  w.parameters.set("license.hold_end", 0.3);
  const std::size_t in_review = add_licence(w, agent_of(w, swing), 0, Route::licence_case, LicenceStage::review);
  const std::size_t on_hold = add_licence(w, agent_of(w, adversary), 0, Route::licence_case, LicenceStage::hold);
  const std::size_t later = add_licence(w, agent_of(w, rival), 0, Route::licence_case, LicenceStage::review);
  w.licences.reviewed[in_review] = 20;
  w.licences.reviewed[later] = 21;
  int ended = 0;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    const License::Proposals out = decide(w, seed);
    ASSERT_EQ(change_of(out, in_review), LicenceStage::hold);
    ASSERT_FALSE(change_of(out, later));
    const bool ends = uniform_of(w, seed, Purpose{"license.hold"}, agent_of(w, adversary), 0) < 0.3;
    ASSERT_EQ(change_of(out, on_hold).has_value(), ends) << seed;
    ended += ends ? 1 : 0;
  }
  EXPECT_NEAR(ended, 0.3 * seeds, 4.5 * std::sqrt(seeds * 0.3 * 0.7));  // 4.5 deviations: once in 150,000 sets of seeds; these are fixed
}

// Who applies: quantity = 4 (Qfree_training + Qfree_inference), and not under 1.
TEST(LicenseStage, AppliesForAYearOfWhatItWouldTakeWithoutRules) {
  World w = asking_world(Route::deny);
  w.buyers.q_free = {{5.0, 5.0}, {0.0, 0.0}, {30.0, 20.0}, {0.12, 0.12}, {0.0, 0.0}};  // the adversary: 0.96 a year
  const License::Proposals out = decide(w, 1);
  ASSERT_NE(application_of(out, agent_of(w, swing)), nullptr);
  EXPECT_DOUBLE_EQ(application_of(out, agent_of(w, swing))->quantity, 4.0 * (30.0 + 20.0));
  EXPECT_EQ(application_of(out, agent_of(w, adversary)), nullptr);
  ASSERT_NE(application_of(out, agent_of(w, home)), nullptr);
  EXPECT_EQ(application_of(out, agent_of(w, home))->exporter, ExporterId{1});  // asks the rival, never its own agency
}

// Life of a licence: four quarters, or until its quantity is delivered; four quarters after a denial. Then it applies again at once.
TEST(LicenseStage, EndsALicenceOrADenialAfterFourQuartersOrWhenUsedUp) {
  struct Case {
    LicenceStage stage;
    std::int32_t decided;
    double left;
    bool ends;
  };
  for (const Case& c : {Case{LicenceStage::approved, 17, 5.0, false}, Case{LicenceStage::approved, 16, 5.0, true},
                        Case{LicenceStage::approved, 19, 0.0, true}, Case{LicenceStage::denied, 17, 0.0, false},
                        Case{LicenceStage::denied, 16, 0.0, true}}) {
    World w = asking_world(Route::presume);
    w.buyers.q_free[2][0] = 30.0;
    w.states.tier[swing.index()][1] = Tier::swing;
    for (const Tier tier : {Tier::insider, Tier::swing, Tier::adversary})
      w.levers.route[lever_row(ExporterId{1}, Layer::chips, tier)] = Route::free;
    const std::size_t l = add_licence(w, agent_of(w, swing), 0, Route::presume, c.stage);
    w.licences.decided[l] = c.decided;
    w.licences.left[l] = c.left;
    const License::Proposals out = decide(w, 1);
    EXPECT_EQ(change_of(out, l), c.ends ? std::optional(LicenceStage::ended) : std::nullopt) << c.decided << " " << c.left;
    EXPECT_EQ(application_of(out, agent_of(w, swing)) != nullptr, c.ends);
  }
}

// Load and review: u = (background + cases of four quarters) x 1.16/(officers x 250); mean = review_days [u/(1 - u)]/[.85/.15], at most 400.
TEST(LicenseStage, ExpectsTheMeanReviewOfTheOfficersLoadAndForACaseTheHold) {
  World w = asking_world(Route::free);
  w.parameters.set("license.hold_end", 0.4);
  w.parameters.set("license.review_days", 40.0);
  w.exporters.officers = {100.0, 100.0};
  w.exporters.background_cases = {15000.0, 25000.0};
  w.exporters.cases[0] = {500.0, 400.0, 300.0, 800.0};
  const License::Proposals out = decide(w, 1);
  const double u = (15000.0 + 500.0 + 400.0 + 300.0 + 800.0) * 1.16 / (100.0 * 250.0);  // .789
  const double years = 40.0 * (u / (1.0 - u)) / (0.85 / 0.15) / days_per_year;
  EXPECT_NEAR(out.expected_wait[0][0], years, 1e-12);
  EXPECT_NEAR(out.expected_wait[0][1], years + 1.0 / 0.4 / 4.0, 1e-12);  // 1/hold_end quarters
  EXPECT_NEAR(out.expected_wait[1][0], 400.0 / days_per_year, 1e-12);    // u = 1.16
  License{}.apply(w, out, Turn{RunKey{1, 0}, w.quarter});
  EXPECT_EQ(w.exporters.cases[0], (std::array{0.0, 500.0, 400.0, 300.0}));
  EXPECT_EQ(w.exporters.expected_wait[0], out.expected_wait[0]);
}

// review = mean x exp(sqrt(ln 2) z - ln(2)/2): sigma^2 = ln(1 + cv^2) with cv = 1, so that the mean is the mean. Whole quarters, down, at most 40.
TEST(LicenseStage, ReviewsTakeALognormalTimeOfCvOne) {
  for (const double mean_days : {400.0, 91.3125}) {  // 4.38 quarters and one
    World w = asking_world(Route::deny);
    w.buyers.q_free[2][0] = 30.0;
    w.exporters.officers = {100.0, 100.0};
    const double u = mean_days < 400.0 ? 0.85 : 2.0;
    w.exporters.background_cases = {u * 100.0 * 250.0 / 1.16, 0.0};
    w.parameters.set("license.review_days", mean_days);
    const double mean = mean_days / days_per_year * 4.0, sigma = std::sqrt(std::log(2.0));
    double sum = 0.0, squares = 0.0;
    for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
      const License::Proposals out = decide(w, seed);
      const double z = Luck(RunKey{seed, 0}, 20, Purpose{"license.review"}).normal(licence_key(w, agent_of(w, swing), ExporterId{0}));
      const double quarters = mean * std::exp(sigma * z - std::log(2.0) / 2.0);
      ASSERT_EQ(application_of(out, agent_of(w, swing))->exporter, ExporterId{0});
      ASSERT_EQ(application_of(out, agent_of(w, swing))->reviewed, 20 + static_cast<std::int32_t>(std::floor(std::min(quarters, 40.0))))
          << seed;
      sum += quarters / mean;
      squares += quarters / mean * quarters / mean;
    }
    // The draws themselves: mean 1 and second moment 1 + cv^2 = 2 within five standard errors (E x^4 = 2^6 for this lognormal). Seeds are fixed.
    EXPECT_NEAR(sum / seeds, 1.0, 5.0 * std::sqrt(1.0 / seeds));
    EXPECT_NEAR(squares / seeds, 2.0, 5.0 * std::sqrt((64.0 - 4.0) / seeds));
  }
}

// A decision is written with its day, what may be delivered, and its wait in quarters.
TEST(LicenseStage, WritesWaitsAndWhatIsLeft) {
  World w = asking_world(Route::presume);
  w.parameters.set("license.stance_weight", 0.0);
  w.states.align[swing.index()] = 40.0;  // sigma = 1 to the last bit
  const std::size_t l = add_licence(w, agent_of(w, swing), 0, Route::presume, LicenceStage::review);
  w.licences.applied[l] = 13;
  w.licences.quantity[l] = 77.0;
  standard_model().run_stage(w, "license", {1, 0});
  EXPECT_EQ(w.licences.stage[l], LicenceStage::approved);
  EXPECT_EQ(w.licences.decided[l], 20);
  EXPECT_EQ(w.licences.left[l], 77.0);
  EXPECT_EQ(w.totals.wait_quarters[0][0], 20 - 13);
}

// "used by deliveries of limited chips beyond the small order, the oldest licence first".
TEST(LicenseStage, DeliveriesBeyondTheSmallOrderAreTakenOffTheOldestLicence) {
  World w = plain_world();
  const std::size_t cell = lever_row(ExporterId{0}, Layer::chips, Tier::swing);
  w.levers.route[cell] = Route::presume;
  w.levers.small_order[cell] = 500.0;
  for (const double left : {300.0, 1e8}) {
    const std::size_t l = add_licence(w, agent_of(w, swing), 0, Route::presume, LicenceStage::approved);
    w.licences.quantity[l] = w.licences.left[l] = left;
  }
  const auto deliveries = run_for_events<events::Delivery>(w, "buy", {5, 1});
  double h100e = 0.0;
  for (const events::Delivery& d : deliveries)
    if (d.agent == agent_of(w, swing) && d.product == chip) h100e += 2.0 * d.chips;
  ASSERT_GT(h100e, 2000.0);
  EXPECT_EQ(w.licences.left[0], 0.0);
  EXPECT_DOUBLE_EQ(w.licences.left[1], 1e8 - (h100e - 500.0 - 300.0));
}

}  // namespace
}  // namespace entrepot
