// world/stage.hpp: what a stage is: a plain struct that decides on a World that it cannot change, then applies; and what it says of itself, once.
// Stands below decisions/, so that a stage needs nothing of run/ and nothing of scenario/.
//
//   struct Sanction {
//     struct Parameters { double severity; };                         // with its list, entrepot::parameters<Sanction::Parameters>
//     static constexpr std::string_view name = "sanction";
//     static constexpr std::array writes{std::string_view("sanctions"), std::string_view("states.align")};
//     Proposals decide(const World&, const Turn&) const;
//     void apply(World&, const Proposals&, const Turn&) const;
//   };
//
// All else is optional: Parameters, levers, tables, events, outcomes, set_up, first_day (StageInfo says what each is).
#pragma once
#include <concepts>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/base/luck.hpp"
#include "entrepot/world/world.hpp"

namespace entrepot {

/// One stage of one quarter of one run.
struct Turn {
  RunKey key;
  std::int64_t quarter = 0;
  EventSink* sink = nullptr;
  Luck luck(Purpose p) const { return {key, static_cast<std::uint64_t>(quarter), p}; }
};

/// Row of a kind in `event_counts` and in a sink. Throws UnknownName if no stage of this World's model has it.
std::size_t event_row(const World& world, const FieldInfo* fields);
/// How many events of a kind there were.
template <class Row> std::int64_t event_count(const World& world) { return world.event_counts.count[event_row(world, fields<Row>.data())]; }
/// The same by name; 0 if no stage of the World's model has the kind.
std::int64_t event_count(const World& world, std::string_view kind);
/// Whether rows of a kind are asked for: if not, events of one kind may be counted together.
template <class Row> bool wanted(const World& world, const Turn& turn) {
  return turn.sink != nullptr && !turn.sink->wanted.empty() && turn.sink->wanted[event_row(world, fields<Row>.data())] != 0;
}
template <class Row> void count(World& world, std::int64_t n) { world.event_counts.count[event_row(world, fields<Row>.data())] += n; }
namespace detail {
EventId emit(World& world, const Turn& turn, std::size_t kind, const void* row, EventId cause);
}
/// Counts an event in the World and hands the row to the sink if it wants it. Returns its number, which events that follow from it may name.
template <class Row> EventId emit(World& world, const Turn& turn, const Row& row, EventId cause = no_event) {
  return detail::emit(world, turn, event_row(world, fields<Row>.data()), &row, cause);
}

/// What a run comes to: a number read from its World.
struct OutcomeInfo {
  std::string_view name, unit, doc;
  int direction = 0;                        ///< 1: more is better for whoever wants it, -1: less; 0: neither
  double (*value)(const World&) = nullptr;  ///< null where the stage's `outcome_values` gives all of them at once
};

/// What a stage says of itself. Lists are those of the stage's type and live as long as the program; what is made at run time is held by the stage.
struct StageInfo {
  std::string name;
  std::span<const ParameterInfo> parameters;
  std::span<const LeverInfo> levers;
  std::span<const TableInfo> tables;  ///< that it brings along
  std::span<const EventInfo> events;
  std::span<const OutcomeInfo> outcomes;
  std::span<const std::string_view> writes;  ///< "table" or "table.column": all that it may change
  bool declares_writes = false;              ///< if not, it may change everything
};

/// A stage: a plain struct with a name and decide and apply. decide cannot write: its World is const.
template <class S>
concept Decision = requires(const S s, const World& frozen, World& world, const Turn& turn) {
  { S::name } -> std::convertible_to<std::string_view>;
  s.apply(world, s.decide(frozen, turn), turn);
};
/// What only sets first values has a name and set_up or first_day.
template <class S>
concept FirstValues = requires {
  { S::name } -> std::convertible_to<std::string_view>;
}
&&(
    requires(const S s, World& w, const Turn& t) { s.set_up(w, t); } ||
    requires(const S s, World& w, const Turn& t) { s.first_day(w, t); });

namespace detail {
template <class S> StageInfo info_of() {
  StageInfo info;
  info.name = S::name;
  if constexpr (requires { typename S::Parameters; }) {
    static_assert(all_listed<typename S::Parameters>(), "a parameter of the stage is not in its list");
    info.parameters = parameters<typename S::Parameters>;
  }
  if constexpr (requires { S::levers; }) info.levers = S::levers;
  if constexpr (requires { S::tables; }) info.tables = S::tables;
  if constexpr (requires { S::events; }) info.events = S::events;
  if constexpr (requires { S::outcomes; }) info.outcomes = S::outcomes;
  if constexpr (requires { S::writes; }) {
    info.writes = S::writes;
    info.declares_writes = true;
  }
  return info;
}
}  // namespace detail

/// A stage of any type as a value. Copies share what they hold: a stage does not change.
class Stage {
 public:
  using Step = std::function<void(World&, const Turn&)>;
  using Values = std::function<void(const World&, std::span<double>)>;
  struct Body {
    StageInfo info;
    Step run;        ///< decide and apply; empty: nothing to do in a quarter
    Step set_up;     ///< first values whatever the strategies are, before they are applied; in the order of stages
    Step first_day;  ///< first values under the strategies; in the order of stages
    Values outcome_values;
    std::shared_ptr<const void> kept;
  };

  template <class S>
  requires(Decision<S> || FirstValues<S>) Stage(S stage) {  // NOLINT: a decision is meant to be written where a stage is expected
    Body body;
    body.info = detail::info_of<S>();
    const auto s = std::make_shared<const S>(std::move(stage));
    if constexpr (Decision<S>) body.run = [s](World& w, const Turn& t) { s->apply(w, s->decide(w, t), t); };
    if constexpr (requires(const S x, World& w, const Turn& t) { x.set_up(w, t); })
      body.set_up = [s](World& w, const Turn& t) { s->set_up(w, t); };
    if constexpr (requires(const S x, World& w, const Turn& t) { x.first_day(w, t); })
      body.first_day = [s](World& w, const Turn& t) { s->first_day(w, t); };
    if constexpr (requires(const World& w, std::span<double> v) { S::outcome_values(w, v); }) body.outcome_values = &S::outcome_values;
    body_ = std::make_shared<const Body>(std::move(body));
  }
  /// A stage that was put together at run time (Python decisions, tests).
  explicit Stage(Body body) : body_{std::make_shared<const Body>(std::move(body))} {}
  Stage(std::string name, Step run);

  const std::string& name() const { return body_->info.name; }
  const StageInfo& info() const { return body_->info; }
  const std::shared_ptr<const void>& kept() const { return body_->kept; }
  /// Whether it does something in a quarter.
  bool is_quarterly() const { return static_cast<bool>(body_->run); }
  void operator()(World& world, const Turn& turn) const { body_->run(world, turn); }
  void set_up(World& world, const Turn& turn) const {
    if (body_->set_up) body_->set_up(world, turn);
  }
  void first_day(World& world, const Turn& turn) const {
    if (body_->first_day) body_->first_day(world, turn);
  }
  /// Values of its outcomes, as many as it lists.
  void outcomes(const World& world, std::span<double> values) const;
  /// Whether each outcome that it lists has a value.
  bool gives_outcomes() const;
  /// Whether it says that it writes the column.
  bool may_write(std::string_view table, std::string_view column) const;

 private:
  std::shared_ptr<const Body> body_;
};

}  // namespace entrepot
