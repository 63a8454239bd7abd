#include "decisions/buy/limits.hpp"

#include <algorithm>
#include <iterator>

#include "entrepot/solvers/limited_demand.hpp"

namespace entrepot::buying {
namespace {

constexpr double close = solvers::LimitedDemand::tolerance;  // what is above a limit by less is trimmed

/// What a limit is on: the chips or the remote service of one exporter. All its columns stand in the exporter's nest.
struct Kind {
  std::size_t exporter;
  bool remote;
  bool counts(const Offer& offer, std::size_t c) const {
    return remote ? c == offer.remote(exporter) : c < offer.products() && static_cast<std::size_t>(offer.bloc[c]) == exporter;
  }
  double limit(const Terms& terms, std::size_t buyer) const {
    return remote ? terms.cloud_limit[buyer][exporter] : terms.chip_limit[buyer][exporter];
  }
  /// H100e of the limit (q_train for chips, rented H100e for remote service) per H100e of the purpose.
  double unit(const Offer& offer, std::size_t z, std::size_t c) const { return remote ? 1.0 : offer.quality[c][0] / offer.quality[c][z]; }
};

/// Those who have a limit of a kind, and the columns that it counts for some of them.
struct Bound {
  Kind kind;
  std::vector<std::size_t> column, buyer;
  /// What some of them order of it, in H100e.
  std::vector<double> ordered(const Offer& offer, const Terms& terms, const Demand& demand, std::span<const std::size_t> some) const {
    std::vector<double> sum(some.size(), 0.0);
    for (const std::size_t c : column) {
      const std::span<const ByUse> share = demand.share[c];
      const double training = kind.unit(offer, 0, c), inference = kind.unit(offer, 1, c);
      for (std::size_t i = 0; i < some.size(); ++i) {
        const std::size_t b = some[i];
        const double all = share[b][0] * demand.quantity[b][0] * training + share[b][1] * demand.quantity[b][1] * inference;
        sum[i] += terms.limited[terms.cell(b, c)] != 0 ? all : 0.0;
      }
    }
    return sum;
  }
};

std::vector<Bound> bounds_of(const World& world, const Offer& offer, const Terms& terms) {
  // In the order of the exporters' keys (never of their rows).
  std::array<std::size_t, exporter_count> order{0, 1};
  if (world.exporters.key[1] < world.exporters.key[0]) order = {1, 0};
  std::vector<Bound> bounds;
  for (const std::size_t e : order)
    for (const bool remote : {false, true}) {
      Bound bound{{e, remote}, {}, {}};
      bound.buyer.reserve(terms.buyers);
      for (std::size_t b = 0; b < terms.buyers; ++b)
        if (bound.kind.limit(terms, b) != no_cap) bound.buyer.push_back(b);
      if (bound.buyer.empty()) continue;
      for (std::size_t c = 0; c < offer.columns(); ++c)
        if (bound.kind.counts(offer, c) && terms.limits_anybody(c)) bound.column.push_back(c);
      bounds.push_back(std::move(bound));
    }
  return bounds;
}

/// Buyers beyond their limits of one kind, and what they order.
struct Beyond {
  std::vector<std::size_t> buyer;
  std::vector<double> ordered;
};

/// A quarter's limits: from shares to the solver and back.
class Limits {
  const Offer& offer_;
  const Terms& terms_;
  double overrun_;
  solvers::LimitedDemand solver_;

  /// Calls visit(i, z, share, price, unit) for the buyers of each column, unit = 0 where it is not limited for the buyer. Column by column:
  /// that is how shares lie.
  template <class Demands, class Visit>
  void each_share(const Bound& bound, const Beyond& beyond, Demands& demand, const Visit& visit) const {
    for (std::size_t c = 0; c < offer_.columns(); ++c) {
      const auto share = demand.share[c];
      const bool counted = std::find(bound.column.begin(), bound.column.end(), c) != bound.column.end();
      for (std::size_t i = 0; i < beyond.buyer.size(); ++i) {
        const std::size_t b = beyond.buyer[i], cell = terms_.cell(b, c);
        if (b < offer_.who[c].first || b >= offer_.who[c].last) continue;  // captive chips of somebody else
        const double with_fee = terms_.any_fee ? 1.0 + terms_.fee[cell] : 1.0;
        for (std::size_t z = 0; z < use_count; ++z)
          visit(c, solver_.row(i, z), share[b][z], offer_.price[c][z] * with_fee,
                counted && terms_.limited[cell] != 0 ? bound.kind.unit(offer_, z, c) : 0.0);
      }
    }
  }
  bool in_nest(const Bound& bound, std::size_t c) const { return static_cast<std::size_t>(offer_.bloc[c]) == bound.kind.exporter; }

  void gather(const Bound& bound, const Beyond& beyond, std::span<const ByUse> budget, const Demand& demand) {
    solver_.start(beyond.buyer.size(), use_count);
    for (std::size_t i = 0; i < beyond.buyer.size(); ++i) {
      const std::size_t b = beyond.buyer[i];
      solver_.limit[i] = bound.kind.limit(terms_, b);
      solver_.ordered[i] = beyond.ordered[i];
      for (std::size_t z = 0; z < use_count; ++z) {
        const std::size_t row = solver_.row(i, z);
        solver_.outside[row] = demand.outside[b][z];
        solver_.wanted[row] = demand.wanted[b][z];
        solver_.money[row] = overrun_ * budget[b][z];
      }
    }
    each_share(bound, beyond, demand, [&](std::size_t c, std::size_t row, double share, double price, double unit) {
      if (!in_nest(bound, c)) {
        solver_.elsewhere[row] += share;
        solver_.spent_elsewhere[row] += share * price;
        return;
      }
      solver_.nest[row] += share;
      (unit > 0.0 ? solver_.limited : solver_.open)[row] += share;
      (unit > 0.0 ? solver_.spent_limited : solver_.spent_open)[row] += share * price;
      solver_.unit[row] += share * unit;
    });
  }

  void apply(const Bound& bound, const Beyond& beyond, ByUse backstop, Demand& demand) const {
    std::vector<double> chosen(solver_.nest.size(), 0.0), spent(chosen.size(), 0.0);
    each_share(bound, beyond, demand, [&](std::size_t c, std::size_t row, double& share, double price, double unit) {
      if (in_nest(bound, c)) {
        share *= solver_.in_nest[row] * (unit > 0.0 && solver_.moves(row) ? solver_.factor[row % solver_.buyers()] : 1.0);
      } else {
        share *= solver_.out_of_nest[row];
      }
      chosen[row] += share;
      spent[row] += share * price;
    });
    for (std::size_t i = 0; i < beyond.buyer.size(); ++i)
      for (std::size_t z = 0; z < use_count; ++z) {
        const std::size_t b = beyond.buyer[i], row = solver_.row(i, z);
        if (!solver_.moves(row)) continue;
        demand.outside[b][z] *= solver_.out_of_nest[row];
        demand.gain[b][z] = std::max(0.0, demand.gain[b][z] + solver_.gain[row]);
        demand.index[b][z] = std::min(backstop[z], demand.index[b][z] * solver_.index[row]);
        demand.cost[b][z] = chosen[row] > 0.0 ? spent[row] / chosen[row] : 0.0;
        demand.wanted[b][z] = solver_.now_wanted[row];
        demand.quantity[b][z] = chosen[row] > 0.0 ? solver_.quantity[row] : 0.0;
      }
  }

 public:
  Limits(const Offer& offer, const Terms& terms, const BuyParameters& p)
      : offer_{offer}, terms_{terms}, overrun_{p.budget_overrun}, solver_{{p.own_price, p.nest, p.elasticity}} {}

  /// Raises the prices of what a limit counts until these buyers meet it.
  void meet(const Bound& bound, const Beyond& beyond, std::span<const ByUse> budget, ByUse backstop, Demand& demand) {
    gather(bound, beyond, budget, demand);
    solver_.solve();
    apply(bound, beyond, backstop, demand);
  }
};

/// What remains above a limit after the price search (rounding, or a second limit) is cut from the shares: the limit binds to the letter.
void trim(const Offer& offer, const Terms& terms, const Bound& bound, std::span<const std::size_t> buyers, Demand& demand) {
  const std::vector<double> ordered = bound.ordered(offer, terms, demand, buyers);
  for (std::size_t i = 0; i < buyers.size(); ++i) {
    const std::size_t b = buyers[i];
    const double limit = bound.kind.limit(terms, b);
    if (ordered[i] <= limit) continue;
    for (const std::size_t c : bound.column)
      if (terms.limited[terms.cell(b, c)] != 0)
        for (double& share : demand.share[c][b]) share *= limit / ordered[i];
  }
}

}  // namespace

void meet_limits(const World& world, const Offer& offer, const Terms& terms, const BuyParameters& p, std::span<const ByUse> budget,
                 Demand& demand) {
  // Meeting one limit moves orders toward the other exporter's chips: two sweeps, of which the second has nothing to do if nothing moved
  // since the limit was looked at.
  constexpr int sweeps = 2;
  const std::vector<Bound> bounds = bounds_of(world, offer, terms);
  Limits limits(offer, terms, p);
  int moves = 0;
  std::vector<int> seen(bounds.size(), -1);
  std::vector<std::uint8_t> bound_buyers(terms.buyers, 0);
  for (int sweep = 0; sweep < sweeps; ++sweep)
    for (std::size_t i = 0; i < bounds.size(); ++i) {
      const Bound& bound = bounds[i];
      if (seen[i] == moves) continue;
      const std::vector<double> ordered = bound.ordered(offer, terms, demand, bound.buyer);
      Beyond beyond;
      for (std::size_t j = 0; j < ordered.size(); ++j) {
        const std::size_t b = bound.buyer[j];
        const double limit = bound.kind.limit(terms, b);
        if (ordered[j] <= limit) continue;
        bound_buyers[b] = 1;
        if (ordered[j] <= limit * (1.0 + close)) continue;
        beyond.buyer.push_back(b);
        beyond.ordered.push_back(ordered[j]);
      }
      if (!beyond.buyer.empty()) {
        limits.meet(bound, beyond, budget, world.totals.backstop[0], demand);
        ++moves;
      }
      seen[i] = moves;
    }
  for (const Bound& bound : bounds) {
    std::vector<std::size_t> buyers;
    std::copy_if(bound.buyer.begin(), bound.buyer.end(), std::back_inserter(buyers), [&](std::size_t b) { return bound_buyers[b] != 0; });
    if (!buyers.empty()) trim(offer, terms, bound, buyers, demand);
  }
}

}  // namespace entrepot::buying
