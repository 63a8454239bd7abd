#include "entrepot/decisions/license.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "entrepot/base/real.hpp"
#include "entrepot/base/units.hpp"
#include "entrepot/solvers/licensing.hpp"
#include "entrepot/world/access.hpp"
#include "entrepot/world/lookups.hpp"

namespace entrepot {
namespace {

constexpr std::size_t none = ~std::size_t{0};
constexpr Purpose draw_review{"license.review"};
constexpr Purpose draw_hold{"license.hold"};
constexpr Purpose draw_decision{"license.decide"};

/// H100e a quarter that the rules keep from an agent, and what that is worth to it: mu (Qfree - Q), both purposes.
double stake_of(const World& world, std::size_t agent) {
  double stake = 0.0;
  for (std::size_t b = 2 * agent; b < 2 * agent + 2; ++b)
    stake += world.buyers.shadow[b] * std::max(0.0, world.buyers.q_free[b] - world.buyers.received[b]);
  return stake;
}

/// Chance of approval: sigma(th_route + th1 align - th2 (1 - customs + diverted share)/2 + th3 ln(1 + lobby/mean lobby) - th4 stance).
double approval(const World& world, const LicenseParameters& p, AgentId buyer, ExporterId exporter, Route route, double lobby) {
  constexpr std::array<double, 4> by_route{0.0, 3.5, 0.0, -4.0};
  const std::size_t i = home_of(world, buyer).index();
  const double side = exporter.row == 0 ? 1.0 : -1.0;  // alignment is measured toward the first exporter
  const auto& stock = world.states.stock[i];
  const double all = stock[0] + stock[1] + stock[2], diverted = all > 0.0 ? world.states.diverted[i] / all : 0.0;
  return real::sigmoid(by_route[static_cast<std::size_t>(route)] + p.align_weight * side * world.states.align[i] -
                       p.diversion_weight * (1.0 - world.states.customs[i] + diverted) / 2.0 + p.lobby_weight * real::log1p(lobby) -
                       p.stance_weight * world.exporters.stance[exporter.index()]);
}

/// What buyers expect before anybody has applied, by the officers that the agencies have.
void expect_waits(World& world) {
  const auto p = world.parameters.bind<LicenseParameters>();
  for (std::size_t e = 0; e < exporter_count; ++e) {
    const double load = solvers::officer_load(world.exporters.background_cases[e], 0.0, world.exporters.officers[e]);
    const double review = solvers::mean_review_days(p.review_days, load) / days_per_quarter / quarters_per_year;
    world.exporters.expected_wait[e] = {review, review + 1.0 / p.hold_end / quarters_per_year};
  }
}

/// Who is presumed to be approved for something on the market under the base rules holds a licence on the first day, whatever the strategies
/// say: it bought last quarter too. Anniversaries are spread over the year by the keys of the two.
void grant_running_licences(World& world) {
  Licences& l = world.licences = {};
  const AccessTable base(world, AccessTable::View::base_only);
  for (std::size_t e = 0; e < exporter_count; ++e) {
    const LicensedMarket market = licensed_market(world, base, ExporterId{e});
    for (std::size_t k = 0; 2 * k < world.buyers.agent.size(); ++k) {
      const AccessTable::Standing standing = base.standing(world.buyers.agent[2 * k], ExporterId{e});
      if (route_to_ask(world, base, standing, market, k) != Route::presume) continue;
      l.buyer.push_back(standing.buyer);
      l.exporter.push_back(ExporterId{e});
      l.route.push_back(Route::presume);
      l.stage.push_back(LicenceStage::approved);
      const auto age = static_cast<std::int32_t>(static_cast<std::uint64_t>(licence_key(world, standing.buyer, ExporterId{e})) % licence_quarters);
      for (auto* quarter : {&l.applied, &l.reviewed, &l.decided}) quarter->push_back(-age);
      l.quantity.push_back(no_cap);  // until first demand is known
      l.left.push_back(no_cap);
    }
  }
}

}  // namespace

void License::set_up(World& world, const Turn&) const {
  expect_waits(world);
  grant_running_licences(world);
}

void License::first_day(World& world, const Turn&) const { expect_waits(world); }

License::Proposals License::decide(const World& world, const Turn& turn) const {
  const auto p = world.parameters.bind<Parameters>();
  const AccessTable access(world);
  const Licences& on_file = world.licences;
  const auto now = static_cast<std::int32_t>(turn.quarter);
  const std::size_t agents = world.buyers.agent.size() / 2;
  Proposals out;
  const Luck review = turn.luck(draw_review), hold = turn.luck(draw_hold), decision = turn.luck(draw_decision);
  std::array<double, exporter_count> mean_review{};  // quarters
  for (std::size_t e = 0; e < exporter_count; ++e) {
    const auto& cases = world.exporters.cases[e];
    const double load =
        solvers::officer_load(world.exporters.background_cases[e], cases[0] + cases[1] + cases[2] + cases[3], world.exporters.officers[e]);
    mean_review[e] = solvers::mean_review_days(p.review_days, load) / days_per_quarter;
    // A hold lasts at least one quarter and ends with a chance of hold_end in each: 1/hold_end on average.
    out.expected_wait[e] = {mean_review[e] / quarters_per_year, (mean_review[e] + 1.0 / p.hold_end) / quarters_per_year};
  }
  // The strictest route for which nothing need be asked now: that of a licence; any, with an application on file or a denial within the year.
  std::vector<std::array<Route, exporter_count>> settled(agents, {Route::free, Route::free});
  std::vector<std::array<std::size_t, exporter_count>> running(agents, {none, none});  // licences
  const AgentRows rows(world);
  const auto agent_of = [&](AgentId a) { return static_cast<std::size_t>(rows.of(a)); };
  std::vector<std::size_t> under_review;
  under_review.reserve(agents);
  out.changes.reserve(2 * agents);
  out.applications.reserve(agents);
  for_open_licences(on_file, [&](std::size_t l) {
    const LicenceStage stage = on_file.stage[l];
    const bool over = (stage == LicenceStage::approved && (now >= on_file.decided[l] + licence_quarters || on_file.left[l] <= 0.0)) ||
                      (stage == LicenceStage::denied && now >= on_file.decided[l] + licence_quarters);
    if (over) {
      out.changes.push_back({l, LicenceStage::ended});
    } else {
      const std::size_t k = agent_of(on_file.buyer[l]), e = on_file.exporter[l].index();
      settled[k][e] = std::max(settled[k][e], stage == LicenceStage::approved ? on_file.route[l] : Route::embargo);
      if (stage == LicenceStage::approved) running[k][e] = l;
      if (stage == LicenceStage::review || stage == LicenceStage::hold) under_review.push_back(l);
    }
  });
  std::array<double, exporter_count> stakes{}, applicants{};
  std::vector<std::array<Route, exporter_count>> ask(agents, {Route::free, Route::free});
  for (std::size_t e = 0; e < exporter_count; ++e) {
    const LicensedMarket market = licensed_market(world, access, ExporterId{e});
    if (market.empty()) continue;
    for (std::size_t k = 0; k < agents; ++k) {
      const AccessTable::Standing standing = access.standing(world.buyers.agent[2 * k], ExporterId{e});
      if (standing.at_home) continue;
      ask[k][e] = route_to_ask(world, access, standing, market, k);
      if (ask[k][e] == Route::free) continue;
      stakes[e] += stake_of(world, k);
      applicants[e] += 1.0;
    }
  }
  // Time of a review: lognormal with cv 1, so sigma^2 = ln 2 and the median is mean/sqrt(2).
  const double variance = real::log(2.0), deviation = real::sqrt(variance);
  for (std::size_t k = 0; k < agents; ++k)
    for (std::size_t e = 0; e < exporter_count; ++e) {
      if (ask[k][e] <= settled[k][e]) continue;
      const AgentId agent = world.buyers.agent[2 * k];
      const double quantity = 4.0 * (world.buyers.q_free[2 * k] + world.buyers.q_free[2 * k + 1]);
      if (quantity < 1.0) continue;  // less than a chip a year: not worth a form
      const double z = review.normal(licence_key(world, agent, ExporterId{e}));
      const double x = deviation * z - 0.5 * variance;
      // e^x <= 1/(1 - x): most reviews end within their first quarter, whatever the exponential is.
      const double quarters = mean_review[e] < 0.99 * (1.0 - x) ? 0.0 : mean_review[e] * real::exp(x);
      out.applications.push_back({agent, ExporterId{e}, ask[k][e], quantity, now + static_cast<std::int32_t>(std::min(quarters, 40.0))});
    }
  const auto settle = [&](std::size_t row, AgentId buyer, ExporterId exporter, Route route, LicenceStage stage, std::int32_t reviewed) {
    if (now < reviewed) return;
    const Key key = licence_key(world, buyer, exporter);
    if (route == Route::licence_case && stage == LicenceStage::review) {
      out.changes.push_back({row, LicenceStage::hold});
      return;
    }
    if (stage == LicenceStage::hold && hold.uniform(key) >= p.hold_end) return;
    const double mean_stake = applicants[exporter.index()] > 0.0 ? stakes[exporter.index()] / applicants[exporter.index()] : 0.0;
    const double lobby = mean_stake > 0.0 ? stake_of(world, agent_of(buyer)) / mean_stake
                                          : 0.0;  // each spends .1% of its stake, so the ratio is that of the stakes
    const bool approved = decision.uniform(key) < approval(world, p, buyer, exporter, route, lobby);
    out.changes.push_back({row, approved ? LicenceStage::approved : LicenceStage::denied});
    const std::size_t narrower = running[agent_of(buyer)][exporter.index()];
    if (approved && narrower != none) out.changes.push_back({narrower, LicenceStage::ended});  // the new one covers its products
  };
  for (const std::size_t l : under_review)
    settle(l, on_file.buyer[l], on_file.exporter[l], on_file.route[l], on_file.stage[l], on_file.reviewed[l]);
  for (std::size_t a = 0; a < out.applications.size(); ++a)
    settle(on_file.buyer.size() + a, out.applications[a].buyer, out.applications[a].exporter, out.applications[a].route,
           LicenceStage::review, out.applications[a].reviewed);
  return out;
}

void License::apply(World& world, const Proposals& out, const Turn& turn) const {
  Licences& l = world.licences;
  const auto now = static_cast<std::int32_t>(turn.quarter);
  for (std::size_t e = 0; e < exporter_count; ++e) {
    auto& cases = world.exporters.cases[e];
    cases = {0.0, cases[0], cases[1], cases[2]};
    world.exporters.expected_wait[e] = out.expected_wait[e];
  }
  for (const Application& a : out.applications) {
    l.buyer.push_back(a.buyer);
    l.exporter.push_back(a.exporter);
    l.route.push_back(a.route);
    l.stage.push_back(LicenceStage::review);
    l.applied.push_back(now);
    l.reviewed.push_back(a.reviewed);
    l.decided.push_back(-1);
    l.quantity.push_back(a.quantity);
    l.left.push_back(0.0);
    world.exporters.cases[a.exporter.index()][0] += 1.0;
    emit(world, turn, entrepot::events::Application{a.buyer, a.exporter, a.quantity});
  }
  for (const Change& c : out.changes) {
    l.stage[c.licence] = c.stage;
    if (c.stage != LicenceStage::approved && c.stage != LicenceStage::denied) continue;
    l.decided[c.licence] = now;
    const double wait = now - l.applied[c.licence];
    world.totals.wait_quarters[0][l.exporter[c.licence].index()] += wait;
    if (c.stage == LicenceStage::approved) l.left[c.licence] = l.quantity[c.licence];
    const entrepot::events::Decision decision{l.buyer[c.licence], l.exporter[c.licence], l.quantity[c.licence], wait};
    if (c.stage == LicenceStage::approved) emit(world, turn, entrepot::events::Approval{decision});
    else emit(world, turn, entrepot::events::Denial{decision});
  }
}

}  // namespace entrepot
