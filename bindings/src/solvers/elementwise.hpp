// Closed forms of several numbers, for numbers or for arrays that go together by NumPy's rules.
#pragma once
#include "records.hpp"

namespace entrepot::binding {

/// What an elementwise function returns: a number or a record of numbers if all arguments are numbers, else the same with arrays.
template <class R> struct Elementwise { py::object value; };

/// An array in the common shape, contiguous; a number stays one number, that all rows share.
struct Column {
  Numbers array;
  const double* data;
  py::ssize_t step;
  double at(py::ssize_t row) const { return data[row * step]; }
};
struct Columns {
  std::vector<Column> columns;
  std::vector<py::ssize_t> shape;
  py::ssize_t rows = 1;
};
/// ValueError if the arrays have no common shape.
Columns together(const py::tuple& arrays);

/// `f(i)` for every row, where rows have this shape.
template <class F> auto column(const std::vector<py::ssize_t>& shape, const F& f) {
  py::array_t<std::remove_cvref_t<std::invoke_result_t<F, py::ssize_t>>> out(shape);
  auto* to = out.mutable_data();
  for (py::ssize_t i = 0; i < out.size(); ++i) to[i] = f(i);
  return out;
}

template <class F, class... Given> auto over(const F& f, const Given&... given) {
  using R = decltype(f(*given.data()...));
  if ((... && (given.ndim() == 0))) return Elementwise<R>{py::cast(f(*given.data()...))};
  const Columns all = together(py::make_tuple(given...));
  const auto row = [&](py::ssize_t i) {
    return [&]<std::size_t... k>(std::index_sequence<k...>) { return f(all.columns[k].at(i)...); }
    (std::index_sequence_for<Given...>{});
  };
  if constexpr (IsRecord<R>) {
    std::vector<R> rows;
    rows.reserve(static_cast<std::size_t>(all.rows));
    for (py::ssize_t i = 0; i < all.rows; ++i) rows.push_back(row(i));
    const auto made = py::reinterpret_borrow<py::object>(record_class<R>);
    const auto field = [&](auto get) {
      return column(all.shape, [&](py::ssize_t i) { return std::invoke(get, rows[static_cast<std::size_t>(i)]); });
    };
    return Elementwise<R>{std::apply([&](auto... get) { return made(field(get)...); }, record<R>.getters)};
  } else {
    return Elementwise<R>{column(all.shape, row)};
  }
}

/// A function of doubles as one of arrays.
template <class F> auto elementwise(F f) {
  return []<class R, class... A>(F g, R (*)(A...)) {
    return [g](const py::detail::conditional_t<true, Numbers, A>&... given) { return over(g, given...); };
  }(f, static_cast<py::detail::function_signature_t<F>*>(nullptr));
}

}  // namespace entrepot::binding

template <class R> struct pybind11::detail::type_caster<entrepot::binding::Elementwise<R>> {
  static constexpr auto called() {
    if constexpr (entrepot::binding::IsRecord<R>) return entrepot::binding::record<R>.name;
    else return const_name("float | numpy.typing.NDArray[numpy.float64]");
  }
  static constexpr auto name = called();
  static handle cast(const entrepot::binding::Elementwise<R>& source, return_value_policy, handle) { return source.value.inc_ref(); }
};
