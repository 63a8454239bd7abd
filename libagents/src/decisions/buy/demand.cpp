#include "entrepot/decisions/buy/demand.hpp"

#include <algorithm>
#include <cstring>
#include <limits>

#include "base/wide.hpp"
#include "entrepot/base/real.hpp"

namespace entrepot::buying {
namespace {

constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

constexpr std::size_t block = 32;  // buyers at a time: their sums stay in registers

/// Sums over the columns of shares and of what they cost, at prices (columns x block: those of a training and an inference buyer in turn).
ENTREPOT_CLONES void add_costs(const double* share, const double* price, std::span<const solvers::BuyerRange> who, double* chosen,
                               double* cost, std::size_t buyers) {
  for (std::size_t start = 0; start < buyers; start += block) {
    const std::size_t n = buyers - start < block ? buyers - start : block;
    std::array<double, block> shares{}, costs{};
    for (std::size_t c = 0; c < who.size(); ++c) {
      if (who[c].last <= start || who[c].first >= start + n) continue;
      const double *in = share + c * buyers + start, *of_use = price + c * block;
      if (n == block) {
        for (std::size_t i = 0; i < block; ++i) {
          shares[i] += in[i];
          costs[i] += in[i] * of_use[i];
        }
      } else {
        for (std::size_t i = 0; i < n; ++i) {
          shares[i] += in[i];
          costs[i] += in[i] * of_use[i];
        }
      }
    }
    for (std::size_t i = 0; i < n; ++i) {
      chosen[start + i] = shares[i];
      cost[start + i] = costs[i];
    }
  }
}

/// ubar_b: what the chosen H100e cost, fees included; 0 where nothing is chosen.
void mean_costs(const Offer& offer, std::span<const double> fee, Demand& demand, std::vector<double>& chosen) {
  static thread_local std::vector<double> price;
  const std::size_t buyers = demand.share.rows(), agents = buyers / 2, columns = offer.columns();
  chosen.resize(buyers);
  demand.cost.resize(buyers);
  price.resize(columns * block);
  for (std::size_t c = 0; c < columns; ++c)
    each_buyer(block, {offer.price[0][c], offer.price[1][c]}, [&](std::size_t i, double of_use) { price[c * block + i] = of_use; });
  add_costs(demand.share.all().data(), price.data(), offer.who, chosen.data(), demand.cost.data(), buyers);
  for (std::size_t c = 0; !fee.empty() && c < columns; ++c) {
    const std::span<const double> share = demand.share[c];
    for (std::size_t k = 0; k < agents; ++k) {
      const double on_top = fee[c * agents + k];
      if (on_top == 0.0) continue;
      demand.cost[2 * k] += share[2 * k] * offer.price[0][c] * on_top;
      demand.cost[2 * k + 1] += share[2 * k + 1] * offer.price[1][c] * on_top;
    }
  }
  for (std::size_t b = 0; b < buyers; ++b) demand.cost[b] = demand.cost[b] / (chosen[b] > 0.0 ? chosen[b] : 1.0);
}

/// Installed base, switching and belief in being cut off, by bloc, of whoever is at home in a state.
std::array<double, bloc_count> ties_at(const World& world, const BuyParameters& p, StateId home) {
  const std::size_t i = home.index();
  const std::array<double, bloc_count>& stock = world.states.stock[i];
  const double all = stock[0] + stock[1] + stock[2];
  const double most = std::max({stock[0], stock[1], stock[2]});
  std::array<double, bloc_count> of_bloc{};
  for (std::size_t g = 0; g < bloc_count; ++g) {
    const double installed = all > 0.0 ? stock[g] / all : 0.0;
    of_bloc[g] = p.network * installed - (stock[g] < most ? p.switching : 0.0);
    if (g >= exporter_count || world.exporters.state[g] == home) continue;
    const double belief = world.states.rel_b[i][g] / (world.states.rel_a[i][g] + world.states.rel_b[i][g]);
    of_bloc[g] -= p.cutoff_cost * belief;
    if (world.exporters.newcomer[g] != 0) of_bloc[g] += p.taste_abroad * (1.0 - installed);
  }
  return of_bloc;
}

/// Two buyers an agent.
ENTREPOT_CLONES void bar(const double* in, const std::uint8_t* barred, double* out, std::size_t agents) {
  ENTREPOT_INDEPENDENT
  for (std::size_t k = 0; k < agents; ++k) {
    out[2 * k] = barred[k] != 0 ? 0.0 : in[2 * k];
    out[2 * k + 1] = barred[k] != 0 ? 0.0 : in[2 * k + 1];
  }
}

/// What the quantities are made of, by buyer.
struct Columns {
  const double *outside, *backstop, *budget, *first_cost, *cost;
  double *gain, *index, *start, *wanted, *quantity;
};

/// gain = ln(P0/PI) from ln of all weights, index = -gain, start = ubar(0), wanted = P0/ubar(0).
ENTREPOT_CLONES void before_logs(Columns x, double per_slope, std::size_t buyers) {
  ENTREPOT_INDEPENDENT
  for (std::size_t b = 0; b < buyers; ++b) {
    const double gain = (x.gain[b] - x.outside[b]) * per_slope;
    x.gain[b] = gain > 0.0 ? gain : 0.0;
    x.index[b] = gain > 0.0 ? -gain : 0.0;
    // Before the first day's cost is known it is today's; whoever can choose nothing needs none.
    const double start = x.first_cost[b] > 0.0 ? x.first_cost[b] : x.cost[b];
    x.start[b] = start > 0.0 ? start : 1.0;
    x.wanted[b] = x.backstop[b] / x.start[b];
  }
}

/// wanted = -eps ln(PI/ubar(0)).
ENTREPOT_CLONES void before_exponentials(Columns x, double eps, std::size_t buyers) {
  ENTREPOT_INDEPENDENT
  for (std::size_t b = 0; b < buyers; ++b) x.wanted[b] = eps * (x.gain[b] - x.wanted[b]);
}

/// C = min(A PI^-eps, b_max B/ubar), A = B ubar(0)^(eps - 1).
ENTREPOT_CLONES void quantities(Columns x, double overrun, std::size_t buyers) {
  ENTREPOT_INDEPENDENT
  for (std::size_t b = 0; b < buyers; ++b) {
    x.index[b] *= x.backstop[b];
    const double wanted = x.wanted[b] * x.budget[b] / x.start[b], affordable = overrun * x.budget[b] / (x.cost[b] > 0.0 ? x.cost[b] : 1.0);
    x.wanted[b] = x.cost[b] > 0.0 ? wanted : 0.0;
    x.quantity[b] = x.wanted[b] < affordable ? x.wanted[b] : affordable;
  }
}

}  // namespace

std::vector<double> budgets(const World& world) {
  const States& s = world.states;
  const double training_share = world.parameters.at("start.training_share");
  std::vector<double> budget(world.buyers.agent.size());
  for (std::size_t b = 0; b < budget.size(); ++b) {
    const std::size_t i = world.buyers.home[b].index();
    double year = world.buyers.weight[b] * s.ai_share[i] * s.gdp[i] / quarters_per_year;
    if (world.buyers.sovereign[b] > 0.0 && world.quarter < s.announced_until[i]) year += s.announced[i];
    budget[b] = year * (b % 2 == 0 ? training_share : 1.0 - training_share);
  }
  return budget;
}

Grid ties_of(const World& world, const BuyParameters& p) {
  const std::size_t buyers = world.buyers.agent.size();
  Grid ties(bloc_count, buyers);
  std::vector<std::array<double, bloc_count>> of_state(world.states.id.size());
  for (std::size_t i = 0; i < of_state.size(); ++i) of_state[i] = ties_at(world, p, StateId{i});
  for (std::size_t b = 0; b < buyers; ++b) {
    const std::array<double, bloc_count>& of_home = of_state[world.buyers.home[b].index()];
    const double own_soil = p.sovereignty * world.buyers.sovereign[b];
    for (std::size_t g = 0; g < bloc_count; ++g) ties[g][b] = of_home[g] + own_soil;
  }
  return ties;
}

Utility free_utility(const World& world, const Offer& offer, const BuyParameters& p, const Grid& ties) {
  const std::size_t columns = offer.columns(), buyers = world.buyers.agent.size(), agents = buyers / 2;
  const double slope = p.own_price * p.nest, inverse = 1.0 / p.nest;
  Utility u{Grid(columns, buyers), Grid(bloc_count, buyers), std::vector<double>(buyers), std::vector<double>(buyers)};
  // Weights by column and purpose, (P/q)^-k e^(xi_p/lambda), relative to the largest of the purpose's chips, so that none overflows.
  std::array<std::vector<double>, use_count> of_column;
  std::array<double, use_count> most{}, outside{};
  for (std::size_t z = 0; z < use_count; ++z) {
    outside[z] = -slope * real::log(world.totals.backstop[0][z]);
    of_column[z].resize(columns);
    real::log(offer.price[z], of_column[z]);
    most[z] = minus_infinity;
    for (std::size_t c = 0; c < columns; ++c) {
      of_column[z][c] *= -slope;
      if (c < offer.products()) most[z] = std::max(most[z], of_column[z][c] += world.products.taste[offer.product[c].index()]);
    }
    if (offer.products() == 0) most[z] = 0.0;
    for (double& v : of_column[z]) v = (v - most[z]) * inverse;
    real::exp(of_column[z], of_column[z]);
  }
  const auto fill = [&](std::span<double> row, ByUse value) {
    each_buyer(row.size(), value, [&](std::size_t b, double of_use) { row[b] = of_use; });
  };
  fill(u.backstop, {world.totals.backstop[0][0], world.totals.backstop[0][1]});
  fill(u.outside, {outside[0], outside[1]});
  for (std::size_t g = 0; g < bloc_count; ++g) {
    const double *tie = ties[g].data(), *taste = world.buyers.taste.data();
    double* level = u.level[g].data();
    each_buyer(buyers, {most[0], most[1]}, [=](std::size_t b, double of_use) { level[b] = tie[b] + taste[b] + of_use; });
  }
  for (std::size_t c = 0; c < offer.products(); ++c) {
    const auto [first, last] = offer.who[c];
    fill(u.weight[c].subspan(first, last - first), {of_column[0][c], of_column[1][c]});
  }
  // Remote service has a constant of its exporter, tier and purpose in place of the worth of one's own soil.
  std::vector<double> constant(buyers);
  for (std::size_t e = 0; e < exporter_count; ++e) {
    const std::size_t c = offer.remote(e);
    if (!offer.clouds[e]) {
      fill(u.weight[c], {0.0, 0.0});
      continue;
    }
    for (std::size_t k = 0; k < agents; ++k) {
      const auto tier = static_cast<std::size_t>(world.states.tier[world.buyers.home[2 * k].index()][e]);
      for (std::size_t z = 0; z < use_count; ++z)
        constant[2 * k + z] =
            (world.exporters.cloud_taste[e][tier * use_count + z] - p.sovereignty * world.buyers.sovereign[2 * k + z]) * inverse;
    }
    real::exp(constant, constant);
    const std::span<double> out = u.weight[c];
    for (std::size_t k = 0; k < agents; ++k) {
      const bool open = world.buyers.home[2 * k] != world.exporters.state[e];  // a bloc does not rent from itself
      for (std::size_t z = 0; z < use_count; ++z) out[2 * k + z] = open ? of_column[z][c] * constant[2 * k + z] : 0.0;
    }
  }
  return u;
}

double utility_of(const Utility& utility, const Offer& offer, const BuyParameters& p, std::size_t buyer, std::size_t column) {
  const auto [first, last] = offer.who[column];
  if (buyer < first || buyer >= last) return minus_infinity;
  const auto nest = static_cast<std::size_t>(offer.bloc[column]);
  return utility.level[nest][buyer] + p.nest * real::log(utility.weight[column][buyer]);
}

Grid ruled_weights(const Offer& offer, const Terms& terms, const BuyParameters& p, const Grid& weight) {
  Grid ruled(offer.columns(), weight.rows());
  double known = 0.0, factor = 1.0;  // few penalties differ
  for (std::size_t c = 0; c < offer.columns(); ++c) {
    const std::span<double> out = ruled[c];
    const auto [first, last] = offer.who[c];
    const std::uint8_t* barred = terms.barred.data() + terms.cell(0, c);
    if (std::memchr(barred + first / 2, 1, (last - first) / 2) != nullptr) {
      bar(weight[c].data() + first, barred + first / 2, out.data() + first, (last - first) / 2);
    } else {
      std::copy(weight[c].data() + first, weight[c].data() + last, out.data() + first);
    }
    for (std::size_t k = first / 2; terms.penalised[c] != 0 && k < last / 2; ++k) {
      const double penalty = terms.penalty[terms.cell(k, c)];
      if (penalty == 0.0) continue;
      if (penalty != known) factor = real::exp((known = penalty) / p.nest);
      out[2 * k] *= factor;
      out[2 * k + 1] *= factor;
    }
  }
  return ruled;
}

void choose(const World& world, const Offer& offer, const BuyParameters& p, const Utility& utility, const Grid& weight,
            std::span<const double> fee, std::span<const double> budget, Demand& demand) {
  static thread_local solvers::NestedLogitWorkspace workspace;
  static thread_local std::vector<double> start;
  const std::size_t buyers = budget.size();
  if (demand.share.all().size() != weight.all().size()) {
    demand.share = Grid(offer.columns(), buyers);
    for (std::size_t c = 0; c < offer.columns(); ++c) {  // of what is captive nobody else ever has a share
      std::fill_n(demand.share[c].begin(), offer.who[c].first, 0.0);
      std::fill(demand.share[c].begin() + static_cast<std::ptrdiff_t>(offer.who[c].last), demand.share[c].end(), 0.0);
    }
  }
  for (auto* column : {&demand.outside, &demand.gain, &demand.index, &demand.wanted, &demand.quantity}) column->resize(buyers);
  const std::array<double, bloc_count> lambda{p.nest, p.nest, p.nest};
  solvers::nested_logit_of_weights(weight.all(), utility.level.all(), utility.outside, offer.bloc, lambda, demand.share.all(),
                                   demand.outside, demand.gain, workspace, offer.who);
  mean_costs(offer, fee, demand, start);
  const Columns x{utility.outside.data(), utility.backstop.data(), budget.data(), world.buyers.start_cost.data(), demand.cost.data(),
                  demand.gain.data(),     demand.index.data(),     start.data(),  demand.wanted.data(),           demand.quantity.data()};
  before_logs(x, 1.0 / (p.own_price * p.nest), buyers);
  real::log(demand.wanted, demand.wanted);
  before_exponentials(x, p.elasticity, buyers);
  real::exp(demand.index, demand.index);
  real::exp(demand.wanted, demand.wanted);
  quantities(x, p.budget_overrun, buyers);
}

}  // namespace entrepot::buying
