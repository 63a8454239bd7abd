// scenario/folder.hpp: reading a folder into files, and files into a scenario.
#pragma once
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/scenario/scenario.hpp"

namespace entrepot::reading {

/// The files of a folder and what is wrong with them as files.
struct Folder {
  ScenarioFiles files;
  std::vector<Diagnostic> problems;
};
Folder read_folder(std::string_view path);

/// A file of a scenario as it stands in one folder.
struct Piece {
  std::string place;  ///< its name in diagnostics: the path in the scenario's own folder, or that of a base's file
  std::string_view text;
};
/// What is wrong with a file as a file.
struct FileProblem {
  std::string path;  ///< in the scenario
  Diagnostic diagnostic;
};
/// The files of a scenario and of all that it extends.
struct Stack {
  std::deque<ScenarioFiles> bases;                               ///< hold the texts of bases
  std::map<std::string, std::vector<Piece>, std::less<>> files;  ///< path in the scenario -> its pieces, later ones over earlier ones
  std::vector<FileProblem> problems;
  bool extends = false;  ///< whether the scenario's own files are not all
  bool whole = true;     ///< false if a scenario.toml cannot be read, so that nobody knows what it extends
};
/// Lays the files of a scenario over those of its bases. `own` outlives the stack; `folder` is where relative paths in `extends` begin, "" =
/// the working directory. Throws ScenarioError if a base cannot be found.
Stack with_bases(const ScenarioFiles& own, std::vector<Diagnostic> problems, std::string_view folder, std::string_view shelf);
/// One folder with the same content. Throws ScenarioError if files that are to be merged cannot be read.
ScenarioFiles flattened(const Stack& stack);

/// Where shipped scenarios may be, in the order of search; `more` stands behind $ENTREPOT_SCENARIOS.
std::vector<std::string> shelves(std::string_view more);

/// The folder of a scenario that is not there and for which another folder's name was perhaps meant; "" if none.
std::string meant_folder(std::string_view name, const std::function<bool(std::string_view)>& is_there);

Scenario load(const Stack& stack, const LoadOptions& options, std::string_view folder);

}  // namespace entrepot::reading
