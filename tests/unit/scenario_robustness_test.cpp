// Damaged files: whatever bytes change, loading either works or says why not; nothing else is ever thrown and nothing crashes.
#include <gtest/gtest.h>

#include "entrepot/base/luck.hpp"
#include "entrepot/scenario/scenario.hpp"

namespace entrepot {
namespace {

const ScenarioFiles& small() {
  static const ScenarioFiles files = files_of(std::string(ENTREPOT_TESTS) + "/support/small");
  return files;
}

/// Changes one to four places: a byte replaced, added or left out, two bytes swapped, the rest cut off, a piece repeated.
void damage(ScenarioFiles& files, pcg32& random) {
  const auto below = [&](std::size_t n) { return static_cast<std::size_t>(random(static_cast<std::uint32_t>(n))); };
  for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
    std::string& text = std::next(files.begin(), static_cast<std::ptrdiff_t>(below(files.size())))->second;
    if (text.empty()) continue;
    const std::size_t at = below(text.size());
    constexpr std::string_view marks = "\"'[]{}=,.#\n\r:;-+0129eEnai\\\xff\xc3\x00 ";
    switch (below(7)) {
      case 0:
        text[at] = marks[below(marks.size())];
        break;
      case 1:
        text[at] = static_cast<char>(below(256));
        break;
      case 2:
        text.erase(at, 1 + below(5));
        break;
      case 3:
        text.insert(at, 1, marks[below(marks.size())]);
        break;
      case 4:
        std::swap(text[at], text[below(text.size())]);
        break;
      case 5:
        text.resize(at);
        break;
      default:
        text.insert(at, text.substr(below(text.size()), below(200)));
    }
  }
}

TEST(ScenarioRobustness, DamagedFilesLoadOrSayWhyNot) {
  pcg32 random(20250101, 3);
  int loaded = 0, refused = 0;
  for (int round = 0; round < 2000; ++round) {
    ScenarioFiles files = small();
    damage(files, random);
    LoadOptions options;
    if (round % 3 == 0) options.overrides = {"coral-rich", "power-doubled"};
    if (round % 5 == 0) options.belief = "moat-weak";
    try {
      const Scenario scenario = from_files(files, options);
      EXPECT_EQ(scenario.start.scenario, scenario.digest);
      ++loaded;
    } catch (const ScenarioError& error) {
      EXPECT_FALSE(error.diagnostics.empty());
      for (const Diagnostic& d : error.diagnostics) {
        EXPECT_FALSE(d.file.empty());
        EXPECT_FALSE(d.code.empty());
        EXPECT_FALSE(d.message.empty());
        EXPECT_EQ(d.text().find_first_of("\n\r\x1b"), std::string::npos) << d.text();
      }
      ++refused;
    }
  }
  EXPECT_GT(loaded, 20);
  EXPECT_GT(refused, 1000);
}

TEST(ScenarioRobustness, EveryBeginningOfAStrategyLoadsOrSaysWhyNot) {
  const Scenario scenario = from_files(small());
  const std::string whole = small().at("strategies/leverage.toml");
  for (std::size_t length = 1; length <= whole.size(); ++length) {
    try {
      with_levers(scenario, scenario.strategy("control"), whole.substr(0, length), "cut");
    } catch (const ScenarioError& error) {
      EXPECT_FALSE(error.diagnostics.empty());
    }
  }
}

TEST(ScenarioRobustness, DeepTablesDoNotExhaustTheStack) {
  std::string deep = "x = ";
  for (int i = 0; i < 15; ++i) {
    deep += "{ ";
    for (int k = 0; k < 15; ++k) deep += "a.";
    deep += "a = ";
  }
  deep += "1" + std::string(30, '}');
  std::string lines;
  for (int i = 0; i < 250; ++i) lines += "a.";
  for (const std::string& text :
       {deep, "[" + lines + "a]\n" + lines + "a = [[[[[[[[[1]]]]]]]]]\n", std::string(60'000, '['), std::string(60'000, '{')}) {
    ScenarioFiles files = small();
    files["strategies/control.toml"] = text;
    EXPECT_THROW(from_files(files), ScenarioError);
  }
}

}  // namespace
}  // namespace entrepot
