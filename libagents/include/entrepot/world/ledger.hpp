// world/ledger.hpp: chips and money move here only; no stage writes a stock or a balance (design, promise 4).
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "entrepot/world/world.hpp"

namespace entrepot {

/// Where chips are to go.
struct Destination {
  Place place = Place::vendor;
  SiteId site{};
  std::int32_t cohort = 0;
  bool diverted = false;
};

/// Finds the lot in which chips of a product merge at a destination: all fields must agree. A cache of the lots table, built for one stage.
/// It knows the lots of vendors, the retired ones, and those that reach sites by the rules in one cohort; for any other destination the table is
/// searched.
class LotIndex {
  std::size_t products_, sites_;
  std::int32_t cohort_;
  std::vector<std::int32_t> at_site_;                 // product x site: a product is delivered to all its sites in turn
  std::vector<std::int32_t> with_vendor_;             // product
  std::vector<std::array<std::int32_t, 2>> retired_;  // product, by diverted
  std::int32_t* slot(ProductId product, const Destination& to);
  LotId search_or_add(World& world, ProductId product, const Destination& to, std::int32_t* known);

 public:
  /// Counts what is installed if nobody has.
  LotIndex(World& world, std::int32_t cohort);
  /// The lot at a site in the index's cohort, or a new empty one.
  LotId at_site(World& world, ProductId product, SiteId site) {
    std::int32_t* known = product.index() < products_ ? &at_site_[product.index() * sites_ + site.index()] : nullptr;
    return known != nullptr && *known >= 0 ? LotId{*known} : search_or_add(world, product, {Place::site, site, cohort_, false}, known);
  }
  /// The lot, or a new empty one.
  LotId at(World& world, ProductId product, const Destination& to) {
    std::int32_t* known = slot(product, to);
    return known != nullptr && *known >= 0 ? LotId{*known} : search_or_add(world, product, to, known);
  }
};

/// Chips come into being: in the vendor's hands. Counts them as made. n >= 0.
void make(World& world, LotIndex& index, ProductId product, std::int64_t n);
/// Moves n chips of a lot; throws AuditError if the lot has fewer or n < 0.
LotId move(World& world, LotIndex& index, LotId lot, std::int64_t n, const Destination& to);
/// Chips for a site.
struct SitePart {
  SiteId site;
  std::int64_t chips;
};
/// Takes chips out of the vendor's hands to sites, by the rules, into lots of the index's cohort. As a move of each part, but quicker.
void hand_out(World& world, LotIndex& index, ProductId product, std::span<const SitePart> parts);
/// Takes chips out of use: so many of each of the first lots. They keep their label. As a move of each, but quicker. Gives the chips taken, by
/// product. Throws AuditError, with nothing moved, if a lot has fewer or a number is negative.
std::vector<std::int64_t> retire(World& world, LotIndex& index, std::span<const std::int64_t> chips);

/// Account of an agent; nobody = row 0, the rest of the world. Throws UnknownName if it has none.
AccountId account_of(const World& world, AgentId agent);
/// Pays whole cents; from and to may be equal. Never fails: accounts may be overdrawn, since firms and states borrow from what we do not model.
void pay(World& world, AccountId from, AccountId to, Cents amount, Why why);

/// What is due to somebody.
struct Due {
  AccountId account;
  Cents amount;
};
/// Many owe, some are due: cents owed (whole numbers below 2^53) by each payer, and to whom they go. Throws AuditError, with nothing paid, if the
/// two sums differ.
void pay_all(World& world, std::span<const AccountId> payers, std::span<const double> owed, std::span<const Due> dues, Why why);

struct Payer {
  AccountId account;
  Cents amount;
};
struct Receiver {
  AccountId account;
  double weight;  // > 0
};
/// Collects from the payers and splits the sum over the receivers by weight: cumulated weights cut at whole cents, so that nothing is lost.
void pay_pooled(World& world, std::span<const Payer> payers, std::span<const Receiver> receivers, Why why);

/// Chips in the vendors' hands, by product.
std::vector<std::int64_t> inventories(const World& world);

// Tens of thousands of moves a run: what they do each time stands in the header.

inline std::int32_t* LotIndex::slot(ProductId product, const Destination& to) {
  if (product.index() >= products_) return nullptr;  // born after the index
  if (to.place == Place::site) return to.diverted || to.cohort != cohort_ ? nullptr : &at_site_[product.index() * sites_ + to.site.index()];
  if (to.cohort != 0) return nullptr;
  if (to.place == Place::retired) return &retired_[product.index()][to.diverted ? 1 : 0];
  return to.diverted ? nullptr : &with_vendor_[product.index()];
}

namespace detail {
[[noreturn]] void refuse_move(const World& world, LotId lot, std::int64_t n);
/// Chips out of a lot, and out of what is installed.
void take(World& world, LotId lot, std::int64_t n);
}  // namespace detail

inline LotId move(World& world, LotIndex& index, LotId lot, std::int64_t n, const Destination& to) {
  if (n < 0 || n > world.lots.quantity[lot.index()]) detail::refuse_move(world, lot, n);
  const LotId target = index.at(world, world.lots.product[lot.index()], to);
  detail::take(world, lot, n);
  detail::take(world, target, -n);
  return target;
}

}  // namespace entrepot
