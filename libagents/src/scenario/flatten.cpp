// A scenario and all that it extends as one folder.
#include <array>

#include "scenario/folder.hpp"
#include "scenario/merge.hpp"
#include "scenario/read/columns.hpp"
#include "scenario/read/schema.hpp"
#include "scenario/text/encoding.hpp"

namespace entrepot::reading {
namespace {

/// Where a place of a text begins, in bytes.
std::size_t offset_of(std::string_view text, Position at) {
  std::size_t offset = 0;
  for (std::uint32_t line = 1; line < at.line; ++line) offset = text.find('\n', offset) + 1;
  for (std::uint32_t column = 1; column < at.column && offset < text.size(); ++column) {
    ++offset;
    while (offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0U) == 0x80U) ++offset;
  }
  return offset;
}

/// The text of the only scenario.toml without `extends` and `without`, so that its comments stay and its lines keep their numbers.
std::string cut_header(std::string_view text, Problems& problems, std::uint32_t file) {
  std::string out(text);
  for (const std::string_view key : {"extends", "without"}) {
    const std::optional<TomlNode> document = read_toml(out, file, problems);
    const TomlNode* item = document ? document->find(key) : nullptr;
    if (item == nullptr) continue;
    const std::size_t first = offset_of(out, item->key_at), last = offset_of(out, item->end);
    std::string lines;
    for (std::size_t i = first; i < last; ++i)
      if (out[i] == '\n') lines += '\n';
    out.replace(first, last - first, lines);
  }
  return out;
}

std::string merged_document(std::string_view path, const std::vector<Piece>& pieces, Problems& problems) {
  const std::optional<TomlNode> document = read_document(path, pieces, problems);
  problems.throw_if_any();
  return pieces.size() == 1 ? cut_header(pieces.front().text, problems, problems.file(pieces.front().place, path)) : toml_text(*document);
}

std::string merged_rows(const std::vector<Piece>& pieces, const TableSpec& spec, Problems& problems) {
  CsvTable table;
  for (const Piece& piece : pieces) {
    const std::uint32_t file = problems.file(piece.place, spec.file().path);
    CsvTable one = read_csv(checked_text(piece.text, file, problems), file, problems);
    check_header(one, spec, problems);
    if (table.header.empty()) table = std::move(one);
    else lay_over(table, std::move(one), spec.id);
  }
  problems.throw_if_any();
  std::string out;
  const std::size_t columns = table.header.size();
  const auto add = [&](const Field& field, std::size_t c) { out.append(csv_field(field.text)).append(c + 1 < columns ? "," : "\n"); };
  for (std::size_t c = 0; c < columns; ++c) add(table.header[c], c);
  for (std::size_t row = 0; row < table.rows(); ++row)
    for (std::size_t c = 0; c < columns; ++c) add(table.cell(row, c), c);
  return out;
}

}  // namespace

ScenarioFiles flattened(const Stack& stack) {
  ScenarioFiles out;
  Problems problems;
  for (const auto& [path, pieces] : stack.files) {
    if (path == parameters_file && pieces.size() > 1) out[path] = merged_rows(pieces, *shipped_schema().by_path(path), problems);
    else if (path == "scenario.toml" || pieces.size() > 1) out[path] = merged_document(path, pieces, problems);
    else out[path] = pieces.front().text;
  }
  return out;
}

}  // namespace entrepot::reading
