// decisions/buy/demand.hpp: who wants how much of what (model_equations.md 2.1).
//
// Columns of the offer: the products on the market, then one remote service an exporter.
#pragma once
#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "entrepot/decisions/buy.hpp"
#include "entrepot/decisions/buy/grid.hpp"
#include "entrepot/solvers/markets.hpp"
#include "entrepot/world/access.hpp"
#include "entrepot/world/lookups.hpp"

namespace entrepot::buying {

/// What is on offer, the same for all buyers.
struct Offer {
  std::vector<ProductId> product;                                     ///< of the first columns
  std::vector<std::int32_t> bloc;                                     ///< nest of each column
  std::vector<ByUse> price;                                           ///< USD per H100e of the purpose, by column
  std::vector<ByUse> quality;                                         ///< H100e of the purpose per chip, by column; 1 for remote service
  std::vector<solvers::BuyerRange> who;                               ///< by column: buyers that may choose it; captive chips: one
  std::array<bool, exporter_count> clouds{};                          ///< whether the exporter has clouds to rent from
  std::array<std::vector<std::size_t>, exporter_count> cloud_buyers;  ///< buyers that let out chips at home in the exporter
  std::size_t products() const { return product.size(); }
  std::size_t columns() const { return bloc.size(); }
  std::size_t remote(std::size_t exporter) const { return product.size() + exporter; }
};
Offer offer_of(const World& world, const BuyParameters& p);

/// What the rules make of the offer, by buyer (they ask for no purpose) and column; the buyers of a column lie side by side.
struct Terms {
  std::size_t buyers = 0;
  std::vector<std::uint8_t> barred;                                         ///< columns x buyers
  std::vector<double> penalty;                                              ///< columns x buyers: utility of fees and expected delay
  std::vector<double> fee;                                                  ///< columns x buyers: share of price to the exporter's treasury
  std::vector<std::uint8_t> limited;                                        ///< columns x buyers: counts against the limit of its exporter
  std::vector<std::array<double, exporter_count>> chip_limit, cloud_limit;  ///< buyers: H100e that may be taken this quarter
  std::vector<std::array<double, exporter_count>> small_order;              ///< buyers: part of chip_limit that needs no licence
  std::vector<std::uint8_t> touched;                                        ///< buyers: some rule, cap, hold, fee or condition applies
  std::vector<std::uint8_t> penalised;                                      ///< columns: some buyer has a penalty
  bool any_fee = false;
  std::size_t cell(std::size_t buyer, std::size_t column) const { return column * buyers + buyer; }
  /// Whether a column counts against anybody's limit.
  bool limits_anybody(std::size_t column) const { return std::memchr(limited.data() + cell(0, column), 1, buyers) != nullptr; }
  /// Fees of all cells; empty if nobody pays any.
  std::span<const double> fees() const { return any_fee ? std::span<const double>(fee) : std::span<const double>(); }
};
Terms terms_of(const World& world, const Offer& offer, const AccessTable& access, const BuyParameters& p);

/// What the offer is worth to the buyers: v_bc = level_bg + lambda ln weight_bc, g the nest of c. Most of it is the same for all buyers of a
/// purpose (price, taste for the product) or for all chips of a bloc (installed base, switching, belief in being cut off), so that few
/// cells need an exponential.
struct Utility {
  Grid weight;                 ///< columns x buyers, for those who may choose a column (Offer::who); 0 where it is barred
  Grid level;                  ///< nests x buyers
  ByUse backstop{};            ///< P0, USD per H100e
  std::vector<ByUse> outside;  ///< by buyer: ln of the backstop's weight
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
std::vector<ByUse> budgets(const World& world);

/// Choices and quantities of all buyers.
struct Demand {
  Grid share;                   ///< columns x buyers: share of H100e
  std::vector<ByUse> outside;   ///< share that stays with the backstop
  std::vector<ByUse> gain;      ///< ln(P0/PI_b) >= 0
  std::vector<ByUse> index;     ///< PI_b, USD per H100e
  std::vector<ByUse> cost;      ///< ubar_b, USD per H100e of what is chosen; 0 if nothing is
  std::vector<ByUse> wanted;    ///< A_b PI_b^-eps, H100e a quarter: what the budget does not cap
  std::vector<ByUse> quantity;  ///< C_b, H100e a quarter of the purpose
};
/// Demand of all buyers (no limits yet) at the weights, and the levels of `utility`. `fee` (columns x buyers, or empty: none) is paid on top of
/// prices.
void choose(const World& world, const Offer& offer, const BuyParameters& p, const Utility& utility, const Grid& weight,
            std::span<const double> fee, std::span<const ByUse> budget, Demand& demand);
/// Raises the prices of the limited columns of every buyer whose orders exceed a limit by one common factor, until they meet it.
void meet_limits(const World& world, const Offer& offer, const Terms& terms, const BuyParameters& p, std::span<const ByUse> budget,
                 Demand& demand);

/// Sites of each buyer with the share of new chips that goes to each, under the rules on clusters abroad.
struct Placement {
  std::vector<std::int32_t> first;  ///< buyers + 1
  std::vector<SiteId> site;
  std::vector<double> share;
};
Placement placement_of(const World& world, const AccessTable& access);

/// Orders in chips (products x buyers) with what clouds order for the account of renters, within the MW that hosts can connect.
struct Orders {
  Grid chips;                                  ///< products x buyers
  std::vector<double> power_factor;            ///< buyers: share of their orders that their hosts can power
  std::array<ByUse, exporter_count> rented{};  ///< H100e ordered by renters from each exporter's clouds
  std::array<ByUse, exporter_count> let{};     ///< H100e wanted by its clouds, for renters too, before limits and power
  std::vector<ByUse> rent_share;               ///< buyers: part of a cloud's orders that is for renters
};
Orders orders_of(const World& world, const Offer& offer, const Terms& terms, const Demand& demand, const Placement& placement);

}  // namespace entrepot::buying
