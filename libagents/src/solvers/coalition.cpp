#include "entrepot/solvers/coalition.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <string>

#include "domain.hpp"
#include "entrepot/base/real.hpp"
#include "entrepot/base/reduce.hpp"

namespace entrepot::solvers {
namespace {

constexpr double largest = 1e150;
constexpr double self_challenge = 1e-10;  // I_ii of KTAB
constexpr std::size_t most_options = 1024;

void check_exponent(const Domain& domain, double exponent) { domain.holds(exponent > 0, "exponent", exponent, "> 0, may be infinite"); }

/// x^m for x in [0, 1].
double power(double x, double m) {
  if (m == 1) return x;
  if (m == 2) return x * x;
  if (m == 4) return (x * x) * (x * x);
  if (x == 1) return 1;
  if (x == 0 || std::isinf(m)) return 0;
  return real::pow(x, m);
}

struct Chances {
  double first, second;
};
/// The weaker side's strength over the stronger's cannot overflow; the two chances add up to one.
Chances chances(double first, double second, double exponent) {
  if (first == second) return {0.5, 0.5};
  const double odds = first > second ? power(second / first, exponent) : power(first / second, exponent);
  const double strong = 1 / (1 + odds), weak = odds / (1 + odds);
  return first > second ? Chances{strong, weak} : Chances{weak, strong};
}

/// Logs of the same.
Chances log_chances(double first, double second, double exponent) {
  if (first == second) return {-0.6931471805599453, -0.6931471805599453};
  const double ratio = first > second ? second / first : first / second;
  const double strong = -real::log1p(power(ratio, exponent));
  const double weak = (ratio > 0 ? exponent * real::log(ratio) : -std::numeric_limits<double>::infinity()) + strong;
  return first > second ? Chances{strong, weak} : Chances{weak, strong};
}

std::size_t options_of(const Domain& domain, std::size_t options, std::size_t entries) {
  if (options < 1 || options > most_options) domain.fail("options", std::to_string(options), "1 to 1,024");
  domain.same_size("strengths", entries, options * options);
  return options;
}

/// actors x options, from the lengths of weights and utilities.
std::size_t options_in(const Domain& domain, std::span<const double> weights, std::span<const double> utilities) {
  if (weights.empty()) domain.fail("weights", "length 0", "at least one actor");
  if (utilities.empty() || utilities.size() % weights.size() != 0)
    domain.fail("utilities", "length " + std::to_string(utilities.size()), "actors x options, actors = " + std::to_string(weights.size()));
  for (const double w : weights) domain.holds(w >= 0 && w <= 1e75, "weights", w, "[0, 1e75]");
  for (const double u : utilities) domain.holds(std::fabs(u) <= 1e70, "utilities", u, "finite, at most 1e70 in size");
  return utilities.size() / weights.size();
}

void conditional(std::span<const double> strengths, double exponent, std::size_t n, std::span<double> p) {
  const Domain domain{"condorcet_election"};
  std::fill(p.begin(), p.end(), 0.0);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = i + 1; j < n; ++j) {
      const Chances c = log_chances(strengths[i * n + j], strengths[j * n + i], exponent);
      p[i] += c.first;
      p[j] += c.second;
    }
  const double most = *std::max_element(p.begin(), p.end());
  domain.holds(most > -std::numeric_limits<double>::infinity(), "strengths", 0.0, "some option that no other is sure to beat");
  for (double& x : p) x = real::exp(x - most);
}

/// flow[j n + i], j != i: chance that j, in force, is challenged by i and loses to it, up to one factor common to all.
void flows(std::span<const double> strengths, double exponent, Election form, std::size_t n, ElectionWorkspace& work) {
  work.victory.resize(n * n);
  work.chain.resize(n * n);
  for (std::size_t i = 0; i < n; ++i) {
    work.victory[i * n + i] = 0.5;
    for (std::size_t j = i + 1; j < n; ++j) {
      const Chances c = chances(strengths[i * n + j], strengths[j * n + i], exponent);
      work.victory[i * n + j] = c.first;
      work.victory[j * n + i] = c.second;
    }
  }
  if (form == Election::markov_uniform) {
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) work.chain[j * n + i] = work.victory[i * n + j];
    return;
  }
  work.column.assign(n, self_challenge);  // sum over k of I_kj
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      if (i == j) continue;
      const double own = strengths[i * n + j];
      const double incentive = (own == 0 && strengths[j * n + i] == 0 ? strength_floor : own) * work.victory[i * n + j];
      work.column[j] += incentive;
      work.chain[j * n + i] = work.victory[i * n + j] * incentive;
    }
  for (std::size_t j = 0; j < n; ++j)
    for (std::size_t i = 0; i < n; ++i) work.chain[j * n + i] /= work.column[j];
}

/// Elimination of the options from the last to the second (Grassmann, Taksar & Heyman 1985): what flows through k is passed on in
/// proportion to what leaves k for the options before it. Returns the root: the first option, or one that none before it ever beats. Of
/// each pair at least one side can win, so the options that are ever in force for good are one class, and it holds the root.
std::size_t eliminate(std::span<double> flow, std::size_t n) {
  for (std::size_t k = n - 1; k > 0; --k) {
    double leaves = 0, enters = 0;
    for (std::size_t i = 0; i < k; ++i) {
      leaves += flow[k * n + i];
      enters = std::max(enters, flow[i * n + k]);
    }
    if (leaves <= 1e-280 * enters) return k;
    for (std::size_t j = 0; j < k; ++j) {
      const double through = flow[j * n + k] /= leaves;
      if (through == 0) continue;
      for (std::size_t i = 0; i < k; ++i) flow[j * n + i] += through * flow[k * n + i];
    }
  }
  return 0;
}

/// Back substitution from the root: p_k = sum_{j < k} p_j flow_jk, kept at most 1.
void substitute(std::span<const double> flow, std::size_t n, std::size_t root, std::span<double> p) {
  std::fill(p.begin(), p.end(), 0.0);
  p[root] = 1;
  for (std::size_t k = root + 1; k < n; ++k) {
    for (std::size_t j = root; j < k; ++j) p[k] += p[j] * flow[j * n + k];
    if (p[k] > 1) {
      const double scale = p[k];
      for (std::size_t j = root; j <= k; ++j) p[j] /= scale;
    }
  }
}

}  // namespace

double victory_probability(double strength, double rival_strength, double exponent) {
  const Domain domain{"victory_probability"};
  domain.holds(strength >= 0 && strength <= largest, "strength", strength, "[0, 1e150]");
  domain.holds(rival_strength >= 0 && rival_strength <= largest, "rival_strength", rival_strength, "[0, 1e150]");
  check_exponent(domain, exponent);
  return chances(strength, rival_strength, exponent).first;
}

void coalition_strengths(std::span<const double> weights, std::span<const double> utilities, std::span<double> out) {
  const Domain domain{"coalition_strengths"};
  const std::size_t n = options_of(domain, options_in(domain, weights, utilities), out.size());
  std::fill(out.begin(), out.end(), strength_floor);
  for (std::size_t f = 0; f < weights.size(); ++f) {
    const double weight = weights[f];
    const double* utility = utilities.data() + f * n;
    for (std::size_t i = 0; i < n; ++i) {
      const double own = utility[i];
      double* row = out.data() + i * n;
      for (std::size_t j = 0; j < n; ++j) row[j] += std::max(0.0, weight * (own - utility[j]));
    }
  }
  for (std::size_t i = 0; i < n; ++i) out[i * n + i] = 0;
}

void option_support(std::span<const double> weights, std::span<const double> utilities, std::span<double> out) {
  const Domain domain{"option_support"};
  const std::size_t n = options_in(domain, weights, utilities);
  domain.same_size("out", out.size(), n);
  std::fill(out.begin(), out.end(), 0.0);
  for (std::size_t f = 0; f < weights.size(); ++f)
    for (std::size_t i = 0; i < n; ++i) out[i] += weights[f] * utilities[f * n + i];
}

void condorcet_election(std::span<const double> strengths, double exponent, Election form, ElectionWorkspace& work,
                        std::span<double> probabilities) {
  const Domain domain{"condorcet_election"};
  const std::size_t n = options_of(domain, probabilities.size(), strengths.size());
  check_exponent(domain, exponent);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j)
      if (i != j)
        domain.holds(strengths[i * n + j] >= 0 && strengths[i * n + j] <= largest, "strengths", strengths[i * n + j], "[0, 1e150]");
  if (form == Election::conditional) {
    conditional(strengths, exponent, n, probabilities);
  } else {
    flows(strengths, exponent, form, n, work);
    substitute(work.chain, n, eliminate(work.chain, n), probabilities);
  }
  const double total = reduce::sum(probabilities);
  for (double& p : probabilities) p /= total;
}

std::vector<double> condorcet_election(std::span<const double> strengths, double exponent, Election form) {
  std::size_t n = 0;
  while (n <= most_options && n * n < strengths.size()) ++n;
  std::vector<double> probabilities(n);
  ElectionWorkspace work;
  condorcet_election(strengths, exponent, form, work, probabilities);
  return probabilities;
}

}  // namespace entrepot::solvers
