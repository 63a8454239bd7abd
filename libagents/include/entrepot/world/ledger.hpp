// world/ledger.hpp: chips and money move here only, by two verbs, `move` and `pay`; no stage writes a stock or a balance (design, promise 4).
// Besides, chips are made and agents are born.
#pragma once
#include <cstdint>
#include <span>
#include <vector>

#include "entrepot/world/world.hpp"

namespace entrepot::ledger {

/// An agent of a row that stands in the table of its kind, with home and key: it gets a row among agents and an account.
AgentId born(World& world, StateId state);
AgentId born(World& world, FirmId firm);
AgentId born(World& world, LabId lab);

/// Chips come into being: in the vendor's hands. Counts them as made. n >= 0. Throws AuditError otherwise.
void make(World& world, ProductId product, std::int64_t n);
/// The lot in which chips of a product merge at a destination, or a new empty one.
LotId lot_at(World& world, ProductId product, const Destination& to);

/// Moves n chips of a lot; gives the lot where they are now. Throws AuditError if the lot has fewer or n < 0.
LotId move(World& world, LotId lot, std::int64_t n, const Destination& to);
/// Chips for one of many.
struct Part {
  Holder to;
  std::int64_t chips;
};
/// Chips of one lot to many holders, all of one cohort and label. As a move of each part, but quicker. Throws AuditError, with nothing moved,
/// if the lot has fewer than all or a number is negative.
void move(World& world, LotId lot, std::span<const Part> parts, std::int32_t cohort, bool diverted = false);
/// Chips of many lots to one holder off sites: so many of each of the first lots. They keep their label. As a move of each, but quicker. Gives
/// the chips moved, by product. Throws AuditError, with nothing moved, if a lot has fewer or a number is negative.
std::vector<std::int64_t> move(World& world, std::span<const std::int64_t> chips, Holder to);

/// Pays whole cents; from and to may be equal. Never fails: accounts may be overdrawn, since firms and states borrow from what we do not model.
void pay(World& world, AccountId from, AccountId to, Cents amount, Why why);
/// What an account pays or gets.
struct Amount {
  AccountId account;
  Cents cents;
};
/// Many pay many. Throws AuditError, with nothing paid, if the two sums differ.
void pay(World& world, std::span<const Amount> from, std::span<const Amount> to, Why why);

struct Share {
  AccountId account;
  double weight;  // > 0
};
/// A sum split by weight: cumulated weights cut at whole cents, so that nothing is lost. Nothing for nobody.
std::vector<Amount> split(Cents sum, std::span<const Share> shares);

/// Chips in the vendors' hands, by product.
std::vector<std::int64_t> inventories(const World& world);

}  // namespace entrepot::ledger
