// Strategies in force: from a strategy to the lever table, and strategies on top of others.
#include <algorithm>

#include "scenario/read/draft.hpp"
#include "scenario/text/encoding.hpp"

namespace entrepot {
namespace {

using namespace reading;

RuleId rule_named(const World& world, const std::string& name) {
  if (name.empty()) return {};
  const auto& ids = world.rules.id;
  const auto at = std::find(ids.begin(), ids.end(), name);
  if (at == ids.end()) throw UnknownName("rule", name, nearest_name(name, ids));
  return RuleId{static_cast<std::size_t>(at - ids.begin())};
}

void push_cell(Levers& levers, ExporterId exporter, const LeverCell& cell, RuleId threshold) {
  levers.exporter.push_back(exporter);
  levers.layer.push_back(cell.layer);
  levers.tier.push_back(cell.tier);
  levers.route.push_back(cell.route);
  levers.threshold.push_back(threshold);
  levers.cap.push_back(cell.cap);
  levers.cap_per.push_back(cell.cap_per);
  levers.small_order.push_back(cell.small_order);
  levers.fee.push_back(cell.fee);
  levers.subsidy.push_back(cell.subsidy);
  levers.conditions.push_back(cell.conditions);
}

const LeverCell* find_cell(const Strategy& strategy, Layer layer, Tier tier) {
  const auto at =
      std::find_if(strategy.cells.begin(), strategy.cells.end(), [&](const LeverCell& c) { return c.layer == layer && c.tier == tier; });
  return at == strategy.cells.end() ? nullptr : &*at;
}

/// A row for each layer that is read and each tier.
void push_cells(Levers& levers, const World& world, ExporterId exporter, const Strategy& strategy) {
  for (const Layer layer : layers_read)
    for (std::size_t tier = 0; tier < tier_count; ++tier) {
      const LeverCell* found = find_cell(strategy, layer, static_cast<Tier>(tier));
      LeverCell cell = found != nullptr ? *found : LeverCell{};
      cell.layer = layer;
      cell.tier = static_cast<Tier>(tier);
      push_cell(levers, exporter, cell, rule_named(world, cell.threshold));
    }
}

/// Whether dated rules hold, and the columns of levers.
void set_policy(World& world, ExporterId exporter, const Strategy& strategy) {
  world.exporters.rules_on[exporter.index()] = strategy.rules_on ? 1 : 0;
  if (!world.catalogue) return;
  for (const LeverInfo& lever : world.catalogue->levers) {
    const TableInfo& table = find_table(world, lever.table);
    auto* const values = static_cast<double*>(find_column(table, lever.column).data(table.of(world)));
    const auto given = strategy.policy.find(lever.name);
    values[exporter.index()] = given == strategy.policy.end() ? lever.fallback : given->second;
  }
}

void replace_cell(Strategy& strategy, const LeverCell& with) {
  std::erase_if(strategy.cells, [&](const LeverCell& c) { return c.layer == with.layer && c.tier == with.tier; });
  strategy.cells.push_back(with);
}

}  // namespace

void apply_strategies(World& world, const Strategy& home, const Strategy& rival) {
  Levers levers;
  push_cells(levers, world, home_exporter, home);
  push_cells(levers, world, rival_exporter, rival);
  world.levers = std::move(levers);
  set_policy(world, home_exporter, home);
  set_policy(world, rival_exporter, rival);
}

void apply_strategy(World& world, ExporterId exporter, const Strategy& strategy) {
  Levers levers = world.levers;
  const std::size_t before = levers.exporter.size();
  push_cells(levers, world, exporter, strategy);
  std::vector<std::size_t> order;  // the exporter's new rows in the place of its old ones
  for (std::size_t row = 0; row < levers.exporter.size(); ++row)
    if (levers.exporter[row] != exporter || row >= before) order.push_back(row);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return levers.exporter[a].row < levers.exporter[b].row; });
  gather(columns<Levers>, &levers, order);
  world.levers = std::move(levers);
  set_policy(world, exporter, strategy);
}

Strategy with_levers(const Scenario& scenario, const Strategy& base, std::string_view toml, std::string_view name) {
  if (toml.find_first_not_of(" \t\n") == std::string_view::npos) {  // other cells: none; the same strategy under another name
    Strategy renamed = base;
    renamed.name = name;
    return renamed;
  }
  Problems problems;
  const std::uint32_t file = problems.file(name);
  const std::string_view text = checked_text(toml, file, problems);
  const auto document = text.empty() ? std::nullopt : read_toml(text, file, problems);
  problems.throw_if_any();
  const StrategyDraft draft =
      read_strategy(*document, name, {scenario.start.rules.id, true, scenario.base_rules, scenario.model}, problems);
  Strategy out = base;
  out.name = name;
  if (!draft.strategy.title.empty()) out.title = draft.strategy.title;
  if (draft.rules) out.rules_on = draft.strategy.rules_on;
  for (const auto& [lever, value] : draft.strategy.policy) out.policy[lever] = value;
  for (const auto& extension : draft.extends) {
    const Layer layer = extension.first;  // names, not bindings: C++20 lambdas of clang 14 capture no bindings
    const auto& from = extension.second;
    const auto other =
        std::find_if(scenario.strategies.begin(), scenario.strategies.end(), [&](const Strategy& s) { return s.name == from.first; });
    if (other == scenario.strategies.end()) {
      std::vector<std::string> known;
      for (const Strategy& s : scenario.strategies) known.push_back(s.name);
      problems.add(from.second, "unknown-name", std::string("the strategy ") + quoted(from.first) + " is not in the scenario",
                   did_you_mean_or_list(from.first, known));
      continue;
    }
    std::erase_if(out.cells, [&](const LeverCell& c) { return c.layer == layer; });
    for (const LeverCell& cell : other->cells)
      if (cell.layer == layer) out.cells.push_back(cell);
  }
  problems.throw_if_any();
  for (const LeverCell& cell : draft.strategy.cells) replace_cell(out, cell);
  return out;
}

}  // namespace entrepot
