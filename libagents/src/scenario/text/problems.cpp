#include "scenario/text/problems.hpp"

#include <algorithm>
#include <tuple>

namespace entrepot::reading {

std::uint32_t Problems::file(std::string_view name) {
  const auto at = std::find(files_.begin(), files_.end(), name);
  if (at != files_.end()) return static_cast<std::uint32_t>(at - files_.begin());
  files_.emplace_back(name);
  return static_cast<std::uint32_t>(files_.size() - 1);
}

void Problems::add(Position at, std::string_view code, std::string message, std::string hint) {
  all_.push_back({files_[at.file], static_cast<int>(at.line), static_cast<int>(at.column), std::string(code), std::move(message), std::move(hint)});
}

std::vector<Diagnostic> Problems::sorted() const {
  std::vector<Diagnostic> all = all_;
  const auto key = [](const Diagnostic& d) { return std::tie(d.file, d.line, d.column, d.code, d.message, d.hint); };
  std::sort(all.begin(), all.end(), [&](const Diagnostic& a, const Diagnostic& b) { return key(a) < key(b); });
  all.erase(std::unique(all.begin(), all.end()), all.end());
  std::vector<Diagnostic> kept;
  for (std::size_t i = 0; i < all.size();) {
    std::size_t end = i;
    while (end < all.size() && all[end].file == all[i].file) ++end;
    const std::size_t shown = std::min(end, i + most_a_file);
    kept.insert(kept.end(), all.begin() + static_cast<std::ptrdiff_t>(i), all.begin() + static_cast<std::ptrdiff_t>(shown));
    if (shown < end) {
      Diagnostic more = all[shown];
      more.code = "more-problems";
      more.message = std::string("the file has ") + std::to_string(end - shown) + " more problems from here on";
      more.hint.clear();
      kept.push_back(std::move(more));
    }
    i = end;
  }
  return kept;
}

void Problems::throw_if_any() const {
  if (!all_.empty()) throw ScenarioError(sorted());
}

std::string quoted(std::string_view text) {
  constexpr std::size_t most = 60;
  std::string out = "\"";
  std::size_t end = std::min(text.size(), most);
  while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) --end;   // not inside a character
  for (const char c : text.substr(0, end)) out += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? '?' : c;
  return out + (end < text.size() ? "...\"" : "\"");
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

std::string joined(const std::vector<std::string>& words, std::string_view between) {
  std::string text;
  for (const std::string& word : words) {
    if (!text.empty()) text += between;
    text += word;
  }
  return text;
}

}  // namespace entrepot::reading
