// scenario/read/values.hpp: one CSV field as a value of its column's kind. Nothing = a problem has been added (or stands in a broken row).
#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "entrepot/scenario/scenario.hpp"
#include "scenario/read/schema.hpp"
#include "scenario/text/csv.hpp"

namespace entrepot::reading {

/// Row numbers by id. Not complete = not every id could be read, so nobody complains about names that are not in it.
class Index {
  std::unordered_map<std::string_view, std::int32_t> rows_;
  std::vector<std::string> names_;
  std::string noun_ = "row";
  bool complete_ = false;

 public:
  Index() = default;
  /// Ids as they stand in a table that outlives the index; repeated ids keep their first row.
  explicit Index(const std::vector<std::string_view>& ids, std::string_view noun);
  /// Of a table whose ids could not be read.
  static Index unknown(std::string_view noun) {
    Index index;
    index.noun_ = noun;
    return index;
  }
  const std::string& noun() const { return noun_; }
  bool complete() const { return complete_; }
  std::int32_t find(std::string_view id) const {
    const auto at = rows_.find(id);
    return at == rows_.end() ? -1 : at->second;
  }
  const std::vector<std::string>& names() const { return names_; }
};

/// Of the tables whose rows have names, by the table's name.
using Indexes = std::map<std::string, Index, std::less<>>;

/// A field with what is needed to read it and to complain about it.
struct Cell {
  const FileColumn& spec;
  const Field& field;
  const Indexes& indexes;
  Problems& problems;
};

std::optional<double> number_of(const Cell& cell);
std::optional<std::int64_t> whole_of(const Cell& cell);
std::optional<bool> flag_of(const Cell& cell);
std::optional<Date> date_of(const Cell& cell);
std::optional<std::uint32_t> words_of(const Cell& cell);
/// Position of the enumerator; where the column has no names of its own, position among those that may be given.
std::optional<std::size_t> choice_of(const Cell& cell);
/// Row of the table that the column refers to.
std::optional<std::int32_t> reference_of(const Cell& cell);
/// An agent that a field names: its kind and the row in that kind's table.
struct NamedAgent {
  AgentKind kind;
  std::int32_t row = -1;  ///< none
};
std::optional<NamedAgent> agent_of(const Cell& cell);
/// Checks an id or a text.
bool check_text(const Cell& cell);
/// Checks a field of any kind.
void check(const Cell& cell);

/// YYYY-MM-DD of a day that exists; nothing otherwise.
std::optional<Date> parse_date(std::string_view text);

}  // namespace entrepot::reading
