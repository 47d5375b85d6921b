// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/encoding.h"

#include <gtest/gtest.h>

#include <array>
#include <cctype>
#include <random>

namespace waarborg::crypto {
namespace {

TEST(Encoding, gives_the_vectors_of_rfc_4648_section_10) {
  const std::vector<std::array<std::string, 4>> vectors{
      {"", "", "", ""},
      {"f", "66", "Zg==", "MY"},
      {"fo", "666f", "Zm8=", "MZXQ"},
      {"foo", "666f6f", "Zm9v", "MZXW6"},
      {"foob", "666f6f62", "Zm9vYg==", "MZXW6YQ"},
      {"fooba", "666f6f6261", "Zm9vYmE=", "MZXW6YTB"},
      {"foobar", "666f6f626172", "Zm9vYmFy", "MZXW6YTBOI"},
  };
  for (const auto& [plain, hex, base64, base32] : vectors) {
    EXPECT_EQ(hex_encode(plain), hex);
    EXPECT_EQ(base64_encode(plain), base64);
    EXPECT_EQ(base32_encode(plain), base32);
    EXPECT_EQ(text_of(*hex_decode(hex)), plain);
    EXPECT_EQ(text_of(*base64_decode(base64)), plain);
    EXPECT_EQ(text_of(*base32_decode(base32)), plain);
  }
  EXPECT_EQ(base64url_encode(Bytes{0xFB, 0xFF}), "-_8");
}

TEST(Encoding, every_value_reads_back) {
  const unsigned seed = std::random_device{}();
  SCOPED_TRACE(seed);
  std::mt19937 random{seed};
  for (int round = 0; round < 500; ++round) {
    Bytes bytes(random() % 70);
    for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random());
    EXPECT_EQ(hex_decode(hex_encode(bytes)), bytes);
    EXPECT_EQ(base64_decode(base64_encode(bytes)), bytes);
    EXPECT_EQ(base64url_decode(base64url_encode(bytes)), bytes);
    EXPECT_EQ(base32_decode(base32_encode(bytes)), bytes);
  }
}

TEST(Encoding, refuses_what_is_not_the_one_text_of_a_value) {
  for (const char* text : {"6", "6g", "66 ", " 66", "0x66"}) EXPECT_FALSE(hex_decode(text)) << text;
  for (const char* text : {"Zg", "Zg=", "Zh==", "Zg==\n", "Zm9v Yg==", "Z", "Zm-v"}) {
    EXPECT_FALSE(base64_decode(text)) << text;
  }
  for (const char* text : {"Zg==", "Zh", "Zg\n", "Z", "Zm+v", "Zm/v"}) EXPECT_FALSE(base64url_decode(text)) << text;
  for (const char* text : {"M1", "M0", "MZ-"}) EXPECT_FALSE(base32_decode(text)) << text;
}

TEST(Encoding, no_byte_outside_the_alphabet_is_taken_for_a_digit) {
  const std::string base64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  for (int byte = 0; byte < 256; ++byte) {
    const auto c = static_cast<char>(byte);
    const bool common = byte != 0 && base64.find(c) != std::string::npos;
    const std::string text = std::string("AA") + c + "A";
    EXPECT_EQ(base64_decode(text).has_value(), common || c == '+' || c == '/') << byte;
    EXPECT_EQ(base64url_decode(text).has_value(), common || c == '-' || c == '_') << byte;
    EXPECT_EQ(hex_decode(std::string("a") + c).has_value(), byte != 0 && std::isxdigit(byte) != 0) << byte;
  }
}

TEST(Encoding, base32_reads_what_people_type) { EXPECT_EQ(text_of(*base32_decode("mzxw 6ytb oi======")), "foobar"); }

}  // namespace
}  // namespace waarborg::crypto
