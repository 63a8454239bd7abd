// world/rules.hpp: dated export rules: which chips (clauses), to whom and by which route (targets), when.
#pragma once
#include "entrepot/base/column.hpp"
#include "entrepot/world/agents.hpp"
#include "entrepot/world/levers.hpp"

namespace entrepot {

/// A rule is in force in a quarter if it took effect by the middle of that quarter and was not yet lifted then; it is known from the
/// quarter in which it was announced, and no longer after the quarter in which its end was announced.
struct Rules {
  std::vector<std::string> id;
  std::vector<ExporterId> exporter;
  std::vector<std::uint8_t> base;
  std::vector<std::int32_t> announced, effective, until;
};
template <> inline constexpr auto columns<Rules> = std::array{
    column<&Rules::id>("id", "-", "name in rules/*.toml", "", Role::frozen),
    column<&Rules::exporter>("exporter", "exporter", "whose rule", "", Role::frozen),
    column<&Rules::base>("base", "bool", "belongs to the base set that `rules` switches; else only named as a threshold", "", Role::frozen),
    column<&Rules::announced>("announced", "quarter", "first quarter in which it is known", "", Role::frozen),
    column<&Rules::effective>("effective", "quarter", "first quarter in force", "", Role::frozen),
    column<&Rules::until>("until", "quarter", "first quarter no longer in force (or no longer expected)", "", Role::frozen),
};
static_assert(all_described<Rules>());

/// A chip is controlled by a rule if it meets all bounds of one of its clauses. Unset bounds are -infinity and +infinity.
struct RuleClauses {
  std::vector<RuleId> rule;
  std::vector<double> tpp_min, tpp_max, density_min, density_max, link_min, memory_min;
};
template <> inline constexpr auto columns<RuleClauses> = std::array{
    column<&RuleClauses::rule>("rule", "rule", "whose clause", "", Role::frozen),
    column<&RuleClauses::tpp_min>("tpp_min", "TPP", "at least", "", Role::frozen),
    column<&RuleClauses::tpp_max>("tpp_max", "TPP", "below", "", Role::frozen),
    column<&RuleClauses::density_min>("density_min", "TPP/mm2", "at least", "", Role::frozen),
    column<&RuleClauses::density_max>("density_max", "TPP/mm2", "below", "", Role::frozen),
    column<&RuleClauses::link_min>("link_min", "GB/s", "at least", "", Role::frozen),
    column<&RuleClauses::memory_min>("memory_min", "GB/s", "memory bandwidth at least", "", Role::frozen),
};
static_assert(all_described<RuleClauses>());

/// For whom the rule holds: states in any of `groups`, in none of `except`; the strictest target that fits counts.
struct RuleTargets {
  std::vector<RuleId> rule;
  std::vector<Bits<Group>> groups, except;
  std::vector<Route> route;
  std::vector<double> cap, small_order;
  std::vector<CapPer> cap_per;
};
template <> inline constexpr auto columns<RuleTargets> = std::array{
    column<&RuleTargets::rule>("rule", "rule", "whose target", "", Role::frozen),
    column<&RuleTargets::groups>("groups", "bits", "country groups", "", Role::frozen),
    column<&RuleTargets::except>("except", "bits", "country groups left out", "", Role::frozen),
    column<&RuleTargets::route>("route", "-", "0 free, 1 presume, 2 case, 3 deny, 4 embargo", "", Role::frozen),
    column<&RuleTargets::cap>("cap", "H100e", "a buyer's deliveries; infinity = no cap", "", Role::frozen),
    column<&RuleTargets::small_order>("small_order", "H100e/year", "needs no licence", "", Role::frozen),
    column<&RuleTargets::cap_per>("cap_per", "-", "0 total, 1 year", "", Role::frozen),
};
static_assert(all_described<RuleTargets>());

}  // namespace entrepot
