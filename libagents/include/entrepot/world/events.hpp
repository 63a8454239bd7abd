// world/events.hpp: events. World keeps how many of each kind there were; rows go to whoever asked for them and never come back into a run.
#pragma once
#include "entrepot/base/column.hpp"
#include "entrepot/world/agents.hpp"

namespace entrepot {

enum class EventKind : std::uint8_t { application, approval, denial, order, delivery, redesign, release, retirement };
inline constexpr std::array<std::string_view, 8> event_names{"application", "approval", "denial",  "order",
                                                             "delivery",    "redesign", "release", "retirement"};

template <> inline constexpr auto enumerator_names<EventKind> = event_names;

struct EventCounts {
  std::vector<std::int64_t> count;  // one row a kind
};
template <> inline constexpr auto columns<EventCounts> = std::array{
    column<&EventCounts::count>("count", "events",
                                "events of each kind so far: application approval denial order delivery redesign release retirement"),
};
static_assert(all_described<EventCounts>());

/// One event. What the numbers mean depends on the kind: docs/model, "Events".
struct Event {
  std::int32_t quarter;
  EventKind kind;
  AgentId agent;
  ExporterId exporter;
  ProductId product;
  double quantity, value;
};

/// Rows of the kinds that were asked for.
struct EventRows {
  std::vector<std::int32_t> quarter;
  std::vector<EventKind> kind;
  std::vector<AgentId> agent;
  std::vector<ExporterId> exporter;
  std::vector<ProductId> product;
  std::vector<double> quantity, value;
};
template <> inline constexpr auto columns<EventRows> = std::array{
    column<&EventRows::quarter>("quarter", "quarter", "when"),
    column<&EventRows::kind>("kind", "-", "0 application 1 approval 2 denial 3 order 4 delivery 5 redesign 6 release 7 retirement"),
    column<&EventRows::agent>("agent", "agent", "who: applicant, buyer, vendor or owner"),
    column<&EventRows::exporter>("exporter", "exporter", "whose rules or chips, or none"),
    column<&EventRows::product>("product", "product", "which chip, or none"),
    column<&EventRows::quantity>("quantity", "chips or H100e", "licences H100e, else chips"),
    column<&EventRows::value>("value", "USD or quarters",
                              "order and delivery: price; approval and denial: wait; redesign and release: q_train"),
};
static_assert(all_described<EventRows>());

}  // namespace entrepot
