// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/totp.h"

#include <gtest/gtest.h>

#include <array>

namespace waarborg::crypto {
namespace {

const ByteView kSecret = bytes_of("12345678901234567890");  // of RFC 4226 and RFC 6238

Moment at(std::int64_t seconds) { return Moment{std::chrono::seconds{seconds}}; }

TEST(Totp, gives_the_vectors_of_rfc_4226_appendix_d) {
  const std::array<const char*, 10> codes{"755224", "287082", "359152", "969429", "338314",
                                          "254676", "287922", "162583", "399871", "520489"};
  for (std::size_t i = 0; i < codes.size(); ++i) {
    EXPECT_EQ(totp_code(kSecret, static_cast<std::int64_t>(i)), codes[i]);
  }
}

TEST(Totp, gives_the_vectors_of_rfc_6238_appendix_b) {
  const std::vector<std::pair<std::int64_t, const char*>> vectors{{59, "94287082"},         {1111111109, "07081804"},
                                                                  {1111111111, "14050471"}, {1234567890, "89005924"},
                                                                  {2000000000, "69279037"}, {20000000000, "65353130"}};
  for (const auto& [seconds, code] : vectors) EXPECT_EQ(totp_code(kSecret, totp_step(at(seconds)), 8), code);
}

TEST(Totp, accepts_one_step_of_clock_difference_and_no_more) {
  const std::string code = totp_code(kSecret, 1000);
  for (std::int64_t seconds = 29'900; seconds <= 30'120; ++seconds) {
    const bool near = seconds >= 30'000 - 30 && seconds < 30'030 + 30;
    const auto step = totp_verify(kSecret, code, at(seconds), 0);
    EXPECT_EQ(step.has_value(), near) << seconds;
    EXPECT_EQ(step.value_or(1000), 1000);
  }
}

TEST(Totp, a_code_counts_once) {
  const Moment now = at(30'000);
  const auto step = totp_verify(kSecret, totp_code(kSecret, 1000), now, 999);

  ASSERT_EQ(step, 1000);
  EXPECT_FALSE(totp_verify(kSecret, totp_code(kSecret, 1000), now, *step));
  EXPECT_FALSE(totp_verify(kSecret, totp_code(kSecret, 999), now, *step)) << "an earlier code neither";
  EXPECT_EQ(totp_verify(kSecret, totp_code(kSecret, 1001), now, *step), 1001);
}

TEST(Totp, spaces_are_ignored_and_other_texts_refused) {
  const std::string code = totp_code(kSecret, 1000);
  EXPECT_TRUE(totp_verify(kSecret, " " + code.substr(0, 3) + " " + code.substr(3), at(30'000), 0));
  for (const std::string& typed : {std::string{}, code.substr(1), code + "0", std::string{"abcdef"},
                                   totp_code(kSecret, 1000, 8), std::string(1000, ' ') + code}) {
    EXPECT_FALSE(totp_verify(kSecret, typed, at(30'000), 0)) << typed;
  }
}

TEST(Totp, the_uri_escapes_names) {
  EXPECT_EQ(otpauth_uri("Huisartsen & Zo", "piet@zorg.example", kSecret),
            "otpauth://totp/Huisartsen%20%26%20Zo:piet%40zorg.example?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
            "&issuer=Huisartsen%20%26%20Zo&algorithm=SHA1&digits=6&period=30");
}

TEST(Totp, a_new_secret_has_160_bits_and_is_new) {
  EXPECT_EQ(new_totp_secret().size(), 20U);
  EXPECT_NE(new_totp_secret(), new_totp_secret());
}

}  // namespace
}  // namespace waarborg::crypto
