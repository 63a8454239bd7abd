// strategies/*.toml: settings of levers by layer and tier (model description, "Strategy as data").
//
// What a stage of this version reads: the layers of layers_read (world/levers.hpp), of their cells what reads_field says, of the policy
// the model's levers, and the switch of the rules. The rest is checked and listed as unread.
#include <algorithm>

#include "scenario/read/draft.hpp"

namespace entrepot::reading {
namespace {

constexpr std::array<std::string_view, 12> strategy_keys{"title",    "rules",          "extends",      "policy", "reform",    "chips",
                                                         "clusters", "weights_closed", "weights_open", "cloud",  "equipment", "people"};
constexpr std::array<std::string_view, 4> layer_keys{"insider", "swing", "adversary", "all"};
constexpr std::array<std::string_view, 8> cell_keys{"route",       "threshold", "above_flop", "cap",
                                                    "small_order", "fee",       "subsidy",    "conditions"};
constexpr std::array<std::string_view, 2> cap_keys{"h100e", "per"};
constexpr std::array<std::string_view, 2> cap_pers{"total", "year"};
constexpr std::array<std::string_view, 12> policy_keys{"menu",        "toughness", "transfer_cap", "club",        "secondary_sanction",
                                                       "caps_public", "stance",    "safety_floor", "enforcement", "officers",
                                                       "dev_finance", "programme"};
constexpr std::array<std::string_view, 4> reform_keys{"grid", "immigration", "stem", "rd"};
constexpr std::array<std::string_view, 2> menus{"ai_only", "broad"};
constexpr std::array<std::string_view, 4> clubs{"core", "tier1", "open", "none"};

/// Whether some stage reads this field of a cell of a layer that is read at all (is_read); AccessTable says what it makes of it.
bool reads_field(Layer layer, std::string_view key) {
  if (key == "route" || key == "conditions") return true;
  if (key == "above_flop") return false;
  return layer == Layer::chips || (layer == Layer::cloud && (key == "cap" || key == "fee" || key == "subsidy"));
}

class StrategyReader {
  StrategyDraft draft_;
  const StrategyContext& context_;
  Problems& problems_;

 public:
  StrategyReader(const StrategyContext& context, Problems& problems) : context_{context}, problems_{problems} {}

  StrategyDraft read(const TomlNode& document, std::string_view name) {
    draft_.strategy.name = name;
    const Entries entries(document, "", strategy_keys, problems_);
    draft_.strategy.title = entries.title("title", false).value_or("");
    read_rules(entries);
    for (std::size_t i = 0; i < layer_names.size(); ++i)
      if (const TomlNode* layer = entries.table(layer_names[i], false)) read_layer(*layer, static_cast<Layer>(i));
    if (const TomlNode* extends = entries.table("extends", false)) read_extends(*extends, entries);
    if (const TomlNode* policy = entries.table("policy", false)) read_policy(*policy);
    if (const TomlNode* reform = entries.table("reform", false)) read_reform(*reform);
    return std::move(draft_);
  }

 private:
  void read_rules(const Entries& entries) {
    const auto rules = entries.text("rules", false);
    if (!rules) return;
    draft_.rules = true;
    draft_.strategy.rules_on = *rules != "none";
    if (*rules != "none" && !context_.base_rules.empty() && *rules != context_.base_rules)
      problems_.add(entries.at("rules"), "unknown-value", std::string("rules is ") + quoted(*rules),
                    std::string("write \"none\" or \"") + context_.base_rules + "\", the base set of scenario.toml");
  }

  void read_layer(const TomlNode& node, Layer layer) {
    const std::string name(layer_names[static_cast<std::size_t>(layer)]);
    draft_.given.push_back(layer);
    if (!is_read(layer)) draft_.unread.push_back(name);
    const Entries entries(node, name, layer_keys, problems_);
    if (entries.has("all") && node.items.size() > 1)
      problems_.add(entries.at("all"), "all-and-tier", name + " has cells for all and for single tiers",
                    "write all three tiers instead of all");
    const auto keep = [&](LeverCell cell, std::size_t tier) {
      cell.tier = static_cast<Tier>(tier);
      if (is_read(layer)) draft_.strategy.cells.push_back(cell);
    };
    if (const TomlNode* all = entries.table("all", false)) {
      const LeverCell cell = read_cell(*all, layer, entries.path("all"));
      for (std::size_t tier = 0; tier < tier_count; ++tier) keep(cell, tier);
      return;
    }
    for (std::size_t tier = 0; tier < tier_count; ++tier)
      if (const TomlNode* cell = entries.table(tier_names[tier], false))
        keep(read_cell(*cell, layer, entries.path(tier_names[tier])), tier);
  }

  LeverCell read_cell(const TomlNode& node, Layer layer, const std::string& path) {
    const Entries entries(node, path, cell_keys, problems_);
    LeverCell cell;
    cell.layer = layer;
    cell.route = static_cast<Route>(entries.choice("route", std::span(route_names).first(4), false).value_or(0));
    if (const auto threshold = entries.text("threshold", false); threshold && *threshold != "none") {
      cell.threshold = *threshold;
      if (context_.rules_known && std::find(context_.rules.begin(), context_.rules.end(), *threshold) == context_.rules.end())
        problems_.add(entries.at("threshold"), "unknown-rule",
                      entries.path("threshold") + " names " + quoted(*threshold) + ", which is no rule of the scenario",
                      did_you_mean_or_list(*threshold, context_.rules));
    }
    entries.number("above_flop", positive, false);
    if (const TomlNode* cap = entries.table("cap", false)) {
      const Entries both(*cap, entries.path("cap"), cap_keys, problems_);
      cell.cap = both.number("h100e", positive).value_or(no_cap);
      cell.cap_per = static_cast<CapPer>(both.choice("per", cap_pers).value_or(0));
    }
    cell.small_order = entries.number("small_order", not_negative, false).value_or(0.0);
    cell.fee = entries.number("fee", unit_interval, false).value_or(0.0);
    cell.subsidy = entries.number("subsidy", below_one, false).value_or(0.0);
    cell.conditions.word = entries.bits("conditions", condition_names, false).value_or(0);
    for (const std::string_view key : cell_keys)
      if (is_read(layer) && !reads_field(layer, key) && entries.has(key)) draft_.unread.push_back(entries.path(key));
    return cell;
  }

  void read_extends(const TomlNode& node, const Entries& strategy) {
    const Entries entries(node, "extends", layer_names, problems_);
    for (std::size_t i = 0; i < layer_names.size(); ++i) {
      const auto other = entries.text(layer_names[i], false);
      if (!other || !check_name(*other, entries.at(layer_names[i]), entries.path(layer_names[i]), problems_)) continue;
      if (strategy.has(layer_names[i]))
        problems_.add(entries.at(layer_names[i]), "layer-twice",
                      std::string("the layer ") + std::string(layer_names[i]) + " is set here and taken from " + quoted(*other),
                      "keep one of them");
      if (!is_read(static_cast<Layer>(i))) draft_.unread.push_back(entries.path(layer_names[i]));
      draft_.extends.emplace(static_cast<Layer>(i), std::pair{*other, entries.at(layer_names[i])});
    }
  }

  /// Numbers of later versions are kept too: a scenario may be given its model afterwards.
  void keep(const Entries& policy, std::string_view lever, Range allowed) {
    if (const auto value = policy.number(lever, allowed, false)) draft_.strategy.policy.emplace(lever, *value);
  }
  void read_policy(const TomlNode& node) {
    std::vector<std::string_view> known(policy_keys.begin(), policy_keys.end());
    for (const LeverInfo& lever : context_.model.levers())
      if (std::find(known.begin(), known.end(), lever.name) == known.end()) known.push_back(lever.name);
    const Entries entries(node, "policy", known, problems_);
    for (const LeverInfo& lever : context_.model.levers()) {
      const Range allowed = find_column(find_table(context_.model.catalogue().get(), lever.table), lever.column).range;
      keep(entries, lever.name, allowed);
    }
    const auto later = [&](std::string_view key) {
      return std::none_of(context_.model.levers().begin(), context_.model.levers().end(),
                          [&](const LeverInfo& l) { return l.name == key; });
    };
    if (const TomlNode* menu = entries.optional_node("menu")) {
      if (menu->kind == TomlNode::Kind::text) entries.choice("menu", menus);
      else entries.bits("menu", condition_names);
    }
    entries.choice("club", clubs, false);
    entries.flag("caps_public", false);
    for (const std::string_view key : {"secondary_sanction", "safety_floor", "stance"})
      if (later(key)) keep(entries, key, unit_interval);
    for (const std::string_view key : {"toughness", "transfer_cap", "enforcement", "dev_finance", "programme"})
      if (later(key)) keep(entries, key, not_negative);
    if (later("officers")) keep(entries, "officers", positive);
    for (const TomlNode& item : node.items)
      if (std::find(policy_keys.begin(), policy_keys.end(), item.key) != policy_keys.end() && later(item.key))
        draft_.unread.push_back(entries.path(item.key));
  }

  void read_reform(const TomlNode& node) {
    const Entries entries(node, "reform", reform_keys, problems_);
    for (const std::string_view key : reform_keys)
      if (entries.number(key, positive, false)) draft_.unread.push_back(entries.path(key));
  }
};

/// Follows `extends` of one layer to the strategy that sets it.
const StrategyDraft* setter(const std::map<std::string, StrategyDraft>& all, const std::string& name, Layer layer) {
  std::string at = name;
  for (std::size_t steps = 0; steps <= all.size(); ++steps) {
    const auto found = all.find(at);
    if (found == all.end()) return nullptr;
    const auto next = found->second.extends.find(layer);
    if (next == found->second.extends.end()) return &found->second;
    at = next->second.first;
  }
  return nullptr;  // a circle, which has been told
}

void check_extends(Draft& draft, const std::map<std::string, StrategyDraft>& all) {
  for (const Layer layer :
       {Layer::chips, Layer::clusters, Layer::weights_closed, Layer::weights_open, Layer::cloud, Layer::equipment, Layer::people}) {
    std::map<std::string, std::vector<std::string>> waits;
    for (const auto& [name, strategy] : all) {
      const auto other = strategy.extends.find(layer);
      if (other != strategy.extends.end() && draft.check_refers("strategies", other->second.first, other->second.second, "the strategy"))
        waits[name] = {other->second.first};
    }
    for (const auto& circle : circles(waits))
      draft.problems.add(all.at(circle.front()).extends.at(layer).second, "circle",
                         std::string("strategies take the layer ") + std::string(layer_names[static_cast<std::size_t>(layer)]) +
                             " from each other in a circle: " + circle_text(circle),
                         "let one of them set the layer itself");
  }
}

}  // namespace

StrategyDraft read_strategy(const TomlNode& document, std::string_view name, const StrategyContext& context, Problems& problems) {
  return StrategyReader(context, problems).read(document, name);
}

void read_strategies(Draft& draft) {
  const StrategyContext context{draft.out.start.rules.id, draft.rules_known, draft.base_rules, draft.out.model};
  std::map<std::string, StrategyDraft> all;
  for (const auto& [name, document] : draft.folder("strategies")) {
    all.emplace(name, read_strategy(*document, name, context, draft.problems));
    for (const std::string& key : all.at(name).unread) draft.out.unread.push_back(std::string("strategies/") + name + ".toml: " + key);
  }
  check_extends(draft, all);
  for (const auto& [name, strategy] : all) {
    Strategy whole = strategy.strategy;
    for (const auto& [layer, from] : strategy.extends) {
      const StrategyDraft* set = setter(all, name, layer);
      if (set == nullptr) continue;
      for (const LeverCell& cell : set->strategy.cells)
        if (cell.layer == layer) whole.cells.push_back(cell);
    }
    draft.out.strategies.push_back(std::move(whole));
  }
}

}  // namespace entrepot::reading
