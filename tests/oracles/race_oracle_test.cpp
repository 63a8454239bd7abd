// armstrong_race.csv, armstrong_noinfo_best_response.csv, chinchilla.csv, effective_compute_lead.csv, takeoff_regimes.csv, lead_decay.csv,
// theft_hazard.csv: every row.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "entrepot/solvers/capability.hpp"
#include "entrepot/solvers/race.hpp"
#include "support/armstrong.hpp"
#include "support/oracle.hpp"

namespace {

using namespace entrepot::solvers;
using entrepot::testing::win_probability;
using oracle::equal;

double of(const oracle::Row& row, const std::string& column) { return std::stod(row.at(column)); }

/// The file's own Monte Carlo, 20,000 draws: |z| < 4. The winner's 1 - s lies in [0, 1], so its variance is at most risk (1 - risk).
void expect_monte_carlo(double risk, const std::string& mean) {
  if (mean.empty()) return;
  EXPECT_LT(std::abs(std::stod(mean) - risk) / std::sqrt(risk * (1 - risk) / 20'000), 4);
}

TEST(ArmstrongOracles, EveryRiskOfTheTable) {
  oracle::for_each_row("armstrong_race.csv", [&](const oracle::Row& row) {
    const int n = std::stoi(row.at("n"));
    const double e = of(row, "enmity"), mu = of(row, "mu");
    const double own = race_risk(Information::own, n, e, mu), all = race_risk(Information::all, n, e, mu);
    EXPECT_TRUE(equal(race_risk(Information::none, n, e, mu), row.at("risk_no_info")));
    EXPECT_TRUE(equal(own, row.at("risk_private")));
    EXPECT_TRUE(equal(all, row.at("risk_public")));
    expect_monte_carlo(own, row.at("mc_private_N20000"));
    expect_monte_carlo(all, row.at("mc_public_N20000"));
    return true;
  });
}

TEST(ArmstrongOracles, EveryBestResponseOfTheTable) {  // the search over 4,001 deviations is done again
  oracle::for_each_row("armstrong_noinfo_best_response.csv", [&](const oracle::Row& row) {
    const int n = std::stoi(row.at("n"));
    const double e = of(row, "enmity"), mu = of(row, "mu"), s = race_safety_none(n, e, mu);
    EXPECT_TRUE(equal(s, row.at("s_star")));
    const auto payoff = [&](double x) {
      const double p = win_probability(n, (s - x) / mu);
      return p * x + (1 - p) * s * (1 - e);
    };
    double gain = -1;
    for (int i = 0; i <= 4000; ++i) gain = std::max(gain, payoff(i / 4000.) - payoff(s));
    EXPECT_NEAR(gain, of(row, "max_unilateral_gain_on_grid"), 1e-15);
    return true;
  });
}

TEST(ScalingOracles, EveryRow) {
  oracle::for_each_row("chinchilla.csv", [&](const oracle::Row& row) {
    const auto best = compute_optimal(row.at("fit") == "Hoffmann2022" ? hoffmann_2022 : besiroglu_2024, of(row, "C_flop"));
    EXPECT_TRUE(equal(best.parameters, row.at("N_opt")));
    EXPECT_TRUE(equal(best.tokens, row.at("D_opt")));
    EXPECT_TRUE(equal(best.tokens / best.parameters, row.at("tokens_per_param")));
    EXPECT_TRUE(equal(best.loss, row.at("loss")));
    return true;
  });
}

TEST(LeadOracles, EveryRow) {
  oracle::for_each_row("effective_compute_lead.csv", [&](const oracle::Row& row) {
    const double algorithms = algorithm_growth(of(row, "algo_doubling_months"));
    const double growth = of(row, "compute_growth_per_year") * algorithms;
    EXPECT_TRUE(equal(algorithms, row.at("algo_growth_per_year")));
    EXPECT_TRUE(equal(growth, row.at("effective_growth")));
    EXPECT_TRUE(equal(lead_months(of(row, "compute_ratio_US/CN"), growth), row.at("lead_months")));
    return true;
  });
}

TEST(TakeoffOracles, EveryRow) {
  oracle::for_each_row("takeoff_regimes.csv", [&](const oracle::Row& row) {
    const auto t = takeoff(of(row, "returns_r"), of(row, "k"), of(row, "t"), 1);
    EXPECT_TRUE(equal(t.level, row.at("S(t)")));
    EXPECT_TRUE(equal(t.blow_up, row.at("blowup_time").empty() ? "inf" : row.at("blowup_time")));
    return true;
  });
}

TEST(LeadDecayOracles, EveryRow) {
  oracle::for_each_row("lead_decay.csv", [&](const oracle::Row& row) {
    EXPECT_TRUE(equal(lead_decay(of(row, "gU_minus_gC"), of(row, "lambda_spill"), of(row, "L0"), of(row, "t_years")), row.at("lead")));
    return true;
  });
}

TEST(TheftOracles, EveryRow) {
  oracle::for_each_row("theft_hazard.csv", [&](const oracle::Row& row) {
    const auto t = theft_hazard(of(row, "hazard_per_site_year"), of(row, "sites"), of(row, "years"));
    EXPECT_TRUE(equal(t.probability, row.at("P_any_theft")));
    EXPECT_TRUE(equal(t.mean_time, row.at("mean_time_years")));
    return true;
  });
}

}  // namespace
