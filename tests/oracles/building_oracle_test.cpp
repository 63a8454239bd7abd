// real_option.csv, time_to_build.csv, learning_yield.csv: every row.
#include <gtest/gtest.h>

#include <string>

#include "entrepot/solvers/building.hpp"
#include "entrepot/solvers/real_option.hpp"
#include "support/oracle.hpp"

namespace {

using namespace entrepot::solvers;
using oracle::after;
using oracle::equal;
using oracle::equal_decimals;

TEST(RealOptionOracles, EveryRow) {
  oracle::for_each_row("real_option.csv", [&](const oracle::Row& row) {
    const auto o = real_option(std::stod(row.at("r")), std::stod(row.at("delta")), std::stod(row.at("sigma")), 0);
    EXPECT_TRUE(equal(o.beta1, row.at("beta1")));
    EXPECT_TRUE(equal(o.beta2, row.at("beta2")));
    EXPECT_TRUE(equal(o.multiple, row.at("V*/I")));
    EXPECT_EQ(o.trigger, o.multiple);
    return true;
  });
}

TEST(TimeToBuildOracles, EveryRow) {
  int triggers = 0;
  oracle::for_each_row("time_to_build.csv", [&](const oracle::Row& row) {
    const auto o = real_option(.04, std::stod(row.at("delta")), .2, std::stod(row.at("lag_years")));
    EXPECT_TRUE(equal(o.lag_multiplier, row.at("trigger_multiplier_e^(delta*h)")));
    const auto& trigger = row.at("V*/I at r=delta=.04 sigma=.2");
    if (!trigger.empty()) {
      EXPECT_TRUE(equal(o.trigger, trigger));
      ++triggers;
    }
    return true;
  });
  EXPECT_EQ(triggers, 5);
}

void expect_yields(const std::string& oracle, const std::string& x, const std::string& value) {
  const double area = std::stod(after(oracle, "A=")), d0 = std::stod(after(oracle, "D0=")), a = std::stod(after(oracle, "a="));
  EXPECT_TRUE(equal(area * d0, x));
  std::string rest = value + "|";
  for (const double got : {yield_poisson(area, d0), yield_murphy(area, d0), yield_seeds(area, d0), yield_negative_binomial(area, d0, a)}) {
    const auto bar = rest.find('|');
    ASSERT_NE(bar, std::string::npos);
    EXPECT_TRUE(equal_decimals(got, rest.substr(0, bar)));
    rest.erase(0, bar + 1);
  }
  EXPECT_TRUE(rest.empty());
}

TEST(LearningYieldOracles, EveryRow) {
  oracle::for_each_row("learning_yield.csv", [&](const oracle::Row& row) {
    const auto &oracle = row.at("oracle"), &x = row.at("x"), &value = row.at("value");
    if (oracle.rfind("wright", 0) == 0) EXPECT_TRUE(equal(learning_curve(std::stod(x), std::stod(after(oracle, "LR="))), value));
    else if (oracle.rfind("yield", 0) == 0) expect_yields(oracle, x, value);
    else if (oracle.rfind("dies per 300mm", 0) == 0) EXPECT_TRUE(equal(dies_per_wafer(300, std::stod(after(oracle, "A="))), value));
    else return false;
    return true;
  });
}

}  // namespace
