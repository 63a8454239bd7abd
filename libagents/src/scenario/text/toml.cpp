// The one unit that includes toml++ (docs/decisions/0003-toml.md).
#define TOML_ASSERT(condition) static_cast<void>(0)  // the packaged header aborts on malformed input otherwise
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0
#define TOML_MAX_NESTED_VALUES 16
#include "scenario/text/toml.hpp"

#include <toml++/toml.h>

#include <cmath>
#include <sstream>

namespace entrepot::reading {
namespace {

constexpr std::size_t most_dots = 256;  // of a line outside strings: a bound on the depth of tables, since they are freed by recursion

/// Walks the text once as TOML sees it: strings and comments are skipped, the rest must be ASCII and not too deep. toml++ is only given
/// what passes.
class Scan {
  std::string_view text_;
  std::uint32_t file_;
  Problems& problems_;
  std::size_t at_ = 0, line_start_ = 0, dots_ = 0;
  std::uint32_t line_ = 1;

 public:
  Scan(std::string_view text, std::uint32_t file, Problems& problems) : text_{text}, file_{file}, problems_{problems} {}

  bool passes() {
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (c == '#') {
        at_ = std::min(text_.find('\n', at_), text_.size());
      } else if (c == '"' || c == '\'') {
        skip_string(c);
      } else {
        if (c == '.' && ++dots_ > most_dots) return fail("deep-table", "the line has more than 256 dots", "nest tables less deeply");
        if (static_cast<unsigned char>(c) >= 0x80)
          return fail("toml-syntax", "a character outside ASCII stands outside quotes", "put it in quotes");
        if (c == '\n') next_line(at_);
        ++at_;
      }
    }
    return true;
  }

 private:
  void next_line(std::size_t newline) {
    ++line_;
    line_start_ = newline + 1;
    dots_ = 0;
  }
  /// To behind the string; a string that does not end is left to the parser, which says so.
  void skip_string(char quote) {
    const std::string fence(3, quote);
    const bool long_string = text_.substr(at_, 3) == fence;
    at_ += long_string ? 3 : 1;
    while (at_ < text_.size()) {
      if (text_[at_] == '\n') {
        if (!long_string) return;
        next_line(at_);
      }
      if (text_[at_] == '\\' && quote == '"') {
        ++at_;
        if (at_ < text_.size() && text_[at_] == '\n') next_line(at_);
      } else if (long_string ? text_.substr(at_, 3) == fence : text_[at_] == quote) {
        at_ += long_string ? 3 : 1;
        while (long_string && at_ < text_.size() && text_[at_] == quote) ++at_;  // up to two quotes may end the content
        return;
      }
      ++at_;
    }
  }
  bool fail(std::string_view code, std::string_view what, std::string_view hint) {
    problems_.add({file_, line_, static_cast<std::uint32_t>(at_ - line_start_ + 1)}, code, what, hint);
    return false;
  }
};

/// What toml++ says, which shows line ends as \n in some sentences and as they are in others.
std::string sentence(std::string_view description) {
  std::string out;
  for (const char c : description) out += c == '\n' ? std::string("\\n") : std::string(1, c);
  return out;
}

Position position(const toml::source_position& at, std::uint32_t file) { return {file, at.line, at.column}; }

TomlNode copied(const toml::node& node, std::uint32_t file);

void copy_value(const toml::node& node, TomlNode& out) {
  using Kind = TomlNode::Kind;
  if (const auto* text = node.as_string()) {
    out.kind = Kind::text;
    out.text = text->get();
  } else if (const auto* whole = node.as_integer()) {
    out.kind = Kind::whole;
    out.number = static_cast<double>(whole->get());
    out.exact = std::abs(out.number) <= 9007199254740992.0;
  } else if (const auto* number = node.as_floating_point()) {
    out.kind = Kind::number;
    out.number = number->get();
  } else if (const auto* flag = node.as_boolean()) {
    out.kind = Kind::flag;
    out.flag = flag->get();
  } else if (const auto* date = node.as_date()) {
    out.kind = Kind::date;
    out.date = {date->get().year, date->get().month, date->get().day};
  } else {
    out.kind = Kind::other;
    std::ostringstream written;
    if (const auto* time = node.as_time()) written << time->get();
    else if (const auto* day_and_time = node.as_date_time()) written << day_and_time->get();
    out.text = written.str();
  }
}

TomlNode copied(const toml::node& node, std::uint32_t file) {
  TomlNode out;
  out.at = position(node.source().begin, file);
  out.end = position(node.source().end, file);
  if (const auto* table = node.as_table()) {
    out.kind = TomlNode::Kind::table;
    for (const auto& [key, value] : *table) {
      TomlNode& item = out.items.emplace_back(copied(value, file));
      item.key = key.str();
      item.key_at = position(key.source().begin, file);
    }
  } else if (const auto* array = node.as_array()) {
    out.kind = TomlNode::Kind::array;
    for (const auto& value : *array) out.items.push_back(copied(value, file));
  } else {
    copy_value(node, out);
  }
  return out;
}

void write_canonical(const TomlNode& node, std::string& out) {
  using Kind = TomlNode::Kind;
  const auto write_text = [&](const std::string& text) { out += std::to_string(text.size()) + ':' + text; };
  switch (node.kind) {
    case Kind::table:
    case Kind::array:
      out += node.kind == Kind::table ? '{' : '[';
      for (const TomlNode& item : node.items) {
        if (node.kind == Kind::table) write_text(item.key);
        write_canonical(item, out);
      }
      out += node.kind == Kind::table ? '}' : ']';
      break;
    case Kind::text:
      out += 's';
      write_text(node.text);
      break;
    case Kind::whole:
    case Kind::number:
      out += 'n' + text_of(node.number) + ';';
      break;
    case Kind::flag:
      out += node.flag ? 't' : 'f';
      break;
    case Kind::date:
      out += 'd' + node.date.text();
      break;
    case Kind::other:
      out += '?';
      break;
  }
}

}  // namespace

const TomlNode* TomlNode::find(std::string_view wanted) const {
  for (const TomlNode& item : items)
    if (item.key == wanted) return &item;
  return nullptr;
}

std::optional<TomlNode> read_toml(std::string_view text, std::uint32_t file, Problems& problems) {
  if (!Scan(text, file, problems).passes()) return std::nullopt;
  const toml::parse_result result = toml::parse(text, std::string_view{});
  if (!result) {
    const toml::parse_error& error = result.error();
    problems.add(position(error.source().begin, file), "toml-syntax", sentence(error.description()), "this is not TOML; see toml.io");
    return std::nullopt;
  }
  return copied(result.table(), file);
}

std::string_view kind_name(TomlNode::Kind kind) {
  constexpr std::array<std::string_view, 8> names{"a table",  "a list",        "a string", "a whole number",
                                                  "a number", "true or false", "a date",   "a time"};
  return names[static_cast<std::size_t>(kind)];
}

std::string canonical(const TomlNode& node) {
  std::string out;
  write_canonical(node, out);
  return out;
}

}  // namespace entrepot::reading
