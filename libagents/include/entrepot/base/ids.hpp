// base/ids.hpp: strong row numbers and small sets. A row number is meaningful in one World only; what survives a world is a text id
// and its luck key.
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>

namespace entrepot {

/// Row of a table; -1 is "none".
template <class Tag> struct Id {
  std::int32_t row = -1;
  constexpr Id() = default;
  constexpr explicit Id(std::int32_t r) : row{r} {}
  constexpr explicit Id(std::size_t r) : row{static_cast<std::int32_t>(r)} {}
  constexpr explicit operator bool() const { return row >= 0; }
  /// Row as an index; only for an id that is not "none".
  constexpr std::size_t index() const { return static_cast<std::size_t>(row); }
  constexpr auto operator<=>(const Id&) const = default;
};

using StateId = Id<struct StateTag>;
using ExporterId = Id<struct ExporterTag>;
using FirmId = Id<struct FirmTag>;
using LabId = Id<struct LabTag>;
using BuyerId = Id<struct BuyerTag>;
using ProductId = Id<struct ProductTag>;
using SiteId = Id<struct SiteTag>;
using LotId = Id<struct LotTag>;
using DealId = Id<struct DealTag>;
using RuleId = Id<struct RuleTag>;
using LicenceId = Id<struct LicenceTag>;
using AccountId = Id<struct AccountTag>;

/// A set of enumerators in one machine word.
template <class E> struct Bits {
  std::uint32_t word = 0;
  static constexpr std::uint32_t bit(E e) { return std::uint32_t{1} << static_cast<unsigned>(e); }
  constexpr bool has(E e) const { return (word & bit(e)) != 0; }
  constexpr bool has_all(Bits other) const { return (word & other.word) == other.word; }
  constexpr Bits with(E e) const { return {word | bit(e)}; }
  constexpr Bits without(E e) const { return {word & ~bit(e)}; }
  constexpr bool empty() const { return word == 0; }
  constexpr bool operator==(const Bits&) const = default;
};

}  // namespace entrepot
