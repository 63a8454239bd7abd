// run/outcomes.hpp: what a run comes to, by name.
#pragma once
#include <string_view>
#include <utility>
#include <vector>

#include "entrepot/world/model.hpp"

namespace entrepot {

class Outcomes {
  std::vector<OutcomeInfo> infos_;
  std::vector<double> values_;

 public:
  Outcomes(const Model& model, const World& world) : infos_{model.outcomes()}, values_{model.outcomes_of(world)} {}
  const std::vector<OutcomeInfo>& infos() const { return infos_; }
  const std::vector<double>& values() const { return values_; }
  /// Throws UnknownName with the nearest outcome.
  double at(std::string_view name) const;
};

}  // namespace entrepot
