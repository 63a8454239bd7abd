#include "entrepot/run/simulation.hpp"

#include <algorithm>
#include <cstring>

#include "entrepot/base/errors.hpp"
#include "entrepot/run/outcomes.hpp"
#include "entrepot/world/archive.hpp"

namespace entrepot {
namespace {

const Model& model_of(const Scenario& scenario) { return scenario.model.stages().empty() ? standard_model() : scenario.model; }

/// The first day as it was read, with what the model brings if it was read without one.
World start_of(const Scenario& scenario) {
  World world = scenario.start;
  if (scenario.model.stages().empty()) standard_model().equip(world);
  return world;
}

/// First values under the base strategies: constants of demand do not depend on the strategy that runs.
void set_up_under_base(World& world, const Scenario& scenario, RunKey key) {
  apply_strategies(world, scenario.strategy(scenario.base_strategy), scenario.strategy(scenario.rival_strategy));
  model_of(scenario).set_up(world, key);
}

/// Constants of demand at the point values, as starting values for every draw.
World with_constants(const Scenario& scenario) {
  World start = start_of(scenario), world = start;
  set_up_under_base(world, scenario, RunKey{.draw = RunKey::point_draw});
  start.products.taste = std::move(world.products.taste);
  start.buyers.taste = std::move(world.buyers.taste);
  start.exporters.cloud_taste = std::move(world.exporters.cloud_taste);
  return start;
}

void compile_constants(Scenario& scenario) {
  try {
    scenario.start = with_constants(scenario);
  } catch (const SolverError&) {
    throw ScenarioError({Diagnostic{
        "data/products.csv", 0, 0, "no-calibration",
        "the buyers of the first day would not order the mix of chips that was sold in the quarter before",
        "look at sold, list_price, captive and withdrawn here, at gdp, ai_share, announced and grid_capacity in data/states.csv, and "
        "at the rules in force"}});
  }
}

/// Of a scenario that was read but not loaded (ScenarioBuilder::build, read_scenario) the constants are found now, so that its runs are the same.
bool has_constants(const World& start) {
  const std::span<const double> taste = flat(start.buyers.taste);
  return std::any_of(taste.begin(), taste.end(), [](double x) { return x != 0.0; });
}

World first_day(const Scenario& scenario, const Strategy& strategy, const Strategy& rival, Parameters parameters, RunKey key) {
  World world = has_constants(scenario.start) ? start_of(scenario) : with_constants(scenario);
  world.parameters = std::move(parameters);
  set_up_under_base(world, scenario, key);
  apply_strategies(world, strategy, rival);
  model_of(scenario).first_day(world, key);
  return world;
}

struct Header {  // of a saved simulation
  RunKey key;
  std::uint64_t initial, scenario, strategy;  // sizes of what follows: books, names
};
constexpr std::string_view magic = "entrepot-run 1\n";

}  // namespace

namespace {

/// Reads for the model and calibrates.
template <class Read> Scenario load_with(LoadOptions options, Read read) {
  if (options.model.stages().empty()) options.model = standard_model();
  Scenario scenario = read(options);
  compile_constants(scenario);
  return scenario;
}

}  // namespace

Scenario load_scenario(std::string_view path_or_name, LoadOptions options) {
  return load_with(std::move(options), [&](const LoadOptions& all) { return read_scenario(path_or_name, all); });
}

Scenario load_scenario(std::string_view path_or_name, const Model& model, LoadOptions options) {
  if (options.model.stages().empty()) options.model = model;
  return load_scenario(path_or_name, std::move(options));
}

Scenario load_scenario(const ScenarioFiles& files, LoadOptions options, std::string_view folder) {
  return load_with(std::move(options), [&](const LoadOptions& all) { return from_files(files, all, folder); });
}

Simulation::Simulation(const Scenario& scenario, World world, RunKey key, std::string strategy)
    : world_{std::move(world)},
      model_{model_of(scenario)},
      key_{key},
      books_{open_books(world_)},
      quarters_{scenario.quarters},
      scenario_{scenario.id},
      strategy_{std::move(strategy)} {}

Simulation::Simulation(const Scenario& scenario, const Strategy& strategy, RunKey key, const Strategy* rival)
    : Simulation(scenario, strategy, key, scenario.parameters.sample(key.seed, key.effective_draw()), rival) {}

Simulation::Simulation(const Scenario& scenario, const Strategy& strategy, RunKey key, Parameters parameters, const Strategy* rival)
    : Simulation(
          scenario,
          first_day(scenario, strategy, rival != nullptr ? *rival : scenario.strategy(scenario.rival_strategy), std::move(parameters), key),
          key, strategy.name) {}

Simulation& Simulation::check(bool on) {
  if (on) model_.check_values(world_);
  check_ = on;
  return *this;
}

Simulation& Simulation::apply(const Strategy& strategy, const Strategy* rival) {
  apply_strategy(world_, home_exporter, strategy);
  if (rival != nullptr) apply_strategy(world_, rival_exporter, *rival);
  strategy_ = strategy.name;
  return *this;
}

void Simulation::step(const Model::After& after) {
  if (done()) return;
  EventSink* const sink = sink_.wanted.empty() ? nullptr : &sink_;
  if (check_) model_.step_checked(world_, key_, books_, sink, after);
  else model_.step(world_, key_, sink, after);
  audit(world_, books_);
}

std::string Simulation::save() const {
  std::string out{magic};
  const Header header{key_, books_.initial.size(), scenario_.size(), strategy_.size()};
  out.append(reinterpret_cast<const char*>(&header), sizeof header);  // NOLINT: bytes of a trivially copyable value
  out.append(reinterpret_cast<const char*>(books_.initial.data()), books_.initial.size() * sizeof(std::int64_t));  // NOLINT
  out += scenario_ + strategy_ + entrepot::save(world_);
  const Digest sum = digest_of(std::string_view{out});
  out.append(reinterpret_cast<const char*>(&sum), sizeof sum);  // NOLINT
  return out;
}

Simulation Simulation::restore(std::string_view bytes, const Scenario& scenario) {
  if (bytes.substr(0, magic.size()) != magic)
    throw SnapshotError("these bytes are no saved run of this version", "another beginning", "\"entrepot-run 1\"");
  if (bytes.size() < magic.size() + sizeof(Header) + sizeof(Digest))
    throw SnapshotError("the saved run ends early", std::to_string(bytes.size()) + " bytes", "a whole run");
  Digest stored;
  std::memcpy(&stored, bytes.data() + bytes.size() - sizeof stored, sizeof stored);
  const std::string_view covered = bytes.substr(0, bytes.size() - sizeof stored);
  if (digest_of(covered) != stored)
    throw SnapshotError("the saved run is damaged: its checksum does not fit", digest_of(covered).hex(), stored.hex());
  std::string_view in = covered.substr(magic.size());
  Header header{};
  std::memcpy(&header, in.data(), sizeof header);
  in.remove_prefix(sizeof header);
  const auto take = [&](std::uint64_t n) {
    if (n > in.size()) throw SnapshotError("the saved run ends early", std::to_string(in.size()) + " bytes", std::to_string(n) + " bytes");
    const std::string_view part = in.substr(0, n);
    in.remove_prefix(n);
    return part;
  };
  if (header.initial > in.size() / sizeof(std::int64_t))
    throw SnapshotError("the saved run ends early", std::to_string(in.size()) + " bytes", "its books");
  const std::string_view initial = take(header.initial * sizeof(std::int64_t));
  const std::string name{take(header.scenario)}, strategy{take(header.strategy)};
  Simulation sim(scenario, entrepot::restore(in, start_of(scenario)), header.key, strategy);
  sim.books_.initial.resize(header.initial);
  std::memcpy(sim.books_.initial.data(), initial.data(), initial.size());
  sim.scenario_ = name;
  return sim;
}

Parting first_parting(Simulation left, Simulation right, std::span<const std::string> ignore) {
  const auto ignored = [&](const std::string& name) { return std::find(ignore.begin(), ignore.end(), name) != ignore.end(); };
  const auto differ = [&](const World& a, const World& b) -> Difference {
    for (const TableInfo* t : all_tables(a)) {
      if (ignored(std::string(t->name))) continue;
      for (const ColumnInfo& c : t->columns) {
        const std::string name = std::string(t->name) + "." + std::string(c.name);
        if (ignored(name)) continue;
        const TableInfo& other = find_table(b, t->name);
        const ColumnInfo& there = find_column(other, c.name);
        if (there.locate != c.locate || there.ops != c.ops || there.slot != c.slot)
          return {name, 0, 0, "a column of one model", "a column of another"};
        if (Difference d = first_difference({&c, 1}, t->of(a), other.of(b))) {
          d.column = name;
          return d;
        }
      }
    }
    return {};
  };
  if (Difference d = differ(left.world(), right.world())) return {0, "start", d};
  while (!left.done() && !right.done()) {
    // Both runs of a quarter, a copy of the World kept behind every stage of the left one.
    std::vector<std::pair<std::string, World>> behind;
    const std::int64_t quarter = left.world().quarter;
    left.step([&](std::string_view stage, const World& w) { behind.emplace_back(stage, w); });
    Parting found;
    std::size_t at = 0;
    right.step([&](std::string_view stage, const World& w) {
      if (found.difference || at >= behind.size()) return;
      if (Difference d = differ(behind[at].second, w)) found = {quarter, std::string(stage), d};
      ++at;
    });
    if (found.difference) return found;
  }
  return {};
}

}  // namespace entrepot
