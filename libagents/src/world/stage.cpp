#include "entrepot/world/stage.hpp"

#include <algorithm>
#include <numeric>

#include "entrepot/base/errors.hpp"

namespace entrepot {

std::size_t event_row(const World& world, const FieldInfo* fields) {
  if (world.catalogue) {
    const std::vector<EventInfo>& kinds = world.catalogue->events;
    for (std::size_t k = 0; k < kinds.size(); ++k)
      if (kinds[k].fields.data() == fields) return k;
  }
  throw UnknownName("kind of event in this World's model", fields != nullptr ? fields->name : "", "");
}

std::int64_t event_count(const World& world, std::string_view kind) {
  if (!world.catalogue) return 0;
  const std::vector<EventInfo>& kinds = world.catalogue->events;
  const auto at = std::find_if(kinds.begin(), kinds.end(), [&](const EventInfo& e) { return e.name == kind; });
  return at == kinds.end() ? 0 : world.event_counts.count[static_cast<std::size_t>(at - kinds.begin())];
}

EventId detail::emit(World& world, const Turn& turn, std::size_t kind, const void* row, EventId cause) {
  std::vector<std::int64_t>& counts = world.event_counts.count;
  const EventId id = std::accumulate(counts.begin(), counts.end(), std::int64_t{0});
  ++counts[kind];
  if (turn.sink == nullptr || turn.sink->wanted.empty() || turn.sink->wanted[kind] == 0) return id;
  EventRows& rows = turn.sink->rows[kind];
  rows.id.push_back(id);
  rows.cause.push_back(cause);
  rows.quarter.push_back(static_cast<std::int32_t>(turn.quarter));
  const auto* bytes = static_cast<const std::byte*>(row);
  rows.rows.insert(rows.rows.end(), bytes, bytes + rows.kind->size);
  return id;
}

Stage::Stage(std::string name, Step run) {
  Body body;
  body.info.name = std::move(name);
  body.run = std::move(run);
  body_ = std::make_shared<const Body>(std::move(body));
}

void Stage::outcomes(const World& world, std::span<double> values) const {
  if (body_->outcome_values) return body_->outcome_values(world, values);
  for (std::size_t i = 0; i < body_->info.outcomes.size(); ++i) values[i] = body_->info.outcomes[i].value(world);
}

bool Stage::gives_outcomes() const {
  const auto has_value = [](const OutcomeInfo& o) { return o.value != nullptr; };
  return body_->outcome_values || std::all_of(body_->info.outcomes.begin(), body_->info.outcomes.end(), has_value);
}

bool Stage::may_write(std::string_view table, std::string_view column) const {
  if (!body_->info.declares_writes) return true;
  return std::any_of(body_->info.writes.begin(), body_->info.writes.end(), [&](std::string_view w) {
    return w == table ||
           (w.size() == table.size() + 1 + column.size() && w.starts_with(table) && w[table.size()] == '.' && w.ends_with(column));
  });
}

}  // namespace entrepot
