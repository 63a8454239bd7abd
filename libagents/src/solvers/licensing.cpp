#include "entrepot/solvers/licensing.hpp"

#include <algorithm>

#include "entrepot/base/errors.hpp"

namespace entrepot::solvers {

double officer_load(double background_cases, double cases_per_year, double officers) {
  if (!(background_cases >= 0.0)) throw SolverError("officer_load", "background_cases", background_cases, ">= 0");
  if (!(cases_per_year >= 0.0)) throw SolverError("officer_load", "cases_per_year", cases_per_year, ">= 0");
  if (!(officers > 0.0)) throw SolverError("officer_load", "officers", officers, "> 0");
  return (background_cases + cases_per_year) * 1.16 / (officers * 250.0);
}

double mean_review_days(double days_at_085, double load) {
  if (!(days_at_085 > 0.0)) throw SolverError("mean_review_days", "days_at_085", days_at_085, "> 0");
  if (!(load >= 0.0)) throw SolverError("mean_review_days", "load", load, ">= 0");
  if (load >= 1.0) return 400.0;
  return std::min(400.0, days_at_085 * (load / (1.0 - load)) / (0.85 / 0.15));
}

}  // namespace entrepot::solvers
