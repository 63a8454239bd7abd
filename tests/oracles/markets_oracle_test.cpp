// Markets and trade against market_oracles.csv. What the rows do not say (prices, utilities, scales) is below, as published with them.
#include <array>
#include <numeric>

#include "entrepot/solvers/markets.hpp"
#include "entrepot/solvers/trade.hpp"
#include "support/oracle.hpp"

namespace {

using namespace entrepot::solvers;
using Numbers = std::vector<double>;
constexpr double barred = -std::numeric_limits<double>::infinity();

void all_meet(const Numbers& actual, const std::string& text, oracle::Printed how = oracle::decimals(10)) {
  const auto expected = oracle::words(text);
  ASSERT_EQ(actual.size(), expected.size());
  for (std::size_t i = 0; i < actual.size(); ++i) EXPECT_TRUE(oracle::meets(actual[i], expected[i], how)) << "at " << i;
}
/// The number after a key such as "sigma=".
double after(const std::string& text, const std::string& key) { return std::strtod(text.c_str() + text.find(key) + key.size(), nullptr); }
bool starts(const std::string& text, const std::string& with) { return text.rfind(with, 0) == 0; }

void check_ces(const std::string& name, const std::string& quantity, const std::string& value) {
  const Numbers weights{0.5, 0.3, 0.2};
  Numbers prices{1.0, 1.2, 0.8}, shares(3);
  if (name.find("tariff 25%") != std::string::npos) prices[0] *= 1.25;
  const double index = ces(weights, prices, after(name, "sigma="), shares);
  all_meet(quantity == "shares" ? shares : Numbers{index}, value);
}

/// H100, H20, 910C, outside, and the logsum.
struct Choice {
  Numbers shares = Numbers(3), outside = Numbers(1), logsum = Numbers(1);
  explicit Choice(bool with_h100) {
    const Numbers v{with_h100 ? 2.0 : barred, 1.2, 1.0}, v0{0.0}, lambda{0.5, 1.0};
    const std::vector<std::int32_t> nest{0, 0, 1};
    NestedLogitWorkspace w;
    nested_logit(v, v0, nest, lambda, shares, outside, logsum, w);
  }
};
void check_nested_logit(const std::string& name, const std::string& quantity, const std::string& value) {
  const bool banned = name.find("banned") != std::string::npos;
  const Choice free(true), choice(!banned);
  if (quantity.find("logsum") == 0) return all_meet(choice.logsum, value);
  Numbers diverted(3);
  if (banned) diversion_ratios(free.shares, choice.shares, 0, diverted);
  if (quantity == "diversion of H100 share to 910C") return all_meet({diverted[2]}, value);
  if (quantity == "diversion of H100 share to H20") return all_meet({diverted[1]}, value);
  ASSERT_EQ(quantity, "shares");
  EXPECT_EQ(choice.shares[0] == 0.0, banned);
  all_meet(banned ? Numbers{choice.shares[1], choice.shares[2], choice.outside[0]}
                  : Numbers{choice.shares[0], choice.shares[1], choice.shares[2], choice.outside[0]},
           value);
}

void check_rationing(const std::string& name, const std::string& quantity, const std::string& value) {
  const Numbers orders{10, 30, 50, 80};
  Numbers allocation(4);
  if (starts(name, "proportional")) {
    EXPECT_DOUBLE_EQ(proportional_ration(orders, 100, allocation), 100.0 / 170.0);
    return all_meet(allocation, value);
  }
  const double level = water_fill(orders, starts(name, "weighted") ? Numbers{1, 2, 1, 4} : Numbers{1, 1, 1, 1}, 100, allocation);
  all_meet(quantity == "level" ? Numbers{level} : allocation, value);
}

void check_isoelastic(const std::string& name, const std::string& quantity, const std::string& value) {
  const Numbers scale{40, 60, 80}, elasticity{1.2, 0.8, 1.0}, cap{1e9, 1e9, 20};
  Numbers q(3), shadow(3);
  const bool capped = name.find("cap") != std::string::npos;
  const Clearing c = clear_isoelastic(scale, elasticity, capped ? cap : Numbers{}, 100, q, shadow);
  EXPECT_NEAR(c.demand, 100, 1e-11);
  if (quantity == "price") return all_meet({c.price}, value);
  if (quantity == "quantities") return all_meet(q, value);
  ASSERT_TRUE(starts(quantity, "shadow price of country 3"));
  EXPECT_EQ(shadow[0] + shadow[1], 0.0);
  all_meet({shadow[2]}, value);
}

void check_linear_tariff(const std::string& name, const std::string& value) {
  const LinearMarket market{100, 2, -20, 2};
  const Incidence i = tariff_incidence(market, after(name, "t="));
  Numbers actual{i.world_price, i.domestic_price, i.imports, i.exporter_share};
  if (after(name, "t=") == 0.0) actual.pop_back();  // the table leaves the share of a tariff of nothing out
  all_meet(actual, value, oracle::decimals(6));
  EXPECT_EQ(i.revenue, after(name, "t=") * i.imports);
}

bool check_row(const oracle::Row& row) {
  const std::string &name = row.at("oracle"), &quantity = row.at("quantity"), &value = row.at("value");
  if (starts(name, "CES")) return check_ces(name, quantity, value), true;
  if (starts(name, "nested logit")) return check_nested_logit(name, quantity, value), true;
  if (name.find("water-filling") != std::string::npos || starts(name, "proportional")) return check_rationing(name, quantity, value), true;
  if (starts(name, "isoelastic")) return check_isoelastic(name, quantity, value), true;
  if (starts(name, "linear tariff")) return check_linear_tariff(name, value), true;
  if (starts(name, "optimal ad valorem")) return all_meet({optimal_tariff(after(name, "elasticity "))}, value, oracle::decimals(6)), true;
  if (starts(name, "quota 30")) {
    const Incidence i = quota_incidence({100, 2, -20, 2}, 30);
    return all_meet({i.domestic_price, i.revenue}, value, oracle::decimals(6)), true;
  }
  if (starts(name, "ACR")) return all_meet({gains_from_trade(after(name, "lambda="), after(name, "eps="))}, value), true;
  return false;
}

TEST(MarketOracles, EveryRow) { oracle::for_each_row("market_oracles.csv", check_row); }

}  // namespace
