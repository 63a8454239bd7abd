// world/contracts.hpp: licences and deals.
#pragma once
#include "entrepot/base/column.hpp"
#include "entrepot/world/agents.hpp"
#include "entrepot/world/products.hpp"

namespace entrepot {

/// A licence holds a year; after a denial one applies again a year later.
inline constexpr std::int32_t licence_quarters = 4;

enum class LicenceStage : std::uint8_t { review, hold, approved, denied, ended };
template <> inline constexpr auto enumerator_names<LicenceStage> =
    std::array<std::string_view, 5>{"review", "hold", "approved", "denied", "ended"};

struct Licences {
  std::vector<AgentId> buyer;
  std::vector<ExporterId> exporter;
  std::vector<Route> route;
  std::vector<LicenceStage> stage;
  std::vector<std::int32_t> applied, reviewed, decided;
  std::vector<double> quantity, left;
};
template <> inline constexpr auto columns<Licences> = std::array{
    column<&Licences::buyer>("buyer", "agent", "who applied"),
    column<&Licences::exporter>("exporter", "exporter", "at whose agency"),
    column<&Licences::route>(
        "route", "-",
        "most open route by which anything on the market had to be asked for; covers products of this route and more open ones"),
    column<&Licences::stage>("stage", "-", "0 review, 1 policy hold, 2 approved, 3 denied, 4 ended"),
    column<&Licences::applied>("applied", "quarter", "quarter of the application"),
    column<&Licences::reviewed>("reviewed", "quarter", "quarter in which the review ends"),
    column<&Licences::decided>("decided", "quarter",
                               "quarter of the decision, -1 before; of a licence that runs on the first day, 0 or less"),
    column<&Licences::quantity>("quantity", "H100e", "quantity applied for (q_train)", "", Role::state, ">= 0"),
    column<&Licences::left>("left", "H100e", "not yet delivered", "", Role::state, ">= 0"),
};
static_assert(all_described<Licences>());

/// Deals in force before the start; `bargain` will strike new ones.
struct Deals {
  std::vector<std::string> id;
  std::vector<ExporterId> exporter;
  std::vector<StateId> host;
  std::vector<FirmId> firm;
  std::vector<Bits<Layer>> layers;
  std::vector<double> cap;
  std::vector<Bits<Condition>> conditions;
  std::vector<std::int32_t> start, end;
};
template <> inline constexpr auto columns<Deals> = std::array{
    column<&Deals::id>("id", "-", "name in the scenario", "", Role::frozen).given({.form = Form::id}),
    column<&Deals::exporter>("exporter", "exporter", "who gives access", "", Role::frozen)
        .given({.form = Form::choice, .names = exporter_names}),
    column<&Deals::host>("host", "state", "who gets it", "", Role::frozen).given(),
    column<&Deals::firm>("firm", "firm", "the one firm it is for, or none = all buyers with that home", "", Role::frozen)
        .given({.may_be_empty = true}),
    column<&Deals::layers>("layers", "bits", "layers of the stack it covers", "", Role::frozen).given(),
    column<&Deals::cap>("cap", "H100e", "most that each buyer under it may take since the start of the run; infinity = no cap", "",
                        Role::frozen, "> 0")
        .given({.allowed = {.low = 0.0, .high = 1e12, .low_open = true}, .may_be_empty = true, .when_empty = Range::infinity}),
    column<&Deals::conditions>("conditions", "bits", "menu items that it brings into force", "", Role::frozen)
        .given({.may_be_empty = true}),
    column<&Deals::start>("start", "quarter", "first quarter", "", Role::frozen).given({.form = Form::quarter_from}),
    column<&Deals::end>("end", "quarter", "first quarter after it", "", Role::frozen)
        .given({.form = Form::quarter_from, .may_be_empty = true, .when_empty = never}),
};
static_assert(all_described<Deals>());
template <> inline constexpr TableFile file_of<Deals>{.path = "data/deals.csv", .id = "id", .may_have_no_rows = true, .noun = "deal"};

}  // namespace entrepot
