#include "arrays.hpp"

#include <cmath>

#include "elementwise.hpp"

namespace entrepot::binding {

int Reader::whole(std::string_view argument, double x) const {
  if (!(std::abs(x) < 1e9) || x != std::floor(x)) throw SolverError(solver, argument, x, "a whole number");
  return static_cast<int>(x);
}

std::size_t Reader::place(std::string_view argument, const std::string& name, std::span<const std::string_view> names) const {
  const auto at = std::find(names.begin(), names.end(), name);
  if (at != names.end()) return static_cast<std::size_t>(at - names.begin());
  std::string allowed{names.front()};
  for (const auto other : names.subspan(1)) allowed += (other == names.back() ? " or " : ", ") + std::string{other};
  throw SolverError(solver, argument, name, allowed);
}

Columns together(const py::tuple& arrays) {
  const py::module_ numpy = py::module_::import("numpy");
  Columns out;
  py::list shapes;
  for (const py::handle a : arrays) shapes.append(a.attr("shape"));
  out.shape = numpy.attr("broadcast_shapes")(*shapes).cast<std::vector<py::ssize_t>>();
  for (const py::ssize_t n : out.shape) out.rows *= n;
  for (const py::handle a : arrays) {
    auto given = py::reinterpret_borrow<Numbers>(a);
    const bool shared = given.size() == 1;
    if (!shared) given = Numbers::ensure(numpy.attr("broadcast_to")(given, out.shape));
    out.columns.push_back({given, given.data(), shared ? 0 : 1});
  }
  return out;
}

}  // namespace entrepot::binding
