#include "entrepot/solvers/menus.hpp"

#include "entrepot/solvers/screening.hpp"
#include "solvers.hpp"

namespace entrepot::binding {
namespace menus {

/// A deal or a demand, and how many items its menu has.
template <class Found> struct OfMenu {
  Found found;
  std::size_t length;
};
using Deal = OfMenu<solvers::MenuDeal>;
using Demand = OfMenu<solvers::MenuDemand>;
template <auto member> constexpr auto of = [](const auto& d) { return d.found.*member; };
constexpr auto items = [](const auto& d) {
  std::vector<bool> chosen(d.length);
  for (std::size_t m = 0; m < d.length; ++m) chosen[m] = ((d.found.items >> m) & 1U) != 0;
  return chosen;
};

struct Belief {
  Typed<std::string, "typing.Literal['lognormal', 'uniform']"> kind{"lognormal"};
  double location = 0, scale = 0.4, refused_at = std::numeric_limits<double>::infinity();
};

}  // namespace menus

using solvers::MenuDeal, solvers::MenuDemand, solvers::ScreeningDemand;
template <> inline constexpr auto record<menus::Deal> =
    named<menus::of<&MenuDeal::deal>, menus::items, menus::of<&MenuDeal::transfer>, menus::of<&MenuDeal::utility_exporter>,
          menus::of<&MenuDeal::utility_host>, menus::of<&MenuDeal::gain_exporter>, menus::of<&MenuDeal::gain_host>,
          menus::of<&MenuDeal::gap>>("MenuDeal", "deal items transfer utility_exporter utility_host gain_exporter gain_host gap");
template <> inline constexpr auto record<menus::Demand> =
    named<menus::items, menus::of<&MenuDemand::transfer>, menus::of<&MenuDemand::host_cost>, menus::of<&MenuDemand::exporter_gain>,
          menus::of<&MenuDemand::acceptance_probability>, menus::of<&MenuDemand::expected_utility>, menus::of<&MenuDemand::best_prefix>,
          menus::of<&MenuDemand::best_expected_utility>>(
        "MenuDemand", "items transfer host_cost exporter_gain acceptance_probability expected_utility best_prefix best_expected_utility");
template <> inline constexpr auto record<menus::Belief> = named<&menus::Belief::kind, &menus::Belief::location, &menus::Belief::scale,
                                                                &menus::Belief::refused_at>("Belief", "kind location scale refused_at");
template <> inline constexpr auto record<ScreeningDemand> =
    named<&ScreeningDemand::demand, &ScreeningDemand::breakdown_probability, &ScreeningDemand::expected_utility, &ScreeningDemand::regret>(
        "ScreeningDemand", "demand breakdown_probability expected_utility regret");

namespace menus {

using Weights = std::optional<Numbers>;
using Method = Typed<std::string, "typing.Literal['automatic', 'enumeration', 'branch-and-bound']">;

/// The items of a menu; without verifiability all can be verified.
struct Items {
  std::span<const double> gain, cost;
  std::vector<double> verifiability;
  operator solvers::ConcessionMenu() const { return {gain, cost, verifiability}; }  // NOLINT: the library asks for a view
};
Items items_of(const Reader& in, const Numbers& gain, const Numbers& cost, const Weights& verifiability) {
  Items menu{in.number_or_row("gain", gain), in.number_or_row("cost", cost), {}};
  if (!verifiability) return menu.verifiability.assign(menu.gain.size(), 1.0), menu;
  const auto w = in.number_or_row("verifiability", *verifiability);
  return menu.verifiability.assign(w.begin(), w.end()), menu;
}

solvers::MenuMethod method_of(const Reader& in, const Method& method) {
  static constexpr std::array<std::string_view, 3> names{"automatic", "enumeration", "branch-and-bound"};
  return in.choice<solvers::MenuMethod>("method", method.value, names);
}

Deal nash_menu(const Numbers& gain, const Numbers& cost, const Weights& verifiability, double package_value, double risk_cost,
               double disagreement_exporter, double disagreement_host, double alpha, double transfer_cap, const Method& method) {
  const Reader in{"nash_menu"};
  const Items menu = items_of(in, gain, cost, verifiability);
  const solvers::Stakes stakes{package_value, risk_cost, disagreement_exporter, disagreement_host, alpha, transfer_cap};
  return {solvers::nash_menu(menu, stakes, method_of(in, method)), menu.gain.size()};
}

Deal kalai_smorodinsky_menu(const Numbers& gain, const Numbers& cost, const Weights& verifiability, double package_value, double risk_cost,
                            double disagreement_exporter, double disagreement_host, double transfer_cap, const Method& method) {
  const Reader in{"kalai_smorodinsky_menu"};
  const Items menu = items_of(in, gain, cost, verifiability);
  const solvers::Stakes stakes{package_value, risk_cost, disagreement_exporter, disagreement_host, 0.5, transfer_cap};
  return {solvers::kalai_smorodinsky_menu(menu, stakes, method_of(in, method)), menu.gain.size()};
}

solvers::ValueBelief value_belief(const Belief& b) {
  static constexpr std::array<std::string_view, 2> kinds{"lognormal", "uniform"};
  return {Reader{"screening_menu"}.choice<solvers::ValueBelief::Kind>("belief", b.kind.value, kinds), b.location, b.scale, b.refused_at};
}

Demand screening_menu(const Numbers& gain, const Numbers& cost, const Weights& verifiability, const Belief& belief, double risk_cost,
                      double disagreement_exporter, double disagreement_host, double toughness, double transfer_cap) {
  const Items menu = items_of({"screening_menu"}, gain, cost, verifiability);
  const solvers::ScreeningStakes stakes{risk_cost, disagreement_exporter, disagreement_host, toughness, transfer_cap};
  return {solvers::screening_menu(menu, value_belief(belief), stakes), menu.gain.size()};
}

void register_deals(Room& room) {
  const py::object deal = room.record<Deal>(R"(
      Items of a deal (one flag an item), money from the host to the exporter, utilities, and gains over disagreement.

      `gap`: the objective may fall short of the best by this, in relative terms (1e-12 but for very many items of one gain/cost).)");
  room.property(
      deal, "product", [](const py::object& d) { return d.attr("gain_exporter").cast<double>() * d.attr("gain_host").cast<double>(); },
      "Product of the gains.");
  room.property(
      deal, "surplus", [](const py::object& d) { return d.attr("gain_exporter").cast<double>() + d.attr("gain_host").cast<double>(); },
      "Sum of the gains.");
  room.def("nash_menu", &nash_menu, R"(
      Nash bargaining over concessions that are made or not, and money T of at most `transfer_cap` either way (0: none; inf: free).

      Gain of the exporter sum w g x - risk_cost + T - its disagreement, of the host package_value - sum k x - T - its disagreement; the deal
      maximises exporter^alpha host^(1 - alpha), both positive. gain, cost >= 0 and verifiability in [0, 1] (1 if left out), of one length of
      1 to 64; alpha in (0, 1); amounts in one unit of money. Methods: "enumeration" (up to 24 items), "branch-and-bound", "automatic"
      (whatever is fast).

      Two concessions are worth the risk, the third is too dear:

      >>> deal = nash_menu([4, 3, 5], [3, 1, 4], package_value=10, risk_cost=2, disagreement_host=4)
      >>> deal.items
      array([ True,  True, False])
      >>> deal.utility_exporter, deal.utility_host
      (5.0, 6.0))",
           "gain"_a, "cost"_a, "verifiability"_a = py::none(), py::kw_only(), "package_value"_a, "risk_cost"_a = 0.0,
           "disagreement_exporter"_a = 0.0, "disagreement_host"_a = 0.0, "alpha"_a = 0.5, "transfer_cap"_a = 0.0, "method"_a = "automatic");
  room.def("kalai_smorodinsky_menu", &kalai_smorodinsky_menu, R"(
      Kalai-Smorodinsky on the menu of `nash_menu`: the largest smaller one of the two gains, each over the largest that it could be.

      >>> deal = kalai_smorodinsky_menu([4, 3, 1, 0.5, 5], [3, 1, 0.5, 2, 4], package_value=10, risk_cost=2, disagreement_host=4)
      >>> deal.items
      array([ True, False,  True, False, False]))",
           "gain"_a, "cost"_a, "verifiability"_a = py::none(), py::kw_only(), "package_value"_a, "risk_cost"_a = 0.0,
           "disagreement_exporter"_a = 0.0, "disagreement_host"_a = 0.0, "transfer_cap"_a = 0.0, "method"_a = "automatic");
}

void register_screening(Room& room) {
  room.elementwise_record<ScreeningDemand>(
      "A demand for money, the true probability that it is refused, its true expected utility, and what the mis-estimate costs.");
  room.def("screening_demand", elementwise(&solvers::screening_demand), R"(
      Best demand from a host whose value is uniform on [0, value_bound]: t = clip((V + risk_cost - lost_share)/2, 0, V).

      The exporter believes in V = estimate_factor x value_bound; probability, utility and regret (V e^2/4 in the interior) are true.
      value_bound, estimate_factor > 0; risk_cost, lost_share >= 0; in one unit of money. Arrays are broadcast. Source: Fearon 1995.

      >>> demand = screening_demand(10, 2, 3)
      >>> demand.demand, round(demand.breakdown_probability, 12), round(demand.expected_utility, 12)
      (4.5, 0.45, 0.025)
      >>> screening_demand(10, 2, 3, [0.8, 1.2]).regret.round(12)
      array([0.1, 0.1]))",
           "value_bound"_a, "risk_cost"_a = 0.0, "lost_share"_a = 0.0, "estimate_factor"_a = 1.0);
  const Belief standard;
  const py::object belief = room.record<Belief>(R"(
      Belief about the host's value.

      kind "lognormal": location = mean of ln V, scale = standard deviation of ln V. kind "uniform": V in [0, location]; scale is not read.
      refused_at: V is below this, because the host refused a demand of that worth.)",
                                                &standard);
  const auto below = [](const Belief& b, const Numbers& v) {
    return over([of = value_belief(b)](double x) { return solvers::probability_below(of, x); }, v);
  };
  room.method(belief, "below", below, R"(
      P(V < v).

      >>> round(Belief("lognormal", 0.0, 0.4).below(1.0), 12)
      0.5)",
              "v"_a);
  room.record<Demand>("A demand of items (one flag an item) and money under a belief; the best prefix is that before toughness.");
  room.def("screening_menu", &screening_menu, R"(
      Best demand over a menu: items by falling w g/k; the first j give (t_j, G_j); the offer maximises (1 - F(t + d_P))(G - R) + F d_US.

      `toughness` multiplies t of the best offer; the demand is the longest prefix within it, and the rest in money up to `transfer_cap`.
      The menu is as in `nash_menu`. Source: Myerson 1981.

      >>> demand = screening_menu([4, 4, 5], [2, 1, 5], belief=Belief("uniform", 8.0), risk_cost=1, disagreement_host=1)
      >>> demand.items
      array([ True,  True, False])
      >>> demand.expected_utility
      3.5)",
           "gain"_a, "cost"_a, "verifiability"_a = py::none(), py::kw_only(), "belief"_a, "risk_cost"_a = 0.0,
           "disagreement_exporter"_a = 0.0, "disagreement_host"_a = 0.0, "toughness"_a = 1.0, "transfer_cap"_a = 0.0);
}

}  // namespace menus

void register_menus(Room& room) {
  menus::register_deals(room);
  menus::register_screening(room);
}

}  // namespace entrepot::binding
