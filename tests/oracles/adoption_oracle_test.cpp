// Adoption and lock-in against bass.csv, bass_discrete.csv, tipping_meanfield.csv, logit_network_equilibria.csv and switching_threshold.csv.
#include <array>

#include "entrepot/solvers/adoption.hpp"
#include "support/oracle.hpp"

namespace {

using namespace entrepot::solvers;
using oracle::meets;
using oracle::number;
constexpr oracle::Printed digits = oracle::significant(12);

TEST(AdoptionOracles, Bass) {
  oracle::for_each_row("bass.csv", [](const oracle::Row& row) {
    const double p = number(row, "p"), q = number(row, "q");
    double t = number(row, "t");
    if (row.at("point") == "peak") {
      const AdoptionPeak peak = bass_peak(p, q);
      EXPECT_TRUE(meets(peak.t, row.at("t"), digits));
      EXPECT_TRUE(meets(peak.cumulative, row.at("F_cumulative"), digits));
      EXPECT_TRUE(meets(peak.rate, row.at("f_rate"), digits));
      t = peak.t;
    }
    const Adoption a = bass(p, q, t);
    EXPECT_TRUE(meets(a.cumulative, row.at("F_cumulative"), digits));
    EXPECT_TRUE(meets(a.rate, row.at("f_rate"), digits));
    return true;
  });
}

TEST(AdoptionOracles, BassInWholePeriods) {
  std::array<double, 20> f{};
  bass_discrete(0.03, 0.38, f);
  oracle::for_each_row("bass_discrete.csv", [&f](const oracle::Row& row) {
    EXPECT_TRUE(meets(f.at(static_cast<std::size_t>(number(row, "t")) - 1), row.at("F_discrete_p.03_q.38"), digits));
    return true;
  });
}

TEST(AdoptionOracles, MeanFieldLockIn) {
  oracle::for_each_row("tipping_meanfield.csv", [](const oracle::Row& row) {
    const double k = number(row, "K=beta*J");
    const LockIn lock = lock_in(k);
    EXPECT_TRUE(meets(lock.m, row.at("m_star_positive_root"), digits));
    EXPECT_TRUE(meets(lock.share, row.at("share"), digits));
    EXPECT_TRUE(meets(lock.critical_field, row.at("critical_field_hc_over_J"), digits));
    const Equilibria e = mean_field_equilibria(k, 0.0);
    EXPECT_EQ(e.count, k > 1.0 ? 3U : 1U);
    EXPECT_TRUE(meets(e.m[e.count - 1], row.at("m_star_positive_root"), digits));
    return true;
  });
}

TEST(AdoptionOracles, EquilibriaOfTheLogitWithNetworkEffects) {
  oracle::for_each_row("logit_network_equilibria.csv", [](const oracle::Row& row) {
    const Equilibria e = network_equilibria(number(row, "advantage_d"), number(row, "network_g"));
    EXPECT_EQ(static_cast<double>(e.count), number(row, "n_roots"));
    for (std::size_t i = 0; i < e.count; ++i) EXPECT_TRUE(meets(e.share[i], row.at("root" + std::to_string(i + 1)), digits));
    return true;
  });
}

TEST(AdoptionOracles, SwitchingThreshold) {
  oracle::for_each_row("switching_threshold.csv", [](const oracle::Row& row) {
    const double flow = switching_threshold(number(row, "switching_cost_S"), number(row, "r"), number(row, "T"));
    EXPECT_TRUE(meets(flow, row.at("min_flow_advantage_to_switch"), digits));
    return true;
  });
}

}  // namespace
