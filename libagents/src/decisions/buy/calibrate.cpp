#include "decisions/buy/calibrate.hpp"

#include <algorithm>
#include <limits>
#include <optional>
#include <string>

#include "decisions/buy/limits.hpp"
#include "decisions/buy/orders.hpp"
#include "entrepot/base/errors.hpp"
#include "entrepot/base/real.hpp"
#include "entrepot/base/reduce.hpp"
#include "entrepot/base/units.hpp"
#include "entrepot/solvers/fixed_point.hpp"
#include "entrepot/world/lookups.hpp"

namespace entrepot::buying {
namespace {

/// The constant of remote service is found at the middle of the range of sovereignty, so that a draw of sovereignty moves demand (2.1).
constexpr double middle_sovereignty = 1.0;
constexpr int most_passes = 400;    // 15 in the mean of the draws of the baseline
constexpr double tolerance = 1e-4;  // of the logarithm of a product's share of orders
/// Steps are longer than a lone product would need: products that share few buyers move slowly together (fewest passes of .8 to 1.4).
constexpr double overstep = 1.2;

/// The larger of two errors; NaN stays.
double worse(double off, double x) {
  const double size = x < 0.0 ? -x : x;
  return off != off || size <= off ? off : size;
}

/// Who can rent from an exporter's clouds: everyone whose home is not the exporter's.
bool may_rent(const World& world, std::size_t buyer, std::size_t exporter) {
  return world.buyers.home[buyer] != world.exporters.state[exporter];
}

/// The first day's market under the base rules: what calibration looks at.
class FirstDay {
  World& world_;
  BuyParameters p_;
  Offer offer_;
  AccessTable access_;
  Terms base_;
  Placement placement_;
  ByBuyer budget_;
  Grid ties_;
  Demand free_, ruled_;
  ChoiceWorkspace workspace_;
  // The constants of products and of remote service, as unknowns of a fixed point; those of buyers follow from them in every pass.
  std::vector<double*> constant_;
  std::vector<double> step_;
  std::optional<solvers::FixedPoint> accelerator_;

 public:
  FirstDay(World& world, double sovereignty)
      : world_{world},
        p_{world.parameters.bind<BuyParameters>()},
        offer_{offer_of(world, p_)},
        access_{world, AccessTable::View::base_only},
        base_{terms_of(world, offer_, access_, p_)},
        placement_{placement_of(world, access_)},
        budget_{budgets(world, p_)} {
    p_.sovereignty = sovereignty;
    ties_ = ties_of(world, p_);
  }

  /// One pass: returns the largest logarithm by which a share of orders or of remote service is off.
  double pass(bool tune_remote) {
    Utility utility = free_utility(world_, offer_, p_, ties_);
    choose(world_, offer_, p_, utility, utility.weight, {}, budget_, workspace_, free_);
    double off = tune_buyers(utility);
    choose(world_, offer_, p_, utility, ruled_weights(offer_, base_, p_, utility.weight), base_.fees(), budget_, workspace_, ruled_);
    meet_limits(world_, offer_, base_, p_, budget_, ruled_);
    const Orders orders = orders_of(world_, offer_, base_, ruled_, placement_);
    constant_.clear();
    step_.clear();
    off = worse(off, tune_products(orders));
    if (tune_remote) off = worse(off, tune_clouds());
    take_step();
    return off;
  }

 private:
  void take_step() {
    std::vector<double> x(constant_.size());
    for (std::size_t i = 0; i < x.size(); ++i) x[i] = *constant_[i];
    if (!accelerator_) accelerator_.emplace(x.size());
    accelerator_->advance(x, step_);
    for (std::size_t i = 0; i < x.size(); ++i) *constant_[i] = x[i];
    for (const ProductId product : offer_.product) {  // on the market, but not sold before: as its parent
      const std::size_t i = product.index();
      if (world_.products.sold[i] <= 0.0 && world_.products.parent[i])
        world_.products.taste[i] = world_.products.taste[world_.products.parent[i].index()];
    }
  }

  /// xi_b: PI_b(0) = ubar_b(0) with every rule lifted, that is share inside/share outside = (P0/ubar)^beta_p - 1. A step of xi_b moves all
  /// that b can choose alike, so it is exact; `utility` takes it up.
  double tune_buyers(Utility& utility) {
    const double slope = p_.own_price * p_.nest;
    const std::size_t buyers = budget_.size();
    ByBuyer step_of(buyers, {1.0, 1.0}, world_.scratch), inside_of = free_.gain;
    const std::span<double> step = flat(step_of), inside = flat(inside_of);
    for (std::size_t b = 0; b < buyers; ++b)
      for (std::size_t z = 0; z < use_count; ++z)
        if (free_.cost[b][z] > 0.0) step_of[b][z] = utility.backstop[z] / std::min(free_.cost[b][z], 0.99 * utility.backstop[z]);
    real::log(step, step);
    for (double& x : step) x *= slope;
    real::exp(step, step);
    for (double& x : inside) x *= slope;
    real::exp(inside, inside);
    const std::span<const double> cost = flat(free_.cost);
    for (std::size_t r = 0; r < step.size(); ++r) step[r] = cost[r] > 0.0 ? (step[r] - 1.0) / std::max(inside[r] - 1.0, 1e-12) : 1.0;
    real::log(step, step);
    double off = 0.0;
    const std::span<double> taste = flat(world_.buyers.taste), start_cost = flat(world_.buyers.start_cost);
    for (std::size_t r = 0; r < step.size(); ++r) {
      taste[r] += step[r];
      if (cost[r] > 0.0) start_cost[r] = cost[r];
      off = worse(off, step[r]);
    }
    for (std::size_t g = 0; g < bloc_count; ++g) {
      const std::span<double> level = flat(utility.level[g]);
      for (std::size_t r = 0; r < step.size(); ++r) level[r] += step[r];
    }
    return off;
  }

  /// xi_p: the mix of orders becomes the mix of last quarter's sales.
  double tune_products(const Orders& orders) {
    const std::size_t products = offer_.products();
    std::vector<double> ordered(products, 0.0), step(products, 0.0);
    double all_ordered = 0.0, all_sold = 0.0;
    for (std::size_t c = 0; c < products; ++c) {
      ordered[c] = reduce::sum(flat(orders.chips[c]));
      const double sold = world_.products.sold[offer_.product[c].index()];
      if (sold <= 0.0) continue;
      all_ordered += ordered[c];
      all_sold += sold;
    }
    double off = 0.0, mean = 0.0, weight = 0.0;
    for (std::size_t c = 0; c < products; ++c) {
      const std::size_t i = offer_.product[c].index();
      const double sold = world_.products.sold[i];
      if (sold <= 0.0) continue;
      const double log_ratio = real::log(sold / all_sold / std::max(ordered[c] / all_ordered, 1e-12));
      off = worse(off, log_ratio);
      step[c] = overstep * p_.nest * log_ratio;
      mean += sold * world_.products.q_train[i] * step[c];
      weight += sold * world_.products.q_train[i];
    }
    for (std::size_t c = 0; c < products; ++c) {
      const std::size_t i = offer_.product[c].index();
      if (world_.products.sold[i] <= 0.0) continue;
      constant_.push_back(&world_.products.taste[i]);
      step_.push_back(step[c] - mean / weight);
    }
    return off;
  }

  /// Constants of remote service by exporter, tier and purpose: its share of the first demand of the tier's buyers.
  double tune_clouds() {
    double off = 0.0;
    for (std::size_t e = 0; e < exporter_count; ++e) {
      if (!offer_.clouds[e]) continue;
      const double target = world_.exporters.newcomer[e] != 0 ? p_.remote_share_newcomer : p_.remote_share;
      std::array<double, tier_count * use_count> rented{}, all{}, spent{};
      for (std::size_t b = 0; b < budget_.size(); ++b) {
        if (!may_rent(world_, b, e)) continue;
        const auto tier = static_cast<std::size_t>(world_.states.tier[world_.buyers.home[b].index()][e]);
        for (std::size_t z = 0; z < use_count; ++z) {
          rented[tier * use_count + z] += ruled_.share[offer_.remote(e)][b][z] * ruled_.quantity[b][z];
          all[tier * use_count + z] += ruled_.quantity[b][z];
          spent[tier * use_count + z] += budget_[b][z];
        }
      }
      for (std::size_t i = 0; i < all.size(); ++i) {
        if (spent[i] <= 0.0) continue;  // no unknown; who spends and yet wants nothing has no answer: 0/0
        const double step = real::log(target * all[i] / std::max(rented[i], 1e-15 * all[i]));
        constant_.push_back(&world_.exporters.cloud_taste[e][i]);
        step_.push_back(overstep * p_.nest * std::clamp(step, -6.0, 6.0));
        off = worse(off, step);
      }
    }
    return off;
  }
};

int settle(World& world, double sovereignty, bool tune_remote, double close) {
  FirstDay day(world, sovereignty);
  double off = 0.0;
  for (int pass = 1; pass <= most_passes && off == off; ++pass)
    if ((off = day.pass(tune_remote)) < close) return pass;  // never for NaN
  throw SolverError("calibrate", "sold", "not met within " + std::to_string(most_passes) + " passes",
                    "a mix of sales that the buyers of the first day can and would order");
}

}  // namespace

int calibrate(World& world) {
  const double drawn = world.parameters.bind<BuyParameters>().sovereignty;
  if (drawn == middle_sovereignty) return settle(world, drawn, true, tolerance);
  const int passes = settle(world, middle_sovereignty, true, 10.0 * tolerance);  // for the constants of remote service alone
  for (std::size_t b = 0; b < world.buyers.taste.size(); ++b)
    for (double& taste : world.buyers.taste[b]) taste -= world.buyers.sovereign[b] * (drawn - middle_sovereignty);
  return passes + settle(world, drawn, false, tolerance);
}

}  // namespace entrepot::buying
