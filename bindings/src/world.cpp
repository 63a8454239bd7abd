// The World for Python: tables of read-only columns. A World in Python never changes, so a view of it never dangles.
#include <algorithm>

#include "bindings.hpp"
#include "entrepot/world/world.hpp"

namespace entrepot::binding {
namespace world_detail {

struct TableOf {
  std::shared_ptr<const World> world;
  const TableInfo* info;
};

std::string role_name(Role role) { return role == Role::state ? "state" : role == Role::derived ? "derived" : "frozen"; }

py::array text_array(const View& view) {
  const auto* texts = static_cast<const std::string*>(view.data);
  py::list list;
  for (std::size_t i = 0; i < view.rows; ++i) list.append(texts[i]);
  py::array array = py::module_::import("numpy").attr("array")(list, py::arg("dtype") = "str");
  array.attr("flags").attr("writeable") = false;
  return array;
}

TableOf table_of(const std::shared_ptr<const World>& world, std::string_view name) { return {world, &find_table(*world, name)}; }

py::dict parameter_values(const World& world) {
  py::dict values;
  for (std::size_t i = 0; i < world.parameters.names().size(); ++i)
    values[py::str(world.parameters.names()[i])] = world.parameters.values()[i];
  return values;
}

py::dict event_counts(const World& world) {
  py::dict counts;
  for (std::size_t i = 0; i < world.event_counts.count.size(); ++i)
    counts[py::str(std::string(world.catalogue->events.at(i).name))] = world.event_counts.count[i];
  return counts;
}

py::object difference(const World& left, const World& right) {
  const Difference d = first_difference(left, right);
  if (!d) return py::none();
  return py::make_tuple(d.column, d.row, d.inner, d.left, d.right);
}

}  // namespace world_detail

py::dtype dtype_of(DType type) {
  if (type == DType::text) throw py::type_error("a text column has no numeric type");
  return with_number(type, []<class T>(std::type_identity<T>) { return py::dtype::of<T>(); });
}

py::array array_of(const ColumnInfo& column, const void* table, py::handle owner) {
  const View view = column.view(table);
  if (view.type == DType::text) return world_detail::text_array(view);
  std::vector<py::ssize_t> shape{static_cast<py::ssize_t>(view.rows)};
  for (const Axis& axis : column.axes()) shape.push_back(static_cast<py::ssize_t>(axis.size));
  static const double nothing = 0.0;  // an empty vector has no address, and NumPy would take one of its own
  py::array array(dtype_of(view.type), shape, {}, view.rows > 0 ? view.data : &nothing, owner);
  array.attr("flags").attr("writeable") = false;
  return array;
}

void register_world(py::module_& m) {
  using namespace world_detail;
  py::class_<ColumnInfo>(m, "Column", "What a column is: name, unit, meaning, inner axes, allowed range, role.")
      .def_property_readonly("name", [](const ColumnInfo& c) { return std::string(c.name); })
      .def_property_readonly("unit", [](const ColumnInfo& c) { return std::string(c.unit); })
      .def_property_readonly("doc", [](const ColumnInfo& c) { return std::string(c.doc); })
      .def_property_readonly(
          "axes", [](const ColumnInfo& c) { return c.axes_text(); }, "Inner axes, outermost first: \"exporter:2\".")
      .def_property_readonly("range", [](const ColumnInfo& c) { return c.range.text(); })
      .def_property_readonly(
          "role", [](const ColumnInfo& c) { return role_name(c.role); }, "state, derived or frozen.")
      .def("__repr__", [](const ColumnInfo& c) {
        return "<Column " + std::string(c.name) + " [" + std::string(c.unit) + "]: " + std::string(c.doc) + ">";
      });

  py::class_<TableOf>(m, "Table",
                      "A table of a World: `table[\"gdp\"]` is a read-only NumPy view, without a copy, of shape (rows, inner axes...).")
      .def(
          "__getitem__",
          [](const TableOf& t, std::string_view name) {
            return array_of(find_column(*t.info, name), t.info->of(*t.world), py::cast(t.world));
          },
          py::arg("column"))
      .def("__len__", [](const TableOf& t) { return row_count(t.info->columns, t.info->of(*t.world)); })
      .def(
          "__contains__",
          [](const TableOf& t, std::string_view name) {
            return std::any_of(t.info->columns.begin(), t.info->columns.end(), [&](const ColumnInfo& c) { return c.name == name; });
          },
          py::arg("column"))
      .def(
          "keys",
          [](const TableOf& t) {
            std::vector<std::string> names;
            for (const ColumnInfo& c : t.info->columns) names.emplace_back(c.name);
            return names;
          },
          "Names of the columns.")
      .def("__iter__", [](const py::object& self) { return py::iter(self.attr("keys")()); })
      .def(
          "column", [](const TableOf& t, std::string_view name) { return find_column(*t.info, name); }, py::arg("name"),
          "What a column is.")
      .def_property_readonly("columns",
                             [](const TableOf& t) { return std::vector<ColumnInfo>(t.info->columns.begin(), t.info->columns.end()); })
      .def_property_readonly("name", [](const TableOf& t) { return std::string(t.info->name); })
      .def_property_readonly("doc", [](const TableOf& t) { return std::string(t.info->doc); })
      .def_property_readonly(
          "parent", [](const TableOf& t) { return std::string(t.info->parent); },
          "The table that these are more columns of, or \"\" if they have rows of their own.");

  py::class_<World, std::shared_ptr<World>>(
      m, "World", "The state of a run at one moment. It does not change; views of it stay valid as long as you hold them.")
      .def(
          "__getitem__", [](const std::shared_ptr<World>& w, std::string_view name) { return table_of(w, name); }, py::arg("table"))
      .def(
          "__getattr__",
          [](const std::shared_ptr<World>& w, const std::string& name) {
            for (const TableInfo* t : all_tables(*w))
              if (t->name == name) return TableOf{w, t};
            throw py::attribute_error("a World has no table or property named \"" + name + "\"");
          },
          py::arg("table"))
      .def("__dir__",
           [](const py::object& self) {
             py::list names = py::module_::import("builtins").attr("object").attr("__dir__")(self);
             for (const TableInfo* t : all_tables(self.cast<const World&>())) names.append(std::string(t->name));
             return names;
           })
      .def_property_readonly(
          "tables",
          [](const std::shared_ptr<World>& w) {
            py::dict all;
            for (const TableInfo* t : all_tables(*w)) all[py::str(std::string(t->name))] = TableOf{w, t};
            return all;
          },
          "All tables by name.")
      .def_property_readonly(
          "quarter", [](const World& w) { return w.quarter; }, "Quarters that have been run.")
      .def_property_readonly("parameters", &parameter_values, "Values of the parameters of this run.")
      .def_property_readonly("event_counts", &event_counts, "How many events of each kind there were.")
      .def_property_readonly(
          "digest", [](const World& w) { return digest_of(w).hex(); }, "128-bit digest of the state, 32 hexadecimal digits.")
      .def(
          "__eq__", [](const World& a, const py::object& b) { return py::isinstance<World>(b) && a == b.cast<const World&>(); },
          py::arg("other"))
      .def("first_difference", &difference, py::arg("other"),
           "(table.column, row, inner, value here, value there) where two worlds first differ, or None.");
}

}  // namespace entrepot::binding
