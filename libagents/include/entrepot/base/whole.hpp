// base/whole.hpp: whole numbers by luck, many at once: Luck::whole_part_of over arrays, compiled for several widths of vectors with the same bits.
#pragma once
#include <cstdint>
#include <span>

namespace entrepot {

/// out_i = Luck::whole_part_of(Luck::cell(of_row_i, of_column), x_i): x_i down to a whole number or up by the uniform of a grid's cell.
/// 0 <= x < 2^51; uniforms in [0, 1); out may be the memory of x. All of one length.
void whole_cells(std::span<const double> x, std::span<const double> of_row, double of_column, std::span<double> out);

/// out_i: so many of the n_i as share_i of them comes to, whole by the fractional part of sum_i (Luck::cell of three), at most n_i.
/// 0 <= n < 2^51; share in [0, 1]; sum in [0, 3). All of one length.
void whole_shares(std::span<const std::int64_t> n, std::span<const double> share, std::span<const double> sum, std::span<std::int64_t> out);

}  // namespace entrepot
