// base/luck.hpp: random numbers that belong to (seed, run, step, purpose, key). No state, no order of calls; about 4 ns a draw.
//
// Independence across keys is the work of the hash (SplitMix64's finaliser over every word), PCG32 is the generator behind it
// (O'Neill 2014; vectors in tests/oracles/rng_vectors.csv).
#pragma once
#include <compare>
#include <cstdint>
#include <pcg_random.hpp>
#include <string_view>

#include "entrepot/base/real.hpp"

namespace entrepot {

/// SplitMix64's finaliser: a bijection of 64-bit words.
constexpr std::uint64_t mix(std::uint64_t z) {
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
  return z ^ (z >> 31);
}
/// One word more into a hash; the order of words matters.
constexpr std::uint64_t absorb(std::uint64_t hash, std::uint64_t word) {
  return mix((hash + 0x9e3779b97f4a7c15ULL) ^ (word * 0xff51afd7ed558ccdULL));
}
/// FNV-1a over the bytes, then mixed: the hash of names and ids.
constexpr std::uint64_t hash_text(std::string_view text) {
  std::uint64_t word = 0xcbf29ce484222325ULL;
  for (const char c : text) word = (word ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
  return mix(word);
}

/// SplitMix64 as published: the state steps by the golden ratio.
class SplitMix64 {
  std::uint64_t state_;

 public:
  explicit constexpr SplitMix64(std::uint64_t seed) : state_{seed} {}
  constexpr std::uint64_t operator()() { return mix(state_ += 0x9e3779b97f4a7c15ULL); }
};

/// Luck key: content of the thing that is drawn for, never a row number (design, promise 3).
enum class Key : std::uint64_t {};
/// Key of an agent of the scenario: hash of its kind ("state", "firm", ...) and id.
constexpr Key key_of(std::string_view kind, std::string_view id) { return Key{absorb(hash_text(kind), hash_text(id))}; }
/// Key of something that belongs to other things: their words in a fixed order.
constexpr Key join(Key a, Key b) { return Key{absorb(static_cast<std::uint64_t>(a), static_cast<std::uint64_t>(b))}; }
constexpr Key join(Key a, std::uint64_t word) { return Key{absorb(static_cast<std::uint64_t>(a), word)}; }

/// Which run this is. draw: which sample of the parameters; `point_draw` = the point values.
struct RunKey {
  static constexpr std::uint64_t point_draw = ~std::uint64_t{0};
  static constexpr std::uint64_t same_as_run = ~std::uint64_t{1};
  std::uint64_t seed = 42;
  std::uint64_t run = 0;
  std::uint64_t draw = same_as_run;
  constexpr std::uint64_t effective_draw() const { return draw == same_as_run ? run : draw; }
  constexpr auto operator<=>(const RunKey&) const = default;
};

/// What a draw is for. Declared beside its use as `inline constexpr Purpose x{"stage.x"}`; two equal names fail a test.
struct Purpose {
  std::uint64_t word;
  std::string_view name;
  consteval explicit Purpose(std::string_view n) : word{hash_text(n)}, name{n} {}
  /// Of a stage that is made at run time; `n` must outlive the purpose.
  static Purpose at_run_time(std::string_view n) {
    Purpose purpose{""};
    purpose.word = hash_text(n);
    purpose.name = n;
    return purpose;
  }
};

/// The numbers of one purpose in one step of one run: the prefix is absorbed once.
class Luck {
  std::uint64_t state_, stream_;
  static constexpr std::uint64_t prefix(std::uint64_t salt, RunKey k, std::uint64_t step, Purpose p) {
    return absorb(absorb(absorb(absorb(salt, k.seed), k.run), step), p.word);
  }

 public:
  constexpr Luck(RunKey k, std::uint64_t step, Purpose p) : state_{prefix(1, k, step, p)}, stream_{prefix(2, k, step, p)} {}

  /// A generator of one's own for one key, where many numbers are needed.
  pcg32 engine(Key k) const {
    const auto word = static_cast<std::uint64_t>(k);
    return pcg32(absorb(state_, word), absorb(stream_, word));
  }
  /// Uniform on (0, 1), both ends excluded, 52 bits.
  double uniform(Key k) const {
    pcg32 g = engine(k);
    const std::uint64_t high = g();
    return (static_cast<double>(((high << 32) | g()) >> 12) + 0.5) * 0x1p-52;
  }
  /// Whether an event of this hazard (per step, >= 0) happens: uniform < 1 - exp(-hazard), so a higher hazard keeps every event of a
  /// lower one.
  bool happens(Key k, double hazard) const {
    const double u = uniform(k);
    return u < hazard && u < -real::expm1(-hazard);  // 1 - e^-h <= h: almost no draw needs the exponential
  }
  /// Whole number whose mean is x >= 0: floor(x) or one more, by one uniform (monotone in x for a given key).
  std::int64_t whole(Key k, double x) const { return whole_of(uniform(k), x); }
  /// The same with a uniform at hand.
  static std::int64_t whole_of(double u, double x) {
    const auto below = static_cast<std::int64_t>(x);
    return below + (u < x - static_cast<double>(below) ? 1 : 0);
  }
  /// The same for x < 2^51, without leaving real numbers: loops over it are done by vectors.
  static double whole_part_of(double u, double x) {
    constexpr double shift = 0x1p52;  // adding it rounds to whole numbers
    const double nearest = (x + shift) - shift, below = nearest > x ? nearest - 1.0 : nearest;
    return u < x - below ? below + 1.0 : below;
  }
  /// The fractional part of u + v: uniforms for every cell of a grid from one of its row and one of its column. The cell's is uniform,
  /// any two cells' are independent (so sums over cells have the mean and variance of independent draws); four that form a rectangle are not.
  static double cell(double u, double v) {
    const double sum = u + v;
    return sum - static_cast<double>(static_cast<std::int32_t>(sum));  // no branch: nobody can guess on which side of 1 it falls
  }
  /// The same for a grid of three coordinates.
  static double cell(double u, double v, double w) {
    const double sum = u + v + w;
    return sum - static_cast<double>(static_cast<std::int32_t>(sum));
  }
  /// Standard normal by the quantile of one uniform (pairing survives, unlike in rejection samplers).
  double normal(Key k) const { return real::normal_quantile(uniform(k)); }
  /// Order key for conflicts that are served in keyed, not shuffled, order.
  std::uint64_t order(Key k) const { return absorb(state_, static_cast<std::uint64_t>(k)); }
};

/// Uniform of one parameter in one draw: belongs to (seed, draw, name) only.
double parameter_uniform(std::uint64_t seed, std::uint64_t draw, std::string_view name);

}  // namespace entrepot
