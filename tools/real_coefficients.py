"""Derives every number of libagents/src/base/real_coefficients.hpp from its definition, in 90-digit decimal arithmetic.

    python tools/real_coefficients.py > libagents/src/base/real_coefficients.hpp

Polynomials interpolate their function at the Chebyshev nodes of the stated interval (within a small factor of the best
polynomial of that degree), are expanded in powers and then rounded to double. Standard library only.
"""

from decimal import Decimal, getcontext

getcontext().prec = 90
D = Decimal


def arctan_inverse(n):
    """atan(1/n) by its Taylor series."""
    total, power, k = D(0), D(1) / n, 0
    while abs(power) > D(10) ** -95:
        total += power / (2 * k + 1) * (-1) ** k
        power /= n * n
        k += 1
    return total


PI = 4 * (4 * arctan_inverse(5) - arctan_inverse(239))  # Machin 1706


def cos(x):
    total, term, k = D(0), D(1), 0
    while abs(term) > D(10) ** -95:
        total += term
        k += 2
        term *= -x * x / (k * (k - 1))
    return total


def nodes(count):
    return [cos(PI * (2 * i + 1) / (2 * count)) for i in range(count)]


def interpolate(f, low, high, degree):
    """Coefficients, lowest first, of the polynomial through f at the Chebyshev nodes of [low, high]."""
    xs = [(low + high) / 2 + (high - low) / 2 * t for t in nodes(degree + 1)]
    table = [f(x) for x in xs]
    for step in range(1, degree + 1):  # Newton's divided differences
        for i in range(degree, step - 1, -1):
            table[i] = (table[i] - table[i - 1]) / (xs[i] - xs[i - step])
    poly = [D(0)]
    for i in range(degree, -1, -1):  # Horner in the Newton basis
        shifted = [D(0)] + poly
        poly = [a - xs[i] * b for a, b in zip(shifted, poly + [D(0)])]
        poly[0] += table[i]
    return poly[: degree + 1]


def exp_rest(r):
    """(e^r - 1 - r) / r^2 = sum r^k / (k+2)!"""
    total, term, k = D(0), D(1) / 2, 3
    while abs(term) > D(10) ** -95:
        total += term
        term *= r / k
        k += 1
    return total


def atanh_rest(z):
    """(atanh(s)/s - 1 - z/3) / z^2 with z = s^2: sum z^k / (2k+5)."""
    total, power, k = D(0), D(1), 0
    while abs(power) > D(10) ** -95:
        total += power / (2 * k + 5)
        power *= z
        k += 1
    return total


def normal_middle(z):
    """(Phi(x) - 1/2)/x with z = x^2: sum (-z/2)^k / (k! (2k+1)) / sqrt(2 pi)."""
    total, term, k = D(0), D(1), 0
    while abs(term) > D(10) ** -95:
        total += term / (2 * k + 1)
        k += 1
        term *= -z / (2 * k)
    return total / (2 * PI).sqrt()


def mills(x):
    """Q(x)/phi(x), the upper tail of the normal over its density: series of the lower part, or Laplace's continued fraction."""
    if x < 9:
        total, term, k = D(0), x, 1  # (Phi - 1/2)/phi = sum x^(2k+1)/(2k+1)!!
        while abs(term) > D(10) ** -95:
            total += term
            k += 2
            term *= x * x / k
        return (2 * PI).sqrt() / 2 * (x * x / 2).exp() - total
    value = x
    for k in range(4000, 0, -1):
        value = x + k / value
    return 1 / value


def chebyshev(f, count):
    """Chebyshev coefficients of f on [-1, 1]; the first is halved already."""
    ts = nodes(4 * count)
    values = [f(t) for t in ts]
    out = []
    for j in range(count):
        c = sum(v * cos(PI * j * (2 * i + 1) / (8 * count)) for i, v in enumerate(values)) * 2 / len(ts)
        out.append(c / 2 if j == 0 else c)
    return out


def high_part(value, bits):
    """value, below 2, cut to `bits` bits after the binary point."""
    scaled = int(value * D(2) ** bits)
    return float(scaled) / 2.0**bits


def literal(value):
    return float(value).hex()


def array(name, values, why):
    body = ",\n    ".join(literal(v) for v in values)
    return f"// {why}\ninline constexpr std::array<double, {len(values)}> {name}{{\n    {body}}};\n"


def pair(name, value, bits, why):
    high = high_part(value, bits)
    return f"// {why}\ninline constexpr double {name}_high = {literal(high)}, {name}_low = {literal(value - D(high))};\n"


def full(value):
    """Bits after the point that keep the leading 53 bits of a value below 2."""
    bits = 52
    while value * D(2) ** bits < D(2) ** 52:
        bits += 1
    return bits


def main():
    ln2, ln10 = D(2).ln(), D(10).ln()
    half = ln2 / 2 * D("1.001")
    widest = D("0.0295")  # z = (f/(2+f))^2 <= (3 - 2 sqrt 2)^2 = 0.02944 for 1+f in [sqrt(1/2), sqrt 2]
    k = D(4)
    print(
        "// Written by tools/real_coefficients.py, which holds the derivations. Do not edit.\n// clang-format off\n#pragma once\n#include <array>\n"
    )
    print("namespace entrepot::real::table {\n")
    print(pair("ln2", ln2, 38, "ln 2; the high part has 38 bits, so that k * ln2_high is exact for |k| < 2^15"))
    print(pair("log2_e", 1 / ln2, full(1 / ln2), "1 / ln 2"))
    print(pair("log10_e", 1 / ln10, full(1 / ln10), "1 / ln 10"))
    print(pair("third", D(1) / 3, full(D(1) / 3), "1/3"))
    print(f"inline constexpr double inverse_sqrt_2pi = {literal(1 / (2 * PI).sqrt())};")
    print(f"inline constexpr double half_ln_2pi = {literal((2 * PI).ln() / 2)};\n")
    print(array("exp_rest", interpolate(exp_rest, -half, half, 10), "(e^r - 1 - r)/r^2 on |r| <= ln(2)/2, lowest power first"))
    atanh = interpolate(atanh_rest, D(0), widest, 7)
    print(array("atanh_rest", atanh, "(atanh(s)/s - 1 - z/3)/z^2, z = s^2 <= 0.0295, lowest power first"))
    print(array("normal_middle", interpolate(normal_middle, D(0), D("1.001"), 11), "(Phi(x) - 1/2)/x in x^2, |x| <= 1, lowest power first"))
    print(f"inline constexpr double mills_middle = {literal(k)};\n")
    tail = chebyshev(lambda t: (1 + k * (1 + t) / (1 - t)) * mills(k * (1 + t) / (1 - t)), 30)
    print(array("mills", tail, "(1+x) Q(x)/phi(x) for x >= 0: Chebyshev coefficients in t = (x-4)/(x+4)"))
    print("}  // namespace entrepot::real::table")


if __name__ == "__main__":
    main()
