// A chip and a clause come from Python as the data classes of entrepot/solvers/rules.py.
#include "entrepot/solvers/rules.hpp"

#include "solvers.hpp"

namespace entrepot::binding {
namespace rules {

using solvers::Classification, solvers::Design, solvers::Measure;
using Tops = Typed<py::object, "collections.abc.Mapping[int, float]">;
using Chip = Typed<py::object, "entrepot.solvers.rules.ChipSpec">;
using Clauses = Typed<py::sequence, "collections.abc.Sequence[entrepot.solvers.rules.Clause]">;
using OutcomeName = Typed<std::string, "typing.Literal['free', 'notify', 'case', 'deny']">;
using Weights = Typed<std::array<double, 3>, "tuple[float, float, float]">;
using Missing = Typed<py::tuple, "tuple[str, ...]">;

OutcomeName outcome_of(const Classification& c) { return {std::string(solvers::outcome_names[static_cast<std::size_t>(c.outcome)])}; }
Missing missing_of(const Classification& c) {
  py::list missing;
  for (std::size_t m = 0; m < solvers::measure_count; ++m) {
    if (c.missing[m]) missing.append(std::string(solvers::measure_names[m]));
  }
  return {py::tuple(missing)};
}
template <Measure m> double measure_of(const Design& d) { return d.measures[static_cast<std::size_t>(m)]; }

}  // namespace rules

template <> inline constexpr auto record<rules::Classification> =
    named<&rules::outcome_of, &rules::Classification::clause, &rules::missing_of>("Classification", "outcome clause missing");
template <> inline constexpr auto record<rules::Design> =
    named<&rules::Design::speed, &rules::Design::link, &rules::Design::memory, &rules::measure_of<rules::Measure::tpp>,
          &rules::measure_of<rules::Measure::density>, &rules::measure_of<rules::Measure::link_gb_s>,
          &rules::measure_of<rules::Measure::memory_bw_gb_s>>("Design", "speed link memory tpp density link_gb_s memory_bw_gb_s");

namespace rules {

std::vector<solvers::Speed> speeds_of(const py::object& tops) {
  std::vector<solvers::Speed> out;
  for (const py::handle item : tops.attr("items")()) {
    const auto [bits, speed] = item.cast<std::pair<double, double>>();
    out.push_back({Reader{"tpp"}.whole("bits", bits), speed});
  }
  return out;
}

solvers::Measures measures_of(const Chip& chip) {
  const auto value = [&](const char* name) { return chip.value.attr(name).cast<std::optional<double>>(); };
  return solvers::measures_of({speeds_of(chip.value.attr("tops")), value("die_mm2"), value("link_gb_s"), value("memory_bw_gb_s")});
}

solvers::Outcome outcome_named(const std::string& name) {
  return Reader{"classify_chip"}.choice<solvers::Outcome>("outcome", name, solvers::outcome_names);
}

std::vector<solvers::Clause> rule_of(const Clauses& clauses) {
  static constexpr std::array<const char*, solvers::measure_count> names{"tpp", "density", "link", "memory"};
  std::vector<solvers::Clause> rule;
  for (const py::handle c : clauses.value) {
    solvers::Clause clause;
    for (std::size_t m = 0; m < names.size(); ++m) {
      const auto bound = [&](const char* end) { return c.attr((std::string(names[m]) + end).c_str()).cast<double>(); };
      clause.bounds[m] = {bound("_min"), bound("_max")};
    }
    clause.outcome = outcome_named(c.attr("outcome").cast<std::string>());
    rule.push_back(clause);
  }
  return rule;
}

void register_designs(Room& room) {
  room.def(
      "largest_free_scale",
      [](const Chip& spec, const Clauses& rule, const OutcomeName& allowed, double margin) {
        return solvers::largest_free_scale(measures_of(spec), rule_of(rule), outcome_named(allowed.value), margin);
      },
      R"(
      Largest part of the chip's speed at which the outcome is at most `allowed`, all else equal; 0 if none is.

      Just under a threshold x means x (1 - margin), margin in (0, 1).

      >>> h100 = ChipSpec({16: 989.5}, die_mm2=814)
      >>> round(largest_free_scale(h100, [Clause(tpp_min=4800), Clause(tpp_min=1600, density_min=5.92)]) * tpp(h100.tops), 6)
      4795.2)",
      "spec"_a, "rule"_a, "allowed"_a = "free", "margin"_a = 1e-3);
  room.record<Design>(
      "Parts of the original's speed, link and memory bandwidth that a variant keeps, and what it then measures (NaN = not known).");
  room.def(
      "compliant_designs",
      [](const Chip& spec, const Clauses& rule, const OutcomeName& allowed, double margin) {
        return solvers::compliant_designs(measures_of(spec), rule_of(rule), outcome_named(allowed.value), margin);
      },
      R"(
      All slower variants of at most `allowed` that no other beats in speed, link and memory together; margin as in `largest_free_scale`.

      >>> a100 = ChipSpec({16: 312}, die_mm2=826, link_gb_s=600)
      >>> [(round(d.speed, 3), round(d.link, 3)) for d in compliant_designs(a100, [Clause(tpp_min=4800, link_min=600)])]
      [(1.0, 0.999), (0.961, 1.0)])",
      "spec"_a, "rule"_a, "allowed"_a = "free", "margin"_a = 1e-3);
  room.def(
      "compliant_design",
      [](const Chip& spec, const Clauses& rule, const OutcomeName& allowed, const Weights& w, double margin) {
        return solvers::compliant_design(measures_of(spec), rule_of(rule), outcome_named(allowed.value),
                                         {w.value[0], w.value[1], w.value[2]}, margin);
      },
      R"(
      The variant with the largest w . ln(speed, link, memory), where the weights >= 0 say what buyers value; None if no variant is allowed.

      >>> a100 = ChipSpec({16: 312}, die_mm2=826, link_gb_s=600)
      >>> round(compliant_design(a100, [Clause(tpp_min=4800, link_min=600)]).link_gb_s, 1)     # the A800 of 2022 had 400
      599.4)",
      "spec"_a, "rule"_a, "allowed"_a = "free", "weights"_a = py::make_tuple(1.0, 0.0, 0.0), "margin"_a = 1e-3);
}

}  // namespace rules

void register_rules(Room& room) {
  room.def(
      "tpp", [](const rules::Tops& tops) { return solvers::tpp(rules::speeds_of(tops.value)); }, R"(
      Total processing performance: the largest dense speed (10^12 operations a second, > 0) x bit length. At least one speed.

      >>> tpp({16: 312, 8: 624})
      4992.0)",
      "tops"_a);
  room.def("performance_density", elementwise(&solvers::performance_density), R"(
      TPP >= 0 per mm2 > 0 of logic die. Arrays are broadcast.

      >>> round(performance_density(15832, 814), 2)
      19.45)",
           "tpp"_a, "die_mm2"_a);
  room.record<rules::Classification>(
      "The strictest outcome of the clauses that are met, the first such clause, and values not known that could make it stricter.");
  room.def(
      "classify_chip",
      [](const rules::Chip& spec, const rules::Clauses& rule) { return solvers::classify(rules::measures_of(spec), rules::rule_of(rule)); },
      R"(
      What a rule, a list of clauses, makes of a chip.

      >>> october_2023 = [Clause(tpp_min=4800), Clause(tpp_min=1600, density_min=5.92)]
      >>> classify_chip(ChipSpec({16: 148, 8: 296}, die_mm2=814), october_2023)
      Classification(outcome='free', clause=None, missing=())
      >>> classify_chip(ChipSpec({16: 148, 8: 296}), october_2023)         # without the die nobody knows the density
      Classification(outcome='free', clause=None, missing=('density',)))",
      "spec"_a, "rule"_a);
  rules::register_designs(room);
}

}  // namespace entrepot::binding
