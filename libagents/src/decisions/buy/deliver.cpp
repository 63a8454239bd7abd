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

Key key_of_delivery(const World& world, std::size_t buyer, ProductId product) {
  return join(Key{world.buyers.key[buyer]}, Key{world.products.key[product.index()]});
}

/// n chips over the sites of an agent, by share: cumulated shares cut at whole chips from one keyed offset.
void place_chips(World& world, LotIndex& index, const Placement& placement, std::size_t agent, LotId from, std::int64_t n,
                 std::int32_t cohort, double offset) {
  double cumulated = 0.0;
  std::int64_t placed = 0;
  const auto first = static_cast<std::size_t>(placement.first[agent]), last = static_cast<std::size_t>(placement.first[agent + 1]);
  for (std::size_t i = first; i < last; ++i) {
    cumulated += placement.share[i];
    const std::int64_t upto = i + 1 == last ? n : std::min(n, static_cast<std::int64_t>(cumulated * static_cast<double>(n) + offset));
    if (upto > placed) move(world, index, from, upto - placed, {Place::site, placement.site[i], cohort, false});
    placed = std::max(placed, upto);
  }
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
  const std::size_t products = offer.products(), buyers = world.buyers.agent.size();
  const Luck luck = turn.luck(draw_delivery), order = turn.luck(draw_order);
  std::vector<BuyProposals::Delivery> all;
  std::vector<BuyProposals::Delivery> mine;
  std::vector<std::pair<std::uint64_t, std::size_t>> ranked;
  for (std::size_t c = 0; c < products; ++c) {
    mine.clear();
    std::int64_t wanted = 0;
    const auto stock = static_cast<std::int64_t>(market.stock[c]);
    for (std::size_t b = 0; b < buyers; ++b) {
      const double ordered = market.side.orders.chips[b * products + c];
      if (ordered <= 0.0) continue;
      const double x = ordered * market.fill.share[b * products + c];
      // Under a limit fractions are dropped, so that it holds to the chip.
      const std::int64_t n = market.side.terms.limited[market.side.terms.cell(b / 2, c)] != 0
                                 ? static_cast<std::int64_t>(x)
                                 : luck.whole(key_of_delivery(world, b, offer.product[c]), x);
      mine.push_back({b, c, n, ordered});
      wanted += n;
    }
    if (wanted > stock) {  // rounding asked for a few too many: the first in keyed order give one back
      ranked.clear();
      for (std::size_t i = 0; i < mine.size(); ++i)
        if (mine[i].chips > 0) ranked.emplace_back(order.order(key_of_delivery(world, mine[i].buyer, offer.product[c])), i);
      for (std::int64_t excess = wanted - stock; excess > 0;) {  // once, unless almost nobody got anything
        const auto n = static_cast<std::ptrdiff_t>(std::min<std::int64_t>(excess, static_cast<std::int64_t>(ranked.size())));
        std::nth_element(ranked.begin(), ranked.begin() + (n - 1), ranked.end());
        for (std::ptrdiff_t i = 0; i < n; ++i)
          if (mine[ranked[static_cast<std::size_t>(i)].second].chips > 0) {
            --mine[ranked[static_cast<std::size_t>(i)].second].chips;
            --excess;
          }
      }
    }
    all.insert(all.end(), mine.begin(), mine.end());
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
  const std::size_t agents = world.buyers.agent.size() / 2;
  const Luck luck = turn.luck(draw_place);
  std::fill(world.exporters.fees.begin(), world.exporters.fees.end(), 0.0);
  const auto now = static_cast<std::int32_t>(turn.quarter);
  std::vector<std::array<double, exporter_count>> licensed(agents, {0.0, 0.0});
  std::vector<double> own(world.buyers.agent.size(), 0.0);
  for (const BuyProposals::Delivery& d : market.deliveries) {
    const ProductId product = offer.product[d.column];
    const std::size_t i = product.index(), agent = d.buyer / 2, cell = terms.cell(agent, d.column);
    const AgentId buyer = world.buyers.agent[d.buyer];
    const std::size_t bloc = static_cast<std::size_t>(offer.bloc[d.column]);
    const ExporterId exporter = bloc < exporter_count ? ExporterId{bloc} : ExporterId{};
    emit(world, turn, {now, EventKind::order, buyer, exporter, product, d.ordered, world.products.price[i]});
    if (d.chips == 0) continue;
    const LotId from = index.at(world, product, Destination{});
    place_chips(world, index, market.placement, agent, from, d.chips, now / 4, luck.uniform(key_of_delivery(world, d.buyer, product)));
    const Cents price = cents(world.products.price[i]);
    const AccountId payer = account_of(world, buyer);
    pay(world, payer, account_of(world, world.products.vendor[i]), price * d.chips, Why::chips);
    if (const double fee = terms.fee[cell]; fee != 0.0 && exporter) {
      const AccountId treasury = account_of(world, world.exporters.state[exporter.index()]);
      const Cents amount = cents(world.products.price[i] * (fee < 0.0 ? -fee : fee)) * d.chips;
      fee > 0.0 ? pay(world, payer, treasury, amount, Why::fee) : pay(world, treasury, payer, amount, Why::subsidy);
      world.exporters.fees[exporter.index()] += fee > 0.0 ? usd(amount) : -usd(amount);
    }
    const double h100e = static_cast<double>(d.chips) * world.products.q_train[i];
    own[d.buyer] += (1.0 - market.side.orders.rent_share[d.buyer]) * static_cast<double>(d.chips) *
                    offer.quality[static_cast<std::size_t>(world.buyers.use[d.buyer])][d.column];
    if (terms.limited[cell] != 0) {
      world.buyers.delivered[d.buyer] += h100e;
      world.buyers.delivered_year[d.buyer] += h100e;
      if (exporter) licensed[agent][exporter.index()] += h100e;
    }
    emit(world, turn, {now, EventKind::delivery, buyer, exporter, product, static_cast<double>(d.chips), world.products.price[i]});
  }
  for (std::size_t b = 0; b < own.size(); ++b) {
    auto& recent = world.buyers.delivered_recent[b];
    recent = {own[b], recent[0], recent[1], recent[2]};
  }
  // What went beyond small orders is taken off the licences, the oldest first.
  const AgentRows rows(world);
  for (std::size_t l = 0; l < world.licences.buyer.size(); ++l) {
    if (world.licences.stage[l] != LicenceStage::approved || world.licences.left[l] <= 0.0) continue;
    const auto agent = static_cast<std::size_t>(rows.of(world.licences.buyer[l]));
    const std::size_t e = world.licences.exporter[l].index();
    const double used = std::min(world.licences.left[l], std::max(0.0, licensed[agent][e] - terms.small_order[agent][e]));
    world.licences.left[l] -= used;
    licensed[agent][e] -= used;
  }
}

void pay_rents(World& world, const BuyProposals& market) {
  const Offer& offer = market.side.offer;
  const std::size_t products = offer.products(), buyers = world.buyers.agent.size();
  for (std::size_t e = 0; e < exporter_count; ++e)
    for (std::size_t z = 0; z < use_count; ++z) {
      // Each cloud of the bloc earns by what it lets.
      std::vector<std::pair<std::size_t, double>> clouds;
      double let = 0.0;
      for (std::size_t b = z; b < buyers; b += 2) {
        if (market.side.orders.rent_share[b] <= 0.0 || world.buyers.home[b] != world.exporters.state[e]) continue;
        double mine = 0.0;
        for (std::size_t c = 0; c < products; ++c)
          mine += market.side.orders.rent_share[b] * market.side.orders.chips[b * products + c] * market.fill.share[b * products + c] *
                  offer.quality[z][c];
        clouds.emplace_back(b, mine);
        let += mine;
      }
      if (let <= 0.0) continue;
      for (std::size_t b = z; b < buyers; b += 2) {
        const double rented = market.shadows.rented_from[b][e];
        if (rented <= 0.0) continue;
        const double value = rented * offer.price[z][offer.remote(e)],
                     fee = market.side.terms.fee[market.side.terms.cell(b / 2, offer.remote(e))];
        const AccountId payer = account_of(world, world.buyers.agent[b]);
        for (const auto& [cloud, mine] : clouds)
          pay(world, payer, account_of(world, world.buyers.agent[cloud]), cents(value * mine / let), Why::remote_service);
        if (fee == 0.0) continue;
        const AccountId treasury = account_of(world, world.exporters.state[e]);
        const Cents amount = cents(value * (fee < 0.0 ? -fee : fee));
        fee > 0.0 ? pay(world, payer, treasury, amount, Why::fee) : pay(world, treasury, payer, amount, Why::subsidy);
        world.exporters.fees[e] += fee > 0.0 ? usd(amount) : -usd(amount);
      }
    }
}

void write_buyers(World& world, const BuyProposals& market) {
  Buyers& b = world.buyers;
  for (std::size_t row = 0; row < b.agent.size(); ++row) {
    b.price_index[row] = market.side.ruled.index[row];
    b.price_index_free[row] = market.side.free.index[row];
    b.q_free[row] = market.shadows.q_free[row];
    b.received[row] = market.shadows.received[row];
    b.rented[row] = market.shadows.rented[row];
    b.surplus[row] = market.shadows.surplus[row];
    b.shadow[row] = market.shadows.shadow[row];
    auto& recent = b.shadow_recent[row];
    recent = {market.shadows.shadow[row], recent[0], recent[1], recent[2]};
    b.rented_total[row] += market.shadows.rented[row];
    b.rented_year[row] += market.shadows.rented[row];
    b.stockpiled[row] = market.rule_pending ? b.stockpiled[row] + market.ahead[row] : 0.0;
    if (world.quarter % 4 == 3) b.delivered_year[row] = b.rented_year[row] = 0.0;  // the calendar year ends
  }
}

}  // namespace entrepot::buying
