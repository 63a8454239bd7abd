// decisions/license.hpp: the licensing agencies of one quarter (model.md section 4, stage license; model_equations.md 2.1, Licences).
//
// Who: denied or limited buyers apply; each exporter's agency reviews in the order of arrival, holds what policy has not settled, decides.
// Reads: buyers (q_free, received, shadow), states (align, customs, stock, diverted), exporters (stance, officers, cases), levers, rules, deals.
// Purposes: license.review, license.hold, license.decide.
#pragma once
#include <array>
#include <cstddef>
#include <string_view>
#include <vector>

#include "entrepot/world/stage.hpp"

namespace entrepot {

struct LicenseParameters {
  double review_days;       // mean review at load .85
  double hold_end;          // chance a quarter that a policy hold ends
  double align_weight;      // th1
  double diversion_weight;  // th2
  double lobby_weight;      // th3
  double stance_weight;     // th4
  double presume_logit;     // th_route of presume; that of case is 0
  double deny_logit;        // th_route of deny
};
template <> inline constexpr auto parameters<LicenseParameters> = std::array{
    ParameterInfo{"license.review_days", "days", 1, 400, offsetof(LicenseParameters, review_days),
                  "mean review at a load of .85 of the officers' time"},
    ParameterInfo{"license.hold_end", "1/quarter", 0.01, 1, offsetof(LicenseParameters, hold_end),
                  "chance that the policy hold of a case ends"},
    ParameterInfo{"license.align_weight", "1", 0, 6, offsetof(LicenseParameters, align_weight), "weight of alignment in an approval"},
    ParameterInfo{"license.diversion_weight", "1", 0, 6, offsetof(LicenseParameters, diversion_weight),
                  "weight of weak customs and diverted chips"},
    ParameterInfo{"license.lobby_weight", "1", 0, 3, offsetof(LicenseParameters, lobby_weight), "weight of the applicant's lobbying"},
    ParameterInfo{"license.stance_weight", "1", 0, 3, offsetof(LicenseParameters, stance_weight), "weight of the exporter's stance"},
    ParameterInfo{"license.presume_logit", "1", 0, 10, offsetof(LicenseParameters, presume_logit),
                  "log-odds of approval by `presume` beside those by `case`"},
    ParameterInfo{"license.deny_logit", "1", -10, 0, offsetof(LicenseParameters, deny_logit), "the same by `deny`"},
};
static_assert(all_listed<LicenseParameters>());

namespace events {
struct Application {
  AgentId agent;
  ExporterId exporter;
  double h100e = 0.0;
};
struct Decision {
  AgentId agent;
  ExporterId exporter;
  double h100e = 0.0, wait_quarters = 0.0;
};
struct Approval : Decision {};
struct Denial : Decision {};
}  // namespace events
template <> inline constexpr auto fields<events::Application> = std::array{
    field<&events::Application::agent>("agent", "agent", "who applies"),
    field<&events::Application::exporter>("exporter", "exporter", "at whose agency"),
    field<&events::Application::h100e>("h100e", "H100e", "applied for"),
};
namespace detail {
/// Of an approval or a denial.
template <class Row> inline constexpr std::array decision_fields{
    field<&events::Decision::agent>("agent", "agent", "who applied"),
    field<&events::Decision::exporter>("exporter", "exporter", "at whose agency"),
    field<&events::Decision::h100e>("h100e", "H100e", "applied for"),
    field<&events::Decision::wait_quarters>("wait_quarters", "quarters", "from the application to the decision"),
};
}  // namespace detail
template <> inline constexpr auto fields<events::Approval> = detail::decision_fields<events::Approval>;
template <> inline constexpr auto fields<events::Denial> = detail::decision_fields<events::Denial>;

struct License {
  using Parameters = LicenseParameters;
  static constexpr std::string_view name = "license";
  static constexpr std::array levers{
      LeverInfo{"stance", "exporters", "stance", 0.5},
      LeverInfo{"officers", "exporters", "officers", 218.0},
  };
  static constexpr std::array events{
      event<entrepot::events::Application>("application", "somebody applies for a licence"),
      event<entrepot::events::Approval>("approval", "an application is approved"),
      event<entrepot::events::Denial>("denial", "an application is denied"),
  };
  static constexpr std::array<std::string_view, 4> writes{"licences", "exporters.cases", "exporters.expected_wait", "totals.wait_quarters"};
  struct Application {
    AgentId buyer;
    ExporterId exporter;
    Route route;
    double quantity;        // H100e
    std::int32_t reviewed;  // quarter in which the review ends
  };
  struct Change {  // of a licence on file; rows past the table's end are this quarter's applications
    std::size_t licence;
    LicenceStage stage;
  };
  struct Proposals {
    std::vector<Application> applications;
    std::vector<Change> changes;
    std::array<std::array<double, 2>, exporter_count> expected_wait;
  };
  void set_up(World& world, const Turn& turn) const;     ///< licences that run on the first day
  void first_day(World& world, const Turn& turn) const;  ///< waits that buyers expect
  Proposals decide(const World& world, const Turn& turn) const;
  void apply(World& world, const Proposals& proposals, const Turn& turn) const;
};

}  // namespace entrepot
