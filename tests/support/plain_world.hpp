// tests/support/plain_world.hpp: a market small enough to work out by hand, for tests of single rules.
#pragma once
#include <vector>

#include "entrepot/run/model.hpp"
#include "support/generated_world.hpp"
#include "support/world_rows.hpp"

namespace entrepot::testing {

/// Rows of the plain world.
namespace plain {
inline constexpr StateId home{0}, rival{1}, swing{2}, adversary{3};  // as the home exporter sees them; also buyers 0 to 3
inline constexpr BuyerId cloud_buyer{4};
inline constexpr FirmId maker{0}, rivals_maker{1}, cloud{2};
inline constexpr ProductId chip{0}, rivals_chip{1};
inline constexpr SiteId at_home{0}, at_swing{2}, abroad{5};  // abroad: the cloud's in the swing state
}  // namespace plain

/// Two exporters, a swing state and an adversary of the first; a chip of each exporter and a cloud of the first. Every number is set here, not by
/// `initialise`: no tastes, no rule, no stock, nothing scarce, everybody's first cost 12,000 USD per H100e (training) and 6,000.
World plain_world();
/// Nothing to rent: who lets has no budget.
void close_cloud(World& world);
/// One more product; the specifications of a row that is there.
ProductId add_product(World& world, ProductId like);
/// A rule of the first exporter: no chip from 4,800 TPP on for group D5, which is the adversary.
void add_rule(World& world, std::int32_t effective);
std::size_t add_licence(World& world, AgentId buyer, std::size_t exporter, Route route, LicenceStage stage);
/// One stage at the World's quarter; the events of a kind.
template <class Row> std::vector<Row> run_for_events(World& world, std::string_view stage, RunKey key) {
  const std::size_t kind = event_row(world, fields<Row>.data());
  const std::string name(standard_model().events()[kind].name);
  EventSink sink = standard_model().sink_for({&name, 1});
  standard_model().run_stage(world, stage, key, &sink);
  return sink.rows[kind].template all<Row>();
}

}  // namespace entrepot::testing
