#include "scenario/text/encoding.hpp"

#include <algorithm>
#include <string>

namespace entrepot::reading {
namespace {

unsigned byte(std::string_view text, std::size_t i) { return static_cast<unsigned char>(text[i]); }

/// Length of the UTF-8 character at i, 0 if there is none (RFC 3629: no overlong forms, no surrogates, at most U+10FFFF).
std::size_t character(std::string_view text, std::size_t i) {
  const unsigned lead = byte(text, i);
  if (lead < 0x80) return 1;
  const std::size_t length = lead >= 0xC2 && lead < 0xE0 ? 2 : lead >= 0xE0 && lead < 0xF0 ? 3 : lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
  if (length == 0 || i + length > text.size()) return 0;
  for (std::size_t k = 1; k < length; ++k)
    if ((byte(text, i + k) & 0xC0U) != 0x80U) return 0;
  const unsigned second = byte(text, i + 1);
  const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
  const bool beyond = (lead == 0xED && second >= 0xA0) || (lead == 0xF4 && second >= 0x90);
  return overlong || beyond ? 0 : length;
}

/// Control characters (ASCII and C1) and Unicode's own line ends.
bool is_control(std::string_view character) {
  if (character.size() == 1) return byte(character, 0) < 0x20 || character[0] == 0x7f;
  if (character.size() == 2) return byte(character, 0) == 0xC2 && byte(character, 1) < 0xA0;
  return character == "\xE2\x80\xA8" || character == "\xE2\x80\xA9";
}

std::string hex(unsigned value) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  return {digits[value >> 4U], digits[value & 15U]};
}

/// Walks the characters. Returns false if the text cannot be read on.
bool walk(std::string_view text, std::uint32_t file, Problems& problems) {
  std::uint32_t line = 1, column = 1, returns = 0, first_return = 0;
  std::size_t line_start = 0;
  bool readable = true;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character(text, i);
    if (length == 0) {
      problems.add({file, line, column}, "not-utf-8", std::string("the byte 0x") + hex(byte(text, i)) + " is not UTF-8",
                   "save the file as UTF-8");
      return false;
    }
    const char c = text[i];
    i += length;
    if (c == '\n') {
      if (i - line_start > longest_line) {
        problems.add({file, line, 0}, "long-line", std::string("the line has ") + std::to_string(i - line_start - 1) + " bytes",
                     "at most 65536 are read");
        readable = false;
      }
      line_start = i;
      ++line;
      column = 1;
      continue;
    }
    if (c == '\r') {
      if (returns++ == 0) first_return = line;
    } else if (length == 1 && c != '\t' && (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)) {
      problems.add({file, line, column}, "control-character",
                   std::string("the control character 0x") + hex(static_cast<unsigned char>(c)) + " is no text", "remove it");
      return false;
    }
    ++column;
  }
  if (text.size() - line_start > longest_line) {
    problems.add({file, line, 0}, "long-line", std::string("the line has ") + std::to_string(text.size() - line_start) + " bytes",
                 "at most 65536 are read");
    readable = false;
  }
  if (returns > 0)
    problems.add(
        {file, first_return, 0}, "carriage-return",
        returns == 1 ? std::string("a line ends with a carriage return") : std::to_string(returns) + " lines end with carriage returns",
        "save the file with \\n line ends");
  return readable;
}

}  // namespace

std::string one_line(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t length = character(text, i);
    const std::string_view one = text.substr(i, std::max<std::size_t>(length, 1));
    if (length == 0 || is_control(one)) out += '?';
    else out += one;
    i += one.size();
  }
  return out;
}

bool stays_inside(std::string_view path) {
  if (path.empty() || path.front() == '/' || path.back() == '/' ||
      path.find_first_of(std::string_view("\\:\0", 3)) != std::string_view::npos)
    return false;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/'), path.size());
    const std::string_view part = path.substr(0, end);
    if (part.empty() || part == "." || part == "..") return false;
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return true;
}

std::string_view checked_text(std::string_view text, std::uint32_t file, Problems& problems) {
  if (text.size() > largest_file) {
    problems.add({file}, "large-file", std::string("the file has ") + std::to_string(text.size()) + " bytes", "at most 64000000 are read");
    return {};
  }
  if (text.substr(0, 3) == "\xEF\xBB\xBF") {
    problems.add({file, 1, 1}, "byte-order-mark", "the file begins with a byte order mark", "save it as UTF-8 without one");
    text.remove_prefix(3);
  }
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) {
    problems.add({file}, "empty-file", "the file is empty", "write its content or remove it");
    return {};
  }
  return walk(text, file, problems) ? text : std::string_view{};
}

}  // namespace entrepot::reading
