#include "scenario/read/draft.hpp"

#include <algorithm>

namespace entrepot::reading {
namespace {

constexpr std::string_view ending = ".toml";

std::string stem(std::string_view path, std::string_view folder) {
  return std::string(path.substr(folder.size() + 1, path.size() - folder.size() - 1 - ending.size()));
}

}  // namespace

Draft::Draft(const Model& model) : schema(model.catalogue().get()) {
  for (const TableSpec& spec : schema.tables()) tables.push_back({&spec, {}, false});
  expected = model.parameters();
  outcomes = model.outcomes();
  out.model = model;
}

const TableDraft& Draft::table(std::string_view name) const {
  return *std::find_if(tables.begin(), tables.end(), [&](const TableDraft& t) { return t.spec->name == name; });
}
Columns Draft::columns(std::string_view name) {
  const TableDraft& t = table(name);
  return {t.csv, *t.spec, Surroundings{indexes, out.start, out.start_date, problems, digest}};
}
std::optional<Columns> Draft::fill(std::string_view name, void* into) {
  if (!has_table(name)) return std::nullopt;
  std::optional<Columns> read = columns(name);
  read->fill(into);
  return read;
}
std::optional<Columns> Draft::fill(std::string_view name) {
  return has_table(name) ? fill(name, table(name).spec->table->of(out.start)) : std::nullopt;
}

std::vector<std::pair<std::string, const TomlNode*>> Draft::folder(std::string_view name) const {
  std::vector<std::pair<std::string, const TomlNode*>> found;
  for (const auto& [path, document] : documents)
    if (path.starts_with(std::string(name) + '/')) found.emplace_back(stem(path, name), &document);
  return found;
}

std::vector<std::string> Draft::names_in(std::string_view name) const {
  std::vector<std::string> found;
  for (const auto& [path, number] : present)
    if (path.starts_with(std::string(name) + '/') && path.ends_with(ending)) found.push_back(stem(path, name));
  return found;
}

bool Draft::check_refers(std::string_view folder, std::string_view name, Position at, std::string_view what) {
  if (!check_name(name, at, what, problems)) return false;
  const std::string path = std::string(folder) + '/' + std::string(name) + std::string(ending);
  if (present.contains(path)) return true;
  if (!all_known) return false;
  problems.add(at, "unknown-name", std::string(what) + ' ' + quoted(name) + " has no file " + path,
               did_you_mean_or_list(name, names_in(folder)));
  return false;
}

bool Draft::is_outcome(std::string_view name) const {
  return name == diverted_share || std::any_of(outcomes.begin(), outcomes.end(), [&](const OutcomeInfo& o) { return o.name == name; });
}

void check_outcome(Draft& draft, std::string_view name, Position at, const std::string& path) {
  if (draft.outcomes.empty() || draft.is_outcome(name)) return;
  if (std::find(later_outcomes.begin(), later_outcomes.end(), name) != later_outcomes.end()) {
    draft.out.unread.push_back(draft.problems.path(at.file) + ": " + path);
    return;
  }
  std::vector<std::string> known = strings_of(later_outcomes);
  for (const OutcomeInfo& o : draft.outcomes) known.emplace_back(o.name);
  draft.problems.add(at, "unknown-outcome", path + " names " + quoted(name) + ", which is no outcome", did_you_mean(name, known));
}

void check_source(Draft& draft, std::string_view key, Position at) {
  constexpr std::string_view assumption = "assumption:";
  if (key.starts_with(assumption)) {
    check_name(key.substr(assumption.size()), at, "assumption", draft.problems);
  } else if (draft.sources_known && std::find(draft.source_keys.begin(), draft.source_keys.end(), key) == draft.source_keys.end()) {
    const std::string meant = did_you_mean(key, draft.source_keys);
    draft.problems.add(at, "unknown-source", quoted(key) + " is no key of sources.toml",
                       meant.empty() ? "add it there, or write assumption:<rule>" : meant);
  }
}

void check_days(Draft& draft, const Columns& c, std::string_view first, std::string_view second) {
  for (std::size_t i = 0; i < c.rows(); ++i) {
    const auto begins = c.day(i, first), ends = c.day(i, second);
    if (begins && ends && *ends <= *begins)
      draft.problems.add(c.at(i, second), "wrong-order", std::string(second) + " is not later than " + std::string(first));
  }
}

std::string circle_text(const std::vector<std::string>& circle) {
  constexpr std::size_t most = 8;
  if (circle.size() <= most) return joined(circle) + ", " + circle.front();
  return joined({circle.begin(), circle.begin() + most}) + " and " + std::to_string(circle.size() - most) + " more, " + circle.front();
}

std::vector<std::vector<std::string>> circles(std::map<std::string, std::vector<std::string>> waits_for) {
  std::vector<std::vector<std::string>> found;
  for (;;) {
    // Whoever waits for nobody that is left stands in no circle.
    for (bool changed = true; changed;) {
      changed = false;
      for (auto node = waits_for.begin(); node != waits_for.end();) {
        std::erase_if(node->second, [&](const std::string& other) { return !waits_for.contains(other); });
        const bool free = node->second.empty();
        node = free ? waits_for.erase(node) : std::next(node);
        changed = changed || free;
      }
    }
    if (waits_for.empty()) return found;
    std::vector<std::string> walk{waits_for.begin()->first};
    for (;;) {
      const std::string& next = waits_for.at(walk.back()).front();
      const auto at = std::find(walk.begin(), walk.end(), next);
      if (at != walk.end()) {
        walk.erase(walk.begin(), at);
        break;
      }
      walk.push_back(next);
    }
    std::rotate(walk.begin(), std::min_element(walk.begin(), walk.end()), walk.end());
    for (const std::string& name : walk) waits_for.erase(name);
    found.push_back(std::move(walk));
  }
}

}  // namespace entrepot::reading
