// Pass 1: which files are there, and their syntax.
#include <algorithm>
#include <array>
#include <optional>

#include "scenario/folder.hpp"
#include "scenario/merge.hpp"
#include "scenario/read/draft.hpp"
#include "scenario/text/encoding.hpp"

namespace entrepot::reading {
namespace {

constexpr std::array<std::string_view, 5> folders{"strategies", "beliefs", "rules", "preferences", "overrides"};

std::optional<Table> table_of(std::string_view path) {
  for (std::size_t t = 0; t < table_count; ++t)
    if (spec(Table{t}).file == path) return Table{t};
  return std::nullopt;
}

/// Whether the file is one of ours; a stray table or a file with a name that nobody can refer to is a problem, anything else is left alone.
bool is_ours(std::string_view path, std::uint32_t file, Problems& problems) {
  if (path == "scenario.toml" || path == "sources.toml" || table_of(path)) return true;
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

void parse_csv(Draft& draft, const std::vector<Piece>& pieces, Table table) {
  const auto t = static_cast<std::size_t>(table);
  const TableSpec& spec = reading::spec(table);
  for (const Piece& piece : pieces) {
    const std::uint32_t file = draft.problems.file(piece.place, spec.file);
    const std::string_view text = checked_text(piece.text, file, draft.problems);
    if (text.empty()) continue;
    CsvTable one = read_csv(text, file, draft.problems);
    if (one.header.empty()) continue;
    check_header(one, spec, draft.problems);
    if (!spec.id.empty()) check_unique(one, spec.id, draft.problems);
    if (draft.has[t]) lay_over(draft.csv[t], std::move(one), spec.id);
    else draft.csv[t] = std::move(one);
    draft.has[t] = true;
  }
  if (draft.has[t] && draft.csv[t].rows() == 0 && !spec.may_be_empty) {
    draft.problems.add({draft.csv[t].file}, "no-rows", std::string(spec.name) + " has no rows", "a scenario has at least one");
    draft.has[t] = false;  // one problem, not one for everything that names its rows
  }
}

void missing(Draft& draft, std::string_view path) {
  if (draft.present.contains(path) || !draft.all_known) return;
  draft.problems.add({draft.problems.file(path)}, "missing-file", "the file is missing",
                     path == "scenario.toml" ? "a folder without one is no scenario, but others can extend it" : "");
}

}  // namespace

std::string meant_folder(std::string_view name, const std::function<bool(std::string_view)>& is_there) {
  std::vector<std::string> known{"data"};
  known.insert(known.end(), folders.begin(), folders.end());
  if (std::find(known.begin(), known.end(), name) != known.end()) return "";
  const std::string nearest = nearest_name(name, known);
  return nearest.empty() || is_there(nearest) ? "" : nearest;  // beside the right one it may be somebody's copy
}

void parse_files(Draft& draft, const Stack& stack) {
  const auto& files = stack.files;
  for (const auto& [path, pieces] : files) {
    const std::uint32_t file = draft.problems.file(pieces.back().place, path);
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
    if (const auto table = table_of(path)) {
      parse_csv(draft, pieces, *table);
    } else if (auto document = read_document(path, pieces, draft.problems)) {
      draft.documents.emplace(path, std::move(*document));
    }
  }
  draft.all_known = stack.whole;
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
