#include "entrepot/base/luck.hpp"

namespace entrepot {

double parameter_uniform(std::uint64_t seed, std::uint64_t draw, std::string_view name) {
  // A purpose that no stage can have: parameters belong to (seed, draw, name), never to a run or a step.
  constexpr Purpose parameter{"base.parameter"};
  return Luck(RunKey{.seed = seed, .run = draw}, 0, parameter).uniform(key_of("parameter", name));
}

}  // namespace entrepot
