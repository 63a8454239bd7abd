// scenario/text/toml.hpp: a TOML document as our own plain values, with the place of every key and value. toml++ stays in toml.cpp.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/scenario/scenario.hpp"
#include "scenario/text/problems.hpp"

namespace entrepot::reading {

struct TomlNode {
  enum class Kind { table, array, text, whole, number, flag, date, other };
  Kind kind = Kind::table;
  Position at;      ///< of the value
  Position end;     ///< behind the value
  std::string key;  ///< in a table
  Position key_at;
  std::string text;     ///< of a time, too
  double number = 0.0;  ///< whole numbers too
  bool exact = true;    ///< a whole number that a double holds
  bool flag = false;
  Date date;
  std::vector<TomlNode> items;  ///< of an array in order, of a table sorted by key

  bool is_number() const { return kind == Kind::whole || kind == Kind::number; }
  /// In a table: the value of a key, or null.
  const TomlNode* find(std::string_view key) const;
};

/// Parses a text that is UTF-8 (checked_text). Nothing if it is not TOML; the problem has been added.
std::optional<TomlNode> read_toml(std::string_view text, std::uint32_t file, Problems& problems);
/// "a string", "a table": what a value is, in a sentence.
std::string_view kind_name(TomlNode::Kind kind);
/// The document whatever its formatting: for digests.
std::string canonical(const TomlNode& node);
/// A document as TOML text that reads back to the same values, keys in the order in which they stood, those of later files first. Comments
/// are not in a document.
std::string toml_text(const TomlNode& document);

}  // namespace entrepot::reading
