// scenario/builder.hpp: a scenario made in memory: rows of tables and TOML texts instead of a folder. The same checks, and it can be written.
#pragma once
#include <concepts>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "entrepot/scenario/scenario.hpp"

namespace entrepot {

/// One field of a row: text as it is, numbers as short as they read back to the same bits, flags as 0 and 1, days as YYYY-MM-DD.
class FieldValue {
  std::string text_;

 public:
  FieldValue(std::string_view text) : text_{text} {}                                  // NOLINT: fields are meant to be written as values
  FieldValue(const char* text) : text_{text} {}                                       // NOLINT
  FieldValue(const std::string& text) : text_{text} {}                                // NOLINT
  FieldValue(bool flag) : text_{flag ? "1" : "0"} {}                                  // NOLINT
  FieldValue(double number) : text_{text_of(number)} {}                               // NOLINT
  FieldValue(Date day) : text_{day.text()} {}                                         // NOLINT
  template <std::integral T> FieldValue(T number) : text_{std::to_string(number)} {}  // NOLINT
  const std::string& text() const { return text_; }
};

class ScenarioBuilder {
  ScenarioFiles files_;

 public:
  using Fields = std::initializer_list<std::pair<std::string_view, FieldValue>>;

  ScenarioBuilder() = default;
  /// On top of another scenario: files_of("baseline").
  explicit ScenarioBuilder(ScenarioFiles files) : files_{std::move(files)} {}

  /// Adds a row to a table ("states", "trade", "parameters", ...); columns that are left out are empty.
  /// Throws UnknownName with the nearest for a table or a column that does not exist.
  ScenarioBuilder& row(std::string_view table, Fields fields);
  /// Empties a table.
  ScenarioBuilder& clear(std::string_view table);
  /// Puts a text file: "scenario.toml", "strategies/mine.toml". What is in it is checked by build().
  ScenarioBuilder& text(std::string_view path, std::string_view content);

  const ScenarioFiles& files() const { return files_; }
  /// Reads and checks the content. Throws ScenarioError with every problem at once. What the stages of a run ask of it (all their parameters, a
  /// first day that can be calibrated) is checked by load_scenario(builder.files()) of run/simulation.hpp; runs of both are the same.
  Scenario build(const LoadOptions& options = {}) const { return from_files(files_, options); }
  /// Checks, then writes a folder that is new or empty; it holds what the scenario extends as well. Throws ScenarioError; then nothing has been written.
  void write(std::string_view folder) const;
};

}  // namespace entrepot
