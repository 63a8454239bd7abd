#include "entrepot/base/digest.hpp"

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

using entrepot::Digest;
using entrepot::digest_of;
using entrepot::DigestStream;

namespace {

std::string sample(std::size_t n) {
  std::string text(n, '\0');
  for (std::size_t i = 0; i < n; ++i) text[i] = static_cast<char>((i * 131 + i / 251) & 0xff);
  return text;
}

TEST(Digest, IsXxh3OfOneHundredAndTwentyEightBits) {  // published value of XXH128 of no bytes
  EXPECT_EQ(digest_of(std::string_view{}).hex(), "99aa06d3014798d86001c324468d497f");
  EXPECT_EQ(DigestStream{}.value().hex(), "99aa06d3014798d86001c324468d497f");
}

TEST(Digest, DoesNotDependOnHowBytesAreSplit) {
  for (const std::size_t n : {std::size_t{1}, std::size_t{16}, std::size_t{240}, std::size_t{241}, std::size_t{1024}, std::size_t{5000}}) {
    const std::string text = sample(n);
    const Digest want = digest_of(text);
    for (const std::size_t piece : {std::size_t{1}, std::size_t{7}, std::size_t{64}, std::size_t{1000}}) {
      DigestStream stream;
      for (std::size_t at = 0; at < n; at += piece) {
        stream.add(std::string_view(text).substr(at, piece));
        stream.add(nullptr, 0);
      }
      EXPECT_EQ(stream.value(), want) << n << " in pieces of " << piece;
      EXPECT_EQ(stream.value(), want) << "asking changes nothing";
    }
    EXPECT_EQ(digest_of(std::as_bytes(std::span<const char>(text))), want);
  }
}

TEST(Digest, EveryBitCounts) {
  std::string text = sample(300);
  const Digest want = digest_of(text);
  for (std::size_t i = 0; i < text.size(); ++i) {
    text[i] = static_cast<char>(text[i] ^ 1);
    EXPECT_NE(digest_of(text), want) << i;
    text[i] = static_cast<char>(text[i] ^ 1);
  }
}

TEST(Digest, HexReadsBack) {
  const Digest d{0x0123456789abcdefULL, 0x00000000deadbeefULL};
  EXPECT_EQ(d.hex(), "00000000deadbeef0123456789abcdef");
  EXPECT_EQ(Digest::from_hex(d.hex()), d);
  for (const char* bad : {"", "00", "00000000deadbeef0123456789abcdeg", "00000000deadbeef0123456789abcdef0",
                          "-0000000deadbeef0123456789abcdef", " 0000000deadbeef0123456789abcdef"}) {
    EXPECT_THROW(Digest::from_hex(bad), std::invalid_argument) << bad;
  }
}

}  // namespace
