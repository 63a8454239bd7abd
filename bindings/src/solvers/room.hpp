// A module of entrepot.solvers: functions and results are described here once, for the compiler, for `help` and for the stubs.
#pragma once
#include "elementwise.hpp"
#include "records.hpp"

namespace entrepot::binding {

class Room {
  py::module_ module_;

 public:
  /// What it defines names `entrepot.solvers.<name>` as its module, where people find it.
  Room(py::module_& solvers, const char* name);
  ~Room() { py::delattr(module_, "__module__"); }
  Room(const Room&) = delete;
  Room& operator=(const Room&) = delete;

  template <class V> void constant(const char* name, const V& value) { module_.attr(name) = py::cast(value); }

  /// A function; every argument has a name. Its documentation may be indented as the code around it is.
  template <class F, class... Extra> void def(const char* name, F&& f, std::string_view doc, const Extra&... extra) {
    module_.def(name, std::forward<F>(f), documentation(doc).c_str(), extra...);
    sign(module_.attr(name), name, {parameter(extra)...});
  }
  /// Of a class of records.
  template <class F, class... Extra>
  void method(const py::object& record, const char* name, F&& f, std::string_view doc, const Extra&... extra) {
    py::cpp_function made(std::forward<F>(f), py::name(name), py::is_method(record), documentation(doc).c_str(), extra...);
    sign(made, name, {"self", parameter(extra)...});
    record.attr(name) = made;
  }
  template <class F> void property(const py::object& record, const char* name, F&& f, const char* doc) {
    const py::cpp_function get(std::forward<F>(f), "self"_a);
    record.attr(name) = py::module_::import("builtins").attr("property")(get, py::none(), py::none(), doc);
  }
  /// The class of a record that is a result, or an argument where `defaults` has values for all fields.
  template <IsRecord T> py::object record(std::string_view doc, const T* defaults = nullptr) { return make<T>(doc, false, defaults); }
  /// Its fields are arrays where a function of numbers was given arrays.
  template <IsRecord T> py::object elementwise_record(std::string_view doc) { return make<T>(doc, true, nullptr); }

  /// Without the indentation of its first line, and without an empty line before it.
  static std::string dedented(std::string_view doc);

 private:
  template <class T> py::object make(std::string_view doc, bool elementwise, const T* defaults) {
    constexpr const auto& r = binding::record<T>;
    std::vector<std::string> annotations;
    py::list values;
    std::apply(
        [&](auto... get) {
          (annotations.push_back(annotation<FieldType<T, decltype(get)>>(elementwise)), ...);
          if (defaults != nullptr) (values.append(python_of(std::invoke(get, *defaults))), ...);
        },
        r.getters);
    const py::object made = named_tuple(module_, r.name.text, doc, r.fields, annotations, values);
    record_class<T> = made.inc_ref().ptr();
    return made;
  }
  template <class V> static std::string annotation(bool elementwise) {
    if constexpr (std::is_arithmetic_v<V>) {
      if (elementwise) return Annotation<V>::text() + " | " + Annotation<std::vector<V>>::text();
    }
    return Annotation<V>::text();
  }

  static std::string documentation(std::string_view doc);
  static std::string parameter(const py::arg& a) { return a.name; }
  static std::string parameter(const py::arg_v& a) { return std::string(a.name) + "=" + py::repr(a.value).cast<std::string>(); }
  static std::string parameter(const py::kw_only&) { return "*"; }
  static void sign(py::handle function, const char* name, const std::vector<std::string>& parameters);
};

}  // namespace entrepot::binding
