// base/range.hpp: allowed values of a number, as a type and as a text: "> 0", ">= 0", "[0, 1]", "(0, 1]".
#pragma once
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>

namespace entrepot {

struct Range {
  static constexpr double infinity = std::numeric_limits<double>::infinity();
  double low = -infinity, high = infinity;
  bool low_open = false, high_open = false;

  /// False for NaN.
  constexpr bool holds(double x) const { return (low_open ? x > low : x >= low) && (high_open ? x < high : x <= high); }
  constexpr bool is_bounded() const { return low != -infinity || high != infinity; }
  /// As it is read by range_of; "" if every number is allowed.
  std::string text() const;
  constexpr bool operator==(const Range&) const = default;
};

namespace ranges {
inline constexpr Range any_number{};
inline constexpr Range positive{.low = 0.0, .low_open = true};
inline constexpr Range not_negative{.low = 0.0};
inline constexpr Range unit_interval{.low = 0.0, .high = 1.0};
inline constexpr Range share{.low = 0.0, .high = 1.0, .low_open = true};
inline constexpr Range below_one{.low = 0.0, .high = 1.0, .high_open = true};
}  // namespace ranges

namespace detail {
/// A decimal number without exponent; what is left of `text` is behind it.
constexpr double take_number(std::string_view& text) {
  const bool negative = text.starts_with('-');
  if (negative) text.remove_prefix(1);
  double value = 0.0, place = 0.0;
  std::size_t digits = 0;
  for (; !text.empty() && (text.front() == '.' || (text.front() >= '0' && text.front() <= '9')); text.remove_prefix(1)) {
    if (text.front() == '.') {
      place = 1.0;
      continue;
    }
    ++digits;
    value = value * 10.0 + (text.front() - '0');
    if (place > 0.0) place *= 10.0;
  }
  if (digits == 0) throw std::invalid_argument("a range needs a number such as 0.5");
  if (place > 0.0) value /= place;
  return negative ? -value : value;
}
}  // namespace detail

/// Reads "> 0", ">= 0", "< 1", "<= 1", "[0, 1]", "(0, 1]", "[0, 1)" or "". Throws std::invalid_argument on anything else: at compile time, an error.
constexpr Range range_of(std::string_view text) {
  Range range;
  if (text.empty()) return range;
  const auto take = [&](std::string_view word) {
    if (!text.starts_with(word)) return false;
    text.remove_prefix(word.size());
    return true;
  };
  if (take(">= ")) range.low = detail::take_number(text);
  else if (take("> ")) range = {.low = detail::take_number(text), .low_open = true};
  else if (take("<= ")) range.high = detail::take_number(text);
  else if (take("< ")) range = {.high = detail::take_number(text), .high_open = true};
  else {
    range.low_open = take("(");
    if (!range.low_open && !take("[")) throw std::invalid_argument("a range begins with > < ( or [");
    range.low = detail::take_number(text);
    if (!take(", ")) throw std::invalid_argument("a range has a comma and a blank between its ends");
    range.high = detail::take_number(text);
    range.high_open = take(")");
    if (!range.high_open && !take("]")) throw std::invalid_argument("a range ends with ) or ]");
  }
  if (!text.empty() || !(range.low <= range.high))
    throw std::invalid_argument("a range is no more than two numbers, the smaller one first");
  return range;
}

}  // namespace entrepot
