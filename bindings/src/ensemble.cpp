// Many runs for Python: results as arrays of shape (strategy, run, ...), the interpreter's lock released while they run.
#include <algorithm>
#include <cstring>
#include <limits>

#include "bindings.hpp"
#include "entrepot/run/ensemble.hpp"

namespace entrepot::binding {
namespace ensemble_detail {

struct Shape {
  std::size_t strategies, runs;
  std::vector<py::ssize_t> with(std::initializer_list<std::size_t> rest) const {
    std::vector<py::ssize_t> all{static_cast<py::ssize_t>(strategies), static_cast<py::ssize_t>(runs)};
    for (const std::size_t n : rest) all.push_back(static_cast<py::ssize_t>(n));
    return all;
  }
};

/// Runs of one cube in one array (strategy, run, time, row, inner); rows that a run does not have are `missing`. Frees the runs' cubes.
template <class T>
py::array stacked(std::vector<RunResult>& results, Shape shape, std::size_t which, std::vector<T> Cube::*values, T missing) {
  std::size_t times = 0, rows = 0, width = 1;
  for (const RunResult& r : results) {
    if (r.cubes.empty()) continue;
    times = std::max(times, r.cubes[which].times);
    rows = std::max(rows, r.cubes[which].rows);
    width = std::max(width, r.cubes[which].width);
  }
  std::vector<T> all(results.size() * times * rows * width, missing);
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (results[i].cubes.empty()) continue;
    Cube& cube = results[i].cubes[which];
    const std::size_t block = cube.rows * cube.width;
    for (std::size_t t = 0; t < cube.times && block > 0; ++t)
      std::copy_n((cube.*values).begin() + static_cast<std::ptrdiff_t>(t * block), block,
                  all.begin() + static_cast<std::ptrdiff_t>((i * times + t) * rows * width));
    std::vector<T>().swap(cube.*values);
  }
  return array_from(std::move(all), shape.with({times, rows, width}));
}

py::dict cubes_of(std::vector<RunResult>& results, Shape shape) {
  py::dict all;
  const auto first = std::find_if(results.begin(), results.end(), [](const RunResult& r) { return !r.cubes.empty(); });
  if (first == results.end()) return all;
  for (std::size_t c = 0; c < first->cubes.size(); ++c) {
    const py::str name(first->cubes[c].name);
    all[name] = first->cubes[c].whole ? py::object(stacked(results, shape, c, &Cube::integers, std::numeric_limits<std::int64_t>::min()))
                                      : py::object(stacked(results, shape, c, &Cube::real, std::numeric_limits<float>::quiet_NaN()));
  }
  return all;
}

/// One number of every event as an array: `get(result, i)`.
template <class To, class Get> py::array event_column(const std::vector<RunResult>& results, std::size_t kind, Get get) {
  std::vector<To> all;
  for (const RunResult& r : results)
    if (!r.events.rows.empty())
      for (std::size_t i = 0; i < r.events.rows[kind].size(); ++i) all.push_back(get(r, i));
  return array_from(std::move(all));
}
template <class T> py::array field_column(const std::vector<RunResult>& results, std::size_t kind, std::size_t size, std::size_t at) {
  return event_column<T>(results, kind, [=](const RunResult& r, std::size_t i) {
    T value;
    std::memcpy(&value, r.events.rows[kind].rows.data() + i * size + at, sizeof value);
    return value;
  });
}
py::array field_column(const std::vector<RunResult>& results, std::size_t kind, const EventInfo& info, const FieldInfo& f) {
  return with_number(f.type, [&]<class T>(std::type_identity<T>) { return field_column<T>(results, kind, info.size, f.at()); });
}

/// Recorded kinds by name: a dictionary of columns (strategy, run, id, cause, quarter, then the kind's fields), and what each field is.
py::dict events_of(const std::vector<RunResult>& results, const Model& model, const std::vector<std::string>& kinds) {
  using R = RunResult;
  py::dict all;
  for (std::size_t k = 0; k < model.events().size(); ++k) {
    const EventInfo& info = model.events()[k];
    if (std::find(kinds.begin(), kinds.end(), info.name) == kinds.end()) continue;
    py::dict columns, about;
    columns["strategy"] =
        event_column<std::int32_t>(results, k, [](const R& r, std::size_t) { return static_cast<std::int32_t>(r.strategy); });
    columns["run"] = event_column<std::int64_t>(results, k, [](const R& r, std::size_t) { return static_cast<std::int64_t>(r.run); });
    columns["id"] = event_column<std::int64_t>(results, k, [k](const R& r, std::size_t i) { return r.events.rows[k].id[i]; });
    columns["cause"] = event_column<std::int64_t>(results, k, [k](const R& r, std::size_t i) { return r.events.rows[k].cause[i]; });
    columns["quarter"] = event_column<std::int32_t>(results, k, [k](const R& r, std::size_t i) { return r.events.rows[k].quarter[i]; });
    for (const FieldInfo& f : info.fields) {
      const py::str name{std::string(f.name)};
      columns[name] = field_column(results, k, info, f);
      about[name] = py::make_tuple(std::string(f.unit), std::string(f.doc), std::string(f.target),
                                   std::vector<std::string>(f.names.begin(), f.names.end()));
    }
    all[py::str(std::string(info.name))] = py::make_tuple(columns, about);
  }
  return all;
}

/// Without the runs behind the last one that was begun, so that an ensemble that was stopped early takes no room for the rest.
Shape trim(std::vector<RunResult>& results, Shape shape) {
  std::size_t begun = 0;
  for (std::size_t i = 0; i < results.size(); ++i)
    if (results[i].status != RunResult::Status::not_run) begun = std::max(begun, i % shape.runs + 1);
  if (begun == shape.runs) return shape;
  std::vector<RunResult> kept;
  for (std::size_t i = 0; i < results.size(); ++i)
    if (i % shape.runs < begun) kept.push_back(std::move(results[i]));
  results.swap(kept);
  return {shape.strategies, begun};
}

/// Without the name of the class and the list of calls that an exception of Python's ends with.
std::string message_of(const RunResult& result) {
  std::string text = result.message.substr(0, result.message.find("\n\nAt:"));
  for (const std::string_view name : {"EntrepotError: ", "StageError: "})
    if (text.starts_with(name)) text.erase(0, name.size());
  return text;
}

py::dict dict_of(std::vector<RunResult>& results, Shape shape, const Model& model, const std::vector<std::string>& kinds) {
  const std::size_t outcome_count = model.outcomes().size(), kind_count = model.events().size();
  std::vector<double> outcomes(results.size() * outcome_count, std::numeric_limits<double>::quiet_NaN());
  std::vector<std::int64_t> counts(results.size() * kind_count, 0);
  std::vector<std::string> messages, digests;
  std::vector<std::uint8_t> status;
  for (std::size_t i = 0; i < results.size(); ++i) {
    const RunResult& r = results[i];
    const auto row = static_cast<std::ptrdiff_t>(i);
    std::copy(r.outcomes.begin(), r.outcomes.end(), outcomes.begin() + row * static_cast<std::ptrdiff_t>(outcome_count));
    std::copy(r.event_counts.begin(), r.event_counts.end(), counts.begin() + row * static_cast<std::ptrdiff_t>(kind_count));
    messages.push_back(message_of(r));
    digests.push_back(r.status == RunResult::Status::done ? r.digest.hex() : "");
    status.push_back(static_cast<std::uint8_t>(r.status));
  }
  py::dict all;
  all["outcomes"] = array_from(std::move(outcomes), shape.with({outcome_count}));
  all["event_counts"] = array_from(std::move(counts), shape.with({kind_count}));
  all["status"] = array_from(std::move(status), shape.with({}));
  all["messages"] = messages;
  all["digests"] = digests;
  all["events"] = events_of(results, model, kinds);
  all["cubes"] = cubes_of(results, shape);
  return all;
}

/// `progress(done)` may raise: the ensemble stops and the exception goes on. A pending signal such as Ctrl-C stops it too, without an
/// exception: what is done is kept, and "interrupted" says so.
py::dict ensemble(const ScenarioBox& box, const std::vector<Strategy>& strategies, std::uint64_t seed, std::uint64_t first_run,
                  std::uint64_t runs, bool point, unsigned threads, const std::vector<std::string>& record, bool check,
                  const py::object& progress) {
  EnsembleOptions options;
  options.seed = seed;
  options.first_run = first_run;
  options.runs = runs;
  options.point = point;
  options.threads = threads;
  options.record = record;
  options.check = check;
  bool interrupted = false;
  const auto watch = [&](std::size_t done) {
    const py::gil_scoped_acquire acquire;
    try {
      if (PyErr_CheckSignals() != 0) throw py::error_already_set();
      if (!progress.is_none()) progress(done);
    } catch (const py::error_already_set& problem) {
      if (!problem.matches(PyExc_KeyboardInterrupt)) throw;  // Ctrl-C may come while `progress` draws its bar
      interrupted = true;
    }
    return !interrupted;
  };
  std::vector<RunResult> results;
  {
    const py::gil_scoped_release release;
    results = run_ensemble(box.scenario, strategies, options, watch);
  }
  const Shape shape = trim(results, {strategies.size(), static_cast<std::size_t>(runs)});
  py::dict all = dict_of(results, shape, box.scenario.model, RecordPlan(record, box.scenario.model).events);
  all["wanted"] = strategies.size() * static_cast<std::size_t>(runs);
  all["interrupted"] = interrupted;
  return all;
}

/// Bytes that one run's record of these names takes, by the number of rows on the first day.
std::size_t record_bytes(const ScenarioBox& box, const std::vector<std::string>& record) {
  const RecordPlan plan(record, box.scenario.model);
  std::size_t bytes = 0;
  for (const RecordPlan::Want& want : plan.columns) {
    const View view = want.column->view(want.table->of(box.scenario.start));
    bytes += static_cast<std::size_t>(box.scenario.quarters) * view.rows * view.width *
             (view.type == DType::f64 ? sizeof(float) : sizeof(std::int64_t));
  }
  return bytes;
}

}  // namespace ensemble_detail

void register_ensemble(py::module_& m) {
  using namespace ensemble_detail;
  m.def("run_ensemble", &ensemble, py::arg("scenario"), py::arg("strategies"), py::arg("seed"), py::arg("first_run"), py::arg("runs"),
        py::arg("point"), py::arg("threads"), py::arg("record"), py::arg("check"), py::arg("progress"));
  m.def("record_bytes", &record_bytes, py::arg("scenario"), py::arg("record"));
}

}  // namespace entrepot::binding
