// Models and stages for Python. A stage that is written in Python sees the World of its turn through a Turn: columns are copies, what it writes is
// put back column by column, so that no array of Python's ever points into a World that lives on.
#include <cstring>

#include "bindings.hpp"
#include "entrepot/base/errors.hpp"
#include "entrepot/run/describe.hpp"
#include "entrepot/run/model.hpp"
#include "entrepot/world/stage_builder.hpp"

namespace entrepot::binding {
namespace model_detail {

/// A Python object that may be let go of by any thread.
std::shared_ptr<py::object> shared(py::object object) {
  return {new py::object(std::move(object)), [](py::object* held) {  // NOLINT: owned by the pointer
            const py::gil_scoped_acquire acquire;
            delete held;  // NOLINT
          }};
}

/// What a stage sees while it is called; afterwards it sees nothing.
struct TurnView {
  World* world = nullptr;
  const Turn* turn = nullptr;  // null: outcomes are asked for
  bool may_write = false;
  bool first_values = false;  // in set_up and first_day: frozen columns get their values
  std::string stage;
  std::shared_ptr<const std::vector<std::string>> writes;

  World& seen() const {
    if (world == nullptr) throw Error("the turn of the stage " + stage + " is over: keep copies of what you need, not the turn");
    return *world;
  }
  std::int64_t quarter() const { return seen().quarter; }
  [[noreturn]] void refuse(const std::string& column, std::size_t row, const std::string& value, const std::string& allowed) const {
    throw StageError(stage, column, row, seen().quarter, value, allowed);
  }
  void check_write(const std::string& table, const std::string& column) const {
    const std::string name = column.empty() ? table : table + '.' + column;
    if (!may_write)
      refuse(name, 0, turn == nullptr ? "written by an outcome" : "written while the stage decides",
             "writing in apply, set_up and first_day only");
    for (const std::string& w : *writes)
      if (w == table || w == name) return;
    refuse(name, 0, "written", "to be left alone: it is not in the stage's list of what it writes");
  }
};

py::array column_of(const TurnView& view, const std::string& table, const std::string& column) {
  const TableInfo& t = find_table(view.seen(), table);
  return py::array(array_of(find_column(t, column), t.of(view.seen()), py::none()).attr("copy")());
}

void write_column(const TurnView& view, const std::string& table, const std::string& column, const py::object& values) {
  const TableInfo& t = find_table(view.seen(), table);
  const ColumnInfo& c = find_column(t, column);
  view.check_write(table, column);
  const std::string name = table + '.' + column;
  if (c.role == Role::derived) view.refuse(name, 0, "written", "to be left alone: it is derived from others");
  if (c.role == Role::frozen && !view.first_values) view.refuse(name, 0, "written", "to be written in set_up and first_day: it is frozen");
  const View old = c.view(t.of(view.seen()));
  const py::array given = py::module_::import("numpy").attr("ascontiguousarray")(values);
  if (given.dtype().kind() != 'f' && given.dtype().kind() != 'i' && given.dtype().kind() != 'u' && given.dtype().kind() != 'b')
    view.refuse(name, 0, "an array of " + std::string(py::str(given.dtype())), "numbers");
  std::vector<py::ssize_t> shape{static_cast<py::ssize_t>(old.rows)};
  for (const Axis& axis : c.axes()) shape.push_back(static_cast<py::ssize_t>(axis.size));
  if (std::vector<py::ssize_t>(given.shape(), given.shape() + given.ndim()) != shape)
    view.refuse(name, 0, "of shape " + std::string(py::str(given.attr("shape"))), "the shape " + std::string(py::str(py::cast(shape))));
  if (old.type != DType::f64 && given.dtype().kind() == 'f') view.refuse(name, 0, "an array of real numbers", "whole numbers");
  const py::array cast = given.attr("astype")(dtype_of(old.type));
  if (old.type != DType::f64 && !py::module_::import("numpy").attr("array_equal")(cast, given).cast<bool>())
    view.refuse(name, 0, "of numbers that do not fit", "numbers of " + std::string(py::str(cast.dtype())));
  void* const values_now = c.data(t.of(*view.world));
  const auto* const begin = static_cast<const std::byte*>(values_now);
  const std::vector<std::byte> before(begin, begin + old.bytes());
  std::memcpy(values_now, cast.data(), old.bytes());
  const auto rows_of = [&](std::string_view target) { return find_table(view.seen(), target).rows(view.seen()); };
  if (const Breach b = first_breach({&c, 1}, t.of(*view.world), rows_of)) {
    std::memcpy(values_now, before.data(), before.size());  // a stage that catches the exception goes on with a sound World
    view.refuse(name, b.row, b.value, b.allowed);
  }
}

void resize_table(const TurnView& view, const std::string& table, std::size_t rows) {
  const TableInfo& t = find_table(view.seen(), table);
  view.check_write(table, "");
  if (t.locate != nullptr || t.kind == TableKind::columns) view.refuse(table, 0, "resized", "rows and layers of the stages' own only");
  if (rows > 100'000'000) view.refuse(table, 0, std::to_string(rows) + " rows", "at most 100 million");
  resize(t.columns, t.of(*view.world), rows);
}

py::array_t<std::int32_t> offsets_of(const TurnView& view, const std::string& table) {
  const std::span<const std::int32_t> first = view.seen().own.offsets(find_table(view.seen(), table));
  return py::array_t<std::int32_t>(static_cast<py::ssize_t>(first.size()), first.data());
}

py::array_t<double> uniforms(const TurnView& view, const std::string& purpose,
                             const py::array_t<std::uint64_t, py::array::c_style | py::array::forcecast>& keys) {
  view.seen();
  if (view.turn == nullptr) throw Error("outcomes draw nothing");
  const Luck luck = view.turn->luck(Purpose::at_run_time(purpose));
  py::array_t<double> out(keys.size());
  for (py::ssize_t i = 0; i < keys.size(); ++i) out.mutable_data()[i] = luck.uniform(Key{keys.data()[i]});
  return out;
}

EventId emit_event(const TurnView& view, const std::string& kind, const std::vector<double>& values, EventId cause) {
  view.seen();
  if (view.turn == nullptr || !view.may_write) throw Error("events are emitted in apply, set_up and first_day only");
  return emit(*view.world, *view.turn, kind, values, cause);
}

std::vector<std::string> field_names(const TurnView& view, const std::string& kind) {
  for (const EventInfo& e : view.seen().catalogue->events)
    if (e.name == kind) {
      std::vector<std::string> names;
      for (const FieldInfo& f : e.fields) names.emplace_back(f.name);
      return names;
    }
  std::vector<std::string> known;
  for (const EventInfo& e : view.seen().catalogue->events) known.emplace_back(e.name);
  throw UnknownName("event kind", kind, nearest_name(kind, known));
}

/// Calls into Python with a view that ends with the call. What goes wrong there is told with the stage's name and the quarter.
template <class Call> void call_python(const std::shared_ptr<py::object>& callable, const TurnView& like, Call call) {
  const py::gil_scoped_acquire acquire;
  const auto view = std::make_shared<TurnView>(like);
  const std::int64_t quarter = view->world->quarter;
  const struct End {
    TurnView& view;
    ~End() {
      view.world = nullptr;
      view.turn = nullptr;
    }
  } end{*view};
  try {
    call(*callable, view);
  } catch (py::error_already_set& problem) {
    const py::object ours = py::module_::import("entrepot.errors").attr("EntrepotError");
    const py::object told = py::module_::import("entrepot.errors").attr("StageError");  // says stage and quarter itself
    if (!problem.matches(PyExc_Exception) || problem.matches(told)) throw;
    const std::string said = std::string(py::str(problem.type().attr("__name__"))) + ": " + std::string(py::str(problem.value()));
    py::raise_from(problem, ours.ptr(), ("stage " + like.stage + ", quarter " + std::to_string(quarter) + ": " + said).c_str());
    throw py::error_already_set();
  }
}

/// A builder for Python: lists are said by calls, then the callables are taken.
struct PyStageBuilder {
  std::string name;
  StageBuilder builder;
  std::vector<std::string> writes;
  std::size_t outcomes = 0;
  explicit PyStageBuilder(std::string n) : name{std::move(n)}, builder{name} {}

  Stage build(py::object run, py::object set_up, py::object first_day, py::object values) {
    const auto may_write = std::make_shared<const std::vector<std::string>>(writes);
    const auto step = [&](py::object function, bool in_two) -> Stage::Step {
      if (function.is_none()) return {};
      return [held = shared(std::move(function)), stage = name, may_write, in_two](World& world, const Turn& turn) {
        const TurnView like{&world, &turn, !in_two, !in_two, stage, may_write};
        call_python(held, like, [in_two](const py::object& f, const std::shared_ptr<TurnView>& view) {
          if (!in_two) {
            f(view);
            return;
          }
          const py::object proposals = f.attr("_decide")(view);
          view->may_write = true;
          f.attr("_apply")(view, proposals);
        });
      };
    };
    Stage::Values outcome_values;
    if (!values.is_none())
      outcome_values = [held = shared(std::move(values)), stage = name, may_write](const World& world, std::span<double> out) {
        const TurnView like{const_cast<World*>(&world), nullptr, false, false, stage, may_write};  // NOLINT: it may not write
        call_python(held, like, [&](const py::object& f, const std::shared_ptr<TurnView>& view) {
          const auto numbers = f(view).cast<std::vector<double>>();
          if (numbers.size() != out.size()) throw Error("the stage " + stage + " gives another number of outcomes than it lists");
          std::copy(numbers.begin(), numbers.end(), out.begin());
        });
      };
    return builder.build(step(std::move(run), true), step(std::move(set_up), false), step(std::move(first_day), false),
                         std::move(outcome_values));
  }
};

ColumnSpec spec_of(const py::tuple& t) {
  const auto type = t[3].cast<std::string>();
  if (type != "real" && type != "whole" && type != "id")
    throw py::value_error("the type of a column is \"" + type + "\", allowed: real, whole, id");
  return {
      t[0].cast<std::string>(), t[1].cast<std::string>(),
      t[2].cast<std::string>(), type == "real" ? ColumnSpec::Type::real : type == "whole" ? ColumnSpec::Type::whole : ColumnSpec::Type::id,
      t[4].cast<std::string>(), t[5].cast<std::string>(),
      t[6].cast<std::string>(), t[7].cast<bool>(),
      t[8].cast<bool>()};
}
std::vector<ColumnSpec> specs_of(const std::vector<py::tuple>& tuples) {
  std::vector<ColumnSpec> specs;
  for (const py::tuple& t : tuples) specs.push_back(spec_of(t));
  return specs;
}

TableKind kind_of(const std::string& kind) {
  return kind == "columns" ? TableKind::columns : kind == "layer" ? TableKind::layer : TableKind::rows;
}

/// Stages in order: names of the shipped ones, and stages.
Model model_of(const py::list& stages) {
  std::vector<Stage> all;
  for (const py::handle one : stages)
    all.push_back(py::isinstance<py::str>(one) ? standard_model().find(one.cast<std::string>()) : one.cast<const Stage&>());
  return Model(std::move(all));
}

std::vector<std::string> names_of(const Model& model) {
  std::vector<std::string> names;
  for (const Stage& s : model.stages()) names.push_back(s.name());
  return names;
}

py::list outcomes_of(const Model& model) {
  py::list all;
  for (const OutcomeInfo& o : model.outcomes())
    all.append(py::make_tuple(std::string(o.name), std::string(o.unit), std::string(o.doc), o.direction));
  return all;
}
py::dict bounds_of(const Model& model) {
  py::dict bounds;
  for (const ParameterInfo& p : model.parameters())
    bounds[py::str(std::string(p.name))] = py::make_tuple(p.lowest, p.highest, std::string(p.unit), std::string(p.doc));
  return bounds;
}
py::list levers_of(const Model& model) {
  py::list all;
  for (const LeverInfo& l : model.levers()) {
    const ColumnInfo& c = find_column(find_table(model.catalogue().get(), l.table), l.column);
    all.append(py::make_tuple(std::string(l.name), std::string(c.unit), c.range.text(), l.fallback,
                              std::string(l.table) + '.' + std::string(l.column), std::string(c.doc)));
  }
  return all;
}

}  // namespace model_detail

void register_model(py::module_& m) {
  using namespace model_detail;
  py::class_<TurnView, std::shared_ptr<TurnView>>(m, "TurnView", "What a stage written in Python sees while it is called.")
      .def_property_readonly("quarter", &TurnView::quarter)
      .def_property_readonly("seed", [](const TurnView& v) { return v.turn != nullptr ? v.turn->key.seed : 0; })
      .def_property_readonly("run", [](const TurnView& v) { return v.turn != nullptr ? v.turn->key.run : 0; })
      .def("column", &column_of, py::arg("table"), py::arg("column"))
      .def("write", &write_column, py::arg("table"), py::arg("column"), py::arg("values"))
      .def(
          "rows", [](const TurnView& v, const std::string& table) { return find_table(v.seen(), table).rows(v.seen()); }, py::arg("table"))
      .def(
          "columns",
          [](const TurnView& v, const std::string& table) {
            std::vector<std::string> names;
            for (const ColumnInfo& c : find_table(v.seen(), table).columns) names.emplace_back(c.name);
            return names;
          },
          py::arg("table"))
      .def("tables",
           [](const TurnView& v) {
             std::vector<std::string> names;
             for (const TableInfo* t : all_tables(v.seen())) names.emplace_back(t->name);
             return names;
           })
      .def("resize", &resize_table, py::arg("table"), py::arg("rows"))
      .def("offsets", &offsets_of, py::arg("layer"))
      .def(
          "parameter", [](const TurnView& v, std::string_view name) { return v.seen().parameters.at(name); }, py::arg("name"))
      .def("uniforms", &uniforms, py::arg("purpose"), py::arg("keys"))
      .def("fields", &field_names, py::arg("kind"))
      .def("emit", &emit_event, py::arg("kind"), py::arg("values"), py::arg("cause"));
  py::class_<Stage>(m, "Stage").def_property_readonly("name", [](const Stage& s) { return s.name(); });
  py::class_<PyStageBuilder>(m, "StageBuilder")
      .def(py::init<std::string>(), py::arg("name"))
      .def(
          "parameter",
          [](PyStageBuilder& b, const std::string& name, const std::string& unit, double low, double high, const std::string& doc) {
            b.builder.parameter(name, unit, low, high, doc);
          },
          py::arg("name"), py::arg("unit"), py::arg("low"), py::arg("high"), py::arg("doc"))
      .def(
          "also_reads", [](PyStageBuilder& b, const std::string& name) { b.builder.also_reads(name); }, py::arg("parameter"))
      .def(
          "lever",
          [](PyStageBuilder& b, const std::string& name, const std::string& table, const std::string& column, double fallback) {
            b.builder.lever(name, table, column, fallback);
          },
          py::arg("name"), py::arg("table"), py::arg("column"), py::arg("fallback"))
      .def(
          "table",
          [](PyStageBuilder& b, const std::string& name, const std::string& doc, const std::string& kind, const std::string& parent,
             const std::vector<py::tuple>& columns, const std::string& file, const std::string& id, bool may_have_no_rows) {
            b.builder.table(name, doc, kind_of(kind), parent, specs_of(columns), {file, id, may_have_no_rows});
          },
          py::arg("name"), py::arg("doc"), py::arg("kind"), py::arg("parent"), py::arg("columns"), py::arg("file"), py::arg("id"),
          py::arg("may_have_no_rows"))
      .def(
          "event",
          [](PyStageBuilder& b, const std::string& name, const std::string& doc, const std::vector<py::tuple>& fields) {
            b.builder.event(name, doc, specs_of(fields));
          },
          py::arg("name"), py::arg("doc"), py::arg("fields"))
      .def(
          "outcome",
          [](PyStageBuilder& b, const std::string& name, const std::string& unit, const std::string& doc, int direction) {
            b.builder.outcome(name, unit, doc, direction);
            ++b.outcomes;
          },
          py::arg("name"), py::arg("unit"), py::arg("doc"), py::arg("direction"))
      .def(
          "writes",
          [](PyStageBuilder& b, const std::string& name) {
            b.builder.writes(name);
            b.writes.push_back(name);
          },
          py::arg("table_or_column"))
      .def("build", &PyStageBuilder::build, py::arg("run"), py::arg("set_up"), py::arg("first_day"), py::arg("values"));
  py::class_<Model>(m, "Model")
      .def(py::init(&model_of), py::arg("stages"))
      .def_property_readonly("stages", &names_of)
      .def_property_readonly("outcomes", &outcomes_of)
      .def_property_readonly("parameter_bounds", &bounds_of)
      .def_property_readonly("levers", &levers_of)
      .def("describe", &describe)
      .def_property_readonly("event_kinds", [](const Model& model) {
        std::vector<std::string> kinds;
        for (const EventInfo& e : model.events()) kinds.emplace_back(e.name);
        return kinds;
      });
  m.def("standard_model", [] { return standard_model(); });
}

}  // namespace entrepot::binding
