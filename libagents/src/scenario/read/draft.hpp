// scenario/read/draft.hpp: a scenario while it is read: parsed files, problems so far, and what has been filled. The functions that read
// one part each are declared here; load.cpp lists their order.
#pragma once
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/scenario/scenario.hpp"
#include "scenario/folder.hpp"
#include "scenario/read/columns.hpp"
#include "scenario/read/entries.hpp"
#include "scenario/read/schema.hpp"

namespace entrepot::reading {

/// One table of a scenario's files.
struct TableDraft {
  const TableSpec* spec = nullptr;
  CsvTable csv;
  bool has = false;  ///< whether there is a header
};

struct Draft {
  Schema schema;
  Problems problems;
  DigestStream digest;
  std::map<std::string, TomlNode, std::less<>> documents;     ///< by path, those that parsed
  std::map<std::string, std::uint32_t, std::less<>> present;  ///< every known file that is there, readable or not -> its number
  std::vector<TableDraft> tables;                             ///< in the order of the schema
  Indexes indexes;
  std::vector<std::string> source_keys;  ///< of sources.toml
  bool all_known = true;                 ///< false if files may be missing only because nobody knows what the scenario extends
  bool sources_known = false, rules_known = false, start_known = false;
  std::string base_rules;  ///< name of the base set
  std::vector<ParameterInfo> expected;
  std::vector<OutcomeInfo> outcomes;
  Scenario out;

  explicit Draft(const Model& model);
  const TableDraft& table(std::string_view name) const;
  const CsvTable& csv(std::string_view table_name) const { return table(table_name).csv; }
  bool has_table(std::string_view name) const { return table(name).has; }
  const Index& index(std::string_view table_name) const { return indexes.find(table_name)->second; }
  Columns columns(std::string_view name);
  /// Fills a table of the World, or another one, from its file; nothing if that is not there.
  std::optional<Columns> fill(std::string_view name);
  std::optional<Columns> fill(std::string_view name, void* into);
  /// Lists a table as unread: it is kept, but no stage of this version looks at it.
  void nobody_reads(std::string_view name) { out.unread.emplace_back(table(name).spec->file().path); }
  /// Documents of a folder by name ("control" for "strategies/control.toml").
  std::vector<std::pair<std::string, const TomlNode*>> folder(std::string_view name) const;
  bool is_outcome(std::string_view name) const;
  /// Names of the files of a folder, readable or not.
  std::vector<std::string> names_in(std::string_view folder) const;
  /// The document of a name that something refers to; null with a problem if there is none.
  bool check_refers(std::string_view folder, std::string_view name, Position at, std::string_view what);
};

/// Whether a name is an outcome of a run; if not, it is one of a later version and listed as unread under `path` of the file, or a problem.
void check_outcome(Draft& draft, std::string_view name, Position at, const std::string& path);
/// A key of sources.toml, or assumption:<key>.
void check_source(Draft& draft, std::string_view key, Position at);

/// The second day of each row is later than the first, where both are given.
void check_days(Draft& draft, const Columns& columns, std::string_view first, std::string_view second);

// One part each, in this order. parse: syntax. Then types, units and keys. Then what the parts mean together.
void parse_files(Draft& draft, const Stack& stack);
void read_overrides(Draft& draft, const std::vector<std::string>& chosen);
void read_sources(Draft& draft);
void read_header(Draft& draft);
void read_provenance(Draft& draft);
void read_agents(Draft& draft);     ///< states, firms, labs, products, buyers
void read_exporters(Draft& draft);  ///< behind the states, whose roles it sets
void read_holdings(Draft& draft);   ///< sites, lots, deals
void read_layers(Draft& draft);
void read_brought(Draft& draft);  ///< tables that stages bring along
void read_rules(Draft& draft);
void read_strategies(Draft& draft);
void read_parameters(Draft& draft, std::string_view belief);
void read_preferences(Draft& draft);
void check_products(Draft& draft);
void check_owners(Draft& draft);  ///< buyers, sites and lots

// Strategies and the texts given to with_levers share these.
struct StrategyDraft {
  Strategy strategy;
  std::map<Layer, std::pair<std::string, Position>> extends;
  std::vector<Layer> given;
  bool rules = false;
  std::vector<std::string> unread;  ///< paths of keys that no stage reads
};
struct StrategyContext {
  const std::vector<std::string>& rules;
  bool rules_known;
  const std::string& base_rules;  ///< "" = not known
  const Model& model;             ///< whose levers are read
};
StrategyDraft read_strategy(const TomlNode& document, std::string_view name, const StrategyContext& context, Problems& problems);

inline bool is_read(Layer layer) { return std::find(layers_read.begin(), layers_read.end(), layer) != layers_read.end(); }

/// Names that wait for each other in circles: every circle once, beginning with its least name.
std::vector<std::vector<std::string>> circles(std::map<std::string, std::vector<std::string>> waits_for);
/// "a, b, c, a"; a long one is cut.
std::string circle_text(const std::vector<std::string>& circle);

}  // namespace entrepot::reading
