#include "entrepot/world/frame.hpp"

#include <stdexcept>
#include <utility>
#include <vector>

namespace entrepot {
namespace {

Csr graph_of(std::size_t states, const std::vector<StateId>& source, const std::vector<StateId>& target, const std::vector<double>& value) {
  std::vector<std::pair<std::int32_t, std::int32_t>> ends;
  std::vector<Weight> weights;
  for (std::size_t i = 0; i < source.size(); ++i) {
    if (!source[i] || !target[i] || source[i].index() >= states || target[i].index() >= states)
      throw std::out_of_range("an edge of the frame names no state");
    ends.emplace_back(source[i].row, target[i].row);
    weights.push_back({value[i]});
  }
  return Csr(boost::edges_are_unsorted_multi_pass, ends.begin(), ends.end(), weights.begin(), static_cast<std::int32_t>(states));
}

}  // namespace

std::shared_ptr<const Frame> make_frame(std::size_t states, AllianceEdges alliance, TradeEdges trade, int first_quarter) {
  auto frame = std::make_shared<Frame>();
  frame->alliance = graph_of(states, alliance.source, alliance.target, alliance.depth);
  frame->trade = graph_of(states, trade.source, trade.target, trade.share);
  DigestStream bytes;
  absorb(bytes, columns<AllianceEdges>, &alliance);
  absorb(bytes, columns<TradeEdges>, &trade);
  bytes.add(&first_quarter, sizeof first_quarter);
  frame->first_quarter = first_quarter;
  frame->digest = bytes.value();
  frame->alliance_edges = std::move(alliance);
  frame->trade_edges = std::move(trade);
  return frame;
}

}  // namespace entrepot
