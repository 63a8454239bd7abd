#include "entrepot/solvers/race.hpp"

#include <algorithm>

#include "entrepot/base/real.hpp"
#include "solvers/domain.hpp"

namespace entrepot::solvers {
namespace {

void check(const Domain& domain, int labs, double enmity) {
  if (labs < 1) domain.fail("labs", std::to_string(labs), ">= 1");
  domain.probability("enmity", enmity);
}

/// K = n e - e + 1: the capability from which a lab that knows only its own is fully safe.
double safe_capability(int labs, double enmity) { return (labs - 1) * enmity + 1; }

double risk_private(int labs, double enmity, double spread) {
  const double n = labs, safe = safe_capability(labs, enmity);
  if (spread <= safe) return 1 - n / (n + 1) * spread / safe;
  return real::pow(safe / spread, n) / (n + 1);
}

/// 1 - [1 - (1-a)^(n+1)]/(a (n+1)). For small a both terms are near 1, so there the binomial series
/// n a/2 - n (n-1) a^2/6 + ... takes over: term k+1 is term k times -(n-k) a/(k+2).
double risk_public(int labs, double a) {
  const double n = labs;
  if (a >= 1) return 1 - 1 / (a * (n + 1));
  if (a * (n + 1) > 1) return 1 + real::expm1((n + 1) * real::log1p(-a)) / (a * (n + 1));
  double term = n * a / 2, sum = term;
  for (int k = 1; k < labs && std::abs(term) > 1e-18 * sum; ++k) {
    term *= -(n - k) * a / (k + 2);
    sum += term;
  }
  return sum;
}

}  // namespace

double race_safety_none(int labs, double enmity, double spread) {
  const Domain domain{"race_safety_none"};
  check(domain, labs, enmity);
  domain.positive("spread", spread);
  if (labs == 1 || enmity == 0) return 1;
  return std::min(1.0, spread / (labs * enmity));
}

double race_safety_private(int labs, double enmity, double capability) {
  const Domain domain{"race_safety_private"};
  check(domain, labs, enmity);
  domain.non_negative("capability", capability);
  return labs == 1 ? 1.0 : std::min(1.0, capability / safe_capability(labs, enmity));
}

PublicSafety race_safety_public(int labs, double enmity, double gap) {
  const Domain domain{"race_safety_public"};
  check(domain, labs, enmity);
  domain.non_negative("gap", gap);
  if (labs == 1) return {1, 1};
  const double leader = gap >= enmity ? 1.0 : gap / enmity;  // no division at e = 0
  return {leader, std::max(0.0, leader - gap)};
}

double race_risk(Information information, int labs, double enmity, double spread) {
  const Domain domain{"race_risk"};
  check(domain, labs, enmity);
  domain.positive("spread", spread);
  if (labs == 1) return 0;
  switch (information) {
    case Information::none:
      return std::max(0.0, 1 - race_safety_none(labs, enmity, spread));
    case Information::own:
      return risk_private(labs, enmity, spread);
    case Information::all:
      return risk_public(labs, enmity / spread);
  }
  domain.fail("information", static_cast<double>(information), "none, own or all");
}

}  // namespace entrepot::solvers
