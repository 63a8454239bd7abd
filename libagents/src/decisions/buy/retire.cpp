#include <algorithm>

#include "entrepot/base/real.hpp"
#include "entrepot/decisions/buy/deliver.hpp"

namespace entrepot::buying {
namespace {

constexpr Purpose draw_retirement{"buy.retire"};

}  // namespace

std::vector<BuyProposals::Retirement> retirements_of(const World& world, const Turn& turn, const BuyParameters& p) {
  std::vector<BuyProposals::Retirement> all;
  if (turn.quarter % 4 != 3) return all;  // hazards are by the year of age: what a year takes leaves in its last quarter
  const Luck luck = turn.luck(draw_retirement);
  const Lots& lots = world.lots;
  std::vector<double> chance;  // by age in cohorts: 0 = delivered this year, half a year old on average
  const auto year = static_cast<std::int32_t>(turn.quarter / 4);
  for (std::size_t l = 0; l < lots.product.size(); ++l) {
    if (lots.place[l] != Place::site || lots.quantity[l] == 0) continue;
    const auto age = static_cast<std::size_t>(std::max(0, year - lots.cohort[l]));
    while (chance.size() <= age)
      chance.push_back(-real::expm1(-(p.retire_base + p.retire_age * (static_cast<double>(chance.size()) + 0.5))));
    const Key key = join(join(Key{world.sites.key[lots.site[l].index()]}, Key{world.products.key[lots.product[l].index()]}),
                         static_cast<std::uint64_t>(lots.cohort[l] + 4096) * 2 + lots.diverted[l]);
    const std::int64_t n = std::min(lots.quantity[l], luck.whole(key, static_cast<double>(lots.quantity[l]) * chance[age]));
    if (n > 0) all.push_back({LotId{l}, n});
  }
  return all;
}

void retire(World& world, LotIndex& index, const BuyProposals& market, const Turn& turn) {
  std::vector<double> retired(world.products.id.size(), 0.0);
  for (const BuyProposals::Retirement& r : market.retirements) {
    const bool diverted = world.lots.diverted[r.lot.index()] != 0;
    retired[world.lots.product[r.lot.index()].index()] += static_cast<double>(r.chips);
    move(world, index, r.lot, r.chips, {Place::retired, {}, 0, diverted});
  }
  for (std::size_t p = 0; p < retired.size(); ++p)
    if (retired[p] > 0.0)
      emit(world, turn,
           {static_cast<std::int32_t>(turn.quarter), EventKind::retirement, world.products.vendor[p], {}, ProductId{p}, retired[p], 0.0});
}

}  // namespace entrepot::buying
