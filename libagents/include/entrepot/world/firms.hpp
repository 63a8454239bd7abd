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
    column<&Firms::id>("id", "-", "name in the scenario", "", Role::frozen),
    column<&Firms::agent>("agent", "agent", "its row among agents", "", Role::frozen),
    column<&Firms::key>("key", "-", "luck key: hash of kind and id", "", Role::frozen),
    column<&Firms::home>("home", "state", "state of the headquarters", "", Role::frozen),
    column<&Firms::roles>("roles", "bits", "designer cloud foundry memory packaging tools integrator sovereign other", "", Role::frozen),
    column<&Firms::listed>("listed", "bool", "on the entity list of each exporter", "exporter:2", Role::state, "[0, 1]"),
    column<&Firms::capacity>("capacity", "packages/quarter", "most AI chips that a designer can have made", "", Role::state, ">= 0"),
    column<&Firms::capacity_growth>("capacity_growth", "1/quarter", "growth of capacity until `build` decides it", "", Role::frozen),
    column<&Firms::revenue>("revenue", "USD/quarter", "sales of AI chips, last quarter", "", Role::state),
};
static_assert(all_described<Firms>());

struct Labs {
  std::vector<std::string> id;
  std::vector<AgentId> agent;
  std::vector<std::uint64_t> key;
  std::vector<StateId> home;
};
template <> inline constexpr auto columns<Labs> = std::array{
    column<&Labs::id>("id", "-", "name in the scenario", "", Role::frozen),
    column<&Labs::agent>("agent", "agent", "its row among agents", "", Role::frozen),
    column<&Labs::key>("key", "-", "luck key: hash of kind and id", "", Role::frozen),
    column<&Labs::home>("home", "state", "state of the headquarters", "", Role::frozen),
};
static_assert(all_described<Labs>());

}  // namespace entrepot
