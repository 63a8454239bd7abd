// scenario/read/entries.hpp: one table of a TOML file against the keys that it may have.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/base/range.hpp"
#include "scenario/text/toml.hpp"

namespace entrepot::reading {

using namespace ranges;

std::vector<std::string> strings_of(std::span<const std::string_view> names);
/// Whether text is `[a-z0-9_.-]+`, at most 100 characters, and no name of a folder ("." and "..").
bool is_name(std::string_view text);
/// Says why a name is none: it leaves the folder, or has other characters. True if it is one.
bool check_name(std::string_view text, Position at, std::string_view what, Problems& problems);

/// Reads values by key; every problem is added, and what cannot be read is nothing.
class Entries {
  const TomlNode* node_;
  std::string path_;
  Problems* problems_;

 public:
  /// Unknown keys are reported at once. `path` names the table in messages ("exporters.home"; "" for the file itself).
  Entries(const TomlNode& node, std::string_view path, std::span<const std::string_view> known, Problems& problems);
  /// A table whose keys are free: none is unknown.
  Entries(const TomlNode& node, std::string_view path, Problems& problems);

  const std::vector<TomlNode>& items() const { return node_->items; }
  bool has(std::string_view key) const { return node_->find(key) != nullptr; }
  Position at(std::string_view key) const;  ///< of the value, or of the table
  std::string path(std::string_view key) const;

  const TomlNode* optional_node(std::string_view key) const { return node_->find(key); }
  /// The node; missing is a problem.
  const TomlNode* node(std::string_view key) const;
  const TomlNode* table(std::string_view key, bool required) const;
  const TomlNode* array_of_tables(std::string_view key, bool required) const;

  std::optional<std::string> text(std::string_view key, bool required = true) const;
  /// A text that is shown to people: on one line.
  std::optional<std::string> title(std::string_view key, bool required = true) const;
  std::optional<double> number(std::string_view key, Range range, bool required = true) const;
  std::optional<std::int64_t> whole(std::string_view key, Range range, bool required = true) const;
  std::optional<bool> flag(std::string_view key, bool required = true) const;
  std::optional<Date> date(std::string_view key, bool required = true) const;
  /// One of the names: its position.
  std::optional<std::size_t> choice(std::string_view key, std::span<const std::string_view> names, bool required = true) const;
  /// A list of strings.
  std::vector<const TomlNode*> texts(std::string_view key, bool required = true) const;
  /// A list of names as bits.
  std::optional<std::uint32_t> bits(std::string_view key, std::span<const std::string_view> names, bool required = true) const;

  void wrong_kind(const TomlNode& found, std::string_view key, std::string_view wanted) const;

 private:
  const TomlNode* find(std::string_view key, bool required) const;
};

/// A number of any kind of node, checked; nothing with a problem.
std::optional<double> number_of(const TomlNode& node, std::string_view path, Range range, Problems& problems);

}  // namespace entrepot::reading
