#include "scenario/folder.hpp"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <system_error>

#include "scenario/text/encoding.hpp"
#include "scenario/text/problems.hpp"

namespace entrepot {
namespace fs = std::filesystem;
namespace {

[[noreturn]] void refuse(std::string_view file, std::string_view code, std::string_view message, std::string_view hint = "") {
  throw ScenarioError({Diagnostic{reading::one_line(file), 0, 0, std::string(code), reading::one_line(message), reading::one_line(hint)}});
}

bool is_scenario(const fs::path& folder) {
  std::error_code ignored;
  return fs::exists(folder / "scenario.toml", ignored);
}
std::vector<std::string> shipped(std::string_view more) {
  std::vector<std::string> names;
  std::error_code ignored;
  for (const fs::path shelf : reading::shelves(more))
    for (fs::directory_iterator at(shelf, ignored), end; !ignored && at != end; at.increment(ignored))
      if (is_scenario(at->path())) names.push_back(at->path().filename().string());
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::string lower(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return text;
}
std::string ending_of(std::string_view name) { return std::string(name.substr(name.rfind('.'))); }

/// Reads one folder without its subfolders: files whose ending matters, links that stay inside.
class FolderReader {
  fs::path root_, real_root_;
  reading::Folder out_;

 public:
  explicit FolderReader(const fs::path& root) : root_{root} {
    std::error_code ignored;
    real_root_ = fs::canonical(root, ignored);
  }
  void read(const std::string& below, std::string_view ending) {
    std::error_code failed;
    const fs::path folder = below.empty() ? root_ : root_ / below;
    if (!fs::exists(folder, failed)) return;
    if (!fs::is_directory(folder, failed)) {
      problem(below, "not-a-folder", "this is a file, not a folder");
      return;
    }
    for (fs::directory_iterator at(folder, failed), end; !failed && at != end; at.increment(failed)) {
      const std::string name = at->path().filename().string();
      const std::string path = below.empty() ? name : below + '/' + name;
      if (name.starts_with('.')) continue;
      if (name.ends_with(ending)) read_file(path, at->path());
      else if (lower(name).ends_with(ending))
        problem(path, "wrong-ending", "the ending is not read", std::string("name the file *") + ending_of(ending));
    }
    if (failed) problem(below, "unreadable", std::string("the folder cannot be read: ") + failed.message());
  }
  /// Folders that nobody reads, but whose name is near to that of one that is missing.
  void look_for_slips() {
    std::error_code failed;
    for (fs::directory_iterator at(root_, failed), end; !failed && at != end; at.increment(failed)) {
      const std::string name = at->path().filename().string();
      std::error_code ignored;
      if (!at->is_directory(ignored) || fs::is_empty(at->path(), ignored)) continue;
      const std::string meant = reading::meant_folder(name, [&](std::string_view folder) {
        std::error_code none;
        return fs::exists(root_ / folder, none);
      });
      if (!meant.empty()) problem(name, "unknown-folder", "no folder of a scenario has this name", "did you mean \"" + meant + "\"?");
    }
  }
  reading::Folder take() { return std::move(out_); }

 private:
  void problem(const std::string& file, std::string_view code, std::string_view message, std::string hint = "") {
    out_.problems.push_back({reading::one_line(file), 0, 0, std::string(code), reading::one_line(message), std::move(hint)});
  }
  void read_file(const std::string& name, const fs::path& path) {
    std::error_code failed;
    const fs::path real = fs::canonical(path, failed);
    if (failed) return problem(name, "unreadable", std::string("the file cannot be read: ") + failed.message());
    const auto [at_root, at_file] = std::mismatch(real_root_.begin(), real_root_.end(), real.begin(), real.end());
    if (at_root != real_root_.end())
      return problem(name, "leaves-folder", "the link leads out of the folder of the scenario", "copy the file into it");
    const fs::file_status status = fs::status(real, failed);
    if (fs::is_directory(status)) return problem(name, "not-a-file", "this is a folder, not a file", "a scenario has a file of this name");
    if (!fs::is_regular_file(status)) return problem(name, "not-a-file", "this is no regular file", "a scenario has a file of this name");
    const auto size = fs::file_size(real, failed);
    if (!failed && size > reading::largest_file)
      return problem(name, "large-file", std::string("the file has ") + std::to_string(size) + " bytes", "at most 64000000 are read");
    std::ifstream in(real, std::ios::binary);
    std::string text(failed ? 0 : static_cast<std::size_t>(size), '\0');
    in.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!in || in.gcount() != static_cast<std::streamsize>(text.size())) return problem(name, "unreadable", "the file cannot be read");
    out_.files.emplace(name, std::move(text));
  }
};

}  // namespace

std::vector<std::string> reading::shelves(std::string_view more) {
  std::vector<std::string> all;
  if (const char* given = std::getenv("ENTREPOT_SCENARIOS"); given != nullptr && *given != '\0') all.emplace_back(given);
  if (!more.empty()) all.emplace_back(more);
  all.emplace_back(ENTREPOT_INSTALLED_SCENARIOS);
  all.emplace_back(ENTREPOT_SOURCE_SCENARIOS);
  return all;
}

reading::Folder reading::read_folder(std::string_view path) {
  FolderReader reader{fs::path(path)};
  reader.read("", "scenario.toml");
  reader.read("", "sources.toml");
  reader.read("", ".csv");
  reader.read("data", ".csv");
  reader.read("data/layers", ".csv");
  for (const char* folder : {"strategies", "beliefs", "rules", "preferences", "overrides"}) reader.read(folder, ".toml");
  reader.look_for_slips();
  return reader.take();
}

std::string find_scenario(std::string_view path_or_name, std::string_view shelf) {
  const std::string name(path_or_name);
  std::error_code failed;
  if (name.empty() || name.size() > 4000 || name.find('\0') != std::string::npos)
    refuse(name.substr(0, 100), "no-scenario", "this is no path and no name of a scenario");
  const auto refuse_file = [&] {
    refuse(name, "not-a-folder", "this is a file, not a folder", "a scenario is a folder with a scenario.toml");
  };
  const bool is_path = name.find('/') != std::string::npos || name == "." || name == "..";
  if (is_path || is_scenario(name)) {
    if (fs::is_directory(name, failed)) return name;
    if (fs::exists(name, failed)) refuse_file();
    refuse(name, "no-scenario", "there is no such folder");
  }
  for (const fs::path place : reading::shelves(shelf)) {
    if (is_scenario(place / name)) return (place / name).string();
    if (fs::is_directory(place / name, failed))
      refuse(name, "base-only", "this folder is there to be extended; it is no scenario itself",
             "write extends = [\"" + name + "\"] in the scenario.toml of a folder of your own");
  }
  const std::vector<std::string> known = shipped(shelf);
  if (fs::is_directory(name, failed)) refuse(name, "no-scenario", "the folder has no scenario.toml, and no shipped scenario has this name");
  if (fs::exists(name, failed)) refuse_file();
  refuse(name, "no-scenario", "no shipped scenario has this name and no folder either", reading::did_you_mean_or_list(name, known));
}

Scenario read_scenario(std::string_view path_or_name, const LoadOptions& options) {
  const std::string path = find_scenario(path_or_name, options.shelf);
  reading::Folder folder = reading::read_folder(path);
  return reading::load(reading::with_bases(folder.files, std::move(folder.problems), path, options.shelf), options, path);
}

ScenarioFiles files_of(std::string_view path_or_name, std::string_view shelf) {
  const std::string path = find_scenario(path_or_name, shelf);
  reading::Folder folder = reading::read_folder(path);
  reading::Stack stack = reading::with_bases(folder.files, std::move(folder.problems), path, shelf);
  if (!stack.problems.empty()) {
    std::vector<Diagnostic> all;
    for (reading::FileProblem& problem : stack.problems) all.push_back(std::move(problem.diagnostic));
    throw ScenarioError(std::move(all));
  }
  return stack.extends ? reading::flattened(stack) : std::move(folder.files);
}

ScenarioFiles flattened(const ScenarioFiles& files, std::string_view folder, std::string_view shelf) {
  const reading::Stack stack = reading::with_bases(files, {}, folder, shelf);
  return stack.extends ? reading::flattened(stack) : files;
}

void write_files(const ScenarioFiles& files, std::string_view folder) {
  std::error_code failed;
  const fs::path root(folder);
  const std::string name(folder);
  if (name.empty()) refuse(name, "no-folder", "no folder is named", "name a new folder");
  if (fs::exists(root, failed) && !fs::is_directory(root, failed))
    refuse(name, "not-a-folder", "this is a file, not a folder", "nothing is written over it");
  if (fs::exists(root, failed) && !fs::is_empty(root, failed))
    refuse(name, "folder-not-empty", "the folder is not empty", "nothing is written over what is there; name a new folder");
  for (const auto& [path, text] : files)
    if (!reading::stays_inside(path))
      refuse(path, "leaves-folder", "the path leaves the folder of the scenario", "name files relative to it, without ..");
  for (const auto& [path, text] : files) {
    const fs::path target = root / path;
    fs::create_directories(target.parent_path(), failed);
    std::ofstream out(target, std::ios::binary);
    out.write(text.data(), static_cast<std::streamsize>(text.size()));
    out.close();
    if (!out) refuse(path, "unwritable", std::string("the file cannot be written to ") + name);
  }
}

}  // namespace entrepot
