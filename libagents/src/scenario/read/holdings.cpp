// Sites, lots and deals.
#include <algorithm>
#include <limits>
#include <unordered_map>

#include "entrepot/base/luck.hpp"
#include "entrepot/world/lookups.hpp"
#include "scenario/read/draft.hpp"

namespace entrepot::reading {
namespace {

std::uint64_t pair_of(AgentId owner, StateId host) {
  return (static_cast<std::uint64_t>(static_cast<std::uint32_t>(owner.row)) << 32U) | static_cast<std::uint32_t>(host.row);
}

void read_sites(Draft& draft) {
  if (!draft.has_table(Table::sites)) return;
  Columns c = draft.columns(Table::sites);
  World& world = draft.out.start;
  Sites& s = world.sites;
  resize(columns<Sites>, &s, c.rows());
  s.owner = c.agents("owner", world);
  const auto hosts = c.references("host");
  s.share = c.numbers("share");
  for (std::size_t i = 0; i < c.rows(); ++i) {
    s.host[i] = StateId{hosts[i]};
    if (!s.owner[i] || !s.host[i]) continue;
    s.key[i] = static_cast<std::uint64_t>(join(key_of(world, s.owner[i]), Key{world.states.key[s.host[i].index()]}));
  }
}

void read_lots(Draft& draft) {
  if (!draft.has_table(Table::lots)) return;
  Columns c = draft.columns(Table::lots);
  World& world = draft.out.start;
  Lots& l = world.lots;
  resize(columns<Lots>, &l, c.rows());
  std::unordered_map<std::uint64_t, SiteId> site_of;
  bool sites_known = draft.has_table(Table::sites);
  for (std::size_t i = 0; i < world.sites.owner.size(); ++i) {
    if (world.sites.owner[i] && world.sites.host[i]) site_of.emplace(pair_of(world.sites.owner[i], world.sites.host[i]), SiteId{i});
    else sites_known = false;
  }
  const auto products = c.references("product");
  const auto owners = c.agents("owner", world);
  const auto places = c.choices("place");
  const auto hosts = c.references("host");
  const auto cohorts = c.wholes("cohort");
  l.diverted = c.flags("diverted");
  l.quantity = c.wholes("quantity");
  for (std::size_t i = 0; i < c.rows(); ++i) {
    l.product[i] = ProductId{products[i]};
    l.cohort[i] = static_cast<std::int32_t>(cohorts[i]);
    const bool at_vendor = places[i] == 1;
    l.place[i] = at_vendor ? Place::vendor : Place::site;
    if (!owners[i] || places[i] < 0) continue;
    if (at_vendor) {
      if (!c.raw(i, "host").empty())
        draft.problems.add(c.at(i, "host"), "host-of-vendor",
                           std::string("host is ") + quoted(c.raw(i, "host")) + ", but the chips are with their vendor", "leave it empty");
      const FirmId vendor = l.product[i] && !world.products.vendor.empty() ? world.products.vendor[l.product[i].index()] : FirmId{};
      if (vendor && owners[i] != agent_of(world, vendor))
        draft.problems.add(c.at(i, "owner"), "not-the-vendor",
                           std::string("owner is ") + quoted(c.raw(i, "owner")) + ", but the vendor of " +
                               std::string(c.raw(i, "product")) + " is " + quoted(std::string("firm:") + world.firms.id[vendor.index()]));
      if (l.diverted[i] != 0)
        draft.problems.add(c.at(i, "diverted"), "diverted-at-vendor", "diverted is 1, but the chips are with their vendor", "write 0");
    } else if (c.raw(i, "host").empty()) {
      draft.problems.add(c.at(i, "host"), "missing-value", "host is empty, but the chips are at a site",
                         "write the state where they stand");
    } else if (hosts[i] >= 0) {
      const auto site = site_of.find(pair_of(owners[i], StateId{hosts[i]}));
      if (site != site_of.end()) l.site[i] = site->second;
      else if (sites_known)
        draft.problems.add(c.at(i, "owner"), "unknown-site",
                           std::string(c.raw(i, "owner")) + " has no site in " + std::string(c.raw(i, "host")),
                           "add a row to data/sites.csv");
    }
  }
}

void read_deals(Draft& draft) {
  if (!draft.has_table(Table::deals)) return;
  Columns c = draft.columns(Table::deals);
  World& world = draft.out.start;
  Deals& d = world.deals;
  resize(columns<Deals>, &d, c.rows());
  d.id = c.texts("id");
  const auto exporters = c.choices("exporter");
  const auto hosts = c.references("host"), firms = c.references("firm");
  const auto layers = c.bits("layers");
  d.cap = c.numbers("cap", no_cap);
  const auto conditions = c.bits("conditions");
  const auto start = c.days("start"), end = c.days("end");
  for (std::size_t i = 0; i < c.rows(); ++i) {
    d.exporter[i] = ExporterId{exporters[i]};
    d.host[i] = StateId{hosts[i]};
    d.firm[i] = FirmId{firms[i]};
    d.layers[i].word = layers[i];
    d.conditions[i].word = conditions[i];
    d.start[i] = Columns::quarter(start[i], draft.out.start_date, quarter_from);
    d.end[i] = Columns::quarter(end[i], draft.out.start_date, quarter_from);
    if (start[i] != Columns::no_day && end[i] <= start[i]) draft.problems.add(c.at(i, "end"), "wrong-order", "end is not later than start");
    if (d.firm[i] && d.host[i] && world.firms.home[d.firm[i].index()] && world.firms.home[d.firm[i].index()] != d.host[i])
      draft.problems.add(c.at(i, "firm"), "firm-not-at-home",
                         std::string(c.raw(i, "firm")) + " is not at home in " + std::string(c.raw(i, "host")),
                         "a deal holds for firms of its host");
    for (std::size_t layer = 0; layer < layer_names.size(); ++layer)
      if (d.layers[i].has(Layer{static_cast<std::uint8_t>(layer)}) && !is_read(Layer{static_cast<std::uint8_t>(layer)}))
        draft.out.unread.push_back(std::string("data/deals.csv: ") + d.id[i] + ".layers." + std::string(layer_names[layer]));
  }
}

}  // namespace

void read_holdings(Draft& draft) {
  read_sites(draft);
  read_lots(draft);
  read_deals(draft);
}

}  // namespace entrepot::reading
