#include "decisions/buy/terms.hpp"

#include <algorithm>
#include <utility>

#include "entrepot/base/real.hpp"
#include "entrepot/world/lookups.hpp"

namespace entrepot::buying {
namespace {

/// Terms under which nothing is ruled.
Terms free_terms(const World& world, const Offer& offer) {
  const std::size_t buyers = world.buyers.agent.size(), cells = buyers * offer.columns();
  Terms terms;
  terms.buyers = buyers;
  terms.barred = {cells, 0, world.scratch};
  terms.penalty = {cells, 0.0, world.scratch};
  terms.penalised.assign(offer.columns(), 0);
  terms.fee = {cells, 0.0, world.scratch};
  terms.limited = {cells, 0, world.scratch};
  terms.chip_limit.assign(buyers, {no_cap, no_cap});
  terms.cloud_limit.assign(buyers, {no_cap, no_cap});
  terms.small_order.assign(buyers, {0.0, 0.0});
  terms.touched.assign(buyers, 0);
  return terms;
}

/// Writes what rules make of one buyer and column. Licences are read once.
class TermsWriter {
  const World& world_;
  const AccessTable& access_;
  const BuyParameters& p_;
  struct Licensed {
    double left = 0.0;
    Route route = Route::free;
  };
  std::vector<std::array<Licensed, exporter_count>> licensed_;  // by buyer
  std::size_t remote_;                                          // column of the first exporter's clouds
  double last_fee_ = 0.0, utility_of_last_fee_ = 0.0;

 public:
  Terms terms;

  TermsWriter(const World& world, const Offer& offer, const AccessTable& access, const BuyParameters& p, const BuyerRows& rows)
      : world_{world},
        access_{access},
        p_{p},
        licensed_(world.buyers.agent.size()),
        remote_{offer.remote(0)},
        terms{free_terms(world, offer)} {
    const Licences& l = world.licences;
    for_open_licences(l, [&](std::size_t i) {
      if (l.stage[i] != LicenceStage::approved) return;
      Licensed& mine = licensed_[rows.of(l.buyer[i]).index()][l.exporter[i].index()];
      mine.left += l.left[i];
      mine.route = std::max(mine.route, l.route[i]);
    });
  }

  void rule_chips(const AccessTable::Standing& standing, BuyerId buyer, int category, std::size_t column) {
    if (access_.free(standing, category)) return;
    const Access a = access_.chips(standing, category, taken_by(world_, buyer, standing.exporter));
    if (!a.touched()) return;
    const std::size_t cell = terms.cell(buyer.index(), column), e = standing.exporter.index();
    terms.touched[buyer.index()] = 1;
    double allowed = a.cap;
    if (a.route != Route::free) {
      const Licensed& licensed = licensed_[buyer.index()][e];
      const bool licence = a.route != Route::embargo && a.route <= licensed.route && licensed.left > 0.0;
      allowed = std::min(allowed, (licence ? licensed.left : 0.0) + a.small_order);
      if (licence && a.route != Route::deny) {
        terms.penalty[cell] -= p_.delay_cost * world_.exporters.expected_wait[e][a.route == Route::presume ? 0 : 1];
        terms.penalised[column] = 1;
      }
    }
    apply_fee(cell, a.fee);
    if (!a.conditions_met || a.route == Route::embargo || allowed <= 0.0) {
      terms.barred[cell] = 1;
    } else if (allowed != no_cap) {
      terms.limited[cell] = 1;
      terms.chip_limit[buyer.index()][e] = std::min(terms.chip_limit[buyer.index()][e], allowed);
      terms.small_order[buyer.index()][e] = std::max(terms.small_order[buyer.index()][e], a.small_order);
    }
  }

  void rule_cloud(const AccessTable::Standing& standing, BuyerId buyer) {
    if (access_.free_cloud(standing)) return;
    const Access a = access_.cloud(standing, taken_by(world_, buyer, standing.exporter));
    if (!a.touched()) return;
    const std::size_t e = standing.exporter.index(), cell = terms.cell(buyer.index(), remote_ + e);
    terms.touched[buyer.index()] = 1;
    apply_fee(cell, a.fee);
    if (a.route >= Route::deny || !a.conditions_met || a.cap <= 0.0) {
      terms.barred[cell] = 1;
    } else if (a.cap != no_cap) {
      terms.limited[cell] = 1;
      terms.cloud_limit[buyer.index()][e] = a.cap;
    }
  }

  /// Gives a column the terms of another one, for all buyers.
  void copy(std::size_t from, std::size_t to) {
    const auto copy_column = [&](auto& values) {
      std::copy_n(values.data() + terms.cell(0, from), terms.buyers, values.data() + terms.cell(0, to));
    };
    copy_column(terms.barred);
    copy_column(terms.limited);
    terms.penalised[to] = terms.penalised[from];
    if (terms.penalised[to] == 0) return;
    copy_column(terms.penalty);
    copy_column(terms.fee);
  }

 private:
  void apply_fee(std::size_t cell, double fee) {
    if (fee == 0.0) return;
    if (fee != last_fee_) utility_of_last_fee_ = p_.own_price * p_.nest * real::log(1.0 + fee);
    last_fee_ = fee;
    terms.fee[cell] = fee;
    terms.any_fee = true;
    terms.penalty[cell] -= utility_of_last_fee_;
    terms.penalised[cell / terms.buyers] = 1;
  }
};

}  // namespace

Terms terms_of(const World& world, const Offer& offer, const AccessTable& access, const BuyParameters& p) {
  const BuyerRows rows(world);
  TermsWriter writer(world, offer, access, p, rows);
  // Rules see no difference between chips of one category: they are asked for the first column of it that is open to all, the others copy it.
  constexpr std::size_t none = ~std::size_t{0};
  std::vector<std::size_t> first(access.categories().size(), none);
  for (std::size_t c = 0; c < offer.products(); ++c)
    if (const int category = access.category_of(offer.product[c]); category >= 0 && !world.products.captive[offer.product[c].index()])
      first[static_cast<std::size_t>(category)] = std::min(first[static_cast<std::size_t>(category)], c);
  for (std::size_t e = 0; e < exporter_count; ++e) {
    const bool rules_cloud = offer.clouds[e] && access.rules_cloud(ExporterId{e});
    if (!access.rules_chips(ExporterId{e}) && !rules_cloud) continue;
    for (std::size_t b = 0; b < world.buyers.agent.size(); ++b) {
      const AccessTable::Standing standing = access.standing(world.buyers.agent[b], ExporterId{e});
      if (standing.at_home) continue;
      for (std::size_t category = 0; category < first.size(); ++category)
        if (first[category] != none && access.categories()[category].exporter == standing.exporter)
          writer.rule_chips(standing, BuyerId{b}, static_cast<int>(category), first[category]);
      if (rules_cloud) writer.rule_cloud(standing, BuyerId{b});
    }
  }
  for (std::size_t c = 0; c < offer.products(); ++c) {
    const int category = access.category_of(offer.product[c]);
    if (category < 0) continue;
    const std::size_t model = first[static_cast<std::size_t>(category)];
    if (const FirmId captive = world.products.captive[offer.product[c].index()]) {  // in nobody else's choice set: no rule touches them
      const AgentId agent = agent_of(world, captive);
      if (const BuyerId buyer = rows.of(agent))
        writer.rule_chips(access.standing(agent, access.categories()[static_cast<std::size_t>(category)].exporter), buyer, category, c);
    } else if (c != model) {
      writer.copy(model, c);
    }
  }
  return std::move(writer.terms);
}

}  // namespace entrepot::buying
