// The frozen layers: alliances and trade.
#include "entrepot/world/frame.hpp"
#include "scenario/read/draft.hpp"

namespace entrepot::reading {
namespace {

template <class Edges> void read_ends(Draft& draft, Table table, Columns& c, Edges& edges) {
  const auto sources = c.references("source"), targets = c.references("target");
  std::unordered_map<std::uint64_t, std::uint32_t> line_of;
  line_of.reserve(c.rows());
  for (std::size_t i = 0; i < c.rows(); ++i) {
    edges.source.push_back(StateId{sources[i]});
    edges.target.push_back(StateId{targets[i]});
    if (sources[i] < 0 || targets[i] < 0) continue;
    if (sources[i] == targets[i])
      draft.problems.add(c.at(i, "target"), "loop",
                         std::string(spec(table).name) + " of " + std::string(c.raw(i, "source")) + " with itself", "remove the row");
    const std::uint64_t pair = (static_cast<std::uint64_t>(sources[i]) << 32U) | static_cast<std::uint64_t>(targets[i]);
    const auto [at, fresh] = line_of.emplace(pair, c.at(i, "source").line);
    if (!fresh)
      draft.problems.add(c.at(i, "source"), "repeated-row",
                         std::string(c.raw(i, "source")) + " to " + std::string(c.raw(i, "target")) + " stands in line " +
                             std::to_string(at->second) + " already",
                         "remove one of the rows");
  }
}

}  // namespace

void read_layers(Draft& draft) {
  AllianceEdges alliance;
  TradeEdges trade;
  if (draft.has_table(Table::alliance)) {
    draft.nobody_reads(Table::alliance);
    Columns c = draft.columns(Table::alliance);
    read_ends(draft, Table::alliance, c, alliance);
    alliance.depth = c.numbers("depth");
  }
  if (draft.has_table(Table::trade)) {
    draft.nobody_reads(Table::trade);
    Columns c = draft.columns(Table::trade);
    read_ends(draft, Table::trade, c, trade);
    trade.share = c.numbers("share");
    std::vector<double> imports(draft.indexes.states.names().size(), 0.0);
    std::vector<std::size_t> last(imports.size());
    for (std::size_t i = 0; i < c.rows(); ++i) {
      if (!trade.target[i] || !(trade.share[i] > 0.0)) continue;
      imports[trade.target[i].index()] += trade.share[i];
      last[trade.target[i].index()] = i;
    }
    for (std::size_t s = 0; s < imports.size(); ++s)
      if (imports[s] > 1.0 + 1e-9)
        draft.problems.add(c.at(last[s], "share"), "shares-sum",
                           std::string("the shares of the imports of ") + draft.indexes.states.names()[s] + " sum to " + about(imports[s]),
                           "they are shares of all imports: at most 1 together");
  }
  if (draft.problems.empty())
    draft.out.start.frame = make_frame(draft.out.start.states.id.size(), std::move(alliance), std::move(trade),
                                       static_cast<int>((draft.out.start_date.month - 1) / 3));
}

}  // namespace entrepot::reading
