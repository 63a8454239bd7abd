#include "decisions/buy/next_quarter.hpp"

#include <algorithm>
#include <string>

#include "entrepot/base/units.hpp"
#include "entrepot/world/ledger.hpp"

namespace entrepot::buying {

void grow(World& world, const BuyParameters& p) {
  States& s = world.states;
  for (std::size_t i = 0; i < s.id.size(); ++i) {
    s.gdp[i] *= 1.0 + s.growth[i] / quarters_per_year;
    const double ceiling = std::max(p.demand_ceiling, 2.0 * s.ai_share_start[i]);
    s.ai_share[i] *= 1.0 + p.demand_growth * (1.0 - s.ai_share[i] / ceiling);
    // New plants come at mw_rate, and what is spare today is connected at the same rate beside them.
    const double spare = std::min(s.power_spare[i], s.mw_rate[i]);
    s.power_online[i] += s.mw_rate[i] + spare;
    s.power_spare[i] -= spare;
  }
  for (std::size_t f = 0; f < world.firms.id.size(); ++f)
    world.firms.capacity[f] *= 1.0 + p.capacity_growth_scale * world.firms.capacity_growth[f];
}

void release(World& world, const Market& market, const BuyParameters& p, const Turn& turn) {
  Products& t = world.products;
  const auto now = static_cast<std::int32_t>(turn.quarter);
  for (const Redesign& r : market.redesigns) {
    const std::size_t parent = r.parent.index();
    const std::int64_t n = ++t.variants[parent];
    const FirmId vendor = t.vendor[parent];
    const AgentId maker = agent_of(world, vendor);
    t.id.push_back(t.id[parent] + "-v" + std::to_string(n));
    t.key.push_back(
        static_cast<std::uint64_t>(join(join(Key{world.firms.key[vendor.index()]}, Key{t.key[parent]}), static_cast<std::uint64_t>(n))));
    t.vendor.push_back(vendor);
    t.captive.push_back({});
    t.parent.push_back(r.parent);
    t.released.push_back(r.released);
    t.withdrawn.push_back(never);
    t.train_speed.push_back(r.train_speed);
    t.memory_bw.push_back(r.memory_bw);
    t.link_bw.push_back(r.link_bw);
    t.die_cm2.push_back(t.die_cm2[parent]);
    t.tpp.push_back(r.tpp);
    t.power.push_back(r.power);
    t.list_price.push_back(r.list_price);
    t.price.push_back(r.list_price);
    t.unit_cost.push_back(r.unit_cost);
    t.taste.push_back(t.taste[parent]);
    t.q_train.push_back(r.q_train);
    t.q_infer.push_back(r.q_infer);
    t.ordered.push_back(0.0);
    t.sold.push_back(0.0);
    t.made.push_back(0);
    t.variants.push_back(0);
    t.variant.push_back(1);
    ledger::pay(world, account_of(world, maker), account_of(world, {}), cents(p.redesign_cost), Why::redesign);
    emit(world, turn, events::Redesign{{maker, ProductId{t.id.size() - 1}, r.released, r.q_train}});
  }
  // A new product takes its parent's taste, its price of the day relative to list, and first orders of the same service. From then on the
  // parent costs no more per H100e than its successor: a vendor marks down what it has to clear.
  for (std::size_t i = 0; i < t.id.size(); ++i) {
    if (t.released[i] != now + 1) continue;
    if (const ProductId parent = t.parent[i]) {
      t.taste[i] = t.taste[parent.index()];
      if (t.variant[i] == 0) t.price[i] = t.list_price[i] * t.price[parent.index()] / t.list_price[parent.index()];
      t.ordered[i] = t.ordered[parent.index()] * t.q_train[parent.index()] / t.q_train[i];
      if (t.variant[i] == 0) {
        const double level = t.price[i] * t.q_train[parent.index()] / t.q_train[i];
        t.price[parent.index()] = std::max(p.price_floor * t.unit_cost[parent.index()], std::min(t.price[parent.index()], level));
      }
    }
    emit(world, turn, events::Release{{agent_of(world, t.vendor[i]), ProductId{i}, now + 1, t.q_train[i]}});
  }
}

}  // namespace entrepot::buying
