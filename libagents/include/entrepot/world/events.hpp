// world/events.hpp: events. A kind is a plain struct with a list of its fields; World counts the events of each kind, rows go to whoever asked
// for them and never come back into a run. Every event has a number in its run, and may name the event that caused it.
//
//   struct Seizure { AgentId by; double h100e; };
//   template <> inline constexpr auto entrepot::fields<Seizure> = std::array{
//       entrepot::field<&Seizure::by>("by", "agent", "who seized"), entrepot::field<&Seizure::h100e>("h100e", "H100e", "how much")};
//   static constexpr auto events = std::array{entrepot::event<Seizure>("seizure", "a site was seized")};   // in the stage
//   emit(world, turn, Seizure{host, 1e4});                                                                   // in its apply
#pragma once
#include <cstring>
#include <limits>
#include <memory>

#include "entrepot/base/column.hpp"

namespace entrepot {

/// Number of an event in its run, from 0; the same whoever records what.
using EventId = std::int64_t;
inline constexpr EventId no_event = -1;

struct FieldInfo {
  std::string_view name, unit, doc;
  DType type = DType::f64;
  std::string_view target;                  ///< of ids: the table whose rows they are
  std::span<const std::string_view> names;  ///< of enumerations: names of the enumerators
  std::size_t (*offset_of)() = nullptr;     ///< of a member; null: `offset`
  std::size_t offset = 0;
  std::size_t at() const { return offset_of != nullptr ? offset_of() : offset; }
};

/// One field of an event; the member pointer is the only place where its type appears.
template <auto Member> consteval FieldInfo field(std::string_view name, std::string_view unit, std::string_view doc) {
  using M = detail::MemberOf<decltype(Member)>;
  using Row = typename M::table;
  using Value = typename M::column;
  return {name, unit, doc, detail::dtype<Value>(), detail::target_of<Value>(), detail::enumerators_of<Value>(), +[]() -> std::size_t {
            static const Row row{};
            return static_cast<std::size_t>(reinterpret_cast<const char*>(&(row.*Member)) - reinterpret_cast<const char*>(&row));  // NOLINT
          }};
}
/// The fields of a kind of event; specialised beside its struct.
template <class Row> inline constexpr std::array<FieldInfo, 0> fields{};

struct EventInfo {
  std::string_view name, doc;
  std::span<const FieldInfo> fields;
  std::size_t size = 0;  ///< bytes a row
};
template <class Row> consteval EventInfo event(std::string_view name, std::string_view doc) {
  static_assert(std::is_trivially_copyable_v<Row>, "an event is plain data");
  static_assert(!fields<Row>.empty(), "an event has a list of its fields: entrepot::fields<Row>");
  return {name, doc, fields<Row>, sizeof(Row)};
}

struct EventCounts {
  std::vector<std::int64_t> count;  // one row a kind
};
template <> inline constexpr auto columns<EventCounts> = std::array{
    column<&EventCounts::count>("count", "events", "events of each kind so far, in the order of the model's kinds"),
};
static_assert(all_described<EventCounts>());

/// Rows of one kind.
struct EventRows {
  const EventInfo* kind = nullptr;
  std::vector<EventId> id, cause;
  std::vector<std::int32_t> quarter;
  std::vector<std::byte> rows;  ///< as many structs

  std::size_t size() const { return id.size(); }
  template <class Row> Row at(std::size_t i) const {
    Row row;
    std::memcpy(&row, rows.data() + i * sizeof(Row), sizeof(Row));
    return row;
  }
  template <class Row> std::vector<Row> all() const {
    std::vector<Row> out(size());
    std::memcpy(out.data(), rows.data(), rows.size());
    return out;
  }
};

/// Receives event rows of the kinds that were asked for.
struct EventSink {
  std::shared_ptr<const struct Catalogue> catalogue;  ///< whose kinds these are
  std::vector<std::uint8_t> wanted;                   ///< by kind of the model; empty: none
  std::vector<EventRows> rows;                        ///< by kind
};

}  // namespace entrepot
