#include "decisions/buy/demand_side.hpp"

#include "decisions/buy/limits.hpp"

namespace entrepot::buying {

DemandSide demand_side(const World& world, const AccessTable& access, const BuyParameters& p) {
  DemandSide side;
  ChoiceWorkspace workspace;
  side.offer = offer_of(world, p);
  side.terms = terms_of(world, side.offer, access, p);
  side.placement = placement_of(world, access);
  side.utility = free_utility(world, side.offer, p, ties_of(world, p));
  side.budget = budgets(world, p);
  choose(world, side.offer, p, side.utility, side.utility.weight, {}, side.budget, workspace, side.free);
  choose(world, side.offer, p, side.utility, ruled_weights(side.offer, side.terms, p, side.utility.weight), side.terms.fees(), side.budget,
         workspace, side.ruled);
  meet_limits(world, side.offer, side.terms, p, side.budget, side.ruled);
  side.orders = orders_of(world, side.offer, side.terms, side.ruled, side.placement);
  return side;
}

}  // namespace entrepot::buying
