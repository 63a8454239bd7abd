// world/lots.hpp: lots of chips (the only truth about chips), the sites where they stand, and accounts of money.
#pragma once
#include "entrepot/base/column.hpp"
#include "entrepot/base/units.hpp"
#include "entrepot/world/agents.hpp"

namespace entrepot {

/// Where a lot is: exactly one of these (design, promise 4). New places come with the stages that use them.
enum class Place : std::uint8_t { vendor, site, retired };
inline constexpr std::size_t place_count = 3;
template <> inline constexpr auto enumerator_names<Place> = std::array<std::string_view, place_count>{"vendor", "site", "retired"};

/// Who holds a lot: a place, and which of them where there are many. The vendor is the product's own.
struct Holder {
  Place place = Place::vendor;
  std::int32_t row = -1;  ///< of a site
  static constexpr Holder vendor() { return {}; }
  static constexpr Holder at(SiteId site) { return {Place::site, site.row}; }
  static constexpr Holder retired() { return {Place::retired}; }
  constexpr SiteId site() const { return place == Place::site ? SiteId{row} : SiteId{}; }
  constexpr bool operator==(const Holder&) const = default;
};

/// Old chips of neighbouring years of delivery become one lot, so that a long run has no more lots than a short one: two years once both are more
/// than 12 years old, four once all are more than 24, and so on. The lot's cohort is the last of its years, and its age that of their middle.
inline constexpr std::int32_t oldest_single_year = 12;
/// Cohort of the lot that chips of a cohort are in at the end of a year.
constexpr std::int32_t vintage_of(std::int32_t cohort, std::int32_t year) {
  for (std::int32_t others = 1, age = oldest_single_year; year - (cohort | others) > age; others = 2 * others + 1, age *= 2)
    cohort |= others;
  return cohort;
}
/// Years of delivery that a lot stands for.
constexpr std::int32_t vintage_years(std::int32_t vintage, std::int32_t year) {
  std::int32_t years = 1;
  for (std::int32_t age = oldest_single_year; year - vintage > age && (vintage + 1) % (2 * years) == 0; age *= 2) years *= 2;
  return years;
}

inline constexpr std::array<std::string_view, 2> given_places{"site", "vendor"};

struct Lots {
  std::vector<ProductId> product;
  std::vector<std::int64_t> quantity;
  std::vector<Place> place;
  std::vector<SiteId> site;
  std::vector<std::int32_t> cohort;
  std::vector<std::uint8_t> diverted;
};
template <> inline constexpr auto columns<Lots> = std::array{
    column<&Lots::product>("product", "product", "what", "", Role::state).given(),
    column<&Lots::quantity>("quantity", "chips", "how many", "", Role::state, ">= 0").given({.allowed = within(1, 1e12)}),
    column<&Lots::place>("place", "-", "0 with its vendor, 1 at a site, 2 retired").given({.names = given_places}),
    column<&Lots::site>("site", "site", "the site, if at one"),
    column<&Lots::cohort>("cohort", "year",
                          "year of delivery, counted from the start: quarter/4 rounded down (merging lots of a year keeps them few; "
                          "hazards read age in years); of chips of more than 12 years, the last of two years or more")
        .given({.allowed = within(-100, -1)}),
    column<&Lots::diverted>("diverted", "bool", "reached its place against the rules").given(),
};
static_assert(all_described<Lots>());
inline Holder holder_of(const Lots& lots, std::size_t lot) { return {lots.place[lot], lots.site[lot].row}; }

inline constexpr std::array<std::string_view, 6> lot_key{"product", "owner", "place", "host", "cohort", "diverted"};
inline constexpr std::array lot_whereabouts{
    file_column("owner", "owner of the site; with a vendor, the vendor", {.form = Form::agent}, AgentTag::table),
    file_column("host", "host of the site; empty with a vendor", {.form = Form::reference, .may_be_empty = true}, StateTag::table),
};
template <> inline constexpr TableFile file_of<Lots>{
    .path = "data/lots.csv", .key = lot_key, .may_have_no_rows = true, .noun = "lot", .only = lot_whereabouts};

/// One row for each owner and host.
struct Sites {
  std::vector<AgentId> owner;
  std::vector<StateId> host;
  std::vector<std::uint64_t> key;
  std::vector<double> share, share_abroad;
};
template <> inline constexpr auto columns<Sites> = std::array{
    column<&Sites::owner>("owner", "agent", "who owns what stands here", "", Role::frozen).given(),
    column<&Sites::host>("host", "state", "on whose soil", "", Role::frozen).given(),
    column<&Sites::key>("key", "-", "luck key: owner's joined with the host's", "", Role::frozen),
    column<&Sites::share>("share", "1", "share of the owner's new chips that it places here, until `build` chooses", "", Role::frozen,
                          "[0, 1]"),
    column<&Sites::share_abroad>("share_abroad", "1",
                                 "as it is given: share of what its owner places abroad, 0 at its home; 1 at home if it is the only site",
                                 "", Role::frozen, "[0, 1]")
        .given({.as = "share"}),
};
static_assert(all_described<Sites>());
inline constexpr std::array<std::string_view, 2> site_key{"owner", "host"};
template <> inline constexpr TableFile file_of<Sites>{.path = "data/sites.csv", .key = site_key, .noun = "site"};

/// Row 0 is the rest of the world.
struct Accounts {
  std::vector<AgentId> owner;
  std::vector<Cents> balance;
};
template <> inline constexpr auto columns<Accounts> = std::array{
    column<&Accounts::owner>("owner", "agent", "whose; nobody = the rest of the world", "", Role::frozen),
    column<&Accounts::balance>("balance", "0.01 USD", "balance in whole cents; all balances sum to zero"),
};
static_assert(all_described<Accounts>());

/// What money is paid for.
enum class Why : std::uint8_t { chips, remote_service, fee, subsidy, making, redesign };
inline constexpr std::array<std::string_view, 6> why_names{"chips", "remote_service", "fee", "subsidy", "making", "redesign"};

/// One row a reason.
struct Payments {
  std::vector<Cents> total;
};
template <> inline constexpr auto columns<Payments> = std::array{
    column<&Payments::total>("total", "0.01 USD", "paid so far for chips, remote_service, fee, subsidy, making, redesign"),
};
static_assert(all_described<Payments>());

}  // namespace entrepot
