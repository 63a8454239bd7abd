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

/// Whether the file is one of ours; a stray table or a file with a name that nobody can refer to is a problem, anything else is left alone.
bool is_ours(std::string_view path, std::uint32_t file, const Schema& schema, Problems& problems) {
  if (path == "scenario.toml" || path == "sources.toml" || schema.by_path(path) != nullptr) return true;
  if (path.ends_with(".csv") && (path.starts_with("data/") || path.find('/') == std::string_view::npos)) {
    problems.add({file}, "unknown-file", "no table of a scenario has this name", did_you_mean(path, schema.paths()));
    return false;
  }
  for (const std::string_view folder : folders) {
    if (!path.starts_with(std::string(folder) + '/') || !path.ends_with(".toml")) continue;
    const std::string_view name = path.substr(folder.size() + 1, path.size() - folder.size() - 6);
    return check_name(name, {file}, "the file name", problems);
  }
  return false;
}

void parse_csv(Problems& problems, const std::vector<Piece>& pieces, TableDraft& table) {
  const TableSpec& spec = *table.spec;
  for (const Piece& piece : pieces) {
    const std::uint32_t file = problems.file(piece.place, spec.file().path);
    const std::string_view text = checked_text(piece.text, file, problems);
    if (text.empty()) continue;
    CsvTable one = read_csv(text, file, problems);
    if (one.header.empty()) continue;
    check_header(one, spec, problems);
    if (!spec.id.empty()) check_unique(one, spec.id, problems);
    if (table.has) lay_over(table.csv, std::move(one), spec.id);
    else table.csv = std::move(one);
    table.has = true;
  }
  if (table.has && table.csv.rows() == 0 && !spec.may_have_no_rows) {
    problems.add({table.csv.file}, "no-rows", std::string(spec.name) + " has no rows", "a scenario has at least one");
    table.has = false;  // one problem, not one for everything that names its rows
  }
}

/// Rows by name of every table whose rows have names.
Indexes indexes_of(const Draft& draft) {
  Indexes all;
  for (const TableDraft& t : draft.tables) {
    const FileColumn* id = t.spec->find(t.spec->id);
    if (id == nullptr || (id->form() != Form::id && id->form() != Form::state_code)) continue;
    const auto ids = t.has ? ids_of(t.csv, id->name) : std::vector<std::string_view>{};
    const bool every_row_has_one = std::find(ids.begin(), ids.end(), std::string_view{}) == ids.end();
    const std::string_view noun = draft.schema.noun(t.spec->name);
    all.emplace(t.spec->name, ids.empty() || !every_row_has_one ? Index::unknown(noun) : Index(ids, noun));
  }
  return all;
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
    if (!is_ours(path, file, draft.schema, draft.problems)) continue;
    draft.present.emplace(path, file);
    const auto table = std::find_if(draft.tables.begin(), draft.tables.end(),
                                    [&, name = std::string_view(path)](const TableDraft& t) { return t.spec->file().path == name; });
    if (table != draft.tables.end()) {
      parse_csv(draft.problems, pieces, *table);
    } else if (auto document = read_document(path, pieces, draft.problems)) {
      draft.documents.emplace(path, std::move(*document));
    }
  }
  draft.all_known = stack.whole;
  missing(draft, "scenario.toml");
  missing(draft, "sources.toml");
  for (const TableSpec& spec : draft.schema.tables())
    if (!spec.may_be_missing) missing(draft, spec.file().path);
  draft.indexes = indexes_of(draft);
}

}  // namespace entrepot::reading
