// world/stage.hpp: what a decision sees and how stages are strung together. Stands below decisions/, so that a stage needs nothing of run/
// and nothing of scenario/.
#pragma once
#include <concepts>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/base/luck.hpp"
#include "entrepot/world/world.hpp"

namespace entrepot {

/// Receives event rows of the kinds that were asked for. Nothing of it comes back into a run.
struct EventSink {
  Bits<EventKind> wanted;
  EventRows rows;
};

/// One stage of one quarter of one run.
struct Turn {
  RunKey key;
  std::int64_t quarter = 0;
  EventSink* sink = nullptr;
  Luck luck(Purpose p) const { return {key, static_cast<std::uint64_t>(quarter), p}; }
};
void add_row(EventRows& rows, const Event& event);
/// Whether rows of a kind are asked for: if not, events of one kind may be counted together.
inline bool wanted(const Turn& turn, EventKind kind) { return turn.sink != nullptr && turn.sink->wanted.has(kind); }
inline void count(World& world, EventKind kind, std::int64_t n) { world.event_counts.count[static_cast<std::size_t>(kind)] += n; }
/// Counts an event in the World and hands the row to the sink if it wants it. Inline: thousands a quarter are only counted.
inline void emit(World& world, const Turn& turn, const Event& event) {
  count(world, event.kind, 1);
  if (wanted(turn, event.kind)) add_row(turn.sink->rows, event);
}

/// A stage: a plain struct with a name, its parameters, and decide and apply. decide cannot write: its World is const.
template <class S>
concept Decision = requires(const S s, const World& frozen, World& world, const Turn& turn) {
  { S::name } -> std::convertible_to<std::string_view>;
  typename S::Parameters;
  requires all_listed<typename S::Parameters>();
  s.apply(world, s.decide(frozen, turn), turn);
};

/// A stage of any type as a value.
class Stage {
  std::string name_;
  std::span<const ParameterInfo> reads_;
  std::function<void(World&, const Turn&)> run_;

 public:
  template <Decision S> Stage(S stage)  // NOLINT: a decision is meant to be written where a stage is expected
      : name_{S::name}, reads_{parameters<typename S::Parameters>}, run_{[s = std::move(stage)](World& w, const Turn& t) {
          s.apply(w, s.decide(w, t), t);
        }} {}
  /// A stage that is only a function (Python decisions, tests).
  Stage(std::string name, std::function<void(World&, const Turn&)> run) : name_{std::move(name)}, run_{std::move(run)} {}
  const std::string& name() const { return name_; }
  std::span<const ParameterInfo> reads() const { return reads_; }
  void operator()(World& world, const Turn& turn) const { run_(world, turn); }
};

}  // namespace entrepot
