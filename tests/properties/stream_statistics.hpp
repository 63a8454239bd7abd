// How alike the generators of neighbours are: the numbers of stream_test.cpp, in a unit that is optimised.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

namespace stream {

inline constexpr std::size_t draws = 8, lags = 5, correlations = draws * draws * lags;
/// draw[a][i]: the a-th 32-bit output of the generator of neighbour i.
using Draws = std::array<std::vector<std::uint32_t>, draws>;

/// Standard normal scores, if the generators are independent: of the correlation of draw a of neighbour i with draw b of neighbour
/// i + lag, for all a, b < 8 and lag = 1 to 5 (320 of them), then of two chi-squares on a 64 x 64 grid of the top six bits (4,095 degrees
/// of freedom, Wilson and Hilferty 1931): (first draw of 2i, first draw of 2i+1), and (first, second draw of i).
std::vector<double> scores(const Draws& draw);

}  // namespace stream
