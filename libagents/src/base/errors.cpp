#include "entrepot/base/errors.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <numeric>

namespace entrepot {
namespace {

std::string joined(const std::vector<Diagnostic>& all) {
  std::string text;
  for (const Diagnostic& d : all) {
    if (!text.empty()) text += '\n';
    text += d.text();
  }
  return text.empty() ? "the scenario has a problem" : text;
}

std::string unknown(std::string_view kind, std::string_view name, std::string_view nearest) {
  std::string text = "no " + std::string(kind) + " is named \"" + std::string(name) + '"';
  if (!nearest.empty()) text += " (did you mean \"" + std::string(nearest) + "\"?)";
  return text;
}

/// Levenshtein distance: insertions, deletions and replacements of one byte.
std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i + 1;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t replaced = diagonal + (a[i] == b[j] ? 0 : 1);
      diagonal = row[j + 1];
      row[j + 1] = std::min({replaced, row[j] + 1, diagonal + 1});
    }
  }
  return row[b.size()];
}

}  // namespace

SolverError::SolverError(std::string_view solver_, std::string_view argument_, std::string_view value_, std::string_view allowed_)
    : Error(std::string(solver_) + ": " + std::string(argument_) + " is " + std::string(value_) + ", allowed: " + std::string(allowed_)),
      solver{solver_},
      argument{argument_},
      value{value_},
      allowed{allowed_} {}

SolverError::SolverError(std::string_view solver_, std::string_view argument_, double value_, std::string_view allowed_)
    : SolverError(solver_, argument_, std::string_view{text_of(value_)}, allowed_) {}

std::string Diagnostic::text() const {
  std::string out = file;
  if (line > 0) out += ':' + std::to_string(line);
  if (line > 0 && column > 0) out += ':' + std::to_string(column);
  out += (out.empty() ? "" : ": ") + code + ": " + message;
  if (!hint.empty()) out += " (" + hint + ')';
  return out;
}

ScenarioError::ScenarioError(std::vector<Diagnostic> all) : Error(joined(all)), diagnostics{std::move(all)} {}

SnapshotError::SnapshotError(std::string_view what, std::string_view found_, std::string_view expected_)
    : Error(std::string(what) + ": found " + std::string(found_) + ", expected " + std::string(expected_)),
      found{found_},
      expected{expected_} {}

UnknownName::UnknownName(std::string_view kind_, std::string_view name_, std::string_view nearest_)
    : Error(unknown(kind_, name_, nearest_)), kind{kind_}, name{name_}, nearest{nearest_} {}

AuditError::AuditError(std::string_view book_, std::string_view expected_, std::string_view found_)
    : Error("audit: " + std::string(book_) + " should be " + std::string(expected_) + ", the recount finds " + std::string(found_)),
      book{book_},
      expected{expected_},
      found{found_} {}

namespace {
std::string joined(const std::vector<std::string>& all) {
  std::string text;
  for (const std::string& one : all) text.append(text.empty() ? "" : "\n").append(one);
  return text;
}
}  // namespace

StageError::StageError(std::string_view stage_, std::string_view column_, std::size_t row_, std::int64_t quarter_, std::string_view value_,
                       std::string_view allowed_)
    : Error("stage " + std::string(stage_) + ", quarter " + std::to_string(quarter_) + ": " + std::string(column_) + ", row " +
            std::to_string(row_) + " is " + std::string(value_) + ", allowed: " + std::string(allowed_)),
      stage{stage_},
      column{column_},
      value{value_},
      allowed{allowed_},
      row{row_},
      quarter{quarter_} {}

ModelError::ModelError(std::vector<std::string> all) : Error("these stages make no model:\n" + joined(all)), problems{std::move(all)} {}

std::string text_of(double value) {
  std::array<char, 32> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value).ptr;
  return {buffer.data(), end};
}

std::string nearest_name(std::string_view name, const std::vector<std::string>& known) {
  const std::string* best = nullptr;
  std::size_t least = name.size() / 3 + 1;  // a slip of the pen changes at most a third of the name
  for (const std::string& candidate : known) {
    const std::size_t gap = candidate.size() > name.size() ? candidate.size() - name.size() : name.size() - candidate.size();
    if (gap >= least) continue;
    const std::size_t distance = edit_distance(name, candidate);
    if (distance < least) {
      least = distance;
      best = &candidate;
    }
  }
  return best == nullptr ? std::string{} : *best;
}

}  // namespace entrepot
