// Pass 1: which files are there, and their syntax.
#include <algorithm>
#include <array>

#include "scenario/folder.hpp"
#include "scenario/read/draft.hpp"
#include "scenario/text/encoding.hpp"

namespace entrepot::reading {
namespace {

constexpr std::array<std::string_view, 5> folders{"strategies", "beliefs", "rules", "preferences", "overrides"};

const TableSpec* table_of(std::string_view path) {
  for (std::size_t t = 0; t < table_count; ++t)
    if (spec(Table{t}).file == path) return &spec(Table{t});
  return nullptr;
}

/// Whether the file is one of ours; a stray table or a file with a name that nobody can refer to is a problem, anything else is left alone.
bool is_ours(std::string_view path, std::uint32_t file, Problems& problems) {
  if (path == "scenario.toml" || path == "sources.toml" || table_of(path) != nullptr) return true;
  if (path.ends_with(".csv") && (path.starts_with("data/") || path.find('/') == std::string_view::npos)) {
    std::vector<std::string> known;
    for (std::size_t t = 0; t < table_count; ++t) known.emplace_back(spec(Table{t}).file);
    problems.add({file}, "unknown-file", "no table of a scenario has this name", did_you_mean(path, known));
    return false;
  }
  for (const std::string_view folder : folders) {
    if (!path.starts_with(std::string(folder) + '/') || !path.ends_with(".toml")) continue;
    const std::string_view name = path.substr(folder.size() + 1, path.size() - folder.size() - 6);
    return check_name(name, {file}, "the file name", problems);
  }
  return false;
}

void parse_csv(Draft& draft, std::string_view text, const TableSpec& spec, std::uint32_t file) {
  for (std::size_t t = 0; t < table_count; ++t) {
    if (&reading::spec(Table{t}) != &spec) continue;
    draft.csv[t] = read_csv(text, file, draft.problems);
    draft.has[t] = !draft.csv[t].header.empty();
    if (!draft.has[t]) continue;
    check_header(draft.csv[t], spec, draft.problems);
    if (draft.csv[t].rows() == 0 && !spec.may_be_empty) {
      draft.problems.add({file}, "no-rows", std::string(spec.name) + " has no rows", "a scenario has at least one");
      draft.has[t] = false;  // one problem, not one for everything that names its rows
    }
    if (!spec.id.empty()) check_unique(draft.csv[t], spec.id, draft.problems);
  }
}

void missing(Draft& draft, std::string_view path) {
  if (!draft.present.contains(path)) draft.problems.add({draft.problems.file(path)}, "missing-file", "the file is missing");
}

}  // namespace

std::string meant_folder(std::string_view name, const std::function<bool(std::string_view)>& is_there) {
  std::vector<std::string> known{"data"};
  known.insert(known.end(), folders.begin(), folders.end());
  if (std::find(known.begin(), known.end(), name) != known.end()) return "";
  const std::string nearest = nearest_name(name, known);
  return nearest.empty() || is_there(nearest) ? "" : nearest;  // beside the right one it may be somebody's copy
}

void parse_files(Draft& draft, const ScenarioFiles& files) {
  for (const auto& [path, text] : files) {
    const std::uint32_t file = draft.problems.file(path);
    if (!stays_inside(path)) {
      draft.problems.add({file}, "leaves-folder", "the path leaves the folder of the scenario", "name files relative to it, without ..");
      continue;
    }
    if (const std::size_t slash = path.find('/'); slash != std::string::npos) {
      const auto is_there = [&](std::string_view folder) {
        const std::string inside = std::string(folder) + '/';
        const auto first = files.lower_bound(inside);
        return first != files.end() && first->first.starts_with(inside);
      };
      if (const std::string meant = meant_folder(path.substr(0, slash), is_there); !meant.empty())
        draft.problems.add({draft.problems.file(path.substr(0, slash))}, "unknown-folder", "no folder of a scenario has this name",
                           "did you mean \"" + meant + "\"?");
    }
    if (!is_ours(path, file, draft.problems)) continue;
    draft.present.emplace(path, file);
    const std::string_view usable = checked_text(text, file, draft.problems);
    if (usable.empty()) continue;
    if (const TableSpec* table = table_of(path)) {
      parse_csv(draft, usable, *table, file);
    } else if (auto document = read_toml(usable, file, draft.problems)) {
      draft.documents.emplace(path, std::move(*document));
    }
  }
  missing(draft, "scenario.toml");
  missing(draft, "sources.toml");
  for (std::size_t t = 0; t < table_count; ++t) missing(draft, spec(Table{t}).file);
  const auto index = [&](Table t) {
    const auto ids = draft.has_table(t) ? ids_of(draft.table(t), "id") : std::vector<std::string_view>{};
    const bool every_row_has_one = std::find(ids.begin(), ids.end(), std::string_view{}) == ids.end();
    return ids.empty() || !every_row_has_one ? Index() : Index(ids);
  };
  draft.indexes = {index(Table::states), index(Table::firms), index(Table::products)};
}

}  // namespace entrepot::reading
