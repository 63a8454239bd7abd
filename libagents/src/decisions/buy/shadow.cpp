#include <algorithm>

#include "entrepot/base/real.hpp"
#include "entrepot/decisions/buy/settle.hpp"

namespace entrepot::buying {
namespace {

/// Filled share of what is rented from each exporter's clouds, by purpose: that of the clouds' own orders.
std::array<std::array<double, use_count>, exporter_count> rental_fill(const World& world, const Offer& offer, const Orders& orders,
                                                                      const Fill& fill, bool market_wide) {
  std::array<std::array<double, use_count>, exporter_count> filled{};
  const std::size_t products = offer.products(), buyers = world.buyers.agent.size();
  for (std::size_t e = 0; e < exporter_count; ++e)
    for (std::size_t z = 0; z < use_count; ++z) {
      double ordered = 0.0, given = 0.0;
      for (std::size_t b = z; b < buyers; b += 2) {
        if (orders.rent_share[b] <= 0.0 || world.buyers.home[b] != world.exporters.state[e]) continue;
        // power_factor is already inside chips; what was asked for is chips / power_factor.
        for (std::size_t c = 0; c < products; ++c) {
          const double x = orders.chips[b * products + c] * offer.quality[z][c];
          ordered += orders.power_factor[b / 2] > 0.0 ? x / orders.power_factor[b / 2] : 0.0;
          given += x * (market_wide ? fill.market[c] : fill.share[b * products + c]);
        }
      }
      filled[e][z] = ordered > 0.0 ? given / ordered : 0.0;
    }
  return filled;
}

/// CS = A (P0^(1-eps) - PI^(1-eps))/(1-eps), A = B ubar(0)^(eps-1); eps = 1: A ln(P0/PI). With r = 1 - eps,
/// (P0^r - PI^r)/r = PI^r expm1(r ln(P0/PI))/r, whose limit at r = 0 is ln(P0/PI).
void surplus_of(const World& world, const DemandSide& side, const BuyParameters& p, std::vector<double>& surplus) {
  const std::size_t buyers = world.buyers.agent.size();
  const double rest = 1.0 - p.elasticity;
  std::vector<double> over(buyers), scale(buyers, 1.0);
  for (std::size_t b = 0; b < buyers; ++b) {
    over[b] = world.totals.backstop[0][static_cast<std::size_t>(world.buyers.use[b])] / side.ruled.index[b];
    const double start = world.buyers.start_cost[b] > 0.0 ? world.buyers.start_cost[b] : side.free.cost[b];
    if (start > 0.0) scale[b] = side.ruled.index[b] / start;
  }
  real::log(over, over);
  real::pow(scale, rest, scale);
  for (std::size_t b = 0; b < buyers; ++b) {
    const double gain = rest == 0.0 ? over[b] : real::expm1(rest * over[b]) / rest;
    surplus[b] = side.free.cost[b] > 0.0 && side.budget[b] > 0.0 ? side.budget[b] * scale[b] * gain : 0.0;
  }
}

}  // namespace

double willingness(double backstop, double index_free, double q_free, double quantity, double elasticity) {
  if (q_free <= 0.0) return index_free;
  if (quantity <= 0.0) return backstop;
  return std::min(backstop, index_free * real::pow(q_free / quantity, 1.0 / elasticity));
}

Shadows shadows_of(const World& world, const DemandSide& side, const Fill& fill, const BuyParameters& p) {
  const Offer& offer = side.offer;
  const std::size_t buyers = world.buyers.agent.size(), products = offer.products(), columns = offer.columns();
  Shadows s;
  for (auto* column : {&s.received, &s.rented, &s.q_free, &s.shadow, &s.surplus}) column->assign(buyers, 0.0);
  s.rented_from.assign(buyers, {0.0, 0.0});
  const auto rent_fill = rental_fill(world, offer, side.orders, fill, false),
             rent_fill_free = rental_fill(world, offer, side.orders, fill, true);
  for (std::size_t b = 0; b < buyers; ++b) {
    const auto z = static_cast<std::size_t>(world.buyers.use[b]);
    const double own = 1.0 - side.orders.rent_share[b];
    for (std::size_t c = 0; c < products; ++c) {
      const double quality = offer.quality[z][c];
      s.received[b] += own * side.orders.chips[b * products + c] * fill.share[b * products + c] * quality;
      s.q_free[b] += side.free.share[b * columns + c] * side.free.quantity[b] * side.orders.power_factor[b / 2] * fill.market[c];
    }
    for (std::size_t e = 0; e < exporter_count; ++e) {
      const std::size_t c = offer.remote(e);
      s.rented_from[b][e] = side.ruled.share[b * columns + c] * side.ruled.quantity[b] * rent_fill[e][z];
      s.rented[b] += s.rented_from[b][e];
      s.q_free[b] += side.free.share[b * columns + c] * side.free.quantity[b] * rent_fill_free[e][z];
    }
    s.received[b] += s.rented[b];
    const double backstop = world.totals.backstop[0][z], index_free = side.free.index[b];
    if (side.terms.touched[b / 2] != 0)
      s.shadow[b] = std::max(0.0, willingness(backstop, index_free, s.q_free[b], s.received[b], p.elasticity) - index_free);
  }
  surplus_of(world, side, p, s.surplus);
  return s;
}

}  // namespace entrepot::buying
