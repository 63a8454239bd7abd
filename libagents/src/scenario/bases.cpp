// What a scenario extends: bases are found, read and laid under its own files (docs/scenario_format.md, "Scenarios that extend others").
#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <set>
#include <system_error>

#include "scenario/folder.hpp"
#include "scenario/merge.hpp"
#include "scenario/read/draft.hpp"
#include "scenario/text/encoding.hpp"

namespace entrepot::reading {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view header_name = "scenario.toml";
/// What a folder has that somebody meant as a scenario or as a base: results of the same name have none of it.
constexpr std::array<std::string_view, 8> signs{"scenario.toml", "sources.toml", "parameters.csv", "strategies",
                                                "beliefs",       "rules",        "preferences",    "overrides"};

bool is_path(std::string_view base) { return base.find('/') != std::string_view::npos || base == "." || base == ".."; }
bool is_same(const fs::path& a, const fs::path& b) {
  std::error_code ignored;
  return fs::equivalent(a, b, ignored);
}
std::string with_slash(const fs::path& folder) {
  const std::string text = folder.lexically_normal().string();
  return text.ends_with('/') ? text : text + '/';
}
fs::path canonical_folder(const fs::path& folder) {
  std::error_code failed;
  fs::path real = fs::canonical(folder, failed);
  return failed ? folder : real;
}
bool looks_like_one(const fs::path& folder) {
  std::error_code ignored;
  return std::any_of(signs.begin(), signs.end(), [&](std::string_view name) { return fs::exists(folder / name, ignored); });
}
std::vector<std::string> names_on(const std::vector<std::string>& shelves) {
  std::set<std::string> names;
  for (const std::string& shelf : shelves) {
    std::error_code failed;
    for (fs::directory_iterator at(shelf, failed), end; !failed && at != end; at.increment(failed))
      if (looks_like_one(at->path())) names.insert(at->path().filename().string());
  }
  return {names.begin(), names.end()};
}

class Stacker {
  /// A folder: where it is, and what stands before the names of its files in diagnostics ("" or with a slash at the end).
  struct Place {
    fs::path folder;
    std::string shown;
  };
  Stack out_;
  Problems problems_;
  std::vector<std::string> shelves_;
  std::vector<fs::path> open_, done_;  ///< canonical folders: those that are being extended now, those that are laid

 public:
  explicit Stacker(std::string_view shelf) : shelves_{shelves(shelf)} {}

  Stack stack(const ScenarioFiles& own, std::vector<Diagnostic> problems, const fs::path& folder) {
    for (Diagnostic& d : problems) out_.problems.push_back({d.file, std::move(d)});
    if (!folder.empty()) open_.push_back(canonical_folder(folder));
    add(own, {folder, ""});
    problems_.throw_if_any();
    return std::move(out_);
  }

 private:
  void add(const ScenarioFiles& files, const Place& place) {
    if (const std::optional<TomlNode> header = header_of(files, place)) {
      const Entries entries(*header, "", problems_);
      add_bases(place, entries);
      leave_out(entries);
    }
    for (const auto& [path, text] : files) {
      std::vector<Piece>& pieces = out_.files[path];
      if (!is_merged(path)) pieces.clear();
      pieces.push_back({place.shown + path, text});
    }
  }

  /// The document of a folder's scenario.toml; nothing if there is none or it cannot be read.
  std::optional<TomlNode> header_of(const ScenarioFiles& files, const Place& place) {
    const auto text = files.find(std::string(header_name));
    if (text == files.end()) return std::nullopt;
    const std::uint32_t file = problems_.file(place.shown + std::string(header_name));
    Problems told_later = problems_;  // by parse_files
    const std::string_view usable = checked_text(text->second, file, told_later);
    auto document = usable.empty() ? std::nullopt : read_toml(usable, file, told_later);
    if (!document) out_.whole = false;
    return document;
  }

  /// Takes files of bases away.
  void leave_out(const Entries& header) {
    for (const TomlNode* path : header.texts("without", false)) {
      if (out_.files.erase(path->text) > 0) continue;
      std::vector<std::string> known;
      for (const auto& [name, pieces] : out_.files) known.push_back(name);
      problems_.add(path->at, "unknown-file", std::string("without names ") + reading::quoted(path->text) + ", which no base has",
                    did_you_mean(path->text, known));
    }
  }

  void add_bases(const Place& sayer, const Entries& header) {
    std::vector<fs::path> listed;
    for (const TomlNode* base : header.texts("extends", false)) {
      out_.extends = true;
      const std::optional<Place> place = find(sayer, *base);
      if (!place) continue;
      const fs::path real = canonical_folder(place->folder);
      if (const auto circle = std::find(open_.begin(), open_.end(), real); circle != open_.end()) {
        std::vector<std::string> names;
        for (auto at = circle; at != open_.end(); ++at) names.push_back(at->filename().string());
        problems_.add(base->at, "circle", "scenarios extend each other in a circle: " + circle_text(names),
                      "remove one of them from one `extends`");
      } else if (std::find(listed.begin(), listed.end(), real) != listed.end()) {
        problems_.add(base->at, "repeated-base", std::string("the base ") + reading::quoted(base->text) + " is listed twice", "remove one");
      } else {
        listed.push_back(real);
        if (std::find(done_.begin(), done_.end(), real) == done_.end()) add_base(*base, *place, real);
      }
    }
  }

  void add_base(const TomlNode& base, const Place& place, const fs::path& real) {
    Folder read = read_folder(place.folder.string());
    if (read.files.empty() && read.problems.empty()) {
      problems_.add(base.at, "empty-base",
                    std::string("the base ") + reading::quoted(base.text) + " is a folder without any file of a scenario");
      return;
    }
    for (Diagnostic& d : read.problems) {
      const std::string path = d.file;
      d.file = one_line(place.shown + path);
      out_.problems.push_back({path, std::move(d)});
    }
    open_.push_back(real);
    add(out_.bases.emplace_back(std::move(read.files)), place);
    open_.pop_back();
    done_.push_back(real);
  }

  /// Where a base is; nothing, with a problem, if it is nowhere.
  std::optional<Place> find(const Place& sayer, const TomlNode& base) {
    const bool is_usable = !base.text.empty() && base.text.size() <= 4000 && base.text.find('\0') == std::string::npos;
    std::error_code ignored;
    if (!is_usable) {
      problems_.add(base.at, "unknown-base", reading::quoted(base.text) + " is no path and no name of a scenario");
    } else if (is_path(base.text)) {
      const fs::path folder = (sayer.folder / base.text).lexically_normal();
      if (fs::is_directory(folder, ignored)) return Place{folder, with_slash(fs::path(sayer.shown) / base.text)};
      problems_.add(base.at, "unknown-base", std::string("there is no folder ") + reading::quoted(base.text),
                    "paths in `extends` begin at the folder of the scenario that has it");
    } else {
      std::vector<std::string> places = shelves_;
      if (!sayer.folder.empty()) places.insert(places.begin(), canonical_folder(sayer.folder).parent_path().string());
      for (const fs::path place : places) {
        const fs::path folder = place / base.text;
        if (looks_like_one(folder) && !is_same(folder, sayer.folder)) return Place{folder, with_slash(folder)};
      }
      problems_.add(base.at, "unknown-base", reading::quoted(base.text) + " is no shipped scenario and no folder beside this one",
                    did_you_mean_or_list(base.text, names_on(places)));
    }
    return std::nullopt;
  }
};

}  // namespace

Stack with_bases(const ScenarioFiles& own, std::vector<Diagnostic> problems, std::string_view folder, std::string_view shelf) {
  return Stacker(shelf).stack(own, std::move(problems), fs::path(folder));
}

}  // namespace entrepot::reading
