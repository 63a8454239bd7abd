#include <algorithm>

#include "entrepot/base/luck.hpp"
#include "entrepot/base/real.hpp"
#include "entrepot/scenario/scenario.hpp"

namespace entrepot {
namespace {

std::shared_ptr<const std::vector<std::string>> names_of(const std::vector<ParameterRow>& rows) {
  std::vector<std::string> names;
  for (const ParameterRow& row : rows) names.push_back(row.name);
  return std::make_shared<const std::vector<std::string>>(std::move(names));
}

/// Inverse of the triangular distribution function (mode between low and high).
double triangular(double low, double mode, double high, double u) {
  const double width = high - low;
  if (!(width > 0.0)) return mode;
  const double left = mode - low, right = high - mode;
  return u * width < left ? low + real::sqrt(u * width * left) : high - real::sqrt((1.0 - u) * width * right);
}

}  // namespace

ParameterSpace::ParameterSpace() : ParameterSpace(std::vector<ParameterRow>{}) {}

ParameterSpace::ParameterSpace(std::vector<ParameterRow> rows) : rows_{std::move(rows)} {
  std::sort(rows_.begin(), rows_.end(), [](const ParameterRow& a, const ParameterRow& b) { return a.name < b.name; });
  names_ = names_of(rows_);
}

const ParameterRow& ParameterSpace::at(std::string_view name) const {
  const auto found = std::lower_bound(names_->begin(), names_->end(), name);
  if (found == names_->end() || *found != name) throw UnknownName("parameter", name, nearest_name(name, *names_));
  return rows_[static_cast<std::size_t>(found - names_->begin())];
}

double ParameterSpace::quantile(const ParameterRow& row, double u) {
  double x = row.value;
  if (row.distribution == "uniform") x = row.low + u * (row.high - row.low);
  else if (row.distribution == "loguniform") x = real::exp(real::log(row.low) + u * (real::log(row.high) - real::log(row.low)));
  else if (row.distribution == "triangular") x = triangular(row.low, row.value, row.high, u);
  else if (row.distribution == "logtriangular") x = real::exp(triangular(real::log(row.low), real::log(row.value), real::log(row.high), u));
  return row.distribution == "point" ? x : std::clamp(x, row.low, row.high);  // rounding of exp may step over an end
}

Parameters ParameterSpace::sample(std::uint64_t seed, std::uint64_t draw) const {
  if (draw == RunKey::point_draw) return point();
  std::vector<double> values;
  values.reserve(rows_.size());
  for (const ParameterRow& row : rows_) values.push_back(quantile(row, parameter_uniform(seed, draw, row.name)));
  return Parameters(names_, std::move(values));
}

Parameters ParameterSpace::point() const {
  std::vector<double> values;
  values.reserve(rows_.size());
  for (const ParameterRow& row : rows_) values.push_back(row.value);
  return Parameters(names_, std::move(values));
}

}  // namespace entrepot
