#include "entrepot/decisions/account.hpp"

#include "entrepot/base/real.hpp"
#include "entrepot/base/units.hpp"
#include "entrepot/world/lookups.hpp"

namespace entrepot {

Account::Proposals Account::decide(const World& world, const Turn& turn) const {
  const auto p = world.parameters.bind<Parameters>();
  const double discount = real::exp(-p.discount_rate * static_cast<double>(turn.quarter) / quarters_per_year);
  Proposals sums;
  for (std::size_t f = 0; f < world.firms.id.size(); ++f) {
    if (world.firms.revenue[f] == 0.0) continue;
    sums.revenue[bloc_of(world, world.firms.home[f])] += discount * world.firms.revenue[f];
  }
  for (std::size_t e = 0; e < exporter_count; ++e) sums.fees[e] = discount * world.exporters.fees[e];
  for (std::size_t b = 0; b < world.buyers.agent.size(); ++b)
    sums.surplus[static_cast<std::size_t>(world.states.income_group[world.buyers.home[b].index()])] +=
        discount * (world.buyers.surplus[b][0] + world.buyers.surplus[b][1]);
  return sums;
}

void Account::apply(World& world, const Proposals& sums, const Turn&) const {
  for (std::size_t g = 0; g < bloc_count; ++g) world.totals.revenue[0][g] += sums.revenue[g];
  for (std::size_t e = 0; e < exporter_count; ++e) world.totals.fees[0][e] += sums.fees[e];
  for (std::size_t g = 0; g < 3; ++g) world.totals.surplus[0][g] += sums.surplus[g];
}

void Account::outcome_values(const World& world, std::span<double> values) {
  const accounting::Reading reading(world);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] = accounting::market_outcomes[i].of(reading);
}

}  // namespace entrepot
