#include <algorithm>

#include "base/wide.hpp"
#include "entrepot/base/real.hpp"
#include "entrepot/decisions/buy/settle.hpp"

namespace entrepot::buying {
namespace {

/// What was given of a product, in H100e, and what of it would have been had with every rule lifted, in shares.
ENTREPOT_CLONES void add_column(const double* given, ByUse quality, const double* share_free, double fill, double* received, double* free,
                                std::size_t buyers) {
  each_buyer(buyers, quality, [=](std::size_t b, double of_use) {
    received[b] += given[b] * of_use;
    free[b] += share_free[b] * fill;
  });
}

/// What is rented from one exporter's clouds: added to what is rented in all, and written down.
ENTREPOT_CLONES void add_rented(const double* share, const double* quantity, ByUse filled, double* all, double* from, std::size_t buyers) {
  each_buyer(buyers, filled, [=](std::size_t b, double of_use) {
    from[b] = share[b] * quantity[b] * of_use;
    all[b] += from[b];
  });
}

/// CS = A (P0^(1-eps) - PI^(1-eps))/(1-eps); eps = 1: A ln(P0/PI). With r = 1 - eps it is (A PI^-eps) PI expm1(r ln(P0/PI))/r, whose limit at
/// r = 0 is (A PI^-eps) PI ln(P0/PI).
void surplus_of(const DemandSide& side, const BuyParameters& p, std::vector<double>& surplus) {
  const double rest = 1.0 - p.elasticity;
  const std::vector<double>&gain = side.ruled.gain, &wanted = side.ruled.wanted, &index = side.ruled.index;
  if (rest == 0.0) {
    surplus = gain;
  } else {
    for (std::size_t b = 0; b < surplus.size(); ++b) surplus[b] = rest * gain[b];
    real::expm1(surplus, surplus);
    for (double& x : surplus) x /= rest;
  }
  for (std::size_t b = 0; b < surplus.size(); ++b) surplus[b] *= wanted[b] * index[b];
}

/// wtp(Q), given (Qfree/Q)^(1/eps).
double willingness_at(double backstop, double index_free, double q_free, double quantity, double power) {
  if (q_free <= 0.0) return index_free;
  return quantity > 0.0 ? std::min(backstop, index_free * power) : backstop;
}

}  // namespace

RentalFill rental_fill(const Offer& offer, const Orders& orders, const Fill& fill) {
  RentalFill filled;
  for (std::size_t e = 0; e < exporter_count; ++e)
    for (std::size_t z = 0; z < use_count; ++z) {
      double given = 0.0, given_free = 0.0;
      for (const std::size_t k : offer.cloud_agents[e]) {
        const std::size_t b = 2 * k + z;
        if (orders.rent_share[b] <= 0.0) continue;
        for (std::size_t c = 0; c < offer.products(); ++c) {
          const double chips = orders.chips[c][b];
          if (chips == 0.0) continue;
          given += fill.given[c][b] * offer.quality[z][c];
          given_free += chips * fill.market[c] * offer.quality[z][c];
        }
      }
      const double wanted = orders.let[e][z];  // limits and power are inside `chips`, and so in what is given
      filled.ruled[e][z] = wanted > 0.0 ? given / wanted : 0.0;
      filled.free[e][z] = wanted > 0.0 ? given_free / wanted : 0.0;
    }
  return filled;
}

double willingness(double backstop, double index_free, double q_free, double quantity, double elasticity) {
  const double power = q_free > 0.0 && quantity > 0.0 ? real::pow(q_free / quantity, 1.0 / elasticity) : 1.0;
  return willingness_at(backstop, index_free, q_free, quantity, power);
}

Shadows shadows_of(const World& world, const DemandSide& side, const Fill& fill, const BuyParameters& p) {
  const Offer& offer = side.offer;
  const std::size_t buyers = world.buyers.agent.size(), products = offer.products();
  Shadows s;
  for (auto* column : {&s.received, &s.rented, &s.q_free, &s.shadow, &s.surplus}) column->assign(buyers, 0.0);
  for (auto& column : s.rented_from) column.assign(buyers, 0.0);
  std::vector<double> from(buyers);
  for (std::size_t c = 0; c < products; ++c) {
    const auto [first, last] = offer.who[c];
    add_column(fill.given[c].data() + first, {offer.quality[0][c], offer.quality[1][c]}, side.free.share[c].data() + first, fill.market[c],
               s.received.data() + first, s.q_free.data() + first, last - first);
  }
  for (std::size_t b = 0; b < buyers; ++b) {
    s.received[b] *= 1.0 - side.orders.rent_share[b];
    s.q_free[b] *= side.free.quantity[b] * side.orders.power_factor[b / 2];
  }
  const RentalFill filled = rental_fill(offer, side.orders, fill);
  for (std::size_t e = 0; e < exporter_count; ++e) {
    if (!offer.clouds[e]) continue;
    const Demand &ruled = side.ruled, &free = side.free;
    add_rented(ruled.share[offer.remote(e)].data(), ruled.quantity.data(), {filled.ruled[e][0], filled.ruled[e][1]}, s.rented.data(),
               s.rented_from[e].data(), buyers);
    add_rented(free.share[offer.remote(e)].data(), free.quantity.data(), {filled.free[e][0], filled.free[e][1]}, s.q_free.data(),
               from.data(), buyers);
  }
  for (std::size_t b = 0; b < buyers; ++b) s.received[b] += s.rented[b];
  std::vector<double> power(buyers, 1.0);
  for (std::size_t b = 0; b < buyers; ++b)
    if (s.q_free[b] > 0.0 && s.received[b] > 0.0) power[b] = s.q_free[b] / s.received[b];
  real::log(power, power);
  for (double& x : power) x *= 1.0 / p.elasticity;
  real::exp(power, power);
  for (std::size_t b = 0; b < buyers; ++b) {
    if (side.terms.touched[b / 2] == 0) continue;
    const double index_free = side.free.index[b];
    s.shadow[b] =
        std::max(0.0, willingness_at(world.totals.backstop[0][b % 2], index_free, s.q_free[b], s.received[b], power[b]) - index_free);
  }
  surplus_of(side, p, s.surplus);
  return s;
}

void write_shadows(Buyers& buyers, const DemandSide& side, const Shadows& shadows) {
  buyers.price_index = side.ruled.index;
  buyers.price_index_free = side.free.index;
  buyers.q_free = shadows.q_free;
  buyers.received = shadows.received;
  buyers.rented = shadows.rented;
  buyers.surplus = shadows.surplus;
  buyers.shadow = shadows.shadow;
}

}  // namespace entrepot::buying
