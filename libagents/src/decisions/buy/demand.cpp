#include "entrepot/decisions/buy/demand.hpp"

#include <algorithm>
#include <limits>

#include "entrepot/base/real.hpp"

namespace entrepot::buying {
namespace {

constexpr double minus_infinity = -std::numeric_limits<double>::infinity();

/// ubar_b: what the chosen H100e cost, fees included; 0 where nothing is chosen.
void mean_costs(const Offer& offer, std::span<const double> fee, Demand& demand) {
  const std::size_t buyers = demand.share.rows(), agents = buyers / 2;
  std::vector<double> chosen(buyers, 0.0);
  demand.cost.assign(buyers, 0.0);
  for (std::size_t c = 0; c < offer.columns(); ++c) {
    const std::span<const double> share = demand.share[c];
    const double training = offer.price[0][c], inference = offer.price[1][c];
    const double* on_top = fee.empty() ? nullptr : fee.data() + c * agents;
    for (std::size_t k = 0; k < agents; ++k) {
      const double factor = on_top == nullptr ? 1.0 : 1.0 + on_top[k];
      chosen[2 * k] += share[2 * k];
      chosen[2 * k + 1] += share[2 * k + 1];
      demand.cost[2 * k] += share[2 * k] * training * factor;
      demand.cost[2 * k + 1] += share[2 * k + 1] * inference * factor;
    }
  }
  for (std::size_t b = 0; b < buyers; ++b) demand.cost[b] = chosen[b] > 0.0 ? demand.cost[b] / chosen[b] : 0.0;
}

/// What of an agent's utility of a chip does not depend on the chip or the purpose, by bloc: installed base, switching, fear of being cut off.
std::array<double, bloc_count> ties(const World& world, const BuyParameters& p, StateId home) {
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

}  // namespace

std::vector<double> outside_utilities(const World& world, const BuyParameters& p) {
  std::array<double, use_count> v{};
  for (std::size_t z = 0; z < use_count; ++z) v[z] = -p.own_price * p.nest * real::log(world.totals.backstop[0][z]);
  std::vector<double> outside(world.buyers.agent.size());
  for (std::size_t b = 0; b < outside.size(); ++b) outside[b] = v[b % 2];
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
    budget[b] = year * (b % 2 == 0 ? training_share : 1.0 - training_share);
  }
  return budget;
}

Grid free_utilities(const World& world, const Offer& offer, const BuyParameters& p, double sovereignty) {
  const std::size_t columns = offer.columns(), buyers = world.buyers.agent.size(), agents = buyers / 2;
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
  // What does not depend on the column, by bloc: for chips, and without the worth of one's own soil for remote service.
  Grid chips(bloc_count, buyers), remote(exporter_count, buyers);
  for (std::size_t k = 0; k < agents; ++k) {
    const std::array<double, bloc_count> of_bloc = ties(world, p, world.buyers.home[2 * k]);
    for (std::size_t b = 2 * k; b < 2 * k + 2; ++b) {
      const double own_soil = sovereignty * world.buyers.sovereign[b];
      for (std::size_t g = 0; g < bloc_count; ++g) chips[g][b] = world.buyers.taste[b] + of_bloc[g] + own_soil;
      for (std::size_t e = 0; e < exporter_count; ++e) remote[e][b] = world.buyers.taste[b] + of_bloc[e];
    }
  }
  Grid utility(columns, buyers);
  for (std::size_t c = 0; c < offer.products(); ++c) {
    const double training = of_column[0][c], inference = of_column[1][c];
    const std::span<const double> of_bloc = chips[static_cast<std::size_t>(offer.bloc[c])];
    const std::span<double> out = utility[c];
    if (const FirmId captive = world.products.captive[offer.product[c].index()]) {
      std::fill(out.begin(), out.end(), minus_infinity);
      for (std::size_t k = 0; k < agents; ++k)
        if (world.buyers.agent[2 * k] == AgentId{captive}) {
          out[2 * k] = training + of_bloc[2 * k];
          out[2 * k + 1] = inference + of_bloc[2 * k + 1];
        }
      continue;
    }
    for (std::size_t k = 0; k < agents; ++k) {
      out[2 * k] = training + of_bloc[2 * k];
      out[2 * k + 1] = inference + of_bloc[2 * k + 1];
    }
  }
  for (std::size_t e = 0; e < exporter_count; ++e) {
    const std::size_t c = offer.remote(e);
    const std::span<double> out = utility[c];
    for (std::size_t b = 0; b < buyers; ++b) {
      const StateId home = world.buyers.home[b];
      const bool open = offer.clouds[e] && world.exporters.state[e] != home;  // a bloc does not rent from itself
      const auto tier = static_cast<std::size_t>(world.states.tier[home.index()][e]);
      out[b] = open ? of_column[b % 2][c] + remote[e][b] + world.exporters.cloud_taste[e][tier * use_count + b % 2] : minus_infinity;
    }
  }
  return utility;
}

Grid ruled_utilities(const Offer& offer, const Terms& terms, const Grid& utility) {
  const std::size_t agents = utility.rows() / 2;
  Grid ruled(offer.columns(), utility.rows());
  for (std::size_t c = 0; c < offer.columns(); ++c) {
    const std::span<const double> in = utility[c];
    const std::span<double> out = ruled[c];
    for (std::size_t k = 0; k < agents; ++k) {
      const double penalty = terms.barred[terms.cell(k, c)] != 0 ? minus_infinity : terms.penalty[terms.cell(k, c)];
      out[2 * k] = in[2 * k] + penalty;
      out[2 * k + 1] = in[2 * k + 1] + penalty;
    }
  }
  return ruled;
}

void choose(const World& world, const Offer& offer, std::span<const double> fee, const BuyParameters& p, const Grid& utility,
            std::span<const double> outside, std::span<const double> budget, Demand& demand) {
  static thread_local solvers::NestedLogitWorkspace workspace;
  const std::size_t buyers = outside.size();
  const double slope = p.own_price * p.nest;
  if (demand.share.rows() != buyers || demand.share.all().size() != utility.all().size()) demand.share = Grid(offer.columns(), buyers);
  for (auto* column : {&demand.outside, &demand.gain, &demand.index, &demand.quantity}) column->resize(buyers);
  const std::array<double, bloc_count> lambda{p.nest, p.nest, p.nest};
  solvers::nested_logit_by_product(utility.all(), outside, offer.bloc, lambda, demand.share.all(), demand.outside, demand.gain, workspace);
  mean_costs(offer, fee, demand);
  for (std::size_t b = 0; b < buyers; ++b) {
    demand.gain[b] = std::max(0.0, (demand.gain[b] - outside[b]) / slope);
    demand.index[b] = -demand.gain[b];
  }
  real::exp(demand.index, demand.index);
  const auto& backstop = world.totals.backstop[0];
  demand.start.resize(buyers);
  for (std::size_t b = 0; b < buyers; ++b) {
    demand.index[b] *= backstop[b % 2];
    demand.start[b] = world.buyers.start_cost[b] > 0.0 ? world.buyers.start_cost[b] : demand.cost[b];
    demand.quantity[b] = demand.start[b] > 0.0 ? demand.index[b] / demand.start[b] : 1.0;
  }
  // C = min(A PI^-eps, b_max B/ubar), A = B ubar(0)^(eps - 1).
  real::pow(demand.quantity, -p.elasticity, demand.quantity);
  for (std::size_t b = 0; b < buyers; ++b)
    demand.quantity[b] = demand.cost[b] > 0.0 && budget[b] > 0.0
                             ? std::min(budget[b] / demand.start[b] * demand.quantity[b], p.budget_overrun * budget[b] / demand.cost[b])
                             : 0.0;
}

}  // namespace entrepot::buying
