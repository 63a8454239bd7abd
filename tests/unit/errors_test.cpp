#include "entrepot/base/errors.hpp"

#include <gtest/gtest.h>

namespace {

using entrepot::Diagnostic;

TEST(Errors, DiagnosticsAreOneLine) {
  EXPECT_EQ((Diagnostic{"a.toml", 3, 7, "unknown-key", "no such key", "use tier"}.text()),
            "a.toml:3:7: unknown-key: no such key (use tier)");
  EXPECT_EQ((Diagnostic{"a.csv", 3, 0, "range", "share is 2", ""}.text()), "a.csv:3: range: share is 2");
  EXPECT_EQ((Diagnostic{"a.csv", 0, 0, "missing", "no such file", ""}.text()), "a.csv: missing: no such file");
}

TEST(Errors, ScenarioErrorHoldsAllProblems) {
  const entrepot::ScenarioError e({{"a", 1, 1, "x", "one", ""}, {"b", 2, 2, "y", "two", ""}});
  EXPECT_STREQ(e.what(), "a:1:1: x: one\nb:2:2: y: two");
  EXPECT_EQ(e.diagnostics.size(), 2U);
}

TEST(Errors, FactsAreMembersAndMakeOneSentence) {
  const entrepot::SolverError e("bass", "p", -0.5, "p > 0");
  EXPECT_STREQ(e.what(), "bass: p is -0.5, allowed: p > 0");
  EXPECT_EQ(e.value, "-0.5");
  const entrepot::UnknownName u("column", "gpd", "gdp");
  EXPECT_STREQ(u.what(), "no column is named \"gpd\" (did you mean \"gdp\"?)");
  EXPECT_STREQ(entrepot::UnknownName("column", "x", "").what(), "no column is named \"x\"");
  EXPECT_STREQ(entrepot::AuditError("chips", "5", "6").what(), "audit: chips should be 5, the recount finds 6");
}

TEST(Errors, TextOfIsShortAndReadsBack) {
  EXPECT_EQ(entrepot::text_of(0.1), "0.1");
  EXPECT_EQ(entrepot::text_of(1e300), "1e+300");
  for (const double x : {1.0 / 3.0, 1e-310, 123456789.123456789}) EXPECT_EQ(std::stod(entrepot::text_of(x * 1e5)), x * 1e5);
}

TEST(Errors, NearestNameIsASlipOfThePen) {
  const std::vector<std::string> known{"goodwill", "growth", "gdp", "polyarchy"};
  EXPECT_EQ(entrepot::nearest_name("gooodwill", known), "goodwill");
  EXPECT_EQ(entrepot::nearest_name("growht", known), "growth");
  EXPECT_EQ(entrepot::nearest_name("gdp", known), "gdp");
  EXPECT_EQ(entrepot::nearest_name("gpd", known), "");  // two of three letters differ: no slip
  EXPECT_EQ(entrepot::nearest_name("gdq", known), "gdp");
  EXPECT_EQ(entrepot::nearest_name("capability", known), "");
  EXPECT_EQ(entrepot::nearest_name("", known), "");
}

}  // namespace
