#include "entrepot/world/ledger.hpp"

#include "entrepot/base/errors.hpp"
#include "entrepot/base/luck.hpp"

namespace entrepot {
namespace {

std::uint64_t slot_key(ProductId product, const Destination& to) {
  const auto place = static_cast<std::uint64_t>(to.place) << 1 | (to.diverted ? 1U : 0U);
  return absorb(absorb(absorb(static_cast<std::uint64_t>(product.row) + 1, static_cast<std::uint64_t>(to.site.row + 1)), static_cast<std::uint64_t>(to.cohort + 4096)), place);
}
bool same(const Lots& lots, std::size_t l, ProductId product, const Destination& to) {
  return lots.product[l] == product && lots.place[l] == to.place && lots.site[l] == to.site && lots.cohort[l] == to.cohort && (lots.diverted[l] != 0) == to.diverted;
}
Destination place_of(const Lots& lots, std::size_t l) { return {lots.place[l], lots.site[l], lots.cohort[l], lots.diverted[l] != 0}; }

}  // namespace

LotIndex::LotIndex(const World& world, std::int32_t cohort) {
  const Lots& lots = world.lots;
  slots_.assign(1024, {0, -1});
  for (std::size_t l = 0; l < lots.product.size(); ++l)
    if (lots.place[l] != Place::site || lots.cohort[l] == cohort) insert(slot_key(lots.product[l], place_of(lots, l)), static_cast<std::int32_t>(l));
}

void LotIndex::insert(std::uint64_t key, std::int32_t lot) {
  if ((used_ + 1) * 2 > slots_.size()) {
    std::vector<Entry> old(slots_.size() * 2, Entry{0, -1});
    old.swap(slots_);
    used_ = 0;
    for (const Entry& e : old)
      if (e.lot >= 0) insert(e.key, e.lot);
  }
  std::size_t at = key & (slots_.size() - 1);
  while (slots_[at].lot >= 0) at = (at + 1) & (slots_.size() - 1);
  slots_[at] = {key, lot};
  ++used_;
}

LotId LotIndex::at(World& world, ProductId product, const Destination& to) {
  const std::uint64_t key = slot_key(product, to);
  Lots& lots = world.lots;
  for (std::size_t at = key & (slots_.size() - 1); slots_[at].lot >= 0; at = (at + 1) & (slots_.size() - 1))
    if (slots_[at].key == key && same(lots, static_cast<std::size_t>(slots_[at].lot), product, to)) return LotId{slots_[at].lot};
  const auto fresh = static_cast<std::int32_t>(lots.product.size());
  lots.product.push_back(product);
  lots.quantity.push_back(0);
  lots.place.push_back(to.place);
  lots.site.push_back(to.site);
  lots.cohort.push_back(to.cohort);
  lots.diverted.push_back(to.diverted ? 1 : 0);
  insert(key, fresh);
  return LotId{fresh};
}

void make(World& world, LotIndex& index, ProductId product, std::int64_t n) {
  if (n < 0) throw AuditError("chips made of " + world.products.id[product.index()], "0 or more", std::to_string(n));
  const LotId lot = index.at(world, product, Destination{});
  world.lots.quantity[lot.index()] += n;
  world.products.made[product.index()] += n;
}

LotId move(World& world, LotIndex& index, LotId lot, std::int64_t n, const Destination& to) {
  if (n < 0 || n > world.lots.quantity[lot.index()])
    throw AuditError("a move of " + world.products.id[world.lots.product[lot.index()].index()], "0 to " + std::to_string(world.lots.quantity[lot.index()]) + " chips", std::to_string(n));
  const LotId target = index.at(world, world.lots.product[lot.index()], to);
  world.lots.quantity[lot.index()] -= n;
  world.lots.quantity[target.index()] += n;
  return target;
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

std::int64_t inventory(const World& world, ProductId product) {
  std::int64_t n = 0;
  for (std::size_t l = 0; l < world.lots.product.size(); ++l)
    if (world.lots.product[l] == product && world.lots.place[l] == Place::vendor) n += world.lots.quantity[l];
  return n;
}

}  // namespace entrepot
