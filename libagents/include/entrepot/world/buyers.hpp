// world/buyers.hpp: one row an agent that buys (a state or firm). What it buys for is an inner axis: training, inference. The demand side of
// `buy` writes it; bargain, smuggle and build will read `shadow`.
#pragma once
#include <span>
#include <type_traits>

#include "entrepot/base/column.hpp"
#include "entrepot/world/agents.hpp"

namespace entrepot {

/// A value for each purpose, in the order of `Use`.
template <class T> using ForEachUse = std::array<T, use_count>;
using ByUse = ForEachUse<double>;

/// The numbers of a column by purpose, one behind the other: training and inference of each buyer in turn.
template <class Column> auto flat(Column&& column) {
  using Number = std::conditional_t<std::is_const_v<std::remove_pointer_t<decltype(column.data())>>, const double, double>;
  static_assert(sizeof(*column.data()) == use_count * sizeof(Number));
  return std::span<Number>(reinterpret_cast<Number*>(column.data()), use_count * column.size());
}

struct Buyers {
  std::vector<AgentId> agent;
  std::vector<StateId> home;
  std::vector<std::uint64_t> key;
  std::vector<double> weight, sovereign;
  std::vector<ByUse> taste, start_cost;
  std::vector<ByUse> price_index, price_index_free, q_free, received, rented, shadow, surplus;
  std::vector<ForEachUse<std::array<double, 4>>> shadow_recent, delivered_recent;
  std::vector<ForEachUse<std::array<double, exporter_count>>> delivered, delivered_year, rented_total, rented_year;
  std::vector<ByUse> stockpiled;
};
template <> inline constexpr auto columns<Buyers> = std::array{
    column<&Buyers::agent>("agent", "agent", "who buys", "", Role::frozen).given(),
    column<&Buyers::home>("home", "state", "home of the agent", "", Role::frozen),
    column<&Buyers::key>("key", "-", "luck key of the agent; joined with 0 or 1 it is that of its training or inference", "", Role::frozen),
    column<&Buyers::weight>("weight", "1", "share of the home's spending (w_b)", "", Role::frozen, "[0, 1]").given(),
    column<&Buyers::sovereign>("sovereign", "bool", "is a state, which prefers chips on its own soil", "", Role::frozen, "[0, 1]"),
    column<&Buyers::taste>("taste", "utility", "xi_b: makes the price index equal the cost of the first day; set by initialise",
                           "purpose:2"),
    column<&Buyers::start_cost>("start_cost", "USD/H100e", "ubar_b(0): mean cost of the first day's choice with every rule lifted",
                                "purpose:2", Role::state, ">= 0"),
    column<&Buyers::price_index>("price_index", "USD/H100e", "PI_b: price index of compute under the rules in force", "purpose:2"),
    column<&Buyers::price_index_free>("price_index_free", "USD/H100e", "PIfree_b: the same with every rule on b lifted", "purpose:2"),
    column<&Buyers::q_free>("q_free", "H100e/quarter", "Qfree_b: what b would receive with every rule on b lifted", "purpose:2"),
    column<&Buyers::received>("received", "H100e/quarter", "Q_b: what b receives before rounding, from every source", "purpose:2"),
    column<&Buyers::rented>("rented", "H100e/quarter", "part of received that is remote service", "purpose:2"),
    column<&Buyers::shadow>("shadow", "USD/H100e", "the shadow price mu_b: written once a quarter, here only", "purpose:2", Role::state,
                            ">= 0"),
    column<&Buyers::surplus>("surplus", "USD/quarter", "consumer surplus over the backstop (CS_b)", "purpose:2"),
    column<&Buyers::shadow_recent>("shadow_recent", "USD/H100e", "shadow price of the last four quarters, latest first", "purpose:2 lag:4"),
    column<&Buyers::delivered_recent>("delivered_recent", "H100e", "own deliveries of the last four quarters, latest first",
                                      "purpose:2 lag:4"),
    column<&Buyers::delivered>("delivered", "H100e", "chips of each exporter delivered under a limit since the start (q_train)",
                               "purpose:2 exporter:2", Role::state, ">= 0"),
    column<&Buyers::delivered_year>("delivered_year", "H100e", "the same in this calendar year", "purpose:2 exporter:2", Role::state,
                                    ">= 0"),
    column<&Buyers::rented_total>("rented_total", "H100e", "remote service of each exporter's clouds bought since the start",
                                  "purpose:2 exporter:2", Role::state, ">= 0"),
    column<&Buyers::stockpiled>("stockpiled", "H100e", "bought ahead of a pending rule so far", "purpose:2", Role::state, ">= 0"),
    column<&Buyers::rented_year>("rented_year", "H100e", "the same in this calendar year", "purpose:2 exporter:2", Role::state, ">= 0"),
};
static_assert(all_described<Buyers>());
template <> inline constexpr TableFile file_of<Buyers>{.path = "data/buyers.csv", .id = "agent", .noun = "buyer"};

}  // namespace entrepot
