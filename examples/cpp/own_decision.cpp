// Replaces one decision: an agency with a bright line in place of the standard one. A decision is a plain struct with `decide`, which reads a
// World that it cannot change, and `apply`, which writes; every guarantee of a run holds for it too.
#include <entrepot/decisions/license.hpp>
#include <entrepot/entrepot.hpp>
#include <entrepot/world/lookups.hpp>
#include <iostream>
namespace ep = entrepot;

namespace {

/// Applications are filed, reviewed and held as in the standard agency. Whoever polices its customs well gets the licence; nobody else does.
struct BrightLine {
  using Parameters = ep::LicenseParameters;  // it reads what the standard agency reads
  using Proposals = ep::License::Proposals;
  static constexpr std::string_view name = "license";
  double least_customs;

  Proposals decide(const ep::World& world, const ep::Turn& turn) const {
    Proposals out = ep::License{}.decide(world, turn);
    const std::size_t on_file = world.licences.buyer.size();
    for (auto& [licence, stage] : out.changes) {
      if (stage != ep::LicenceStage::approved && stage != ep::LicenceStage::denied) continue;
      const ep::AgentId buyer = licence < on_file ? world.licences.buyer[licence] : out.applications[licence - on_file].buyer;
      const bool careful = world.states.customs[ep::home_of(world, buyer).index()] >= least_customs;
      stage = careful ? ep::LicenceStage::approved : ep::LicenceStage::denied;
    }
    return out;
  }
  void apply(ep::World& world, const Proposals& out, const ep::Turn& turn) const { ep::License{}.apply(world, out, turn); }
};

void print(const char* agency, ep::Simulation sim) {
  sim.run();
  const ep::Outcomes outcomes = sim.outcomes();
  std::cout << agency << ": " << outcomes.at("applications") << " applications, " << outcomes.at("approval_share") << " approved, "
            << outcomes.at("swing_h100e") << " H100e in swing states\n";
}

}  // namespace

int main() {
  const ep::Scenario scenario = ep::load_scenario("baseline");
  const ep::Strategy& control = scenario.strategy("control");
  const ep::RunKey key{.seed = 42, .run = 0};
  ep::Model changed = ep::standard_model();
  changed.replace("license", BrightLine{.least_customs = 0.6});
  const ep::Scenario other = ep::load_scenario("baseline", changed);  // it carries the model: simulations and ensembles run it
  print("standard agency", ep::Simulation{scenario, control, key});
  print("bright line", ep::Simulation{other, other.strategy("control"), key});
}
