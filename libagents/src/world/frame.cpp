#include "entrepot/world/frame.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>
#include <vector>

namespace entrepot {
namespace {

void check_ends(std::size_t states, const std::vector<StateId>& ends) {
  if (std::any_of(ends.begin(), ends.end(), [&](StateId end) { return !end || end.index() >= states; }))
    throw std::out_of_range("an edge of the frame names no state");
}

}  // namespace

std::shared_ptr<const Frame> make_frame(std::size_t states, AllianceEdges alliance, TradeEdges trade, int first_quarter) {
  for (const auto* ends : {&alliance.source, &alliance.target, &trade.source, &trade.target}) check_ends(states, *ends);
  DigestStream bytes;
  add_columns(bytes, columns<AllianceEdges>, &alliance);
  add_columns(bytes, columns<TradeEdges>, &trade);
  bytes.add(&first_quarter, sizeof first_quarter);
  auto frame = std::make_shared<Frame>();
  frame->first_quarter = first_quarter;
  frame->digest = bytes.value();
  frame->alliance_edges = std::move(alliance);
  frame->trade_edges = std::move(trade);
  return frame;
}

}  // namespace entrepot
