// Bad domains of markets, trade, adoption and rules: each call must throw SolverError that names solver, argument and value.
#include <gtest/gtest.h>

#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "entrepot/base/errors.hpp"
#include "entrepot/solvers/adoption.hpp"
#include "entrepot/solvers/markets.hpp"
#include "entrepot/solvers/rules.hpp"
#include "entrepot/solvers/trade.hpp"
#include "support/solver_cases.hpp"

namespace {

using namespace entrepot::solvers;
using Case = entrepot::testing::SolverCase;
using entrepot::testing::expect_errors;
using Numbers = std::vector<double>;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();

void logit(const Numbers& v, const Numbers& v0, const std::vector<std::int32_t>& nest, const Numbers& lambda, std::size_t room = 2) {
  Numbers s(room), o(v0.size()), w(v0.size());
  NestedLogitWorkspace workspace;
  nested_logit(v, v0, nest, lambda, s, o, w, workspace);
}
void fill(const Numbers& x, const Numbers& o, double supply, std::size_t room = 2) {
  Numbers out(room);
  water_fill(x, o, supply, out);
}
void clear(const Numbers& a, const Numbers& e, const Numbers& cap, double supply) {
  Numbers q(a.size()), s(a.size());
  clear_isoelastic(a, e, cap, supply, q, s);
}
void ces_of(const Numbers& a, const Numbers& p, double sigma) {
  Numbers s(a.size());
  ces(a, p, sigma, s);
}
void ration(const Numbers& x, double supply) {
  Numbers out(x.size());
  proportional_ration(x, supply, out);
}
void divert(const Numbers& before, const Numbers& after, std::size_t gone) {
  Numbers out(before.size());
  diversion_ratios(before, after, gone, out);
}
void share(const Numbers& d, const Numbers& n, double g) {
  Numbers out(d.size());
  logit_share(d, n, g, out);
}
void periods(double p, double q) {
  Numbers out(3);
  bass_discrete(p, q, out);
}
const Measures chip{5000, 6, 600, 2000};
const std::vector<Clause> rule{{{Bound{4800, inf}, {}, {}, {}}, Outcome::deny}}, with_nan{{{Bound{nan, inf}, {}, {}, {}}, Outcome::deny}},
    crossed{{{Bound{2, 1}, {}, {}, {}}, Outcome::deny}};

std::vector<Case> market_cases() {
  return {
      {"nested_logit", "lambda", "1.2",
       [] {
         logit({1, 2}, {0}, {0, 0}, {1.2});
       }},  // mutation of oracles 3j
      {"nested_logit", "lambda", "0",
       [] {
         logit({1, 2}, {0}, {0, 0}, {0});
       }},
      {"nested_logit", "lambda", "nan",
       [] {
         logit({1, 2}, {0}, {0, 0}, {nan});
       }},
      {"nested_logit", "nest_of", "1",
       [] {
         logit({1, 2}, {0}, {0, 1}, {0.5});
       }},
      {"nested_logit", "nest_of", "-1",
       [] {
         logit({1, 2}, {0}, {0, -1}, {0.5});
       }},
      {"nested_logit", "utility", "nan",
       [] {
         logit({1, nan}, {0}, {0, 0}, {0.5});
       }},
      {"nested_logit", "utility", "inf",
       [] {
         logit({1, inf}, {0}, {0, 0}, {0.5});
       }},
      {"nested_logit", "utility", "length 3",
       [] {
         logit({1, 2, 3}, {0}, {0, 0}, {0.5});
       }},
      {"nested_logit", "shares", "length 3",
       [] {
         logit({1, 2}, {0}, {0, 0}, {0.5}, 3);
       }},
      {"nested_logit", "outside", "nan",
       [] {
         logit({1, 2}, {nan}, {0, 0}, {0.5});
       }},
      {"nested_logit", "outside", "-inf",
       [] {
         logit({-inf, -inf}, {-inf}, {0, 0}, {0.5});
       }},
      {"water_fill", "orders", "-1",
       [] {
         fill({-1, 2}, {1, 1}, 1);
       }},
      {"water_fill", "orders", "nan",
       [] {
         fill({1, nan}, {1, 1}, 1);
       }},
      {"water_fill", "weights", "0",
       [] {
         fill({1, 2}, {1, 0}, 1);
       }},
      {"water_fill", "weights", "length 1",
       [] {
         fill({1, 2}, {1}, 1);
       }},
      {"water_fill", "supply", "-1",
       [] {
         fill({1, 2}, {1, 1}, -1);
       }},
      {"water_fill", "supply", "inf",
       [] {
         fill({1, 2}, {1, 1}, inf);
       }},
      {"water_fill", "allocation", "length 3",
       [] {
         fill({1, 2}, {1, 1}, 1, 3);
       }},
      {"proportional_ration", "orders", "-1", [] { ration({-1}, 1); }},
      {"proportional_ration", "supply", "nan", [] { ration({1}, nan); }},
      {"diversion_ratios", "gone", "2",
       [] {
         divert({0.5, 0.5}, {0, 1}, 2);
       }},
      {"diversion_ratios", "before", "0",
       [] {
         divert({0, 1}, {0, 1}, 0);
       }},
      {"diversion_ratios", "after", "1.5",
       [] {
         divert({0.5, 0.5}, {0, 1.5}, 0);
       }},
      {"clear_isoelastic", "scale", "-1", [] { clear({-1}, {1}, {}, 1); }},
      {"clear_isoelastic", "scale", "0", [] { clear({0}, {1}, {}, 1); }},
      {"clear_isoelastic", "elasticity", "0", [] { clear({1}, {0}, {}, 1); }},
      {"clear_isoelastic", "elasticity", "length 2",
       [] {
         clear({1}, {1, 1}, {}, 1);
       }},
      {"clear_isoelastic", "cap", "nan", [] { clear({1}, {1}, {nan}, 1); }},
      {"clear_isoelastic", "cap", "-1", [] { clear({1}, {1}, {-1}, 1); }},
      {"clear_isoelastic", "supply", "0", [] { clear({1}, {1}, {}, 0); }},
      {"tariff_incidence", "tariff", "-1",
       [] {
         tariff_incidence({100, 2, -20, 2}, -1);
       }},
      {"tariff_incidence", "demand_slope", "0",
       [] {
         tariff_incidence({100, 0, -20, 2}, 1);
       }},
      {"tariff_incidence", "supply_slope", "nan",
       [] {
         tariff_incidence({100, 2, -20, nan}, 1);
       }},
      {"tariff_incidence", "demand_intercept", "10",
       [] {
         tariff_incidence({10, 2, -20, 2}, 1);
       }},
      {"quota_incidence", "quota", "-1",
       [] {
         quota_incidence({100, 2, -20, 2}, -1);
       }},
      {"tariff_incidence_elastic", "tariff", "-1", [] { tariff_incidence_elastic(1, 1, 1, 1, -1); }},
      {"tariff_incidence_elastic", "demand_elasticity", "0", [] { tariff_incidence_elastic(1, 0, 1, 1, 0); }},
      {"optimal_tariff", "supply_elasticity", "-1", [] { optimal_tariff(-1); }},
      {"ces", "sigma", "0", [] { ces_of({1}, {1}, 0); }},
      {"ces", "prices", "0", [] { ces_of({1}, {0}, 2); }},
      {"ces", "prices", "length 2",
       [] {
         ces_of({1}, {1, 1}, 2);
       }},
      {"ces", "weights", "-1", [] { ces_of({-1}, {1}, 2); }},
      {"ces", "weights", "2",
       [] {
         ces_of({1, 1}, {1, 1}, 1);
       }},
      {"gains_from_trade", "domestic_share", "0", [] { gains_from_trade(0, 5); }},
      {"gains_from_trade", "domestic_share", "1.1", [] { gains_from_trade(1.1, 5); }},
      {"gains_from_trade", "trade_elasticity", "0", [] { gains_from_trade(0.9, 0); }},
  };
}

std::vector<Case> other_cases() {
  return {
      {"bass", "innovation", "-0.1", [] { bass(-0.1, 0.3, 1); }},
      {"bass", "imitation", "nan", [] { bass(0.1, nan, 1); }},
      {"bass", "t", "-1", [] { bass(0.1, 0.3, -1); }},
      {"bass_peak", "innovation", "0", [] { bass_peak(0, 0.3); }},
      {"bass_step", "adopted", "1.1", [] { bass_step(1.1, 0.1, 0.3, 1); }},
      {"bass_step", "dt", "nan", [] { bass_step(0.1, 0.1, 0.3, nan); }},
      {"bass_discrete", "imitation", "0.95", [] { periods(0.1, 0.95); }},
      {"logit_share", "advantage", "inf", [] { share({inf}, {0}, 1); }},
      {"logit_share", "advantage", "-inf", [] { share({-inf}, {0}, 1); }},
      {"logit_share", "installed", "2", [] { share({0}, {2}, 1); }},
      {"logit_share", "network", "nan", [] { share({0}, {1}, nan); }},
      {"mean_field_equilibria", "coupling", "-1", [] { mean_field_equilibria(-1, 0); }},
      {"mean_field_equilibria", "field", "nan", [] { mean_field_equilibria(1, nan); }},
      {"network_equilibria", "network", "-1", [] { network_equilibria(0, -1); }},
      {"network_equilibria", "advantage", "inf", [] { network_equilibria(inf, 1); }},
      {"lock_in", "coupling", "nan", [] { lock_in(nan); }},
      {"switching_threshold", "cost", "-1", [] { switching_threshold(-1, 0.1, 5); }},
      {"switching_threshold", "rate", "-0.1", [] { switching_threshold(1, -0.1, 5); }},
      {"switching_threshold", "horizon", "0", [] { switching_threshold(1, 0.1, 0); }},
      {"tpp", "speeds", "0", [] { tpp({}); }},
      {"tpp", "bits", "0",
       [] {
         tpp(std::vector<Speed>{{0, 100}});
       }},
      {"tpp", "tops", "nan",
       [] {
         tpp(std::vector<Speed>{{8, nan}});
       }},
      {"performance_density", "die_mm2", "0", [] { performance_density(100, 0); }},
      {"performance_density", "tpp", "-1", [] { performance_density(-1, 100); }},
      {"classify_chip", "die_mm2", "-1",
       [] {
         classify_chip({{{8, 100}}, -1, {}, {}}, rule);
       }},
      {"classify_chip", "link_gb_s", "nan",
       [] {
         classify_chip({{{8, 100}}, {}, nan, {}}, rule);
       }},
      {"classify_chip", "rule", "nan",
       [] {
         classify_chip({{{8, 100}}, {}, {}, {}}, with_nan);
       }},
      {"classify_chip", "rule", "2",
       [] {
         classify_chip({{{8, 100}}, {}, {}, {}}, crossed);
       }},
      {"largest_free_scale", "margin", "0", [] { largest_free_scale(chip, rule, Outcome::free, 0); }},
      {"largest_free_scale", "tpp", "0",
       [] {
         largest_free_scale({0, 1, 1, 1}, rule, Outcome::free, 0.1);
       }},
      {"compliant_designs", "margin", "nan", [] { compliant_designs(chip, rule, Outcome::free, nan); }},
      {"compliant_design", "link weight", "-1",
       [] {
         compliant_design(chip, rule, Outcome::free, {1, -1, 1}, 0.1);
       }},
  };
}

TEST(SolverDomains, Markets) { expect_errors(market_cases()); }
TEST(SolverDomains, AdoptionAndRules) { expect_errors(other_cases()); }

}  // namespace
