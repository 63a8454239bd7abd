#include "entrepot/decisions/buy/deliver.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "base/wide.hpp"
#include "entrepot/base/reduce.hpp"
#include "entrepot/base/units.hpp"
#include "entrepot/world/frame.hpp"

namespace entrepot::buying {
namespace {

constexpr Purpose draw_output{"buy.make"};
constexpr Purpose draw_delivery{"buy.deliver"};
constexpr Purpose draw_order{"buy.serve"};
constexpr Purpose draw_place{"buy.place"};

Key key_of(const World& world, ProductId product) { return Key{world.products.key[product.index()]}; }

/// One uniform a buyer, made of its agent's and its purpose's; with one a product they make one for each cell of the market (Luck::cell,
/// decision 0006).
std::vector<double> buyers_uniforms(const World& world, const Luck& luck) {
  std::vector<double> u(world.buyers.key.size());
  const double of_inference = luck.uniform(Key{hash_text("inference")});
  for (std::size_t b = 0; b < u.size(); b += 2) {
    u[b] = luck.uniform(Key{world.buyers.key[b]});
    u[b + 1] = Luck::cell(u[b], of_inference);
  }
  return u;
}

/// Account of each agent that buys.
std::vector<AccountId> buyers_accounts(const World& world) {
  std::vector<AccountId> account(world.buyers.agent.size() / 2);
  for (std::size_t k = 0; k < account.size(); ++k) account[k] = account_of(world, world.buyers.agent[2 * k]);
  return account;
}

/// n chips over the sites of an agent, by share: cumulated shares cut at whole chips from one offset u.
void place_chips(const Placement& placement, std::size_t agent, std::int64_t n, double u, std::vector<ledger::Part>& parts) {
  const auto first = static_cast<std::size_t>(placement.first[agent]), last = static_cast<std::size_t>(placement.first[agent + 1]);
  const auto all = static_cast<double>(n);
  double cumulated = 0.0;
  std::int64_t placed = 0;
  for (std::size_t i = first; i < last; ++i) {
    cumulated += placement.share[i];
    const std::int64_t upto = i + 1 == last ? n : std::min(n, static_cast<std::int64_t>(cumulated * all + u));
    if (upto > placed) parts.push_back({Holder::at(placement.site[i]), upto - placed});
    placed = std::max(placed, upto);
  }
}

/// Who places all at one site, and who has a choice.
struct Places {
  std::vector<SiteId> only;          // by agent; nowhere: see `several`
  std::vector<std::size_t> several;  // agents
};
Places places_of(const Placement& placement) {
  Places places{std::vector<SiteId>(placement.first.size() - 1), {}};
  for (std::size_t k = 0; k < places.only.size(); ++k) {
    if (placement.first[k + 1] - placement.first[k] == 1) {
      places.only[k] = placement.site[static_cast<std::size_t>(placement.first[k])];
    } else {
      places.several.push_back(k);
    }
  }
  return places;
}

/// Whole chips of a column: the part of a chip is one by luck.
ENTREPOT_CLONES void make_whole(const double* given, const double* of_buyer, double of_product, double* chips, std::size_t buyers) {
  ENTREPOT_INDEPENDENT
  for (std::size_t b = 0; b < buyers; ++b) chips[b] = Luck::whole_part_of(Luck::cell(of_buyer[b], of_product), given[b]);
}

/// Adds what agents got of a column, in H100e of so many each, if it counts against a limit of theirs.
ENTREPOT_CLONES void add_limited(const double* chips, const std::uint8_t* limited, double each, double* taken, std::size_t agents) {
  ENTREPOT_INDEPENDENT
  for (std::size_t k = 0; k < agents; ++k) taken[k] += limited[k] != 0 ? each * (chips[2 * k] + chips[2 * k + 1]) : 0.0;
}

/// What the buyers of a column get of its service, and what their agents owe for it.
ENTREPOT_CLONES void take_delivery(const double* chips, ByUse quality, double price, double* own, double* owed, std::size_t agents) {
  ENTREPOT_INDEPENDENT
  for (std::size_t k = 0; k < agents; ++k) {
    own[2 * k] += chips[2 * k] * quality.training;
    own[2 * k + 1] += chips[2 * k + 1] * quality.inference;
    owed[k] += (chips[2 * k] + chips[2 * k + 1]) * price;
  }
}

/// How many of the numbers are above zero.
ENTREPOT_CLONES std::int64_t count_positive(const double* x, std::size_t n) {
  std::int64_t found = 0;
  for (std::size_t i = 0; i < n; ++i) found += x[i] > 0.0 ? 1 : 0;
  return found;
}

/// Events of a column: a row for each buyer that has some, if anybody asked for them.
template <class Row>
void report(World& world, const Turn& turn, std::span<const double> chips, solvers::BuyerRange who, ExporterId exporter, ProductId product,
            double price) {
  if (!wanted<Row>(world, turn)) {
    count<Row>(world, count_positive(chips.data() + who.first, who.last - who.first));
    return;
  }
  for (std::size_t b = who.first; b < who.last; ++b)
    if (chips[b] > 0.0) emit(world, turn, Row{{world.buyers.agent[b], exporter, product, chips[b], price}});
}

/// A fee (or, below zero, a subsidy) of so many USD a unit, to or from the exporter's treasury.
void pay_fee(World& world, AccountId payer, ExporterId exporter, double usd_each, std::int64_t units) {
  const AccountId treasury = account_of(world, agent_of(world, world.exporters.state[exporter.index()]));
  const Cents amount = cents(usd_each < 0.0 ? -usd_each : usd_each) * units;
  usd_each > 0.0 ? ledger::pay(world, payer, treasury, amount, Why::fee) : ledger::pay(world, treasury, payer, amount, Why::subsidy);
  world.exporters.fees[exporter.index()] += usd_each > 0.0 ? usd(amount) : -usd(amount);
}

/// Where rounding took an agent's chips beyond a limit, those that luck rounded up are given back, the first in keyed order first: what is
/// left at worst is everything rounded down.
void hold_limits(const World& world, const BuyProposals& market, std::span<const double> of_buyer, std::span<const double> turn_of,
                 Grid& chips) {
  const Offer& offer = market.side.offer;
  const Terms& terms = market.side.terms;
  struct RoundedUp {
    double order;
    std::size_t buyer, column;
    bool operator<(const RoundedUp& x) const { return order < x.order; }
  };
  constexpr double rounding = 1.0 + 1e-9;   // what is left of a limit may be worth exactly some chips: the last bits must not take one
  std::vector<double> taken(terms.agents);  // H100e
  std::vector<RoundedUp> up;
  std::vector<std::size_t> columns;
  const auto each = [&](std::size_t c) { return world.products.q_train[offer.product[c].index()]; };
  for (std::size_t e = 0; e < exporter_count; ++e) {
    columns.clear();
    for (std::size_t c = 0; c < offer.products(); ++c)
      if (static_cast<std::size_t>(offer.bloc[c]) == e && terms.limits_anybody(c)) columns.push_back(c);
    std::fill(taken.begin(), taken.end(), 0.0);
    for (const std::size_t c : columns)
      add_limited(chips[c].data(), terms.limited.data() + terms.cell(0, c), each(c), taken.data(), terms.agents);
    for (std::size_t k = 0; k < terms.agents; ++k) {
      const double limit = rounding * terms.chip_limit[k][e];
      if (taken[k] <= limit) continue;
      up.clear();
      for (const std::size_t c : columns)
        for (std::size_t b = 2 * k; b < 2 * k + 2 && terms.limited[terms.cell(k, c)] != 0; ++b)
          if (chips[c][b] > market.fill.given[c][b]) up.push_back({Luck::cell(of_buyer[b], turn_of[c]), b, c});
      std::sort(up.begin(), up.end());
      for (std::size_t i = 0; i < up.size() && taken[k] > limit; ++i) {
        chips[up[i].column][up[i].buyer] -= 1.0;
        taken[k] -= each(up[i].column);
      }
    }
  }
}

}  // namespace

std::vector<std::int64_t> whole_output(const World& world, const Turn& turn, const Offer& offer, const Supply& supply) {
  const Luck luck = turn.luck(draw_output);
  std::vector<std::int64_t> made;
  made.reserve(offer.products());
  for (const ProductId p : offer.product) made.push_back(luck.whole(Key{world.products.key[p.index()]}, supply.output[p.index()]));
  return made;
}

Deliveries deliveries_of(const World& world, const Turn& turn, const BuyProposals& market) {
  const Offer& offer = market.side.offer;
  const std::size_t products = offer.products(), buyers = world.buyers.agent.size();
  const Luck luck = turn.luck(draw_delivery), order = turn.luck(draw_order);
  const std::vector<double> of_buyer = buyers_uniforms(world, luck);
  Deliveries all{Grid(products, buyers), std::vector<double>(products)};
  // Who gives back first, by column: a second uniform of the product over those of the buyers, so that it does not depend on who rounded up.
  std::vector<double> turn_of;
  turn_of.reserve(products);
  for (const ProductId p : offer.product) turn_of.push_back(order.uniform(key_of(world, p)));
  std::vector<std::pair<double, std::size_t>> ranked;
  ranked.reserve(buyers);
  for (std::size_t c = 0; c < products; ++c) {
    const std::span<double> chips = all.chips[c];
    const auto [first, last] = offer.who[c];
    std::fill_n(chips.begin(), first, 0.0);
    std::fill(chips.begin() + static_cast<std::ptrdiff_t>(last), chips.end(), 0.0);
    make_whole(market.fill.given[c].data() + first, of_buyer.data() + first, luck.uniform(key_of(world, offer.product[c])),
               chips.data() + first, last - first);
  }
  hold_limits(world, market, of_buyer, turn_of, all.chips);
  for (std::size_t c = 0; c < products; ++c) {
    const auto [first, last] = offer.who[c];
    const std::span<double> chips = all.chips[c];
    const double asked = reduce::sum(chips.subspan(first, last - first));
    all.sold[c] = std::min(asked, market.stock[c]);
    const auto excess = static_cast<std::ptrdiff_t>(asked - all.sold[c]);
    if (excess <= 0) continue;
    // Rounding asked for a few too many: the first in keyed order give one back. There are enough of them, since nobody was rounded up by a
    // whole chip. Each buyer is written down, and the next one takes its place if it has none: who has some is luck.
    ranked.resize(buyers);
    std::size_t holders = 0;
    for (std::size_t b = first; b < last; ++b) {
      ranked[holders] = {Luck::cell(of_buyer[b], turn_of[c]), b};
      holders += chips[b] > 0.0 ? std::size_t{1} : std::size_t{0};
    }
    ranked.resize(holders);
    const auto giving = ranked.begin() + std::min(excess, std::ssize(ranked));
    std::partial_sort(ranked.begin(), giving, ranked.end());
    std::for_each(ranked.begin(), giving, [&](const auto& holder) { chips[holder.second] -= 1.0; });
  }
  return all;
}

void make_chips(World& world, const BuyProposals& market) {
  for (std::size_t c = 0; c < market.made.size(); ++c) {
    const ProductId product = market.side.offer.product[c];
    ledger::make(world, product, market.made[c]);
    const AccountId vendor = account_of(world, agent_of(world, world.products.vendor[product.index()]));
    ledger::pay(world, vendor, account_of(world, {}), cents(world.products.unit_cost[product.index()]) * market.made[c], Why::making);
  }
}

void deliver(World& world, const BuyProposals& market, const Turn& turn) {
  const Offer& offer = market.side.offer;
  const Terms& terms = market.side.terms;
  const Placement& placement = market.side.placement;
  const std::size_t agents = world.buyers.agent.size() / 2;
  const Luck luck = turn.luck(draw_place);
  std::fill(world.exporters.fees.begin(), world.exporters.fees.end(), 0.0);
  std::vector<std::array<double, exporter_count>> licensed(agents, {0.0, 0.0});
  std::vector<double> own(world.buyers.agent.size(), 0.0), owed(agents, 0.0);  // H100e of the purpose; cents
  const std::vector<AccountId> account = buyers_accounts(world);
  const Places places = places_of(placement);
  std::vector<ledger::Amount> dues, debts;
  dues.reserve(offer.products());
  debts.reserve(agents);
  const auto year = static_cast<std::int32_t>(turn.quarter / 4);
  std::vector<ledger::Part> parts;
  for (std::size_t column = 0; column < offer.products(); ++column) {
    const ProductId product = offer.product[column];
    const std::size_t i = product.index(), bloc = static_cast<std::size_t>(offer.bloc[column]);
    const ExporterId exporter = bloc < exporter_count ? ExporterId{bloc} : ExporterId{};
    const double price = world.products.price[i];
    const Cents price_cents = cents(price);
    const std::span<const double> chips = market.deliveries.chips[column];
    const auto [first, last] = offer.who[column];
    report<events::Order>(world, turn, market.side.orders.chips[column], offer.who[column], exporter, product, price);
    report<events::Delivery>(world, turn, chips, offer.who[column], exporter, product, price);
    take_delivery(chips.data() + first, {offer.quality[0][column], offer.quality[1][column]}, static_cast<double>(price_cents),
                  own.data() + first, owed.data() + first / 2, (last - first) / 2);
    dues.push_back({account_of(world, agent_of(world, world.products.vendor[i])),
                    price_cents * static_cast<std::int64_t>(market.deliveries.sold[column])});
    // To the sites. Who gets any is luck: each agent is written down, and the next one takes its place if there was nothing.
    parts.resize(agents);
    std::size_t count = 0;
    for (std::size_t k = first / 2; k < last / 2; ++k) {
      const auto n = static_cast<std::int64_t>(chips[2 * k] + chips[2 * k + 1]);
      parts[count] = {Holder::at(places.only[k]), n};
      count += n > 0 && places.only[k] ? std::size_t{1} : std::size_t{0};
    }
    parts.resize(count);
    for (const std::size_t k : places.several)
      if (const auto n = static_cast<std::int64_t>(chips[2 * k] + chips[2 * k + 1]); n > 0)
        place_chips(placement, k, n, luck.uniform(join(key_of(world, world.buyers.agent[2 * k]), key_of(world, product))), parts);
    ledger::move(world, ledger::lot_at(world, product, {}), parts, year);
    for (std::size_t k = first / 2; terms.any_fee && exporter && k < last / 2; ++k) {
      const double fee = terms.fee[terms.cell(k, column)], n = chips[2 * k] + chips[2 * k + 1];
      if (fee != 0.0 && n > 0.0) pay_fee(world, account[k], exporter, price * fee, static_cast<std::int64_t>(n));
    }
    if (!exporter || !terms.limits_anybody(column)) continue;
    for (std::size_t k = first / 2; k < last / 2; ++k) {
      if (terms.limited[terms.cell(k, column)] == 0) continue;
      for (std::size_t b = 2 * k; b < 2 * k + 2; ++b) {
        const double h100e = chips[b] * world.products.q_train[i];
        world.buyers.delivered[b][bloc] += h100e;
        world.buyers.delivered_year[b][bloc] += h100e;
        licensed[k][bloc] += h100e;
      }
    }
  }
  for (std::size_t k = 0; k < agents; ++k) debts.push_back({account[k], static_cast<Cents>(owed[k])});
  ledger::pay(world, debts, dues, Why::chips);
  for (std::size_t b = 0; b < own.size(); ++b) {
    auto& recent = world.buyers.delivered_recent[b];
    recent = {(1.0 - market.side.orders.rent_share[b]) * own[b], recent[0], recent[1], recent[2]};
  }
  // What went beyond small orders is taken off the licences, the oldest first.
  const AgentRows rows(world);
  for_open_licences(world.licences, [&](std::size_t l) {
    if (world.licences.stage[l] != LicenceStage::approved || world.licences.left[l] <= 0.0) return;
    const auto agent = static_cast<std::size_t>(rows.of(world.licences.buyer[l]));
    const std::size_t e = world.licences.exporter[l].index();
    const double used = std::min(world.licences.left[l], std::max(0.0, licensed[agent][e] - terms.small_order[agent][e]));
    world.licences.left[l] -= used;
    licensed[agent][e] -= used;
  });
}

void pay_rents(World& world, const BuyProposals& market) {
  const Offer& offer = market.side.offer;
  const Terms& terms = market.side.terms;
  const std::size_t agents = world.buyers.agent.size() / 2;
  const std::vector<AccountId> account = buyers_accounts(world);
  std::vector<ledger::Share> clouds;
  std::vector<ledger::Amount> renters;
  clouds.reserve(agents);
  renters.reserve(agents);
  for (std::size_t e = 0; e < exporter_count; ++e)
    for (std::size_t z = 0; z < use_count; ++z) {
      // Each cloud of the bloc earns by what it lets.
      clouds.clear();
      double let = 0.0;
      for (const std::size_t k : offer.cloud_agents[e]) {
        const std::size_t b = 2 * k + z;
        double mine = 0.0;
        for (std::size_t c = 0; c < offer.products(); ++c)
          mine += market.side.orders.rent_share[b] * market.fill.given[c][b] * offer.quality[z][c];
        if (mine > 0.0) clouds.push_back({account[k], mine});
        let += mine;
      }
      if (let <= 0.0) continue;
      renters.clear();
      Cents rents = 0;
      for (std::size_t k = 0; k < agents; ++k) {
        const double rented = market.shadows.rented_from[e][2 * k + z];
        if (rented <= 0.0) continue;
        const double value = rented * offer.price[z][offer.remote(e)], fee = terms.fee[terms.cell(k, offer.remote(e))];
        renters.push_back({account[k], cents(value)});
        rents += renters.back().cents;
        if (fee != 0.0) pay_fee(world, account[k], ExporterId{e}, value * fee, 1);
      }
      ledger::pay(world, renters, ledger::split(rents, clouds), Why::remote_service);
    }
}

void write_buyers(World& world, const BuyProposals& market) {
  Buyers& b = world.buyers;
  const int first_quarter = world.frame ? world.frame->first_quarter : 0;
  const bool year_ends = (first_quarter + world.quarter) % 4 == 3;  // the calendar year, which caps go by
  write_shadows(b, market.side, market.shadows);
  for (std::size_t row = 0; row < b.agent.size(); ++row) {
    auto& recent = b.shadow_recent[row];
    recent = {market.shadows.shadow[row], recent[0], recent[1], recent[2]};
    for (std::size_t e = 0; e < exporter_count; ++e) {
      b.rented_total[row][e] += market.shadows.rented_from[e][row];
      b.rented_year[row][e] += market.shadows.rented_from[e][row];
    }
    b.stockpiled[row] = market.rule_pending ? b.stockpiled[row] + market.ahead[row] : 0.0;
    if (year_ends) b.delivered_year[row] = b.rented_year[row] = {0.0, 0.0};
  }
}

}  // namespace entrepot::buying
