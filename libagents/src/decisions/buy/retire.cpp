#include "decisions/buy/retire.hpp"

#include <algorithm>
#include <array>
#include <span>

#include "entrepot/base/real.hpp"
#include "entrepot/base/whole.hpp"

namespace entrepot::buying {
namespace {

constexpr Purpose draw_retirement{"buy.retire"};

/// Of the lots delivered in one year and under one label.
struct Vintage {
  double chance;  // that a chip retires this year
  double luck;
};

}  // namespace

std::vector<std::int64_t> retirements_of(const World& world, const Turn& turn, const BuyParameters& p) {
  const Lots& lots = world.lots;
  const std::size_t rows = lots.cohort.size();
  if (turn.quarter % 4 != 3 || rows == 0) return {};  // hazards are by the year of age: they take once a year
  const Luck luck = turn.luck(draw_retirement);
  std::vector<double> of_site{0.0}, of_product;  // of_site: behind "none"
  for (const std::uint64_t key : world.sites.key) of_site.push_back(luck.uniform(Key{key}));
  for (const std::uint64_t key : world.products.key) of_product.push_back(luck.uniform(Key{key}));
  const auto year = static_cast<std::int32_t>(turn.quarter / 4);
  const auto [least, most] = std::minmax_element(lots.cohort.begin(), lots.cohort.end());
  const std::int32_t oldest = *least, newest = *most;
  std::vector<Vintage> of_cohort;  // from the oldest, by label
  for (std::int32_t c = oldest; c <= newest; ++c) {
    // Over the year a chip is as old, on average, as years have ended since its own; in its own year it serves half of it. Those of a vintage
    // of several years, as lots were put together at the end of last year, are as old as its middle.
    const double middle = c - 0.5 * (vintage_years(c, year - 1) - 1);
    const double age = year > c ? year - middle : 0.25, years = year > c ? 1.0 : 0.5;
    const double chance = -real::expm1(-years * (p.retire_base + p.retire_age * age));
    for (const std::uint64_t diverted : {0U, 1U})
      of_cohort.push_back({chance, luck.uniform(Key{static_cast<std::uint64_t>(static_cast<std::int64_t>(c)) * 2 + diverted})});
  }
  // A lot's uniform is made of its site's, its product's and its vintage's. Two lots differ in one of the three at least; given the others,
  // that one alone makes their uniforms independent. So what retires in all has the mean and variance of one draw a lot (decision 0006).
  std::vector<std::int64_t> chips(rows);
  std::array<double, 256> chance, sum;
  for (std::size_t first = 0; first < rows; first += chance.size()) {
    const std::size_t n = std::min(chance.size(), rows - first);
    for (std::size_t i = 0; i < n; ++i) {
      const std::size_t l = first + i, site = static_cast<std::size_t>(lots.site[l].row + 1);
      const Vintage& vintage = of_cohort[static_cast<std::size_t>(lots.cohort[l] - oldest) * 2 + (lots.diverted[l] != 0 ? 1 : 0)];
      sum[i] = of_site[site] + of_product[lots.product[l].index()] + vintage.luck;
      chance[i] = site != 0 ? vintage.chance : 0.0;  // in a vendor's hands or retired
    }
    whole_shares(std::span(lots.quantity).subspan(first, n), std::span(chance).first(n), std::span(sum).first(n),
                 std::span(chips).subspan(first, n));
  }
  return chips;
}

void retire(World& world, const Market& market, const Turn& turn) {
  if (market.retirements.empty()) return;
  const std::vector<std::int64_t> retired = ledger::move(world, market.retirements, Holder::retired());
  for (std::size_t p = 0; p < retired.size(); ++p)
    if (retired[p] > 0)
      emit(world, turn, events::Retirement{agent_of(world, world.products.vendor[p]), ProductId{p}, static_cast<double>(retired[p])});
}

}  // namespace entrepot::buying
