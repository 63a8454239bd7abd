// The workload as one would write it for itself: plain vectors, 12 neighbours known to the loop, buffers that stay.
#pragma once
#include "rules.hpp"

namespace peers {

template <class Powers> class ByHand {
  struct Choice {
    std::size_t edge;
    double worth;
    bool trades;
  };
  std::vector<std::int32_t> target_;
  std::vector<double> strength_, openness_, power_;
  std::vector<Choice> choices_;
  std::uint64_t step_ = 0;
  std::int64_t coerced_ = 0;

 public:
  explicit ByHand(std::size_t agents) : choices_(agents) {
    Start s = start(agents);
    target_ = std::move(s.target);
    strength_ = std::move(s.strength);
    openness_ = std::move(s.openness);
    power_ = std::move(s.power);
  }

  void step(ep::RunKey key) {
    const Parameters& p = standard;
    const ep::Luck whom(key, step_, partner), what(key, step_, act);
    for (std::size_t i = 0; i < power_.size(); ++i) {
      const std::size_t e = i * neighbours + pick(whom.uniform(ep::Key{i}), neighbours);
      const double mine = power_[i], theirs = power_[static_cast<std::size_t>(target_[e])];
      const double worth = worth_of_trade<Powers>(mine, openness_[i], theirs, strength_[e], p);
      const double chance = chance_of_trade(worth, worth_of_coercion<Powers>(mine, theirs, p), p);
      choices_[i] = {e, worth, what.uniform(ep::Key{i}) < chance};
    }
    for (std::size_t i = 0; i < power_.size(); ++i) {
      const Choice& c = choices_[i];
      double &mine = power_[i], &theirs = power_[static_cast<std::size_t>(target_[c.edge])];
      if (c.trades) trade(mine, theirs, strength_[c.edge], c.worth, p);
      else coerce(mine, theirs, strength_[c.edge], p);
      coerced_ += c.trades ? 0 : 1;
    }
    for (double& power : power_) power = faded(power, p);
    ++step_;
  }

  const std::vector<double>& power() const { return power_; }
  const std::vector<double>& strength() const { return strength_; }
  std::int64_t coerced() const { return coerced_; }
};

}  // namespace peers
