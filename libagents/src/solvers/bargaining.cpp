#include "entrepot/solvers/bargaining.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <vector>

#include "amount.hpp"
#include "entrepot/base/real.hpp"

namespace entrepot::solvers {
namespace {

constexpr double none = -std::numeric_limits<double>::infinity();

void check_weights(const Domain& domain, Utilities disagreement, double alpha) {
  check_amount(domain, "disagreement.one", disagreement.one);
  check_amount(domain, "disagreement.two", disagreement.two);
  domain.holds(alpha > 0 && alpha < 1, "alpha", alpha, "(0, 1)");
}

/// Where `yes`, true at `in` and false at `out`, turns: the last point that is known to be true. Stops at neighbouring doubles.
template <class Yes> double boundary(double in, double out, Yes yes) {
  for (int step = 0; step < 200; ++step) {
    const double mid = in + 0.5 * (out - in);
    if (mid == in || mid == out) break;
    (yes(mid) ? in : out) = mid;
  }
  return in;
}

/// alpha ln(one(x) - d1) + (1 - alpha) ln(two(x) - d2), one rising and two falling in x; -inf where a gain is not positive.
template <class One, class Two> struct LogProduct {
  const One& one;
  const Two& two;
  Utilities d;
  double alpha;
  double operator()(double x) const {
    const double first = one(x) - d.one, second = two(x) - d.two;
    return first > 0 && second > 0 ? alpha * real::log(first) + (1 - alpha) * real::log(second) : none;
  }
};

/// Derivative by central differences at h, h/2, h/4, h/8 with Richardson's extrapolation (error O(h^8)), h = 5% of the way to the ends.
template <class F> double slope(const F& f, double x, double low, double high) {
  double h = 0.05 * std::min(x - low, high - x);
  std::array<double, 4> level{};
  for (double& d : level) {
    d = (f(x + h) - f(x - h)) / (2 * h);
    h *= 0.5;
  }
  double factor = 4;
  for (std::size_t order = 1; order < level.size(); ++order, factor *= 4)
    for (std::size_t i = level.size() - 1; i >= order; --i) level[i] += (level[i] - level[i - 1]) / (factor - 1);
  return level.back();
}

/// Golden-section search for the maximum of a function that rises, then falls; about sqrt(machine precision) of the interval.
template <class F> double golden(const F& f, double low, double high) {
  constexpr double ratio = 0.6180339887498949;
  double a = low, b = high, c = b - ratio * (b - a), d = a + ratio * (b - a), fc = f(c), fd = f(d);
  for (int step = 0; step < 100 && a < c && c < d && d < b; ++step) {
    if (fc >= fd) {
      b = d;
      d = c;
      fd = fc;
      c = b - ratio * (b - a);
      fc = f(c);
    } else {
      a = c;
      c = d;
      fc = fd;
      d = a + ratio * (b - a);
      fd = f(d);
    }
  }
  return fc >= fd ? c : d;
}

/// argmax of f, concave with values above -inf inside (low, high). The zero of the slope sharpens what golden section finds, unless f has
/// a kink there: then f itself tells, and the first answer stands.
template <class F> double argmax(const F& f, double low, double high) {
  double best = golden(f, low, high);
  const double width = 1e-5 * (high - low);
  const double left = std::max(best - width, low + 0.1 * width), right = std::min(best + width, high - 0.1 * width);
  if (left < right && slope(f, left, low, high) > 0 && slope(f, right, low, high) < 0) {
    const double sharp = boundary(left, right, [&](double x) { return slope(f, x, low, high) > 0; });
    if (f(sharp) >= f(best) - 1e-14 * (1 + std::fabs(f(best)))) best = sharp;
  }
  for (const double end : {low, high})
    if (f(end) > f(best)) best = end;
  return best;
}

struct Range {
  double low, high;
  bool empty() const { return !(low < high); }
};

/// Where both gain, by monotony of both sides; empty if nowhere.
template <class One, class Two> Range both_gain(const One& one, const Two& two, Utilities d, double low, double high) {
  if (!(one(high) > d.one) || !(two(low) > d.two)) return {high, low};
  const double from = one(low) > d.one ? low : boundary(high, low, [&](double x) { return one(x) > d.one; });
  const double to = two(high) > d.two ? high : boundary(low, high, [&](double x) { return two(x) > d.two; });
  return {from, to};
}

double value(const Utility& u, double x) {
  if (std::holds_alternative<LinearUtility>(u)) return x;
  if (const auto* power = std::get_if<PowerUtility>(&u)) return real::pow(x, power->exponent);
  return std::get<UserUtility>(u)(x);
}

void check_utility(const Domain& domain, std::string_view argument, const Utility& u, double size) {
  if (const auto* power = std::get_if<PowerUtility>(&u))
    domain.holds(power->exponent > 0 && power->exponent <= 1, argument, power->exponent, "exponent in (0, 1]");
  if (const auto* user = std::get_if<UserUtility>(&u)) {
    if (!*user) domain.fail(argument, "empty function", "a function of the share");
    for (const double x : {0.25 * size, 0.5 * size, 0.75 * size})
      domain.holds(std::isfinite((*user)(x)), argument, (*user)(x), "finite utility");
    domain.holds((*user)(0.75 * size) > (*user)(0.25 * size), argument, (*user)(0.75 * size), "increasing utility");
  }
}

/// x that divides the pie, if both are linear, or both are powers and nothing is had without a deal.
double closed_form(double size, const Utility& one, const Utility& two, Utilities d, double alpha) {
  if (std::holds_alternative<LinearUtility>(one) && std::holds_alternative<LinearUtility>(two))
    return d.one + alpha * (size - d.one - d.two);
  const auto exponent = [](const Utility& u) {
    if (const auto* power = std::get_if<PowerUtility>(&u)) return power->exponent;
    return std::holds_alternative<LinearUtility>(u) ? 1.0 : std::numeric_limits<double>::quiet_NaN();
  };
  const double a = alpha * exponent(one), b = (1 - alpha) * exponent(two);
  return d == Utilities{} ? a * size / (a + b) : std::numeric_limits<double>::quiet_NaN();
}

/// x of the maximum by search; NaN if there is no deal.
double searched(double size, const Utility& one, const Utility& two, Utilities d, double alpha) {
  const auto first = [&](double x) { return value(one, x); };
  const auto second = [&](double x) { return value(two, size - x); };
  const Range range = both_gain(first, second, d, 0.0, size);
  if (range.empty()) return std::numeric_limits<double>::quiet_NaN();
  return argmax(LogProduct<decltype(first), decltype(second)>{first, second, d, alpha}, range.low, range.high);
}

bool all_linear(const Utility& one, const Utility& two) {
  return std::holds_alternative<LinearUtility>(one) && std::holds_alternative<LinearUtility>(two);
}

}  // namespace

NashSplit nash(double size, const Utility& one, const Utility& two, Utilities disagreement, double alpha) {
  const Domain domain{"nash"};
  domain.holds(size > 0 && size <= largest_amount, "size", size, "(0, 1e150]");
  check_weights(domain, disagreement, alpha);
  check_utility(domain, "utility_one", one, size);
  check_utility(domain, "utility_two", two, size);
  NashSplit split{false, 0, 0, disagreement};
  if (all_linear(one, two) && !(size - disagreement.one - disagreement.two > 0)) return split;
  double x = closed_form(size, one, two, disagreement, alpha);
  if (std::isnan(x)) x = searched(size, one, two, disagreement, alpha);
  if (std::isnan(x)) return split;
  return {true, x, size - x, {value(one, x), value(two, size - x)}};
}

OfferShares rubinstein(double delta_first, double delta_second) {
  const Domain domain{"rubinstein"};
  domain.probability("delta_first", delta_first);
  domain.probability("delta_second", delta_second);
  const double patience = (1 - delta_first) + delta_first * (1 - delta_second);  // 1 - d1 d2 without cancellation
  domain.holds(patience > 0, "delta_second", delta_second, "not 1 where delta_first is 1");
  return {(1 - delta_second) / patience, delta_second * (1 - delta_first) / patience};
}

OfferShares rubinstein(double delta_first, double delta_second, std::int64_t rounds) {
  const Domain domain{"rubinstein"};
  domain.probability("delta_first", delta_first);
  domain.probability("delta_second", delta_second);
  domain.holds(rounds >= 1, "rounds", static_cast<double>(rounds), ">= 1");
  // s(n) = 1 - d2 + d1 d2 s(n - 2), s(0) = 0, s(1) = 1: with q = d1 d2 and m = n div 2, s = (1 - d2)(1 - q^m)/(1 - q) + q^m [n odd].
  const double m = static_cast<double>(rounds / 2);
  const double patience = (1 - delta_first) + delta_first * (1 - delta_second);
  const double log_q = real::log1p(-patience);  // -inf at q = 0
  const double left = m > 0 ? real::exp(m * log_q) : 1.0;
  const double sum = patience > 0 ? (m > 0 ? -real::expm1(m * log_q) / patience : 0.0) : m;
  const double last = rounds % 2 == 1 ? left : 0.0;
  const double first = (1 - delta_second) * sum + last;
  return {first, 1 - first};
}

OfferShares rubinstein_limit(double rate_first, double rate_second, double dt) {
  const Domain domain{"rubinstein_limit"};
  domain.non_negative("rate_first", rate_first);
  domain.non_negative("rate_second", rate_second);
  domain.non_negative("dt", dt);
  domain.holds(rate_first + rate_second > 0 && std::isfinite(rate_first + rate_second), "rate_second", rate_second,
               "not 0 where rate_first is 0");
  if (!(dt * (rate_first + rate_second) > 0)) {
    const double first = rate_second / (rate_first + rate_second);
    return {first, rate_first / (rate_first + rate_second)};
  }
  const double both = -real::expm1(-(rate_first + rate_second) * dt);
  return {-real::expm1(-rate_second * dt) / both, real::exp(-rate_second * dt) * -real::expm1(-rate_first * dt) / both};
}

namespace {

void check_curve(const Domain& domain, const FrontierCurve& frontier) {
  if (!frontier.curve) domain.fail("frontier.curve", "empty function", "a function of u1");
  check_amount(domain, "frontier.low", frontier.low);
  check_amount(domain, "frontier.high", frontier.high);
  domain.holds(frontier.low < frontier.high, "frontier.high", frontier.high, "above frontier.low");
  const double first = frontier.curve(frontier.low), last = frontier.curve(frontier.high);
  check_amount(domain, "frontier.curve(low)", first);
  check_amount(domain, "frontier.curve(high)", last);
  domain.holds(first >= last, "frontier.curve(high)", last, "at most frontier.curve(low): a decreasing curve");
}

/// Part of the curve where both gain; checks the arguments first.
Range gains_on(const Domain& domain, const FrontierCurve& frontier, Utilities d) {
  check_curve(domain, frontier);
  check_amount(domain, "disagreement.one", d.one);
  check_amount(domain, "disagreement.two", d.two);
  return both_gain([](double x) { return x; }, frontier.curve, d, frontier.low, frontier.high);
}

/// The point of the curve where the gain of one, times `rate`, reaches the gain of the other; with what is disposed of at the ends.
Agreement on_ray(const FrontierCurve& frontier, Range range, Utilities d, double gain_one, double gain_two) {
  const auto before = [&](double x) { return (x - d.one) * gain_two <= (frontier.curve(x) - d.two) * gain_one; };
  double x = range.low;
  if (before(range.high)) x = range.high;
  else if (before(range.low)) x = boundary(range.low, range.high, before);
  const double share = std::min((x - d.one) / gain_one, (frontier.curve(x) - d.two) / gain_two);
  return {true, {d.one + share * gain_one, d.two + share * gain_two}};
}

}  // namespace

Agreement nash(const FrontierCurve& frontier, Utilities disagreement, double alpha) {
  const Domain domain{"nash"};
  check_weights(domain, disagreement, alpha);
  const Range range = gains_on(domain, frontier, disagreement);
  if (range.empty()) return {false, disagreement};
  const auto first = [](double x) { return x; };
  const LogProduct<decltype(first), decltype(frontier.curve)> product{first, frontier.curve, disagreement, alpha};
  const double x = argmax(product, range.low, range.high);
  return {true, {x, frontier.curve(x)}};
}

Agreement kalai_smorodinsky(const FrontierCurve& frontier, Utilities disagreement) {
  const Range range = gains_on(Domain{"kalai_smorodinsky"}, frontier, disagreement);
  if (range.empty()) return {false, disagreement};
  return on_ray(frontier, range, disagreement, range.high - disagreement.one, frontier.curve(range.low) - disagreement.two);
}

Agreement egalitarian(const FrontierCurve& frontier, Utilities disagreement) {
  const Range range = gains_on(Domain{"egalitarian"}, frontier, disagreement);
  if (range.empty()) return {false, disagreement};
  return on_ray(frontier, range, disagreement, 1, 1);
}

}  // namespace entrepot::solvers
