#include "scenario/read/entries.hpp"

#include <algorithm>
#include <cmath>

#include "scenario/text/encoding.hpp"

namespace entrepot::reading {

std::vector<std::string> strings_of(std::span<const std::string_view> names) { return {names.begin(), names.end()}; }

bool is_name(std::string_view text) {
  constexpr std::string_view letters = "abcdefghijklmnopqrstuvwxyz0123456789_.-";
  return !text.empty() && text.size() <= 100 && text != "." && text != ".." && text.find_first_not_of(letters) == std::string_view::npos;
}

bool check_name(std::string_view text, Position at, std::string_view what, Problems& problems) {
  if (is_name(text)) return true;
  const std::string subject = std::string(what) + ' ' + quoted(text);
  if (text.find('/') != std::string_view::npos || text.find('\\') != std::string_view::npos || text == "..") {
    problems.add(at, "leaves-folder", subject + " is a path, not a name",
                 "files of a scenario stand in its folder; write the name of the file without folder and ending");
  } else {
    problems.add(at, "bad-name", subject + " is no name", "use 1 to 100 of a-z, 0-9, _ . and -");
  }
  return false;
}

Entries::Entries(const TomlNode& node, std::string_view path, Problems& problems) : node_{&node}, path_{path}, problems_{&problems} {}

Entries::Entries(const TomlNode& node, std::string_view path, std::span<const std::string_view> known, Problems& problems)
    : Entries(node, path, problems) {
  for (const TomlNode& item : node.items)
    if (std::find(known.begin(), known.end(), item.key) == known.end())
      problems.add(item.key_at, "unknown-key", std::string("the key ") + quoted(this->path(item.key)) + " is not known",
                   did_you_mean_or_list(item.key, strings_of(known)));
}

Position Entries::at(std::string_view key) const {
  const TomlNode* found = node_->find(key);
  return found != nullptr ? found->at : node_->at;
}
std::string Entries::path(std::string_view key) const {
  std::string out = path_;
  if (!out.empty()) out += '.';
  return out.append(key);
}

void Entries::wrong_kind(const TomlNode& found, std::string_view key, std::string_view wanted) const {
  problems_->add(found.at, "wrong-type", path(key) + " must be " + std::string(wanted) + ", not " + std::string(kind_name(found.kind)));
}

const TomlNode* Entries::find(std::string_view key, bool required) const {
  const TomlNode* found = node_->find(key);
  if (found == nullptr && required)
    problems_->add(path_.empty() ? Position{node_->at.file} : node_->at, "missing-key",
                   std::string("the key ") + quoted(path(key)) + " is missing");
  return found;
}
const TomlNode* Entries::node(std::string_view key) const { return find(key, true); }

const TomlNode* Entries::table(std::string_view key, bool required) const {
  const TomlNode* found = find(key, required);
  if (found == nullptr || found->kind == TomlNode::Kind::table) return found;
  wrong_kind(*found, key, "a table");
  return nullptr;
}

const TomlNode* Entries::array_of_tables(std::string_view key, bool required) const {
  const TomlNode* found = find(key, required);
  if (found == nullptr) return nullptr;
  const auto is_table = [](const TomlNode& n) { return n.kind == TomlNode::Kind::table; };
  if (found->kind == TomlNode::Kind::array && std::all_of(found->items.begin(), found->items.end(), is_table)) return found;
  wrong_kind(*found, key, "a list of tables");
  return nullptr;
}

std::optional<std::string> Entries::text(std::string_view key, bool required) const {
  const TomlNode* found = find(key, required);
  if (found == nullptr) return std::nullopt;
  if (found->kind == TomlNode::Kind::text) return found->text;
  wrong_kind(*found, key, "a string");
  return std::nullopt;
}

std::optional<std::string> Entries::title(std::string_view key, bool required) const {
  auto found = text(key, required);
  if (found && one_line(*found) != *found)
    problems_->add(at(key), "control-character", path(key) + " is " + quoted(*found) + ", with characters that are no text",
                   "write it on one line");
  return found;
}

std::optional<double> number_of(const TomlNode& node, std::string_view path, Range range, Problems& problems) {
  if (!node.is_number()) {
    problems.add(node.at, "wrong-type", std::string(path) + " must be a number, not " + std::string(kind_name(node.kind)));
    return std::nullopt;
  }
  if (!std::isfinite(node.number)) {
    problems.add(node.at, "not-finite", std::string(path) + " is " + text_of(node.number), "write a finite number");
    return std::nullopt;
  }
  if (!range.holds(node.number)) {
    problems.add(node.at, "out-of-range", std::string(path) + " is " + text_of(node.number), std::string("allowed: ") + range.text());
    return std::nullopt;
  }
  return node.number;
}

std::optional<double> Entries::number(std::string_view key, Range range, bool required) const {
  const TomlNode* found = find(key, required);
  return found == nullptr ? std::nullopt : number_of(*found, path(key), range, *problems_);
}

std::optional<std::int64_t> Entries::whole(std::string_view key, Range range, bool required) const {
  const TomlNode* found = find(key, required);
  if (found == nullptr) return std::nullopt;
  if (found->kind != TomlNode::Kind::whole) {
    wrong_kind(*found, key, "a whole number");
    return std::nullopt;
  }
  const auto value = number_of(*found, path(key), range, *problems_);
  return value ? std::optional{static_cast<std::int64_t>(*value)} : std::nullopt;
}

std::optional<bool> Entries::flag(std::string_view key, bool required) const {
  const TomlNode* found = find(key, required);
  if (found == nullptr) return std::nullopt;
  if (found->kind == TomlNode::Kind::flag) return found->flag;
  wrong_kind(*found, key, "true or false");
  return std::nullopt;
}

std::optional<Date> Entries::date(std::string_view key, bool required) const {
  const TomlNode* found = find(key, required);
  if (found == nullptr) return std::nullopt;
  if (found->kind == TomlNode::Kind::date) return found->date;
  wrong_kind(*found, key, "a date such as 2025-01-31 without quotes");
  return std::nullopt;
}

std::optional<std::size_t> Entries::choice(std::string_view key, std::span<const std::string_view> names, bool required) const {
  const auto found = text(key, required);
  if (!found) return std::nullopt;
  const auto place = std::find(names.begin(), names.end(), *found);
  if (place != names.end()) return static_cast<std::size_t>(place - names.begin());
  problems_->add(at(key), "unknown-value", path(key) + " is " + quoted(*found), did_you_mean_or_list(*found, strings_of(names)));
  return std::nullopt;
}

std::vector<const TomlNode*> Entries::texts(std::string_view key, bool required) const {
  std::vector<const TomlNode*> out;
  const TomlNode* found = find(key, required);
  if (found == nullptr) return out;
  if (found->kind != TomlNode::Kind::array) {
    wrong_kind(*found, key, "a list of strings");
    return out;
  }
  for (const TomlNode& item : found->items) {
    if (item.kind == TomlNode::Kind::text) out.push_back(&item);
    else wrong_kind(item, key, "a list of strings");
  }
  return out;
}

std::optional<std::uint32_t> Entries::bits(std::string_view key, std::span<const std::string_view> names, bool required) const {
  if (!required && !has(key)) return std::nullopt;
  std::uint32_t word = 0;
  for (const TomlNode* item : texts(key, required)) {
    const auto place = std::find(names.begin(), names.end(), item->text);
    if (place == names.end())
      problems_->add(item->at, "unknown-value", path(key) + " has " + quoted(item->text),
                     did_you_mean_or_list(item->text, strings_of(names)));
    else word |= std::uint32_t{1} << static_cast<unsigned>(place - names.begin());
  }
  return word;
}

}  // namespace entrepot::reading
