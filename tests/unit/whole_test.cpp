// Whole numbers by luck, many at once: those of Luck one by one.
#include <gtest/gtest.h>

#include "entrepot/base/luck.hpp"
#include "entrepot/base/whole.hpp"

namespace entrepot {
namespace {

constexpr Purpose draw{"tests.whole"};

TEST(Whole, CellsAreThoseOfLuckOneByOneAndInPlace) {
  const Luck luck(RunKey{1, 0}, 0, draw);
  for (const std::size_t n : {0U, 1U, 7U, 8U, 100U, 1001U}) {
    std::vector<double> x(n), u(n), out(n);
    for (std::size_t i = 0; i < n; ++i) {
      x[i] = i % 5 == 0 ? static_cast<double>(i) : 1e4 * luck.uniform(Key{i}) * luck.uniform(Key{i + 9000});
      u[i] = luck.uniform(Key{i + 5000});
    }
    const double column = luck.uniform(Key{77});
    whole_cells(x, u, column, out);
    for (std::size_t i = 0; i < n; ++i) {
      ASSERT_EQ(out[i], static_cast<double>(Luck::whole_of(Luck::cell(u[i], column), x[i]))) << i;
      if (i % 5 == 0) {
        ASSERT_EQ(out[i], x[i]) << "what is whole stays";
      }
    }
    const std::vector<double> apart = out;
    whole_cells(x, u, column, x);
    EXPECT_EQ(x, apart);
  }
}

TEST(Whole, SharesOfWholeNumbersAreThoseOfLuckAndNeverMoreThanAll) {
  const Luck luck(RunKey{2, 0}, 0, draw);
  constexpr std::size_t n = 1003;
  std::vector<std::int64_t> quantity(n), out(n);
  std::vector<double> share(n), sum(n);
  for (std::size_t i = 0; i < n; ++i) {
    quantity[i] = static_cast<std::int64_t>(3e5 * luck.uniform(Key{i})) * (i % 3 == 0 ? 0 : 1) + (i % 11 == 0 ? 1 : 0);
    share[i] = i % 7 == 0 ? 1.0 : i % 7 == 1 ? 0.0 : luck.uniform(Key{i + 5000});
    sum[i] = luck.uniform(Key{i + 1}) + luck.uniform(Key{i + 2}) + luck.uniform(Key{i + 3});
  }
  whole_shares(quantity, share, sum, out);
  for (std::size_t i = 0; i < n; ++i) {
    const double u = sum[i] - static_cast<double>(static_cast<int>(sum[i]));
    const std::int64_t one = Luck::whole_of(u, static_cast<double>(quantity[i]) * share[i]);
    ASSERT_EQ(out[i], std::min(one, quantity[i])) << i;
    if (share[i] == 1.0) {
      ASSERT_EQ(out[i], quantity[i]);
    }
  }
}

}  // namespace
}  // namespace entrepot
