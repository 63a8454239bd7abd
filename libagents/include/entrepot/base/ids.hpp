// base/ids.hpp: strong row numbers and small sets. A row number is meaningful in one World only; what survives a world is a text id
// and its luck key.
#pragma once
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace entrepot {

/// Row of the table that the tag names; -1 is "none".
template <class Tag> struct Id {
  using tag = Tag;
  std::int32_t row = -1;
  constexpr Id() = default;
  constexpr explicit Id(std::int32_t r) : row{r} {}
  constexpr explicit Id(std::size_t r) : row{static_cast<std::int32_t>(r)} {}
  constexpr explicit operator bool() const { return row >= 0; }
  /// Row as an index; only for an id that is not "none".
  constexpr std::size_t index() const { return static_cast<std::size_t>(row); }
  constexpr auto operator<=>(const Id&) const = default;
};

// A tag names the table: so a column of ids says by its type which rows it refers to.
struct AgentTag {
  static constexpr std::string_view table = "agents";
};
struct StateTag {
  static constexpr std::string_view table = "states";
};
struct ExporterTag {
  static constexpr std::string_view table = "exporters";
};
struct FirmTag {
  static constexpr std::string_view table = "firms";
};
struct LabTag {
  static constexpr std::string_view table = "labs";
};
struct BuyerTag {
  static constexpr std::string_view table = "buyers";
};
struct ProductTag {
  static constexpr std::string_view table = "products";
};
struct SiteTag {
  static constexpr std::string_view table = "sites";
};
struct LotTag {
  static constexpr std::string_view table = "lots";
};
struct DealTag {
  static constexpr std::string_view table = "deals";
};
struct RuleTag {
  static constexpr std::string_view table = "rules";
};
struct LicenceTag {
  static constexpr std::string_view table = "licences";
};
struct AccountTag {
  static constexpr std::string_view table = "accounts";
};

using AgentId = Id<AgentTag>;
using StateId = Id<StateTag>;
using ExporterId = Id<ExporterTag>;
using FirmId = Id<FirmTag>;
using LabId = Id<LabTag>;
using BuyerId = Id<BuyerTag>;
using ProductId = Id<ProductTag>;
using SiteId = Id<SiteTag>;
using LotId = Id<LotTag>;
using DealId = Id<DealTag>;
using RuleId = Id<RuleTag>;
using LicenceId = Id<LicenceTag>;
using AccountId = Id<AccountTag>;

/// A set of enumerators in one machine word.
template <class E> struct Bits {
  using enumeration = E;
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
