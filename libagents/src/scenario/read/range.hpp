// scenario/read/range.hpp: allowed values of a number.
#pragma once
#include <limits>
#include <string>

#include "entrepot/base/errors.hpp"

namespace entrepot::reading {

struct Range {
  double low = -std::numeric_limits<double>::infinity(), high = std::numeric_limits<double>::infinity();
  bool low_open = false, high_open = false;

  constexpr bool holds(double x) const { return (low_open ? x > low : x >= low) && (high_open ? x < high : x <= high); }
  /// "> 0", ">= 0", "[0, 1]", "(0, 1]".
  std::string text() const {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    if (low == high) return text_of(low);
    if (high == infinity) return std::string(low_open ? "> " : ">= ") + text_of(low);
    if (low == -infinity) return std::string(high_open ? "< " : "<= ") + text_of(high);
    return std::string(low_open ? "(" : "[") + text_of(low) + ", " + text_of(high) + (high_open ? ")" : "]");
  }
};

inline constexpr Range any_number{};
inline constexpr Range positive{.low = 0.0, .low_open = true};
inline constexpr Range not_negative{.low = 0.0};
inline constexpr Range unit_interval{.low = 0.0, .high = 1.0};
inline constexpr Range share{.low = 0.0, .high = 1.0, .low_open = true};
inline constexpr Range below_one{.low = 0.0, .high = 1.0, .high_open = true};

}  // namespace entrepot::reading
