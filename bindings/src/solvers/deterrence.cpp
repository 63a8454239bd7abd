#include "entrepot/solvers/deterrence.hpp"

#include "entrepot/solvers/commitment.hpp"
#include "solvers.hpp"

namespace entrepot::binding {
namespace deterrence {

using solvers::BlackMarket, solvers::Commitment, solvers::Coverage;
struct OfferedMarket {
  BlackMarket market;
  Array sold;
};
std::vector<double> strategy_of(const Commitment& c) { return {c.strategy.data(), c.strategy.data() + c.strategy.size()}; }

}  // namespace deterrence

template <> inline constexpr auto record<deterrence::Coverage> =
    named<&deterrence::Coverage::coverage, &deterrence::Coverage::spent, &deterrence::Coverage::level, &deterrence::Coverage::attacker,
          &deterrence::Coverage::defender, &deterrence::Coverage::target>("Coverage", "coverage spent level attacker defender target");
template <> inline constexpr auto record<deterrence::BlackMarket> =
    named<&deterrence::BlackMarket::price, &deterrence::BlackMarket::premium, &deterrence::BlackMarket::quantity,
          &deterrence::BlackMarket::revenue>("BlackMarket", "price premium quantity revenue");
template <> inline constexpr auto record<deterrence::OfferedMarket> =
    named<&deterrence::OfferedMarket::market, &deterrence::OfferedMarket::sold>("OfferedMarket", "market sold");
template <> inline constexpr auto record<deterrence::Commitment> =
    named<&deterrence::strategy_of, &deterrence::Commitment::response, &deterrence::Commitment::leader, &deterrence::Commitment::follower>(
        "Commitment", "strategy response leader follower");

namespace deterrence {

/// `solve` for the payoffs of two players, the first in rows and the second in columns.
template <class Solve> auto game(Solve solve, const char* solver, const char* rows, const char* columns) {
  const auto read = [](const Reader& in, const char* argument, const Numbers& a) {
    using RowMajor = Eigen::Matrix<double, Eigen::Dynamic, Eigen::Dynamic, Eigen::RowMajor>;
    in.matrix(argument, a);
    return Eigen::MatrixXd(Eigen::Map<const RowMajor>(a.data(), a.shape(0), a.shape(1)));
  };
  return [=](const Numbers& one, const Numbers& two) {
    const Reader in{solver};
    return solve(read(in, rows, one), read(in, columns, two));
  };
}

Coverage stackelberg_coverage(const Numbers& high, const Numbers& low, const Numbers& lost, const Numbers& safe, double resources) {
  const Reader in{"stackelberg_coverage"};
  return solvers::stackelberg_coverage(in.row("attacker_uncovered", high), in.row("attacker_covered", low),
                                       in.row("defender_uncovered", lost), in.row("defender_covered", safe), resources);
}

OfferedMarket black_market_offers(double goods_price, double elasticity, double scale, const Numbers& break_even, const Numbers& capacity) {
  const Reader in{"black_market_offers"};
  const auto prices = in.row("break_even", break_even), amounts = in.row("capacity", capacity);
  OfferedMarket out;
  out.sold = filled(prices.size(),
                    [&](auto sold) { out.market = solvers::black_market_offers(goods_price, elasticity, scale, prices, amounts, sold); });
  return out;
}

void register_games(Room& room) {
  room.record<Commitment>("Leader's probabilities, the follower's response (ties in the leader's favour) and both payoffs.");
  room.def("commit_pure",
           game([](const auto&... payoffs) { return solvers::commit_pure(payoffs...); }, "commit_pure", "leader", "follower"), R"(
      Best pure commitment of the row player. Payoffs of both: matrices of one shape, a row an action of the leader.

      >>> commit_pure([[1, 3], [0, 2]], [[1, 0], [0, 1]]).leader
      2.0)",
           "leader"_a, "follower"_a);
  room.def("commit_mixed",
           game([](const auto&... payoffs) { return solvers::commit_mixed(payoffs...); }, "commit_mixed", "leader", "follower"), R"(
      Best mixed commitment of the row player; at most 6 rows and 12 columns. Source: Conitzer & Sandholm 2006.

      >>> result = commit_mixed([[1, 3], [0, 2]], [[1, 0], [0, 1]])
      >>> result.strategy, result.leader
      (array([0.5, 0.5]), 2.5))",
           "leader"_a, "follower"_a);
  room.def("pure_nash",
           game([](const auto&... payoffs) { return solvers::pure_nash(payoffs...); }, "pure_nash", "row_player", "column_player"), R"(
      Pure Nash equilibria as (row, column), in the order of rows. Payoffs of both: matrices of one shape.

      >>> pure_nash([[1, 3], [0, 2]], [[1, 0], [0, 1]])
      [(0, 0)])",
           "row_player"_a, "column_player"_a);
}

}  // namespace deterrence

void register_deterrence(Room& room) {
  room.def("detection_hazard", elementwise(&solvers::detection_hazard), R"(
      Probability of detection after effort, 1 - (1 - q0) exp(-eta x).

      base_probability q0 in [0, 1], efficiency eta and effort x >= 0. Arrays are broadcast.

      >>> detection_hazard(0.1, 0.05, [0.0, 10.0]).round(6)
      array([0.1     , 0.454122]))",
           "base_probability"_a, "efficiency"_a, "effort"_a);
  room.record<deterrence::Coverage>(
      "Coverage of every target, its sum, the water level v, both payoffs at the attacker's best reply, and the target attacked.");
  room.def("stackelberg_coverage", &deterrence::stackelberg_coverage, R"(
      Coverage by a defender who commits first: ORIGAMI water-filling.

      c_i = clip((Ua_unc - v)/(Ua_unc - Ua_cov), 0, 1) with sum c = m. Payoffs of one length, attacker_covered <= attacker_uncovered,
      resources m >= 0. The budget is spent in full, or until every target that can be covered is. Source: Kiekintveld et al. 2009.

      >>> result = stackelberg_coverage([10, 6, 4, 1], [-2] * 4, [-10, -6, -4, -1], [0] * 4, 1.0)
      >>> result.coverage.round(4)
      array([0.5556, 0.3333, 0.1111, 0.    ])
      >>> round(result.attacker, 4), round(result.defender, 4)
      (3.3333, -3.5556))",
           "attacker_uncovered"_a, "attacker_covered"_a, "defender_uncovered"_a, "defender_covered"_a, "resources"_a);
  room.record<deterrence::BlackMarket>("Price, premium over the legal price, quantity and smugglers' revenue.");
  room.def("black_market", &solvers::black_market, R"(
      Black market with free entry: price at break-even, demand scale (p/p0)^(-elasticity).

      goods_price p0 > 0; cost and fine >= 0 as shares of it; interdiction in [0, 1); elasticity, scale >= 0. More interdiction raises
      smugglers' revenue if demand is inelastic, and lowers it if it is elastic. Source: Becker, Murphy & Grossman 2006.

      >>> round(black_market(1.0, 0.05, 0.18, 1.0, 0.6).premium, 12)
      0.5
      >>> black_market(1.0, 0.05, 0.5, 1.0, 0.6).revenue > black_market(1.0, 0.05, 0.1, 1.0, 0.6).revenue
      True)",
           "goods_price"_a, "cost"_a, "interdiction"_a, "fine"_a, "elasticity"_a, "scale"_a = 1.0);
  room.record<deterrence::OfferedMarket>("A black market before entry, and what each offer sells.");
  room.def("black_market_offers", &deterrence::black_market_offers, R"(
      Black market before entry: the price at which demand meets the capacity of those who break even at it, cheapest first.

      break_even > 0 and capacity >= 0 by offer; elasticity > 0, scale >= 0 as in `black_market`.

      >>> market, sold = black_market_offers(1.0, 1.0, 12.0, [4.0, 1.0, 2.0], [9.0, 3.0, 2.0])
      >>> round(market.price, 12), sold
      (2.4, array([0., 3., 2.])))",
           "goods_price"_a, "elasticity"_a, "scale"_a, "break_even"_a, "capacity"_a);
  deterrence::register_games(room);
}

}  // namespace entrepot::binding
