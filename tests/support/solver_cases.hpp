// support/solver_cases.hpp: calls of solvers with an argument outside its domain, and what their error names.
#pragma once
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

#include "entrepot/base/errors.hpp"

namespace entrepot::testing {

struct SolverCase {
  std::string solver, argument, value;  // value as the error shows it; "" = it shows some
  std::function<void()> call;
};

inline void expect_errors(const std::vector<SolverCase>& cases) {
  for (const SolverCase& c : cases) {
    SCOPED_TRACE(c.solver + " " + c.argument + " " + c.value);
    try {
      c.call();
      ADD_FAILURE() << "no error";
    } catch (const SolverError& error) {
      EXPECT_EQ(error.solver, c.solver);
      EXPECT_EQ(error.argument, c.argument);
      EXPECT_FALSE(error.value.empty());
      if (!c.value.empty()) {
        EXPECT_EQ(error.value, c.value);
      }
      EXPECT_FALSE(error.allowed.empty());
    }
  }
}

}  // namespace entrepot::testing
