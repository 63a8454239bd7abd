// world/exporters.hpp: the two exporters, home (row 0) and rival (row 1), with equal columns. Who they are stands in scenario.toml.
#pragma once
#include "entrepot/base/column.hpp"
#include "entrepot/world/agents.hpp"

namespace entrepot {

struct Exporters {
  std::vector<std::string> id;
  std::vector<std::uint64_t> key;
  std::vector<StateId> state;
  std::vector<std::uint8_t> newcomer;
  std::vector<double> home_first;
  std::vector<double> stance, officers, background_cases;
  std::vector<std::uint8_t> rules_on;
  std::vector<std::array<double, tier_count * use_count>> cloud_taste;
  std::vector<std::array<double, use_count>> cloud_price;
  std::vector<std::array<double, 4>> cases;
  std::vector<std::array<double, 2>> expected_wait;
  std::vector<double> fees;
};
template <> inline constexpr auto columns<Exporters> = std::array{
    column<&Exporters::id>("id", "-", "home, rival", "", Role::frozen),
    column<&Exporters::key>("key", "-", "luck key: that of the exporter's state", "", Role::frozen),
    column<&Exporters::state>("state", "state", "the state that exports", "", Role::frozen),
    column<&Exporters::newcomer>("newcomer", "bool", "has no installed base abroad yet: its chips and its cloud are tasted less there", "",
                                 Role::frozen, "[0, 1]"),
    column<&Exporters::home_first>("home_first", "1", "share of home orders served before any export (M31, w_dom)", "", Role::frozen,
                                   "[0, 1]"),
    column<&Exporters::stance>("stance", "1", "lever: how hard the agency looks at applications", "", Role::state, "[0, 1]"),
    column<&Exporters::officers>("officers", "persons", "lever: licensing officers", "", Role::state, "> 0"),
    column<&Exporters::background_cases>("background_cases", "1/year", "licence applications for other goods", "", Role::frozen, ">= 0"),
    column<&Exporters::rules_on>("rules_on", "bool", "lever `rules`: whether the dated rules of the base set are in force", "", Role::state,
                                 "[0, 1]"),
    column<&Exporters::cloud_taste>("cloud_taste", "utility", "constant of the remote service by tier and purpose", "tier:3 purpose:2"),
    column<&Exporters::cloud_price>("cloud_price", "USD/H100e", "sales-weighted price of the bloc's chips, last quarter", "purpose:2"),
    column<&Exporters::cases>("cases", "applications", "licence applications of the last four quarters", "lag:4"),
    column<&Exporters::expected_wait>("expected_wait", "years", "mean wait for a licence at today's load by the routes presume and case",
                                      "route:2"),
    column<&Exporters::fees>("fees", "USD/quarter", "fees less subsidies of the treasury, last quarter"),
};
static_assert(all_described<Exporters>());

}  // namespace entrepot
