// Bad domains of bargaining and coalition: each call must throw SolverError that names solver and argument, and says what is allowed.
#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "entrepot/base/errors.hpp"
#include "entrepot/solvers/bargaining.hpp"
#include "entrepot/solvers/clubs.hpp"
#include "entrepot/solvers/coalition.hpp"
#include "entrepot/solvers/contest.hpp"
#include "entrepot/solvers/holdup.hpp"
#include "entrepot/solvers/menus.hpp"
#include "entrepot/solvers/screening.hpp"
#include "support/solver_cases.hpp"

namespace {

using namespace entrepot::solvers;
using Case = entrepot::testing::SolverCase;
using entrepot::testing::expect_errors;
constexpr double nan = std::numeric_limits<double>::quiet_NaN();
constexpr double inf = std::numeric_limits<double>::infinity();

const std::vector<double> one{1}, two{1, 2}, three{1, 1, 1}, negative{1, -1}, has_nan{1, nan}, half{.5, .5}, too_sure{.5, 1.5},
    many(65, .5);
const std::vector<double> none, thirty(30, .5);
const ConcessionMenu good{two, two, half};
const Stakes stakes{10, 1, 0, 0, .5, 0};
const LinearUtility linear;

Stakes with(double Stakes::*field, double value) {
  Stakes s = stakes;
  s.*field = value;
  return s;
}
ScreeningStakes offer(double ScreeningStakes::*field, double value) {
  ScreeningStakes s;
  s.*field = value;
  return s;
}
const ValueBelief belief = ValueBelief::lognormal(1, .4);

const std::vector<Case>& pie_cases() {
  static const std::vector<Case> all{
      {"nash", "size", "", [] { nash(0, linear, linear); }},
      {"nash", "size", "", [] { nash(nan, linear, linear); }},
      {"nash", "size", "", [] { nash(inf, linear, linear); }},
      {"nash", "alpha", "", [] { nash(1, linear, linear, {}, 0); }},
      {"nash", "alpha", "", [] { nash(1, linear, linear, {}, 1); }},
      {"nash", "alpha", "", [] { nash(1, linear, linear, {}, nan); }},
      {"nash", "disagreement.one", "",
       [] {
         nash(1, linear, linear, {nan, 0});
       }},
      {"nash", "disagreement.two", "",
       [] {
         nash(1, linear, linear, {0, -inf});
       }},
      {"nash", "utility_one", "", [] { nash(1, PowerUtility{0}, linear); }},
      {"nash", "utility_two", "", [] { nash(1, linear, PowerUtility{1.5}); }},
      {"nash", "utility_two", "", [] { nash(1, linear, PowerUtility{nan}); }},
      {"nash", "utility_one", "", [] { nash(1, UserUtility{}, linear); }},
      {"nash", "utility_one", "", [] { nash(1, UserUtility{[](double) { return nan; }}, linear); }},
      {"nash", "utility_one", "", [] { nash(1, UserUtility{[](double x) { return -x; }}, linear); }},
      {"rubinstein", "delta_first", "", [] { rubinstein(1.1, .5); }},
      {"rubinstein", "delta_second", "", [] { rubinstein(.5, -.1); }},
      {"rubinstein", "delta_second", "", [] { rubinstein(1, 1); }},
      {"rubinstein", "delta_first", "", [] { rubinstein(nan, .5); }},
      {"rubinstein", "rounds", "", [] { rubinstein(.9, .9, 0); }},
      {"rubinstein", "delta_second", "", [] { rubinstein(.9, 2, 3); }},
      {"rubinstein_limit", "rate_first", "", [] { rubinstein_limit(-1, 1); }},
      {"rubinstein_limit", "rate_second", "", [] { rubinstein_limit(0, 0); }},
      {"rubinstein_limit", "rate_second", "", [] { rubinstein_limit(1, nan); }},
      {"rubinstein_limit", "dt", "", [] { rubinstein_limit(1, 1, -1); }},
      {"nash", "frontier.curve", "",
       [] {
         nash(FrontierCurve{{}, 0, 1});
       }},
      {"nash", "frontier.high", "",
       [] {
         nash(FrontierCurve{[](double x) { return 1 - x; }, 1, 0});
       }},
      {"kalai_smorodinsky", "frontier.low", "",
       [] {
         kalai_smorodinsky(FrontierCurve{[](double x) { return 1 - x; }, nan, 1});
       }},
      {"egalitarian", "frontier.curve(high)", "",
       [] {
         egalitarian(FrontierCurve{[](double x) { return x; }, 0, 1});
       }},
      {"nash", "points", "", [] { nash(std::vector<Utilities>{}); }},
      {"nash", "points.two", "",
       [] {
         nash(std::vector<Utilities>{{1, nan}});
       }},
      {"nash", "alpha", "",
       [] {
         nash(std::vector<Utilities>{{1, 1}}, {}, 2);
       }},
      {"kalai_smorodinsky", "points.one", "",
       [] {
         kalai_smorodinsky(std::vector<Utilities>{{inf, 1}});
       }},
      {"egalitarian", "disagreement.one", "",
       [] {
         egalitarian(std::vector<Utilities>{{1, 1}}, {nan, 0});
       }},
  };
  return all;
}

const std::vector<Case>& menu_cases() {
  static const std::vector<Case> all{
      {"nash_menu", "menu", "",
       [] {
         nash_menu({none, none, none}, stakes);
       }},
      {"nash_menu", "menu", "",
       [] {
         nash_menu({many, many, many}, stakes);
       }},
      {"nash_menu", "menu", "",
       [] {
         nash_menu({thirty, thirty, thirty}, stakes, MenuMethod::enumeration);
       }},
      {"nash_menu", "cost", "",
       [] {
         nash_menu({two, one, half}, stakes);
       }},
      {"nash_menu", "verifiability", "",
       [] {
         nash_menu({two, two, one}, stakes);
       }},
      {"nash_menu", "gain", "",
       [] {
         nash_menu({negative, two, half}, stakes);
       }},
      {"nash_menu", "gain", "",
       [] {
         nash_menu({has_nan, two, half}, stakes);
       }},
      {"nash_menu", "cost", "",
       [] {
         nash_menu({two, negative, half}, stakes);
       }},
      {"nash_menu", "verifiability", "",
       [] {
         nash_menu({two, two, too_sure}, stakes);
       }},
      {"nash_menu", "package_value", "", [] { nash_menu(good, with(&Stakes::package_value, nan)); }},
      {"nash_menu", "risk_cost", "", [] { nash_menu(good, with(&Stakes::risk_cost, inf)); }},
      {"nash_menu", "disagreement_exporter", "", [] { nash_menu(good, with(&Stakes::disagreement_exporter, nan)); }},
      {"nash_menu", "disagreement_host", "", [] { nash_menu(good, with(&Stakes::disagreement_host, 1e200)); }},
      {"nash_menu", "alpha", "", [] { nash_menu(good, with(&Stakes::alpha, 1)); }},
      {"nash_menu", "transfer_cap", "", [] { nash_menu(good, with(&Stakes::transfer_cap, -1)); }},
      {"nash_menu", "transfer_cap", "", [] { nash_menu(good, with(&Stakes::transfer_cap, nan)); }},
      {"kalai_smorodinsky_menu", "menu", "",
       [] {
         kalai_smorodinsky_menu({none, none, none}, stakes);
       }},
      {"kalai_smorodinsky_menu", "alpha", "", [] { kalai_smorodinsky_menu(good, with(&Stakes::alpha, -1)); }},
      {"screening_demand", "value_bound", "", [] { screening_demand(0, 1, 1); }},
      {"screening_demand", "risk_cost", "", [] { screening_demand(1, -1, 1); }},
      {"screening_demand", "lost_share", "", [] { screening_demand(1, 1, nan); }},
      {"screening_demand", "estimate_factor", "", [] { screening_demand(1, 1, 1, 0); }},
      {"screening_demand", "estimate_factor", "", [] { screening_demand(1e200, 1, 1, 1e200); }},
      {"screening_menu", "menu", "",
       [] {
         screening_menu({none, none, none}, belief, {});
       }},
      {"screening_menu", "belief.location", "", [] { screening_menu(good, ValueBelief::lognormal(nan, 1), {}); }},
      {"screening_menu", "belief.scale", "", [] { screening_menu(good, ValueBelief::lognormal(1, -1), {}); }},
      {"screening_menu", "belief.location", "", [] { screening_menu(good, ValueBelief::uniform(0), {}); }},
      {"screening_menu", "disagreement_host", "", [] { screening_menu(good, belief, offer(&ScreeningStakes::disagreement_host, -1)); }},
      {"screening_menu", "disagreement_exporter", "",
       [] { screening_menu(good, belief, offer(&ScreeningStakes::disagreement_exporter, nan)); }},
      {"screening_menu", "risk_cost", "", [] { screening_menu(good, belief, offer(&ScreeningStakes::risk_cost, inf)); }},
      {"screening_menu", "toughness", "", [] { screening_menu(good, belief, offer(&ScreeningStakes::toughness, -1)); }},
      {"screening_menu", "transfer_cap", "", [] { screening_menu(good, belief, offer(&ScreeningStakes::transfer_cap, nan)); }},
      {"probability_below", "belief.refused_at", "",
       [] {
         probability_below({ValueBelief::Kind::lognormal, 1, .4, 0}, 1);
       }},
      {"probability_below", "belief.refused_at", "",
       [] {
         probability_below({ValueBelief::Kind::lognormal, 1, 0, 2}, 1);
       }},
      {"probability_below", "v", "", [] { probability_below(belief, nan); }},
  };
  return all;
}

const std::vector<Case>& club_cases() {
  static const std::vector<Case> all{
      {"delay_defection", "discount_rate", "", [] { delay_defection(-1, 1, .5); }},
      {"delay_defection", "mean_delay", "", [] { delay_defection(.1, nan, .5); }},
      {"delay_defection", "rival_ratio", "", [] { delay_defection(.1, 1, -.5); }},
      {"seizure_threshold", "seizure_value", "", [] { seizure_threshold(-1, 1, 1); }},
      {"seizure_threshold", "rent", "", [] { seizure_threshold(1, inf, 1); }},
      {"seizure_threshold", "punished_flow", "", [] { seizure_threshold(10, 1, 2); }},
      {"seizure_threshold", "punished_flow", "", [] { seizure_threshold(10, 1, nan); }},
      {"threat", "concession_cost", "", [] { threat(-1, .5, 1); }},
      {"threat", "credibility", "", [] { threat(1, 1.5, 1); }},
      {"threat", "loss", "", [] { threat(1, .5, nan); }},
      {"least_threat", "highest", "",
       [] {
         least_threat(
             1, .5, [](double t) { return t; }, -1);
       }},
      {"least_threat", "loss", "", [] { least_threat(1, .5, {}, 1); }},
      {"abatement_payoffs", "states", "", [] { abatement_payoffs(0, 1, 1); }},
      {"abatement_payoffs", "benefit", "", [] { abatement_payoffs(3, 0, 1); }},
      {"abatement_payoffs", "cost", "", [] { abatement_payoffs(3, 1, -1); }},
      {"stable_club", "payoff_in", "", [] { stable_club(one, one); }},
      {"stable_club", "payoff_out", "", [] { stable_club(three, two); }},
      {"stable_club", "payoff_in", "", [] { stable_club(has_nan, two); }},
      {"stable_club", "payoff_out", "",
       [] {
         stable_club(two, std::vector{inf, 1.});
       }},
      {"stable_club", "sanction", "", [] { stable_club(two, two, -1); }},
      {"threshold_club", "benefit", "", [] { threshold_club(0, 1); }},
      {"threshold_club", "cost", "", [] { threshold_club(1, nan); }},
      {"threshold_club", "cost", "", [] { threshold_club(1e-10, 1); }},
      {"win_set", "status_quo", "", [] { win_set(nan, 0); }},
      {"win_set", "ratifier", "", [] { win_set(0, inf); }},
      {"zone_of_agreement", "ratifiers", "", [] { zone_of_agreement(0, none); }},
      {"win_set", "ratifier", "", [] { zone_of_agreement(0, has_nan); }},
  };
  return all;
}

const std::vector<Case>& coalition_cases() {
  static std::vector<double> out2(2), out4(4);
  static ElectionWorkspace work;
  static const std::vector<Case> all{
      {"victory_probability", "strength", "", [] { victory_probability(-1, 1); }},
      {"victory_probability", "rival_strength", "", [] { victory_probability(1, nan); }},
      {"victory_probability", "exponent", "", [] { victory_probability(1, 1, 0); }},
      {"coalition_strengths", "weights", "", [] { coalition_strengths(none, two, out4); }},
      {"coalition_strengths", "weights", "", [] { coalition_strengths(negative, std::vector<double>(4), out4); }},
      {"coalition_strengths", "utilities", "", [] { coalition_strengths(two, three, out4); }},
      {"coalition_strengths", "utilities", "", [] { coalition_strengths(one, has_nan, out4); }},
      {"coalition_strengths", "strengths", "", [] { coalition_strengths(one, two, out2); }},
      {"option_support", "out", "", [] { option_support(one, two, out4); }},
      {"condorcet_election", "strengths", "", [] { condorcet_election(three, 1, Election::conditional); }},
      {"condorcet_election", "strengths", "",
       [] {
         condorcet_election(std::vector{0., -1., 1., 0.}, 1, Election::markov_uniform);
       }},
      {"condorcet_election", "strengths", "",
       [] {
         condorcet_election(std::vector{0., nan, 1., 0.}, 1, Election::markov_uniform);
       }},
      {"condorcet_election", "options", "", [] { condorcet_election(none, 1, Election::conditional); }},
      {"condorcet_election", "strengths", "", [] { condorcet_election(three, 1, Election::conditional, work, out2); }},
      {"condorcet_election", "exponent", "",
       [] {
         condorcet_election(std::vector{0., 1., 1., 0.}, -1, Election::conditional);
       }},
      {"contest", "prize", "", [] { contest(one); }},
      {"contest", "prize", "", [] { contest(negative); }},
      {"contest", "prize", "", [] { contest(has_nan); }},
      {"contest", "decisiveness", "", [] { contest(two, 0); }},
      {"contest", "decisiveness", "", [] { contest(two, 1.9); }},
      {"contest", "decisiveness", "", [] { contest(three, 1.6); }},
      {"contest", "decisiveness", "",
       [] {
         contest(std::vector{1., 2., 3.}, .5);
       }},
  };
  return all;
}

TEST(BargainingDomains, Pie) { expect_errors(pie_cases()); }
TEST(BargainingDomains, Menu) { expect_errors(menu_cases()); }
TEST(BargainingDomains, ClubsAndHoldup) { expect_errors(club_cases()); }
TEST(BargainingDomains, Coalition) { expect_errors(coalition_cases()); }

}  // namespace
