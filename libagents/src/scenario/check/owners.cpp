// What buyers, sites and lots mean together: shares that sum to one, owners that have a place, nothing twice.
#include <algorithm>
#include <map>
#include <tuple>

#include "entrepot/world/lookups.hpp"
#include "scenario/read/draft.hpp"

namespace entrepot::reading {
namespace {

constexpr double tolerance = 1e-9;
bool is_one(double sum) { return sum > 1.0 - tolerance && sum < 1.0 + tolerance; }

/// A sum that only counts if every number of it could be read.
struct Sum {
  double value = 0.0;
  std::size_t rows = 0, last = 0;
  bool whole = true;
  void add(double x, std::size_t row) {
    whole = whole && x == x;
    value += x;
    ++rows;
    last = row;
  }
};

void check_buyers(Draft& draft) {
  if (!draft.has_table("buyers") || !draft.has_table("states")) return;
  const World& world = draft.out.start;
  std::vector<Sum> sums(world.states.id.size());
  bool all_known = true;
  for (std::size_t i = 0; i < world.buyers.agent.size(); ++i) {
    const StateId home = world.buyers.home[i];
    if (home) sums[home.index()].add(world.buyers.weight[i], i);
    else all_known = false;
  }
  if (!all_known) return;  // a buyer that could not be read belongs to one of the sums
  const std::vector<std::string>& ids = world.states.id;
  for (std::size_t s = 0; s < sums.size(); ++s) {
    if (sums[s].rows == 0 && std::count(ids.begin(), ids.end(), ids[s]) > 1) continue;  // told already: the buyers are those of another row
    if (sums[s].rows == 0 && world.states.ai_share_start[s] > 0.0)
      draft.problems.add(draft.csv("states").at(s, "ai_share"), "no-buyer",
                         world.states.id[s] + " spends on AI chips, but nobody with that home is in data/buyers.csv",
                         std::string("add state:") + world.states.id[s] + " with the weight 1");
    else if (sums[s].rows > 0 && sums[s].whole && !is_one(sums[s].value))
      draft.problems.add(draft.csv("buyers").at(sums[s].last, "weight"), "shares-sum",
                         std::string("the weights of the buyers of ") + world.states.id[s] + " sum to " + about(sums[s].value),
                         "they must sum to 1");
  }
}

void check_sites(Draft& draft) {
  if (!draft.has_table("sites")) return;
  const World& world = draft.out.start;
  struct Owner {
    Sum abroad;
    std::size_t home_rows = 0, home = 0, first = 0;
    bool known = true;
  };
  std::map<AgentId, Owner> owners;
  std::map<std::pair<AgentId, StateId>, std::size_t> seen;
  bool all_known = true;
  for (std::size_t i = 0; i < world.sites.owner.size(); ++i) {
    const AgentId owner = world.sites.owner[i];
    const StateId host = world.sites.host[i];
    if (!owner || !host) {
      all_known = false;
      if (owner) owners[owner].known = false;
      continue;
    }
    const auto [at, fresh] = seen.emplace(std::pair{owner, host}, i);
    if (!fresh)
      draft.problems.add(draft.csv("sites").at(i, "owner"), "repeated-row",
                         std::string(draft.csv("sites").raw(i, "owner")) + " in " + world.states.id[host.index()] + " stands in line " +
                             std::to_string(draft.csv("sites").begins[at->second].line) + " already",
                         "remove one of the rows");
    Owner& o = owners.try_emplace(owner, Owner{{}, 0, 0, i, true}).first->second;
    if (home_of(world, owner) == host) {
      ++o.home_rows;
      o.home = i;
    } else {
      o.abroad.add(world.sites.share_abroad[i], i);
    }
  }
  for (const auto& [agent, o] : owners) {
    if (!o.known || !o.abroad.whole || !home_of(world, agent)) continue;
    const std::string name = std::string(draft.csv("sites").raw(o.first, "owner"));
    if (o.abroad.rows > 0 && o.home_rows == 0) {
      draft.problems.add(draft.csv("sites").at(o.first, "owner"), "no-home-site", name + " has sites abroad, but none at home",
                         "add a row for its home with the share 0");
    } else if (o.abroad.rows > 0) {
      if (!is_one(o.abroad.value))
        draft.problems.add(draft.csv("sites").at(o.abroad.last, "share"), "shares-sum",
                           std::string("the shares of the sites abroad of ") + name + " sum to " + about(o.abroad.value),
                           "they must sum to 1");
      if (world.sites.share_abroad[o.home] > 0.0)
        draft.problems.add(draft.csv("sites").at(o.home, "share"), "share-at-home",
                           name + " has sites abroad, so its share at home is set by the parameter start.clouds_abroad", "write 0");
    } else if (o.home_rows > 0 && world.sites.share_abroad[o.home] == world.sites.share_abroad[o.home] &&
               !is_one(world.sites.share_abroad[o.home])) {
      draft.problems.add(draft.csv("sites").at(o.home, "share"), "shares-sum",
                         std::string("the only site of ") + name + " has the share " + text_of(world.sites.share_abroad[o.home]),
                         "it must be 1");
    }
  }
  if (!all_known || !draft.has_table("buyers")) return;
  for (std::size_t i = 0; i < world.buyers.agent.size(); ++i)
    if (world.buyers.agent[i] && !owners.contains(world.buyers.agent[i]))
      draft.problems.add(draft.csv("buyers").at(i, "agent"), "no-site",
                         std::string(draft.csv("buyers").raw(i, "agent")) + " buys chips, but has no site", "add a row to data/sites.csv");
}

void check_lots(Draft& draft) {
  if (!draft.has_table("lots")) return;
  const Lots& l = draft.out.start.lots;
  std::map<std::tuple<ProductId, std::int32_t, SiteId, std::int32_t, std::uint8_t>, std::size_t> seen;
  for (std::size_t i = 0; i < l.product.size(); ++i) {
    if (!l.product[i] || (l.place[i] != Place::vendor && !l.site[i]) || l.cohort[i] == 0) continue;
    const auto [at, fresh] =
        seen.emplace(std::tuple{l.product[i], static_cast<std::int32_t>(l.place[i]), l.site[i], l.cohort[i], l.diverted[i]}, i);
    if (!fresh)
      draft.problems.add(draft.csv("lots").begins[i], "repeated-row",
                         std::string("a lot of the same product, place, cohort and label stands in line ") +
                             std::to_string(draft.csv("lots").begins[at->second].line) + " already",
                         "add the quantities up in one row");
  }
}

}  // namespace

void check_owners(Draft& draft) {
  check_buyers(draft);
  check_sites(draft);
  check_lots(draft);
}

}  // namespace entrepot::reading
