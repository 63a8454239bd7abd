// rules/*.toml: dated export rules.
#include <algorithm>

#include "scenario/read/draft.hpp"

namespace entrepot::reading {
namespace {

constexpr std::array<std::string_view, 8> rule_keys{"id", "exporter", "announced", "effective", "lifted", "source", "clause", "target"};
constexpr std::array<std::string_view, 6> clause_keys{"tpp_min", "tpp_max", "density_min", "density_max", "link_min", "memory_min"};
constexpr std::array<std::string_view, 5> target_keys{"groups", "except", "route", "cap", "small_order"};
constexpr std::array<std::string_view, 2> cap_keys{"h100e", "per"};
constexpr std::array<std::string_view, 2> cap_pers{"total", "year"};
constexpr std::size_t most_rules = 32;  // AccessTable keeps a product's rules as bits of one word
constexpr double infinity = std::numeric_limits<double>::infinity();

void read_clause(Draft& draft, const TomlNode& node, const std::string& path, RuleId rule) {
  const Entries entries(node, path, clause_keys, draft.problems);
  const auto bound = [&](std::string_view key, double otherwise) { return entries.number(key, not_negative, false).value_or(otherwise); };
  RuleClauses& c = draft.out.start.rule_clauses;
  c.rule.push_back(rule);
  c.tpp_min.push_back(bound("tpp_min", -infinity));
  c.tpp_max.push_back(bound("tpp_max", infinity));
  c.density_min.push_back(bound("density_min", -infinity));
  c.density_max.push_back(bound("density_max", infinity));
  c.link_min.push_back(bound("link_min", -infinity));
  c.memory_min.push_back(bound("memory_min", -infinity));
  if (node.items.empty())
    draft.problems.add(node.at, "empty-clause", path + " has no bound, so it controls every chip", "write tpp_min = 0 if that is meant");
  if (c.tpp_min.back() >= c.tpp_max.back())
    draft.problems.add(entries.at("tpp_max"), "wrong-order", entries.path("tpp_max") + " is not above tpp_min");
  if (c.density_min.back() >= c.density_max.back())
    draft.problems.add(entries.at("density_max"), "wrong-order", entries.path("density_max") + " is not above density_min");
}

void read_target(Draft& draft, const TomlNode& node, const std::string& path, RuleId rule) {
  const Entries entries(node, path, target_keys, draft.problems);
  RuleTargets& t = draft.out.start.rule_targets;
  t.rule.push_back(rule);
  t.groups.push_back({entries.bits("groups", group_names).value_or(0)});
  if (const TomlNode* groups = node.find("groups"); groups != nullptr && groups->kind == TomlNode::Kind::array && groups->items.empty())
    draft.problems.add(groups->at, "empty-target", path + ".groups is empty, so the target fits nobody",
                       "name groups, or remove the target");
  t.except.push_back({entries.bits("except", group_names, false).value_or(0)});
  t.route.push_back(static_cast<Route>(entries.choice("route", route_names).value_or(0)));
  t.small_order.push_back(entries.number("small_order", not_negative, false).value_or(0.0));
  t.cap.push_back(no_cap);
  t.cap_per.push_back(CapPer::total);
  if (const TomlNode* cap = entries.table("cap", false)) {
    const Entries both(*cap, entries.path("cap"), cap_keys, draft.problems);
    t.cap.back() = both.number("h100e", positive).value_or(no_cap);
    t.cap_per.back() = static_cast<CapPer>(both.choice("per", cap_pers).value_or(0));
  }
}

void read_dates(Draft& draft, const Entries& entries) {
  Rules& rules = draft.out.start.rules;
  const Date start = draft.out.start_date;
  const auto announced = entries.date("announced"), effective = entries.date("effective"), lifted = entries.date("lifted", false);
  // Known from the quarter of its announcement; in force in quarters by whose middle day it took effect and was not lifted. One column
  // `until` serves both: from the first quarter by whose middle day its end is announced nobody waits for it any more either.
  rules.announced.push_back(announced ? quarter_of(start, *announced) : 0);
  rules.effective.push_back(effective ? quarter_from(start, *effective) : 0);
  rules.until.push_back(lifted ? quarter_from(start, *lifted) : never);
  if (announced && effective && *effective < *announced)
    draft.problems.add(entries.at("effective"), "wrong-order", entries.path("effective") + " is earlier than announced");
  if (announced && lifted && *lifted < *announced)
    draft.problems.add(entries.at("lifted"), "wrong-order", entries.path("lifted") + " is earlier than announced");
}

/// A name that a strategy uses for "no rule" or "no rules".
void check_reserved(Draft& draft, std::string_view name, Position at, std::string_view what, std::string_view why) {
  if (name == "none") draft.problems.add(at, "reserved-name", std::string(what) + " is \"none\"", std::string(why) + ": use another name");
}

void read_rule(Draft& draft, const TomlNode& node, const std::string& path, bool base) {
  const Entries entries(node, path, rule_keys, draft.problems);
  Rules& rules = draft.out.start.rules;
  const RuleId rule{rules.id.size()};
  rules.id.push_back(entries.text("id").value_or(""));
  if (!rules.id.back().empty()) {
    check_name(rules.id.back(), entries.at("id"), "the rule id", draft.problems);
    check_reserved(draft, rules.id.back(), entries.at("id"), "the rule id", "threshold = \"none\" stands for no rule");
    if (std::count(rules.id.begin(), rules.id.end(), rules.id.back()) > 1)
      draft.problems.add(entries.at("id"), "repeated-id", std::string("the rule id ") + quoted(rules.id.back()) + " is taken already",
                         "name every rule once in all files of rules/");
  }
  rules.exporter.push_back(ExporterId{entries.choice("exporter", exporter_names).value_or(0)});
  rules.base.push_back(base ? 1 : 0);
  read_dates(draft, entries);
  if (const auto source = entries.text("source")) {
    check_source(draft, *source, entries.at("source"));
    draft.out.provenance_keys["rules." + rules.id.back()] = *source;
  }
  if (const TomlNode* clauses = entries.array_of_tables("clause", true)) {
    for (const TomlNode& one : clauses->items) read_clause(draft, one, entries.path("clause"), rule);
    if (clauses->items.empty())
      draft.problems.add(clauses->at, "no-clause", entries.path("clause") + " is empty, so the rule controls no chip",
                         "add [[rule.clause]], or remove the rule");
  }
  if (const TomlNode* targets = entries.array_of_tables("target", base)) {
    for (const TomlNode& one : targets->items) read_target(draft, one, entries.path("target"), rule);
    if (!targets->items.empty() && !base)  // only the base set is ever in force; the others are thresholds of strategies
      draft.out.unread.push_back(draft.problems.path(node.at.file) + ": " + rules.id[rule.index()] + ".target");
    if (targets->items.empty() && base)
      draft.problems.add(targets->at, "no-target", entries.path("target") + " is empty, so the rule holds for nobody",
                         "add [[rule.target]], or remove the rule");
  }
}

}  // namespace

void read_rules(Draft& draft) {
  constexpr std::array<std::string_view, 2> keys{"rule", "title"};
  draft.rules_known = draft.folder("rules").size() == draft.names_in("rules").size();
  for (const auto& [name, document] : draft.folder("rules")) {
    check_reserved(draft, name, {document->at.file}, "the name of the rule set", "rules = \"none\" switches the dated rules off");
    const Entries entries(*document, "", keys, draft.problems);
    entries.title("title", false);
    const TomlNode* rules = entries.array_of_tables("rule", true);
    if (rules == nullptr) continue;
    for (const TomlNode& one : rules->items) {
      read_rule(draft, one, "rule", name == draft.base_rules);
      if (draft.out.start.rules.id.size() == most_rules + 1)
        draft.problems.add(one.at, "too-many-rules", "a scenario has at most 32 rules; this is the next",
                           "remove rules that no longer matter");
    }
  }
}

}  // namespace entrepot::reading
