// base/digest.hpp: stable 128-bit digests (XXH3-128) of bytes, columns and files.
#pragma once
#include <compare>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace entrepot {

struct Digest {
  std::uint64_t low = 0, high = 0;
  auto operator<=>(const Digest&) const = default;
  std::string hex() const;  ///< 32 hexadecimal digits, high word first
  /// Reverse of hex(); throws std::invalid_argument on anything else.
  static Digest from_hex(std::string_view text);
};

/// Digest of bytes in one go.
Digest digest_of(std::span<const std::byte> bytes);
Digest digest_of(std::string_view text);

/// Digest of bytes that come in pieces; equal to the digest of their concatenation.
class DigestStream {
  struct State;
  std::unique_ptr<State, void (*)(State*)> state_;

 public:
  DigestStream();
  void add(const void* data, std::size_t bytes);
  void add(std::string_view text) { add(text.data(), text.size()); }
  Digest value() const;
};

}  // namespace entrepot
