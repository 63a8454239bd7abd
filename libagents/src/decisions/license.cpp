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

/// What the H100e a quarter that the rules keep from a buyer are worth to it: mu (Qfree - Q), both purposes.
double stake_of(const World& world, BuyerId buyer) {
  const std::size_t b = buyer.index();
  double stake = 0.0;
  for (std::size_t z = 0; z < use_count; ++z)
    stake += world.buyers.shadow[b][z] * std::max(0.0, world.buyers.q_free[b][z] - world.buyers.received[b][z]);
  return stake;
}

/// Chance of approval: sigma(th_route + th1 align - th2 (1 - customs + diverted share)/2 + th3 ln(1 + lobby/mean lobby) - th4 stance).
double approval(const World& world, const LicenseParameters& p, AgentId buyer, ExporterId exporter, Route route, double lobby) {
  const double th_route = route == Route::presume ? p.presume_logit : route == Route::deny ? p.deny_logit : 0.0;
  const std::size_t i = home_of(world, buyer).index();
  const double side = exporter.row == 0 ? 1.0 : -1.0;  // alignment is measured toward the first exporter
  const auto& stock = world.states.stock[i];
  const double all = stock[0] + stock[1] + stock[2], diverted = all > 0.0 ? world.states.diverted[i] / all : 0.0;
  return real::sigmoid(th_route + p.align_weight * side * world.states.align[i] -
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
    for (std::size_t b = 0; b < world.buyers.agent.size(); ++b) {
      const AccessTable::Standing standing = base.standing(world.buyers.agent[b], ExporterId{e});
      if (route_to_ask(world, base, standing, market, BuyerId{b}) != Route::presume) continue;
      l.buyer.push_back(standing.buyer);
      l.exporter.push_back(ExporterId{e});
      l.route.push_back(Route::presume);
      l.stage.push_back(LicenceStage::approved);
      const auto age =
          static_cast<std::int32_t>(static_cast<std::uint64_t>(licence_key(world, standing.buyer, ExporterId{e})) % licence_quarters);
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

namespace {

template <class T> using ByExporter = std::array<T, exporter_count>;

/// Step 1. Mean time of a review in quarters, by the officers' load.
ByExporter<double> mean_reviews(const World& world, const LicenseParameters& p) {
  ByExporter<double> mean{};
  for (std::size_t e = 0; e < exporter_count; ++e) {
    const auto& cases = world.exporters.cases[e];
    const double load =
        solvers::officer_load(world.exporters.background_cases[e], cases[0] + cases[1] + cases[2] + cases[3], world.exporters.officers[e]);
    mean[e] = solvers::mean_review_days(p.review_days, load) / days_per_quarter;
  }
  return mean;
}

/// What buyers expect to wait, in years: by `presume`, by `case`. A hold lasts at least one quarter and ends with a chance of hold_end in
/// each: 1/hold_end on average.
ByExporter<std::array<double, 2>> waits(const ByExporter<double>& mean_review, const LicenseParameters& p) {
  ByExporter<std::array<double, 2>> years{};
  for (std::size_t e = 0; e < exporter_count; ++e)
    years[e] = {mean_review[e] / quarters_per_year, (mean_review[e] + 1.0 / p.hold_end) / quarters_per_year};
  return years;
}

/// What is on file, by buyer and exporter.
struct OnFile {
  /// The strictest route for which nothing need be asked now: that of a licence; any, with an application on file or a denial within the year.
  std::vector<ByExporter<Route>> settled;
  std::vector<ByExporter<std::size_t>> running;  ///< row of the licence, or none
  std::vector<std::size_t> under_review, over;   ///< rows of licences
};
OnFile on_file(const World& world, const BuyerRows& rows, std::int32_t now) {
  const Licences& l = world.licences;
  const std::size_t buyers = world.buyers.agent.size();
  OnFile file{{buyers, {Route::free, Route::free}}, {buyers, {none, none}}, {}, {}};
  for_open_licences(l, [&](std::size_t i) {
    const LicenceStage stage = l.stage[i];
    const bool year_is_over = now >= l.decided[i] + licence_quarters;
    if ((stage == LicenceStage::approved && (year_is_over || l.left[i] <= 0.0)) || (stage == LicenceStage::denied && year_is_over)) {
      file.over.push_back(i);
      return;
    }
    const std::size_t b = rows.of(l.buyer[i]).index(), e = l.exporter[i].index();
    file.settled[b][e] = std::max(file.settled[b][e], stage == LicenceStage::approved ? l.route[i] : Route::embargo);
    if (stage == LicenceStage::approved) file.running[b][e] = i;
    if (stage == LicenceStage::review || stage == LicenceStage::hold) file.under_review.push_back(i);
  });
  return file;
}

/// Step 2. Who would have to ask for what, and what is at stake for all of them.
struct Filing {
  std::vector<ByExporter<Route>> ask;  ///< by buyer; free: nothing
  ByExporter<double> mean_stake{};     ///< of whoever would have to ask, USD a quarter
};
Filing filing(const World& world) {
  const AccessTable access(world);
  const std::size_t buyers = world.buyers.agent.size();
  Filing filing{{buyers, {Route::free, Route::free}}, {}};
  for (std::size_t e = 0; e < exporter_count; ++e) {
    const LicensedMarket market = licensed_market(world, access, ExporterId{e});
    if (market.empty()) continue;
    double stakes = 0.0, applicants = 0.0;
    for (std::size_t b = 0; b < buyers; ++b) {
      const AccessTable::Standing standing = access.standing(world.buyers.agent[b], ExporterId{e});
      if (standing.at_home) continue;
      filing.ask[b][e] = route_to_ask(world, access, standing, market, BuyerId{b});
      if (filing.ask[b][e] == Route::free) continue;
      stakes += stake_of(world, BuyerId{b});
      applicants += 1.0;
    }
    filing.mean_stake[e] = applicants > 0.0 ? stakes / applicants : 0.0;
  }
  return filing;
}

/// Step 3. Applications by whoever has to ask for more than is settled, with the quarter in which their review ends. Time of a review: lognormal
/// with cv 1, so sigma^2 = ln 2 and the median is mean/sqrt(2).
std::vector<License::Application> review(const World& world, const Turn& turn, const Filing& filing, const OnFile& file,
                                         const ByExporter<double>& mean_review) {
  const Luck luck = turn.luck(draw_review);
  const double variance = real::log(2.0), deviation = real::sqrt(variance);
  std::vector<License::Application> applications;
  for (std::size_t b = 0; b < filing.ask.size(); ++b)
    for (std::size_t e = 0; e < exporter_count; ++e) {
      if (filing.ask[b][e] <= file.settled[b][e]) continue;
      const AgentId agent = world.buyers.agent[b];
      const double quantity = 4.0 * (world.buyers.q_free[b][0] + world.buyers.q_free[b][1]);
      if (quantity < 1.0) continue;  // less than a chip a year: not worth a form
      const double x = deviation * luck.normal(licence_key(world, agent, ExporterId{e})) - 0.5 * variance;
      // e^x <= 1/(1 - x): most reviews end within their first quarter, whatever the exponential is.
      const double quarters = mean_review[e] < 0.99 * (1.0 - x) ? 0.0 : mean_review[e] * real::exp(x);
      const auto ends = static_cast<std::int32_t>(turn.quarter) + static_cast<std::int32_t>(std::min(quarters, 40.0));
      applications.push_back({agent, ExporterId{e}, filing.ask[b][e], quantity, ends});
    }
  return applications;
}

/// Step 4. What becomes of an application whose review has ended: held, approved or denied.
class Decisions {
  const World& world_;
  const Turn& turn_;
  const LicenseParameters& p_;
  const BuyerRows& rows_;
  const Filing& filing_;
  const OnFile& file_;
  Luck hold_, decision_;

 public:
  Decisions(const World& world, const Turn& turn, const LicenseParameters& p, const BuyerRows& rows, const Filing& filing,
            const OnFile& file)
      : world_{world},
        turn_{turn},
        p_{p},
        rows_{rows},
        filing_{filing},
        file_{file},
        hold_{turn.luck(draw_hold)},
        decision_{turn.luck(draw_decision)} {}

  /// `licence`: its row, as in Change.
  void decide(std::size_t licence, const License::Application& a, LicenceStage stage, std::vector<License::Change>& changes) const {
    if (turn_.quarter < a.reviewed) return;
    const Key key = licence_key(world_, a.buyer, a.exporter);
    if (a.route == Route::licence_case && stage == LicenceStage::review) {
      changes.push_back({licence, LicenceStage::hold});
      return;
    }
    if (stage == LicenceStage::hold && hold_.uniform(key) >= p_.hold_end) return;
    const BuyerId buyer = rows_.of(a.buyer);
    // Each spends the same share of its stake on lobbying, so that the ratio is that of the stakes.
    const double mean_stake = filing_.mean_stake[a.exporter.index()], lobby = mean_stake > 0.0 ? stake_of(world_, buyer) / mean_stake : 0.0;
    const bool approved = decision_.uniform(key) < approval(world_, p_, a.buyer, a.exporter, a.route, lobby);
    changes.push_back({licence, approved ? LicenceStage::approved : LicenceStage::denied});
    const std::size_t narrower = file_.running[buyer.index()][a.exporter.index()];
    if (approved && narrower != none) changes.push_back({narrower, LicenceStage::ended});  // the new one covers its products
  }
};

}  // namespace

License::Proposals License::decide(const World& world, const Turn& turn) const {
  const auto p = world.parameters.bind<Parameters>();
  const BuyerRows rows(world);
  const ByExporter<double> mean_review = mean_reviews(world, p);
  Proposals out;
  out.expected_wait = waits(mean_review, p);
  const OnFile file = on_file(world, rows, static_cast<std::int32_t>(turn.quarter));
  for (const std::size_t l : file.over) out.changes.push_back({l, LicenceStage::ended});
  const Filing who = filing(world);
  out.applications = review(world, turn, who, file, mean_review);
  const Decisions agency(world, turn, p, rows, who, file);
  const Licences& l = world.licences;
  for (const std::size_t i : file.under_review)
    agency.decide(i, {l.buyer[i], l.exporter[i], l.route[i], l.quantity[i], l.reviewed[i]}, l.stage[i], out.changes);
  for (std::size_t a = 0; a < out.applications.size(); ++a)
    agency.decide(l.buyer.size() + a, out.applications[a], LicenceStage::review, out.changes);
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
