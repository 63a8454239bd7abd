#include "entrepot/base/column.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <cstring>
#include <limits>

#include "entrepot/base/errors.hpp"

namespace {

enum class Grade : std::uint8_t { low, high };
struct Table {
  std::vector<std::string> id;
  std::vector<double> size;
  std::vector<std::array<double, 3>> share;
  std::vector<entrepot::StateId> home;
  std::vector<entrepot::Bits<Grade>> grades;
  std::vector<Grade> grade;
  std::vector<std::int64_t> count;
  std::vector<double> shadow;
};

}  // namespace

template <> inline constexpr auto entrepot::enumerator_names<Grade> = std::array<std::string_view, 2>{"low", "high"};
template <> inline constexpr auto entrepot::columns<Table> = std::array{
    entrepot::column<&Table::id>("id", "-", "name", "", entrepot::Role::frozen),
    entrepot::column<&Table::size>("size", "USD", "size", "", entrepot::Role::state, ">= 0"),
    entrepot::column<&Table::share>("share", "1", "share", "layer:3"),
    entrepot::column<&Table::home>("home", "state", "home"),
    entrepot::column<&Table::grades>("grades", "bits", "low high"),
    entrepot::column<&Table::grade>("grade", "-", "low or high"),
    entrepot::column<&Table::count>("count", "chips", "count"),
    entrepot::column<&Table::shadow>("shadow", "USD", "shadow price", "", entrepot::Role::derived),
};
static_assert(entrepot::all_described<Table>());

namespace {

using entrepot::columns;
using entrepot::DType;

Table example() {
  Table t;
  entrepot::resize(columns<Table>, &t, 3);
  t.id = {"one", "", "a longer name that is on the heap"};
  t.size = {1.5, -0.0, 1e300};
  t.share[1] = {0.25, 0.5, 0.25};
  t.home[2] = entrepot::StateId{7};
  t.grades[0] = t.grades[0].with(Grade::high);
  t.grade[1] = Grade::high;
  t.count = {1, -2, std::int64_t{1} << 60};
  t.shadow = {9.0, 9.0, 9.0};
  return t;
}
entrepot::Digest digest_of(const Table& t) {
  entrepot::DigestStream s;
  add_columns(s, columns<Table>, &t);
  return s.value();
}
std::string saved(const Table& t) {
  std::string out;
  entrepot::save(out, columns<Table>, &t);
  return out;
}
void restore_from(std::string_view bytes, Table& t) { entrepot::restore(bytes, columns<Table>, &t); }

TEST(Column, ResizeGivesEveryColumnItsRows) {
  Table t;
  entrepot::resize(columns<Table>, &t, 5);
  EXPECT_EQ(entrepot::row_count(columns<Table>, &t), 5U);
  for (const auto& c : columns<Table>) EXPECT_EQ(c.view(&t).rows, 5U) << c.name;
  EXPECT_EQ(t.size[4], 0.0);
  EXPECT_FALSE(t.home[4]);
  EXPECT_EQ(t.share[4], (std::array<double, 3>{}));
}

TEST(Column, ViewsShowTypeShapeAndValues) {
  const Table t = example();
  const auto type = [&](std::size_t i) { return columns<Table>[i].view(&t).type; };
  EXPECT_EQ(type(0), DType::text);
  EXPECT_EQ(type(1), DType::f64);
  EXPECT_EQ(type(3), DType::i32);
  EXPECT_EQ(type(4), DType::u32);
  EXPECT_EQ(type(5), DType::u8);
  EXPECT_EQ(type(6), DType::i64);
  const entrepot::View share = columns<Table>[2].view(&t);
  EXPECT_EQ(share.width, 3U);
  EXPECT_EQ(share.bytes(), 3U * 3U * 8U);
  EXPECT_EQ(static_cast<const double*>(share.data)[4], 0.5);
  EXPECT_EQ(static_cast<const std::int32_t*>(columns<Table>[3].view(&t).data)[2], 7);
}

TEST(Column, SaveAndRestoreAreInverse) {
  const Table t = example();
  const std::string bytes = saved(t) + "what follows";
  Table back;
  std::string_view in = bytes;
  entrepot::restore(in, columns<Table>, &back);
  EXPECT_EQ(in, "what follows");
  EXPECT_FALSE(entrepot::first_difference(columns<Table>, &t, &back));
  EXPECT_EQ(back.id, t.id);
  EXPECT_TRUE(back.shadow.empty());  // derived: rebuilt by its owner
  EXPECT_EQ(saved(back), saved(t));
  EXPECT_EQ(digest_of(back), digest_of(t));
  Table empty, empty_back;
  restore_from(saved(empty), empty_back);
  EXPECT_EQ(entrepot::row_count(columns<Table>, &empty_back), 0U);
}

TEST(Column, EqualityFindsTheFirstDifference) {
  const Table a = example();
  Table b = example();
  EXPECT_FALSE(entrepot::first_difference(columns<Table>, &a, &b));
  b.shadow[0] = 1.0;
  EXPECT_FALSE(entrepot::first_difference(columns<Table>, &a, &b));  // derived columns are not compared
  b.count[2] = 4;
  b.share[1][2] = 0.75;
  const auto d = entrepot::first_difference(columns<Table>, &a, &b);
  EXPECT_EQ(d.column, "share");
  EXPECT_EQ(d.row, 1U);
  EXPECT_EQ(d.inner, 2U);
  EXPECT_EQ(d.left, "0.25");
  EXPECT_EQ(d.right, "0.75");
  b = example();
  b.size[1] = 0.0;  // -0 and 0 are different bits, so different states
  EXPECT_EQ(entrepot::first_difference(columns<Table>, &a, &b).left, "-0");
  b = example();
  b.id[2] = "another";
  EXPECT_EQ(entrepot::first_difference(columns<Table>, &a, &b).right, "another");
  b = example();
  b.count.pop_back();
  EXPECT_EQ(entrepot::first_difference(columns<Table>, &a, &b).right, "2 rows");
}

TEST(Column, NanEqualsItself) {
  Table a = example();
  a.size[0] = std::numeric_limits<double>::quiet_NaN();
  const Table b = a;
  EXPECT_FALSE(entrepot::first_difference(columns<Table>, &a, &b));
}

TEST(Column, DigestSeesEveryColumnThatIsNotDerived) {
  const entrepot::Digest want = digest_of(example());
  const auto differs = [&](auto&& change) {
    Table t = example();
    change(t);
    return digest_of(t) != want;
  };
  EXPECT_TRUE(differs([](Table& t) { t.id[0] = "two"; }));
  EXPECT_TRUE(differs([](Table& t) { t.size[0] = std::nextafter(1.5, 2.0); }));
  EXPECT_TRUE(differs([](Table& t) { t.share[2][2] = 1.0; }));
  EXPECT_TRUE(differs([](Table& t) { t.home[0] = entrepot::StateId{0}; }));
  EXPECT_TRUE(differs([](Table& t) { t.grades[2] = t.grades[2].with(Grade::low); }));
  EXPECT_TRUE(differs([](Table& t) { t.grade[0] = Grade::high; }));
  EXPECT_TRUE(differs([](Table& t) { t.count[0] = 2; }));
  EXPECT_TRUE(differs([](Table& t) { t.id = {"on", "e", "a longer name that is on the heap"}; }));  // texts do not run together
  EXPECT_FALSE(differs([](Table& t) { t.shadow[0] = 1.0; }));
  const Table a = example();
  EXPECT_NE(entrepot::digest_of(columns<Table>[1], &a), entrepot::digest_of(columns<Table>[6], &a));
}

struct Other {
  std::vector<std::int64_t> size;
};
struct Wider {
  std::vector<std::array<double, 2>> size;
};
struct Named {
  std::vector<double> sise;
};
struct Sized {
  std::vector<double> size;
};

}  // namespace

template <> inline constexpr auto entrepot::columns<Other> = std::array{entrepot::column<&Other::size>("size", "1", "")};
template <> inline constexpr auto entrepot::columns<Wider> = std::array{entrepot::column<&Wider::size>("size", "1", "", "lag:2")};
template <> inline constexpr auto entrepot::columns<Named> = std::array{entrepot::column<&Named::sise>("sise", "1", "")};
template <> inline constexpr auto entrepot::columns<Sized> = std::array{entrepot::column<&Sized::size>("size", "1", "")};

namespace {

template <class T> entrepot::SnapshotError refused(std::string_view bytes) {
  T t;
  try {
    entrepot::restore(bytes, columns<T>, &t);
  } catch (const entrepot::SnapshotError& e) {
    return e;
  }
  ADD_FAILURE() << "restored";
  return {"", "", ""};
}

TEST(Column, RestoreRefusesAnotherNameTypeOrWidth) {
  const Sized t{{1.0, 2.0}};
  std::string bytes;
  entrepot::save(bytes, columns<Sized>, &t);
  EXPECT_EQ(refused<Named>(bytes).expected, "\"sise\"");
  EXPECT_EQ(refused<Named>(bytes).found, "\"size\"");
  EXPECT_EQ(refused<Other>(bytes).expected, "i64");
  EXPECT_EQ(refused<Other>(bytes).found, "f64");
  EXPECT_EQ(refused<Wider>(bytes).expected, "2");
  EXPECT_STREQ(refused<Wider>(bytes).what(), "column size: the width: found 1, expected 2");
}

TEST(Column, RestoreRefusesBytesThatEndEarly) {
  const std::string bytes = saved(example());
  for (std::size_t n = 0; n < bytes.size(); ++n) {
    Table t;
    EXPECT_THROW(restore_from(std::string_view(bytes).substr(0, n), t), entrepot::SnapshotError) << n;
  }
}

TEST(Column, RestoreNeverAllocatesMoreThanTheBytesCouldHold) {
  const Sized t{{1.0, 2.0}};
  std::string bytes;
  entrepot::save(bytes, columns<Sized>, &t);
  const std::size_t rows_at = bytes.size() - 2 * 8 - 8;
  for (const std::uint64_t rows : {std::uint64_t{3}, std::uint64_t{1} << 40, std::uint64_t{1} << 61, ~std::uint64_t{0}}) {
    std::memcpy(bytes.data() + rows_at, &rows, sizeof rows);
    refused<Sized>(bytes);
  }
  const std::uint64_t length = ~std::uint64_t{0};  // of the name
  std::memcpy(bytes.data(), &length, sizeof length);
  refused<Sized>(bytes);
}

TEST(Column, EveryDamagedByteIsRefusedOrChangesTheTable) {
  const Table t = example();
  std::string bytes = saved(t);
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    bytes[i] = static_cast<char>(bytes[i] ^ 0x40);
    try {
      Table back;
      restore_from(bytes, back);
      EXPECT_TRUE(entrepot::first_difference(columns<Table>, &t, &back)) << i;
    } catch (const entrepot::SnapshotError&) {
    }
    bytes[i] = static_cast<char>(bytes[i] ^ 0x40);
  }
}

TEST(Column, ADescriptionKnowsAxesRangesReferencesAndNames) {
  EXPECT_EQ(columns<Table>[2].axes_text(), "layer:3");
  ASSERT_EQ(columns<Table>[2].axes().size(), 1U);
  EXPECT_EQ(columns<Table>[2].axes()[0], (entrepot::Axis{"layer", 3}));
  EXPECT_TRUE(columns<Table>[1].axes().empty());
  EXPECT_EQ(columns<Table>[1].range, entrepot::ranges::not_negative);
  EXPECT_EQ(columns<Table>[3].target, "states");
  EXPECT_EQ(columns<Table>[1].target, "");
  EXPECT_EQ(columns<Table>[4].names.size(), 2U);
  EXPECT_TRUE(columns<Table>[4].is_set);
  EXPECT_FALSE(columns<Table>[5].is_set);
  EXPECT_EQ(columns<Table>[5].names[1], "high");
  constexpr auto two = entrepot::detail::axes_of("exporter:2 lag:4", 8);
  EXPECT_EQ(two[1], (entrepot::Axis{"lag", 4}));
  EXPECT_THROW(entrepot::detail::axes_of("exporter:2 lag:4", 2), std::invalid_argument);
  EXPECT_THROW(entrepot::detail::axes_of("exporter", 1), std::invalid_argument);
}

TEST(Range, IsReadAndWrittenInTheSameForm) {
  for (const char* text : {"", "> 0", ">= 0", "< 1", "<= -2.5", "[0, 1]", "(0, 1]", "[-1, 1)", "(0.25, 4)"})
    EXPECT_EQ(entrepot::range_of(text).text(), text);
  static_assert(entrepot::range_of("(0, 1]").holds(1.0) && !entrepot::range_of("(0, 1]").holds(0.0));
  EXPECT_FALSE(entrepot::range_of("").holds(std::numeric_limits<double>::quiet_NaN()));
  for (const char* text : {"0", "[0,1]", "[1, 0]", "> ", ">=0", "[0, 1", "[0, 1] ", "between"})
    EXPECT_THROW(entrepot::range_of(text), std::invalid_argument) << text;
}

TEST(Column, GatherKeepsRowsInTheOrderAskedFor) {
  Table t = example();
  const std::vector<std::size_t> from{2, 0};
  entrepot::gather(columns<Table>, &t, from);
  EXPECT_EQ(t.id, (std::vector<std::string>{"a longer name that is on the heap", "one"}));
  EXPECT_EQ(t.size, (std::vector<double>{1e300, 1.5}));
  EXPECT_EQ(t.home[0], entrepot::StateId{7});
  EXPECT_EQ(entrepot::row_count(columns<Table>, &t), 2U);
}

TEST(Column, RenumberFollowsReferencesOfOneTableOnly) {
  Table t = example();
  const std::vector<std::int32_t> to{0, 1, 2, 3, 4, 5, 6, 1};
  entrepot::renumber(columns<Table>, &t, "states", to);
  EXPECT_EQ(t.home[2], entrepot::StateId{1});
  EXPECT_FALSE(t.home[0]);
  entrepot::renumber(columns<Table>, &t, "firms", {});
  EXPECT_EQ(t.home[2], entrepot::StateId{1});
}

TEST(Column, WhatIsNotAllowedIsNamedWithItsRow) {
  const auto rows_of = [](std::string_view) { return std::size_t{8}; };
  const auto breach = [&](const auto& change) {
    Table t = example();
    change(t);
    const entrepot::Breach b = entrepot::first_breach(columns<Table>, &t, rows_of);
    return b ? b.column + " " + std::to_string(b.row) + " " + std::to_string(b.inner) + ": " + b.value + ", allowed: " + b.allowed : "";
  };
  EXPECT_EQ(breach([](Table&) {}), "");
  EXPECT_EQ(breach([](Table& t) { t.size[2] = -1.0; }), "size 2 0: -1, allowed: >= 0");
  EXPECT_EQ(breach([](Table& t) { t.share[1][2] = std::nan(""); }), "share 1 2: nan, allowed: a number");
  EXPECT_EQ(breach([](Table& t) { t.home[1] = entrepot::StateId{8}; }), "home 1 0: row 8, allowed: a row of states, which has 8, or -1");
  EXPECT_EQ(breach([](Table& t) { t.grade[0] = static_cast<Grade>(2); }), "grade 0 0: 2, allowed: 0 to 1");
  EXPECT_EQ(breach([](Table& t) { t.grades[0].word = 4; }), "grades 0 0: 4, allowed: 0 to 3");
  EXPECT_EQ(breach([](Table& t) { t.count.pop_back(); }), "count 2 0: 2 rows, allowed: 3 rows");
}

}  // namespace
