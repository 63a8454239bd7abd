#include "entrepot/solvers/menus.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <limits>
#include <string>

#include "domain.hpp"
#include "entrepot/base/real.hpp"
#include "menu_domain.hpp"

namespace entrepot::solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double slack = 1e-12;  // products that are equal to this are equal
constexpr std::size_t most_enumerated = 24, enumerated_by_default = 12;

/// Gains of the two sides over their disagreement.
struct Gains {
  double one, two;
};

/// The problem in gains: items give `gain` to one and take `cost` from two; money moves one to one, at most `cap` either way.
struct Problem {
  std::span<const double> gain, cost;
  Gains bare;  ///< gains of the package without items and money
  double cap;
  double tiny;  ///< rounding of a sum of gains: a bound may miss feasibility by this
  std::size_t items() const { return gain.size(); }
};

/// Gains of a subset without money: item by item, so that every method gives the same bits.
Gains gains_of(const Problem& p, std::uint64_t items) {
  Gains g = p.bare;
  for (std::uint64_t left = items; left != 0; left &= left - 1) {
    const auto m = static_cast<std::size_t>(std::countr_zero(left));
    g.one += p.gain[m];
    g.two -= p.cost[m];
  }
  return g;
}

// An objective says which way money goes for given items, how far to go along a divisible segment that gives (rise, fall) = (gain of one,
// loss of two), and what a point is worth. Along segments of falling rise/fall the worth first rises, then falls.

/// alpha ln a + (1 - alpha) ln b; a b where alpha is 1/2.
struct NashWorth {
  double alpha;
  bool feasible(Gains g) const { return g.one > 0 && g.two > 0; }
  double money(Gains g) const { return alpha * g.two - (1 - alpha) * g.one; }
  bool all_of(Gains g, double rise, double fall) const { return alpha * rise * (g.two - fall) >= (1 - alpha) * fall * (g.one + rise); }
  double part_of(Gains g, double rise, double fall) const { return alpha * (g.two / fall) - (1 - alpha) * (g.one / rise); }
  /// ln of the product over that of `best`. What is at most `enough` is told without a logarithm, by a bound from above: the mean of logs
  /// is at most the log of the mean, which is at most the mean less one.
  double advantage(Gains g, Gains best, double enough) const {
    const double one = g.one / best.one, two = g.two / best.two, bound = alpha * one + (1 - alpha) * two - 1;
    if (bound <= enough) return bound;
    if (alpha == 0.5) return 0.5 * real::log(one * two);
    return alpha * real::log(one) + (1 - alpha) * real::log(two);
  }
};

/// min(a/A, b/B).
struct SmallerWorth {
  Gains ideal;
  bool feasible(Gains g) const { return g.one > 0 && g.two > 0; }
  double money(Gains g) const { return (g.two * ideal.one - g.one * ideal.two) / (ideal.one + ideal.two); }
  bool all_of(Gains g, double rise, double fall) const { return (g.one + rise) * ideal.two <= (g.two - fall) * ideal.one; }
  double part_of(Gains g, double rise, double fall) const {
    return (g.two * ideal.one - g.one * ideal.two) / (rise * ideal.two + fall * ideal.one);
  }
  double smaller(Gains g) const { return std::min(g.one / ideal.one, g.two / ideal.two); }
  double advantage(Gains g, Gains best, double) const { return smaller(g) / smaller(best) - 1; }
};

/// a/A + b/B where both are at least `least`: the better of deals whose smaller gains are alike.
struct SumWorth {
  Gains ideal;
  double least;
  bool feasible(Gains g) const { return g.one >= (1 - slack) * least * ideal.one && g.two >= (1 - slack) * least * ideal.two; }
  bool worth_it(double rise, double fall) const { return rise * ideal.two > fall * ideal.one; }
  double money(Gains g) const { return worth_it(1, 1) ? g.two - least * ideal.two : least * ideal.one - g.one; }
  bool all_of(Gains g, double rise, double fall) const {
    if (worth_it(rise, fall)) return g.two - fall >= least * ideal.two;
    return g.one + rise <= least * ideal.one;
  }
  double part_of(Gains g, double rise, double fall) const {
    return worth_it(rise, fall) ? (g.two - least * ideal.two) / fall : (least * ideal.one - g.one) / rise;
  }
  double sum(Gains g) const { return g.one / ideal.one + g.two / ideal.two; }
  double advantage(Gains g, Gains best, double) const { return sum(g) / sum(best) - 1; }
};

/// The largest gain of one side that leaves the other its disagreement: the ideal point.
struct OneWorth {
  bool feasible(Gains g) const { return g.one > 0 && g.two >= 0; }
  double money(Gains g) const { return g.two; }
  bool all_of(Gains g, double, double fall) const { return g.two >= fall; }
  double part_of(Gains g, double, double fall) const { return g.two / fall; }
  double advantage(Gains g, Gains best, double) const { return g.one / best.one - 1; }
};
struct TwoWorth {
  bool feasible(Gains g) const { return g.one >= 0 && g.two > 0; }
  double money(Gains g) const { return -g.one; }
  bool all_of(Gains g, double rise, double) const { return g.one + rise <= 0; }
  double part_of(Gains g, double rise, double) const { return -g.one / rise; }
  double advantage(Gains g, Gains best, double) const { return g.two / best.two - 1; }
};

struct Found {
  bool any = false;
  std::uint64_t items = 0;
  Gains gains{0, 0};  ///< with money
  double transfer = 0;
  double gap = 0;  ///< the best deal may be better by this, in relative terms
};

template <class Worth> double money_of(const Worth& worth, Gains g, double cap) {
  return cap > 0 ? std::clamp(worth.money(g), -cap, cap) : 0.0;
}

template <class Worth> Found settled(const Problem& p, const Worth& worth, std::uint64_t items) {
  const Gains g = gains_of(p, items);
  const double t = money_of(worth, g, p.cap);
  return {true, items, {g.one + t, g.two - t}, t};
}

/// Fewer items, then earlier ones.
bool simpler(std::uint64_t a, std::uint64_t b) {
  const int more = std::popcount(a) - std::popcount(b);
  return more != 0 ? more < 0 : a < b;
}

/// Sums over all subsets of items [from, to): entry s is that of entry s without its lowest bit, plus that item.
void subset_sums(std::span<const double> x, std::size_t from, std::size_t to, std::vector<double>& out) {
  out.assign(std::size_t{1} << (to - from), 0.0);
  for (std::size_t s = 1; s < out.size(); ++s) out[s] = out[s & (s - 1)] + x[from + static_cast<std::size_t>(std::countr_zero(s))];
}

/// All subsets: the high half of the items outside, the low half inside.
template <class Worth> Found enumerate(const Problem& p, const Worth& worth, MenuWorkspace& work) {
  const std::size_t low = p.items() / 2, high = p.items() - low;
  subset_sums(p.gain, 0, low, work.low_gain);
  subset_sums(p.cost, 0, low, work.low_cost);
  Found best;
  for (std::uint64_t h = 0; h < (std::uint64_t{1} << high); ++h) {
    const Gains base = gains_of(p, h << low);
    for (std::size_t l = 0; l < work.low_gain.size(); ++l) {
      Gains g{base.one + work.low_gain[l], base.two - work.low_cost[l]};
      const double t = money_of(worth, g, p.cap);
      g = {g.one + t, g.two - t};
      if (!worth.feasible(g) || (best.any && worth.advantage(g, best.gains, -slack) < -slack)) continue;
      const Found found = settled(p, worth, (h << low) | l);
      if (!worth.feasible(found.gains)) continue;
      const double more = best.any ? worth.advantage(found.gains, best.gains, slack) : infinity;
      if (more > slack || (more >= -slack && simpler(found.items, best.items))) best = found;
    }
  }
  return best;
}

/// Depth first over items by falling gain/cost. A node is left if even divisible items and money could not beat the best deal so far.
template <class Worth> class Branches {
  const Problem& p_;
  const Worth& worth_;
  std::span<const std::uint32_t> order_;
  std::size_t money_ = 0;  // money is a divisible item of gain/cost = 1 before order_[money_]
  double slack_ = slack;
  std::uint64_t nodes_ = 0;
  Found best_;

  /// One segment; false if the best point is reached within it.
  bool walk(Gains& g, double rise, double fall) const {
    if (worth_.all_of(g, rise, fall)) {
      g = {g.one + rise, g.two - fall};
      return true;
    }
    const double part = std::max(0.0, worth_.part_of(g, rise, fall));
    g = {g.one + part * rise, g.two - part * fall};
    return false;
  }
  /// Best gains if the items from `next` on could be had in part. g: gains with money all the way to two (-cap).
  Gains relaxed(std::size_t next, Gains g) const {
    for (std::size_t i = next; i <= order_.size(); ++i) {
      if (p_.cap > 0 && i == std::max(next, money_) && !walk(g, 2 * p_.cap, 2 * p_.cap)) break;
      if (i == order_.size() || !walk(g, p_.gain[order_[i]], p_.cost[order_[i]])) break;
    }
    return g;
  }
  bool hopeless_below(std::size_t next, Gains g) const {
    const Gains bound = relaxed(next, g);
    return hopeless({bound.one + p_.tiny, bound.two + p_.tiny});
  }
  bool hopeless(Gains g) const { return !worth_.feasible(g) || (best_.any && worth_.advantage(g, best_.gains, slack_) <= slack_); }
  std::size_t after_likes(std::size_t i) const {  // of like items the earlier are taken first, so that orders are not searched twice
    std::size_t next = i + 1;
    while (next < order_.size() && p_.gain[order_[next]] == p_.gain[order_[i]] && p_.cost[order_[next]] == p_.cost[order_[i]]) ++next;
    return next;
  }
  /// Items that all have the same gain/cost can make the last digits a subset-sum problem: then a result that is as good is taken.
  void count_node() {
    constexpr std::uint64_t million = 1'000'000;
    if (++nodes_ == 4 * million) slack_ = 1e-9;
    if (nodes_ == 12 * million) slack_ = 1e-6;
    if (nodes_ == 40 * million) slack_ = 1e-3;
  }
  void visit(std::size_t i, Gains g, std::uint64_t items) {
    count_node();
    if (hopeless_below(i, g)) return;
    if (i == order_.size()) {
      const Found found = settled(p_, worth_, items);
      if (!hopeless(found.gains)) best_ = found;
      return;
    }
    const std::uint32_t m = order_[i];
    visit(i + 1, {g.one + p_.gain[m], g.two - p_.cost[m]}, items | (std::uint64_t{1} << m));
    visit(after_likes(i), g, items);
  }

 public:
  Branches(const Problem& p, const Worth& worth, MenuWorkspace& work) : p_{p}, worth_{worth} {
    work.order.clear();
    for (std::uint32_t m = 0; m < p.items(); ++m)
      if (p.gain[m] > 0) work.order.push_back(m);  // an item without gain is in no best deal
    std::sort(work.order.begin(), work.order.end(), [&](std::uint32_t a, std::uint32_t b) {
      const double left = p.gain[a] * p.cost[b], right = p.gain[b] * p.cost[a];
      if (left != right) return left > right;
      return p.gain[a] != p.gain[b] ? p.gain[a] > p.gain[b] : a < b;
    });
    order_ = work.order;
    while (money_ < order_.size() && p.gain[order_[money_]] >= p.cost[order_[money_]]) ++money_;
  }
  Found search() {
    visit(0, {p_.bare.one - p_.cap, p_.bare.two + p_.cap}, 0);
    best_.gap = slack_;
    return best_;
  }
};

/// If money is free only the surplus counts: an item is in the deal iff it gains more than it costs.
std::uint64_t efficient_items(const Problem& p) {
  std::uint64_t items = 0;
  for (std::size_t m = 0; m < p.items(); ++m)
    if (p.gain[m] > p.cost[m]) items |= std::uint64_t{1} << m;
  return items;
}

template <class Worth> Found best_deal(const Problem& p, const Worth& worth, MenuMethod method, MenuWorkspace& work) {
  if (method == MenuMethod::enumeration) return enumerate(p, worth, work);
  return Branches<Worth>(p, worth, work).search();
}

struct Prepared {
  Problem problem;
  MenuMethod method;  // never automatic, unless money is free
};

/// Checks the arguments and states the problem in gains.
Prepared prepare(const Domain& domain, const ConcessionMenu& menu, const Stakes& stakes, MenuMethod method, MenuWorkspace& work) {
  check_menu(domain, menu);
  check_amount(domain, "package_value", stakes.package_value);
  check_amount(domain, "risk_cost", stakes.risk_cost);
  check_amount(domain, "disagreement_exporter", stakes.disagreement_exporter);
  check_amount(domain, "disagreement_host", stakes.disagreement_host);
  domain.holds(stakes.alpha > 0 && stakes.alpha < 1, "alpha", stakes.alpha, "(0, 1)");
  domain.holds(stakes.transfer_cap >= 0, "transfer_cap", stakes.transfer_cap, ">= 0, or infinite");
  const std::size_t items = menu.gain.size();
  if (method == MenuMethod::enumeration && items > most_enumerated)
    domain.fail("menu", std::to_string(items) + " items", "at most 24 items to enumerate");
  work.gain.resize(items);
  work.cost.assign(menu.cost.begin(), menu.cost.end());
  // No deal moves more money than everything at stake: a larger cap is a free one.
  double everything = std::fabs(stakes.package_value) + std::fabs(stakes.risk_cost) + std::fabs(stakes.disagreement_exporter) +
                      std::fabs(stakes.disagreement_host);
  for (std::size_t m = 0; m < items; ++m) {
    work.gain[m] = menu.verifiability[m] * menu.gain[m];
    everything += work.gain[m] + work.cost[m];
  }
  const Gains bare{-stakes.risk_cost - stakes.disagreement_exporter, stakes.package_value - stakes.disagreement_host};
  const bool free = stakes.transfer_cap >= everything;
  if (method == MenuMethod::automatic && !free)
    method = items <= enumerated_by_default ? MenuMethod::enumeration : MenuMethod::branch_and_bound;
  return {{work.gain, work.cost, bare, std::min(stakes.transfer_cap, everything), 1e-14 * everything}, method};
}

MenuDeal result_of(const Found& found, const Stakes& stakes) {
  if (!found.any || !(found.gains.one > 0 && found.gains.two > 0))
    return {false, 0, 0, stakes.disagreement_exporter, stakes.disagreement_host, 0, 0};
  return {true,
          found.items,
          found.transfer,
          stakes.disagreement_exporter + found.gains.one,
          stakes.disagreement_host + found.gains.two,
          found.gains.one,
          found.gains.two,
          found.gap};
}

}  // namespace

MenuDeal nash_menu(const ConcessionMenu& menu, const Stakes& stakes, MenuWorkspace& work, MenuMethod method) {
  const Prepared ready = prepare(Domain{"nash_menu"}, menu, stakes, method, work);
  const NashWorth worth{stakes.alpha};
  if (ready.method == MenuMethod::automatic) return result_of(settled(ready.problem, worth, efficient_items(ready.problem)), stakes);
  return result_of(best_deal(ready.problem, worth, ready.method, work), stakes);
}

MenuDeal nash_menu(const ConcessionMenu& menu, const Stakes& stakes, MenuMethod method) {
  MenuWorkspace work;
  return nash_menu(menu, stakes, work, method);
}

MenuDeal kalai_smorodinsky_menu(const ConcessionMenu& menu, const Stakes& stakes, MenuWorkspace& work, MenuMethod method) {
  const Prepared ready = prepare(Domain{"kalai_smorodinsky_menu"}, menu, stakes, method, work);
  const Problem& p = ready.problem;
  if (ready.method == MenuMethod::automatic)  // free money: both ideals are the whole surplus, and the split is equal
    return result_of(settled(p, SmallerWorth{{1, 1}}, efficient_items(p)), stakes);
  const Found one = best_deal(p, OneWorth{}, ready.method, work), two = best_deal(p, TwoWorth{}, ready.method, work);
  if (!one.any || !two.any) return result_of({}, stakes);
  const SmallerWorth smaller{{one.gains.one, two.gains.two}};
  const Found robust = best_deal(p, smaller, ready.method, work);
  if (!robust.any) return result_of(robust, stakes);
  const SumWorth sum{smaller.ideal, smaller.smaller(robust.gains) * (1 - slack)};
  Found best = best_deal(p, sum, ready.method, work);
  best.gap = std::max({one.gap, two.gap, robust.gap, best.gap});
  return result_of(best, stakes);
}

MenuDeal kalai_smorodinsky_menu(const ConcessionMenu& menu, const Stakes& stakes, MenuMethod method) {
  MenuWorkspace work;
  return kalai_smorodinsky_menu(menu, stakes, work, method);
}

}  // namespace entrepot::solvers
