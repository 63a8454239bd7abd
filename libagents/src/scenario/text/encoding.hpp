// scenario/text/encoding.hpp: what holds for every text file of a scenario, whatever stands in it.
#pragma once
#include <string>
#include <string_view>

#include "scenario/text/problems.hpp"

namespace entrepot::reading {

inline constexpr std::size_t longest_line = 65'536;      ///< bytes
inline constexpr std::size_t largest_file = 64'000'000;  ///< bytes

/// Checks size, byte order mark, UTF-8, line ends, control characters and the length of lines. Returns the text without its mark, or an
/// empty one if reading on makes no sense; every problem found has been added.
std::string_view checked_text(std::string_view text, std::uint32_t file, Problems& problems);

/// The text for a sentence: on one line and in UTF-8. Bytes and characters that a terminal does not print become '?'.
std::string one_line(std::string_view text);

/// Whether a relative path stays in its folder: no "..", no empty part, nothing that another system reads as a root.
bool stays_inside(std::string_view path);

}  // namespace entrepot::reading
