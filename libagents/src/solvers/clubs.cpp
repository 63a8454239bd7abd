#include "entrepot/solvers/clubs.hpp"

#include <algorithm>
#include <cmath>
#include <string>

#include "domain.hpp"

namespace entrepot::solvers {
namespace {

constexpr double slack = 1e-12;
constexpr std::int32_t most_states = 1'000'000;

/// a > b by more than rounding.
bool more(double a, double b) { return a - b > slack * std::max(std::fabs(a), std::fabs(b)); }

}  // namespace

ClubPayoffs abatement_payoffs(std::int32_t states, double benefit, double cost) {
  const Domain domain{"abatement_payoffs"};
  domain.holds(states >= 1 && states <= most_states, "states", states, "1 to 1,000,000");
  domain.positive("benefit", benefit);
  domain.positive("cost", cost);
  const double unit = benefit / cost;  // abatement of an outsider
  ClubPayoffs payoff;
  for (std::int32_t size = 0; size <= states; ++size) {
    const double k = size, total = (k * k + (states - k)) * unit;
    payoff.in.push_back(benefit * total - 0.5 * cost * (k * unit) * (k * unit));
    payoff.out.push_back(benefit * total - 0.5 * cost * unit * unit);
  }
  return payoff;
}

StableClub stable_club(std::span<const double> payoff_in, std::span<const double> payoff_out, double sanction) {
  const Domain domain{"stable_club"};
  if (payoff_in.size() < 2) domain.fail("payoff_in", "length " + std::to_string(payoff_in.size()), "length N + 1, at least 2");
  domain.same_size("payoff_out", payoff_out.size(), payoff_in.size());
  domain.non_negative("sanction", sanction);
  const std::size_t states = payoff_in.size() - 1;
  if (states > most_states) domain.fail("payoff_in", "length " + std::to_string(payoff_in.size()), "at most 1,000,001");
  for (std::size_t k = 1; k <= states; ++k) domain.finite("payoff_in", payoff_in[k]);
  for (std::size_t k = 0; k < states; ++k) domain.finite("payoff_out", payoff_out[k]);
  const auto out = [&](std::size_t k) { return payoff_out[k] - sanction * static_cast<double>(k) / static_cast<double>(states); };

  StableClub club;
  for (std::size_t k = 1; k <= states; ++k) {
    if (more(out(k - 1), payoff_in[k])) continue;                // a member wants out
    if (k < states && more(payoff_in[k + 1], out(k))) continue;  // an outsider wants in
    club.weakly_stable.push_back(static_cast<std::int32_t>(k));
    if (k == states || more(out(k), payoff_in[k + 1])) club.sizes.push_back(static_cast<std::int32_t>(k));
  }
  return club;
}

std::int64_t threshold_club(double benefit, double cost) {
  const Domain domain{"threshold_club"};
  domain.positive("benefit", benefit);
  domain.positive("cost", cost);
  const double ratio = cost / benefit;
  domain.holds(ratio <= 1e9, "cost", cost, "at most 1e9 x benefit");
  const double whole = std::round(ratio);  // 1.1/0.1 is 11 and a rounding error, not 12
  return static_cast<std::int64_t>(whole > 0 && std::fabs(ratio - whole) <= slack * whole ? whole : std::ceil(ratio));
}

WinSet win_set(double status_quo, double ratifier) {
  const Domain domain{"win_set"};
  domain.finite("status_quo", status_quo);
  domain.finite("ratifier", ratifier);
  const double mirror = 2 * ratifier - status_quo;
  domain.holds(std::isfinite(mirror), "ratifier", ratifier, "such that 2 ratifier - status_quo is finite");
  return {std::min(status_quo, mirror), std::max(status_quo, mirror)};
}

std::optional<WinSet> zone_of_agreement(double status_quo, std::span<const double> ratifiers) {
  const Domain domain{"zone_of_agreement"};
  if (ratifiers.empty()) domain.fail("ratifiers", "length 0", "at least one");
  WinSet zone = win_set(status_quo, ratifiers.front());
  for (const double ratifier : ratifiers) {
    const WinSet set = win_set(status_quo, ratifier);
    zone = {std::max(zone.low, set.low), std::min(zone.high, set.high)};
  }
  if (!(zone.low < zone.high)) return std::nullopt;
  return zone;
}

}  // namespace entrepot::solvers
