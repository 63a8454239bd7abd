// Scenarios, strategies and parameters for Python.
#include "bindings.hpp"

namespace entrepot::binding {
namespace scenario_detail {

LoadOptions options_of(const std::vector<std::string>& overrides, const std::string& belief, const std::string& shelf, const Model& model) {
  LoadOptions options;
  options.model = model;
  options.overrides = overrides;
  options.belief = belief;
  options.shelf = shelf;
  return options;
}

std::shared_ptr<ScenarioBox> from_memory(const ScenarioFiles& given, std::vector<std::string> overrides, std::string belief,
                                         const std::string& folder, const std::string& shelf, const Model& model) {
  Scenario scenario = load_scenario(given, options_of(overrides, belief, shelf, model), folder);
  ScenarioFiles files = flattened(given, folder, shelf);
  return std::make_shared<ScenarioBox>(ScenarioBox{std::move(scenario), std::move(files), std::move(overrides), std::move(belief)});
}

std::shared_ptr<ScenarioBox> from_folder(const std::string& path_or_name, std::vector<std::string> overrides, std::string belief,
                                         const std::string& shelf, const Model& model) {
  const std::string folder = find_scenario(path_or_name, shelf);
  try {
    return from_memory(files_of(folder, shelf), overrides, belief, folder, shelf, model);
  } catch (const ScenarioError&) {
    load_scenario(folder, options_of(overrides, belief, shelf, model));  // tells every problem, in the file that really holds it
    throw;
  }
}

py::dict cell_of(const LeverCell& cell) {
  using namespace py::literals;
  std::vector<std::string> conditions;
  for (std::size_t i = 0; i < condition_names.size(); ++i)
    if (cell.conditions.has(static_cast<Condition>(i))) conditions.emplace_back(condition_names.at(i));
  return py::dict("layer"_a = std::string(layer_names.at(static_cast<std::size_t>(cell.layer))),
                  "tier"_a = std::string(tier_names.at(static_cast<std::size_t>(cell.tier))),
                  "route"_a = std::string(route_names.at(static_cast<std::size_t>(cell.route))), "threshold"_a = cell.threshold,
                  "cap"_a = cell.cap, "cap_per"_a = cell.cap_per == CapPer::total ? "total" : "year", "small_order"_a = cell.small_order,
                  "fee"_a = cell.fee, "subsidy"_a = cell.subsidy, "conditions"_a = conditions);
}

py::tuple state_of(const Strategy& s) {
  py::list cells;
  for (const LeverCell& c : s.cells)
    cells.append(py::make_tuple(static_cast<int>(c.layer), static_cast<int>(c.tier), static_cast<int>(c.route), c.threshold, c.cap,
                                static_cast<int>(c.cap_per), c.small_order, c.fee, c.subsidy, c.conditions.word));
  return py::make_tuple(s.name, s.title, s.rules_on, std::map<std::string, double>(s.policy.begin(), s.policy.end()), cells);
}

Strategy strategy_from(const py::tuple& state) {
  Strategy s;
  s.name = state[0].cast<std::string>();
  s.title = state[1].cast<std::string>();
  s.rules_on = state[2].cast<bool>();
  for (const auto& [lever, value] : state[3].cast<std::map<std::string, double>>()) s.policy.emplace(lever, value);
  for (const py::handle item : state[4].cast<py::list>()) {
    const auto t = item.cast<py::tuple>();
    LeverCell c;
    c.layer = static_cast<Layer>(t[0].cast<int>());
    c.tier = static_cast<Tier>(t[1].cast<int>());
    c.route = static_cast<Route>(t[2].cast<int>());
    c.threshold = t[3].cast<std::string>();
    c.cap = t[4].cast<double>();
    c.cap_per = static_cast<CapPer>(t[5].cast<int>());
    c.small_order = t[6].cast<double>();
    c.fee = t[7].cast<double>();
    c.subsidy = t[8].cast<double>();
    c.conditions.word = t[9].cast<std::uint32_t>();
    s.cells.push_back(c);
  }
  return s;
}

void register_strategy(py::module_& m) {
  py::class_<Strategy>(m, "Strategy", "Settings of the levers of one exporter, by layer and tier.")
      .def_readonly("name", &Strategy::name)
      .def_readonly("title", &Strategy::title)
      .def_readonly("rules_on", &Strategy::rules_on, "Whether the dated rules of the base set are in force.")
      .def_property_readonly(
          "policy", [](const Strategy& s) { return std::map<std::string, double>(s.policy.begin(), s.policy.end()); },
          "Numbers of [policy] by lever; what is not here is at the lever's fallback (`entrepot levers`).")
      .def_property_readonly(
          "cells",
          [](const Strategy& s) {
            py::list all;
            for (const LeverCell& c : s.cells) all.append(cell_of(c));
            return all;
          },
          "One dictionary a layer and tier that is not free.")
      .def(
          "__eq__",
          [](const Strategy& a, const py::object& b) {
            return py::isinstance<Strategy>(b) && state_of(a).equal(state_of(b.cast<const Strategy&>()));
          },
          py::arg("other"))
      .def("__repr__", [](const Strategy& s) { return "<Strategy " + s.name + (s.title.empty() ? "" : ": " + s.title) + ">"; })
      .def(py::pickle(&state_of, &strategy_from));
}

py::list parameter_rows(const ScenarioBox& box) {
  py::list rows;
  for (const ParameterRow& r : box.scenario.parameters.rows())
    rows.append(py::make_tuple(r.name, r.value, r.unit, r.distribution, r.low, r.high, r.source, r.date, r.note));
  return rows;
}

/// One row a draw, one column a parameter, in the order of parameter_rows.
py::array_t<double> draws(const ScenarioBox& box, std::uint64_t seed, const std::vector<std::uint64_t>& numbers) {
  std::vector<double> values;
  for (const std::uint64_t number : numbers) {
    const Parameters sample = box.scenario.parameters.sample(seed, number);
    values.insert(values.end(), sample.values().begin(), sample.values().end());
  }
  return array_from(std::move(values),
                    {static_cast<py::ssize_t>(numbers.size()), static_cast<py::ssize_t>(box.scenario.parameters.rows().size())});
}

py::dict provenance_of(const ScenarioBox& box, std::string_view value) {
  using namespace py::literals;
  const Provenance p = box.scenario.provenance(value);
  return py::dict("key"_a = p.key, "citation"_a = p.citation, "licence"_a = p.licence, "date"_a = p.date, "transformed"_a = p.transformed);
}

py::dict preferences_of(const ScenarioBox& box) {
  using namespace py::literals;
  py::dict all;
  const auto named = [](const std::vector<std::pair<std::string, double>>& list) {
    py::dict values;
    for (const auto& [name, value] : list) values[py::str(name)] = value;
    return values;
  };
  for (const Preferences& p : box.scenario.preferences)
    all[py::str(p.name)] = py::dict("title"_a = p.title, "weights"_a = named(p.weights), "scales"_a = named(p.scales));
  return all;
}

py::object text_table(const ScenarioBox& box, std::string_view name) {
  const TextTable& t = box.scenario.table(name);
  return py::make_tuple(t.columns, t.rows);
}

py::dict bytes_of(const ScenarioFiles& files) {  // bytes, so that what was read is what is written
  py::dict all;
  for (const auto& [path, text] : files) all[py::str(path)] = py::bytes(text);
  return all;
}

}  // namespace scenario_detail

void register_scenario(py::module_& m) {
  using namespace scenario_detail;
  register_strategy(m);
  py::class_<ScenarioBox, std::shared_ptr<ScenarioBox>>(m, "Scenario")
      .def_property_readonly("id", [](const ScenarioBox& b) { return b.scenario.id; })
      .def_property_readonly("title", [](const ScenarioBox& b) { return b.scenario.title; })
      .def_property_readonly("folder", [](const ScenarioBox& b) { return b.scenario.folder; })
      .def_property_readonly("start_date", [](const ScenarioBox& b) { return b.scenario.start_date.text(); })
      .def_property_readonly("quarters", [](const ScenarioBox& b) { return b.scenario.quarters; })
      .def_property_readonly("base_strategy", [](const ScenarioBox& b) { return b.scenario.base_strategy; })
      .def_property_readonly("rival_strategy", [](const ScenarioBox& b) { return b.scenario.rival_strategy; })
      .def_property_readonly("strategies",
                             [](const ScenarioBox& b) {
                               std::vector<std::string> names;
                               for (const Strategy& s : b.scenario.strategies) names.push_back(s.name);
                               return names;
                             })
      .def_property_readonly("beliefs",
                             [](const ScenarioBox& b) {
                               std::vector<std::pair<std::string, std::string>> names;
                               for (const Belief& s : b.scenario.beliefs) names.emplace_back(s.name, s.title);
                               return names;
                             })
      .def_property_readonly("table_names",
                             [](const ScenarioBox& b) {
                               std::vector<std::string> names;
                               for (const TextTable& t : b.scenario.tables) names.push_back(t.name);
                               return names;
                             })
      .def_property_readonly("aliases", [](const ScenarioBox& b) { return b.scenario.aliases; })
      .def_property_readonly("unread", [](const ScenarioBox& b) { return b.scenario.unread; })
      .def_property_readonly("digest", [](const ScenarioBox& b) { return b.scenario.digest.hex(); })
      .def_property_readonly("start", [](const ScenarioBox& b) { return std::make_shared<World>(b.scenario.start); })
      .def_readonly("overrides", &ScenarioBox::overrides)
      .def_readonly("belief", &ScenarioBox::belief)
      .def_property_readonly("files", [](const ScenarioBox& b) { return bytes_of(b.files); })
      .def_property_readonly("preferences", &preferences_of)
      .def_property_readonly("model", [](const ScenarioBox& b) { return b.scenario.model; })
      .def(
          "strategy", [](const ScenarioBox& b, std::string_view name) { return b.scenario.strategy(name); }, py::arg("name"))
      .def("table", &text_table, py::arg("name"))
      .def("provenance", &provenance_of, py::arg("value"))
      .def("parameter_rows", &parameter_rows)
      .def("draws", &draws, py::arg("seed"), py::arg("numbers"))
      .def(
          "with_levers",
          [](const ScenarioBox& b, const Strategy& base, std::string_view toml, std::string_view name) {
            return with_levers(b.scenario, base, toml, name);
          },
          py::arg("base"), py::arg("toml"), py::arg("name"));
  m.def("load", &from_folder, py::arg("path_or_name"), py::arg("overrides"), py::arg("belief"), py::arg("shelf"), py::arg("model"),
        py::call_guard<py::gil_scoped_release>());
  m.def("load_files", &from_memory, py::arg("files"), py::arg("overrides"), py::arg("belief"), py::arg("folder"), py::arg("shelf"),
        py::arg("model"), py::call_guard<py::gil_scoped_release>());
  m.def(
      "write_files", [](const ScenarioFiles& files, const std::string& folder) { write_files(files, folder); }, py::arg("files"),
      py::arg("folder"));
  m.def(
      "find_scenario", [](const std::string& name) { return find_scenario(name); }, py::arg("path_or_name"));
  m.def("table_files", [] {
    py::dict files;
    for (const auto& [name, file] : table_files()) files[py::str(name)] = file;
    return files;
  });
}

}  // namespace entrepot::binding
