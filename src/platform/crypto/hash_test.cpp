// SPDX-License-Identifier: EUPL-1.2
#include "platform/crypto/hash.h"

#include <gtest/gtest.h>

namespace waarborg::crypto {
namespace {

TEST(Hash, gives_the_vectors_of_fips_180) {
  EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq"),
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
}

TEST(Hash, parts_give_the_same_digest_as_the_whole) {
  Sha256 sum;
  sum.add("ab");
  sum.add("");
  sum.add("c");
  EXPECT_EQ(sum.finish(), sha256("abc"));
  EXPECT_EQ(sum.finish(), sha256("")) << "starts again";
}

TEST(Hash, compares_secrets_by_value) {
  EXPECT_TRUE(equal_constant_time("", ""));
  EXPECT_TRUE(equal_constant_time("geheim", "geheim"));
  EXPECT_FALSE(equal_constant_time("geheim", "geheiM"));
  EXPECT_FALSE(equal_constant_time("geheim", "geheim "));
  EXPECT_FALSE(equal_constant_time(std::string_view("a\0b", 3), std::string_view("a\0c", 3)));
}

}  // namespace
}  // namespace waarborg::crypto
