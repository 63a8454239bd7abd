#include "scenario/read/values.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "scenario/read/entries.hpp"

namespace entrepot::reading {
namespace {

const std::string& name_of(const Cell& cell) { return cell.spec.name; }
/// Position of a word that may be given among all enumerators; nothing if it may not.
std::optional<std::size_t> enumerator_of(const FileColumn& column, std::string_view word) {
  const auto at = std::find(column.names().begin(), column.names().end(), word);
  if (at == column.names().end()) return std::nullopt;
  const std::span<const std::string_view> all = column.column->names.empty() ? column.names() : column.column->names;
  return static_cast<std::size_t>(std::find(all.begin(), all.end(), word) - all.begin());
}

void missing(const Cell& cell) {
  std::string hint =
      std::string("write ") + std::string(cell.spec.form() == Form::number || cell.spec.form() == Form::whole ? "a number" : "a value");
  if (cell.spec.form() == Form::number && cell.spec.range().holds(0.0)) hint += "; 0 if it is zero";
  cell.problems.add(cell.field.at, "missing-value", name_of(cell) + " is empty", hint);
}
void out_of_range(const Cell& cell) {
  cell.problems.add(cell.field.at, "out-of-range", name_of(cell) + " is " + std::string(cell.field.text),
                    std::string("allowed: ") + cell.spec.range().text());
}

std::optional<std::int32_t> row_in(const Cell& cell, std::string_view table, std::string_view id) {
  const Index& index = cell.indexes.find(table)->second;
  const std::int32_t row = index.find(id);
  if (row >= 0) return row;
  if (index.complete())
    cell.problems.add(cell.field.at, std::string("unknown-") + index.noun(),
                      name_of(cell) + " names " + quoted(id) + ", which is no " + index.noun() + " of the scenario",
                      cell.problems.full(cell.field.at.file) ? std::string() : did_you_mean(id, index.names()));
  return std::nullopt;
}

}  // namespace

Index::Index(const std::vector<std::string_view>& ids, std::string_view noun) : noun_{noun}, complete_{true} {
  rows_.reserve(ids.size());
  for (const std::string_view id : ids) {
    rows_.emplace(id, static_cast<std::int32_t>(names_.size()));
    names_.emplace_back(id);
  }
}

std::optional<double> number_of(const Cell& cell) {
  const std::string_view text = cell.field.text;
  if (text.empty()) {
    if (!cell.spec.may_be_empty()) missing(cell);
    return std::nullopt;
  }
  double value = 0.0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) {
    cell.problems.add(cell.field.at, "out-of-range", name_of(cell) + " is " + quoted(text),
                      "no number of 64 bits is so large or so close to zero");
    return std::nullopt;
  }
  if (error != std::errc{} || end != text.data() + text.size()) {
    cell.problems.add(cell.field.at, "not-a-number", name_of(cell) + " is " + quoted(text) + ", which is no number",
                      "write digits with a point as decimal mark");
    return std::nullopt;
  }
  if (!std::isfinite(value)) {
    cell.problems.add(cell.field.at, "not-finite", name_of(cell) + " is " + quoted(text), "write a finite number");
    return std::nullopt;
  }
  if (!cell.spec.range().holds(value)) {
    out_of_range(cell);
    return std::nullopt;
  }
  return value;
}

std::optional<std::int64_t> whole_of(const Cell& cell) {
  const std::string_view text = cell.field.text;
  if (text.empty()) {
    if (!cell.spec.may_be_empty()) missing(cell);
    return std::nullopt;
  }
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error == std::errc::result_out_of_range) {
    out_of_range(cell);
    return std::nullopt;
  }
  if (error != std::errc{} || end != text.data() + text.size()) {
    cell.problems.add(cell.field.at, "not-whole", name_of(cell) + " is " + quoted(text) + ", which is no whole number",
                      "write digits only");
    return std::nullopt;
  }
  if (!cell.spec.range().holds(static_cast<double>(value))) {
    out_of_range(cell);
    return std::nullopt;
  }
  return value;
}

std::optional<bool> flag_of(const Cell& cell) {
  if (cell.field.text == "0") return false;
  if (cell.field.text == "1") return true;
  if (cell.field.text.empty()) missing(cell);
  else cell.problems.add(cell.field.at, "not-a-flag", name_of(cell) + " is " + quoted(cell.field.text), "write 0 or 1");
  return std::nullopt;
}

std::optional<Date> parse_date(std::string_view text) {
  const auto digits = [&](std::size_t from, std::size_t n) {
    int value = 0;
    const auto [end, error] = std::from_chars(text.data() + from, text.data() + from + n, value);
    return error == std::errc{} && end == text.data() + from + n && value >= 0 && text[from] != '-' ? value : -1;
  };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const Date date{digits(0, 4), digits(5, 2), digits(8, 2)};
  constexpr std::array<int, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (date.year < 1 || date.month < 1 || date.month > 12 || date.day < 1) return std::nullopt;
  const bool leap = (date.year % 4 == 0 && date.year % 100 != 0) || date.year % 400 == 0;
  return date.day <= days[static_cast<std::size_t>(date.month - 1)] + (date.month == 2 && leap ? 1 : 0) ? std::optional{date}
                                                                                                        : std::nullopt;
}

std::optional<Date> date_of(const Cell& cell) {
  if (cell.field.text.empty()) {
    if (!cell.spec.may_be_empty()) missing(cell);
    return std::nullopt;
  }
  const auto date = parse_date(cell.field.text);
  if (!date)
    cell.problems.add(cell.field.at, "not-a-date", name_of(cell) + " is " + quoted(cell.field.text) + ", which is no day",
                      "write a day as 2025-01-31");
  return date;
}

std::optional<std::uint32_t> words_of(const Cell& cell) {
  std::string_view rest = cell.field.text;
  if (rest.empty() && !cell.spec.may_be_empty()) {
    missing(cell);
    return std::nullopt;
  }
  std::uint32_t bits = 0;
  bool good = true;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(' '), rest.size());
    const std::string_view word = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (const auto place = enumerator_of(cell.spec, word)) {
      bits |= std::uint32_t{1} << static_cast<unsigned>(*place);
    } else {
      cell.problems.add(cell.field.at, "unknown-value", name_of(cell) + " has " + quoted(word),
                        did_you_mean_or_list(word, strings_of(cell.spec.names())));
      good = false;
    }
  }
  return good ? std::optional{bits} : std::nullopt;
}

std::optional<std::size_t> choice_of(const Cell& cell) {
  if (cell.field.text.empty()) {
    if (!cell.spec.may_be_empty()) missing(cell);
    return std::nullopt;
  }
  if (const auto place = enumerator_of(cell.spec, cell.field.text)) return place;
  cell.problems.add(cell.field.at, "unknown-value", name_of(cell) + " is " + quoted(cell.field.text),
                    did_you_mean_or_list(cell.field.text, strings_of(cell.spec.names())));
  return std::nullopt;
}

std::optional<std::int32_t> reference_of(const Cell& cell) {
  if (cell.field.text.empty()) {
    if (!cell.spec.may_be_empty()) missing(cell);
    return std::nullopt;
  }
  return row_in(cell, cell.spec.column->target, cell.field.text);
}

std::optional<NamedAgent> agent_of(const Cell& cell) {
  const std::string_view text = cell.field.text;
  if (text.empty()) {
    missing(cell);
    return std::nullopt;
  }
  if (text.starts_with("state:")) {
    const auto row = row_in(cell, StateTag::table, text.substr(6));
    return row ? std::optional{NamedAgent{AgentKind::state, *row}} : std::nullopt;
  }
  if (text.starts_with("firm:")) {
    const auto row = row_in(cell, FirmTag::table, text.substr(5));
    return row ? std::optional{NamedAgent{AgentKind::firm, *row}} : std::nullopt;
  }
  cell.problems.add(cell.field.at, "bad-agent", name_of(cell) + " is " + quoted(text) + ", which is no agent",
                    "write state: or firm: and the id behind it");
  return std::nullopt;
}

bool check_text(const Cell& cell) {
  const std::string_view text = cell.field.text;
  if (text.empty()) {
    if (!cell.spec.may_be_empty()) missing(cell);
    return cell.spec.may_be_empty();
  }
  if (cell.spec.form() == Form::state_code) {
    const bool code = text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
    if (!code)
      cell.problems.add(cell.field.at, "bad-code", name_of(cell) + " is " + quoted(text) + ", which is no code of a state",
                        "write three capitals (ISO 3166 alpha-3)");
    return code;
  }
  return cell.spec.form() == Form::text || check_name(text, cell.field.at, cell.spec.name, cell.problems);
}

void check(const Cell& cell) {
  switch (cell.spec.form()) {
    case Form::id:
    case Form::state_code:
    case Form::text:
      check_text(cell);
      break;
    case Form::number:
      number_of(cell);
      break;
    case Form::whole:
      whole_of(cell);
      break;
    case Form::flag:
      flag_of(cell);
      break;
    case Form::day:
    case Form::quarter_of:
    case Form::quarter_from:
      date_of(cell);
      break;
    case Form::words:
      words_of(cell);
      break;
    case Form::choice:
      choice_of(cell);
      break;
    case Form::reference:
      reference_of(cell);
      break;
    case Form::agent:
      agent_of(cell);
      break;
    case Form::not_given:
    case Form::by_type:
    case Form::luck_key:
      break;
  }
}

}  // namespace entrepot::reading
