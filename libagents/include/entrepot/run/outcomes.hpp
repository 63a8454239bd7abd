// run/outcomes.hpp: what a run comes to: numbers read from its World (model.md section 7, as far as the stages of this version reach).
#pragma once
#include <array>
#include <string_view>
#include <vector>

#include "entrepot/world/world.hpp"

namespace entrepot {

struct OutcomeInfo {
  std::string_view name, unit, doc;
};
inline constexpr std::array outcome_list{
    OutcomeInfo{"stack_share", "1", "home bloc's share of the H100e that stand outside the two exporters (infrastructure layer)"},
    OutcomeInfo{"revenue_usd", "USD", "sales of AI chips by the home exporter's designers, discounted to the start"},
    OutcomeInfo{"rival_revenue_usd", "USD", "the same of the rival's designers"},
    OutcomeInfo{"diverted_h100e", "H100e", "diverted chips in service at the end"},
    OutcomeInfo{"world_welfare", "USD", "consumer surplus over the backstop of all buyers, discounted (productivity comes with its stage)"},
    OutcomeInfo{"welfare_high_income", "USD", "its part in high-income states"},
    OutcomeInfo{"welfare_middle_income", "USD", "its part in middle-income states"},
    OutcomeInfo{"welfare_low_income", "USD", "its part in low-income states"},
    OutcomeInfo{"world_h100e", "H100e", "chips in service in the world at the end"},
    OutcomeInfo{"home_h100e", "H100e", "of these, on the home exporter's soil"},
    OutcomeInfo{"rival_h100e", "H100e", "of these, on the rival's soil"},
    OutcomeInfo{"swing_h100e", "H100e", "of these, owned by swing states of the home exporter and their firms"},
    OutcomeInfo{"hosted_swing_h100e", "H100e", "of these, owned by the home bloc's firms in swing states"},
    OutcomeInfo{"rented_swing_h100e", "H100e", "remote service that buyers of swing states rented over the run"},
    OutcomeInfo{"sales_h100e", "H100e", "chips sold in the last quarter"},
    OutcomeInfo{"price_h100e", "USD/H100e", "sales-weighted world price of training compute in the last quarter"},
    OutcomeInfo{"rival_self_supply", "1", "share of the chips on the rival's soil that its own designers sold"},
    OutcomeInfo{"rival_shadow_usd", "USD/H100e",
                "shadow price of the rival's buyers in the last quarter, weighted by what they would take"},
    OutcomeInfo{"swing_shadow_usd", "USD/H100e", "the same of swing states' buyers"},
    OutcomeInfo{"applications", "licences", "licence applications"},
    OutcomeInfo{"approval_share", "1", "approved of decided applications (1 if none was decided)"},
    OutcomeInfo{"licence_wait_months", "months", "mean wait of decided applications, in whole quarters (0 if none)"},
    OutcomeInfo{"fees_usd", "USD", "fees less subsidies of the home treasury, discounted"},
    OutcomeInfo{"power_mw", "MW", "power drawn by AI chips in the world at the end"},
    OutcomeInfo{"redesigns", "chips", "variants designed under a threshold"},
};
/// Outcomes of the model description that come with stages of later versions: preferences and aliases may name them already.
inline constexpr std::array<std::string_view, 10> later_outcomes{"home_lead_months", "home_lead_orders",  "p_catastrophe", "thefts",
                                                                 "seizures",         "concessions_value", "deals",         "refusals",
                                                                 "alignment",        "goodwill"};
/// What preferences may have a scale of beside outcomes: diverted chips as a share of the home exporter's chips in service.
inline constexpr std::string_view diverted_share = "diverted_share";
/// Values in the order of outcome_list.
std::vector<double> outcomes_of(const World& world);

/// Values with names.
class Outcomes {
  std::vector<double> values_;

 public:
  explicit Outcomes(std::vector<double> values) : values_{std::move(values)} {}
  const std::vector<double>& values() const { return values_; }
  /// Throws UnknownName with the nearest outcome.
  double at(std::string_view name) const;
};

}  // namespace entrepot
