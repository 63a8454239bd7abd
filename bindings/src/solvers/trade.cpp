#include "entrepot/solvers/trade.hpp"

#include "solvers.hpp"

namespace entrepot::binding {
namespace trade {

using solvers::Incidence;
struct CesDemand {
  Array shares;
  double price_index;
};

}  // namespace trade

template <> inline constexpr auto record<trade::Incidence> =
    named<&trade::Incidence::world_price, &trade::Incidence::domestic_price, &trade::Incidence::imports, &trade::Incidence::exporter_share,
          &trade::Incidence::revenue>("Incidence", "world_price domestic_price imports exporter_share revenue");
template <>
inline constexpr auto record<trade::CesDemand> = named<&trade::CesDemand::shares, &trade::CesDemand::price_index>("CesDemand",
                                                                                                                  "shares price_index");

namespace trade {

Incidence tariff_incidence(double a, double b, double c, double d, double tariff) {
  return solvers::tariff_incidence({a, b, c, d}, tariff);
}
Incidence quota_incidence(double a, double b, double c, double d, double quota) { return solvers::quota_incidence({a, b, c, d}, quota); }

CesDemand ces(const Numbers& weights, const Numbers& prices, double sigma) {
  const Reader in{"ces"};
  const auto a = in.row("weights", weights), p = in.row("prices", prices);
  double index = 0;
  return {filled(a.size(), [&](auto shares) { index = solvers::ces(a, p, sigma, shares); }), index};
}

void register_tariffs(Room& room) {
  room.record<Incidence>(
      "Prices abroad and at home, imports, the part of a small tariff that exporters bear, and the revenue (or the rent of a quota).");
  room.def("tariff_incidence", &tariff_incidence, R"(
      A specific tariff >= 0 where import demand is a - b p and export supply c + d p*; slopes b, d > 0.

      Exporters bear b/(b + d) of it. Where it stops trade, imports are 0 and each side stands at its own price.

      >>> tariff_incidence(100, 2, -20, 2, tariff=10)
      Incidence(world_price=25.0, domestic_price=35.0, imports=30.0, exporter_share=0.5, revenue=300.0))",
           "demand_intercept"_a, "demand_slope"_a, "supply_intercept"_a, "supply_slope"_a, "tariff"_a);
  room.def("quota_incidence", &quota_incidence, R"(
      A quota of so many units >= 0 in the market of `tariff_incidence`; revenue is its rent.

      >>> quota_incidence(100, 2, -20, 2, quota=30).revenue
      300.0)",
           "demand_intercept"_a, "demand_slope"_a, "supply_intercept"_a, "supply_slope"_a, "quota"_a);
  room.def("tariff_incidence_elastic", &solvers::tariff_incidence_elastic, R"(
      An ad valorem tariff tau > -1 where demand is A p^-eta and supply B p*^omega, p = p* (1 + tau). A, B, eta > 0, omega >= 0.

      >>> round(tariff_incidence_elastic(8, 2, 1, 1, tariff=0.25).exporter_share, 4)
      0.6667)",
           "demand_scale"_a, "demand_elasticity"_a, "supply_scale"_a, "supply_elasticity"_a, "tariff"_a);
  room.def("optimal_tariff", elementwise(&solvers::optimal_tariff), R"(
      Ad valorem tariff that is best for the importer alone, 1/omega (infinity for a fixed supply). supply_elasticity omega >= 0.

      >>> optimal_tariff([1, 2, 5])
      array([1. , 0.5, 0.2]))",
           "supply_elasticity"_a);
}

}  // namespace trade

void register_trade(Room& room) {
  trade::register_tariffs(room);
  room.record<trade::CesDemand>("Shares of spending and the price index.");
  room.def("ces", &trade::ces, R"(
      Shares a p^(1-sigma)/sum and the index (sum a p^(1-sigma))^(1/(1-sigma)); sigma = 1 (Cobb-Douglas) needs weights that sum to 1.

      weights a >= 0, prices p > 0, of one length; sigma > 0.

      >>> ces([0.5, 0.3, 0.2], [1.0, 1.2, 0.8], 2)
      CesDemand(shares=array([0.5 , 0.25, 0.25]), price_index=1.0))",
           "weights"_a, "prices"_a, "sigma"_a);
  room.def("gains_from_trade", elementwise(&solvers::gains_from_trade), R"(
      Share of income that autarky would cost, 1 - lambda^(1/eps).

      domestic_share lambda in (0, 1], trade_elasticity eps > 0. Arrays are broadcast. Source: Arkolakis, Costinot & Rodriguez-Clare 2012.

      >>> round(gains_from_trade(0.93, 5), 4)
      0.0144)",
           "domestic_share"_a, "trade_elasticity"_a);
}

}  // namespace entrepot::binding
