// NumPy arrays in and out of the solvers.
#pragma once
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>

#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "entrepot/base/errors.hpp"

namespace entrepot::solver_arrays {

namespace py = pybind11;
using Numbers = py::array_t<double, py::array::c_style | py::array::forcecast>;
using Ids = py::array_t<std::int32_t, py::array::c_style | py::array::forcecast>;

/// A view of a one-dimensional array; the array must outlive it.
template <class T, int flags> std::span<const T> view(std::string_view solver, std::string_view argument, const py::array_t<T, flags>& a) {
  if (a.ndim() != 1) throw SolverError(solver, argument, std::to_string(a.ndim()) + " dimensions", "1 dimension");
  return {a.data(), static_cast<std::size_t>(a.size())};
}
template <class T> py::array_t<T> array(const std::vector<T>& v) { return py::array_t<T>(static_cast<py::ssize_t>(v.size()), v.data()); }
inline py::array_t<double> table(const std::vector<double>& v, std::size_t rows) {
  const auto r = static_cast<py::ssize_t>(rows), n = static_cast<py::ssize_t>(v.size());
  return py::array_t<double>({r, r > 0 ? n / r : 0}, v.data());
}
inline py::array_t<std::int64_t> indices(const std::vector<std::size_t>& v) {
  py::array_t<std::int64_t> out(static_cast<py::ssize_t>(v.size()));
  for (std::size_t i = 0; i < v.size(); ++i) out.mutable_data()[i] = static_cast<std::int64_t>(v[i]);
  return out;
}

/// A count that came as a double, so that it can be an array of any dtype; 2.5 labs are refused, not cut to 2.
inline int whole(std::string_view solver, std::string_view argument, double x) {
  if (!(std::abs(x) < 1e9) || x != std::floor(x)) throw SolverError(solver, argument, x, "a whole number");
  return static_cast<int>(x);
}

}  // namespace entrepot::solver_arrays
