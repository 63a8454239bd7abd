#include "entrepot/world/ledger.hpp"

#include <utility>

#include "base/wide.hpp"
#include "entrepot/base/errors.hpp"
#include "world/scan.hpp"

namespace entrepot {
namespace {

bool same(const Lots& lots, std::size_t l, ProductId product, const Destination& to) {
  return lots.product[l] == product && lots.place[l] == to.place && lots.site[l] == to.site && lots.cohort[l] == to.cohort &&
         (lots.diverted[l] != 0) == to.diverted;
}

std::size_t host_of(const World& world, SiteId site) { return world.sites.host[site.index()].index(); }

/// What is installed of a product, by host.
double* installed_of(World& world, ProductId product) {
  const std::size_t states = world.states.id.size(), first = product.index() * states;
  if (first >= world.installed.size()) world.installed.resize(first + states);  // born since it was counted
  return world.installed.data() + first;
}

/// Takes chips out of lots, `times` times; the sign tells whether a number was negative or more than there was.
ENTREPOT_CLONES std::int64_t take_from_lots(const std::int64_t* chips, std::int64_t* quantity, std::size_t rows, std::int64_t times) {
  std::int64_t signs = 0;
  ENTREPOT_INDEPENDENT
  for (std::size_t l = 0; l < rows; ++l) {
    quantity[l] -= times > 0 ? chips[l] : -chips[l];
    signs |= chips[l] | quantity[l];
  }
  return signs;
}

/// Lots of vendors and retired ones: one or two a product among thousands at sites.
template <class Use> void for_lots_off_sites(const Lots& lots, Use use) {
  for_few(
      lots.place, [](Place place) { return place != Place::site; }, use);
}

}  // namespace

LotIndex::LotIndex(World& world, std::int32_t cohort)
    : products_{world.products.id.size()},
      sites_{world.sites.owner.size()},
      cohort_{cohort},
      at_site_(world.sites.owner.size() * products_, -1),
      with_vendor_(products_, -1),
      retired_(products_, {-1, -1}) {
  if (world.installed.empty()) count_installed(world);
  const Lots& lots = world.lots;
  for_lots_off_sites(lots, [&](std::size_t l) {
    const Destination to{lots.place[l], lots.site[l], lots.cohort[l], lots.diverted[l] != 0};
    if (std::int32_t* found = slot(lots.product[l], to); found != nullptr) *found = static_cast<std::int32_t>(l);
  });
  for_few(
      lots.cohort, [cohort](std::int32_t c) { return c == cohort; },
      [&](std::size_t l) {
        if (lots.site[l] && lots.diverted[l] == 0)
          at_site_[lots.product[l].index() * sites_ + lots.site[l].index()] = static_cast<std::int32_t>(l);
      });
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
  detail::take(world, index.at(world, product, Destination{}), -n);
  world.products.made[product.index()] += n;
}

void detail::refuse_move(const World& world, LotId lot, std::int64_t n) {
  throw AuditError("a move of " + world.products.id[world.lots.product[lot.index()].index()],
                   "0 to " + std::to_string(world.lots.quantity[lot.index()]) + " chips", std::to_string(n));
}

void detail::take(World& world, LotId lot, std::int64_t n) {
  const std::size_t l = lot.index();
  world.lots.quantity[l] -= n;
  if (world.lots.site[l]) installed_of(world, world.lots.product[l])[host_of(world, world.lots.site[l])] -= static_cast<double>(n);
}

void hand_out(World& world, LotIndex& index, ProductId product, std::span<const SitePart> parts) {
  std::int64_t sum = 0, signs = 0;
  for (const SitePart& part : parts) {
    sum += part.chips;
    signs |= part.chips;
  }
  const LotId from = index.at(world, product, Destination{});
  if (signs < 0 || sum > world.lots.quantity[from.index()]) detail::refuse_move(world, from, sum);
  double* installed = installed_of(world, product);
  for (const SitePart& part : parts) {
    world.lots.quantity[index.at_site(world, product, part.site).index()] += part.chips;
    installed[host_of(world, part.site)] += static_cast<double>(part.chips);
  }
  world.lots.quantity[from.index()] -= sum;
}

std::vector<std::int64_t> retire(World& world, LotIndex& index, std::span<const std::int64_t> chips) {
  Lots& lots = world.lots;
  const std::size_t products = world.products.id.size(), states = world.states.id.size();
  if (std::int64_t signs = take_from_lots(chips.data(), lots.quantity.data(), chips.size(), 1); signs < 0) {
    take_from_lots(chips.data(), lots.quantity.data(), chips.size(), -1);
    std::size_t l = 0;
    while (chips[l] >= 0 && chips[l] <= lots.quantity[l]) ++l;
    detail::refuse_move(world, LotId{l}, chips[l]);
  }
  world.installed.resize(products * states);
  std::vector<std::array<std::int64_t, 2>> sums(products, {0, 0});  // by label
  // Neighbours are often of one product and label: they are added up before they are written down.
  std::size_t product = 0, diverted = 0;
  std::int64_t sum = 0;
  for (std::size_t l = 0; l < chips.size(); ++l) {
    if (lots.product[l].index() != product || lots.diverted[l] != diverted) {
      sums[product][diverted] += std::exchange(sum, 0);
      product = lots.product[l].index();
      diverted = lots.diverted[l];
    }
    if (lots.site[l]) world.installed[product * states + host_of(world, lots.site[l])] -= static_cast<double>(chips[l]);
    sum += chips[l];
  }
  sums[product][diverted] += sum;
  std::vector<std::int64_t> taken(products);
  for (std::size_t p = 0; p < products; ++p) {
    taken[p] = sums[p][0] + sums[p][1];
    for (const bool label : {false, true})
      if (const std::int64_t retired = sums[p][label ? 1 : 0]; retired > 0)
        lots.quantity[index.at(world, ProductId{p}, {Place::retired, {}, 0, label}).index()] += retired;
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

void pay_all(World& world, std::span<const AccountId> payers, std::span<const double> owed, std::span<const Due> dues, Why why) {
  Cents sum = 0, due = 0;
  for (const double cents : owed) sum += static_cast<Cents>(cents);
  for (const Due& d : dues) due += d.amount;
  if (sum != due) throw AuditError("cents owed in all", std::to_string(due), std::to_string(sum));
  for (std::size_t i = 0; i < payers.size(); ++i) world.accounts.balance[payers[i].index()] -= static_cast<Cents>(owed[i]);
  for (const Due& d : dues) world.accounts.balance[d.account.index()] += d.amount;
  world.payments.total[static_cast<std::size_t>(why)] += sum;
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
