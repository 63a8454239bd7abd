// Caps, licences and small orders: one common price of an agent's limited columns rises until they fit (model_equations.md 2.1, E[D] ff.).
#include <algorithm>

#include "entrepot/base/real.hpp"
#include "entrepot/decisions/buy/demand.hpp"

namespace entrepot::buying {
namespace {

/// A limit of one agent: on the chips or on the remote service of one exporter, in H100e a quarter.
struct Limit {
  std::size_t agent, exporter;
  bool remote;
  double most;
};

/// Memory that all limited agents use in turn.
struct Scratch {
  std::vector<std::size_t> columns;                       ///< that count against the limit
  std::array<std::vector<double>, use_count> part, unit;  ///< of these: share inside the nest; H100e of the limit per H100e of the purpose
  std::vector<double> factor;                             ///< of these, purpose by purpose: (1 + a/P)^-k
};

/// One agent against one limit. With a price of a USD per H100e on top of the limited columns, which all stand in the exporter's nest g, only
/// the sum of that nest moves. Relative to what it is without (s_g the nest's share, e_c the share of c inside it, k = beta_p/lambda):
///   y(a) = sum_{c in g} e_c (1 + a/P_c)^-k [limited],   T(a) = s_g y^lambda + 1 - s_g,   PI(a) = PI(0) T^(-1/beta_p)
/// and demand of the limited columns is the sum over both purposes of C(a) s_g y^(lambda-1)/T sum_c r_c e_c (1 + a/P_c)^-k.
class LimitedAgent {
  const World& world_;
  const Offer& offer_;
  const Terms& terms_;
  const BuyParameters& p_;
  std::span<const double> budget_;
  Demand& demand_;
  Limit limit_;
  Scratch& s_;
  struct Row {
    double nest = 0.0, rest = 0.0;                            // share of the nest, and of all else
    double open = 0.0;                                        // part of the nest that is not limited
    double spent = 0.0, spent_nest = 0.0, chosen_rest = 0.0;  // per H100e: outside the nest, on the nest's open columns; shares outside it
    double uncapped = 0.0;                                    // A PI^-eps at adder 0
    double y = 1.0, total = 1.0, quantity = 0.0;              // at the last adder
  };
  std::array<Row, use_count> rows_;

  double paid(std::size_t z, std::size_t c) const { return offer_.price[z][c] * (1.0 + terms_.fee[terms_.cell(limit_.agent, c)]); }

  void read(std::size_t z) {
    Row& row = rows_[z];
    const std::size_t b = 2 * limit_.agent + z;
    row.rest = demand_.outside[b];
    for (std::size_t c = 0; c < offer_.columns(); ++c) {
      const double share = demand_.share[c][b];
      if (static_cast<std::size_t>(offer_.bloc[c]) == limit_.exporter) {
        row.nest += share;
      } else {
        row.rest += share;
        row.chosen_rest += share;
        row.spent += share * paid(z, c);
      }
    }
    if (row.nest <= 0.0) return;
    for (std::size_t c = 0, j = 0; c < offer_.columns(); ++c) {
      if (static_cast<std::size_t>(offer_.bloc[c]) != limit_.exporter) continue;
      const double part = demand_.share[c][b] / row.nest;
      if (j < s_.columns.size() && s_.columns[j] == c) {
        s_.part[z][j] = part;
        s_.unit[z][j] = limit_.remote ? 1.0 : offer_.quality[0][c] / offer_.quality[z][c];
        ++j;
      } else {
        row.open += part;
        row.spent_nest += part * paid(z, c);
      }
    }
    row.uncapped = demand_.start[b] > 0.0 && budget_[b] > 0.0
                       ? budget_[b] / demand_.start[b] * real::pow(demand_.index[b] / demand_.start[b], -p_.elasticity)
                       : 0.0;
  }

  struct Found {
    double demand = 0.0, slope = 0.0;  // H100e, and its derivative with respect to the adder
  };
  /// Demand of the limited columns at an adder. Leaves the factors and the rows there.
  Found at(double adder) {
    const std::size_t n = s_.columns.size();
    const double beta = p_.own_price * p_.nest;
    for (std::size_t z = 0; z < use_count; ++z)
      for (std::size_t j = 0; j < n; ++j) s_.factor[z * n + j] = 1.0 + adder / offer_.price[z][s_.columns[j]];
    real::log(s_.factor, s_.factor);
    for (double& f : s_.factor) f *= -p_.own_price;
    real::exp(s_.factor, s_.factor);
    Found found;
    for (std::size_t z = 0; z < use_count; ++z) {
      Row& row = rows_[z];
      if (row.nest <= 0.0 || row.uncapped <= 0.0) continue;
      double y = row.open, y_slope = 0.0, unit = 0.0, unit_slope = 0.0, spent = row.spent_nest;
      for (std::size_t j = 0; j < n; ++j) {
        const std::size_t c = s_.columns[j];
        const double e = s_.part[z][j] * s_.factor[z * n + j], falls = p_.own_price * e / (offer_.price[z][c] + adder);
        y += e;
        y_slope -= falls;
        unit += s_.unit[z][j] * e;
        unit_slope -= s_.unit[z][j] * falls;
        spent += e * paid(z, c);
      }
      row.y = y;
      if (unit <= 0.0) continue;
      const double power = real::exp(p_.nest * real::log(y)), value = row.nest * power;
      row.total = value + row.rest;
      const double gain_slope = p_.nest * value / y * y_slope / row.total;  // of ln T
      row.quantity = row.uncapped * real::exp(p_.elasticity / beta * real::log(row.total));
      double quantity_slope = p_.elasticity / beta * gain_slope;  // of ln C
      const double chosen = value + row.chosen_rest;
      const double affordable = p_.budget_overrun * budget_[2 * limit_.agent + z] * chosen / (value / y * spent + row.spent);
      if (affordable < row.quantity) {  // the slope of the mean cost is small: Newton's bracket makes up for it
        row.quantity = affordable;
        quantity_slope = 0.0;
      }
      const double demand = row.quantity * value / y * unit / row.total;
      found.demand += demand;
      found.slope += demand * (quantity_slope + (p_.nest - 1.0) * y_slope / y + unit_slope / unit - gain_slope);
    }
    return found;
  }

  /// Writes what the rows came to at the last adder.
  void write() {
    const std::size_t n = s_.columns.size();
    const double beta = p_.own_price * p_.nest;
    for (std::size_t z = 0; z < use_count; ++z) {
      const Row& row = rows_[z];
      if (row.nest <= 0.0 || row.uncapped <= 0.0) continue;
      const std::size_t b = 2 * limit_.agent + z;
      const double inside = row.y > 0.0 ? real::exp((p_.nest - 1.0) * real::log(row.y)) / row.total : 0.0, outside = 1.0 / row.total;
      double chosen = 0.0, spent = 0.0;
      for (std::size_t c = 0, j = 0; c < offer_.columns(); ++c) {
        double& share = demand_.share[c][b];
        const bool in_nest = static_cast<std::size_t>(offer_.bloc[c]) == limit_.exporter;
        share *= in_nest ? inside : outside;
        if (j < n && s_.columns[j] == c) share *= s_.factor[z * n + j++];
        chosen += share;
        spent += share * paid(z, c);
      }
      demand_.outside[b] *= outside;
      const double gain = real::log(row.total) / beta;
      demand_.gain[b] = std::max(0.0, demand_.gain[b] + gain);
      demand_.index[b] = std::min(world_.totals.backstop[0][z], demand_.index[b] * real::exp(-gain));
      demand_.cost[b] = chosen > 0.0 ? spent / chosen : 0.0;
      demand_.quantity[b] = chosen > 0.0 ? row.quantity : 0.0;
    }
  }

 public:
  LimitedAgent(const World& world, const Offer& offer, const Terms& terms, const BuyParameters& p, std::span<const double> budget,
               Demand& demand, Limit limit, Scratch& scratch)
      : world_{world}, offer_{offer}, terms_{terms}, p_{p}, budget_{budget}, demand_{demand}, limit_{limit}, s_{scratch} {
    s_.columns.clear();
    for (std::size_t c = 0; c < offer.columns(); ++c)
      if (terms.limited[terms.cell(limit.agent, c)] != 0 &&
          (limit.remote ? c == offer.remote(limit.exporter)
                        : c < offer.products() && static_cast<std::size_t>(offer.bloc[c]) == limit.exporter))
        s_.columns.push_back(c);
    s_.factor.resize(use_count * s_.columns.size());
    for (std::size_t z = 0; z < use_count; ++z) {
      s_.part[z].resize(s_.columns.size());
      s_.unit[z].resize(s_.columns.size());
      read(z);
    }
  }

  /// Newton's method on ln(demand/limit) as a function of t = ln(1 + adder/cheapest price), nearly a straight line; halving where a step
  /// leaves the bracket.
  void meet() {
    constexpr int most_steps = 40;
    constexpr double close = 1e-6;  // near enough on either side: what is above the limit is trimmed, what is below it is given up
    double reference = no_cap;
    for (const std::size_t c : s_.columns) reference = std::min({reference, offer_.price[0][c], offer_.price[1][c]});
    double t = 0.0, low = 0.0, high = no_cap;
    for (int step = 0; step < most_steps; ++step) {
      const double raised = real::exp(t);
      const Found found = at(reference * (raised - 1.0));
      const double above = found.demand > 0.0 ? real::log(found.demand / limit_.most) : -no_cap;
      if (above < close && above > -close) break;
      (above > 0.0 ? low : high) = t;
      const double slope = found.demand > 0.0 ? found.slope / found.demand * reference * raised : 0.0;
      const double next = slope < 0.0 ? t - above / slope : no_cap;
      if (next > low && next < high && next < no_cap) {
        t = next;
      } else {
        t = high < no_cap ? 0.5 * (low + high) : 2.0 * low + 1.0;
      }
    }
    write();
  }
};

/// H100e (q_train for chips, rented H100e for remote service) of an agent's limited columns of one exporter.
double limited_demand(const Offer& offer, const Terms& terms, const Demand& demand, const Limit& limit) {
  const std::size_t first = 2 * limit.agent, second = first + 1;
  if (limit.remote) {
    const std::size_t c = offer.remote(limit.exporter);
    return terms.limited[terms.cell(limit.agent, c)] != 0
               ? demand.share[c][first] * demand.quantity[first] + demand.share[c][second] * demand.quantity[second]
               : 0.0;
  }
  double training = 0.0, inference = 0.0;
  for (std::size_t c = 0; c < offer.products(); ++c) {
    if (static_cast<std::size_t>(offer.bloc[c]) != limit.exporter || terms.limited[terms.cell(limit.agent, c)] == 0) continue;
    training += demand.share[c][first];
    inference += demand.share[c][second] * (offer.quality[0][c] / offer.quality[1][c]);
  }
  return training * demand.quantity[first] + inference * demand.quantity[second];
}

/// What remains above a limit after the price search (rounding, or a second limit) is cut from the shares: the limit binds to the letter.
void trim(const Offer& offer, const Terms& terms, const Limit& limit, Demand& demand) {
  const double total = limited_demand(offer, terms, demand, limit);
  if (total <= limit.most || total <= 0.0) return;
  for (std::size_t c = 0; c < offer.columns(); ++c)
    if (terms.limited[terms.cell(limit.agent, c)] != 0 &&
        (limit.remote ? c == offer.remote(limit.exporter)
                      : c < offer.products() && static_cast<std::size_t>(offer.bloc[c]) == limit.exporter))
      for (std::size_t b = 2 * limit.agent; b < 2 * limit.agent + 2; ++b) demand.share[c][b] *= limit.most / total;
}

}  // namespace

void meet_limits(const World& world, const Offer& offer, const Terms& terms, const BuyParameters& p, std::span<const double> budget,
                 Demand& demand) {
  Scratch scratch;
  // Meeting one limit moves orders toward the other exporter's chips: two sweeps, in the order of the exporters' keys (never of their rows).
  std::array<std::size_t, exporter_count> order{0, 1};
  if (world.exporters.key[1] < world.exporters.key[0]) order = {1, 0};
  constexpr int sweeps = 2;
  for (std::size_t agent = 0; agent < terms.touched.size(); ++agent) {
    if (terms.touched[agent] == 0) continue;
    std::array<Limit, 2 * exporter_count> limits{};
    std::size_t count = 0;
    for (const std::size_t e : order) {
      if (terms.chip_limit[agent][e] != no_cap) limits[count++] = {agent, e, false, terms.chip_limit[agent][e]};
      if (terms.cloud_limit[agent][e] != no_cap) limits[count++] = {agent, e, true, terms.cloud_limit[agent][e]};
    }
    bool met = false;
    for (int sweep = 0; sweep < sweeps; ++sweep)
      for (std::size_t i = 0; i < count; ++i) {
        if (limited_demand(offer, terms, demand, limits[i]) <= limits[i].most * (1.0 + 1e-9)) continue;
        LimitedAgent(world, offer, terms, p, budget, demand, limits[i], scratch).meet();
        met = true;
      }
    if (met)
      for (std::size_t i = 0; i < count; ++i) trim(offer, terms, limits[i], demand);
  }
}

}  // namespace entrepot::buying
