#include "entrepot/run/outcomes.hpp"

#include "entrepot/base/errors.hpp"

namespace entrepot {

double Outcomes::at(std::string_view name) const {
  std::vector<std::string> known;
  for (std::size_t i = 0; i < infos_.size(); ++i) {
    if (infos_[i].name == name) return values_[i];
    known.emplace_back(infos_[i].name);
  }
  throw UnknownName("outcome", name, nearest_name(name, known));
}

}  // namespace entrepot
