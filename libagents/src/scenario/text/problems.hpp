// scenario/text/problems.hpp: collects every problem of a scenario, with the place where it stands.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/base/errors.hpp"

namespace entrepot::reading {

/// A place in a file of the scenario. Lines and columns count from 1, columns in characters; 0 = the whole file.
struct Position {
  std::uint32_t file = 0, line = 0, column = 0;
};

class Problems {
  std::vector<std::string> files_, paths_;
  std::vector<std::size_t> count_;  // of problems, by file
  std::vector<Diagnostic> all_;

 public:
  /// A file may have more problems than anyone reads: what is over this number is counted, not kept.
  static constexpr std::size_t most_a_file = 1000;

  /// Number of a file for positions; its name is put on one line, too.
  std::uint32_t file(std::string_view place) { return file(place, place); }
  /// The same for a file that stands elsewhere (`place`, which diagnostics name) than its path in the scenario says.
  std::uint32_t file(std::string_view place, std::string_view path);
  /// Path of a file in the scenario.
  const std::string& path(std::uint32_t file) const { return paths_[file]; }
  /// Sentences are put on one line.
  void add(Position at, std::string_view code, std::string_view message, std::string_view hint = "");
  /// Whether further problems of the file are only counted, so that nobody needs to look for a hint.
  bool full(std::uint32_t file) const { return count_[file] >= most_a_file; }
  bool empty() const { return all_.empty(); }
  /// In the order of file, line and column, without repetitions.
  std::vector<Diagnostic> sorted() const;
  /// Throws ScenarioError with all of them if there are any.
  void throw_if_any() const;
};

/// `"text"`, cut if it is long, control characters replaced: what came from a file, in a sentence.
std::string quoted(std::string_view text);
/// `did you mean "x"?` with the nearest of the known names, or "".
std::string did_you_mean(std::string_view name, const std::vector<std::string>& known);
/// The same; else `known: a, b, c` if they are at most sixteen.
std::string did_you_mean_or_list(std::string_view name, const std::vector<std::string>& known);
/// A sum in a sentence: ten digits, so that 0.7 + 0.2 is 0.9.
std::string about(double value);
std::string joined(const std::vector<std::string>& words, std::string_view between = ", ");

}  // namespace entrepot::reading
