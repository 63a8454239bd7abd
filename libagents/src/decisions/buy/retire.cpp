#include <algorithm>
#include <array>
#include <span>

#include "entrepot/base/real.hpp"
#include "entrepot/decisions/buy/deliver.hpp"

namespace entrepot::buying {
namespace {

constexpr Purpose draw_retirement{"buy.retire"};

/// Of the lots delivered in one year and under one label.
struct Vintage {
  double chance;  // that a chip retires this year
  double luck;
};

}  // namespace

std::vector<LotPart> retirements_of(const World& world, const Turn& turn, const BuyParameters& p) {
  std::vector<LotPart> all;
  if (turn.quarter % 4 != 3 || world.lots.cohort.empty()) return all;  // hazards are by the year of age: they take once a year
  const Lots& lots = world.lots;
  const Luck luck = turn.luck(draw_retirement);
  std::vector<double> of_site, of_product;
  for (const std::uint64_t key : world.sites.key) of_site.push_back(luck.uniform(Key{key}));
  for (const std::uint64_t key : world.products.key) of_product.push_back(luck.uniform(Key{key}));
  const auto year = static_cast<std::int32_t>(turn.quarter / 4);
  std::int32_t oldest = lots.cohort[0], newest = oldest;
  for (const std::int32_t c : lots.cohort) {
    oldest = std::min(oldest, c);
    newest = std::max(newest, c);
  }
  std::vector<std::array<Vintage, 2>> of_cohort;  // from the oldest, by diverted
  for (std::int32_t c = oldest; c <= newest; ++c) {
    const auto age = static_cast<double>(std::max(0, year - c)) + 0.5;  // delivered this year: half a year old on average
    const double chance = -real::expm1(-(p.retire_base + p.retire_age * age));
    const auto of = [&](std::uint64_t diverted) {
      return Vintage{chance, luck.uniform(Key{static_cast<std::uint64_t>(static_cast<std::int64_t>(c)) * 2 + diverted})};
    };
    of_cohort.push_back({of(0), of(1)});
  }
  // A lot's uniform is made of its site's, its product's and its vintage's. Two lots differ in one of the three at least; given the others,
  // that one alone makes their uniforms independent. So what retires in all has the mean and variance of one draw a lot (decision 0006).
  const std::span<const SiteId> site = lots.site;
  const std::span<const ProductId> product = lots.product;
  const std::span<const std::int32_t> cohort = lots.cohort;
  const std::span<const std::uint8_t> diverted = lots.diverted;
  const std::span<const std::int64_t> quantity = lots.quantity;
  std::array<LotPart, 256> block;
  for (std::size_t l = 0; l < site.size();) {
    std::size_t found = 0;
    for (const std::size_t end = std::min(site.size(), l + block.size()); l < end; ++l) {
      if (!site[l]) continue;  // in a vendor's hands or retired
      const Vintage& vintage = of_cohort[static_cast<std::size_t>(cohort[l] - oldest)][diverted[l] != 0 ? 1 : 0];
      const double u = Luck::cell(of_site[site[l].index()], of_product[product[l].index()], vintage.luck);
      const std::int64_t n = Luck::whole_of(u, static_cast<double>(quantity[l]) * vintage.chance);
      block[found] = {LotId{l}, std::min(n, quantity[l])};
      found += n > 0 ? 1 : 0;  // the next one takes its place: no branch to guess
    }
    all.insert(all.end(), block.begin(), block.begin() + static_cast<std::ptrdiff_t>(found));
  }
  return all;
}

void retire(World& world, LotIndex& index, const BuyProposals& market, const Turn& turn) {
  const std::vector<std::int64_t> retired = entrepot::retire(world, index, market.retirements);
  for (std::size_t p = 0; p < retired.size(); ++p)
    if (retired[p] > 0)
      emit(world, turn,
           {static_cast<std::int32_t>(turn.quarter),
            EventKind::retirement,
            world.products.vendor[p],
            {},
            ProductId{p},
            static_cast<double>(retired[p]),
            0.0});
}

}  // namespace entrepot::buying
