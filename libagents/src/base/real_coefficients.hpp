// Written by tools/real_coefficients.py, which holds the derivations. Do not edit.
// clang-format off
#pragma once
#include <array>

namespace entrepot::real::table {

// ln 2; the high part has 38 bits, so that k * ln2_high is exact for |k| < 2^15
inline constexpr double ln2_high = 0x1.62e42fefa0000p-1, ln2_low = 0x1.cf79abc9e3b3ap-40;

// 1 / ln 2
inline constexpr double log2_e_high = 0x1.71547652b82fep+0, log2_e_low = 0x1.777d0ffda0d24p-56;

// 1 / ln 10
inline constexpr double log10_e_high = 0x1.bcb7b1526e50ep-2, log10_e_low = 0x1.95355baaafad3p-57;

// 1/3
inline constexpr double third_high = 0x1.5555555555555p-2, third_low = 0x1.5555555555555p-56;

inline constexpr double inverse_sqrt_2pi = 0x1.9884533d43651p-2;
inline constexpr double half_ln_2pi = 0x1.d67f1c864beb5p-1;

// (e^r - 1 - r)/r^2 on |r| <= ln(2)/2, lowest power first
inline constexpr std::array<double, 11> exp_rest{
    0x1.0000000000000p-1,
    0x1.5555555555557p-3,
    0x1.5555555555556p-5,
    0x1.11111111100bep-7,
    0x1.6c16c16c162c3p-10,
    0x1.a01a01abf85abp-13,
    0x1.a01a01a6e1e2ap-16,
    0x1.71de01fdbf9cap-19,
    0x1.27e4db46cddd1p-22,
    0x1.af4e554377204p-26,
    0x1.1f7340dbc337ep-29};

// (atanh(s)/s - 1 - z/3)/z^2, z = s^2 <= 0.0295, lowest power first
inline constexpr std::array<double, 8> atanh_rest{
    0x1.999999999999ap-3,
    0x1.2492492492524p-3,
    0x1.c71c71c6ea01fp-4,
    0x1.745d177b22bcfp-4,
    0x1.3b1395976d2f0p-4,
    0x1.1118d458653bcp-4,
    0x1.df7a2eafecf14p-5,
    0x1.e0499f72e39b9p-5};

// (Phi(x) - 1/2)/x in x^2, |x| <= 1, lowest power first
inline constexpr std::array<double, 12> normal_middle{
    0x1.9884533d43651p-2,
    -0x1.1058377e2cee0p-4,
    0x1.46d04297691d4p-7,
    -0x1.37403f6ba0d58p-10,
    0x1.e42b0d51f3af5p-14,
    -0x1.3ce8fabb14fa3p-17,
    0x1.658a200c0bbd5p-21,
    -0x1.6222341d773a0p-25,
    0x1.38735285c9bb3p-29,
    -0x1.f05150671c2a5p-34,
    0x1.600b0090c92c8p-38,
    -0x1.7bfa3ccf0b6e8p-43};

inline constexpr double mills_middle = 0x1.0000000000000p+2;

// (1+x) Q(x)/phi(x) for x >= 0: Chebyshev coefficients in t = (x-4)/(x+4)
inline constexpr std::array<double, 30> mills{
    0x1.2ac3f476eafc7p+0,
    -0x1.49c4a1c00032ep-3,
    -0x1.cacc58fbe801ap-6,
    0x1.037a49749dcc6p-5,
    -0x1.8c994302546cap-7,
    0x1.62a14e7f394b4p-9,
    -0x1.39db1fc6ead51p-12,
    -0x1.20031ff9ba88ep-16,
    0x1.55888e9921460p-17,
    -0x1.06ca067d80a9fp-21,
    -0x1.315f7495ba51dp-22,
    0x1.0847c5fbcfa36p-25,
    0x1.3b6f76fd1d71ap-27,
    -0x1.5ea316dee7bddp-30,
    -0x1.9273b488ed516p-32,
    0x1.93f8f7a920439p-35,
    0x1.2e65ca8d870dcp-36,
    -0x1.663a80692e14fp-40,
    -0x1.e7f839bba480dp-41,
    0x1.3ed3e2cbb0a6ep-50,
    0x1.810f464f3e401p-45,
    0x1.112a7518ba66dp-48,
    -0x1.0a3d68f8bebdep-49,
    -0x1.d2001c1001ef4p-52,
    0x1.ec9b5bd301e20p-55,
    0x1.0f4dbb38df2a4p-55,
    0x1.0be58b5d15dfap-60,
    -0x1.d5c4c03e1a25ep-60,
    -0x1.5a9093faccad5p-62,
    0x1.dddf41163b66bp-65};

}  // namespace entrepot::real::table
