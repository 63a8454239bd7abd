// world/access.hpp: "may b get p from its exporter, by which route, under which conditions" for every stage; nobody else answers it.
//
// Precedence for (buyer, product), model_equations.md 2.0: entity listing > embargo > deal in force (its own cap and conditions) > tier
// cell and dated rules, the stricter of the two > free.
#pragma once
#include <array>
#include <cstdint>
#include <vector>

#include "entrepot/solvers/rules.hpp"
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

/// What an agent has taken so far, both purposes together (columns of Buyers).
struct Taken {
  double chips = 0.0, chips_year = 0.0;    ///< controlled chips, H100e
  double rented = 0.0, rented_year = 0.0;  ///< remote service, H100e
};

/// What rules measure in a chip: TPP, TPP per mm2, GB/s of its link and of its memory.
solvers::Measures measures_of(const World& world, ProductId product);
/// Clause k of the table as the solver takes it.
solvers::Clause clause_of(const RuleClauses& clauses, std::size_t k);
/// Rules that control such a chip, as bits: one of a rule's clauses is met.
std::uint32_t controlling_rules(const World& world, const solvers::Measures& chip);

/// Of the agent whose rows of Buyers are 2 x agent and the one behind it.
Taken taken_by(const World& world, std::size_t agent);

/// The rules of one quarter, with every product classified once: build one a stage, ask it often.
class AccessTable {
 public:
  /// in_force: levers and the dated rules in force. with_pending: also the rules that are announced but not yet in force (what
  /// stockpilers look at). base_only: the base rule set switched on and every lever free, whatever the strategy, and
  /// `presume` open, since who is presumed to be approved holds a licence in the steady state (what `initialise` calibrates on).
  enum class View : std::uint8_t { in_force, with_pending, base_only };
  explicit AccessTable(const World& world, View view = View::in_force);

  /// Exporter whose chips these are: the one at home in the vendor's state, or none (then everything is free).
  ExporterId exporter_of(ProductId product) const { return exporter_of_[product.index()]; }
  Access chips(AgentId buyer, ProductId product, const Taken& taken) const {
    return chips(buyer, exporter_of(product), controlled_by_[product.index()], taken);
  }
  /// The same for a chip that is not on the market yet: of an exporter, controlled by these rules.
  Access chips(AgentId buyer, ExporterId exporter, std::uint32_t controlled_by, const Taken& taken) const;
  /// Remote service of an exporter's cloud. The agency does not license it contract by contract: `presume` and `case` are open once the
  /// conditions are met, `deny` is shut.
  Access cloud(AgentId buyer, ExporterId exporter, const Taken& taken) const;
  /// Clouds of the exporter on a host's soil; the same reading of routes.
  Access clusters(StateId host, ExporterId exporter) const;
  /// Whether anything of the exporter's rules, lists or levers can touch chips at all.
  bool rules_chips(ExporterId exporter) const { return rules_chips_[exporter.index()]; }
  /// Quarters until the first announced rule of the exporter bites; 0 if none is pending.
  int quarters_to_pending(ExporterId exporter) const { return pending_[exporter.index()]; }
  bool any_pending() const { return pending_[0] > 0 || pending_[1] > 0; }

 private:
  const World* world_;
  View view_;
  std::vector<ExporterId> exporter_of_;
  std::vector<std::uint32_t> controlled_by_;  // a product's rules as bits: at most 32 rules (checked when a scenario is loaded)
  std::vector<RuleId> active_;                // dated rules that this view applies
  std::array<int, exporter_count> pending_{};
  std::array<bool, exporter_count> rules_chips_{};

  bool any_rule_on_chips(ExporterId exporter) const;
  std::size_t cell(ExporterId exporter, Layer layer, Tier tier) const;
  DealId deal(ExporterId exporter, AgentId buyer, StateId home, Layer layer) const;
  bool listed(AgentId buyer, ExporterId exporter) const;
  bool conditions_met(std::size_t cell, ExporterId exporter, AgentId buyer, StateId home) const;
};

}  // namespace entrepot
