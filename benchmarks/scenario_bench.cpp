// Loading a scenario folder: files, checks, digest. The baseline must take at most 150 ms.
#include <benchmark/benchmark.h>

#include "entrepot/scenario/scenario.hpp"

namespace {

using namespace entrepot;

void read(benchmark::State& state, const char* name) {
  const std::string folder = find_scenario(name);
  for (auto _ : state) benchmark::DoNotOptimize(read_scenario(folder).digest);
}
BENCHMARK_CAPTURE(read, tiny, "tiny")->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(read, baseline, "baseline")->Unit(benchmark::kMillisecond);

void check_files_in_memory(benchmark::State& state) {
  const ScenarioFiles files = files_of("baseline");
  for (auto _ : state) benchmark::DoNotOptimize(from_files(files).digest);
}
BENCHMARK(check_files_in_memory)->Unit(benchmark::kMillisecond);

void sample_parameters(benchmark::State& state) {
  const Scenario scenario = read_scenario("baseline");
  std::uint64_t draw = 0;
  for (auto _ : state) benchmark::DoNotOptimize(scenario.parameters.sample(42, draw++).values().data());
}
BENCHMARK(sample_parameters);

}  // namespace
