// support/random.hpp: random numbers of property tests, from a fixed seed.
#pragma once
#include <cstdint>

#include "entrepot/base/luck.hpp"

namespace entrepot::testing {

class Random {
  SplitMix64 next_;

 public:
  explicit Random(std::uint64_t seed) : next_{seed} {}
  double operator()(double low, double high) { return low + (high - low) * static_cast<double>(next_() >> 11) * 0x1p-53; }
  int whole(int low, int high) { return low + static_cast<int>(next_() % static_cast<std::uint64_t>(high - low + 1)); }
};

}  // namespace entrepot::testing
