// decisions/buy/demand.hpp (private to the stage): who wants how much of what (model_equations.md 2.1).
#pragma once
#include <span>
#include <vector>

#include "decisions/buy/grid.hpp"
#include "decisions/buy/terms.hpp"

namespace entrepot::buying {

/// What the offer is worth to the buyers: v_bc = level_bg + lambda ln weight_bc, g the nest of c. Most of it is the same for all buyers of a
/// purpose (price, taste for the product) or for all chips of a bloc (installed base, switching, belief in being cut off), so that few
/// cells need an exponential.
struct Utility {
  Grid weight;       ///< columns x buyers, for those who may choose a column (Offer::who); 0 where it is barred
  Grid level;        ///< nests x buyers
  ByUse backstop{};  ///< P0, USD per H100e
  ByBuyer outside;   ///< by buyer: ln of the backstop's weight
};
/// v_bc; -infinity where the weight is 0 or the column is not for the buyer.
double utility_of(const Utility& utility, const Offer& offer, const BuyParameters& p, std::size_t buyer, std::size_t use,
                  std::size_t column);

/// What of a buyer's utility does not depend on the column inside a nest and stays in a quarter: installed base, switching, belief in being cut
/// off, and for chips the worth of one's own soil; without the buyer's own constant xi_b (nests x buyers).
Grid ties_of(const World& world, const BuyParameters& p);
/// With every rule lifted. Captive products have no weight for others, and nobody rents where there is no cloud or from the own bloc.
Utility free_utility(const World& world, const Offer& offer, const BuyParameters& p, const Grid& ties);
/// The weights under the terms: delays and fees off, 0 where a rule bars.
Grid ruled_weights(const Offer& offer, const Terms& terms, const BuyParameters& p, const Grid& weight);
/// Budgets of this quarter, USD (B_b).
ByBuyer budgets(const World& world, const BuyParameters& p);

/// Choices and quantities of all buyers.
struct Demand {
  Grid share;        ///< columns x buyers: share of H100e
  ByBuyer outside;   ///< share that stays with the backstop
  ByBuyer gain;      ///< ln(P0/PI_b) >= 0
  ByBuyer index;     ///< PI_b, USD per H100e
  ByBuyer cost;      ///< ubar_b, USD per H100e of what is chosen; 0 if nothing is
  ByBuyer wanted;    ///< A_b PI_b^-eps, H100e a quarter: what the budget does not cap
  ByBuyer quantity;  ///< C_b, H100e a quarter of the purpose
};
/// Scratch memory of `choose`: grows once, then a call allocates nothing. Of one thread at a time.
struct ChoiceWorkspace {
  solvers::NestedLogitWorkspace logit;
  std::vector<solvers::BuyerRange> rows;  ///< by column: Offer::who as rows of a flat grid
  ByBuyer chosen, first_cost;             ///< by buyer: share of all that is chosen; ubar_b(0)
};
/// Demand of all buyers (no limits yet) at the weights, and the levels of `utility`. `fee` (columns x buyers, or empty: none) is paid on top of
/// prices.
void choose(const World& world, const Offer& offer, const BuyParameters& p, const Utility& utility, const Grid& weight,
            std::span<const double> fee, std::span<const ByUse> budget, ChoiceWorkspace& workspace, Demand& demand);

}  // namespace entrepot::buying
