// decisions/buy/initialise.hpp: the constants of demand and the first orders, prices and shadow prices, before the first quarter
// (model_equations.md 2.1, Constants).
#pragma once
#include <array>
#include <cstddef>

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

/// Constants of demand at the World's parameters: tastes of products, buyers and remote services, found by iteration from what the World
/// holds (zeros, or the scenario's compiled values, which need a few passes). Returns the passes taken.
/// Throws SolverError if the mix of last quarter's sales cannot be met (a captive chip sold more than its owner can pay for).
int calibrate(World& world);

/// The first day whatever the strategies are: first values that depend on parameters, running licences, `calibrate`. The World must be at quarter
/// 0 with its parameters set and the base strategies applied. Constants are found with their officers and under the base rules; their levers
/// are not looked at.
void set_up(World& world);
/// What depends on the strategies, which must be applied: waits that buyers expect, and the demand side of `buy` once under the rules of the day.
void place_first_orders(World& world);
/// Both, for a World whose strategies are the base ones.
void initialise(World& world);

}  // namespace entrepot
