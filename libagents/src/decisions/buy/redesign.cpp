#include "decisions/buy/redesign.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "entrepot/base/real.hpp"
#include "entrepot/base/units.hpp"

namespace entrepot::buying {
namespace {

constexpr Purpose draw_lag{"buy.redesign"};
constexpr double margin = 0.005;  // a design stays half a percent under a threshold

/// A vendor's chips on the open market that can be cut down: variants are no parents.
std::vector<std::size_t> parents_of(const World& world, const Offer& offer, std::size_t vendor) {
  std::vector<std::size_t> parents;
  for (std::size_t c = 0; c < offer.products(); ++c) {
    const std::size_t i = offer.product[c].index();
    if (world.products.vendor[i].index() == vendor && !world.products.captive[i] && world.products.variant[i] == 0) parents.push_back(c);
  }
  return parents;
}

struct Candidate {
  double speed = 1.0, link = 1.0, memory = 1.0;  // factors on the parent's specifications
  double profit = 0.0;                           // a year, less what it takes from the vendor's chips there
};

class Designer {
  const World& world_;
  const DemandSide& side_;
  const BuyParameters& p_;
  const AccessTable& access_;
  std::size_t flag_, parent_;
  ExporterId exporter_;
  std::vector<std::size_t> shut_out_;                          // buyers from whom the rules keep the chip
  std::vector<std::pair<std::size_t, double>> vendors_chips_;  // columns of the vendor, and what it earns there per dollar

  /// Utility of the parent against all that the buyer chooses now; W from PI = P0 exp(-gain).
  double odds(std::size_t b, std::size_t z) const {
    const double logsum = side_.utility.outside[b][z] + p_.own_price * p_.nest * side_.ruled.gain[b][z];
    return utility_of(side_.utility, side_.offer, p_, b, z, flag_) - logsum;
  }
  /// What the vendor earns per dollar of a buyer today.
  double old_margin(std::size_t b, std::size_t z) const {
    double sum = 0.0;
    for (const auto& [column, earned] : vendors_chips_) sum += side_.ruled.share[column][b][z] * earned;
    return sum;
  }

  /// Finds those who are shut out, and what the vendor earns now: few candidates come so far that it matters.
  void look_at_buyers() {
    for (std::size_t b = 0; b < side_.terms.buyers; ++b)
      if (side_.terms.barred[side_.terms.cell(b, flag_)] != 0) shut_out_.push_back(b);
    for (std::size_t c = 0; c < side_.offer.products(); ++c)
      if (const std::size_t i = side_.offer.product[c].index(); world_.products.vendor[i] == world_.products.vendor[parent_])
        vendors_chips_.emplace_back(c, std::max(0.0, 1.0 - world_.products.unit_cost[i] / world_.products.price[i]));
  }

 public:
  Designer(const World& world, const DemandSide& side, const BuyParameters& p, const AccessTable& access, std::size_t flag)
      : world_{world},
        side_{side},
        p_{p},
        access_{access},
        flag_{flag},
        parent_{side.offer.product[flag].index()},
        exporter_{access_.exporter_of(side.offer.product[flag])} {}

  /// Whether the rules keep the chip from anybody.
  bool shut_out() const {
    const auto first = side_.terms.barred.begin() + static_cast<std::ptrdiff_t>(side_.terms.cell(0, flag_));
    return std::any_of(first, first + static_cast<std::ptrdiff_t>(side_.terms.buyers), [](std::uint8_t barred) { return barred != 0; });
  }

  double q_train(const Candidate& c) const { return world_.products.q_train[parent_] * c.speed; }
  double q_infer(const Candidate& c) const {
    return world_.products.q_infer[parent_] * real::pow(c.memory, p_.infer_memory_weight) *
           real::pow(c.speed, 1.0 - p_.infer_memory_weight);
  }
  /// A variant is sold at the mean of its two qualities relative to the parent's.
  double price(const Candidate& c) const {
    return world_.products.price[parent_] * 0.5 * (c.speed + q_infer(c) / world_.products.q_infer[parent_]);
  }

  /// Profit of a year from those who could buy it, by the nested logit with the variant as an alternative of its own.
  double profit(const Candidate& c) {
    const solvers::Measures flag = measures_of(world_, side_.offer.product[flag_]);
    const std::uint32_t rules = controlling_rules(world_, {flag[0] * c.speed, flag[1] * c.speed, flag[2] * c.link, flag[3] * c.memory});
    const double slope = p_.own_price * p_.nest, new_price = price(c), earned = 1.0 - world_.products.unit_cost[parent_] / new_price;
    if (earned <= 0.0) return 0.0;
    if (shut_out_.empty()) look_at_buyers();
    const std::array quality{q_train(c), q_infer(c)};
    ByUse dearer{};  // beta_p ln of its price per H100e over the parent's
    for (std::size_t z = 0; z < use_count; ++z) dearer[z] = slope * real::log(new_price / quality[z] / side_.offer.price[flag_][z]);
    double total = 0.0;
    for (const std::size_t b : shut_out_) {
      const Access a = access_.chips(world_.buyers.agent[b], exporter_, rules, taken_by(world_, BuyerId{b}, exporter_));
      if (a.route != Route::free || !a.conditions_met || a.cap <= 0.0) continue;
      for (std::size_t z = 0; z < use_count; ++z)
        total += 4.0 * side_.budget[b][z] * real::sigmoid(odds(b, z) - dearer[z]) * (earned - old_margin(b, z));
    }
    return total;
  }

  /// The best of the designs that escape the rules that control the chip, and of those that escape every rule known.
  Candidate best() {
    Candidate best;
    if (!shut_out()) return best;
    const solvers::Measures flag = measures_of(world_, side_.offer.product[flag_]);
    const std::uint32_t controlling = controlling_rules(world_, flag);
    const RuleClauses& c = world_.rule_clauses;
    std::uint32_t known = 0;
    for (const RuleId rule : c.rule) known |= std::uint32_t{1} << rule.index();
    for (const bool all : {false, true}) {
      if (all && known == controlling) break;  // the same designs
      std::vector<solvers::Clause> escaped;
      escaped.reserve(c.rule.size());
      for (std::size_t k = 0; k < c.rule.size(); ++k)
        if (all || ((controlling >> c.rule[k].index()) & 1U) != 0) escaped.push_back(clause_of(c, k));
      for (const solvers::Design& d : solvers::compliant_designs(flag, escaped, solvers::Outcome::free, margin)) {
        if (d.speed == 1.0 && d.link == 1.0 && d.memory == 1.0) continue;
        Candidate candidate{d.speed, d.link, d.memory, 0.0};
        candidate.profit = profit(candidate);
        if (candidate.profit > best.profit) best = candidate;
      }
    }
    return best;
  }
};

}  // namespace

std::vector<Redesign> redesigns(const World& world, const Turn& turn, const DemandSide& side, const AccessTable& access,
                                const BuyParameters& p) {
  std::vector<Redesign> all;
  const Products& products = world.products;
  const auto now = static_cast<std::int32_t>(turn.quarter);
  for (std::size_t f = 0; f < world.firms.id.size(); ++f) {
    if (world.firms.capacity[f] <= 0.0) continue;
    // One variant at a time and a year: designers see how it sells before they draw another.
    bool recent = false;
    for (std::size_t i = 0; i < products.id.size(); ++i)
      recent = recent || (products.vendor[i].index() == f && products.variant[i] != 0 && products.released[i] > now - 4);
    if (recent) continue;
    std::optional<Redesign> best;
    double profit = p.redesign_cost;
    for (const std::size_t column : parents_of(world, side.offer, f)) {
      Designer designer(world, side, p, access, column);
      const Candidate c = designer.best();
      if (c.profit <= profit) continue;
      profit = c.profit;
      const ProductId parent = side.offer.product[column];
      const std::size_t i = parent.index();
      best = Redesign{parent,
                      products.train_speed[i] * c.speed,
                      products.memory_bw[i] * c.memory,
                      products.link_bw[i] * c.link,
                      products.tpp[i] * c.speed,
                      products.power[i],
                      designer.price(c),
                      products.unit_cost[i],
                      designer.q_train(c),
                      designer.q_infer(c),
                      0};
    }
    if (!best) continue;
    const double u = turn.luck(draw_lag).uniform(join(Key{world.firms.key[f]}, Key{products.key[best->parent.index()]}));
    best->released =
        now + 1 + static_cast<std::int32_t>(u * (2.0 * p.redesign_lag + 1.0));  // whole quarters, mean redesign_lag: 0, 1 or 2 alike at 1
    all.push_back(*best);
  }
  return all;
}

}  // namespace entrepot::buying
