// overrides/*.toml: named partial changes. The chosen ones replace fields before the tables are read, so that everything that is checked
// about a field is checked about its replacement, in the place where that stands.
#include <algorithm>

#include "scenario/read/draft.hpp"

namespace entrepot::reading {
namespace {

/// The text that would stand in the CSV file.
std::optional<std::string> field_text(const TomlNode& value) {
  using Kind = TomlNode::Kind;
  switch (value.kind) {
    case Kind::text:
      return value.text;
    case Kind::whole:
      if (value.exact) return std::to_string(static_cast<std::int64_t>(value.number));
      return text_of(value.number);
    case Kind::number:
      return text_of(value.number);
    case Kind::flag:
      return value.flag ? "1" : "0";
    case Kind::date:
      return value.date.text();
    case Kind::array: {
      std::string text;
      for (const TomlNode& item : value.items) {
        if (item.kind != Kind::text) return std::nullopt;
        text += (text.empty() ? "" : " ") + item.text;
      }
      return text;
    }
    case Kind::table:
    case Kind::other:
      return std::nullopt;
  }
  return std::nullopt;
}

/// Columns that name a row.
std::vector<std::string_view> key_of(const TableSpec& spec) {
  if (!spec.id.empty()) return {spec.id};
  return {spec.key.begin(), spec.key.end()};
}
bool is_parameters(const TableSpec& spec) { return spec.file().path == parameters_file; }
/// A row's name: the fields of its key with a blank between them, without empty ones. "" if it cannot be read.
std::string row_name(const TableSpec& spec, const CsvTable& csv, std::size_t row) {
  std::vector<std::string> words;
  for (const std::string_view column : key_of(spec)) {
    const int c = csv.column(column);
    if (c < 0 || (spec.id.empty() && csv.whole[row] == 0)) return "";
    const std::string_view text = csv.cell(row, static_cast<std::size_t>(c)).text;
    if (!text.empty()) words.emplace_back(text);
    else if (!spec.find(column)->may_be_empty()) return "";
  }
  return joined(words, " ");
}

class Overrider {
  Draft& draft_;
  bool apply_;

 public:
  Overrider(Draft& draft, bool apply) : draft_{draft}, apply_{apply} {}

  void table(const TableSpec& spec, CsvTable& csv, const TomlNode& changes) {
    std::vector<std::string> names;
    for (std::size_t row = 0; row < csv.rows(); ++row) names.push_back(row_name(spec, csv, row));
    for (const TomlNode& row : changes.items) {
      const auto at = row.key.empty() ? names.end() : std::find(names.begin(), names.end(), row.key);
      if (at == names.end()) {
        unknown(spec, names, row);
        continue;
      }
      const auto number = static_cast<std::size_t>(at - names.begin());
      if (is_parameters(spec) && row.kind != TomlNode::Kind::table) point(spec, csv, number, row);
      else if (row.kind != TomlNode::Kind::table)
        draft_.problems.add(
            row.at, "wrong-type",
            std::string(spec.name) + '.' + row.key + " must be a table of columns, not " + std::string(kind_name(row.kind)));
      else cells(spec, csv, number, row);
    }
  }

 private:
  void unknown(const TableSpec& spec, const std::vector<std::string>& names, const TomlNode& row) {
    if (std::find(names.begin(), names.end(), "") != names.end()) return;  // it may be the row whose name could not be read
    std::string message = std::string("no row of ") + std::string(spec.name);
    message += spec.id.empty() ? " is named " : " has the " + std::string(spec.id) + ' ';
    std::string hint = did_you_mean(row.key, names);
    if (hint.empty() && is_parameters(spec)) hint = "put the whole name in quotes";
    if (hint.empty() && spec.id.empty() && !names.empty())
      hint = "rows are named by " + joined(strings_of(spec.key)) + ", such as " + quoted(names.front());
    draft_.problems.add(row.key_at, "unknown-row", message + quoted(row.key), hint);
  }
  void cells(const TableSpec& spec, CsvTable& csv, std::size_t row, const TomlNode& changes) {
    std::vector<std::string> known;
    const std::vector<std::string_view> key = key_of(spec);
    for (const FileColumn& c : spec.columns)
      if (std::find(key.begin(), key.end(), c.name) == key.end()) known.emplace_back(c.name);
    for (const TomlNode& value : changes.items) {
      if (std::find(known.begin(), known.end(), value.key) == known.end())
        draft_.problems.add(value.key_at, "unknown-column",
                            std::string("the table ") + std::string(spec.name) + " has no column " + quoted(value.key) + " to override",
                            did_you_mean_or_list(value.key, known));
      else cell(*spec.find(value.key), csv, row, value);
    }
  }
  /// A parameter that is given one number has no distribution any more.
  void point(const TableSpec& parameters, CsvTable& csv, std::size_t row, const TomlNode& value) {
    cell(*parameters.find("value"), csv, row, value);
    if (!apply_) return;
    put(csv, row, "distribution", "point", value.at);
    put(csv, row, "low", "", value.at);
    put(csv, row, "high", "", value.at);
  }
  void cell(const FileColumn& column, CsvTable& csv, std::size_t row, const TomlNode& value) {
    const auto text = field_text(value);
    if (!text) {
      draft_.problems.add(value.at, "wrong-type", column.name + " cannot be " + std::string(kind_name(value.kind)),
                          "write what would stand in the table");
      return;
    }
    const Field field{*text, value.at};
    check(Cell{column, field, draft_.indexes, draft_.problems});
    if (apply_) put(csv, row, column.name, *text, value.at);
  }
  static void put(CsvTable& csv, std::size_t row, std::string_view column, std::string text, Position at) {
    const int c = csv.column(column);
    if (c < 0) return;
    csv.cell(row, static_cast<std::size_t>(c)) = {csv.own.emplace_back(std::move(text)), at};
  }
};

void read_one(Draft& draft, const TomlNode& document, bool apply) {
  std::vector<std::string_view> known{"title", "after"};
  for (const TableDraft& t : draft.tables) known.push_back(t.spec->name);
  const Entries entries(document, "", known, draft.problems);
  entries.title("title");
  Overrider overrider(draft, apply);
  for (TableDraft& t : draft.tables) {
    if (!entries.has(t.spec->name)) continue;
    const TomlNode* changes = entries.table(t.spec->name, false);
    if (changes != nullptr && t.has) overrider.table(*t.spec, t.csv, *changes);
  }
}

void check_order(Draft& draft, const std::map<std::string, std::vector<std::string>>& after, const std::vector<std::string>& chosen) {
  for (const auto& circle : circles(after)) {
    const TomlNode& document = draft.documents.at(std::string("overrides/") + circle.front() + ".toml");
    draft.problems.add(document.find("after")->at, "circle",
                       std::string("overrides come after each other in a circle: ") + circle_text(circle),
                       "remove one name from one `after`");
  }
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    const auto waits = after.find(chosen[i]);
    if (waits == after.end()) continue;
    for (const std::string& other : waits->second)
      if (std::find(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(i), other) ==
          chosen.begin() + static_cast<std::ptrdiff_t>(i))
        draft.problems.add(
            draft.documents.at(std::string("overrides/") + chosen[i] + ".toml").find("after")->at, "wrong-order",
            std::string("the override ") + quoted(chosen[i]) + " comes after " + quoted(other) + ", which is not listed before it",
            std::string("list ") + quoted(other) + " first");
  }
}

}  // namespace

void read_overrides(Draft& draft, const std::vector<std::string>& chosen) {
  std::map<std::string, std::vector<std::string>> after;
  for (const auto& [name, document] : draft.folder("overrides")) {
    if (std::find(chosen.begin(), chosen.end(), name) == chosen.end()) read_one(draft, *document, false);
    for (const TomlNode* other : Entries(*document, "", draft.problems).texts("after", false))
      if (draft.check_refers("overrides", other->text, other->at, "the override")) after[name].push_back(other->text);
  }
  const Position call{draft.problems.file("overrides")};
  for (std::size_t i = 0; i < chosen.size(); ++i) {
    if (std::find(chosen.begin(), chosen.begin() + static_cast<std::ptrdiff_t>(i), chosen[i]) !=
        chosen.begin() + static_cast<std::ptrdiff_t>(i)) {
      draft.problems.add(call, "repeated-override", std::string("the override ") + quoted(chosen[i]) + " is listed twice");
      continue;
    }
    if (!draft.check_refers("overrides", chosen[i], call, "the override")) continue;
    const auto document = draft.documents.find(std::string("overrides/") + chosen[i] + ".toml");
    if (document != draft.documents.end()) read_one(draft, document->second, true);
  }
  check_order(draft, after, chosen);
}

}  // namespace entrepot::reading
