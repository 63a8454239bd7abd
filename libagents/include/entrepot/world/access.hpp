// world/access.hpp: "may b get p from its exporter, by which route, under which conditions" for every stage; nobody else answers it.
//
// Precedence for (buyer, product), model_equations.md 2.0: entity listing > embargo > deal in force (its own cap and conditions) > tier
// cell and dated rules, the stricter of the two > free.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "entrepot/solvers/rules.hpp"
#include "entrepot/world/lookups.hpp"
#include "entrepot/world/world.hpp"

namespace entrepot {

struct Access {
  Route route = Route::free;
  bool conditions_met = true;  ///< conditions of the cell, by the state's institutions or a deal
  double cap = no_cap;         ///< H100e (q_train; rented H100e for cloud) that the buyer may still take under the caps in force
  double small_order = 0.0;    ///< H100e that it may still take this year without a licence
  double fee = 0.0;            ///< share of price: fee less subsidy
  bool touched() const { return route != Route::free || !conditions_met || cap != no_cap || fee != 0.0; }
};

/// What an agent has taken of one exporter's so far, both purposes together (columns of Buyers).
struct Taken {
  double chips = 0.0, chips_year = 0.0;    ///< chips under a limit, H100e
  double rented = 0.0, rented_year = 0.0;  ///< remote service, H100e
};

/// What rules measure in a chip: TPP, TPP per mm2, GB/s of its link and of its memory.
solvers::Measures measures_of(const World& world, ProductId product);
/// Clause k of the table as the solver takes it.
solvers::Clause clause_of(const RuleClauses& clauses, std::size_t k);
/// Rules that control such a chip, as bits: one of a rule's clauses is met. Looks only at the rules in `among`.
std::uint32_t controlling_rules(const World& world, const solvers::Measures& chip, std::uint32_t among = ~std::uint32_t{0});

inline Taken taken_by(const World& world, BuyerId buyer, ExporterId exporter) {
  const Buyers& b = world.buyers;
  const std::size_t row = buyer.index(), e = exporter.index();
  const auto both = [&](const auto& column) { return column[row][0][e] + column[row][1][e]; };
  return {both(b.delivered), both(b.delivered_year), both(b.rented_total), both(b.rented_year)};
}

/// The rules of one quarter, with the products on the market classified once: build one a stage, ask it often. Who asks for many buyers and
/// chips asks by `Standing` and `category_of`: few chips differ in what rules see in them, and nothing touches most buyers (`free`).
class AccessTable {
 public:
  /// in_force: levers and the dated rules in force. with_pending: also the rules that are announced but not yet in force (what
  /// stockpilers look at). base_only: the base rule set switched on and every lever free, whatever the strategy (what `initialise`
  /// calibrates on).
  enum class View : std::uint8_t { in_force, with_pending, base_only };
  explicit AccessTable(const World& world, View view = View::in_force);

  /// All that the rules see in a chip: whose it is, and which of the rules that matter in this view control it.
  struct Category {
    ExporterId exporter;
    std::uint32_t rules = 0;
    bool operator==(const Category&) const = default;
  };
  /// Of what is on the market, each once; none of an exporter whose rules cannot touch chips.
  const std::vector<Category>& categories() const { return categories_; }
  /// Row of `categories` of a product; -1 if nothing rules it or it is not on the market.
  int category_of(ProductId product) const { return category_of_[product.index()]; }
  /// Exporter whose chips these are: the one at home in the vendor's state, or none (then everything is free).
  ExporterId exporter_of(ProductId product) const;

  /// All that an exporter sees in a buyer.
  struct Standing {
    AgentId buyer;
    FirmId firm;  ///< that the buyer is, or none
    ExporterId exporter;
    StateId home;
    bool at_home = false, listed = false;
    Tier tier{};
    DealId chips, cloud;     ///< deals in force that give the buyer access to the layer
    std::uint32_t kind = 0;  ///< of its home
  };
  Standing standing(AgentId buyer, ExporterId exporter) const {
    Standing s;
    s.buyer = buyer;
    s.firm = firm_of(*world_, buyer);
    s.exporter = exporter;
    s.home = home_of(*world_, buyer);
    s.at_home = s.home == world_->exporters.state[exporter.index()];
    s.listed = s.firm && world_->firms.listed[s.firm.index()][exporter.index()] != 0;
    s.tier = world_->states.tier[s.home.index()][exporter.index()];
    s.kind = kind_of_[kind_key(s.home, s.tier)];
    for (const DealId d : deals_) {
      if (!covers(d, s)) continue;
      const Bits<Layer> layers = world_->deals.layers[d.index()];
      if (!s.chips && layers.has(Layer::chips)) s.chips = d;
      if (!s.cloud && layers.has(Layer::cloud)) s.cloud = d;
    }
    return s;
  }
  /// Whether chips of a row of `categories` (of the same exporter) are free for it, whatever it has taken.
  bool free(const Standing& s, int category) const { return s.at_home || (!s.listed && !s.chips && on_chips(s, category).free); }
  /// The same for the exporter's remote service.
  bool free_cloud(const Standing& s) const { return s.at_home || (!s.listed && !s.cloud && on_cloud(s).free); }

  /// Chips of a row of `categories`, of the exporter that the standing is with.
  Access chips(const Standing& standing, int category, const Taken& taken) const {
    return under(on_chips(standing, category), standing, standing.chips, taken.chips, taken.chips_year);
  }
  /// A chip that is not on the market yet: of an exporter, controlled by these rules.
  Access chips(AgentId buyer, ExporterId exporter, std::uint32_t controlled_by, const Taken& taken) const;
  /// Remote service of an exporter's cloud. The agency does not license it contract by contract: `presume` and `case` are open once the
  /// conditions are met, `deny` is shut.
  Access cloud(const Standing& standing, const Taken& taken) const {
    return view_ == View::base_only ? Access{} : under(on_cloud(standing), standing, standing.cloud, taken.rented, taken.rented_year);
  }
  /// Clouds of the exporter on a host's soil; the same reading of routes.
  Access clusters(StateId host, ExporterId exporter) const;
  /// Whether anything of the exporter's rules, lists or levers can touch chips, or its remote service, at all.
  bool rules_chips(ExporterId exporter) const { return rules_chips_[exporter.index()]; }
  bool rules_cloud(ExporterId exporter) const { return rules_cloud_[exporter.index()]; }
  /// Quarters until the first announced rule of the exporter bites; 0 if none is pending.
  int quarters_to_pending(ExporterId exporter) const { return pending_[exporter.index()]; }
  bool any_pending() const { return pending_[0] > 0 || pending_[1] > 0; }

 private:
  /// What dated rules and levers say to all homes that they cannot tell apart, before lists, deals and what was taken.
  struct Ruling {
    Route route = Route::free;
    bool above_deals = false;    // no deal changes it
    bool free = true;            // touches nobody, but for lists and deals
    Bits<Condition> conditions;  // must be in force
    double small_order = 0.0, cap_total = no_cap, cap_year = no_cap, fee = 0.0;
  };
  /// Rules on chips tell homes apart by groups and tier.
  static constexpr std::size_t most_kinds = (std::size_t{1} << group_names.size()) * tier_count;
  std::size_t kind_key(StateId home, Tier tier) const {
    return world_->states.groups[home.index()].word * tier_count + static_cast<std::size_t>(tier);
  }

  const World* world_;
  View view_;
  std::vector<RuleId> active_;        // dated rules that this view applies
  std::vector<DealId> deals_;         // in force
  std::vector<Category> categories_;  // of the products on the market
  std::vector<int> category_of_;      // by product
  std::vector<Ruling> chips_;         // categories x kinds of homes
  std::size_t kind_count_ = 0;
  std::array<std::uint16_t, most_kinds> kind_of_;  // by kind_key
  std::array<int, exporter_count> pending_{};
  std::array<bool, exporter_count> rules_chips_{}, rules_cloud_{};
  std::array<std::array<Ruling, tier_count>, exporter_count> cloud_{}, clusters_{};

  void find_active_rules();
  void classify_market();
  bool lists_anybody(ExporterId exporter) const;
  bool any_rule_on_chips(ExporterId exporter) const;
  bool covers(DealId deal, const Standing& s) const {
    const Deals& d = world_->deals;
    const std::size_t i = deal.index();
    return d.exporter[i] == s.exporter && d.host[i] == s.home && (!d.firm[i] || d.firm[i] == s.firm);
  }
  bool conditions_met(Bits<Condition> conditions, const Standing& s) const;
  Ruling rule_chips(ExporterId exporter, std::uint32_t controlled_by, Bits<Group> groups, Tier tier) const;
  Ruling rule_layer(ExporterId exporter, Layer layer, Tier tier) const;
  const Ruling& on_chips(const Standing& s, int category) const {
    return chips_[static_cast<std::size_t>(category) * kind_count_ + s.kind];
  }
  const Ruling& on_cloud(const Standing& s) const { return cloud_[s.exporter.index()][static_cast<std::size_t>(s.tier)]; }
  /// What is left of a limit: nothing, if all that is left are the last bits of a sum of deliveries.
  static double rest(double limit, double taken) { return limit - taken > 1e-9 * taken ? limit - taken : 0.0; }
  /// What is left of a ruling for one buyer: of its caps after what it took in all and this year, and under its deal, if it has one.
  Access under(const Ruling& r, const Standing& s, DealId deal, double total, double year) const {
    Access access;
    if (s.at_home) return access;
    if (s.listed) {
      access.route = Route::deny;
    } else if (deal && !r.above_deals) {
      access.cap = rest(world_->deals.cap[deal.index()], total);
    } else if (!r.free) {
      access.route = r.route;
      access.small_order = rest(r.small_order, year);
      access.cap = std::min(rest(r.cap_total, total), rest(r.cap_year, year));
      access.fee = r.fee;
      access.conditions_met = r.conditions.empty() || conditions_met(r.conditions, s);
    }
    return access;
  }
};

/// An exporter's chips on the market as its agency sees them: rows of AccessTable::categories, each once.
struct LicensedMarket {
  std::vector<int> open;                        ///< of what anybody may buy
  std::vector<std::pair<FirmId, int>> captive;  ///< of what one firm may buy
  bool empty() const { return open.empty() && captive.empty(); }
};
LicensedMarket licensed_market(const World& world, const AccessTable& access, ExporterId exporter);
/// Most open route by which the agency would have to be asked for something on the market, with conditions met and something left under caps;
/// Route::free if nothing needs asking. `buyer`: whose standing it is.
Route route_to_ask(const World& world, const AccessTable& access, const AccessTable::Standing& standing, const LicensedMarket& market,
                   BuyerId buyer);

}  // namespace entrepot
