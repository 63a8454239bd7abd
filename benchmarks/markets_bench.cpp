// Markets: the nested logit by buyers x products (three nests), rationing and clearing by buyers.
#include <benchmark/benchmark.h>

#include <vector>

#include "entrepot/base/luck.hpp"
#include "entrepot/solvers/markets.hpp"

using namespace entrepot;
using namespace entrepot::solvers;

namespace {

std::vector<double> numbers(std::size_t n, double low, double high) {
  SplitMix64 words{1};
  std::vector<double> x(n);
  for (double& v : x) v = low + (high - low) * (static_cast<double>(words() >> 11) * 0x1p-53);
  return x;
}

void nested_logit_of(benchmark::State& state) {
  const auto buyers = static_cast<std::size_t>(state.range(0)), products = static_cast<std::size_t>(state.range(1));
  const std::vector<double> v = numbers(buyers * products, -8, 8), v0 = numbers(buyers, -8, 8), lambda{0.5, 0.5, 0.5};
  std::vector<std::int32_t> nest(products);
  for (std::size_t p = 0; p < products; ++p) nest[p] = static_cast<std::int32_t>(p % 3);
  std::vector<double> shares(v.size()), outside(buyers), logsum(buyers);
  NestedLogitWorkspace workspace;
  for (auto _ : state) {
    nested_logit_kernel(v, v0, nest, lambda, shares, outside, logsum, workspace);
    benchmark::DoNotOptimize(shares.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(v.size()));
}
BENCHMARK(nested_logit_of)
    ->ArgNames({"buyers", "products"})
    ->Args({1, 14})
    ->Args({2, 14})
    ->Args({110, 8})
    ->Args({250, 12})
    ->Args({420, 14});

void water_fill_of(benchmark::State& state) {
  const auto buyers = static_cast<std::size_t>(state.range(0));
  const std::vector<double> x = numbers(buyers, 0, 100), o = numbers(buyers, 1, 50);
  std::vector<double> out(buyers);
  for (auto _ : state) {
    benchmark::DoNotOptimize(water_fill_kernel(x, o, 20.0 * static_cast<double>(buyers), out));
    benchmark::ClobberMemory();
  }
}
BENCHMARK(water_fill_of)->ArgName("buyers")->Arg(10)->Arg(110)->Arg(420)->Arg(5000);

void clear_isoelastic_of(benchmark::State& state) {
  const auto buyers = static_cast<std::size_t>(state.range(0));
  const std::vector<double> a = numbers(buyers, 1, 100), e = numbers(buyers, 0.6, 1.5), cap = numbers(buyers, 1, 100);
  std::vector<double> quantity(buyers), shadow(buyers);
  for (auto _ : state) benchmark::DoNotOptimize(clear_isoelastic(a, e, cap, 20.0 * static_cast<double>(buyers), quantity, shadow));
}
BENCHMARK(clear_isoelastic_of)->ArgName("buyers")->Arg(10)->Arg(200);

}  // namespace
