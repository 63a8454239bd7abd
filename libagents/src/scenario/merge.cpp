#include "scenario/merge.hpp"

#include <algorithm>
#include <unordered_map>

#include "scenario/read/schema.hpp"
#include "scenario/text/encoding.hpp"

namespace entrepot::reading {
namespace {

constexpr int every_depth = 1000;

void drop(TomlNode& table, std::string_view key) {
  std::erase_if(table.items, [&](const TomlNode& item) { return item.key == key; });
}

/// Tables that are in both are laid over each other down to `depth`; what is deeper replaces what was there.
void lay_tables(TomlNode& under, TomlNode over, int depth) {
  for (TomlNode& item : over.items) {
    const auto at =
        std::lower_bound(under.items.begin(), under.items.end(), item.key, [](const TomlNode& n, const auto& key) { return n.key < key; });
    if (at == under.items.end() || at->key != item.key) under.items.insert(at, std::move(item));
    else if (depth > 1 && at->kind == TomlNode::Kind::table && item.kind == TomlNode::Kind::table)
      lay_tables(*at, std::move(item), depth - 1);
    else *at = std::move(item);
  }
  over.items = std::move(under.items);
  under = std::move(over);  // its place is the later one's: that is where a key that neither has is missing
}

}  // namespace

bool is_merged(std::string_view path) { return path == "scenario.toml" || path == "sources.toml" || path == parameters_file; }

std::optional<TomlNode> read_document(std::string_view path, const std::vector<Piece>& pieces, Problems& problems) {
  const bool is_header = path == "scenario.toml";
  std::optional<TomlNode> whole;
  bool readable = true;
  for (const Piece& piece : pieces) {
    const std::uint32_t file = problems.file(piece.place, path);
    const std::string_view text = checked_text(piece.text, file, problems);
    std::optional<TomlNode> one = text.empty() ? std::nullopt : read_toml(text, file, problems);
    readable = readable && one;
    if (!readable) continue;
    if (is_header)
      for (const std::string_view key : {"extends", "without"}) drop(*one, key);
    if (whole) {
      if (is_header)
        for (const std::string_view key : {"id", "title"}) drop(*whole, key);
      lay_tables(*whole, std::move(*one), is_header ? every_depth : 1);
    } else {
      whole = std::move(one);
    }
  }
  return readable ? std::move(whole) : std::nullopt;
}

void lay_over(CsvTable& under, CsvTable over, std::string_view id) {
  under.file = over.file;  // where a row that neither has is missing
  std::unordered_map<std::string_view, std::size_t> row_of;
  const int own_id = over.column(id), base_id = under.column(id);
  for (std::size_t row = 0; base_id >= 0 && row < under.rows(); ++row)
    row_of.emplace(under.cell(row, static_cast<std::size_t>(base_id)).text, row);
  row_of.erase("");  // a row whose name cannot be read replaces none
  std::vector<int> from;
  for (Field& head : under.header) {
    from.push_back(over.column(head.text));
    if (from.back() < 0) head.text = {};  // told already (check_header): what one of them lacks, the whole lacks
  }
  for (std::size_t row = 0; row < over.rows(); ++row) {
    const auto at = own_id < 0 ? row_of.end() : row_of.find(over.cell(row, static_cast<std::size_t>(own_id)).text);
    const std::size_t to = at == row_of.end() ? under.rows() : at->second;
    if (to == under.rows()) {
      under.begins.emplace_back();
      under.whole.emplace_back();
      under.cells.resize(under.cells.size() + from.size());
    }
    under.begins[to] = over.begins[row];
    under.whole[to] = over.whole[row];
    for (std::size_t c = 0; c < from.size(); ++c)
      under.cell(to, c) = from[c] < 0 ? Field{{}, over.begins[row]} : over.cell(row, static_cast<std::size_t>(from[c]));
  }
  under.own.splice(under.own.end(), over.own);
}

}  // namespace entrepot::reading
