// Access by the letter of model_equations.md 2.0, for one buyer and one chip at a time, against the table, which asks rules once for all that
// they cannot tell apart; and what comes of it for every agent and column of the market.
#include "entrepot/world/access.hpp"

#include <gtest/gtest.h>

#include "decisions/buy/terms.hpp"
#include "entrepot/run/model.hpp"
#include "support/generated_world.hpp"

namespace entrepot {
namespace {

using View = AccessTable::View;
constexpr std::array views{View::in_force, View::with_pending, View::base_only};

double left_of(double cap, CapPer per, double total, double year) { return std::max(0.0, cap - (per == CapPer::total ? total : year)); }

/// Entity listing > embargo > deal > tier cell and dated rules, the stricter of the two > free.
class ByTheLetter {
  const World& w_;
  View view_;
  FirmId firm_;  // that the buyer is
  StateId home_;
  std::size_t e_;

 public:
  ByTheLetter(const World& w, View view, AgentId buyer, std::size_t exporter)
      : w_{w}, view_{view}, firm_{firm_of(w, buyer)}, home_{home_of(w, buyer)}, e_{exporter} {}

  Access chips(ProductId product, const Taken& taken) const {
    Access access;
    if (home_ == w_.exporters.state[e_]) return access;
    if (listed()) return denied();
    const std::uint32_t rules = controlling_rules(w_, measures_of(w_, product));
    const auto ask = [&](Route route, double small_order) {
      const double small = std::max(0.0, small_order - taken.chips_year);
      access.small_order = access.route == Route::free ? small : std::min(access.small_order, small);
      access.route = std::max(access.route, route);
    };
    const std::uint32_t groups = w_.states.groups[home_.index()].word;
    const RuleTargets& t = w_.rule_targets;
    for (std::size_t k = 0; k < t.rule.size(); ++k) {
      if (!active(t.rule[k]) || ((rules >> t.rule[k].index()) & 1U) == 0) continue;
      if ((t.groups[k].word & groups) == 0 || (t.except[k].word & groups) != 0) continue;
      ask(t.route[k], t.small_order[k]);
      access.cap = std::min(access.cap, left_of(t.cap[k], t.cap_per[k], taken.chips, taken.chips_year));
    }
    if (view_ == View::base_only) return access;
    if (access.route == Route::embargo) return access;
    if (const DealId d = deal(Layer::chips)) return dealt(d, taken.chips);
    const Levers& l = w_.levers;
    const std::size_t c = cell(0);
    if (l.threshold[c] && ((rules >> l.threshold[c].index()) & 1U) == 0) return access;
    if (l.route[c] != Route::free) ask(l.route[c], l.small_order[c]);
    access.cap = std::min(access.cap, left_of(l.cap[c], l.cap_per[c], taken.chips, taken.chips_year));
    access.fee = l.fee[c] - l.subsidy[c];
    access.conditions_met = met(l.conditions[c]);
    return access;
  }

  Access cloud(const Taken& taken) const {
    if (home_ == w_.exporters.state[e_] || view_ == View::base_only) return {};
    if (listed()) return denied();
    if (const DealId d = deal(Layer::cloud)) return dealt(d, taken.rented);
    Access access;
    const Levers& l = w_.levers;
    const std::size_t c = cell(2);
    access.route = l.route[c];
    access.cap = left_of(l.cap[c], l.cap_per[c], taken.rented, taken.rented_year);
    access.fee = l.fee[c] - l.subsidy[c];
    access.conditions_met = met(l.conditions[c]);
    return access;
  }

 private:
  bool listed() const { return firm_ && w_.firms.listed[firm_.index()][e_] != 0; }
  static Access denied() {
    Access access;
    access.route = Route::deny;
    return access;
  }
  Access dealt(DealId d, double taken) const {
    Access access;
    access.cap = std::max(0.0, w_.deals.cap[d.index()] - taken);
    return access;
  }
  std::size_t cell(std::size_t layer) const {
    return (e_ * 3 + layer) * tier_count + static_cast<std::size_t>(w_.states.tier[home_.index()][e_]);
  }
  bool active(RuleId rule) const {
    const Rules& r = w_.rules;
    const std::size_t i = rule.index();
    if (r.exporter[i].index() != e_ || r.base[i] == 0 || w_.quarter >= r.until[i]) return false;
    if (view_ != View::base_only && w_.exporters.rules_on[e_] == 0) return false;
    return w_.quarter >= (view_ == View::with_pending ? std::min(r.announced[i], r.effective[i]) : r.effective[i]);
  }
  bool in_force(std::size_t d) const {
    return w_.deals.exporter[d].index() == e_ && w_.deals.host[d] == home_ && w_.deals.start[d] <= w_.quarter &&
           w_.quarter < w_.deals.end[d] && (!w_.deals.firm[d] || w_.deals.firm[d] == firm_);
  }
  DealId deal(Layer layer) const {
    for (std::size_t d = 0; d < w_.deals.id.size(); ++d)
      if (in_force(d) && w_.deals.layers[d].has(layer)) return DealId{d};
    return {};
  }
  bool met(Bits<Condition> conditions) const {
    Bits<Condition> all = w_.states.institutions[home_.index()];
    for (std::size_t d = 0; d < w_.deals.id.size(); ++d)
      if (in_force(d)) all.word |= w_.deals.conditions[d].word;
    return all.has_all(conditions);
  }
};

/// A generated world with everything that rules look at: lists, deals, conditions, a captive chip, caps partly used, licences.
World ruled_world(std::uint64_t seed) {
  World w = testing::generated_world(seed);
  initialise(w);
  pcg32 engine = Luck(RunKey{seed, 0}, 0, Purpose{"tests.access"}).engine(Key{1});
  const auto one_in = [&](std::uint32_t n) { return engine(n) == 0; };
  w.quarter = static_cast<std::int64_t>(engine(5));
  w.exporters.rules_on = {static_cast<std::uint8_t>(!one_in(4)), 1};
  for (auto& listed : w.firms.listed) listed = {static_cast<std::uint8_t>(one_in(4)), static_cast<std::uint8_t>(one_in(4))};
  for (auto& institutions : w.states.institutions) institutions.word = engine(64);
  for (auto& conditions : w.levers.conditions) conditions.word = one_in(3) ? 1U << engine(6) : 0U;
  for (auto& route : w.rule_targets.route) route = static_cast<Route>(engine(5));
  for (auto& cap : w.rule_targets.cap) cap = one_in(3) ? 3000.0 : no_cap;
  w.products.captive[engine(3)] = FirmId{std::size_t{1}};
  for (std::size_t b = 0; b < w.buyers.agent.size(); ++b)
    for (std::size_t z = 0; z < use_count; ++z)
      for (std::size_t e = 0; e < exporter_count; ++e) {
        w.buyers.delivered[b][z][e] = engine(2000);
        w.buyers.delivered_year[b][z][e] = engine(500);
        w.buyers.rented_total[b][z][e] = engine(2000);
        w.buyers.rented_year[b][z][e] = engine(500);
      }
  for (std::size_t d = 0; d < 4; ++d) {
    w.deals.id.push_back("deal" + std::to_string(d));
    w.deals.exporter.push_back(ExporterId{static_cast<std::size_t>(engine(2))});
    w.deals.host.push_back(StateId{static_cast<std::size_t>(2 + engine(6))});
    w.deals.firm.push_back(one_in(3) ? FirmId{static_cast<std::size_t>(engine(6))} : FirmId{});
    w.deals.layers.push_back({1U << engine(5)});
    w.deals.cap.push_back(one_in(2) ? 2500.0 : no_cap);
    w.deals.conditions.push_back({1U << engine(6)});
    w.deals.start.push_back(static_cast<std::int32_t>(engine(4)));
    w.deals.end.push_back(static_cast<std::int32_t>(4 + engine(4)));
  }
  resize(columns<Licences>, &w.licences, 70);
  for (std::size_t l = 0; l < 70; ++l) {
    w.licences.buyer[l] = w.buyers.agent[engine(static_cast<std::uint32_t>(w.buyers.agent.size()))];
    w.licences.exporter[l] = ExporterId{static_cast<std::size_t>(engine(2))};
    w.licences.route[l] = static_cast<Route>(1 + engine(3));
    w.licences.stage[l] = l % 35 < 32 || one_in(3) ? LicenceStage::ended : LicenceStage::approved;  // whole blocks of ended ones
    w.licences.left[l] = engine(3000);
  }
  return w;
}

void expect_same(const Access& a, const Access& b, std::uint64_t seed) {
  ASSERT_EQ(a.touched(), b.touched()) << seed;
  if (!b.touched()) return;
  ASSERT_EQ(a.route, b.route) << seed;
  ASSERT_EQ(a.conditions_met, b.conditions_met) << seed;
  ASSERT_EQ(a.cap, b.cap) << seed;
  ASSERT_EQ(a.small_order, b.small_order) << seed;
  ASSERT_EQ(a.fee, b.fee) << seed;
}

TEST(Access, OfWhatRulesCannotTellApartIsThatOfEachBuyerAndChip) {
  int touched = 0, dealt = 0, capped = 0, unmet = 0;
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    const World w = ruled_world(seed);
    for (const View view : views) {
      const AccessTable table(w, view);
      const buying::Offer offer = buying::offer_of(w, w.parameters.bind<BuyParameters>());
      for (std::size_t b = 0; b < w.buyers.agent.size(); ++b) {
        const AgentId buyer = w.buyers.agent[b];
        for (std::size_t e = 0; e < exporter_count; ++e) {
          const Taken taken = taken_by(w, BuyerId{b}, ExporterId{e});
          const ByTheLetter letter(w, view, buyer, e);
          const AccessTable::Standing standing = table.standing(buyer, ExporterId{e});
          const Access cloud = letter.cloud(taken);
          expect_same(table.cloud(standing, taken), cloud, seed);
          if (table.free_cloud(standing)) {
            ASSERT_FALSE(cloud.touched()) << seed;
          }
          if (!table.rules_cloud(ExporterId{e})) {
            ASSERT_FALSE(cloud.touched()) << seed;
          }
          if (!table.rules_chips(ExporterId{e})) continue;  // deals alone are not looked at
          for (const ProductId p : offer.product) {
            if (table.exporter_of(p) != ExporterId{e}) continue;
            const int category = table.category_of(p);
            ASSERT_GE(category, 0) << seed;
            const Access chips = letter.chips(p, taken);
            expect_same(table.chips(standing, category, taken), chips, seed);
            expect_same(table.chips(buyer, ExporterId{e}, controlling_rules(w, measures_of(w, p)), taken), chips, seed);
            if (table.free(standing, category)) {
              ASSERT_FALSE(chips.touched()) << seed;
            }
            touched += chips.touched();
            dealt += static_cast<bool>(standing.chips);
            capped += chips.cap != no_cap;
            unmet += !chips.conditions_met;
          }
        }
      }
    }
  }
  EXPECT_GT(touched, 1000);
  EXPECT_GT(dealt, 100);
  EXPECT_GT(capped, 1000);
  EXPECT_GT(unmet, 100);
}

// What an agent may order of a column follows from its access and licences alone, whichever column the rules were asked for.
TEST(Access, TermsOfEveryColumnFollowFromTheAccessToIt) {
  int barred = 0, limited = 0, paid = 0, clouds_denied = 0, clouds_unmet = 0, clouds_limited = 0;
  for (std::uint64_t seed = 1; seed <= 150; ++seed) {
    const World w = ruled_world(seed);
    const auto p = w.parameters.bind<BuyParameters>();
    const buying::Offer offer = buying::offer_of(w, p);
    const AccessTable table(w);
    const buying::Terms terms = buying::terms_of(w, offer, table, p);
    for (std::size_t b = 0; b < terms.buyers; ++b) {
      const AgentId buyer = w.buyers.agent[b];
      for (std::size_t c = 0; c < offer.products(); ++c) {
        const FirmId captive = w.products.captive[offer.product[c].index()];
        const ExporterId e = table.exporter_of(offer.product[c]);
        const bool asked = e && table.rules_chips(e) && (!captive || agent_of(w, captive) == buyer);
        const Access a =
            asked ? ByTheLetter(w, View::in_force, buyer, e.index()).chips(offer.product[c], taken_by(w, BuyerId{b}, e)) : Access{};
        double licensed = 0.0, allowed = a.cap;
        Route covers = Route::free;
        for (std::size_t l = 0; l < w.licences.buyer.size(); ++l) {
          if (w.licences.buyer[l] != buyer || w.licences.exporter[l] != e || w.licences.stage[l] != LicenceStage::approved) continue;
          licensed += w.licences.left[l];
          covers = std::max(covers, w.licences.route[l]);
        }
        const bool licence = a.route != Route::free && a.route != Route::embargo && a.route <= covers && licensed > 0.0;
        if (a.route != Route::free) allowed = std::min(allowed, (licence ? licensed : 0.0) + a.small_order);
        const bool bars = !a.conditions_met || a.route == Route::embargo || allowed <= 0.0;
        const double wait =
            licence && a.route != Route::deny ? w.exporters.expected_wait[e.index()][a.route == Route::presume ? 0 : 1] : 0.0;
        const std::size_t cell = terms.cell(b, c);
        ASSERT_EQ(terms.barred[cell] != 0, bars) << seed;
        ASSERT_EQ(terms.limited[cell] != 0, !bars && allowed != no_cap) << seed;
        ASSERT_EQ(terms.fee[cell], a.fee) << seed;
        ASSERT_NEAR(terms.penalty[cell], -p.delay_cost * wait - p.own_price * p.nest * real::log1p(a.fee), 1e-12) << seed;
        if (a.touched()) {
          ASSERT_NE(terms.touched[b], 0) << seed;
        }
        if (!bars && allowed != no_cap) {
          ASSERT_LE(terms.chip_limit[b][e.index()], allowed) << seed;
          ASSERT_GE(terms.small_order[b][e.index()], a.small_order) << seed;
        }
        barred += bars;
        limited += !bars && allowed != no_cap;
        paid += a.fee != 0.0;
      }
      for (std::size_t e = 0; e < exporter_count; ++e) {
        const Access a = ByTheLetter(w, View::in_force, buyer, e).cloud(taken_by(w, BuyerId{b}, ExporterId{e}));
        const bool bars = a.route >= Route::deny || !a.conditions_met || a.cap <= 0.0;
        const std::size_t cell = terms.cell(b, offer.remote(e));
        ASSERT_EQ(terms.barred[cell] != 0, bars) << seed;
        ASSERT_EQ(terms.limited[cell] != 0, !bars && a.cap != no_cap) << seed;
        ASSERT_EQ(terms.cloud_limit[b][e], !bars ? a.cap : no_cap) << seed;
        ASSERT_EQ(terms.fee[cell], a.fee) << seed;
        clouds_denied += a.route >= Route::deny;
        clouds_unmet += a.route < Route::deny && !a.conditions_met;
        clouds_limited += !bars && a.cap != no_cap;
      }
    }
  }
  EXPECT_GT(barred, 500);
  EXPECT_GT(limited, 500);
  EXPECT_GT(paid, 500);
  EXPECT_GT(clouds_denied, 100);
  EXPECT_GT(clouds_unmet, 100);
  EXPECT_GT(clouds_limited, 50);
}

}  // namespace
}  // namespace entrepot
