#include "entrepot/decisions/account/outcomes.hpp"

#include "entrepot/world/lookups.hpp"

namespace entrepot::accounting {
namespace {

Stock stock_of(const World& w) {
  Stock s;
  // By site and vendor's bloc first: where a site is and whose is said of it once, not of every lot.
  std::vector<std::size_t> vendor;
  for (std::size_t p = 0; p < w.products.id.size(); ++p) vendor.push_back(bloc_of(w, ProductId{p}));
  std::vector<std::array<double, bloc_count>> at(w.sites.host.size(), {0.0, 0.0, 0.0});
  for (std::size_t l = 0; l < w.lots.product.size(); ++l) {
    if (w.lots.place[l] != Place::site) continue;
    const std::size_t p = w.lots.product[l].index();
    const auto chips = static_cast<double>(w.lots.quantity[l]);
    const double h100e = chips * w.products.q_train[p];
    at[w.lots.site[l].index()][vendor[p]] += h100e;
    s.power += chips * w.products.power[p] * 1e-3;
    if (w.lots.diverted[l] != 0) s.diverted += h100e;
  }
  for (std::size_t site = 0; site < at.size(); ++site) {
    const StateId host = w.sites.host[site], owner_home = home_of(w, w.sites.owner[site]);
    const std::size_t bloc = bloc_of(w, host), owner_bloc = bloc_of(w, owner_home);
    const double all = at[site][0] + at[site][1] + at[site][2];
    s.world += all;
    if (bloc == 0) s.home += all;
    if (bloc == 1) {
      s.on_rivals_soil += all;
      s.rival_own += at[site][1];
    }
    if (bloc == 2) {
      s.third += all;
      s.third_home += at[site][0];
    }
    if (owner_bloc == 2 && w.states.tier[owner_home.index()][0] == Tier::swing) s.swing_owned += all;
    if (owner_bloc == 0 && bloc == 2 && w.states.tier[host.index()][0] == Tier::swing) s.swing_hosted += all;
  }
  return s;
}

bool is_swing(const World& w, StateId home) { return bloc_of(w, home) == 2 && w.states.tier[home.index()][0] == Tier::swing; }

/// Shadow price of the buyers that `of` picks, weighted by what they would take free.
template <class Picks> double shadow_of(const World& w, Picks picks) {
  double sum = 0.0, weight = 0.0;
  for (std::size_t b = 0; b < w.buyers.agent.size(); ++b) {
    if (!picks(w.buyers.home[b])) continue;
    for (std::size_t z = 0; z < use_count; ++z) {
      sum += w.buyers.shadow[b][z] * w.buyers.q_free[b][z];
      weight += w.buyers.q_free[b][z];
    }
  }
  return ratio(sum, weight, 0.0);
}

}  // namespace

Reading::Reading(const World& w) : world{w}, stock{stock_of(w)} {}

double Reading::rented_swing() const {
  double rented = 0.0;
  for (std::size_t b = 0; b < world.buyers.agent.size(); ++b)
    if (is_swing(world, world.buyers.home[b]))
      for (const auto& of_use : world.buyers.rented_total[b]) rented += of_use[0] + of_use[1];
  return rented;
}

double Reading::sales() const {
  double sales = 0.0;
  for (std::size_t p = 0; p < world.products.id.size(); ++p) sales += world.products.sold[p] * world.products.q_train[p];
  return sales;
}

double Reading::rival_shadow() const {
  const StateId second = world.exporters.state[1];
  return shadow_of(world, [&](StateId home) { return home == second; });
}

double Reading::swing_shadow() const {
  return shadow_of(world, [&](StateId home) { return is_swing(world, home); });
}

}  // namespace entrepot::accounting
