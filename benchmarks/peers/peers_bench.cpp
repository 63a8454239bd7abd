// Times of the two forms of the peers' workload side by side (DECLARATION.md). The counter `ratio` is the model's time over the loop's.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <ctime>

#include "by_hand.hpp"
#include "network_stage.hpp"

namespace {

using namespace peers;

/// A World that has nothing but the network.
template <class Stage> struct Modelled {
  ep::Model model;
  ep::World world;

  explicit Modelled(std::size_t agents) : model{{Stage{agents}}} {
    std::vector<std::string> names;
    for (const ep::ParameterInfo& p : ep::parameters<Parameters>) names.emplace_back(p.name);
    std::sort(names.begin(), names.end());
    const auto shared = std::make_shared<const std::vector<std::string>>(std::move(names));
    world.parameters = ep::Parameters(shared, std::vector<double>(shared->size()));
    for (const ep::ParameterInfo& p : ep::parameters<Parameters>)
      world.parameters.set(p.name, *reinterpret_cast<const double*>(reinterpret_cast<const char*>(&standard) + p.offset));  // NOLINT
    model.equip(world);
    model.set_up(world, ep::RunKey{});
  }
  void step(ep::RunKey key) { model.step(world, key); }
  template <class Powers> bool same_as(const ByHand<Powers>& hand) const {
    return world.own.get<Nodes>().power == hand.power() && world.own.get<Ties>().strength == hand.strength() &&
           ep::event_count<Coerced>(world) == hand.coerced();
  }
};

constexpr ep::RunKey key{.seed = 42, .run = 0};

/// Microseconds of processor time for a step, over so many that the clock's grain does not matter.
template <class Form> double time_of(Form& form, int steps) {
  const std::clock_t before = std::clock();
  for (int s = 0; s < steps; ++s) form.step(key);
  return static_cast<double>(std::clock() - before) * 1e6 / CLOCKS_PER_SEC / steps;
}
double median(std::vector<double> x) {
  std::nth_element(x.begin(), x.begin() + static_cast<std::ptrdiff_t>(x.size() / 2), x.end());
  return x[x.size() / 2];
}

/// `Powers`: those of the stage; the loop that is the measure always has pow, the loop that must agree to the last bit has the stage's.
template <class Stage, class Powers> void peers_workload(benchmark::State& state) {
  const auto agents = static_cast<std::size_t>(state.range(0));
  Modelled<Stage> modelled(agents);
  ByHand<ByPow> loop(agents);
  ByHand<Powers> same(agents);
  for (int s = 0; s < 200; ++s) {
    modelled.step(key);
    same.step(key);
    loop.step(key);
  }
  if (!modelled.same_as(same) || same.coerced() == 0 || same.coerced() == static_cast<std::int64_t>(200 * agents))
    return state.SkipWithError("the model and the loop do not come to the same state");

  const int steps = static_cast<int>(400'000 / agents / 8);
  std::vector<double> of_model, of_loop;
  for (auto _ : state) {
    const bool loop_first = of_loop.size() % 2 == 0;
    if (loop_first) of_loop.push_back(time_of(loop, steps));
    of_model.push_back(time_of(modelled, steps));
    if (!loop_first) of_loop.push_back(time_of(loop, steps));
    state.SetIterationTime(of_model.back() * steps * 1e-6);
  }
  state.counters["model_us"] = median(of_model);
  state.counters["loop_us"] = median(of_loop);
  state.counters["ratio"] = median(of_model) / median(of_loop);
}

constexpr int repetitions = 41;
BENCHMARK(peers_workload<OneByOne<ByPow>, ByPow>)->Name("peers/one_by_one")->Arg(200)->Arg(2000)->Iterations(repetitions)->UseManualTime();
BENCHMARK(peers_workload<AllAtOnce<ByPow>, ByPow>)->Name("peers/array_pow")->Arg(200)->Arg(2000)->Iterations(repetitions)->UseManualTime();
BENCHMARK(peers_workload<AllAtOnce<ByExpAndLog>, ByExpAndLog>)
    ->Name("peers/array_exp_log")
    ->Arg(200)
    ->Arg(2000)
    ->Iterations(repetitions)
    ->UseManualTime();

}  // namespace
