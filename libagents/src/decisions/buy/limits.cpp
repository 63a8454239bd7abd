// Caps, licences and small orders: prices of an buyer's limited columns rise by one common factor until they fit (model_equations.md 2.1,
// E[D] ff.; docs/model/differences.md says why a factor and not a sum).
#include <algorithm>

#include "entrepot/base/real.hpp"
#include "entrepot/decisions/buy/demand.hpp"

namespace entrepot::buying {
namespace {

constexpr double close = 1e-6;  // near enough to a limit on either side: what is above it is trimmed, what is below it is given up

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

/// What the demand of a row is made of: shares of its nest inside it of what is limited and what is not, the nest's share of all, and what
/// they cost; H100e of the limit for each limited share.
struct Rows {
  const double *limited, *unit, *spent, *open, *spent_open, *nest, *overrun, *chosen_rest, *spent_rest;
  const double *y, *power, *total, *wanted;
  double* quantity;
};
/// Adds the rows' demand of the limited columns, and its slope with respect to ln(1 + markup).
void add_demand(Rows r, const double* factor, double own_price, double nest, double response, double* demand, double* slope,
                std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) {
    const bool any = r.unit[i] > 0.0;  // else the row has nothing that is limited
    const double y = any ? r.y[i] : 1.0;
    const double value = r.nest[i] * r.power[i], value_y = value / y;
    const double y_falls = -own_price * factor[i] * r.limited[i] / y;  // slope of ln y
    const double gain_slope = nest * value * y_falls / r.total[i];     // of ln T
    // What the budget allows: chosen/spent, both less the factor 1/T that they have in common.
    const double limited_spent = factor[i] * r.spent[i], nest_spent = r.spent_open[i] + limited_spent;
    const double chosen = value + r.chosen_rest[i], all_spent = value_y * nest_spent + r.spent_rest[i];
    const double spent = all_spent > 0.0 ? all_spent : 1.0, affordable = r.overrun[i] * chosen / spent;
    const bool capped = affordable < r.wanted[i];
    r.quantity[i] = capped ? affordable : r.wanted[i];
    const double spent_slope = value_y * ((nest - 1.0) * y_falls * nest_spent - own_price * limited_spent);
    const double affordable_slope = nest * value * y_falls / (chosen > 0.0 ? chosen : 1.0) - spent_slope / spent;
    const double quantity_slope = capped ? affordable_slope : response * gain_slope;  // of ln C
    const double d = any ? r.quantity[i] * value_y * factor[i] * r.unit[i] / r.total[i] : 0.0;
    demand[i] += d;
    slope[i] += d * (quantity_slope + (nest - 1.0) * y_falls - own_price - gain_slope);
  }
}

/// A search by buyer: ln(demand/limit), demand and its slope with respect to t = ln(1 + markup), and the bracket of t.
struct Search {
  const double *above, *demand, *slope;
  double *t, *low, *high;
};
/// One step of Newton's method, or half the bracket where that leaves it, for whoever is not near its limit. False if everybody is.
bool advance(Search s, std::size_t n) {
  std::int64_t open = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const double above = s.above[i], t = s.t[i];
    const bool near = above < close && above > -close, too_much = above > 0.0;
    const double low = !near && too_much ? t : s.low[i], high = !near && !too_much ? t : s.high[i];
    const double slope = s.slope[i] / (s.demand[i] > 0.0 ? s.demand[i] : 1.0);
    const bool falls = s.demand[i] > 0.0 && slope < 0.0;
    const double newton = t - above / (falls ? slope : -1.0), halved = high < no_cap ? 0.5 * (low + high) : 2.0 * low + 1.0;
    const double next = falls && newton > low && newton < high ? newton : halved;
    s.t[i] = near ? t : next;
    s.low[i] = low;
    s.high[i] = high;
    open += near ? 0 : 1;
  }
  return open > 0;
}

/// Buyers against their limits of one kind, side by side. With all prices of an buyer's limited columns higher by a factor 1 + m only the
/// sum of their nest moves. Relative to what it is without (s the nest's share, e the part of it that is limited, k = beta_p/lambda):
///   f(m) = (1 + m)^-k,   y(m) = 1 - e + e f,   T(m) = s y^lambda + 1 - s,   PI(m) = PI(0) T^(-1/beta_p)
/// and demand of the limited columns is the sum over both purposes of C(m) s y^(lambda-1)/T f sum_c r_c e_c, r_c the unit.
class LimitedBuyers {
  const World& world_;
  const Offer& offer_;
  const Terms& terms_;
  const BuyParameters& p_;
  Kind kind_;
  std::vector<std::size_t> buyer_;
  std::vector<std::uint8_t> counted_;  // by column: the limit may count it
  std::size_t n_ = 0;
  double beta_;

  std::vector<double> room_;  // of all that follow
  // By buyer.
  std::span<double> most_, above_, t_, low_, high_, factor_, demand_, slope_, inside_, left_, scratch_, raised_;
  // By purpose and buyer: z n + i.
  std::span<double> limited_, unit_, spent_, open_, spent_open_, nest_, rest_, spent_rest_, chosen_rest_, uncapped_, overrun_;
  std::span<double> y_, log_y_, power_, total_, log_total_, wanted_, quantity_, chosen_;

  void make_room() {
    const std::initializer_list<std::span<double>*> of_buyer{&most_,   &above_, &t_,      &low_,  &high_,    &factor_,
                                                             &demand_, &slope_, &inside_, &left_, &scratch_, &raised_};
    const std::initializer_list<std::span<double>*> of_row{
        &limited_, &unit_, &spent_, &open_,  &spent_open_, &nest_,      &rest_,   &spent_rest_, &chosen_rest_, &uncapped_,
        &overrun_, &y_,    &log_y_, &power_, &total_,      &log_total_, &wanted_, &quantity_,   &chosen_};
    const std::size_t rows = use_count * n_;
    room_.assign(of_buyer.size() * n_ + of_row.size() * rows, 0.0);
    double* next = room_.data();
    const auto give = [&](std::initializer_list<std::span<double>*> all, std::size_t size) {
      for (std::span<double>* x : all) {
        *x = {next, size};
        next += size;
      }
    };
    give(of_buyer, n_);
    give(of_row, rows);
  }

  /// Calls in_nest(row, share, price, unit) for the rows of each column of the nest, unit = 0 where the column is not limited for the buyer,
  /// and elsewhere(row, share, price) for those of each other column. Column by column: that is how shares lie.
  template <class Demands, class InNest, class Elsewhere>
  void each_share(Demands& demand, const InNest& in_nest, const Elsewhere& elsewhere) const {
    for (std::size_t c = 0; c < offer_.columns(); ++c) {
      const auto share = demand.share[c];
      const bool nest = static_cast<std::size_t>(offer_.bloc[c]) == kind_.exporter;
      const auto [first, last] = offer_.who[c];
      const ByUse price = offer_.price[c];
      const bool counted = counted_[c] != 0;
      const std::array unit{counted ? kind_.unit(offer_, 0, c) : 0.0, counted ? kind_.unit(offer_, 1, c) : 0.0};
      for (std::size_t i = 0; i < n_; ++i) {
        if (buyer_[i] < first || buyer_[i] >= last) continue;  // captive chips of somebody else
        const std::size_t at = terms_.cell(buyer_[i], c);
        const double with_fee = terms_.any_fee ? 1.0 + terms_.fee[at] : 1.0;
        const bool binds = counted && terms_.limited[at] != 0;
        for (std::size_t z = 0; z < use_count; ++z) {
          auto& mine = share[buyer_[i]][z];
          if (nest) {
            in_nest(z * n_ + i, mine, price[z] * with_fee, binds ? unit[z] : 0.0);
          } else {
            elsewhere(z * n_ + i, mine, price[z] * with_fee);
          }
        }
      }
    }
  }

  void read(const Demand& demand, std::span<const ByUse> budget) {
    for (std::size_t i = 0; i < n_; ++i)
      for (std::size_t z = 0; z < use_count; ++z) {
        const std::size_t row = z * n_ + i, b = buyer_[i];
        rest_[row] = demand.outside[b][z];
        uncapped_[row] = demand.wanted[b][z];
        overrun_[row] = p_.budget_overrun * budget[b][z];
      }
    each_share(
        demand,
        [this](std::size_t row, double share, double price, double unit) {
          nest_[row] += share;
          if (unit > 0.0) {
            limited_[row] += share;
            unit_[row] += share * unit;
            spent_[row] += share * price;
          } else {
            open_[row] += share;
            spent_open_[row] += share * price;
          }
        },
        [this](std::size_t row, double share, double price) {
          chosen_rest_[row] += share;
          spent_rest_[row] += share * price;
        });
    for (std::size_t row = 0; row < nest_.size(); ++row) {
      const double inverse = nest_[row] > 0.0 ? 1.0 / nest_[row] : 0.0;
      rest_[row] += chosen_rest_[row];
      for (const auto& inside : {limited_, unit_, spent_, open_, spent_open_}) inside[row] *= inverse;
    }
  }

  /// Demand of the limited columns at the markups, and its derivative with respect to t. Leaves all rows there.
  void evaluate() {
    for (std::size_t i = 0; i < n_; ++i) factor_[i] = -p_.own_price * t_[i];
    real::exp(factor_, factor_);
    for (std::size_t z = 0; z < use_count; ++z)
      for (std::size_t i = 0; i < n_; ++i) y_[z * n_ + i] = open_[z * n_ + i] + limited_[z * n_ + i] * factor_[i];
    real::log(y_, log_y_);
    for (std::size_t r = 0; r < 2 * n_; ++r) power_[r] = p_.nest * log_y_[r];
    real::exp(power_, power_);
    for (std::size_t r = 0; r < 2 * n_; ++r) total_[r] = nest_[r] * power_[r] + rest_[r];
    real::log(total_, log_total_);
    for (std::size_t r = 0; r < 2 * n_; ++r) wanted_[r] = p_.elasticity / beta_ * log_total_[r];
    real::exp(wanted_, wanted_);
    for (std::size_t r = 0; r < 2 * n_; ++r) wanted_[r] *= uncapped_[r];
    std::fill(demand_.begin(), demand_.end(), 0.0);
    std::fill(slope_.begin(), slope_.end(), 0.0);
    for (std::size_t z = 0; z < use_count; ++z) {
      const auto of = [&](std::span<double> x) { return x.data() + z * n_; };
      add_demand({of(limited_), of(unit_), of(spent_), of(open_), of(spent_open_), of(nest_), of(overrun_), of(chosen_rest_),
                  of(spent_rest_), of(y_), of(power_), of(total_), of(wanted_), of(quantity_)},
                 factor_.data(), p_.own_price, p_.nest, p_.elasticity / beta_, demand_.data(), slope_.data(), n_);
    }
  }

  /// First markups: those of markets whose limited chips are all of their nest. With t = ln(1 + m), T = s e^(-beta_p t) + 1 - s and demand
  /// goes with T^(eps/beta_p - 1) e^(-beta_p t). The larger row speaks for both.
  void guess() {
    for (std::size_t i = 0; i < n_; ++i) {
      const std::size_t z = nest_[n_ + i] * uncapped_[n_ + i] > nest_[i] * uncapped_[i] ? 1 : 0, r = z * n_ + i;
      inside_[i] = nest_[r];
      left_[i] = rest_[r];
    }
    const double bend = p_.elasticity / beta_ - 1.0;
    real::log(left_, t_);  // where the nest is left
    for (std::size_t i = 0; i < n_; ++i) t_[i] = (above_[i] + bend * t_[i]) / beta_;
    for (int step = 0; step < 3; ++step) {
      for (std::size_t i = 0; i < n_; ++i) {
        t_[i] = t_[i] > 0.0 ? t_[i] : 0.0;
        scratch_[i] = -beta_ * t_[i];
      }
      real::exp(scratch_, raised_);
      for (std::size_t i = 0; i < n_; ++i) {
        raised_[i] *= inside_[i];
        factor_[i] = raised_[i] + left_[i];
      }
      real::log(factor_, scratch_);
      for (std::size_t i = 0; i < n_; ++i)
        t_[i] += (above_[i] + bend * scratch_[i] - beta_ * t_[i]) / (beta_ * (1.0 + bend * raised_[i] / factor_[i]));
    }
    for (double& t : t_) t = t > 0.0 && t < 500.0 ? t : 1.0;
  }

  /// Writes what the rows came to at the last markups.
  void write(Demand& demand) {
    // Factors of the shares in the nest and outside it: 1 where nothing is wanted.
    const std::span<double> in_nest = log_y_, elsewhere = open_, spent = spent_open_, gain = limited_, index = power_;
    const auto moved = [this](std::size_t row) { return nest_[row] > 0.0 && uncapped_[row] > 0.0; };
    for (std::size_t row = 0; row < nest_.size(); ++row) {
      const double out = 1.0 / total_[row], in = y_[row] > 0.0 ? power_[row] / y_[row] * out : 0.0;
      elsewhere[row] = moved(row) ? out : 1.0;
      in_nest[row] = moved(row) ? in : 1.0;
      gain[row] = log_total_[row] / beta_;
      index[row] = -gain[row];
    }
    real::exp(index, index);
    std::fill(spent.begin(), spent.end(), 0.0);
    each_share(
        demand,
        [&](std::size_t row, double& share, double price, double unit) {
          share *= in_nest[row] * (unit > 0.0 && moved(row) ? factor_[row < n_ ? row : row - n_] : 1.0);
          chosen_[row] += share;
          spent[row] += share * price;
        },
        [&](std::size_t row, double& share, double price) {
          share *= elsewhere[row];
          chosen_[row] += share;
          spent[row] += share * price;
        });
    for (std::size_t row = 0; row < nest_.size(); ++row) {
      if (!moved(row)) continue;
      const std::size_t z = row / n_, b = buyer_[row % n_];
      demand.outside[b][z] *= elsewhere[row];
      demand.gain[b][z] = std::max(0.0, demand.gain[b][z] + gain[row]);
      demand.index[b][z] = std::min(world_.totals.backstop[0][z], demand.index[b][z] * index[row]);
      demand.cost[b][z] = chosen_[row] > 0.0 ? spent[row] / chosen_[row] : 0.0;
      demand.wanted[b][z] = wanted_[row];
      demand.quantity[b][z] = chosen_[row] > 0.0 ? quantity_[row] : 0.0;
    }
  }

 public:
  LimitedBuyers(const World& world, const Offer& offer, const Terms& terms, const BuyParameters& p)
      : world_{world}, offer_{offer}, terms_{terms}, p_{p}, kind_{}, counted_(offer.columns()), beta_{p.own_price * p.nest} {}

  /// Newton's method on ln(demand/limit) as a function of t = ln(1 + markup), which bends from slope eps to slope beta_p; halving where a
  /// step leaves the bracket.
  void meet(const Bound& bound, std::vector<std::size_t> buyers, std::span<const double> wanted, std::span<const ByUse> budget,
            Demand& demand) {
    constexpr int most_steps = 60;
    kind_ = bound.kind;
    buyer_ = std::move(buyers);
    n_ = buyer_.size();
    std::fill(counted_.begin(), counted_.end(), std::uint8_t{0});
    for (const std::size_t c : bound.column) counted_[c] = 1;
    make_room();
    read(demand, budget);
    std::fill(high_.begin(), high_.end(), no_cap);
    for (std::size_t i = 0; i < n_; ++i) {
      most_[i] = kind_.limit(terms_, buyer_[i]);
      above_[i] = wanted[i] / most_[i];
    }
    real::log(above_, above_);
    guess();
    bool more = true;
    for (int step = 0; more && step < most_steps; ++step) {
      evaluate();
      for (std::size_t i = 0; i < n_; ++i) above_[i] = demand_[i] / most_[i];
      real::log(above_, above_);
      more = advance({above_.data(), demand_.data(), slope_.data(), t_.data(), low_.data(), high_.data()}, n_);
    }
    write(demand);
  }
};

/// What remains above a limit after the price search (rounding, or a second limit) is cut from the shares: the limit binds to the letter.
void trim(const Offer& offer, const Terms& terms, const Bound& bound, std::span<const std::size_t> buyers, Demand& demand) {
  const std::vector<double> ordered = bound.ordered(offer, terms, demand, buyers);
  for (std::size_t i = 0; i < buyers.size(); ++i) {
    const std::size_t k = buyers[i];
    const double limit = bound.kind.limit(terms, k);
    if (ordered[i] <= limit) continue;
    for (const std::size_t c : bound.column)
      if (terms.limited[terms.cell(k, c)] != 0)
        for (double& share : demand.share[c][k]) share *= limit / ordered[i];
  }
}

std::vector<Bound> bounds_of(const World& world, const Offer& offer, const Terms& terms) {
  // In the order of the exporters' keys (never of their rows).
  std::array<std::size_t, exporter_count> order{0, 1};
  if (world.exporters.key[1] < world.exporters.key[0]) order = {1, 0};
  std::vector<Bound> bounds;
  for (const std::size_t e : order)
    for (const bool remote : {false, true}) {
      Bound bound{{e, remote}, {}, {}};
      bound.buyer.reserve(terms.buyers);
      for (std::size_t k = 0; k < terms.buyers; ++k)
        if (bound.kind.limit(terms, k) != no_cap) bound.buyer.push_back(k);
      if (bound.buyer.empty()) continue;
      for (std::size_t c = 0; c < offer.columns(); ++c)
        if (bound.kind.counts(offer, c) && terms.limits_anybody(c)) bound.column.push_back(c);
      bounds.push_back(std::move(bound));
    }
  return bounds;
}

}  // namespace

void meet_limits(const World& world, const Offer& offer, const Terms& terms, const BuyParameters& p, std::span<const ByUse> budget,
                 Demand& demand) {
  // Meeting one limit moves orders toward the other exporter's chips: two sweeps, of which the second has nothing to do if nothing moved
  // since the limit was looked at.
  constexpr int sweeps = 2;
  const std::vector<Bound> bounds = bounds_of(world, offer, terms);
  LimitedBuyers limited(world, offer, terms, p);
  int moves = 0;
  std::vector<int> seen(bounds.size(), -1);
  std::vector<std::uint8_t> bound_buyers(terms.buyers, 0);
  for (int sweep = 0; sweep < sweeps; ++sweep)
    for (std::size_t i = 0; i < bounds.size(); ++i) {
      const Bound& bound = bounds[i];
      if (seen[i] == moves) continue;
      const std::vector<double> ordered = bound.ordered(offer, terms, demand, bound.buyer);
      std::vector<std::size_t> buyers;
      std::vector<double> wanted;
      buyers.reserve(ordered.size());
      wanted.reserve(ordered.size());
      for (std::size_t j = 0; j < ordered.size(); ++j) {
        const std::size_t k = bound.buyer[j];
        const double limit = bound.kind.limit(terms, k);
        if (ordered[j] <= limit) continue;
        bound_buyers[k] = 1;
        if (ordered[j] <= limit * (1.0 + close)) continue;
        buyers.push_back(k);
        wanted.push_back(ordered[j]);
      }
      if (!buyers.empty()) {
        limited.meet(bound, std::move(buyers), wanted, budget, demand);
        ++moves;
      }
      seen[i] = moves;
    }
  for (const Bound& bound : bounds) {
    std::vector<std::size_t> buyers;
    std::copy_if(bound.buyer.begin(), bound.buyer.end(), std::back_inserter(buyers), [&](std::size_t k) { return bound_buyers[k] != 0; });
    if (!buyers.empty()) trim(offer, terms, bound, buyers, demand);
  }
}

}  // namespace entrepot::buying
