// solvers/trade.hpp: who pays a tariff, CES demand, and the gains from trade (model_equations.md 2.1).
#pragma once
#include <span>

namespace entrepot::solvers {

/// Import demand a - b p and export supply c + d p*, b > 0, d > 0 (c may be negative).
struct LinearMarket {
  double demand_intercept, demand_slope, supply_intercept, supply_slope;
};
struct Incidence {
  double world_price, domestic_price;  ///< p* and p
  double imports;
  double exporter_share;  ///< part of a small tariff that exporters bear; 0 to 1
  double revenue;         ///< of the importer's treasury, or the rent of a quota
};
/// Specific tariff t >= 0 (units of the price): p = p* + t, p* = (a - c - b t)/(b + d), exporters bear b/(b + d). Where the tariff stops trade,
/// imports and revenue are 0 and each side stands at its own price without trade. All finite; a/b > -c/d (without tariff there is trade).
Incidence tariff_incidence(const LinearMarket& market, double tariff);
/// A quota of Q >= 0 units: domestic price (a - Q)/b, world price (Q - c)/d, revenue = rent = (p - p*) Q. A quota that does not bind: free trade.
Incidence quota_incidence(const LinearMarket& market, double quota);
/// Constant elasticities: demand A p^-eta, supply B p*^omega, p = p*(1 + tau): p* = (A/B (1 + tau)^-eta)^(1/(eta + omega)); exporters bear
/// eta/(eta + omega). A, B, eta > 0, omega >= 0, tau > -1 (negative: a subsidy), all finite.
Incidence tariff_incidence_elastic(double demand_scale, double demand_elasticity, double supply_scale, double supply_elasticity,
                                   double tariff);
/// Ad valorem tariff that is best for the importer alone: 1/omega; infinity for a fixed supply (omega = 0), 0 for omega = infinity. omega >= 0.
double optimal_tariff(double supply_elasticity);

/// CES demand: share_i = a_i p_i^(1-sigma) / sum_j a_j p_j^(1-sigma), and returns the price index (sum_j a_j p_j^(1-sigma))^(1/(1-sigma)).
/// sigma = 1 is the limit prod p_j^a_j, which exists only if the weights sum to 1 (to 1e-12). weights >= 0, one of them > 0; prices > 0;
/// sigma > 0; all finite. shares may be the memory of neither input.
double ces(std::span<const double> weights, std::span<const double> prices, double sigma, std::span<double> shares);

/// Gains from trade 1 - lambda^(1/eps) of Arkolakis, Costinot and Rodriguez-Clare (2012): the share of income that autarky would cost.
/// domestic_share lambda in (0, 1], trade elasticity eps > 0.
double gains_from_trade(double domestic_share, double trade_elasticity);

}  // namespace entrepot::solvers
