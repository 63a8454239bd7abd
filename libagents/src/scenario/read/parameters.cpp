// parameters.csv and beliefs/*.toml.
#include <algorithm>

#include "scenario/read/draft.hpp"

namespace entrepot::reading {
namespace {

constexpr std::array<std::string_view, 3> belief_keys{"value", "low", "high"};

std::vector<std::string> expected_names(std::span<const ParameterInfo> list) {
  std::vector<std::string> names;
  for (const ParameterInfo& p : list) names.emplace_back(p.name);
  return names;
}
const ParameterInfo* expected_row(std::span<const ParameterInfo> list, std::string_view name) {
  for (const ParameterInfo& p : list)
    if (p.name == name) return &p;
  return nullptr;
}

/// One row's numbers against each other.
void check_row(Problems& problems, const Columns& c, std::size_t i, const ParameterRow& row) {
  const bool empty = c.raw(i, "low").empty() || c.raw(i, "high").empty();
  if (row.distribution == "point") {
    if (row.low != row.value || row.high != row.value)
      problems.add(c.at(i, "distribution"), "range-of-point", "the distribution is point, but low and high are not the value",
                   "leave them empty, or name a distribution");
    return;
  }
  if (row.distribution.empty()) return;
  if (empty) {
    problems.add(c.at(i, c.raw(i, "low").empty() ? "low" : "high"), "missing-value",
                 std::string(c.raw(i, "low").empty() ? "low" : "high") + " is empty, but the distribution is " + row.distribution,
                 "write both, or use point");
    return;
  }
  if (row.low > row.high)
    problems.add(c.at(i, "low"), "wrong-order", std::string("low is ") + text_of(row.low) + ", above high, which is " + text_of(row.high));
  else if (row.value < row.low || row.value > row.high)
    problems.add(c.at(i, "value"), "outside-range",
                 std::string("value is ") + text_of(row.value) + ", outside [" + text_of(row.low) + ", " + text_of(row.high) + "]",
                 "low and high enclose it");
  if (row.distribution.starts_with("log") && !(row.low > 0.0))
    problems.add(c.at(i, "low"), "out-of-range",
                 std::string("low is ") + text_of(row.low) + ", but the distribution is " + row.distribution, "allowed: > 0");
}

/// A row against the parameter that a stage reads.
void check_expected(Draft& draft, const Columns& c, std::size_t i, const ParameterRow& row, const ParameterInfo& info) {
  const Range allowed{.low = info.lowest, .high = info.highest};
  for (const auto& [column, x] : {std::pair{"value", row.value}, std::pair{"low", row.low}, std::pair{"high", row.high}})
    if (!c.raw(i, column).empty() && (x < info.lowest || x > info.highest))
      draft.problems.add(c.at(i, column), "out-of-range", std::string(column) + " of " + row.name + " is " + text_of(x),
                         std::string("allowed: ") + allowed.text());
  if (!row.unit.empty() && row.unit != info.unit)
    draft.problems.add(c.at(i, "unit"), "wrong-unit", std::string("the unit of ") + row.name + " is " + quoted(row.unit),
                       std::string("the stage that reads it takes \"") + std::string(info.unit) + "\"");
}

void check_names(Draft& draft, const Columns& c, const std::vector<ParameterRow>& rows) {
  if (draft.expected.empty()) return;
  const std::vector<std::string> known = expected_names(draft.expected);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (rows[i].name.empty()) continue;
    if (const ParameterInfo* info = expected_row(draft.expected, rows[i].name)) check_expected(draft, c, i, rows[i], *info);
    else
      draft.problems.add(c.at(i, "name"), "unknown-parameter", std::string("no stage reads the parameter ") + quoted(rows[i].name),
                         did_you_mean(rows[i].name, known));
  }
  for (const std::string& name : known)
    if (std::none_of(rows.begin(), rows.end(), [&](const ParameterRow& row) { return row.name == name; }))
      draft.problems.add({draft.csv("parameters").file}, "missing-parameter", std::string("the parameter ") + quoted(name) + " is missing",
                         "a stage reads it: add its row");
}

std::vector<ParameterRow> read_rows(Draft& draft) {
  std::vector<ParameterRow> rows;
  if (!draft.has_table("parameters")) return rows;
  Columns c = draft.columns("parameters");
  const auto names = c.texts("name"), units = c.texts("unit"), sources = c.texts("source"), notes = c.texts("note");
  const auto values = c.numbers("value"), lows = c.numbers("low"), highs = c.numbers("high");
  const auto distributions = c.choices("distribution");
  c.days("date");
  for (std::size_t i = 0; i < c.rows(); ++i) {
    ParameterRow row{names[i],
                     units[i],
                     distributions[i] < 0 ? "" : std::string(distribution_names[static_cast<std::size_t>(distributions[i])]),
                     sources[i],
                     std::string(c.raw(i, "date")),
                     notes[i],
                     values[i],
                     lows[i],
                     highs[i]};
    if (row.distribution == "point" && c.raw(i, "low").empty()) row.low = row.value;
    if (row.distribution == "point" && c.raw(i, "high").empty()) row.high = row.value;
    if (!row.name.empty() && row.name.find('.') == std::string::npos)
      draft.problems.add(c.at(i, "name"), "bad-name", std::string("the parameter ") + quoted(row.name) + " has no stage",
                         "write stage.parameter");
    if (!sources[i].empty()) check_source(draft, sources[i], c.at(i, "source"));
    if (row.value == row.value && row.low == row.low && row.high == row.high) check_row(draft.problems, c, i, row);
    rows.push_back(std::move(row));
  }
  check_names(draft, c, rows);
  return rows;
}

/// Stages of the model description, those of later versions too, and the model's own.
std::vector<std::string> stages_of(const Model& model) {
  std::vector<std::string> names = strings_of(stage_names);
  for (const Stage& stage : model.stages())
    if (std::find(names.begin(), names.end(), stage.name()) == names.end()) names.push_back(stage.name());
  return names;
}

/// Parameters of stages of this version must be there; those of later stages are listed as unread; a stage that the model does not have is a
/// slip.
bool is_known(Draft& draft, const std::vector<ParameterRow>& rows, const TomlNode& item, const std::string& file) {
  std::vector<std::string> names;
  for (const ParameterRow& row : rows) names.push_back(row.name);
  if (std::find(names.begin(), names.end(), item.key) != names.end()) return true;
  if (std::find(names.begin(), names.end(), "") != names.end()) return false;  // it may be the row whose name cannot be read
  const std::string stage = item.key.substr(0, item.key.find('.') + 1), stage_name = stage.substr(0, stage.find('.'));
  const bool stage_is_here =
      std::any_of(names.begin(), names.end(), [&](const std::string& name) { return !stage.empty() && name.starts_with(stage); });
  const std::string meant = did_you_mean(item.key, names);
  if (!is_name(item.key) || stage.empty())
    draft.problems.add(item.key_at, "bad-name", std::string("the parameter ") + quoted(item.key) + " has no stage",
                       "write \"stage.parameter\" in quotes");
  else if (const std::vector<std::string> stages = stages_of(draft.out.model);
           std::find(stages.begin(), stages.end(), stage_name) == stages.end())
    draft.problems.add(item.key_at, "unknown-stage",
                       std::string("the parameter ") + quoted(item.key) + " is of no stage: there is no " + quoted(stage_name),
                       did_you_mean_or_list(stage_name, stages));
  else if (stage_is_here && !meant.empty())
    draft.problems.add(item.key_at, "unknown-parameter", std::string("no stage reads the parameter ") + quoted(item.key), meant);
  else draft.out.unread.push_back(file + ": " + item.key);
  return false;
}

/// value, or low and high.
std::optional<ParameterRow> read_change(Draft& draft, const TomlNode& item) {
  if (item.kind != TomlNode::Kind::table) {
    draft.problems.add(item.at, "wrong-type", item.key + " must be a table, not " + std::string(kind_name(item.kind)),
                       "write { value = x } or { low = x, high = y }");
    return std::nullopt;
  }
  const Entries entries(item, item.key, belief_keys, draft.problems);
  const ParameterInfo* info = expected_row(draft.expected, item.key);
  const Range allowed = info != nullptr ? Range{.low = info->lowest, .high = info->highest} : any_number;
  ParameterRow row;
  row.name = item.key;
  if (entries.has("value")) {
    if (item.items.size() > 1)
      draft.problems.add(item.at, "value-and-range", item.key + " has a value and a range", "write { value = x } or { low = x, high = y }");
    row.distribution = "point";
    row.value = row.low = row.high = entries.number("value", allowed).value_or(0.0);
    return row;
  }
  const auto low = entries.number("low", allowed), high = entries.number("high", allowed);
  if (!low || !high) return std::nullopt;
  if (*low > *high)
    draft.problems.add(item.at, "wrong-order", entries.path("low") + " is " + text_of(*low) + ", above high, which is " + text_of(*high));
  row.distribution = "uniform";
  row.low = *low;
  row.high = *high;
  row.value = *low + (*high - *low) / 2.0;
  return row;
}

Belief read_belief(Draft& draft, const std::string& name, const TomlNode& document, const std::vector<ParameterRow>& rows) {
  constexpr std::array<std::string_view, 2> keys{"title", "parameters"};
  const Entries entries(document, "", keys, draft.problems);
  Belief belief;
  belief.name = name;
  belief.title = entries.title("title").value_or("");
  const TomlNode* changes = entries.table("parameters", true);
  if (changes == nullptr) return belief;
  for (const TomlNode& item : changes->items) {
    if (draft.has_table("parameters")) is_known(draft, rows, item, std::string("beliefs/") + name + ".toml");
    if (auto row = read_change(draft, item)) belief.rows.push_back(std::move(*row));
  }
  return belief;
}

}  // namespace

void read_parameters(Draft& draft, std::string_view belief) {
  std::vector<ParameterRow> rows = read_rows(draft);
  for (const auto& [name, document] : draft.folder("beliefs")) draft.out.beliefs.push_back(read_belief(draft, name, *document, rows));
  if (!belief.empty() && draft.check_refers("beliefs", belief, {draft.problems.file("beliefs")}, "the belief"))
    for (const Belief& b : draft.out.beliefs) {
      if (b.name != belief) continue;
      draft.digest.add(std::string("belief ") + b.name + '\n');
      for (const ParameterRow& change : b.rows)
        for (ParameterRow& row : rows) {
          if (row.name != change.name) continue;
          row.value = change.value;
          row.low = change.low;
          row.high = change.high;
          row.distribution = change.distribution;
        }
    }
  if (draft.problems.empty()) draft.out.parameters = ParameterSpace(std::move(rows));
}

}  // namespace entrepot::reading
