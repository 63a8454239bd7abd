#include "entrepot/solvers/markets.hpp"

#include "solvers.hpp"

namespace entrepot::binding {
namespace markets {

struct NestedLogit {
  Array shares;
  FloatOrArray outside_share, logsum;
};
struct Rationing {
  Array allocation;
  double level;
};
struct Clearing {
  double price;
  Array quantity, shadow;
};

}  // namespace markets

template <> inline constexpr auto record<markets::NestedLogit> =
    named<&markets::NestedLogit::shares, &markets::NestedLogit::outside_share, &markets::NestedLogit::logsum>(
        "NestedLogit", "shares outside_share logsum");
template <>
inline constexpr auto record<markets::Rationing> = named<&markets::Rationing::allocation, &markets::Rationing::level>("Rationing",
                                                                                                                      "allocation level");
template <> inline constexpr auto record<markets::Clearing> =
    named<&markets::Clearing::price, &markets::Clearing::quantity, &markets::Clearing::shadow>("Clearing", "price quantity shadow");

namespace markets {

NestedLogit nested_logit(const Numbers& utility, const Numbers& outside, const Numbers& nest_of, const Numbers& dissimilarity) {
  const Reader in{"nested_logit"};
  const bool many = utility.ndim() > 1;
  const auto v = many ? in.matrix("utility", utility) : in.number_or_row("utility", utility);
  const auto v0 = in.number_or_row("outside", outside), lambda = in.row("lambda", dissimilarity);
  std::vector<std::int32_t> nests;
  for (const double h : in.row("nest_of", nest_of)) nests.push_back(in.whole("nest_of", h));
  Array shares = many ? Array({utility.shape(0), utility.shape(1)}) : Array(utility.size());
  Array out(outside.size()), logsum(outside.size());
  solvers::NestedLogitWorkspace workspace;
  solvers::nested_logit(v, v0, nests, lambda, {shares.mutable_data(), v.size()}, {out.mutable_data(), v0.size()},
                        {logsum.mutable_data(), v0.size()}, workspace);
  if (many) return {shares, {out}, {logsum}};
  return {shares, {py::float_(out.at(0))}, {py::float_(logsum.at(0))}};
}

Array diversion_ratios(const Numbers& before, const Numbers& after, std::int64_t gone) {
  const Reader in{"diversion_ratios"};
  if (gone < 0) throw SolverError(in.solver, "gone", static_cast<double>(gone), "a product");
  const auto b = in.row("before", before), a = in.row("after", after);
  return filled(b.size(), [&](auto out) { solvers::diversion_ratios(b, a, static_cast<std::size_t>(gone), out); });
}

Rationing water_fill(const Numbers& orders, const Numbers& weights, double supply) {
  const Reader in{"water_fill"};
  const auto x = in.row("orders", orders), o = in.row("weights", weights);
  double level = 0;
  return {filled(x.size(), [&](auto out) { level = solvers::water_fill(x, o, supply, out); }), level};
}

Rationing proportional_ration(const Numbers& orders, double supply) {
  const auto x = Reader{"proportional_ration"}.row("orders", orders);
  double fraction = 0;
  return {filled(x.size(), [&](auto out) { fraction = solvers::proportional_ration(x, supply, out); }), fraction};
}

Clearing clear_isoelastic(const Numbers& scale, const Numbers& elasticity, double supply, const std::optional<Numbers>& cap) {
  const Reader in{"clear_isoelastic"};
  const auto a = in.row("scale", scale), eps = in.row("elasticity", elasticity);
  const auto caps = cap ? in.row("cap", *cap) : std::span<const double>{};
  Clearing out{};
  Array shadow(static_cast<py::ssize_t>(a.size()));
  out.quantity = filled(a.size(), [&](auto quantity) {
    out.price = solvers::clear_isoelastic(a, eps, caps, supply, quantity, {shadow.mutable_data(), a.size()}).price;
  });
  out.shadow = shadow;
  return out;
}

void register_rationing(Room& room) {
  room.record<Rationing>("Who gets how much; the level of the water (infinity if all orders are filled) or the fraction that is filled.");
  room.def("water_fill", &water_fill, R"(
      Rationing by weighted water filling: min(x_b, o_b L) with the level L at which all supply is given out.

      orders x >= 0; weights o >= 0, and > 0 where something is ordered; supply >= 0.

      >>> water_fill([10, 30, 50, 80], [1, 1, 1, 1], 100)
      Rationing(allocation=array([10., 30., 30., 30.]), level=30.0)
      >>> water_fill([10, 30], [1, 1], 100).level
      inf)",
           "orders"_a, "weights"_a, "supply"_a);
  room.def("proportional_ration", &proportional_ration, R"(
      Every order is filled to the same part, min(1, supply/sum of orders). orders, supply >= 0.

      >>> proportional_ration([10, 30], 20)
      Rationing(allocation=array([ 5., 15.]), level=0.5))",
           "orders"_a, "supply"_a);
}

}  // namespace markets

void register_markets(Room& room) {
  room.record<markets::NestedLogit>(
      "Shares of the products and of staying out, and the logsum W. By buyer, unless one buyer was given without an axis.");
  room.def("nested_logit", &markets::nested_logit, R"(
      Nested logit of many buyers.

      utility is buyers x products; -infinity bars a product. outside is the utility of staying out, by buyer; nest_of the nest of each
      product, from 0; dissimilarity is lambda by nest, in (0, 1], where 1 is no nesting. With one buyer, utility may have the axis of
      products only. Source: McFadden 1978.

          W_b = ln(exp(v0_b) + sum_h exp(lambda_h IV_bh)),  IV_bh = ln sum_{p in h} exp(v_bp/lambda_h)
          s_bp = exp(lambda_h IV_bh - W_b) exp(v_bp/lambda_h - IV_bh)

      >>> free = nested_logit([2.0, 1.2, 1.0], 0.0, [0, 0, 1], [0.5, 1.0])
      >>> free.shares.round(4), round(free.outside_share, 4), round(free.logsum, 4)
      (array([0.5703, 0.1151, 0.23  ]), 0.0846, 2.4697)
      >>> banned = nested_logit([float("-inf"), 1.2, 1.0], 0.0, [0, 0, 1], [0.5, 1.0])
      >>> round(free.logsum - banned.logsum, 4)       # what the ban costs the buyer, in utility
      0.5183)",
           "utility"_a, "outside"_a, "nest_of"_a, "dissimilarity"_a);
  room.def("diversion_ratios", &markets::diversion_ratios, R"(
      Where the buyers of a product go when it is gone: (after - before)/before[gone] by product; -1 for the one that is gone.

      before and after: shares by product, in [0, 1]; before[gone] > 0.

      >>> diversion_ratios([0.5, 0.3, 0.1], [0.0, 0.6, 0.2], gone=0)
      array([-1. ,  0.6,  0.2]))",
           "before"_a, "after"_a, "gone"_a);
  markets::register_rationing(room);
  room.record<markets::Clearing>(
      "Price that clears (0 if nothing is scarce), quantities, and what one more unit is worth above the price where a cap binds.");
  room.def("clear_isoelastic", &markets::clear_isoelastic, R"(
      The price at which demands min(A p^-eps, cap) add up to the supply > 0.

      scale A >= 0, the demand at a price of 1; elasticity eps > 0; cap >= 0, none if left out. shadow is (A/cap)^(1/eps) - p where the cap
      binds: the rent of a unit of quota; infinity for a cap of 0.

      >>> market = clear_isoelastic([40, 60, 80], [1.2, 0.8, 1.0], 100, cap=[float("inf"), float("inf"), 20])
      >>> round(market.price, 6), market.quantity.round(4), market.shadow.round(6)
      (1.263044, array([30.2244, 49.7756, 20.    ]), array([0.      , 0.      , 2.736956])))",
           "scale"_a, "elasticity"_a, "supply"_a, "cap"_a = py::none());
}

}  // namespace entrepot::binding
