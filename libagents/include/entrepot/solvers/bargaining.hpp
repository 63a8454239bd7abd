// solvers/bargaining.hpp: two sides and one pie, or one curve of what they can reach (model_equations 2.4). Menus of concessions are in
// menus.hpp, offers under uncertainty in screening.hpp.
//
// Sources: Nash 1950; Kalai & Smorodinsky 1975; Rubinstein 1982; Binmore, Rubinstein & Wolinsky 1986 (the limit).
// NaN and values outside a domain throw SolverError; amounts are at most 1e150 in size.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <variant>

namespace entrepot::solvers {

/// Utilities of the two sides; also a point that they can reach.
struct Utilities {
  double one = 0, two = 0;
  bool operator==(const Utilities&) const = default;
};

/// u(x) = x.
struct LinearUtility {};
/// u(x) = x^exponent, exponent in (0, 1].
struct PowerUtility {
  double exponent = 1;
};
/// Any increasing, concave u on [0, size], finite except perhaps at the ends.
using UserUtility = std::function<double(double)>;
using Utility = std::variant<LinearUtility, PowerUtility, UserUtility>;

/// A division of the pie. Without a gain for both there is no deal: shares 0, utilities of disagreement.
struct NashSplit {
  bool deal = false;
  double share_one = 0, share_two = 0;
  Utilities utility;
};

/// Asymmetric Nash solution: argmax over x of (u1(x) - d1)^alpha (u2(size - x) - d2)^(1 - alpha), both factors > 0.
/// size > 0, alpha in (0, 1), disagreement finite, in utilities.
/// Two linear utilities: x = d1 + alpha (size - d1 - d2), in closed form; a share may lie outside [0, size] if a disagreement is negative.
/// Two power utilities at d = (0, 0): x = alpha a size/(alpha a + (1 - alpha) b). All others: x in [0, size] by search, exact to
/// 1e-10 size where the utilities are smooth, else to 1e-7 size.
NashSplit nash(double size, const Utility& one, const Utility& two, Utilities disagreement = {}, double alpha = 0.5);

/// Shares of the side that makes the first offer and of the other.
struct OfferShares {
  double first = 0, second = 0;
};
/// Rubinstein's alternating offers without end: first = (1 - delta2)/(1 - delta1 delta2). Discount factors in [0, 1], not both 1.
OfferShares rubinstein(double delta_first, double delta_second);
/// The same with a last round (after it both get nothing), by backward induction in closed form. rounds >= 1; discount factors in [0, 1].
OfferShares rubinstein(double delta_first, double delta_second, std::int64_t rounds);
/// The game without end with delta_i = exp(-rate_i dt); dt = 0 is the limit rate2/(rate1 + rate2). Rates >= 0, not both 0; dt >= 0.
OfferShares rubinstein_limit(double rate_first, double rate_second, double dt = 0);

/// Solutions on a convex set with free disposal. `deal` is false if no point gives both more than the disagreement.
struct Agreement {
  bool deal = false;
  Utilities utility;
};
/// The set below the concave, decreasing curve u2 = curve(u1), u1 in [low, high].
struct FrontierCurve {
  std::function<double(double)> curve;
  double low = 0, high = 1;
};
Agreement nash(const FrontierCurve& frontier, Utilities disagreement = {}, double alpha = 0.5);
/// Where the line from the disagreement to the ideal point (each side's best that leaves the other its disagreement) meets the frontier.
Agreement kalai_smorodinsky(const FrontierCurve& frontier, Utilities disagreement = {});
/// Largest equal gain of both.
Agreement egalitarian(const FrontierCurve& frontier, Utilities disagreement = {});

/// The convex hull of points (lotteries over them) with free disposal; at least one point, all finite. Exact: segment by segment.
Agreement nash(std::span<const Utilities> points, Utilities disagreement = {}, double alpha = 0.5);
Agreement kalai_smorodinsky(std::span<const Utilities> points, Utilities disagreement = {});
Agreement egalitarian(std::span<const Utilities> points, Utilities disagreement = {});

}  // namespace entrepot::solvers
