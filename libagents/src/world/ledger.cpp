#include "entrepot/world/ledger.hpp"

#include "entrepot/base/errors.hpp"
#include "world/scan.hpp"

namespace entrepot {
namespace {

bool same(const Lots& lots, std::size_t l, ProductId product, const Destination& to) {
  return lots.product[l] == product && lots.place[l] == to.place && lots.site[l] == to.site && lots.cohort[l] == to.cohort &&
         (lots.diverted[l] != 0) == to.diverted;
}

/// Lots of vendors and retired ones: one or two a product among thousands at sites.
template <class Use> void for_lots_off_sites(const Lots& lots, Use use) {
  for_few(
      lots.place, [](Place place) { return place != Place::site; }, use);
}

}  // namespace

LotIndex::LotIndex(const World& world, std::int32_t cohort)
    : products_{world.products.id.size()},
      sites_{world.sites.owner.size()},
      cohort_{cohort},
      at_site_(world.sites.owner.size() * products_, -1),
      with_vendor_(products_, -1),
      retired_(products_, {-1, -1}) {
  const Lots& lots = world.lots;
  const auto enter = [&](std::size_t l) {
    const Destination to{lots.place[l], lots.site[l], lots.cohort[l], lots.diverted[l] != 0};
    if (std::int32_t* found = slot(lots.product[l], to); found != nullptr) *found = static_cast<std::int32_t>(l);
  };
  for_lots_off_sites(lots, enter);
  for_few(
      lots.cohort, [cohort](std::int32_t c) { return c == cohort; }, enter);
}

LotId LotIndex::search_or_add(World& world, ProductId product, const Destination& to, std::int32_t* known) {
  Lots& lots = world.lots;
  if (known == nullptr)
    for (std::size_t l = 0; l < lots.product.size(); ++l)
      if (same(lots, l, product, to)) return LotId{l};
  const auto fresh = static_cast<std::int32_t>(lots.product.size());
  lots.product.push_back(product);
  lots.quantity.push_back(0);
  lots.place.push_back(to.place);
  lots.site.push_back(to.site);
  lots.cohort.push_back(to.cohort);
  lots.diverted.push_back(to.diverted ? 1 : 0);
  if (known != nullptr) *known = fresh;
  return LotId{fresh};
}

void make(World& world, LotIndex& index, ProductId product, std::int64_t n) {
  if (n < 0) throw AuditError("chips made of " + world.products.id[product.index()], "0 or more", std::to_string(n));
  const LotId lot = index.at(world, product, Destination{});
  world.lots.quantity[lot.index()] += n;
  world.products.made[product.index()] += n;
}

void detail::refuse_move(const World& world, LotId lot, std::int64_t n) {
  throw AuditError("a move of " + world.products.id[world.lots.product[lot.index()].index()],
                   "0 to " + std::to_string(world.lots.quantity[lot.index()]) + " chips", std::to_string(n));
}

void hand_out(World& world, LotIndex& index, ProductId product, std::int32_t cohort, std::span<const SitePart> parts) {
  std::int64_t sum = 0, signs = 0;
  for (const SitePart& part : parts) {
    sum += part.chips;
    signs |= part.chips;
  }
  const LotId from = index.at(world, product, Destination{});
  if (signs < 0 || sum > world.lots.quantity[from.index()]) detail::refuse_move(world, from, sum);
  for (const SitePart& part : parts)
    world.lots.quantity[index.at(world, product, {Place::site, part.site, cohort, false}).index()] += part.chips;
  world.lots.quantity[from.index()] -= sum;
}

std::vector<std::int64_t> retire(World& world, LotIndex& index, std::span<const LotPart> parts) {
  Lots& lots = world.lots;
  std::vector<std::int64_t> taken(world.products.id.size(), 0);
  std::int64_t sum = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const auto& [lot, n] = parts[i];
    const std::size_t l = lot.index();
    if (n < 0 || n > lots.quantity[l]) detail::refuse_move(world, lot, n);
    lots.quantity[l] -= n;
    sum += n;
    // Neighbours are often of one product and label: they reach the lot of what is retired together.
    if (i + 1 < parts.size() && lots.product[parts[i + 1].lot.index()] == lots.product[l] &&
        lots.diverted[parts[i + 1].lot.index()] == lots.diverted[l])
      continue;
    const ProductId product = lots.product[l];
    lots.quantity[index.at(world, product, {Place::retired, {}, 0, lots.diverted[l] != 0}).index()] += sum;
    taken[product.index()] += sum;
    sum = 0;
  }
  return taken;
}

AccountId account_of(const World& world, AgentId agent) {
  // Accounts stand in the order: rest of the world, states, firms (scenario/load).
  std::size_t row = 0;
  if (agent.is_state()) row = 1 + agent.state().index();
  if (agent.is_firm()) row = 1 + world.states.id.size() + agent.firm().index();
  if (row >= world.accounts.owner.size() || world.accounts.owner[row] != agent) throw UnknownName("account", "of this agent", "");
  return AccountId{row};
}

void pay(World& world, AccountId from, AccountId to, Cents amount, Why why) {
  world.accounts.balance[from.index()] -= amount;
  world.accounts.balance[to.index()] += amount;
  world.payments.total[static_cast<std::size_t>(why)] += amount;
}

void pay_pooled(World& world, std::span<const Payer> payers, std::span<const Receiver> receivers, Why why) {
  if (receivers.empty()) return;
  Cents sum = 0, paid = 0;
  for (const Payer& p : payers) {
    world.accounts.balance[p.account.index()] -= p.amount;
    sum += p.amount;
  }
  double all = 0.0, cumulated = 0.0;
  for (const Receiver& r : receivers) all += r.weight;
  for (const Receiver& r : receivers) {
    cumulated += r.weight;
    const bool last = &r == &receivers.back();
    const Cents upto = last ? sum : static_cast<Cents>(cumulated / all * static_cast<double>(sum));
    world.accounts.balance[r.account.index()] += upto - paid;
    paid = upto;
  }
  world.payments.total[static_cast<std::size_t>(why)] += sum;
}

std::vector<std::int64_t> inventories(const World& world) {
  std::vector<std::int64_t> stock(world.products.id.size(), 0);
  const Lots& lots = world.lots;
  for_lots_off_sites(lots, [&](std::size_t l) {
    if (lots.place[l] == Place::vendor) stock[lots.product[l].index()] += lots.quantity[l];
  });
  return stock;
}

}  // namespace entrepot
