// decisions/account.hpp: the books of one quarter (model.md section 4, stage account; section 7, outcomes).
//
// Reads: firms.revenue, buyers.surplus, exporters.fees. Draws nothing. The audit itself (world/audit) is called by the simulation after this
// stage: it can only throw. What a run of the market comes to is read here too (account/outcomes.hpp).
#pragma once
#include <array>
#include <cstddef>
#include <string_view>

#include "entrepot/decisions/account/outcomes.hpp"
#include "entrepot/world/stage.hpp"

namespace entrepot {

struct AccountParameters {
  double discount_rate;
};
template <> inline constexpr auto parameters<AccountParameters> = std::array{
    ParameterInfo{"account.discount_rate", "1/year", 0, 0.3, offsetof(AccountParameters, discount_rate),
                  "real rate at which money is discounted to the start"},
};
static_assert(all_listed<AccountParameters>());

struct Account {
  using Parameters = AccountParameters;
  static constexpr std::string_view name = "account";
  static constexpr auto outcomes = accounting::outcome_infos;
  static constexpr std::array<std::string_view, 3> writes{"totals.revenue", "totals.surplus", "totals.fees"};
  static void outcome_values(const World& world, std::span<double> values);
  struct Proposals {
    std::array<double, bloc_count> revenue{};
    std::array<double, 3> surplus{};
    std::array<double, exporter_count> fees{};
  };
  Proposals decide(const World& world, const Turn& turn) const;
  void apply(World& world, const Proposals& proposals, const Turn& turn) const;
};

}  // namespace entrepot
