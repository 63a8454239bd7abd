// Bad domains of routes, deterrence, queues, building and race: each call must throw SolverError that names solver and argument.
#include <gtest/gtest.h>

#include <Eigen/Core>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "entrepot/base/errors.hpp"
#include "entrepot/solvers/building.hpp"
#include "entrepot/solvers/capability.hpp"
#include "entrepot/solvers/commitment.hpp"
#include "entrepot/solvers/deterrence.hpp"
#include "entrepot/solvers/queues.hpp"
#include "entrepot/solvers/race.hpp"
#include "entrepot/solvers/real_option.hpp"
#include "entrepot/solvers/route_logit.hpp"
#include "entrepot/solvers/routes.hpp"
#include "support/solver_cases.hpp"

namespace {

using namespace entrepot::solvers;
using Case = entrepot::testing::SolverCase;
using entrepot::testing::expect_errors;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();

// 0 -> 1 -> 2 and 0 -> 2; node 3 is not connected.
const std::vector<std::int32_t> from{0, 0, 1}, to{1, 2, 2}, unsorted_from{1, 0, 0}, far{1, 2, 9};
const Edges line{4, from, to}, unsorted{4, unsorted_from, to}, outside{4, from, far}, short_to{4, from, std::span{to}.first(2)}, empty{};
const std::vector<double> ones{1, 1, 1}, two{1, 1}, negative{1, -1, 1}, has_nan{1, nan, 1}, half{.5, .5, .5}, too_likely{.5, 1.5, .5};
std::vector<double> out3(3), out2(2), nodes4(4), work(8);
const Eigen::MatrixXd square = Eigen::MatrixXd::Identity(2, 2), wide = Eigen::MatrixXd::Ones(2, 3), large = Eigen::MatrixXd::Ones(7, 2),
                      with_nan = Eigen::MatrixXd::Constant(2, 2, nan), none(0, 0);

RouteChoice choice(int legs) {
  RouteChoice out;
  route_logit(line, ones, 2, legs, out);
  return out;
}

const std::vector<Case>& route_cases() {
  static const std::vector<Case> all{
      {"break_even_price", "goods_price", "0", [] { break_even_price(0, 0, 0, 0); }},
      {"break_even_price", "cost", "-1", [] { break_even_price(1, -1, 0, 0); }},
      {"break_even_price", "interdiction", "1", [] { break_even_price(1, 0, 1, 0); }},
      {"break_even_price", "interdiction", "nan", [] { break_even_price(1, 0, nan, 0); }},
      {"break_even_price", "fine", "inf", [] { break_even_price(1, 0, 0, inf); }},
      {"route_interdiction", "interdiction", "1.5", [] { route_interdiction(too_likely); }},
      {"path_break_even", "interdiction", "length 2", [] { path_break_even({}, 1, ones, two, 0); }},
      {"path_break_even", "path", "edge 7",
       [] {
         path_break_even({{}, {7}, 0}, 1, ones, half, 0);
       }},
      {"generalised_cost", "loss", "-1", [] { generalised_cost(ones, half, -1, .9, out3); }},
      {"generalised_cost", "q_max", "1", [] { generalised_cost(ones, half, 1, 1, out3); }},
      {"generalised_cost", "out", "length 2", [] { generalised_cost(ones, half, 1, .9, out2); }},
      {"distances", "weight", "nan", [] { distances(line, has_nan, 0); }},
      {"distances", "source", "4", [] { distances(line, ones, 4); }},
      {"least_cost_path", "nodes", "0", [] { least_cost_path(empty, {}, 0, 0); }},
      {"least_cost_path", "to", "length 2", [] { least_cost_path(short_to, ones, 0, 2); }},
      {"least_cost_path", "to", "9", [] { least_cost_path(outside, ones, 0, 2); }},
      {"least_cost_path", "from", "edge 1 from 0 after 1", [] { least_cost_path(unsorted, ones, 0, 2); }},
      {"least_cost_path", "cost", "length 2", [] { least_cost_path(line, two, 0, 2); }},
      {"least_cost_path", "cost", "-1", [] { least_cost_path(line, negative, 0, 2); }},
      {"least_cost_path", "sink", "3", [] { least_cost_path(line, ones, 0, 3); }},
      {"least_cost_path", "sink", "-1", [] { least_cost_path(line, ones, 0, -1); }},
      {"least_risk_path", "interdiction", "1.5", [] { least_risk_path(line, too_likely, 0, 2); }},
      {"least_risk_path", "sink", "2", [] { least_risk_path(line, ones, 0, 2); }},  // every edge closed
      {"interdict_edge", "edge", "3", [] { interdict_edge(line, half, 0, 2, 3, 1); }},
      {"interdict_edge", "raised", "0.25", [] { interdict_edge(line, half, 0, 2, 0, .25); }},
      {"max_flow", "capacity", "-1", [] { max_flow(line, negative, 0, 2); }},
      {"max_flow", "sink", "0", [] { max_flow(line, ones, 0, 0); }},
      {"route_weights", "theta", "nan", [] { route_weights(line, ones, nan, false, out3); }},
      {"route_weights", "cost", "nan", [] { route_weights(line, has_nan, 1, false, out3); }},
      {"route_logit", "weight", "-1",
       [] {
         RouteChoice r;
         route_logit(line, negative, 2, 2, r);
       }},
      {"route_logit", "weight", "length 2",
       [] {
         RouteChoice r;
         route_logit(line, two, 2, 2, r);
       }},
      {"route_logit", "legs", "0",
       [] {
         RouteChoice r;
         route_logit(line, ones, 2, 0, r);
       }},
      {"route_logit", "sink", "4",
       [] {
         RouteChoice r;
         route_logit(line, ones, 4, 2, r);
       }},
      {"route_logit", "from", "edge 1 from 0 after 1",
       [] {
         RouteChoice r;
         route_logit(unsorted, ones, 2, 2, r);
       }},
      {"route_logit", "weight", "inf",
       [] {
         const std::vector<double> w{1e200, 1, 1e200};
         RouteChoice r;
         route_logit(line, w, 2, 2, r);
       }},
      {"route_logit", "weight", "0",
       [] {
         const std::vector<double> w{1e-200, 0, 1e-200};
         RouteChoice r;
         route_logit(line, w, 2, 2, r);
       }},
      {"route_logit_log", "weight", "nan",
       [] {
         RouteChoice r;
         route_logit_log(line, has_nan, 2, 2, r);
       }},
      {"edge_flows", "origin", "node 3",
       [] {
         const std::vector<double> o{0, 0, 0, 1};
         edge_flows(line, choice(2), o, out3, work);
       }},
      {"edge_flows", "origin", "-1",
       [] {
         const std::vector<double> o{-1, 0, 0, 0};
         edge_flows(line, choice(2), o, out3, work);
       }},
      {"edge_flows", "mass", "length 4", [] { edge_flows(line, choice(2), nodes4, out3, nodes4); }},
      {"edge_flows", "routes", "length 0",
       [] {
         RouteChoice r;
         r.sink = 0;
         r.legs = 1;
         edge_flows(line, r, nodes4, out3, work);
       }},
      {"route_shares", "source", "3", [] { route_shares(line, choice(2), 3, 10); }},
      {"route_shares", "max_routes", "1", [] { route_shares(line, choice(2), 0, 1); }},
      {"spectral_radius", "weight", "-1", [] { spectral_radius(line, negative, -1); }},
      {"route_logit_unbounded", "weight", "length 2", [] { route_logit_unbounded(line, two, 2); }},
  };
  return all;
}

const std::vector<Case>& deterrence_cases() {
  static const std::vector<Case> all{
      {"detection_hazard", "base_probability", "1.1", [] { detection_hazard(1.1, 1, 1); }},
      {"detection_hazard", "effort", "-1", [] { detection_hazard(.1, 1, -1); }},
      {"stackelberg_coverage", "attacker_uncovered", "length 0", [] { stackelberg_coverage({}, {}, {}, {}, 1); }},
      {"stackelberg_coverage", "attacker_covered", "length 2", [] { stackelberg_coverage(ones, two, ones, ones, 1); }},
      {"stackelberg_coverage", "attacker_covered", "1", [] { stackelberg_coverage(half, ones, ones, ones, 1); }},
      {"stackelberg_coverage", "defender_covered", "nan", [] { stackelberg_coverage(ones, half, ones, has_nan, 1); }},
      {"stackelberg_coverage", "resources", "-1", [] { stackelberg_coverage(ones, half, ones, ones, -1); }},
      {"black_market", "interdiction", "1", [] { black_market(1, 0, 1, 0, 1, 1); }},
      {"black_market", "elasticity", "-0.5", [] { black_market(1, 0, 0, 0, -.5, 1); }},
      {"black_market_offers", "break_even", "-1", [] { black_market_offers(1, 1, 1, negative, ones, out3); }},
      {"black_market_offers", "capacity", "length 2", [] { black_market_offers(1, 1, 1, ones, two, out3); }},
      {"black_market_offers", "elasticity", "0", [] { black_market_offers(1, 0, 1, ones, ones, out3); }},
      {"commit_pure", "leader", "an empty matrix", [] { commit_pure(none, none); }},
      {"commit_pure", "follower", "2 x 3", [] { commit_pure(square, wide); }},
      {"commit_mixed", "leader", "7 rows", [] { commit_mixed(large, large); }},
      {"commit_mixed", "follower", "nan", [] { commit_mixed(square, with_nan); }},
      {"pure_nash", "leader", "nan", [] { pure_nash(with_nan, square); }},
      {"queue_mmc", "arrival_rate", "2", [] { queue_mmc(2, 1, 2); }},
      {"queue_mmc", "servers", "0", [] { queue_mmc(0, 1, 0); }},
      {"queue_mmc", "service_rate", "nan", [] { queue_mmc(0, nan, 1); }},
      {"queue_allen_cunneen", "service_cv2", "-1", [] { queue_allen_cunneen(.5, 1, 1, 1, -1); }},
      {"queue_mg1", "arrival_rate", "1", [] { queue_mg1(1, 1, 0); }},
      {"queue_wait_tail", "t", "-1", [] { queue_wait_tail(.5, 1, 1, -1); }},
      {"fifo_starts", "arrivals", "-1", [] { fifo_starts(negative, ones, 1, out3); }},
      {"fifo_starts", "services", "-1", [] { fifo_starts(ones, negative, 1, out3); }},
      {"fifo_starts", "servers", "0", [] { fifo_starts(ones, ones, 0, out3); }},
  };
  return all;
}

const std::vector<Case>& building_cases() {
  static const std::vector<Case> all{
      {"real_option", "r", "0", [] { real_option(0, .04, .2, 0); }},
      {"real_option", "delta", "0", [] { real_option(.04, 0, .2, 0); }},
      {"real_option", "sigma", "-0.5", [] { real_option(.04, .04, -.5, 0); }},
      {"real_option", "sigma", "nan", [] { real_option(.04, .04, nan, 0); }},
      {"real_option", "lag_years", "-1", [] { real_option(.04, .04, .2, -1); }},
      {"policy_sigma", "jump", "nan", [] { policy_sigma(.2, .1, nan); }},
      {"present_value", "dt_years", "0", [] { present_value(ones, .1, .1, 0); }},
      {"present_value", "flow", "nan", [] { present_value(has_nan, .1, .1, 1); }},
      {"regime_value", "probability", "2", [] { regime_value(two, two, 0); }},
      {"regime_value", "probability", "length 0", [] { regime_value({}, {}, 0); }},
      {"regime_value", "value", "length 3", [] { regime_value(two, ones, 0); }},
      {"share_started", "trigger_value", "0", [] { share_started(1, 0, 1); }},
      {"share_started", "dispersion", "-1", [] { share_started(1, 1, -1); }},
      {"pipeline_step", "period", "-1", [] { pipeline_step(out3, -1, 0); }},
      {"pipeline_step", "started", "nan", [] { pipeline_step(out3, 0, nan); }},
      {"pipeline", "finished", "length 2", [] { pipeline(ones, two, out2); }},
      {"pipeline", "under_way", "nan", [] { pipeline(ones, has_nan, out3); }},
      {"dies_per_wafer", "die_area_mm2", "0", [] { dies_per_wafer(300, 0); }},
      {"dies_per_wafer", "diameter_mm", "-300", [] { dies_per_wafer(-300, 1); }},
      {"yield_poisson", "area_cm2", "-1", [] { yield_poisson(-1, 1); }},
      {"yield_murphy", "defects_per_cm2", "nan", [] { yield_murphy(1, nan); }},
      {"yield_seeds", "defects_per_cm2", "inf", [] { yield_seeds(1, inf); }},
      {"yield_negative_binomial", "clustering", "0", [] { yield_negative_binomial(1, 1, 0); }},
      {"defects_of_yield", "yield", "0", [] { defects_of_yield(1, 0, 3); }},
      {"learning_curve", "ratio", "0", [] { learning_curve(0, .2); }},
      {"learning_curve", "learning_rate", "1", [] { learning_curve(2, 1); }},
      {"defect_density", "first", "0.01",
       [] {
         defect_density({.05, .01, .2, 0, 0}, 1, 0, 0);
       }},
      {"defect_density", "tool_denial", "1.5",
       [] {
         defect_density({.05, .1, .2, 0, 0}, 1, 0, 1.5);
       }},
      {"ai_chip_output", "stacks_per_chip", "0", [] { ai_chip_output(1, 1, 0, 1); }},
      {"data_centre_output", "kw_per_chip", "0", [] { data_centre_output(1, 1, 0, 1); }},
      {"data_centre_output", "shells", "-1", [] { data_centre_output(1, 1, 1, -1); }},
  };
  return all;
}

const std::vector<Case>& race_cases() {
  static const std::vector<Case> all{
      {"race_safety_none", "labs", "0", [] { race_safety_none(0, 1, 1); }},
      {"race_safety_none", "enmity", "1.5", [] { race_safety_none(2, 1.5, 1); }},
      {"race_safety_none", "spread", "0", [] { race_safety_none(2, 1, 0); }},
      {"race_safety_private", "capability", "-1", [] { race_safety_private(2, 1, -1); }},
      {"race_safety_public", "gap", "nan", [] { race_safety_public(2, 1, nan); }},
      {"race_risk", "enmity", "-0.5", [] { race_risk(Information::all, 2, -.5, 1); }},
      {"race_risk", "spread", "inf", [] { race_risk(Information::own, 2, .5, inf); }},
      {"race_risk", "information", "7", [] { race_risk(static_cast<Information>(7), 2, .5, 1); }},
      {"effective_compute", "compute_flop", "-1", [] { effective_compute(-1, 1, 1, 1); }},
      {"effective_compute", "exponent", "2", [] { effective_compute(1, 1, 2, 1); }},
      {"algorithm_growth", "doubling_months", "0", [] { algorithm_growth(0); }},
      {"lead_months", "ratio", "0", [] { lead_months(0, 2); }},
      {"lead_months", "growth_per_year", "1", [] { lead_months(2, 1); }},
      {"lead_decay", "spillover", "-1", [] { lead_decay(0, -1, 1, 1); }},
      {"takeoff", "first_level", "0", [] { takeoff(1, 1, 1, 0); }},
      {"takeoff", "returns", "nan", [] { takeoff(nan, 1, 1, 1); }},
      {"takeoff", "k", "-1", [] { takeoff(1, -1, 1, 1); }},
      {"theft_hazard", "sites", "-1", [] { theft_hazard(.1, -1, 1); }},
      {"scaling_loss", "tokens", "0", [] { scaling_loss(besiroglu_2024, 1e9, 0); }},
      {"scaling_loss", "token_exponent", "0",
       [] {
         scaling_loss({1, 1, 1, 1, 0}, 1e9, 1e9);
       }},
      {"compute_optimal", "compute_flop", "nan", [] { compute_optimal(besiroglu_2024, nan); }},
  };
  return all;
}

TEST(SolverDomains, RoutesNameTheBadArgument) { expect_errors(route_cases()); }
TEST(SolverDomains, DeterrenceAndQueuesNameTheBadArgument) { expect_errors(deterrence_cases()); }
TEST(SolverDomains, BuildingNamesTheBadArgument) { expect_errors(building_cases()); }
TEST(SolverDomains, RaceNamesTheBadArgument) { expect_errors(race_cases()); }

TEST(SolverDomains, UnboundedRoutesTellTheRadius) {
  const std::vector<std::int32_t> f{0, 1, 1}, t{1, 0, 2};
  const std::vector<double> w{2, 2, 1};  // the cycle 0 <-> 1 has radius 2
  try {
    route_logit_unbounded({3, f, t}, w, 2);
    FAIL();
  } catch (const entrepot::SolverError& error) {
    EXPECT_EQ(error.argument, "weight");
    const std::string prefix = "spectral radius ";
    ASSERT_EQ(error.value.substr(0, prefix.size()), prefix);
    EXPECT_NEAR(std::stod(error.value.substr(prefix.size())), 2.0, 1e-9);
  }
}

}  // namespace
