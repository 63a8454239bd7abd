// scenario/scenario.hpp: a scenario as read from its folder (docs/scenario_format.md): what is given, before any run.
#pragma once
#include <array>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/base/errors.hpp"
#include "entrepot/world/model.hpp"

namespace entrepot {

/// A day of the calendar.
struct Date {
  int year = 0, month = 0, day = 0;
  auto operator<=>(const Date&) const = default;
  std::string text() const;  ///< YYYY-MM-DD
};
/// Days from 1970-01-01 (proleptic Gregorian calendar).
std::int64_t days_from_epoch(Date date);
Date date_from_epoch(std::int64_t days);
/// Quarter that contains a day, counted from the quarter that begins on `start`; negative before.
std::int32_t quarter_of(Date start, Date date);
/// First quarter whose middle day (45 days behind its first) is not before the day: from then on what happens on that day holds.
std::int32_t quarter_from(Date start, Date date);

/// One cell of a strategy: layer x tier. Absent cells are free.
struct LeverCell {
  Layer layer = Layer::chips;
  Tier tier = Tier::swing;
  Route route = Route::free;
  std::string threshold;  ///< rule id, or empty = all products
  double cap = no_cap;
  CapPer cap_per = CapPer::total;
  double small_order = 0.0, fee = 0.0, subsidy = 0.0;
  Bits<Condition> conditions;
};

/// A strategy file, with `extends` resolved; only what a stage of this version reads is kept as cells.
struct Strategy {
  std::string name, title;
  bool rules_on = false;
  std::map<std::string, double, std::less<>> policy;  ///< numbers of [policy] by lever; what is not here is at the lever's fallback
  std::vector<LeverCell> cells;
};

struct ParameterRow {
  std::string name, unit, distribution, source, date, note;
  double value = 0.0, low = 0.0, high = 0.0;
};
/// The parameters of a scenario and their distributions.
class ParameterSpace {
  std::vector<ParameterRow> rows_;  // sorted by name
  std::shared_ptr<const std::vector<std::string>> names_;

 public:
  ParameterSpace();
  explicit ParameterSpace(std::vector<ParameterRow> rows);
  const std::vector<ParameterRow>& rows() const { return rows_; }
  const ParameterRow& at(std::string_view name) const;  ///< UnknownName with the nearest
  /// One draw: each parameter is the quantile of its own uniform (parameter_uniform); point values for RunKey::point_draw.
  Parameters sample(std::uint64_t seed, std::uint64_t draw) const;
  Parameters point() const;
  /// Quantile of a row's distribution at u in (0, 1): point, uniform, loguniform, triangular, logtriangular.
  static double quantile(const ParameterRow& row, double u);
};

/// A world view: other values or ranges of parameters. Rows of parameters that no stage reads yet are kept and listed as unread.
struct Belief {
  std::string name, title;
  std::vector<ParameterRow> rows;  ///< name, distribution (point or uniform), value, low, high
};
struct Preferences {
  std::string name, title;
  std::vector<std::pair<std::string, double>> weights, scales;
};
struct Provenance {
  std::string key, citation, licence, date, transformed;
};

/// A CSV table as text, for people: header and rows of fields as they stand in the file.
struct TextTable {
  std::string name;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;
};

struct Scenario {
  Model
      model;  ///< whose files these are checked against, and what its runs run; without stages: nothing was checked, and they run the standard one
  std::string id, title, folder;
  Date start_date{2025, 1, 1};
  std::int64_t quarters = 0;
  std::string base_rules;      ///< the rule set that a strategy's `rules` switches on
  std::string base_strategy;   ///< constants of demand are found with its officers, whichever strategy runs
  std::string rival_strategy;  ///< of the second exporter, if a run names none
  std::vector<Strategy> strategies;
  World
      start;  ///< the first day: no levers, parameters at their point values; first values that depend on parameters are set by `initialise`
  ParameterSpace parameters;
  std::vector<Belief> beliefs;
  std::vector<Preferences> preferences;
  std::vector<std::pair<std::string, std::string>> aliases;  ///< shown name -> outcome
  std::vector<TextTable> tables;
  std::map<std::string, Provenance> sources;
  std::map<std::string, std::string> provenance_keys;  ///< "states.gdp" and exceptions "states.ARE.gdp" -> source key
  std::vector<std::string> unread;                     ///< "strategies/x.toml: weights_closed": known, and read by no stage of this version
  Digest digest;                                       ///< of the content, whatever the formatting

  /// UnknownName with the nearest.
  const Strategy& strategy(std::string_view name) const;
  const Belief& belief(std::string_view name) const;
  const TextTable& table(std::string_view name) const;
  /// Source of a value: "states.ARE.gdp" or, for states, "ARE.gdp".
  Provenance provenance(std::string_view value) const;
};

struct LoadOptions {
  std::vector<std::string> overrides;  ///< names in overrides/, applied in this order
  std::string belief;                  ///< name in beliefs/, or empty
  /// The model that the files are for: rows of parameters.csv must be its parameters, both ways; preferences and aliases name its outcomes (or
  /// those of later versions); policies its levers. A model without stages checks none of this.
  Model model;
  std::string shelf;  ///< one more folder where shipped scenarios may be, looked into behind $ENTREPOT_SCENARIOS; or empty
};

/// Reads and checks a scenario folder: a path, or the name of a shipped scenario (looked up in $ENTREPOT_SCENARIOS, the installed share
/// folder, the source folder). Throws ScenarioError with every problem at once. Nothing is half-loaded.
Scenario read_scenario(std::string_view path_or_name, const LoadOptions& options = {});
/// The files of a scenario in memory: relative path -> text. `from_files` runs the same checks as reading a folder.
using ScenarioFiles = std::map<std::string, std::string>;
/// What a scenario extends is laid under its files, so that they stand in one folder. Throws ScenarioError if a file cannot be read.
ScenarioFiles files_of(std::string_view path_or_name, std::string_view shelf = "");
/// `folder`: where relative paths in `extends` of scenario.toml begin, "" = the working directory.
Scenario from_files(const ScenarioFiles& files, const LoadOptions& options = {}, std::string_view folder = "");
/// The same files with those of the scenarios that their scenario.toml extends: one folder with the same content and the same digest. Comments
/// of files that are merged (scenario.toml, sources.toml) are left out. Throws ScenarioError if a base cannot be found or not be read.
ScenarioFiles flattened(const ScenarioFiles& files, std::string_view folder = "", std::string_view shelf = "");
/// The tables of a scenario: name -> file in its folder.
std::vector<std::pair<std::string, std::string>> table_files();
/// Writes the files as they are into a folder that must not exist or be empty. Throws ScenarioError with one diagnostic otherwise.
void write_files(const ScenarioFiles& files, std::string_view folder);
/// Where a shipped scenario's folder is; a path is returned as it is. Throws ScenarioError.
std::string find_scenario(std::string_view path_or_name, std::string_view shelf = "");

/// Fills the lever table (exporter x {chips, clusters, cloud} x tier) and sets the columns of the levers of the World's model.
/// Throws UnknownName if a cell names a rule that the World does not have.
void apply_strategies(World& world, const Strategy& home, const Strategy& rival);
/// The same for one exporter; levers of the other stay.
void apply_strategy(World& world, ExporterId exporter, const Strategy& strategy);
/// A strategy read from TOML text (the syntax of strategies/*.toml) on top of another: cells that the text gives replace those of `base`.
Strategy with_levers(const Scenario& scenario, const Strategy& base, std::string_view toml, std::string_view name);

}  // namespace entrepot
