// world/access.hpp: "may b get p from its exporter, by which route, under which conditions" for every stage; nobody else answers it.
//
// Precedence for (buyer, product), model_equations.md 2.0: entity listing > embargo > deal in force (its own cap and conditions) > tier
// cell and dated rules, the stricter of the two > free.
#pragma once
#include <cstdint>
#include <vector>

#include "entrepot/world/world.hpp"

namespace entrepot {

struct Access {
  Route route = Route::free;
  bool conditions_met = true;   ///< conditions of the cell, by the state's institutions or a deal
  double cap = no_cap;          ///< H100e (q_train) that the buyer may take this quarter under the caps in force, less what it has taken
  double small_order = 0.0;     ///< H100e that it may still take this year without a licence
  double fee = 0.0;             ///< share of price: fee less subsidy
  bool touched() const { return route != Route::free || !conditions_met || cap != no_cap || fee != 0.0; }
};

/// The rules of one quarter, with every product classified once: build one a stage, ask it often.
class AccessTable {
 public:
  /// `with_pending`: also the rules that are announced but not yet in force (what stockpilers look at).
  /// `base_only`: the base rule set switched on and no levers, whatever the strategy (what `initialise` calibrates on).
  enum class View : std::uint8_t { in_force, with_pending, base_only };
  AccessTable(const World& world, View view = View::in_force);

  /// Exporter whose chips these are: the one at home with the vendor's state, or none (then everything is free).
  ExporterId exporter_of(ProductId product) const { return exporter_of_[product.index()]; }
  /// Chips. `delivered`, `delivered_year`: the agent's controlled chips so far (both purposes).
  Access chips(AgentId buyer, ProductId product, double delivered, double delivered_year) const;
  /// Remote service of an exporter's cloud for a buyer.
  Access cloud(AgentId buyer, ExporterId exporter) const;
  /// Whether a cloud of the exporter may build on a host's soil.
  Access clusters(StateId host, ExporterId exporter) const;
  /// Chips for all products are free for this agent from this exporter: nothing to ask for.
  bool all_free(AgentId buyer, ExporterId exporter) const;
  /// Whether any announced rule is not yet in force, and in how many quarters the first of them bites for this exporter (0 = none).
  int quarters_to_pending(ExporterId exporter) const { return pending_[exporter.index()]; }

 private:
  const World* world_;
  View view_;
  std::vector<ExporterId> exporter_of_;
  std::vector<std::uint32_t> controlled_by_;   ///< product x rules as bits: at most 32 rules
  std::vector<RuleId> active_;
  int pending_[exporter_count] = {0, 0};
};

}  // namespace entrepot
