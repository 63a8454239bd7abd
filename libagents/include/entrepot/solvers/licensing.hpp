// solvers/licensing.hpp: the mean review of a licence as a function of the officers' load (model_equations.md 2.1, Licences).
#pragma once

namespace entrepot::solvers {

/// Load u = (background + AI cases a year) x 1.16 officer-days / (officers x 250 days a year).
/// Units: cases a year, officers; both >= 0 and officers > 0, else SolverError.
double officer_load(double background_cases, double cases_per_year, double officers);

/// Mean review in days: days_at_085 x [u/(1-u)]/[.85/.15], at most 400. 43 days at the published load of FY2023 (u = .851), 150 at u = .955.
/// Domain: load >= 0 (from 1 on: 400), days_at_085 > 0, else SolverError.
double mean_review_days(double days_at_085, double load);

}  // namespace entrepot::solvers
