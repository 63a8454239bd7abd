// base/units.hpp: the units of the model and the few constants that turn one into another.
//
// Names carry the unit: `_usd`, `_h100e`, `_mw`, `_kw`, `_quarters`, `_per_year`. H100e without more = training quality q_train
// (model_equations.md, conventions). Money in accounts is whole cents, so that it sums to zero exactly.
#pragma once
#include <cstdint>

namespace entrepot {

inline constexpr double quarters_per_year = 4.0;
inline constexpr double days_per_quarter = 365.25 / 4.0;
inline constexpr double h100_train_flop_s = 9.89e14;      ///< dense 16-bit FLOP/s of one H100 (columns.md, product)
inline constexpr double h100_memory_bw_byte_s = 3.35e12;  ///< memory bandwidth of one H100 SXM (columns.md, product)

using Cents = std::int64_t;  ///< money in accounts

/// USD to whole cents, half away from zero. Domain: |usd| < 9e16.
constexpr Cents cents(double usd) { return static_cast<Cents>(usd * 100.0 + (usd < 0 ? -0.5 : 0.5)); }
constexpr double usd(Cents c) { return static_cast<double>(c) / 100.0; }

}  // namespace entrepot
