// The base floor: array functions against std::, one keyed draw, digests, sums. time_an_item is in seconds (800p = 0.8 ns).
#include <benchmark/benchmark.h>

#include <cmath>
#include <numeric>
#include <vector>

#include "entrepot/base/column.hpp"
#include "entrepot/base/luck.hpp"
#include "entrepot/base/real.hpp"
#include "entrepot/base/reduce.hpp"

using namespace entrepot;

namespace {

constexpr std::size_t n = 4096;

std::vector<double> numbers(double low, double high) {
  SplitMix64 words{1};
  std::vector<double> x(n);
  for (double& v : x) v = low + (high - low) * (static_cast<double>(words() >> 11) * 0x1p-53);
  return x;
}

/// Runs f(x, out) and counts elements.
template <class F> void elements(benchmark::State& state, double low, double high, F f) {
  const std::vector<double> x = numbers(low, high);
  std::vector<double> out(n);
  for (auto _ : state) {
    f(x, out);
    benchmark::DoNotOptimize(out.data());
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(n));
  state.counters["time_an_item"] =
      benchmark::Counter(static_cast<double>(n), benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
}
template <class F> auto one_by_one(F f) {
  return [f](const std::vector<double>& x, std::vector<double>& out) {
    for (std::size_t i = 0; i < n; ++i) out[i] = f(x[i]);
  };
}

void exp_array(benchmark::State& s) {
  elements(s, -20, 20, [](const auto& x, auto& out) { real::exp(x, out); });
}
void exp_scalar(benchmark::State& s) {
  elements(s, -20, 20, one_by_one([](double x) { return real::exp(x); }));
}
void exp_std(benchmark::State& s) {
  elements(s, -20, 20, one_by_one([](double x) { return std::exp(x); }));
}
void log_array(benchmark::State& s) {
  elements(s, 0, 20, [](const auto& x, auto& out) { real::log(x, out); });
}
void log_scalar(benchmark::State& s) {
  elements(s, 0, 20, one_by_one([](double x) { return real::log(x); }));
}
void log_std(benchmark::State& s) {
  elements(s, 0, 20, one_by_one([](double x) { return std::log(x); }));
}
void pow_array(benchmark::State& s) {
  elements(s, 0, 20, [](const auto& x, auto& out) { real::pow(x, 1.7, out); });
}
void pow_arrays(benchmark::State& s) {
  const std::vector<double> exponents = numbers(-3, 3);
  elements(s, 0, 20, [&](const auto& x, auto& out) { real::pow(x, exponents, out); });
}
void pow_scalar(benchmark::State& s) {
  elements(s, 0, 20, one_by_one([](double x) { return real::pow(x, 1.7); }));
}
void pow_std(benchmark::State& s) {
  elements(s, 0, 20, one_by_one([](double x) { return std::pow(x, 1.7); }));
}
void normal_quantile(benchmark::State& s) {
  elements(s, 0, 1, one_by_one([](double x) { return real::normal_quantile(x); }));
}
void normal_cdf(benchmark::State& s) {
  elements(s, -6, 6, one_by_one([](double x) { return real::normal_cdf(x); }));
}
BENCHMARK(exp_array);
BENCHMARK(exp_scalar);
BENCHMARK(exp_std);
BENCHMARK(log_array);
BENCHMARK(log_scalar);
BENCHMARK(log_std);
BENCHMARK(pow_array);
BENCHMARK(pow_arrays);
BENCHMARK(pow_scalar);
BENCHMARK(pow_std);
BENCHMARK(normal_quantile);
BENCHMARK(normal_cdf);

void poisson_quantile(benchmark::State& state) {
  const double mean = static_cast<double>(state.range(0));
  double p = 0.0;
  for (auto _ : state) {
    p = p > 0.98 ? 0.01 : p + 0.0137;
    benchmark::DoNotOptimize(real::poisson_quantile(p, mean));
  }
}
BENCHMARK(poisson_quantile)->Arg(1)->Arg(29)->Arg(31)->Arg(1000)->Arg(1000000);

void draw(benchmark::State& state) {
  constexpr Purpose purpose{"bench.draw"};
  const Luck luck({.seed = 42, .run = 1}, 3, purpose);
  std::uint64_t key = 0;
  for (auto _ : state) benchmark::DoNotOptimize(luck.uniform(Key{++key}));
}
void rare_event(benchmark::State& state) {
  constexpr Purpose purpose{"bench.event"};
  const Luck luck({.seed = 42, .run = 1}, 3, purpose);
  std::uint64_t key = 0;
  for (auto _ : state) benchmark::DoNotOptimize(luck.happens(Key{++key}, 0.01));
}
BENCHMARK(draw);
BENCHMARK(rare_event);

void sum_ordered(benchmark::State& state) {
  const std::vector<double> x = numbers(-1, 1);
  for (auto _ : state) benchmark::DoNotOptimize(reduce::sum(x));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(n));
}
void sum_accumulate(benchmark::State& state) {
  const std::vector<double> x = numbers(-1, 1);
  for (auto _ : state) benchmark::DoNotOptimize(std::accumulate(x.begin(), x.end(), 0.0));
  state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(n));
}
BENCHMARK(sum_ordered);
BENCHMARK(sum_accumulate);

/// A table of 1 MB.
struct Megabyte {
  std::vector<std::array<double, 8>> a, b, c, d;
};

}  // namespace

template <> inline constexpr auto entrepot::columns<Megabyte> =
    std::array{column<&Megabyte::a>("a", "1", "", "inner:8"), column<&Megabyte::b>("b", "1", "", "inner:8"),
               column<&Megabyte::c>("c", "1", "", "inner:8"), column<&Megabyte::d>("d", "1", "", "inner:8")};

namespace {

void digest_megabyte(benchmark::State& state) {
  Megabyte t;
  resize(columns<Megabyte>, &t, 4096);
  for (auto _ : state) {
    DigestStream stream;
    add_columns(stream, columns<Megabyte>, &t);
    benchmark::DoNotOptimize(stream.value());
  }
  state.SetBytesProcessed(state.iterations() * (1 << 20));
}
BENCHMARK(digest_megabyte);

}  // namespace
