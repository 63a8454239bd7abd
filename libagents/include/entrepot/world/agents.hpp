// world/agents.hpp: agents of every kind in one table, and the enumerations that tables share.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "entrepot/base/column.hpp"

namespace entrepot {

enum class AgentKind : std::uint8_t { state, firm, lab };
template <> inline constexpr auto enumerator_names<AgentKind> = std::array<std::string_view, 3>{"state", "firm", "lab"};

/// One row an agent, of whatever kind: what all have in common. Each kind has a table of its own besides, whose column `agent` leads back here.
/// `born` in world/ledger.hpp adds a row.
struct Agents {
  std::vector<AgentKind> kind;
  std::vector<std::int32_t> row;
  std::vector<StateId> home;
  std::vector<std::uint64_t> key;
  std::vector<AccountId> account;
};
template <> inline constexpr auto columns<Agents> = std::array{
    column<&Agents::kind>("kind", "-", "0 state, 1 firm, 2 lab", "", Role::frozen),
    column<&Agents::row>("row", "-", "row in the table of its kind", "", Role::frozen, ">= 0"),
    column<&Agents::home>("home", "state", "home: of a state, itself", "", Role::frozen),
    column<&Agents::key>("key", "-", "luck key: hash of kind and id", "", Role::frozen),
    column<&Agents::account>("account", "account", "account of its money", "", Role::frozen),
};
static_assert(all_described<Agents>());

inline constexpr std::size_t exporter_count = 2;  ///< home and rival: rows 0 and 1 of the table of exporters
inline constexpr ExporterId home_exporter{std::size_t{0}}, rival_exporter{std::size_t{1}};
inline constexpr std::size_t bloc_count = 3;  ///< vendor blocs: of either exporter, other
inline constexpr std::size_t tier_count = 3;
inline constexpr std::size_t use_count = 2;

inline constexpr std::array<std::string_view, exporter_count> exporter_names{"home", "rival"};
/// A column that is in files for their readers only.
inline constexpr ColumnInfo shown_name = file_column("name", "for people", {.form = Form::text});
inline constexpr std::array named_for_people{shown_name};

/// Position of a recipient as one exporter sees it (columns.md, state.tier).
enum class Tier : std::uint8_t { insider, swing, adversary };
/// The two demands of a buyer (columns.md: "purpose"; the word is taken by luck).
enum class Use : std::uint8_t { training, inference };
/// Layers of the stack that an exporter controls separately (model_equations.md 2.0). Rows of the lever table exist for those that a stage reads.
enum class Layer : std::uint8_t { chips, clusters, weights_closed, weights_open, cloud, equipment, people };
/// Licence route, from open to shut. embargo: no licence can be had.
enum class Route : std::uint8_t { free, presume, licence_case, deny, embargo };
/// Items of the menu of concessions; the first six are institutions that a state can adopt (columns.md, state.institutions).
enum class Condition : std::uint8_t {
  kyc,
  registry,
  incidents,
  safety_institute,
  cyber_security,
  physical_security,
  leave_rival_vendor,
  exercises,
  trade_balance,
  un_votes,
  basing,
  proxies,
  clean_energy,
  crime
};
inline constexpr std::array<std::string_view, 14> condition_names{
    "kyc",       "registry",      "incidents", "safety_institute", "cyber_security", "physical_security", "leave_rival_vendor",
    "exercises", "trade_balance", "un_votes",  "basing",           "proxies",        "clean_energy",      "crime"};
inline constexpr std::array<std::string_view, 7> layer_names{"chips", "clusters",  "weights_closed", "weights_open",
                                                             "cloud", "equipment", "people"};
inline constexpr std::array<std::string_view, 3> tier_names{"insider", "swing", "adversary"};
inline constexpr std::array<std::string_view, 5> route_names{"free", "presume", "case", "deny", "embargo"};
inline constexpr std::array<std::string_view, 2> use_names{"training", "inference"};

/// Those conditions that are institutions: a state can have adopted them before the start.
inline constexpr std::span<const std::string_view> institution_names{condition_names.data(), 6};

/// Country groups that dated rules name (data/export_control_groups.csv).
enum class Group : std::uint8_t { a5, a6, d1, d4, d5, tier1, tier2, tier3 };
inline constexpr std::array<std::string_view, 8> group_names{"A5", "A6", "D1", "D4", "D5", "tier1", "tier2", "tier3"};

template <> inline constexpr auto enumerator_names<Tier> = tier_names;
template <> inline constexpr auto enumerator_names<Use> = use_names;
template <> inline constexpr auto enumerator_names<Layer> = layer_names;
template <> inline constexpr auto enumerator_names<Route> = route_names;
template <> inline constexpr auto enumerator_names<Condition> = condition_names;
template <> inline constexpr auto enumerator_names<Group> = group_names;

}  // namespace entrepot
