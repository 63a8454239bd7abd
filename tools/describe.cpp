// Writes the pages of docs/model that are read off the library itself: its tables of columns, its parameters, its outcomes and events.
//
//   entrepot_describe REPO           writes columns.md, parameters.md, outcome_list.md and events.md in REPO/docs/model
//   entrepot_describe --check REPO   ends with 1 and names the first differing line if a committed page is not what would be written
//
// Values, distributions and sources of parameters are those of REPO/libagents/scenarios/baseline and what it extends.
#include <array>
#include <charconv>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <optional>
#include <sstream>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/run/describe.hpp"
#include "entrepot/run/model.hpp"
#include "entrepot/scenario/scenario.hpp"
#include "entrepot/world/frame.hpp"
#include "entrepot/world/world.hpp"

namespace {

using namespace entrepot;
using markdown::joined;

constexpr std::string_view header =
    "<!-- Written by tools/describe.cpp (build target entrepot_describe); edit the library or the scenario, not this page. -->\n\n";

std::string number(double value) {
  std::array<char, 32> text{};
  const auto end = std::to_chars(text.data(), text.data() + text.size(), value).ptr;
  return {text.data(), end};
}

// ---- Columns

std::string columns_page() {
  std::string out =
      std::string(header) +
      "# Columns\n\n"
      "Every table of a `World`, column by column. *state*: saved, hashed and compared. *derived*: rebuilt from state. *frozen*: does not\n"
      "change in a run. A row number of another table (a \"state\", a \"firm\", an \"agent\") is an `i32`, -1 for none. *In the file*: its "
      "name\n"
      "there, with what stands behind it for each position of an inner axis (`tier_home`, `tier_rival`), and the numbers that a file may "
      "give.\n";
  out += markdown::tables(standard_model());
  out += markdown::table("frame: alliance", "edges of the frozen layer of alliances", file_of<AllianceEdges>, columns<AllianceEdges>);
  out += markdown::table("frame: trade", "edges of the frozen layer of trade", file_of<TradeEdges>, columns<TradeEdges>);
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
      out += joined({"\n## ", prefix, "\n\n",
                     markdown::head({"name", "unit", "allowed", "what", "value", "distribution", "low", "high", "source", "note"})});
    stage = prefix;
    const auto at = rows.find(std::string(p.name));
    if (at == rows.end()) throw std::runtime_error("parameters.csv has no row " + std::string(p.name));
    auto& r = at->second;
    out += markdown::row({markdown::code(p.name), std::string(p.unit), joined({"[", number(p.lowest), ", ", number(p.highest), "]"}),
                          std::string(p.doc), r["value"], r["distribution"], r["low"], r["high"], r["source"], r["note"]});
    rows.erase(at);
  }
  if (!rows.empty()) throw std::runtime_error("parameters.csv has a row that no stage reads: " + rows.begin()->first);
  return out;
}

// ---- Outcomes and events

std::string outcome_page() {
  return std::string(header) +
         "# Outcomes, as the library lists them\n\n"
         "How each outcome is computed stands in outcomes.md.\n\n## Outcomes\n\n" +
         markdown::outcomes(standard_model());
}

std::string event_page() {
  return std::string(header) +
         "# Events\n\n"
         "The World counts events by kind (`event_counts`). Rows go to whoever asked for the kind and never come back into a "
         "run. Beside its own fields a\n"
         "row has `id`, the number of the event in its run (the same whoever records what), `cause`, that of the event it "
         "follows from (-1: none), and\n"
         "`quarter`.\n" +
         markdown::events(standard_model());
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
