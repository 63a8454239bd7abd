// world/buyers.hpp: one row a (state or firm) and purpose. The demand side of `buy` writes it; bargain, smuggle and build will read `shadow`.
#pragma once
#include "entrepot/base/column.hpp"
#include "entrepot/world/agents.hpp"

namespace entrepot {

struct Buyers {
  std::vector<AgentId> agent;
  std::vector<StateId> home;
  std::vector<Use> use;
  std::vector<std::uint64_t> key;
  std::vector<double> weight, sovereign;
  std::vector<double> taste, start_cost;
  std::vector<double> price_index, price_index_free, q_free, received, rented, shadow, surplus;
  std::vector<std::array<double, 4>> shadow_recent, delivered_recent;
  std::vector<std::array<double, exporter_count>> delivered, delivered_year, rented_total, rented_year;
  std::vector<double> stockpiled;
};
template <> inline constexpr auto columns<Buyers> = std::array{
    column<&Buyers::agent>("agent", "agent", "who buys", "", Role::frozen),
    column<&Buyers::home>("home", "state", "home of the agent", "", Role::frozen),
    column<&Buyers::use>("use", "-", "purpose: 0 training, 1 inference", "", Role::frozen),
    column<&Buyers::key>("key", "-", "luck key: the agent's, joined with the purpose", "", Role::frozen),
    column<&Buyers::weight>("weight", "1", "share of the home's spending (w_b); the two purposes of an agent have the same", "",
                            Role::frozen, "[0, 1]"),
    column<&Buyers::sovereign>("sovereign", "bool", "is a state, which prefers chips on its own soil", "", Role::frozen, "[0, 1]"),
    column<&Buyers::taste>("taste", "utility", "xi_b: makes the price index equal the cost of the first day; set by initialise"),
    column<&Buyers::start_cost>("start_cost", "USD/H100e", "ubar_b(0): mean cost of the first day's choice with every rule lifted", "",
                                Role::state, ">= 0"),
    column<&Buyers::price_index>("price_index", "USD/H100e", "PI_b: price index of compute under the rules in force"),
    column<&Buyers::price_index_free>("price_index_free", "USD/H100e", "PIfree_b: the same with every rule on b lifted"),
    column<&Buyers::q_free>("q_free", "H100e/quarter", "Qfree_b: what b would receive with every rule on b lifted"),
    column<&Buyers::received>("received", "H100e/quarter", "Q_b: what b receives before rounding, from every source"),
    column<&Buyers::rented>("rented", "H100e/quarter", "part of received that is remote service"),
    column<&Buyers::shadow>("shadow", "USD/H100e", "the shadow price mu_b: written once a quarter, here only", "", Role::state, ">= 0"),
    column<&Buyers::surplus>("surplus", "USD/quarter", "consumer surplus over the backstop (CS_b)"),
    column<&Buyers::shadow_recent>("shadow_recent", "USD/H100e", "shadow price of the last four quarters, latest first", "lag:4"),
    column<&Buyers::delivered_recent>("delivered_recent", "H100e", "own deliveries of the last four quarters, latest first", "lag:4"),
    column<&Buyers::delivered>("delivered", "H100e", "chips of each exporter delivered under a limit since the start (q_train)",
                               "exporter:2", Role::state, ">= 0"),
    column<&Buyers::delivered_year>("delivered_year", "H100e", "the same in this calendar year", "exporter:2", Role::state, ">= 0"),
    column<&Buyers::rented_total>("rented_total", "H100e", "remote service of each exporter's clouds bought since the start", "exporter:2",
                                  Role::state, ">= 0"),
    column<&Buyers::stockpiled>("stockpiled", "H100e", "bought ahead of a pending rule so far", "", Role::state, ">= 0"),
    column<&Buyers::rented_year>("rented_year", "H100e", "the same in this calendar year", "exporter:2", Role::state, ">= 0"),
};
static_assert(all_described<Buyers>());

}  // namespace entrepot
