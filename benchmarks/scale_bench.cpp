// Generated worlds of many buyers: time of an agent in a quarter, which should not depend on how many there are (aim: a million within 1.3 times
// of a hundred thousand), faults of pages a quarter, and the largest memory of the process. Each world is set up by its own stages; that is not measured.
//
//   ./dev bench --benchmark_filter=agent_quarter        (a million agents take some GB and about a minute)
#include <benchmark/benchmark.h>
#include <sys/resource.h>

#include "entrepot/run/model.hpp"
#include "entrepot/world/ledger.hpp"
#include "entrepot/world/lookups.hpp"
#include "support/generated_world.hpp"
#include "support/world_rows.hpp"

namespace {

using namespace entrepot;

/// Firms that buy and have one site each, at home in all states in turn, until there are so many agents; the states' spending is shared with
/// them, and grows with their number, as does what vendors can make.
World crowded_world(std::size_t agents) {
  World w = testing::generated_world(7, {200, 12});
  const std::size_t had = w.buyers.agent.size(), firms = w.firms.id.size(), states = w.states.id.size();
  testing::rows(w.firms, firms + agents - had);
  const double crowd = static_cast<double>(agents - had) / static_cast<double>(states);  // of a state
  for (std::size_t b = 0; b < had; ++b)
    if (state_of(w, w.buyers.agent[b])) w.buyers.weight[b] /= crowd + 1.0;
  for (std::size_t f = firms; f < w.firms.id.size(); ++f) {
    const StateId home{f % states};
    w.firms.id[f] = "buyer" + std::to_string(f);
    w.firms.key[f] = static_cast<std::uint64_t>(key_of("firm", w.firms.id[f]));
    w.firms.home[f] = home;
    const AgentId agent = ledger::born(w, FirmId{f});
    const BuyerId buyer = testing::add_buyer(w, agent, 0.0);
    w.buyers.weight[buyer.index()] = w.buyers.weight[home.index()];
    testing::add_site(w, agent, home, w.firms.key[f], 1.0);
  }
  const double more = static_cast<double>(agents) / 1000.0;
  for (double& gdp : w.states.gdp) gdp *= more;
  for (double& capacity : w.firms.capacity) capacity *= more;
  for (double& spare : w.states.spare_generation) spare *= more;
  for (double& capacity : w.states.grid_capacity) capacity *= more;
  initialise(w);
  return w;
}

rusage used() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage;
}

void agent_quarter(benchmark::State& state) {
  const auto agents = static_cast<std::size_t>(state.range(0));
  World w = crowded_world(agents);
  standard_model().step(w, RunKey{1, 0});  // the first quarter takes memory that later ones have
  const long faults = used().ru_minflt;
  for (auto _ : state) standard_model().step(w, RunKey{1, 0});
  state.counters["faults"] = static_cast<double>(used().ru_minflt - faults) / static_cast<double>(state.iterations());
  state.counters["ns"] = benchmark::Counter(1e-9 * static_cast<double>(state.iterations()) * static_cast<double>(agents),
                                            benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
  state.counters["MB"] = static_cast<double>(used().ru_maxrss) / 1024.0;
}

BENCHMARK(agent_quarter)->Arg(10'000)->Arg(100'000)->Arg(1'000'000)->Iterations(7)->Unit(benchmark::kMillisecond);

}  // namespace
