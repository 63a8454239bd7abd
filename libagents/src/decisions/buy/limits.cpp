// Caps, licences and small orders: one common price of an agent's limited columns rises until they fit (model_equations.md 2.1, E[D] ff.).
#include <algorithm>

#include "base/wide.hpp"
#include "entrepot/base/real.hpp"
#include "entrepot/decisions/buy/demand.hpp"

namespace entrepot::buying {
namespace {

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
};

/// Those who have a limit of a kind, the columns that it may count, and what they order of it, in H100e.
struct Bound {
  Kind kind;
  std::vector<std::size_t> column, agent;
  std::vector<double> ordered(const Offer& offer, const Terms& terms, const Demand& demand) const {
    std::vector<double> sum(agent.size(), 0.0);
    for (const std::size_t c : column) {
      const std::span<const double> share = demand.share[c];
      const double training = kind.unit(offer, 0, c), inference = kind.unit(offer, 1, c);
      for (std::size_t i = 0; i < agent.size(); ++i) {
        const std::size_t k = agent[i], b = 2 * k;
        const double all = share[b] * demand.quantity[b] * training + share[b + 1] * demand.quantity[b + 1] * inference;
        sum[i] += terms.limited[terms.cell(k, c)] != 0 ? all : 0.0;
      }
    }
    return sum;
  }
};

/// Sums over the limited columns of a row: y, H100e of the limit, what they cost; slopes with respect to the adder.
struct Sums {
  double *y, *y_slope, *unit, *unit_slope, *spent;
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
    // Where the budget caps, the slope of the mean cost is small: Newton's bracket makes up for it.
    const double spent = value_y * r.sums.spent[i] + r.spent_rest[i];
    const double affordable = r.overrun[i] * (value + r.chosen_rest[i]) / (spent > 0.0 ? spent : 1.0);
    const bool capped = affordable < r.wanted[i];
    r.quantity[i] = capped ? affordable : r.wanted[i];
    const double quantity_slope = capped ? 0.0 : response * gain_slope;  // of ln C
    const double d = any ? r.quantity[i] * value_y * unit / r.total[i] : 0.0;
    demand[i] += d;
    slope[i] += d * (quantity_slope + (nest - 1.0) * y_slope / y + r.sums.unit_slope[i] / unit - gain_slope);
  }
}

/// Agents against their limits of one kind, side by side. With a price of a USD per H100e on top of an agent's limited columns only the sum
/// of their nest moves. Relative to what it is without (s the nest's share, e_c the share of c inside it, k = beta_p/lambda):
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

  std::vector<double> most_, above_, t_, low_, high_, raised_, adder_, demand_, slope_;  // by agent
  // By purpose and agent: z n + i.
  std::vector<double> nest_, rest_, open_, spent_open_, spent_rest_, chosen_rest_, uncapped_, overrun_;
  std::vector<double> y_, y_slope_, unit_, unit_slope_, spent_, log_y_, power_, total_, log_total_, wanted_, quantity_;
  // By column, purpose and agent: (2 j + z) n + i. A column that is not limited for an agent has no part.
  std::vector<double> part_, paid_, factor_;
  std::vector<double> row_;  // shares of the row that is read

  double paid(std::size_t agent, std::size_t z, std::size_t c) const {
    return terms_.any_fee ? offer_.price[z][c] * (1.0 + terms_.fee[terms_.cell(agent, c)]) : offer_.price[z][c];
  }
  bool limited(std::size_t agent, std::size_t c) const { return terms_.limited[terms_.cell(agent, c)] != 0; }
  bool in_nest(std::size_t c) const { return static_cast<std::size_t>(offer_.bloc[c]) == kind_.exporter; }

  void read(const Demand& demand, std::span<const double> budget, std::size_t i, std::size_t z) {
    const std::size_t agent = agent_[i], b = 2 * agent + z, row = z * n_ + i;
    // The row once into one place: its columns lie far apart.
    row_.resize(offer_.columns());
    double rest = 0.0, spent_rest = 0.0, nest = 0.0;
    for (std::size_t c = 0; c < row_.size(); ++c) {
      row_[c] = demand.share[c][b];
      if (in_nest(c)) {
        nest += row_[c];
        continue;
      }
      rest += row_[c];
      spent_rest += row_[c] * paid(agent, z, c);
    }
    nest_[row] = nest;
    rest_[row] = demand.outside[b] + rest;
    chosen_rest_[row] = rest;
    spent_rest_[row] = spent_rest;
    uncapped_[row] = demand.wanted[b];
    overrun_[row] = p_.budget_overrun * budget[b];
    if (nest <= 0.0) return;
    for (std::size_t c = 0; c < row_.size(); ++c) {
      if (!in_nest(c) || (limited(agent, c) && kind_.counts(offer_, c))) continue;
      open_[row] += row_[c] / nest;
      spent_open_[row] += row_[c] / nest * paid(agent, z, c);
    }
    for (std::size_t j = 0; j < column_.size(); ++j) {
      const std::size_t c = column_[j], cell = (2 * j + z) * n_ + i;
      part_[cell] = limited(agent, c) ? row_[c] / nest : 0.0;
      paid_[cell] = paid(agent, z, c);
    }
  }

  /// Demand of the limited columns at the adders, and its derivative with respect to them. Leaves all rows there.
  void evaluate() {
    for (std::size_t j = 0; j < column_.size(); ++j)
      for (std::size_t z = 0; z < use_count; ++z)
        price_ratios(adder_.data(), 1.0 / offer_.price[z][column_[j]], factor_.data() + (2 * j + z) * n_, n_);
    real::log(factor_, factor_);
    for (double& f : factor_) f *= -p_.own_price;
    real::exp(factor_, factor_);
    y_ = open_;
    spent_ = spent_open_;
    for (auto* column : {&y_slope_, &unit_, &unit_slope_}) std::fill(column->begin(), column->end(), 0.0);
    for (std::size_t j = 0; j < column_.size(); ++j)
      for (std::size_t z = 0; z < use_count; ++z) {
        const std::size_t at = (2 * j + z) * n_, row = z * n_;
        add_column({y_.data() + row, y_slope_.data() + row, unit_.data() + row, unit_slope_.data() + row, spent_.data() + row},
                   part_.data() + at, factor_.data() + at, paid_.data() + at, adder_.data(), offer_.price[z][column_[j]],
                   kind_.unit(offer_, z, column_[j]), p_.own_price, n_);
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
      add_demand({{y_.data() + row, y_slope_.data() + row, unit_.data() + row, unit_slope_.data() + row, spent_.data() + row},
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

  /// A first adder: that of a market whose limited chips all cost their mean price P and are all of their nest. With x = ln(1 + a/P),
  /// T = s e^(-beta_p x) + 1 - s and demand goes with T^(eps/beta_p - 1) e^(-beta_p x). The larger row speaks for both.
  double guess(std::size_t i, double above) const {
    const std::size_t z = nest_[n_ + i] * uncapped_[n_ + i] > nest_[i] * uncapped_[i] ? 1 : 0, r = z * n_ + i;
    double part = 0.0, price = 0.0;
    for (std::size_t j = 0; j < column_.size(); ++j) {
      part += part_[(2 * j + z) * n_ + i];
      price += part_[(2 * j + z) * n_ + i] * offer_.price[z][column_[j]];
    }
    const double bend = p_.elasticity / beta_ - 1.0;
    double x = (above + bend * real::log(rest_[r])) / beta_;  // where the nest is left
    for (int step = 0; step < 3; ++step) {
      x = std::max(x, 0.0);
      const double value = nest_[r] * real::exp(-beta_ * x), total = value + rest_[r];
      x += (above + bend * real::log(total) - beta_ * x) / (beta_ * (1.0 + bend * value / total));
    }
    const double adder = price / part * real::expm1(x);
    return adder > 0.0 && adder < 1e250 ? adder : offer_.price[z][column_[0]];
  }

  /// Writes what the rows came to at the last adders.
  void write(Demand& demand) const {
    std::vector<double> in_limit(offer_.columns());
    for (std::size_t z = 0; z < use_count; ++z)
      for (std::size_t i = 0; i < n_; ++i) {
        const std::size_t r = z * n_ + i, agent = agent_[i], b = 2 * agent + z;
        if (nest_[r] <= 0.0 || uncapped_[r] <= 0.0) continue;
        const double outside = 1.0 / total_[r], inside = y_[r] > 0.0 ? power_[r] / y_[r] / total_[r] : 0.0;
        std::fill(in_limit.begin(), in_limit.end(), 1.0);
        for (std::size_t j = 0; j < column_.size(); ++j)
          if (limited(agent, column_[j])) in_limit[column_[j]] = factor_[(2 * j + z) * n_ + i];
        double chosen = 0.0, spent = 0.0;
        for (std::size_t c = 0; c < offer_.columns(); ++c) {
          double& share = demand.share[c][b];
          share *= in_nest(c) ? inside * in_limit[c] : outside;
          chosen += share;
          spent += share * paid(agent, z, c);
        }
        demand.outside[b] *= outside;
        const double gain = log_total_[r] / beta_;
        demand.gain[b] = std::max(0.0, demand.gain[b] + gain);
        demand.index[b] = std::min(world_.totals.backstop[0][z], demand.index[b] * real::exp(-gain));
        demand.cost[b] = chosen > 0.0 ? spent / chosen : 0.0;
        demand.wanted[b] = wanted_[r];
        demand.quantity[b] = chosen > 0.0 ? quantity_[r] : 0.0;
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
    constexpr double close = 1e-6;  // near enough on either side: what is above the limit is trimmed, what is below it is given up
    kind_ = bound.kind;
    agent_ = std::move(agents);
    n_ = agent_.size();
    column_.clear();
    double reference = no_cap;
    for (const std::size_t c : bound.column) {
      if (std::none_of(agent_.begin(), agent_.end(), [&](std::size_t agent) { return limited(agent, c); })) continue;
      column_.push_back(c);
      reference = std::min({reference, offer_.price[0][c], offer_.price[1][c]});
    }
    for (auto* x : {&most_, &above_, &t_, &low_, &raised_, &adder_, &demand_, &slope_}) x->assign(n_, 0.0);
    high_.assign(n_, no_cap);
    for (auto* x : {&nest_, &rest_, &open_, &spent_open_, &spent_rest_, &chosen_rest_, &uncapped_, &overrun_, &y_, &y_slope_, &unit_,
                    &unit_slope_, &spent_, &log_y_, &power_, &total_, &log_total_, &wanted_, &quantity_})
      x->assign(use_count * n_, 0.0);
    for (auto* x : {&part_, &paid_, &factor_}) x->assign(column_.size() * use_count * n_, 0.0);
    for (std::size_t i = 0; i < n_; ++i) {
      for (std::size_t z = 0; z < use_count; ++z) read(demand, budget, i, z);
      most_[i] = kind_.limit(terms_, agent_[i]);
      t_[i] = real::log1p(guess(i, real::log(wanted[i] / most_[i])) / reference);
    }
    bool more = true;
    for (int step = 0; more && step < most_steps; ++step) {
      real::exp(t_, raised_);
      for (std::size_t i = 0; i < n_; ++i) adder_[i] = reference * (raised_[i] - 1.0);
      evaluate();
      for (std::size_t i = 0; i < n_; ++i) above_[i] = demand_[i] / most_[i];
      real::log(above_, above_);
      more = false;
      for (std::size_t i = 0; i < n_; ++i) {
        if (above_[i] < close && above_[i] > -close) continue;
        more = true;
        (above_[i] > 0.0 ? low_ : high_)[i] = t_[i];
        const double slope = demand_[i] > 0.0 ? slope_[i] / demand_[i] * reference * raised_[i] : 0.0;
        const double next = slope < 0.0 ? t_[i] - above_[i] / slope : no_cap;
        if (next > low_[i] && next < high_[i] && next < no_cap) {
          t_[i] = next;
        } else {
          t_[i] = high_[i] < no_cap ? 0.5 * (low_[i] + high_[i]) : 2.0 * low_[i] + 1.0;
        }
      }
    }
    write(demand);
  }
};

/// What remains above a limit after the price search (rounding, or a second limit) is cut from the shares: the limit binds to the letter.
void trim(const Offer& offer, const Terms& terms, const Bound& bound, std::span<const std::uint8_t> met, Demand& demand) {
  const std::vector<double> ordered = bound.ordered(offer, terms, demand);
  for (std::size_t i = 0; i < bound.agent.size(); ++i) {
    const std::size_t k = bound.agent[i];
    const double limit = bound.kind.limit(terms, k);
    if (met[k] == 0 || ordered[i] <= limit) continue;
    for (const std::size_t c : bound.column)
      if (terms.limited[terms.cell(k, c)] != 0)
        for (std::size_t b = 2 * k; b < 2 * k + 2; ++b) demand.share[c][b] *= limit / ordered[i];
  }
}

}  // namespace

void meet_limits(const World& world, const Offer& offer, const Terms& terms, const BuyParameters& p, std::span<const double> budget,
                 Demand& demand) {
  // Meeting one limit moves orders toward the other exporter's chips: two sweeps, in the order of the exporters' keys (never of their rows).
  std::array<std::size_t, exporter_count> order{0, 1};
  if (world.exporters.key[1] < world.exporters.key[0]) order = {1, 0};
  constexpr int sweeps = 2;
  std::vector<Bound> bounds;
  for (const std::size_t e : order)
    for (const bool remote : {false, true}) {
      Bound bound{{e, remote}, {}, {}};
      for (std::size_t k = 0; k < terms.agents; ++k)
        if (bound.kind.limit(terms, k) != no_cap) bound.agent.push_back(k);
      if (bound.agent.empty()) continue;
      for (std::size_t c = 0; c < offer.columns(); ++c)
        if (bound.kind.counts(offer, c)) bound.column.push_back(c);
      bounds.push_back(std::move(bound));
    }
  LimitedAgents limited(world, offer, terms, p);
  std::vector<std::uint8_t> met(terms.agents, 0);
  for (int sweep = 0; sweep < sweeps; ++sweep)
    for (const Bound& bound : bounds) {
      const std::vector<double> ordered = bound.ordered(offer, terms, demand);
      std::vector<std::size_t> agents;
      std::vector<double> wanted;
      for (std::size_t i = 0; i < ordered.size(); ++i) {
        const std::size_t k = bound.agent[i];
        if (ordered[i] <= bound.kind.limit(terms, k) * (1.0 + 1e-9)) continue;
        agents.push_back(k);
        wanted.push_back(ordered[i]);
        met[k] = 1;
      }
      if (!agents.empty()) limited.meet(bound, std::move(agents), wanted, budget, demand);
    }
  for (const Bound& bound : bounds) trim(offer, terms, bound, met, demand);
}

}  // namespace entrepot::buying
