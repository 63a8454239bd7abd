#include "entrepot/decisions/buy/deliver.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "entrepot/base/units.hpp"

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

/// n chips over the sites of an agent, by share: cumulated shares cut at whole chips from one offset, which is drawn where there is a choice.
template <class Offset>
void place_chips(const Placement& placement, std::size_t agent, std::int64_t n, Offset offset, std::vector<SitePart>& parts) {
  const auto first = static_cast<std::size_t>(placement.first[agent]), last = static_cast<std::size_t>(placement.first[agent + 1]);
  if (last - first == 1) {
    parts.push_back({placement.site[first], n});
    return;
  }
  const double u = offset(), all = static_cast<double>(n);
  double cumulated = 0.0;
  std::int64_t placed = 0;
  for (std::size_t i = first; i < last; ++i) {
    cumulated += placement.share[i];
    const std::int64_t upto = i + 1 == last ? n : std::min(n, static_cast<std::int64_t>(cumulated * all + u));
    if (upto > placed) parts.push_back({placement.site[i], upto - placed});
    placed = std::max(placed, upto);
  }
}

/// A fee (or, below zero, a subsidy) of so many USD a unit, to or from the exporter's treasury.
void pay_fee(World& world, AccountId payer, ExporterId exporter, double usd_each, std::int64_t units) {
  const AccountId treasury = account_of(world, world.exporters.state[exporter.index()]);
  const Cents amount = cents(usd_each < 0.0 ? -usd_each : usd_each) * units;
  usd_each > 0.0 ? pay(world, payer, treasury, amount, Why::fee) : pay(world, treasury, payer, amount, Why::subsidy);
  world.exporters.fees[exporter.index()] += usd_each > 0.0 ? usd(amount) : -usd(amount);
}

}  // namespace

std::vector<std::int64_t> whole_output(const World& world, const Turn& turn, const Offer& offer, const Supply& supply) {
  const Luck luck = turn.luck(draw_output);
  std::vector<std::int64_t> made;
  for (const ProductId p : offer.product) made.push_back(luck.whole(Key{world.products.key[p.index()]}, supply.output[p.index()]));
  return made;
}

std::vector<BuyProposals::Delivery> deliveries_of(const World& world, const Turn& turn, const BuyProposals& market) {
  const Offer& offer = market.side.offer;
  const Terms& terms = market.side.terms;
  const std::size_t products = offer.products(), buyers = world.buyers.agent.size();
  const Luck luck = turn.luck(draw_delivery), order = turn.luck(draw_order);
  const std::vector<double> of_buyer = buyers_uniforms(world, luck);
  std::vector<BuyProposals::Delivery> all, mine(buyers);
  std::vector<std::pair<std::uint64_t, std::size_t>> ranked;
  for (std::size_t c = 0; c < products; ++c) {
    const std::size_t first = all.size();
    const std::span<const double> given = market.fill.given[c];
    const double of_product = luck.uniform(key_of(world, offer.product[c]));
    std::int64_t excess = -static_cast<std::int64_t>(market.stock[c]);
    std::size_t count = 0;
    for (std::size_t b = 0; b < buyers; ++b) {
      if (given[b] <= 0.0) continue;
      // Under a limit fractions are dropped, so that it holds to the chip.
      const double u = terms.limited[terms.cell(b / 2, c)] != 0 ? 1.0 : Luck::cell(of_buyer[b], of_product);
      const std::int64_t n = Luck::whole_of(u, given[b]);
      mine[count] = {b, c, n};  // kept if anything comes: whether it does is luck, and no branch
      count += n > 0 ? 1 : 0;
      excess += n;
    }
    all.insert(all.end(), mine.begin(), mine.begin() + static_cast<std::ptrdiff_t>(count));
    if (excess <= 0) continue;
    // Rounding asked for a few too many: the first in keyed order give one back. Once, unless almost nobody got anything.
    ranked.clear();
    for (std::size_t i = first; i < all.size(); ++i)
      if (all[i].chips > 0) ranked.emplace_back(order.order(join(Key{world.buyers.key[all[i].buyer]}, key_of(world, offer.product[c]))), i);
    while (excess > 0) {
      const auto n = static_cast<std::ptrdiff_t>(std::min<std::int64_t>(excess, static_cast<std::int64_t>(ranked.size())));
      std::nth_element(ranked.begin(), ranked.begin() + (n - 1), ranked.end());
      for (std::ptrdiff_t i = 0; i < n; ++i)
        if (std::int64_t& chips = all[ranked[static_cast<std::size_t>(i)].second].chips; chips > 0) {
          --chips;
          --excess;
        }
    }
  }
  return all;
}

void make_chips(World& world, LotIndex& index, const BuyProposals& market) {
  for (std::size_t c = 0; c < market.made.size(); ++c) {
    const ProductId product = market.side.offer.product[c];
    make(world, index, product, market.made[c]);
    const AccountId vendor = account_of(world, world.products.vendor[product.index()]);
    pay(world, vendor, account_of(world, {}), cents(world.products.unit_cost[product.index()]) * market.made[c], Why::making);
  }
}

void deliver(World& world, LotIndex& index, const BuyProposals& market, const Turn& turn) {
  const Offer& offer = market.side.offer;
  const Terms& terms = market.side.terms;
  const Placement& placement = market.side.placement;
  const std::size_t agents = world.buyers.agent.size() / 2;
  const Luck luck = turn.luck(draw_place);
  std::fill(world.exporters.fees.begin(), world.exporters.fees.end(), 0.0);
  const auto now = static_cast<std::int32_t>(turn.quarter);
  std::vector<std::array<double, exporter_count>> licensed(agents, {0.0, 0.0});
  std::vector<double> own(world.buyers.agent.size(), 0.0);
  const std::vector<AccountId> account = buyers_accounts(world);
  std::vector<Payer> payers;
  std::vector<SitePart> parts;
  auto d = market.deliveries.begin();
  for (std::size_t column = 0; column < offer.products(); ++column) {
    const ProductId product = offer.product[column];
    const std::size_t i = product.index(), bloc = static_cast<std::size_t>(offer.bloc[column]);
    const ExporterId exporter = bloc < exporter_count ? ExporterId{bloc} : ExporterId{};
    const double price = world.products.price[i];
    const Cents price_cents = cents(price);
    const std::array quality{offer.quality[0][column], offer.quality[1][column]};
    const std::span<const double> orders = market.side.orders.chips[column];
    if (wanted(turn, EventKind::order)) {
      for (std::size_t b = 0; b < orders.size(); ++b)
        if (orders[b] > 0.0) emit(world, turn, {now, EventKind::order, world.buyers.agent[b], exporter, product, orders[b], price});
    } else {
      count(world, EventKind::order, std::count_if(orders.begin(), orders.end(), [](double x) { return x > 0.0; }));
    }
    payers.clear();
    parts.clear();
    for (; d != market.deliveries.end() && d->column == column; ++d) {
      if (d->chips == 0) continue;
      const std::size_t b = d->buyer, agent = b / 2, cell = terms.cell(agent, column);
      place_chips(
          placement, agent, d->chips, [&] { return luck.uniform(join(Key{world.buyers.key[b]}, key_of(world, product))); }, parts);
      payers.push_back({account[agent], price_cents * d->chips});
      if (terms.fee[cell] != 0.0 && exporter) pay_fee(world, account[agent], exporter, price * terms.fee[cell], d->chips);
      const auto chips = static_cast<double>(d->chips);
      own[b] += chips * quality[b % 2];
      if (terms.limited[cell] != 0) {
        const double h100e = chips * world.products.q_train[i];
        world.buyers.delivered[b] += h100e;
        world.buyers.delivered_year[b] += h100e;
        if (exporter) licensed[agent][exporter.index()] += h100e;
      }
      emit(world, turn, {now, EventKind::delivery, world.buyers.agent[b], exporter, product, chips, price});
    }
    const Receiver vendor{account_of(world, world.products.vendor[i]), 1.0};
    pay_pooled(world, payers, {&vendor, 1}, Why::chips);
    hand_out(world, index, product, now / 4, parts);
  }
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
  std::vector<Receiver> clouds;
  std::vector<Payer> renters;
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
      for (std::size_t k = 0; k < agents; ++k) {
        const double rented = market.shadows.rented_from[2 * k + z][e];
        if (rented <= 0.0) continue;
        const double value = rented * offer.price[z][offer.remote(e)], fee = terms.fee[terms.cell(k, offer.remote(e))];
        renters.push_back({account[k], cents(value)});
        if (fee != 0.0) pay_fee(world, account[k], ExporterId{e}, value * fee, 1);
      }
      pay_pooled(world, renters, clouds, Why::remote_service);
    }
}

void write_buyers(World& world, const BuyProposals& market) {
  Buyers& b = world.buyers;
  write_shadows(b, market.side, market.shadows);
  for (std::size_t row = 0; row < b.agent.size(); ++row) {
    auto& recent = b.shadow_recent[row];
    recent = {market.shadows.shadow[row], recent[0], recent[1], recent[2]};
    b.rented_total[row] += market.shadows.rented[row];
    b.rented_year[row] += market.shadows.rented[row];
    b.stockpiled[row] = market.rule_pending ? b.stockpiled[row] + market.ahead[row] : 0.0;
    if (world.quarter % 4 == 3) b.delivered_year[row] = b.rented_year[row] = 0.0;  // the calendar year ends
  }
}

}  // namespace entrepot::buying
