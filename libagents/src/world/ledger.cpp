#include "entrepot/world/ledger.hpp"

#include "entrepot/base/errors.hpp"

namespace entrepot {
namespace {

bool same(const Lots& lots, std::size_t l, ProductId product, const Destination& to) {
  return lots.product[l] == product && lots.place[l] == to.place && lots.site[l] == to.site && lots.cohort[l] == to.cohort &&
         (lots.diverted[l] != 0) == to.diverted;
}
Destination place_of(const Lots& lots, std::size_t l) { return {lots.place[l], lots.site[l], lots.cohort[l], lots.diverted[l] != 0}; }

}  // namespace

LotIndex::LotIndex(const World& world, std::int32_t cohort)
    : products_{world.products.id.size()},
      cohort_{cohort},
      at_site_(world.sites.owner.size() * products_, -1),
      with_vendor_(products_, -1),
      retired_(products_, {-1, -1}) {
  const Lots& lots = world.lots;
  for (std::size_t l = 0; l < lots.product.size(); ++l)
    if (std::int32_t* found = slot(lots.product[l], place_of(lots, l)); found != nullptr) *found = static_cast<std::int32_t>(l);
}

std::int32_t* LotIndex::slot(ProductId product, const Destination& to) {
  if (product.index() >= products_) return nullptr;  // born after the index
  if (to.place == Place::vendor) return to.diverted || to.cohort != 0 ? nullptr : &with_vendor_[product.index()];
  if (to.place == Place::retired) return to.cohort != 0 ? nullptr : &retired_[product.index()][to.diverted ? 1 : 0];
  return to.diverted || to.cohort != cohort_ ? nullptr : &at_site_[to.site.index() * products_ + product.index()];
}

LotId LotIndex::at(World& world, ProductId product, const Destination& to) {
  Lots& lots = world.lots;
  std::int32_t* known = slot(product, to);
  if (known != nullptr && *known >= 0) return LotId{*known};
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

LotId move(World& world, LotIndex& index, LotId lot, std::int64_t n, const Destination& to) {
  if (n < 0 || n > world.lots.quantity[lot.index()])
    throw AuditError("a move of " + world.products.id[world.lots.product[lot.index()].index()],
                     "0 to " + std::to_string(world.lots.quantity[lot.index()]) + " chips", std::to_string(n));
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

std::int64_t inventory(const World& world, ProductId product) {
  std::int64_t n = 0;
  for (std::size_t l = 0; l < world.lots.product.size(); ++l)
    if (world.lots.product[l] == product && world.lots.place[l] == Place::vendor) n += world.lots.quantity[l];
  return n;
}

}  // namespace entrepot
