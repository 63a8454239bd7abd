// Writes the pages of docs/model that are read off the library itself: its tables of columns, its parameters, its outcomes and events.
//
//   entrepot_describe REPO           writes columns.md, parameters.md, outcome_list.md and events.md in REPO/docs/model
//   entrepot_describe --check REPO   ends with 1 and names the first differing line if a committed page is not what would be written
//
// Values, distributions and sources of parameters are those of REPO/libagents/scenarios/baseline and what it extends.
#include <array>
#include <charconv>
#include <fstream>
#include <initializer_list>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/run/model.hpp"
#include "entrepot/run/outcomes.hpp"
#include "entrepot/scenario/scenario.hpp"
#include "entrepot/world/frame.hpp"
#include "entrepot/world/world.hpp"

namespace {

using namespace entrepot;

constexpr std::string_view header =
    "<!-- Written by tools/describe.cpp (build target entrepot_describe); edit the library or the scenario, not this page. -->\n\n";

/// Texts in a row. (With `"..." + std::string` GCC 12 warns of an overlap that is not there.)
std::string joined(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts) out += part;
  return out;
}

std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += '\\';
    out += c;
  }
  return out;
}

std::string row(const std::vector<std::string>& fields) {
  std::string out = "|";
  for (const std::string& f : fields) out += f.empty() ? std::string(" |") : joined({" ", cell(f), " |"});
  return out += "\n";
}

std::string head(const std::vector<std::string>& names) { return row(names) + row(std::vector<std::string>(names.size(), "---")); }

std::string number(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

std::string_view name_of(DType type) {
  constexpr std::array<std::string_view, 7> names{"f64", "i64", "u64", "i32", "u32", "u8", "text"};
  return names[static_cast<std::size_t>(type)];
}

std::string_view name_of(Role role) {
  constexpr std::array<std::string_view, 3> names{"state", "derived", "frozen"};
  return names[static_cast<std::size_t>(role)];
}

// ---- Columns

std::string code(std::string_view text) { return joined({"`", text, "`"}); }

/// How a column is given in the file of its table: name, allowed values, whether a field may be empty.
std::string given_text(const ColumnInfo& c) {
  if (!c.is_given()) return "";
  const bool has_range = c.file.form == Form::number || c.file.form == Form::whole;
  return joined({code(c.file_name()), has_range ? " " : "", has_range ? c.file.allowed.text() : "", c.file.may_be_empty ? " or empty" : ""});
}

std::string table_of(std::span<const ColumnInfo> list, const void* table, bool has_file) {
  std::vector<std::string> names{"column", "type", "inner axes", "unit", "range", "role", "what"};
  if (has_file) names.emplace_back("in the file");
  std::string out = head(names);
  for (const ColumnInfo& c : list) {
    std::vector<std::string> fields{code(c.name),  std::string(name_of(c.view(table).type)), c.axes_text(), std::string(c.unit),
                                    c.range.text(), std::string(name_of(c.role)),             std::string(c.doc)};
    if (has_file) fields.push_back(given_text(c));
    out += row(fields);
  }
  return out;
}

std::string section(std::string_view name, std::string_view doc, const TableFile& file, std::span<const ColumnInfo> list,
                    const void* table) {
  std::string out = joined({"\n## ", name, "\n\n", doc, "."});
  if (!file.path.empty()) out += joined({" File: ", code(file.path), "."});
  for (const ColumnInfo& c : file.only) out += joined({" Only the file has ", code(c.name), " (", c.doc, ")."});
  return out + joined({"\n\n", table_of(list, table, !file.path.empty())});
}

std::string columns_page() {
  std::string out =
      std::string(header) +
      "# Columns\n\n"
      "Every table of a `World`, column by column. *state*: saved, hashed and compared. *derived*: rebuilt from state. *frozen*: does not\n"
      "change in a run. A row number of another table (a \"state\", a \"firm\", an \"agent\") is an `i32`, -1 for none. *In the file*: its name\n"
      "there, with what stands behind it for each position of an inner axis (`tier_home`, `tier_rival`), and the numbers that a file may give.\n";
  World world;
  standard_model().equip(world);
  for (const TableInfo* t : all_tables(world)) out += section(t->name, t->doc, t->file, t->columns, t->of(world));
  const Frame frame;
  out += section("frame: alliance", "edges of the frozen layer of alliances", file_of<AllianceEdges>, columns<AllianceEdges>, &frame.alliance_edges);
  out += section("frame: trade", "edges of the frozen layer of trade", file_of<TradeEdges>, columns<TradeEdges>, &frame.trade_edges);
  return out;
}

// ---- Parameters

using Record = std::vector<std::string>;

/// One line of RFC 4180 without line breaks inside quotes, which parameters.csv does not have.
Record fields_of(std::string_view line) {
  Record fields(1);
  bool quoted = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '"' && quoted && i + 1 < line.size() && line[i + 1] == '"') fields.back() += line[i++];
    else if (line[i] == '"') quoted = !quoted;
    else if (line[i] == ',' && !quoted) fields.emplace_back();
    else fields.back() += line[i];
  }
  return fields;
}

std::string text_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw std::runtime_error("cannot read " + path);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::map<std::string, std::map<std::string, std::string>> parameter_rows(const std::string& repo) {
  std::istringstream lines(files_of(repo + "/libagents/scenarios/baseline").at("parameters.csv"));
  std::string line;
  std::getline(lines, line);
  const Record names = fields_of(line);
  std::map<std::string, std::map<std::string, std::string>> rows;
  while (std::getline(lines, line)) {
    const Record fields = fields_of(line);
    if (fields.size() != names.size())
      throw std::runtime_error("parameters.csv: a line has another number of fields than its header: " + line);
    for (std::size_t i = 0; i < names.size(); ++i) rows[fields[0]][names[i]] = fields[i];
  }
  return rows;
}

std::string parameters_page(const std::string& repo) {
  std::string out = std::string(header) +
                    "# Parameters\n\n"
                    "What the stages of this version read. Name, unit, allowed range and meaning are declared beside each stage; value, "
                    "distribution, bounds,\n"
                    "source and note are those of the scenario `baseline` (`libagents/scenarios/common/parameters.csv`). `point` has one "
                    "value; the other\n"
                    "distributions lie between low and high. A source `assumption:...` is a number that no source gives.\n";
  auto rows = parameter_rows(repo);
  std::string_view stage;
  for (const ParameterInfo& p : standard_model().parameters()) {
    const std::string_view prefix = p.name.substr(0, p.name.find('.'));
    if (prefix != stage)
      out += joined(
          {"\n## ", prefix, "\n\n", head({"name", "unit", "allowed", "what", "value", "distribution", "low", "high", "source", "note"})});
    stage = prefix;
    const auto at = rows.find(std::string(p.name));
    if (at == rows.end()) throw std::runtime_error("parameters.csv has no row " + std::string(p.name));
    auto& r = at->second;
    out += row({code(p.name), std::string(p.unit), joined({"[", number(p.lowest), ", ", number(p.highest), "]"}), std::string(p.doc),
                r["value"], r["distribution"], r["low"], r["high"], r["source"], r["note"]});
    rows.erase(at);
  }
  if (!rows.empty()) throw std::runtime_error("parameters.csv has a row that no stage reads: " + rows.begin()->first);
  return out;
}

// ---- Outcomes and events

std::string outcome_page() {
  std::string out = std::string(header) +
                    "# Outcomes, as the library lists them\n\n"
                    "How each outcome is computed stands in outcomes.md.\n\n## Outcomes\n\n" +
                    head({"outcome", "unit", "what"});
  for (const OutcomeInfo& o : standard_model().outcomes()) out += row({code(o.name), std::string(o.unit), std::string(o.doc)});
  return out;
}

std::string event_page() {
  std::string out = std::string(header) +
                    "# Events\n\n"
                    "The World counts events by kind (`event_counts`). Rows go to whoever asked for the kind and never come back into a "
                    "run. Beside its own fields a\n"
                    "row has `id`, the number of the event in its run (the same whoever records what), `cause`, that of the event it "
                    "follows from (-1: none), and\n"
                    "`quarter`.\n";
  for (const Stage& stage : standard_model().stages())
    for (const EventInfo& e : stage.info().events) {
      out += joined({"\n## ", e.name, "\n\nStage `", stage.name(), "`: ", e.doc, ".\n\n", head({"field", "type", "unit", "what"})});
      for (const FieldInfo& f : e.fields) out += row({code(f.name), std::string(name_of(f.type)), std::string(f.unit), std::string(f.doc)});
    }
  return out;
}

// ---- Write or check

struct Page {
  std::string path, text;
};

std::vector<Page> pages_of(const std::string& repo) {
  const std::string folder = repo + "/docs/model/";
  return {{folder + "columns.md", columns_page()},
          {folder + "parameters.md", parameters_page(repo)},
          {folder + "outcome_list.md", outcome_page()},
          {folder + "events.md", event_page()}};
}

/// Number of the first line in which two texts differ, from 1; none if they are equal.
std::optional<std::size_t> first_differing_line(const std::string& left, const std::string& right) {
  if (left == right) return std::nullopt;
  std::istringstream a(left), b(right);
  std::string x, y;
  for (std::size_t line = 1;; ++line) {
    const bool more_left = static_cast<bool>(std::getline(a, x)), more_right = static_cast<bool>(std::getline(b, y));
    if (!more_left || !more_right || x != y) return line;
  }
}

bool check(const Page& page) {
  const auto line = first_differing_line(text_of(page.path), page.text);
  if (line) std::cerr << page.path << ":" << *line << ": not what the library says; run entrepot_describe on the repository\n";
  return !line;
}

int run(const std::vector<std::string>& arguments) {
  const bool only_check = arguments.size() == 2 && arguments[0] == "--check";
  if (arguments.size() != 1 && !only_check) {
    std::cerr << "usage: entrepot_describe [--check] REPO\n";
    return 2;
  }
  bool equal = true;
  for (const Page& page : pages_of(arguments.back())) {
    if (only_check) {
      equal = check(page) && equal;
      continue;
    }
    std::ofstream file(page.path, std::ios::binary);
    file << page.text;
    if (!file.flush()) throw std::runtime_error("cannot write " + page.path);
  }
  return equal ? 0 : 1;
}

}  // namespace

int main(int count, char** words) {
  try {
    return run(std::vector<std::string>(words + 1, words + count));
  } catch (const std::exception& error) {
    std::cerr << "entrepot_describe: " << error.what() << "\n";
    return 2;
  }
}
