// solvers/domain.hpp (internal): one line a check, so that every public function states its domain first.
#pragma once
#include <cmath>
#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <string_view>

#include "entrepot/base/errors.hpp"

namespace entrepot::solvers {

/// The checks of one solver. Each throws SolverError with the argument, its value and what is allowed; NaN passes none.
class Domain {
  std::string_view solver_;

 public:
  explicit constexpr Domain(std::string_view solver) : solver_{solver} {}
  [[noreturn]] void fail(std::string_view argument, double value, std::string_view allowed) const {
    throw SolverError(solver_, argument, value, allowed);
  }
  [[noreturn]] void fail(std::string_view argument, std::string_view value, std::string_view allowed) const {
    throw SolverError(solver_, argument, value, allowed);
  }
  void holds(bool ok, std::string_view argument, double value, std::string_view allowed) const {
    if (!ok) fail(argument, value, allowed);
  }
  void finite(std::string_view argument, double x) const { holds(std::isfinite(x), argument, x, "finite"); }
  void positive(std::string_view argument, double x) const { holds(x > 0 && std::isfinite(x), argument, x, "> 0 and finite"); }
  void non_negative(std::string_view argument, double x) const { holds(x >= 0 && std::isfinite(x), argument, x, ">= 0 and finite"); }
  void probability(std::string_view argument, double x) const { holds(x >= 0 && x <= 1, argument, x, "[0, 1]"); }
  void below_one(std::string_view argument, double x) const { holds(x >= 0 && x < 1, argument, x, "[0, 1)"); }
  void same_size(std::string_view argument, std::size_t size, std::size_t expected) const {
    if (size != expected) fail(argument, "length " + std::to_string(size), "length " + std::to_string(expected));
  }
  template <class Check> void each(std::span<const double> x, Check check) const {
    for (const double v : x) check(v);
  }
};

}  // namespace entrepot::solvers
