// world/firms.hpp: firms and labs.
#pragma once
#include "entrepot/base/column.hpp"
#include "entrepot/world/agents.hpp"

namespace entrepot {

enum class FirmRole : std::uint8_t { designer, cloud, foundry, memory, packaging, tools, integrator, sovereign, other };
inline constexpr std::array<std::string_view, 9> firm_role_names{"designer", "cloud",      "foundry",   "memory", "packaging",
                                                                 "tools",    "integrator", "sovereign", "other"};
template <> inline constexpr auto enumerator_names<FirmRole> = firm_role_names;

struct Firms {
  std::vector<std::string> id;
  std::vector<AgentId> agent;
  std::vector<std::uint64_t> key;
  std::vector<StateId> home;
  std::vector<Bits<FirmRole>> roles;
  std::vector<std::array<std::uint8_t, exporter_count>> listed;
  std::vector<double> capacity, capacity_growth;
  std::vector<double> revenue;
};
template <> inline constexpr auto columns<Firms> = std::array{
    column<&Firms::id>("id", "-", "name in the scenario", "", Role::frozen).given({.form = Form::id}),
    column<&Firms::agent>("agent", "agent", "its row among agents", "", Role::frozen),
    column<&Firms::key>("key", "-", "luck key: hash of kind and id", "", Role::frozen).made_of_id(),
    column<&Firms::home>("home", "state", "state of the headquarters", "", Role::frozen).given(),
    column<&Firms::roles>("roles", "bits", "designer cloud foundry memory packaging tools integrator sovereign other", "", Role::frozen)
        .given(),
    column<&Firms::listed>("listed", "bool", "on the entity list of each exporter", "exporter:2", Role::state, "[0, 1]").given(),
    column<&Firms::capacity>("capacity", "packages/quarter", "most AI chips that a designer can have made", "", Role::state, ">= 0")
        .given({.allowed = amounts}),
    column<&Firms::capacity_growth>("capacity_growth", "1/quarter", "growth of capacity until `build` decides it", "", Role::frozen)
        .given({.allowed = within(-1.0, 1.0), .may_be_empty = true}),
    column<&Firms::revenue>("revenue", "USD/quarter", "sales of AI chips, last quarter", "", Role::state),
};
static_assert(all_described<Firms>());
template <> inline constexpr TableFile file_of<Firms>{.path = "data/firms.csv", .id = "id", .noun = "firm", .only = named_for_people};

struct Labs {
  std::vector<std::string> id;
  std::vector<AgentId> agent;
  std::vector<std::uint64_t> key;
  std::vector<StateId> home;
};
template <> inline constexpr auto columns<Labs> = std::array{
    column<&Labs::id>("id", "-", "name in the scenario", "", Role::frozen).given({.form = Form::id}),
    column<&Labs::agent>("agent", "agent", "its row among agents", "", Role::frozen),
    column<&Labs::key>("key", "-", "luck key: hash of kind and id", "", Role::frozen).made_of_id(),
    column<&Labs::home>("home", "state", "state of the headquarters", "", Role::frozen).given(),
};
static_assert(all_described<Labs>());
template <> inline constexpr TableFile file_of<Labs>{
    .path = "data/labs.csv", .id = "id", .may_have_no_rows = true, .noun = "lab", .only = named_for_people};

}  // namespace entrepot
