#include "scenario/text/csv.hpp"

#include <algorithm>

namespace entrepot::reading {
namespace {

/// Characters (not bytes) of a text.
std::uint32_t characters(std::string_view text) {
  std::uint32_t n = 0;
  for (const char c : text) n += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1U : 0U;
  return n;
}

class LineReader {
  CsvTable& table_;
  Problems& problems_;
  std::string_view line_;
  std::size_t at_ = 0;
  Position place_;

 public:
  LineReader(CsvTable& table, Problems& problems, std::string_view line, std::uint32_t number)
      : table_{table}, problems_{problems}, line_{line}, place_{table.file, number, 1} {}

  /// Appends the line's fields. Returns false if the line cannot be cut into fields.
  bool read(std::vector<Field>& out) {
    for (;;) {
      const Position begin = place_;
      std::string_view text;
      if (at_ < line_.size() && line_[at_] == '"') {
        if (!read_quoted(text)) return false;
      } else {
        const std::size_t end = std::min(line_.find(',', at_), line_.size());
        text = line_.substr(at_, end - at_);
        if (const std::size_t quote = text.find('"'); quote != std::string_view::npos) {
          problems_.add({begin.file, begin.line, begin.column + characters(text.substr(0, quote))}, "stray-quote",
                        "a quote stands inside a field without quotes", "put the whole field in quotes and write each quote in it twice");
          return false;
        }
        place_.column += characters(text);
        at_ = end;
      }
      out.push_back({text, begin});
      if (at_ == line_.size()) return true;
      ++at_;  // the comma
      ++place_.column;
    }
  }

 private:
  bool read_quoted(std::string_view& text) {
    const Position begin = place_;
    const std::size_t first = at_ + 1;
    std::size_t end = first;
    bool doubled = false;
    for (;;) {
      end = line_.find('"', end);
      if (end == std::string_view::npos) {
        problems_.add(begin, "open-quote", "the quoted field does not end on its line", "close it with a quote");
        return false;
      }
      if (end + 1 >= line_.size() || line_[end + 1] != '"') break;
      doubled = true;
      end += 2;
    }
    text = line_.substr(first, end - first);
    place_.column += characters(text) + 2;
    at_ = end + 1;
    if (at_ < line_.size() && line_[at_] != ',') {
      problems_.add(place_, "text-after-quote", "text follows the closing quote of a field",
                    "end the field with a comma, or write the quote twice");
      return false;
    }
    if (doubled) text = undoubled(text);
    return true;
  }
  std::string_view undoubled(std::string_view text) {
    std::string& out = table_.own.emplace_back();
    for (std::size_t i = 0; i < text.size(); ++i) {
      out += text[i];
      if (text[i] == '"') ++i;
    }
    return out;
  }
};

void add_row(CsvTable& table, std::vector<Field>& fields, bool cut, Position begin, Problems& problems) {
  const std::size_t columns = table.header.size();
  if (cut && fields.size() != columns)
    problems.add(begin, "field-count",
                 std::string("the row has ") + std::to_string(fields.size()) + " fields, the header has " + std::to_string(columns),
                 fields.size() > columns ? "a field with a comma stands in quotes" : "an empty field still has its comma");
  table.whole.push_back(cut && fields.size() == columns ? 1 : 0);
  table.begins.push_back(begin);
  fields.resize(columns, {std::string_view{}, begin});
  table.cells.insert(table.cells.end(), fields.begin(), fields.end());
}

}  // namespace

int CsvTable::column(std::string_view name) const {
  for (std::size_t c = 0; c < header.size(); ++c)
    if (header[c].text == name) return static_cast<int>(c);
  return -1;
}

Position CsvTable::at(std::size_t row, std::string_view name) const {
  const int c = column(name);
  return c < 0 ? begins[row] : cell(row, static_cast<std::size_t>(c)).at;
}
std::string_view CsvTable::raw(std::size_t row, std::string_view name) const {
  const int c = column(name);
  return c < 0 ? std::string_view{} : cell(row, static_cast<std::size_t>(c)).text;
}

CsvTable read_csv(std::string_view text, std::uint32_t file, Problems& problems) {
  CsvTable table;
  table.file = file;
  std::vector<Field> fields;
  std::uint32_t number = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    ++number;
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);  // told already (checked_text)
    if (line.empty()) continue;
    fields.clear();
    const bool cut = LineReader(table, problems, line, number).read(fields);
    if (!table.header.empty()) {
      add_row(table, fields, cut, {file, number, 1}, problems);
    } else {
      if (!cut) return table;
      table.header = fields;
    }
  }
  return table;
}

std::string csv_field(std::string_view text) {
  if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c == '\n' || c == '\r' ? ' ' : c;
  }
  return out + '"';
}

}  // namespace entrepot::reading
