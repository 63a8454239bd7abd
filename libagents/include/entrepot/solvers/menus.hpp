// solvers/menus.hpp: bargaining over a menu of concessions that are made or not, with a money transfer (model_equations 2.4).
//
//   gain of the exporter  a = sum_m w_m g_m x_m - risk_cost + T - disagreement_exporter
//   gain of the host      b = package_value - sum_m k_m x_m - T - disagreement_host          x_m in {0, 1}, |T| <= transfer_cap
//
// Nash: max a^alpha b^(1-alpha). Kalai-Smorodinsky: max min(a/A, b/B), A and B the largest a and b that leave the other side its
// disagreement. Both only where a > 0 and b > 0, else there is no deal. Amounts in one unit of money, of any size up to 1e150.
// Sources: Nash 1950; Kalai & Smorodinsky 1975; the bound is Dantzig's fractional knapsack with money as a divisible item of price one.
#pragma once
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

namespace entrepot::solvers {

/// Borrowed views of one length M, 1 to 64.
struct ConcessionMenu {
  std::span<const double> gain;           ///< g_m of the exporter, >= 0
  std::span<const double> cost;           ///< k_m of the host, >= 0
  std::span<const double> verifiability;  ///< w_m in [0, 1]
};

/// What the two sides bargain about, apart from the menu. All finite but for transfer_cap.
struct Stakes {
  double package_value = 0;  ///< V of the host
  double risk_cost = 0;      ///< R of the exporter
  double disagreement_exporter = 0;
  double disagreement_host = 0;
  double alpha = 0.5;       ///< power of the exporter, in (0, 1); read by Nash only
  double transfer_cap = 0;  ///< 0: no money; infinity: free
};

/// How to search. All give the same deal, within 1e-12 of the objective.
/// Branch and bound takes some microseconds for 40 items, milliseconds if gains and costs are strongly correlated. If all items have the
/// same gain/cost it may need millions of nodes; after four million (0.2 s) it takes a result that is as good to 1e-9 (twelve: 1e-6,
/// forty: 1e-3), and says so in `gap`.
enum class MenuMethod : std::uint8_t {
  automatic,         ///< separable if transfers are free (Nash), else enumeration up to 12 items, else branch and bound
  enumeration,       ///< all 2^M subsets, M <= 24
  branch_and_bound,  ///< M <= 64
};

struct MenuDeal {
  bool deal = false;
  std::uint64_t items = 0;                        ///< bit m is set if item m is in the deal
  double transfer = 0;                            ///< from the host to the exporter
  double utility_exporter = 0, utility_host = 0;  ///< those of disagreement if there is no deal
  double gain_exporter = 0, gain_host = 0;        ///< over disagreement
  double gap = 0;  ///< the objective (a factor of it, for Kalai-Smorodinsky) may fall short by this, in relative terms
  double product() const { return gain_exporter * gain_host; }
  double surplus() const { return gain_exporter + gain_host; }
  bool has(std::size_t item) const { return ((items >> item) & 1U) != 0; }
};

/// Memory of a search, reused between calls.
struct MenuWorkspace {
  std::vector<double> gain, cost, low_gain, low_cost;
  std::vector<std::uint32_t> order;
};

/// Asymmetric Nash solution. Of equal products enumeration takes the deal with fewer items, then the one with earlier items; branch and
/// bound takes the first it finds. With free transfers an item is in the deal iff w_m g_m > k_m, and there is a deal iff the surplus is
/// positive. Throws SolverError on an empty menu, unequal lengths, values outside the domains above, too many items for the method.
MenuDeal nash_menu(const ConcessionMenu& menu, const Stakes& stakes, MenuWorkspace& work, MenuMethod method = MenuMethod::automatic);
MenuDeal nash_menu(const ConcessionMenu& menu, const Stakes& stakes, MenuMethod method = MenuMethod::automatic);

/// Kalai-Smorodinsky solution on the same set; of equal smaller normalised gains the deal with the larger other one.
MenuDeal kalai_smorodinsky_menu(const ConcessionMenu& menu, const Stakes& stakes, MenuWorkspace& work,
                                MenuMethod method = MenuMethod::automatic);
MenuDeal kalai_smorodinsky_menu(const ConcessionMenu& menu, const Stakes& stakes, MenuMethod method = MenuMethod::automatic);

}  // namespace entrepot::solvers
