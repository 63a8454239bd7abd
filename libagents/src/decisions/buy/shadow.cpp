#include "decisions/buy/shadow.hpp"

#include <algorithm>

#include "entrepot/base/real.hpp"
#include "entrepot/solvers/markets.hpp"

namespace entrepot::buying {
namespace {

/// CS = A (P0^(1-eps) - PI^(1-eps))/(1-eps); eps = 1: A ln(P0/PI). With r = 1 - eps it is (A PI^-eps) PI expm1(r ln(P0/PI))/r, whose limit at
/// r = 0 is (A PI^-eps) PI ln(P0/PI).
ByBuyer surplus_of(const Demand& demand, const BuyParameters& p) {
  const double rest = 1.0 - p.elasticity;
  ByBuyer all = demand.gain;
  const std::span<double> surplus = flat(all);
  if (rest != 0.0) {
    for (double& x : surplus) x *= rest;
    real::expm1(surplus, surplus);
    for (double& x : surplus) x /= rest;
  }
  const std::span<const double> wanted = flat(demand.wanted), index = flat(demand.index);
  for (std::size_t r = 0; r < surplus.size(); ++r) surplus[r] *= wanted[r] * index[r];
  return all;
}

/// (Qfree/Q)^(1/eps), 1 where nothing is received or would be.
ByBuyer scarcity_of(const ByBuyer& q_free, const ByBuyer& received, double elasticity) {
  ByBuyer all(q_free.size(), {1.0, 1.0}, q_free.get_allocator());
  for (std::size_t b = 0; b < all.size(); ++b)
    for (std::size_t z = 0; z < use_count; ++z)
      if (q_free[b][z] > 0.0 && received[b][z] > 0.0) all[b][z] = q_free[b][z] / received[b][z];
  const std::span<double> power = flat(all);
  real::log(power, power);
  for (double& x : power) x *= 1.0 / elasticity;
  real::exp(power, power);
  return all;
}

}  // namespace

RentalFill rental_fill(const Offer& offer, const Orders& orders, const Fill& fill) {
  RentalFill filled;
  for (std::size_t e = 0; e < exporter_count; ++e)
    for (std::size_t z = 0; z < use_count; ++z) {
      double given = 0.0, given_free = 0.0;
      for (const std::size_t b : offer.cloud_buyers[e]) {
        if (orders.rent_share[b][z] <= 0.0) continue;
        for (std::size_t c = 0; c < offer.products(); ++c) {
          const double chips = orders.chips[c][b][z];
          if (chips == 0.0) continue;
          given += fill.given[c][b][z] * offer.quality[c][z];
          given_free += chips * fill.market[c] * offer.quality[c][z];
        }
      }
      const double wanted = orders.let[e][z];  // limits and power are inside `chips`, and so in what is given
      filled.ruled[e][z] = wanted > 0.0 ? given / wanted : 0.0;
      filled.free[e][z] = wanted > 0.0 ? given_free / wanted : 0.0;
    }
  return filled;
}

Shadows shadows_of(const World& world, const DemandSide& side, const Fill& fill, const BuyParameters& p) {
  const Offer& offer = side.offer;
  const Demand &ruled = side.ruled, &free = side.free;
  const std::size_t buyers = world.buyers.agent.size();
  Shadows s;
  for (auto* column : {&s.received, &s.rented, &s.q_free, &s.shadow}) *column = {buyers, ByUse{}, world.scratch};
  for (auto& column : s.rented_from) column = {buyers, ByUse{}, world.scratch};
  for (std::size_t c = 0; c < offer.products(); ++c) {
    const std::span<const ByUse> given = fill.given[c], share_free = free.share[c];
    const ByUse quality = offer.quality[c];
    const double filled = fill.market[c];
    for (std::size_t b = offer.who[c].first; b < offer.who[c].last; ++b)
      for (std::size_t z = 0; z < use_count; ++z) {
        s.received[b][z] += given[b][z] * quality[z];
        s.q_free[b][z] += share_free[b][z] * filled;
      }
  }
  for (std::size_t b = 0; b < buyers; ++b)
    for (std::size_t z = 0; z < use_count; ++z) {
      s.received[b][z] *= 1.0 - side.orders.rent_share[b][z];
      s.q_free[b][z] *= free.quantity[b][z] * side.orders.power_factor[b];
    }
  const RentalFill filled = rental_fill(offer, side.orders, fill);
  for (std::size_t e = 0; e < exporter_count; ++e) {
    if (!offer.clouds[e]) continue;
    const std::span<const ByUse> share = ruled.share[offer.remote(e)], share_free = free.share[offer.remote(e)];
    for (std::size_t b = 0; b < buyers; ++b)
      for (std::size_t z = 0; z < use_count; ++z) {
        const double rented = share[b][z] * ruled.quantity[b][z] * filled.ruled[e][z];
        s.rented_from[e][b][z] = rented;
        s.rented[b][z] += rented;
        s.q_free[b][z] += share_free[b][z] * free.quantity[b][z] * filled.free[e][z];
      }
  }
  for (std::size_t b = 0; b < buyers; ++b)
    for (std::size_t z = 0; z < use_count; ++z) s.received[b][z] += s.rented[b][z];
  const ByBuyer scarcity = scarcity_of(s.q_free, s.received, p.elasticity);
  for (std::size_t b = 0; b < buyers; ++b) {
    if (side.terms.touched[b] == 0) continue;
    for (std::size_t z = 0; z < use_count; ++z) {
      const double worth =
          solvers::willingness_at(side.utility.backstop[z], free.index[b][z], s.q_free[b][z], s.received[b][z], scarcity[b][z]);
      s.shadow[b][z] = std::max(0.0, worth - free.index[b][z]);
    }
  }
  s.surplus = surplus_of(ruled, p);
  return s;
}

void write_shadows(Buyers& buyers, const DemandSide& side, const Shadows& shadows) {
  const auto write = [](std::vector<ByUse>& column, const ByBuyer& values) { column.assign(values.begin(), values.end()); };
  write(buyers.price_index, side.ruled.index);
  write(buyers.price_index_free, side.free.index);
  write(buyers.q_free, shadows.q_free);
  write(buyers.received, shadows.received);
  write(buyers.rented, shadows.rented);
  write(buyers.surplus, shadows.surplus);
  write(buyers.shadow, shadows.shadow);
}

}  // namespace entrepot::buying
