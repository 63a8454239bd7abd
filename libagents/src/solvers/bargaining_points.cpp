// Bargaining on the convex hull of points with free disposal: exact, segment by segment.
#include <algorithm>
#include <cmath>
#include <limits>
#include <vector>

#include "amount.hpp"
#include "entrepot/base/real.hpp"
#include "entrepot/solvers/bargaining.hpp"

namespace entrepot::solvers {
namespace {

/// > 0 if o, a, b turn left.
double turn(Utilities o, Utilities a, Utilities b) { return (a.one - o.one) * (b.two - o.two) - (a.two - o.two) * (b.one - o.one); }

/// Pareto frontier of the hull, from the best of two to the best of one: u1 rises, u2 falls, strictly. Built in the place of the points.
std::vector<Utilities> frontier_of(std::span<const Utilities> points) {
  std::vector<Utilities> hull(points.begin(), points.end());
  std::sort(hull.begin(), hull.end(), [](Utilities a, Utilities b) { return a.one < b.one || (a.one == b.one && a.two > b.two); });
  std::size_t size = 0;
  for (std::size_t next = 0; next < hull.size(); ++next) {
    const Utilities p = hull[next];
    if (size > 0 && hull[size - 1].one == p.one) continue;
    while (size > 0 && hull[size - 1].two <= p.two) --size;  // dominated
    while (size > 1 && turn(hull[size - 2], hull[size - 1], p) >= 0) --size;
    hull[size++] = p;
  }
  hull.resize(size);
  return hull;
}

/// Point of the segment at weight t; the ends are met exactly.
Utilities between(Utilities a, Utilities b, double t) {
  if (t <= 0) return a;
  if (t >= 1) return b;
  return {a.one + t * (b.one - a.one), a.two + t * (b.two - a.two)};
}

/// The frontier as gains over the disagreement, cut to where neither loses. Empty if nobody can gain.
std::vector<Utilities> gains_of(const Domain& domain, std::span<const Utilities> points, Utilities d) {
  if (points.empty()) domain.fail("points", "length 0", "at least one point");
  check_amount(domain, "disagreement.one", d.one);
  check_amount(domain, "disagreement.two", d.two);
  for (const Utilities p : points) {
    check_amount(domain, "points.one", p.one);
    check_amount(domain, "points.two", p.two);
  }
  std::vector<Utilities> gains = frontier_of(points);
  for (Utilities& p : gains) p = {p.one - d.one, p.two - d.two};
  std::vector<Utilities> cut;
  for (std::size_t i = 0; i < gains.size(); ++i) {
    const Utilities p = gains[i];
    if (i > 0) {
      const Utilities o = gains[i - 1];
      if (o.one < 0 && p.one >= 0) {
        const Utilities at = between(o, p, -o.one / (p.one - o.one));
        if (at.two >= 0) cut.push_back({0, at.two});
      }
      if (o.two >= 0 && p.two < 0) {
        const Utilities at = between(o, p, o.two / (o.two - p.two));
        if (at.one >= 0) cut.push_back({at.one, 0});
      }
    }
    if (p.one >= 0 && p.two >= 0) cut.push_back(p);
  }
  if (cut.empty() || !(cut.back().one > 0) || !(cut.front().two > 0)) cut.clear();
  return cut;
}

/// Where the ray of direction `way` leaves the set below the gains, as utilities.
Agreement on_ray(const std::vector<Utilities>& gains, Utilities d, Utilities way) {
  const auto beyond = [&](Utilities p) { return p.one * way.two - p.two * way.one; };  // rises along the frontier
  const auto scaled = [&](double t) { return Agreement{true, {d.one + t * way.one, d.two + t * way.two}}; };
  if (beyond(gains.front()) >= 0) return scaled(gains.front().two / way.two);
  for (std::size_t i = 1; i < gains.size(); ++i) {
    const double low = beyond(gains[i - 1]), high = beyond(gains[i]);
    if (high < 0) continue;
    const Utilities p = between(gains[i - 1], gains[i], -low / (high - low));
    return {true, {d.one + p.one, d.two + p.two}};
  }
  return scaled(gains.back().one / way.one);
}

}  // namespace

Agreement nash(std::span<const Utilities> points, Utilities disagreement, double alpha) {
  const Domain domain{"nash"};
  domain.holds(alpha > 0 && alpha < 1, "alpha", alpha, "(0, 1)");
  const std::vector<Utilities> gains = gains_of(domain, points, disagreement);
  if (gains.empty()) return {false, disagreement};
  Utilities best = gains.front();
  double most = -std::numeric_limits<double>::infinity();
  const auto offer = [&](Utilities p) {
    if (!(p.one > 0 && p.two > 0)) return;
    const double product = alpha * real::log(p.one) + (1 - alpha) * real::log(p.two);
    if (product > most) most = product, best = p;
  };
  offer(gains.front());
  for (std::size_t i = 1; i < gains.size(); ++i) {
    const Utilities p = gains[i - 1], q = gains[i];
    const double rise = q.one - p.one, fall = p.two - q.two;  // alpha rise/(g1 + t rise) = (1 - alpha) fall/(g2 - t fall)
    offer(between(p, q, alpha * (p.two / fall) - (1 - alpha) * (p.one / rise)));
  }
  return {true, {disagreement.one + best.one, disagreement.two + best.two}};
}

Agreement kalai_smorodinsky(std::span<const Utilities> points, Utilities disagreement) {
  const std::vector<Utilities> gains = gains_of(Domain{"kalai_smorodinsky"}, points, disagreement);
  if (gains.empty()) return {false, disagreement};
  return on_ray(gains, disagreement, {gains.back().one, gains.front().two});
}

Agreement egalitarian(std::span<const Utilities> points, Utilities disagreement) {
  const std::vector<Utilities> gains = gains_of(Domain{"egalitarian"}, points, disagreement);
  if (gains.empty()) return {false, disagreement};
  return on_ray(gains, disagreement, {1, 1});
}

}  // namespace entrepot::solvers
