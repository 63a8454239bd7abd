#include "entrepot/decisions/buy/demand.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "entrepot/base/real.hpp"

namespace entrepot::buying {
namespace {

constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

/// Some rows gathered side by side for the solver.
struct RowChoices {
  std::vector<double> utility, outside, share, outside_share, logsum;
  solvers::NestedLogitWorkspace workspace;
};

/// Cost of what a row chooses, and its price index.
void price(const World& world, const Offer& offer, const Terms& terms, const BuyParameters& p, std::size_t row,
           std::span<const double> share, double logsum, double outside, Demand& demand) {
  const std::size_t columns = offer.columns();
  const auto z = static_cast<std::size_t>(world.buyers.use[row]);
  double chosen = 0.0, spent = 0.0;
  for (std::size_t c = 0; c < columns; ++c) {
    demand.share[row * columns + c] = share[c];
    chosen += share[c];
    spent += share[c] * offer.price[z][c] * (1.0 + terms.fee[terms.cell(row / 2, c)]);
  }
  const double slope = p.own_price * p.nest, backstop = world.totals.backstop[0][z];
  demand.index[row] = std::min(backstop, backstop * real::exp((outside - logsum) / slope));
  demand.cost[row] = chosen > 0.0 ? spent / chosen : 0.0;
}

/// Quantities of rows whose index and cost are known: C = min(A PI^-eps, b_max B/ubar), A = B ubar(0)^(eps - 1).
void quantify(const World& world, const BuyParameters& p, std::span<const double> budget, std::span<const std::size_t> rows, Demand& demand,
              std::vector<double>& ratio) {
  ratio.assign(rows.size(), 1.0);
  const auto start_of = [&](std::size_t row) {  // before the first day's cost is known it is today's
    return world.buyers.start_cost[row] > 0.0 ? world.buyers.start_cost[row] : demand.cost[row];
  };
  for (std::size_t i = 0; i < rows.size(); ++i)
    if (demand.cost[rows[i]] > 0.0) ratio[i] = demand.index[rows[i]] / start_of(rows[i]);
  real::pow(ratio, -p.elasticity, ratio);
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const std::size_t row = rows[i];
    demand.quantity[row] = demand.cost[row] > 0.0 && budget[row] > 0.0
                               ? std::min(budget[row] / start_of(row) * ratio[i], p.budget_overrun * budget[row] / demand.cost[row])
                               : 0.0;
  }
}

/// A price of the limited columns raised by `adder` USD per H100e, as utility: beta_p ln(P/(P + a)).
double adder_utility(double slope, double price, double adder) { return -slope * real::log1p(adder / price); }

/// H100e (q_train for chips, rented H100e for remote service) of an agent's limited columns of one exporter.
double limited_demand(const World& world, const Offer& offer, const Terms& terms, const Demand& demand, std::size_t agent,
                      std::size_t exporter, bool remote) {
  const std::size_t columns = offer.columns();
  double total = 0.0;
  for (std::size_t row = 2 * agent; row < 2 * agent + 2; ++row) {
    const auto z = static_cast<std::size_t>(world.buyers.use[row]);
    const auto add = [&](std::size_t c) {
      const double x = demand.share[row * columns + c] * demand.quantity[row];
      total += c < offer.products() ? x / offer.quality[z][c] * offer.quality[0][c] : x;
    };
    if (remote) {
      if (terms.limited[terms.cell(agent, offer.remote(exporter))] != 0) add(offer.remote(exporter));
      continue;
    }
    for (std::size_t c = 0; c < offer.products(); ++c)
      if (terms.limited[terms.cell(agent, c)] != 0 && static_cast<std::size_t>(offer.bloc[c]) == exporter) add(c);
  }
  return total;
}

/// Memory that all limited agents use in turn.
struct LimitScratch {
  std::vector<double> before, shifted, share, ratio;  ///< before: the two rows of the agent, with the adders found so far
  solvers::NestedLogitWorkspace workspace;
};

/// One agent against one limit: the common adder by false position in logarithms, where demand is nearly a straight line.
class LimitedAgent {
  const World& world_;
  const Offer& offer_;
  const Terms& terms_;
  const BuyParameters& p_;
  std::span<const double> outside_, budget_;
  Demand& demand_;
  std::size_t agent_, exporter_;
  bool remote_;
  LimitScratch& scratch_;

  bool counts(std::size_t c) const {
    if (terms_.limited[terms_.cell(agent_, c)] == 0) return false;
    return remote_ ? c == offer_.remote(exporter_) : c < offer_.products() && static_cast<std::size_t>(offer_.bloc[c]) == exporter_;
  }
  std::size_t use_of(std::size_t row) const { return static_cast<std::size_t>(world_.buyers.use[2 * agent_ + row]); }

 public:
  LimitedAgent(const World& world, const Offer& offer, const Terms& terms, const BuyParameters& p, std::span<const double> outside,
               std::span<const double> budget, Demand& demand, std::size_t agent, std::size_t exporter, bool remote, LimitScratch& scratch)
      : world_{world},
        offer_{offer},
        terms_{terms},
        p_{p},
        outside_{outside},
        budget_{budget},
        demand_{demand},
        agent_{agent},
        exporter_{exporter},
        remote_{remote},
        scratch_{scratch} {}

  /// ln(demand/limit) of the limited columns at an adder, USD per H100e. Writes the agent's rows of `demand`.
  double excess(double adder, double limit) {
    const std::size_t columns = offer_.columns();
    const double slope = p_.own_price * p_.nest;
    const std::array<double, bloc_count> lambda{p_.nest, p_.nest, p_.nest};
    scratch_.shifted.resize(2 * columns);
    scratch_.share.resize(2 * columns);
    std::array<double, 2> outside_share{}, logsum{};
    for (std::size_t row = 0; row < 2; ++row)
      for (std::size_t c = 0; c < columns; ++c)
        scratch_.shifted[row * columns + c] =
            scratch_.before[row * columns + c] + (counts(c) ? adder_utility(slope, offer_.price[use_of(row)][c], adder) : 0.0);
    solvers::nested_logit_kernel(scratch_.shifted, outside_.subspan(2 * agent_, 2), offer_.bloc, lambda, scratch_.share, outside_share,
                                 logsum, scratch_.workspace);
    for (std::size_t row = 0; row < 2; ++row)
      price(world_, offer_, terms_, p_, 2 * agent_ + row, std::span<const double>(scratch_.share).subspan(row * columns, columns),
            logsum[row], outside_[2 * agent_ + row], demand_);
    const std::array<std::size_t, 2> rows{2 * agent_, 2 * agent_ + 1};
    quantify(world_, p_, budget_, rows, demand_, scratch_.ratio);
    const double demand = limited_demand(world_, offer_, terms_, demand_, agent_, exporter_, remote_);
    return demand > 0.0 ? real::log(demand / limit) : -100.0;
  }

  void meet(double limit) {
    constexpr int most_steps = 6;
    constexpr double close = 1e-4;  // near enough on either side: what is above the limit is trimmed, what is below it is given up
    double reference = no_cap;      // cheapest limited price: adders are measured as ln(1 + adder/reference)
    for (std::size_t c = 0; c < offer_.columns(); ++c)
      if (counts(c)) reference = std::min({reference, offer_.price[0][c], offer_.price[1][c]});
    double low = 0.0, above = excess(0.0, limit), high = 0.0, below = 0.0, slope = p_.own_price * p_.nest;
    if (above <= 0.0) return;
    double t = above / slope;
    for (int step = 0; step < most_steps; ++step) {
      const double found = excess(reference * real::expm1(t), limit);
      if (found < close && found > -close) {
        high = t;
        break;
      }
      if (found > 0.0) {
        slope = std::max(0.1 * p_.nest, (above - found) / (t - low));
        low = t;
        above = found;
      } else {
        high = t;
        below = found;
      }
      t = high > 0.0 ? (low * below - high * above) / (below - above) : low + 1.1 * above / slope;
    }
    const double adder = reference * real::expm1(high > 0.0 ? high : t);
    excess(adder, limit);
    for (std::size_t row = 0; row < 2; ++row)
      for (std::size_t c = 0; c < offer_.columns(); ++c)
        if (counts(c))
          scratch_.before[row * offer_.columns() + c] += adder_utility(p_.own_price * p_.nest, offer_.price[use_of(row)][c], adder);
  }
};

/// Utilities of a row under the terms.
void ruled_utilities(const Offer& offer, const Terms& terms, std::span<const double> utility, std::size_t row, std::span<double> out) {
  const std::size_t columns = offer.columns(), agent = row / 2;
  for (std::size_t c = 0; c < columns; ++c) {
    const std::size_t cell = terms.cell(agent, c);
    out[c] = terms.barred[cell] != 0 ? minus_infinity : utility[row * columns + c] + terms.penalty[cell];
  }
}

/// What remains above a limit after the price search (rounding, or a second limit) is cut from the shares: the limit binds to the letter.
void trim(const World& world, const Offer& offer, const Terms& terms, std::size_t agent, std::size_t exporter, bool remote, double limit,
          Demand& demand) {
  const double total = limited_demand(world, offer, terms, demand, agent, exporter, remote);
  if (total <= limit || total <= 0.0) return;
  const std::size_t columns = offer.columns();
  for (std::size_t row = 2 * agent; row < 2 * agent + 2; ++row)
    for (std::size_t c = 0; c < columns; ++c)
      if (terms.limited[terms.cell(agent, c)] != 0 &&
          (remote ? c == offer.remote(exporter) : c < offer.products() && static_cast<std::size_t>(offer.bloc[c]) == exporter))
        demand.share[row * columns + c] *= limit / total;
}

}  // namespace

std::vector<double> outside_utilities(const World& world, const BuyParameters& p) {
  std::array<double, use_count> v{};
  for (std::size_t z = 0; z < use_count; ++z) v[z] = -p.own_price * p.nest * real::log(world.totals.backstop[0][z]);
  std::vector<double> outside(world.buyers.agent.size());
  for (std::size_t b = 0; b < outside.size(); ++b) outside[b] = v[static_cast<std::size_t>(world.buyers.use[b])];
  return outside;
}

std::vector<double> budgets(const World& world) {
  const States& s = world.states;
  const double training_share = world.parameters.at("start.training_share");
  std::vector<double> budget(world.buyers.agent.size());
  for (std::size_t b = 0; b < budget.size(); ++b) {
    const std::size_t i = world.buyers.home[b].index();
    double year = world.buyers.weight[b] * s.ai_share[i] * s.gdp[i] / quarters_per_year;
    if (world.buyers.sovereign[b] > 0.0 && world.quarter < s.announced_until[i]) year += s.announced[i];
    budget[b] = year * (world.buyers.use[b] == Use::training ? training_share : 1.0 - training_share);
  }
  return budget;
}

std::vector<double> free_utilities(const World& world, const Offer& offer, const BuyParameters& p, double sovereignty) {
  const std::size_t columns = offer.columns(), buyers = world.buyers.agent.size();
  const double slope = p.own_price * p.nest;
  std::array<std::vector<double>, use_count> of_column;  // what does not depend on the buyer
  for (std::size_t z = 0; z < use_count; ++z) {
    of_column[z].resize(columns);
    real::log(offer.price[z], of_column[z]);
    for (std::size_t c = 0; c < columns; ++c) {
      of_column[z][c] *= -slope;
      if (c < offer.products()) of_column[z][c] += world.products.taste[offer.product[c].index()];
    }
  }
  std::vector<double> utility(buyers * columns);
  for (std::size_t b = 0; b < buyers; ++b) {
    const AgentId agent = world.buyers.agent[b];
    const std::size_t i = world.buyers.home[b].index();
    const auto z = static_cast<std::size_t>(world.buyers.use[b]);
    const std::array<double, bloc_count>& stock = world.states.stock[i];
    const double all = stock[0] + stock[1] + stock[2];
    const double most = std::max({stock[0], stock[1], stock[2]});
    std::array<double, bloc_count> of_bloc{};
    for (std::size_t g = 0; g < bloc_count; ++g) {
      const double installed = all > 0.0 ? stock[g] / all : 0.0;
      of_bloc[g] = world.buyers.taste[b] + p.network * installed - (stock[g] < most ? p.switching : 0.0);
      if (g >= exporter_count || world.exporters.state[g] == world.buyers.home[b]) continue;
      const double belief = world.states.rel_b[i][g] / (world.states.rel_a[i][g] + world.states.rel_b[i][g]);
      of_bloc[g] -= p.cutoff_cost * belief;
      if (world.exporters.newcomer[g] != 0) of_bloc[g] += p.taste_abroad * (1.0 - installed);
    }
    double* row = utility.data() + b * columns;
    for (std::size_t c = 0; c < offer.products(); ++c) {
      const FirmId captive = world.products.captive[offer.product[c].index()];
      row[c] = captive && AgentId{captive} != agent
                   ? minus_infinity
                   : of_column[z][c] + of_bloc[static_cast<std::size_t>(offer.bloc[c])] + sovereignty * world.buyers.sovereign[b];
    }
    for (std::size_t e = 0; e < exporter_count; ++e) {
      const std::size_t c = offer.remote(e);
      const bool open = offer.clouds[e] && world.exporters.state[e] != world.buyers.home[b];  // a bloc does not rent from itself
      const auto tier = static_cast<std::size_t>(world.states.tier[i][e]);
      row[c] = open ? of_column[z][c] + of_bloc[e] + world.exporters.cloud_taste[e][tier * use_count + z] : minus_infinity;
    }
  }
  return utility;
}

void choose(const World& world, const Offer& offer, const Terms& terms, const BuyParameters& p, std::span<const double> utility,
            std::span<const double> outside, std::span<const double> budget, std::span<const std::size_t> rows, Demand& demand) {
  const std::size_t columns = offer.columns();
  demand.share.resize(outside.size() * columns);
  demand.index.resize(outside.size());
  demand.cost.resize(outside.size());
  demand.quantity.resize(outside.size());
  RowChoices r;
  r.utility.resize(rows.size() * columns);
  r.share.resize(rows.size() * columns);
  r.outside.resize(rows.size());
  r.outside_share.resize(rows.size());
  r.logsum.resize(rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    ruled_utilities(offer, terms, utility, rows[i], std::span(r.utility).subspan(i * columns, columns));
    r.outside[i] = outside[rows[i]];
  }
  const std::array<double, bloc_count> lambda{p.nest, p.nest, p.nest};
  solvers::nested_logit_kernel(r.utility, r.outside, offer.bloc, lambda, r.share, r.outside_share, r.logsum, r.workspace);
  for (std::size_t i = 0; i < rows.size(); ++i)
    price(world, offer, terms, p, rows[i], std::span<const double>(r.share).subspan(i * columns, columns), r.logsum[i], r.outside[i],
          demand);
  quantify(world, p, budget, rows, demand, r.logsum);  // the logsums have been used
}

void meet_limits(const World& world, const Offer& offer, const Terms& terms, const BuyParameters& p, std::span<const double> utility,
                 std::span<const double> outside, std::span<const double> budget, Demand& demand) {
  const std::size_t columns = offer.columns();
  LimitScratch scratch;
  scratch.before.resize(2 * columns);
  // Meeting one limit moves orders toward the other exporter's chips: two sweeps, in the order of the exporters' keys (never of their rows).
  std::array<std::size_t, exporter_count> order{0, 1};
  if (world.exporters.key[1] < world.exporters.key[0]) order = {1, 0};
  constexpr int sweeps = 2;
  for (std::size_t agent = 0; agent < terms.touched.size(); ++agent) {
    if (terms.touched[agent] == 0) continue;
    int met = 0;
    for (int sweep = 0; sweep < sweeps; ++sweep)
      for (std::size_t i = 0; i < 2 * exporter_count; ++i) {
        const std::size_t e = order[i / 2];
        const bool remote = i % 2 != 0;
        const double limit = remote ? terms.cloud_limit[agent][e] : terms.chip_limit[agent][e];
        if (limit == no_cap || limited_demand(world, offer, terms, demand, agent, e, remote) <= limit * (1.0 + 1e-9)) continue;
        if (met++ == 0)
          for (std::size_t row = 0; row < 2; ++row)
            ruled_utilities(offer, terms, utility, 2 * agent + row, std::span(scratch.before).subspan(row * columns, columns));
        LimitedAgent(world, offer, terms, p, outside, budget, demand, agent, e, remote, scratch).meet(limit);
      }
    if (met == 0) continue;
    for (std::size_t e = 0; e < exporter_count; ++e) {
      trim(world, offer, terms, agent, e, false, terms.chip_limit[agent][e], demand);
      trim(world, offer, terms, agent, e, true, terms.cloud_limit[agent][e], demand);
    }
  }
}

Orders orders_of(const World& world, const Offer& offer, const Demand& demand, const AccessTable& access) {
  const std::size_t columns = offer.columns(), products = offer.products(), buyers = world.buyers.agent.size(), agents = buyers / 2;
  Orders orders;
  orders.chips.assign(buyers * products, 0.0);
  orders.rent_share.assign(buyers, 0.0);
  for (std::size_t b = 0; b < buyers; ++b) {
    const auto z = static_cast<std::size_t>(world.buyers.use[b]);
    for (std::size_t c = 0; c < products; ++c)
      orders.chips[b * products + c] = demand.share[b * columns + c] * demand.quantity[b] / offer.quality[z][c];
    for (std::size_t e = 0; e < exporter_count; ++e)
      orders.rented[e][z] += demand.share[b * columns + offer.remote(e)] * demand.quantity[b];
  }
  // What is rented is ordered by the bloc's clouds in the same pass, in the mix of their own orders for the purpose.
  for (std::size_t e = 0; e < exporter_count; ++e)
    for (std::size_t z = 0; z < use_count; ++z) {
      std::vector<std::size_t> clouds;
      double own = 0.0;
      for (std::size_t b = z; b < buyers; b += 2) {
        const FirmId f = world.buyers.agent[b].firm();
        if (!f || !world.firms.roles[f.index()].has(FirmRole::cloud) || world.buyers.home[b] != world.exporters.state[e]) continue;
        clouds.push_back(b);
        for (std::size_t c = 0; c < products; ++c) own += orders.chips[b * products + c] * offer.quality[z][c];
      }
      if (own <= 0.0) {
        orders.rented[e][z] = 0.0;
        continue;
      }
      const double more = orders.rented[e][z] / own;
      for (const std::size_t b : clouds) {
        for (std::size_t c = 0; c < products; ++c) orders.chips[b * products + c] *= 1.0 + more;
        orders.rent_share[b] = more / (1.0 + more);
      }
    }
  // MW that each host can connect within four quarters; all who build there share it in proportion.
  const States& s = world.states;
  const Placement placement = placement_of(world, access);
  std::vector<double> wanted(s.id.size(), 0.0), power(agents, 0.0);
  for (std::size_t k = 0; k < agents; ++k) {
    for (std::size_t row = 2 * k; row < 2 * k + 2; ++row)
      for (std::size_t c = 0; c < products; ++c)
        power[k] += orders.chips[row * products + c] * world.products.power[offer.product[c].index()] * 1e-3;
    for (auto i = static_cast<std::size_t>(placement.first[k]); i < static_cast<std::size_t>(placement.first[k + 1]); ++i)
      wanted[world.sites.host[placement.site[i].index()].index()] += power[k] * placement.share[i];
  }
  std::vector<double> factor(s.id.size(), 1.0);
  for (std::size_t i = 0; i < factor.size(); ++i) {
    const double connectable =
        std::max(0.0, s.power_online[i] + 4.0 * s.mw_rate[i] + std::min(s.power_spare[i], 4.0 * s.mw_rate[i]) - s.power_used[i]);
    if (wanted[i] > connectable) factor[i] = connectable / wanted[i];
  }
  orders.power_factor.assign(agents, 1.0);
  for (std::size_t k = 0; k < agents; ++k) {
    double f = 0.0;
    for (auto i = static_cast<std::size_t>(placement.first[k]); i < static_cast<std::size_t>(placement.first[k + 1]); ++i)
      f += placement.share[i] * factor[world.sites.host[placement.site[i].index()].index()];
    if (f >= 1.0) continue;
    orders.power_factor[k] = f;
    for (std::size_t row = 2 * k; row < 2 * k + 2; ++row)
      for (std::size_t c = 0; c < products; ++c) orders.chips[row * products + c] *= f;
  }
  return orders;
}

}  // namespace entrepot::buying
