// world/states.hpp: states. Columns and first values: docs/model (columns.md).
#pragma once
#include "entrepot/base/column.hpp"
#include "entrepot/world/agents.hpp"

namespace entrepot {

enum class StateRole : std::uint8_t { exporter, core_of_first, core_of_second };
template <> inline constexpr auto enumerator_names<StateRole> =
    std::array<std::string_view, 3>{"exporter", "core_of_first", "core_of_second"};

struct States {
  std::vector<std::string> id;
  std::vector<AgentId> agent;
  std::vector<std::uint64_t> key;
  std::vector<Bits<StateRole>> roles;
  std::vector<Bits<Group>> groups;
  std::vector<std::int32_t> income_group;
  std::vector<std::array<Tier, exporter_count>> tier;
  std::vector<double> gdp, growth, align, customs;
  std::vector<std::array<double, exporter_count>> rel_a, rel_b;
  std::vector<Bits<Condition>> institutions;
  std::vector<double> ai_share, ai_share_start, announced, announced_chips;
  std::vector<std::int32_t> announced_until;
  std::vector<double> spare_generation, grid_capacity;
  std::vector<double> power_online, power_spare, mw_rate;
  std::vector<double> power_used;
  std::vector<std::array<double, bloc_count>> stock;
  std::vector<double> diverted;
};
template <> inline constexpr auto columns<States> = std::array{
    column<&States::id>("id", "-", "ISO 3166 alpha-3", "", Role::frozen).given({.form = Form::state_code}),
    column<&States::agent>("agent", "agent", "its row among agents", "", Role::frozen),
    column<&States::key>("key", "-", "luck key: hash of kind and id", "", Role::frozen).made_of_id(),
    column<&States::roles>("roles", "bits", "exporter, core of the bloc of either exporter", "", Role::frozen),
    column<&States::groups>("groups", "bits", "country groups of dated rules: A5 A6 D1 D4 D5 tier1 tier2 tier3", "", Role::frozen)
        .given({.may_be_empty = true}),
    column<&States::income_group>("income_group", "-", "0 high, 1 middle, 2 low: GDP a head at PPP above 40,000, above 15,000, below", "",
                                  Role::frozen, "[0, 2]")
        .given(),
    column<&States::tier>("tier", "-", "0 insider, 1 swing, 2 adversary, as each exporter sees it", "exporter:2", Role::state, "[0, 2]")
        .given(),
    column<&States::gdp>("gdp", "USD/year", "gross domestic product, current dollars at market rates", "", Role::state, "> 0")
        .given({.allowed = within(1e6, 1e16)}),
    column<&States::growth>("growth", "1/year", "trend growth of GDP"),
    column<&States::align>("align", "1", "-1 with the second exporter to 1 with the first", "", Role::state, "[-1, 1]").given(),
    column<&States::customs>("customs", "1", "customs capacity: percentile of GDP a head", "", Role::frozen, "[0, 1]").given(),
    column<&States::rel_a>("rel_a", "counts", "pseudo-counts of orders served in time by each exporter", "exporter:2", Role::state, "> 0"),
    column<&States::rel_b>("rel_b", "counts", "pseudo-counts of orders cut or late by each exporter", "exporter:2", Role::state, "> 0"),
    column<&States::institutions>("institutions", "bits",
                                  "conditions adopted: kyc registry incidents safety_institute cyber_security physical_security")
        .given({.may_be_empty = true, .names = institution_names}),
    column<&States::ai_share>("ai_share", "1", "yearly spending on AI chips of all buyers with this home over GDP", "", Role::state,
                              ">= 0"),
    column<&States::ai_share_start>("ai_share_start", "1", "ai_share on the first day", "", Role::frozen, ">= 0")
        .given({.as = "ai_share", .allowed = within(0.0, 1.0)}),
    column<&States::announced>("announced", "USD/quarter", "announced projects beyond the first year's spending", "", Role::state, ">= 0"),
    column<&States::announced_chips>("announced_chips", "H100e/quarter", "the same, as it is given: in chips of the first day", "",
                                     Role::frozen, ">= 0")
        .given({.as = "announced", .allowed = amounts}),
    column<&States::announced_until>("announced_until", "quarter", "first quarter without announced projects", "", Role::frozen)
        .given({.as = "announced_quarters", .allowed = within(0, 400)}),
    column<&States::spare_generation>("spare_generation", "MW", "spare generation of the whole grid on the first day", "", Role::frozen,
                                      ">= 0")
        .given({.allowed = amounts}),
    column<&States::grid_capacity>("grid_capacity", "MW", "capacity of the whole grid on the first day", "", Role::frozen, ">= 0")
        .given({.allowed = amounts}),
    column<&States::power_online>("power_online", "MW", "power connected for AI", "", Role::state, ">= 0"),
    column<&States::power_spare>("power_spare", "MW", "spare generation not yet connected for AI", "", Role::state, ">= 0"),
    column<&States::mw_rate>("mw_rate", "MW/quarter", "new power that the grid connects", "", Role::frozen, ">= 0"),
    column<&States::power_used>("power_used", "MW", "power drawn by chips hosted here", "", Role::derived),
    column<&States::stock>("stock", "H100e", "chips hosted here by vendor bloc: first exporter's, second's, other", "bloc:3",
                           Role::derived),
    column<&States::diverted>("diverted", "H100e", "diverted chips hosted here", "", Role::derived),
};
static_assert(all_described<States>(), "a column of States is missing from its list");
template <> inline constexpr TableFile file_of<States>{.path = "data/states.csv", .id = "id", .noun = "state", .only = named_for_people};

}  // namespace entrepot
