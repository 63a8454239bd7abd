#include "entrepot/solvers/adoption.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "entrepot/base/real.hpp"
#include "entrepot/base/reduce.hpp"
#include "solvers/domain.hpp"

namespace entrepot::solvers {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

void check_bass(const Domain& domain, double innovation, double imitation) {
  domain.non_negative("innovation", innovation);
  domain.non_negative("imitation", imitation);
}

/// m = tanh y turns m = tanh(K (m + h)) into y = K (tanh y + h), whose roots keep their digits where m is near +-1.
double excess(double y, double coupling, double field) { return y - coupling * (real::tanh(y) + field); }

/// The root between low and high, where excess goes from below 0 to above (rising) or the other way. At most 200 halvings: then the bracket
/// is below 1e-50 of what it was.
double root(double low, double high, bool rising, double coupling, double field) {
  for (int step = 0; step < 200; ++step) {
    const double middle = low + 0.5 * (high - low);
    if (middle == low || middle == high) break;
    const double value = excess(middle, coupling, field);
    if (value == 0.0) return middle;
    ((value < 0.0) == rising ? low : high) = middle;
  }
  return low + 0.5 * (high - low);
}

void append(Equilibria& e, double y) {
  e.m[e.count] = real::tanh(y);
  e.share[e.count] = real::sigmoid(2.0 * y);
  ++e.count;
}

/// Where excess turns, for K > 1: tanh y = sqrt(1 - 1/K).
double turning_point(double coupling) { return real::atanh(real::sqrt((coupling - 1.0) / coupling)); }

/// y = K (m + h) solved branch by branch.
Equilibria equilibria(double coupling, double field) {
  Equilibria e;
  const double reach = coupling * (1.0 + std::abs(field)) + 1.0;  // |y| of every root is less
  if (coupling <= 1.0) {
    append(e, root(-reach, reach, true, coupling, field));
    return e;
  }
  const double turn = turning_point(coupling);
  const double at_left = excess(-turn, coupling, field), at_right = excess(turn, coupling, field);  // local maximum and minimum
  if (at_left >= 0.0) append(e, at_left == 0.0 ? -turn : root(-reach, -turn, true, coupling, field));
  if (at_left > 0.0 && at_right < 0.0) append(e, root(-turn, turn, false, coupling, field));
  if (at_right <= 0.0) append(e, at_right == 0.0 ? turn : root(turn, reach, true, coupling, field));
  return e;
}

}  // namespace

Adoption bass(double innovation, double imitation, double t) {
  const Domain domain{"bass"};
  check_bass(domain, innovation, imitation);
  domain.holds(t >= 0.0, "t", t, ">= 0");
  if (innovation == 0.0) return {0.0, 0.0};
  const double both = innovation + imitation, decay = real::exp(-both * t), below = innovation + imitation * decay;
  const double cumulative = innovation * -real::expm1(-both * t) / below;
  const double left = decay * both / below;  // 1 - F without cancellation
  return {cumulative, (innovation + imitation * cumulative) * left};
}

AdoptionPeak bass_peak(double innovation, double imitation) {
  const Domain domain{"bass_peak"};
  domain.positive("innovation", innovation);
  domain.non_negative("imitation", imitation);
  if (imitation <= innovation) return {0.0, 0.0, innovation};
  const double both = innovation + imitation;
  return {real::log(imitation / innovation) / both, 0.5 - innovation / (2.0 * imitation), both * both / (4.0 * imitation)};
}

double bass_step(double adopted, double innovation, double imitation, double dt) {
  const Domain domain{"bass_step"};
  domain.probability("adopted", adopted);
  check_bass(domain, innovation, imitation);
  domain.holds(dt >= 0.0, "dt", dt, ">= 0");
  const double both = innovation + imitation;
  if (innovation + imitation * adopted == 0.0) return adopted;  // nobody adopts
  // (p + q F)/(1 - F) grows like e^((p+q) t); written as an increment, so that a small F keeps its digits.
  const double speed = innovation + imitation * adopted, left = 1.0 - adopted;
  return adopted - left * speed * real::expm1(-both * dt) / (speed + left * imitation * real::exp(-both * dt));
}

void bass_discrete(double innovation, double imitation, std::span<double> out) {
  const Domain domain{"bass_discrete"};
  check_bass(domain, innovation, imitation);
  domain.holds(innovation + imitation <= 1.0, "imitation", imitation, "<= 1 - innovation");
  double adopted = 0.0;
  for (double& f : out) f = adopted += (innovation + imitation * adopted) * (1.0 - adopted);
}

void logit_share(std::span<const double> advantage, std::span<const double> installed, double network, std::span<double> out) {
  const Domain domain{"logit_share"};
  domain.same_size("installed", installed.size(), advantage.size());
  domain.same_size("out", out.size(), advantage.size());
  domain.finite("network", network);
  double most = -infinity;
  for (std::size_t g = 0; g < out.size(); ++g) {
    domain.holds(advantage[g] < infinity, "advantage", advantage[g], "finite or -infinity");
    domain.probability("installed", installed[g]);
    out[g] = advantage[g] + network * installed[g];
    most = std::max(most, out[g]);
  }
  domain.holds(most > -infinity, "advantage", most, "finite for at least one option");
  for (double& x : out) x -= most;
  real::exp(out, out);
  const double total = reduce::sum(out);
  for (double& x : out) x /= total;
}

Equilibria mean_field_equilibria(double coupling, double field) {
  const Domain domain{"mean_field_equilibria"};
  domain.non_negative("coupling", coupling);
  domain.finite("field", field);
  return equilibria(coupling, field);
}

Equilibria network_equilibria(double advantage, double network) {
  const Domain domain{"network_equilibria"};
  domain.finite("advantage", advantage);
  domain.non_negative("network", network);
  if (network > 0.0 && std::isfinite(advantage / network)) return equilibria(0.5 * network, advantage / network);
  Equilibria e;  // no network effect: m = tanh(d/2)
  append(e, 0.5 * advantage);
  return e;
}

LockIn lock_in(double coupling) {
  Domain{"lock_in"}.non_negative("coupling", coupling);
  if (coupling <= 1.0) return {0.0, 0.5, 0.0};
  const double turn = turning_point(coupling), y = root(turn, coupling + 1.0, true, coupling, 0.0);
  return {real::tanh(y), real::sigmoid(2.0 * y), real::tanh(turn) - turn / coupling};
}

double switching_threshold(double cost, double rate, double horizon) {
  const Domain domain{"switching_threshold"};
  domain.non_negative("cost", cost);
  domain.non_negative("rate", rate);
  domain.holds(horizon > 0.0, "horizon", horizon, "> 0");
  if (rate == 0.0) return cost / horizon;
  return cost * rate / -real::expm1(-rate * horizon);
}

}  // namespace entrepot::solvers
