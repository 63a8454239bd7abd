#include "entrepot/base/whole.hpp"

#include <bit>

#include "base/wide.hpp"
#include "entrepot/base/luck.hpp"

namespace entrepot {
namespace {

ENTREPOT_CLONES void cells(const double* x, const double* of_row, double of_column, double* out, std::size_t n) {
  ENTREPOT_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) out[i] = Luck::whole_part_of(Luck::cell(of_row[i], of_column), x[i]);
}

ENTREPOT_CLONES void shares(const std::int64_t* quantity, const double* share, const double* sum, std::int64_t* out, std::size_t n) {
  constexpr double shift = 0x1p52;  // adding it to a number rounds it, and leaves the whole number in the low bits
  constexpr auto shifted_zero = std::bit_cast<std::int64_t>(shift);
  ENTREPOT_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) {
    const double all = std::bit_cast<double>(quantity[i] | shifted_zero) - shift;
    const double u = sum[i] - ((sum[i] >= 1.0 ? 1.0 : 0.0) + (sum[i] >= 2.0 ? 1.0 : 0.0));  // Luck::cell
    const double part = Luck::whole_part_of(u, all * share[i]);
    out[i] = std::bit_cast<std::int64_t>((part < all ? part : all) + shift) - shifted_zero;
  }
}

}  // namespace

void whole_cells(std::span<const double> x, std::span<const double> of_row, double of_column, std::span<double> out) {
  cells(x.data(), of_row.data(), of_column, out.data(), x.size());
}

void whole_shares(std::span<const std::int64_t> n, std::span<const double> share, std::span<const double> sum,
                  std::span<std::int64_t> out) {
  shares(n.data(), share.data(), sum.data(), out.data(), n.size());
}

}  // namespace entrepot
