// decisions/buy/terms.hpp (private to the stage): what the rules make of the offer.
#pragma once
#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <vector>

#include "decisions/buy/offer.hpp"
#include "entrepot/base/scratch.hpp"
#include "entrepot/world/access.hpp"

namespace entrepot::buying {

/// What the rules make of the offer, by buyer (they ask for no purpose) and column; the buyers of a column lie side by side.
struct Terms {
  std::size_t buyers = 0;
  Scratch::Vector<std::uint8_t> barred;                                     ///< columns x buyers
  Scratch::Vector<double> penalty;                                          ///< columns x buyers: utility of fees and expected delay
  Scratch::Vector<double> fee;                                              ///< columns x buyers: share of price to the exporter's treasury
  Scratch::Vector<std::uint8_t> limited;                                    ///< columns x buyers: counts against the limit of its exporter
  std::vector<std::array<double, exporter_count>> chip_limit, cloud_limit;  ///< buyers: H100e that may be taken this quarter
  std::vector<std::array<double, exporter_count>> small_order;              ///< buyers: part of chip_limit that needs no licence
  std::vector<std::uint8_t> touched;                                        ///< buyers: some rule, cap, hold, fee or condition applies
  std::vector<std::uint8_t> penalised;                                      ///< columns: some buyer has a penalty
  bool any_fee = false;
  std::size_t cell(std::size_t buyer, std::size_t column) const { return column * buyers + buyer; }
  /// Whether a column counts against anybody's limit.
  bool limits_anybody(std::size_t column) const { return std::memchr(limited.data() + cell(0, column), 1, buyers) != nullptr; }
  /// Fees of all cells; empty if nobody pays any.
  std::span<const double> fees() const { return any_fee ? std::span<const double>(fee) : std::span<const double>(); }
};
Terms terms_of(const World& world, const Offer& offer, const AccessTable& access, const BuyParameters& p);

}  // namespace entrepot::buying
