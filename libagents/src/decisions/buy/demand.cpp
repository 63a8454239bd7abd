#include "decisions/buy/demand.hpp"

#include <algorithm>
#include <limits>

#include "entrepot/base/real.hpp"

namespace entrepot::buying {
namespace {

constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

/// ubar_b: what the chosen H100e cost, fees included; 0 where nothing is chosen.
void mean_costs(const Offer& offer, std::span<const double> fee, ChoiceWorkspace& workspace, Demand& demand) {
  const std::size_t buyers = demand.share.buyers();
  solvers::spending_kernel(demand.share.all(), flat(offer.price), workspace.rows, flat(workspace.chosen), flat(demand.cost));
  for (std::size_t c = 0; !fee.empty() && c < offer.columns(); ++c) {
    const std::span<const ByUse> share = demand.share[c];
    for (std::size_t b = 0; b < buyers; ++b) {
      const double on_top = fee[c * buyers + b];
      if (on_top == 0.0) continue;
      for (std::size_t z = 0; z < use_count; ++z) demand.cost[b][z] += share[b][z] * offer.price[c][z] * on_top;
    }
  }
  const std::span<double> cost = flat(demand.cost);
  const std::span<const double> all = flat(workspace.chosen);
  for (std::size_t r = 0; r < cost.size(); ++r) cost[r] = cost[r] / (all[r] > 0.0 ? all[r] : 1.0);
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

/// gain, index = PI, wanted = A PI^-eps and quantity = C = min(A PI^-eps, b_max B/ubar), A = B ubar(0)^(eps - 1), from ln of all weights (in
/// `gain`) and ubar.
void quantities(const BuyParameters& p, const Utility& utility, std::span<const ByUse> known_first_cost, std::span<const ByUse> budget,
                ByBuyer& first_cost, Demand& demand) {
  const std::size_t buyers = budget.size();
  const double per_slope = 1.0 / (p.own_price * p.nest);
  for (std::size_t b = 0; b < buyers; ++b)
    for (std::size_t z = 0; z < use_count; ++z) {
      const double gain = (demand.gain[b][z] - utility.outside[b][z]) * per_slope;  // ln(P0/PI)
      demand.gain[b][z] = gain > 0.0 ? gain : 0.0;
      demand.index[b][z] = gain > 0.0 ? -gain : 0.0;
      // Before the first day's cost is known it is today's; whoever can choose nothing needs none.
      const double cost = known_first_cost[b][z] > 0.0 ? known_first_cost[b][z] : demand.cost[b][z];
      first_cost[b][z] = cost > 0.0 ? cost : 1.0;
      demand.wanted[b][z] = utility.backstop[z] / first_cost[b][z];
    }
  const std::span<double> index = flat(demand.index), wanted = flat(demand.wanted);
  const std::span<const double> gain = flat(demand.gain);
  real::log(wanted, wanted);
  for (std::size_t r = 0; r < wanted.size(); ++r) wanted[r] = p.elasticity * (gain[r] - wanted[r]);  // -eps ln(PI/ubar(0))
  real::exp(index, index);
  real::exp(wanted, wanted);
  for (std::size_t b = 0; b < buyers; ++b)
    for (std::size_t z = 0; z < use_count; ++z) {
      const double cost = demand.cost[b][z], spent = p.budget_overrun * budget[b][z];
      const double free = demand.wanted[b][z] * budget[b][z] / first_cost[b][z], affordable = spent / (cost > 0.0 ? cost : 1.0);
      demand.index[b][z] *= utility.backstop[z];
      demand.wanted[b][z] = cost > 0.0 ? free : 0.0;
      demand.quantity[b][z] = demand.wanted[b][z] < affordable ? demand.wanted[b][z] : affordable;
    }
}

}  // namespace

ByBuyer budgets(const World& world, const BuyParameters& p) {
  const States& s = world.states;
  ByBuyer budget(world.buyers.agent.size(), world.scratch);
  for (std::size_t b = 0; b < budget.size(); ++b) {
    const std::size_t i = world.buyers.home[b].index();
    double year = world.buyers.weight[b] * s.ai_share[i] * s.gdp[i] / quarters_per_year;
    if (world.buyers.sovereign[b] > 0.0 && world.quarter < s.announced_until[i]) year += s.announced[i];
    budget[b] = {year * p.training_share, year * (1.0 - p.training_share)};
  }
  return budget;
}

Grid ties_of(const World& world, const BuyParameters& p) {
  const std::size_t buyers = world.buyers.agent.size();
  Grid ties(world.scratch, bloc_count, buyers);
  std::vector<std::array<double, bloc_count>> of_state(world.states.id.size());
  for (std::size_t i = 0; i < of_state.size(); ++i) of_state[i] = ties_at(world, p, StateId{i});
  for (std::size_t b = 0; b < buyers; ++b) {
    const std::array<double, bloc_count>& of_home = of_state[world.buyers.home[b].index()];
    const double own_soil = p.sovereignty * world.buyers.sovereign[b];
    for (std::size_t g = 0; g < bloc_count; ++g) ties[g][b] = {of_home[g] + own_soil, of_home[g] + own_soil};
  }
  return ties;
}

namespace {

/// Weights by column, (P/q)^-k e^(xi_p/lambda), relative to the largest of the purpose's chips, so that none overflows.
struct CommonWeights {
  std::vector<ByUse> of_column;
  ByUse most{};  ///< ln of the largest
};
CommonWeights common_weights(const World& world, const Offer& offer, const BuyParameters& p) {
  const double slope = p.own_price * p.nest, inverse = 1.0 / p.nest;
  CommonWeights common{offer.price, {minus_infinity, minus_infinity}};
  const std::span<double> weights = flat(common.of_column);
  real::log(weights, weights);
  for (std::size_t c = 0; c < offer.columns(); ++c)
    for (std::size_t z = 0; z < use_count; ++z) {
      double& v = common.of_column[c][z];
      v *= -slope;
      if (c < offer.products()) common.most[z] = std::max(common.most[z], v += world.products.taste[offer.product[c].index()]);
    }
  if (offer.products() == 0) common.most = {0.0, 0.0};
  for (ByUse& of_column : common.of_column)
    for (std::size_t z = 0; z < use_count; ++z) of_column[z] = (of_column[z] - common.most[z]) * inverse;
  real::exp(weights, weights);
  return common;
}

/// Weights of an exporter's remote service, which has a constant of its exporter, tier and purpose in place of the worth of one's own soil.
void weigh_remote(const World& world, const BuyParameters& p, std::size_t exporter, ByUse common, std::span<ByUse> weight) {
  const Buyers& buyers = world.buyers;
  for (std::size_t b = 0; b < weight.size(); ++b) {
    const auto tier = static_cast<std::size_t>(world.states.tier[buyers.home[b].index()][exporter]);
    for (std::size_t z = 0; z < use_count; ++z)
      weight[b][z] = (world.exporters.cloud_taste[exporter][tier * use_count + z] - p.sovereignty * buyers.sovereign[b]) * (1.0 / p.nest);
  }
  real::exp(flat(weight), flat(weight));
  for (std::size_t b = 0; b < weight.size(); ++b) {
    const bool open = buyers.home[b] != world.exporters.state[exporter];  // a bloc does not rent from itself
    for (std::size_t z = 0; z < use_count; ++z) weight[b][z] = open ? common[z] * weight[b][z] : 0.0;
  }
}

}  // namespace

Utility free_utility(const World& world, const Offer& offer, const BuyParameters& p, const Grid& ties) {
  const std::size_t buyers = world.buyers.agent.size();
  const CommonWeights common = common_weights(world, offer, p);
  Utility u{Grid(world.scratch, offer.columns(), buyers), Grid(world.scratch, bloc_count, buyers), world.totals.backstop[0], {}};
  const double slope = p.own_price * p.nest;
  u.outside = {buyers, {-slope * real::log(u.backstop[0]), -slope * real::log(u.backstop[1])}, world.scratch};
  for (std::size_t g = 0; g < bloc_count; ++g) {
    const std::span<ByUse> level = u.level[g];
    const std::span<const ByUse> tie = ties[g];
    for (std::size_t b = 0; b < buyers; ++b)
      for (std::size_t z = 0; z < use_count; ++z) level[b][z] = tie[b][z] + world.buyers.taste[b][z] + common.most[z];
  }
  for (std::size_t c = 0; c < offer.products(); ++c)
    for (ByUse& weight : of(u.weight[c], offer.who[c])) weight = common.of_column[c];
  for (std::size_t e = 0; e < exporter_count; ++e) {
    const std::span<ByUse> weight = u.weight[offer.remote(e)];
    if (offer.clouds[e]) {
      weigh_remote(world, p, e, common.of_column[offer.remote(e)], weight);
    } else {
      std::fill(weight.begin(), weight.end(), ByUse{});
    }
  }
  return u;
}

double utility_of(const Utility& utility, const Offer& offer, const BuyParameters& p, std::size_t buyer, std::size_t use,
                  std::size_t column) {
  const auto [first, last] = offer.who[column];
  if (buyer < first || buyer >= last) return minus_infinity;
  const auto nest = static_cast<std::size_t>(offer.bloc[column]);
  return utility.level[nest][buyer][use] + p.nest * real::log(utility.weight[column][buyer][use]);
}

Grid ruled_weights(const Offer& offer, const Terms& terms, const BuyParameters& p, const Grid& weight) {
  Grid ruled = weight.another();
  double known = 0.0, factor = 1.0;  // few penalties differ
  for (std::size_t c = 0; c < offer.columns(); ++c) {
    const std::span<ByUse> out = ruled[c];
    const std::span<const ByUse> in = weight[c];
    const std::uint8_t* barred = terms.barred.data() + terms.cell(0, c);
    for (std::size_t b = offer.who[c].first; b < offer.who[c].last; ++b)
      for (std::size_t z = 0; z < use_count; ++z) out[b][z] = barred[b] != 0 ? 0.0 : in[b][z];
    for (std::size_t b = offer.who[c].first; terms.penalised[c] != 0 && b < offer.who[c].last; ++b) {
      const double penalty = terms.penalty[terms.cell(b, c)];
      if (penalty == 0.0) continue;
      if (penalty != known) factor = real::exp((known = penalty) / p.nest);
      for (double& x : out[b]) x *= factor;
    }
  }
  return ruled;
}

void choose(const World& world, const Offer& offer, const BuyParameters& p, const Utility& utility, const Grid& weight,
            std::span<const double> fee, std::span<const ByUse> budget, ChoiceWorkspace& workspace, Demand& demand) {
  const std::size_t buyers = budget.size();
  if (demand.share.all().size() != weight.all().size()) {
    demand.share = weight.another();
    for (std::size_t c = 0; c < offer.columns(); ++c) clear_others(demand.share[c], offer.who[c]);
  }
  for (ByBuyer* column : {&demand.outside, &demand.gain, &demand.index, &demand.cost, &demand.wanted, &demand.quantity, &workspace.chosen,
                          &workspace.first_cost})
    if (column->size() != buyers) *column = ByBuyer(buyers, world.scratch);
  workspace.rows.clear();
  for (const solvers::BuyerRange who : offer.who) workspace.rows.push_back(rows_of(who));
  const std::array<double, bloc_count> lambda{p.nest, p.nest, p.nest};
  solvers::nested_logit_of_weights(weight.all(), utility.level.all(), flat(utility.outside), offer.bloc, lambda, demand.share.all(),
                                   flat(demand.outside), flat(demand.gain), workspace.logit, workspace.rows);
  mean_costs(offer, fee, workspace, demand);
  quantities(p, utility, world.buyers.start_cost, budget, workspace.first_cost, demand);
}

}  // namespace entrepot::buying
