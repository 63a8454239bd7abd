// A struct of C++ that is a named tuple in Python: a result has fields, and can be unpacked, compared, printed and pickled.
//
//   template <> inline constexpr auto record<Theft> = named<&Theft::probability, &Theft::mean_time>("Theft", "probability mean_time");
//
// stands before the first function that takes or returns a Theft, and `room.record<Theft>(documentation)` makes the class.
#pragma once
#include <functional>
#include <tuple>
#include <type_traits>

#include "arrays.hpp"

namespace entrepot::binding {

/// `get` are members, or functions of the struct where Python sees something else than it holds.
template <std::size_t n, auto... get> struct Record {
  py::detail::descr<n> name;
  const char* fields;  // their names
  static constexpr auto getters = std::tuple{get...};
};
template <auto... get, std::size_t n> constexpr auto named(const char (&name)[n], const char* fields) {
  return Record<n - 1, get...>{py::detail::const_name(name), fields};
}

struct NoRecord {};
template <class T> inline constexpr NoRecord record{};
template <class T>
concept IsRecord = !std::is_same_v<decltype(record<T>), const NoRecord>;
template <class T> inline PyObject* record_class = nullptr;  // owned for ever, as pybind11 owns its types

template <class T> struct Annotation {};  // what a field of this type is called in Python
template <class T>
requires std::is_arithmetic_v<T>
struct Annotation<T> {
  static std::string text() { return std::is_same_v<T, bool> ? "bool" : std::is_floating_point_v<T> ? "float" : "int"; }
};
template <IsRecord T> struct Annotation<T> {
  static std::string text() { return record<T>.name.text; }
};
template <class T, Text name> struct Annotation<Typed<T, name>> {
  static std::string text() { return name.text; }
};
template <class T> struct Annotation<std::optional<T>> {
  static std::string text() { return Annotation<T>::text() + " | None"; }
};
template <> struct Annotation<std::string> {
  static std::string text() { return "str"; }
};
template <class T> struct Annotation<py::array_t<T>> {
  static std::string text() { return "numpy.typing.NDArray[numpy." + py::dtype::of<T>().attr("name").template cast<std::string>() + "]"; }
};
template <class T> struct Annotation<std::vector<T>> : Annotation<py::array_t<T>> {};
template <> struct Annotation<std::vector<std::size_t>> : Annotation<py::array_t<std::int64_t>> {};
template <IsRecord T> struct Annotation<std::vector<T>> {
  static std::string text() { return "tuple[" + Annotation<T>::text() + ", ...]"; }
};

template <class T> py::object python_of(const T& value) {
  if constexpr (std::is_base_of_v<py::object, T>) return value;
  else return py::cast(value);
}
template <class T> py::object python_of(const std::vector<T>& values) {
  if constexpr (IsRecord<T>) return py::tuple(py::cast(values));
  else return array(values);
}

/// Whether a field can be loaded from Python, so that its record can be an argument.
template <class T> inline constexpr bool is_loaded = std::is_arithmetic_v<T> || std::is_same_v<T, std::string>;
template <class T, Text name> inline constexpr bool is_loaded<Typed<T, name>> = is_loaded<T>;

template <class T, class Get> using FieldType = std::remove_cvref_t<std::invoke_result_t<const Get&, const T&>>;

/// A class of named tuples; there are defaults for all fields or for none.
py::object named_tuple(const py::module_& room, const char* name, std::string_view doc, const char* fields,
                       const std::vector<std::string>& annotations, const py::list& defaults);

}  // namespace entrepot::binding

template <entrepot::binding::IsRecord T> struct pybind11::detail::type_caster<T> {
  PYBIND11_TYPE_CASTER(T, entrepot::binding::record<T>.name);

  /// From any sequence of as many items; only records whose fields are numbers and texts can be arguments.
  bool load(handle source, bool convert) {
    if (!isinstance<sequence>(source) || isinstance<str>(source)) return false;
    const auto items = reinterpret_borrow<sequence>(source);
    return std::apply(
        [&](auto... get) {
          if (items.size() != sizeof...(get)) return false;
          std::size_t i = 0;
          return (set(get, items[i++], convert) && ...);
        },
        entrepot::binding::record<T>.getters);
  }
  static handle cast(const T& source, return_value_policy, handle) {
    const auto made = reinterpret_borrow<object>(entrepot::binding::record_class<T>);
    return std::apply([&](auto... get) { return made(entrepot::binding::python_of(std::invoke(get, source))...); },
                      entrepot::binding::record<T>.getters)
        .release();
  }

 private:
  template <class Get> bool set(Get get, const object& item, bool convert) {
    using V = entrepot::binding::FieldType<T, Get>;
    if constexpr (std::is_member_object_pointer_v<Get> && entrepot::binding::is_loaded<V>) {
      make_caster<V> inner;
      if (!inner.load(item, convert)) return false;
      value.*get = cast_op<V>(inner);
      return true;
    }
    return false;
  }
};
