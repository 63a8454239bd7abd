// Bargaining: items of the menu on the axis. Targets: enumeration of 12 items 40 us, free transfers 3 us.
#include <benchmark/benchmark.h>

#include <limits>
#include <vector>

#include "entrepot/base/luck.hpp"
#include "entrepot/solvers/bargaining.hpp"
#include "entrepot/solvers/menus.hpp"
#include "entrepot/solvers/screening.hpp"

namespace {

using namespace entrepot::solvers;

struct Problem {
  std::vector<double> gain, cost, verifiability;
  Stakes stakes;
  explicit Problem(std::size_t items, double cap) : stakes{0, 0, 0, 0, .4, cap} {
    entrepot::SplitMix64 next(items);
    const auto uniform = [&] { return static_cast<double>(next() >> 11) * 0x1p-53; };
    for (std::size_t m = 0; m < items; ++m) {
      gain.push_back(10 * uniform());
      cost.push_back(10 * uniform());
      verifiability.push_back(.2 + .8 * uniform());
      stakes.package_value += .5 * cost.back();
      stakes.risk_cost += .1 * gain.back();
    }
  }
  ConcessionMenu menu() const { return {gain, cost, verifiability}; }
};

void nash_menus(benchmark::State& state, MenuMethod method, double cap) {
  const Problem p(static_cast<std::size_t>(state.range(0)), cap);
  MenuWorkspace work;
  for (auto _ : state) benchmark::DoNotOptimize(nash_menu(p.menu(), p.stakes, work, method));
}
BENCHMARK_CAPTURE(nash_menus, enumeration, MenuMethod::enumeration, 0.0)->ArgName("items")->Arg(6)->Arg(12)->Arg(16);
BENCHMARK_CAPTURE(nash_menus, enumeration_capped_money, MenuMethod::enumeration, 2.0)->ArgName("items")->Arg(6)->Arg(12)->Arg(16);
BENCHMARK_CAPTURE(nash_menus, frontier, MenuMethod::automatic, std::numeric_limits<double>::infinity())->ArgName("items")->Arg(12)->Arg(40);
BENCHMARK_CAPTURE(nash_menus, branch_and_bound, MenuMethod::branch_and_bound, 0.0)->ArgName("items")->Arg(12)->Arg(24)->Arg(40)->Arg(64);
BENCHMARK_CAPTURE(nash_menus, branch_and_bound_capped_money, MenuMethod::branch_and_bound, 2.0)
    ->ArgName("items")
    ->Arg(12)
    ->Arg(40)
    ->Arg(64);

void kalai_smorodinsky_menus(benchmark::State& state) {
  const Problem p(static_cast<std::size_t>(state.range(0)), 0);
  MenuWorkspace work;
  for (auto _ : state) benchmark::DoNotOptimize(kalai_smorodinsky_menu(p.menu(), p.stakes, work));
}
BENCHMARK(kalai_smorodinsky_menus)->ArgName("items")->Arg(12)->Arg(40);

void screening_menus(benchmark::State& state) {
  const Problem p(static_cast<std::size_t>(state.range(0)), 0);
  const ValueBelief belief = ValueBelief::lognormal(3, .4);
  for (auto _ : state) benchmark::DoNotOptimize(screening_menu(p.menu(), belief, {1, -1, 2, 1, 5}));
}
BENCHMARK(screening_menus)->ArgName("items")->Arg(6)->Arg(12)->Arg(40);

void nash_user_utility(benchmark::State& state) {
  const UserUtility half = [](double x) { return x / (1 + x); };
  for (auto _ : state) benchmark::DoNotOptimize(nash(static_cast<double>(state.range(0)), half, LinearUtility{}, {}, .4));
}
BENCHMARK(nash_user_utility)->ArgName("size")->Arg(1)->Arg(100);

}  // namespace
