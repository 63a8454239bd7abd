// NumPy arrays in and out of the solvers, and arguments whose type has a plainer name in Python than in C++.
#pragma once
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/base/errors.hpp"

namespace entrepot::binding {

namespace py = pybind11;
using namespace py::literals;
using Numbers = py::array_t<double, py::array::c_style | py::array::forcecast>;
using Array = py::array_t<double>;

/// A text that can be an argument of a template.
template <std::size_t n> struct Text {
  char text[n]{};
  constexpr Text(const char (&s)[n]) { std::copy_n(s, n, text); }  // NOLINT: a literal is meant to become one
};
/// A T that signatures call `name`.
template <class T, Text name> struct Typed { T value; };
using Whole = Typed<double, "int">;  // so that 2.5 can be refused by the solver, with its name
using AnyArray = Typed<py::object, "numpy.typing.ArrayLike">;
using FloatOrArray = Typed<py::object, "float | numpy.typing.NDArray[numpy.float64]">;

/// What `fill` writes into n numbers.
template <class Fill> Array filled(std::size_t n, Fill fill) {
  Array out(static_cast<py::ssize_t>(n));
  fill(std::span<double>{out.mutable_data(), n});
  return out;
}
template <class T> py::array_t<T> array(const std::vector<T>& v) { return py::array_t<T>(static_cast<py::ssize_t>(v.size()), v.data()); }
inline py::array_t<std::int64_t> array(const std::vector<std::size_t>& v) { return array(std::vector<std::int64_t>(v.begin(), v.end())); }
inline py::array_t<bool> array(const std::vector<bool>& v) {
  py::array_t<bool> out(static_cast<py::ssize_t>(v.size()));
  std::copy(v.begin(), v.end(), out.mutable_data());
  return out;
}
inline Array table(const std::vector<double>& v, std::size_t rows) {
  const auto r = static_cast<py::ssize_t>(rows), n = static_cast<py::ssize_t>(v.size());
  return Array({r, r > 0 ? n / r : 0}, v.data());
}

/// Reads the arguments of one solver; what it refuses, it names. Views need the array to outlive them.
struct Reader {
  std::string_view solver;

  std::span<const double> row(std::string_view argument, const Numbers& a) const {
    return sized(argument, a, a.ndim() == 1, "1 dimension");
  }
  /// A number is a row of one.
  std::span<const double> number_or_row(std::string_view argument, const Numbers& a) const {
    return sized(argument, a, a.ndim() <= 1, "a number or 1 dimension");
  }
  /// Row by row; the solver sees one row of numbers, so it cannot check the shape.
  std::span<const double> matrix(std::string_view argument, const Numbers& a) const {
    return sized(argument, a, a.ndim() == 2, "2 dimensions");
  }
  /// A count that came as a double, so that it can be an array of any dtype; 2.5 labs are refused, not cut to 2.
  int whole(std::string_view argument, double x) const;
  /// The enumerator that has this name; `names` are in the order of the enumerators.
  template <class E> E choice(std::string_view argument, const std::string& name, std::span<const std::string_view> names) const {
    return static_cast<E>(place(argument, name, names));
  }

 private:
  std::span<const double> sized(std::string_view argument, const Numbers& a, bool fits, std::string_view allowed) const {
    if (!fits) throw SolverError(solver, argument, std::to_string(a.ndim()) + " dimensions", allowed);
    return {a.data(), static_cast<std::size_t>(a.size())};
  }
  std::size_t place(std::string_view argument, const std::string& name, std::span<const std::string_view> names) const;
};

}  // namespace entrepot::binding

template <class T, entrepot::binding::Text text> struct pybind11::detail::type_caster<entrepot::binding::Typed<T, text>> {
  using Named = entrepot::binding::Typed<T, text>;
  PYBIND11_TYPE_CASTER(Named, const_name(text.text));
  bool load(handle source, bool convert) {
    make_caster<T> inner;
    if (!inner.load(source, convert)) return false;
    value.value = cast_op<T>(std::move(inner));
    return true;
  }
  static handle cast(const Named& source, return_value_policy policy, handle parent) {
    return make_caster<T>::cast(source.value, policy, parent);
  }
};
