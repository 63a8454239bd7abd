// Caps, licences and small orders: one common price of an agent's limited columns rises until they fit (model_equations.md 2.1, E[D] ff.).
#include <algorithm>
#include <cstring>

#include "base/wide.hpp"
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
  double limit(const Terms& terms, std::size_t agent) const {
    return remote ? terms.cloud_limit[agent][exporter] : terms.chip_limit[agent][exporter];
  }
  /// H100e of the limit (q_train for chips, rented H100e for remote service) per H100e of the purpose.
  double unit(const Offer& offer, std::size_t z, std::size_t c) const { return remote ? 1.0 : offer.quality[0][c] / offer.quality[z][c]; }
  /// USD per H100e of the limit. Of a chip it is the same for both purposes.
  double price(const Offer& offer, std::size_t z, std::size_t c) const { return offer.price[remote ? z : 0][c]; }
};

/// Those who have a limit of a kind, and the columns that it counts for some of them.
struct Bound {
  Kind kind;
  std::vector<std::size_t> column, agent;
  /// What some of them order of it, in H100e.
  std::vector<double> ordered(const Offer& offer, const Terms& terms, const Demand& demand, std::span<const std::size_t> some) const {
    std::vector<double> sum(some.size(), 0.0);
    for (const std::size_t c : column) {
      const std::span<const double> share = demand.share[c];
      const double training = kind.unit(offer, 0, c), inference = kind.unit(offer, 1, c);
      for (std::size_t i = 0; i < some.size(); ++i) {
        const std::size_t k = some[i], b = 2 * k;
        const double all = share[b] * demand.quantity[b] * training + share[b + 1] * demand.quantity[b + 1] * inference;
        sum[i] += terms.limited[terms.cell(k, c)] != 0 ? all : 0.0;
      }
    }
    return sum;
  }
};

/// Sums over the limited columns of a row: y, H100e of the limit, what they cost; slopes with respect to the adder.
struct Sums {
  double *y, *y_slope, *unit, *unit_slope, *spent, *spent_slope;
};
ENTREPOT_CLONES void price_ratios(const double* adder, double per_price, double* ratio, std::size_t n) {
  ENTREPOT_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) ratio[i] = 1.0 + adder[i] * per_price;
}
ENTREPOT_CLONES void add_column(Sums to, const double* part, const double* factor, const double* paid, const double* adder, double price,
                                double unit, double k, std::size_t n) {
  ENTREPOT_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) {
    const double e = part[i] * factor[i], falls = k * e / (price + adder[i]);
    to.y[i] += e;
    to.y_slope[i] -= falls;
    to.unit[i] += unit * e;
    to.unit_slope[i] -= unit * falls;
    to.spent[i] += e * paid[i];
    to.spent_slope[i] -= falls * paid[i];
  }
}

/// What the demand of a row is made of.
struct Rows {
  Sums sums;
  const double *nest, *power, *total, *overrun, *chosen_rest, *spent_rest;
  double *wanted, *quantity;
};
/// Adds the rows' demand of the limited columns and its slope.
ENTREPOT_CLONES void add_demand(Rows r, double nest, double response, double* demand, double* slope, std::size_t n) {
  ENTREPOT_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) {
    const bool any = r.sums.unit[i] > 0.0;  // else the row has nothing that is limited
    const double y = any ? r.sums.y[i] : 1.0, unit = any ? r.sums.unit[i] : 1.0;
    const double value = r.nest[i] * r.power[i], value_y = value / y, y_slope = r.sums.y_slope[i];
    const double gain_slope = nest * value_y * y_slope / r.total[i];  // of ln T
    // What the budget allows: chosen/spent, both less the factor 1/T that they have in common.
    const double chosen = value + r.chosen_rest[i], all_spent = value_y * r.sums.spent[i] + r.spent_rest[i];
    const double spent = all_spent > 0.0 ? all_spent : 1.0, affordable = r.overrun[i] * chosen / spent;
    const bool capped = affordable < r.wanted[i];
    r.quantity[i] = capped ? affordable : r.wanted[i];
    const double y_falls = y_slope / y;
    const double spent_slope = value_y * ((nest - 1.0) * y_falls * r.sums.spent[i] + r.sums.spent_slope[i]);
    const double affordable_slope = nest * value * y_falls / (chosen > 0.0 ? chosen : 1.0) - spent_slope / spent;
    const double quantity_slope = capped ? affordable_slope : response * gain_slope;  // of ln C
    const double d = any ? r.quantity[i] * value_y * unit / r.total[i] : 0.0;
    demand[i] += d;
    slope[i] += d * (quantity_slope + (nest - 1.0) * y_falls + r.sums.unit_slope[i] / unit - gain_slope);
  }
}

/// A search by agent: ln(demand/limit), demand and its slope with respect to the adder at t = ln raised, and the bracket of t.
struct Search {
  const double *above, *demand, *slope, *raised;
  double *t, *low, *high;
};
/// One step of Newton's method, or half the bracket where that leaves it, for whoever is not near its limit. False if everybody is.
ENTREPOT_CLONES bool advance(Search s, double reference, std::size_t n) {
  std::int64_t open = 0;
  ENTREPOT_INDEPENDENT
  for (std::size_t i = 0; i < n; ++i) {
    const double above = s.above[i], t = s.t[i];
    const bool near = above < close && above > -close, too_much = above > 0.0;
    const double low = !near && too_much ? t : s.low[i], high = !near && !too_much ? t : s.high[i];
    const double slope = s.slope[i] / (s.demand[i] > 0.0 ? s.demand[i] : 1.0) * reference * s.raised[i];
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

/// Agents against their limits of one kind, side by side. With a price of a USD per H100e of the limit on top of an agent's limited columns
/// (P_c in the same unit) only the sum of their nest moves. Relative to what it is without (s the nest's share, e_c the share of c inside
/// it, k = beta_p/lambda):
///   y(a) = sum_c e_c (1 + a/P_c)^-k [c limited],   T(a) = s y^lambda + 1 - s,   PI(a) = PI(0) T^(-1/beta_p)
/// and demand of the limited columns is the sum over both purposes of C(a) s y^(lambda-1)/T sum_c r_c e_c (1 + a/P_c)^-k, r_c the unit.
class LimitedAgents {
  const World& world_;
  const Offer& offer_;
  const Terms& terms_;
  const BuyParameters& p_;
  Kind kind_;
  std::vector<std::size_t> agent_, column_;  // column_: those of the nest that the limit may count
  std::size_t n_ = 0;
  double beta_;

  std::vector<double> room_;  // of all that follow
  // By agent.
  std::span<double> most_, above_, t_, low_, high_, raised_, adder_, demand_, slope_, inside_, left_, mean_price_, scratch_;
  // By purpose and agent: z n + i.
  std::span<double> nest_, rest_, open_, spent_open_, spent_rest_, chosen_rest_, uncapped_, overrun_;
  std::span<double> y_, y_slope_, unit_, unit_slope_, spent_, spent_slope_, log_y_, power_, total_, log_total_, wanted_, quantity_, chosen_;
  // By column, purpose and agent: (2 j + z) n + i. A column that is not limited for an agent has no part.
  std::span<double> part_, paid_;
  std::span<double> factor_;  // (1 + a/P_c)^-k: by column and agent, and by purpose between them if the price depends on it

  /// How many prices a column has.
  std::size_t priced() const { return kind_.remote ? use_count : 1; }
  std::size_t factors_of(std::size_t j, std::size_t z) const { return (priced() * j + (kind_.remote ? z : 0)) * n_; }

  void make_room() {
    const std::initializer_list<std::span<double>*> of_agent{&most_,   &above_, &t_,      &low_,  &high_,       &raised_, &adder_,
                                                             &demand_, &slope_, &inside_, &left_, &mean_price_, &scratch_};
    const std::initializer_list<std::span<double>*> of_row{&nest_,     &rest_,        &open_,  &spent_open_, &spent_rest_, &chosen_rest_,
                                                           &uncapped_, &overrun_,     &y_,     &y_slope_,    &unit_,       &unit_slope_,
                                                           &spent_,    &spent_slope_, &log_y_, &power_,      &total_,      &log_total_,
                                                           &wanted_,   &quantity_,    &chosen_};
    const std::initializer_list<std::span<double>*> of_cell{&part_, &paid_};
    const std::size_t rows = use_count * n_, cells = column_.size() * rows, factors = column_.size() * priced() * n_;
    room_.assign(of_agent.size() * n_ + of_row.size() * rows + of_cell.size() * cells + factors, 0.0);
    double* next = room_.data();
    const auto give = [&](std::initializer_list<std::span<double>*> all, std::size_t size) {
      for (std::span<double>* x : all) {
        *x = {next, size};
        next += size;
      }
    };
    give(of_agent, n_);
    give(of_row, rows);
    give(of_cell, cells);
    give({&factor_}, factors);
  }

  bool limited(std::size_t agent, std::size_t c) const { return terms_.limited[terms_.cell(agent, c)] != 0; }

  /// Calls in_nest(row, share, price, cell, factor) for the rows of each column of the nest, cell = no_cell where the column is not limited
  /// for the agent, and elsewhere(row, share, price) for those of each other column. Column by column: that is how shares lie.
  static constexpr std::size_t no_cell = ~std::size_t{0};
  template <class Demands, class InNest, class Elsewhere>
  void each_share(Demands& demand, const InNest& in_nest, const Elsewhere& elsewhere) const {
    std::size_t j = 0;
    for (std::size_t c = 0; c < offer_.columns(); ++c) {
      const auto share = demand.share[c];
      const bool nest = static_cast<std::size_t>(offer_.bloc[c]) == kind_.exporter, counted = j < column_.size() && column_[j] == c;
      const auto [first, last] = offer_.who[c];
      for (std::size_t i = 0; i < n_; ++i) {
        if (2 * agent_[i] < first || 2 * agent_[i] >= last) continue;  // captive chips of somebody else
        const std::size_t at = terms_.cell(agent_[i], c);
        const double with_fee = terms_.any_fee ? 1.0 + terms_.fee[at] : 1.0;
        const bool binds = counted && terms_.limited[at] != 0;
        for (std::size_t z = 0; z < use_count; ++z) {
          const double price = offer_.price[z][c] * with_fee;
          auto& mine = share[2 * agent_[i] + z];
          if (nest) {
            in_nest(z * n_ + i, mine, price, binds ? (2 * j + z) * n_ + i : no_cell, factors_of(j, z) + i);
          } else {
            elsewhere(z * n_ + i, mine, price);
          }
        }
      }
      j += counted ? 1 : 0;
    }
  }

  void read(const Demand& demand, std::span<const double> budget) {
    for (std::size_t i = 0; i < n_; ++i)
      for (std::size_t z = 0; z < use_count; ++z) {
        const std::size_t row = z * n_ + i, b = 2 * agent_[i] + z;
        rest_[row] = demand.outside[b];
        uncapped_[row] = demand.wanted[b];
        overrun_[row] = p_.budget_overrun * budget[b];
      }
    each_share(
        demand,
        [this](std::size_t row, double share, double price, std::size_t cell, std::size_t) {
          nest_[row] += share;
          if (cell != no_cell) {
            part_[cell] = share;
            paid_[cell] = price;
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
      open_[row] *= inverse;
      spent_open_[row] *= inverse;
      for (std::size_t cell = row; cell < part_.size(); cell += nest_.size()) part_[cell] *= inverse;
    }
  }

  /// Demand of the limited columns at the adders, and its derivative with respect to them. Leaves all rows there.
  void evaluate() {
    for (std::size_t j = 0; j < column_.size(); ++j)
      for (std::size_t z = 0; z < priced(); ++z)
        price_ratios(adder_.data(), 1.0 / kind_.price(offer_, z, column_[j]), factor_.data() + factors_of(j, z), n_);
    real::log(factor_, factor_);
    for (double& f : factor_) f *= -p_.own_price;
    real::exp(factor_, factor_);
    std::copy(open_.begin(), open_.end(), y_.begin());
    std::copy(spent_open_.begin(), spent_open_.end(), spent_.begin());
    for (const auto& sum : {y_slope_, unit_, unit_slope_, spent_slope_}) std::fill(sum.begin(), sum.end(), 0.0);
    for (std::size_t j = 0; j < column_.size(); ++j)
      for (std::size_t z = 0; z < use_count; ++z) {
        const std::size_t at = (2 * j + z) * n_, row = z * n_;
        add_column({y_.data() + row, y_slope_.data() + row, unit_.data() + row, unit_slope_.data() + row, spent_.data() + row,
                    spent_slope_.data() + row},
                   part_.data() + at, factor_.data() + factors_of(j, z), paid_.data() + at, adder_.data(),
                   kind_.price(offer_, z, column_[j]), kind_.unit(offer_, z, column_[j]), p_.own_price, n_);
      }
    real::log(y_, log_y_);
    for (std::size_t r = 0; r < 2 * n_; ++r) power_[r] = p_.nest * log_y_[r];
    real::exp(power_, power_);
    for (std::size_t r = 0; r < 2 * n_; ++r) total_[r] = nest_[r] * power_[r] + rest_[r];
    real::log(total_, log_total_);
    for (std::size_t r = 0; r < 2 * n_; ++r) wanted_[r] = p_.elasticity / beta_ * log_total_[r];
    real::exp(wanted_, wanted_);
    std::fill(demand_.begin(), demand_.end(), 0.0);
    std::fill(slope_.begin(), slope_.end(), 0.0);
    for (std::size_t r = 0; r < 2 * n_; ++r) wanted_[r] *= uncapped_[r];
    for (std::size_t z = 0; z < use_count; ++z) {
      const std::size_t row = z * n_;
      add_demand({{y_.data() + row, y_slope_.data() + row, unit_.data() + row, unit_slope_.data() + row, spent_.data() + row,
                   spent_slope_.data() + row},
                  nest_.data() + row,
                  power_.data() + row,
                  total_.data() + row,
                  overrun_.data() + row,
                  chosen_rest_.data() + row,
                  spent_rest_.data() + row,
                  wanted_.data() + row,
                  quantity_.data() + row},
                 p_.nest, p_.elasticity / beta_, demand_.data(), slope_.data(), n_);
    }
  }

  /// First adders: those of markets whose limited chips all cost their mean price P and are all of their nest. With x = ln(1 + a/P),
  /// T = s e^(-beta_p x) + 1 - s and demand goes with T^(eps/beta_p - 1) e^(-beta_p x). The larger row speaks for both.
  void guess(double reference) {
    for (std::size_t i = 0; i < n_; ++i) {
      const std::size_t z = nest_[n_ + i] * uncapped_[n_ + i] > nest_[i] * uncapped_[i] ? 1 : 0, r = z * n_ + i;
      double part = 0.0, price = 0.0;
      for (std::size_t j = 0; j < column_.size(); ++j) {
        part += part_[(2 * j + z) * n_ + i];
        price += part_[(2 * j + z) * n_ + i] * kind_.price(offer_, z, column_[j]);
      }
      inside_[i] = nest_[r];
      left_[i] = rest_[r];
      mean_price_[i] = price / part;
    }
    const double bend = p_.elasticity / beta_ - 1.0;
    const std::span<double> x = t_;
    real::log(left_, x);  // where the nest is left
    for (std::size_t i = 0; i < n_; ++i) x[i] = (above_[i] + bend * x[i]) / beta_;
    for (int step = 0; step < 3; ++step) {
      for (std::size_t i = 0; i < n_; ++i) {
        x[i] = x[i] > 0.0 ? x[i] : 0.0;
        scratch_[i] = -beta_ * x[i];
      }
      real::exp(scratch_, raised_);
      for (std::size_t i = 0; i < n_; ++i) {
        raised_[i] *= inside_[i];
        adder_[i] = raised_[i] + left_[i];
      }
      real::log(adder_, scratch_);
      for (std::size_t i = 0; i < n_; ++i)
        x[i] += (above_[i] + bend * scratch_[i] - beta_ * x[i]) / (beta_ * (1.0 + bend * raised_[i] / adder_[i]));
    }
    real::expm1(x, adder_);
    for (std::size_t i = 0; i < n_; ++i) {
      const double adder = adder_[i] * mean_price_[i];
      scratch_[i] = 1.0 + (adder > 0.0 && adder < 1e250 ? adder : reference) / reference;
    }
    real::log(scratch_, t_);
  }

  /// Writes what the rows came to at the last adders.
  void write(Demand& demand) {
    // Factors of the shares in the nest and outside it: 1 where nothing is wanted.
    const std::span<double> in_nest = log_y_, elsewhere = y_slope_, spent = unit_slope_, gain = unit_, index = power_;
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
        [&](std::size_t row, double& share, double price, std::size_t cell, std::size_t factor) {
          share *= in_nest[row] * (cell != no_cell && moved(row) ? factor_[factor] : 1.0);
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
      const std::size_t z = row / n_, b = 2 * agent_[row % n_] + z;
      demand.outside[b] *= elsewhere[row];
      demand.gain[b] = std::max(0.0, demand.gain[b] + gain[row]);
      demand.index[b] = std::min(world_.totals.backstop[0][z], demand.index[b] * index[row]);
      demand.cost[b] = chosen_[row] > 0.0 ? spent[row] / chosen_[row] : 0.0;
      demand.wanted[b] = wanted_[row];
      demand.quantity[b] = chosen_[row] > 0.0 ? quantity_[row] : 0.0;
    }
  }

 public:
  LimitedAgents(const World& world, const Offer& offer, const Terms& terms, const BuyParameters& p)
      : world_{world}, offer_{offer}, terms_{terms}, p_{p}, kind_{}, beta_{p.own_price * p.nest} {}

  /// Newton's method on ln(demand/limit) as a function of t = ln(1 + adder/cheapest price), which bends from slope eps to slope beta_p; halving
  /// where a step leaves the bracket.
  void meet(const Bound& bound, std::vector<std::size_t> agents, std::span<const double> wanted, std::span<const double> budget,
            Demand& demand) {
    constexpr int most_steps = 60;
    kind_ = bound.kind;
    agent_ = std::move(agents);
    n_ = agent_.size();
    column_.clear();
    double reference = no_cap;
    for (const std::size_t c : bound.column) {
      if (std::none_of(agent_.begin(), agent_.end(), [&](std::size_t agent) { return limited(agent, c); })) continue;
      column_.push_back(c);
      for (std::size_t z = 0; z < use_count; ++z) reference = std::min(reference, kind_.price(offer_, z, c));
    }
    make_room();
    read(demand, budget);
    std::fill(high_.begin(), high_.end(), no_cap);
    for (std::size_t i = 0; i < n_; ++i) {
      most_[i] = kind_.limit(terms_, agent_[i]);
      above_[i] = wanted[i] / most_[i];
    }
    real::log(above_, above_);
    guess(reference);
    bool more = true;
    for (int step = 0; more && step < most_steps; ++step) {
      real::exp(t_, raised_);
      for (std::size_t i = 0; i < n_; ++i) adder_[i] = reference * (raised_[i] - 1.0);
      evaluate();
      for (std::size_t i = 0; i < n_; ++i) above_[i] = demand_[i] / most_[i];
      real::log(above_, above_);
      more = advance({above_.data(), demand_.data(), slope_.data(), raised_.data(), t_.data(), low_.data(), high_.data()}, reference, n_);
    }
    write(demand);
  }
};

/// What remains above a limit after the price search (rounding, or a second limit) is cut from the shares: the limit binds to the letter.
void trim(const Offer& offer, const Terms& terms, const Bound& bound, std::span<const std::size_t> agents, Demand& demand) {
  const std::vector<double> ordered = bound.ordered(offer, terms, demand, agents);
  for (std::size_t i = 0; i < agents.size(); ++i) {
    const std::size_t k = agents[i];
    const double limit = bound.kind.limit(terms, k);
    if (ordered[i] <= limit) continue;
    for (const std::size_t c : bound.column)
      if (terms.limited[terms.cell(k, c)] != 0)
        for (std::size_t b = 2 * k; b < 2 * k + 2; ++b) demand.share[c][b] *= limit / ordered[i];
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
      bound.agent.reserve(terms.agents);
      for (std::size_t k = 0; k < terms.agents; ++k)
        if (bound.kind.limit(terms, k) != no_cap) bound.agent.push_back(k);
      if (bound.agent.empty()) continue;
      for (std::size_t c = 0; c < offer.columns(); ++c)
        if (bound.kind.counts(offer, c) && std::memchr(terms.limited.data() + terms.cell(0, c), 1, terms.agents) != nullptr)
          bound.column.push_back(c);
      bounds.push_back(std::move(bound));
    }
  return bounds;
}

}  // namespace

void meet_limits(const World& world, const Offer& offer, const Terms& terms, const BuyParameters& p, std::span<const double> budget,
                 Demand& demand) {
  // Meeting one limit moves orders toward the other exporter's chips: two sweeps, of which the second has nothing to do if nothing moved
  // since the limit was looked at.
  constexpr int sweeps = 2;
  const std::vector<Bound> bounds = bounds_of(world, offer, terms);
  LimitedAgents limited(world, offer, terms, p);
  int moves = 0;
  std::vector<int> seen(bounds.size(), -1);
  std::vector<std::uint8_t> bound_agents(terms.agents, 0);
  for (int sweep = 0; sweep < sweeps; ++sweep)
    for (std::size_t i = 0; i < bounds.size(); ++i) {
      const Bound& bound = bounds[i];
      if (seen[i] == moves) continue;
      const std::vector<double> ordered = bound.ordered(offer, terms, demand, bound.agent);
      std::vector<std::size_t> agents;
      std::vector<double> wanted;
      agents.reserve(ordered.size());
      wanted.reserve(ordered.size());
      for (std::size_t j = 0; j < ordered.size(); ++j) {
        const std::size_t k = bound.agent[j];
        const double limit = bound.kind.limit(terms, k);
        if (ordered[j] <= limit) continue;
        bound_agents[k] = 1;
        if (ordered[j] <= limit * (1.0 + close)) continue;
        agents.push_back(k);
        wanted.push_back(ordered[j]);
      }
      if (!agents.empty()) {
        limited.meet(bound, std::move(agents), wanted, budget, demand);
        ++moves;
      }
      seen[i] = moves;
    }
  for (const Bound& bound : bounds) {
    std::vector<std::size_t> agents;
    std::copy_if(bound.agent.begin(), bound.agent.end(), std::back_inserter(agents), [&](std::size_t k) { return bound_agents[k] != 0; });
    if (!agents.empty()) trim(offer, terms, bound, agents, demand);
  }
}

}  // namespace entrepot::buying
