// decisions/start.hpp: first values that depend on parameters, whatever the strategies are. It does nothing in a quarter.
#pragma once
#include <array>
#include <cstddef>
#include <string_view>

#include "entrepot/world/stage.hpp"

namespace entrepot {

struct StartParameters {
  double training_share, clouds_abroad, power_share, mw_share;
  double growth_high, growth_middle, growth_low;
  double reliability_count, infer_memory_weight, remote_share, remote_share_newcomer, backstop_multiple;
};
template <> inline constexpr auto parameters<StartParameters> = std::array{
    ParameterInfo{"start.training_share", "1", 0.05, 0.95, offsetof(StartParameters, training_share),
                  "share of spending that is for training"},
    ParameterInfo{"start.clouds_abroad", "1", 0, 0.9, offsetof(StartParameters, clouds_abroad),
                  "share of their new chips that clouds with regions abroad place there"},
    ParameterInfo{"start.power_share", "1", 0, 1, offsetof(StartParameters, power_share), "share of spare generation that AI can have"},
    ParameterInfo{"start.mw_share", "1/quarter", 0.0001, 0.05, offsetof(StartParameters, mw_share),
                  "power that a grid connects a quarter, share of its capacity"},
    ParameterInfo{"start.growth_high", "1/year", -0.05, 0.1, offsetof(StartParameters, growth_high), "growth of GDP of high-income states"},
    ParameterInfo{"start.growth_middle", "1/year", -0.05, 0.1, offsetof(StartParameters, growth_middle), "of middle-income states"},
    ParameterInfo{"start.growth_low", "1/year", -0.05, 0.1, offsetof(StartParameters, growth_low), "of low-income states"},
    ParameterInfo{"start.reliability_count", "counts", 0.1, 50, offsetof(StartParameters, reliability_count),
                  "pseudo-count of orders served in time on the first day, against one cut"},
    ParameterInfo{"start.infer_memory_weight", "1", 0, 1, offsetof(StartParameters, infer_memory_weight),
                  "weight of memory bandwidth in inference quality"},
    ParameterInfo{"start.remote_share", "1", 0.0001, 0.5, offsetof(StartParameters, remote_share),
                  "share of the first day's demand abroad that rents from an exporter's clouds"},
    ParameterInfo{"start.remote_share_newcomer", "1", 0.00001, 0.5, offsetof(StartParameters, remote_share_newcomer),
                  "the same for a newcomer's clouds"},
    ParameterInfo{"start.backstop_multiple", "1", 1.5, 50, offsetof(StartParameters, backstop_multiple),
                  "cost of compute without chips, in prices of the first day"},
};
static_assert(all_listed<StartParameters>());

struct Start {
  using Parameters = StartParameters;
  static constexpr std::string_view name = "start";
  void set_up(World& world, const Turn& turn) const;
};

}  // namespace entrepot
