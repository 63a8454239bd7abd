// solvers/clubs.hpp: which clubs hold together, and what can be ratified (model_equations 2.4 and 2.6).
// Sources: Carraro & Siniscalco 1993, Barrett 1994 (stability); Putnam 1988 (win-sets).
#pragma once
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace entrepot::solvers {

/// Payoffs of N like states by size of the club: in[k] of a member of a club of k (k = 1 .. N; in[0] is not read), out[k] of an outsider
/// beside a club of k (k = 0 .. N - 1; out[N] is not read). Both of length N + 1.
struct ClubPayoffs {
  std::vector<double> in, out;
};
/// Abatement game: a member of a club of k plays k b/c, an outsider b/c; payoff b Q - c q^2/2. states >= 1; benefit, cost > 0.
ClubPayoffs abatement_payoffs(std::int32_t states, double benefit, double cost);

/// Sizes k = 1 .. N in rising order.
struct StableClub {
  std::vector<std::int32_t> sizes;          ///< stable if who is indifferent joins: nobody wants out, and every outsider loses by joining
  std::vector<std::int32_t> weakly_stable;  ///< stable if who is indifferent stays where it is
};
/// Internal stability in[k] >= out[k-1], external out[k] >= in[k+1] (weak) or > (who is indifferent joins), where every outsider pays the
/// secondary sanction `sanction` k/N. Equal means equal to 1e-12 of the larger size. sanction >= 0; lengths equal and >= 2; finite.
StableClub stable_club(std::span<const double> payoff_in, std::span<const double> payoff_out, double sanction = 0);

/// Smallest club whose members gain: ceil(cost/benefit), each member's cost against `benefit` from each member. Both > 0; at most 1e9.
std::int64_t threshold_club(double benefit, double cost);

struct WinSet {
  double low = 0, high = 0;
  bool operator==(const WinSet&) const = default;
};
/// What a ratifier with ideal point `ratifier` prefers weakly to the status quo: [min(q, 2r - q), max(q, 2r - q)]. Finite.
WinSet win_set(double status_quo, double ratifier);
/// What all ratifiers (at least one) prefer: intersection of their win-sets; none if only the status quo is left.
std::optional<WinSet> zone_of_agreement(double status_quo, std::span<const double> ratifiers);

}  // namespace entrepot::solvers
