// base/real_kernels.hpp: exp, log and pow as branch-free functions of one double. The scalar forms and the array loops of real.cpp both
// inline them, and every operation is an IEEE one (+ - * /) or integer arithmetic on the bits, in a fixed order: so both have the same
// bits, whatever the vector width. Shifts are logical and integers become doubles through their bits, because AVX2 has nothing else for
// 64 bits.
#pragma once
#include <bit>
#include <cstdint>
#include <limits>

#include "base/real_coefficients.hpp"

namespace entrepot::real::kernel {

inline constexpr double infinity = std::numeric_limits<double>::infinity();
inline constexpr double nan =
    std::numeric_limits<double>::quiet_NaN();  // the one NaN that is returned: operations of CPUs differ in its sign

using Bits64 = std::uint64_t;
[[gnu::always_inline]] inline Bits64 bits(double x) { return std::bit_cast<Bits64>(x); }
[[gnu::always_inline]] inline double real_of(Bits64 b) { return std::bit_cast<double>(b); }
[[gnu::always_inline]] inline double absolute(double x) { return real_of(bits(x) & 0x7fffffffffffffffULL); }

/// A number as an unevaluated sum, |low| <= ulp(high)/2 or near it.
struct Pair {
  double high, low;
};

/// The leading 26 bits of x; the rest has at most 27.
[[gnu::always_inline]] inline double head(double x) { return real_of(bits(x) & 0xfffffffff8000000ULL); }

/// a*b with its rounding error (Dekker 1971; here exact to 2^-106 relative).
[[gnu::always_inline]] inline Pair product(double a, double b) {
  const double ah = head(a), al = a - ah, bh = head(b), bl = b - bh;
  const double p = a * b;
  return {p, ((ah * bh - p) + ah * bl + al * bh) + al * bl};
}

/// a+b with its rounding error, for |a| >= |b| or a = 0.
[[gnu::always_inline]] inline Pair ordered_sum(double a, double b) {
  const double s = a + b;
  return {s, b - (s - a)};
}

/// x = k ln 2 + r.high + r.low, |r| <= ln(2)/2 and rest = e^r - 1 - r.high.
struct Reduced {
  Bits64 k;  ///< two's complement
  double r_high, rest;
};

/// For |x.high| < 2^14.
[[gnu::always_inline]] inline Reduced reduced(Pair x) {
  constexpr double shift = 0x1.8p52;  // adding it leaves the nearest integer in the low bits
  const double shifted = x.high * table::log2_e_high + shift;
  const double k = shifted - shift;
  const double exact = x.high - k * table::ln2_high;
  const double rest = x.low - k * table::ln2_low;
  const double r = exact + rest;
  const double r_low = (exact - r) + rest;
  const auto& c = table::exp_rest;
  const double r2 = r * r, r4 = r2 * r2;
  const double first = (c[0] + c[1] * r) + (c[2] + c[3] * r) * r2;
  const double second = (c[4] + c[5] * r) + (c[6] + c[7] * r) * r2;
  const double third = (c[8] + c[9] * r) + c[10] * r2;
  return {bits(shifted) - bits(shift), r, r_low + r2 * (first + r4 * (second + r4 * third))};
}

/// 2^k for -1022 <= k <= 1023.
[[gnu::always_inline]] inline double power_of_two(Bits64 k) { return real_of((k + 1023U) << 52U); }

/// exp(x.high + x.low), where low is a correction of at most some ulp of high. 0.6 ulp where the result is normal.
[[gnu::always_inline]] inline double exp(Pair x) {
  double high = x.high > 720.0 ? 720.0 : x.high;  // beyond: infinity or zero anyway
  high = high < -760.0 ? -760.0 : high;
  const Reduced e = reduced({high, x.low});
  const Pair one = ordered_sum(1.0, e.r_high);
  const double significand = one.high + (one.low + e.rest);
  const Bits64 half = ((e.k + 2048U) >> 1U) - 1024U;  // 2^k in two factors: k may be outside the range of exponents
  const double y = (significand * power_of_two(half)) * power_of_two(e.k - half);
  return x.high != x.high ? nan : y;
}

/// e^x - 1: 2^k (1 + r) - 1 with its rounding error, then what is left of the series.
[[gnu::always_inline]] inline double expm1(double x) {
  double inside = x > 709.0 ? 709.0 : x;
  inside = inside < -40.0 ? -40.0 : inside;
  const Reduced e = reduced({inside, 0.0});
  const double scale = power_of_two(e.k);
  const Pair one = ordered_sum(1.0, e.r_high);
  const double power = scale * one.high;
  const Pair above = ordered_sum(power, -1.0), below = ordered_sum(-1.0, power);
  const double high = power > 1.0 ? above.high : below.high, low = power > 1.0 ? above.low : below.low;
  double y = high + (low + scale * (one.low + e.rest));
  y = e.k == 0 ? e.r_high + e.rest : y;
  y = x > 709.0 ? exp({x, 0.0}) : y;
  y = x < -40.0 ? -1.0 : y;
  y = x == 0.0 ? x : y;  // keeps the sign of zero
  return x != x ? nan : y;
}

/// x = 2^k m, m in [sqrt(1/2), sqrt 2), for 0 < x < infinity.
struct Decomposed {
  double k, m;
};
[[gnu::always_inline]] inline Decomposed decomposed(double x) {
  constexpr Bits64 root_half = 0x3fe6a09e667f3bcdULL;
  const bool subnormal = x < 0x1p-1022;
  const double scaled = x * 0x1p54;
  const Bits64 shifted = bits(subnormal ? scaled : x) + (0x3ff0000000000000ULL - root_half);
  const double biased = real_of((shifted >> 52U) | 0x4330000000000000ULL);  // 2^52 + exponent
  return {biased - (subnormal ? 0x1p52 + 1023.0 + 54.0 : 0x1p52 + 1023.0), real_of((shifted & 0x000fffffffffffffULL) + root_half)};
}

/// (atanh(s)/s - 1 - z/3)/z^2 for z = s^2.
[[gnu::always_inline]] inline double atanh_rest(double z) {
  const auto& c = table::atanh_rest;
  const double z2 = z * z;
  return ((c[0] + c[1] * z) + (c[2] + c[3] * z) * z2) + (z2 * z2) * ((c[4] + c[5] * z) + (c[6] + c[7] * z) * z2);
}

/// k ln 2 + ln(1+f) + correction: ln(1+f) = 2 atanh(s), s = f/(2+f), as f - f^2/2 + s (f^2/2 + R), the arrangement known from fdlibm.
[[gnu::always_inline]] inline double log_sum(double k, double f, double correction) {
  const double s = f / (2.0 + f);
  const double z = s * s;
  const double rest = 2.0 * z * (table::third_high + z * atanh_rest(z));
  const double half_square = 0.5 * f * f;
  return k * table::ln2_high - ((half_square - (s * (half_square + rest) + (k * table::ln2_low + correction))) - f);
}

[[gnu::always_inline]] inline double log(double x) {
  const Decomposed d = decomposed(x);
  double y = log_sum(d.k, d.m - 1.0, 0.0);
  y = x == infinity ? infinity : y;
  y = x == 0.0 ? -infinity : y;
  return x >= 0.0 ? y : nan;
}

/// ln x to about 2^-64 relative, for 0 < x < infinity: the odd series in s, with s, s^2, s^2/3 and the products as pairs.
[[gnu::always_inline]] inline Pair log_pair(double x) {
  const Decomposed d = decomposed(x);
  const double f = d.m - 1.0, t = d.m + 1.0, t_low = d.m - (t - 1.0), inverse = 1.0 / t;
  const double s = f * inverse;
  const Pair back = product(s, t);
  const double s_low = (((f - back.high) - back.low) - s * t_low) * inverse;
  const Pair square = product(s, s);
  const double z = square.high, z_low = square.low + 2.0 * s * s_low;
  const Pair cubic = product(z, table::third_high);
  const Pair q = ordered_sum(cubic.high, z * z * atanh_rest(z));
  const double q_low = q.low + (cubic.low + (z * table::third_low + z_low * table::third_high));
  const Pair sq = product(s, q.high);
  const Pair half = ordered_sum(s, sq.high);
  const double half_low = half.low + (sq.low + (s_low + (s * q_low + s_low * q.high)));
  const Pair sum = ordered_sum(d.k * table::ln2_high, 2.0 * half.high);
  return ordered_sum(sum.high, sum.low + (2.0 * half_low + d.k * table::ln2_low));
}

/// What pow needs to know of its exponent y: an array of powers with one exponent asks once. Selections only, so that an array with an
/// exponent a row is a loop of vectors as well.
struct Exponent {
  double y;
  double at_zero, at_infinity, at_minus_one, at_nan;  ///< |x|^y for |x| = 0 and infinity, (-1)^y, NaN^y
  double if_negative, always;                         ///< what is added for x < 0 and always: -0.0 for nothing, or NaN
  Bits64 sign;                                        ///< the bit of x that the result keeps: y is odd
};
[[gnu::always_inline]] inline Exponent exponent(double y) {
  const double a = absolute(y);
  const double shifted = a + 0x1p52;  // the nearest integer, its last bit that of the word; from 2^52 on a itself is one
  const double nearest = a < 0x1p52 ? shifted - 0x1p52 : a;
  const Bits64 last = bits(a < 0x1p52 ? shifted : a) & 1U;
  const Bits64 last_of_small = a < 0x1p53 ? last : 0U;  // beyond, and infinity, all are even
  const Bits64 sign = (nearest == a ? last_of_small : 0U) << 63U;
  const double zero_or_one = y == 0.0 ? 1.0 : 0.0, infinity_or_one = y == 0.0 ? 1.0 : infinity;
  return {y,
          y < 0.0 ? infinity : zero_or_one,
          y < 0.0 ? 0.0 : infinity_or_one,
          nearest == a ? real_of(bits(1.0) | sign) : nan,
          y == 0.0 ? 1.0 : nan,
          nearest == a ? -0.0 : nan,
          y != y ? nan : -0.0,
          sign};
}

/// x^y, special values as IEEE 754-2019, 9.2.1.
[[gnu::always_inline]] inline double pow(double x, const Exponent& e) {
  const double a = absolute(x);
  const Pair l = log_pair(a);
  const Pair p = product(e.y, l.high);
  const double size = absolute(p.high);
  const double low = p.low + e.y * l.low;
  const double limit = p.high > 0.0 ? 800.0 : -800.0;
  double y = exp(Pair{size < 800.0 ? p.high : limit, size < 800.0 ? low : 0.0});
  const double negative = y + e.if_negative;
  y = x < 0.0 ? negative : y;
  y = a == 0.0 ? e.at_zero : y;
  y = a == infinity ? e.at_infinity : y;
  y = real_of(bits(y) | (bits(x) & e.sign)) + e.always;
  y = x == -1.0 ? e.at_minus_one : y;
  y = x != x ? e.at_nan : y;
  return x == 1.0 ? 1.0 : y;
}

}  // namespace entrepot::real::kernel
