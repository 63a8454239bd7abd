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
  std::size_t products_;
  std::int32_t cohort_;
  std::vector<std::int32_t> at_site_;                 // site x product
  std::vector<std::int32_t> with_vendor_;             // product
  std::vector<std::array<std::int32_t, 2>> retired_;  // product, by diverted
  std::int32_t* slot(ProductId product, const Destination& to);

 public:
  LotIndex(const World& world, std::int32_t cohort);
  /// The lot, or a new empty one.
  LotId at(World& world, ProductId product, const Destination& to);
};

/// Chips come into being: in the vendor's hands. Counts them as made. n >= 0.
void make(World& world, LotIndex& index, ProductId product, std::int64_t n);
/// Moves n chips of a lot; throws AuditError if the lot has fewer or n < 0.
LotId move(World& world, LotIndex& index, LotId lot, std::int64_t n, const Destination& to);

/// Account of an agent; nobody = row 0, the rest of the world. Throws UnknownName if it has none.
AccountId account_of(const World& world, AgentId agent);
/// Pays whole cents; from and to may be equal. Never fails: accounts may be overdrawn, since firms and states borrow from what we do not model.
void pay(World& world, AccountId from, AccountId to, Cents amount, Why why);

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

/// Chips of a product in its vendor's hands.
std::int64_t inventory(const World& world, ProductId product);

}  // namespace entrepot
