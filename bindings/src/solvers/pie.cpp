#include <pybind11/functional.h>

#include "entrepot/solvers/bargaining.hpp"
#include "solvers.hpp"

namespace entrepot::binding {

using solvers::Agreement, solvers::NashSplit, solvers::OfferShares;
template <> inline constexpr auto record<NashSplit> =
    named<&NashSplit::deal, &NashSplit::share_one, &NashSplit::share_two, [](const NashSplit& s) { return s.utility.one; },
          [](const NashSplit& s) { return s.utility.two; }>("NashSplit", "deal share_one share_two utility_one utility_two");
template <> inline constexpr auto record<OfferShares> = named<&OfferShares::first, &OfferShares::second>("OfferShares", "first second");
template <> inline constexpr auto record<Agreement> =
    named<&Agreement::deal, [](const Agreement& a) { return a.utility.one; }, [](const Agreement& a) { return a.utility.two; }>(
        "Agreement", "deal utility_one utility_two");

namespace pie {

using Pair = std::pair<double, double>;
using Function = std::function<double(double)>;
using Utility = Typed<py::object, "float | collections.abc.Callable[[float], float] | None">;
using Frontier = Typed<py::object, "numpy.typing.ArrayLike | collections.abc.Callable[[float], float]">;
constexpr Pair zeros{0.0, 0.0};

/// None: linear; a number: the exponent of a power; else a function.
solvers::Utility utility_of(const Utility& u) {
  if (u.value.is_none()) return solvers::LinearUtility{};
  if (PyCallable_Check(u.value.ptr()) != 0) return u.value.cast<Function>();
  return solvers::PowerUtility{u.value.cast<double>()};
}

NashSplit nash(double size, const Utility& one, const Utility& two, Pair d, double alpha) {
  return solvers::nash(size, utility_of(one), utility_of(two), {d.first, d.second}, alpha);
}

std::vector<solvers::Utilities> points_of(const char* solver, const py::object& frontier) {
  const auto points = Numbers::ensure(frontier);
  if (!points) throw py::error_already_set();
  if (points.ndim() != 2 || points.shape(1) != 2)
    throw SolverError(solver, "points", std::to_string(points.ndim()) + " dimensions", "n x 2");
  std::vector<solvers::Utilities> all;
  for (py::ssize_t i = 0; i < points.shape(0); ++i) all.push_back({points.at(i, 0), points.at(i, 1)});
  return all;
}

/// `solve` for a set below a curve (a function on the interval), or for one that is the hull of points.
template <class Solve> Agreement solved(const char* solver, const Frontier& frontier, Pair interval, Solve solve) {
  if (PyCallable_Check(frontier.value.ptr()) != 0)
    return solve(solvers::FrontierCurve{frontier.value.cast<Function>(), interval.first, interval.second});
  return solve(std::span<const solvers::Utilities>(points_of(solver, frontier.value)));
}

void register_sets(Room& room) {
  room.record<Agreement>("A point of a bargaining set; the disagreement if there is no deal.");
  room.def(
      "nash_set",
      [](const Frontier& frontier, Pair interval, Pair d, double alpha) {
        return solved("nash", frontier, interval, [&](const auto& set) { return solvers::nash(set, {d.first, d.second}, alpha); });
      },
      R"(
      Asymmetric Nash solution on a set with free disposal. Source: Nash 1950.

      frontier: n x 2 points, of which the convex hull is meant, or a concave, decreasing function u2(u1) on `interval`.
      disagreement in utilities; alpha in (0, 1): power of side one.

      >>> agreement = nash_set(lambda u: 1 - u * u)
      >>> round(agreement.utility_one, 10), round(agreement.utility_two, 10)
      (0.5773502692, 0.6666666667))",
      "frontier"_a, py::kw_only(), "interval"_a = Pair{0.0, 1.0}, "disagreement"_a = zeros, "alpha"_a = 0.5);
  room.def(
      "kalai_smorodinsky",
      [](const Frontier& frontier, Pair interval, Pair d) {
        return solved("kalai_smorodinsky", frontier, interval, [&](const auto& set) {
          return solvers::kalai_smorodinsky(set, {d.first, d.second});
        });
      },
      R"(
      Kalai-Smorodinsky solution: where the line from the disagreement to the ideal point meets the frontier (as in `nash_set`).

      Source: Kalai & Smorodinsky 1975.

      >>> agreement = kalai_smorodinsky([(0, 1), (1, 0.7), (1, 0)])
      >>> round(agreement.utility_one, 10), round(agreement.utility_two, 10)
      (0.7692307692, 0.7692307692))",
      "frontier"_a, py::kw_only(), "interval"_a = Pair{0.0, 1.0}, "disagreement"_a = zeros);
  room.def(
      "egalitarian",
      [](const Frontier& frontier, Pair interval, Pair d) {
        return solved("egalitarian", frontier, interval, [&](const auto& set) { return solvers::egalitarian(set, {d.first, d.second}); });
      },
      R"(
      Largest equal gain of both sides (frontier as in `nash_set`).

      >>> round(egalitarian([(0, 5), (10, 0)], disagreement=(1, 1)).utility_one, 10)
      3.3333333333)",
      "frontier"_a, py::kw_only(), "interval"_a = Pair{0.0, 1.0}, "disagreement"_a = zeros);
}

Elementwise<OfferShares> rubinstein(const Numbers& first, const Numbers& second, const std::optional<Numbers>& rounds) {
  if (!rounds) return over([](double one, double two) { return solvers::rubinstein(one, two); }, first, second);
  const auto played = [](double one, double two, double n) {
    return solvers::rubinstein(one, two, std::int64_t{Reader{"rubinstein"}.whole("rounds", n)});
  };
  return over(played, first, second, *rounds);
}

void register_offers(Room& room) {
  room.elementwise_record<OfferShares>("Shares of the side that makes the first offer and of the other.");
  room.def("rubinstein", &rubinstein, R"(
      Alternating offers: first = (1 - d2)/(1 - d1 d2) without end, backward induction if there are only so many `rounds` >= 1.

      Discount factors in [0, 1], not both 1 without end; arrays are broadcast. Source: Rubinstein 1982.

      >>> shares = rubinstein(0.95, 0.9)
      >>> round(shares.first, 10), round(shares.second, 10)
      (0.6896551724, 0.3103448276)
      >>> round(rubinstein(0.9, 0.9, rounds=3).first, 12)
      0.91)",
           "delta_first"_a, "delta_second"_a, "rounds"_a = py::none());
  room.def("rubinstein_limit", elementwise(&solvers::rubinstein_limit), R"(
      The game without end with discount factors exp(-rate dt); dt = 0 is the limit rate2/(rate1 + rate2).

      Rates >= 0, not both 0; dt >= 0. Arrays are broadcast. Source: Binmore, Rubinstein & Wolinsky 1986.

      >>> round(rubinstein_limit(0.10, 0.05).first, 12)
      0.333333333333)",
           "rate_first"_a, "rate_second"_a, "dt"_a = 0.0);
}

}  // namespace pie

void register_pie(Room& room) {
  room.record<NashSplit>("Division of a pie. Without a deal the shares are 0 and the utilities those of disagreement.");
  room.def("nash", &pie::nash, R"(
      Asymmetric Nash division of a pie: max (u1(x) - d1)^alpha (u2(size - x) - d2)^(1 - alpha), both factors positive.

      size > 0; alpha in (0, 1): power of side one; disagreement in utilities. A utility is None (linear), a number in (0, 1] (the exponent
      of a power), or any increasing, concave function of the share. Exact for linear and power utilities, 1e-10 size for smooth functions.
      Source: Nash 1950.

      >>> split = nash(10, disagreement=(2, 1), alpha=0.7)
      >>> round(split.share_one, 12), round(split.share_two, 12)
      (6.9, 3.1)
      >>> round(nash(1, 0.5).share_one, 12)
      0.333333333333
      >>> import math
      >>> round(nash(1, math.log1p).share_one, 9)
      0.454733218)",
           "size"_a, "utility_one"_a = py::none(), "utility_two"_a = py::none(), py::kw_only(), "disagreement"_a = pie::zeros,
           "alpha"_a = 0.5);
  pie::register_offers(room);
  pie::register_sets(room);
}

}  // namespace entrepot::binding
