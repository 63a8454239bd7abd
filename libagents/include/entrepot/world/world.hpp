// world/world.hpp: the whole state of one run as one value: it can be copied, compared, hashed, saved and restored. No behaviour lives on it.
#pragma once
#include <memory>
#include <string>
#include <string_view>

#include "entrepot/base/scratch.hpp"
#include "entrepot/world/agents.hpp"
#include "entrepot/world/buyers.hpp"
#include "entrepot/world/catalogue.hpp"
#include "entrepot/world/contracts.hpp"
#include "entrepot/world/events.hpp"
#include "entrepot/world/exporters.hpp"
#include "entrepot/world/firms.hpp"
#include "entrepot/world/layers.hpp"
#include "entrepot/world/levers.hpp"
#include "entrepot/world/lot_index.hpp"
#include "entrepot/world/lots.hpp"
#include "entrepot/world/parameters.hpp"
#include "entrepot/world/products.hpp"
#include "entrepot/world/rules.hpp"
#include "entrepot/world/states.hpp"
#include "entrepot/world/table.hpp"
#include "entrepot/world/totals.hpp"

namespace entrepot {

struct World {
  std::int64_t quarter = 0;  ///< quarters since the start; 0 = the first
  Agents agents;
  States states;
  Exporters exporters;
  Firms firms;
  Labs labs;
  Products products;
  Buyers buyers;
  Sites sites;
  Lots lots;
  Accounts accounts;
  Payments payments;
  Levers levers;
  Rules rules;
  RuleClauses rule_clauses;
  RuleTargets rule_targets;
  Licences licences;
  Deals deals;
  Totals totals;
  EventCounts event_counts;
  OwnTables own;  ///< tables, columns and layers that stages bring along
  Parameters parameters;
  std::shared_ptr<const Catalogue> catalogue;  ///< what the stages of its model brought; never changes
  Digest scenario;                             ///< of the scenario that it came from
  std::shared_ptr<const Frame> frame;          ///< frozen layers
  /// Products x states: chips (whole numbers) that stand at a host's sites. Derived from the lots, which are the truth: the ledger keeps it in
  /// step, an audit compares its sums. Empty until somebody needs it; whoever writes lots by hand calls `derive`.
  std::vector<double> installed;
  /// Finds lots: derived from them as well, and kept in step likewise.
  LotIndex lot_index;
  /// Memory that stages use again from quarter to quarter; no part of the state.
  Scratch scratch;
};

namespace detail {
template <auto Member> constexpr TableInfo table(std::string_view name, std::string_view doc) {
  using M = MemberOf<decltype(Member)>;
  TableInfo info{name, doc, columns<typename M::column>, +[](void* w) -> void* { return &(static_cast<World*>(w)->*Member); }};
  info.file = file_of<typename M::column>;
  return info;
}
}  // namespace detail

/// The one list of World's own members; stages bring more (all_tables).
inline constexpr std::array tables{
    detail::table<&World::agents>("agents", "agents of every kind: states, firms, labs"),
    detail::table<&World::states>("states", "states"),
    detail::table<&World::exporters>("exporters", "the two exporters: home and rival"),
    detail::table<&World::firms>("firms", "firms"),
    detail::table<&World::labs>("labs", "AI labs"),
    detail::table<&World::products>("products", "chips"),
    detail::table<&World::buyers>("buyers", "one row a state or firm that buys"),
    detail::table<&World::sites>("sites", "one row for each owner and host"),
    detail::table<&World::lots>("lots", "lots of chips: the only truth about chips"),
    detail::table<&World::accounts>("accounts", "accounts of money"),
    detail::table<&World::payments>("payments", "money paid so far by reason"),
    detail::table<&World::levers>("levers", "strategies in force: exporter x layer x tier"),
    detail::table<&World::rules>("rules", "dated export rules"),
    detail::table<&World::rule_clauses>("rule_clauses", "which chips a rule controls"),
    detail::table<&World::rule_targets>("rule_targets", "for whom a rule holds"),
    detail::table<&World::licences>("licences", "licence applications and licences"),
    detail::table<&World::deals>("deals", "deals in force"),
    detail::table<&World::totals>("totals", "what accumulates over a run"),
    detail::table<&World::event_counts>("event_counts", "how many events there were"),
};
/// Members of World, then what the stages of its model brought.
std::vector<const TableInfo*> all_tables(const World& world);
std::vector<const TableInfo*> all_tables(const Catalogue* catalogue);
/// Throws UnknownName with the nearest table or column.
const TableInfo& find_table(const World& world, std::string_view name);
const TableInfo& find_table(const Catalogue* catalogue, std::string_view name);
const ColumnInfo& find_column(const TableInfo& table, std::string_view name);

/// Of every state and frozen column, the quarter, the parameters, the scenario and the frame.
Digest digest_of(const World& world);
bool operator==(const World& left, const World& right);
/// "table.column" and row where two worlds first part; empty column if nowhere.
Difference first_difference(const World& left, const World& right);

/// Rebuilds all that is derived from the lots: their index, what is installed, and with it stocks by host, power used, diverted.
void derive(World& world);
/// Counts what is installed.
void count_installed(World& world);
/// Stocks by host, power used and diverted, where the ledger has kept what is installed in step.
void derive_from_installed(World& world);

}  // namespace entrepot
