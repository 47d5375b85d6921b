// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/password.h"

#include <gtest/gtest.h>

namespace waarborg::crypto {
namespace {

TEST(Password, the_default_cost_is_argon2id_with_64_mib_and_3_passes) {
  const std::string hash = hash_password("correct horse battery staple");

  EXPECT_EQ(hash.substr(0, 31), "$argon2id$v=19$m=65536,t=3,p=1$");
  EXPECT_TRUE(verify_password(hash, "correct horse battery staple"));
  EXPECT_FALSE(verify_password(hash, "correct horse battery stapl"));
  EXPECT_FALSE(needs_rehash(hash));
}

TEST(Password, the_same_password_hashes_differently_each_time) {
  EXPECT_NE(hash_password("x", kCheapForTests), hash_password("x", kCheapForTests));
}

TEST(Password, a_hash_of_another_cost_is_to_be_renewed) {
  const std::string hash = hash_password("wachtwoord", kCheapForTests);
  EXPECT_TRUE(verify_password(hash, "wachtwoord"));
  EXPECT_TRUE(needs_rehash(hash));
  EXPECT_FALSE(needs_rehash(hash, kCheapForTests));
}

TEST(Password, a_decoy_has_the_form_and_the_cost_of_a_real_hash_and_opens_for_nothing) {
  const std::string real = hash_password("wachtwoord");
  const std::string decoy = decoy_hash();

  EXPECT_EQ(decoy.size(), real.size());
  EXPECT_EQ(decoy.substr(0, 31), real.substr(0, 31));
  EXPECT_FALSE(needs_rehash(decoy));  // libsodium reads it, so it computes with it
  EXPECT_FALSE(verify_password(decoy, "wachtwoord"));
  EXPECT_FALSE(verify_password(decoy, ""));
  EXPECT_NE(decoy, decoy_hash());
}

TEST(Password, zero_bytes_count) {
  const std::string hash = hash_password(std::string_view("a\0b", 3), kCheapForTests);
  EXPECT_FALSE(verify_password(hash, "a"));
  EXPECT_TRUE(verify_password(hash, std::string_view("a\0b", 3)));
}

TEST(Password, what_is_not_a_hash_opens_nothing) {
  const std::string hash = hash_password("wachtwoord", kCheapForTests);
  for (const std::string& other :
       {std::string{}, std::string{"wachtwoord"}, hash.substr(0, hash.size() - 1), hash + "A",
        hash + std::string(200, 'A'), std::string{"$2y$10$abcdefghijklmnopqrstuv"}}) {
    EXPECT_FALSE(verify_password(other, "wachtwoord")) << other;
    EXPECT_FALSE(verify_password(other, "")) << other;
  }
  EXPECT_TRUE(needs_rehash("wachtwoord"));
}

}  // namespace
}  // namespace waarborg::crypto
