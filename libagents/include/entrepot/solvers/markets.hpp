// solvers/markets.hpp: choice among products, rationing of scarce ones, and the price that clears (model_equations.md 2.1).
//
// Functions named *_kernel trust their arguments and are for stages; the others check them and throw SolverError.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace entrepot::solvers {

/// Scratch memory of the nested logit. It grows once; then a call allocates nothing. One a thread.
struct NestedLogitWorkspace {
  std::vector<std::size_t> order, first;      ///< products nest by nest, and where each nest begins
  std::vector<double> term, top, sum, value;  ///< of one block of buyers, a product (or nest) contiguous
  std::vector<double> best, total, lambda;
};

/// Nested logit of many buyers:
///   W_b = ln(exp(v0_b) + sum_h exp(lambda_h IV_bh)),  IV_bh = ln sum_{p in h} exp(v_bp/lambda_h)
///   s_bp = exp(lambda_h IV_bh - W_b) exp(v_bp/lambda_h - IV_bh);  outside share exp(v0_b - W_b)
/// The largest utility of each nest is subtracted first, so utilities of any finite size are safe.
///
/// utility, shares: buyers x products, a buyer's row contiguous; -infinity bars a product. outside, outside_share, logsum: by buyer; an
/// outside utility of -infinity bars staying out. nest_of: by product, 0 <= nest_of < nests. lambda: by nest, in (0, 1]. `shares` may be empty
/// if only the logsum is wanted, and may be the memory of `utility`. A buyer with nothing to choose gets shares 0 and logsum -infinity.
///
/// Inside, blocks of buyers are turned so that a product's numbers stand side by side: then every loop and every exp runs over whole vectors.
/// Cost: buyers x (products + 2 nests + 2) elementary functions. Source: McFadden 1978; Train, Discrete Choice Methods, ch. 4.
void nested_logit_kernel(std::span<const double> utility, std::span<const double> outside, std::span<const std::int32_t> nest_of,
                         std::span<const double> lambda, std::span<double> shares, std::span<double> outside_share,
                         std::span<double> logsum, NestedLogitWorkspace& workspace);

/// Rows [first, last) of the buyers.
struct BuyerRange {
  std::size_t first, last;
};
/// The same from weights inside the nests: v_bp = level_bh + lambda_h ln weight_bp, so that IV_bh = level_bh/lambda_h + ln sum_p weight_bp. Where
/// utilities are a sum of what a product is worth to all and what its nest is worth to a buyer, most weights are shared and few need an exp.
///
/// weight, shares: products x buyers, a product's buyers contiguous, weight >= 0 (0 bars a product); level: nests x buyers, finite. `shares`
/// may be the memory of `weight`. who: by product, the buyers who may choose it, of nobody else a weight is read or a share written; empty:
/// everybody.
void nested_logit_of_weights(std::span<const double> weight, std::span<const double> level, std::span<const double> outside,
                             std::span<const std::int32_t> nest_of, std::span<const double> lambda, std::span<double> shares,
                             std::span<double> outside_share, std::span<double> logsum, NestedLogitWorkspace& workspace,
                             std::span<const BuyerRange> who = {});

/// Of each buyer, over products in their order: chosen = sum of its shares, spent = sum of share x price. Buyers of several rows have one price
/// a row in turn: price of product p for row r is price[p rows + r % rows], rows = price.size()/products, which divides 32.
/// shares: products x buyers as above, of nobody else than `who` a share is read that is not 0. Unchecked.
void spending_kernel(std::span<const double> shares, std::span<const double> price, std::span<const BuyerRange> who,
                     std::span<double> chosen, std::span<double> spent);

/// nested_logit_kernel, checked: sizes agree, utilities are finite or -infinity, lambda in (0, 1], each buyer has something to choose.
void nested_logit(std::span<const double> utility, std::span<const double> outside, std::span<const std::int32_t> nest_of,
                  std::span<const double> lambda, std::span<double> shares, std::span<double> outside_share, std::span<double> logsum,
                  NestedLogitWorkspace& workspace);

/// Where the choices of one buyer go when one product is gone: (after_p - before_p) / before_gone for every product; -1 for the one that
/// is gone. Domain: shares in [0, 1] of equal number, before[gone] > 0.
void diversion_ratios(std::span<const double> before, std::span<const double> after, std::size_t gone, std::span<double> out);

/// Weighted water filling: the level L with sum_b min(x_b, o_b L) = supply; allocation_b = min(x_b, o_b L). If the orders together are at most
/// the supply, all are filled and L = infinity. Newton's method on this concave, piecewise linear sum climbs to the level from below and
/// ends after finitely many passes (a few in practice), without sorting: equal buyers get equal amounts, whatever their order.
///
/// orders x >= 0; weights o >= 0, o > 0 where x > 0; supply >= 0; all finite. allocation may be the memory of orders. Returns L.
double water_fill(std::span<const double> orders, std::span<const double> weights, double supply, std::span<double> allocation);
/// The same, unchecked; a weight of 0 gets nothing unless all orders are filled.
double water_fill_kernel(std::span<const double> orders, std::span<const double> weights, double supply, std::span<double> allocation);

/// allocation_b = x_b min(1, supply / sum x). orders >= 0, supply >= 0, finite. Returns the fraction that is filled (1 if nothing is ordered).
double proportional_ration(std::span<const double> orders, double supply, std::span<double> allocation);

/// What a buyer would pay for one more unit when it has `quantity`: min(backstop, index_free (q_free/quantity)^(1/elasticity)), where q_free is what
/// it would take at the price index `index_free`. The backstop for whoever has nothing; index_free for whoever would take nothing.
/// backstop, index_free > 0 in USD a unit; quantities >= 0; elasticity > 0. Unchecked: for stages.
double willingness(double backstop, double index_free, double q_free, double quantity, double elasticity);
/// The same, given scarcity = (q_free/quantity)^(1/elasticity); any number where one of the two is 0.
double willingness_at(double backstop, double index_free, double q_free, double quantity, double scarcity);

struct Clearing {
  double price;   ///< 0 if the caps together are at most the supply: then nothing is scarce
  double demand;  ///< sum of the quantities
};
/// The price at which demands min(A_i p^-eps_i, cap_i) add up to the supply, by Newton's method on ln p within a bracket.
/// shadow_i = (A_i/cap_i)^(1/eps_i) - p where the cap binds, else 0: what one more unit is worth to i above the price (the quota rent per unit;
/// infinity for a cap of 0). scale A >= 0 and elasticity eps > 0, finite; cap >= 0 or infinity, or no caps at all (empty span);
/// supply > 0; at least one i with A > 0 and cap > 0. Units: price as that at which A is demanded = 1.
Clearing clear_isoelastic(std::span<const double> scale, std::span<const double> elasticity, std::span<const double> cap, double supply,
                          std::span<double> quantity, std::span<double> shadow);

}  // namespace entrepot::solvers
