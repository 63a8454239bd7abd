// Sites, lots and deals.
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
  if (!draft.fill("sites")) return;
  World& world = draft.out.start;
  Sites& s = world.sites;
  for (std::size_t i = 0; i < s.owner.size(); ++i) {
    if (!s.owner[i] || !s.host[i]) continue;
    s.key[i] = static_cast<std::uint64_t>(join(key_of(world, s.owner[i]), Key{world.states.key[s.host[i].index()]}));
  }
}

/// A lot at a site names the site by owner and host.
void read_lots(Draft& draft) {
  const auto read = draft.fill("lots");
  if (!read) return;
  const Columns& c = *read;
  World& world = draft.out.start;
  Lots& l = world.lots;
  std::unordered_map<std::uint64_t, SiteId> site_of;
  bool sites_known = draft.has_table("sites");
  for (std::size_t i = 0; i < world.sites.owner.size(); ++i) {
    if (world.sites.owner[i] && world.sites.host[i]) site_of.emplace(pair_of(world.sites.owner[i], world.sites.host[i]), SiteId{i});
    else sites_known = false;
  }
  const std::vector<AgentId>& owners = c.agents("owner");
  const std::vector<std::int32_t>& hosts = c.references("host");
  for (std::size_t i = 0; i < c.rows(); ++i) {
    if (!owners[i]) continue;
    if (l.place[i] == Place::vendor) {
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
    } else if (l.place[i] != Place::site) {
      continue;  // it could not be read
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
  const auto read = draft.fill("deals");
  if (!read) return;
  const Columns& c = *read;
  check_days(draft, c, "start", "end");
  const World& world = draft.out.start;
  const Deals& d = world.deals;
  for (std::size_t i = 0; i < c.rows(); ++i) {
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
