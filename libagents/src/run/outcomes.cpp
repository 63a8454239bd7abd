#include "entrepot/run/outcomes.hpp"

#include <algorithm>
#include <array>

#include "entrepot/base/errors.hpp"
#include "entrepot/world/lookups.hpp"

namespace entrepot {
namespace {

/// Chips in service, by host, owner and vendor bloc, in H100e.
struct Stock {
  double world = 0, home = 0, rival = 0, third = 0, third_home = 0, swing_owned = 0, swing_hosted = 0, rival_own = 0, diverted = 0,
         power = 0;
};

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
      s.rival += all;
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

double ratio(double part, double whole, double otherwise) { return whole > 0.0 ? part / whole : otherwise; }

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

std::vector<double> outcomes_of(const World& w) {
  const Stock stock = stock_of(w);
  double rented = 0.0, sales = 0.0;
  for (std::size_t b = 0; b < w.buyers.agent.size(); ++b)
    if (bloc_of(w, w.buyers.home[b]) == 2 && w.states.tier[w.buyers.home[b].index()][0] == Tier::swing)
      for (const auto& of_use : w.buyers.rented_total[b]) rented += of_use[0] + of_use[1];
  for (std::size_t p = 0; p < w.products.id.size(); ++p) sales += w.products.sold[p] * w.products.q_train[p];
  const auto count = [&](EventKind kind) { return static_cast<double>(w.event_counts.count[static_cast<std::size_t>(kind)]); };
  const double approved = count(EventKind::approval), decided = approved + count(EventKind::denial);
  const auto& surplus = w.totals.surplus[0];
  const auto& waits = w.totals.wait_quarters[0];
  const StateId rival = w.exporters.state[1];
  return {ratio(stock.third_home, stock.third, 0.0),
          w.totals.revenue[0][0],
          w.totals.revenue[0][1],
          stock.diverted,
          surplus[0] + surplus[1] + surplus[2],
          surplus[0],
          surplus[1],
          surplus[2],
          stock.world,
          stock.home,
          stock.rival,
          stock.swing_owned,
          stock.swing_hosted,
          rented,
          sales,
          w.totals.price_history_training[0][0],
          ratio(stock.rival_own, stock.rival, 0.0),
          shadow_of(w, [&](StateId home) { return home == rival; }),
          shadow_of(w, [&](StateId home) { return bloc_of(w, home) == 2 && w.states.tier[home.index()][0] == Tier::swing; }),
          count(EventKind::application),
          ratio(approved, decided, 1.0),
          3.0 * ratio(waits[0] + waits[1], decided, 0.0),
          w.totals.fees[0][0],
          stock.power,
          count(EventKind::redesign)};
}

double Outcomes::at(std::string_view name) const {
  std::vector<std::string> known;
  for (std::size_t i = 0; i < outcome_list.size(); ++i) {
    if (outcome_list[i].name == name) return values_[i];
    known.emplace_back(outcome_list[i].name);
  }
  throw UnknownName("outcome", name, nearest_name(name, known));
}

}  // namespace entrepot
