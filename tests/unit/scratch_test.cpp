#include "entrepot/base/scratch.hpp"

#include <gtest/gtest.h>

#include <numeric>
#include <thread>
#include <utility>

namespace entrepot {
namespace {

constexpr std::size_t large = Scratch::least_bytes / sizeof(double);

TEST(Scratch, LargeArraysAreTakenAgain) {
  const Scratch scratch;
  const double* first = nullptr;
  {
    Scratch::Vector<double> x(large, 1.5, scratch);
    first = x.data();
    EXPECT_EQ(x.back(), 1.5);
    EXPECT_EQ(scratch.kept_bytes(), 0U);
  }
  EXPECT_EQ(scratch.kept_bytes(), Scratch::least_bytes);
  const Scratch::Vector<double> again(large, scratch);  // as it comes
  EXPECT_EQ(again.data(), first);
  EXPECT_EQ(again[0], 1.5);
  EXPECT_EQ(scratch.kept_bytes(), 0U);
}

TEST(Scratch, SmallArraysAreTheSystems) {
  const Scratch scratch;
  { const Scratch::Vector<double> x(large - 1, 0.0, scratch); }
  EXPECT_EQ(scratch.kept_bytes(), 0U);
}

TEST(Scratch, ArraysThatGrowLeaveNothingBehind) {
  const Scratch scratch;
  for (std::size_t n = large; n < 8 * large; n += large) {
    const Scratch::Vector<double> x(n, 0.0, scratch);
  }
  EXPECT_EQ(scratch.kept_bytes(), 7 * Scratch::least_bytes);             // the last one
  { const Scratch::Vector<double> far_too_small(large, 0.0, scratch); }  // does not take it
  EXPECT_EQ(scratch.kept_bytes(), 8 * Scratch::least_bytes);
}

TEST(Scratch, CopiesOfArraysShareItAndOutliveIt) {
  Scratch::Vector<std::int64_t> kept;
  {
    const Scratch scratch;
    Scratch::Vector<std::int64_t> x(2 * large, scratch);
    std::iota(x.begin(), x.end(), std::int64_t{0});
    const Scratch::Vector<std::int64_t> copy = x;
    EXPECT_EQ(copy, x);
    kept = std::move(x);
    EXPECT_EQ(kept, copy);
  }
  EXPECT_EQ(kept.back(), static_cast<std::int64_t>(2 * large) - 1);
}

TEST(Scratch, CopiesOfItBeginWithNothing) {
  Scratch scratch;
  { const Scratch::Vector<double> x(large, 0.0, scratch); }
  const Scratch copy = scratch;
  EXPECT_EQ(copy.kept_bytes(), 0U);
  const Scratch moved = std::move(scratch);
  EXPECT_EQ(moved.kept_bytes(), Scratch::least_bytes);
  const Scratch::Vector<double> plain(large, 2.0, scratch);  // of what was moved from: the system's
  EXPECT_EQ(plain.back(), 2.0);
}

TEST(Scratch, ThreadsMayShareIt) {
  const Scratch scratch;
  std::vector<std::thread> threads;
  std::vector<double> sums(4);
  for (std::size_t t = 0; t < sums.size(); ++t)
    threads.emplace_back([&, t] {
      for (int i = 0; i < 20; ++i) {
        const Scratch::Vector<double> x(large, static_cast<double>(t), scratch);
        sums[t] += x.front() + x.back();
      }
    });
  for (std::thread& thread : threads) thread.join();
  for (std::size_t t = 0; t < sums.size(); ++t) EXPECT_EQ(sums[t], 40.0 * static_cast<double>(t));
  EXPECT_LE(scratch.kept_bytes(), sums.size() * Scratch::least_bytes);
}

TEST(Scratch, MoreThanThereIsIsAnException) {
  const Scratch scratch;
  EXPECT_THROW(Scratch::Vector<double>(static_cast<std::size_t>(-1) / 4, scratch), std::exception);
}

}  // namespace
}  // namespace entrepot
