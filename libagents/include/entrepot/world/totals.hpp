// world/totals.hpp: what accumulates over a run: one row. The outcomes are read from it and from the last quarter's columns.
#pragma once
#include "entrepot/base/column.hpp"
#include "entrepot/world/agents.hpp"

namespace entrepot {

struct Totals {
  std::vector<std::array<double, bloc_count>> revenue;
  std::vector<std::array<double, 3>> surplus;
  std::vector<std::array<double, exporter_count>> fees;
  std::vector<std::array<double, 4>> price_history_training, price_history_inference;
  std::vector<std::array<double, use_count>> backstop, backstop_start, first_price;
  std::vector<std::array<double, exporter_count>> wait_quarters;
};
template <> inline constexpr auto columns<Totals> = std::array{
    column<&Totals::revenue>("revenue", "USD", "sales of AI chips by vendor bloc, discounted to the start", "bloc:3"),
    column<&Totals::surplus>("surplus", "USD", "consumer surplus by income group, discounted to the start", "income_group:3"),
    column<&Totals::fees>("fees", "USD", "fees less subsidies of each treasury, discounted to the start", "exporter:2"),
    column<&Totals::price_history_training>("price_history_training", "USD/H100e",
                                            "sales-weighted world price of training compute, last four quarters, latest first", "lag:4"),
    column<&Totals::price_history_inference>("price_history_inference", "USD/H100e", "the same for inference", "lag:4"),
    column<&Totals::backstop>("backstop", "USD/H100e", "P0: cost of one H100e of service for whoever gets no chip", "purpose:2"),
    column<&Totals::backstop_start>("backstop_start", "USD/H100e", "the same on the first day, which it never exceeds", "purpose:2"),
    column<&Totals::first_price>("first_price", "USD/H100e", "sales-weighted world price of the first day", "purpose:2"),
    column<&Totals::wait_quarters>("wait_quarters", "quarters", "sum of the waits of decided licence applications", "exporter:2"),
};
static_assert(all_described<Totals>());

}  // namespace entrepot
