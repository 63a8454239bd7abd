// Markets and trade for Python: plain tuples, which bindings/entrepot/solvers/markets.py gives names.
#include "entrepot/solvers/markets.hpp"

#include "entrepot/solvers/trade.hpp"
#include "solver_arrays.hpp"

namespace entrepot::market_binding {

using namespace entrepot::solvers;
using namespace entrepot::solver_arrays;
using Vector = std::vector<double>;

std::vector<std::int32_t> nests(const Numbers& nest_of) {
  std::vector<std::int32_t> out;
  for (const double h : view("nested_logit", "nest_of", nest_of)) out.push_back(whole("nested_logit", "nest_of", h));
  return out;
}

py::tuple nested_logit_of(const Numbers& utility, const Numbers& outside, const Numbers& nest_of, const Numbers& lambda) {
  if (utility.ndim() != 2) throw SolverError("nested_logit", "utility", std::to_string(utility.ndim()) + " dimensions", "2 dimensions");
  const std::span<const double> v{utility.data(), static_cast<std::size_t>(utility.size())};
  const auto v0 = view("nested_logit", "outside", outside), scale = view("nested_logit", "lambda", lambda);
  const auto nest = nests(nest_of);
  Vector shares(v.size()), outside_share(v0.size()), logsum(v0.size());
  NestedLogitWorkspace workspace;
  nested_logit(v, v0, nest, scale, shares, outside_share, logsum, workspace);
  return py::make_tuple(py::array_t<double>({utility.shape(0), utility.shape(1)}, shares.data()), array(outside_share), array(logsum));
}

void register_rationing(py::module_& m) {
  m.def("nested_logit", &nested_logit_of);
  m.def("diversion_ratios", [](const Numbers& before, const Numbers& after, std::int64_t gone) {
    const auto b = view("diversion_ratios", "before", before);
    if (gone < 0) throw SolverError("diversion_ratios", "gone", static_cast<double>(gone), "a product");
    Vector out(b.size());
    diversion_ratios(b, view("diversion_ratios", "after", after), static_cast<std::size_t>(gone), out);
    return array(out);
  });
  m.def("water_fill", [](const Numbers& orders, const Numbers& weights, double supply) {
    const auto x = view("water_fill", "orders", orders);
    Vector out(x.size());
    const double level = water_fill(x, view("water_fill", "weights", weights), supply, out);
    return py::make_tuple(array(out), level);
  });
  m.def("proportional_ration", [](const Numbers& orders, double supply) {
    const auto x = view("proportional_ration", "orders", orders);
    Vector out(x.size());
    const double fraction = proportional_ration(x, supply, out);
    return py::make_tuple(array(out), fraction);
  });
  m.def("clear_isoelastic", [](const Numbers& scale, const Numbers& elasticity, double supply, const Numbers& cap) {
    const auto a = view("clear_isoelastic", "scale", scale);
    Vector quantity(a.size()), shadow(a.size());
    const Clearing c = clear_isoelastic(a, view("clear_isoelastic", "elasticity", elasticity), view("clear_isoelastic", "cap", cap), supply,
                                        quantity, shadow);
    return py::make_tuple(c.price, array(quantity), array(shadow));
  });
}

py::tuple tuple_of(const Incidence& i) { return py::make_tuple(i.world_price, i.domestic_price, i.imports, i.exporter_share, i.revenue); }

void register_trade(py::module_& m) {
  m.def("tariff_incidence", [](double a, double b, double c, double d, double tariff) {
    return tuple_of(tariff_incidence({a, b, c, d}, tariff));
  });
  m.def("quota_incidence", [](double a, double b, double c, double d, double quota) {
    return tuple_of(quota_incidence({a, b, c, d}, quota));
  });
  m.def("tariff_incidence_elastic", [](double a, double eta, double b, double omega, double tariff) {
    return tuple_of(tariff_incidence_elastic(a, eta, b, omega, tariff));
  });
  m.def("optimal_tariff", py::vectorize(&optimal_tariff));
  m.def("ces", [](const Numbers& weights, const Numbers& prices, double sigma) {
    const auto a = view("ces", "weights", weights);
    Vector shares(a.size());
    const double index = ces(a, view("ces", "prices", prices), sigma, shares);
    return py::make_tuple(array(shares), index);
  });
  m.def("gains_from_trade", py::vectorize(&gains_from_trade));
}

}  // namespace entrepot::market_binding

void register_solvers_markets(pybind11::module_& m) {
  entrepot::market_binding::register_rationing(m);
  entrepot::market_binding::register_trade(m);
}
