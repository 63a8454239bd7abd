// Layers: edges between rows of a table. Those of the frame are alliances and trade; stages bring more, with other tables of their own.
#include <algorithm>
#include <unordered_map>

#include "entrepot/world/frame.hpp"
#include "scenario/read/draft.hpp"

namespace entrepot::reading {
namespace {

/// No edge leads back to where it begins, none stands twice.
void check_edges(Draft& draft, const Columns& c, std::span<const std::int32_t> sources, std::span<const std::int32_t> targets) {
  std::unordered_map<std::uint64_t, std::uint32_t> line_of;
  line_of.reserve(c.rows());
  for (std::size_t i = 0; i < c.rows(); ++i) {
    if (sources[i] < 0 || targets[i] < 0) continue;
    if (sources[i] == targets[i])
      draft.problems.add(c.at(i, "target"), "loop", std::string(c.spec().name) + " of " + std::string(c.raw(i, "source")) + " with itself",
                         "remove the row");
    const std::uint64_t pair = (static_cast<std::uint64_t>(sources[i]) << 32U) | static_cast<std::uint64_t>(targets[i]);
    const auto [at, fresh] = line_of.emplace(pair, c.at(i, "source").line);
    if (!fresh)
      draft.problems.add(c.at(i, "source"), "repeated-row",
                         std::string(c.raw(i, "source")) + " to " + std::string(c.raw(i, "target")) + " stands in line " +
                             std::to_string(at->second) + " already",
                         "remove one of the rows");
  }
}

std::span<const std::int32_t> ends(const TableInfo& layer, const void* table, std::string_view end) {
  const View view = find_column(layer, end).view(table);
  return {static_cast<const std::int32_t*>(view.data), view.rows};
}

std::optional<Columns> fill_layer(Draft& draft, std::string_view name, void* into) {
  auto c = draft.fill(name, into);
  if (!c) return c;
  const TableSpec& spec = c->spec();
  if (std::equal(edge_key.begin(), edge_key.end(), spec.key.begin(), spec.key.end()))  // else there may be several between two
    check_edges(draft, *c, ends(*spec.table, into, "source"), ends(*spec.table, into, "target"));
  return c;
}

/// Shares of all imports of a state.
void check_imports(Draft& draft, const Columns& c, const TradeEdges& trade) {
  const std::vector<std::string>& states = draft.index(StateTag::table).names();
  std::vector<double> imports(states.size(), 0.0);
  std::vector<std::size_t> last(imports.size());
  for (std::size_t i = 0; i < c.rows(); ++i) {
    if (!trade.target[i] || !(trade.share[i] > 0.0)) continue;
    imports[trade.target[i].index()] += trade.share[i];
    last[trade.target[i].index()] = i;
  }
  for (std::size_t s = 0; s < imports.size(); ++s)
    if (imports[s] > 1.0 + 1e-9)
      draft.problems.add(c.at(last[s], "share"), "shares-sum",
                         std::string("the shares of the imports of ") + states[s] + " sum to " + about(imports[s]),
                         "they are shares of all imports: at most 1 together");
}

}  // namespace

void read_layers(Draft& draft) {
  AllianceEdges alliance;
  TradeEdges trade;
  if (fill_layer(draft, "alliance", &alliance)) draft.nobody_reads("alliance");
  if (const auto c = fill_layer(draft, "trade", &trade)) {
    draft.nobody_reads("trade");
    check_imports(draft, *c, trade);
  }
  if (draft.problems.empty())
    draft.out.start.frame = make_frame(draft.out.start.states.id.size(), std::move(alliance), std::move(trade),
                                       static_cast<int>((draft.out.start_date.month - 1) / 3));
}

void read_brought(Draft& draft) {
  World& world = draft.out.start;
  draft.out.model.equip(world);
  for (const TableInfo& t : draft.out.model.catalogue()->tables) {
    if (t.file.path.empty()) continue;
    if (t.kind == TableKind::layer) fill_layer(draft, t.name, t.of(world));
    else draft.fill(t.name, t.of(world));
    world.own.settle(world);  // what follows may be more columns of it
  }
}

}  // namespace entrepot::reading
