// Replaces the demand of the stage `buy` and keeps the rest of it: states that have less compute than the one that has most of it raise their
// budgets. The standard stage decides on a World in which they have them, and applies to the real one.
#include <algorithm>
#include <entrepot/decisions/buy.hpp>
#include <entrepot/entrepot.hpp>
#include <iostream>
namespace ep = entrepot;

namespace {

struct ArmsRace {
  using Parameters = ep::Buy::Parameters;  // it says of itself what the standard stage says
  static constexpr std::string_view name = ep::Buy::name;
  static constexpr auto events = ep::Buy::events;
  static constexpr auto writes = ep::Buy::writes;
  double rivalry;  ///< a state without any compute spends 1 + rivalry times as much

  auto decide(const ep::World& world, const ep::Turn& turn) const {
    std::vector<double> stock;
    for (const auto& by_bloc : world.states.stock) stock.push_back(ep::reduce::sum(by_bloc));
    const double most = *std::max_element(stock.begin(), stock.end());
    ep::World as_if = world;  // some thirty microseconds
    if (most > 0.0)
      for (std::size_t i = 0; i < stock.size(); ++i) as_if.states.ai_share[i] *= 1.0 + rivalry * (1.0 - stock[i] / most);
    return ep::Buy{}.decide(as_if, turn);
  }
  void apply(ep::World& world, const ep::BuyProposals& out, const ep::Turn& turn) const { ep::Buy{}.apply(world, out, turn); }
  void set_up(ep::World& world, const ep::Turn& turn) const { ep::Buy{}.set_up(world, turn); }
  void first_day(ep::World& world, const ep::Turn& turn) const { ep::Buy{}.first_day(world, turn); }
};

void print(const char* demand, const ep::Scenario& scenario) {
  ep::Simulation sim{scenario, scenario.strategy("control"), ep::RunKey{.seed = 42, .run = 0}};
  sim.check().run();
  std::cout << demand << ": revenue " << sim.outcomes().at("revenue_usd") << " USD, stack share " << sim.outcomes().at("stack_share")
            << '\n';
}

}  // namespace

int main() {
  ep::Model racing = ep::standard_model();
  racing.replace("buy", ArmsRace{0.5});
  print("standard demand", ep::load_scenario("tiny"));
  print("arms race", ep::load_scenario("tiny", racing));
}
