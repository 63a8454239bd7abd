#include "decisions/buy/deliver.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "entrepot/base/reduce.hpp"
#include "entrepot/base/units.hpp"
#include "entrepot/base/whole.hpp"
#include "entrepot/world/frame.hpp"
#include "entrepot/world/lookups.hpp"

namespace entrepot::buying {
namespace {

constexpr Purpose draw_output{"buy.make"};
constexpr Purpose draw_delivery{"buy.deliver"};
constexpr Purpose draw_order{"buy.serve"};
constexpr Purpose draw_place{"buy.place"};

Key key_of(const World& world, ProductId product) { return Key{world.products.key[product.index()]}; }

/// One uniform a buyer and purpose, made of those of the two; with one a product they make one for each cell of the market (Luck::cell,
/// decision 0006).
ByBuyer uniforms_of_buyers(const World& world, const Luck& luck) {
  ByBuyer u(world.buyers.agent.size(), world.scratch);
  const double of_inference = luck.uniform(Key{hash_text("inference")});
  for (std::size_t b = 0; b < u.size(); ++b) {
    const double of_buyer = luck.uniform(key_of(world, BuyerId{b}, Use::training));
    u[b] = {of_buyer, Luck::cell(of_buyer, of_inference)};
  }
  return u;
}

/// Account of each buyer.
std::vector<AccountId> accounts_of_buyers(const World& world) {
  std::vector<AccountId> account(world.buyers.agent.size());
  for (std::size_t b = 0; b < account.size(); ++b) account[b] = account_of(world, world.buyers.agent[b]);
  return account;
}

double both(const ByUse& chips) { return chips[0] + chips[1]; }

/// n chips over the sites of a buyer, by share: cumulated shares cut at whole chips from one offset u.
void place_chips(const Placement& placement, std::size_t buyer, std::int64_t n, double u, std::vector<ledger::Part>& parts) {
  const auto first = static_cast<std::size_t>(placement.first[buyer]), last = static_cast<std::size_t>(placement.first[buyer + 1]);
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
  std::vector<SiteId> only;          // by buyer; nowhere: see `several`
  std::vector<std::size_t> several;  // buyers
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

/// Events of a column: a row for each buyer and purpose that has some, if anybody asked for them.
template <class Row> void report(World& world, const Turn& turn, std::span<const ByUse> chips, solvers::BuyerRange who, ExporterId exporter,
                                 ProductId product, double price) {
  if (!wanted<Row>(world, turn)) {
    count<Row>(world, static_cast<std::int64_t>(reduce::count_positive(flat(of(chips, who)))));
    return;
  }
  for (std::size_t b = who.first; b < who.last; ++b)
    for (const double n : chips[b])
      if (n > 0.0) emit(world, turn, Row{{world.buyers.agent[b], exporter, product, n, price}});
}

/// A fee (or, below zero, a subsidy) of so many USD a unit, to or from the exporter's treasury.
void pay_fee(World& world, AccountId payer, ExporterId exporter, double usd_each, std::int64_t units) {
  const AccountId treasury = account_of(world, agent_of(world, world.exporters.state[exporter.index()]));
  const Cents amount = cents(usd_each < 0.0 ? -usd_each : usd_each) * units;
  usd_each > 0.0 ? ledger::pay(world, payer, treasury, amount, Why::fee) : ledger::pay(world, treasury, payer, amount, Why::subsidy);
  world.exporters.fees[exporter.index()] += usd_each > 0.0 ? usd(amount) : -usd(amount);
}

/// Where rounding took a buyer's chips beyond a limit, those that luck rounded up are given back, the first in keyed order first: what is
/// left at worst is everything rounded down.
void hold_limits(const World& world, const Market& market, std::span<const ByUse> of_buyer, std::span<const double> turn_of, Grid& chips) {
  const Offer& offer = market.side.offer;
  const Terms& terms = market.side.terms;
  struct RoundedUp {
    double order;
    std::size_t use, column;
    bool operator<(const RoundedUp& x) const { return order < x.order; }
  };
  constexpr double rounding = 1.0 + 1e-9;   // what is left of a limit may be worth exactly some chips: the last bits must not take one
  std::vector<double> taken(terms.buyers);  // H100e
  std::vector<RoundedUp> up;
  std::vector<std::size_t> columns;
  const auto each = [&](std::size_t c) { return world.products.q_train[offer.product[c].index()]; };
  for (std::size_t e = 0; e < exporter_count; ++e) {
    columns.clear();
    for (std::size_t c = 0; c < offer.products(); ++c)
      if (static_cast<std::size_t>(offer.bloc[c]) == e && terms.limits_anybody(c)) columns.push_back(c);
    std::fill(taken.begin(), taken.end(), 0.0);
    for (const std::size_t c : columns)
      for (std::size_t b = 0; b < terms.buyers; ++b) taken[b] += terms.limited[terms.cell(b, c)] != 0 ? each(c) * both(chips[c][b]) : 0.0;
    for (std::size_t b = 0; b < terms.buyers; ++b) {
      const double limit = rounding * terms.chip_limit[b][e];
      if (taken[b] <= limit) continue;
      up.clear();
      for (const std::size_t c : columns)
        for (std::size_t z = 0; z < use_count && terms.limited[terms.cell(b, c)] != 0; ++z)
          if (chips[c][b][z] > market.fill.given[c][b][z]) up.push_back({Luck::cell(of_buyer[b][z], turn_of[c]), z, c});
      std::sort(up.begin(), up.end());
      for (std::size_t i = 0; i < up.size() && taken[b] > limit; ++i) {
        chips[up[i].column][b][up[i].use] -= 1.0;
        taken[b] -= each(up[i].column);
      }
    }
  }
}

/// Where rounding asked for a few chips too many, the first holders in keyed order give one back. There are enough of them, since nobody was
/// rounded up by a whole chip.
void give_back(std::span<const double> of_buyer, double turn, std::size_t excess, std::span<double> chips) {
  std::vector<std::pair<double, std::size_t>> ranked(chips.size());
  // Each row is written down, and the next one takes its place if it has none: who has some is luck.
  std::size_t holders = 0;
  for (std::size_t r = 0; r < chips.size(); ++r) {
    ranked[holders] = {Luck::cell(of_buyer[r], turn), r};
    holders += chips[r] > 0.0 ? std::size_t{1} : std::size_t{0};
  }
  ranked.resize(holders);
  const auto giving = ranked.begin() + static_cast<std::ptrdiff_t>(std::min(excess, holders));
  std::partial_sort(ranked.begin(), giving, ranked.end());
  std::for_each(ranked.begin(), giving, [&](const auto& holder) { chips[holder.second] -= 1.0; });
}

}  // namespace

std::vector<std::int64_t> whole_output(const World& world, const Turn& turn, const Offer& offer, const Supply& supply) {
  const Luck luck = turn.luck(draw_output);
  std::vector<std::int64_t> made;
  made.reserve(offer.products());
  for (const ProductId p : offer.product) made.push_back(luck.whole(Key{world.products.key[p.index()]}, supply.output[p.index()]));
  return made;
}

Deliveries deliveries_of(const World& world, const Turn& turn, const Market& market) {
  const Offer& offer = market.side.offer;
  const std::size_t products = offer.products();
  const Luck luck = turn.luck(draw_delivery), order = turn.luck(draw_order);
  const ByBuyer of_buyer = uniforms_of_buyers(world, luck);
  Deliveries all{Grid(world.scratch, products, world.buyers.agent.size()), std::vector<double>(products)};
  // Who gives back first, by column: a second uniform of the product over those of the buyers, so that it does not depend on who rounded up.
  std::vector<double> turn_of;
  turn_of.reserve(products);
  for (const ProductId p : offer.product) turn_of.push_back(order.uniform(key_of(world, p)));
  for (std::size_t c = 0; c < products; ++c) {
    const std::span<ByUse> chips = all.chips[c];
    const std::span<const ByUse> given = market.fill.given[c];
    const double of_product = luck.uniform(key_of(world, offer.product[c]));
    clear_others(chips, offer.who[c]);
    whole_cells(flat(of(given, offer.who[c])), flat(of(std::span(of_buyer), offer.who[c])), of_product, flat(of(chips, offer.who[c])));
  }
  hold_limits(world, market, of_buyer, turn_of, all.chips);
  for (std::size_t c = 0; c < products; ++c) {
    const std::span<double> chips = flat(of(all.chips[c], offer.who[c]));
    const double asked = reduce::sum(chips);
    all.sold[c] = std::min(asked, market.stock[c]);
    const double excess = asked - all.sold[c];
    if (excess >= 1.0) give_back(flat(of(std::span(of_buyer), offer.who[c])), turn_of[c], static_cast<std::size_t>(excess), chips);
  }
  return all;
}

void make_chips(World& world, const Market& market) {
  for (std::size_t c = 0; c < market.made.size(); ++c) {
    const ProductId product = market.side.offer.product[c];
    ledger::make(world, product, market.made[c]);
    const AccountId vendor = account_of(world, agent_of(world, world.products.vendor[product.index()]));
    ledger::pay(world, vendor, account_of(world, {}), cents(world.products.unit_cost[product.index()]) * market.made[c], Why::making);
  }
}

void deliver(World& world, const Market& market, const Turn& turn) {
  const Offer& offer = market.side.offer;
  const Terms& terms = market.side.terms;
  const Placement& placement = market.side.placement;
  const std::size_t buyers = world.buyers.agent.size();
  const Luck luck = turn.luck(draw_place);
  std::fill(world.exporters.fees.begin(), world.exporters.fees.end(), 0.0);
  std::vector<std::array<double, exporter_count>> licensed(buyers, {0.0, 0.0});
  ByBuyer own(buyers, {0.0, 0.0}, world.scratch);  // H100e of the purpose
  std::vector<double> owed(buyers, 0.0);           // cents
  const std::vector<AccountId> account = accounts_of_buyers(world);
  const Places places = places_of(placement);
  std::vector<ledger::Amount> dues, debts;
  dues.reserve(offer.products());
  debts.reserve(buyers);
  const auto year = static_cast<std::int32_t>(turn.quarter / 4);
  std::vector<ledger::Part> parts;
  for (std::size_t column = 0; column < offer.products(); ++column) {
    const ProductId product = offer.product[column];
    const std::size_t i = product.index(), bloc = static_cast<std::size_t>(offer.bloc[column]);
    const ExporterId exporter = bloc < exporter_count ? ExporterId{bloc} : ExporterId{};
    const double price = world.products.price[i];
    const Cents price_cents = cents(price);
    const std::span<const ByUse> chips = market.deliveries.chips[column];
    const auto [first, last] = offer.who[column];
    report<events::Order>(world, turn, market.side.orders.chips[column], offer.who[column], exporter, product, price);
    report<events::Delivery>(world, turn, chips, offer.who[column], exporter, product, price);
    const ByUse quality = offer.quality[column];
    for (std::size_t b = first; b < last; ++b) {
      for (std::size_t z = 0; z < use_count; ++z) own[b][z] += chips[b][z] * quality[z];
      owed[b] += both(chips[b]) * static_cast<double>(price_cents);
    }
    dues.push_back({account_of(world, agent_of(world, world.products.vendor[i])),
                    price_cents * static_cast<std::int64_t>(market.deliveries.sold[column])});
    // To the sites. Who gets any is luck: each buyer is written down, and the next one takes its place if there was nothing.
    parts.resize(buyers);
    std::size_t count = 0;
    for (std::size_t b = first; b < last; ++b) {
      const auto n = static_cast<std::int64_t>(both(chips[b]));
      parts[count] = {Holder::at(places.only[b]), n};
      count += n > 0 && places.only[b] ? std::size_t{1} : std::size_t{0};
    }
    parts.resize(count);
    for (const std::size_t b : places.several)
      if (const auto n = static_cast<std::int64_t>(both(chips[b])); n > 0)
        place_chips(placement, b, n, luck.uniform(join(Key{world.buyers.key[b]}, key_of(world, product))), parts);
    ledger::move(world, ledger::lot_at(world, product, {}), parts, year);
    for (std::size_t b = first; terms.any_fee && exporter && b < last; ++b) {
      const double fee = terms.fee[terms.cell(b, column)], n = both(chips[b]);
      if (fee != 0.0 && n > 0.0) pay_fee(world, account[b], exporter, price * fee, static_cast<std::int64_t>(n));
    }
    if (!exporter || !terms.limits_anybody(column)) continue;
    for (std::size_t b = first; b < last; ++b) {
      if (terms.limited[terms.cell(b, column)] == 0) continue;
      for (std::size_t z = 0; z < use_count; ++z) {
        const double h100e = chips[b][z] * world.products.q_train[i];
        world.buyers.delivered[b][z][bloc] += h100e;
        world.buyers.delivered_year[b][z][bloc] += h100e;
        licensed[b][bloc] += h100e;
      }
    }
  }
  for (std::size_t b = 0; b < buyers; ++b) debts.push_back({account[b], static_cast<Cents>(owed[b])});
  ledger::pay(world, debts, dues, Why::chips);
  for (std::size_t b = 0; b < buyers; ++b)
    for (std::size_t z = 0; z < use_count; ++z) {
      auto& recent = world.buyers.delivered_recent[b][z];
      recent = {(1.0 - market.side.orders.rent_share[b][z]) * own[b][z], recent[0], recent[1], recent[2]};
    }
  // What went beyond small orders is taken off the licences, the oldest first.
  const BuyerRows rows(world);
  for_open_licences(world.licences, [&](std::size_t l) {
    if (world.licences.stage[l] != LicenceStage::approved || world.licences.left[l] <= 0.0) return;
    const std::size_t b = rows.of(world.licences.buyer[l]).index();
    const std::size_t e = world.licences.exporter[l].index();
    const double used = std::min(world.licences.left[l], std::max(0.0, licensed[b][e] - terms.small_order[b][e]));
    world.licences.left[l] -= used;
    licensed[b][e] -= used;
  });
}

void pay_rents(World& world, const Market& market) {
  const Offer& offer = market.side.offer;
  const Terms& terms = market.side.terms;
  const std::size_t buyers = world.buyers.agent.size();
  const std::vector<AccountId> account = accounts_of_buyers(world);
  std::vector<ledger::Share> clouds;
  std::vector<ledger::Amount> renters;
  clouds.reserve(buyers);
  renters.reserve(buyers);
  for (std::size_t e = 0; e < exporter_count; ++e)
    for (std::size_t z = 0; z < use_count; ++z) {
      // Each cloud of the bloc earns by what it lets.
      clouds.clear();
      double let = 0.0;
      for (const std::size_t b : offer.cloud_buyers[e]) {
        double mine = 0.0;
        for (std::size_t c = 0; c < offer.products(); ++c)
          mine += market.side.orders.rent_share[b][z] * market.fill.given[c][b][z] * offer.quality[c][z];
        if (mine > 0.0) clouds.push_back({account[b], mine});
        let += mine;
      }
      if (let <= 0.0) continue;
      renters.clear();
      Cents rents = 0;
      for (std::size_t b = 0; b < buyers; ++b) {
        const double rented = market.shadows.rented_from[e][b][z];
        if (rented <= 0.0) continue;
        const double value = rented * offer.price[offer.remote(e)][z], fee = terms.fee[terms.cell(b, offer.remote(e))];
        renters.push_back({account[b], cents(value)});
        rents += renters.back().cents;
        if (fee != 0.0) pay_fee(world, account[b], ExporterId{e}, value * fee, 1);
      }
      ledger::pay(world, renters, ledger::split(rents, clouds), Why::remote_service);
    }
}

void write_buyers(World& world, const Market& market) {
  Buyers& buyers = world.buyers;
  const int first_quarter = world.frame ? world.frame->first_quarter : 0;
  const bool year_ends = (first_quarter + world.quarter) % 4 == 3;  // the calendar year, which caps go by
  write_shadows(buyers, market.side, market.shadows);
  for (std::size_t b = 0; b < buyers.agent.size(); ++b)
    for (std::size_t z = 0; z < use_count; ++z) {
      auto& recent = buyers.shadow_recent[b][z];
      recent = {market.shadows.shadow[b][z], recent[0], recent[1], recent[2]};
      for (std::size_t e = 0; e < exporter_count; ++e) {
        buyers.rented_total[b][z][e] += market.shadows.rented_from[e][b][z];
        buyers.rented_year[b][z][e] += market.shadows.rented_from[e][b][z];
      }
      buyers.stockpiled[b][z] = market.rule_pending ? buyers.stockpiled[b][z] + market.ahead[b][z] : 0.0;
      if (year_ends) buyers.delivered_year[b][z] = buyers.rented_year[b][z] = {0.0, 0.0};
    }
}

}  // namespace entrepot::buying
