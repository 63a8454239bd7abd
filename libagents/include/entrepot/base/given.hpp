// base/given.hpp: how a column is given in the file of its table: said in the column's own description, so that nobody says it a second time.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

#include "entrepot/base/range.hpp"

namespace entrepot {

enum class Form : std::uint8_t {
  not_given,
  by_type,       ///< what follows from the column's type: real -> number, integer -> whole, byte -> flag, enumeration -> choice, set of
                 ///< enumerators -> words, id -> reference, string -> text
  id,            ///< names the row; a name as files have them
  state_code,    ///< names the row; three capitals
  text,          ///< any text on one line
  number,        ///< digits with a point as decimal mark, finite
  whole,         ///< digits only
  flag,          ///< 0 or 1
  words,         ///< names of enumerators with a blank between them
  choice,        ///< the name of one enumerator
  reference,     ///< the name of a row of another table
  agent,         ///< "state:" or "firm:" and a name
  day,           ///< 2025-01-31; of a column: nothing but the day counts (columns that only the file has)
  quarter_of,    ///< a day; the column is the quarter that contains it
  quarter_from,  ///< a day; the column is the first quarter by whose middle it has come
  luck_key,      ///< not in the file: hash of what the table's rows are called and of the row's name
};

/// Of a column with inner axes each position has a column of the file: its name with _home, _rival and so on behind it.
struct Given {
  std::string_view as = {};                      ///< its name in the file, if another than the column's
  Range allowed = {};                            ///< in the file, if narrower than the column's range
  Form form = Form::by_type;                     ///< if another than what its type says
  bool may_be_empty = false;                     ///< a reference is then none, words are none at all
  double when_empty = 0.0;                       ///< what a number or a quarter is where its field is empty
  std::span<const std::string_view> names = {};  ///< of words and choices that may stand in the file, if not all of the column's
};

constexpr Range within(double low, double high) { return {.low = low, .high = high}; }
/// Amounts: wide enough for every world, and narrow enough to catch a slip in the unit and to keep sums finite.
inline constexpr Range amounts = within(0.0, 1e12);

}  // namespace entrepot
