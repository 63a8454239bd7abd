#include "entrepot/world/parameters.hpp"

#include <algorithm>
#include <cstring>

#include "entrepot/base/errors.hpp"

namespace entrepot {

Parameters::Parameters() : names_{std::make_shared<const std::vector<std::string>>()} {}

Parameters::Parameters(std::shared_ptr<const std::vector<std::string>> names, std::vector<double> values)
    : names_{std::move(names)}, values_{std::move(values)} {
  if (names_->size() != values_.size()) throw UnknownName("parameter", "names and values of different length", "");
  for (std::size_t i = 1; i < names_->size(); ++i)
    if ((*names_)[i] <= (*names_)[i - 1]) throw UnknownName("parameter", (*names_)[i], "");
}

std::size_t Parameters::index(std::string_view name) const {
  const auto at = std::lower_bound(names_->begin(), names_->end(), name);
  if (at == names_->end() || *at != name) throw UnknownName("parameter", name, nearest_name(name, *names_));
  return static_cast<std::size_t>(at - names_->begin());
}
void Parameters::set(std::string_view name, double value) { values_[index(name)] = value; }
double Parameters::at(std::string_view name) const { return values_[index(name)]; }

void Parameters::fill(std::span<const ParameterInfo> list, void* target) const {
  for (const ParameterInfo& p : list) {
    const double value = values_[index(p.name)];
    std::memcpy(static_cast<char*>(target) + p.offset, &value, sizeof value);
  }
}

}  // namespace entrepot
