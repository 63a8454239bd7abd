// Documents written as TOML.
#include <algorithm>
#include <cmath>
#include <tuple>

#include "scenario/text/encoding.hpp"
#include "scenario/text/toml.hpp"

namespace entrepot::reading {
namespace {

using Kind = TomlNode::Kind;

std::string in_quotes(std::string_view text) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte == 0x7f) out.append("\\u00").append(1, digits[byte >> 4U]).append(1, digits[byte & 15U]);
    else if (c == '"' || c == '\\') out.append(1, '\\').append(1, c);
    else out += c;
  }
  return out + '"';
}
std::string key_text(std::string_view key) {
  constexpr std::string_view bare = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-";
  return !key.empty() && key.find_first_not_of(bare) == std::string_view::npos ? std::string(key) : in_quotes(key);
}
std::string number_text(const TomlNode& node) {
  if (std::isnan(node.number)) return "nan";
  if (std::isinf(node.number)) return node.number < 0 ? "-inf" : "inf";
  if (node.kind == Kind::whole && node.exact) return std::to_string(static_cast<std::int64_t>(node.number));
  const std::string text = text_of(node.number);
  return text.find_first_of(".e") == std::string::npos ? text + ".0" : text;
}

/// Items in the order in which they stood, those of later files first: what a scenario says itself, then what it inherits.
std::vector<const TomlNode*> in_order(const TomlNode& table) {
  std::vector<const TomlNode*> items;
  for (const TomlNode& item : table.items) items.push_back(&item);
  std::stable_sort(items.begin(), items.end(), [](const TomlNode* a, const TomlNode* b) {
    return std::tuple(b->key_at.file, a->key_at.line, a->key_at.column) < std::tuple(a->key_at.file, b->key_at.line, b->key_at.column);
  });
  return items;
}

std::string value_text(const TomlNode& node) {
  std::string out;
  switch (node.kind) {
    case Kind::table:
      for (const TomlNode* item : in_order(node)) out += (out.empty() ? "" : ", ") + key_text(item->key) + " = " + value_text(*item);
      return out.empty() ? "{}" : "{ " + out + " }";
    case Kind::array:
      for (const TomlNode& item : node.items) out += (out.empty() ? "" : ", ") + value_text(item);
      return "[" + out + "]";
    case Kind::text:
      return in_quotes(node.text);
    case Kind::whole:
    case Kind::number:
      return number_text(node);
    case Kind::flag:
      return node.flag ? "true" : "false";
    case Kind::date:
      return node.date.text();
    case Kind::other:
      return node.text;
  }
  return out;
}

/// Values of a table, then its tables under their headings. Headings of tables that only hold tables are left out.
void write_table(const TomlNode& table, const std::string& path, std::string& out) {
  const std::vector<const TomlNode*> items = in_order(table);
  const auto is_table = [](const TomlNode* item) { return item->kind == Kind::table; };
  const bool has_values = !std::all_of(items.begin(), items.end(), is_table);
  if (!path.empty() && (has_values || items.empty())) out.append(out.empty() ? "" : "\n").append("[").append(path).append("]\n");
  for (const TomlNode* item : items)
    if (!is_table(item)) out += key_text(item->key) + " = " + value_text(*item) + '\n';
  for (const TomlNode* item : items)
    if (is_table(item)) write_table(*item, (path.empty() ? "" : path + '.') + key_text(item->key), out);
}

}  // namespace

std::string toml_text(const TomlNode& document) {
  std::string out;
  write_table(document, "", out);
  return out.empty() ? "# empty\n" : out;
}

}  // namespace entrepot::reading
