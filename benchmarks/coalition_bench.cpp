// Coalitions: options on the axis, 20 actors. Target: strengths and Markov election of 16 options 25 us.
#include <benchmark/benchmark.h>

#include <vector>

#include "entrepot/base/luck.hpp"
#include "entrepot/solvers/coalition.hpp"
#include "entrepot/solvers/contest.hpp"

namespace {

using namespace entrepot::solvers;

std::vector<double> uniforms(std::size_t n) {
  entrepot::SplitMix64 next(n);
  std::vector<double> x(n);
  for (double& v : x) v = static_cast<double>(next() >> 11) * 0x1p-53;
  return x;
}

void election(benchmark::State& state, Election form) {
  const auto options = static_cast<std::size_t>(state.range(0)), actors = static_cast<std::size_t>(state.range(1));
  const std::vector<double> weights = uniforms(actors), utilities = uniforms(actors * options);
  std::vector<double> strengths(options * options), p(options);
  ElectionWorkspace work;
  for (auto _ : state) {
    coalition_strengths(weights, utilities, strengths);
    condorcet_election(strengths, victory::linear, form, work, p);
    benchmark::DoNotOptimize(p.data());
  }
}
void sizes(benchmark::internal::Benchmark* b) {
  b->ArgNames({"options", "actors"})->Args({4, 6})->Args({16, 20})->Args({64, 20})->Args({256, 20});
}
BENCHMARK_CAPTURE(election, conditional, Election::conditional)->Apply(sizes);
BENCHMARK_CAPTURE(election, markov_uniform, Election::markov_uniform)->Apply(sizes);
BENCHMARK_CAPTURE(election, markov_incentive, Election::markov_incentive)->Apply(sizes);

void contests(benchmark::State& state) {
  std::vector<double> prize = uniforms(static_cast<std::size_t>(state.range(0)));
  for (double& v : prize) v += .5;
  for (auto _ : state) benchmark::DoNotOptimize(contest(prize));
}
BENCHMARK(contests)->ArgName("players")->Arg(2)->Arg(20)->Arg(1000);

}  // namespace
