#include "entrepot/world/ledger.hpp"

#include <utility>

#include "base/wide.hpp"
#include "entrepot/base/errors.hpp"
#include "world/scan.hpp"

namespace entrepot::ledger {
namespace {

AgentId add_agent(World& world, AgentKind kind, std::int32_t row, StateId home, std::uint64_t key) {
  Agents& agents = world.agents;
  Accounts& accounts = world.accounts;
  const auto open = [&](AgentId owner) {
    accounts.owner.push_back(owner);
    accounts.balance.push_back(0);
    return AccountId{accounts.owner.size() - 1};
  };
  if (accounts.owner.empty()) open({});  // the rest of the world
  const AgentId agent{agents.kind.size()};
  agents.kind.push_back(kind);
  agents.row.push_back(row);
  agents.home.push_back(home);
  agents.key.push_back(key);
  agents.account.push_back(open(agent));
  return agent;
}

std::size_t host_of(const World& world, SiteId site) { return world.sites.host[site.index()].index(); }

/// What is installed of a product, by host.
double* installed_of(World& world, ProductId product) {
  const std::size_t states = world.states.id.size(), first = product.index() * states;
  if (first >= world.installed.size()) world.installed.resize(first + states);  // born since it was counted
  return world.installed.data() + first;
}

/// What is derived from lots that were written by hand is made up for.
void know_lots(World& world) {
  if (world.lot_index.size() != world.lots.product.size()) world.lot_index.rebuild(world.lots);
  if (world.installed.empty()) count_installed(world);
}

LotId add_lot(World& world, ProductId product, const Destination& to) {
  Lots& lots = world.lots;
  lots.product.push_back(product);
  lots.quantity.push_back(0);
  lots.place.push_back(to.holder.place);
  lots.site.push_back(to.holder.site());
  lots.cohort.push_back(to.cohort);
  lots.diverted.push_back(to.diverted ? 1 : 0);
  world.lot_index.add(lots);
  return LotId{lots.product.size() - 1};
}
/// The lot, or a new empty one, where the index is in step.
inline LotId find_or_add(World& world, ProductId product, const Destination& to) {
  const LotId found = world.lot_index.find(world.lots, product, to);
  return found ? found : add_lot(world, product, to);
}

[[noreturn]] void refuse_move(const World& world, LotId lot, std::int64_t n) {
  throw AuditError("a move of " + world.products.id[world.lots.product[lot.index()].index()],
                   "0 to " + std::to_string(world.lots.quantity[lot.index()]) + " chips", std::to_string(n));
}

/// Chips into a lot (out of it, below zero), and into what is installed.
void put(World& world, LotId lot, std::int64_t n) {
  const std::size_t l = lot.index();
  world.lots.quantity[l] += n;
  if (world.lots.site[l]) installed_of(world, world.lots.product[l])[host_of(world, world.lots.site[l])] += static_cast<double>(n);
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

Cents sum_of(std::span<const Amount> amounts) {
  Cents sum = 0;
  for (const Amount& a : amounts) sum += a.cents;
  return sum;
}

}  // namespace

AgentId born(World& world, StateId state) {
  return world.states.agent[state.index()] = add_agent(world, AgentKind::state, state.row, state, world.states.key[state.index()]);
}
AgentId born(World& world, FirmId firm) {
  const Firms& f = world.firms;
  return world.firms.agent[firm.index()] = add_agent(world, AgentKind::firm, firm.row, f.home[firm.index()], f.key[firm.index()]);
}
AgentId born(World& world, LabId lab) {
  const Labs& l = world.labs;
  return world.labs.agent[lab.index()] = add_agent(world, AgentKind::lab, lab.row, l.home[lab.index()], l.key[lab.index()]);
}

void make(World& world, ProductId product, std::int64_t n) {
  if (n < 0) throw AuditError("chips made of " + world.products.id[product.index()], "0 or more", std::to_string(n));
  world.lots.quantity[lot_at(world, product, {}).index()] += n;
  world.products.made[product.index()] += n;
}

LotId lot_at(World& world, ProductId product, const Destination& to) {
  know_lots(world);
  return find_or_add(world, product, to);
}

LotId move(World& world, LotId lot, std::int64_t n, const Destination& to) {
  if (n < 0 || n > world.lots.quantity[lot.index()]) refuse_move(world, lot, n);
  const LotId target = lot_at(world, world.lots.product[lot.index()], to);
  put(world, lot, -n);
  put(world, target, n);
  return target;
}

void move(World& world, LotId lot, std::span<const Part> parts, std::int32_t cohort, bool diverted) {
  std::int64_t sum = 0, signs = 0;
  for (const Part& part : parts) {
    sum += part.chips;
    signs |= part.chips;
  }
  if (signs < 0 || sum > world.lots.quantity[lot.index()]) refuse_move(world, lot, sum);
  know_lots(world);
  const ProductId product = world.lots.product[lot.index()];
  double* installed = installed_of(world, product);
  for (const Part& part : parts) {
    world.lots.quantity[find_or_add(world, product, {part.to, cohort, diverted}).index()] += part.chips;
    if (const SiteId site = part.to.site()) installed[host_of(world, site)] += static_cast<double>(part.chips);
  }
  put(world, lot, -sum);
}

std::vector<std::int64_t> move(World& world, std::span<const std::int64_t> chips, Holder to) {
  know_lots(world);
  Lots& lots = world.lots;
  const std::size_t products = world.products.id.size(), states = world.states.id.size();
  if (std::int64_t signs = take_from_lots(chips.data(), lots.quantity.data(), chips.size(), 1); signs < 0) {
    take_from_lots(chips.data(), lots.quantity.data(), chips.size(), -1);
    std::size_t l = 0;
    while (chips[l] >= 0 && chips[l] <= lots.quantity[l]) ++l;
    refuse_move(world, LotId{l}, chips[l]);
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
      if (const std::int64_t moved = sums[p][label ? 1 : 0]; moved > 0) put(world, find_or_add(world, ProductId{p}, {to, 0, label}), moved);
  }
  return taken;
}

void pay(World& world, AccountId from, AccountId to, Cents amount, Why why) {
  world.accounts.balance[from.index()] -= amount;
  world.accounts.balance[to.index()] += amount;
  world.payments.total[static_cast<std::size_t>(why)] += amount;
}

void pay(World& world, std::span<const Amount> from, std::span<const Amount> to, Why why) {
  const Cents owed = sum_of(from), due = sum_of(to);
  if (owed != due) throw AuditError("cents owed in all", std::to_string(due), std::to_string(owed));
  for (const Amount& a : from) world.accounts.balance[a.account.index()] -= a.cents;
  for (const Amount& a : to) world.accounts.balance[a.account.index()] += a.cents;
  world.payments.total[static_cast<std::size_t>(why)] += owed;
}

std::vector<Amount> split(Cents sum, std::span<const Share> shares) {
  std::vector<Amount> parts;
  parts.reserve(shares.size());
  double all = 0.0, cumulated = 0.0;
  for (const Share& s : shares) all += s.weight;
  Cents given = 0;
  for (const Share& s : shares) {
    cumulated += s.weight;
    const bool last = &s == &shares.back();
    const Cents upto = last ? sum : static_cast<Cents>(cumulated / all * static_cast<double>(sum));
    parts.push_back({s.account, upto - given});
    given = upto;
  }
  return parts;
}

std::vector<std::int64_t> inventories(const World& world) {
  std::vector<std::int64_t> stock(world.products.id.size(), 0);
  const Lots& lots = world.lots;
  for_few(
      lots.place, [](Place place) { return place != Place::site; },
      [&](std::size_t l) {
        if (lots.place[l] == Place::vendor) stock[lots.product[l].index()] += lots.quantity[l];
      });
  return stock;
}

}  // namespace entrepot::ledger
