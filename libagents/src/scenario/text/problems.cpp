#include "scenario/text/problems.hpp"

#include <algorithm>
#include <charconv>
#include <climits>
#include <tuple>

#include "scenario/text/encoding.hpp"

namespace entrepot::reading {

std::uint32_t Problems::file(std::string_view place, std::string_view path) {
  const std::string name = one_line(place);
  const auto at = std::find(files_.begin(), files_.end(), name);
  if (at != files_.end()) return static_cast<std::uint32_t>(at - files_.begin());
  files_.push_back(name);
  paths_.push_back(one_line(path));
  count_.push_back(0);
  return static_cast<std::uint32_t>(files_.size() - 1);
}

void Problems::add(Position at, std::string_view code, std::string_view message, std::string_view hint) {
  if (count_[at.file]++ >= most_a_file) return;
  all_.push_back(
      {files_[at.file], static_cast<int>(at.line), static_cast<int>(at.column), std::string(code), one_line(message), one_line(hint)});
}

std::vector<Diagnostic> Problems::sorted() const {
  std::vector<Diagnostic> all = all_;
  for (std::size_t file = 0; file < files_.size(); ++file) {
    if (count_[file] <= most_a_file) continue;
    int last = 0;
    for (const Diagnostic& d : all_)
      if (d.file == files_[file]) last = std::max(last, d.line);
    all.push_back({files_[file], last, INT_MAX, "more-problems",
                   std::to_string(count_[file] - most_a_file) + " more problems of this file are not shown", ""});
  }
  const auto key = [](const Diagnostic& d) { return std::tie(d.file, d.line, d.column, d.code, d.message, d.hint); };
  std::sort(all.begin(), all.end(), [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  all.erase(std::unique(all.begin(), all.end()), all.end());
  for (Diagnostic& d : all)
    if (d.column == INT_MAX) d.column = 0;
  return all;
}

void Problems::throw_if_any() const {
  if (!all_.empty()) throw ScenarioError(sorted());
}

std::string quoted(std::string_view text) {
  constexpr std::size_t most = 60;
  std::string out = "\"";
  std::size_t end = std::min(text.size(), most);
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;  // not inside a character
  return out + one_line(text.substr(0, end)) + (end < text.size() ? "...\"" : "\"");
}

std::string did_you_mean(std::string_view name, const std::vector<std::string>& known) {
  const std::string nearest = name.size() > 200 ? "" : nearest_name(name, known);
  return nearest.empty() ? "" : std::string("did you mean \"") + nearest + "\"?";
}

std::string did_you_mean_or_list(std::string_view name, const std::vector<std::string>& known) {
  const std::string meant = did_you_mean(name, known);
  if (!meant.empty() || known.empty() || known.size() > 16) return meant;
  return std::string("known: ") + joined(known);
}

std::string about(double value) {
  char buffer[40];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, value, std::chars_format::general, 10).ptr;
  return {buffer, end};
}

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

}  // namespace entrepot::reading
