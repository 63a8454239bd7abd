// scenario.toml, sources.toml and the provenance of tables.
#include <algorithm>

#include "scenario/read/draft.hpp"
#include "scenario/text/encoding.hpp"

namespace entrepot::reading {
namespace {

/// `extends` and `without` are read and taken away before (bases.cpp): here they are names that somebody may have meant.
constexpr std::array<std::string_view, 13> header_keys{
    "schema_version", "extends",       "without",        "id",        "title",    "start",     "quarters",
    "rules",          "base_strategy", "rival_strategy", "exporters", "outcomes", "provenance"};
constexpr std::array<std::string_view, 5> exporter_keys{"state", "newcomer", "home_first", "background_cases", "core"};
constexpr std::array<std::string_view, 6> source_keys{"citation", "licence", "date", "transformed", "input", "digest"};

/// Row of a state that a TOML value names; -1 with a problem.
std::int32_t state_of(Draft& draft, std::string_view id, Position at, std::string_view path) {
  const Index& states = draft.index(StateTag::table);
  const std::int32_t row = states.find(id);
  if (row < 0 && states.complete())
    draft.problems.add(at, "unknown-state", std::string(path) + " names " + quoted(id) + ", which is no state of the scenario",
                       did_you_mean(id, states.names()));
  return row;
}

void read_exporter(Draft& draft, const TomlNode& node, std::size_t e) {
  const std::string path = std::string("exporters.") + std::string(exporter_names[e]);
  const Entries entries(node, path, exporter_keys, draft.problems);
  Exporters& x = draft.out.start.exporters;
  if (const auto state = entries.text("state")) x.state[e] = StateId{state_of(draft, *state, entries.at("state"), entries.path("state"))};
  x.key[e] = x.state[e] ? draft.out.start.states.key[x.state[e].index()] : 0;
  x.newcomer[e] = entries.flag("newcomer").value_or(false) ? 1 : 0;
  x.home_first[e] = entries.number("home_first", unit_interval).value_or(0.0);
  x.background_cases[e] = entries.number("background_cases", not_negative).value_or(0.0);
  const auto core = entries.texts("core");
  if (!core.empty()) draft.out.unread.push_back(std::string("scenario.toml: ") + entries.path("core"));
  for (const TomlNode* id : core) {
    const StateId state{state_of(draft, id->text, id->at, entries.path("core"))};
    if (!state) continue;
    auto& roles = draft.out.start.states.roles[state.index()];
    roles = roles.with(e == 0 ? StateRole::core_of_first : StateRole::core_of_second);
  }
  if (!x.state[e]) return;
  auto& roles = draft.out.start.states.roles[x.state[e].index()];
  roles = roles.with(StateRole::exporter);
}

}  // namespace

void read_exporters(Draft& draft) {
  Exporters& x = draft.out.start.exporters;
  resize(columns<Exporters>, &x, exporter_count);
  const auto found = draft.documents.find("scenario.toml");
  if (found == draft.documents.end()) return;
  const TomlNode* node = Entries(found->second, "", draft.problems).table("exporters", true);
  if (node == nullptr) return;
  const Entries both(*node, "exporters", exporter_names, draft.problems);
  for (std::size_t e = 0; e < exporter_count; ++e) {
    x.id[e] = exporter_names[e];
    if (const TomlNode* one = both.table(exporter_names[e], true)) read_exporter(draft, *one, e);
  }
  if (x.state[0] && x.state[0] == x.state[1])
    draft.problems.add(node->at, "same-exporter", "exporters.home and exporters.rival are the same state", "name two states");
}

namespace {

void read_time(Draft& draft, const Entries& header) {
  Scenario& out = draft.out;
  if (const auto start = header.date("start")) {
    constexpr Date earliest{1900, 1, 1}, latest{2200, 1, 1};
    const bool first_day = start->day == 1 && start->month % 3 == 1, in_range = *start >= earliest && *start <= latest;
    draft.start_known = first_day && in_range;  // else nothing is told about what stands before or behind it
    if (draft.start_known) out.start_date = *start;
    else if (!in_range)
      draft.problems.add(header.at("start"), "out-of-range", std::string("start is ") + start->text(),
                         std::string("allowed: ") + earliest.text() + " to " + latest.text());
    else
      draft.problems.add(header.at("start"), "bad-start",
                         std::string("start is ") + start->text() + ", which is not the first day of a quarter",
                         "use the first of January, April, July or October");
  }
  out.quarters = header.whole("quarters", {.low = 1, .high = 400}).value_or(1);
}

}  // namespace

namespace {

/// Other names of outcomes.
void read_aliases(Draft& draft, const TomlNode& node) {
  const Entries aliases(node, "outcomes", draft.problems);
  for (const TomlNode& item : node.items) {
    if (draft.is_outcome(item.key))
      draft.problems.add(item.key_at, "alias-of-another", aliases.path(item.key) + " is the name of an outcome itself",
                         "use another name: the name that is shown stands on the left, the outcome on the right");
    if (item.key.empty() || one_line(item.key) != item.key)
      draft.problems.add(item.key_at, "bad-name", std::string("the alias ") + quoted(item.key) + " is no name", "write it on one line");
    const auto name = aliases.text(item.key);
    if (!name) continue;
    check_outcome(draft, *name, item.at, aliases.path(item.key));
    draft.out.aliases.emplace_back(item.key, *name);
  }
}

}  // namespace

void read_header(Draft& draft) {
  const auto found = draft.documents.find("scenario.toml");
  if (found == draft.documents.end()) return;
  Scenario& out = draft.out;
  const Entries header(found->second, "", header_keys, draft.problems);
  header.whole("schema_version", {.low = 1, .high = 1});
  if (const auto id = header.text("id")) check_name(out.id = *id, header.at("id"), "the id", draft.problems);
  out.title = header.title("title").value_or("");
  read_time(draft, header);
  const auto refers = [&](std::string_view key, std::string_view folder, std::string_view what) {
    const auto name = header.text(key);
    if (name) draft.check_refers(folder, *name, header.at(key), what);
    return name.value_or("");
  };
  draft.base_rules = out.base_rules = refers("rules", "rules", "the rule set");
  out.base_strategy = refers("base_strategy", "strategies", "the strategy");
  out.rival_strategy = refers("rival_strategy", "strategies", "the strategy");
  if (const TomlNode* outcomes = header.table("outcomes", false)) read_aliases(draft, *outcomes);
}

void read_sources(Draft& draft) {
  const auto found = draft.documents.find("sources.toml");
  if (found == draft.documents.end()) return;
  draft.sources_known = true;
  for (const TomlNode& row : found->second.items) {
    check_name(row.key, row.key_at, "the source key", draft.problems);
    draft.source_keys.push_back(row.key);
    if (row.kind != TomlNode::Kind::table) {
      draft.problems.add(row.at, "wrong-type", row.key + " must be a table, not " + std::string(kind_name(row.kind)));
      continue;
    }
    const Entries entries(row, row.key, source_keys, draft.problems);
    Provenance& p = draft.out.sources[row.key];
    p.key = row.key;
    p.citation = entries.text("citation").value_or("");
    p.licence = entries.text("licence").value_or("");
    p.date = entries.text("date").value_or("");
    p.transformed = entries.text("transformed").value_or("");
    entries.text("input", false);
    entries.text("digest", false);
  }
}

namespace {

/// `column=key;column=key` of one row.
void read_exceptions(Draft& draft, const TableSpec& spec, const Field& field, const std::string& row) {
  std::string_view rest = field.text;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(';'), rest.size());
    const std::string_view pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::size_t equals = pair.find('=');
    if (equals == std::string_view::npos) {
      draft.problems.add(field.at, "bad-sources", std::string("sources has ") + quoted(pair) + ", which is no pair",
                         "write column=key;column=key");
      continue;
    }
    const std::string_view column = pair.substr(0, equals), key = pair.substr(equals + 1);
    if (spec.find(column) == nullptr) {
      draft.problems.add(field.at, "unknown-column",
                         std::string("sources names the column ") + quoted(column) + ", which " + std::string(spec.name) + " does not have",
                         did_you_mean(column, spec.column_names()));
      continue;
    }
    check_source(draft, key, field.at);
    draft.out.provenance_keys.insert_or_assign(std::string(spec.name) + '.' + row + '.' + std::string(column), std::string(key));
  }
}

void read_table_provenance(Draft& draft, const TableSpec& spec, const TomlNode& node) {
  std::vector<std::string_view> known;
  for (const FileColumn& c : spec.columns) known.push_back(c.name);
  const Entries entries(node, std::string("provenance.") + std::string(spec.name), known, draft.problems);
  for (const std::string_view column : known) {
    const auto key = entries.text(column, column != "id");
    if (!key) continue;
    check_source(draft, *key, entries.at(column));
    draft.out.provenance_keys[std::string(spec.name) + '.' + std::string(column)] = *key;
  }
}

}  // namespace

void read_provenance(Draft& draft) {
  for (const TableDraft& t : draft.tables) {
    const TableSpec& s = *t.spec;
    const CsvTable& csv = t.csv;
    const int column = t.has ? csv.column("sources") : -1;
    if (!s.file().has_sources || column < 0) continue;
    const int id = s.id.empty() ? -1 : csv.column(s.id);
    for (std::size_t row = 0; row < csv.rows(); ++row) {
      const Field& field = csv.cell(row, static_cast<std::size_t>(column));
      draft.digest.add(std::to_string(field.text.size()) + ':' + std::string(field.text));
      if (!field.text.empty())
        read_exceptions(draft, s, field, id < 0 ? std::to_string(row + 1) : std::string(csv.cell(row, static_cast<std::size_t>(id)).text));
    }
  }
  const auto found = draft.documents.find("scenario.toml");
  if (found == draft.documents.end()) return;
  const TomlNode* node = Entries(found->second, "", draft.problems).table("provenance", true);
  if (node == nullptr) return;
  std::vector<std::string_view> names;
  for (const TableSpec& t : draft.schema.tables())
    if (t.file().has_sources) names.push_back(t.name);
  const Entries entries(*node, "provenance", names, draft.problems);
  for (const std::string_view name : names)
    if (const TableDraft& t = draft.table(name); t.has || !t.spec->may_be_missing)
      if (const TomlNode* one = entries.table(name, true)) read_table_provenance(draft, *t.spec, *one);
}

}  // namespace entrepot::reading
