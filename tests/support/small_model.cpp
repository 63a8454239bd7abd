#include "support/small_model.hpp"

#include "entrepot/decisions/license.hpp"

namespace entrepot::testing {

Model small_model(std::vector<ParameterInfo> parameters) {
  constexpr auto zero = +[](const World&) { return 0.0; };
  static constexpr std::array outcomes{OutcomeInfo{"stack_share", "1", "", 1, zero}, OutcomeInfo{"revenue_usd", "USD", "", 1, zero},
                                       OutcomeInfo{"world_welfare", "USD", "", 1, zero}};
  const auto kept = std::make_shared<const std::vector<ParameterInfo>>(std::move(parameters));
  Stage::Body body;
  body.info.name = "license";
  body.info.parameters = *kept;
  body.info.levers = License::levers;
  body.info.events = License::events;
  body.info.outcomes = outcomes;
  body.kept = kept;
  return Model({Stage(std::move(body))});
}

}  // namespace entrepot::testing
