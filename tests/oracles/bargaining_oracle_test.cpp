// rubinstein.csv, nash_bargaining.csv, ks_vs_nash.csv, concession_menu.csv, screening_leverage.csv, licence_delay_defection.csv,
// seizure_threshold.csv: every row, to the printed digits.
#include <array>
#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "entrepot/solvers/bargaining.hpp"
#include "entrepot/solvers/holdup.hpp"
#include "entrepot/solvers/menus.hpp"
#include "entrepot/solvers/screening.hpp"
#include "support/oracle.hpp"

namespace {

using namespace entrepot::solvers;
using oracle::meets;
using oracle::number;
using oracle::Row;

constexpr oracle::Printed twelve = oracle::significant(12);

bool starts(const std::string& text, const std::string& with) { return text.rfind(with, 0) == 0; }

/// The number after `name` in a text such as "limit r1=.10 r2=.05 dt=1".
double named(const std::string& text, const std::string& name) {
  const std::size_t at = text.find(name + "=");
  if (at == std::string::npos) throw std::runtime_error("no " + name + " in " + text);
  return std::stod(text.substr(at + name.size() + 1));
}

void expect_shares(OfferShares s, const Row& row) {
  EXPECT_TRUE(meets(s.first, row.at("share_1_first_mover"), twelve));
  EXPECT_TRUE(meets(s.second, row.at("share_2"), twelve));
}

TEST(RubinsteinOracle, EveryRow) {
  oracle::for_each_row("rubinstein.csv", [](const Row& row) {
    const std::string& kind = row.at("case");
    if (kind == "infinite") {
      expect_shares(rubinstein(number(row, "delta1"), number(row, "delta2")), row);
    } else if (kind == "finite") {
      expect_shares(rubinstein(number(row, "delta1"), number(row, "delta2"), static_cast<std::int64_t>(number(row, "T"))), row);
    } else if (starts(kind, "limit dt->0")) {  // the rates of the rows before it
      expect_shares(rubinstein_limit(.10, .05), row);
    } else if (starts(kind, "limit r1=")) {
      const double dt = named(kind, "dt"), r1 = named(kind, "r1"), r2 = named(kind, "r2");
      expect_shares(rubinstein_limit(r1, r2, dt), row);
      // The discount factors are printed to 12 digits: 1 - delta is known to 5e-13/(r dt) only.
      const OfferShares by_factors = rubinstein(number(row, "delta1"), number(row, "delta2"));
      EXPECT_NEAR(by_factors.first, number(row, "share_1_first_mover"), 1e-12 / (r2 * dt));
    } else {
      return false;
    }
    return true;
  });
}

NashSplit split_of(const Row& row) {
  const double size = number(row, "S"), alpha = number(row, "alpha");
  const Utilities d{number(row, "d1"), number(row, "d2")};
  const std::string& kind = row.at("utilities");
  if (kind == "linear") return nash(size, LinearUtility{}, LinearUtility{}, d, alpha);
  if (starts(kind, "power")) return nash(size, PowerUtility{named(kind, "a")}, PowerUtility{named(kind, "b")}, d, alpha);
  if (kind == "log(1+x) vs linear") return nash(size, UserUtility{[](double x) { return std::log1p(x); }}, LinearUtility{}, d, alpha);
  return {};
}

TEST(NashBargainingOracle, EveryRow) {
  oracle::for_each_row("nash_bargaining.csv", [](const Row& row) {
    const NashSplit s = split_of(row);
    EXPECT_TRUE(meets(s.share_one, row.at("x1"), twelve));
    EXPECT_TRUE(meets(s.share_two, row.at("x2"), twelve));
    return s.deal;
  });
}

struct Solutions {
  Agreement nash, kalai_smorodinsky;
};

Solutions on_points(const std::vector<Utilities>& points, Utilities d) { return {nash(points, d), kalai_smorodinsky(points, d)}; }

Solutions solutions_of(const std::string& problem) {
  if (problem == "u2=1-u1^2") {
    const FrontierCurve curve{[](double u) { return 1 - u * u; }, 0, 1};
    const Agreement equal = egalitarian(curve), ks = kalai_smorodinsky(curve);  // the row is about both
    EXPECT_NEAR(equal.utility.one, ks.utility.one, 1e-15);
    return {nash(curve), ks};
  }
  if (problem == "hull (0,1)(.75,.75)(1,0)") return on_points({{0, 1}, {.75, .75}, {1, 0}}, {});
  if (problem == "hull (0,1)(1,.7)(1,0)") return on_points({{0, 1}, {1, .7}, {1, 0}}, {});
  if (problem == "u1+u2=10 d=(2,1)") return on_points({{0, 10}, {10, 0}}, {2, 1});
  if (problem == "u1/10+u2/5=1 d=(1,1)") return on_points({{0, 5}, {10, 0}}, {1, 1});
  return {};
}

TEST(KalaiSmorodinskyOracle, EveryRow) {
  oracle::for_each_row("ks_vs_nash.csv", [](const Row& row) {
    const Solutions s = solutions_of(row.at("problem"));
    const Agreement& a = row.at("solution") == "Nash" ? s.nash : s.kalai_smorodinsky;
    EXPECT_TRUE(meets(a.utility.one, row.at("u1"), twelve));
    EXPECT_TRUE(meets(a.utility.two, row.at("u2"), twelve));
    return a.deal;
  });
}

const std::array<std::string, 5> item_names{"remove_huawei", "kyc_registry", "un_votes", "clean_energy", "basing"};
const std::vector<double> item_gain{4, 3, 1, .5, 5}, item_cost{3, 1, .5, 2, 4}, certain(5, 1.0);
const ConcessionMenu five{item_gain, item_cost, certain};

std::string names_of(const MenuDeal& deal) {
  std::string all;
  for (std::size_t m = 0; m < item_names.size(); ++m)
    if (deal.has(m)) all += (all.empty() ? "" : "+") + item_names[m];
  return all;
}

void expect_without_transfers(const Row& row, const Stakes& stakes, MenuMethod method) {
  const MenuDeal n = nash_menu(five, stakes, method), k = kalai_smorodinsky_menu(five, stakes, method);
  EXPECT_EQ(names_of(n), row.at("Nash_items"));
  EXPECT_TRUE(meets(n.utility_exporter, row.at("u_US"), twelve));
  EXPECT_TRUE(meets(n.utility_host, row.at("u_P"), twelve));
  EXPECT_TRUE(meets(n.product(), row.at("Nash_product_or_surplus"), twelve));
  EXPECT_EQ(names_of(k), row.at("KS_items_or_transfer"));
  EXPECT_TRUE(meets(k.utility_exporter, row.at("KS_u_US"), twelve));
  EXPECT_TRUE(meets(k.utility_host, row.at("KS_u_P"), twelve));
}

void expect_with_transfers(const Row& row, const Stakes& stakes, MenuMethod method) {
  const MenuDeal n = nash_menu(five, stakes, method);
  EXPECT_EQ(names_of(n), row.at("Nash_items"));
  EXPECT_TRUE(meets(n.utility_exporter, row.at("u_US"), twelve));
  EXPECT_TRUE(meets(n.utility_host, row.at("u_P"), twelve));
  EXPECT_TRUE(meets(n.surplus(), row.at("Nash_product_or_surplus"), twelve));
  const std::string& cash = row.at("KS_items_or_transfer");
  EXPECT_TRUE(meets(n.transfer, cash.substr(cash.find('=') + 2), twelve));
}

TEST(ConcessionMenuOracle, EveryRowByEveryMethod) {
  oracle::for_each_row("concession_menu.csv", [](const Row& row) {
    const bool free = row.at("mode") == "TU";
    if (!free && row.at("mode") != "NTU") return false;
    const Stakes stakes{10, 2, 0, 4, number(row, "alpha"), free ? std::numeric_limits<double>::infinity() : 0};
    for (const MenuMethod method : {MenuMethod::automatic, MenuMethod::enumeration, MenuMethod::branch_and_bound})
      free ? expect_with_transfers(row, stakes, method) : expect_without_transfers(row, stakes, method);
    return true;
  });
}

TEST(ScreeningOracle, EveryRow) {
  oracle::for_each_row("screening_leverage.csv", [](const Row& row) {
    const ScreeningDemand d = screening_demand(number(row, "Vbar"), number(row, "k_risk_cost"), number(row, "L_lost_share"), 1);
    const double factor = number(row, "estimate_factor");
    // The table's factor multiplies the demand's error: it estimates Vbar at factor x Vbar.
    const ScreeningDemand wrong = screening_demand(number(row, "Vbar"), number(row, "k_risk_cost"), number(row, "L_lost_share"), factor);
    EXPECT_TRUE(meets(wrong.demand, row.at("demand_t"), twelve));
    EXPECT_TRUE(meets(wrong.breakdown_probability, row.at("P_breakdown"), twelve));
    EXPECT_NEAR(wrong.expected_utility, number(row, "EU_US"), 1e-14);
    EXPECT_NEAR(wrong.regret, number(row, "regret(=Vbar*eps^2/4 interior)"), 1e-14);
    EXPECT_NEAR(d.expected_utility - wrong.expected_utility, wrong.regret, 1e-14);
    return row.at("model") == "screening" || row.at("model") == "misestimate";
  });
}

TEST(DelayDefectionOracle, EveryRow) {
  oracle::for_each_row("licence_delay_defection.csv", [](const Row& row) {
    const double r = number(row, "discount_rate_r"), delay = number(row, "mean_delay_D");
    const DelayDefection d = delay_defection(r, delay, 0.7);
    EXPECT_TRUE(meets(d.value_factor, row.at("value_factor_mu/(mu+r)"), twelve));
    EXPECT_TRUE(meets(d.defect_share, row.at("defect_share_if_VCN/VUS~U[0,1]"), twelve));
    EXPECT_TRUE(meets(d.critical_delay, row.at("critical_delay_if_VCN/VUS=0.7"), twelve));
    EXPECT_EQ(d.waits, delay <= number(row, "critical_delay_if_VCN/VUS=0.7"));
    return true;
  });
}

TEST(SeizureOracle, EveryRow) {
  oracle::for_each_row("seizure_threshold.csv", [](const Row& row) {
    const SeizureThreshold s =
        seizure_threshold(number(row, "seizure_value_K"), number(row, "per_period_rent_h"), number(row, "punished_flow"));
    EXPECT_TRUE(meets(s.critical_discount, row.at("critical_discount_delta*"), twelve));
    if (oracle::blank(row, "max_discount_rate")) EXPECT_EQ(s.max_discount_rate, std::numeric_limits<double>::infinity());
    else EXPECT_TRUE(meets(s.max_discount_rate, row.at("max_discount_rate"), twelve));
    return true;
  });
}

}  // namespace
