#include "entrepot/world/model.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "entrepot/base/errors.hpp"
#include "entrepot/world/put_away.hpp"

namespace entrepot {
namespace {

std::size_t position(const std::vector<Stage>& stages, std::string_view name) {
  std::vector<std::string> known;
  for (std::size_t i = 0; i < stages.size(); ++i) {
    if (stages[i].name() == name) return i;
    known.push_back(stages[i].name());
  }
  throw UnknownName("stage", name, nearest_name(name, known));
}
std::ptrdiff_t offset(std::size_t i) { return static_cast<std::ptrdiff_t>(i); }

/// What stages say of themselves against each other.
class Composition {
  const std::vector<Stage>& stages_;
  Catalogue all_;
  std::vector<std::string> problems_;
  std::map<std::string, std::string, std::less<>> parameter_of_;  // name -> stage

  void problem(const Stage& stage, const std::string& what) { problems_.push_back("stage " + stage.name() + ": " + what); }
  static std::string quoted(std::string_view name) { return '"' + std::string(name) + '"'; }
  /// Names stand in "table.column", in TOML and in Python, so they are simple.
  static bool is_simple(std::string_view name) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return letter(name[0]) && std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
  }
  /// Whether the name is new among `seen` and simple; if not, that is a problem.
  void once(const Stage& stage, std::set<std::string, std::less<>>& seen, std::string_view kind, std::string_view name) {
    if (name.empty() || name.back() == '.') problem(stage, "a " + std::string(kind) + " has no name");
    else if (!is_simple(name.substr(kind == "column" ? name.find('.') + 1 : 0)))
      problem(stage, "the " + std::string(kind) + ' ' + quoted(name) + " needs another name: of letters, digits and _, no digit first");
    else if (!seen.emplace(name).second) problem(stage, "the " + std::string(kind) + ' ' + quoted(name) + " is there already");
  }
  const TableInfo* table_named(std::string_view name) const {
    for (const TableInfo* t : all_tables(&all_))
      if (t->name == name) return t;
    return nullptr;
  }
  static const ColumnInfo* column_named(const TableInfo& table, std::string_view name) {
    for (const ColumnInfo& c : table.columns)
      if (c.name == name) return &c;
    return nullptr;
  }

  void parameters() {
    for (const Stage& stage : stages_)
      for (const ParameterInfo& p : stage.info().parameters) {
        if (p.shared) continue;
        const auto [at, fresh] = parameter_of_.emplace(p.name, stage.name());
        if (!fresh) problem(stage, "the parameter " + quoted(p.name) + " belongs to the stage " + at->second + "; read it with also_reads");
        if (!(p.lowest <= p.highest)) problem(stage, "the parameter " + quoted(p.name) + " has no allowed value");
      }
    for (const Stage& stage : stages_)
      for (const ParameterInfo& p : stage.info().parameters)
        if (p.shared && parameter_of_.find(p.name) == parameter_of_.end())
          problem(stage, "it also reads the parameter " + quoted(p.name) + ", which no stage of the model has");
  }
  /// A struct is found by its list of columns or fields, so one struct is one table, or one kind of event.
  void one_struct(const Stage& stage, std::map<const void*, std::string>& seen, const void* list, std::string_view name) {
    const auto [at, fresh] = seen.emplace(list, name);
    if (!fresh) problem(stage, quoted(name) + " and " + quoted(at->second) + " are made of the same struct: give each its own");
  }
  void brought() {
    std::set<std::string, std::less<>> tables{"events"}, events, levers, outcomes;  // "events.seizure" is a kind of event
    std::map<const void*, std::string> structs;
    for (const TableInfo& t : entrepot::tables) tables.emplace(t.name);
    for (const TableInfo& t : frozen_layers) tables.emplace(t.name);
    tables.emplace("parameters");
    for (const Stage& stage : stages_) {
      if (stage.kept()) all_.kept.push_back(stage.kept());
      for (const TableInfo& t : stage.info().tables) {
        once(stage, tables, "table", t.name);
        one_struct(stage, structs, t.columns.data(), t.name);
        all_.tables.push_back(t);
      }
      for (const EventInfo& e : stage.info().events) {
        once(stage, events, "kind of event", e.name);
        one_struct(stage, structs, e.fields.data(), e.name);
        all_.events.push_back(e);
      }
      for (const LeverInfo& l : stage.info().levers) {
        once(stage, levers, "lever", l.name);
        all_.levers.push_back(l);
      }
      for (const OutcomeInfo& o : stage.info().outcomes) once(stage, outcomes, "outcome", o.name);
      if (!stage.gives_outcomes()) problem(stage, "an outcome has no value, and the stage has no outcome_values");
    }
  }
  void columns_of(const Stage& stage, const TableInfo& t) {
    std::set<std::string, std::less<>> columns;
    for (const ColumnInfo& c : t.columns) {
      const std::string name = std::string(t.name) + '.' + std::string(c.name);
      once(stage, columns, "column", name);
      if (c.role == Role::derived)
        problem(stage, "the column " + name + " is derived, which nobody would rebuild after a restore; let it be state");
      if (!c.target.empty() && table_named(c.target) == nullptr)
        problem(stage, "the column " + name + " refers to rows of " + quoted(c.target) + ", which is no table");
    }
  }
  /// Whether a file can refer to rows of the table by name.
  static bool has_named_rows(const TableInfo& table) {
    const auto names = [&](const ColumnInfo& c) {
      return c.file_name() == table.file.id && (c.file.form == Form::id || c.file.form == Form::state_code);
    };
    return std::any_of(table.columns.begin(), table.columns.end(), names) ||
           std::any_of(table.file.only.begin(), table.file.only.end(), names);
  }
  /// The file of a table, if it has one.
  void file_of_table(const Stage& stage, const TableInfo& t, std::set<std::string, std::less<>>& paths) {
    const std::string what = "the table " + quoted(t.name), path(t.file.path);
    const bool is_given = std::any_of(t.columns.begin(), t.columns.end(), [](const ColumnInfo& c) { return c.is_given(); });
    if (path.empty()) {
      if (is_given) problem(stage, what + " has columns that are given, but no file: say which (file_of)");
      return;
    }
    if (!path.starts_with("data/") || !path.ends_with(".csv") || path.find("..") != std::string::npos)
      problem(stage, what + " has the file " + quoted(path) + "; write data/NAME.csv");
    else if (!paths.insert(path).second) problem(stage, what + " has the file " + quoted(path) + ", which is another table's");
    if (!is_given) problem(stage, what + " has a file, but no column of it is given");
    if (t.kind == TableKind::columns)
      if (const TableInfo* parent = table_named(t.parent); parent != nullptr && !has_named_rows(*parent))
        problem(stage, what + " has a file, but rows of " + quoted(t.parent) + " have no names in theirs");
    for (const ColumnInfo& c : t.columns)
      if (c.is_given() && c.file.form == Form::reference)
        if (const TableInfo* target = table_named(c.target); target != nullptr && !has_named_rows(*target))
          problem(stage, "the column " + std::string(t.name) + '.' + std::string(c.name) + " is given, but rows of " + quoted(c.target) +
                             " have no names in a file");
  }
  void files() {
    std::set<std::string, std::less<>> paths;
    for (const TableInfo& t : entrepot::tables) paths.emplace(t.file.path);
    for (const TableInfo& t : frozen_layers) paths.emplace(t.file.path);
    for (const Stage& stage : stages_)
      for (const TableInfo& t : stage.info().tables) file_of_table(stage, t, paths);
  }
  void references() {
    for (const Stage& stage : stages_) {
      for (const TableInfo& t : stage.info().tables) {
        if (t.kind == TableKind::columns && table_named(t.parent) == nullptr)
          problem(stage, "the columns " + quoted(t.name) + " are of the table " + quoted(t.parent) + ", which is not there");
        columns_of(stage, t);
        if (t.kind == TableKind::layer)
          for (const std::string_view end : {"source", "target"}) {
            const ColumnInfo* c = column_named(t, end);
            if (c == nullptr || c->target.empty() || c->ops->type != DType::i32)
              problem(stage, "the layer " + quoted(t.name) + " needs a column " + std::string(end) + " of ids");
          }
      }
      for (const LeverInfo& l : stage.info().levers) {
        const TableInfo* t = table_named(l.table);
        const ColumnInfo* c = t != nullptr ? column_named(*t, l.column) : nullptr;
        if (c == nullptr || !(l.table == "exporters" || (t->kind == TableKind::columns && t->parent == "exporters")))
          problem(stage, "the lever " + quoted(l.name) + " sets " + std::string(l.table) + '.' + std::string(l.column) +
                             ", which is no column of exporters");
        else if (c->ops->type != DType::f64 || !c->axes().empty())
          problem(stage, "the lever " + quoted(l.name) + " sets a column that is not one real number of each exporter");
        else if (!c->range.holds(l.fallback))
          problem(stage, "the lever " + quoted(l.name) + " is " + text_of(l.fallback) +
                             " where a strategy does not say, allowed: " + c->range.text());
      }
      for (const std::string_view w : stage.info().writes) {
        const std::size_t dot = w.find('.');
        const TableInfo* t = table_named(w.substr(0, dot));
        if (t == nullptr || (dot != std::string_view::npos && column_named(*t, w.substr(dot + 1)) == nullptr))
          problem(stage, "it says that it writes " + quoted(w) + ", which is no table and no column");
      }
    }
  }

 public:
  explicit Composition(const std::vector<Stage>& stages) : stages_{stages} {}
  Catalogue check() {
    std::set<std::string, std::less<>> names;
    for (const Stage& stage : stages_) once(stage, names, "stage", stage.name());
    parameters();
    brought();
    references();
    files();
    if (!problems_.empty()) throw ModelError(problems_);
    return std::move(all_);
  }
};

/// The first value of a table that is not what its column allows, as "table.column".
Breach breach_in(const World& world, const TableInfo& table) {
  const auto rows_of = [&](std::string_view target) { return find_table(world, target).rows(world); };
  Breach found = first_breach(table.columns, table.of(world), rows_of);
  if (found) found.column = std::string(table.name) + '.' + found.column;
  return found;
}

/// What a stage must hold to, looked at behind it.
class Watch {
  const Books& books_;
  World before_;

 public:
  Watch(const World& world, const Books& books) : books_{books}, before_{world} {}

  void behind(const World& world, const Stage& stage) const {
    const auto stop = [&](const std::string& column, std::size_t row, const std::string& value, const std::string& allowed) {
      throw StageError(stage.name(), column, row, before_.quarter, value, allowed);
    };
    if (world.quarter != before_.quarter) stop("quarter", 0, std::to_string(world.quarter), "the clock is no stage's");
    if (!(world.parameters == before_.parameters)) stop("parameters", 0, "changed", "parameters do not change in a run; write a column");
    const auto rows_of = [&](std::string_view target) { return find_table(world, target).rows(world); };
    for (const TableInfo* t : all_tables(world)) {
      if (const Breach b = breach_in(world, *t)) stop(b.column, b.row, b.value, b.allowed);
      if (t->kind == TableKind::columns && t->rows(world) != rows_of(t->parent))
        stop(std::string(t->name), t->rows(world), std::to_string(t->rows(world)) + " rows", "as many as " + std::string(t->parent));
      if (t->name == "event_counts") continue;  // counted by emit
      for (const ColumnInfo& c : t->columns)
        if (c.role == Role::frozen && t->locate == nullptr) {
          if (const Difference d = first_difference({&c, 1}, t->of(before_), t->of(world)))
            stop(std::string(t->name) + '.' + std::string(c.name), d.row, d.right, "to stay " + d.left + ": the column is frozen");
        } else if (c.role != Role::derived && !stage.may_write(t->name, c.name)) {
          if (const Difference d = first_difference({&c, 1}, t->of(before_), t->of(world)))
            stop(std::string(t->name) + '.' + std::string(c.name), d.row, d.right,
                 "to be left alone (" + d.left + "): it is not in the stage's list of what it writes");
        }
    }
    try {
      audit(world, books_);
    } catch (const AuditError& e) {
      stop(e.book, 0, e.found, e.expected);
    }
  }
};

struct WritesOf {
  const Stage* stage;
  static bool sources(const void* context, const TableInfo& table) {
    return static_cast<const WritesOf*>(context)->stage->may_write(table.name, "source");
  }
};

/// Brings the stages' own tables into order behind a stage. Throws StageError if it gave a column another length.
void settle(World& world, const Stage& stage, bool all) {
  if (const Breach b = world.own.misfit(world)) throw StageError(stage.name(), b.column, b.row, world.quarter, b.value, b.allowed);
  const WritesOf writes{&stage};
  if (all) world.own.settle(world);
  else world.own.settle(world, &WritesOf::sources, &writes);
}

}  // namespace

Model::Model(std::vector<Stage> stages) { take(std::move(stages)); }

void Model::take(std::vector<Stage> stages) {
  catalogue_ = std::make_shared<const Catalogue>(Composition(stages).check());
  stages_ = std::move(stages);
}

Model& Model::replace(std::string_view name, Stage with) {
  std::vector<Stage> stages = stages_;
  stages[position(stages, name)] = std::move(with);
  take(std::move(stages));
  return *this;
}
Model& Model::insert_after(std::string_view name, Stage what) {
  std::vector<Stage> stages = stages_;
  stages.insert(stages.begin() + offset(position(stages, name)) + 1, std::move(what));
  take(std::move(stages));
  return *this;
}
Model& Model::insert_before(std::string_view name, Stage what) {
  std::vector<Stage> stages = stages_;
  stages.insert(stages.begin() + offset(position(stages, name)), std::move(what));
  take(std::move(stages));
  return *this;
}
Model& Model::append(Stage what) {
  std::vector<Stage> stages = stages_;
  stages.push_back(std::move(what));
  take(std::move(stages));
  return *this;
}
Model& Model::remove(std::string_view name) {
  std::vector<Stage> stages = stages_;
  stages.erase(stages.begin() + offset(position(stages, name)));
  take(std::move(stages));
  return *this;
}
const Stage& Model::find(std::string_view name) const { return stages_[position(stages_, name)]; }

std::vector<ParameterInfo> Model::parameters() const {
  std::vector<ParameterInfo> all;
  for (const Stage& stage : stages_)
    for (const ParameterInfo& p : stage.info().parameters)
      if (!p.shared) all.push_back(p);
  return all;
}

std::vector<OutcomeInfo> Model::outcomes() const {
  std::vector<OutcomeInfo> all;
  for (const Stage& stage : stages_) all.insert(all.end(), stage.info().outcomes.begin(), stage.info().outcomes.end());
  return all;
}

std::vector<double> Model::outcomes_of(const World& world) const {
  std::size_t count = 0;
  for (const Stage& stage : stages_) count += stage.info().outcomes.size();
  std::vector<double> values(count);
  std::size_t at = 0;
  for (const Stage& stage : stages_) {
    stage.outcomes(world, std::span(values).subspan(at, stage.info().outcomes.size()));
    at += stage.info().outcomes.size();
  }
  return values;
}

void Model::equip(World& world) const {
  world.catalogue = catalogue_;
  world.event_counts.count.assign(catalogue_->events.size(), 0);
  world.own = {};
  for (const TableInfo& t : catalogue_->tables) world.own.add(t);
  world.own.settle(world);
}

void Model::set_up(World& world, RunKey key) const {
  for (const Stage& stage : stages_) {
    stage.set_up(world, Turn{key, world.quarter, nullptr});
    settle(world, stage, true);
  }
}
void Model::first_day(World& world, RunKey key) const {
  for (const Stage& stage : stages_) {
    stage.first_day(world, Turn{key, world.quarter, nullptr});
    settle(world, stage, true);
  }
}

void Model::step(World& world, RunKey key, EventSink* sink, const After& after) const {
  for (const Stage& stage : stages_) {
    if (!stage.is_quarterly()) continue;
    stage(world, Turn{key, world.quarter, sink});
    settle(world, stage, false);
    if (after) after(stage.name(), world);
  }
  put_away(world);
  ++world.quarter;
}

void Model::step_checked(World& world, RunKey key, const Books& books, EventSink* sink, const After& after) const {
  for (const Stage& stage : stages_) {
    if (!stage.is_quarterly()) continue;
    const Watch watch(world, books);
    stage(world, Turn{key, world.quarter, sink});
    settle(world, stage, false);
    watch.behind(world, stage);
    if (after) after(stage.name(), world);
  }
  put_away(world);
  ++world.quarter;
}

void Model::run_stage(World& world, std::string_view stage, RunKey key, EventSink* sink) const {
  const Stage& found = find(stage);
  if (found.is_quarterly()) found(world, Turn{key, world.quarter, sink});
  settle(world, found, true);
}

void Model::check_values(const World& world) const {
  for (const TableInfo* t : all_tables(world))
    if (const Breach b = breach_in(world, *t)) {
      const auto brings = [&](const Stage& s) {
        return std::any_of(s.info().tables.begin(), s.info().tables.end(), [&](const TableInfo& own) { return own.name == t->name; });
      };
      const auto whose = std::find_if(stages_.begin(), stages_.end(), brings);
      throw StageError(whose != stages_.end() ? whose->name() : "first values", b.column, b.row, world.quarter, b.value, b.allowed);
    }
}

EventSink Model::sink_for(std::span<const std::string> kinds) const {
  EventSink sink{catalogue_, std::vector<std::uint8_t>(events().size(), 0), std::vector<EventRows>(events().size())};
  std::vector<std::string> known;
  for (std::size_t k = 0; k < events().size(); ++k) {
    sink.rows[k].kind = &events()[k];
    known.emplace_back(events()[k].name);
  }
  for (const std::string& kind : kinds) {
    const auto at = std::find(known.begin(), known.end(), kind);
    if (at == known.end()) throw UnknownName("event kind", kind, nearest_name(kind, known));
    sink.wanted[static_cast<std::size_t>(at - known.begin())] = 1;
  }
  return sink;
}

}  // namespace entrepot
