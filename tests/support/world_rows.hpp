// tests/support/world_rows.hpp: rows of tables that every World made by hand has.
#pragma once
#include "entrepot/base/luck.hpp"
#include "entrepot/world/lookups.hpp"

namespace entrepot::testing {

template <class Table> void rows(Table& table, std::size_t n) { resize(columns<Table>, &table, n); }

/// Agents of all states, firms and labs that are there, each with an account.
void bring_to_life(World& world);
/// Of all else the first values.
BuyerId add_buyer(World& world, AgentId agent, double weight);
SiteId add_site(World& world, AgentId owner, StateId host, std::uint64_t key, double share);
void add_lot(World& world, ProductId product, Place place, SiteId site, std::int64_t chips, bool diverted = false, std::int32_t cohort = 0);
/// Rows of payments, of counts of events and of totals.
void add_sums(World& world);
/// The cells of both exporters: free, without a threshold or a cap.
void add_levers(World& world);

}  // namespace entrepot::testing
