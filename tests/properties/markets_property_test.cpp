// Properties of markets, trade, adoption and rules on random cases of fixed seeds.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "entrepot/base/luck.hpp"
#include "entrepot/solvers/adoption.hpp"
#include "entrepot/solvers/markets.hpp"
#include "entrepot/solvers/rules.hpp"
#include "entrepot/solvers/trade.hpp"

namespace {

using namespace entrepot::solvers;
using Numbers = std::vector<double>;
constexpr double infinity = std::numeric_limits<double>::infinity();

class Draws {
  entrepot::SplitMix64 words_;

 public:
  explicit Draws(std::uint64_t seed) : words_{seed} {}
  double uniform(double low, double high) { return low + (high - low) * (static_cast<double>(words_() >> 11) * 0x1p-53); }
  std::size_t below(std::size_t n) { return static_cast<std::size_t>(words_() % n); }
  Numbers uniforms(std::size_t n, double low, double high) {
    Numbers x(n);
    for (double& v : x) v = uniform(low, high);
    return x;
  }
};

struct Market {
  Numbers v, v0, lambda, shares, outside, logsum;
  std::vector<std::int32_t> nest;
  NestedLogitWorkspace workspace;

  Market(Draws& draw, std::size_t buyers, std::size_t products, std::size_t nests, double width)
      : v(draw.uniforms(buyers * products, -width, width)),
        v0(draw.uniforms(buyers, -width, width)),
        lambda(draw.uniforms(nests, 0.05, 1)),
        shares(buyers * products),
        outside(buyers),
        logsum(buyers),
        nest(products) {
    for (auto& h : nest) h = static_cast<std::int32_t>(draw.below(nests));
    for (double& x : v)
      if (draw.below(5) == 0) x = -infinity;
  }
  void solve() { nested_logit(v, v0, nest, lambda, shares, outside, logsum, workspace); }
  double total(std::size_t b) const {
    const auto row = shares.begin() + static_cast<std::ptrdiff_t>(b * nest.size());
    return std::accumulate(row, row + static_cast<std::ptrdiff_t>(nest.size()), outside[b]);
  }
};

/// The formula of the header, in long double and without any care for overflow.
void expect_formula(const Market& m, std::size_t b) {
  const std::size_t products = m.nest.size();
  std::vector<long double> inclusive(m.lambda.size(), 0.0L);
  const auto e = [&](std::size_t p) {
    return std::exp(static_cast<long double>(m.v[b * products + p]) /
                    static_cast<long double>(m.lambda[static_cast<std::size_t>(m.nest[p])]));
  };
  for (std::size_t p = 0; p < products; ++p) inclusive[static_cast<std::size_t>(m.nest[p])] += e(p);
  long double all = std::exp(static_cast<long double>(m.v0[b]));
  for (std::size_t h = 0; h < inclusive.size(); ++h) all += std::pow(inclusive[h], static_cast<long double>(m.lambda[h]));
  EXPECT_NEAR(m.logsum[b], static_cast<double>(std::log(all)), 1e-12);
  EXPECT_NEAR(m.outside[b], static_cast<double>(std::exp(static_cast<long double>(m.v0[b])) / all), 1e-13);
  for (std::size_t p = 0; p < products; ++p) {
    const auto h = static_cast<std::size_t>(m.nest[p]);
    const long double share =
        inclusive[h] > 0 ? std::pow(inclusive[h], static_cast<long double>(m.lambda[h])) / all * e(p) / inclusive[h] : 0.0L;
    EXPECT_NEAR(m.shares[b * products + p], static_cast<double>(share), 1e-13);
  }
}

TEST(NestedLogitProperties, MeetsItsFormulaAcrossBlocksOfBuyers) {
  Draws draw(1);
  for (const std::size_t buyers : {1U, 63U, 64U, 65U, 150U}) {
    Market m(draw, buyers, 1 + draw.below(9), 1 + draw.below(4), 6);
    m.solve();
    for (std::size_t b = 0; b < buyers; ++b) expect_formula(m, b);
  }
}

TEST(NestedLogitProperties, SharesSumToOneAtAnySize) {
  Draws draw(2);
  for (const double width : {1.0, 30.0, 700.0, 1e4}) {
    Market m(draw, 200, 8, 3, width);
    m.solve();
    for (std::size_t b = 0; b < 200; ++b) {
      EXPECT_NEAR(m.total(b), 1.0, 1e-12);
      EXPECT_TRUE(std::isfinite(m.logsum[b]));
      const double best = std::max(m.v0[b], *std::max_element(m.v.begin() + static_cast<std::ptrdiff_t>(b * 8),
                                                              m.v.begin() + static_cast<std::ptrdiff_t>(b * 8 + 8)));
      EXPECT_GE(m.logsum[b], best - 1e-12 * std::abs(best));
    }
  }
}

// The softmax without subtraction of the largest overflows here (oracles 3j).
TEST(NestedLogitProperties, HugeUtilitiesShareAsTheirDifferencesDo) {
  const Numbers v{1e4, 1e4 + 1, 9999}, v0{1e4}, lambda{1.0};
  const std::vector<std::int32_t> nest{0, 0, 0};
  Numbers s(3), o(1), w(1);
  NestedLogitWorkspace workspace;
  nested_logit(v, v0, nest, lambda, s, o, w, workspace);
  const double all = 2 + std::exp(1.0) + std::exp(-1.0);
  EXPECT_NEAR(s[0], 1 / all, 1e-12);
  EXPECT_NEAR(s[1], std::exp(1.0) / all, 1e-12);
  EXPECT_NEAR(w[0], 1e4 + std::log(all), 1e-11);
  Numbers shares(2);
  logit_share(Numbers{2000, 1999}, Numbers{0, 0}, 0, shares);
  EXPECT_NEAR(shares[0], 1 / (1 + std::exp(-1.0)), 1e-15);
}

TEST(NestedLogitProperties, ABanWeaklyLowersTheLogsumAndRaisesTheOtherShares) {
  Draws draw(3);
  for (int round = 0; round < 30; ++round) {
    Market before(draw, 20, 6, 3, 5);
    before.solve();
    Market after = before;
    const std::size_t gone = draw.below(6);
    for (std::size_t b = 0; b < 20; ++b) after.v[b * 6 + gone] = -infinity;
    after.solve();
    for (std::size_t b = 0; b < 20; ++b) {
      EXPECT_LE(after.logsum[b], before.logsum[b] + 1e-13);
      EXPECT_EQ(after.shares[b * 6 + gone], 0.0);
      EXPECT_GE(after.outside[b], before.outside[b] - 1e-15);
      for (std::size_t p = 0; p < 6; ++p) {
        if (p != gone) {
          EXPECT_GE(after.shares[b * 6 + p], before.shares[b * 6 + p] - 1e-15);
        }
      }
    }
  }
}

TEST(NestedLogitProperties, SharesAreTheGradientOfTheLogsum) {
  Draws draw(4);
  Market m(draw, 5, 6, 2, 3);
  m.solve();
  const double step = 1e-6;
  for (std::size_t p = 0; p < 6; ++p) {
    Market up = m, down = m;
    for (std::size_t b = 0; b < 5; ++b) {
      up.v[b * 6 + p] += step;
      down.v[b * 6 + p] -= step;
    }
    up.solve();
    down.solve();
    for (std::size_t b = 0; b < 5; ++b) EXPECT_NEAR(m.shares[b * 6 + p], (up.logsum[b] - down.logsum[b]) / (2 * step), 1e-8);
  }
}

TEST(NestedLogitProperties, NothingToChooseGivesNoSharesAndNoNaN) {
  const Numbers v{-infinity, -infinity}, v0{-infinity}, lambda{0.5};
  const std::vector<std::int32_t> nest{0, 0};
  Numbers s{1, 1}, o{1}, w{1};
  NestedLogitWorkspace workspace;
  nested_logit_kernel(v, v0, nest, lambda, s, o, w, workspace);
  EXPECT_EQ(s, (Numbers{0, 0}));
  EXPECT_EQ(o[0], 0.0);
  EXPECT_EQ(w[0], -infinity);
}

TEST(NestedLogitProperties, TheLogsumAloneIsTheSame) {
  Draws draw(5);
  Market m(draw, 70, 5, 3, 4);
  m.solve();
  Numbers o(70), w(70);
  nested_logit(m.v, m.v0, m.nest, m.lambda, {}, o, w, m.workspace);
  EXPECT_EQ(w, m.logsum);
  EXPECT_EQ(o, m.outside);
}

TEST(NestedLogitProperties, WeightsAndLevelsGiveWhatTheirUtilitiesGive) {
  Draws draw(15);
  for (const std::size_t buyers : {1U, 63U, 64U, 130U}) {
    const std::size_t products = 9, nests = 3;
    Market m(draw, buyers, products, nests, 6);
    const Numbers level = draw.uniforms(nests * buyers, -3, 3);
    Numbers weight(buyers * products), o(buyers), w(buyers);
    for (std::size_t b = 0; b < buyers; ++b)
      for (std::size_t p = 0; p < products; ++p) {
        const auto h = static_cast<std::size_t>(m.nest[p]);
        weight[p * buyers + b] = std::exp(m.v[b * products + p] / m.lambda[h]);
        m.v[b * products + p] += level[h * buyers + b];
      }
    m.solve();
    nested_logit_of_weights(weight, level, m.v0, m.nest, m.lambda, weight, o, w, m.workspace);
    for (std::size_t b = 0; b < buyers; ++b) {
      EXPECT_NEAR(w[b], m.logsum[b], 1e-12);
      EXPECT_NEAR(o[b], m.outside[b], 1e-12);
      for (std::size_t p = 0; p < products; ++p) EXPECT_NEAR(weight[p * buyers + b], m.shares[b * products + p], 1e-12);
    }
  }
}

TEST(NestedLogitProperties, WhoMayNotChooseAProductIsBarredFromIt) {
  constexpr std::size_t buyers = 300, products = 6, nests = 3;  // more than a block
  Draws draw(77);
  const Market m(draw, buyers, products, nests, 6);
  const Numbers level = draw.uniforms(nests * buyers, -3, 3);
  Numbers weight = draw.uniforms(products * buyers, 0, 2);
  Numbers o(buyers), w(buyers), o_of_range(buyers), w_of_range(buyers);
  std::vector<BuyerRange> who(products, {0, buyers});
  who[1] = {222, 226};  // across the end of a block
  who[3] = {0, 2};
  who[4] = {buyers, buyers};
  for (std::size_t p = 0; p < products; ++p)
    for (std::size_t b = 0; b < buyers; ++b)
      if (b < who[p].first || b >= who[p].last) weight[p * buyers + b] = 0.0;
  Numbers barred(products * buyers), shares(products * buyers, -1.0);
  NestedLogitWorkspace workspace;
  nested_logit_of_weights(weight, level, m.v0, m.nest, m.lambda, barred, o, w, workspace);
  for (double& x : weight)
    if (x == 0.0) x = std::numeric_limits<double>::quiet_NaN();  // not read
  nested_logit_of_weights(weight, level, m.v0, m.nest, m.lambda, shares, o_of_range, w_of_range, workspace, who);
  EXPECT_EQ(o, o_of_range);
  EXPECT_EQ(w, w_of_range);
  for (std::size_t p = 0; p < products; ++p)
    for (std::size_t b = 0; b < buyers; ++b)
      ASSERT_EQ(shares[p * buyers + b], b < who[p].first || b >= who[p].last ? -1.0 : barred[p * buyers + b]) << p << " " << b;
}

TEST(NestedLogitProperties, ValuesFarAboveStayingOutDoNotOverflow) {
  const Numbers weight{1.0, 3.0, 2.0}, v0{0.0}, lambda{0.5, 0.25};
  const std::vector<std::int32_t> nest{0, 0, 1};
  NestedLogitWorkspace workspace;
  const auto solve = [&](double up, Numbers& s, Numbers& w) {
    Numbers o(1);
    nested_logit_of_weights(weight, Numbers{up, up + 0.1}, Numbers{up - 2.0}, nest, lambda, s, o, w, workspace);
    return o[0];
  };
  Numbers near(3), near_sum(1), far(3), far_sum(1);
  const double o_near = solve(1.0, near, near_sum), o_far = solve(1001.0, far, far_sum);
  EXPECT_NEAR(o_far, o_near, 1e-12);
  EXPECT_NEAR(far_sum[0] - near_sum[0], 1000.0, 1e-9);
  for (std::size_t p = 0; p < 3; ++p) EXPECT_NEAR(far[p], near[p], 1e-12);
  // Beyond the range of exponentials nobody stays out.
  Numbers o(1), s(3), w(1);
  nested_logit_of_weights(weight, Numbers{800.0, 800.1}, v0, nest, lambda, s, o, w, workspace);
  EXPECT_EQ(o[0], 0.0);
  EXPECT_NEAR(s[0] + s[1] + s[2], 1.0, 1e-12);
  EXPECT_NEAR(s[0], near[0] / (1.0 - o_near), 1e-12);
}

TEST(NestedLogitProperties, WeightsTooSmallToDivideCountAsBarred) {
  const Numbers weight{1e-300, 0.0, 2.0}, level{5.0, 1.0}, v0{0.0}, lambda{0.5, 0.25};
  const std::vector<std::int32_t> nest{0, 0, 1};
  Numbers s(3), o(1), w(1);
  NestedLogitWorkspace workspace;
  nested_logit_of_weights(weight, level, v0, nest, lambda, s, o, w, workspace);
  const double value = std::exp(1.0 + 0.25 * std::log(2.0));
  EXPECT_EQ(s[0], 0.0);
  EXPECT_EQ(s[1], 0.0);
  EXPECT_NEAR(s[2], value / (1.0 + value), 1e-15);
  EXPECT_NEAR(w[0], std::log(1.0 + value), 1e-15);
}

// ---- Rationing

TEST(WaterFillProperties, TheBudgetIsExhaustedAndTheLevelDecides) {
  Draws draw(6);
  for (int round = 0; round < 300; ++round) {
    const std::size_t n = 1 + draw.below(40);
    const Numbers x = draw.uniforms(n, 0, 100), o = draw.uniforms(n, 0.01, 10);
    const double all = std::accumulate(x.begin(), x.end(), 0.0), supply = draw.uniform(0, 0.999) * all;
    Numbers got(n);
    const double level = water_fill(x, o, supply, got);
    EXPECT_NEAR(std::accumulate(got.begin(), got.end(), 0.0), supply, 1e-13 * all);
    for (std::size_t b = 0; b < n; ++b) EXPECT_EQ(got[b], std::min(x[b], o[b] * level));
  }
}

// Buyers of two rows, each with its price; some products are for some rows only, and blocks of 32 rows are crossed.
TEST(SpendingProperties, IsTheSumOverProductsOneByOne) {
  constexpr std::size_t products = 5;
  Draws draw(41);
  for (const std::size_t rows : {2U, 30U, 32U, 34U, 150U}) {
    Numbers shares = draw.uniforms(products * rows, 0, 1);
    const Numbers price = draw.uniforms(products * 2, 1, 9);
    std::vector<BuyerRange> who(products, {0, rows});
    who[1] = {rows - 2, rows};
    for (std::size_t r = 0; r + 2 < rows; ++r) shares[rows + r] = 0.0;
    Numbers chosen(rows), spent(rows);
    spending_kernel(shares, price, who, chosen, spent);
    for (std::size_t r = 0; r < rows; ++r) {
      double all = 0.0, cost = 0.0;
      for (std::size_t p = 0; p < products; ++p) {
        all += shares[p * rows + r];
        cost += shares[p * rows + r] * price[p * 2 + r % 2];
      }
      ASSERT_EQ(chosen[r], all) << rows << " " << r;
      ASSERT_EQ(spent[r], cost) << rows << " " << r;
    }
  }
}

TEST(WaterFillProperties, NobodyGetsMoreAWeightThanOneWhoIsRationed) {
  Draws draw(7);
  const Numbers x = draw.uniforms(30, 0, 100), o = draw.uniforms(30, 0.1, 10);
  Numbers got(30);
  water_fill(x, o, 500, got);
  for (std::size_t a = 0; a < 30; ++a) {
    for (std::size_t b = 0; b < 30; ++b) {
      if (got[a] < x[a]) {
        EXPECT_GE(got[a] / o[a], got[b] / o[b] * (1 - 1e-14));
      }
    }
  }
}

TEST(WaterFillProperties, OrderOfBuyersDoesNotMatter) {
  Draws draw(8);
  const Numbers x = draw.uniforms(50, 0, 100), o = draw.uniforms(50, 0.1, 10);
  const Numbers xr(x.rbegin(), x.rend()), reversed_o(o.rbegin(), o.rend());
  Numbers got(50), reversed(50);
  const double level = water_fill(x, o, 900, got);
  EXPECT_NEAR(water_fill(xr, reversed_o, 900, reversed), level, 1e-13 * level);
  for (std::size_t b = 0; b < 50; ++b) EXPECT_NEAR(got[b], reversed[49 - b], 1e-12);
}

// An allocation that ignores weights gives 5 and 5 (oracles 3j).
TEST(WaterFillProperties, WeightsMatter) {
  Numbers got(2);
  EXPECT_DOUBLE_EQ(water_fill(Numbers{10, 10}, Numbers{1, 4}, 10, got), 2);
  EXPECT_EQ(got, (Numbers{2, 8}));
}

TEST(WaterFillProperties, Limits) {
  Numbers got(3);
  EXPECT_EQ(water_fill(Numbers{1, 2, 3}, Numbers{1, 1, 1}, 6, got), infinity);
  EXPECT_EQ(got, (Numbers{1, 2, 3}));
  EXPECT_EQ(water_fill(Numbers{1, 2, 3}, Numbers{1, 1, 1}, 0, got), 0.0);
  EXPECT_EQ(got, (Numbers{0, 0, 0}));
  EXPECT_DOUBLE_EQ(water_fill(Numbers{1, 1, 100}, Numbers{1, 1, 1e-20}, 2, got), 1);  // rounding must not send the level back
  EXPECT_DOUBLE_EQ(got[0], 1);
  EXPECT_EQ(water_fill({}, {}, 5, {}), infinity);
}

TEST(ProportionalProperties, ExhaustsTheBudgetInProportion) {
  Draws draw(9);
  const Numbers x = draw.uniforms(40, 0, 100);
  Numbers got(40);
  const double fraction = proportional_ration(x, 700, got);
  EXPECT_NEAR(std::accumulate(got.begin(), got.end(), 0.0), 700, 1e-11);
  for (std::size_t b = 0; b < 40; ++b) EXPECT_DOUBLE_EQ(got[b], fraction * x[b]);
  EXPECT_EQ(proportional_ration(x, 1e9, got), 1.0);
  EXPECT_EQ(got, x);
}

// ---- Clearing

TEST(IsoelasticProperties, ClearsAndCapsHoldWithTheirShadowPrices) {
  Draws draw(10);
  for (int round = 0; round < 200; ++round) {
    const std::size_t n = 1 + draw.below(12);
    const Numbers a = draw.uniforms(n, 1e-3, 100), e = draw.uniforms(n, 0.2, 3);
    Numbers cap = draw.uniforms(n, 0, 50), q(n), shadow(n);
    if (draw.below(2) == 0) cap[0] = infinity;
    const double all = std::accumulate(cap.begin(), cap.end(), 0.0), supply = draw.uniform(0.01, 0.99) * std::min(all, 100.0);
    const Clearing c = clear_isoelastic(a, e, cap, supply, q, shadow);
    EXPECT_NEAR(c.demand, supply, 1e-11 * supply);
    for (std::size_t i = 0; i < n; ++i) {
      EXPECT_LE(q[i], cap[i]);
      EXPECT_GE(shadow[i], 0.0);
      if (shadow[i] > 1e-9 * c.price) {
        EXPECT_EQ(q[i], cap[i]);
      }
      EXPECT_NEAR(std::log(q[i]), std::log(a[i]) - e[i] * std::log(c.price + shadow[i]), 1e-9);  // on its own curve at price + shadow
    }
  }
}

TEST(IsoelasticProperties, PriceFallsWithSupplyAndWithCaps) {
  const Numbers a{40, 60, 80}, e{1.2, 0.8, 1.0};
  Numbers q(3), shadow(3);
  double last = infinity;
  for (const double supply : {1e-6, 1.0, 10.0, 100.0, 1e4, 1e9}) {
    const double price = clear_isoelastic(a, e, {}, supply, q, shadow).price;
    EXPECT_LT(price, last);
    last = price;
  }
  const double open = clear_isoelastic(a, e, {}, 100, q, shadow).price;
  EXPECT_LT(clear_isoelastic(a, e, Numbers{infinity, infinity, 30}, 100, q, shadow).price, open);
  const Clearing slack = clear_isoelastic(a, e, Numbers{10, 20, 30}, 100, q, shadow);
  EXPECT_EQ(slack.price, 0.0);
  EXPECT_EQ(slack.demand, 60.0);
  EXPECT_NEAR(shadow[2], 80.0 / 30.0, 1e-14);
  EXPECT_NEAR(clear_isoelastic(a, e, Numbers{infinity, 0, 30}, 100, q, shadow).demand, 100, 1e-12);
  EXPECT_EQ(shadow[1], infinity);
  EXPECT_EQ(q[1], 0.0);
}

// ---- Trade

TEST(TradeProperties, CesIsSmoothThroughOneAndInvariantToScale) {
  const Numbers a{0.5, 0.3, 0.2}, p{1.3, 1.2, 0.8}, twice{2.6, 2.4, 1.6};
  Numbers s(3), t(3);
  const double limit = ces(a, p, 1, s);
  EXPECT_NEAR(limit, std::pow(1.3, 0.5) * std::pow(1.2, 0.3) * std::pow(0.8, 0.2), 1e-15);
  for (const double off : {1e-12, 1e-8, -1e-8, 1e-5}) EXPECT_NEAR(ces(a, p, 1 + off, t), limit, std::abs(off) + 1e-15);
  for (const double sigma : {0.3, 1.0, 2.0, 9.0, 2000.0}) {
    const double once = ces(a, p, sigma, s);
    EXPECT_NEAR(ces(a, twice, sigma, t), 2 * once, 1e-13 * once);
    EXPECT_NEAR(s[0] + s[1] + s[2], 1, 1e-14);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(s[i], t[i], 1e-12);
  }
}

TEST(TradeProperties, TheOptimalTariffIsBestOnAGrid) {
  // National welfare of the importer: surplus plus revenue; demand A p^-eta with eta > 1.
  const double scale = 100, eta = 1.7, omega = 2.5, best = optimal_tariff(omega);
  const auto welfare = [&](double t) {
    const Incidence i = tariff_incidence_elastic(scale, eta, 3, omega, t);
    return scale * std::pow(i.domestic_price, 1 - eta) / (eta - 1) + i.revenue;
  };
  for (double t = 0; t < 2; t += 0.01) EXPECT_LE(welfare(t), welfare(best) + 1e-12);
}

TEST(TradeProperties, TariffAndQuotaOfTheSameImportsGiveTheSamePrices) {
  const LinearMarket m{100, 2, -20, 3};
  for (const double t : {0.0, 1.0, 10.0, 43.0}) {
    const Incidence tariff = tariff_incidence(m, t), quota = quota_incidence(m, tariff.imports);
    EXPECT_NEAR(tariff.domestic_price, quota.domestic_price, 1e-12);
    EXPECT_NEAR(tariff.domestic_price - tariff.world_price, t, 1e-12);
    EXPECT_NEAR(tariff.revenue, quota.revenue, 1e-10);
  }
  const Incidence prohibitive = tariff_incidence(m, 1000);
  EXPECT_EQ(prohibitive.imports, 0.0);
  EXPECT_EQ(prohibitive.revenue, 0.0);
  EXPECT_DOUBLE_EQ(prohibitive.domestic_price, 50);
}

// ---- Adoption

TEST(AdoptionProperties, StepsComposeToTheClosedForm) {
  Draws draw(11);
  for (int round = 0; round < 100; ++round) {
    const double p = draw.uniform(1e-4, 0.05), q = draw.uniform(0, 0.8);
    double adopted = 0;
    for (int step = 1; step <= 80; ++step) {
      adopted = bass_step(adopted, p, q, 0.25);
      ASSERT_NEAR(adopted, bass(p, q, 0.25 * step).cumulative, 1e-13);
    }
  }
  EXPECT_EQ(bass_step(1, 0.1, 0.3, 2), 1.0);
  EXPECT_EQ(bass_step(0, 0, 0.3, 2), 0.0);
  EXPECT_EQ(bass_step(0.4, 0, 0, 2), 0.4);
  EXPECT_EQ(bass(0.1, 0.3, infinity).cumulative, 1.0);
  EXPECT_EQ(bass(0.1, 0.3, infinity).rate, 0.0);
  EXPECT_EQ(bass(0, 0.3, 7).cumulative, 0.0);
}

TEST(AdoptionProperties, EquilibriaSolveTheirEquationAndAreAllOfThem) {
  Draws draw(12);
  for (int round = 0; round < 500; ++round) {
    const double k = draw.uniform(0, 4), h = draw.uniform(-0.6, 0.6);
    const Equilibria e = mean_field_equilibria(k, h);
    for (std::size_t i = 0; i < e.count; ++i) {
      EXPECT_NEAR(e.m[i], std::tanh(k * (e.m[i] + h)), 1e-14);
      if (i > 0) {
        EXPECT_GT(e.m[i], e.m[i - 1]);
      }
    }
    // Sign changes of tanh(K(m+h)) - m on a grid count the roots, unless two of them lie between grid points.
    std::size_t changes = 0;
    double last = 1;
    for (int i = -20000; i <= 20000; ++i) {
      const double m = i / 20000.0, f = std::tanh(k * (m + h)) - m;
      if (f != 0 && (f > 0) != (last > 0)) ++changes;
      if (f != 0) last = f;
    }
    if (k <= 1 || std::abs(std::abs(h) - lock_in(k).critical_field) > 1e-6) {
      EXPECT_EQ(changes, e.count) << k << " " << h;
    }
    EXPECT_EQ(mean_field_equilibria(k, -h).count, e.count);  // symmetry
    EXPECT_NEAR(mean_field_equilibria(k, -h).m[0], -e.m[e.count - 1], 1e-14);
  }
}

TEST(AdoptionProperties, AnIncumbentHoldsUpToTheCriticalFieldOnly) {
  for (const double k : {1.05, 1.5, 3.0}) {
    const double critical = lock_in(k).critical_field;
    EXPECT_EQ(mean_field_equilibria(k, 0.999 * critical).count, 3U);
    EXPECT_EQ(mean_field_equilibria(k, 1.001 * critical).count, 1U);
    EXPECT_GT(mean_field_equilibria(k, 1.001 * critical).m[0], 0.0);
  }
  EXPECT_EQ(lock_in(1.0).m, 0.0);
  EXPECT_NEAR(lock_in(1 + 1e-8).m, std::sqrt(3e-8), 1e-8);
  EXPECT_NEAR(lock_in(50).m, 1.0, 1e-15);
}

TEST(AdoptionProperties, SmallSharesKeepTheirDigits) {
  const Equilibria e = network_equilibria(-60, 3);
  ASSERT_EQ(e.count, 1U);
  EXPECT_NEAR(e.share[0] / std::exp(-63.0), 1, 1e-12);
  EXPECT_NEAR(network_equilibria(0.7, 0).share[0], 1 / (1 + std::exp(-0.7)), 1e-15);
  EXPECT_NEAR(network_equilibria(0.7, 1e-300).share[0], 1 / (1 + std::exp(-0.7)), 1e-15);
}

TEST(AdoptionProperties, SwitchingPaysBackExactly) {
  // At the threshold the discounted flow over the horizon equals the cost.
  for (const double r : {1e-9, 0.05, 0.5}) {
    const double flow = switching_threshold(3, r, 7);
    EXPECT_NEAR(flow * -std::expm1(-r * 7) / r, 3, 1e-12);
  }
  EXPECT_DOUBLE_EQ(switching_threshold(3, 0, 7), 3.0 / 7);
  EXPECT_NEAR(switching_threshold(3, 1e-12, 7), 3.0 / 7, 1e-11);
  EXPECT_EQ(switching_threshold(3, 0, infinity), 0.0);
}

TEST(AdoptionProperties, SharesWithNetworkEffectsSettleAtAnEquilibrium) {
  Numbers share{0.3, 0.7};
  for (int round = 0; round < 2000; ++round) {
    const Numbers before = share;
    logit_share(Numbers{0.2, 0}, before, 3, share);  // utility difference 0.2 + 3 (2s - 1)
  }
  EXPECT_NEAR(share[0], network_equilibria(0.2, 3).share[0], 1e-12);
}

// ---- Rules

Measures random_chip(Draws& draw) {
  const double speed = draw.uniform(500, 40000);
  return {speed, speed / draw.uniform(100, 1600), draw.uniform(50, 2000), draw.uniform(200, 9000)};
}
std::vector<Clause> random_rule(Draws& draw) {
  std::vector<Clause> rule(1 + draw.below(4));
  const std::array<double, measure_count> top{30000, 20, 1500, 8000};
  for (Clause& c : rule) {
    for (std::size_t m = 0; m < measure_count; ++m) {
      if (draw.below(2) == 0) c.bounds[m].min = draw.uniform(0.01, 1) * top[m];
      if (m < 2 && draw.below(4) == 0) c.bounds[m].max = std::max(c.bounds[m].min, 0.0) + draw.uniform(0.1, 1) * top[m];
    }
    c.outcome = static_cast<Outcome>(1 + draw.below(3));
  }
  return rule;
}

TEST(RuleProperties, TheLargestFreeScaleIsFreeAndNoLargerOneOfAGridIs) {
  Draws draw(13);
  const double margin = 1e-6;
  int restricted = 0;
  for (int round = 0; round < 400; ++round) {
    const Measures chip = random_chip(draw);
    const auto rule = random_rule(draw);
    const double best = largest_free_scale(chip, rule, Outcome::notify, margin);
    const auto is_free = [&](double s) { return classify({chip[0] * s, chip[1] * s, chip[2], chip[3]}, rule).outcome <= Outcome::notify; };
    restricted += best < 1;
    if (best > 0) {
      EXPECT_TRUE(is_free(best));
    }
    for (double s = best + 2 * margin; s <= 1; s += 1e-3) EXPECT_FALSE(is_free(s)) << s << " > " << best;
  }
  EXPECT_GT(restricted, 50);
}

TEST(RuleProperties, DesignsAreAllowedAndNoneBeatsAnother) {
  Draws draw(14);
  std::size_t several = 0;
  for (int round = 0; round < 400; ++round) {
    const Measures chip = random_chip(draw);
    const auto rule = random_rule(draw);
    const auto designs = compliant_designs(chip, rule, Outcome::free, 1e-6);
    several += designs.size() > 1 ? 1U : 0U;
    for (const Design& d : designs) {
      EXPECT_LE(classify(d.measures, rule).outcome, Outcome::free);
      EXPECT_NEAR(d.measures[0], chip[0] * d.speed, 1e-9);
      EXPECT_NEAR(d.measures[2], chip[2] * d.link, 1e-9);
      for (const Design& other : designs)
        EXPECT_TRUE(&d == &other || other.speed < d.speed || other.link < d.link || other.memory < d.memory);
    }
    if (classify(chip, rule).outcome == Outcome::free) {
      ASSERT_EQ(designs.size(), 1U);
      EXPECT_EQ(designs[0].measures, chip);
    }
  }
  EXPECT_GT(several, 20U);
}

TEST(RuleProperties, AddingAClauseNeverMakesTheOutcomeMilder) {
  Draws draw(15);
  for (int round = 0; round < 400; ++round) {
    const Measures chip = random_chip(draw);
    auto rule = random_rule(draw);
    const Outcome before = classify(chip, rule).outcome;
    rule.push_back(random_rule(draw)[0]);
    EXPECT_GE(classify(chip, rule).outcome, before);
  }
}

}  // namespace
