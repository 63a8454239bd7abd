#include "entrepot/solvers/contest.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <string>

#include "domain.hpp"
#include "entrepot/base/real.hpp"
#include "entrepot/base/reduce.hpp"

namespace entrepot::solvers {
namespace {

/// Decisiveness 1: the players with the largest prizes take part, as long as the next prize is above the total effort of those before.
void lottery(std::span<const double> prize, Contest& c) {
  std::vector<std::size_t> order(prize.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return prize[a] > prize[b]; });
  const double unit = prize[order.front()];
  double inverses = 0, total = 0;  // sum of unit/V and S/unit of those who take part
  std::size_t players = 0;
  for (const std::size_t i : order) {
    if (players > 1 && prize[i] / unit <= total) break;
    inverses += unit / prize[i];
    ++players;
    total = static_cast<double>(players - 1) / inverses;
  }
  for (std::size_t k = 0; k < players; ++k) {
    const std::size_t i = order[k];
    c.probability[i] = 1 - total * (unit / prize[i]);
    c.effort[i] = total * unit * c.probability[i];
  }
}

/// Two players, any decisiveness that leaves the weaker a payoff: both spend the same share of their prize.
void duel(const Domain& domain, std::span<const double> prize, double r, Contest& c) {
  const std::size_t strong = prize[0] >= prize[1] ? 0 : 1, weak = 1 - strong;
  const double odds = real::pow(prize[weak] / prize[strong], r);
  domain.holds(r <= 1 + odds, "decisiveness", r, "at most 1 + (smaller/larger prize)^decisiveness = " + text_of(1 + odds));
  c.probability[strong] = 1 / (1 + odds);
  c.probability[weak] = odds / (1 + odds);
  for (const std::size_t i : {strong, weak}) c.effort[i] = r * prize[i] * c.probability[0] * c.probability[1];
}

void equals(const Domain& domain, std::span<const double> prize, double r, Contest& c) {
  const double n = static_cast<double>(prize.size());
  if (std::any_of(prize.begin(), prize.end(), [&](double v) { return v != prize.front(); }))
    domain.fail("decisiveness", r, "1 for three or more unequal prizes");
  domain.holds(r <= n / (n - 1), "decisiveness", r, "at most n/(n - 1) = " + text_of(n / (n - 1)));
  std::fill(c.probability.begin(), c.probability.end(), 1 / n);
  std::fill(c.effort.begin(), c.effort.end(), r * prize.front() * (n - 1) / (n * n));
}

}  // namespace

Contest contest(std::span<const double> prize, double decisiveness) {
  const Domain domain{"contest"};
  if (prize.size() < 2) domain.fail("prize", "length " + std::to_string(prize.size()), "at least 2 players");
  for (const double v : prize) domain.holds(v > 0 && v <= 1e150, "prize", v, "(0, 1e150]");
  domain.positive("decisiveness", decisiveness);
  const std::size_t n = prize.size();
  Contest c{std::vector<double>(n), std::vector<double>(n), std::vector<double>(n)};
  if (decisiveness == 1) lottery(prize, c);
  else if (n == 2) duel(domain, prize, decisiveness, c);
  else equals(domain, prize, decisiveness, c);
  for (std::size_t i = 0; i < n; ++i) c.payoff[i] = c.probability[i] * prize[i] - c.effort[i];
  c.total_effort = reduce::sum(c.effort);
  c.dissipation = c.total_effort / reduce::dot(c.probability, prize);
  return c;
}

}  // namespace entrepot::solvers
