#include "entrepot/base/digest.hpp"

#include <xxhash.h>

#include <bit>
#include <charconv>
#include <new>
#include <stdexcept>

static_assert(std::endian::native == std::endian::little, "columns are hashed and saved as they lie in memory: little-endian only");

namespace entrepot {
namespace {

Digest from(XXH128_hash_t h) { return {h.low64, h.high64}; }

void append_hex(std::string& out, std::uint64_t word) {
  for (int shift = 60; shift >= 0; shift -= 4) out += "0123456789abcdef"[(word >> shift) & 15U];
}

std::uint64_t word_from_hex(std::string_view text) {
  std::uint64_t word = 0;
  const auto result = std::from_chars(text.data(), text.data() + text.size(), word, 16);
  if (result.ec != std::errc{} || result.ptr != text.data() + text.size()) {
    throw std::invalid_argument("a digest has hexadecimal digits only");
  }
  return word;
}

}  // namespace

struct DigestStream::State {
  XXH3_state_t* xxh;
};

std::string Digest::hex() const {
  std::string out;
  out.reserve(32);
  append_hex(out, high);
  append_hex(out, low);
  return out;
}

Digest Digest::from_hex(std::string_view text) {
  if (text.size() != 32) throw std::invalid_argument("a digest has 32 hexadecimal digits");
  return {word_from_hex(text.substr(16)), word_from_hex(text.substr(0, 16))};
}

Digest digest_of(std::span<const std::byte> bytes) { return from(XXH3_128bits(bytes.data(), bytes.size())); }
Digest digest_of(std::string_view text) { return from(XXH3_128bits(text.data(), text.size())); }

DigestStream::DigestStream()
    : state_{new State{XXH3_createState()}, [](State* s) {
               XXH3_freeState(s->xxh);
               delete s;
             }} {
  if (state_->xxh == nullptr) throw std::bad_alloc();
  XXH3_128bits_reset(state_->xxh);
}

void DigestStream::add(const void* data, std::size_t bytes) {
  if (bytes != 0) XXH3_128bits_update(state_->xxh, data, bytes);
}

Digest DigestStream::value() const { return from(XXH3_128bits_digest(state_->xxh)); }

}  // namespace entrepot
