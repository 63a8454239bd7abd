// Coalitions: probabilities, fixed points and invariances of the election; no profitable deviation in contests.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <vector>

#include "entrepot/base/errors.hpp"
#include "entrepot/solvers/coalition.hpp"
#include "entrepot/solvers/contest.hpp"
#include "support/random.hpp"

namespace {

using namespace entrepot::solvers;
using entrepot::testing::Random;
constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr Election forms[] = {Election::conditional, Election::markov_uniform, Election::markov_incentive};

std::vector<double> random_strengths(Random& u, std::size_t n) {
  std::vector<double> c(n * n);
  for (double& x : c) x = u(.01, 50);
  return c;
}

/// q of one step of the chain, straight from the equation.
std::vector<double> one_step(const std::vector<double>& c, double m, Election form, const std::vector<double>& p) {
  const std::size_t n = p.size();
  std::vector<double> v(n * n, .5), incentive(n * n, 1), challenge(n * n), q(n);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) {
      if (i != j) v[i * n + j] = std::pow(c[i * n + j], m) / (std::pow(c[i * n + j], m) + std::pow(c[j * n + i], m));
      if (form == Election::markov_incentive) incentive[i * n + j] = i == j ? 1e-10 : c[i * n + j] * v[i * n + j];
    }
  for (std::size_t j = 0; j < n; ++j) {
    double column = 0;
    for (std::size_t k = 0; k < n; ++k) column += incentive[k * n + j];
    for (std::size_t i = 0; i < n; ++i) challenge[i * n + j] = incentive[i * n + j] / column;
  }
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < n; ++j) q[i] += v[i * n + j] * (p[i] * challenge[j * n + i] + p[j] * challenge[i * n + j]);
  return q;
}

TEST(ElectionProperties, EliminationMeetsTheDampedIteration) {
  Random u(1);
  for (const double m : {1., 2., 4., 1.7})
    for (const Election form : {Election::markov_uniform, Election::markov_incentive})
      for (const std::size_t n : {2U, 3U, 7U, 16U}) {
        const std::vector<double> c = random_strengths(u, n), p = condorcet_election(c, m, form);
        std::vector<double> x(n, 1.0 / static_cast<double>(n));
        for (int step = 0; step < 3000; ++step) {
          const std::vector<double> q = one_step(c, m, form, x);
          for (std::size_t i = 0; i < n; ++i) x[i] = .5 * (x[i] + q[i]);
        }
        const std::vector<double> q = one_step(c, m, form, p);
        for (std::size_t i = 0; i < n; ++i) {
          EXPECT_NEAR(p[i], x[i], 1e-9) << n;
          EXPECT_NEAR(p[i], q[i], 1e-14) << n;
        }
      }
}

TEST(ElectionProperties, ProbabilitiesSumToOneAtAnyStrength) {
  Random u(2);
  for (int n = 0; n < 300; ++n) {
    const auto options = static_cast<std::size_t>(u(1, 20));
    std::vector<double> c(options * options);
    for (double& x : c) x = std::pow(10, u(-150, 150));
    for (const double m : {.1, 1., 2., 64., infinity})
      for (const Election form : forms) {
        std::vector<double> p;
        try {
          p = condorcet_election(c, m, form);
        } catch (const entrepot::SolverError& error) {
          EXPECT_EQ(form, Election::conditional);  // all are sure to lose to some other
          EXPECT_EQ(error.argument, "strengths");
          continue;
        }
        for (const double x : p) EXPECT_TRUE(x >= 0 && x <= 1);
        EXPECT_NEAR(std::accumulate(p.begin(), p.end(), 0.0), 1, 1e-12);
      }
  }
}

TEST(ElectionProperties, OrderAndUnitOfOptionsDoNotMatter) {
  Random u(3);
  constexpr std::size_t n = 9;
  for (int trial = 0; trial < 50; ++trial) {
    const std::vector<double> c = random_strengths(u, n);
    std::vector<double> turned(n * n), doubled(n * n);
    for (std::size_t i = 0; i < n; ++i)
      for (std::size_t j = 0; j < n; ++j) {
        turned[((i * 4 + 3) % n) * n + (j * 4 + 3) % n] = c[i * n + j];
        doubled[i * n + j] = 2 * c[i * n + j];
      }
    for (const Election form : forms) {
      const std::vector<double> p = condorcet_election(c, 2, form), q = condorcet_election(turned, 2, form),
                                r = condorcet_election(doubled, 2, form);
      for (std::size_t i = 0; i < n; ++i) {
        EXPECT_NEAR(p[i], q[(i * 4 + 3) % n], 1e-13);
        EXPECT_NEAR(p[i], r[i], 1e-11);  // the diagonal of 1e-10 has a unit
      }
    }
  }
}

TEST(ElectionProperties, AllFormsAgreeOnTwoOptionsAndDifferOnThree) {  // kills conditional where Markov is meant, and the reverse
  Random u(4);
  for (int trial = 0; trial < 100; ++trial) {
    const std::vector<double> two{0, u(1, 9), u(1, 9), 0};
    for (const Election form : forms) EXPECT_NEAR(condorcet_election(two, 2, form)[0], victory_probability(two[1], two[2], 2), 1e-9);
    const std::vector<double> cycle{0, u(5, 9), u(1, 2), u(1, 2), 0, u(5, 9), u(5, 9), u(1, 2), 0};
    const std::vector<double> a = condorcet_election(cycle, 2, Election::conditional),
                              b = condorcet_election(cycle, 2, Election::markov_uniform),
                              c = condorcet_election(cycle, 2, Election::markov_incentive);
    EXPECT_NE(a, b);
    EXPECT_NE(b, c);
    EXPECT_NE(a, c);
  }
}

TEST(ElectionProperties, SureWinnersAndSureCycles) {
  const std::vector<double> winner{0, 1, 5, 9, 0, 2, 8, 1, 0};  // 0 loses to all, 1 beats 2 and 0
  for (const Election form : forms) EXPECT_EQ(condorcet_election(winner, infinity, form), (std::vector<double>{0, 1, 0}));
  const std::vector<double> cycle{0, 9, 1, 1, 0, 9, 9, 1, 0};  // 0 beats 1 beats 2 beats 0
  for (const Election form : {Election::markov_uniform, Election::markov_incentive})
    for (const double p : condorcet_election(cycle, infinity, form)) EXPECT_NEAR(p, 1.0 / 3, 1e-12);
  EXPECT_THROW(condorcet_election(cycle, infinity, Election::conditional), entrepot::SolverError);
  // A cycle of 1, 2, 3 over option 0 or option 4, whichever stands first in the elimination.
  const std::vector<double> top{0, 1, 1, 1, 9, 0, 9, 1, 9, 1, 0, 9, 9, 9, 1, 0}, bottom{0, 9, 1, 9, 1, 0, 9, 9, 9, 1, 0, 9, 1, 1, 1, 0};
  for (const Election form : {Election::markov_uniform, Election::markov_incentive}) {
    const std::vector<double> p = condorcet_election(top, infinity, form), q = condorcet_election(bottom, infinity, form);
    EXPECT_EQ(p[0], 0);
    EXPECT_EQ(q[3], 0);
    for (std::size_t i = 0; i < 3; ++i) {
      EXPECT_NEAR(p[i + 1], 1.0 / 3, 1e-9);
      EXPECT_NEAR(q[i], 1.0 / 3, 1e-9);
    }
  }
}

TEST(ElectionProperties, IndifferentActorsGiveEqualChances) {
  std::vector<double> c(16);
  coalition_strengths(std::vector{3., 2.}, std::vector<double>(8, .7), c);
  for (const Election form : forms)
    for (const double p : condorcet_election(c, 1, form)) EXPECT_NEAR(p, .25, 1e-12);
  for (const Election form : forms)
    for (const double p : condorcet_election(std::vector<double>(16, 0), 1, form)) EXPECT_NEAR(p, .25, 1e-12);
  EXPECT_EQ(condorcet_election(std::vector{0.}, 1, Election::markov_incentive), std::vector{1.});
}

TEST(ElectionProperties, StrengthsAreVotesWithAFloor) {
  const std::vector<double> weights{2, 3}, utilities{.1, .5, .9, .8, .2, .4};
  std::vector<double> c(9), support(3);
  coalition_strengths(weights, utilities, c);
  EXPECT_NEAR(c[0 * 3 + 1], 1e-6 + 3 * .6, 1e-15);
  EXPECT_NEAR(c[1 * 3 + 0], 1e-6 + 2 * .4, 1e-15);
  EXPECT_NEAR(c[2 * 3 + 1], 1e-6 + 2 * .4 + 3 * .2, 1e-15);
  EXPECT_NEAR(c[1 * 3 + 2], 1e-6, 1e-20);
  EXPECT_EQ(c[4], 0);
  option_support(weights, utilities, support);
  EXPECT_NEAR(support[0], 2.6, 1e-15);
  // c_ij - c_ji is the difference of supports: nobody's vote is lost.
  for (std::size_t i = 0; i < 3; ++i)
    for (std::size_t j = 0; j < 3; ++j) EXPECT_NEAR(c[i * 3 + j] - c[j * 3 + i], support[i] - support[j], 1e-12);
}

TEST(ElectionProperties, MoreWeightForAnActorHelpsItsFavourite) {
  Random u(5);
  for (int trial = 0; trial < 50; ++trial) {
    std::vector<double> weights(5), utilities(5 * 4), c(16);
    for (double& x : weights) x = u(.5, 2);
    for (double& x : utilities) x = u(0, 1);
    const auto favourite = static_cast<std::size_t>(std::max_element(utilities.begin(), utilities.begin() + 4) - utilities.begin());
    double before = 0;
    for (int step = 0; step < 6; ++step, weights[0] *= 2) {
      coalition_strengths(weights, utilities, c);
      const double p = condorcet_election(c, 1, Election::conditional)[favourite];
      EXPECT_GT(p, before);
      before = p;
    }
  }
}

TEST(VictoryProperties, LawsSharpenWithTheExponent) {
  EXPECT_EQ(victory_probability(3, 1), .75);
  EXPECT_DOUBLE_EQ(victory_probability(3, 1, victory::square), .9);
  EXPECT_NEAR(victory_probability(3, 1, victory::quartic), 81. / 82, 1e-15);
  EXPECT_NEAR(victory_probability(3, 1, victory::octic), 6561. / 6562, 1e-15);
  EXPECT_NEAR(victory_probability(3, 1, .5), std::sqrt(3) / (1 + std::sqrt(3)), 1e-15);
  EXPECT_EQ(victory_probability(3, 1, infinity), 1);
  EXPECT_EQ(victory_probability(1, 3, infinity), 0);
  EXPECT_EQ(victory_probability(3, 3, infinity), .5);
  EXPECT_EQ(victory_probability(0, 0), .5);
  EXPECT_EQ(victory_probability(0, 2), 0);
  EXPECT_EQ(victory_probability(1e150, 1e-150, 64), 1);  // no overflow
  for (double a = .1; a < 10; a *= 1.3)
    for (const double m : {.3, 1., 2., 3.7, 8.}) EXPECT_NEAR(victory_probability(a, 2, m) + victory_probability(2, a, m), 1, 1e-15);
}

double payoff(const std::vector<double>& prize, const std::vector<double>& effort, double r, std::size_t i, double x) {
  double all = 0;
  for (std::size_t j = 0; j < prize.size(); ++j) all += std::pow(j == i ? x : effort[j], r);
  return all > 0 ? std::pow(x, r) / all * prize[i] - x : prize[i] / static_cast<double>(prize.size());
}

void expect_equilibrium(const std::vector<double>& prize, double r) {
  const Contest c = contest(prize, r);
  EXPECT_NEAR(std::accumulate(c.probability.begin(), c.probability.end(), 0.0), 1, 1e-12);
  for (std::size_t i = 0; i < prize.size(); ++i) {
    EXPECT_NEAR(c.payoff[i], payoff(prize, c.effort, r, i, c.effort[i]), 1e-12 * prize[i]);
    EXPECT_GE(c.payoff[i], -1e-12 * prize[i]);
    for (int step = 0; step <= 2000; ++step)
      EXPECT_LE(payoff(prize, c.effort, r, i, prize[i] * step / 2000), c.payoff[i] + 1e-12 * prize[i]) << i << " " << step;
  }
}

TEST(ContestProperties, NoEffortOnAGridIsBetter) {
  expect_equilibrium({1, 1}, 1);
  expect_equilibrium({10, 1}, 1);
  expect_equilibrium({5, 4, 3, 2, 1}, 1);  // some stay out
  expect_equilibrium({1, 9, 8.5, 9}, 1);
  expect_equilibrium({3, 2}, .5);
  expect_equilibrium({3, 2}, 1.5);
  expect_equilibrium({2, 2}, 2);  // the whole prize is spent
  expect_equilibrium({4, 4, 4}, 1.5);
  expect_equilibrium({4, 4, 4, 4}, .7);
}

TEST(ContestProperties, WhoValuesItTooLittleStaysOut) {
  const Contest c = contest(std::vector<double>{10, 8, 1, 10});
  EXPECT_EQ(c.effort[2], 0);
  EXPECT_EQ(c.probability[2], 0);
  EXPECT_GT(c.effort[1], 0);
  const Contest without = contest(std::vector<double>{10, 8, 10});
  EXPECT_EQ(c.total_effort, without.total_effort);
}

TEST(ContestProperties, ScaleDoesNotMatter) {
  const Contest a = contest(std::vector<double>{4, 3, 2}), b = contest(std::vector<double>{4e140, 3e140, 2e140});
  for (std::size_t i = 0; i < 3; ++i) EXPECT_NEAR(a.probability[i], b.probability[i], 1e-15);
  EXPECT_NEAR(a.dissipation, b.dissipation, 1e-15);
  EXPECT_NEAR(contest(std::vector<double>{2, 2}, 2).dissipation, 1, 1e-15);
}

}  // namespace
