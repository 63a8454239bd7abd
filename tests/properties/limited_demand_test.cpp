// The common markup that makes a buyer's limited demand fit, against bisection on the formulas of its header and against closed forms.
#include <gtest/gtest.h>

#include <array>
#include <cmath>

#include "entrepot/base/luck.hpp"
#include "entrepot/solvers/limited_demand.hpp"

namespace {

using entrepot::solvers::LimitedDemand;

constexpr entrepot::Purpose draw_rows{"tests.limited_demand"};

/// A row as raw sums of shares.
struct Row {
  double limited, open, unit, price_limited, price_open, elsewhere, price_elsewhere, wanted, money;
  double nest() const { return limited + open; }
  double outside() const { return 1.0 - nest() - elsewhere; }
};
struct Answer {
  double demand, quantity, index, in_nest, out_of_nest;
};
/// The formulas at t = ln(1 + m), one by one.
Answer at(const Row& r, const LimitedDemand::Parameters& p, double t) {
  const double s = r.nest(), e = r.limited / s, f = std::exp(-p.own_price * t), beta = p.own_price * p.nest;
  const double y = 1.0 - e + e * f, total = s * std::pow(y, p.nest) + 1.0 - s;
  const double in_nest = std::pow(y, p.nest - 1.0) / total, out = 1.0 / total;
  const double chosen = (r.limited * f + r.open) * in_nest + r.elsewhere * out;
  const double spent = (r.limited * f * r.price_limited + r.open * r.price_open) * in_nest + r.elsewhere * out * r.price_elsewhere;
  const double quantity = std::min(r.wanted * std::pow(total, p.elasticity / beta), r.money * chosen / spent);
  return {quantity * r.limited * f * in_nest * r.unit, quantity, std::pow(total, -1.0 / beta), in_nest, out};
}

void fill(LimitedDemand& solver, std::size_t buyer, const std::array<Row, 2>& rows) {
  for (std::size_t z = 0; z < 2; ++z) {
    const Row& r = rows[z];
    const std::size_t i = solver.row(buyer, z);
    solver.limited[i] = r.limited;
    solver.open[i] = r.open;
    solver.nest[i] = r.nest();
    solver.unit[i] = r.limited * r.unit;
    solver.spent_limited[i] = r.limited * r.price_limited;
    solver.spent_open[i] = r.open * r.price_open;
    solver.elsewhere[i] = r.elsewhere;
    solver.spent_elsewhere[i] = r.elsewhere * r.price_elsewhere;
    solver.outside[i] = r.outside();
    solver.wanted[i] = r.wanted;
    solver.money[i] = r.money;
  }
}

TEST(LimitedDemand, IsThatOfBisectionForRandomBuyersSideBySide) {
  constexpr std::size_t buyers = 400;
  int short_of_money = 0;
  for (const LimitedDemand::Parameters p : {LimitedDemand::Parameters{7.0, 0.5, 1.0}, {4.0, 0.3, 0.6}, {10.0, 0.7, 1.5}, {2.0, 1.0, 1.0}}) {
    pcg32 engine = entrepot::Luck(entrepot::RunKey{1, 0}, 0, draw_rows).engine(entrepot::Key{1});
    const auto uniform = [&](double low, double high) { return low + (high - low) * (static_cast<double>(engine()) * 0x1p-32); };
    LimitedDemand solver(p);
    solver.start(buyers, 2);
    std::vector<std::array<Row, 2>> rows(buyers);
    for (std::size_t i = 0; i < buyers; ++i) {
      for (Row& r : rows[i]) {
        const double a = uniform(0.01, 0.5), b = uniform(0, 0.3), c = uniform(0, 0.15);
        r = {a, b, uniform(0.1, 2), uniform(5, 50), uniform(5, 50), c, uniform(5, 50), std::exp(uniform(0, 10)), 0.0};
        r.money = r.wanted * uniform(4, 60);
      }
      fill(solver, i, rows[i]);
      solver.ordered[i] = at(rows[i][0], p, 0.0).demand + at(rows[i][1], p, 0.0).demand;
      solver.limit[i] = solver.ordered[i] * std::exp(-uniform(0.001, 8.0));
    }
    solver.solve();
    for (std::size_t i = 0; i < buyers; ++i) {
      const auto demand = [&](double t) { return at(rows[i][0], p, t).demand + at(rows[i][1], p, t).demand; };
      double low = 0.0, high = 400.0;
      for (int k = 0; k < 200; ++k) (demand(0.5 * (low + high)) > solver.limit[i] ? low : high) = 0.5 * (low + high);
      ASSERT_NEAR(demand(solver.log_markup[i]) / solver.limit[i], 1.0, 1.1e-6) << i;
      ASSERT_NEAR(solver.log_markup[i], high, 1e-5 * (1.0 + high)) << i;
      for (std::size_t z = 0; z < 2; ++z) {
        const Answer exact = at(rows[i][z], p, solver.log_markup[i]);
        const std::size_t row = solver.row(i, z);
        ASSERT_TRUE(solver.moves(row));
        ASSERT_NEAR(solver.quantity[row] / exact.quantity, 1.0, 1e-9) << i;
        ASSERT_NEAR(solver.index[row] / exact.index, 1.0, 1e-9) << i;
        ASSERT_NEAR(solver.in_nest[row] / exact.in_nest, 1.0, 1e-9) << i;
        ASSERT_NEAR(solver.out_of_nest[row] / exact.out_of_nest, 1.0, 1e-9) << i;
        ASSERT_NEAR(solver.gain[row], -std::log(exact.index), 1e-9) << i;
        short_of_money += solver.quantity[row] < solver.now_wanted[row] ? 1 : 0;
      }
    }
  }
  EXPECT_GT(short_of_money, 300);
}

// Where what is limited is all that can be had, demand goes with (1 + m)^-eps: t = ln(demand/limit)/eps.
TEST(LimitedDemand, OfNothingElseToChooseFollowsTheElasticity) {
  for (const double eps : {0.6, 1.0, 1.5})
    for (const double over : {1.01, 2.0, 50.0}) {
      LimitedDemand solver({7.0, 0.5, eps});
      solver.start(1, 1);
      solver.limited[0] = solver.nest[0] = 1.0;
      solver.unit[0] = 0.4;
      solver.spent_limited[0] = 10.0;
      solver.wanted[0] = 100.0;
      solver.money[0] = 1e9;
      solver.ordered[0] = 40.0;
      solver.limit[0] = 40.0 / over;
      solver.solve();
      EXPECT_NEAR(solver.log_markup[0], std::log(over) / eps, 2e-6 / eps) << over;
      EXPECT_NEAR(solver.index[0], std::pow(over, 1.0 / eps), 1e-5 * std::pow(over, 1.0 / eps)) << "the index rises by the markup";
      EXPECT_NEAR(solver.quantity[0], 100.0 / over, 1e-4) << over;
    }
}

// A row that wants nothing, or has nothing in the nest, keeps its shares; what binds is the other row.
TEST(LimitedDemand, LeavesRowsAloneThatCannotMove) {
  LimitedDemand solver({7.0, 0.5, 1.0});
  solver.start(2, 2);
  for (const std::size_t i : {std::size_t{0}, std::size_t{1}}) {
    fill(solver, i, {Row{0.5, 0.1, 1.0, 10.0, 10.0, 0.1, 10.0, 100.0, 1e9}, Row{0.5, 0.1, 1.0, 10.0, 10.0, 0.1, 10.0, 0.0, 1e9}});
    solver.ordered[i] = 50.0;
    solver.limit[i] = 5.0;
  }
  const std::size_t bare = solver.row(1, 1);
  solver.nest[bare] = solver.limited[bare] = solver.open[bare] = solver.unit[bare] = solver.spent_limited[bare] = solver.spent_open[bare] =
      0.0;
  solver.outside[bare] = 0.9;
  solver.wanted[bare] = 70.0;
  solver.solve();
  for (const std::size_t row : {solver.row(0, 1), bare}) {
    EXPECT_FALSE(solver.moves(row));
    EXPECT_EQ(solver.in_nest[row], 1.0);
    EXPECT_EQ(solver.out_of_nest[row], 1.0);
  }
  EXPECT_EQ(solver.log_markup[0], solver.log_markup[1]);
  EXPECT_GT(solver.log_markup[0], 0.0);
}

}  // namespace
