// solvers/rules.hpp: is a chip controlled, and which design just under a threshold would not be. Rules are data: dated legal text becomes
// clauses (reference: the classifier that computes the nine-chip table of tests/oracles/rules_oracle_test.cpp).
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace entrepot::solvers {

/// Dense (not sparse) speed at one precision.
struct Speed {
  int bits;     ///< bit length of the operands, e.g. 16
  double tops;  ///< 10^12 operations a second, a multiply-add counted as two
};
/// What a data sheet says. A value that nobody knows is absent, never 0.
struct ChipSpec {
  std::vector<Speed> speeds;
  std::optional<double> die_mm2, link_gb_s, memory_bw_gb_s;
};

/// What rules measure, in this order. NaN = not known.
enum class Measure : std::uint8_t { tpp, density, link_gb_s, memory_bw_gb_s };
inline constexpr std::size_t measure_count = 4;
inline constexpr std::array<std::string_view, measure_count> measure_names{"tpp", "density", "link_gb_s", "memory_bw_gb_s"};
using Measures = std::array<double, measure_count>;

/// Total processing performance: the largest tops x bits over the precisions. At least one speed; bits > 0; tops > 0 and finite.
double tpp(std::span<const Speed> speeds);
/// TPP per mm2 of logic die. tpp >= 0, die > 0, finite.
double performance_density(double tpp, double die_mm2);
/// Present values are > 0 and finite. Throws SolverError as `classify_chip`.
Measures measures_of(const ChipSpec& spec);

/// At least `min` and less than `max`.
struct Bound {
  double min = -std::numeric_limits<double>::infinity(), max = std::numeric_limits<double>::infinity();
  bool is_set() const {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    return min != -infinity || max != infinity;
  }
  bool met_by(double value) const { return value >= min && value < max; }  ///< NaN meets no bound
};
enum class Outcome : std::uint8_t { free, notify, review, deny };  ///< from lenient to strict; review = case by case
inline constexpr std::array<std::string_view, 4> outcome_names{"free", "notify", "case", "deny"};

/// A clause is met if every bound that is set is met. A bound on a value that is not known is not met, and the answer says so.
struct Clause {
  std::array<Bound, measure_count> bounds;
  Outcome outcome = Outcome::deny;
  bool met_by(const Measures& chip) const {
    for (std::size_t m = 0; m < measure_count; ++m)
      if (bounds[m].is_set() && !bounds[m].met_by(chip[m])) return false;
    return true;
  }
};
using Rule = std::span<const Clause>;

struct Classification {
  Outcome outcome = Outcome::free;            ///< the strictest outcome of the clauses that are met
  std::optional<std::size_t> clause;          ///< the first clause with that outcome
  std::array<bool, measure_count> missing{};  ///< values not known that could have made the outcome stricter
};
/// Domain of Rule: no bound is NaN. Allocates nothing.
Classification classify(const Measures& chip, Rule rule);
Classification classify_chip(const ChipSpec& spec, Rule rule);

/// A design derived from a chip by slowing it down: parts of the original's speed (all precisions; TPP and density fall with it), link and
/// memory bandwidth, each in (0, 1].
struct Design {
  double speed = 1.0, link = 1.0, memory = 1.0;
  Measures measures{};
};
/// Largest part s of the speed, all else equal, at which the outcome is at most `allowed`; 0 if no speed suffices. Just under a threshold x means
/// x (1 - margin), margin in (0, 1). The set of allowed speeds is a union of intervals that end at 1 or under the lower bound of a clause.
double largest_free_scale(const Measures& chip, Rule rule, Outcome allowed, double margin);

/// All designs of at most `allowed` that no other one beats in speed, link and memory together; empty if there is none. The best first by speed,
/// then by link, then by memory. A chip that is allowed as it is gives itself alone.
std::vector<Design> compliant_designs(const Measures& chip, Rule rule, Outcome allowed, double margin);

/// The design with the largest w_speed ln speed + w_link ln link + w_memory ln memory (weights >= 0: what buyers value): an A800 under the rule of
/// October 2022 (the link is cut), an H20 under those of October 2023 (the speed is cut). Nothing if no design is allowed.
struct DesignWeights {
  double speed, link, memory;
};
std::optional<Design> compliant_design(const Measures& chip, Rule rule, Outcome allowed, const DesignWeights& weights, double margin);

}  // namespace entrepot::solvers
